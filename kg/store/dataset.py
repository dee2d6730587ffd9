"""The graph as an rdflib Dataset: a view on the same store, asked through the same gate.

rdflib hands SPARQL to the engine as it is, and the engine would call other servers (SERVICE, LOAD). What rdflib answers
with its own engine (``use_store_provided=False``) does not come by here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import oxrdflib
import rdflib
from pyoxigraph import Store
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.sparql import Query

from kg.errors import QueryError
from kg.store.base import namespaces
from kg.store.gate import refuse
from kg.store.typos import warn

_READ_ONLY = "changes are refused: a built graph is only read. Copy its quads into a Dataset of your own"


def dataset(store: Store) -> rdflib.Dataset:
    """The quads of a store as a Dataset with the prefixes; its default graph is the union of all but ``g:ontology``."""
    view = rdflib.Dataset(store=_Gated(store=store))
    for prefix, namespace in namespaces(store).prefixes.items():
        view.bind(prefix, namespace, override=True)
    return view


class _Gated(oxrdflib.OxigraphStore):
    """A store that is asked within the limits, and not changed by SPARQL.

    Raises:
        QueryError: for a query that :func:`kg.store.gate.refuse` refuses, and for every update.

    Warns:
        UnknownNameWarning: for each name in a query that the graph does not have.
    """

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803 - rdflib's name
        *args: Any,  # rdflib's own
        **options: Any,
    ) -> rdflib.query.Result:
        if isinstance(query, Query):
            traverse(query.algebra, visitPre=_refuse_call)
            return super().query(query, initNs, *args, **options)
        refuse(query)
        found = super().query(query, initNs, *args, **options)
        declared = {**self._namespace_for_prefix, **initNs}
        warn(self._inner, query, {prefix: str(namespace) for prefix, namespace in declared.items()}, depth=2)
        return found

    def add(self, *_: object, **__: object) -> None:
        raise QueryError(_READ_ONLY)

    remove = remove_graph = destroy = addN = add  # noqa: N815 - rdflib's name

    def add_graph(self, graph: object) -> None:
        """Nothing: rdflib announces each graph that it looks at."""

    def update(self, update: object, *args: Any, **options: Any) -> None:  # Any: as above
        raise QueryError(_READ_ONLY)


def _refuse_call(part: object) -> None:
    if getattr(part, "name", "") == "ServiceGraphPattern":
        raise QueryError("SERVICE is refused: kg asks no other server. Ask this graph alone")
