"""Open information extraction: the propositions of a reading as tuples of the sentence's own words.

One line a tuple: ``sentence  confidence  relation  subject  object  [more]``, tab-separated. A clause with several
arguments gives the whole tuple first, then with less confidence what it contains: its core ("moved | the embassy"),
one tuple for each further argument, whose relation holds the object ("moved the embassy to | Jerusalem"), and the
same for an object that itself ends in a prepositional phrase ("became a judge of | the High Court"). A noun in the
relation stands for itself too ("made | an offer"), and so does a passive that its circumstances only place ("was |
founded"). Lists are told item by item.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from kg.model.kinds import MentionKind, Role
from kg.model.records import Argument, Mention, Proposition, Reading, Span
from kg.show.wording import (
    CIRCUMSTANTIAL,
    FORMS_OF_BE,
    VERB_PARTICLES,
    cut,
    ends,
    examples,
    is_rambling,
    items,
    joined,
    marker,
    possession,
    unquoted,
    words,
)
from kg.terms import words as lists
from kg.terms.rules import ACT, PARTICIPLE, PASSIVE_WITH_AGENT, Rule, rule_named

SUBORDINATORS = lists.words("subordinators of circumstances")
# How sure the parts of a tuple are beside the whole.
LONE, CORE, FURTHER, INNER, BARE, OWNED = 0.9, 0.5, 0.45, 0.35, 0.3, 0.2
# A tuple cannot say on whose word it stands.
REPORTED = 0.9

Cells = tuple[str, ...]


def rows(reading: Reading, least: float = 0.0) -> Iterator[str]:
    """The tuples of a document in text order, each once; the first column is the sentence (of a line, the line).

    Args:
        reading: the document.
        least: confidence below which a tuple is left out, in 0..1.
    """
    text = reading.text
    whole = text if len(reading.document.blocks) == 1 and "\n" not in text else None
    seen: set[Cells] = set()
    for number, confidence, cells in (*tuples(reading), *_belongings(reading)):
        if cells not in seen and confidence >= least:
            seen.add(cells)
            place = reading.sentences[reading.propositions[number].sentence]
            sentence = whole if whole is not None else " ".join(place.of(text).split())
            yield "\t".join((sentence, f"{confidence:.3f}", *cells))


def tuples(reading: Reading) -> Iterator[tuple[int, float, Cells]]:
    """(proposition, confidence, (relation, subject, object, more ...)), the whole before its parts."""
    names = {m.span.of(reading.text) for m in reading.mentions if m.kind is MentionKind.NAME}
    numbered = enumerate(reading.propositions)
    for _, together in groupby(numbered, key=lambda pair: pair[1].sentence):
        numbers, propositions = zip(*together, strict=True)
        sentence = Sentence(reading, [_cored(p, reading.mentions) for p in propositions], names)
        for number, proposition in zip(numbers, sentence.propositions, strict=True):
            for confidence, cells in sentence.tuples(proposition):
                yield number, confidence, cells


def _cored(proposition: Proposition, mentions: Sequence[Mention]) -> Proposition:
    """The same with its phrases up to the clauses that tell which: those are tuples of their own."""
    return dataclasses.replace(proposition, arguments=tuple(_core(a, mentions) for a in proposition.arguments))


def _core(argument: Argument, mentions: Sequence[Mention]) -> Argument:
    mention = mentions[argument.mention] if argument.mention is not None else None
    if mention is None or mention.kind is not MentionKind.NOMINAL or mention.phrase != argument.span:
        return argument
    return dataclasses.replace(argument, span=mention.span)


def _belongings(reading: Reading) -> Iterator[tuple[int, float, Cells]]:
    """(proposition, confidence, ("has", owner, what)) for each possessive: "Australia's High Court"."""
    for number, proposition in enumerate(reading.propositions):
        for argument in proposition.arguments:
            owner, what = possession(words(argument, reading.text))
            # "that's been the case" is no phrase, but a clause
            if owner and what and argument.mention is not None:
                yield number, OWNED, ("has", owner, what)


class Sentence:
    """The propositions of one sentence, each told with what the others say of its time and purpose.

    Args:
        reading: the document.
        propositions: those of the sentence, in text order.
        names: names of the document, which are no lists though they may hold an "and".
    """

    def __init__(self, reading: Reading, propositions: Sequence[Proposition], names: Container[str]) -> None:
        self.text, self.mentions = reading.text, reading.mentions
        self.propositions, self.names = propositions, names
        self.verbal = [p for p in propositions if not _is_beside_clauses(rule_named(p.rule))]
        self.circumstances = list(self._circumstances())

    def tuples(self, proposition: Proposition) -> Iterator[tuple[float, Cells]]:
        """(confidence, (relation, subject, object, more ...)) of one proposition."""
        subject, obj = proposition.argument(Role.SUBJECT), proposition.argument(Role.OBJECT)
        if subject is None or self._is_unspoken(proposition, subject):
            return
        sure = proposition.confidence * (REPORTED if proposition.attribution else 1)
        for share, cells in self._told(self._with_purpose(proposition)):
            listed = len(cells) == 3 and (obj is None or obj.proposition is None)
            for item in (items(cells[2], self.names) if listed else ()) or cells[2:3]:
                for first in items(cells[1], self.names) or [cells[1]]:
                    yield sure * share, (cells[0], first, item, *cells[3:])

    def _is_unspoken(self, proposition: Proposition, subject: Argument) -> bool:
        rule = rule_named(proposition.rule)
        if proposition.predicate in rule.unspoken or rule is ACT:
            return True
        mention = self.mentions[subject.mention] if subject.mention is not None else None
        return mention is not None and mention.kind is MentionKind.PRONOUN and rule.is_act

    def _told(self, proposition: Proposition) -> Iterator[tuple[float, Cells]]:
        """(share of the confidence, cells), lists still whole."""
        subject, obj = proposition.argument(Role.SUBJECT), proposition.argument(Role.OBJECT)
        assert subject is not None
        rule = rule_named(proposition.rule)
        if rule is PASSIVE_WITH_AGENT and obj is not None:
            subject, obj = obj, subject
        first = words(subject, self.text)
        if rule.is_nominal or rule.is_act:
            first = _owner(first)
        if obj is None:
            yield from self._without_object(proposition, first)
        else:
            yield from self._with_object(proposition, first, obj)

    def _without_object(self, proposition: Proposition, first: str) -> Iterator[tuple[float, Cells]]:
        """Each further argument behind its preposition: "went to | the embassy"."""
        relation, others = _relation(rule_named(proposition.rule), proposition), _others(proposition)
        for lead, end in (pair for a in others if not _is_purpose(a) for pair in ends(a, self.text)):
            yield LONE, (f"{relation} {lead}".strip(), first, end)
        yield from self._state(proposition, first, next(iter(others), None))

    def _with_object(self, proposition: Proposition, first: str, obj: Argument) -> Iterator[tuple[float, Cells]]:
        """The whole with all that it has, its core, and the parts of that."""
        rule, others = rule_named(proposition.rule), _others(proposition)
        relation, last = _relation(rule, proposition), words(obj, self.text)
        core = (relation, first, _owner(last) if rule.is_nominal else last)
        more = [f"{marker(a, self.text)} {words(a, self.text)}".strip() for a in joined(others, self.text)]
        more += [told for above, place, told in self.circumstances if _is_placed(proposition, above, place)]
        if more:
            yield 1.0, (*core, *more)
        yield (CORE if more else 1.0), core
        if not is_rambling(first):
            yield from self._further(core, _stem(relation, obj, core[2]), others)
            yield from self._parts(proposition, core, obj)
            yield from self._state(proposition, first, obj)

    def _further(self, core: Cells, stem: str, others: Sequence[Argument]) -> Iterator[tuple[float, Cells]]:
        """The arguments beside the object, each behind its own preposition."""
        for lead, end in (pair for a in others if not _is_purpose(a) for pair in ends(a, self.text)):
            relation, found, at = f"{stem} {lead}".strip(), end.split(), cut(end)
            yield FURTHER, (relation, core[1], end)
            if at is not None and found[at] != "of":
                yield BARE, (relation, core[1], " ".join(found[:at]))

    def _parts(self, proposition: Proposition, core: Cells, obj: Argument) -> Iterator[tuple[float, Cells]]:
        """What the object is made of: its head, and what its own preposition governs."""
        relation, first, phrase = core
        carried = _carried(proposition, obj, self.text)
        if carried is not None:
            yield BARE, (carried[0], first, carried[1])
        found, at = phrase.split(), cut(phrase)
        end = len(found) if at is None else at
        participle = self._participle(obj)
        for example in examples(phrase, self.names) if obj.proposition is None else ():
            yield BARE, (relation, first, example)
        if at is not None and obj.proposition is None:
            yield INNER, (f"{relation} {' '.join(found[: at + 1])}", first, " ".join(found[at + 1 :]))
        if participle is not None and 0 < participle < end:
            yield BARE, (relation, first, " ".join(found[:participle]).strip(" ,"))
        elif at is not None and found[at] != "of" and obj.proposition is None:
            # "the head of state" is no "head"; "a house in Rome" is a house
            yield BARE, (relation, first, " ".join(found[:at]))

    def _state(self, proposition: Proposition, first: str, beside: Argument | None) -> Iterator[tuple[float, Cells]]:
        """ "was | founded" of "was founded in 1851": a passive that its circumstances only place, or that has none."""
        placed = beside is None or beside.role in (Role.SUBJECT, Role.TIME) or beside.preposition in CIRCUMSTANTIAL
        if not rule_named(proposition.rule).is_passive or not placed:
            return
        found, verb = proposition.relation.split(), proposition.trigger.of(self.text)
        at = found.index(verb, 1) if verb in found[1:] else 0
        helper = max((n for n in range(at) if found[n] in FORMS_OF_BE), default=-1)
        end = _verb_end(found, at)
        if 0 <= helper < at and len(found) - end <= 1:
            share = LONE if beside is None else BARE
            yield share, (" ".join(found[: helper + 1]), first, " ".join(found[helper + 1 : end]))

    def _participle(self, obj: Argument) -> int | None:
        """Index of the participle that tells more of the object: "software written for computers"."""
        found = self.text[obj.span.start : obj.span.end]
        starts = [
            q.trigger.start - obj.span.start
            for q in self.propositions
            if _may_be_participle(rule_named(q.rule)) and obj.span.start < q.trigger.start < obj.span.end
        ]
        before = found[: min(starts)].split() if starts and obj.proposition is None else []
        return len(before) if before and not FORMS_OF_BE & {*before} else None

    def _above(self, proposition: Proposition) -> Proposition | None:
        """The proposition of the nearest clause around this one's."""
        span = proposition.span
        around = [p for p in self.verbal if p.span != span and p.span.covers(span) and p.trigger != proposition.trigger]
        return min(around, key=lambda p: p.span.end - p.span.start, default=None)

    def _with_purpose(self, proposition: Proposition) -> Proposition:
        """ "lifts the ban to win | votes": the purpose joins the relation, as nobody says that it was reached."""
        above = self._purpose_of(proposition)
        first = above.argument(Role.SUBJECT) if above is not None else None
        if above is None or first is None:
            return proposition
        rest = (a for a in proposition.arguments if a.role is not Role.SUBJECT)
        relation = f"{self._lead(above, proposition.span)} to {proposition.relation}"
        return dataclasses.replace(proposition, relation=relation, arguments=(first, *rest))

    def _purpose_of(self, proposition: Proposition) -> Proposition | None:
        """What is done for the purpose that a clause with "to" tells, where both have one subject."""
        span, subject = proposition.span, proposition.argument(Role.SUBJECT)
        if not rule_named(proposition.rule).takes_purpose or not span.of(self.text).startswith("to "):
            return None
        above = self._above(proposition)
        if above is None or above.rule == PASSIVE_WITH_AGENT.name or above.trigger.start >= proposition.trigger.start:
            return None
        return above if subject is not None and subject.span.start < span.start else None

    def _lead(self, above: Proposition, purpose: Span) -> str:
        """The relation of what is done, up to its purpose: with its object, unless that holds the purpose."""
        obj = above.argument(Role.OBJECT)
        if obj is not None and above.trigger.start < obj.span.start and obj.span.end <= purpose.start:
            return f"{above.relation} {words(obj, self.text)}"
        if obj is not None and obj.preposition and obj.span.covers(purpose):
            return above.relation.removesuffix(f" {obj.preposition}")
        return above.relation

    def _circumstances(self) -> Iterator[tuple[Proposition, Span, str]]:
        """(proposition, where, words) of each clause that tells when, why or if: "after the band left"."""
        seen: set[Span] = set()
        for proposition in self.verbal:
            span = proposition.span
            found, before = span.of(self.text).split(), self.text[max(0, span.start - 20) : span.start].split()[-1:]
            if found[0].lower() not in SUBORDINATORS:
                found = [*before, *found]
            above = self._above(proposition)
            if span not in seen and found[0].lower() in SUBORDINATORS and len(found) > 2 and above is not None:
                seen.add(span)
                yield above, span, " ".join(found)


def _others(proposition: Proposition) -> list[Argument]:
    """The arguments beside subject and object, each word once: no "on Monday" beside "at a rally on Monday"."""
    others = [a for a in proposition.arguments if a.role is not Role.SUBJECT]
    phrases = [a for a in others if a.proposition is None and a.role is not Role.OBJECT]
    within = {
        id(a) for a in others if a.role is Role.TIME and any(b.span.covers(a.span) for b in phrases if b is not a)
    }
    return [a for a in others if a.role is not Role.OBJECT and id(a) not in within]


def _is_purpose(argument: Argument) -> bool:
    """True of "to win votes", a tuple of its own: "lifts the ban to win | votes"; not of "for votes"."""
    return argument.role is Role.PURPOSE and not argument.preposition


def _is_placed(proposition: Proposition, above: Proposition, place: Span) -> bool:
    """True where the clause at that place tells of the proposition, and none of its arguments holds it already."""
    return above.trigger == proposition.trigger and not any(a.span.covers(place) for a in proposition.arguments)


def _stem(relation: str, obj: Argument, phrase: str) -> str:
    """What stands before the preposition of a further argument: the relation with what it needs of its object."""
    if obj.preposition in CIRCUMSTANTIAL and relation.endswith(f" {obj.preposition}"):
        return relation.removesuffix(f" {obj.preposition}")
    found, at = phrase.split(), cut(phrase)
    return f"{relation} {' '.join(found[:at] if at is not None and found[at] != 'of' else found)}"


def _carried(proposition: Proposition, obj: Argument, text: str) -> tuple[str, str] | None:
    """ "made | an offer" of "made an offer on the wage": the verb with the noun or adjective in its relation."""
    found, verb = proposition.relation.split(), proposition.trigger.of(text)
    if not obj.preposition or verb not in found or found[-1] != obj.preposition:
        return None
    end = _verb_end(found, found.index(verb))
    inner = " ".join(found[end:-1])
    return (" ".join(found[:end]), inner) if inner else None


def _verb_end(relation: Sequence[str], verb: int) -> int:
    """Index behind the verb of a relation and its particles."""
    end = verb + 1
    while end < len(relation) - 1 and relation[end].lower() in VERB_PARTICLES:
        end += 1
    return end


def _is_beside_clauses(rule: Rule) -> bool:
    return rule.is_nominal or rule is ACT


def _may_be_participle(rule: Rule) -> bool:
    return rule.is_passive or rule is PARTICIPLE


def _owner(words: str) -> str:
    """The words without the ending of an owner, which a noun phrase needs and a tuple has no use for: "China's"."""
    return words.removesuffix("'s").removesuffix("’s").rstrip()


def _relation(rule: Rule, proposition: Proposition) -> str:
    """The words between subject and object; where a noun phrase has none, those of the predicate."""
    if rule.relation is not None:
        return rule.relation
    if rule.is_nominal and not rule.is_act:
        return re.sub(r"^be\b", "is", proposition.predicate)
    return unquoted(proposition.relation)
