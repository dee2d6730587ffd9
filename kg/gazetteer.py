"""The names kg knows beforehand: countries, demonyms, capitals, organisations, regions, seats of power, offices.

One longest-match pass over the words of a text, from ``ontology/entities.ttl`` and ``ontology/countries.tsv``.
A name is matched in the case it is written in; words in capitals match as well ("RUSSIA"), acronyms only as they
are ("US" is no "us"), those of four letters and more also as "Nato". In a text that is all capitals an acronym
that reads as an English word says nothing, so that "TELL US WHO" names neither a country nor an agency.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import pyoxigraph

from kg import vocab
from kg.errors import InputError

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel"
EXACT_MATCH = "http://www.w3.org/2004/02/skos/core#exactMatch"
ONTOLOGY = "https://kg.example/ontology#"
WIKIDATA = "http://www.wikidata.org/entity/"

# spaCy's label for each class of the ontology that names carry.
TYPES = {
    **dict.fromkeys(("Country", "City"), "GPE"),
    **dict.fromkeys(("Region", "Island"), "LOC"),
    **dict.fromkeys(("Place", "Building"), "FAC"),
    **dict.fromkeys(("Organization", "Government", "Ministry", "Military", "Party", "Company"), "ORG"),
    **dict.fromkeys(("MediaOutlet", "ThinkTank", "Alliance", "Bloc", "ForumOfStates"), "ORG"),
    "Person": "PERSON",
}
KINDS = {
    "country": "Country",
    "territory": "Country",
    "historical": "Country",
    "subdivision": "Region",
    "region": "Region",
}
# Acronyms that a text in capitals may also mean as words.
WORDS = frozenset(("US", "IT", "WHO", "WE", "AM", "IS", "AS", "AU", "SCO", "RAND", "SWIFT", "CIS", "AP", "ECB", "PLA"))
# How the few known names begin that are written with a small letter (al-Qaeda, mainland China, eurozone).
LOWER = ("al", "ma", "eu", "su")
PIECE = re.compile(r"(?:\w\.){2,}|\b(?:St|Mt|No)\.|['’]s\b|\w+(?:['’](?!s\b)\w+)*|[^\w\s]")


class How(StrEnum):
    """What the words are to the entry: its name, its adjective, or a seat of power that stands for it."""

    NAME = "name"
    DEMONYM = "demonym"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something kg knows by name.

    Attributes:
        label: canonical name.
        kind: local name of its ontology class.
        link: Wikidata id, only where certain.
        nominals: common nouns that a text takes up the name with ("alliance").
        part_of: Wikidata id of the country a province belongs to.
    """

    label: str
    kind: str
    link: str | None = None
    nominals: tuple[str, ...] = ()
    part_of: str | None = None

    @property
    def type(self) -> str:
        """spaCy's label for it; a province is a place with a government, a sea is not."""
        return "GPE" if self.part_of else TYPES.get(self.kind, "ORG")


@dataclass(frozen=True, slots=True)
class Match:
    """Words ``start`` to ``end`` (exclusive) that name ``entry``; ``place`` is the seat itself where they are one."""

    start: int
    end: int
    entry: Entry
    how: How
    place: Entry | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    pieces: tuple[str, ...]
    entry: Entry
    how: How
    place: Entry | None = None


class Gazetteer:
    """Known names, ready for matching; made by ``load``."""

    def __init__(
        self, forms: Sequence[_Form], titles: Mapping[str, Entry | None], given_names: Mapping[str, str]
    ) -> None:
        self._given_names = given_names
        self._forms: dict[str, list[_Form]] = {}
        self._labels: dict[str, Entry] = {}
        self._links: dict[str, Entry] = {}
        known: set[tuple[str, ...]] = set()
        for form in forms:
            if form.pieces in known:
                continue
            known.add(form.pieces)
            self._forms.setdefault(form.pieces[0].lower(), []).append(form)
            self._labels.setdefault(form.entry.label, form.entry)
            if form.place is not None:
                self._labels.setdefault(form.place.label, form.place)
            if form.entry.link:
                self._links.setdefault(form.entry.link, form.entry)
        for alternatives in self._forms.values():
            alternatives.sort(key=lambda form: (-len(form.pieces), form.pieces))
        self._offices = {title.lower(): of for title, of in titles.items() if of is not None}
        self._titles = frozenset(tuple(pieces(title.lower())) for title in titles)
        self._title_starts = _longest((title[0], len(title)) for title in self._titles)
        self._title_ends = _longest((title[-1], len(title)) for title in self._titles)

    def office_of(self, title: str) -> Entry | None:
        """The state whose office it is where a text names none.

        >>> load().office_of("Secretary of State").label
        'United States'
        """
        return self._offices.get(title.lower())

    def entry(self, label: str, link: str | None = None) -> Entry | None:
        """The entry of that Wikidata id, else of that canonical name."""
        return (self._links.get(link) if link else None) or self._labels.get(label)

    def given_name(self, word: str) -> str:
        """The sex that mostly bears a given name, "f" or "m"; "x" for both, empty for any other word."""
        return self._given_names.get(word, "")

    def matches(self, words: Sequence[str], *, shouting: bool = False) -> Iterator[Match]:
        """The known names in a text, longest first at each word, none within another.

        Args:
            words: the text's tokens, punctuation included.
            shouting: True where the whole text is in capitals.

        >>> [m.entry.label for m in load().matches("Nato and the US told us".split())]
        ['NATO', 'United States']
        """
        at = 0
        while at < len(words):
            form = self._at(words, at, shouting)
            if form is None:
                at += 1
            else:
                yield Match(at, at + len(form.pieces), form.entry, form.how, form.place)
                at += len(form.pieces)

    def title_before(self, words: Sequence[str], end: int) -> int:
        """How many words right before ``end`` are an office or a form of address, 0 where none.

        >>> load().title_before("Deputy Secretary of State Kurt Campbell".split(), 4)
        4
        """
        longest = self._title_ends.get(words[end - 1].lower(), 0) if end else 0
        for length in range(min(longest, end), 0, -1):
            if tuple(word.lower() for word in words[end - length : end]) in self._titles:
                return length
        return 0

    def title_at(self, words: Sequence[str], start: int) -> int:
        """How many words from ``start`` on are an office or a form of address, 0 where none."""
        longest = self._title_starts.get(words[start].lower(), 0) if start < len(words) else 0
        for length in range(min(longest, len(words) - start), 0, -1):
            if tuple(word.lower() for word in words[start : start + length]) in self._titles:
                return length
        return 0

    def _at(self, words: Sequence[str], at: int, shouting: bool) -> _Form | None:
        word = words[at]
        if not (word[0].isupper() or word[0].isdigit() or word[:2] in LOWER):
            return None
        for form in self._forms.get(word.lower(), ()):
            given = words[at : at + len(form.pieces)]
            if len(given) == len(form.pieces) and all(map(_agree, given, form.pieces)):
                acronym = shouting and len(given) == 1 and word in WORDS
                return None if acronym else form
        return None


def _longest(lengths: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word, length in lengths:
        found[word] = max(length, found.get(word, 0))
    return found


def pieces(name: str) -> list[str]:
    """A name cut as the tokenizer cuts texts.

    >>> pieces("U.S. Asia-Pacific People's")
    ['U.S.', 'Asia', '-', 'Pacific', 'People', "'s"]
    """
    return [piece.replace("’", "'") for piece in PIECE.findall(name)]


@lru_cache(maxsize=4)
def load(path: Path | None = None) -> Gazetteer:
    """The gazetteer of the ontology folder, or of another folder that holds the same three files.

    Raises:
        InputError: if a file is missing or does not parse.
    """
    folder = path or vocab.ontology_folder()
    table, graph, people = folder / "countries.tsv", folder / "entities.ttl", folder / "given-names.tsv"
    for file in (table, graph, people):
        if not file.is_file():
            raise InputError(f"no file {file.name!r} in {folder}; the gazetteer needs it. Install kg anew")
    countries = list(_countries(table))
    entities, titles = _entities(graph, {form.entry.link: form.entry for form in countries})
    # Own organisations and seats win over places of the same name ("Brussels").
    given = (line.split("\t") for line in people.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return Gazetteer([*entities, *countries], titles, {line[0]: line[1] for line in given})


def _agree(word: str, piece: str) -> bool:
    if word == piece or word.replace("’", "'") == piece:
        return True
    if len(piece) > 1 and piece.isupper() and piece.isalpha():
        return len(piece) > 3 and word == piece.title()
    return len(word) > 3 and word.isupper() and word == piece.upper()


def _countries(path: Path) -> Iterator[_Form]:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    order = list(KINDS)
    rows.sort(key=lambda row: order.index(row["kind"]))
    seats = []
    for row in rows:
        entry = Entry(row["label"], KINDS[row["kind"]], row["qid"] or None, ("country",), None)
        if row["kind"] == "subdivision" or (row["kind"] == "territory" and row["part_of"]):
            entry = Entry(row["label"], "Region", row["qid"] or None, (), row["part_of"] or None)
        for name in [row["label"], *filter(None, row["names"].split("|"))]:
            yield _Form(tuple(pieces(name)), entry, How.NAME)
        for name in filter(None, row["demonyms"].split("|")):
            yield _Form(tuple(pieces(name)), entry, How.DEMONYM)
        for name in filter(None, row["capitals"].split("|")):
            if row["kind"] != "subdivision":
                place = Entry(row["capitals"].split("|")[0] if name in SPELLINGS else name, "City")
                seats.append(_Form(tuple(pieces(name)), entry, How.SEAT, place))
    yield from seats


# Two spellings of one city; the first of the row is its label.
SPELLINGS = frozenset(
    ("Peking", "Kiev", "Teheran", "Brasília", "Yaoundé", "Bogotá", "Reykjavík", "Ulan Bator", "Berne")
)


def _entities(path: Path, countries: dict[str | None, Entry]) -> tuple[list[_Form], dict[str, Entry | None]]:
    facts: dict[str, dict[str, list[str]]] = {}
    try:
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
            if isinstance(quad.subject, pyoxigraph.NamedNode) and not isinstance(quad.object, pyoxigraph.Triple):
                about = facts.setdefault(quad.subject.value, {})
                about.setdefault(quad.predicate.value, []).append(quad.object.value)
    except SyntaxError as error:
        raise InputError(f"{path.name} is no Turtle: {error}. Correct the file") from error
    titles: dict[str, Entry | None] = {}
    forms: list[_Form] = []
    seats: list[tuple[Entry, str, list[str]]] = []
    by_link = dict(countries)
    for about in facts.values():
        kind = about[RDF_TYPE][0].removeprefix(ONTOLOGY)
        names = [*about[LABEL], *about.get(ALT_LABEL, [])]
        if kind == "Role":
            of = about.get(ONTOLOGY + "roleOf", [""])[0].removeprefix(WIKIDATA)
            titles.update((name, countries.get(of)) for name in names)
            continue
        link = next((item.removeprefix(WIKIDATA) for item in about.get(EXACT_MATCH, [])), None)
        entry = Entry(names[0], kind, link, tuple(about.get(ONTOLOGY + "nominal", [])))
        if ONTOLOGY + "seatOf" in about:
            seats.append((entry, about[ONTOLOGY + "seatOf"][0].removeprefix(WIKIDATA), names))
            continue
        by_link.setdefault(link, entry)
        forms += [_Form(tuple(pieces(name)), entry, How.NAME) for name in names]
        forms += [_Form(tuple(pieces(name)), entry, How.DEMONYM) for name in about.get(ONTOLOGY + "demonym", [])]
    for place, of, names in seats:
        if of not in by_link:
            raise InputError(f"{path.name}: {place.label!r} is the seat of wd:{of}, which no entry has. Add that entry")
        forms += [_Form(tuple(pieces(name)), by_link[of], How.SEAT, place) for name in names]
    return forms, titles
