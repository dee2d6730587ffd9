"""What the graph stages cost: whether align, fuse and validate are linear, and their share of a parse.

    python benchmarks/graph.py [--sizes 1000 10000 100000] [--texts PATH...] [--rounds 3]

First made-up readings of each size, 20 propositions a document, some actors in every tenth sentence and others in few;
the CPU seconds of each stage, and how many times longer a statement takes than at the smallest size (1.0 is linear).
About half of the growth of fuse is Python's garbage collector: from 10,000 to 100,000 statements, a statement took 1.5
times as long with it and 1.3 times with it off.

Then real texts: CPU seconds of the parse and of the three stages, in rounds that take turns.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from typing import TypeVar

warnings.simplefilter("ignore")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as kg sets it

from kg import gazetteer  # noqa: E402
from kg.knowledge.align import align  # noqa: E402
from kg.knowledge.fuse import fuse  # noqa: E402
from kg.model.kinds import BlockKind, Certainty, MentionKind, Modality, Polarity, Role  # noqa: E402
from kg.model.records import (  # noqa: E402
    Argument,
    Block,
    Document,
    Entity,
    Knowledge,
    Mention,
    Proposition,
    Reading,
    Resolution,
    Span,
    Statement,
)
from kg.store import database, validate  # noqa: E402
from kg.terms import lexicon, vocab  # noqa: E402

PER_DOCUMENT = 20
VERBS = ("aid", "attack", "urge", "meet", "criticize", "visit", "sanction", "support", "join", "yodel")
Result = TypeVar("Result")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    options.add_argument("--texts", nargs="*", default=["seeds"])
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    vocab.terms()
    if given.sizes:
        scale(given.sizes)
    if given.texts:
        share(given.texts, given.rounds)


def scale(sizes: Sequence[int]) -> None:
    """The stages on made-up readings of each size."""
    print(f"{'statements':>10}  {'align':>18}  {'fuse':>18}  {'validate':>18}")
    per_statement: dict[str, float] = {}
    for size in sizes:
        readings, resolution = made_up(size)
        statements, spent, knowledge = stages(readings, resolution)
        opened = database.memory(knowledge)
        faults, spent["validate"] = timed(lambda k=knowledge, s=opened: validate.validate(k, s))  # type: ignore[misc]
        assert not faults, faults[0]
        cells = []
        for stage, seconds in spent.items():
            each = seconds / len(statements)
            cells.append(f"{seconds:8.2f} s {each / per_statement.setdefault(stage, each):5.2f} x")
        print(f"{len(statements):>10}  {'  '.join(f'{cell:>18}' for cell in cells)}", flush=True)
        del readings, resolution, statements, knowledge, opened


def share(texts: Sequence[str], rounds: int) -> None:
    """The stages on real texts, beside their parse."""
    from kg.extract import extract
    from kg.knowledge.resolve import resolve
    from kg.language.parse import Parser
    from kg.text.read import read

    documents, _ = read(texts)
    parser, names = Parser(), gazetteer.load()
    words, loading = timed(lexicon.load)
    seconds: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        parses, spent = timed(lambda: list(parser.parse(documents)))
        readings = [extract(parse, names) for parse in parses]
        _, found, knowledge = stages(readings, resolve(readings, names), words)
        opened = database.memory(knowledge)
        _, found["validate"] = timed(lambda k=knowledge, s=opened: validate.validate(k, s))  # type: ignore[misc]
        if number:  # the first round warms caches
            for stage, value in {"parse": spent, **found}.items():
                seconds.setdefault(stage, []).append(value)
    median = {stage: statistics.median(found) for stage, found in seconds.items()}
    print(f"\n{len(documents)} texts, {rounds} rounds; the lexicon is loaded once, in {loading * 1000:.0f} ms")
    for stage, value in median.items():
        print(f"{stage:>10}  {value * 1000:8.1f} ms  {value / median['parse']:6.1%} of the parse")
    both = sum(value for stage, value in median.items() if stage != "parse")
    print(f"{'all three':>10}  {both * 1000:8.1f} ms  {both / median['parse']:6.1%} of the parse")


def stages(
    readings: Sequence[Reading], resolution: Resolution, words: lexicon.Lexicon | None = None
) -> tuple[tuple[Statement, ...], dict[str, float], Knowledge]:
    """Align and fuse, with the CPU seconds of each."""
    words = words or lexicon.load()
    documents = [reading.document for reading in readings]
    statements, aligning = timed(lambda: tuple(s for reading in readings for s in align(reading, resolution, words)))
    fusion, fusing = timed(lambda: fuse(statements, resolution.entities, documents))
    knowledge = Knowledge(tuple(documents), resolution.entities, statements, fusion)
    return statements, {"align": aligning, "fuse": fusing}, knowledge


def timed(task: Callable[[], Result]) -> tuple[Result, float]:
    """What a call gives, and its CPU seconds."""
    gc.collect()
    gc.freeze()  # or the collector walks all that earlier stages left, again and again, at this one's cost
    start = time.process_time()
    result = task()
    spent = time.process_time() - start
    gc.unfreeze()
    return result, spent


# -- made-up readings ----------------------------------------------------------------------------------------------


def made_up(size: int) -> tuple[list[Reading], Resolution]:
    """Readings of so many propositions, and the entities that they speak of; the same in every run."""
    chance = random.Random(size)
    hubs = [f"Hub{number}" for number in range(20)]
    others = [f"Actor{number}" for number in range(max(size // 10, 20))]
    readings = [
        reading(f"document{number:06}", [sentence(chance, hubs, others) for _ in range(PER_DOCUMENT)], chance)
        for number in range(max(size // PER_DOCUMENT, 1))
    ]
    entities = tuple(Entity(name, name, (), "Country") for name in sorted([*hubs, *others]))
    entity_of = {(r.document.id, mention.cluster): mention.label for r in readings for mention in r.mentions}
    return readings, Resolution(entities, entity_of)


def sentence(chance: random.Random, hubs: Sequence[str], others: Sequence[str]) -> tuple[str, str, str, str]:
    """Subject, verb, object and what is told around them."""
    subject = chance.choice(hubs if chance.random() < 0.1 else others)
    object = chance.choice([name for name in (*chance.sample(hubs, 2), chance.choice(others)) if name != subject])
    return subject, chance.choice(VERBS), object, " ".join(chance.choices(others, k=6))


def reading(id: str, told: Sequence[tuple[str, str, str, str]], chance: random.Random) -> Reading:
    """A document of such sentences, in various stances, now and then in somebody's words."""
    text = ""
    sentences: list[Span] = []
    mentions: list[Mention] = []
    propositions: list[Proposition] = []
    clusters: dict[str, int] = {}
    for subject, verb, object, rest in told:
        start = len(text)
        text += f"{subject} {verb} {object} among {rest}. "
        sentences.append(Span(start, len(text) - 1))
        spans = []
        for name, at in ((subject, start), (object, start + len(subject) + len(verb) + 2)):
            span = Span(at, at + len(name))
            cluster = clusters.setdefault(name, len(clusters))
            mentions.append(Mention(span, span, span, MentionKind.NAME, "GPE", cluster, name))
            spans.append(span)
        trigger = Span(spans[0].end + 1, spans[0].end + 1 + len(verb))
        propositions.append(
            Proposition(
                predicate=verb,
                trigger=trigger,
                relation=verb,
                arguments=(
                    Argument(Role.SUBJECT, spans[0], mention=len(mentions) - 2),
                    Argument(Role.OBJECT, spans[1], mention=len(mentions) - 1),
                ),
                polarity=chance.choices(list(Polarity), [9, 1])[0],
                modality=chance.choice([Modality.ACTUAL, Modality.ACTUAL, Modality.ACTUAL, Modality.DESIRED]),
                certainty=Certainty.CERTAIN,
                attribution=(chance.randrange(len(mentions)),) if chance.random() < 0.3 else (),
                rule="clause",
                confidence=0.9,
                sentence=len(sentences) - 1,
                span=Span(start, len(text) - 1),
            )
        )
    day = f"{2015 + chance.randrange(10)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
    blocks = (Block(Span(0, len(text) - 1), BlockKind.BODY),)
    document = Document(id, text, blocks, date=day if chance.random() < 0.5 else None)
    return Reading(document, tuple(sentences), tuple(mentions), tuple(propositions))


if __name__ == "__main__":
    main()
