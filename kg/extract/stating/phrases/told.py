"""What a document tells of by more words than one noun, for when a later "the" takes it up: "the tax".

Every noun is looked at, also where it is no side of what is told: "doubts about a tax on ferries" tell of the tax.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.language import relations
from kg.language.words import OFFICES, TIME_NOUNS, is_person, lemma
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.records import Parse
    from kg.model.syntax import Token

# What never takes up another phrase, and what a phrase that is taken up has beside its noun.
NOT_TAKEN_UP = words("nouns that take up nothing")
LEADING_TO_MORE = words("prepositions of what is taken up")
TELLING_MORE = frozenset((relations.COMPOUND, relations.NMOD, relations.POSS, relations.PREP))

# Bodies of which a text has always one in mind, whichever else it mentions.
IN_MIND = words("bodies in the mind of all")
# "Other firms" are none that "the firms" means.
ANOTHER = frozenset(("other", "another"))


class Earlier(NamedTuple):
    """A noun with more words, and where its block begins."""

    noun: Token
    start: int

    @property
    def place(self) -> int:
        """Where it stands in the document."""
        return self.start + self.noun.idx


class Told:
    """The nouns of one document that are told of by more words.

    Args:
        parse: the document.
    """

    def __init__(self, parse: Parse) -> None:
        self._nouns: dict[tuple[str, str], list[Earlier]] = defaultdict(list)
        for block in parse.blocks:
            for token in block.doc:
                if token.pos_ == "NOUN" and tells_more(token) and _is_one_thing(token):
                    self._nouns[lemma(token), token.tag_].append(Earlier(token, block.start))

    def before(self, noun: Token, start: int) -> Sequence[Earlier]:
        """The nouns of that lemma and number before one, in text order.

        Args:
            noun: the one.
            start: place of its block in the document.
        """
        found = self._nouns.get((lemma(noun), noun.tag_), [])
        return found[: bisect_left(found, start + noun.idx, key=lambda earlier: earlier.place)]


def tells_more(noun: Token) -> bool:
    """True of "a tax on imports", "the border wall", "Peru's tax"; not of "a new tax", nor of "the day of the vote"."""
    if lemma(noun) in NOT_TAKEN_UP or lemma(noun) in OFFICES:
        return False
    return any(c.dep_ in TELLING_MORE and _leads_to_more(c) for c in noun.children)


def _leads_to_more(beside: Token) -> bool:
    return beside.dep_ != relations.PREP or beside.lower_ in LEADING_TO_MORE


def _is_one_thing(noun: Token) -> bool:
    """ "The rail firm"; not "other rail firms", "almost 650 firms", nor "the appeals court", beside which others sit.

    Nor "last week's firm", "a five-year firm", whose words tell when.
    """
    if lemma(noun) in IN_MIND or is_person(noun):
        return False
    return not any(c.lower_ in ANOTHER or _counts(c) or lemma(c) in TIME_NOUNS for c in noun.lefts)


def _counts(beside: Token) -> bool:
    """ "Almost 650 firms", "650 firms"; not "its 650 firms"."""
    return beside.dep_ == relations.NUMMOD and beside.left_edge.i == beside.head.left_edge.i
