"""The graph as users of Python hold it: the records, SPARQL over them, the reasons, and views for other libraries."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.records import Document, Entity, Event, Knowledge, Statement
from kg.store import database, rdf
from kg.work import disk

if TYPE_CHECKING:
    import networkx as nx
    import rdflib
    from pyoxigraph import Store

    from kg.show.explain import Explanation
    from kg.store.result import Result


class Graph:
    """A graph of who did what to whom, and who says so.

    Made by :func:`kg.build` or :func:`kg.load`; nothing changes it.

    Args:
        knowledge: all records.
        store: the same as quads, where they are already at hand.
        report: what the build read and could not read, as ``report.md`` has it; None where nobody knows it any more.
    """

    def __init__(self, knowledge: Knowledge, store: Store | None = None, *, report: str | None = None) -> None:
        self.knowledge = knowledge
        self.report = report
        self._given = store

    @property
    def documents(self) -> tuple[Document, ...]:
        """The texts that were read, sorted by id."""
        return self.knowledge.documents

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Who and what the texts speak of, sorted by id."""
        return self.knowledge.entities

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What the texts say, each with its source, stance and evidence."""
        return self.knowledge.statements

    @property
    def events(self) -> tuple[Event, ...]:
        """What is told as having happened, over all documents."""
        return self.knowledge.fusion.events

    @cached_property
    def _store(self) -> Store:
        return self._given if self._given is not None else database.memory(self.knowledge)

    def query(self, sparql: str, *, timeout: float | None = None, memory: int | None = None) -> Result:
        """The answer to a SPARQL query over all documents; prefixes are declared.

        Its ``rows`` are plain values, ``to_dataframe()`` makes a pandas table.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            timeout: seconds.
            memory: bytes. With either limit the query runs in a process of its own (:func:`kg.store.query.query`).

        Raises:
            QueryError: if the query does not parse, asks for what is refused, or passes a limit.

        Warns:
            UnknownNameWarning: for each name in it that the graph does not have, with the nearest.
        """
        from kg.store import query, typos

        found = query.query(self._store, sparql, timeout=timeout, memory=memory)
        typos.warn(self._store, sparql)
        return found

    def ask(self, name: str, *args: str) -> Result:
        """The answer to a saved question: ``graph.ask("cq01", "Kurt Campbell")``.

        Raises:
            NotFoundError: if there is no such question, or the graph has no such entity.
        """
        from kg.store import query

        return query.ask(self._store, name, args)

    def why(self, subject: str, predicate: str | None = None, object: str | None = None) -> Reasons:
        """Who says it, where, in which words: the statements behind a triple, facts first.

        Names are labels or aliases, in any case; what is left out matches anything.

        Raises:
            NotFoundError: if nothing matches.
        """
        from kg.show import explain

        return Reasons(explain.explain(self.knowledge, subject, predicate, object))

    def to_networkx(
        self,
        *,
        view: str = "actors",
        multigraph: bool = True,
        directed: bool = True,
        types: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> nx.Graph:
        """The graph for networkx: entities as nodes, statements as edges, all attributes plain text and numbers.

        Args:
            view: ``actors``: people, bodies, places, works and concepts, joined by what was done and said, each edge
                with its stance; ``facts``: the plain triples between any entities; ``all``: every statement.
            multigraph: an edge for each statement; else one for each pair of ends, with a weight.
            directed: keep which end acts or speaks.
            types: classes of the ontology that nodes are of, ``["Person", "Country"]``; none are all.
            since: ISO date, month or year; only what is of that time or later.
            until: ISO date, month or year; only what is of that time or earlier.

        Raises:
            InputError: for another view, an unknown type, or what is no date.
        """
        from kg import network

        return network.to_networkx(
            self.knowledge,
            view=view,
            multigraph=multigraph,
            directed=directed,
            types=types,
            since=since,
            until=until,
        )

    def to_rdflib(self) -> rdflib.Dataset:
        """The same quads as an rdflib Dataset, whose default graph is the union of all but the ontology.

        A view: nothing is copied.

        Its SPARQL is refused what :meth:`query` refuses, and updates; names that the graph lacks are warned of.
        """
        from kg.store.dataset import dataset

        return dataset(self._store)

    def show(self, *, height: int = 700) -> Page:
        """The explorer, drawn in the notebook; it needs no network.

        Args:
            height: in pixels.
        """
        return Page(self.page(), height)

    def page(self, *, title: str | None = None) -> str:
        """The explorer as one HTML file."""
        from kg.show import view

        return view.page(self.knowledge, title=title or rdf.titled(self.knowledge))

    def export(self, format: str) -> bytes:
        """The graph as a file: statements, events, nquads, trig, turtle, jsonld, rdf12, graphml, gexf or csv.

        Raises:
            InputError: if there is no such format.
        """
        from kg.show import export

        return export.export(self.knowledge, format)

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the graph to a folder, where :func:`kg.load` and the command line find it.

        Store, ``graph.trig``, ``graph.html`` and ``report.md`` take the place of those of the graph that is there, all
        of them or none; other files of the folder stay.

        Raises:
            StoreError: if the folder cannot be written, another process writes there, or one of these names is taken
                by something that kg did not write.
        """
        told = {} if self.report is None else {disk.REPORT: self.report}
        database.save(self.knowledge, Path(folder), {disk.PAGE: self.page(), **told})

    def __repr__(self) -> str:
        facts = sum(statement.is_fact for statement in self.statements)
        return (
            f"<Graph: {len(self.documents)} documents, {len(self.entities)} entities, "
            f"{len(self.statements)} statements ({facts} of them facts), {len(self.events)} events>"
        )

    def _repr_html_(self) -> str:
        counts = (
            ("documents", len(self.documents)),
            ("entities", len(self.entities)),
            ("statements", len(self.statements)),
            ("of them facts", sum(statement.is_fact for statement in self.statements)),
            ("events", len(self.events)),
            ("disputes", len(self.knowledge.fusion.disputes)),
        )
        rows = "".join(f"<tr><td>{name}</td><td>{number}</td></tr>" for name, number in counts)
        return f"<table><caption>Graph; .show() draws it</caption>{rows}</table>"


class Reasons(list["Explanation"]):
    """Explanations that a notebook shows as quotes, and a terminal as text."""

    def __repr__(self) -> str:
        return "\n\n".join(map(str, self))

    def _repr_html_(self) -> str:
        return "".join(explanation._repr_html_() for explanation in self)


class Page:
    """An HTML page that a notebook shows in a frame of its own."""

    def __init__(self, html: str, height: int) -> None:
        self.html = html
        self.height = height

    def __repr__(self) -> str:
        return f"<Page of {len(self.html)} characters; a notebook draws it>"

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.html)}" style="width:100%;border:0" height="{escape(str(self.height))}" '
            'sandbox="allow-scripts allow-downloads allow-popups" title="Knowledge graph"></iframe>'
        )


def load(folder: str | os.PathLike[str]) -> Graph:
    """The graph of a folder that ``kg build`` or :meth:`Graph.save` wrote.

    Raises:
        StoreError: if the folder holds no graph.
    """
    opened = database.load(Path(folder))
    return Graph(rdf.knowledge(opened), opened, report=disk.text(Path(folder), disk.REPORT))
