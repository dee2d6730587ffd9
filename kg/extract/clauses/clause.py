"""A verb clause as a record: the verb, what belongs to it, and how it hangs from the clause that governs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import AUXILIARIES, CLAUSAL_SUBJECTS, NOMINAL_SUBJECTS, NOUNS, RELATIVE_PRONOUNS
from kg.terms.signature import SPEECH, Signature, lookup
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.model.syntax import Token

SUBJECTS = NOMINAL_SUBJECTS | CLAUSAL_SUBJECTS
# Word classes of what may be a subject or an object.
NOMINAL = NOUNS | {"PRON", "NUM", "ADJ", "SYM", "DET", "X"}
# Subject and object, where "it" points forward to a clause: "It is a lie that", "called it a myth that".
CORE_ARGUMENTS = frozenset((relations.NSUBJ, relations.DOBJ))
PREDICATIVES = frozenset((relations.ATTR, relations.OPRD))

COMPARED_ADVERBS = frozenset(("RBR", "RBS"))
ADVERBS = COMPARED_ADVERBS | {"RB"}
# What of a verb group is neither verb nor adverb: "push back", "not".
PARTICLES_AND_NEGATIONS = frozenset((relations.PRT, relations.NEG))

# Words that the parser may take for adverbs of the verb group.
SUBORDINATE = words("subordinating conjunctions")
# Verbs that nothing can be done to: "costumes arrived by train".
INTRANSITIVE = words("intransitive verbs")
# Adverbs of direction that make one predicate with the verb before them, though the parser calls them no particles.
AWAY = words("adverbs of direction")
# Verbs that put whom they ask behind a preposition.
ASKING = words("verbs that ask with a preposition")


class Link(StrEnum):
    """How a clause hangs from the one above it."""

    ROOT = "root"
    CONTENT = "content"
    COORDINATE = "coordinate"
    ADVERBIAL = "adverbial"
    GERUND = "gerund"
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    NOUN_CONTENT = "noun content"
    SUBJECT = "subject"


@dataclass(slots=True)
class Oblique:
    """A prepositional phrase: "against", the preposition's token, and the heads of what it governs."""

    preposition: str
    marker: Token
    heads: list[Token]


@dataclass(slots=True, eq=False)
class Clause:
    """One verb with what belongs to it; tokens stand for the phrases they head.

    Attributes:
        noun: the noun that stands between the verb and the clause above: "plan" in "drew up a plan to go".
        lemma: the verb's lemma with its particle: "push back".
        helpers: its auxiliaries: "has" and "been" in "has been sold", "to" in "to sell".
        is_infinitive: True for "to go".
        mark: the subordinating word: "that", "if", "because"; empty where there is none.
    """

    head: Token
    parent: Clause | None = None
    noun: Token | None = None
    link: Link = Link.ROOT
    subjects: list[Token] = field(default_factory=list)
    excluded: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    indirect: list[Token] = field(default_factory=list)
    complements: list[Token] = field(default_factory=list)
    obliques: list[Oblique] = field(default_factory=list)
    agents: list[Token] = field(default_factory=list)
    times: list[Token] = field(default_factory=list)
    contents: list[Clause] = field(default_factory=list)
    passive: bool = False
    inherits: bool = False
    existential: bool = False
    lemma: str = field(init=False)
    helpers: tuple[Token, ...] = field(init=False)
    is_infinitive: bool = field(init=False)
    mark: str = field(init=False)

    def __post_init__(self) -> None:
        children = self.head.children
        particles = [c.lower_ for c in children if c.dep_ == "prt" or self._is_away(c)]
        self.lemma = " ".join([self.head.base, *particles])
        self.helpers = tuple(c for c in children if c.dep_ in AUXILIARIES)
        self.is_infinitive = any(c.tag_ == "TO" for c in self.helpers)
        self.mark = next((c.lower_ for c in children if _is_mark(c)), "")

    @property
    def path(self) -> Iterator[Clause]:
        """The clause itself, the one that governs it, and so on outwards; all climbs go this way."""
        clause: Clause | None = self
        while clause is not None:
            yield clause
            clause = clause.parent

    def listed_first(self, fits: Callable[[Clause], bool] = lambda _: True) -> Clause:
        """The verb whose subject and auxiliaries a list of verbs shares, as far up the list as the verbs fit."""
        for clause in self.path:
            if not (clause.link is Link.COORDINATE and clause.inherits and fits(clause)):
                break
        return clause

    def signature(self, frame: str = "") -> Signature | None:
        """What the verb does to a clause of that form ("that", "to", "ing") beneath it; None if it is not listed.

        A verb with its particle goes before the verb alone: "found out that", else "found that".
        """
        return lookup(self.lemma, "v", frame) or lookup(self.head.base, "v", frame)

    def signature_with(self, word: str) -> Signature | None:
        """What the verb does together with a word behind it: "acquitted of", "took pains"; None if it is not listed."""
        return lookup(f"{self.lemma} {word}", "v")

    @property
    def is_report(self) -> bool:
        """True for a verb that puts forward what is said or thought beneath it: "said", "warned", "believes"."""
        return self.signature("that") in SPEECH

    @property
    def has_own_subject(self) -> bool:
        """True for "the ship sank", where the verb itself has a subject, not for "which sank" behind a noun."""
        return any(c.dep_ in SUBJECTS and c.tag_ not in RELATIVE_PRONOUNS for c in self.head.children)

    @property
    def is_bare(self) -> bool:
        """True for a verb with neither object nor complement, phrase or clause: "are working"."""
        return not (self.objects or self.complements or self.contents or self.obliques)

    def _is_away(self, word: Token) -> bool:
        """True for "away" in "went away", "took it away"; in "pushed back against it" it goes with the preposition.

        So does "aside" in "lost all aside from one".
        """
        if not _is_direction(word):
            return False
        objects = (c for c in self.head.rights if c.dep_ == relations.DOBJ)
        return word.i - 1 in {self.head.i, *(c.right_edge.i for c in objects)}

    def verbs(self) -> list[Token]:
        """The words of the verb group in text order: auxiliaries, negation, adverbs between them, verb, particle."""
        group = [self.head]
        for c in self.head.children:
            if self._is_in_group(c):
                # "to more vigorously express"
                group.extend(d for d in c.children if d.tag_ in COMPARED_ADVERBS)
                group.append(c)
        return sorted((w for w in group if w.lower_ not in SUBORDINATE), key=lambda w: w.i)

    def _is_in_group(self, word: Token) -> bool:
        """True for "has", "not" and "quietly" in "has not quietly left", "back" behind "shot"; not for "to"."""
        if word.dep_ == "advmod" and not self._is_away(word):
            return word.tag_ in ADVERBS and (self._begin <= word.i < self.head.i or word.i == self.head.i - 1)
        return (
            word.dep_ in PARTICLES_AND_NEGATIONS
            or self._is_away(word)
            or (word.dep_ in AUXILIARIES and word.tag_ != "TO")
        )

    @property
    def _begin(self) -> int:
        """Where the verb group begins: its first auxiliary or negation, else the verb."""
        before = (c for c in self.head.lefts if c.dep_ in AUXILIARIES or c.dep_ == "neg")
        return min((c.i for c in before if c.tag_ != "TO"), default=self.head.i)


def _is_direction(word: Token) -> bool:
    """True of "away" with no preposition behind it: not in "away from it", "aside from it"."""
    if word.dep_ != relations.ADVMOD or word.lower_ not in AWAY:
        return False
    before_from = word.i + 1 < len(word.doc) and word.nbor().lower_ == "from"
    return all(c.dep_ != relations.PREP for c in word.children) and not (word.lower_ == "aside" and before_from)


def governed(preposition: Token) -> list[Token]:
    """What a preposition stands before: "Oslo" in "from Oslo"."""
    return [c for c in preposition.children if c.dep_ == "pobj"]


def _is_mark(token: Token) -> bool:
    """True for "because", and for "when" before its verb."""
    return token.dep_ == "mark" or (token.tag_ == "WRB" and token.i < token.head.i)


def is_cleft(clause: Clause) -> bool:
    """True for "that sank it" in "It was a mine that sank it": the relative clause is what the sentence says.

    Not for "that sank it" in "He was the captain that sank it".
    """
    noun = clause.head.head
    verb = noun.head
    return (
        clause.head.dep_ == "relcl"
        and noun.dep_ == "attr"
        and verb.base == "be"
        and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in verb.children)
    )


def is_pseudo_cleft(clause: Clause) -> bool:
    """True for "What the port needs" in "What the port needs is a channel", not in "What the port needs is unclear"."""
    parent = clause.parent
    return (
        clause.link is Link.SUBJECT
        and parent is not None
        and parent.head.base == "be" != clause.head.base
        and any(c.pos_ in NOUNS for c in parent.complements)
        and any(c.lower_ == "what" and c.dep_ in CORE_ARGUMENTS for c in clause.head.children)
    )


def is_verdict(clause: Clause) -> bool:
    """True for "that he stole it" in "It is a lie that he stole it", "called it a myth that he stole it".

    Not in "It is a fact that he stole it", nor for "that he told" in "It is a lie that he told".
    """
    noun = clause.head.head
    return (
        clause.head.dep_ == "relcl"
        and noun.dep_ in PREDICATIVES
        and any(c.lower_ == "it" and c.dep_ in CORE_ARGUMENTS for c in noun.head.children)
        and lookup(noun.base, "n", "that") == Signature.FAIL
        and clause.has_own_subject
    )


def addressed(clause: Clause) -> Oblique | None:
    """ "called on Europe to act": whom a verb with its preposition asks or awaits; nobody in "called in May to ask"."""
    verb = clause.head.base
    return next((oblique for oblique in clause.obliques if f"{verb} {oblique.preposition}" in ASKING), None)
