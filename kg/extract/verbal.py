"""Verb clauses as propositions: one per subject and object, with the other arguments in their roles.

The object is the direct object, else the complement, else what is said or wanted, else the first prepositional
phrase, whose preposition then belongs to the predicate ("meet with"). A verb that only carries its noun gives way to
it: "raise concerns about X" is about X. A predicate that merely turns the truth of the verb beneath it ("fail to",
"manage to", "seek to") is one predicate with that verb. Passives with an agent are turned round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from kg.extract import words
from kg.extract.clause import Clause, Link, Oblique, addressed
from kg.extract.phrases import Phrases, extent
from kg.extract.stance import Stance, frame_of, is_aside, signature
from kg.extract.times import to_iso
from kg.extract.words import lemma
from kg.model import Argument, ParsedBlock, Proposition, Role, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Predicates that are no act of their own beside the verb they carry.
CARRIED = {"manage", "fail", "seem", "able", "need", "try"}
KEPT = {"try", "hope", "plan"}
MOST = 16


@dataclass(slots=True)
class Draft:
    """A proposition on its way: what it states, and the clause whose content is still to be filled in."""

    proposition: Proposition
    clause: Clause | None = None
    content: Clause | None = None
    role: Role = Role.OBJECT


@dataclass(frozen=True, slots=True)
class _Target:
    """What can stand as the object: its heads, or a content clause, or an adjective; and words for the predicate."""

    heads: tuple[Token, ...] = ()
    preposition: str = ""
    infix: tuple[Token, ...] = ()
    content: Clause | None = None
    value: Token | None = None
    oblique: Oblique | None = None


class Verbal:
    """Reads the clauses of one sentence.

    Args:
        phrases: the document's mentions.
        block: the block that the sentence stands in.
        sentence: number of the sentence.
        anchor: date of the document.
        stances: stance of each clause by the index of its head.
    """

    def __init__(
        self, phrases: Phrases, block: ParsedBlock, sentence: int, anchor: str | None, stances: Mapping[int, Stance]
    ) -> None:
        self.phrases, self.block, self.sentence, self.anchor, self.stances = phrases, block, sentence, anchor, stances
        self._before: list[Clause] = []

    def read(self, clauses: Sequence[Clause]) -> list[Draft]:
        """Drafts of all clauses in the order given; acts before what they say."""
        drafts: list[Draft] = []
        for clause in sorted(clauses, key=lambda c: c.head.i):
            self._bind_pronouns(clause)
            self._before.append(clause)
        for clause in clauses:
            drafts.extend(self._clause(clause))
            act = self._act(clause)
            if act is not None:
                drafts.append(act)
        return drafts

    def _clause(self, clause: Clause) -> list[Draft]:
        if self._is_carried_by_content(clause) or _is_bare(clause) or self._only_leads(clause):
            return []
        subjects, objects = clause.subjects, clause.objects
        rule = _rule(clause)
        turned = clause.passive and bool(clause.agents)
        if is_aside(clause) and clause.agents:
            subjects, turned = clause.agents, False
        elif turned:
            subjects, objects = clause.agents, clause.subjects
        if not subjects:
            return []
        if len(subjects) > 1 and not turned and self._is_mutual(clause, objects):
            return self._mutual(clause, subjects, rule)
        drafts: list[Draft] = []
        for target in self._targets(clause, objects, turned):
            drafts.extend(self._stated(clause, target, subjects, turned, rule))
        return drafts

    def _only_leads(self, clause: Clause) -> bool:
        """ "is focused on coordinating": the gerund says what is done."""
        said = clause.objects or clause.obliques or clause.contents or clause.indirect or clause.agents
        prepositions = (c for c in clause.head.children if c.dep_ == "prep")
        return not said and any(p.dep_ == "pcomp" and p.tag_ == "VBG" for c in prepositions for p in c.children)

    def _is_mutual(self, clause: Clause, objects: Sequence[Token]) -> bool:
        """ "China and Russia met", "the US and the EU are aligned": each with the other."""
        verb = clause.head.lower_ if clause.passive else lemma(clause.head)
        plain = not (objects or clause.complements or clause.contents)
        return plain and verb in words.MUTUAL and all(o.preposition != "with" for o in clause.obliques)

    def _mutual(self, clause: Clause, subjects: Sequence[Token], rule: str) -> list[Draft]:
        """The first of those who act together with each of the others."""
        target = _Target(heads=tuple(subjects[1:]), preposition="with")
        return self._stated(clause, target, subjects[:1], False, rule)

    def _stated(
        self, clause: Clause, target: _Target, subjects: Sequence[Token], turned: bool, rule: str
    ) -> list[Draft]:
        """One draft per subject and object."""
        stance = self.stances[clause.head.i]
        relation, predicate = self._predicate(clause, target, turned)
        others = self._others(clause, target)
        drafts: list[Draft | None] = []
        for subject, heads in list(product(subjects, target.heads or (None,)))[:MOST]:
            drafts.append(self._draft(clause, stance, subject, heads, target, others, relation, predicate, rule))
        for subject in clause.excluded:
            against = replace(stance, negative=not stance.negative)
            for heads in target.heads or (None,):
                drafts.append(
                    self._draft(clause, against, subject, heads, target, others, relation, predicate, "excluded")
                )
        return [d for d in drafts if d is not None]

    def _draft(
        self,
        clause: Clause,
        stance: Stance,
        subject: Token,
        head: Token | None,
        target: _Target,
        others: Sequence[Argument],
        relation: str,
        predicate: str,
        rule: str,
    ) -> Draft | None:
        if _is_empty(subject) or (head is not None and head.i == subject.i):
            return None
        own = clause.head if clause.link is Link.PARTICIPLE else None
        arguments = [self._noun(Role.SUBJECT, subject, without=own)]
        if head is not None:
            arguments.append(self._noun(Role.OBJECT, head, target.preposition, own))
        elif target.value is not None:
            span = self.phrases.span(target.value, self.block)
            arguments.append(Argument(Role.OBJECT, span, value=span.of(self.phrases.text)))
        elif target.content is not None:
            span = self._clause_span(target.content)
            arguments.append(Argument(Role.OBJECT, span))
        taken = {a.mention for a in arguments if a.mention is not None}
        arguments.extend(a for a in others if a.mention is None or a.mention not in taken)
        return Draft(
            self._proposition(clause, stance, predicate, relation, arguments, rule),
            clause,
            target.content if head is None else None,
        )

    def _bind_pronouns(self, clause: Clause) -> None:
        """ "did not crush the tablets, but she shook the bottle": she is the pharmacist of the clause before.

        Only within the sentence, and only where one noun agrees, or one in the same role; else the pronoun stays open.
        """
        for token in (*clause.subjects, *clause.objects):
            number = self.phrases.at(token, self.block) if token.pos_ == "PRON" else None
            if number is None:
                continue
            possessor = _visitor(clause, token)
            if possessor is not None and (other := self.phrases.at(possessor, self.block)) is not None:
                self.phrases.bind(number, other)
            if not self.phrases.is_pronoun(number):
                continue
            subjects = [t for c in self._before for t in c.subjects if self._may_stand_for(token, t, clause)]
            objects = [t for c in self._before for t in c.objects if self._may_stand_for(token, t, clause)]
            every = {t.i: t for t in (*subjects, *objects)}
            parallel = {t.i: t for t in (objects if token.dep_ == "dobj" else subjects)}
            found = every if len(every) == 1 else parallel
            if len(found) == 1:
                [antecedent] = found.values()
                self.phrases.bind(number, self.phrases.refer(antecedent, self.block))

    def _may_stand_for(self, pronoun: Token, noun: Token, clause: Clause) -> bool:
        if (
            noun.pos_ not in ("NOUN", "PROPN")
            or noun.i > pronoun.i
            or noun.i in {t.i for t in (*clause.subjects, *clause.objects)}
        ):
            return False
        number = self.phrases.at(noun, self.block)
        kind = self.phrases.mentions[number].type if number is not None else ""
        is_person = kind == "PERSON" or lemma(noun) in words.PEOPLE
        word = pronoun.lower_
        if word in ("they", "them"):
            return noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)
        if word in ("he", "him", "she", "her"):
            return is_person and noun.tag_ in ("NN", "NNP")
        return word == "it" and not is_person and noun.tag_ in ("NN", "NNP") and not _is_expletive(pronoun)

    def _act(self, clause: Clause) -> Draft | None:
        """ "hopes to limit", "urged Europe to press": the hoping and the urging beside what is hoped or urged."""
        content = next((c for c in clause.contents if signature(clause, c) in ("hope", "plan", "request")), None)
        if (
            content is None
            or not clause.subjects
            or clause.passive
            or clause.complements
            or clause.objects
            or not self._is_carried_by_content(clause)
        ):
            return None
        subject = clause.subjects[0]
        if _is_empty(subject):
            return None
        span = self._clause_span(content)
        arguments = [self._noun(Role.SUBJECT, subject), Argument(Role.OBJECT, span)]
        stance = self.stances[clause.head.i]
        relation, predicate = self._predicate(clause, _Target(), False)
        return Draft(self._proposition(clause, stance, predicate, relation, arguments, "act"), clause, content)

    def _proposition(
        self,
        clause: Clause,
        stance: Stance,
        predicate: str,
        relation: str,
        arguments: Iterable[Argument],
        rule: str,
    ) -> Proposition:
        head = clause.head
        place = self.block.start + head.idx
        given = tuple(arguments)
        speakers = self.phrases.distinct(self._speaker(s) for s in stance.speakers)
        return Proposition(
            predicate=predicate,
            trigger=Span(place, place + len(head)),
            relation=relation,
            arguments=given,
            polarity=stance.polarity,
            modality=stance.modality,
            certainty=stance.certainty,
            attribution=speakers,
            rule=rule,
            confidence=_confidence(clause, given),
            sentence=self.sentence,
            span=self._clause_span(clause),
        )

    def _speaker(self, place: int) -> int:
        doc = self.block.doc
        token = next((t for t in doc if t.idx + self.block.start == place), None)
        if token is None:
            return self.phrases.placed(place)
        own = next((c for c in token.children if c.dep_ == "acl" and c.tag_ in ("VBG", "VBN")), None)
        return self.phrases.refer(token, self.block, without=own)

    def _is_carried_by_content(self, clause: Clause) -> bool:
        """True for "failed" in "failed to tow": the verb beneath says it all, with this one's effect on it."""
        return any(self._carries(clause, c) for c in clause.contents)

    def _carries(self, clause: Clause, content: Clause) -> bool:
        if frame_of(content) not in ("to", "ing") or not content.inherits or clause.objects or clause.indirect:
            return False
        name = signature(clause, content)
        if clause.passive and not clause.agents and name in ("claim", "plan", "need", "manage"):
            # "is said to be", "are expected to agree": nobody says or expects
            return True
        return name in CARRIED or name in KEPT

    def _targets(self, clause: Clause, objects: Sequence[Token], turned: bool) -> list[_Target]:
        """The target, and one for each further adjective: "attentive to the system and anxious about actions"."""
        first = self._target(clause, objects, turned)
        adjectives = [c for c in clause.complements if c.pos_ == "ADJ"]
        if len(adjectives) < 2 or not (first.infix[:1] == (adjectives[0],) or first.value is adjectives[0]):
            return [first]
        return [first, *(self._adjective(clause, a) for a in adjectives[1:])]

    def _target(self, clause: Clause, objects: Sequence[Token], turned: bool) -> _Target:
        """What the clause says of its subject."""
        if is_aside(clause) and clause.parent is not None:
            return _Target(content=clause.parent)
        if objects and not turned:
            light = self._light(clause, objects)
            return light or _Target(heads=tuple(objects))
        if turned:
            return _Target(heads=tuple(objects))
        nouns = tuple(c for c in clause.complements if c.pos_ in ("NOUN", "PROPN", "NUM", "PRON"))
        adjectives = [c for c in clause.complements if c.i not in {n.i for n in nouns}]
        if nouns:
            inner = _member_of(nouns[0])
            return inner or _Target(heads=nouns)
        if adjectives:
            return self._adjective(clause, adjectives[0])
        content = next((c for c in clause.contents if not self._carries(clause, c)), None)
        asked = addressed(clause)
        if content is not None and asked is not None:
            return _Target(heads=tuple(asked.heads), preposition=asked.preposition, oblique=asked)
        if content is not None:
            return _Target(content=content)
        oblique = self._first_oblique(clause.obliques, clause)
        if oblique is not None:
            return _Target(heads=tuple(oblique.heads), preposition=oblique.preposition, oblique=oblique)
        return _Target()

    def _light(self, clause: Clause, objects: Sequence[Token]) -> _Target | None:
        """ "raise concerns about X": X is the object, "raise concerns about" the predicate."""
        noun = objects[-1]
        if lemma(clause.head) not in words.LIGHT_VERBS or noun.pos_ != "NOUN" or clause.link is Link.RELATIVE:
            return None
        if self.phrases.at(noun, self.block) is not None or any(c.dep_ == "poss" for c in noun.children):
            return None
        for c in noun.children:
            if c.dep_ == "prep" and c.lower_ not in ("of", "including", "such", "like"):
                heads = tuple(p for p in c.children if p.dep_ == "pobj" and p.pos_ in ("NOUN", "PROPN", "PRON"))
                if heads:
                    return _Target(heads=heads, preposition=c.lower_, infix=tuple(objects))
        if lemma(noun) in words.SUPPORTED and len(list(noun.children)) == 0:
            behind = self._first_oblique([o for o in clause.obliques if o.marker.i > noun.i], clause)
            if behind is not None and (lemma(noun) != "place" or self._role(behind, clause) is Role.PLACE):
                return _Target(tuple(behind.heads), behind.preposition, tuple(objects), oblique=behind)
            return _Target(infix=tuple(objects))
        plain = all(k.dep_ in ("det", "amod", "punct") for k in noun.children)
        if plain and not clause.indirect:
            for o in clause.obliques:
                near = o.marker.i > noun.i and o.preposition in (
                    "to",
                    "for",
                    "on",
                    "with",
                    "against",
                    "about",
                    "over",
                    "from",
                )
                if (
                    near
                    and self._role(o, clause) not in (Role.TIME, Role.CAUSE)
                    and (lemma(noun) in words.event_nouns() or lemma(noun) in words.SUPPORTED)
                ):
                    return _Target(heads=tuple(o.heads), preposition=o.preposition, infix=tuple(objects), oblique=o)
        return None

    def _adjective(self, clause: Clause, adjective: Token) -> _Target:
        for c in adjective.children:
            if c.dep_ == "prep":
                heads = tuple(p for p in c.children if p.dep_ == "pobj" and p.pos_ in ("NOUN", "PROPN", "PRON"))
                if heads:
                    return _Target(heads=heads, preposition=c.lower_, infix=(adjective,))
        content = next((c for c in clause.contents if not self._carries(clause, c)), None)
        if content is not None:
            return _Target(content=content, infix=(adjective,))
        oblique = self._first_oblique([o for o in clause.obliques if o.marker.i > adjective.i], clause)
        if oblique is not None and self._role(oblique, clause) not in (Role.PLACE, Role.CAUSE):
            return _Target(
                heads=tuple(oblique.heads), preposition=oblique.preposition, infix=(adjective,), oblique=oblique
            )
        return _Target(value=adjective)

    def _first_oblique(self, obliques: Sequence[Oblique], clause: Clause) -> Oblique | None:
        usable = [
            o
            for o in obliques
            if self._role(o, clause) not in (Role.TIME, Role.CAUSE)
            and o.preposition not in ("according to", "per", "despite")
        ]
        after = [o for o in usable if o.marker.i > clause.head.i]
        return next(iter(after or usable), None)

    def _predicate(self, clause: Clause, target: _Target, turned: bool) -> tuple[str, str]:
        """Relation phrase and lemma predicate, with the predicates that carry this verb in front."""
        group = [t.text for t in clause.verbs()]
        verb = clause.lemma
        if clause.passive and not turned and not is_aside(clause):
            verb = f"be {clause.head.lower_}"
        infix = [t for noun in target.infix for t in _words_of(noun)]
        group += [t.text for t in infix]
        lemmas = [verb, *(_lemmas_of(target.infix))]
        first = _shared_lead(clause)
        parent, child = first.parent, first
        group = [*_lead(first, clause), *group]
        while parent is not None and first.link is Link.CONTENT and self._carries(parent, child):
            name = signature(parent, child)
            lead = [t.text for t in parent.verbs()] + [c.text for c in parent.complements if c.pos_ == "ADJ"]
            group = [*lead, *(["to"] if child.is_infinitive and group[:1] != ["to"] else []), *group]
            if name in KEPT and not parent.passive:
                lemmas = [parent.lemma if parent.head.lemma_ != "be" else _adjective_of(parent), "to", *lemmas]
            if parent.link is not Link.CONTENT or parent.parent is None:
                break
            parent, child = parent.parent, parent
        if not target.heads and target.content is None and target.value is None:
            manner = [c for c in clause.head.rights if c.dep_ == "advmod" and c.lower_.endswith("ly")]
            group += [c.text for c in manner[:1]]
            lemmas += [c.lower_ for c in manner[:1]]
        if turned:
            group.append("by")
        elif target.preposition:
            group.append(target.preposition)
            lemmas.append(target.preposition)
        return " ".join(group), " ".join(lemmas)

    def _others(self, clause: Clause, target: _Target) -> list[Argument]:
        """Arguments beside subject and object, in text order."""
        found: list[Argument] = [self._noun(Role.RECIPIENT, t) for t in clause.indirect]
        if target.heads and clause.contents and not target.infix:
            for content in clause.contents:
                if not self._carries(clause, content):
                    found.append(Argument(Role.TOPIC, self._clause_span(content)))
                    break
        if target.heads and clause.objects and clause.complements and not target.infix:
            found.extend(
                Argument(
                    Role.OTHER,
                    self.phrases.span(c, self.block),
                    value=self.phrases.span(c, self.block).of(self.phrases.text),
                )
                for c in clause.complements[:1]
            )
        for oblique in [*clause.obliques, *self._carried_obliques(clause)]:
            if oblique is target.oblique or oblique.preposition in ("according to", "per"):
                continue
            role = self._role(oblique, clause)
            found.extend(self._noun(role, head, oblique.preposition) for head in oblique.heads)
        for t in clause.times:
            if t.ent_type_ in ("DATE", "TIME") or lemma(t) in words.TIME_NOUNS:
                found.append(self._noun(Role.TIME, t))
        return sorted(found, key=lambda a: a.span)

    def _carried_obliques(self, clause: Clause) -> list[Oblique]:
        """Obliques of the predicates that this verb speaks for: "On Monday it agreed to ..."."""
        parent = clause.parent
        if parent is not None and clause.link is Link.CONTENT and self._carries(parent, clause):
            return parent.obliques
        return []

    def _role(self, oblique: Oblique, clause: Clause) -> Role:
        head, preposition = oblique.heads[0], oblique.preposition
        if head.ent_type_ in ("DATE", "TIME") or lemma(head) in words.TIME_NOUNS:
            return Role.TIME
        if preposition in words.CAUSE_PREPOSITIONS:
            return Role.CAUSE
        number = self.phrases.at(head, self.block)
        kind = self.phrases.mentions[number].type if number is not None else ""
        if preposition in words.PLACE_PREPOSITIONS and kind in ("GPE", "LOC", "FAC"):
            return Role.RECIPIENT if preposition == "to" and clause.objects else Role.PLACE
        if preposition == "to":
            return Role.ADDRESSEE if clause.contents else Role.RECIPIENT
        if preposition in words.TOPIC_PREPOSITIONS and not kind:
            return Role.TOPIC
        if preposition == "with":
            return Role.INSTRUMENT if clause.objects else Role.OTHER
        if preposition == "for":
            return Role.PURPOSE
        return Role.PLACE if preposition in ("in", "at", "near") else Role.OTHER

    def _noun(self, role: Role, token: Token, preposition: str = "", without: Token | None = None) -> Argument:
        span = self.phrases.span(token, self.block, without=without)
        if role is Role.TIME:
            return Argument(
                role, span, value=to_iso(span.of(self.phrases.text), self.anchor, preposition), preposition=preposition
            )
        return Argument(
            role, span, mention=self.phrases.refer(token, self.block, without=without), preposition=preposition
        )

    def _clause_span(self, clause: Clause) -> Span:
        tokens = [t for t in clause.head.subtree if not t.is_space]
        while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
            tokens.pop()
        while len(tokens) > 1 and (tokens[0].is_punct or tokens[0].dep_ in ("cc", "mark")):
            tokens.pop(0)
        first, last = tokens[0], tokens[-1]
        return Span(self.block.start + first.idx, self.block.start + last.idx + len(last))


def _shared_lead(clause: Clause) -> Clause:
    """The first verb of a coordination, whose auxiliaries the later ones share ("able to hold and win")."""
    first = clause
    while (
        first.link is Link.COORDINATE
        and first.parent is not None
        and first.inherits
        and first.head.tag_ in ("VB", "VBN", "VBG")
    ):
        if first.head.tag_ != first.parent.head.tag_ or any(c.dep_ in ("aux", "auxpass") for c in first.head.children):
            break
        first = first.parent
    return first


def _lead(first: Clause, clause: Clause) -> list[str]:
    """Auxiliaries of the first verb that a later one shares."""
    if first is clause:
        return []
    return [t.text for t in first.verbs() if t.i < first.head.i and t.dep_ in ("aux", "auxpass", "neg")]


def _member_of(noun: Token) -> _Target | None:
    """ "is a member of NATO": the body is the object."""
    if lemma(noun) not in ("member", "part", "ally"):
        return None
    for c in noun.children:
        if c.dep_ == "prep" and c.lower_ == "of":
            heads = tuple(p for p in c.children if p.dep_ == "pobj")
            if heads:
                return _Target(heads=heads, preposition="of", infix=(noun,))
    return None


def _words_of(noun: Token) -> list[Token]:
    first, _ = extent(noun)
    return list(noun.doc[first : noun.i + 1])


def _lemmas_of(infix: Sequence[Token]) -> list[str]:
    found = []
    for noun in infix:
        modifiers = [c.lower_ for c in noun.lefts if c.dep_ in ("amod", "compound") and c.pos_ in ("ADJ", "NOUN")]
        found += [*modifiers, lemma(noun) if noun.pos_ == "NOUN" else noun.lower_]
    return found


def _adjective_of(clause: Clause) -> str:
    return next((f"be {lemma(c)}" for c in clause.complements if c.pos_ == "ADJ"), "be")


def _is_bare(clause: Clause) -> bool:
    """True for a copula that says nothing, and for "there is"."""
    head = clause.head
    if clause.existential:
        return True
    return lemma(head) == "be" and not (clause.complements or clause.obliques or clause.contents or clause.passive)


def _visitor(clause: Clause, pronoun: Token) -> Token | None:
    """ "Sullivan's visit to Beijing, where he met Xi": he is who paid the visit."""
    if clause.head.dep_ != "relcl" or pronoun.lower_ not in ("he", "she", "they") or pronoun.dep_ != "nsubj":
        return None
    noun = clause.head.head
    while noun.dep_ in ("pobj", "prep") or noun.pos_ == "ADP":
        noun = noun.head
        if lemma(noun) in words.event_nouns():
            return next((c for c in noun.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
    return None


def _is_expletive(pronoun: Token) -> bool:
    """True for the "it" of "it is important to go", "it rained"."""
    verb = pronoun.head
    return lemma(verb) in ("be", "seem", "appear", "rain", "snow", "take", "turn") and pronoun.dep_ == "nsubj"


def _is_empty(subject: Token) -> bool:
    return subject.tag_ in ("WDT", "WP", "EX", "WRB") or subject.dep_ == "expl"


def _rule(clause: Clause) -> str:
    if clause.passive:
        return "passive-with-agent" if clause.agents else "passive"
    if lemma(clause.head) == "be" and clause.head.pos_ == "AUX":
        return "copula"
    names = {
        Link.RELATIVE: "relative-clause",
        Link.PARTICIPLE: "participle",
        Link.COORDINATE: "coordinate-verb",
        Link.CONTENT: "complement-clause",
        Link.NOUN_CONTENT: "noun-complement",
        Link.ADVERBIAL: "adverbial-clause",
        Link.GERUND: "gerund",
        Link.SUBJECT: "subject-clause",
    }
    return names.get(clause.link, "clause")


def _confidence(clause: Clause, arguments: Sequence[Argument]) -> float:
    value = 0.95
    if clause.inherits:
        value -= 0.1
    if clause.link in (Link.NOUN_CONTENT, Link.SUBJECT, Link.GERUND):
        value -= 0.1
    if len(arguments) < 2:
        value -= 0.25
    if any(a.span.end - a.span.start > 120 for a in arguments):
        value -= 0.15
    if clause.head.dep_ == "dep":
        value -= 0.2
    return round(max(value, 0.1), 2)
