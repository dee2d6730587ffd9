"""Political events after PLOVER, coded from the statements of a document: who did what kind of deed to whom.

The codes themselves are made in ``kg.terms.plover``. One event stands for one trigger: what is coordinated shares it,
and what two sides do together is told once. Coded is what the sentence tells in the foreground: what stands inside
another event's arguments (the attack that is condemned) is its content, and what a relative clause or "after ..."
recalls is background, coded only where the sentence has nothing else. The events of a whole graph, without that
choice, are written by ``kg.show.export``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby

from kg.model.edits import as_evidence_of
from kg.model.records import (
    Argument,
    Evidence,
    Mention,
    MentionKind,
    Modality,
    Polarity,
    Proposition,
    Reading,
    Role,
    Span,
    Statement,
)
from kg.terms import lexicon, plover
from kg.terms.rules import Ground, rule_named

# Types that a thing can do or suffer: "a roadside bombing killed three", "the embassy was burned down".
WITHOUT_AGENT = frozenset({"ASSAULT"})
TO_THINGS = frozenset({"ASSAULT", "COERCE", "SANCTION"})
AGENTS = frozenset({"PERSON", "ORG", "GPE", "NORP", "GROUP"})
PLACES = frozenset({"GPE", "LOC", "FAC"})

# "reportedly" leaves a deed as told; whether it is so is for the statement's certainty.
HEARSAY = re.compile(r"\b(?:reportedly|allegedly|apparently)\b")
ACTOR_NOUN = re.compile(
    r"(?:\w*(?:ists?|ers?|ors?|ants?|ents?|ees?|men|women|ians?|ians|ites?)|arm(?:y|ies)|authorit(?:y|ies)|cabinet"
    r"|candidates?|chiefs?|civilians?|coalition|court|crowds?|delegates?|delegation|advocates?|associates?|captives?|diplomats?|embassy|factions?|forces?|government|groups?"
    r"|guerrillas?|journalists?|judge|media|military|militias?|nationals?|navy|officials?|parliament|party|people|police"
    r"|population|rebels?|regime|spokes\w+|tribes?|victims?|wing|troops|units?|villages?|youths?)$"
)
# Nouns that end like actors and are none; and heads that only count the actors behind them.
NO_ACTOR = re.compile(r"(?:ments?|vents?|dents?|actors?|umbers?|apers?|owers?|aters?|etters?|orders?|matters?)$")
QUANTITY = re.compile(r"\d[\d,.]*|thousands?|hundreds?|dozens?|scores?|tens|millions?|number|majority|third|half", re.I)
DETERMINER = re.compile(r"^(?:the|an?|its|their|his|her|our)\s+", re.IGNORECASE)


def rows(
    reading: Reading, statements: Sequence[Statement], words: lexicon.Lexicon | None = None
) -> list[dict[str, object]]:
    """The events of one document, in text order, as ``kg extract --format events`` writes them.

    Args:
        reading: the document's reading.
        statements: the statements aligned from it.
        words: the lexicon that they were aligned with; None is the shipped one.
    """
    statements = as_evidence_of(reading.document, statements)
    return [_row(event) for event in _Coder(reading, statements, words or lexicon.load()).events()]


@dataclass(frozen=True, slots=True)
class _Coded:
    """One event in the making; ``arguments`` are the spans of its trigger's arguments."""

    plover: str
    trigger: Span
    words: str
    polarity: Polarity
    modality: Modality
    sentence: Span
    arguments: tuple[Span, ...] = ()
    is_background: bool = False
    sources: tuple[str, ...] = field(default=())
    targets: tuple[str, ...] = field(default=())
    place: str | None = None
    date: str | None = None
    attribution: tuple[str, ...] = ()
    mode: str | None = None


def _row(event: _Coded) -> dict[str, object]:
    return plover.row(
        event.plover,
        sources=event.sources,
        targets=event.targets,
        place=event.place,
        date=event.date,
        attribution=event.attribution,
        polarity=event.polarity,
        modality=event.modality,
        mode=event.mode,
        trigger=event.words,
    )


class _Coder:
    """One reading with its statements, each beside the proposition that it was aligned from."""

    def __init__(self, reading: Reading, statements: Sequence[Statement], words: lexicon.Lexicon) -> None:
        self._reading = reading
        self._text = reading.text
        self._statements = statements
        self._lexicon = words
        self._neighbours: dict[int, list[Proposition]] = {}
        self._at: dict[tuple[Span, Span | None], list[Proposition]] = {}
        for proposition in reading.propositions:
            self._neighbours.setdefault(proposition.sentence, []).append(proposition)
            self._at.setdefault(_key(proposition), []).append(proposition)
        self._by_place = {(e.predicate, e.subject): statement for statement in statements for e in statement.evidence}
        self._actors = _Actors(reading)

    def events(self) -> list[_Coded]:
        found: dict[Span, _Coded] = {}
        places = [(evidence, statement) for statement in self._statements for evidence in statement.evidence]
        places.sort(key=lambda p: (p[0].predicate, p[0].object or p[0].predicate, p[0].subject, p[1].id))
        for evidence, statement in places:
            event = self._event(statement, evidence)
            if event is not None:
                known = found.setdefault(event.trigger, event)
                # Objects of one verb may differ in type ("withdraw inspectors and workers"); the first one decides.
                if known is not event and known.plover == event.plover:
                    found[event.trigger] = _joined(known, event)
        told = sorted(found.values(), key=lambda event: event.trigger)
        by_sentence = groupby(sorted(told, key=lambda event: event.sentence), key=lambda event: event.sentence)
        return [event for _, events in by_sentence for event in _foreground(list(events))]

    # -- type ----------------------------------------------------------------------------------------------------

    def _event(self, statement: Statement, evidence: Evidence) -> _Coded | None:
        propositions = self._at.get((evidence.predicate, evidence.subject), [])
        proposition = next(
            (p for p in propositions if _object_span(p) == evidence.object), next(iter(propositions), None)
        )
        if proposition is None:
            return None
        modality = self._modality(statement, proposition)
        before = self._text[evidence_start(statement) : proposition.trigger.start]
        code = plover.code_of(statement, before=before, modality=modality, promised=self._content(proposition))
        if code is None:
            return None
        event = _Coded(
            plover=code,
            trigger=evidence.predicate,
            words=evidence.predicate.of(self._text),
            polarity=statement.polarity,
            modality=statement.modality,
            sentence=evidence.sentence,
            arguments=tuple(a.span for a in proposition.arguments),
            is_background=self._is_background(proposition),
            place=self._words_of(proposition, Role.PLACE),
            date=self._words_of(proposition, Role.TIME),
            attribution=tuple(self._reading.mentions[m].label for m in proposition.attribution),
            mode=plover.mode(statement, code),
        )
        subject = self._subject(proposition, evidence)
        if plover.is_demand(statement):
            # "The minister said that Libya must hand over the men": a request of the minister to Libya.
            speaker = self._actors.names(self._reading.mentions[proposition.attribution[-1]])
            return replace(event, sources=speaker, targets=self._actors.names(subject))
        match = self._lexicon.read(statement.phrase)
        if match is not None and match.is_passive:
            suffers = code in TO_THINGS or self._actors.is_somebody(subject)
            return self._passive(event, proposition, subject) if suffers else None
        if code not in WITHOUT_AGENT and not self._actors.is_somebody(subject):
            # "The support strengthened ties", "stock prices rallied": only somebody cooperates or protests.
            return None
        targets = self._targets(code, statement, evidence, proposition, subject)
        return replace(event, sources=self._actors.names(subject), targets=targets)

    def _words_of(self, proposition: Proposition, role: Role) -> str | None:
        """The first argument of a role: as ISO 8601 where it can be known, else by its canonical name or its words."""
        argument = proposition.argument(role)
        if argument is None:
            return None
        if argument.value is not None:
            return argument.value
        mention = self._reading.mentions[argument.mention] if argument.mention is not None else None
        return mention.label if mention is not None else " ".join(argument.span.of(self._text).split())

    def _modality(self, statement: Statement, proposition: Proposition) -> Modality:
        """The modality as PLOVER sees it.

        "Is about to" tells a deed as under way, "reportedly" as told, "would meet him if" as what its speaker will do.
        """
        if statement.modality is Modality.PLANNED and "about to" in f"{proposition.predicate} {proposition.relation}":
            return Modality.ACTUAL
        if statement.modality is Modality.POSSIBLE and HEARSAY.search(proposition.relation):
            return Modality.ACTUAL
        own_word = statement.attribution[-1:] == (statement.subject,)
        return Modality.PLANNED if statement.modality is Modality.CONDITIONAL and own_word else statement.modality

    def _content(self, proposition: Proposition) -> Statement | None:
        """The statement of what is promised, threatened or demanded."""
        index = next((a.proposition for a in proposition.arguments if a.proposition is not None), None)
        if index is None:
            return None
        trigger, subject = _key(self._reading.propositions[index])
        return self._by_place.get((trigger, subject)) if subject is not None else None

    def _is_background(self, proposition: Proposition) -> bool:
        """True where the clause hangs from another that does not have it as its content."""
        if _ground(proposition) is Ground.BACKGROUND:
            return True
        neighbours = self._neighbours[proposition.sentence]
        around = [p for p in neighbours if p.span != proposition.span and p.span.covers(proposition.span)]
        if any(_ground(other) is Ground.BACKGROUND for other in around):
            return True
        return _ground(proposition) is Ground.EITHER and any(not self._holds(other, proposition) for other in around)

    def _holds(self, other: Proposition, proposition: Proposition) -> bool:
        """True where one clause has the other within its content: "said that X was killed"."""
        held = [self._reading.propositions[a.proposition] for a in other.arguments if a.proposition is not None]
        return any(h.span.covers(proposition.span) for h in held)

    # -- actors --------------------------------------------------------------------------------------------------

    def _subject(self, proposition: Proposition, evidence: Evidence) -> Mention | None:
        """Who did it; the unnamed speaker where a pronoun in his words refers to nobody else."""
        subject = self._actors.at(evidence.subject)
        if subject is not None and subject.kind is MentionKind.PRONOUN and not self._actors.names(subject):
            return self._reading.mentions[proposition.attribution[-1]] if proposition.attribution else None
        return subject

    def _passive(self, event: _Coded, proposition: Proposition, subject: Mention | None) -> _Coded:
        """A passive without its agent: done to the subject; but whose forces are withdrawn withdraws."""
        names = self._actors.names(subject)
        by = [a for a in proposition.arguments if a.preposition == "by"]
        agents = tuple(n for a in by for m in self._actors.within(a.span, AGENTS)[:1] for n in self._actors.names(m))
        if event.plover == "RETREAT" and not agents:
            found = [m for a in proposition.arguments for m in self._actors.within(a.span, PLACES)]
            places = [m for m in found if m is not subject and m.kind is not MentionKind.DEMONYM]
            return replace(event, sources=names, targets=tuple(n for m in places[:1] for n in self._actors.names(m)))
        return replace(event, sources=agents, targets=names)

    def _targets(
        self, plover: str, statement: Statement, evidence: Evidence, proposition: Proposition, subject: Mention | None
    ) -> tuple[str, ...]:
        """The other side, by the first of these that names an actor.

        A recipient or addressee; the object; an actor within the object ("North Korea's demand"); another argument;
        the other side of what is demanded or threatened; the place; whoever comes next in the clause; and last of all
        the object whatever it is, unless its noun is the deed itself ("held talks").
        """
        actors = self._actors
        chosen = actors.at(evidence.object) if evidence.object else None
        arguments = [a for a in proposition.arguments if a.role not in (Role.SUBJECT, Role.TIME)]
        receiving = [a for a in arguments if a.role in (Role.RECIPIENT, Role.ADDRESSEE)]
        direct = [a for a in arguments if a.role is Role.OBJECT]
        others = [a for a in arguments if a not in receiving and a not in direct]
        aside = [a for a in others if a.role is not Role.PLACE and a.proposition is None]
        rest = Span(evidence.predicate.end, max(proposition.span.end, evidence.predicate.end))
        steps = (
            [m for a in receiving for m in actors.within(a.span, AGENTS)[:1]],
            [chosen] if chosen is not None and chosen.type in AGENTS else [],
            [m for a in direct if a.proposition is None for m in actors.within(a.span, AGENTS)],
            [m for a in aside for m in actors.within(a.span, AGENTS)[:1]],
            [m for a in arguments if a.proposition is not None for m in self._other_side(a.proposition, plover)],
            [m for a in others if a.role is Role.PLACE for m in actors.within(a.span, PLACES)],
            [m for a in direct for m in actors.within(a.span, PLACES)],
            actors.within(rest, AGENTS)[:1],
        )
        for step in steps:
            found = [m for m in step if not actors.is_same(m, subject)]
            if found:
                return tuple(name for m in found[:2] for name in actors.names(m))
        is_deed = statement.predicate.startswith("rel:") and chosen is not None and chosen.type == "TOPIC"
        return () if is_deed else actors.names(chosen)

    def _other_side(self, index: int, plover: str) -> list[Mention]:
        """Who is on the other side of what a clause tells: who shall act, or is accused to; else who is acted on."""
        first = Role.SUBJECT if plover in ("REQUEST", "ACCUSE") else Role.OBJECT
        found: list[Mention] = []
        seen: set[int] = set()
        pending = [index]
        while pending and len(found) < 2:
            index = pending.pop()
            if index not in seen:
                seen.add(index)
                arguments = self._reading.propositions[index].arguments
                order = sorted(arguments, key=lambda a: (a.role is not first, a.role is Role.SUBJECT))
                found += [m for a in order for m in self._actors.within(a.span, AGENTS)]
                pending += [a.proposition for a in reversed(arguments) if a.proposition is not None]
        return found[:2]


class _Actors:
    """Who is named where in a reading, and in which words."""

    def __init__(self, reading: Reading) -> None:
        self._mentions = sorted(reading.mentions, key=lambda m: m.span)
        self._starts = [m.span.start for m in self._mentions]
        self._text = reading.text
        self._firsts = {sentence.start for sentence in reading.sentences}
        self._named = {m.cluster for m in reading.mentions if m.kind is not MentionKind.PRONOUN}
        self._proper = {m.cluster for m in reading.mentions if m.kind is MentionKind.NAME}

    def at(self, span: Span) -> Mention | None:
        """The mention whose phrase or name is exactly that span, else the widest one within it."""
        near = self._near(span)
        exact = [m for m in near if span in (m.phrase, m.span)]
        inside = [m for m in near if span.covers(m.phrase)]
        widest = max(inside, key=lambda m: (m.phrase.end - m.phrase.start, -m.phrase.start), default=None)
        return exact[0] if exact else widest

    def within(self, span: Span, types: frozenset[str]) -> list[Mention]:
        """Actors in a span in text order, the widest phrase where one lies inside another."""
        inside = [m for m in self._near(span) if span.covers(m.span) and m.type in types and self.names(m)]
        inside.sort(key=lambda m: (m.phrase.start, -m.phrase.end))
        # Those before begin no later: one of them covers it where one reaches as far.
        reach = accumulate((m.phrase.end for m in inside), max, initial=-1)
        return [m for m, end in zip(inside, reach, strict=False) if m.phrase.end > end]

    def _near(self, span: Span) -> list[Mention]:
        """The mentions that start in a span."""
        return self._mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def names(self, mention: Mention | None) -> tuple[str, ...]:
        """An actor in words: the phrase as it stands, or the canonical name where the text has another word for it.

        A demonym is told with its noun ("Croatian extremists"); a pronoun that nothing resolves has no name.
        """
        if mention is None or (mention.kind is MentionKind.PRONOUN and mention.cluster not in self._named):
            return ()
        if mention.kind is MentionKind.DEMONYM:
            return (self._with_noun(mention),)
        is_stand_in = mention.kind is MentionKind.NOMINAL and mention.cluster in self._proper
        if is_stand_in or mention.kind in (MentionKind.PRONOUN, MentionKind.METONYM):
            return (mention.label,)
        words = DETERMINER.sub("", " ".join(mention.phrase.of(self._text).split()))
        return (re.sub(r"['’]s?$", "", words),)

    def is_somebody(self, mention: Mention | None) -> bool:
        """True for what names or holds an actor, and for a capitalised word that no one has recognised as a name."""
        if mention is None:
            return False
        head = mention.head.of(self._text)
        is_first = mention.phrase.start in self._firsts
        is_name = head[:1].isupper() and not (is_first and (head.endswith("s") or mention.phrase != mention.head))
        nouns = mention.phrase.of(self._text).split() if QUANTITY.fullmatch(head) else [head]
        is_actor = any(ACTOR_NOUN.match(noun) and not NO_ACTOR.search(noun) for noun in nouns)
        return is_name or is_actor or bool(self.within(mention.phrase, AGENTS))

    def is_same(self, mention: Mention, other: Mention | None) -> bool:
        """True for two mentions of one actor; "Croatian extremists" are not Croatia."""
        if other is None or mention.cluster != other.cluster:
            return False
        return set(self.names(mention)) == set(self.names(other)) or mention.kind is not MentionKind.DEMONYM

    def _with_noun(self, mention: Mention) -> str:
        """The demonym with the words up to the noun of the actor that it describes, else its country."""
        following = re.match(r"((?:[\s-]+[a-z]+){1,4})", self._text[mention.span.end :])
        words = following[1].split() if following else []
        for count, word in enumerate(words, start=1):
            if word in lexicon.PREDICATE_PREPOSITIONS or word in ("and", "or", "who", "that", "which"):
                break
            if ACTOR_NOUN.match(word):
                return " ".join([mention.span.of(self._text), *words[:count]])
        return mention.label


def evidence_start(statement: Statement) -> int:
    """Where the first sentence of a statement starts."""
    return statement.evidence[0].sentence.start


def _foreground(events: Sequence[_Coded]) -> list[_Coded]:
    """The events of one sentence without what is content or background of another, and without what repeats one."""
    kept: list[_Coded] = []
    for event in sorted(events, key=lambda e: (e.is_background, e.trigger)):
        if any(span.covers(event.trigger) for other in events if other is not event for span in other.arguments):
            continue
        if event.is_background and any(not other.is_background for other in kept):
            continue
        twin = next((i for i, e in enumerate(kept) if _is_twin(e, event)), None)
        if twin is None:
            kept.append(event)
        else:
            kept[twin] = _joined(kept[twin], event)
    return sorted(kept, key=lambda e: e.trigger)


def _is_twin(one: _Coded, other: _Coded) -> bool:
    """True for two triggers that tell one deed of the same actors, either way round."""
    if one.plover != other.plover:
        return False
    mine, theirs = {*one.sources, *one.targets}, {*other.sources, *other.targets}
    return set(one.sources) == set(other.sources) or mine <= theirs or theirs <= mine


def _joined(known: _Coded, event: _Coded) -> _Coded:
    """Two tellings of one event as one, with the actors of both."""
    return replace(
        known,
        place=known.place or event.place,
        date=known.date or event.date,
        mode=known.mode or event.mode,
        sources=tuple(dict.fromkeys((*known.sources, *event.sources))),
        targets=tuple(dict.fromkeys((*known.targets, *event.targets))),
        arguments=(*known.arguments, *event.arguments),
        is_background=known.is_background and event.is_background,
    )


def _key(proposition: Proposition) -> tuple[Span, Span | None]:
    subject = proposition.argument(Role.SUBJECT)
    return proposition.trigger, subject.span if subject else None


def _object_span(proposition: Proposition) -> Span | None:
    object: Argument | None = proposition.argument(Role.OBJECT)
    return object.span if object else None


def _ground(proposition: Proposition) -> Ground:
    return rule_named(proposition.rule).ground
