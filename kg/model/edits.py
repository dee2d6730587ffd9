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

    A character of an edit that keeps its length comes from the one in its place; of another edit, from all of it.

    Args:
        text: the file's.
        edits: sorted, without overlap.

    >>> edited = Edited("the govern-\\nment of\\nKenya", [Edit(Span(10, 12), ""), Edit(Span(19, 20), " ")])
    >>> edited.text, edited.source(Span(4, 14)), edited.span(Span(20, 25))
    ('the government of Kenya', Span(start=4, end=16), Span(start=18, end=23))
    """

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self._edits = [edit for edit in edits if edit.words or edit.span.start < edit.span.end]
        self._length = len(text)
        words, at, length = [], 0, 0
        # Where the words of each edit begin in the edited text.
        self._begins: list[int] = []
        for edit in self._edits:
            words += [text[at : edit.span.start], edit.words]
            length += edit.span.start - at
            self._begins.append(length)
            length += len(edit.words)
            at = edit.span.end
        self.text = "".join([*words, text[at:]])

    def source(self, span: Span) -> Span:
        """Where a span of the edited text stands in the file."""
        if span.start >= span.end:
            place = self._from(span.start)[0] if span.start < len(self.text) else self._length
            return Span(place, place)
        return Span(self._from(span.start)[0], self._from(span.end - 1)[1])

    def span(self, source: Span) -> Span:
        """Where a span of the file stands in the edited text; characters that no longer exist count for none."""
        return Span(self._before(source.start), self._before(source.end))

    def _from(self, place: int) -> tuple[int, int]:
        """Start and end in the file of what one character of the edited text comes from."""
        number = bisect_right(self._begins, place) - 1
        if number < 0:
            return place, place + 1
        edit, within = self._edits[number], place - self._begins[number]
        if within >= len(edit.words):
            start = edit.span.end + within - len(edit.words)
        elif len(edit.words) == edit.span.end - edit.span.start:
            start = edit.span.start + within
        else:
            return edit.span.start, edit.span.end
        return start, start + 1

    def _before(self, place: int) -> int:
        """How many characters of the edited text come wholly from before a place in the file."""
        number = bisect_right(self._edits, place, key=lambda edit: edit.span.start) - 1
        if number < 0:
            return place
        edit, begin = self._edits[number], self._begins[number]
        if place >= edit.span.end:
            return begin + len(edit.words) + place - edit.span.end
        return begin + (place - edit.span.start if len(edit.words) == edit.span.end - edit.span.start else 0)


def as_read(document: Document) -> Document:
    """The document with its edits applied, and so without any; itself where it has none."""
    if not document.edits:
        return document
    edited = Edited(document.text, document.edits)
    blocks = tuple(Block(edited.span(block.span), block.kind) for block in document.blocks)
    return dataclasses.replace(document, text=document.as_read, blocks=blocks, edits=())


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
