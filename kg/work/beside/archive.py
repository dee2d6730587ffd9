"""What a built folder keeps of its articles, so that some may come and others go: ``DIR/readings.json.gz``.

The first line tells what the graph was made with and what could not be read; each further line is a document with its
reading, sorted by id. All is plain JSON, and the same bytes for equal graphs in whatever order they came about. Each
line is compressed by itself, so that those of documents that stay are copied. The documents stand here whole, as the
database has neither what was mended in a text before it was read nor the documents that no statement could be made of.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.model.columns import MISSHAPEN, checked, column
from kg.model.plain import from_plain, to_plain
from kg.model.records import Block, Document, Edit, Failure, Reading
from kg.work import disk
from kg.work.beside.stored import Stored
from kg.work.collector import without_collector
from kg.work.cost import Cost

FORMAT = 1
# Bytes of a line: no reading of a text that is read at all has as many.
LARGEST = 1 << 27
# Characters of text of which the readings are held unpacked, three hundred articles.
HELD = 1_500_000
# How hard to compress: the next levels take twice the time for a twelfth less.
_LEVEL = 4
# What compressed bytes begin with (RFC 1952, section 2.3.1).
_GZIP = b"\x1f\x8b"


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
    """The readings behind a graph, sorted by document, with what could not be read; made by :func:`archived`.

    ``decided`` is a digest of all that was decided on names. ``lines`` has what documents take in the file, as far as
    that is known.
    """

    recipe: Recipe
    readings: tuple[Reading, ...]
    failures: tuple[Failure, ...] = ()
    decided: str = field(default="", compare=False)
    lines: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)


def archived(
    recipe: Recipe,
    readings: Iterable[Reading],
    failures: Iterable[Failure],
    before: Archive | None = None,
    *,
    decided: str = "",
) -> Archive:
    """An archive, in whatever order things come.

    Args:
        recipe: what shapes the graph.
        readings: of all documents.
        failures: what could not be read.
        before: an earlier archive, some of whose very readings are among these.
        decided: digest of what was decided on names.
    """
    listed = tuple(sorted(readings, key=lambda reading: reading.document.id))
    lines = {reading.document.id: reading.line for reading in listed if isinstance(reading, Stored)}
    if before is not None:
        staying = {reading.document.id: reading for reading in listed}
        same = (old.document.id for old in before.readings if staying.get(old.document.id) is old)
        lines |= {id: before.lines[id] for id in same if id in before.lines}
    told = tuple(sorted(set(failures), key=lambda failure: (failure.document, failure.message)))
    return Archive(recipe, listed, told, decided, lines)


def packed_away(outcomes: Iterable[Reading | Failure], cost: Cost | None = None) -> Iterator[Reading | Failure]:
    """The outcomes as they come, the readings packed that are more than memory is to hold.

    An unpacked reading takes a hundred times the memory of its text. So many are held that a small archive is spared
    the work of unpacking.

    Args:
        outcomes: readings and failures.
        cost: gathers CPU seconds; that of packing belongs to the store.
    """
    characters = 0
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            yield outcome
            continue
        characters += len(outcome.text)
        if characters > HELD and not isinstance(outcome, Stored):
            outcome = Stored(outcome.document, line(_row(outcome)), _in_line)
            if cost is not None:
                cost.lap("store")
        yield outcome


def lined(archive: Archive) -> Archive:
    """The archive with what each document takes in the file."""
    lines = {r.document.id: archive.lines.get(r.document.id) or line(_row(r)) for r in archive.readings}
    return replace(archive, lines=lines)


def packed(archive: Archive) -> bytes:
    """The archive as the bytes of its file."""
    lines = [*lined(archive).lines.values()]
    head = {
        "kg": "readings of the documents of a graph",
        "format": FORMAT,
        "recipe": asdict(archive.recipe),
        "decided": archive.decided,
        "failures": [[failure.document, failure.message] for failure in archive.failures],
        "ids": [reading.document.id for reading in archive.readings],
        "bytes": list(map(len, lines)),
    }
    return b"".join([line(head), *lines])


def line(plain: Any) -> bytes:
    """A plain value as a line of JSON, compressed by itself."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    # Without the time, which would make each file another one.
    return gzip.compress(f"{text}\n".encode(), _LEVEL, mtime=0)


def lines_of(data: bytes, sizes: Any) -> list[bytes]:
    """The lines that end a file, each compressed by itself.

    Args:
        data: the file.
        sizes: bytes of each line.

    Raises:
        ValueError: if they are not numbers of these lines.
    """
    at, lines = len(data) - sum(checked(sizes, int)), []
    for number, size in enumerate(sizes, 1):
        lines.append(data[at : at + size])
        at += size
        if not lines[-1].startswith(_GZIP):
            raise ValueError(f"line {number} is not where it is told to be")
    return lines


def unpacked(data: bytes, documents: Mapping[str, Document] | None = None) -> Archive:
    """The archive in the bytes of its file.

    Args:
        data: the file.
        documents: those of the archive that are at hand, by id; their readings are unpacked only when they are asked.

    Raises:
        MISSHAPEN, OSError: one of these (``kg.model.columns``) if they are not exactly what ``packed`` gives.
    """
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        head = json.loads(file.readline(LARGEST))
        if head["format"] != FORMAT:
            raise ValueError(f"it has the format {head['format']!r}, and this version of kg reads {FORMAT}")
        # A file of an earlier version does not tell.
        own = lines_of(data, head["bytes"]) if "bytes" in head else []
        if documents and "ids" in head:
            readings = tuple(_stored(id, line, documents) for id, line in zip(head["ids"], own, strict=True))
        else:
            with without_collector():
                readings = tuple(_reading(json.loads(line)) for line in iter(lambda: file.readline(LARGEST), b""))
    failures = tuple(Failure(_word(document), _word(message)) for document, message in head["failures"])
    lines = {reading.document.id: line for reading, line in zip(readings, own, strict=bool(own))}
    return Archive(_recipe(head["recipe"]), readings, failures, _word(head.get("decided", "")), lines)


def _stored(id: str, line: bytes, documents: Mapping[str, Document]) -> Reading:
    """The reading in a line, at once where its document is not at hand."""
    return Stored(documents[id], line, _in_line) if id in documents else _in_line(line)


def _in_line(line: bytes) -> Reading:
    return _reading(json.loads(zlib.decompress(line, wbits=31)))


def lines_as(recipe: Recipe, data: bytes) -> frozenset[bytes]:
    """The lines of the documents in the bytes of a file, of which none is read; none where it has another recipe.

    Raises:
        MISSHAPEN, OSError: one of these (``kg.model.columns``) if they are not what ``packed`` gives.
    """
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        head = json.loads(file.readline(LARGEST))
    is_same = (head["format"], head["recipe"]) == (FORMAT, asdict(recipe))
    return frozenset(lines_of(data, head["bytes"])) if is_same and "bytes" in head else frozenset()


def read(folder: Path, documents: Mapping[str, Document] | None = None) -> Archive | None:
    """The archive of a graph's folder; None where the graph there has none, as an earlier version of kg wrote it.

    Args:
        folder: of the graph.
        documents: of the graph, by id, where they are at hand.

    Raises:
        StoreError: if it is not what kg wrote.
    """
    data = disk.data(folder, disk.READINGS)
    if data is None:
        return None
    try:
        return unpacked(data, documents)
    except (*MISSHAPEN, OSError, EOFError, zlib.error) as error:
        raise StoreError(
            f"{disk.READINGS} in {str(folder)!r} cannot be used ({error}). Build the graph anew with: "
            f"kg build PATH... -o {folder}"
        ) from error


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the readings of a loaded graph lie, and which state of that folder is meant."""

    folder: Path
    revision: bytes

    def read(self) -> Archive | None:
        """The readings; None where the folder has none.

        Raises:
            StoreError: if the folder has another graph by now, or its readings cannot be used.
        """
        found = read(self.folder)
        if disk.revision(self.folder) != self.revision:
            raise StoreError(
                f"another graph was written to {str(self.folder)!r} since this one was loaded. Load it again"
            )
        return found


def required(folder: Path, documents: Iterable[Document] = ()) -> Archive:
    """The readings behind the graph of a folder.

    Args:
        folder: of the graph.
        documents: of the graph, where they are at hand.

    Raises:
        StoreError: if there are none.
    """
    found = read(folder, {document.id: document for document in documents})
    if found is None:
        raise StoreError(
            f"the graph in {str(folder)!r} was built by a version of kg that kept no readings, so no article can come "
            f"or go. Build it anew with: kg build PATH... -o {folder}"
        )
    return found


def _row(reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
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
