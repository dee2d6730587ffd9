"""What texts say, without a graph: the rows of ``kg extract`` and the object of ``kg entities``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kg import gazetteer as known
from kg.errors import DocumentError, InputError
from kg.knowledge.resolve import resolve
from kg.knowledge.statements import state
from kg.knowledge.threshold import sure
from kg.language.parse import installed
from kg.model.records import Document, Failure, Reading
from kg.show import entities as mentions
from kg.show import events, export, oie
from kg.terms import lexicon as senses
from kg.text import read
from kg.work import files
from kg.work.guard import guarded, parted
from kg.work.workers import read_chained, read_documents


def extract(
    paths: Sequence[str],
    *,
    lines: str | None = None,
    form: str = "oie",
    date: str | None = None,
    columns: str | None = None,
    model: str | None = None,
    lexicon: str | None = None,
    gazetteer: str | None = None,
    min_confidence: float = 0.0,
    failed: Callable[[Failure], None],
) -> Iterator[str]:
    """What sentences say, one line of text each, in the form "oie", "events" or "statements".

    Args:
        paths: files and folders, read as articles.
        lines: a file of which each line is read by itself, in place of paths.
        form: which of the three.
        date: ISO date of documents that tell none themselves.
        columns: which columns of tables are what: "text=body,date=published".
        model: name or path of a spaCy model.
        lexicon: file of senses that win over the shipped ones.
        gazetteer: file of names that win over the known ones.
        min_confidence: leave out what is less sure, in 0..1; 0 keeps all.
        failed: called with each document that cannot be read.
    """
    words = senses.load(lexicon)
    names = known.load(gazetteer)
    if lines is None:
        documents, failures = read.read(paths, date=date, columns=columns)
    else:
        documents, failures = read.lines(lines), []
    coming = read_documents(documents, model=model or installed(), names=names, cache=lines is None)
    readings, unread = parted(coming)
    for failure in (*failures, *unread):
        failed(failure)
    if form == "oie":
        yield from _all_tuples(readings, min_confidence, failed)
        return
    # A line stands by itself: nothing that another line says may name or type what it speaks of.
    together = [[reading] for reading in readings] if lines is not None else [readings]
    for group in together:
        for row in _rows(group, form, words, names, min_confidence, failed):
            yield json.dumps(
                {"line": int(group[0].document.id), **row} if lines is not None else row, ensure_ascii=False
            )


def _all_tuples(readings: Sequence[Reading], least: float, failed: Callable[[Failure], None]) -> Iterator[str]:
    for reading in readings:
        tuples = guarded(reading.document, partial(_tuples, reading, least))
        if isinstance(tuples, Failure):
            failed(tuples)
        else:
            yield from tuples


def _tuples(reading: Reading, least: float) -> list[str]:
    return list(oie.rows(reading, least))


def _rows(
    readings: Sequence[Reading],
    form: str,
    words: senses.Lexicon,
    names: known.Gazetteer,
    least: float,
    failed: Callable[[Failure], None],
) -> Iterator[dict[str, object]]:
    stated = state(readings, names, words)
    for failure in stated.failures:
        failed(failure)
    said = {id: sure(statements, least) for id, statements in stated.statements.items()}
    if form == "events":
        for reading in stated.readings:
            document = reading.document
            coded = guarded(document, partial(events.rows, reading, said[document.id], words))
            if isinstance(coded, Failure):
                failed(coded)
            else:
                yield {"doc": document.id, "text": document.text, "events": coded}
        return
    yield from export.rows([statement for one in said.values() for statement in one], stated.resolution.entities)


def entities(
    file: str | None = None,
    *,
    corpus: bool = False,
    model: str | None = None,
    gazetteer: str | None = None,
    failed: Callable[[Failure], None],
) -> dict[str, Any]:
    """The names, mentions and events of a text, or of a corpus whose entities are linked.

    Args:
        file: a text, or a JSON list of ``{"doc", "text"}``; None and "-" are standard input.
        corpus: read the JSON list.
        model: name or path of a spaCy model.
        gazetteer: file of names that win over the known ones.
        failed: called with each text of a corpus that cannot be read; the others are told without it.

    Raises:
        InputError: if no text can be read, or the JSON is of another shape.
    """
    names = known.load(gazetteer)
    text = files.text(file or "-", "the text", "Check the spelling of the path")
    if corpus:
        documents, failures = _corpus(text)
    else:
        documents, failures = [read.from_text(text, "stdin" if file in (None, "-") else Path(str(file)).stem)], []
    readings, unread = parted(read_chained(documents, model=model or installed(), names=names))
    failures += unread
    if failures and not readings:
        raise InputError("\n".join(f"{failure.document}: {failure.message}" for failure in failures))
    for failure in failures:
        failed(failure)
    resolution = resolve(readings, names)
    return mentions.corpus(readings, resolution) if corpus else mentions.document(readings[0], resolution)


def _corpus(text: str) -> tuple[list[Document], list[Failure]]:
    form = 'a JSON list of {"doc": ..., "text": ...}'
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"the corpus is no JSON ({error}); give {form}") from error
    documents: dict[str, Document] = {}
    failures = []
    for number, row in enumerate(rows if isinstance(rows, list) else [None]):
        if not isinstance(row, Mapping) or not isinstance(row.get("text"), str) or "doc" not in row:
            raise InputError(f"entry {number} of the corpus has not the fields doc and text; give {form}")
        id = str(row["doc"])
        if id in documents:
            raise InputError(f"entry {number} of the corpus repeats the doc {id!r}; give each text a doc of its own")
        try:
            documents[id] = read.from_text(row["text"], id)
        except DocumentError as error:
            failures.append(Failure(id, f"entry {number} of the corpus: {error}"))
    return [documents[id] for id in sorted(documents)], failures
