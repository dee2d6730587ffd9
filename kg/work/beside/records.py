"""The records of a graph as they lie beside its store: ``DIR/records.json.gz``, read in a fraction of the time.

    a line that tells whose records these are, and counts them
    a line with their origin, and how many bytes each of the lines below takes
    a line with the entities, one with how their names came together, and one with what else is decided over all
    a line for each document: its text, its statements, and what these were made from
    a line for each document with its outline, by which it is joined to others

Each line is compressed by itself, so that a document that did not change is copied as it is, and who needs no merges
leaves their line as it is; ``zcat`` reads the whole.
All is plain JSON in columns (``kg.model.columns``), and the same bytes for equal graphs in whatever order they came
about. The quads of the store say the same: a graph without this file is read from them.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import StoreError
from kg.model.columns import MISSHAPEN, checked, column
from kg.model.links import Merge
from kg.model.outline import Cluster, Known, Outline, Phrases
from kg.model.records import (
    Block,
    Document,
    Edit,
    Entity,
    Event,
    Evidence,
    Fusion,
    Knowledge,
    Literal,
    Membership,
    Origin,
    Span,
    Statement,
)
from kg.work import disk
from kg.work.beside.archive import line, lines_of
from kg.work.collector import without_collector

# The records that the file holds: where a version of kg has other fields, it reads the graph from the store.
FORMAT = 5
KINDS = (
    *(
        Block,
        Cluster,
        Document,
        Edit,
        Entity,
        Event,
        Evidence,
        Fusion,
        Known,
        Literal,
        Membership,
        Merge,
        Origin,
        Outline,
        Phrases,
    ),
    *(Span, Statement),
)
_COLUMNS = [(f.name, f.type) for kind in KINDS for f in fields(kind)]
SHAPE = hashlib.sha256(repr((FORMAT, _COLUMNS)).encode()).hexdigest()[:16]


class Part(StrEnum):
    """What may be left unread."""

    MERGES = "merges"  # of the entities
    FUSION = "fusion"  # events, disputes, counts and copies


_PAIRS = tuple[str, str]
_COUNTS = tuple[str, str, str, int]
_MERGES = tuple[Merge, ...]
# Where merges stand among the columns of entities.
_AT = [field.name for field in fields(Entity)].index("merges")
# What a graph holds, in numbers: ``kg.show.report.counts``.
Counts = Mapping[str, int | Mapping[str, int]]


Read = TypeVar("Read")


class OtherShapeError(Exception):
    """The records have other fields than those of this version of kg."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a graph, with what shows whether a document's statements would be made the same again.

    Attributes:
        knowledge: the records.
        keys: of each document a digest of what its statements were made from beside its reading; none where nobody
            knows it.
        lines: of documents the line that they take in the file, where that is already known.
        outlines: of documents, where they are known.
        outlined: the lines of the others.
    """

    knowledge: Knowledge
    keys: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, bytes] = field(default_factory=dict)
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    outlined: Mapping[str, bytes] = field(default_factory=dict)

    def statements(self) -> dict[str, tuple[Statement, ...]]:
        """The statements of each document, in their order."""
        found: dict[str, list[Statement]] = {document.id: [] for document in self.knowledge.documents}
        for statement in self.knowledge.statements:
            found.setdefault(statement.document, []).append(statement)
        return {id: tuple(listed) for id, listed in found.items()}

    def of(self, ids: Iterable[str]) -> dict[str, tuple[str, tuple[Statement, ...], Outline | None]]:
        """Key, statements and outline of some documents, as far as they have a key; sorted by id within each."""
        said = self.statements()
        return {
            id: (self.keys[id], tuple(sorted(said[id], key=lambda s: s.id)), self._outline(id))
            for id in ids
            if id in self.keys
        }

    def _outline(self, id: str) -> Outline | None:
        """The outline of a document; None where it is not known.

        Raises:
            MISSHAPEN: one of these (``kg.model.columns``) if its line is not what ``packed`` gives.
        """
        if id in self.outlines or id not in self.outlined:
            return self.outlines.get(id)
        plain = _plain_of(self.outlined[id])
        return _read(Outline, plain)[0] if plain is not None else None

    def followed_by(
        self,
        knowledge: Knowledge,
        keys: Mapping[str, str],
        outlines: Mapping[str, Outline],
        same: Collection[str] = (),
    ) -> Records:
        """The records of a later graph, with the lines of the documents that are the same in both.

        Args:
            knowledge: of the later graph.
            keys: of its documents.
            outlines: of its documents.
            same: ids of documents that were not read anew.
        """
        before, after = self.statements(), Records(knowledge).statements()
        documents = {document.id: document for document in self.knowledge.documents}
        lines = {
            document.id: self.lines[document.id]
            for document in knowledge.documents
            if document.id in self.lines
            and self.keys.get(document.id) == keys.get(document.id)
            and (documents.get(document.id), before[document.id]) == (document, after[document.id])
        }
        outlined = {document.id for document in knowledge.documents} & self.outlined.keys() & set(same)
        return Records(knowledge, keys, lines, outlines, {id: self.outlined[id] for id in outlined})


def packed(records: Records, counts: Counts | None = None) -> bytes:
    """The records as the bytes of their file.

    Args:
        records: the records.
        counts: of them, so that who asks for numbers need not read the others.
    """
    said = records.statements()
    listed = sorted(records.knowledge.documents, key=lambda document: document.id)
    lines = [
        records.lines.get(document.id)
        or line(_plain(document, records.keys.get(document.id, ""), said.get(document.id, ())))
        for document in listed
    ]
    lines += [
        records.outlined.get(document.id) or line(_sketch(records.outlines.get(document.id))) for document in listed
    ]
    first = {"kg": "records of a graph", "shape": SHAPE, "counts": counts}
    entities = sorted(records.knowledge.entities, key=lambda entity: entity.id)
    columns, none = _write(Entity, entities), _write(_MERGES, [()] * len(entities))
    merges, columns[_AT] = columns[_AT], none
    decided = [line({"entities": columns}), line({"merges": merges}), line(_fusion(records.knowledge.fusion))]
    sizes = [len(line) for line in (*decided, *lines)]
    return b"".join([line(first), line({"origin": asdict(records.knowledge.origin), "bytes": sizes}), *decided, *lines])


def unpacked(data: bytes, without: Collection[Part] = ()) -> Records:
    """The records in the bytes of their file.

    Args:
        data: the file.
        without: what is not needed; the records have none of it.

    Raises:
        OtherShapeError: if another version of kg wrote them, whose records have other fields.
        MISSHAPEN, OSError: one of these (``kg.model.columns``) if they are not what ``packed`` gives.
    """
    with without_collector():
        first, head = _heads(data)
        if first.get("shape") != SHAPE:
            raise OtherShapeError
        entities, merges, fusion, *own = lines_of(data, head["bytes"])
        own, outlined = own[: len(own) // 2], own[len(own) // 2 :]
        columns = _plain_of(entities)["entities"]
        if Part.MERGES not in without:
            checked(columns, list)[_AT] = _plain_of(merges)["merges"]
        fused = Fusion((), (), {}) if Part.FUSION in without else _fused(_plain_of(fusion))
        rows = [_plain_of(line) for line in own]
        documents = [_document(row) for row in rows]
        said = [statement for row in rows for statement in _read(Statement, row["statements"])]
        knowledge = Knowledge(
            tuple(documents),
            tuple(_read(Entity, columns)),
            tuple(sorted(said, key=lambda statement: (statement.id, statement.document))),
            fused,
            Origin(**head["origin"]),
        )
    keys = {row["id"]: row["key"] for row in rows if row["key"]}
    ids = [document.id for document in documents]
    return Records(knowledge, keys, dict(zip(ids, own, strict=True)), {}, dict(zip(ids, outlined, strict=True)))


def _heads(data: bytes) -> tuple[Any, Any]:
    """The first two lines."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        return json.loads(file.readline()), json.loads(file.readline())


def _plain_of(line: bytes) -> Any:
    return json.loads(zlib.decompress(line, wbits=31))


def read(folder: Path, without: Iterable[Part] = ()) -> Records | None:
    """The records of a graph's folder; None where the graph there has none, or those of another version of kg.

    Args:
        folder: with the graph.
        without: what is not needed; the records have none of it.

    Raises:
        StoreError: if they are not what kg wrote.
    """
    left = frozenset(without)
    return _from(folder, lambda data: unpacked(data, left))


def counted(folder: Path) -> Counts | None:
    """What a graph's folder holds, in numbers, without reading it all; None where it does not tell.

    Raises:
        StoreError: if its records are not what kg wrote.
    """
    return _from(folder, _first)


def _first(data: bytes) -> Counts | None:
    first = json.loads(zlib.decompressobj(wbits=31).decompress(data))
    if first["shape"] != SHAPE:
        raise OtherShapeError
    counts = first["counts"]
    if counts is not None and not all(isinstance(value, int | dict) for value in counts.values()):
        raise ValueError("its counts are no numbers")
    return counts  # type: ignore[no-any-return]  # as packed gave it


def _from(folder: Path, reading: Callable[[bytes], Read]) -> Read | None:
    """What is read from the records of a graph's folder."""
    data = disk.data(folder, disk.RECORDS)
    if data is None:
        return None
    try:
        return reading(data)
    except OtherShapeError:
        return None
    except (*MISSHAPEN, OSError, EOFError, zlib.error) as error:
        raise StoreError(
            f"{disk.RECORDS} in {str(folder)!r} cannot be used ({error}). Build the graph anew with: "
            f"kg build PATH... -o {folder}"
        ) from error


def _write(kind: Any, values: Sequence[Any]) -> Any:
    return column(kind).write(values)


def _read(kind: Any, plain: Any) -> list[Any]:
    return column(kind).read(plain)


def _plain(document: Document, key: str, said: Sequence[Statement]) -> dict[str, Any]:
    return {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "date": document.date,
        "source": document.source,
        "fields": _write(_PAIRS, document.fields),
        "blocks": _write(Block, document.blocks),
        **({"edits": _write(Edit, document.edits)} if document.edits else {}),
        "key": key,
        "statements": _write(Statement, said),
    }


def _sketch(outline: Outline | None) -> Any:
    return _write(Outline, [outline]) if outline is not None else None


def _document(row: Mapping[str, Any]) -> Document:
    blocks = tuple(_read(Block, row["blocks"]))
    fields = tuple(_read(_PAIRS, row["fields"]))
    edits = tuple(_read(Edit, row["edits"])) if "edits" in row else ()
    return Document(row["id"], row["text"], blocks, row["title"], row["date"], row["source"], edits, fields)


def _fusion(fusion: Fusion) -> dict[str, Any]:
    counted = [[(*triple, number) for triple, number in sorted(of.items())] for of in (fusion.support, fusion.sources)]
    return {
        "events": _write(Event, fusion.events),
        "disputes": _write(_PAIRS, fusion.disputes),
        "support": _write(_COUNTS, counted[0]),
        "sources": _write(_COUNTS, counted[1]),
        "copies": _write(_PAIRS, fusion.copies),
    }


def _fused(plain: Mapping[str, Any]) -> Fusion:
    return Fusion(
        tuple(_read(Event, plain["events"])),
        tuple(_read(_PAIRS, plain["disputes"])),
        {(s, p, o): number for s, p, o, number in _read(_COUNTS, plain["support"])},
        {(s, p, o): number for s, p, o, number in _read(_COUNTS, plain["sources"])},
        tuple(_read(_PAIRS, plain["copies"])),
    )
