"""One document at a time: parse and extract, here or in worker processes, with what was kept from earlier builds.

The pool is the standard library's, which says so when a worker dies; spaCy's own processes and
``multiprocessing.Pool`` wait for ever. Workers are spawned, never forked, and return finished readings.
"""

from __future__ import annotations

import functools
import logging
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from kg import cache as caches
from kg import gazetteer
from kg.cost import Cost, spent
from kg.errors import InputError, KGError
from kg.extract import extract
from kg.gazetteer import Gazetteer, Source
from kg.model import Document, Failure, Reading
from kg.parse import Parser, fingerprint

logger = logging.getLogger("kg")

# Documents that a worker takes at a time: enough to spare it the asking, few enough that all end together.
LARGEST_LOT = 8


def read_documents(
    documents: Sequence[Document],
    *,
    model: str,
    names: Gazetteer | None = None,
    workers: int = 1,
    cache: bool = True,
    cost: Cost | None = None,
) -> Iterator[Reading | Failure]:
    """The reading of each document in the order given; a Failure where the rules stumble over one.

    Args:
        documents: what to read.
        model: name or path of a spaCy model.
        names: the known names; None for those that ship with kg.
        workers: processes that parse and extract.
        cache: use and keep analyses and readings.
        cost: gathers CPU seconds.

    Raises:
        KGError: if a worker process dies; what was read until then is in the cache.
    """
    if workers < 1:
        raise InputError(f"{workers} workers cannot read; ask for 1 or more")
    cost = cost or Cost()
    source = (names or gazetteer.load()).source
    if workers == 1 or len(documents) == 1:
        for document in documents:
            outcomes, seconds = read_lot(model, source, cache, (document,))
            cost.lap("parse")
            cost.move("parse", "extract", seconds)
            yield from outcomes
        return
    size = max(1, min(LARGEST_LOT, len(documents) // (4 * workers)))
    lots = [documents[start : start + size] for start in range(0, len(documents), size)]
    extracting = 0.0
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            for outcomes, seconds in pool.map(functools.partial(read_lot, model, source, cache), lots):
                extracting += seconds
                yield from outcomes
    except BrokenProcessPool as error:
        raise KGError(
            "a worker process was ended from outside (often: no memory left). Run the same command again, "
            "with fewer workers; what was read so far is in the cache"
        ) from error
    # Only workers that have ended are in the count, so their share is known here and not before.
    cost.lap("parse")
    cost.move("parse", "extract", extracting)


def read_chained(documents: Sequence[Document], *, model: str, names: Gazetteer) -> Iterator[Reading | Failure]:
    """The readings with the chains that ``kg entities`` tells and the graph does without; none is kept."""
    reader = _reader(model, names.source, False)
    for document in documents:
        yield reader.read(document, chained=True)


def read_lot(
    model: str, source: Source, cache: bool, documents: Sequence[Document]
) -> tuple[list[Reading | Failure], float]:
    """Some documents' readings, and the CPU seconds that extraction took; what a worker process runs."""
    reader = _reader(model, source, cache)
    before = reader.seconds
    return [reader.read(document) for document in documents], reader.seconds - before


@functools.cache
def _reader(model: str, source: Source, cache: bool) -> Reader:
    # The model's products are so small that threads only wait for one another, at twice the CPU. To be said before
    # numpy is loaded; where a user's program has loaded it already, reading costs more and gives the same.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return Reader(model, caches.folder() if cache else None, gazetteer.load(source.path))


class Reader:
    """Reads documents one by one with one model: parses, extracts, and keeps the readings.

    Args:
        model: name or path of a spaCy model.
        cache: folder of stored analyses and readings; None keeps nothing.
        names: the known names.
    """

    def __init__(self, model: str, cache: Path | None, names: Gazetteer) -> None:
        self.seconds = 0.0
        self._gazetteer = names
        self._parser = Parser(model, cache=cache)
        self._stored = caches.Readings(cache, fingerprint(model), names.source.digest) if cache else None

    def read(self, document: Document, *, chained: bool = False) -> Reading | Failure:
        """The document's reading; a Failure where the rules stumble, so that the other documents go on."""
        stored = self._stored.get(document) if self._stored and not chained else None
        if stored is not None:
            return stored
        try:
            [parse] = self._parser.parse([document])
            start = spent()
            reading = extract(parse, self._gazetteer, chained=chained)
            self.seconds += spent() - start
        except KGError:
            raise
        except Exception as error:  # a fault of kg's own; the traceback goes to the log, the name to the report
            logger.debug("reading %s", document.id, exc_info=error)
            return Failure(document.id, f"kg failed on it with {error!r}; --debug tells more, please report it")
        if self._stored and not chained:
            self._stored.put(reading)
        return reading
