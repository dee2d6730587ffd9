"""What the gazetteer holds: entries, the forms of their names, and the matches found in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.terms.classes import TYPE_OF_CLASS
from kg.terms.mention_type import MentionType

DATES = re.compile(r"(?P<member>.*\S) +(?P<start>\d{4}(?:-\d\d){0,2})?(?P<until>/(?P<end>\d{4}(?:-\d\d){0,2})?)?")


class How(StrEnum):
    """What the words are to the entry: its name, its adjective, or a seat of power that stands for it."""

    NAME = "name"
    DEMONYM = "demonym"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Membership:
    """A member by a name of its own, with the first and the last day (or month, or year) where they are known."""

    member: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something kg knows by name.

    Attributes:
        label: canonical name.
        kind: local name of its ontology class.
        link: Wikidata id, only where certain.
        nominals: common nouns that a text takes up the name with ("alliance").
        part_of: Wikidata id of the country a province belongs to.
        country: Wikidata id or label of the country it lies in.
        members: who belongs to it, or once did.
    """

    label: str
    kind: str
    link: str | None = None
    nominals: tuple[str, ...] = ()
    part_of: str | None = None
    country: str | None = None
    members: tuple[Membership, ...] = ()

    @property
    def is_country(self) -> bool:
        """True of a state or territory, which can act; a town or region is rather where others do."""
        return self.kind == "Country"

    @property
    def type(self) -> MentionType:
        """spaCy's label for it; a province is a place with a government, a sea is not."""
        return MentionType.GPE if self.part_of else TYPE_OF_CLASS.get(self.kind, MentionType.ORG)


@dataclass(frozen=True, slots=True)
class Match:
    """Words ``start`` to ``end`` (exclusive) that name ``entry``; ``place`` is the seat itself where they are one."""

    start: int
    end: int
    entry: Entry
    how: How
    place: Entry | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry's name, cut as texts are."""

    pieces: tuple[str, ...]
    entry: Entry
    how: How = How.NAME
    place: Entry | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A user's file of names with the digest of what it held: the same file changed is another source."""

    path: Path | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What a table says of one thing, before it is known what the names in it refer to.

    Attributes:
        place: file and line, for messages.
        kind: local name of the class, empty where the table leaves it open; "Role" for an office.
        names: other names.
        of: Wikidata id or name of the country: where it lies, or whose office it is.
        seat_of: Wikidata id or name of the state or union whose government the name stands for.
    """

    place: str
    label: str
    kind: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    nominals: tuple[str, ...] = ()
    link: str | None = None
    of: str | None = None
    seat_of: str | None = None
    members: tuple[Membership, ...] = ()


def membership(text: str) -> Membership:
    """A member with its dates, from the form in which tables give them.

    >>> membership("Sweden 2024-03-07"), membership("United Kingdom 1973/2020-01-31").end
    (Membership(member='Sweden', start='2024-03-07', end=None), '2020-01-31')
    >>> membership("Group of Seven")
    Membership(member='Group of Seven', start=None, end=None)
    """
    found = DATES.fullmatch(text.strip())
    if found is None or not (found["start"] or found["until"]):
        return Membership(text.strip())
    return Membership(found["member"], found["start"], found["end"])
