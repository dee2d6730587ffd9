"""One document at a time: parse and extract, here or in worker processes, with what was kept from earlier builds.

Workers return finished readings. One that dies is replaced (``work.pool``), and a document that every worker dies of is
left out and named; a process that reads alone dies with it.
"""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Iterable, Iterator, Sequence

from kg import gazetteer
from kg.errors import InputError, KGError
from kg.extract import extract
from kg.gazetteer import Gazetteer, Source
from kg.language.parse import Parser, lots
from kg.model.records import Document, Failure, Parse, Reading
from kg.model.syntax import unlink
from kg.work import cache as caches
from kg.work.cache import Cache, Readings
from kg.work.collector import free_circles, without_collector
from kg.work.cost import Cost, spent
from kg.work.guard import failure, guarded
from kg.work.pool import results

logger = logging.getLogger("kg")

# Documents that a worker takes at a time: enough to spare it the asking, few enough that all end together.
LARGEST_LOT = 32
ENDED = (
    "each worker process that read it was ended (often: no memory left); leave it out, cut it into shorter texts, or "
    "read it with fewer workers"
)


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
        KGError: if no worker process can begin.
    """
    if workers < 1:
        raise InputError(f"{workers} workers cannot read; ask for 1 or more")
    cost = cost or Cost()
    source = (names or gazetteer.load()).source
    trouble = ""
    if workers == 1 or len(documents) == 1:
        reader = reader_of(model, source, cache)
        before = reader.seconds
        for outcome in reader.read(documents):
            cost.lap("parse")
            cost.move("parse", "extract", reader.seconds - before)
            before = reader.seconds
            trouble = told(trouble, reader.trouble())
            yield outcome
        return
    size = max(1, min(LARGEST_LOT, len(documents) // (4 * workers)))
    extracting = 0.0
    work = functools.partial(read_lot, model, source, cache)
    for lot, done in results(work, documents, size=size, workers=workers):
        if done is None:
            yield from (Failure(document.id, ENDED) for document in lot)
            continue
        outcomes, seconds, own = done
        extracting += seconds
        trouble = told(trouble, own)
        yield from outcomes
    # Only workers that have ended are in the count, so their share is known here and not before.
    cost.lap("parse")
    cost.move("parse", "extract", extracting)


def read_chained(documents: Sequence[Document], *, model: str, names: Gazetteer) -> Iterator[Reading | Failure]:
    """The readings with the chains that ``kg entities`` tells and the graph does without; none is kept."""
    return reader_of(model, names.source, False).read(documents, chained=True)


def read_lot(
    model: str, source: Source, cache: bool, documents: Sequence[Document]
) -> tuple[list[Reading | Failure], float, str]:
    """Some documents' readings, the CPU seconds of extraction, and trouble with the cache; what a worker runs."""
    reader = reader_of(model, source, cache)
    before = reader.seconds
    return list(reader.read(documents)), reader.seconds - before, reader.trouble()


def told(before: str, trouble: str) -> str:
    """What was told of the cache: its first trouble, told now if none was before."""
    if trouble and not before:
        logger.warning("the cache: %s. What it lacks is read anew, and the result is the same", trouble)
    return before or trouble


@functools.cache
def reader_of(model: str, source: Source, cache: bool) -> Reader:
    """The reader of this process with these means; its model is loaded when the first text needs it."""
    # The model's products are so small that threads only wait for one another, at twice the CPU. To be said before
    # numpy is loaded; where a user's program has loaded it already, reading costs more and gives the same.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return Reader(model, caches.usual() if cache else None, gazetteer.load(source.path))


class Reader:
    """Reads documents with one model: parses, extracts, and keeps the readings.

    Args:
        model: name or path of a spaCy model.
        cache: stored analyses and readings; None keeps nothing.
        names: the known names.
    """

    def __init__(self, model: str, cache: Cache | None, names: Gazetteer) -> None:
        self.seconds = 0.0
        self._gazetteer = names
        self._cache = cache
        self._parser = Parser(model, cache=cache)
        self._stored = None if cache is None else Readings(cache, self._parser.fingerprint, names.source.digest)

    def trouble(self) -> str:
        """What went wrong with the cache since this was asked last, in words; empty where nothing did."""
        return self._cache.trouble() if self._cache else ""

    def read(self, documents: Iterable[Document], *, chained: bool = False) -> Iterator[Reading | Failure]:
        """The readings in order; a Failure where the rules stumble over a document, so that the others go on.

        Args:
            documents: what to read; some are parsed together, and none reads differently for it.
            chained: also tell what ``kg entities`` tells and the graph does without; such readings are not kept.
        """
        for lot in lots(documents):
            # the trees of a lot, full of circles, are garbage together, before the collector has looked at any
            with without_collector():
                outcomes = self._read(lot, chained)
            free_circles()
            yield from outcomes

    def _read(self, lot: Sequence[Document], chained: bool) -> list[Reading | Failure]:
        store = None if chained else self._stored
        kept = [store.get(document) if store else None for document in lot]
        parses = self._parses([d for d, reading in zip(lot, kept, strict=True) if reading is None])
        outcomes = []
        for document, stored in zip(lot, kept, strict=True):
            reading = stored or self._extracted(document, next(parses), chained)
            if store and stored is None and isinstance(reading, Reading):
                store.put(reading)
            outcomes.append(reading)
        return outcomes

    def has(self, document: Document) -> bool:
        """Whether there is a stored reading of it; one that proves damaged is made anew by ``read``."""
        return self._stored is not None and self._stored.has(document)

    def keep(self, outcome: Reading | Failure) -> None:
        """Store a reading that was made elsewhere."""
        if self._stored and isinstance(outcome, Reading):
            self._stored.put(outcome)

    def _parses(self, documents: Sequence[Document]) -> Iterator[Parse | Exception]:
        """The documents parsed together; where that fails, one by one, to tell which of them it is."""
        try:
            yield from list(self._parser.parse(documents))
        except KGError:
            raise
        except Exception:
            for document in documents:
                try:
                    [parse] = self._parser.parse([document])
                except Exception as error:
                    yield error
                else:
                    yield parse

    def _extracted(self, document: Document, parse: Parse | Exception, chained: bool) -> Reading | Failure:
        if isinstance(parse, Exception):
            return failure(document, parse)
        start = spent()
        reading = guarded(document, functools.partial(extract, parse, self._gazetteer, chained=chained))
        for block in parse.blocks:
            unlink(block.doc)
        self.seconds += spent() - start
        return reading
