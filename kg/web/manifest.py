"""What was pushed: a small graph at the store that names each graph that kg sent there, with the digest of its triples.

It is how a push knows what it may skip, and what it may delete. The store's own list of graphs would not do: another
program's graphs may begin with the same base, and a graph that was cut off in the middle is listed like a whole one.
A graph is named here before its first triple is sent, and its digest comes when the last one is there. So whatever
ends a push, each graph with a digest is whole, and no graph of ours is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from kg.errors import RemoteError
from kg.terms import vocab
from kg.terms.namespaces import Namespaces

ACCEPT = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
TYPE = "application/n-triples"

_PART = NamedNode("http://purl.org/dc/terms/hasPart")
_DIGEST = NamedNode("http://www.w3.org/2002/07/owl#versionInfo")

Digests = Mapping[str, str | None]


def name(names: Namespaces) -> str:
    """The IRI of the manifest of a graph.

    >>> name(Namespaces())
    'https://kg.example/graph/pushed'
    """
    return names.iri("g:pushed")


def default_graph(names: Namespaces) -> str:
    """The IRI under which a manifest tells of the default graph, which has none.

    >>> default_graph(Namespaces())
    'https://kg.example/graph/pushed#default'
    """
    return f"{name(names)}#default"


def triples(manifest: str, digests: Digests) -> bytes:
    """The manifest as N-Triples: every graph, and the digests of those that are whole."""
    return _written(Triple(NamedNode(manifest), _PART, NamedNode(graph)) for graph in sorted(digests)) + whole(
        {graph: digest for graph, digest in digests.items() if digest is not None}
    )


def whole(digests: Mapping[str, str]) -> bytes:
    """What is added to the manifest once these graphs are there, as N-Triples.

    >>> whole({"http://a/b": "00"})
    b'<http://a/b> <http://www.w3.org/2002/07/owl#versionInfo> "00" .\\n'
    """
    return _written(Triple(NamedNode(graph), _DIGEST, Literal(digest)) for graph, digest in sorted(digests.items()))


def read(body: bytes, type: str) -> dict[str, str | None]:
    """The digests of a manifest: None for a graph that may be there in part.

    Args:
        body: as the store sent it; empty means that there is no manifest.
        type: its media type.

    Raises:
        RemoteError: if it is no RDF.
    """
    format = RdfFormat.from_media_type(type)
    if not body.strip():
        return {}
    if format is None:
        raise RemoteError(
            f"the store answers with {type or 'something that has no type'} in place of RDF. docs/stores.md has the "
            "addresses for graphs of common stores"
        )
    try:
        quads = [quad.triple for quad in parse(body, format=format)]
    except SyntaxError as error:
        raise RemoteError(f"the list of what was pushed cannot be read: {error}. Push all again with --all") from error
    found: dict[str, str | None] = {o.value: None for _, p, o in quads if p == _PART and isinstance(o, NamedNode)}
    for subject, predicate, object in quads:
        if predicate == _DIGEST and isinstance(subject, NamedNode) and isinstance(object, Literal):
            # Two digests come from two pushes at a time: neither is to be believed.
            is_first = found.get(subject.value) in (None, object.value)
            if subject.value in found:
                found[subject.value] = object.value if is_first else ""
    return found


def is_document(graph: str, names: Namespaces) -> bool:
    """Whether a graph is that of an article.

    >>> is_document("https://kg.example/document/a", Namespaces()), is_document("http://a/b", Namespaces())
    (True, False)
    """
    return graph.startswith(names.own(vocab.PREFIXES["doc"]))


def _written(statements: Iterable[Triple]) -> bytes:
    listed: Iterator[Triple] = iter(statements)
    return serialize(listed, format=RdfFormat.N_TRIPLES) or b""
