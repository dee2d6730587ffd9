"""Names that a text gives again: in headlines and captions, shortened, or within a longer name.

What one place of a document makes sure decides what the same words are at another: full names are found wherever
they stand, "Valeska Paris" makes "Paris" a person, "North Korea" makes "the North" a country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.names.evidence import Votes, tally, votes
from kg.extract.names.occurrence import BEFORE_PLACES, REGIONS
from kg.gazetteer import Entry, Gazetteer, Match
from kg.language import relations
from kg.language.grammar import DETERMINING, NOMINAL_SUBJECTS
from kg.model.kinds import MentionKind
from kg.model.records import ParsedBlock
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Places of a noun by itself, in which a demonym may be a surname: "Polish left".
OF_NOUNS = NOMINAL_SUBJECTS | {relations.DOBJ, relations.POBJ, relations.POSS, relations.CONJ, relations.DATIVE}
# Halves of countries that a text may call by their quarter alone.
QUARTERS = ("North", "South", "East", "West")


@dataclass(slots=True)
class Name:
    """A name found in one block, while its type is still open."""

    block: ParsedBlock
    start: int
    end: int
    kind: MentionKind = MentionKind.NAME
    entry: Entry | None = None
    votes: Votes = field(default_factory=Counter)
    label: MentionType | None = None
    # The well-known body that this one is called like ("Peru's Congress").
    common: Entry | None = None

    @property
    def text(self) -> str:
        """Its words."""
        doc = self.block.doc
        last = doc[self.end - 1]
        return doc.text[doc[self.start].idx : last.idx + len(last.text)]

    def covers(self, other: Match | Name) -> bool:
        """True where all words of ``other`` are words of it."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Name) -> bool:
        """True where they share a word."""
        return self.start < other.end and other.start < self.end


def lead(votes: Votes) -> int:
    """How far the votes for a person are ahead of all others."""
    weighed = tally(votes)
    others = (weight for kind, weight in weighed.items() if kind is not MentionType.PERSON)
    return weighed[MentionType.PERSON] - max(others, default=0)


@dataclass(frozen=True, slots=True)
class _FullNames:
    """The new names of several words that a text has, to be found again.

    Attributes:
        labels: what the model called each where it stood first.
        by_first: those that begin with a word, the longest first.
        surnames: the last words of those that are people's.
    """

    labels: Mapping[tuple[str, ...], MentionType | None]
    by_first: Mapping[str, Sequence[tuple[str, ...]]]
    surnames: frozenset[str]


# -- again -------------------------------------------------------------------------------------------------------------


def repeated(blocks: Sequence[ParsedBlock], names: Sequence[Name], gazetteer: Gazetteer) -> list[Name]:
    """Adds where the full names come again unseen, and gives a place's name to the person who bears it.

    "Valeska Paris" makes "Paris" a person, but not "in Paris"; a name once found is found in the headline too.
    """
    full = _full_names(names)
    by_block: dict[int, list[Name]] = defaultdict(list)
    for name in names:
        by_block[id(name.block)].append(_as_person(name, gazetteer) if _may_be_person(name, full.surnames) else name)
    found: list[Name] = []
    for block in blocks:
        there = by_block[id(block)]
        for token in block.doc:
            again = _again(block, token, there, full) if token.text in full.by_first else None
            if again is not None:
                again.votes = _votes(again, gazetteer)
                there = [*(name for name in there if _stays_beside(name, again)), again]
        there += _surnames(block, there, full.surnames, gazetteer)
        found += sorted(there, key=lambda name: (name.start, -name.end))
    return found


def _full_names(names: Sequence[Name]) -> _FullNames:
    labels: dict[tuple[str, ...], MentionType | None] = {}
    cast: dict[str, Votes] = defaultdict(Counter)
    for name in names:
        if name.entry is not None:
            continue
        cast[" ".join(name.text.split())].update(name.votes)
        if name.end - name.start > 1:
            labels.setdefault(_words(name), name.label)
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(labels, key=lambda words: (-len(words), words)):
        by_first[words[0]].append(words)
    surnames = frozenset(words[-1] for words in labels if lead(cast[" ".join(words)]) > 0)
    return _FullNames(labels, by_first, surnames)


def _words(name: Name) -> tuple[str, ...]:
    return tuple(token.text for token in name.block.doc[name.start : name.end])


def _votes(name: Name, gazetteer: Gazetteer) -> Votes:
    return votes(name.block.doc.span(name.start, name.end), name.label, gazetteer)


def _again(block: ParsedBlock, token: Token, there: Sequence[Name], full: _FullNames) -> Name | None:
    """The full name that begins with the token and was not found there, unless it cuts another in two."""
    for words in full.by_first[token.text]:
        name = Name(block, token.i, token.i + len(words), label=full.labels[words])
        if _words(name) != words:
            continue
        touching = [other for other in there if name.overlaps(other)]
        if all(name.covers(other) and not other.covers(name) for other in touching):
            return name
    return None


def _stays_beside(name: Name, again: Name) -> bool:
    """True of what a full name leaves as it is: all elsewhere, and the country that a body's name begins with."""
    begins_it = name.entry is not None and name.start == again.start
    return not name.overlaps(again) or (begins_it and tally(again.votes)[MentionType.PERSON] == 0)


def _surnames(block: ParsedBlock, there: Sequence[Name], surnames: Set[str], gazetteer: Gazetteer) -> Iterator[Name]:
    """The surnames of the text's people where the model saw no name: "Biles is 27."."""
    covered = {i for name in there for i in range(name.start, name.end)}
    for token in block.doc:
        if token.text in surnames and token.i not in covered and len(token) > 2 and token.tag_[:2] == "NN":
            name = Name(block, token.i, token.i + 1)
            name.votes = _votes(name, gazetteer)
            yield name


def _may_be_person(name: Name, surnames: Set[str]) -> bool:
    """True of a place's name that somebody in the text bears; not behind a preposition of places.

    A demonym only where it is a noun of its own: Ana Polish in "Polish left", nobody in "Polish miners" and "a Polish".
    """
    if name.entry is None or name.entry.type not in REGIONS or name.text not in surnames:
        return False
    if name.kind is MentionKind.DEMONYM:
        token = name.block.doc[name.end - 1]
        return token.dep_ in OF_NOUNS and not any(c.dep_ in DETERMINING for c in token.lefts)
    before = name.block.doc[name.start - 1].lower_ if name.start else ""
    return before not in BEFORE_PLACES


def _as_person(name: Name, gazetteer: Gazetteer) -> Name:
    other = Name(name.block, name.start, name.end)
    other.votes = _votes(other, gazetteer)
    return other


# -- in part -----------------------------------------------------------------------------------------------------------


def tails(names: Sequence[Name], gazetteer: Gazetteer) -> Iterator[Name]:
    """What may be the town within "Municipality of Livorno"; it is where the text has Livorno by itself too."""
    places = {(id(name.block), name.start) for name in names}
    for name in list(names):
        words = _words(name)
        if name.entry is not None or "of" not in words:
            continue
        start = name.end - words[::-1].index("of")
        tail = name.block.doc.span(start, name.end)
        if start < name.end and (id(name.block), start) not in places:
            yield Name(name.block, start, name.end, votes=votes(tail, None, gazetteer))


def halves(names: Sequence[Name], gazetteer: Gazetteer) -> list[Name]:
    """North Korea as "the North" in a text that names no other country of the north, and in "North and South Korea"."""
    countries = {name.entry.label: name.entry for name in names if name.entry and name.entry.kind == "Country"}
    alike = {
        word: [entry for label, entry in sorted(countries.items()) if label.startswith(word + " ")] for word in QUARTERS
    }
    if not any(alike.values()):
        return list(names)
    order: dict[int, int] = {}
    found: list[Name] = []
    for name in names:
        if id(name.block) not in order:
            order[id(name.block)] = len(order)
            found += _halves_in(name.block, alike, gazetteer)
    new = {(id(name.block), name.start) for name in found}
    kept = [name for name in names if (id(name.block), name.start) not in new or name.end - name.start > 1]
    return sorted(kept + found, key=lambda name: (order[id(name.block)], name.start, -name.end))


def _halves_in(block: ParsedBlock, alike: Mapping[str, Sequence[Entry]], gazetteer: Gazetteer) -> Iterator[Name]:
    for token in block.doc[1:]:
        if token.text in alike:
            country = _listed_half(token, gazetteer) or _only_half(token, alike[token.text])
            if country is not None:
                yield Name(block, token.i, token.i + 1, entry=country)


def _listed_half(token: Token, gazetteer: Gazetteer) -> Entry | None:
    """The country of "North" in "North and South Korea"; none in "North and South Yorkshire"."""
    after = [t.text for t in token.doc[token.i + 1 : token.i + 4]]
    return gazetteer.entry(f"{token.text} {after[2]}") if len(after) == 3 and after[0] == "and" else None


def _only_half(token: Token, alike: Sequence[Entry]) -> Entry | None:
    """The country of "the North" where the text has one such; none in "the North Sea"."""
    if len(alike) != 1 or token.doc[token.i - 1].lower_ != "the":
        return None
    after = token.doc[token.i + 1].text if token.i + 1 < len(token.doc) else ""
    return None if after.isalpha() and after[0].isupper() else alike[0]
