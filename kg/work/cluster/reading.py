"""Documents read on a cluster: those that the cache lacks go to its workers, and the readings are kept here.

A worker runs the function that kg's own processes run, without a cache of its own, and only where it reads as this
machine does: the same rules and word lists, the same model, the same names. So the graph is that of a build without a
cluster, byte for byte.
"""

from __future__ import annotations

import functools
import platform
from collections.abc import Iterator, Mapping, Sequence

from kg import gazetteer
from kg.errors import KGError
from kg.gazetteer import Gazetteer, Source
from kg.language.parse import fingerprint
from kg.model.records import Document, Failure, Reading
from kg.work.cache import rules
from kg.work.cluster import dask
from kg.work.cluster.engine import Engine
from kg.work.cost import Cost, spent
from kg.work.workers import LARGEST_LOT, read_lot, reader_of, told

ENDED = (
    "each worker of the cluster that read it was ended (often: no memory left; their logs tell); leave it out, cut it "
    "into shorter texts, or give the workers more memory"
)
# What must be the same on a worker, with what to do where it is not.
ALIKE = {
    "rules": "install the same version of kg on all machines, and start the workers anew",
    "model": "install the same version of spaCy and of the model on all machines; copy a model in a folder with its "
    "times, as by rsync -a, to the same place",
    "names": "put the same file of names at the same place on all machines, and start the workers anew",
}

Outcomes = list[Reading | Failure]


def read_on_cluster(
    documents: Sequence[Document],
    *,
    model: str,
    names: Gazetteer,
    address: str,
    cache: bool = True,
    cost: Cost | None = None,
    engine: Engine | None = None,
) -> Iterator[Reading | Failure]:
    """The reading of each document in the order given; a Failure where the rules stumble over one, or workers end.

    Args:
        documents: what to read.
        model: name or path of a spaCy model, there as here.
        names: the known names.
        address: of the cluster; nobody is asked there where the cache has all readings.
        cache: use and keep readings, on this machine.
        cost: gathers CPU seconds, those of the workers too.
        engine: what the workers are reached by; None is Dask.

    Raises:
        InputError: if there is no such cluster.
        KGError: if a worker does not read as this machine does, the cluster goes away, or none of its workers lasts.
    """
    cost = cost or Cost()
    own = reader_of(model, names.source, cache)
    lacking = [document for document in documents if not own.has(document)]
    work = functools.partial(read_alike, _made_with(model, names.source), model, names.source)
    coming = _outcomes((engine or functools.partial(dask.results, address=address)), work, lacking, cost)
    asked = {document.id for document in lacking}
    trouble = ""
    for document in documents:
        if document.id in asked:
            outcome = next(coming)
            own.keep(outcome)
            yield outcome
        else:
            yield from own.read([document])
        trouble = told(trouble, own.trouble())
    cost.lap("parse")


def _outcomes(
    engine: Engine, work: functools.partial[tuple[Outcomes, float, float]], documents: Sequence[Document], cost: Cost
) -> Iterator[Reading | Failure]:
    for lot, done in engine(work, documents, size=LARGEST_LOT):
        if done is None:
            yield from (Failure(document.id, ENDED) for document in lot)
            continue
        outcomes, parsing, extracting = done
        cost.add("parse", parsing)
        cost.add("extract", extracting)
        yield from outcomes


def read_alike(
    made_with: Mapping[str, str], model: str, source: Source, documents: Sequence[Document]
) -> tuple[Outcomes, float, float]:
    """Some documents' readings, with the CPU seconds of parsing and of extraction; what a worker runs.

    Raises:
        KGError: if this machine does not read as the one does that asks; the message names both.
    """
    where = f"on the worker at {platform.node() or 'an unnamed machine'}"
    try:
        here = _made_with(model, source)
    except KGError as error:
        raise KGError(f"{where}: {error}") from error
    for what, remedy in ALIKE.items():
        if here[what] != made_with[what]:
            raise KGError(
                f"{where} kg reads with other {what} ({here[what][:80] or 'none'}) than here "
                f"({made_with[what][:80] or 'none'}): {remedy}"
            )
    before = spent()
    try:
        outcomes, extracting, _ = read_lot(model, source, False, documents)
    except KGError as error:
        raise KGError(f"{where}: {error}") from error
    return outcomes, spent() - before - extracting, extracting


@functools.cache
def _made_with(model: str, source: Source) -> Mapping[str, str]:
    return {"rules": rules(), "model": fingerprint(model), "names": gazetteer.load(source.path).source.digest}
