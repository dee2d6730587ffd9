"""Short articles with their mentions marked, as readings, and with who is who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kg.model.kinds import BlockKind, MentionKind
from kg.model.records import Block, Document, Mention, Reading, Span
from kg.terms.mention_type import MentionType

MARK = re.compile(r"\[([^]|]+)\|(\w+)\|([\w-]+)\]")


def articles(path: Path) -> Iterator[tuple[Reading, dict[int, str]]]:
    """The reading of each article, and whom each of its clusters means."""
    for part in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, marked = part.partition("\n")
        id, _, date = head.partition(" ")
        yield _article(id, date.strip(), marked.strip())


def _article(id: str, date: str, marked: str) -> tuple[Reading, dict[int, str]]:
    text, mentions, clusters = "", [], {}
    at = 0
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        words, type, who = found.groups()
        span = Span(len(text), len(text) + len(words))
        text += words
        at = found.end()
        cluster = clusters.setdefault(who, len(clusters))
        is_pronoun = type == "PRON"
        kind = MentionKind.PRONOUN if is_pronoun else MentionKind.NAME
        named_as = MentionType.PERSON if is_pronoun else MentionType(type)
        mentions.append(Mention(span, span, span, kind, named_as, cluster, words))
    text += marked[at:]
    named = [m for m in mentions if m.kind is MentionKind.NAME]
    # As coreference does: the longest name of the document is the label of all its mentions.
    longest = {
        m.cluster: max(
            (o.label for o in named if o.cluster == m.cluster), key=lambda name: (len(name.split()), len(name))
        )
        for m in named
    }
    mentions = [replace(m, label=longest[m.cluster]) for m in mentions]
    whole = Span(0, len(text))
    document = Document(id, text, (Block(whole, BlockKind.BODY),), date=date or None)
    return Reading(document, (whole,), tuple(mentions), ()), {number: who for who, number in clusters.items()}
