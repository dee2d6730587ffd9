"""What pages call the things of a graph, where they link to, and which of a store's answers they rest on.

A reader is made for one page: it remembers labels, and nothing outlives the page. Only addresses of the web and of the
graph itself become links; an IRI may be anything, and a browser runs some of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.store.base import namespaces
from kg.terms import vocab
from kg.terms.classes import DRAWN_AS
from kg.terms.namespaces import FOLLOWING

# The prefixes of what has a page of its own.
_PAGED = (*(prefix for prefix in FOLLOWING if prefix not in ("g", "field")), "kg")
LONGEST_LABEL = 120
# A path that a browser, a proxy and a server read alike; whatever else there is goes into a parameter.
_PLAIN_PATH = re.compile(r"[\w./-]+")


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that a page names.

    Attributes:
        iri: its IRI; empty for bare words.
        label: what it is called.
        link: where it leads; empty where it leads nowhere.
        kind: how it is coloured: "person", "place" and so on; empty for what is no entity.
    """

    iri: str
    label: str
    link: str = ""
    kind: str = ""


class Reader:
    """A store as one page reads it.

    Attributes:
        store: the graph.
        names: its namespaces.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.names = namespaces(store)
        self._things: dict[str, Thing] = {}

    def kind_of(self, iri: str) -> str:
        """The prefix of the graph's own under which an IRI stands: "e", "doc", "st" ...; empty for all others."""
        return next((prefix for prefix in _PAGED if iri.startswith(self.names.prefixes[prefix])), "")

    def thing(self, iri: str) -> Thing:
        """A thing by its IRI."""
        if iri not in self._things:
            prefix = self.kind_of(iri)
            drawn = self._drawn(iri) if prefix == "e" else "event" if prefix == "ev" else ""
            self._things[iri] = Thing(iri, self._label(iri, prefix), self.link(iri), drawn)
        return self._things[iri]

    def link(self, iri: str) -> str:
        """Where a page leads to for an IRI: the thing's own page, or the web; empty for any other IRI."""
        prefix = self.kind_of(iri)
        if not prefix:
            return iri if re.match(r"https?://", iri) else ""
        path = iri.removeprefix(self.names.base)
        if prefix != "kg" and _PLAIN_PATH.fullmatch(path) and ".." not in path:
            return f"/{path}"
        return f"/id?iri={quote(iri, safe='')}"

    def value(self, iri: str, name: str) -> str | None:
        """The first value of a property, in the order of their text; None where there is none."""
        return min(self.values(iri, name), default=None)

    def values(self, iri: str, name: str) -> list[str]:
        """The values of a property, sorted."""
        found = self.about(iri, name)
        return sorted({quad.object.value for quad in found if isinstance(quad.object, NamedNode | Literal)})

    def about(self, iri: str, name: str | None = None) -> list[Quad]:
        """What the graph says of an IRI; terms and open relations are described in a graph of their own."""
        try:
            node = NamedNode(iri)
        except ValueError:
            return []
        aside = self.kind_of(iri) in ("kg", "rel")
        graph = NamedNode(self.names.iri("g:ontology")) if aside else DefaultGraph()
        predicate = NamedNode(self.names.iri(name)) if name else None
        return list(self.store.quads_for_pattern(node, predicate, None, graph))

    def type_of(self, iri: str) -> str:
        """The local name of an entity's class."""
        kinds = [self.names.compact(value) for value in self.values(iri, "rdf:type")]
        return next((kind.removeprefix("kg:") for kind in kinds if kind.startswith("kg:")), "")

    def labelled(self, words: str) -> list[str]:
        """The IRIs of what is called by these very words: entities, documents, relations; sentences that are they."""
        found: set[str] = set()
        for name in ("rdfs:label", "skos:altLabel", "kg:quote"):
            for quad in self.store.quads_for_pattern(None, self._node(name), Literal(words), None):
                if isinstance(quad.subject, NamedNode) and self.kind_of(quad.subject.value):
                    found.add(quad.subject.value)
            if found:
                break
        return sorted(found)

    @cached_property
    def terms(self) -> dict[str, str]:
        """IRI to label of every term of the ontology."""
        return {vocab.term_iri(name): term.label for name, term in vocab.terms().items()}

    def _node(self, name: str) -> NamedNode:
        return NamedNode(self.names.iri(name))

    def _drawn(self, iri: str) -> str:
        return DRAWN_AS.get(self.type_of(iri), "topic")

    def _label(self, iri: str, prefix: str) -> str:
        if iri in self.terms:
            return self.terms[iri]
        compact = self.names.compact(iri)
        if prefix in ("st", "kg", ""):
            return short(compact)
        return short(self.value(iri, "rdfs:label") or compact.partition(":")[2].replace("_", " "))


def short(words: str, most: int = LONGEST_LABEL) -> str:
    """Words on one line, cut behind a word where they are longer than that.

    >>> short("a title\\n of two lines"), short("a long title", 8)
    ('a title of two lines', 'a long …')
    """
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    cut = line[:most]
    return f"{cut.rpartition(' ')[0] or cut} …"
