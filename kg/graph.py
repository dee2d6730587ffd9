"""The graph as users of Python hold it: the records, SPARQL over them, the reasons, and views for other libraries."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.model.records import Document, Entity, Event, Knowledge, Statement
from kg.store import database, rdf
from kg.work import disk
from kg.work.beside import records
from kg.work.beside.records import Records

if TYPE_CHECKING:
    from typing import Any, Unpack

    import networkx as nx
    import rdflib
    from pyoxigraph import Store

    from kg.pipeline import Again
    from kg.show.explain import Explanation
    from kg.store.result import Result
    from kg.text.inputs.sources import Table
    from kg.web.push import Pushed
    from kg.work.beside.archive import Archive
    from kg.work.files import AnyPath

logger = logging.getLogger("kg")


class Graph:
    """A graph of who did what to whom, and who says so.

    Made by :func:`kg.build` or :func:`kg.load`; nothing changes it: :meth:`add` and :meth:`remove` give another one.

    Args:
        knowledge: all records.
        store: the same as quads, where they are already at hand.
        report: what the build read and could not read, as ``report.md`` has it; None where nobody knows it any more.
        archive: the readings behind it, or the folder that they are read from when they are needed.
        records: the same records as their file keeps them, where that is known.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        store: Store | None = None,
        *,
        report: str | None = None,
        archive: Archive | Kept | None = None,
        records: Records | None = None,
    ) -> None:
        self.knowledge = knowledge
        self.report = report
        self._given = store
        self._kept = archive
        self._records = records or Records(knowledge)

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

    def show(
        self,
        *,
        height: int = 700,
        title: str | None = None,
        around: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Page:
        """The explorer, drawn in the notebook; it needs no network.

        Args:
            height: in pixels.
            title: as for :meth:`page`, and so are the others.
            around: only what is around this entity.
            since: ISO date, month or year; only what is of that time or later.
            until: ISO date, month or year; only what is of that time or earlier.

        Raises:
            NotFoundError: if the graph has no such entity.
            InputError: for what is no date.
        """
        return Page(self.page(title=title, around=around, since=since, until=until), height)

    def page(
        self,
        *,
        title: str | None = None,
        around: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> str:
        """The explorer as one HTML file.

        Args:
            title: heading of the page; None makes one of what the articles are about.
            around: label, id or alias of an entity: only what joins it to others, and these among one another.
            since: ISO date, month or year; only what is of that time or later.
            until: ISO date, month or year; only what is of that time or earlier.

        Raises:
            NotFoundError: if the graph has no such entity.
            InputError: for what is no date.
        """
        from kg.show import view

        return view.page(self.knowledge, title=title, around=around, since=since, until=until)

    def export(self, format: str) -> bytes:
        """The graph as a file: statements, events, nquads, trig, turtle, jsonld, rdf12, graphml, gexf or csv.

        Raises:
            InputError: if there is no such format.
        """
        from kg.show import export

        return export.export(self.knowledge, format)

    def push(
        self,
        url: str,
        *,
        user: str | None = None,
        password: str | None = None,
        token: str | None = None,
        default_graph: bool | None = None,
    ) -> Pushed:
        """Send the graph to a store on the web: ``graph.push("http://localhost:7878/store")``.

        What is there already is skipped, and what an earlier push has put there and is no more is deleted
        (:func:`kg.web.push.push`; docs/stores.md has the addresses of common stores).

        Args:
            url: the store's address of the Graph Store Protocol.
            user: name of the account.
            password: of the account; over plain http it goes to this machine only.
            token: sent as a bearer token, in place of both.
            default_graph: whether the union of the graphs is put into the store's default graph, in place of what is
                there; None does as the last push.

        Raises:
            RemoteError: if the store refuses, or cannot be reached; the same call goes on where this one ended.
            InputError: if the address cannot be used, or another graph of the same base is there.
        """
        from kg.web.access import Access
        from kg.web.push import push

        return push(self._store, url, access=Access(user, password, token), default_graph=default_graph)

    @cached_property
    def archive(self) -> Archive | None:
        """The readings behind the graph, from its folder where it was loaded; None where there are none.

        Raises:
            StoreError: if another graph was written to that folder since.
        """
        return self._kept.read() if isinstance(self._kept, Kept) else self._kept

    def add(
        self,
        *paths: AnyPath | Mapping[str, Any] | Table,
        date: str | None = None,
        columns: str | Mapping[str, str] | None = None,
        **options: Unpack[Again],
    ) -> Graph:
        """The graph of these articles too; a document whose id is known is replaced. Nothing is written.

        It is the graph that :func:`kg.build` makes of all of them, but only the new ones are parsed.

        Args:
            paths: files and folders; also rows and tables, as for :func:`kg.build`.
            date: ISO date of documents that tell none themselves; None takes the one that the graph was built with.
            columns: which columns of tables are what, where their names do not tell.
            options: as for :func:`kg.build`: ``model``, ``workers``, ``cache``, and ``lexicon``, ``gazetteer`` and
                ``merges``, which must be those that the graph was built with.

        Raises:
            StoreError: if the graph has no readings, as one that was made by hand.
            InputError: if no document can be read, or the user's own files are not those of the build.
        """
        from kg import pipeline

        options = self._with_folder(options)
        return (
            pipeline.add(self._readings(), paths, before=self._records, date=date, columns=columns, **options) or self
        )

    def remove(self, *ids: str, **options: Unpack[Again]) -> Graph:
        """The graph without these documents, as if they had never been there. Nothing is written.

        Args:
            ids: of documents.
            options: as for :meth:`add`.

        Raises:
            StoreError: if the graph has no readings, as one that was made by hand.
            NotFoundError: if it has no such document.
            InputError: if no document would be left, or the user's own files are not those of the build.
        """
        from kg import pipeline

        options = self._with_folder(options)
        return pipeline.remove(self._readings(), ids, before=self._records, **options) or self

    def _readings(self) -> Archive:
        if self.archive is None:
            raise StoreError(
                "the graph has no readings, as it was made by hand or by an earlier version of kg, so no article can "
                "come or go. Make it with kg.build(paths)"
            )
        return self.archive

    def _with_folder(self, options: Again) -> Again:
        return {"folder": self._kept.folder if isinstance(self._kept, Kept) else None, **options}

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the graph to a folder, where :func:`kg.load` and the command line find it.

        Store, ``graph.trig``, ``graph.html``, ``report.md``, readings and records take the place of those of the graph
        that is there, all of them or none; other files of the folder stay.

        Raises:
            StoreError: if the folder cannot be written, another process writes there, or one of these names is taken
                by something that kg did not write.
        """
        database.save(self.knowledge, Path(folder), beside(self))

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
    place = Path(folder)
    while True:
        disk.settled(place)
        revision = disk.revision(place)
        opened = database.load(place)
        try:
            found = records.read(place)
        except StoreError:
            if disk.is_still(place, revision):
                raise
            continue
        report = disk.text(place, disk.REPORT)
        # A build may have come between, whose records and report are of another graph.
        if disk.is_still(place, revision):
            kept = Kept(place.absolute(), revision)
            known = found.knowledge if found is not None else rdf.knowledge(opened)
            return Graph(known, opened, report=report, archive=kept, records=found)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the readings of a loaded graph lie, and which state of that folder is meant."""

    folder: Path
    revision: bytes

    def read(self) -> Archive | None:
        """The readings; None where the folder has none.

        Raises:
            StoreError: if the folder has another graph by now, or its readings cannot be used.
        """
        from kg.work.beside import archive

        found = archive.read(self.folder)
        if disk.revision(self.folder) != self.revision:
            raise StoreError(
                f"another graph was written to {str(self.folder)!r} since this one was loaded. Load it again"
            )
        return found


def archive_of(folder: Path) -> Archive:
    """The readings behind the graph of a folder.

    Raises:
        StoreError: if there are none.
    """
    from kg.work.beside import archive

    found = archive.read(folder)
    if found is None:
        raise StoreError(
            f"the graph in {str(folder)!r} was built by a version of kg that kept no readings, so no article can come "
            f"or go. Build it anew with: kg build PATH... -o {folder}"
        )
    return found


def beside(graph: Graph) -> dict[str, str | bytes]:
    """The files that lie beside the store of a graph, by name: the page, the report, the records and the readings."""
    from kg.work.beside import archive

    files: dict[str, str | bytes] = {disk.PAGE: graph.page(), disk.RECORDS: records.packed(graph._records)}
    if graph.report is not None:
        files[disk.REPORT] = graph.report
    try:
        kept = graph.archive
    except StoreError as error:
        logger.warning("%s; the graph is saved without its readings, so no article can come to it or go", error)
        return files
    if kept is not None:
        files[disk.READINGS] = archive.packed(kept)
    return files
