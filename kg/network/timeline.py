"""The timeline: what is told with a time that a calendar has, in order, and whether a time lies within a period.

A statement's own time is the one that its sentence gives; the date of its document says when it was told, and orders
the rows only where that is asked for. Days are ISO 8601 and compare as strings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import InputError
from kg.language.times.bounds import bounds
from kg.model.kinds import Role
from kg.model.records import Knowledge, Literal, Statement
from kg.network.classes import beneath

ORDERS = ("told", "published")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the timeline.

    Attributes:
        time: ISO 8601 date, month, year or interval, as told; or the date of publication.
        earliest: first day of it, None where it is open.
        latest: last day of it, None where it is open.
        statement: what is told; of several alike that of the first document.
        documents: ids of those that tell it alike, sorted.
    """

    time: str
    earliest: str | None
    latest: str | None
    statement: Statement
    documents: tuple[str, ...]


def timeline(
    knowledge: Knowledge,
    *,
    by: str = "told",
    facts_only: bool = True,
    types: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> list[Row]:
    """Statements whose day, month or year is known, earliest first; ties by last day, then by statement.

    What several documents tell alike, on the word of the same speakers and of the same time, is one row. Statements
    without a time, and with one that no calendar has ("the day before"), are left out; :func:`unplaced` counts these.

    Args:
        knowledge: statements and documents.
        by: ``told`` takes the time that a sentence gives, ``published`` the date of its document.
        facts_only: leave out what is denied, hoped, planned, possible or doubtful.
        types: classes of the ontology, one of which the subject or the object is of, or of one beneath. None are all.
        since: first day, month or year to tell of; a time that overlaps the period is within it.
        until: last one to tell of.

    Raises:
        InputError: for another order, an unknown type, or where ``since`` or ``until`` is no date.
    """
    _check(by)
    wanted = beneath(types)
    about = {entity.id for entity in knowledge.entities if entity.type in wanted}
    alike: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in _rows(knowledge, by, facts_only):
        is_about = not wanted or row.statement.subject in about or row.statement.object in about
        if is_about and within(row.earliest, row.latest, since, until):
            alike[_content(row)].append(row)
    found = []
    for rows in alike.values():
        first = min(rows, key=lambda row: (row.statement.document, row.statement.id))
        documents = sorted({row.statement.document for row in rows})
        found.append(Row(first.time, first.earliest, first.latest, first.statement, tuple(documents)))
    return sorted(found, key=_place)


def unplaced(knowledge: Knowledge, *, by: str = "told", facts_only: bool = True) -> int:
    """How many statements have a time that no calendar has; or, by publication, an undated document.

    Raises:
        InputError: for another order.
    """
    _check(by)
    listed = [s for s in knowledge.statements if s.is_fact or not facts_only]
    if by == "told":
        return sum(bool(s.time_text) and s.earliest is None and s.latest is None for s in listed)
    dated = {document.id for document in knowledge.documents if bounds(document.date or "") != (None, None)}
    return sum(s.document not in dated for s in listed)


def within(earliest: str | None, latest: str | None, since: str | None, until: str | None) -> bool:
    """True where a time and a period have a day in common, as far as is known.

    An open end of the time reaches as far as the period does. A time of which neither end is known is within no
    period, and within all time.

    Args:
        earliest: first day of the time, ISO 8601, or None.
        latest: last day of the time, or None.
        since: first day, month or year of the period; None for no beginning.
        until: last one of the period; None for no end.

    Raises:
        InputError: where ``since`` or ``until`` is no date, or the period ends before it begins.

    >>> within("2024-05-01", "2024-05-31", "2024-05-07", None), within("2024-05-01", "2024-05-31", None, "2024-04")
    (True, False)
    >>> within("2014-01-01", None, "2020", "2021"), within(None, None, "2020", None)
    (True, False)
    """
    if since is None and until is None:
        return True
    first = _days(since)[0] if since is not None else None
    last = _days(until)[1] if until is not None else None
    if first is not None and last is not None and first > last:
        raise InputError(f"the period since {since} until {until} ends before it begins; give the earlier day to since")
    if earliest is None and latest is None:
        return False
    starts_in_time = last is None or earliest is None or earliest <= last
    return starts_in_time and (first is None or latest is None or latest >= first)


def is_within(statement: Statement, dates: Mapping[str, str | None], since: str | None, until: str | None) -> bool:
    """True where a statement is of a period: by the time that it tells, else by the date of its document.

    Args:
        statement: what is told.
        dates: of the documents.
        since: first day, month or year of the period; None for no beginning.
        until: last one of the period; None for no end.

    Raises:
        InputError: where ``since`` or ``until`` is no date.
    """
    if since is None and until is None:
        return True
    told = statement.earliest, statement.latest
    return within(*(told if told != (None, None) else bounds(dates.get(statement.document) or "")), since, until)


@lru_cache(maxsize=64)
def _days(day: str) -> tuple[str, str]:
    """First and last day of an end of a period."""
    first, last = bounds(day)
    if first is None or last is None or "/" in day:
        raise InputError(f"{day!r} is no date; write it as 2024-09-10, 2024-09 or 2024")
    return first, last


def _check(by: str) -> None:
    if by not in ORDERS:
        raise InputError(f"unknown order {by!r}; take {' or '.join(map(repr, ORDERS))}")


def _rows(knowledge: Knowledge, by: str, facts_only: bool) -> Iterator[Row]:
    """One row for each statement that has a time of the kind asked for."""
    dates = {document.id: document.date or "" for document in knowledge.documents}
    for statement in knowledge.statements:
        if facts_only and not statement.is_fact:
            continue
        if by == "told":
            time, ends = told_time(statement), (statement.earliest, statement.latest)
        else:
            time = dates.get(statement.document, "")
            ends = bounds(time)
        if ends != (None, None):
            yield Row(time, *ends, statement, (statement.document,))


def told_time(statement: Statement) -> str:
    """The time of a statement in ISO 8601, as it is told; empty where it has none that a calendar has."""
    literals = [statement.object, *(node for role, node in statement.roles if role is Role.TIME)]
    known = [node.value for node in literals if isinstance(node, Literal) and bounds(node.value) != (None, None)]
    ends = statement.earliest, statement.latest
    told = [value for value in known if _agree(bounds(value), ends)]
    return min(told, key=len, default="")


def _agree(told: tuple[str | None, str | None], ends: tuple[str | None, str | None]) -> bool:
    """True where these are the ends of that time; an open one may have been closed by the document's date."""
    return told[0] == ends[0] and told[1] in (ends[1], None)


def _content(row: Row) -> tuple[object, ...]:
    """What rows that are told alike share."""
    statement = row.statement
    # Two deeds without an object are alike where their words are, and so are two objects in words.
    what = statement.object if statement.object is not None else ""
    said = (statement.subject, statement.predicate, what, statement.polarity, statement.modality, statement.certainty)
    return (*said, statement.attribution, row.time, row.earliest, row.latest)


def _place(row: Row) -> tuple[str, str, str, str, str]:
    """Where a row stands: by its first day, or the last one where that alone is known."""
    known = row.earliest or row.latest or ""
    return known, row.latest or "", row.time, row.statement.id, row.statement.document
