"""From readings to statements: entities over all documents, then each document's own statements.

A document that cannot be aligned is left out as if it had never been read: what the others say is resolved anew
without it, so that none of its names stays in the graph or decides on theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kg.gazetteer import Gazetteer
from kg.knowledge.align import align
from kg.knowledge.merges import NONE, Decisions
from kg.knowledge.outlines import outline
from kg.knowledge.resolve import resolve
from kg.model.outline import Outline
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
        keys: of each document the :func:`key` of its statements.
        outlines: of each document.
    """

    readings: tuple[Reading, ...]
    resolution: Resolution
    statements: Mapping[str, tuple[Statement, ...]]
    failures: tuple[Failure, ...]
    keys: Mapping[str, str]
    outlines: Mapping[str, Outline]


# Of documents their key, their statements, and their outline where that is known.
Had = Mapping[str, tuple[str, tuple[Statement, ...], Outline | None]]


def key(document: str, outline: Outline, resolution: Resolution) -> str:
    """A digest of all that a document's statements depend on beside its reading and the rules: who its clusters are."""
    numbers = (*(cluster.number for cluster in outline.clusters), *outline.phrases.numbers)
    found = [(number, resolution.entity_of[document, number]) for number in numbers]
    told = [
        (str(number), id, entity.label, entity.type, entity.link or "")
        for number, id in found
        if (entity := resolution.by_id.get(id)) is not None
    ]
    words = "\x1e".join("\x1f".join(one) for one in told)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def state(
    readings: Sequence[Reading],
    names: Gazetteer,
    words: Lexicon,
    decisions: Decisions = NONE,
    had: Had | None = None,
    *,
    cost: Cost | None = None,
) -> Stated:
    """The statements of all documents that can be aligned.

    Args:
        readings: what the documents say; the order does not matter.
        names: the known names.
        words: what predicates mean.
        decisions: what a person decided of names.
        had: what documents of the same reading stated when their key was this; it is not made again while that is so.
        cost: gathers CPU seconds.
    """
    cost = cost or Cost()
    failures: list[Failure] = []
    before: Had = had or {}
    outlines, unread = _outlines(readings, names, before)
    failures += unread
    readings = [reading for reading in readings if reading.document.id in outlines]
    while True:
        known = {reading.document.id: outlines[reading.document.id].spoken for reading in readings}
        resolution = resolve(readings, names, decisions, known=known)
        cost.lap("resolve")
        statements: dict[str, tuple[Statement, ...]] = {}
        keys: dict[str, str] = {}
        lost = len(failures)
        for reading in readings:
            id = reading.document.id
            keys[id] = key(id, outlines[id], resolution)
            old, same, _ = before.get(id, ("", (), None))
            found = same if old == keys[id] else guarded(reading.document, partial(align, reading, resolution, words))
            if isinstance(found, Failure):
                failures.append(found)
            else:
                statements[id] = found
        cost.lap("align")
        if len(failures) == lost:
            return Stated(tuple(readings), resolution, statements, tuple(failures), keys, outlines)
        readings = [reading for reading in readings if reading.document.id in statements]


def _outlines(readings: Sequence[Reading], names: Gazetteer, before: Had) -> tuple[dict[str, Outline], list[Failure]]:
    """The outlines of documents by id, those that are known as they are; and of which none can be made."""
    outlines: dict[str, Outline] = {}
    failures: list[Failure] = []
    for reading in readings:
        id = reading.document.id
        _, _, known = before.get(id, ("", (), None))
        found = known if known is not None else guarded(reading.document, partial(outline, reading, names))
        if isinstance(found, Failure):
            failures.append(found)
        else:
            outlines[id] = found
    return outlines, failures
