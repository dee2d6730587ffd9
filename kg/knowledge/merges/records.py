"""What a person wants of names: together or apart, with the documents meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kg.gazetteer.names import fold

FILE = "merges.yaml"
KINDS = ("Person", "Organization", "Place", "Thing", "Topic")
# Links with this score or more make one entity unless a person says otherwise.
APPLY_FROM = 0.5


class Side(StrEnum):
    """What a person wants of two names."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a person gives it; ``kind`` "" and no documents mean any."""

    name: str
    kind: str = ""
    documents: tuple[str, ...] = ()

    def __str__(self) -> str:
        kind = f" ({self.kind})" if self.kind else ""
        return f"{self.name}{kind}{' in ' + ', '.join(self.documents) if self.documents else ''}"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of a name in several documents, or of two names.

    Attributes:
        names: one or two.
        side: together or apart.
        place: where it stands, for messages: "merges.yaml, line 12".
    """

    names: tuple[Name, ...]
    side: Side
    place: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {' and '.join(map(str, self.names))}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that a person decided; the empty one leaves everything to the scores."""

    given: tuple[Decision, ...] = ()
    apply_from: float = APPLY_FROM


NONE = Decisions()

# The names of an entry whatever their order and their capitals.
Key = frozenset[tuple[str, str, tuple[str, ...]]]


def key(names: Iterable[Name]) -> Key:
    return frozenset((fold(name.name), name.kind, name.documents) for name in names)
