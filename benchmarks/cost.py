"""What kg costs over the bare parse: CPU seconds of reading, in rounds that take turns in one process.

    python benchmarks/cost.py [PATH...] [--rounds 5] [--model NAME]

Each round parses the texts with ``nlp.pipe`` of the stock model, with kg's own parser, and with everything up to
the quads. Rounds take turns, so that what else the machine does falls on all alike; the median is printed, and its
ratio to the stock model. Ratios are what can be compared between machines.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import time
import warnings
from collections.abc import Callable

warnings.simplefilter("ignore")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as kg sets it; the stock model brings its own products

import spacy  # noqa: E402

from kg import gazetteer, lexicon, rdf  # noqa: E402
from kg.align import align  # noqa: E402
from kg.extract import extract  # noqa: E402
from kg.fuse import fuse  # noqa: E402
from kg.model import Knowledge  # noqa: E402
from kg.parse import READABLE, Parser, installed  # noqa: E402
from kg.read import read  # noqa: E402
from kg.resolve import resolve  # noqa: E402


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="*", default=["seeds"])
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--model", default=None)
    given = options.parse_args()

    documents, _ = read(given.paths)
    texts = [b.span.of(d.text) for d in documents for b in d.blocks if b.kind in READABLE]
    stock = spacy.load(given.model or installed())
    parser = Parser(given.model)
    names, words = gazetteer.load(), lexicon.load()

    def bare() -> None:
        list(stock.pipe(texts))

    def parse() -> None:
        list(parser.parse(documents))

    def whole() -> None:
        readings = [extract(parsed, names) for parsed in parser.parse(documents)]
        resolution = resolve(readings, names)
        statements = tuple(s for reading in readings for s in align(reading, resolution, words))
        fusion = fuse(statements, resolution.entities, documents)
        rdf.quads(Knowledge(tuple(documents), resolution.entities, statements, fusion))

    tasks = {"nlp.pipe, stock model": bare, "kg's parse": parse, "kg, text to quads": whole}
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(given.rounds + 1):
        for name, task in tasks.items():
            spent = cpu(task)
            if number:  # the first round warms caches
                seconds[name].append(spent)
    base = statistics.median(seconds["nlp.pipe, stock model"])
    count = sum(len(text.split()) for text in texts)
    print(f"{len(documents)} documents, {count} words, {given.rounds} rounds, model {parser.name}")
    for name, spent_each in seconds.items():
        median = statistics.median(spent_each)
        print(f"{name:<24} {median:7.3f} s  {median / base:5.2f} x  {count / median:8.0f} words/s")


def cpu(task: Callable[[], None]) -> float:
    """CPU seconds of one call."""
    gc.collect()
    start = time.process_time()
    task()
    return time.process_time() - start


if __name__ == "__main__":
    main()
