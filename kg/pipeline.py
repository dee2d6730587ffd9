"""The whole flow on one screen: texts become a graph. Start reading kg here.

    read → parse → extract → resolve → align → fuse → Knowledge → store, page, report

Each stage has a room: ``text`` (files and what stands where in them), ``language`` (the parser, and what it gets
wrong), ``extract`` (one document: names, reference, clauses, stance, what is stated), ``knowledge`` (all documents:
who is who, which relation a word is, what happened once), ``store`` and ``show``. They share the plain records of
``model``, the closed sets of ``terms`` and the known names of ``gazetteer``; ``work`` has the processes, the cache
and the folder.

Parsing and extracting look at one document at a time, so they may run in other processes and be kept from an
earlier build; everything after them looks at all documents together and does not depend on their order. A document
that fails in a stage is left out and named (``work.guard``), and the others are built. Without a graph, ``kg extract``
and ``kg entities`` go the same way in ``texts``.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from importlib.metadata import version
from pathlib import Path

from kg import gazetteer as known
from kg.errors import InputError
from kg.graph import Graph
from kg.knowledge import merges as decided
from kg.knowledge.fuse import fuse
from kg.knowledge.kept import kept
from kg.knowledge.statements import state
from kg.knowledge.threshold import sure
from kg.language.parse import described, installed
from kg.model.records import Failure, Knowledge, Origin, Reading
from kg.show.report import report
from kg.store import database
from kg.terms import lexicon as senses
from kg.terms import vocab
from kg.terms.namespaces import based
from kg.text.read import read
from kg.work import disk
from kg.work.cache import rules
from kg.work.cost import Cost
from kg.work.files import AnyPath, put
from kg.work.guard import parted
from kg.work.workers import read_documents

Progress = Callable[[Iterable[Reading | Failure], int], Iterable[Reading | Failure]]


def build(
    paths: AnyPath | Iterable[AnyPath],
    *,
    output: AnyPath | None = None,
    model: str | None = None,
    workers: int = 1,
    cache: bool = True,
    date: str | None = None,
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
        paths: a file or folder, or several; "-" is standard input.
        output: folder for the store, ``graph.trig``, ``graph.html`` and ``report.md``, which take the place of those
            of an earlier build, all of them or none; no other file there is touched.
        model: name or path of a spaCy model; None takes the best that is installed.
        workers: processes that parse and extract.
        cache: use the analyses and readings that earlier builds kept, and keep new ones.
        date: ISO date of documents that tell none themselves.
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
    cost = Cost()
    with nullcontext() if output is None else disk.hold(Path(output)) as folder:
        cost.lap("read")
        words = senses.load(lexicon)
        names = known.load(gazetteer)
        decisions = decided.of(output, merges)
        cost.lap("align")
        model = model or installed()
        documents, failures = read(paths, date=date)
        cost.lap("read")
        coming = read_documents(documents, model=model, names=names, workers=workers, cache=cache, cost=cost)
        found, unread = parted(progress(coming, len(documents)) if progress else coming)
        stated = state(found, names, words, decisions, cost=cost)
        readings, resolution = stated.readings, stated.resolution
        failures += [*unread, *stated.failures]
        for failure in sorted(failures, key=lambda f: f.document):
            (failed or _warn)(failure)
        if not readings:
            raise InputError("nothing was built, as no document could be read. Name a text file or a folder of them")

        said = [statement for reading in readings for statement in stated.statements[reading.document.id]]
        statements = sure(said, min_confidence)
        cost.lap("align")
        entities = kept(resolution.entities, statements)
        fusion = fuse(statements, entities, [reading.document for reading in readings])
        cost.lap("fuse")
        texts = tuple(reading.document for reading in readings)
        knowledge = Knowledge(texts, entities, statements, fusion, origin(model, base))
        told = report(knowledge, readings, failures, resolution)
        graph = Graph(knowledge, report=told)

        if folder is not None:
            page = graph.page()
            cost.lap("view")
            database.write(knowledge, folder, {disk.PAGE: page, disk.REPORT: told})
            cost.lap("store")
    if stats is not None:
        cost.lap("view")
        words_read = sum(len(document.text.split()) for document in graph.documents)
        figures = {"documents": len(readings), "words": words_read, "statements": len(statements)}
        _write(stats, json.dumps({**figures, "model": model, "cpu_seconds": cost.seconds}, indent=1) + "\n")
    return graph


def origin(model: str, base: str | None = None) -> Origin:
    """What a graph of today is made with: this version of kg, its rules and word lists, the model, and the base."""
    name, number = described(model)
    return Origin(version("kg"), rules()[:16], name, number, base="" if base in (None, vocab.BASE) else base)


def _write(path: AnyPath, text: str) -> None:
    try:
        put(path, text.encode())
    except OSError as error:
        raise InputError(
            f"cannot write {os.fspath(path)!r}: {error.strerror}. Name a place that can be written"
        ) from error


def _warn(failure: Failure) -> None:
    warnings.warn(f"{failure.document}: {failure.message}", stacklevel=3)
