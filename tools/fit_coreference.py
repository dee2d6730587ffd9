"""Fit the weights that rank antecedents, and tell how well chains are found in articles left out.

    python tools/fit_coreference.py BENCH [--write]

BENCH is the folder of the development data; ``entities/`` in it has the eight articles of GUM with their chains and
the scorer. Each article is scored with weights fitted on the other seven, which is what to expect of a new one.
With --write also writes ontology/coreference.tsv, fitted on all eight.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import numpy.typing as npt

from kg import gazetteer
from kg.extract import extract
from kg.extract.names import mentions
from kg.extract.reference import chains, coreference, noun_phrases, ranking
from kg.extract.reference.candidates import candidates
from kg.extract.reference.phrase import PRESENT, Form, Phrase, phrases
from kg.extract.reference.ranking import Scene
from kg.extract.reference.speech import quotations
from kg.knowledge.resolve import resolve
from kg.language.parse import Parser, installed
from kg.model.records import Parse, Reading
from kg.show import entities
from kg.text import read

ROOT = Path(__file__).parent.parent
L2, STEPS, RATE = 2.0, 400, 0.1
# Weights smaller than this change nothing.
LEAST = 0.02
Floats = npt.NDArray[np.float64]


@dataclass
class Article:
    """One article with its phrases and the gold chain of each."""

    gold: Any
    parse: Parse
    phrases: list[Phrase]
    chain: list[str | None]


@dataclass
class Choice:
    """What one anaphor could choose among: that there is no antecedent, then each antecedent, by their features."""

    options: list[list[str]]
    right: list[int]


def main() -> None:
    """Read, fit, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, help="folder of the development data")
    parser.add_argument("--model", help="spaCy model; else the best that is installed")
    parser.add_argument("--write", action="store_true", help="write the weights")
    given = parser.parse_args()
    sys.path.insert(0, str(given.bench / "entities"))
    scorer, gum = importlib.import_module("score_entities"), importlib.import_module("gum")
    articles = list(gathered(gum.load(), Parser(given.model or installed())))
    choices = [list(choose(article)) for article in articles]
    answers, hits = {}, np.zeros((2, 3), int)
    for number, article in enumerate(articles):
        weights = fit([choice for k, other in enumerate(choices) if k != number for choice in other])
        with mock.patch.object(ranking, "weights", return_value=weights):
            answers[article.gold.name] = answer(article)
            hits += links(article)
    print(told(scorer.score([a.gold for a in articles], answers), hits))
    if given.write:
        weights = fit([choice for article in choices for choice in article])
        lines = [f"{name}\t{weight:.2f}" for name, weight in sorted(weights.items()) if abs(weight) >= LEAST]
        table = ROOT / "ontology" / "coreference.tsv"
        old = table.read_text(encoding="utf-8").splitlines()
        head = [re.sub(r"last on [\d-]+", f"last on {date.today()}", line) for line in old if line.startswith("#")]
        table.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


# -- the articles ------------------------------------------------------------------------------------------------------


def gathered(golds: Sequence[Any], parser: Parser) -> Iterator[Article]:
    """Each article with the gold chain of every phrase."""
    names = gazetteer.load()
    documents = [read.from_text(gold.text, gold.name) for gold in golds]
    for gold, parse in zip(golds, parser.parse(documents), strict=True):
        quoted = quotations.find(parse)
        nouns = tuple(noun_phrases.find(parse))
        items = coreference.bound(parse, mentions.find(parse, names), quoted, names, nouns)
        found = phrases(nouns, items, quoted)
        yield Article(gold, parse, found, [gold_chain(gold, phrase) for phrase in found])


def gold_chain(gold: Any, phrase: Phrase) -> str | None:
    """The chain whose mention has the span of the phrase, else its head."""
    exact = {(first, last): chain for first, last, chain in gold.chains}
    by_head = {gold.head(first, last): chain for first, last, chain in reversed(gold.chains)}
    span = gold.span(phrase.noun.span.start, phrase.noun.span.end)
    if span in exact or phrase.form == Form.JOINED:
        return exact.get(span)
    head = gold.span(phrase.noun.head.start, phrase.noun.head.end)[0]
    return by_head.get(gold.head(*span), by_head.get(head))


def choose(article: Article) -> Iterator[Choice]:
    """The choices of an article, each where all before it were right."""
    first: dict[object, int] = {}
    chain = []
    for phrase, gold in zip(article.phrases, article.chain, strict=True):
        same: object = gold
        if gold is None and phrase.thing is not None and not chains.is_anaphor(phrase):
            same = id(phrase.thing)
        chain.append(phrase.order if same is None else first.setdefault(same, phrase.order))
    members: dict[int, list[Phrase]] = defaultdict(list)
    scene = Scene(article.phrases, chain, members)
    for phrase, gold in zip(article.phrases, article.chain, strict=True):
        if chains.is_anaphor(phrase):
            fits = candidates(article.phrases, phrase.order)
            options = [ranking.absence(phrase)]
            options += [ranking.features(phrase, article.phrases[o], scene) for o in fits]
            right = [n + 1 for n, other in enumerate(fits) if gold is not None and article.chain[other] == gold]
            yield Choice(options, right or [0])
        members[chain[phrase.order]].append(phrase)


# -- the weights -------------------------------------------------------------------------------------------------------


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights that make the right antecedents likeliest, kept small: log-linear, L2, by Adam."""
    number: dict[str, int] = {}
    columns, rows, right, starts = [], [], [], []
    for choice in choices:
        starts.append(len(right))
        for place, option in enumerate(choice.options):
            columns += [number.setdefault(name, len(number)) for name in option]
            rows += [len(right)] * len(option)
            right.append(place in choice.right)
    column, row, first = np.array(columns), np.array(rows), np.array(starts)
    of = np.repeat(np.arange(len(starts)), np.diff([*starts, len(right)]))
    weights = np.zeros(len(number))
    mean, square = np.zeros(len(number)), np.zeros(len(number))
    for step in range(1, STEPS + 1):
        slope = gradient(weights, column, row, first, of, np.array(right)) + L2 * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        pace = RATE * (1 - 0.9 * step / STEPS) / (1 - 0.9**step)
        weights -= pace * mean / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: float(weights[at]) for name, at in number.items()}


def gradient(
    weights: Floats,
    column: npt.NDArray[np.int64],
    row: npt.NDArray[np.int64],
    first: npt.NDArray[np.int64],
    of: npt.NDArray[np.int64],
    right: npt.NDArray[np.bool_],
) -> Floats:
    """How the log-likelihood of the right options falls with each weight."""
    score = np.bincount(row, weights[column], len(right))
    power = np.exp(score - np.maximum.reduceat(score, first)[of])
    every, good = power, power * right
    lack = every / np.add.reduceat(every, first)[of] - good / np.add.reduceat(good, first)[of]
    slope: Floats = np.bincount(column, lack[row], len(weights))
    return slope


# -- what comes of them ------------------------------------------------------------------------------------------------


def answer(article: Article) -> Mapping[str, Any]:
    """What ``kg entities`` says of an article."""
    names = gazetteer.load()
    reading: Reading = extract(article.parse, names, chained=True)
    return entities.document(reading, resolve([reading], names))


def links(article: Article) -> npt.NDArray[np.int64]:
    """Right, made and due links, of pronouns of the third person and of nominals."""
    chain = chains.chains(article.phrases, ranking.weights(), chains.THRESHOLDS)
    counts = np.zeros((2, 3), int)
    for at, phrase in enumerate(article.phrases):
        if phrase.form in PRESENT or not chains.is_anaphor(phrase):
            continue
        gold, row = article.chain[at], 0 if phrase.is_pronoun else 1
        before = [other for other in range(at) if chain[other] == chain[at]]
        telling = [other for other in before if not article.phrases[other].is_pronoun] or before
        counts[row, 1] += bool(before)
        counts[row, 2] += gold is not None and gold in article.chain[:at]
        counts[row, 0] += bool(before) and gold is not None and article.chain[telling[-1]] == gold
    return counts


def told(scores: Mapping[str, Any], hits: npt.NDArray[np.int64]) -> str:
    """The figures, a line each."""
    lines = [f"{name:<14} {scores[name]['all']['f']:5.1f}" for name in ("names_typed", "names_untyped")]
    lines += [
        f"{name:<14} {scores[name]['conll']:5.1f}"
        for name in ("names_only", "named_chains", "ontogum_exact", "ontogum_heads")
    ]
    for name, (right, made, due) in zip(("pronouns", "nominals"), hits.tolist(), strict=True):
        lines.append(f"{name:<14} precision {right / made:.3f}, recall {right / due:.3f} of {due}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
