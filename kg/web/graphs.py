"""The graphs of a store on the web, one at a time: read, put, added to, deleted; and the note of what was pushed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.terms.namespaces import Namespaces
from kg.web import manifest
from kg.web.client import Answer, Client

_DONE = frozenset([200, 201, 202, 204])
_REMEDIES: Mapping[int, str] = {
    400: "See that it is the address for graphs, not that for queries: docs/stores.md has those of common stores",
    413: "Send less at a time with --part MB, or raise the server's limit for the size of a request",
    415: "It takes no N-Triples, so that it is no store for RDF, or not at this address: docs/stores.md has some",
    507: "It has no room: make some there, and push again",
}


class GraphStore:
    """The graphs of a store on the web, by the Graph Store Protocol.

    Args:
        client: of the address to which ``?graph=`` is added.
        names: of the graph that is pushed.

    Attributes:
        names: the same.
        union: the IRI under which the default graph is meant.
    """

    def __init__(self, client: Client, names: Namespaces) -> None:
        self.names = names
        self._client = client
        self._manifest = manifest.name(names)
        self.union = manifest.default_graph(names)

    def pushed(self) -> dict[str, str | None]:
        """What was pushed before."""
        answer = self._client.send("GET", {"graph": self._manifest}, headers={"Accept": manifest.ACCEPT})
        # A server says 404 also of an address that it does not know; the first graph that is put there tells.
        if answer.status in (204, 404):
            return {}
        self._check(answer, "reading the list of what was pushed", frozenset([200]))
        return manifest.read(answer.body, answer.type)

    def note(self, digests: manifest.Digests) -> None:
        """Put down anew what is there."""
        self._write("PUT", self._manifest, manifest.triples(self._manifest, digests))

    def add_note(self, digests: Mapping[str, str]) -> None:
        """Put down that graphs are whole."""
        self._write("POST", self._manifest, manifest.whole(digests))

    def put(self, graph: str, parts: Iterable[bytes]) -> int:
        """Put a graph in place of the one that is there; how many triples it has."""
        count = 0
        for number, data in enumerate(parts):
            self._write("POST" if number else "PUT", graph, data)
            count += data.count(b"\n")
        return count

    def delete(self, graph: str) -> None:
        """See that a graph is not there."""
        answer = self._client.send("DELETE", self._named(graph))
        self._check(answer, f"deleting <{graph}>", _DONE | {404})

    def _write(self, method: str, graph: str, data: bytes) -> None:
        answer = self._client.send(method, self._named(graph), headers={"Content-Type": manifest.TYPE}, body=data)
        self._check(answer, f"writing <{graph}>", _DONE)

    def _named(self, graph: str) -> dict[str, str | None]:
        return {"default": None} if graph == self.union else {"graph": graph}

    def _check(self, answer: Answer, what: str, wanted: frozenset[int]) -> None:
        if answer.status not in wanted:
            raise self._client.refusal(answer, what, _REMEDIES)
