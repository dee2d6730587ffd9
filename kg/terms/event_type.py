"""What kind of event a statement is of: PLOVER's types and the further classes of the ontology.

PLOVER: Halterman et al. 2023, "PLOVER and POLECAT: A New Political Event Ontology and Dataset". A test compares the
members with the classes under ``kg:Event`` in ``ontology/kg.ttl``.
"""

from __future__ import annotations

from enum import StrEnum

from kg.errors import VocabularyError


class EventType(StrEnum):
    """An event type as statements and ``ontology/lexicon.tsv`` write it; ``vocab.event_class`` gives its class."""

    # PLOVER, from the friendliest to the most hostile
    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    MOBILIZE = "MOBILIZE"
    SANCTION = "SANCTION"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    # what news tells beside them
    ANNOUNCEMENT = "ANNOUNCEMENT"
    APPOINTMENT = "APPOINTMENT"
    CONCERN = "CONCERN"
    CONFIRMATION = "CONFIRMATION"
    DENIAL = "DENIAL"
    FOUNDING_OF = "FOUNDING_OF"
    INVESTIGATE = "INVESTIGATE"
    MEETING = "MEETING"
    MEMBERSHIP_CHANGE = "MEMBERSHIP_CHANGE"
    PREDICTION = "PREDICTION"
    SPEECH_ACT = "SPEECH_ACT"
    WISH = "WISH"
    # what holds several of them
    EVENT = "EVENT"
    MATERIAL_CONFLICT = "MATERIAL_CONFLICT"
    MATERIAL_COOPERATION = "MATERIAL_COOPERATION"
    VERBAL_CONFLICT = "VERBAL_CONFLICT"
    VERBAL_COOPERATION = "VERBAL_COOPERATION"


# The types of PLOVER's manual of 2021, in its order.
PLOVER = tuple(EventType)[:16]
# Of these the friendly deeds, and the hostile ones.
COOPERATION = frozenset(PLOVER[:7])
FORCE = frozenset(PLOVER[11:])


def event_type_named(name: str, place: str) -> EventType:
    """The event type of that name.

    >>> event_type_named("AID", "line 3")
    <EventType.AID: 'AID'>

    Args:
        name: as a table or a graph has it.
        place: where it stands, for the message.

    Raises:
        VocabularyError: if there is none of that name.
    """
    try:
        return EventType(name)
    except ValueError:
        raise VocabularyError(f"{place}: no event type {name!r}. Write one of these: {', '.join(EventType)}") from None
