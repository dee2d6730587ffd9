"""The graph as users of Python hold it: the records, SPARQL over them, the reasons, and views for other libraries."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, StoreError, shown
from kg.model.records import Document, Entity, Event, Knowledge, Statement
from kg.show.held.analyses import Analyses
from kg.show.held.collection import Collection
from kg.show.held.drawn import Drawn
from kg.show.held.reasons import Reasons
from kg.show.parts.holding import Parts
from kg.store import database, rdf
from kg.work import disk
from kg.work.beside import records
from kg.work.beside.archive import Archive, Kept
from kg.work.beside.records import Records

if TYPE_CHECKING:
    from typing import Any, Unpack

    import rdflib
    from pyoxigraph import Store

    from kg.pipeline import Again
    from kg.store.result import Result
    from kg.text.inputs.sources import Table
    from kg.web.push import Pushed
    from kg.work.beside.archive import Archive
    from kg.work.files import AnyPath

logger = logging.getLogger("kg")


class Graph(Collection, Parts, Analyses, Drawn):
    """A graph of who did what to whom, and who says so.

    Made by :func:`kg.build` or :func:`kg.load`; nothing changes it: :meth:`add` and :meth:`remove` give another one,
    :meth:`filter`, :meth:`ego`, :meth:`subgraph` and :meth:`between` a part of it. As a collection it is that of its
    entities by name: ``graph["China"]``, ``"China" in graph``, ``len(graph)``, ``for name in graph``.

    Args:
        knowledge: all records.
        store: the same as quads, where they are already at hand.
        report: what the build read and could not read, as ``report.md`` has it; None where nobody knows it any more.
        archive: the readings behind it, or the folder that they are read from when they are needed.
        records: the same records as their file keeps them, where that is known.

    >>> import kg
    >>> kg.example()
    <Graph: 3 documents, 7 entities, 10 statements (8 of them facts), 3 events>
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
        """What the texts say, each with its source, stance and evidence; sorted by id, then by document."""
        return self.knowledge.statements

    @property
    def events(self) -> tuple[Event, ...]:
        """What is told as having happened, over all documents."""
        return self.knowledge.fusion.events

    @cached_property
    def _store(self) -> Store:
        return self._given if self._given is not None else database.memory(self.knowledge)

    def _of(self, knowledge: Knowledge) -> Graph:
        return Graph(knowledge)

    # Any: what a variable may stand for, which kg.show.held.binding checks.
    def query(
        self, sparql: str, *, timeout: float | None = None, memory: int | None = None, **variables: Any
    ) -> Result:
        """The answer to a SPARQL query over all documents; prefixes are declared.

        Its ``rows`` are plain values, ``to_dataframe()`` makes a pandas table.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE.
            timeout: seconds.
            memory: bytes. With either limit the query runs in a process of its own (:func:`kg.store.query.query`).
            variables: what variables of the query stand for, ``who="China"``: the name of an entity, in any case, an
                IRI, a name with a prefix, a number, a day, or a record of the graph.

        Raises:
            QueryError: if the query does not parse, asks for what is refused, or passes a limit.
            InputError: if the query has no such variable.
            UnknownEntityError: if no entity has the name that a variable is to stand for; the nearest are named.

        Warns:
            UnknownNameWarning: for each name in it that the graph does not have, with the nearest.

        >>> import kg
        >>> kg.example().query("SELECT ?what { ?who kg:supports ?what }", who="chile").rows
        [('e:Peru',)]
        """
        from kg.store import query, typos

        bindings = {}
        if variables:
            from kg.show.held.binding import bound

            bindings = bound(self._store, self._names, sparql, variables)
        found = query.query(self._store, sparql, timeout=timeout, memory=memory, bindings=bindings)
        typos.warn(self._store, sparql)
        return found

    def ask(self, name: str, *args: str, **named: str) -> Result:
        """The answer to a saved question: ``graph.ask("cq01", "Kurt Campbell")``.

        Args:
            name: of the question, or its beginning; docs/questions.md lists them.
            args: what its parameters are to be, in their order; entities by any name. "" takes the default.
            named: the same by their names, ``who="Kurt Campbell"``.

        Raises:
            NotFoundError: if there is no such question, or the graph has no such entity.
            InputError: if there are too many arguments, or the question has no parameter of such a name.

        >>> import kg
        >>> kg.example().ask("cq02", who="Chile").rows[0][:2]
        ('Chile', 'Peru')
        """
        from kg.store import query

        return query.ask(self._store, name, query.in_order(name, args, named) if named else args)

    def why(self, subject: str, predicate: str | None = None, object: str | None = None) -> Reasons:
        """Who says it, where, in which words: the statements behind a triple, facts first.

        Names are labels or aliases, in any case; what is left out matches anything.

        Args:
            subject: who or what.
            predicate: a term, "kg:supports", or words, "supports".
            object: whom or what.

        Raises:
            NotFoundError: if nothing matches.

        >>> import kg
        >>> print(kg.example().why("Peru", "aids", "Ghana")[0].places[0].marked())
        Rojas hopes that [subject: Peru] [predicate: aids] [object: Ghana].
        """
        from kg.show import explain

        return Reasons(explain.explain(self.knowledge, subject, predicate, object))

    def to_rdflib(self) -> rdflib.Dataset:
        """The same quads as an rdflib Dataset, whose default graph is the union of all but the ontology.

        A view: nothing is copied.

        Its SPARQL is refused what :meth:`query` refuses, and updates; names that the graph lacks are warned of.
        """
        from kg.store.dataset import dataset

        return dataset(self._store)

    def export(self, format: str, *, view: str | None = None, raw: bool = False) -> bytes:
        """The graph as a file for other programs; docs/exports.md says which format is for which.

        Args:
            format: statements, events, nquads, trig, turtle, jsonld, rdf12, graphml, gexf, csv, sqlite, ftm, langchain
                or kggen.
            view: of graphml and gexf: ``facts``, ``actors`` or ``all``; None is facts.
            raw: of csv: leave cells as they are that a spreadsheet would run as a formula.

        Raises:
            InputError: if there is no such format, it is a folder of files, or it has no such option.
        """
        from kg.show import export

        return export.export(self.knowledge, format, view=view, raw=raw)

    def export_to(self, path: AnyPath, format: str, *, view: str | None = None, raw: bool = False) -> None:
        """Write the graph for another program: a file, or a folder of files for neo4j, tables and obsidian.

        A folder takes the place of the one that kg wrote there before; what else somebody put into that stays.

        Args:
            path: of the file or the folder.
            format: as for :meth:`export`, or neo4j, tables or obsidian.
            view: as for :meth:`export`.
            raw: as for :meth:`export`; of tables too.

        Raises:
            InputError: if there is no such format or it has no such option, the place cannot be written, or it is a
                folder that kg export did not write, or in which a file was changed since.
        """
        from kg.show import export
        from kg.work import files, folders

        if kept := disk.own_file(path):
            raise InputError(
                f"{shown(os.fspath(path))} is {kept} of a graph, which kg build alone writes. Name another place"
            )
        written = export.exported(self.knowledge, format, view=view, raw=raw)
        if not isinstance(written, bytes):
            folders.put_folder(path, written)
            return
        try:
            files.put(path, written)
        except (OSError, ValueError) as error:
            raise InputError(
                f"cannot write {shown(os.fspath(path))}: {disk.reason(error)}. Name a file in a folder that exists"
            ) from error

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
        added = pipeline.add(self._readings(), paths, before=self._records, date=date, columns=columns, **options)
        return self if added is None else added

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
        left = pipeline.remove(self._readings(), ids, before=self._records, **options)
        return self if left is None else left

    def _readings(self) -> Archive:
        if self.archive is None:
            raise StoreError(
                "the graph has no readings, as it is a part of another or was made by hand or by an earlier version of "
                "kg, so no article can come or go. Make it with kg.build(paths)"
            )
        return self.archive

    def _with_folder(self, options: Again) -> Again:
        return {"folder": self._kept.folder if isinstance(self._kept, Kept) else None, **options}

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Write the graph to a folder, where :func:`kg.load` and the command line find it.

        Store, ``graph.trig``, ``graph.html``, ``report.md``, readings and records take the place of those of the graph
        that is there, all of them or none; other files of the folder stay.

        Args:
            folder: made where there is none.

        Raises:
            StoreError: if the folder cannot be written, another process writes there, or one of these names is taken
                by something that kg did not write.
        """
        database.save(self.knowledge, Path(folder), beside(self))

    def __repr__(self) -> str:
        facts = sum(statement.is_fact for statement in self.statements)
        entities = _counted(len(self), "entity", "entities")
        statements = f"{_counted(len(self.statements), 'statement')} ({facts} of them facts)"
        events = _counted(len(self.events), "event")
        return f"<Graph: {_counted(len(self.documents), 'document')}, {entities}, {statements}, {events}>"

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


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or f'{one}s'}"


def example() -> Graph:
    """A graph of three invented articles, to try things on: facts, a hope, a denial; no model and no file is read.

    >>> example().why("Peru", "aids", "Ghana")[0].speakers
    ('Ana Rojas',)
    """
    from kg.show.held.example import knowledge

    return Graph(knowledge())


def load(folder: str | os.PathLike[str]) -> Graph:
    """The graph of a folder that ``kg build`` or :meth:`Graph.save` wrote.

    Args:
        folder: with the graph.

    Raises:
        StoreError: if the folder holds no graph.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     example().save(folder)
    ...     load(folder).documents == example().documents
    True
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


def why(
    folder: str | os.PathLike[str],
    subject: str,
    predicate: str | None = None,
    object: str | None = None,
    *,
    most: int | None = None,
) -> Reasons:
    """As :meth:`Graph.why` of the graph of a folder, of which no more is read than is needed.

    Args:
        folder: with the graph.
        subject: who or what.
        predicate: a term or words.
        object: whom or what.
        most: how many reasons; None for all. ``Reasons.left`` tells how many there are beside them.

    Raises:
        StoreError: if the folder holds no graph.
        NotFoundError: if nothing matches.
    """
    from kg.show.why import reasons

    opened = database.load(Path(folder))
    return reasons(
        opened, subject, predicate, object, most=most, whole=lambda: load(folder).why(subject, predicate, object)
    )


def beside(graph: Graph, *, page: bool = True) -> dict[str, str | bytes]:
    """The files that lie beside the store of a graph, by name: the page, the report, the records and the readings.

    Args:
        graph: the graph.
        page: whether the page, which takes longer than all others, is one of them.
    """
    from kg.show.report import counts
    from kg.work.beside import archive

    packed = records.packed(graph._records, counts(graph.knowledge))
    files: dict[str, str | bytes] = {disk.RECORDS: packed}
    if page:
        files[disk.PAGE] = graph.page()
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
