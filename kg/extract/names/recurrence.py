"""Names that a text gives again: in headlines and captions, shortened, or within a longer name.

What one place of a document makes sure decides what the same words are at another: full names are found wherever
they stand, "Valeska Paris" makes "Paris" a person, "North Korea" makes "the North" a country.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.extract.names.evidence import BEFORE_PLACE, votes
from kg.extract.names.naming import key
from kg.gazetteer import Entry, Gazetteer
from kg.model.records import MentionKind, ParsedBlock


@dataclass(slots=True)
class Name:
    """A name found in one block, while its type is still open."""

    block: ParsedBlock
    start: int
    end: int
    kind: MentionKind = MentionKind.NAME
    entry: Entry | None = None
    votes: Counter[str] = field(default_factory=Counter)
    label: str = ""
    # The well-known body that this one is called like ("Peru's Congress").
    common: Entry | None = None

    @property
    def text(self) -> str:
        return self.block.doc.span(self.start, self.end).text


def lead(tally: Counter[str]) -> int:
    """How far the votes for a person are ahead of all others."""
    return tally["PERSON"] - max((n for kind, n in tally.items() if kind != "PERSON"), default=0)


def repeated(blocks: Sequence[ParsedBlock], names: list[Name], gazetteer: Gazetteer) -> list[Name]:
    """Adds where the full names come again unseen, and gives a place's name to the person who bears it.

    "Valeska Paris" makes "Paris" a person, but not "in Paris"; a name once found is found in the headline too.
    """
    full: dict[tuple[str, ...], str] = {}
    for name in names:
        words = tuple(token.text for token in name.block.doc[name.start : name.end])
        if name.entry is None and name.kind is MentionKind.NAME and len(words) > 1:
            full.setdefault(words, name.label)
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        if name.entry is None:
            tallies[" ".join(name.text.split())].update(name.votes)
    persons = {words[-1] for words in full if lead(tallies[" ".join(words)]) > 0}
    kept = [_as_person(name, gazetteer) if _may_be_person(name, persons) else name for name in names]
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(full, key=lambda words: (-len(words), words)):
        by_first[words[0]].append(words)
    by_block: dict[int, list[Name]] = defaultdict(list)
    for name in kept:
        by_block[id(name.block)].append(name)
    for block in blocks:
        there = by_block[id(block)]
        for token in block.doc:
            for words in by_first.get(token.text, ()):
                start, end = token.i, token.i + len(words)
                inside = [n for n in there if n.start < end and start < n.end]
                same = tuple(t.text for t in block.doc[start:end]) == words
                if same and all(start <= n.start and n.end <= end for n in inside) and not _covers(inside, start, end):
                    label = full[words]
                    again = Name(block, start, end, label=label)
                    again.votes = votes(block.doc.span(start, end), label, gazetteer)
                    there[:] = [
                        n
                        for n in there
                        if n not in inside or (n.entry and n.start == start and again.votes["PERSON"] == 0)
                    ]
                    there.append(again)
                    break
        there += _surnames(block, there, persons, gazetteer)
    return [n for block in blocks for n in sorted(by_block[id(block)], key=lambda n: (n.start, -n.end))]


def _surnames(block: ParsedBlock, there: Sequence[Name], persons: set[str], gazetteer: Gazetteer) -> Iterator[Name]:
    """The surnames of the text's people where the model saw no name: "Biles is 27."."""
    covered = {i for name in there for i in range(name.start, name.end)}
    for token in block.doc:
        if token.text in persons and token.i not in covered and len(token) > 2 and token.tag_[:2] == "NN":
            yield Name(block, token.i, token.i + 1, votes=votes(block.doc.span(token.i, token.i + 1), "", gazetteer))


def tails(names: Sequence[Name], gazetteer: Gazetteer) -> Iterator[Name]:
    """The town within "Municipality of Livorno", where the text has Livorno by itself too."""
    alone = {key(name.text) for name in names if name.entry is None}
    places = {(id(name.block), name.start) for name in names}
    for name in list(names):
        words = [token.text for token in name.block.doc[name.start : name.end]]
        if name.entry is not None or "of" not in words:
            continue
        start = name.end - words[::-1].index("of")
        tail = name.block.doc.span(start, name.end)
        if start < name.end and key(tail.text) in alone and (id(name.block), start) not in places:
            yield Name(name.block, start, name.end, votes=votes(tail, "", gazetteer))


def halves(names: list[Name], gazetteer: Gazetteer) -> list[Name]:
    """North Korea as "the North" in a text that names no other country of the north, and in "North and South Korea"."""
    countries = {name.entry.label: name.entry for name in names if name.entry and name.entry.kind == "Country"}
    alike = {
        word: [entry for label, entry in sorted(countries.items()) if label.startswith(word + " ")]
        for word in ("North", "South", "East", "West")
    }
    found: list[Name] = []
    for block in {id(name.block): name.block for name in names}.values() if any(alike.values()) else ():
        doc = block.doc
        for token in doc:
            if token.text not in alike or not token.i:
                continue
            after = [t.text for t in doc[token.i + 1 : token.i + 4]]
            goes_on = bool(after) and after[0][0].isupper() and after[0].isalpha()
            both = gazetteer.entry(f"{token.text} {after[2]}") if len(after) == 3 and after[0] == "and" else None
            if both is not None and both.kind == "Country":
                found.append(Name(block, token.i, token.i + 1, entry=both))
            elif len(alike[token.text]) == 1 and doc[token.i - 1].lower_ == "the" and not goes_on:
                found.append(Name(block, token.i, token.i + 1, entry=alike[token.text][0]))
    new = {(id(name.block), name.start) for name in found}
    kept = [name for name in names if (id(name.block), name.start) not in new or name.end - name.start > 1]
    order = {id(name.block): i for i, name in reversed(list(enumerate(names)))}
    return sorted(kept + found, key=lambda name: (order[id(name.block)], name.start, -name.end))


def _covers(names: Sequence[Name], start: int, end: int) -> bool:
    return any(n.start == start and n.end == end for n in names)


def _may_be_person(name: Name, persons: set[str]) -> bool:
    if name.entry is None or name.entry.type not in ("GPE", "LOC") or name.text not in persons:
        return False
    before = name.block.doc[name.start - 1].lower_ if name.start else ""
    return name.kind is not MentionKind.DEMONYM and before not in BEFORE_PLACE


def _as_person(name: Name, gazetteer: Gazetteer) -> Name:
    return Name(name.block, name.start, name.end, votes=votes(name.block.doc.span(name.start, name.end), "", gazetteer))
