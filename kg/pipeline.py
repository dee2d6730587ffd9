"""The whole flow on one screen: texts become a graph. Start reading kg here.

    read → parse → extract → resolve → align → fuse → Knowledge → store, page, report

Each stage has a room: ``text`` (files and what stands where in them), ``language`` (the parser, and what it gets
wrong), ``extract`` (one document: names, reference, clauses, stance, what is stated), ``knowledge`` (all documents:
who is who, which relation a word is, what happened once), ``store`` and ``show``. They share the plain records of
``model``, the closed sets of ``terms`` and the known names of ``gazetteer``; ``work`` has the processes, the cache
and the folder.

Parsing and extracting look at one document at a time, so they may run in other processes and be kept from an
earlier build; everything after them looks at all documents together and does not depend on their order. A document
that fails in a stage is left out and named (``work.guard``), and the others are built. ``add`` and ``remove`` take the
readings that a build kept (``work.beside``), and go the same way from resolve on. Without a graph, ``kg extract``
and ``kg entities`` go the same way in ``texts``.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from typing import TypedDict, Unpack

from kg import __version__
from kg import gazetteer as known
from kg.errors import InputError, NotFoundError, StoreError, nearest, offered, shown
from kg.graph import Graph, beside, load
from kg.knowledge import merges as decided
from kg.knowledge.earlier import Earlier
from kg.knowledge.fuse import fuse
from kg.knowledge.kept import kept
from kg.knowledge.statements import Had, state
from kg.knowledge.threshold import sure
from kg.language.parse import described, fingerprint, installed
from kg.model.records import Document, Failure, Knowledge, Origin, Reading
from kg.show.report import report
from kg.store import database
from kg.terms import lexicon as senses
from kg.terms import vocab
from kg.terms.namespaces import based
from kg.text.again import again
from kg.text.read import Given, read, told_apart
from kg.work import disk
from kg.work.beside.archive import Archive, Recipe, archived, packed_away, required
from kg.work.beside.before import NOTHING, Before
from kg.work.beside.before import before as before_in
from kg.work.beside.records import Records
from kg.work.beside.records import read as records_of
from kg.work.cache import rules
from kg.work.cluster.reading import read_on_cluster
from kg.work.collector import without_collector
from kg.work.cost import Cost
from kg.work.files import AnyPath, is_remote, put
from kg.work.guard import parted
from kg.work.workers import read_documents

logger = logging.getLogger("kg")

Progress = Callable[[Iterable[Reading | Failure], int], Iterable[Reading | Failure]]


def build(
    paths: Given,
    *,
    output: AnyPath | None = None,
    model: str | None = None,
    workers: int = 1,
    cluster: str | None = None,
    cache: bool = True,
    date: str | None = None,
    columns: str | Mapping[str, str] | None = None,
    lexicon: AnyPath | None = None,
    gazetteer: AnyPath | None = None,
    merges: AnyPath | None = None,
    min_confidence: float = 0.0,
    base: str | None = None,
    stats: AnyPath | None = None,
    failed: Callable[[Failure], None] | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Read texts into a graph, and write it to a folder where one is named.

    The result is a function of the set of texts, the model and the rules: neither the order of the paths nor the
    number of workers nor what the cache holds changes a byte of it.

    Args:
        paths: a file or folder, or several; "-" is standard input. Also rows, as mappings with ``text`` and if you like
            ``id``, ``title``, ``date``, ``source``, or a table of pandas or polars.
        output: folder for the store, ``graph.trig``, ``graph.html``, ``report.md`` and the readings, which take the
            place of those of an earlier build, all of them or none; no other file there is touched.
        model: name or path of a spaCy model; None takes the best that is installed.
        workers: processes that parse and extract.
        cluster: address of a Dask scheduler, as ``tcp://host:8786``, whose workers parse and extract instead.
        cache: use the analyses and readings that earlier builds kept, and keep new ones; of the folder's own graph take
            what no document changes.
        date: ISO date of documents that tell none themselves.
        columns: which columns of tables are what, where their names do not tell: ``{"text": "body"}``.
        lexicon: file of senses that win over those of ``ontology/lexicon.tsv``, in the same form.
        gazetteer: file of names (Turtle, CSV or JSON Lines) that win over those that kg knows.
        merges: file of decisions on names; None takes ``merges.yaml`` of the folder where it has one.
        min_confidence: leave out statements that are less sure, in 0..1; 0 keeps all.
        base: what the IRIs of the graph begin with: an http or https address that ends with a slash. None is kg's own.
        stats: file for counts and CPU seconds by stage, as JSON.
        failed: called with each document that cannot be read; None warns.
        progress: wraps the readings as they come, given their number; for a progress bar.

    Raises:
        InputError: if no document can be read at all, a line of the lexicon, the gazetteer or the merges is
            wrong, or an option makes no sense.
        StoreError: if the folder cannot be written, another build is writing there, or one of those names is taken by
            something that kg did not write; told before anything is read.
    """
    if base is not None:
        based(base)
    if output is not None and is_remote(output):
        raise InputError(
            f"{shown(os.fspath(output))} is in a store that cannot change a folder as a whole, so that a build that is "
            "interrupted would leave half a graph there. Build into a folder of this machine, and copy that"
        )
    cost = Cost()
    with nullcontext() if output is None else disk.hold(Path(output)) as folder:
        means = _means(output, lexicon, gazetteer, merges)
        cost.lap("align")
        model = model or installed()
        documents, failures = read(paths, date=date, columns=columns)
        cost.lap("read")
        reading = _read_by(workers, cluster)
        coming = reading(documents, model=model, names=means.names, cache=cache, cost=cost)
        coming = progress(coming, len(documents)) if progress else coming
        found, unread = parted(packed_away(coming, cost))
        failures += unread
        recipe = Recipe(model, fingerprint(model), rules(), base or "", date or "", min_confidence, **means.digests())
        with without_collector():
            archive = archived(recipe, found, failures, decided=means.decided)
            had = _had(folder, recipe) if cache else NOTHING
            archive, staying = had.staying(archive)
            if (known := had.same(archive)) is not None:
                graph = Graph(known, report=had.report, archive=archive, records=had.records)
                _tell(failures, failed)
            else:
                graph = _joined(archive, means, failures, failed, cost=cost, before=had.records, staying=staying)
                if folder is not None:
                    _keep(graph, folder, cost, had.knowledge)
    if stats is not None:
        cost.lap("view")
        words_read = sum(len(document.text.split()) for document in graph.documents)
        figures = {"documents": len(graph.documents), "words": words_read, "statements": len(graph.statements)}
        _write(stats, json.dumps({**figures, "model": model, "cpu_seconds": cost.seconds}, indent=1) + "\n")
    return graph


def _read_by(workers: int, cluster: str | None) -> Callable[..., Iterable[Reading | Failure]]:
    if cluster is None:
        return partial(read_documents, workers=workers)
    if workers != 1:
        raise InputError(f"{workers} workers here and a cluster as well: the cluster has its own. Name one of the two")
    return partial(read_on_cluster, address=cluster)


def _joined(
    archive: Archive,
    means: _Means,
    failures: Sequence[Failure],
    failed: Callable[[Failure], None] | None,
    *,
    cost: Cost,
    before: Records | None = None,
    staying: Iterable[Reading] = (),
) -> Graph:
    """All documents together: who is who, what is stated, what happened; with the report.

    Args:
        archive: the readings, and all that could not be read.
        means: what they are joined with.
        failures: those of them that are to be told now.
        failed: called with each, and with the documents that cannot be aligned.
        cost: gathers CPU seconds.
        before: the records of an earlier graph.
        staying: the readings that are those behind it too.
    """
    recipe = archive.recipe
    # Where unsure statements were left out, those that are there are not all that documents state.
    had = before.of(reading.document.id for reading in staying) if before and not recipe.min_confidence else None
    stated = state(archive.readings, means.names, means.words, means.decisions, had, cost=cost)
    readings, resolution = stated.readings, stated.resolution
    _tell([*failures, *stated.failures], failed)
    if not readings:
        raise InputError("nothing was built, as no document could be read. Name a text file or a folder of them")

    said = [statement for reading in readings for statement in stated.statements[reading.document.id]]
    # As a graph that is read from its folder has them.
    said.sort(key=lambda statement: (statement.id, statement.document))
    statements = sure(said, recipe.min_confidence)
    cost.lap("align")
    entities = kept(resolution.entities, statements)
    texts = tuple(reading.document for reading in readings)
    fusion = fuse(statements, entities, list(texts), _earlier(before, had, stated.keys))
    cost.lap("fuse")
    knowledge = Knowledge(texts, entities, statements, fusion, origin(recipe.model, recipe.base or None))
    told = report(knowledge, stated.outlines, [*archive.failures, *stated.failures], resolution)
    records = (before or Records(knowledge)).followed_by(knowledge, stated.keys, stated.outlines, had or ())
    return Graph(knowledge, report=told, archive=archive, records=records)


def _earlier(before: Records | None, had: Had | None, keys: Mapping[str, str]) -> Earlier | None:
    """The earlier graph, where what its documents stated is known; those say the same whose key is the same."""
    if before is None or not had:
        return None
    return Earlier(before.knowledge, frozenset(id for id, (key, *_) in had.items() if keys.get(id) == key))


def _had(folder: disk.Folder | None, recipe: Recipe) -> Before:
    """What a build of the same recipe left in a folder, where all of it can be used."""
    if folder is None or not (folder.path / disk.TRIG).is_file():
        return NOTHING
    try:
        database.load(folder.path)
    except StoreError:
        return NOTHING
    return before_in(folder.path, recipe)


def _keep(graph: Graph, folder: disk.Folder, cost: Cost, before: Knowledge | None = None, *, page: bool = True) -> None:
    # The page is made of the records alone, by the rules that they name.
    is_there = page and before == graph.knowledge and (folder.path / disk.PAGE).is_file()
    same = disk.data(folder.path, disk.PAGE) if is_there else None
    files = beside(graph, page=page and same is None) | ({} if same is None else {disk.PAGE: same})
    cost.lap("view")
    database.write(graph.knowledge, folder, files, before)
    cost.lap("store")


def origin(model: str, base: str | None = None) -> Origin:
    """What a graph of today is made with: this version of kg, its rules and word lists, the model, and the base."""
    name, number = described(model)
    return Origin(__version__, rules()[:16], name, number, base="" if base in (None, vocab.BASE) else base)


def _write(path: AnyPath, text: str) -> None:
    try:
        put(path, text.encode())
    except OSError as error:
        raise InputError(
            f"cannot write {os.fspath(path)!r}: {error.strerror}. Name a place that can be written"
        ) from error


def _tell(failures: Iterable[Failure], failed: Callable[[Failure], None] | None) -> None:
    for failure in sorted(failures, key=lambda f: f.document):
        if failed is None:
            warnings.warn(f"{failure.document}: {failure.message}", stacklevel=4)
        else:
            failed(failure)


@dataclass(frozen=True, slots=True)
class _Means:
    """What readings are joined with: words, names, and what a person decided."""

    words: senses.Lexicon
    names: known.Gazetteer
    decisions: decided.Decisions
    are_decisions_named: bool

    @property
    def decided(self) -> str:
        """A digest of the decisions, wherever they lie."""
        given = [replace(decision, place="") for decision in self.decisions.given]
        return hashlib.sha256(repr((given, self.decisions.apply_from)).encode("utf-8", "surrogatepass")).hexdigest()

    def digests(self) -> _Digests:
        """Of the user's own files; "" where there are none, and for the decisions that lie in the folder."""
        return {
            "lexicon": self.words.digest,
            "gazetteer": self.names.source.digest,
            "merges": self.decided if self.are_decisions_named else "",
        }


class _Digests(TypedDict):
    lexicon: str
    gazetteer: str
    merges: str


def _means(
    folder: AnyPath | None, lexicon: AnyPath | None, gazetteer: AnyPath | None, merges: AnyPath | None
) -> _Means:
    return _Means(senses.load(lexicon), known.load(gazetteer), decided.of(folder, merges), merges is not None)


# -- articles that come and go -------------------------------------------------------------------------------------


class Again(TypedDict, total=False):
    """How articles come to a graph, or go: as for :func:`build`.

    Attributes:
        folder: where the graph lies; its ``merges.yaml`` is obeyed.
        model: None takes the one that the graph was built with.
        lexicon, gazetteer, merges: the same that the graph was built with.
    """

    folder: AnyPath | None
    model: str | None
    workers: int
    cache: bool
    lexicon: AnyPath | None
    gazetteer: AnyPath | None
    merges: AnyPath | None
    failed: Callable[[Failure], None] | None
    progress: Progress | None


def add(
    archive: Archive,
    paths: Given,
    *,
    before: Records | None = None,
    date: str | None = None,
    columns: str | Mapping[str, str] | None = None,
    **options: Unpack[Again],
) -> Graph | None:
    """The graph of an archive's documents and of those at these paths; a document whose id is known is replaced.

    Only what is new is parsed and read. Then all documents are joined as :func:`build` joins them, so that the graph
    is, byte for byte, that of a build of the same documents.

    Args:
        archive: of the graph so far.
        paths: as for :func:`build`.
        before: the records of that graph; what does not change is taken from them.
        date: ISO date of documents that tell none themselves; None takes the one that the graph was built with.
        columns: which columns of tables are what, as for :func:`build`.
        options: how they are read.

    Returns:
        None where nothing changes.

    Raises:
        InputError: if no document can be read, or the user's own files are not those that the graph was built with.
    """
    given = told_apart(paths)
    documents, failures = read([*given.paths, *given.rows], date=date or archive.recipe.date or None, columns=columns)
    if not documents:
        _tell(failures, options.get("failed"))
        raise InputError("nothing was added, as no document could be read. Name a text file or a folder of them")
    there = {reading.document.id: reading.document for reading in archive.readings}
    new = [document for document in documents if there.get(document.id) != document]
    if same := [shown(document.id) for document in documents if there.get(document.id) == document]:
        more = f" and {len(same) - 5} more" if len(same) > 5 else ""
        logger.warning("the graph has these already, with the same text: %s%s", ", ".join(same[:5]), more)
    still = _not_read_again(archive.failures, documents, given.paths)
    return _renewed(archive, archive.readings, new, still, failures, before, **options)


def remove(
    archive: Archive, ids: Iterable[str], *, before: Records | None = None, **options: Unpack[Again]
) -> Graph | None:
    """The graph of an archive's documents but these, as if they had never been there.

    Args:
        archive: of the graph so far.
        ids: of documents, also with the prefix doc: as queries show them; and what the report names as not read.
        before: the records of that graph; what does not change is taken from them.
        options: how documents are read, should that be needed.

    Returns:
        None where no id is given.

    Raises:
        NotFoundError: if the graph has no such document; the message names the nearest.
        InputError: if no document would be left, or the user's own files are not those that the graph was built with.
    """
    known_ids = {reading.document.id for reading in archive.readings} | {f.document for f in archive.failures}
    named = [ids] if isinstance(ids, str) else ids
    # As answers to queries show them: doc:https%3A%2F%2Fnews.example%2F1.
    gone = {id if id in known_ids or not id.startswith("doc:") else vocab.id_of(vocab.term_iri(id)) for id in named}
    for id in sorted(gone - known_ids):
        near = offered(nearest(id, known_ids)) or ". report.md lists all"
        raise NotFoundError(f"the graph has no document {shown(id)}{near}")
    left = [reading for reading in archive.readings if reading.document.id not in gone]
    if not left:
        raise InputError("no document would be left, and no graph is empty. Keep one, or remove the folder as a whole")
    return _renewed(archive, left, [], [f for f in archive.failures if f.document not in gone], [], before, **options)


def renew(
    folder: AnyPath, change: Callable[[Archive, Records | None], Graph | None], *, page: bool = True
) -> Graph | None:
    """Put what a change makes of a folder's graph in the place of that graph, all of it or nothing.

    Args:
        folder: of the graph.
        change: gives the new graph, of the readings and the records of the old; None leaves all as it is.
        page: make the page of the new graph; otherwise the folder has none until :func:`draw` makes it.

    Raises:
        StoreError: if the folder holds no graph, or one without readings, or cannot be written.
    """
    place = Path(folder)
    database.load(place)  # tells of a folder without a graph, before one is made there to be held
    with disk.hold(place) as held, without_collector():
        before = records_of(place)
        graph = change(required(place, before.knowledge.documents if before is not None else ()), before)
        if graph is not None:
            _keep(graph, held, Cost(), before.knowledge if before is not None else None, page=page)
    return graph


def draw(folder: AnyPath) -> None:
    """Put the page of a folder's graph there, as a build writes it; all else stays as it is.

    Raises:
        StoreError: if the folder holds no graph, or cannot be written.
    """
    place = Path(folder)
    database.load(place)  # tells of a folder without a graph, before one is made there to be held
    with disk.hold(place) as held:
        database.put(held, {disk.PAGE: load(place).page()})


def _renewed(
    archive: Archive,
    staying: Sequence[Reading],
    new: Sequence[Document],
    still: Sequence[Failure],
    failures: Sequence[Failure],
    records: Records | None,
    *,
    folder: AnyPath | None = None,
    model: str | None = None,
    workers: int = 1,
    cache: bool = True,
    lexicon: AnyPath | None = None,
    gazetteer: AnyPath | None = None,
    merges: AnyPath | None = None,
    failed: Callable[[Failure], None] | None = None,
    progress: Progress | None = None,
) -> Graph | None:
    """The graph of documents that stay and of new ones, with old failures and new; None where it is the same."""
    means = _means(folder, lexicon, gazetteer, merges)
    before = archive.recipe
    model = model or before.model
    recipe = replace(before, model=model, fingerprint=fingerprint(model), rules=rules(), **means.digests())
    _check_given(before, recipe)
    coming = {document.id: document for document in new}
    staying = [reading for reading in staying if reading.document.id not in coming]
    if staying and (recipe.rules, recipe.fingerprint) != (before.rules, before.fingerprint):
        logger.warning("%d documents were read by other rules or another model, and are read anew", len(staying))
        olds = (reading.document for reading in staying)
        coming |= {old.id: again(old) if recipe.rules != before.rules else old for old in olds}
        staying = []
    documents = [coming[id] for id in sorted(coming)]
    reading_now = read_documents(documents, model=model, names=means.names, workers=workers, cache=cache)
    found, unread = parted(progress(reading_now, len(documents)) if progress and documents else reading_now)
    new_failures = [*failures, *unread]
    renewed = archived(recipe, [*staying, *found], [*still, *new_failures], archive, decided=means.decided)
    if renewed == archive:
        _tell(new_failures, failed)
        return None
    return _joined(renewed, means, new_failures, failed, cost=Cost(), before=records, staying=staying)


def _check_given(before: Recipe, now: Recipe) -> None:
    """Refuse other files than those that all documents so far were read and joined with.

    Raises:
        InputError: if the user's own files are not the same.
    """
    for name in ("lexicon", "gazetteer", "merges"):
        had, has = getattr(before, name), getattr(now, name)
        if had and not has:
            raise InputError(f"the graph was built with a file of your own as {name}. Name it again: --{name} FILE")
        if had != has:
            was, remedy = ("another file", "Name that one") if had else ("none", f"Leave --{name} out")
            raise InputError(
                f"the graph was built with {was} as {name}, and this one may change what any article says. {remedy}, "
                "or build the graph anew with kg build"
            )


def _not_read_again(failures: Iterable[Failure], documents: Sequence[Document], paths: Sequence[str]) -> list[Failure]:
    """The failures of files that are not given now; should one of the others fail again, that is told anew."""
    below = (file for path in map(Path, paths) for file in (path.rglob("*") if path.is_dir() else (path,)))
    files = {file.name for file in below}
    ids = {document.id for document in documents}
    places = ((failure, PurePath(failure.document)) for failure in failures)
    # A file of an archive is named with the archive before it.
    return [failure for failure, place in places if files.isdisjoint(place.parts) and place.stem not in ids]
