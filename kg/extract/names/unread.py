"""Known names in lines that are not read as sentences: "BRUSSELS (Reuters) –", a headline told again at the end.

A dateline names where and by whom a report was made. What stands in the furniture of a page is the publisher's, so
only what the article itself speaks of is named there once more. Bylines name authors, whom no table knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.gazetteer import Gazetteer, How, Match
from kg.gazetteer.matching import PIECE
from kg.model.kinds import BlockKind, MentionKind
from kg.model.records import Document, Mention, Span


def names(document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """The known names of datelines and footers, in the clusters of the same things in the text.

    Args:
        document: the text with its blocks.
        mentions: those of the blocks that are read.
        gazetteer: the known names.
    """
    clusters = {(mention.label, mention.link): mention.cluster for mention in reversed(mentions)}
    fresh = max((mention.cluster for mention in mentions), default=-1) + 1
    for block in document.blocks:
        if block.kind not in (BlockKind.DATELINE, BlockKind.FOOTER):
            continue
        places = [
            Span(block.span.start + found.start(), block.span.start + found.end())
            for found in PIECE.finditer(block.span.of(document.text))
        ]
        for match in gazetteer.matches([place.of(document.text) for place in places]):
            entry = match.place or match.entry
            known = clusters.get((entry.label, entry.link))
            if known is None and block.kind is BlockKind.FOOTER:
                continue
            if known is None:
                known = clusters[entry.label, entry.link] = fresh
                fresh += 1
            yield _mention(match, Span(places[match.start].start, places[match.end - 1].end), places, known)


def _mention(match: Match, span: Span, places: Sequence[Span], cluster: int) -> Mention:
    entry = match.place or match.entry
    kind = MentionKind.DEMONYM if match.how is How.DEMONYM else MentionKind.NAME
    return Mention(span, places[match.end - 1], span, kind, entry.type, cluster, entry.label, entry.link)
