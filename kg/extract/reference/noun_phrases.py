"""The whole noun phrases of a document: what each of its nouns and pronouns heads, as coreference looks at them.

A phrase reaches over everything that its head governs: determiner, titles, modifiers, "of" and relative clauses,
appositions, the possessive ending. What is joined to it by "and" stays outside. That is the span of OntoNotes, which
``kg entities`` answers with. The graph's phrases are shorter (``kg.extract.stating.phrases.extent``): they become
labels of nodes, and "the crew, who were cold," is told of there by a statement of its own. So two functions tell how
far a phrase goes; a change to one of them is seldom one to the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import MODIFIERS, NOUN_TAGS, PERSONAL_PRONOUNS
from kg.language.words import lemma
from kg.model.records import Parse, Span

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token

# Nouns in these places are part of the name or noun beside them.
PARTS_OF_NOUNS = MODIFIERS | {
    relations.NPADVMOD,
    relations.QUANTMOD,
    relations.NUMMOD,
    relations.ADVMOD,
    relations.CASE,
}
# What tells which one is meant; what tells whether it is known.
TELLING_MODIFIERS = MODIFIERS | {relations.NUMMOD}
DETERMINING_TAGS = frozenset(("DT", "PDT", "PRP$"))
# What belongs to the words before a phrase, though the parser gives it to the phrase.
LEADING = frozenset((relations.CC, relations.PRECONJ, relations.PUNCT))
# What begins another phrase, and modifiers that are the sentence's.
JOINED_ON = frozenset((relations.CC, relations.CONJ, relations.PRECONJ, relations.DEP, relations.PARATAXIS))
OF_THE_SENTENCE = frozenset((relations.ADVCL, relations.ADVMOD, relations.NSUBJ, relations.CCOMP))
# Marks that may begin and end a phrase, and the opening one of each pair.
BEGINNING = frozenset('“"‘$#([')
ENDING = frozenset(')]"”%’')
PAIRS = {")": "(", "]": "[", "”": "“"}


@dataclass(slots=True, eq=False)
class NounPhrase:
    """A noun or pronoun with all that it governs; places are characters of the document.

    What only some ask of it is worked out when the first does, and kept for the others.
    """

    token: Token
    offset: int
    sentence: int
    span: Span
    head: Span = field(init=False)
    lemma: str = field(init=False)
    _words: str | None = field(init=False, default=None)
    _modifiers: frozenset[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        place = self.offset + self.token.idx
        self.head = Span(place, place + len(self.token.text))
        self.lemma = lemma(self.token)

    @property
    def words(self) -> str:
        """What it says up to its head without determiners, lower case."""
        if self._words is None:
            said = self.token.doc[self.token.left_edge.i : self.token.i + 1]
            self._words = " ".join([token.lower_ for token in said if token.tag_ not in DETERMINING_TAGS])
        return self._words

    @property
    def modifiers(self) -> frozenset[str]:
        """The words that tell which one."""
        if self._modifiers is None:
            self._modifiers = modifiers(self.token)
        return self._modifiers


def find(parse: Parse) -> Iterator[NounPhrase]:
    """The noun phrases in the order of their heads; names are among them only where they head a phrase."""
    number = 0
    for block in parse.blocks:
        for sentence in block.doc.sents:
            for token in sentence:
                if token.tag_ in PERSONAL_PRONOUNS or (token.tag_ in NOUN_TAGS and token.dep_ not in PARTS_OF_NOUNS):
                    yield NounPhrase(token, block.start, number, reach(token, block.start))
            number += 1
        number += 1


def reach(token: Token, offset: int) -> Span:
    """The span of the phrase that a token heads.

    "the rescued members of the crew, who were cold" is one phrase; "the crew and the passengers" are two.
    """
    if token.tag_ in PERSONAL_PRONOUNS:
        return Span(offset + token.idx, offset + token.idx + len(token))
    doc, first = token.doc, _first(token)
    last = doc[_closed(doc, first, _last(token))]
    return Span(offset + doc[first].idx, offset + last.idx + len(last))


def _first(token: Token) -> int:
    """The first token of a phrase, without the "and" or the comma before it."""
    doc, first = token.doc, token.left_edge.i
    while first < token.i and doc[first].dep_ in LEADING and doc[first].text not in BEGINNING:
        first += 1
    return first


def _last(token: Token) -> int:
    """The last token that a phrase governs, up to what is joined to it."""
    last = token.i
    for child in token.rights:
        if child.dep_ in JOINED_ON or _hangs_off(child):
            break
        if child.dep_ != "punct":
            last = max(last, child.right_edge.i)
    return last


def _hangs_off(child: Token) -> bool:
    """Whether a modifier is an adverb or a clause of the sentence that the parser gave to the noun."""
    if child.dep_ == "appos" and child.tag_ == "NNP" and child.head.tag_ == "NNP":
        # "the Civic Party, Fernando Cheung and Raymond Chan": a list
        return any(c.dep_ == "conj" for c in child.rights)
    return child.dep_ in OF_THE_SENTENCE or (child.dep_ == "npadvmod" and child.tag_ != "CD")


def _closed(doc: Doc, first: int, last: int) -> int:
    """The last token, with the mark that closes a bracket or quotation opened within, without other marks."""
    while last > first and doc[last].is_punct and doc[last].text not in ENDING and doc[last].tag_ != "POS":
        last -= 1
    after = doc[last + 1].text if last + 1 < len(doc) else ""
    opening = PAIRS.get(after)
    if opening is None:
        return last
    inside = [token.text for token in doc[first : last + 1]]
    return last + 1 if inside.count(opening) > inside.count(after) else last


def modifiers(token: Token) -> frozenset[str]:
    """The words that tell which one: "Supreme" of "the Supreme Court", "death" of "the sentence of death"."""
    found = {lemma(child) for child in token.lefts if child.dep_ in TELLING_MODIFIERS}
    for child in token.rights:
        if child.lower_ == "of":
            found |= {lemma(governed) for governed in child.children if governed.dep_ == "pobj"}
    return frozenset(found)
