"""Measure what reading costs beside spaCy's own pipeline with the same model.

    python benchmarks/cost.py seeds            # articles
    python benchmarks/cost.py --lines FILE     # each line a text of its own

All parts run in turn in this one process, and of each the cheapest round counts, in CPU seconds: so neither other
programs nor the machine's mood favour one of them. The stock pipeline is what ``spacy.load`` gives, left as it is.
"""

from __future__ import annotations

import os

# Before numpy is loaded, as reading does itself: threads would only wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import spacy

from kg import gazetteer
from kg.extract import extract
from kg.extract.names import mentions
from kg.extract.reference import chains, coreference, noun_phrases
from kg.extract.reference.speech import quotations
from kg.knowledge.align import align
from kg.knowledge.fuse import fuse
from kg.knowledge.resolve import resolve
from kg.language.parse import Parser, installed
from kg.model.kinds import READABLE
from kg.model.records import Document, Knowledge, Mention, Parse
from kg.store import rdf
from kg.terms import lexicon
from kg.text import read
from kg.work.collector import without_collector


def main() -> None:
    """Print one line a part: its CPU seconds, and its share of the stock pipeline's."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("paths", nargs="*", default=["seeds"], help="files and folders to read")
    arguments.add_argument("--lines", type=Path, help="file whose lines are texts of their own")
    arguments.add_argument("--model", default=installed(), help="spaCy model")
    arguments.add_argument("--rounds", type=int, default=8, help="rounds, of which the cheapest counts")
    given = arguments.parse_args()
    if given.lines:
        lines = given.lines.read_text(encoding="utf-8").splitlines()
        documents = [read.from_text(line, str(number)) for number, line in enumerate(lines) if line.strip()]
    else:
        documents, _ = read.read(given.paths)
    best = cheapest(parts(documents, given.model), given.rounds)
    for name, seconds in best.items():
        print(f"{name:28} {seconds:8.3f} s {seconds / best['stock nlp.pipe']:7.3f}")


def parts(documents: list[Document], model: str) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        stock = spacy.load(model)
    parser, names = Parser(model), gazetteer.load()
    texts = [block.span.of(d.text) for d in documents for block in d.blocks if block.kind in READABLE]
    parses = list(parser.parse(documents))
    return {
        "stock nlp.pipe": lambda: list(stock.pipe(texts)),
        "parse": lambda: list(parser.parse(documents)),
        "parse and extract": lambda: [extract(parse, names) for parse in parser.parse(documents)],
        "extract": lambda: [extract(parse, names) for parse in parses],
        "of it names and coreference": lambda: [bound(parse, names, chained=False) for parse in parses],
        "the same with chains": lambda: [bound(parse, names, chained=True) for parse in parses],
        "text to quads": lambda: quads(documents, parser, names),
    }


def quads(documents: list[Document], parser: Parser, names: gazetteer.Gazetteer) -> object:
    """The whole way from text to what is stored."""
    readings = [extract(parse, names) for parse in parser.parse(documents)]
    with without_collector():  # as in a build
        resolution, words = resolve(readings, names), lexicon.load()
        statements = tuple(s for reading in readings for s in align(reading, resolution, words))
        fusion = fuse(statements, resolution.entities, documents)
        return rdf.quads(Knowledge(tuple(documents), resolution.entities, statements, fusion))


def bound(parse: Parse, names: gazetteer.Gazetteer, *, chained: bool) -> tuple[Mention, ...]:
    """The mentions of names and what refers to them; ``chained``: as ``kg entities`` tells them."""
    quoted, nouns = quotations.find(parse), tuple(noun_phrases.find(parse))
    items = coreference.bound(parse, mentions.find(parse, names), quoted, names, nouns)
    linked = coreference.numbered(items)
    return chains.apply(linked, nouns, items, quoted, parse.document.text) if chained else linked


def cheapest(measured: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The fewest CPU seconds that each took, all taking turns."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        for name, run in measured.items():
            before = time.process_time()
            run()
            best[name] = min(best.get(name, float("inf")), time.process_time() - before)
    return best


if __name__ == "__main__":
    main()
