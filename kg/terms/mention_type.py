"""What a mention is of: the types of names as OntoNotes 5.0 has them, and three more for what has no name.

The values are the labels of spaCy's models, so that a label of the model and a member compare as equal.
"""

from __future__ import annotations

from enum import StrEnum


class MentionType(StrEnum):
    """A person, a body, a place, a thing, a number or a time; a group of people, an office, any other phrase."""

    PERSON = "PERSON"
    # peoples, believers, followers of a party
    NORP = "NORP"
    ORG = "ORG"
    # countries, towns and what else is governed; other places; buildings
    GPE = "GPE"
    LOC = "LOC"
    FAC = "FAC"
    EVENT = "EVENT"
    PRODUCT = "PRODUCT"
    LAW = "LAW"
    WORK_OF_ART = "WORK_OF_ART"
    LANGUAGE = "LANGUAGE"
    DATE = "DATE"
    TIME = "TIME"
    PERCENT = "PERCENT"
    MONEY = "MONEY"
    QUANTITY = "QUANTITY"
    ORDINAL = "ORDINAL"
    CARDINAL = "CARDINAL"
    # an office ("US Secretary of State"); unnamed people or bodies ("US officials"); any other noun phrase
    ROLE = "ROLE"
    GROUP = "GROUP"
    TOPIC = "TOPIC"


# What a name of the graph may be, the likelier first where votes are equal.
NAMED = (
    *(MentionType.PERSON, MentionType.ORG, MentionType.GPE, MentionType.LOC, MentionType.FAC, MentionType.EVENT),
    *(MentionType.PRODUCT, MentionType.LAW, MentionType.WORK_OF_ART, MentionType.NORP),
)
PLACES = frozenset({MentionType.GPE, MentionType.LOC, MentionType.FAC})

_BY_LABEL = {member.value: member for member in MentionType}


def type_of_label(label: str) -> MentionType | None:
    """The type that a label of a spaCy model stands for; None where the model has labels of its own.

    What such a label marks counts as unmarked: it is read by its words, as if the model had seen no name there.

    >>> type_of_label("ORG"), type_of_label("MISC")
    (<MentionType.ORG: 'ORG'>, None)
    """
    return _BY_LABEL.get(label)
