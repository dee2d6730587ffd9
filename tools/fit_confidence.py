"""Fit the weights of the confidence model on scored sentences, and tell how well it ranks.

    python tools/fit_confidence.py BENCH [--judged FILE] [--write]
    python tools/fit_confidence.py --start WEIGHTS --judged FILE [--write]

BENCH is a folder of development data with its scorers: ``oie/`` (CaRB, BenchIE), ``seeds/`` (statements of the seed
articles) and ``stance/``. A proposition is right where its tuple or statement matches the gold of its sentence:

    oie     at least half of a tuple's words are those of one CaRB tuple, or a tuple is one of BenchIE's
    seeds   its statement matches a gold statement
    stance  its statement matches one with the right polarity and modality; wrong where it says what gold rules out
    judged  a reader of the article found its statement true as read, and perhaps right in all its parts

FILE has one JSON object a line for each statement that was judged: "id", "text" and "date" of its article, "rule",
"subject" and "predicate" (where the words of the two begin in the text) and the verdicts "lenient" and "strict".
Judged statements are few and weigh most: the other sets give the weights that they start from, or WEIGHTS does, a file
like ontology/confidence.tsv that these sets and earlier verdicts have given.

Prints the area under the ROC curve and the Brier score, by cross-validation over sentences and articles, of the model
and of numbers set by hand, or of WEIGHTS; with --write also writes ontology/confidence.tsv and docs/confidence.md.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from kg import gazetteer
from kg.extract import extract
from kg.extract.stating.confidence import Scene, confidence, load
from kg.knowledge.align import align
from kg.knowledge.resolve import resolve
from kg.language.parse import Parser, installed
from kg.model.edits import to_source
from kg.model.kinds import Modality, Polarity, Role
from kg.model.records import Document, Proposition, Reading, Statement
from kg.show import export, oie
from kg.terms import lexicon
from kg.terms.rules import GERUND, NOUN_COMPLEMENT, SUBJECT_CLAUSE, rule_named
from kg.text import read

ROOT = Path(__file__).parent.parent
FOLDS, L2, L2_MOVED = 10, 30.0, 1.0
# What makes a reader call a statement wrong or of no use, where gold tuples do not: what says nothing, whose words it
# is, and what is not simply so.
MINDED = ("speakers apart", "object bare", "not actual", "negative")
# Two ways to judge a statement: is it true as read, and is it right in all its parts?
VERDICTS = ("lenient", "strict")
# A CaRB tuple and a prediction are one when half of the prediction's words are the tuple's.
HALF = 0.5
Floats = npt.NDArray[np.float64]


@dataclass
class Example:
    """One proposition of a scored sentence."""

    source: str
    group: str
    features: dict[str, float]
    right: bool
    is_fact: bool = True


def main() -> None:
    """Gather, fit, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, nargs="?", help="folder of the development data")
    parser.add_argument("--start", type=Path, help="weights to start from, in place of those that BENCH gives")
    parser.add_argument(
        "--articles", type=Path, default=ROOT / "seeds", help="folder of the articles that seeds/ scores"
    )
    parser.add_argument("--judged", type=Path, help="statements of articles with the verdicts of a reader")
    parser.add_argument("--model", help="spaCy model; else the best that is installed")
    parser.add_argument("--write", action="store_true", help="write the weights and the table")
    given = parser.parse_args()
    if not (given.start and given.judged) and not given.bench:
        parser.error("name BENCH, or both --start and --judged")
    reader, start = Reader(given.model or installed()), load(given.start) if given.start else None
    examples = [
        *(scored(reader, given.bench, given.articles) if start is None else ()),
        *(judged(reader, given.judged) if given.judged else ()),
    ]
    told = report(examples, start)
    print(told)
    if given.write:
        weights = weights_of(examples, start)
        lines = [f"{name}\t{weights[name]:.3f}" for name in sorted(weights)]
        table = ROOT / "ontology" / "confidence.tsv"
        old = table.read_text(encoding="utf-8").splitlines()
        head = [re.sub(r"last on [\d-]+", f"last on {date.today()}", line) for line in old if line.startswith("#")]
        table.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")
        (ROOT / "docs" / "confidence.md").write_text(PAGE + told + "\n", encoding="utf-8")


# -- the scored propositions -------------------------------------------------------------------------------------------


class Reader:
    """Reads documents, and tells the features of each proposition."""

    def __init__(self, model: str) -> None:
        self.parser, self.gazetteer, self.lexicon = Parser(model, cache=None), gazetteer.load(), lexicon.load()

    def read(self, documents: Iterable[Document]) -> Iterator[tuple[Reading, list[dict[str, float]]]]:
        """Each document's reading with the features of its propositions."""
        for parse in self.parser.parse(documents):
            reading = extract(parse, self.gazetteer)
            scenes: dict[int, Scene] = {}
            for block in parse.blocks:
                for sentence in block.doc.sents:
                    scene = Scene(sentence, block, reading.mentions)
                    for token in sentence:
                        scenes[block.start + token.idx] = scene
            yield reading, [scenes[p.trigger.start].features(p) for p in reading.propositions]

    def statements(
        self, readings: Sequence[Reading]
    ) -> Iterator[tuple[Reading, list[tuple[Statement, dict[str, Any]]]]]:
        """Each reading's statements, with their rows of the statements export."""
        resolution = resolve(readings, self.gazetteer)
        for reading in readings:
            said = align(reading, resolution, self.lexicon)
            yield reading, [(s, next(iter(export.rows([s], resolution.entities)))) for s in said]


def scorer(folder: Path, name: str) -> ModuleType:
    """The scorer of one set, from its own folder."""
    sys.path.insert(0, str(folder))
    return __import__(name)


def scored(reader: Reader, bench: Path, folder: Path) -> Iterator[Example]:
    """Propositions of the sets that have gold."""
    yield from tuples(reader, bench)
    yield from articles(reader, bench, folder)
    yield from stances(reader, bench)


def tuples(reader: Reader, bench: Path) -> Iterator[Example]:
    """Propositions of single sentences, by the tuples that they give."""
    score, data = scorer(bench / "oie", "score"), bench / "oie" / "data"
    carb = score.read_carb(data / "carb_dev.tsv")
    carb.update(score.read_carb(data / "said_dev.tsv"))
    _, benchie = score.read_benchie(data / "benchie_dev.txt")
    for reading, features in reader.read(read.lines(str(data / "all_dev.txt"))):
        sentence = reading.document.text
        key, words = score.key(sentence), sentence.split()
        if key not in carb and key not in benchie:
            continue
        told: dict[int, list[list[list[str]]]] = defaultdict(list)
        for number, _, cells in oie.tuples(reading):
            told[number].append([score.align(cell, words) for cell in cells])
        for number, rows in told.items():
            right = any(
                score.carb_match(gold, (1.0, relation, arguments))[0] >= HALF
                for relation, *arguments in rows[:2]
                for gold in carb.get(key, ())
            ) or any(_is_fact(benchie.get(key, ()), row) for row in rows)
            yield Example("oie", key, features[number], right)


def _is_fact(facts: Iterable[Any], row: Sequence[Sequence[str]]) -> bool:
    relation, subject, *rest = row
    triple = [" ".join(words) + " " for words in (subject, relation, [w for a in rest for w in a])]
    return any(all(slot.match(text) for slot, text in zip(v, triple, strict=True)) for fact in facts for v in fact)


def articles(reader: Reader, bench: Path, folder: Path) -> Iterator[Example]:
    """Propositions of the articles that have gold statements."""
    score = scorer(bench / "seeds", "seed_score")
    gold = score.load(bench / "seeds" / "seeds_gold_dev.jsonl")
    scored = {row["doc"][:3] for row in gold}
    names = score.Entities(str(bench / "seeds" / "seeds_entities_dev.json"))
    documents, _ = read.read([str(folder)])
    read_all = {r.document.id: (r, f) for r, f in reader.read(documents)}
    for reading, said in reader.statements([r for r, _ in read_all.values()]):
        if reading.document.id[:3] not in scored:
            continue
        rows = [row for _, row in said]
        missed = set(score.score(rows, gold, names, score.read_texts(str(folder)))["_unmatched_pred"])
        judged = {s.id: n not in missed for n, (s, _) in enumerate(said)}
        for number, seen in enumerate(read_all[reading.document.id][1]):
            proposition = reading.propositions[number]
            verdicts = [judged[s.id] for s, _ in said if is_from(s, proposition, reading)]
            if verdicts:
                group = f"{reading.document.id} {proposition.sentence}"
                yield Example("seeds", group, seen, any(verdicts))


def stances(reader: Reader, bench: Path) -> Iterator[Example]:
    """Propositions of the sentences about who says what and how, by what gold states and what it rules out."""
    score = scorer(bench / "stance", "score_stance")
    gold = score.load(bench / "stance" / "stance_dev.jsonl")
    texts = [read.from_text(row["text"], f"{n:05}") for n, row in enumerate(gold)]
    for wanted, (reading, features) in zip(gold, list(reader.read(texts)), strict=True):
        [(_, said)] = reader.statements([reading])
        judged = {s.id: _verdict(score, wanted, score.Prediction(row)) for s, row in said}
        for proposition, seen in zip(reading.propositions, features, strict=True):
            verdicts = [v for s, _ in said if is_from(s, proposition, reading) and (v := judged[s.id]) is not None]
            if verdicts:
                yield Example("stance", wanted["id"], seen, any(verdicts))


def _verdict(score: Any, wanted: dict[str, Any], found: Any) -> bool | None:
    for s in wanted["statements"]:
        verbs = [score.verb_of(v) for v in score.variants(s, "predicate")]
        at = score.matches(found, score.variants(s, "subject"), verbs, score.variants(s, "object"))
        if at >= 0:
            negative, modality = found.stance(at)
            fits = ("negative" if negative else "positive") in [s["polarity"], *s.get("polarity_ok", [])]
            return fits and modality in [s["modality"], *s.get("modality_ok", [])]
    for subject, verb, obj in wanted["never"]:
        verbs = [score.verb_of(v) for v in score.split(verb)]
        if score.matches(found, score.split(subject), verbs, score.split(obj)) >= 0:
            return False
    return None


def judged(reader: Reader, path: Path) -> Iterator[Example]:
    """Propositions whose statements a reader of the article has judged; each verdict is an example."""
    verdicts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        verdicts[row["id"]].append(row)
    documents = [replace(read.from_text(rows[0]["text"], id), date=rows[0]["date"]) for id, rows in verdicts.items()]
    for reading, features in reader.read(documents):
        place = to_source(reading.document)
        places: dict[tuple[str, int | None, int], int] = {}
        for number, proposition in enumerate(reading.propositions):
            subject = proposition.argument(Role.SUBJECT)
            start = place(subject.span).start if subject is not None else None
            places[proposition.rule, start, place(proposition.trigger).start] = number
        for row in verdicts[reading.document.id]:
            judged_one = places.get((row["rule"], row["subject"], row["predicate"]))
            if judged_one is not None:
                proposition = reading.propositions[judged_one]
                is_fact = proposition.modality is Modality.ACTUAL and proposition.polarity is Polarity.POSITIVE
                for verdict in ("lenient", "strict"):
                    yield Example(verdict, reading.document.id, features[judged_one], row[verdict], is_fact)


def is_from(statement: Statement, proposition: Proposition, reading: Reading) -> bool:
    """True where the statement was made of that proposition, by the places of its words."""
    sentence = reading.sentences[proposition.sentence]
    spans = {argument.span for argument in proposition.arguments}
    return any(
        e.sentence == sentence and e.predicate == proposition.trigger and {e.subject, e.object or e.subject} <= spans
        for e in statement.evidence
    )


# -- the model ---------------------------------------------------------------------------------------------------------


def weights_of(examples: Sequence[Example], start: Mapping[str, float] | None = None) -> dict[str, float]:
    """The weights of the start, else by all sets but the judged one, moved from there as judged statements want them.

    What is fitted is whether a statement is true as read; the strict verdict only tells how well that ranks.
    """
    verdicts = [e for e in examples if e.source == VERDICTS[0]]
    start = start or fit([e for e in examples if e.source not in VERDICTS])
    return moved(verdicts, start) if verdicts else dict(start)


def moved(verdicts: Sequence[Example], start: Mapping[str, float]) -> dict[str, float]:
    """Weights that trust all of the start so far as the verdicts do, with new ones for what readers mind most.

    Some hundred verdicts bear no weight of their own for each feature: they tell how much the whole of the start is
    worth (one factor), how likely a statement is at all (the bias), and the weights of ``MINDED``.
    """
    told = [
        {"bias": 1.0, "start": _sum(e, start), **{name: e.features.get(name, 0.0) for name in MINDED}} for e in verdicts
    ]
    again = [Example(e.source, e.group, features, e.right) for e, features in zip(verdicts, told, strict=True)]
    found = fit(again, {"start": 1.0}, l2=L2_MOVED)
    weights = {name: found["start"] * weight for name, weight in start.items()}
    for name in ("bias", *MINDED):
        weights[name] = weights.get(name, 0.0) + found.get(name, 0.0)
    return weights


def _sum(example: Example, weights: Mapping[str, float]) -> float:
    return math.fsum(weights.get(name, 0.0) * value for name, value in example.features.items())


def fit(examples: Sequence[Example], start: Mapping[str, float] | None = None, l2: float = L2) -> dict[str, float]:
    """Weights by Newton's method with an L2 penalty on all but the bias; features seen less than 5 times get none.

    Args:
        examples: what to fit.
        start: weights from which others are penalised; without them zero.
        l2: the penalty.
    """
    start = start or {}
    counts: dict[str, int] = defaultdict(int)
    for example in examples:
        for name in example.features:
            counts[name] += 1
    names = sorted({name for name, count in counts.items() if count >= 5} | start.keys())
    x = np.array([[e.features.get(name, 0.0) for name in names] for e in examples])
    y = np.array([float(e.right) for e in examples])
    penalty = np.diag([0.0 if name == "bias" else l2 for name in names])
    origin = np.array([start.get(name, 0.0) for name in names])
    w = origin.copy()
    for _ in range(200):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (y - p) - penalty @ (w - origin)
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + penalty + 1e-9 * np.eye(len(w)), gradient)
        # a step at a time: far from the solution the whole one leads astray
        w = w + step * min(1.0, 1 / float(np.abs(step).max() + 1e-12))
        if np.abs(step).max() < 1e-8:
            break
    return dict(zip(names, w.tolist(), strict=True))


def predicted(examples: Sequence[Example], start: Mapping[str, float] | None = None) -> Floats:
    """The confidence of each example by a model that has not seen its sentence."""
    folds = np.array([zlib.crc32(e.group.encode()) % FOLDS for e in examples])
    out = np.zeros(len(examples))
    for fold in range(FOLDS):
        weights = weights_of([e for e, f in zip(examples, folds, strict=True) if f != fold], start)
        for number in np.flatnonzero(folds == fold).tolist():
            out[number] = confidence(examples[number].features, weights)
    return out


def auc(right: Floats, score: Floats) -> float:
    """The chance that a right one is ranked before a wrong one; ties count half."""
    good, bad = score[right == 1], score[right == 0]
    if not len(good) or not len(bad):
        return float("nan")
    wins = (good[:, None] > bad[None, :]).sum() + 0.5 * (good[:, None] == bad[None, :]).sum()
    return float(wins / (len(good) * len(bad)))


def by_hand(features: dict[str, float]) -> float:
    """What rules of thumb say, to compare with: the numbers that kg had before it had a model."""
    rule = next(name for name in features if name.startswith("rule ")).removeprefix("rule ")
    if rule_named(rule).is_nominal:
        return 0.8
    value = (
        0.95 - 0.1 * ("inherits" in features) - 0.1 * (rule_named(rule) in (NOUN_COMPLEMENT, SUBJECT_CLAUSE, GERUND))
    )
    value -= 0.25 * ("nothing beside" in features) + 0.2 * ("dep head" in features)
    longest = max(features.get("subject length", 0.0), features.get("object length", 0.0))
    return value - 0.15 * (longest > math.log(13))


PAGE = """# Confidence

Each statement has a confidence in 0..1: the chance that a careful reader finds it true as read, without its sentence.
It is about the reading, not the world: who says so, and whether it is asserted as a fact, are fields of their own.
`kg build --min-confidence 0.5` and `kg extract --min-confidence 0.5` leave out what is less sure.

A logistic model gives it (`kg/extract/stating/confidence.py`), from what is seen while reading: the rule, how the verb
hangs in its sentence and how many clauses lie above it, how long the arguments are and what they name, whether there is
an object, whether the article tells who is meant, who speaks, how far the subject stands from the verb, and whether
quotation marks come in pairs. Its weights are in `ontology/confidence.tsv`. `kg extract --format oie` multiplies it for
the parts of a tuple (`kg/show/oie.py`).

Readers judged some hundred statements of real news, drawn at random, twice each, before they saw the confidence.
*Lenient*: true as read, though a noun is unbound, a modifier cut or a role off. *Strict*: subject and object whole and
understood alone, relation, stance, speaker, place and time right. The weights start from those of larger sets, in which
a tuple that matches gold is right; such a tuple may still be of no use to who reads a graph. So verdicts tell what the
whole of these is worth, and weigh anew what readers mind most: that an office is of the body in its name, which says
nothing, one speaker within another, an object of one bare noun, what is denied or not told as fact.

The last verdicts are of eight readers, who had nothing to do with kg: 438 statements of 160 articles on one election,
two in three told as facts. Who reads other news may judge otherwise, and a tenth of a share below is within chance. On
220 statements of 80 other articles, judged before the weights were moved, facts ranked with .71 and others with .66.

`python tools/fit_confidence.py --start WEIGHTS --judged FILE --write` moves the weights and writes this page. All
figures are of articles that the model had not seen (10-fold cross-validation); "before" are the weights that it
started from.

"""


def report(examples: Sequence[Example], start: Mapping[str, float] | None = None) -> str:
    """Ranking and calibration of the model, beside that of the weights of the start, else of rules of thumb."""
    right = np.array([float(e.right) for e in examples])
    before = [by_hand(e.features) if start is None else confidence(e.features, start) for e in examples]
    now, model = np.array(before), predicted(examples, start)
    sources, other = np.array([e.source for e in examples]), "by hand" if start is None else "before"
    lines = [
        "## Does it rank?",
        "",
        "AUC: the chance that a right proposition stands before a wrong one (0.5 is chance, 1 is best).",
        "Brier: mean squared error of the confidence (0 is best).",
        "",
        f"| sentences | propositions | right | AUC | Brier | AUC {other} | Brier {other} |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    facts = np.array([e.is_fact for e in examples])
    sets = {name: sources == name for name in ("oie", "seeds", "stance")}
    for verdict in VERDICTS:
        sets[f"news, facts, {verdict}"] = (sources == verdict) & facts
        sets[f"news, others, {verdict}"] = (sources == verdict) & ~facts
    for name, chosen in sets.items():
        if not chosen.any():
            continue
        r, m, n = right[chosen], model[chosen], now[chosen]
        cells = (auc(r, m), ((m - r) ** 2).mean(), auc(r, n), ((n - r) ** 2).mean())
        lines.append(f"| {name} | {len(r)} | {r.mean():.2f} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |")
    lines += [
        "",
        "## Does it mean what it says?",
        "",
        "| confidence | propositions | mean confidence | share right |",
        "|---|---:|---:|---:|",
    ]
    is_told = np.isin(sources, VERDICTS[:1] if (sources == VERDICTS[0]).any() else ["oie", "seeds", "stance"])
    for low in range(10):
        chosen = is_told & (model >= low / 10) & (model < (low + 1) / 10)
        if chosen.any():
            bounds = f"{low / 10:.1f}–{(low + 1) / 10:.1f}"
            lines.append(f"| {bounds} | {chosen.sum()} | {model[chosen].mean():.2f} | {right[chosen].mean():.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
