"""The graph at rest: ``DIR/store``, the embedded database, and ``DIR/graph.trig``, the same quads for people.

In a store, beside the named graphs, the default graph is their union, all but the ontology: who asks what is called
"document" wants documents, not the term. The engine can also form a union while it answers, but then a fact that two
documents tell comes out twice, in rows and in counts. How a new graph takes the place of an old one is in ``disk``.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from kg.errors import StoreError
from kg.terms.namespaces import USUAL, Namespaces
from kg.work import disk
from kg.work.disk import STORE, TRIG

if TYPE_CHECKING:
    from kg.model.records import Knowledge
    from kg.store import rdf

# Bytes of N-Quads that go into the database at once.
_LOT = 64 << 20


def save(knowledge: Knowledge, folder: Path, files: Mapping[str, str | bytes] | None = None) -> None:
    """Write the graph to a folder, in place of the graph that is there; other files of the folder stay.

    Args:
        knowledge: the graph.
        folder: made if need be.
        files: those beside the store, by name: page, report and readings of the same build.

    Raises:
        StoreError: if the folder cannot be written, another process writes there, or something stands in the way
            there that kg did not write.
    """
    with disk.hold(folder) as held:
        write(knowledge, held, files or {})


def write(
    knowledge: Knowledge, folder: disk.Folder, files: Mapping[str, str | bytes], before: Knowledge | None = None
) -> None:
    """Write the graph to a folder that is held, all of it or nothing.

    Args:
        knowledge: the graph.
        folder: where it is to be.
        files: those beside the store, by name.
        before: the graph that is there now; where little differs from it, only that is written.
    """
    from kg.store import rdf  # not needed by those who only ask, who want their answer at once

    # Another version of kg may have other terms, and write what is equal otherwise.
    is_alike = before is not None and before.origin == knowledge.origin
    found = rdf.changes(before, knowledge) if before is not None and is_alike else None
    with folder.renewed() as new:
        _write(new, files)
        if before is None or found is None or not _is_little(found, knowledge):
            store = Store(str(new / STORE))
            with (new / TRIG).open("wb") as file:
                _fill(store, _copied(rdf.graphs(knowledge), file, rdf.names(knowledge)), rdf.names(knowledge))
        else:
            _copy(folder.path / STORE, new / STORE)
            store = Store(str(new / STORE))
            (new / TRIG).write_bytes(_changed(folder.path / TRIG, store, found, before, knowledge))
        store.flush()
        # The database is closed when nothing refers to it any more; only then may its folder move.
        del store


def put(folder: disk.Folder, files: Mapping[str, str | bytes]) -> None:
    """Put files beside the store of the graph that is in a folder, in place of those of the same names.

    Args:
        folder: that is held, with a graph.
        files: their contents, by name.
    """
    with folder.renewed() as new:
        import shutil  # as below

        for name in disk.written(folder.path).intersection(disk.NAMES).difference(files, (STORE,)):
            shutil.copyfile(folder.path / name, new / name)
        _copy(folder.path / STORE, new / STORE)
        _write(new, files)


def _write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


def _is_little(found: rdf.Changes, knowledge: Knowledge) -> bool:
    """Whether it is less work to change the graph than to write it anew."""
    return 4 * len(found.documents) <= len(knowledge.documents)


def _copy(store: Path, to: Path) -> None:
    """A database in another place too; its tables are written once and never changed, so a link will do."""
    import shutil  # brings all kinds of compression, which those who only ask need not wait for

    to.mkdir()
    for file in sorted(store.iterdir()):
        if file.suffix == ".sst":
            with suppress(OSError):  # a system without links
                os.link(file, to / file.name)
                continue
        shutil.copyfile(file, to / file.name)


def _changed(file: Path, store: Store, found: rdf.Changes, before: Knowledge, knowledge: Knowledge) -> bytes:
    """Make of the store of one graph that of another, and of its TriG file too."""
    from kg.store import rdf

    names = rdf.names(knowledge)
    rdf.carry_out(found, store, names)
    ids = [{*(d.id for d in known.documents), *(s.document for s in known.statements)} for known in (before, knowledge)]
    text = rdf.spliced(file.read_bytes(), (ids[0], ids[1]), found, names, lambda quads: trig(quads, names))
    return trig(rdf.quads(knowledge), names) if text is None else text


def load(folder: Path) -> Store:
    """The graph of a folder, open for reading only; any number of processes may have it open.

    Raises:
        StoreError: if the folder holds no graph.
    """
    if not os.path.isdir(folder):
        raise StoreError(
            f"no folder {str(folder)!r}, so no graph to open. Build one with: kg build PATH... -o {folder}"
        )
    while True:
        disk.settled(folder)
        before = disk.revision(folder)
        opened = None
        try:
            opened = _opened(folder)
        except StoreError:
            if disk.is_still(folder, before):
                raise
        # A build may have put another graph there in the meantime, of which some files were opened and some not.
        if opened is not None and disk.is_still(folder, before):
            return opened


def _opened(folder: Path) -> Store:
    if not (folder / STORE / "CURRENT").is_file():
        raise StoreError(
            f"the folder {str(folder)!r} holds no graph (no {STORE}/ in it). "
            f"Build one with: kg build PATH... -o {folder}"
        )
    try:
        return Store.read_only(str(folder / STORE))
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"the graph in {str(folder)!r} cannot be opened: {disk.reason(error)}. Build it again with: "
            f"kg build PATH... -o {folder}"
        ) from error


def memory(knowledge: Knowledge) -> Store:
    """The graph in memory, for one that was built and not saved."""
    from kg.store import rdf

    store = Store()
    _fill(store, rdf.graphs(knowledge), rdf.names(knowledge))
    return store


def _copied(graphs: Iterable[rdf.Part], file: IO[bytes], names: Namespaces) -> Iterator[rdf.Part]:
    """The graphs, each of which is written to a TriG file as it goes by; parts of one graph become one graph there."""
    from kg.store.rdf.splicing import END, behind_prefixes

    last = None
    for graph in graphs:
        text = trig(graph.quads, names)
        begin, name = behind_prefixes(text), graph.name
        if name != last:
            file.write(text[:begin] if last is None else END)
        else:
            begin = text.index(b"{", begin) + 1
        file.write(text[begin:].removesuffix(END))
        last = name
        yield graph
    file.write(END)


def _fill(store: Store, graphs: Iterable[rdf.Part], names: Namespaces) -> None:
    """Put graphs into an empty store, and each triple, but of the ontology, once more into the default graph.

    They go in lots, so that memory does not grow with the graph; a triple of several graphs comes several times, and
    the store keeps it once.
    """
    aside, lot, size = NamedNode(names.iri("g:ontology")), list[tuple[NamedNode, bytes]](), 0

    def load() -> None:
        # The engine wrote these lines itself just now: there is nothing in them to be checked.
        store.bulk_load(_file(lines for _, lines in lot), format=RdfFormat.N_QUADS, lenient=True)
        # A line ends with the name of its graph; line ends within literals are escaped.
        triples = (lines.replace(f" {name} .\n".encode(), b" .\n") for name, lines in lot if name != aside)
        store.bulk_load(_file(triples), format=RdfFormat.N_TRIPLES, lenient=True)
        lot.clear()

    for graph in graphs:
        lot.append((graph.name, graph.lines))
        size += len(graph.lines)
        if size > _LOT:
            load()
            size = 0
    load()


def _file(pieces: Iterable[bytes]) -> IO[bytes]:
    """Pieces of text as one file, which nobody holds as a whole."""
    return io.BufferedReader(_Pieces(pieces), 1 << 20)


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._coming = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # Any: bytes that can be written, which have no type before Python 3.12
        while not self._rest:
            found = next(self._coming, None)
            if found is None:
                return 0
            self._rest = memoryview(found)
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def trig(quads: Sequence[Quad], names: Namespaces = USUAL, *, format: RdfFormat = RdfFormat.TRIG) -> bytes:
    """The quads as TriG, or as Turtle, with the prefixes of every query, sorted."""
    from kg.store.rdf.splicing import behind_prefixes

    written = serialize(quads, format=format, prefixes=dict(names.prefixes)) or b""
    # The serialiser puts the prefixes in another order each time.
    end = behind_prefixes(written)
    return b"".join(sorted(written[:end].splitlines(keepends=True))) + written[end:]
