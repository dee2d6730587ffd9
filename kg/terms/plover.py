"""PLOVER's own codes, made from a statement's event class and its stance; the one place that folds the two.

The statements keep the class of the verb and its modality apart; PLOVER has one code for both (a promised visit is
AGREE, a denied entry REJECT, what somebody says must be done a REQUEST).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.model.kinds import Modality, Polarity
from kg.model.records import Statement
from kg.terms import rules, vocab
from kg.terms.event_type import COOPERATION, FORCE, EventType
from kg.terms.words import words

# The words before a verb that make not doing it a rejection: "refused to", "refused to meet or", and no other clause's.
REFUSAL = re.compile(r"\b(?:refus\w+|declin\w+|balk\w+)\s+to(?:\s+[\w-]+,?){0,2}\s*\Z")
# What somebody had to do is told, and asked of nobody.
HAD_TO = re.compile(r"\bhad\s+to(?:\s+\w+ly)?\s*\Z")
# A demand is what is said, and not what stands beside it: "must cut taxes to win".
NO_DEMANDS = frozenset(
    rule.name for rule in (rules.GERUND, rules.ADVERBIAL_CLAUSE, rules.RELATIVE_CLAUSE, rules.PARTICIPLE)
)

NO_DEED = words("verbs without sense of their own")

# What a promise is where its content is this.
HOSTILE_PROMISES = frozenset((EventType.THREATEN, EventType.REJECT))

# PLOVER's mode, the kind of deed within a type, where the relation tells it.
MODES: Mapping[str, str] = {
    "kg:visits": "visit",
    "kg:travelsTo": "visit",
    "kg:mediates": "third-party",
    "kg:suppliesArmsTo": "military",
    "kg:funds": "economic",
    "kg:grantsAsylumTo": "asylum",
    "kg:investigates": "investigate",
    "kg:sues": "legal",
    "kg:strikesAgainst": "strike",
    "kg:obstructs": "obstruct",
    "kg:vetoes": "veto",
    "kg:expels": "expel",
    "kg:bans": "ban",
    "kg:restricts": "restrict",
    "kg:detains": "arrest",
    "kg:deports": "deport",
    "kg:seizes": "seize",
    "kg:cyberattacks": "cyber",
    "kg:bombs": "explosives",
    "kg:tortures": "torture",
    "kg:kidnaps": "abduct",
}


def code(event_type: EventType, polarity: Polarity, modality: Modality) -> EventType | None:
    """PLOVER's own type of an event with its stance; None where PLOVER has none.

    What is going to be done is an agreement where it is friendly and a threat where it is hostile; a friendly deed
    that is not done is a rejection. Deeds that are only possible, wished or asked for are left out.

    >>> [code(kind, Polarity.POSITIVE, Modality.PLANNED).value for kind in (EventType.CONSULT, EventType.SANCTION)]
    ['AGREE', 'THREATEN']
    >>> [code(kind, Polarity.NEGATIVE, Modality.ACTUAL) for kind in (EventType.AID, EventType.ASSAULT)]
    [<EventType.REJECT: 'REJECT'>, None]
    """
    plover = vocab.plover(event_type)
    if modality is Modality.CONDITIONAL and plover is EventType.THREATEN:
        modality = Modality.ACTUAL
    if plover is None or modality not in (Modality.ACTUAL, Modality.PLANNED):
        return None
    planned = modality is Modality.PLANNED
    if polarity is Polarity.NEGATIVE:
        if plover in COOPERATION:
            return EventType.THREATEN if planned and plover is EventType.CONCEDE else EventType.REJECT
        return EventType.AGREE if planned and plover in FORCE else None
    if planned and plover in COOPERATION:
        return EventType.AGREE
    return EventType.THREATEN if planned and plover in FORCE else plover


def is_demand(statement: Statement) -> bool:
    """True of what somebody says must be done: a request of the speaker to the one who must.

    Not where he speaks of himself ("we must debate it"), nor of what somebody must be, nor beside what is said ("the
    voters whom he must win").
    """
    if statement.modality is not Modality.OBLIGATION or not statement.attribution or statement.rule in NO_DEMANDS:
        return False
    first, _, rest = statement.phrase.partition(" ")
    return statement.subject != statement.attribution[-1] and (first not in NO_DEED or " to " in rest)


def code_of(statement: Statement, *, before: str, modality: Modality, promised: Statement | None) -> EventType | None:
    """PLOVER's type of a statement in its sentence; None where it tells no event.

    Args:
        statement: what is told.
        before: the words of the sentence before the trigger, which may refuse the deed.
        modality: the statement's own, or as PLOVER sees it.
        promised: what the statement has as its content; a promise takes its type where that is hostile.
    """
    if is_demand(statement):
        is_asked = statement.polarity is Polarity.POSITIVE and not HAD_TO.search(before)
        return EventType.REQUEST if is_asked else None
    if statement.polarity is Polarity.NEGATIVE and REFUSAL.search(before):
        return EventType.REJECT if statement.event_type is not EventType.SPEECH_ACT else None
    if statement.event_type is None:
        return None
    plover = code(statement.event_type, statement.polarity, modality)
    if plover is not EventType.AGREE or statement.polarity is Polarity.NEGATIVE:
        return plover
    if promised is None or promised.event_type is None:
        return plover
    inner = code(promised.event_type, promised.polarity, Modality.PLANNED)
    return inner if inner in HOSTILE_PROMISES else plover


def mode(statement: Statement, plover: EventType) -> str | None:
    """The kind of deed within a PLOVER type; None where the relation does not tell it, or the code is another's."""
    if statement.event_type is None or vocab.plover(statement.event_type) != plover:
        return None
    return MODES.get(statement.predicate)


def row(
    plover: EventType, *, sources: Iterable[str], targets: Iterable[str], place: str | None, date: str | None,
    attribution: Sequence[str], polarity: Polarity, modality: Modality, mode: str | None, trigger: str,
) -> dict[str, object]:  # fmt: skip
    """One event as both event formats write it; what two sides do together has them all as its source."""
    acting = list(dict.fromkeys(sources))
    return {
        "source": acting,
        "target": [target for target in dict.fromkeys(targets) if target not in acting],
        "plover": str(plover),
        "root": vocab.term(vocab.event_class(plover)).notation,
        "mode": mode,
        "place": place,
        "date": date,
        "polarity": polarity.lower(),
        "modality": modality.lower(),
        "attribution": list(attribution),
        "trigger": trigger,
    }
