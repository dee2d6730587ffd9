"""A reading of which one has the document, and which is unpacked only while somebody asks what it says."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from kg.model.records import Document, Mention, Proposition, Reading, Span, Trigger

# So many are unpacked at once; whoever asks one thing of a reading soon asks the next.
_MOST = 16
_unpacked: deque[Stored] = deque()


class Stored(Reading):
    """A reading as it lies in a file; equal to the one that it was made of.

    Memory holds it as the bytes of its line, a fiftieth of what it takes unpacked, but for the last few that were
    asked.

    Args:
        document: its document.
        line: what it takes in the file of readings.
        unpack: gives the reading in a line.
    """

    __slots__ = ("_unpack", "_whole", "line")
    line: bytes
    _unpack: Callable[[bytes], Reading]
    _whole: Reading | None

    def __init__(self, document: Document, line: bytes, unpack: Callable[[bytes], Reading]) -> None:
        # The record is frozen, but its class makes no objection to what object does.
        for name, value in (("document", document), ("line", line), ("_unpack", unpack), ("_whole", None)):
            object.__setattr__(self, name, value)

    @property
    def whole(self) -> Reading:
        """The reading itself."""
        found = self._whole
        if found is None:
            found = self._unpack(self.line)
            object.__setattr__(self, "_whole", found)
            _unpacked.append(self)
            if len(_unpacked) > _MOST:
                object.__setattr__(_unpacked.popleft(), "_whole", None)
        return found

    @property
    def is_unpacked(self) -> bool:
        """Whether memory holds it as records now."""
        return self._whole is not None

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
