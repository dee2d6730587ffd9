"""What all documents say together: events, support of each triple, and disputes.

Two statements tell of one event when they agree on its class, on who did it and to whom, and contradict each other
neither in place nor in time; one that names no place joins the event that does only if there is no choice. Rather
two nodes for one event than one for two. What is hoped, planned, possible or denied is never an event.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg import vocab
from kg.model import Entity, Event, Fusion, Literal, Modality, Polarity, Role, Statement
from kg.rdf import triple

# Objects of these relations say where the event was.
_WHERE = frozenset({"kg:metAt"})

# A literal of one of these kinds is when the event was: "founded in 1949".
_DATES = frozenset({"date", "dateTime", "gYear", "gYearMonth"})

# Characters of what is said that an event's label shows.
_WORDS = 60

_Key = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class _Report:
    """A statement seen as the report of an event."""

    statement: Statement
    participants: tuple[tuple[Role, str], ...]
    place: str | None
    time: str | None

    @property
    def setting(self) -> tuple[str, str]:
        """Place and time; "Monday" is one day only within a document."""
        time = self.time or ""
        return self.place or "", time if time[:4].isdigit() or not time else f"{time} of {self.statement.document}"

    @property
    def words(self) -> str:
        """What is said, where the event is the saying of it."""
        object = self.statement.object
        if isinstance(object, Literal):
            return "" if object.datatype in _DATES else self.statement.object_label or object.value
        return self.statement.object_label if object is not None and object.startswith("st:") else ""


def fuse(statements: Iterable[Statement], entities: Iterable[Entity]) -> Fusion:
    """Events, disputed pairs, and in how many documents each triple stands as a fact.

    The order of the statements changes nothing.
    """
    listed = sorted(statements, key=lambda s: (s.id, s.document))
    known = {entity.id: entity for entity in entities}
    return Fusion(events=events(listed, known), disputes=disputes(listed), support=support(listed))


# -- support and disputes ------------------------------------------------------------------------------------------


def support(statements: Iterable[Statement]) -> dict[tuple[str, str, str], int]:
    """The number of documents in which each triple stands as a fact, sorted by triple."""
    told = {(key, s.document) for s in statements if s.is_fact and (key := triple(s)) is not None}
    counted = Counter(key for key, _ in told)
    return {key: counted[key] for key in sorted(counted)}


def disputes(statements: Iterable[Statement]) -> tuple[tuple[str, str], ...]:
    """Pairs of statement ids that give one triple opposite polarity, each pair and the list sorted.

    Both must speak of what is (a hope denies nothing), and differ in speaker or document. Each disputed statement
    is paired with the first that opposes it: all are found, and a triple that many repeat stays linear.
    """
    sides: dict[tuple[str, str, str], dict[Polarity, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        if statement.modality is Modality.ACTUAL and (key := triple(statement)) is not None:
            sides[key][statement.polarity].append(statement)
    pairs: set[tuple[str, str]] = set()
    for side in sides.values():
        if len(side) < len(Polarity):
            continue
        for polarity, opposite in ((Polarity.POSITIVE, Polarity.NEGATIVE), (Polarity.NEGATIVE, Polarity.POSITIVE)):
            others = _first_by_source(side[opposite])
            for statement in side[polarity]:
                other = next((o for o in others if _source(o) != _source(statement)), None)
                if other is not None:
                    one, two = sorted((statement.id, other.id))
                    pairs.add((one, two))
    return tuple(sorted(pairs))


def _source(statement: Statement) -> tuple[str, str]:
    """Who vouches for a statement: its innermost speaker wherever he speaks, else the document."""
    return ("speaker", statement.attribution[-1]) if statement.attribution else ("document", statement.document)


def _first_by_source(statements: Iterable[Statement]) -> list[Statement]:
    """The first statements of two sources: one of them differs from any third."""
    first: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        first.setdefault(_source(statement), statement)
        if len(first) == 2:
            break
    return list(first.values())


# -- events --------------------------------------------------------------------------------------------------------


def events(statements: Iterable[Statement], entities: Mapping[str, Entity]) -> tuple[Event, ...]:
    """The events that statements report, sorted by id."""
    groups: dict[_Key, list[_Report]] = defaultdict(list)
    for statement in statements:
        if statement.is_fact and statement.event_type is not None:
            report = _report(statement, entities)
            groups[statement.event_type, _who(statement, report)].append(report)
    found = [
        _event(type, reports, entities) for (type, _), group in sorted(groups.items()) for reports in _by_setting(group)
    ]
    return _with_ids(found)


def _report(statement: Statement, entities: Mapping[str, Entity]) -> _Report:
    participants = {(Role.SUBJECT, statement.subject)}
    place = time = None
    if isinstance(statement.object, str):
        if statement.predicate in _WHERE and _is_place(statement.object, entities):
            place = statement.object
        else:
            participants.add((Role.OBJECT, statement.object))
    elif statement.object is not None and statement.object.datatype in _DATES:
        time = statement.object.value
    for role, node in statement.roles:
        if role is Role.PLACE and isinstance(node, str) and _is_place(node, entities):
            place = place or node
        elif role is Role.TIME and isinstance(node, Literal):
            time = time or node.value
        elif role in (Role.RECIPIENT, Role.ADDRESSEE) and isinstance(node, str):
            participants.add((role, node))
    return _Report(statement, tuple(sorted(participants)), place, time)


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


def _by_setting(group: list[_Report]) -> list[list[_Report]]:
    """Reports of the same deed, split where place or time tell them apart.

    The most exact settings come first; a vaguer one ("2022", or no place) joins the only exact one that it fits,
    and stands alone where it fits several.
    """
    by_setting: dict[tuple[str, str], list[_Report]] = defaultdict(list)
    for report in group:
        by_setting[report.setting].append(report)
    fits: dict[tuple[str, str], list[int]] = defaultdict(list)
    clusters: list[list[_Report]] = []
    for setting in sorted(by_setting, key=lambda s: (not s[0], -len(s[1]), s)):
        candidates = fits[setting]
        if len(candidates) == 1:
            clusters[candidates[0]] += by_setting[setting]
            continue
        clusters.append(by_setting[setting])
        for vaguer in _vaguer(setting):
            fits[vaguer].append(len(clusters) - 1)
    return clusters


def _vaguer(setting: tuple[str, str]) -> set[tuple[str, str]]:
    """All settings that this one is a case of: without the place, with a coarser time or none.

    >>> sorted(_vaguer(("Capri", "2024-04")))
    [('', ''), ('', '2024'), ('', '2024-04'), ('Capri', ''), ('Capri', '2024'), ('Capri', '2024-04')]
    """
    place, time = setting
    parts = time.split("-") if time[:4].isdigit() and "/" not in time else [time]
    times = {"", *("-".join(parts[:length]) for length in range(1, len(parts) + 1))}
    return {(p, t) for p in {"", place} for t in times}


def _event(type: str, reports: list[_Report], entities: Mapping[str, Entity]) -> Event:
    place = max((r.place for r in reports if r.place), default=None)
    time = max((r.time for r in reports if r.time), key=lambda t: (len(t), t), default=None)
    participants = sorted({who for report in reports for who in report.participants})
    return Event(
        id="",
        type=type,
        label=_label(type, participants, place, time, min(report.words for report in reports), entities),
        participants=tuple(participants),
        place=place,
        time=time,
        statements=tuple(sorted({report.statement.id for report in reports})),
    )


def _label(
    type: str,
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
    parts = [f"{_spaced(type)}: {' – '.join(who)}{said}", *([name(place)] if place else []), *([time] if time else [])]
    return ", ".join(parts)


def _spaced(type: str) -> str:
    """An event type in words.

    >>> _spaced("MembershipChange"), _spaced("ASSAULT")
    ('Membership change', 'Assault')
    """
    if type.isupper():
        return type.capitalize().replace("_", " ")
    spaced = "".join(f" {c}" if c.isupper() else c for c in type).strip()
    return spaced[:1] + spaced[1:].lower()


def _with_ids(found: Iterable[Event]) -> tuple[Event, ...]:
    """Events named after their labels; where two share a name, a hash of what they are tells them apart."""
    named: dict[str, list[Event]] = defaultdict(list)
    for event in found:
        named[vocab.local_name(event.label)].append(event)
    listed = [
        Event(name if len(same) == 1 else f"{name}_{_digest(event)}", *_rest(event))
        for name, same in named.items()
        for event in same
    ]
    return tuple(sorted(listed, key=lambda event: event.id))


def _digest(event: Event) -> str:
    content = repr((event.type, event.participants, event.place, event.time, event.statements))
    return hashlib.sha256(content.encode()).hexdigest()[:8]


def _rest(event: Event) -> tuple[str, str, tuple[tuple[Role, str], ...], str | None, str | None, tuple[str, ...]]:
    return event.type, event.label, event.participants, event.place, event.time, event.statements
