"""Why names meet: the records of a merge done, and of a link that a person may confirm or reject."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two clusters, or two names, became one entity."""

    document: str
    name: str
    method: str
    score: float


class Verdict(StrEnum):
    """What a person said of a link between two names."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, order=True)
class Bearer:
    """A name with those documents whose bearers of it are taken for one.

    Attributes:
        name: as documents write it.
        kind: Person, Organization, Place, Thing or Topic.
        documents: where the name stands, sorted.
        is_part: True where others bear the name in other documents, so that only the documents tell who is meant.
    """

    name: str
    kind: str
    documents: tuple[str, ...]
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Why two names, or one name in several documents, may be one entity; and whether they are taken for one.

    Attributes:
        one: the name that joins another, or that several documents use.
        other: the name that it joins; None where it is one name in several documents.
        method: what speaks for it.
        score: how sure that is, in 0..1, higher is better.
        verdict: what a person said.
        applied: whether the two are one entity in this resolution.
        evidence: a document and its words around the name, for each side; empty unless asked for.
    """

    one: Bearer
    other: Bearer | None
    method: str
    score: float
    verdict: Verdict = Verdict.PROPOSED
    applied: bool = True
    evidence: tuple[tuple[str, str], ...] = ()
