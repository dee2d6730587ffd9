"""What a built folder keeps of its articles, so that some may come and others go: ``DIR/readings.json.gz``.

The first line tells what the graph was made with and what could not be read; each further line is a document with its
reading, sorted by id. All is plain JSON, and the same bytes for equal graphs in whatever order they came about. The
documents stand here whole, as the database has neither what was mended in a text before it was read nor the documents
that no statement could be made of.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.model.columns import MISSHAPEN, checked, column
from kg.model.plain import from_plain, to_plain
from kg.model.records import Block, Document, Edit, Failure, Reading
from kg.work import disk

FORMAT = 1
# Bytes of a line: no reading of a text that is read at all has as many.
LARGEST = 1 << 27


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that shapes a graph beside its texts.

    Attributes:
        model: name or path of the spaCy model, as it was named.
        fingerprint: of that model; another one reads otherwise.
        rules: hash of the rules and word lists.
        base: what the IRIs begin with; "" is kg's own base.
        date: ISO date of documents that tell none themselves; "" where none was given.
        min_confidence: statements that are less sure are left out.
        lexicon: digest of the user's own senses; "" where there are none.
        gazetteer: digest of the user's own names; "" where there are none.
        merges: digest of the decisions in a file that was named; "" where those of the folder are obeyed.
    """

    model: str
    fingerprint: str
    rules: str
    base: str = ""
    date: str = ""
    min_confidence: float = 0.0
    lexicon: str = ""
    gazetteer: str = ""
    merges: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """The readings behind a graph, sorted by document, with what could not be read; made by :func:`archived`."""

    recipe: Recipe
    readings: tuple[Reading, ...]
    failures: tuple[Failure, ...] = ()


def archived(recipe: Recipe, readings: Iterable[Reading], failures: Iterable[Failure]) -> Archive:
    """An archive, in whatever order things come."""
    return Archive(
        recipe,
        tuple(sorted(readings, key=lambda reading: reading.document.id)),
        tuple(sorted(set(failures), key=lambda failure: (failure.document, failure.message))),
    )


def packed(archive: Archive) -> bytes:
    """The archive as the bytes of its file."""
    head = {
        "kg": "readings of the documents of a graph",
        "format": FORMAT,
        "recipe": asdict(archive.recipe),
        "failures": [[failure.document, failure.message] for failure in archive.failures],
    }
    lines = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in (head, *_rows(archive)))
    # Without the time, which would make each file another one.
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), 6, mtime=0)


def unpacked(data: bytes) -> Archive:
    """The archive in the bytes of its file.

    Raises:
        MISSHAPEN, OSError: one of these (``kg.model.columns``) if they are not exactly what ``packed`` gives.
    """
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        head = json.loads(file.readline(LARGEST))
        if head["format"] != FORMAT:
            raise ValueError(f"it has the format {head['format']!r}")
        readings = tuple(_reading(json.loads(line)) for line in iter(lambda: file.readline(LARGEST), b""))
    failures = tuple(Failure(_word(document), _word(message)) for document, message in head["failures"])
    return Archive(_recipe(head["recipe"]), readings, failures)


def read(folder: Path) -> Archive | None:
    """The archive of a graph's folder; None where the graph there has none, as an earlier version of kg wrote it.

    Raises:
        StoreError: if it is not what kg wrote.
    """
    data = disk.data(folder, disk.READINGS)
    if data is None:
        return None
    try:
        return unpacked(data)
    except (*MISSHAPEN, OSError, EOFError, zlib.error) as error:
        raise StoreError(
            f"{disk.READINGS} in {str(folder)!r} cannot be used ({error}). Build the graph anew with: "
            f"kg build PATH... -o {folder}"
        ) from error


def _rows(archive: Archive) -> Iterable[dict[str, Any]]:
    for reading in archive.readings:
        document = reading.document
        yield {
            "id": document.id,
            "text": document.text,
            "title": document.title,
            "date": document.date,
            "source": document.source,
            **({"fields": [list(pair) for pair in document.fields]} if document.fields else {}),
            "blocks": column(Block).write(document.blocks),
            "edits": column(Edit).write(document.edits),
            "reading": to_plain(reading),
        }


def _reading(row: dict[str, Any]) -> Reading:
    text = _word(row["text"])
    blocks, edits = column(Block).read(row["blocks"]), column(Edit).read(row["edits"])
    for spans in ([block.span for block in blocks], [edit.span for edit in edits]):
        places = [place for span in spans for place in (span.start, span.end)]
        if places != sorted(places) or (places and not 0 <= places[0] <= places[-1] <= len(text)):
            raise ValueError(f"a place is not within the {len(text)} characters of the text")
    title, date, source = (None if row[name] is None else _word(row[name]) for name in ("title", "date", "source"))
    document = Document(
        _word(row["id"]), text, tuple(blocks), title, date, source, tuple(edits), _fields(row.get("fields", []))
    )
    return from_plain(row["reading"], document)


def _fields(plain: object) -> tuple[tuple[str, str], ...]:
    found = tuple((_word(name), _word(value)) for name, value in checked(plain, list))
    # As every text that is kept: half a character cannot be written to any file.
    "".join(word for pair in found for word in pair).encode()
    if list(found) != sorted(set(found)):
        raise ValueError("the fields of a document are not in order")
    return found


def _recipe(plain: dict[str, Any]) -> Recipe:
    kinds = {field.name: float if field.name == "min_confidence" else str for field in fields(Recipe)}
    if {name: type(value) for name, value in plain.items()} != kinds:
        raise ValueError("it does not tell what the graph was made with")
    return Recipe(**plain)


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"a word was expected, and it is {type(value).__name__}")
    return value
