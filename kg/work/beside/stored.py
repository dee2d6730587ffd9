"""A reading of which one knows the document, and which is unpacked only when somebody asks what it says."""

from __future__ import annotations

from collections.abc import Callable

from kg.model.records import Document, Mention, Proposition, Reading, Span, Trigger


class Stored(Reading):
    """A reading as it lies in a file; equal to the one that it was made of.

    Args:
        document: its document.
        unpack: gives the reading; called at most once.
    """

    __slots__ = ("_unpack", "_whole")
    _unpack: Callable[[], Reading]
    _whole: Reading | None

    def __init__(self, document: Document, unpack: Callable[[], Reading]) -> None:
        # The record is frozen, but its class makes no objection to what object does.
        for name, value in (("document", document), ("_unpack", unpack), ("_whole", None)):
            object.__setattr__(self, name, value)

    @property
    def whole(self) -> Reading:
        """The reading itself."""
        if self._whole is None:
            object.__setattr__(self, "_whole", self._unpack())
        assert self._whole is not None
        return self._whole

    @property
    def sentences(self) -> tuple[Span, ...]:
        return self.whole.sentences

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return self.whole.mentions

    @property
    def propositions(self) -> tuple[Proposition, ...]:
        return self.whole.propositions

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        return self.whole.triggers

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return self.whole == (other.whole if isinstance(other, Stored) else other)

    def __hash__(self) -> int:
        return hash(self.whole)
