"""A text as it is read: line ends of a paragraph as spaces, capitals in ordinary case; and the way back to the file.

Labels and phrases come from the text as it is read, but each quote is the file's own: evidence counts the characters
of ``Document.text``. So the edits of a document are applied before it is parsed, and undone where evidence is made.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from kg.model.records import Block, Document, Edit, Evidence, Span, Statement


class Edited:
    """A text with edits applied, and where each of its characters comes from.

    Args:
        text: the file's.
        edits: sorted, without overlap.

    >>> edited = Edited("the govern-\\nment of\\nKenya", [Edit(Span(10, 12), ""), Edit(Span(19, 20), " ")])
    >>> edited.text, edited.source(Span(4, 14)), edited.span(Span(20, 25))
    ('the government of Kenya', Span(start=4, end=16), Span(start=18, end=23))
    """

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._length = len(text)
        words: list[str] = []
        at = 0
        for edit in edits:
            self._keep(at, edit.span.start)
            words += [text[at : edit.span.start], edit.words]
            if len(edit.words) == edit.span.end - edit.span.start:
                self._keep(edit.span.start, edit.span.end)
            else:
                self._starts += [edit.span.start] * len(edit.words)
                self._ends += [edit.span.end] * len(edit.words)
            at = edit.span.end
        self._keep(at, len(text))
        self.text = "".join([*words, text[at:]])

    def _keep(self, start: int, end: int) -> None:
        self._starts += range(start, end)
        self._ends += range(start + 1, end + 1)

    def source(self, span: Span) -> Span:
        """Where a span of the edited text stands in the file."""
        if span.start >= span.end:
            place = self._starts[span.start] if span.start < len(self._starts) else self._length
            return Span(place, place)
        return Span(self._starts[span.start], self._ends[span.end - 1])

    def span(self, source: Span) -> Span:
        """Where a span of the file stands in the edited text; characters that no longer exist count for none."""
        return Span(bisect_right(self._ends, source.start), bisect_right(self._ends, source.end))


def as_read(document: Document) -> Document:
    """The document with its edits applied, and so without any; itself where it has none."""
    if not document.edits:
        return document
    edited = Edited(document.text, document.edits)
    blocks = tuple(Block(edited.span(block.span), block.kind) for block in document.blocks)
    return dataclasses.replace(document, text=edited.text, blocks=blocks, edits=())


def to_source(document: Document) -> Callable[[Span], Span]:
    """Leads from spans of the text as it is read to those of the file."""
    return Edited(document.text, document.edits).source if document.edits else lambda span: span


def as_evidence_of(document: Document, statements: Sequence[Statement]) -> Sequence[Statement]:
    """Statements of a document whose evidence counts the characters of the text as it is read."""
    if not document.edits:
        return statements
    edited = Edited(document.text, document.edits)

    def back(evidence: Evidence) -> Evidence:
        return dataclasses.replace(
            evidence,
            sentence=edited.span(evidence.sentence),
            subject=edited.span(evidence.subject),
            predicate=edited.span(evidence.predicate),
            object=edited.span(evidence.object) if evidence.object else None,
        )

    return [dataclasses.replace(s, evidence=tuple(map(back, s.evidence))) for s in statements]


def composed(first: Edited, edits: Sequence[Edit], further: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits, and further ones to the text that they make, as one list of edits of the file.

    >>> text, edits = "GOVERN-\\nMENT ACTS", [Edit(Span(6, 8), "")]
    >>> composed(Edited(text, edits), edits, [Edit(Span(0, 10), "government")])
    (Edit(span=Span(start=0, end=12), words='government'),)
    """
    later = [Edit(first.source(edit.span), edit.words) for edit in further]
    taken = {place for edit in later for place in range(edit.span.start, edit.span.end)}
    return tuple(sorted([*(edit for edit in edits if edit.span.start not in taken), *later]))
