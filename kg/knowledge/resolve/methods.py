"""Why names are one, or may be one: the methods, with what each is worth as ``ontology/merges.tsv`` has it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from kg.terms.tables import rows


class Worth(NamedTuple):
    """What a method says.

    Attributes:
        words: it in words, as users read it.
        example: names that it is for.
        alone: how sure it is where nothing else is known, in 0..1.
        beside: how sure where the two names stand beside the same neighbours.
    """

    words: str
    example: str
    alone: float
    beside: float


class Method(StrEnum):
    """Why names are one, or may be one."""

    # clusters of one key
    LINK = "link"
    KNOWN = "known"
    PERSON = "person"
    SINGLE = "single"
    NAME = "name"
    STATE = "state"
    PHRASE = "phrase"
    CONCEPT = "concept"
    PEOPLE = "people"
    NAMING = "naming"
    WORDS = "words"
    OWNED = "owned"
    # two keys
    BY_HAND = "by-hand"
    LONGER = "longer"
    SHORTER = "shorter"
    SHORT_FORM = "short-form"
    SEVERAL_LONGER = "several-longer"
    GENERATION = "generation"
    GENERATION_AND_OFFICE = "generation-and-office"
    LATER_GIVEN = "later-given"
    TURNED = "turned"
    SLIP = "slip"
    SPELLING = "spelling"
    ROMANISED = "romanised"
    ALIKE = "alike"
    FORM = "form"
    SEVERAL_FORMS = "several-forms"
    SPELT_OUT = "spelt-out"
    ALSO_CALLED = "also-called"
    MANY_INITIALS = "many-initials"
    INITIALS = "initials"
    KIND = "kind"
    WORD = "word"
    PERSON_OR_NOT = "person-or-not"
    SURNAME_OR_NOT = "surname-or-not"
    WORD_OR_PERSON = "word-or-person"
    SURNAME_OF = "surname-of"
    OTHER_STATE = "other-state"
    KNOWN_OF_STATE = "known-of-state"
    USUAL_STATE = "usual-state"
    ONLY_STATE = "only-state"
    FIRST_INITIAL = "first-initial"
    SEVERAL_INITIALS = "several-initials"
    SURNAME = "surname"
    SURNAME_AND_SEX = "surname-and-sex"
    WITHIN = "within"
    FIRST = "first"
    GIVEN = "given"
    GIVEN_AND_FAMILY = "given-and-family"
    SEVERAL = "several"
    USUAL = "usual"
    SINGLE_NAME = "single-name"
    # names of one text
    SEAT = "seat"
    DEMONYM = "demonym"
    OTHER_NAME = "other-name"
    PART_OF_NAME = "part-of-name"
    ACRONYM = "acronym"
    SAME = "same"

    @property
    def worth(self) -> Worth:
        """What the method says.

        >>> Method.SURNAME.worth.words
        'the only full name with this surname'
        """
        return worths()[self]


@cache
def worths() -> Mapping[str, Worth]:
    """What each method says, in the order of the table."""
    table = rows("merges.tsv", 5)
    return MappingProxyType(
        {name: Worth(words, example, float(alone), float(beside)) for (name, words, example, alone, beside), _ in table}
    )
