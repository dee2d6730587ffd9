"""What all documents say together: events, support of each triple, and disputes.

Two statements tell of one event when they agree on its class, on who did it and to whom, and contradict each other
neither in place nor in time; one that names no place joins the event that does only if there is no choice. What a
clause tells without a time happened about when its document was written, or else within the story that it tells: an
appeal of April is not that of September. Rather two nodes for one event than one for two. What is hoped, planned,
possible or denied is never an event.

The time of an event is that of the report which tells it most exactly. Where no report tells any it has none: neither
the date of a document nor the day on which somebody spoke of it is when it was.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.knowledge.days import days_of
from kg.knowledge.disputes import disputes
from kg.knowledge.earlier import Earlier, undated
from kg.knowledge.support import witnesses
from kg.language.times.bounds import bounds
from kg.model.changed import changed
from kg.model.kinds import RECEIVING, Role
from kg.model.records import Document, Entity, Event, Fusion, Literal, Statement
from kg.terms import vocab
from kg.terms.event_type import EventType
from kg.terms.rules import rule_named
from kg.text import alike, stories

# A literal of one of these kinds is when the event was: "founded in 1949".
_DATE_TYPES = frozenset({"date", "dateTime", "gYear", "gYearMonth"})

# Characters of what is said that an event's label shows.
_WORDS = 60

# Days about a document's date in which what it tells without a time happened.
_NEWS = 31

# Days of a time with an open end, as far as it is compared with others.
_OPEN = 36_600

# These happen once to the same participants, whenever they are told.
_ONCE = frozenset({EventType.FOUNDING_OF, EventType.MEMBERSHIP_CHANGE, EventType.APPOINTMENT})

_Key = tuple[EventType, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class _Report:
    """A statement seen as the report of an event."""

    statement: Statement
    participants: tuple[tuple[Role, str], ...]
    place: str | None
    time: str | None
    occasion: str | None = None

    @property
    def where(self) -> str:
        """The place, or the occasion that stands for one: "at the G7 meeting"."""
        return self.place or self.occasion or ""

    @property
    def when(self) -> str:
        """The time; "Monday" is one day only within a document."""
        time = self.time or ""
        return time if time[:4].isdigit() or not time else f"{time} of {self.statement.document}"

    @property
    def days(self) -> tuple[str | None, str | None]:
        """First and last day, as its document knows them: what goes on has lasted till then."""
        own = self.statement.earliest, self.statement.latest
        told = bounds(self.time or "")
        return own if own[0] == told[0] and told[1] in (own[1], None) else told

    @property
    def is_news(self) -> bool:
        """True of what its document tells as happening in its own days."""
        return (
            not rule_named(self.statement.rule).is_undated and self.statement.event_type not in _ONCE and not self.words
        )

    @property
    def words(self) -> str:
        """What is said, where the event is the saying of it."""
        object = self.statement.object
        if isinstance(object, Literal):
            return "" if object.datatype in _DATE_TYPES else self.statement.object_label or object.value
        return self.statement.object_label if object is not None and object.startswith("st:") else ""


def fuse(
    statements: Iterable[Statement],
    entities: Iterable[Entity],
    documents: Iterable[Document] = (),
    earlier: Earlier | None = None,
) -> Fusion:
    """Events, disputed pairs, and in how many documents and from how many sources each triple stands as a fact.

    The order of the statements changes nothing.

    Args:
        statements: what all documents say.
        entities: who and what they speak of.
        documents: the documents themselves; their texts show copies, their dates tell when their news was.
        earlier: of which only what the others touch is fused again; the result is the same.
    """
    listed = sorted(statements, key=lambda s: (s.id, s.document))
    known = {entity.id: entity for entity in entities}
    texts = sorted(documents, key=lambda document: document.id)
    copies = alike.copies(texts)
    dates = {document.id: document.date for document in texts if document.date and days_of(document.date)}
    support, sources = witnesses(listed, copies, earlier)
    # Only what has no date is dated by its story.
    loose = frozenset(undated(texts, dates))
    told = stories.stories(texts, alike=stories.SURE) if loose else {}
    return Fusion(
        events=events(listed, known, dates, told, loose, earlier),
        disputes=disputes(listed, dates),
        support=support,
        sources=sources,
        copies=tuple((copy, first) for copy, first in sorted(copies.items()) if copy != first),
    )


def events(
    statements: Sequence[Statement],
    entities: Mapping[str, Entity],
    dates: Mapping[str, str],
    told: Mapping[str, str],
    loose: frozenset[str] = frozenset(),
    earlier: Earlier | None = None,
) -> tuple[Event, ...]:
    """The events that statements report, sorted by id.

    Args:
        statements: what all documents say.
        entities: who and what they speak of, by id.
        dates: ISO dates of the documents that have one.
        told: the story that each document tells.
        loose: documents whose events depend on those stories.
        earlier: events in which nothing is touched are taken from there.
    """
    still, moving = _still(statements, entities, loose, earlier) if earlier is not None else ([], statements)
    found = [
        _event(type, reports, entities)
        for (type, _), group in sorted(_groups(moving, entities).items())
        for reports in _by_setting(group, _eras(group, told, dates))
    ]
    return _with_ids([*still, *found])


def _groups(statements: Iterable[Statement], entities: Mapping[str, Entity]) -> dict[_Key, list[_Report]]:
    """The reports that may tell of one event, in the order of the statements."""
    groups: dict[_Key, list[_Report]] = defaultdict(list)
    for statement in statements:
        if statement.is_fact and statement.event_type is not None:
            report = _report(statement, entities)
            groups[statement.event_type, _who(statement, report)].append(report)
    return groups


def _still(
    statements: Sequence[Statement], entities: Mapping[str, Entity], loose: frozenset[str], earlier: Earlier
) -> tuple[list[Event], list[Statement]]:
    """The earlier events of which no group is touched, and the statements of all groups that are.

    A group is touched where a document that changed tells of it, or told of it before.
    """
    had = {entity.id: entity for entity in earlier.knowledge.entities}
    old, new = earlier.touched(statements, loose)
    touched = _groups(old, had).keys() | _groups(new, entities).keys()
    # Most events have none of these participants in an event of their class.
    near = {(type, id) for type, who in touched for _, id in who}
    said = {statement.id: statement for statement in earlier.knowledge.statements}
    still, again = [], {statement.id for statement in new}
    for event in earlier.knowledge.fusion.events:
        is_near = any((event.type, id) in near for _, id in event.participants)
        if is_near and not touched.isdisjoint(_groups([said[event.statements[0]]], had)):
            again.update(event.statements)
        else:
            still.append(event)
    return still, [statement for statement in statements if statement.id in again]


def _eras(reports: Iterable[_Report], told: Mapping[str, str], dates: Mapping[str, str]) -> dict[str, str]:
    """When the news of each document was: of about one date, or else, where it has none, of the story that it tells."""
    eras: dict[str, str] = {}
    of_story: dict[str, str] = {}
    documents = {report.statement.document for report in reports}
    dated = sorted((days, id) for id in documents if (days := days_of(dates.get(id, ""))) is not None)
    begun = 0
    for (first, _), id in dated:
        begun = first if first - begun > _NEWS else begun
        eras[id] = f"day {begun}"
        of_story.setdefault(told.get(id, id), eras[id])
    for id in sorted(documents - eras.keys()):
        story = told.get(id, id)
        eras[id] = of_story.setdefault(story, f"story {story}")
    return eras


def _report(statement: Statement, entities: Mapping[str, Entity]) -> _Report:
    places, occasions, times = _places(statement, entities), _occasions(statement, entities), _times(statement)
    return _Report(
        statement,
        tuple(sorted(_participants(statement, entities))),
        next(places, None),
        next(times, None),
        next(occasions, None),
    )


def _participants(statement: Statement, entities: Mapping[str, Entity]) -> set[tuple[Role, str]]:
    """Who takes part: subject, object, who gets something or is spoken to."""
    found = {(Role.SUBJECT, statement.subject)}
    if isinstance(statement.object, str) and not _is_where(statement, entities):
        found.add((Role.OBJECT, statement.object))
    return found | {(role, node) for role, node in statement.roles if role in RECEIVING and isinstance(node, str)}


def _is_where(statement: Statement, entities: Mapping[str, Entity]) -> bool:
    """True where the object is the place of the event: "met at Capri"."""
    return (
        statement.predicate in vocab.MEETING_PLACES
        and isinstance(statement.object, str)
        and _is_place(statement.object, entities)
    )


def _places(statement: Statement, entities: Mapping[str, Entity]) -> Iterator[str]:
    """Where it was, as far as that lies on a map."""
    if isinstance(statement.object, str) and _is_where(statement, entities):
        yield statement.object
    yield from (node for node in _said_where(statement) if _is_place(node, entities))


def _occasions(statement: Statement, entities: Mapping[str, Entity]) -> Iterator[str]:
    """What else it is said to have been at: "at the G7 meeting"."""
    return (node for node in _said_where(statement) if not _is_place(node, entities))


def _said_where(statement: Statement) -> Iterator[str]:
    return (node for role, node in statement.roles if role is Role.PLACE and isinstance(node, str))


def _times(statement: Statement) -> Iterator[str]:
    """When it was: "founded in 1949", or the time of the sentence; dates before words."""
    if isinstance(statement.object, Literal) and statement.object.datatype in _DATE_TYPES:
        yield statement.object.value
    told = [node.value for role, node in statement.roles if role is Role.TIME and isinstance(node, Literal)]
    yield from sorted(told, key=lambda time: days_of(time.strip("/")) is None)


def _is_place(id: str, entities: Mapping[str, Entity]) -> bool:
    """True of what lies on a map: "at the meeting" tells where, but a meeting is no place."""
    if id not in entities:
        return False
    name = f"kg:{entities[id].type}"
    return name == "kg:Place" or (name in vocab.terms() and "kg:Place" in vocab.super_classes(name))


def _who(statement: Statement, report: _Report) -> tuple[tuple[str, str], ...]:
    """The participants that two reports of one event share; of a meeting nobody is subject or object."""
    if vocab.is_symmetric(statement.predicate):
        return tuple(sorted(("", id) for _, id in report.participants))
    named = tuple((role.value, id) for role, id in report.participants if role in (Role.SUBJECT, Role.OBJECT))
    # What is said in words alone has no node to tell it by.
    return (*named, ("words", report.words)) if report.words and isinstance(statement.object, Literal) else named


_Setting = tuple[str, str, str]


def _by_setting(group: list[_Report], eras: Mapping[str, str]) -> list[list[_Report]]:
    """Reports of the same deed, split where place or time tell them apart.

    The most exact settings come first; a vaguer one ("2022", or no place) joins the only exact one that it fits,
    and stands alone where it fits several.
    """
    by_setting: dict[_Setting, list[_Report]] = defaultdict(list)
    for report in group:
        era = eras[report.statement.document] if report.is_news and not report.when else ""
        by_setting[report.where, report.when, era].append(report)
    fits: dict[_Setting, list[int]] = defaultdict(list)
    clusters: list[list[_Report]] = []
    for setting in sorted(by_setting, key=lambda s: (not s[0], -len(s[1]), not s[2], s)):
        candidates = fits[setting]
        if len(candidates) == 1:
            clusters[candidates[0]] += by_setting[setting]
            continue
        clusters.append(by_setting[setting])
        place, time, era = setting
        within = {era} if era else {eras[report.statement.document] for report in by_setting[setting]}
        for vaguer in _vaguer(place, time, within):
            fits[vaguer].append(len(clusters) - 1)
    return clusters


def _vaguer(place: str, time: str, eras: Iterable[str]) -> Iterator[_Setting]:
    """All settings that this one is a case of: without the place, with a coarser time, with only an era, or with none.

    >>> sorted(_vaguer("Capri", "2024-04", ["spring"]))[:4]
    [('', '', ''), ('', '', 'spring'), ('', '2024', ''), ('', '2024-04', '')]
    """
    parts = time.split("-") if time[:4].isdigit() and "/" not in time else [time]
    times = {"-".join(parts[:length]) for length in range(1, len(parts) + 1)} - {""}
    for where in {"", place}:
        yield where, "", ""
        yield from ((where, coarser, "") for coarser in times)
        yield from ((where, "", era) for era in set(eras))


def _event(type: EventType, reports: list[_Report], entities: Mapping[str, Entity]) -> Event:
    place = max((r.place for r in reports if r.place), default=None)
    told = min((r for r in reports if r.time), key=_vague, default=None)
    time = told.time if told is not None else None
    earliest, latest = told.days if told is not None else (None, None)
    participants = sorted({who for report in reports for who in report.participants})
    return Event(
        id="",
        type=type,
        label=_label(type, participants, place, time, min(report.words for report in reports), entities),
        participants=tuple(participants),
        place=place,
        time=time,
        statements=tuple(sorted({report.statement.id for report in reports})),
        earliest=earliest,
        latest=latest,
    )


def _vague(report: _Report) -> tuple[bool, int, str, str, str]:
    """How little the time of a report says: words more than a date, many days more than few."""
    ends = [date.fromisoformat(day).toordinal() for day in bounds(report.time or "") if day is not None]
    days = ends[1] - ends[0] if len(ends) > 1 else _OPEN
    return not ends, days, report.time or "", report.statement.id, report.statement.document


def _label(
    type: EventType,
    participants: Iterable[tuple[Role, str]],
    place: str | None,
    time: str | None,
    words: str,
    entities: Mapping[str, Entity],
) -> str:
    """What an event is called: class, actors, the first words of what is said, place, time."""

    def name(id: str) -> str:
        return entities[id].label if id in entities else id

    listed = sorted(participants, key=lambda item: (item[0] is not Role.SUBJECT, item[0] is not Role.OBJECT, item))
    who = dict.fromkeys(name(id) for _, id in listed if not id.startswith("st:"))
    said = f" “{words if len(words) <= _WORDS else words[:_WORDS].rpartition(' ')[0] + ' …'}”" if words else ""
    kind = type.capitalize().replace("_", " ")
    parts = [f"{kind}: {' – '.join(who)}{said}", *([name(place)] if place else []), *([time] if time else [])]
    return ", ".join(parts)


def _with_ids(found: Iterable[Event]) -> tuple[Event, ...]:
    """Events named after their labels; where two share a name, a hash of what they are tells them apart."""
    named: dict[str, list[Event]] = defaultdict(list)
    for event in found:
        named[vocab.local_name(event.label)].append(event)
    listed = [
        changed(event, id=name if len(same) == 1 else f"{name}_{_digest(event)}")
        for name, same in named.items()
        for event in same
    ]
    return tuple(sorted(listed, key=lambda event: (event.id, event.statements)))


def _digest(event: Event) -> str:
    content = repr((str(event.type), event.participants, event.place, event.time, event.statements))
    return hashlib.sha256(content.encode()).hexdigest()[:8]
