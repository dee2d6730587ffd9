"""The graph on disk: ``DIR/store``, the embedded database, and ``DIR/graph.trig``, the same quads for people.

A new graph is written beside the old one, in ``DIR/.new``, and marked complete before either file is moved. Whatever
interrupts a build, what is there afterwards is the old graph or the new one, whole: a complete new graph that was not
yet moved is put in place by whoever opens the folder next.

In a store, beside the named graphs, the default graph is their union. The engine can also form a union while it
answers, but then a fact that two documents tell comes out twice, in rows and in counts.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Store, serialize

from kg import vocab
from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.model import Knowledge

STORE, TRIG = "store", "graph.trig"

_NEW, _OLD, _COMPLETE = ".new", ".old", "complete"


def save(knowledge: Knowledge, folder: Path) -> None:
    """Write the graph to a folder, in place of the graph that is there; other files of the folder stay.

    Raises:
        StoreError: if the folder cannot be written, or another process holds its graph open for writing.
    """
    from kg import rdf  # not needed by those who only ask, who want their answer at once

    write(rdf.quads(knowledge), folder)


def write(quads: Sequence[Quad], folder: Path) -> None:
    """Write quads, in the order that :func:`kg.rdf.quads` gives, as the graph of a folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder, wait=False):
            _finish(folder)
            new = folder / _NEW
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir()
            (new / TRIG).write_bytes(trig(quads))
            store = Store(str(new / STORE))
            _fill(store, quads)
            store.flush()
            # The database is closed when nothing refers to it any more; only then may its folder move.
            del store
            (new / _COMPLETE).touch()
            _finish(folder)
    except OSError as error:
        raise StoreError(f"cannot write a graph to {str(folder)!r}: {_reason(error)}. Choose another folder") from error


def load(folder: Path) -> Store:
    """The graph of a folder, open for reading only; any number of processes may have it open.

    Raises:
        StoreError: if the folder holds no graph.
    """
    if not folder.is_dir():
        raise StoreError(
            f"no folder {str(folder)!r}, so no graph to open. Build one with: kg build PATH... -o {folder}"
        )
    try:
        if (folder / _NEW / _COMPLETE).exists():
            with _alone(folder, wait=True):
                _finish(folder)
    except OSError as error:
        raise StoreError(f"the graph in {str(folder)!r} cannot be put in place: {_reason(error)}") from error
    if not (folder / STORE / "CURRENT").is_file():
        raise StoreError(
            f"the folder {str(folder)!r} holds no graph (no {STORE}/ in it). "
            f"Build one with: kg build PATH... -o {folder}"
        )
    try:
        return Store.read_only(str(folder / STORE))
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"the graph in {str(folder)!r} cannot be opened: {_reason(error)}. Build it again with: "
            f"kg build PATH... -o {folder}"
        ) from error


def memory(knowledge: Knowledge) -> Store:
    """The graph in memory, for one that was built and not saved."""
    from kg import rdf

    store = Store()
    _fill(store, rdf.quads(knowledge))
    return store


def _fill(store: Store, quads: Sequence[Quad]) -> None:
    """Put quads into an empty store, and each of their triples once more into the default graph."""
    store.bulk_extend(quads)
    lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").split(b"\n")
    # A graph's name is the last IRI of its line; an IRI holds neither spaces nor "<".
    triples = {line[: line.rindex(b" <")] + b" .\n" for line in lines if line}
    store.bulk_load(b"".join(sorted(triples)), format=RdfFormat.N_TRIPLES)


def trig(quads: Sequence[Quad], *, format: RdfFormat = RdfFormat.TRIG) -> bytes:
    """The quads as TriG, or as Turtle, with the prefixes of every query, sorted."""
    written = serialize(quads, format=format, prefixes=dict(vocab.PREFIXES)) or b""
    lines = written.split(b"\n")
    # The serialiser puts the prefixes in another order each time.
    end = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
    return b"\n".join(sorted(lines[:end]) + lines[end:])


@contextmanager
def _alone(folder: Path, *, wait: bool) -> Iterator[None]:
    """Keeps other writers out of a folder; the lock goes with the process, however that ends.

    Raises:
        StoreError: if another process writes there and one will not wait.
    """
    try:
        import fcntl
    except ImportError:  # a system without it has no such lock; there the last writer wins
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise StoreError(
            f"another process is writing the graph in {str(folder)!r}. Wait for it, or choose another folder"
        ) from None
    try:
        yield
    finally:
        os.close(handle)


def _finish(folder: Path) -> None:
    """Put a complete new graph in place; nothing where there is none. Safe to be interrupted and done again."""
    new, old = folder / _NEW, folder / _OLD
    if not (new / _COMPLETE).exists():
        return
    for name in (STORE, TRIG):
        # Already moved by the one who was interrupted here.
        if not (new / name).exists():
            continue
        if (folder / name).is_dir():
            shutil.rmtree(old, ignore_errors=True)
            (folder / name).rename(old)
        (new / name).replace(folder / name)
    (new / _COMPLETE).unlink()
    new.rmdir()
    shutil.rmtree(old, ignore_errors=True)


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
