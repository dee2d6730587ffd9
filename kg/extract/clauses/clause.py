"""A verb clause as a record: the verb, what belongs to it, and how it hangs from the clause that governs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kg.language.words import lemma
from kg.terms.signature import Signature, lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.model.syntax import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
SUBORDINATE = {"although", "though", "while", "because", "since", "when", "after", "before", "as", "whereas", "until"}
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "DET", "X")

# Verbs that nothing can be done to: "costumes arrived by train".
INTRANSITIVE = frozenset(
    """arrive come go travel happen occur die fall rise sleep sit stand walk run exist emerge appear disappear vanish
    collapse depart remain belong consist laugh cry smile swim fly escape flee""".split()
)

# Adverbs of direction that make one predicate with the verb before them, though the parser calls them no particles.
AWAY = frozenset(("aside", "away", "apart", "back", "ahead", "forward"))

# Verbs that put whom they ask behind a preposition.
ASKING = frozenset(
    [(verb, "on") for verb in ("call", "count", "rely", "depend", "prevail")]
    + [
        ("call", "upon"),
        ("appeal", "to"),
        ("plead", "with"),
        ("wait", "for"),
        ("long", "for"),
        ("ask", "for"),
        ("arrange", "for"),
    ]
)


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
        lemma: the verb's lemma with its particle: "push back".
        is_infinitive: True for "to go".
        mark: the subordinating word: "that", "if", "because"; empty where there is none.
    """

    head: Token
    link: Link
    parent: Clause | None
    noun: Token | None = None
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
    is_infinitive: bool = field(init=False)
    mark: str = field(init=False)

    def __post_init__(self) -> None:
        head = self.head
        particles = [c.lower_ for c in head.children if c.dep_ == "prt" or self._is_away(c)]
        self.lemma = " ".join([head.base, *particles])
        self.is_infinitive = any(c.dep_ == "aux" and c.tag_ == "TO" for c in head.children)
        self.mark = next((c.lower_ for c in head.children if _is_mark(c)), "")

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
            if not (clause.link is Link.COORDINATE and clause.parent and clause.inherits and fits(clause)):
                break
        return clause

    def _is_away(self, word: Token) -> bool:
        """True for "away" in "went away"; in "pushed back against it" the adverb goes with the preposition."""
        return word.lower_ in AWAY and word.i == self.head.i + 1 and not any(c.dep_ == "prep" for c in word.children)

    def verbs(self) -> list[Token]:
        """The words of the verb group in text order: auxiliaries, negation, adverbs between them, verb, particle."""
        head = self.head
        words = [head]
        auxiliaries = [c for c in head.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < head.i]
        first = min((c.i for c in auxiliaries if c.tag_ != "TO"), default=head.i)
        for c in head.children:
            if (
                c.dep_ in ("prt", "neg")
                or (c.dep_ in ("aux", "auxpass") and c.tag_ != "TO")
                or (
                    c.dep_ == "advmod"
                    and c.tag_ in ("RB", "RBR", "RBS")
                    and (first <= c.i < head.i or c.i == head.i - 1)
                )
            ):
                # "to more vigorously express"
                words.extend(d for d in c.children if d.dep_ == "advmod" and d.tag_ in ("RBR", "RBS"))
                words.append(c)
        return sorted((w for w in words if w.lower_ not in SUBORDINATE), key=lambda w: w.i)


def _is_mark(token: Token) -> bool:
    """True for "because", and for "when" before its verb."""
    return token.dep_ == "mark" or (token.dep_ == "advmod" and token.tag_ == "WRB" and token.i < token.head.i)


def is_cleft(clause: Clause) -> bool:
    """True for "that sank it" in "It was a mine that sank it": the relative clause is what the sentence says."""
    noun = clause.head.head
    verb = noun.head
    return (
        clause.head.dep_ == "relcl"
        and noun.dep_ == "attr"
        and lemma(verb) == "be"
        and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in verb.children)
    )


def is_pseudo_cleft(clause: Clause) -> bool:
    """True for "What the port needs" in "What the port needs is a channel"."""
    parent = clause.parent
    return (
        clause.link is Link.SUBJECT
        and parent is not None
        and lemma(parent.head) == "be" != lemma(clause.head)
        and any(c.pos_ in ("NOUN", "PROPN") for c in parent.complements)
        and any(c.lower_ == "what" and c.dep_ in ("dobj", "nsubj") for c in clause.head.children)
    )


def is_verdict(clause: Clause) -> bool:
    """True for "that he stole it" in "It is a lie that he stole it", "called it a myth that he stole it"."""
    noun = clause.head.head
    it = any(c.lower_ == "it" and c.dep_ in ("nsubj", "dobj") for c in noun.head.children)
    return (
        clause.head.dep_ == "relcl"
        and noun.dep_ in ("attr", "oprd")
        and it
        and lookup(lemma(noun), "n", "that") == Signature.FAIL
        and any(c.dep_ in SUBJECTS and c.tag_ not in ("WDT", "WP") for c in clause.head.children)
    )


def addressed(clause: Clause) -> Oblique | None:
    """ "called on Europe to act": whom a verb with its preposition asks or awaits."""
    for oblique in clause.obliques:
        if (lemma(clause.head), oblique.preposition) in ASKING:
            return oblique
    return None
