"""Which phrases of a document another may refer to at all, before they are ranked.

A pronoun looks a few sentences back, a noun for the same noun as far as ``LOOKBACK`` phrases, and for other nouns that
it may take up only near. Number, sex and who speaks exclude.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.reference.binding import may_be_body, may_corefer
from kg.extract.reference.phrase import PRESENT, SINGLE, Being, Form, Phrase
from kg.extract.reference.things import CLASSES, FARTHEST, MOST_NEAR

# How many phrases back a noun may be taken up by itself; longer texts must not cost more by the word.
LOOKBACK = 1000
# How far back a noun of another head may lie, in sentences.
NEAR = 4
# Nouns that may take up a noun of another head: "the vessel" a ferry.
DEFINITE = frozenset((Form.THE, Form.THIS, Form.WHOSE))
# Nouns that bring in a new thing: "a ferry", "some ferry".
INDEFINITE = frozenset((Form.A, Form.SOME))
# What "it" may mean, and what "they" may mean without a plural.
NO_PERSONS = frozenset((Being.BODY, Being.THING))
OF_SEVERAL = frozenset((Being.BODY, Being.PEOPLE))


def candidates(found: Sequence[Phrase], number: int) -> list[int]:
    """The phrases before that one which it may refer to: the near ones, and for nouns what has the same head."""
    anaphor = found[number]
    if anaphor.form in INDEFINITE:
        return []
    near = number
    if anaphor.is_pronoun or anaphor.form in DEFINITE:
        farthest = anaphor.noun.sentence - (FARTHEST if anaphor.is_pronoun else NEAR)
        near = bisect_left(found, farthest, hi=number, key=lambda phrase: phrase.noun.sentence)
        near = max(near, number - MOST_NEAR)
    pool: Iterable[int] = range(near, number)
    if not anaphor.is_pronoun:
        earlier = {other.order for group in (anaphor.alike, anaphor.same) for other in before(anaphor, group)}
        pool = [*sorted(order for order in earlier if order < near), *pool]
    return [other for other in pool if may_be(anaphor, found[other])]


def before(anaphor: Phrase, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Those of the phrases that stand before one, the last ``LOOKBACK`` phrases of the document at most."""
    for phrase in phrases:
        if phrase.order >= anaphor.order:
            return
        if phrase.order >= anaphor.order - LOOKBACK:
            yield phrase


def may_be(anaphor: Phrase, other: Phrase) -> bool:
    """Whether a phrase may refer to another; never to one that it is part of, or that is part of it."""
    one, two = anaphor.noun.span, other.noun.span
    return _fits(anaphor, other) and not one.covers(two) and not two.covers(one)


def _fits(anaphor: Phrase, other: Phrase) -> bool:
    """Whether a phrase may refer to another by what both are: "we" to "we", a noun to a noun, "it" to a thing."""
    if anaphor.form in PRESENT:
        return _is_same_speaker(anaphor, other)
    if other.form in PRESENT or other.is_adjective:
        return False
    return _may_mean(anaphor, other) if anaphor.is_pronoun else _may_repeat(anaphor, other)


# -- pronouns ----------------------------------------------------------------------------------------------------------


def _may_mean(pronoun: Phrase, other: Phrase) -> bool:
    """ "The nurse said she left"; not "'She left,' the nurse said", nor the firm in "the firm grew as it rained"."""
    if speaks(other, pronoun) or speaks(pronoun, other):
        return False
    if not _agrees(pronoun, other) or not may_corefer(other.noun.token, pronoun.noun.token):
        return False
    is_body = pronoun.form == Form.IT and pronoun.role != "owner" and other.is_body
    return not is_body or may_be_body(pronoun.noun.token)


def _is_same_speaker(anaphor: Phrase, other: Phrase) -> bool:
    """ "we ... we" in one quotation, or in two of one speaker; "I" where no mark tells who speaks."""
    if other.form != anaphor.form:
        return _may_be_i(anaphor, other)
    if other.is_plural != anaphor.is_plural:
        return False
    return anaphor.quotation == other.quotation or (anaphor.speaker is not None and speaks(anaphor.speaker, other))


def _may_be_i(anaphor: Phrase, other: Phrase) -> bool:
    """Whether "I" outside quotations may be the person told of before: "Captain Rossi: I saw the reef"."""
    if anaphor.form != Form.SPEAKER or anaphor.speaker is not None or anaphor.is_plural:
        return False
    is_one = other.being == Being.PERSON and not other.is_plural
    return is_one and not other.is_adjective and other.form not in PRESENT


def speaks(speaker: Phrase, phrase: Phrase) -> bool:
    """Whether a phrase is who speaks the quotation that another stands in."""
    by = phrase.speaker
    return by is not None and (by is speaker or (by.thing is not None and by.thing is speaker.thing))


def _agrees(pronoun: Phrase, other: Phrase) -> bool:
    """Whether number, sex and kind go together: "the nurse ... she", not "the nurses ... she"."""
    if other.is_pronoun:
        return other.form == pronoun.form
    if pronoun.form in SINGLE:
        return other.being == Being.PERSON and not other.is_plural and other.sex in ("", pronoun.sex)
    if pronoun.form == Form.IT:
        return other.being in NO_PERSONS and not other.is_plural
    return other.is_plural or other.being in OF_SEVERAL


# -- nouns -------------------------------------------------------------------------------------------------------------


def _may_repeat(anaphor: Phrase, other: Phrase) -> bool:
    """Whether a noun may be told of again by the same noun, or by another that may take it up."""
    if other.is_pronoun or other.form == Form.JOINED:
        return False
    if anaphor.thing is not None and anaphor.thing is other.thing:
        return True
    if other.form != Form.NAME and other.lemma == anaphor.lemma:
        return _goes_with(anaphor, other)
    return anaphor.form in DEFINITE and _is_near(anaphor, other) and _may_take_up(anaphor, other)


def _goes_with(anaphor: Phrase, other: Phrase) -> bool:
    """ "The old mill ... the mill ... the old stone mill"; not so "the new mill", nor "the mills"."""
    apart = anaphor.modifiers and other.modifiers and not anaphor.modifiers & other.modifiers
    return not apart and anaphor.is_plural == other.is_plural


def _is_near(anaphor: Phrase, other: Phrase) -> bool:
    return anaphor.noun.sentence - other.noun.sentence <= NEAR


def _may_take_up(anaphor: Phrase, other: Phrase) -> bool:
    """ "The vessel" a ferry, "the city" Porto, "the nurse" Ana Duarte; not so "the spokesman" Ana Duarte."""
    if anaphor.sex and other.sex and anaphor.sex != other.sex:
        return False
    if other.form == Form.NAME:
        return _may_stand_for_name(anaphor, other)
    return not anaphor.kinds.isdisjoint(other.kinds)


def _may_stand_for_name(anaphor: Phrase, name: Phrase) -> bool:
    types = CLASSES.get(anaphor.lemma)
    if types is not None and name.thing is not None and name.thing.type in types:
        return True
    are_persons = anaphor.being == Being.PERSON and name.being == Being.PERSON
    return are_persons or anaphor.lemma in name.name_words
