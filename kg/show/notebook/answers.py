"""The answer of a ``%%sparql`` cell: a table whose names are labels, with links to where they lead."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from kg.model.records import Knowledge
from kg.network.as_networkx import relation
from kg.store import rdf
from kg.store.result import Result
from kg.terms.vocab import PREFIXES, document_iri, entity_iri, statement_iri, terms

# How many rows are shown; a notebook keeps what it shows.
ROWS = 100
# Columns and fields that tell where an article stands.
_FIELDS = ("url", "link", "href", "permalink")


class Named(NamedTuple):
    """What an IRI is called, and the address where more is told; empty where there is none."""

    label: str
    address: str = ""


class Answer(Result):
    """The answer to a query, as a notebook shows it; in all else a :class:`~kg.store.result.Result`.

    Args:
        result: the answer.
        knowledge: what the graph holds, for the names in it.
    """

    def __init__(self, result: Result, knowledge: Knowledge) -> None:
        super().__init__(result.kind, result.data, result.names)
        self._knowledge = knowledge

    def __repr__(self) -> str:
        if self.kind != "table" or len(self) <= ROWS:
            return super().__repr__()
        answer = json.loads(self.data)
        answer["results"]["bindings"] = answer["results"]["bindings"][:ROWS]
        return f"{Result(self.kind, json.dumps(answer).encode(), self.names)!r}\n{self._rest()}"

    def _repr_html_(self) -> str:
        if self.kind != "table":
            return f"<pre>{escape(self.table())}</pre>"
        bindings = json.loads(self.data)["results"]["bindings"]
        known = named(self._knowledge, {c["value"] for row in bindings[:ROWS] for c in row.values() if is_iri(c)})
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = []
        for row, values in islice(zip(bindings, self.rows, strict=True), ROWS):
            cells = (self._cell(row.get(name), value, known) for name, value in zip(self.columns, values, strict=True))
            body.append(f"<tr>{''.join(cells)}</tr>")
        rest = f"<p><small>{escape(self._rest())}</small></p>" if len(bindings) > ROWS else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{rest}"

    def _rest(self) -> str:
        return f"… {len(self) - ROWS:,} more rows; .rows and .to_dataframe() have all"

    # Any: a cell of SPARQL Results JSON.
    def _cell(self, cell: Mapping[str, Any] | None, value: object, known: Mapping[str, Named]) -> str:
        """A cell: an IRI by its label, with its name as a hint and a link where there is something to read."""
        shown = "" if value is None else " ".join(str(value).split())
        if cell is None or not is_iri(cell):
            return f"<td>{escape(shown)}</td>"
        label, address = known.get(cell["value"]) or Named(shown, "" if shown.startswith("kg:") else cell["value"])
        if not is_web(address) or address.startswith(self.names.base):
            return f'<td title="{escape(shown)}">{escape(label)}</td>'
        return f'<td title="{escape(shown)}"><a href="{escape(address)}" rel="noopener">{escape(label)}</a></td>'


def is_iri(cell: Mapping[str, Any]) -> bool:
    """Whether a cell of SPARQL Results JSON is an IRI."""
    return bool(cell["type"] == "uri")


def is_web(address: str) -> bool:
    """Whether a browser may be led there.

    >>> is_web("https://www.example.org/a"), is_web("javascript:alert(1)"), is_web("urn:a")
    (True, False, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def named(knowledge: Knowledge, iris: set[str]) -> dict[str, Named]:
    """What those IRIs are called that the graph or the ontology has a name for.

    Entities lead to Wikidata where the gazetteer was certain, articles to the address that came with them. Statements
    are called by their words.
    """
    names = rdf.names(knowledge)
    found: dict[str, Named] = {}
    for local, name in _of_the_graph(knowledge):
        if (iri := names.own(local)) in iris:
            found[iri] = name
    for known, term in terms().items():
        prefix, _, rest = known.partition(":")
        if (iri := names.prefixes.get(prefix, "") + rest) in iris:
            found[iri] = Named(term.label)
    return found


def _of_the_graph(knowledge: Knowledge) -> Iterator[tuple[str, Named]]:
    """What a graph has names for, under the IRIs of kg's own base."""
    labels = {entity.id: entity.label for entity in knowledge.entities}
    for entity in knowledge.entities:
        yield entity_iri(entity.id), Named(entity.label, PREFIXES["wd"] + quote(entity.link) if entity.link else "")
    for document in knowledge.documents:
        fields = dict(document.fields)
        address = next((fields[name] for name in _FIELDS if is_web(fields.get(name, ""))), "")
        yield document_iri(document.id), Named(document.title or document.id, address)
    for statement in knowledge.statements:
        parts = labels.get(statement.subject, ""), relation(statement), statement.object_label
        yield statement_iri(statement.id), Named(" ".join(part for part in parts if part))
