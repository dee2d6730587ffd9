"""Which statements make the same claim in other words, and which one denies another.

"A aids B" holds only where "A supports B" does, so who denies the support denies the aid as well, and not the other way
round: a denial is of everything that comes under it. What holds both ways is one claim from either side, a passive
without an agent is claimed by any who is said to have done it, and of two opposite relations one denies the other.
Things without a name are an article's own; so they meet over articles by their words, where these are telling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.model.kinds import Polarity
from kg.model.records import Literal, Statement
from kg.terms import vocab
from kg.terms.words import words
from kg.text.stories import stem

# A claim as it is compared: in which way, about whom, which relation, and to what.
Claim = tuple[str, ...]

_LITTLE = words("words that change no claim")
# Words by which two things without a name are told to be alike.
_TELLING = 2


def affirmed(statement: Statement) -> Iterator[Claim]:
    """All claims that hold where what the statement tells does; its own come first."""
    for relation in vocab.held_with(statement.predicate):
        yield from _of(statement, relation)
        if isinstance(statement.object, str):
            yield "undergoes", relation, statement.object
    if statement.undergone is not None:
        yield from (("undergoes", relation, statement.subject) for relation in vocab.held_with(statement.undergone))


def denied(statement: Statement) -> Iterator[Claim]:
    """The claims that do not hold where the statement denies what it tells, or tells the opposite of them."""
    if statement.polarity is Polarity.NEGATIVE:
        yield from _of(statement, vocab.told_as(statement.predicate))
        if statement.undergone is not None:
            yield "undergoes", statement.undergone, statement.subject
        return
    for relation in vocab.held_with(statement.predicate):
        for other in vocab.opposites().get(relation, ()):
            yield from _of(statement, other)


def _of(statement: Statement, relation: str) -> Iterator[Claim]:
    """The claim that the subject stands in a relation to the object."""
    subject, object = statement.subject, statement.object
    if object is None:
        if statement.phrase.startswith("be ") and statement.undergone is None:
            yield "is", subject, statement.phrase
        return
    if isinstance(object, Literal):
        yield "value", subject, relation, object.datatype, object.value
    elif vocab.is_symmetric(relation):
        yield "node", relation, *sorted((subject, object))
    else:
        yield "node", relation, subject, object
    telling = _words(statement.object_label)
    if len(telling) >= (1 if relation == vocab.BEING else _TELLING):
        yield "words", relation, subject, *sorted(telling)


@lru_cache(maxsize=1 << 14)
def _words(label: str) -> frozenset[str]:
    """What a phrase says, without the endings of its words and those that change nothing.

    >>> _words("some e-mails with classified markings") == _words("e-mails marked classified")
    True
    """
    found = (word for word in re.findall(r"[\w-]+", label.casefold()) if word not in _LITTLE)
    return frozenset(stem(stem(word)) for word in found)
