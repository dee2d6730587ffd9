"""Which names of a built graph were merged, and which might be: ``merges.yaml``, for a person to decide on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kg import gazetteer as known
from kg.errors import InputError
from kg.knowledge import merges
from kg.knowledge.resolve import resolve as resolved
from kg.language.parse import installed
from kg.model.records import Document, Failure, Reading, Resolution
from kg.pipeline import Progress
from kg.store import database, rdf
from kg.work.beside import archive
from kg.work.files import AnyPath
from kg.work.workers import read_documents


def review(
    folder: AnyPath,
    *,
    output: AnyPath | None = None,
    model: str | None = None,
    gazetteer: AnyPath | None = None,
    workers: int = 1,
    failed: Callable[[Failure], None] | None = None,
    progress: Progress | None = None,
) -> Resolution:
    """Write the merges behind a graph to its ``merges.yaml``, and keep what a person put there.

    The texts are those of the graph; their readings come from the cache where a build kept them.

    Args:
        folder: of the graph.
        output: the file, in place of that of the folder.
        model: name or path of the spaCy model that the graph was built with; None takes the best that is installed.
        gazetteer: the file of names that the graph was built with.
        workers: processes that read what is not in the cache.
        failed: called with each document that cannot be read any more.
        progress: wraps the readings as they come.

    Returns:
        The resolution that these decisions give, with evidence for each link.

    Raises:
        StoreError: if the folder holds no graph.
        InputError: if the file there has something that means nothing, or is a link.
    """
    path = Path(output) if output is not None else Path(folder) / merges.FILE
    if output is None and path.is_symlink():
        raise InputError(f"{str(path)!r} is a link, and kg writes to no other place. Name the file itself with -o FILE")
    old = merges.text(path) if path.exists() else None
    decisions = merges.read(old, path.name) if old is not None else merges.NONE
    documents = _documents(Path(folder))
    names = known.load(gazetteer)
    coming = read_documents(documents, model=model or installed(), names=names, workers=workers)
    outcomes = list(progress(coming, len(documents)) if progress else coming)
    for outcome in outcomes:
        if isinstance(outcome, Failure) and failed is not None:
            failed(outcome)
    resolution = resolved([o for o in outcomes if isinstance(o, Reading)], names, decisions, evidence=True)
    merges.save(path, merges.write(resolution.links, old, path.name))
    return resolution


def _documents(folder: Path) -> Sequence[Document]:
    """The documents of a graph as they were read; of an earlier version's without what was mended in their texts."""
    opened = database.load(folder)
    kept = archive.read(folder)
    return rdf.knowledge(opened).documents if kept is None else [reading.document for reading in kept.readings]
