"""The pages of the endpoint: the query page, a page for each thing of a graph, the sentences behind a row.

Pure functions of a store: nothing is fetched, nothing is kept. What they link to and ask for stands on the same server,
and :data:`POLICY` holds browsers to that.
"""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode, Store

from kg.web.pages.document import document
from kg.web.pages.entity import entity, event
from kg.web.pages.query import QueryPage, about, check, query_page
from kg.web.pages.render import ASSETS, POLICY, asset, render
from kg.web.pages.rows import sentences
from kg.web.pages.statement import statement
from kg.web.pages.term import term
from kg.web.pages.things import Reader

__all__ = ["ASSETS", "POLICY", "QueryPage", "about", "asset", "check", "entity_page", "query_page", "sentences"]


def entity_page(store: Store, iri: str, *, show: str = "", offset: int = 0) -> str | None:
    """The page of an entity, article, statement, event, class or relation as HTML; None where the graph has none.

    Args:
        store: the graph.
        iri: of the thing; of a stretch of an article, the article's page is given.
        show: of an entity the section that is shown alone: "told", "said" or "disputed".
        offset: number of the first that is listed, where there are more than a page holds.

    >>> entity_page(Store(), "https://kg.example/entity/China")
    """
    try:
        NamedNode(iri)
    except ValueError:
        return None
    reader = Reader(store)
    values = _values(reader, iri, show, max(offset, 0))
    if values is None:
        return None
    template = values.pop("template")
    return render(template, {"title": values["thing"].label, "iri": iri, **values})


def _values(reader: Reader, iri: str, show: str, offset: int) -> dict[str, Any] | None:
    """What the page of a thing shows, by its kind."""
    whole = iri.partition("#")[0]
    match reader.kind_of(iri):
        case "e":
            return entity(reader, whole, show, offset)
        case "doc":
            return document(reader, whole, offset)
        case "st":
            return statement(reader, whole)
        case "ev":
            return event(reader, iri, offset)
        case "kg" | "rel":
            return term(reader, iri, offset)
        case _:
            return None
