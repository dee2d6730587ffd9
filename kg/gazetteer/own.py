"""A user's own names: rows of CSV, JSON Lines or Turtle become forms that win over those that ship with kg.

A row with the Wikidata id or the label of something known takes its place, with all its names, and may leave out
the class. What a row refers to (a country, a state whose seat it is) is a label or a Wikidata id, of the file or
of the shipped tables. docs/gazetteer.md has the columns.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import InputError
from kg.gazetteer import turtle
from kg.gazetteer.matching import Gazetteer, pieces
from kg.gazetteer.records import Entry, Form, Row, Source, membership
from kg.gazetteer.shipped import forms
from kg.terms.classes import CLASS_OF_TYPE, TYPE_OF_CLASS
from kg.terms.mention_type import NAMED, MentionType
from kg.terms.words import word_pairs
from kg.work import files

# What a row may be of; offices, which no text names by themselves, among them.
ROW_CLASSES = (*TYPE_OF_CLASS, "Role")
# spaCy's labels are taken too; a class is what they mean most often, and a LOC that somebody lists is a region.
CLASS_NAMES: Mapping[str, str] = {
    **{kind: kind for kind in ROW_CLASSES},
    **{type: CLASS_OF_TYPE[type] for type in NAMED},
    MentionType.LOC: "Region",
}
CLASS_OF_NAME = {name.lower(): kind for name, kind in CLASS_NAMES.items()}
# What a text calls a thing of a class later, where a row does not say.
NOMINALS = {kind: tuple(nouns.split("/")) for kind, nouns in word_pairs("nouns for classes").items()}
COMMAS_OR_TABS = {".csv": ",", ".tsv": "\t"}
ROW_FIELDS = ("label", "aliases", "type", "qid", "country", "members", "demonyms", "nominals", "seat_of")
WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:wiki|entity)/|wd:)?(Q[1-9]\d*)")


def extend(known: Gazetteer, path: Path) -> Gazetteer:
    """The gazetteer with the names of a file on top.

    Raises:
        InputError: if the file cannot be read, or a row of it cannot be used; the message names file and line.
    """
    rows = _distinct(_checked(read(path), known))
    entries = {row: _entry(row, known) for row in rows if row.kind != "Role"}
    instead = {old: new for row, new in entries.items() if (old := _same(row.label, row.link, known)) is not None}
    by_name = {name: entry for row, entry in entries.items() for name in (row.label, row.link) if name}
    listed: list[Form] = []
    titles: dict[str, Entry | None] = {}
    for row in rows:
        of = _referred(row, row.of, by_name, known) if row.of else None
        if row.kind == "Role":
            titles.update((name, of) for name in (row.label, *row.names))
        elif row.seat_of:
            listed += forms(_referred(row, row.seat_of, by_name, known), row, place=entries[row])
        else:
            listed += forms(entries[row], row)
    digest = hashlib.sha256(repr([replace(row, place="") for row in rows]).encode("utf-8", "surrogatepass"))
    return known.extended(listed, titles, instead, Source(path.absolute(), digest.hexdigest()))


def _referred(row: Row, name: str, by_name: Mapping[str, Entry], known: Gazetteer) -> Entry:
    """What a row means by a name: something of the file, else something known.

    Raises:
        InputError: if it is neither.
    """
    found = by_name.get(name) or known.named(name)
    if found is None:
        raise InputError(
            f"{row.place}: {row.label!r} refers to {name!r}, which is neither in the file nor in kg's tables. "
            "Correct the name, or list it in a row of its own"
        )
    return found


def read(path: Path) -> list[Row]:
    """The rows of a file: Turtle (.ttl), CSV (.csv, .tsv with tabs) or JSON Lines (.jsonl).

    Raises:
        InputError: if the file cannot be read, or a line is not of the form.
    """
    kind = path.suffix.lower()
    text = files.text(path, "the gazetteer", "Name a file")
    if kind == ".ttl":
        found = turtle.rows(text, path.name)
    elif kind in COMMAS_OR_TABS:
        found = list(_csv(text, path.name, COMMAS_OR_TABS[kind]))
    elif kind in files.JSON_LINES:
        found = list(_jsonl(text, path.name))
    else:
        raise InputError(f"{path.name} is of no form that a gazetteer has. Name a .ttl, .csv, .tsv or .jsonl file")
    if not found:
        raise InputError(f"{path.name} lists no names. Give it at least one row, or leave the option out")
    return found


def _csv(text: str, name: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        heads = [head.strip().lower() for head in next(reader, [])]
        _known_fields(heads, f"{name}, line 1")
        line = reader.line_num + 1
        for cells in reader:
            place, line = f"{name}, line {line}", reader.line_num + 1
            if len(cells) > len(heads):
                raise InputError(
                    f"{place}: {len(cells)} cells where the header has {len(heads)}. Put quotes around a cell with "
                    f"{delimiter!r} in it"
                )
            if any(cell.strip() for cell in cells):
                yield _row(dict(zip(heads, cells, strict=False)), place)
    except csv.Error as error:
        raise InputError(f"{name}, line {reader.line_num}: {error}. Correct the quotes") from error


def _jsonl(text: str, name: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{name}, line {number}"
        try:
            given = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{place} is no JSON ({error}). Write one object a line") from error
        if not isinstance(given, dict):
            raise InputError(f'{place} is no JSON object. Write one object a line, such as {{"label": "NATO"}}')
        cells = {str(field).strip().lower(): value for field, value in given.items()}
        _known_fields(list(cells), place)
        yield _row(cells, place)


def _known_fields(given: Sequence[str], place: str) -> None:
    for field in given:
        if field not in ROW_FIELDS:
            near = difflib.get_close_matches(field, ROW_FIELDS, 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(ROW_FIELDS)}"
            raise InputError(f"{place}: no field {field!r} in a gazetteer. {hint}")
    if "label" not in given:
        raise InputError(f"{place}: no field 'label'. Add it; it holds the canonical name")


def _row(cells: Mapping[str, object], place: str) -> Row:
    def one(field: str) -> str:
        value = cells.get(field)
        if value is not None and not isinstance(value, str):
            raise InputError(f"{place}: {field} is {value!r}, which is no text. Put it in quotes")
        return " ".join((value or "").split())

    def several(field: str) -> tuple[str, ...]:
        value = cells.get(field)
        parts = value if isinstance(value, list) else one(field).split("|")
        if not all(isinstance(part, str) for part in parts):
            raise InputError(f"{place}: {field} is {value!r}, which is no list of texts. Put each in quotes")
        return tuple(dict.fromkeys(name for part in parts if (name := " ".join(part.split()))))

    return Row(
        place,
        one("label"),
        one("type"),
        names=several("aliases"),
        demonyms=several("demonyms"),
        nominals=several("nominals"),
        link=one("qid") or None,
        of=one("country") or None,
        seat_of=one("seat_of") or None,
        members=tuple(membership(text) for text in several("members")),
    )


def _checked(rows: Sequence[Row], known: Gazetteer) -> Iterator[Row]:
    """The rows with class and Wikidata id in their plain form, or those of the known thing where they are left out."""
    for row in rows:
        _check_names(row)
        link = _link(row)
        known_as = _same(row.label, link, known)
        kind = _class(row) or (known_as.kind if known_as else "")
        if not row.kind and known_as is None:
            raise InputError(
                f"{row.place}: {row.label!r} has no type, and kg does not know it. "
                f"Give it one of {', '.join(ROW_CLASSES)}"
            )
        link = link or (known_as.link if known_as else None)
        yield replace(row, kind=kind, link=link, of=_plain_id(row.of), seat_of=_plain_id(row.seat_of))


def _check_names(row: Row) -> None:
    for name in (row.label, *row.names, *row.demonyms):
        if not pieces(name) or not any(c.isalnum() for c in name):
            raise InputError(f"{row.place}: {name!r} is no name, as it has no letter. Correct or remove it")


def _link(row: Row) -> str | None:
    """The Wikidata id of a row in its plain form; None where it gives none."""
    link = _wikidata(row.link) if row.link else None
    if row.link and link is None:
        raise InputError(f"{row.place}: {row.link!r} is no Wikidata id. Write one such as Q7184, or leave it empty")
    return link


def _class(row: Row) -> str:
    """The class of a row as the ontology writes it, whatever the case it is given in; empty where none is given."""
    kind = CLASS_OF_NAME.get(row.kind.lower(), "")
    if not kind and row.kind:
        near = difflib.get_close_matches(row.kind, CLASS_NAMES, 1)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        raise InputError(f"{row.place}: no type {row.kind!r}. {hint}The types are {', '.join(ROW_CLASSES)}")
    return kind


def _distinct(rows: Iterator[Row]) -> list[Row]:
    """The rows, none of which takes the name of another."""
    seen: dict[str, Row] = {}
    found = []
    for row in rows:
        for name in dict.fromkeys((row.label, *row.names, *row.demonyms)):
            other = seen.setdefault(name, row)
            if other is not row:
                raise InputError(
                    f"{row.place}: the name {name!r} is taken by {other.label!r} ({other.place}). "
                    "Leave it to one of them"
                )
        found.append(row)
    return found


def _entry(row: Row, known: Gazetteer) -> Entry:
    old = _same(row.label, row.link, known)
    nominals = row.nominals or (old.nominals if old else NOMINALS.get(row.kind, ()))
    if old is None:
        return Entry(row.label, row.kind, row.link, nominals, None, row.of, row.members)
    part_of = old.part_of if row.kind == old.kind else None
    members = row.members or old.members
    return Entry(row.label, row.kind, row.link, nominals, part_of, row.of or old.country, members)


def _same(label: str, link: str | None, known: Gazetteer) -> Entry | None:
    """What kg knows under that Wikidata id, or under that label unless the ids differ."""
    found = known.entry(label, link)
    return None if found is None or (link and found.link and found.link != link) else found


def _plain_id(text: str | None) -> str | None:
    """A Wikidata id in its plain form, any other name as it is."""
    return (_wikidata(text) or text) if text else None


def _wikidata(text: str) -> str | None:
    """The bare id of what may be written as Q7184, wd:Q7184 or the address of its page; None for anything else."""
    found = WIKIDATA.fullmatch(text)
    return found[1] if found else None
