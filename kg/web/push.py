"""The graph sent to a store on the web, by the SPARQL 1.1 Graph Store HTTP Protocol.

Each named graph is put in place of the one that is there, so that pushing twice leaves the same. Graphs that are there
already are skipped, and those of articles that are gone are deleted; ``manifest`` says how that is known. A graph that
is larger than a part is put with its first part, and the others are added to it: many stores take a request into
memory, or into one transaction, and have a limit for it. Triples added twice change nothing, as no node is blank.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, cast

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from kg.errors import InputError, RemoteError
from kg.store.base import namespaces
from kg.terms.namespaces import Namespaces
from kg.web import manifest
from kg.web.access import Access
from kg.web.client import Client
from kg.web.graphs import GraphStore

Progress = Callable[[Sequence[str]], Iterable[str]]

PART = 16_000_000  # bytes
# What is sent between two notes of what is there: a push that is ended sends no more than this again.
_GRAPHS, _BYTES = 20, 4_000_000


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did, in graphs.

    Attributes:
        sent: put there.
        kept: there already.
        removed: deleted there, as they are no more here.
        triples: of those that were sent.
    """

    sent: int
    kept: int
    removed: int
    triples: int

    def __str__(self) -> str:
        return (
            f"sent {self.sent} graphs with {self.triples:,} triples; {self.kept} were there already, "
            f"{self.removed} removed"
        )


def push(
    store: Store,
    url: str,
    *,
    access: Access | None = None,
    default_graph: bool | None = None,
    all: bool = False,
    replace: bool = False,
    part: int = PART,
    timeout: float = 300,
    retries: int = 5,
    insecure: bool = False,
    progress: Progress | None = None,
) -> Pushed:
    """Send every named graph to a store, and delete there what was pushed before and is no more.

    Args:
        store: the graph.
        url: the store's address of the Graph Store Protocol, to which ``?graph=`` is added.
        access: who writes.
        default_graph: whether the union of all graphs but the ontology's is put into the default graph of the store,
            in place of what is there; False empties that again, None does as the last push.
        all: send also what is there already.
        replace: let go of a graph there that has no article in common with this one.
        part: bytes sent at a time.
        timeout: seconds for each answer.
        retries: how often a request is sent again to a store that is busy or breaks off.
        insecure: send a password over plain http too.
        progress: wraps the names of the graphs as they are sent.

    Raises:
        RemoteError: if the store refuses, or cannot be reached. The same call goes on where this one ended.
        InputError: if the address cannot be used, or another graph of the same base is there.
    """
    names = namespaces(store)
    with Client(url, access, timeout=timeout, retries=retries, insecure=insecure) as client:
        remote = GraphStore(client, names)
        old = remote.pushed()
        wanted = default_graph if default_graph is not None else remote.union in old
        graphs = [*_graphs(store), *([remote.union] if wanted else ())]
        if not replace:
            _compare(graphs, old, names)
        kept = {} if all else _same(store, graphs, old, names)
        pending, gone = [graph for graph in graphs if graph not in kept], sorted(old.keys() - graphs)
        sending = _Sending(store, remote, part, kept)
        if pending or gone:
            try:
                if remote.union in pending and remote.union not in old:
                    # Before anything is noted, as some stores have no default graph.
                    sending.send(remote.union)
                sending.bring(pending, gone, progress or iter)
            except RemoteError as error:
                raise RemoteError(f"{error}. What is there stays, and the same command goes on from it") from error
    return Pushed(len(pending), len(kept), len(gone), sending.triples)


class _Sending:
    """The graphs that are whole at the store, and what was sent to make them so."""

    def __init__(self, store: Store, remote: GraphStore, part: int, kept: Mapping[str, str]) -> None:
        self.whole = dict(kept)
        self.triples = 0
        self._store = store
        self._names = remote.names
        self._remote = remote
        self._part = part
        self._unnoted: dict[str, str] = {}
        self._size = 0

    def bring(self, pending: Iterable[str], gone: Iterable[str], progress: Progress) -> None:
        """Put graphs there and delete others, so noted that it can be ended at any time."""
        self._remote.note({**dict.fromkeys((*pending, *gone)), **self.whole})
        for graph in progress([graph for graph in pending if graph not in self.whole]):
            self.send(graph)
            if len(self._unnoted) >= _GRAPHS or self._size >= _BYTES:
                self._remote.add_note(self._unnoted)
                self._unnoted, self._size = {}, 0
        for graph in gone:
            self._remote.delete(graph)
        self._remote.note(self.whole)

    def send(self, graph: str) -> None:
        """Put a graph there."""
        with tempfile.SpooledTemporaryFile(max_size=2 * self._part) as file:
            digest = _dump(self._store, graph, self._names, file)
            self._size += file.tell()
            file.seek(0)
            self.triples += self._remote.put(graph, _parts(file, self._part))
        self.whole[graph] = self._unnoted[graph] = digest


class _Digested:
    """A file whose lines are digested as they are written, and kept where there is another file for them.

    The digest is the sum of those of the lines: a store in memory has its triples in another order than one on disk,
    and to sort them would take memory for all.
    """

    def __init__(self, file: IO[bytes] | None = None) -> None:
        self._file = file
        self._sum = 0
        self._begun = b""

    @property
    def value(self) -> str:
        return f"{self._sum % (1 << 256):064x}"

    def write(self, data: bytes) -> int:
        *lines, self._begun = (self._begun + data).split(b"\n")
        self._sum += sum(int.from_bytes(hashlib.sha256(line).digest()) for line in lines)
        return len(data) if self._file is None else self._file.write(data)

    def flush(self) -> None:
        """Nothing waits here."""


def _graphs(store: Store) -> list[str]:
    return sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))


def _same(store: Store, graphs: Iterable[str], old: manifest.Digests, names: Namespaces) -> dict[str, str]:
    """The graphs that are there as they are here, with their digests."""
    return {graph: there for graph in graphs if (there := old.get(graph)) and there == _dump(store, graph, names)}


def _dump(store: Store, graph: str, names: Namespaces, file: IO[bytes] | None = None) -> str:
    """Write the triples of a graph as N-Triples; their digest, which is the same in any order."""
    digested = _Digested(file)
    node = DefaultGraph() if graph == manifest.default_graph(names) else NamedNode(graph)
    store.dump(cast("IO[bytes]", digested), format=RdfFormat.N_TRIPLES, from_graph=node)
    return digested.value


def _parts(file: IO[bytes], size: int) -> Iterator[bytes]:
    """The lines of a file in parts of about a size; one empty part for an empty file."""
    data = file.read(size) + file.readline()
    yield data
    while data := file.read(size):
        yield data + file.readline()


def _compare(here: Iterable[str], there: Iterable[str], names: Namespaces) -> None:
    """Nothing where the graph that is there is an earlier state of this one, as far as can be told.

    Raises:
        InputError: if they have no article in common.
    """
    ours, theirs = ({graph for graph in graphs if manifest.is_document(graph, names)} for graphs in (here, there))
    if theirs and not ours & theirs:
        raise InputError(
            f"another graph of the base {names.base!r} is there, of {len(theirs)} articles, none of which this one "
            "has. Build this one with a --base of its own, or push it in place of that one with --replace"
        )
