"""Where words stand: one sentence with its clauses and the document's mentions, which is all that a rule is given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause
from kg.extract.stance.composition import Stance
from kg.extract.stating.phrases.extent import CLOSED_BY, OPENING
from kg.extract.stating.phrases.phrases import Phrases
from kg.language import relations
from kg.language.grammar import CLAUSES_OF_NOUNS, TIMES
from kg.language.times import to_iso
from kg.language.words import TIME_NOUNS, lemma
from kg.model.kinds import MentionKind, Role
from kg.model.records import Argument, Mention, ParsedBlock, Proposition, Span

if TYPE_CHECKING:
    from kg.gazetteer.records import Entry
    from kg.model.syntax import Token

# What joins a clause to the words before it, and is none of its own.
JOINERS = frozenset((relations.CC, relations.MARK))
# How many tokens before it the mark is looked for that another one closes.
FURTHEST_MARK = 40
# What may stand between the last word and the mark that ends a quotation.
POINTS = frozenset((".", ","))
PARTICIPLE_TAGS = frozenset(("VBG", "VBN", "VBD"))


@dataclass(slots=True)
class Draft:
    """A proposition on its way: what it states, and the clause whose content is still to be filled in."""

    proposition: Proposition
    clause: Clause | None = None
    content: Clause | None = None

    @property
    def states(self) -> Clause | None:
        """The clause that says it; None for "according to Reis", which is said beside a clause, of all that it says."""
        return self.clause if self.content is not self.clause else None


@dataclass(frozen=True, slots=True)
class Site:
    """One sentence.

    Attributes:
        block: the block that it stands in.
        phrases: the document's mentions; what a rule refers to is added to them.
        number: index of the sentence in the document.
        anchor: date of the document.
        clauses: its verb clauses by the index of their heads.
        stances: how each clause is put forward, by the same index.
        speaker: place of the head word of who speaks at a place of the document; None outside quotations.
    """

    block: ParsedBlock
    phrases: Phrases
    number: int
    anchor: str | None
    clauses: Mapping[int, Clause]
    stances: Mapping[int, Stance]
    speaker: Callable[[int], int | None]

    def at(self, token: Token) -> int | None:
        """Number of the mention that covers the token, if there is one."""
        return self.phrases.registry.at(self.block.start + token.idx)

    def is_one_of_all(self, token: Token) -> bool:
        """True for "an American", who is one of a people and not all of it."""
        return self.phrases.is_one_of_all(token, self.block.start)

    def mention(self, token: Token) -> Mention | None:
        """The mention that covers the token, if there is one."""
        number = self.at(token)
        return self.phrases.mentions[number] if number is not None else None

    def type_of(self, token: Token) -> str:
        """The type of the mention that covers the token; empty if there is none."""
        mention = self.mention(token)
        return mention.type if mention is not None else ""

    def known(self, token: Token) -> Entry | None:
        """What the gazetteer has of the name that covers the token, if it knows it."""
        mention = self.mention(token)
        return self.phrases.gazetteer.entry(mention.label, mention.link) if mention is not None else None

    def refer(self, token: Token, without: Token | None = None) -> int:
        """Number of the mention that the phrase headed by the token is, without one of its modifiers."""
        return self.phrases.refer(token, self.block.start, without=without)

    def stands_for(self, token: Token, meant: Token) -> None:
        """Let a word that names nothing by itself ("the former") be another phrase of the sentence."""
        mention, place = self.phrases.mentions[self.refer(meant)], self.block.start + token.idx
        span = Span(place, place + len(token))
        kind = MentionKind.PRONOUN
        self.phrases.registry.add(replace(mention, span=span, head=span, phrase=span, kind=kind))

    def span(self, token: Token, without: Token | None = None) -> Span:
        """The phrase that the token heads, what is coordinated to it left out."""
        return self.phrases.extents.span(token, self.block.start, without)

    def between(self, first: Token, last: Token) -> Span:
        """The words from one token to another, both included."""
        return Span(self.block.start + first.idx, self.block.start + last.idx + len(last))

    def words(self, span: Span) -> str:
        """The words of a span, as they are written."""
        return span.of(self.phrases.text)

    def clause_span(self, clause: Clause) -> Span:
        """The words of a clause without the punctuation and conjunctions around it."""
        first, last = clause.head.left_edge, clause.head.right_edge
        while last.i > first.i and (last.is_punct or last.is_space or last.dep_ == "cc"):
            last = last.nbor(-1)
        while first.i < last.i and (first.is_punct or first.is_space or _joins(first, clause.head)):
            first = first.nbor()
        first, last = _in_quotation(first, clause.head, last)
        return self.between(first, _closing(first, last))

    def argument(self, role: Role, token: Token, preposition: str = "", without: Token | None = None) -> Argument:
        """The phrase that the token heads as an argument; a time by its ISO 8601 value, all else by its mention.

        Args:
            role: what it is to the predicate.
            token: the head of the phrase.
            preposition: the one that governs it.
            without: a modifier left out, as the clause it heads is what is being told of the phrase.
        """
        span = self.span(token, without)
        if role is Role.TIME:
            value = to_iso(self.words(span), self.anchor, preposition)
            return Argument(role, span, value=value, preposition=preposition)
        return Argument(role, span, mention=self.refer(token, without), preposition=preposition)

    def told(self, role: Role, span: Span) -> Argument:
        """The words themselves as an argument."""
        return Argument(role, span, value=self.words(span))

    def speakers(self, places: Iterable[int], within: Clause | None = None) -> tuple[int, ...]:
        """The mentions of those who speak, by the places of their head words in the document; each once.

        ``within``: the clause of what is said, where "the minister, speaking in Paris" is called the minister.
        """
        return self.phrases.registry.distinct(self._speaker(place, within) for place in places)

    def _speaker(self, place: int, within: Clause | None) -> int:
        token = self.token(place)
        if token is None:
            return self.phrases.registry.placed(place)
        behind = (c for c in token.children if c.dep_ == "acl" and c.tag_ in PARTICIPLE_TAGS)
        return self.refer(token, None if within is None else next(behind, None) or told_by(token, within))

    def token(self, place: int) -> Token | None:
        """The token that begins at that place of the document; None if none of the block does."""
        doc = self.block.doc
        number = bisect_left(doc, place - self.block.start, key=lambda t: t.idx)
        found = doc[number] if number < len(doc) else None
        return found if found is not None and self.block.start + found.idx == place else None


def told_by(noun: Token, clause: Clause) -> Token | None:
    """The clause behind a noun that a clause is or stands in: what is told there is no part of the noun's name."""
    if not noun.i < clause.head.i <= noun.right_edge.i:
        return None
    told = next((t for t in clause.head.path if t.head.i == noun.i and t.dep_ in CLAUSES_OF_NOUNS), None)
    # "the first woman to steer it" steered it, the first woman did not
    return None if told is not None and told.left_edge.tag_ == "TO" else told


def is_time(token: Token) -> bool:
    """True for "Monday" and "year", by the type of the name or by the noun, and for "ago" in "two weeks ago"."""
    if token.ent_type_ in TIMES or lemma(token) in TIME_NOUNS:
        return True
    return token.pos_ == "ADV" and any(c.dep_ == "npadvmod" and lemma(c) in TIME_NOUNS for c in token.lefts)


def _in_quotation(first: Token, head: Token, last: Token) -> tuple[Token, Token]:
    """The words of a quotation alone where the clause goes on behind it: "“We lost | ,” when asked about it".

    Where its verb stands behind the quoted words, these keep their first mark: "“of course” the dam holds".
    """
    before = first.doc[first.i - 1] if first.i > 0 else first
    if before.i == first.i or before.text not in OPENING:
        return first, last
    closing = next((t for t in first.doc[first.i : last.i + 1] if CLOSED_BY.get(t.text) == before.text), None)
    if closing is None:
        return first, last
    if closing.i < head.i:
        return before, last
    last = closing.nbor(-1)
    while last.i > head.i and last.is_punct:
        last = last.nbor(-1)
    return first, last


def _closing(first: Token, last: Token) -> Token:
    """The mark behind the words that closes what was opened within them: "calls it “dear”", "calls it “dear.”"."""
    behind = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else last
    if behind.text in POINTS and behind.i + 1 < len(last.doc):
        behind = behind.nbor()
    opening = CLOSED_BY.get(behind.text)
    if not opening:
        return last
    inside = [t.text for t in last.doc[max(first.i, last.i - FURTHEST_MARK) : last.i + 1]]
    is_open = (
        inside.count(opening) % 2 == 1 if opening == behind.text else inside.count(opening) > inside.count(behind.text)
    )
    return behind if is_open else last


def _joins(word: Token, head: Token) -> bool:
    """True for "that", "and", and all of "whether or not"; not for "if" of "if it rains we leave"."""
    before = word.nbor(-1) if word.i > 0 else word
    is_own = word.head.i == head.i or word.head.i > head.i or head.head.i == word.head.i
    return (word.dep_ in JOINERS and is_own) or (word.dep_ == "neg" and before.lower_ == "or" and before.dep_ == "cc")
