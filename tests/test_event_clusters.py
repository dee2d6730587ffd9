"""Stories and events over sixty invented articles: how many pairs are found, and how many found are right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from kg.knowledge.happenings import happenings
from kg.model.records import Document
from kg.text.stories import ALIKE, SURE, stories

ARTICLES = Path(__file__).parent / "data" / "stories.txt"
MARK = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
Marks = list[tuple[int, int, str]]
Pairs = set[tuple[object, object]]


def articles() -> dict[str, tuple[str, Marks]]:
    """The texts without their marks, and (start, end, event) of each."""
    _, *parts = re.split(r"^== (\w+) ==\n", ARTICLES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = {}
    for id, marked in zip(parts[::2], parts[1::2], strict=True):
        text, marks, at = "", [], 0
        for mark in MARK.finditer(marked):
            text += marked[at : mark.start()]
            marks.append((len(text), len(text) + len(mark[2]), mark[1]))
            text, at = text + mark[2], mark.end()
        found[id] = text + marked[at:], marks
    return found


def pairs(groups: Mapping[Any, str]) -> Pairs:
    """All pairs of keys that have the same value."""
    members: dict[str, list[object]] = defaultdict(list)
    for key, group in sorted(groups.items(), key=str):
        members[group].append(key)
    return {pair for group in members.values() for pair in combinations(group, 2)}


def quality(found: Pairs, gold: Pairs) -> tuple[float, float]:
    """Precision and recall."""
    right = len(found & gold)
    return right / len(found), right / len(gold)


@pytest.mark.parametrize(("alike", "least"), [(ALIKE, 0.98), (SURE, 0.25)], ids=["usual", "sure"])
def test_articles_of_one_story_are_found_and_two_of_one_kind_kept_apart(alike: float, least: float) -> None:
    told = stories((Document(id, text, ()) for id, (text, _) in articles().items()), alike=alike)
    precision, recall = quality(pairs(told), pairs({id: id[:4] for id in told}))
    assert precision >= 0.98
    assert recall >= least


def test_two_reports_alone_are_told_apart_about_as_in_a_large_corpus() -> None:
    texts = {id: text for id, (text, _) in articles().items()}
    topics = [(f"t{topic:02}a_{n}", f"t{topic:02}b_{n}") for topic in range(1, 11) for n in (1, 2, 3)]
    told = [stories(Document(id, texts[id], ()) for id in pair) for pair in topics]
    assert sum(len(set(found.values())) == 2 for found in told) >= 26


@pytest.mark.model
def test_events_are_the_same_over_the_articles_of_a_story() -> None:
    from kg import gazetteer
    from kg.extract import extract
    from kg.knowledge.resolve import resolve
    from kg.language.parse import Parser
    from kg.text import read

    gold = articles()
    names = gazetteer.load()
    readings = [extract(p, names) for p in Parser().parse([read.from_text(text, id) for id, (text, _) in gold.items()])]
    told = stories(reading.document for reading in readings)
    event_of = happenings(readings, told, resolve(readings, names).entity_of)

    def mentions() -> Iterator[tuple[tuple[str, int], str, str]]:
        for reading in readings:
            for start, end, event in gold[reading.document.id][1]:
                spans = [t.span for t in reading.triggers if t.span.start < end and start < t.span.end]
                if spans:
                    yield (reading.document.id, start), event_of[reading.document.id, spans[0]], event

    matched = list(mentions())
    assert len(matched) >= 0.84 * sum(len(marks) for _, marks in gold.values())
    precision, recall = quality(pairs({key: e for key, e, _ in matched}), pairs({key: e for key, _, e in matched}))
    assert precision >= 0.73
    assert recall >= 0.33
