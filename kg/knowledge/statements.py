"""From readings to statements: entities over all documents, then each document's own statements.

A document that cannot be aligned is left out as if it had never been read: what the others say is resolved anew
without it, so that none of its names stays in the graph or decides on theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kg.gazetteer import Gazetteer
from kg.knowledge.align import align
from kg.knowledge.merges import NONE, Decisions
from kg.knowledge.resolve import resolve
from kg.model.records import Failure, Reading, Resolution, Statement
from kg.terms.lexicon import Lexicon
from kg.work.cost import Cost
from kg.work.guard import guarded


@dataclass(frozen=True, slots=True)
class Stated:
    """What documents state.

    Attributes:
        readings: of the documents that could be aligned, in the order given.
        resolution: the entities of these.
        statements: of each document, by its id.
        failures: the documents that could not be aligned.
    """

    readings: tuple[Reading, ...]
    resolution: Resolution
    statements: Mapping[str, tuple[Statement, ...]]
    failures: tuple[Failure, ...]


def state(
    readings: Sequence[Reading],
    names: Gazetteer,
    words: Lexicon,
    decisions: Decisions = NONE,
    *,
    cost: Cost | None = None,
) -> Stated:
    """The statements of all documents that can be aligned.

    Args:
        readings: what the documents say; the order does not matter.
        names: the known names.
        words: what predicates mean.
        decisions: what a person decided of names.
        cost: gathers CPU seconds.
    """
    cost = cost or Cost()
    failures: list[Failure] = []
    while True:
        resolution = resolve(readings, names, decisions)
        cost.lap("resolve")
        statements: dict[str, tuple[Statement, ...]] = {}
        lost = len(failures)
        for reading in readings:
            found = guarded(reading.document, partial(align, reading, resolution, words))
            if isinstance(found, Failure):
                failures.append(found)
            else:
                statements[reading.document.id] = found
        cost.lap("align")
        if len(failures) == lost:
            return Stated(tuple(readings), resolution, statements, tuple(failures))
        readings = [reading for reading in readings if reading.document.id in statements]
