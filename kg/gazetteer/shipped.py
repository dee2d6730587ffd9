"""The tables that ship with kg: countries, cities, organisations, regions, seats of power, offices, given names."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.gazetteer import turtle
from kg.gazetteer.matching import Gazetteer, pieces
from kg.gazetteer.records import Entry, Form, How, Row
from kg.terms.tables import ontology_folder
from kg.terms.words import words

CLASS_OF_KIND = {
    "country": "Country",
    "territory": "Country",
    "historical": "Country",
    "subdivision": "Region",
    "region": "Region",
}
FILES = ("countries.tsv", "cities.tsv", "entities.ttl", "given-names.tsv")


def load(folder: Path | None) -> Gazetteer:
    """The gazetteer of the ontology folder, or of another folder that holds the same files.

    Raises:
        InputError: if a file is missing or does not parse.
    """
    folder = folder or ontology_folder()
    for name in FILES:
        if not (folder / name).is_file():
            raise InputError(f"no file {name!r} in {folder}; the gazetteer needs it. Install kg anew")
    towns = {town.label: town for town in _towns(folder / "cities.tsv")}
    countries = list(_countries(folder / "countries.tsv", {label: row.link for label, row in towns.items()}))
    entities, titles = _entities(
        turtle.rows((folder / "entities.ttl").read_text(encoding="utf-8"), "entities.ttl"), countries
    )
    given = _given_names(folder / "given-names.tsv")
    # Own organisations and seats win over places of the same name ("Brussels"), countries over towns.
    return Gazetteer([*entities, *countries, *_cities(towns.values())], titles, given)


def forms(entry: Entry, row: Row, *, place: Entry | None = None) -> Iterator[Form]:
    """The ways in which a row writes its name; ``place`` where they are the seat of the entry's government.

    Some papers write the last word of a party small: "the Republican party".
    """
    for name in (row.label, *row.names):
        yield Form(tuple(pieces(name)), entry, How.NAME if place is None else How.SEAT, place)
        if name.endswith(" Party"):
            yield Form(tuple(pieces(f"{name.removesuffix('Party')}party")), entry)
    for name in row.demonyms:
        yield Form(tuple(pieces(name)), entry, How.DEMONYM)


def _given_names(path: Path) -> dict[str, str]:
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {line[0]: line[1] for line in lines}


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        lines = (line for line in handle if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _towns(path: Path) -> Iterator[Row]:
    for row in _table(path):
        names = tuple(filter(None, row["names"].split("|")))
        yield Row(path.name, row["label"], "City", names, link=row["qid"] or None, of=row["country"] or None)


def _cities(rows: Iterable[Row]) -> Iterator[Form]:
    for row in rows:
        yield from forms(Entry(row.label, row.kind, row.link, country=row.of), row)


def _countries(path: Path, cities: Mapping[str, str | None]) -> Iterator[Form]:
    rows = _table(path)
    order = list(CLASS_OF_KIND)
    rows.sort(key=lambda row: order.index(row["kind"]))
    seats = []
    for row in rows:
        entry = Entry(row["label"], CLASS_OF_KIND[row["kind"]], row["qid"] or None, ("country",), None)
        if row["kind"] == "subdivision" or (row["kind"] == "territory" and row["part_of"]):
            entry = Entry(row["label"], "Region", row["qid"] or None, (), row["part_of"] or None)
        for name in [row["label"], *filter(None, row["names"].split("|"))]:
            yield Form(tuple(pieces(name)), entry)
        for name in filter(None, row["demonyms"].split("|")):
            yield Form(tuple(pieces(name)), entry, How.DEMONYM)
        for name in filter(None, row["capitals"].split("|")):
            if row["kind"] != "subdivision":
                label = row["capitals"].split("|")[0] if name in SPELLINGS else name
                place = Entry(label, "City", cities.get(label), country=entry.link)
                seats.append(Form(tuple(pieces(name)), entry, How.SEAT, place))
    yield from seats


SPELLINGS = words("other spellings of capitals")


def _entities(rows: Sequence[Row], countries: Sequence[Form]) -> tuple[list[Form], dict[str, Entry | None]]:
    by_link = {form.entry.link: form.entry for form in countries if form.entry.link}
    titles: dict[str, Entry | None] = {}
    found: list[Form] = []
    entries = [(row, Entry(row.label, row.kind, row.link, row.nominals, None, row.of, row.members)) for row in rows]
    for row, entry in entries:
        if row.link and not row.seat_of and row.kind != "Role":
            by_link.setdefault(row.link, entry)
    for row, entry in entries:
        if row.kind == "Role":
            titles.update((name, by_link.get(row.of or "")) for name in (row.label, *row.names))
        elif row.seat_of:
            if row.seat_of not in by_link:
                raise InputError(
                    f"{row.place}: {row.label!r} is the seat of wd:{row.seat_of}, which no entry has. Add that entry"
                )
            found += forms(by_link[row.seat_of], row, place=entry)
        else:
            found += forms(entry, row)
    return found, titles
