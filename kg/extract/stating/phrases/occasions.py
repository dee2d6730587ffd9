"""The time of a deed that the words give to what it was part of: "praised him at a rally on Monday".

What happens in, at or during an occasion happens when that does, and so do its beginning and its being won. A time
that hangs from the name of a place is no part of the name either: "obtained asylum in the city of Lima in May".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, governed
from kg.extract.stating.site import is_time
from kg.language import relations
from kg.language.grammar import NOUNS, VERBS
from kg.language.words import lemma
from kg.terms.lexicon.kinds import kinds_of
from kg.terms.mention_type import PLACES
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.syntax import Token

# What is done in or at these is done at their time: "in an interview", beside rallies and summits.
OCCASIONS = words("occasions of a deed")
# Who does this with an occasion does it at its time: "held a rally on Monday"; not so "announced a rally on Monday".
TAKING_PART = words("verbs at an occasion")
# Before these an occasion is where something is done; "after" and "before" are another time.
DURING = frozenset(("in", "at", "during", "over", "throughout"))
# Before a time: "a rally on Monday", "an interview in May".
DATING = frozenset(("in", "on", "during"))
# Figures of a year.
YEAR = 4
# How a time stands before the noun that it dates: "a 2014 interview", "Monday's rally".
BEFORE_NOUNS = frozenset((relations.NUMMOD, relations.COMPOUND, relations.NMOD, relations.POSS))


def times_within(clause: Clause) -> Iterator[tuple[Token, str]]:
    """The times of what a deed was part of, each with its preposition; none where the verb has a time of its own."""
    if any(map(is_time, (*clause.times, *(head for oblique in clause.obliques for head in oblique.heads)))):
        return
    for oblique in clause.obliques:
        for head in oblique.heads:
            yield from _dates(head) if oblique.preposition in DURING and _is_occasion(head) else ()
            yield from _behind_places(head)
    for head in clause.objects:
        yield from _dates(head) if lemma(clause.head) in TAKING_PART and _is_occasion(head) else ()
        yield from _behind_places(head)


def _is_occasion(noun: Token) -> bool:
    """True for "rally" and "interview", not for "statement"."""
    return noun.pos_ == "NOUN" and (lemma(noun) in OCCASIONS or "occasion" in kinds_of(lemma(noun)))


def _dates(noun: Token) -> Iterator[tuple[Token, str]]:
    """ "a rally on Monday", "a rally last week", "a 2014 interview"; none in "a rally of farmers"."""
    for child in noun.children:
        if is_time(child) and (child.dep_ == relations.NPADVMOD or _leads(child, noun)):
            yield child, ""
        elif child.dep_ == relations.PREP and child.lower_ in DATING:
            yield from ((time, child.lower_) for time in governed(child) if is_time(time))


def _leads(time: Token, noun: Token) -> bool:
    """True for "2014" in "a 2014 interview", "Monday" in "Monday's rally", not for "two" in "the last two rallies"."""
    is_date = time.pos_ in NOUNS or (time.text.isdigit() and len(time.text) == YEAR)
    return time.dep_ in BEFORE_NOUNS and time.i < noun.i and is_date


def _behind_places(noun: Token) -> Iterator[tuple[Token, str]]:
    """ "the steps of City Hall on Monday": the time; none in "the mayor of Lima", nor where a clause stands between."""
    for place in noun.subtree:
        if place.ent_type_ in PLACES and place.pos_ == "PROPN" and not _has_verb(place, noun):
            yield from ((time, mark) for time, mark in _dates(place) if time.i > place.i)


def _has_verb(word: Token, top: Token) -> bool:
    """True where a verb stands between a word and the noun above it."""
    return any(step.pos_ in VERBS for step in _up_to(word, top))


def _up_to(word: Token, top: Token) -> Iterable[Token]:
    for step in word.path:
        if step.i == top.i:
            return
        yield step
