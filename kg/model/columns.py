"""Records as columns of plain values, for JSON, and back; nothing comes back that is not exactly of the records' types.

A list of records becomes one list for each field, and what repeats (words, members of a closed set) is written once
and then told by its number. Whole columns are checked and turned into records at a time, which is quicker than
unpickling them. What a column holds is read from the annotations of the dataclass: ``int``, ``float``, ``str``, a
``StrEnum``, another record, a ``tuple`` of any of these, of whatever length or of one kind in each place, and one of
several of these or None.
"""

from __future__ import annotations

import types
import typing
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

# What is raised where plain values are not of the shape they should have.
MISSHAPEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, MemoryError)


class Column(NamedTuple):
    """How the values of one type are written as a plain value, and read back.

    Attributes:
        write: some values to lists of lists, numbers, strings and None.
        read: what ``write`` gave to the same values; raises one of ``MISSHAPEN`` on everything else.
    """

    write: Callable[[Sequence[Any]], Any]  # Any: the type of the values is known only when the records are
    read: Callable[[Any], list[Any]]


@lru_cache(maxsize=64)
def column(kind: Any) -> Column:
    """How values of a type are written and read.

    >>> from kg.model.records import Span
    >>> spans = column(Span)
    >>> spans.write([Span(0, 2), Span(7, 9)])
    [[0, 7], [2, 9]]
    >>> spans.read([[0, 7], [2, 9]])
    [Span(start=0, end=2), Span(start=7, end=9)]
    >>> spans.read([[0, 7], [2, "9"]])
    Traceback (most recent call last):
    ValueError: a list of int was expected, and it holds str
    """
    parts = typing.get_args(kind)
    if isinstance(kind, types.UnionType):
        plain = [part for part in parts if part is not types.NoneType]
        if len(plain) == 1 and plain[0] in (int, float, str):
            return _words(str, types.NoneType) if plain[0] is str else _numbers(plain[0], types.NoneType)
        return _one_of(parts)
    if typing.get_origin(kind) is tuple:
        return _tuples(column(parts[0])) if parts[-1] is ... else _places([column(part) for part in parts])
    if is_dataclass(kind):
        return _records(kind)
    if kind is str:
        return _words(str)
    return _members(kind) if issubclass(kind, StrEnum) else _numbers(kind)


def checked(values: Any, *kinds: type) -> list[Any]:
    """The list given, if it is one and holds values of just these types: True is no number.

    Raises:
        ValueError: if not.
    """
    if type(values) is not list:
        raise ValueError(f"a list was expected, and it is {type(values).__name__}")
    strange = set(map(type, values)).difference(kinds)
    if strange:
        expected, found = (" or ".join(sorted(kind.__name__ for kind in some)) for some in (kinds, strange))
        raise ValueError(f"a list of {expected} was expected, and it holds {found}")
    return values


# None, as often as is told.
_NOTHING = Column(len, lambda plain: [None] * checked([plain], int)[0])


def _numbers(*kinds: type) -> Column:
    return Column(list, lambda plain: checked(plain, *kinds))


def _pooled(values: Sequence[Any]) -> list[Any]:
    pool = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return [list(pool), list(map(pool.__getitem__, values))]


def _picked(pool: list[Any], numbers: Any) -> list[Any]:
    if checked(numbers, int) and min(numbers) < 0:
        raise ValueError("a number of a value is below zero")
    return list(map(pool.__getitem__, numbers))


def _words(*kinds: type) -> Column:
    def read(plain: Any) -> list[Any]:
        pool, numbers = checked(plain, list)
        # Half a character cannot be written to any file, and no document has it.
        "".join(word for word in checked(pool, *kinds) if word is not None).encode()
        return _picked(pool, numbers)

    return Column(_pooled, read)


def _members(kind: type[StrEnum]) -> Column:
    names = {member.value: member for member in kind}

    def read(plain: Any) -> list[Any]:
        pool, numbers = checked(plain, list)
        return _picked([names[value] for value in checked(pool, str)], numbers)

    def write(values: Sequence[Any]) -> list[Any]:
        return _pooled([member.value for member in values])

    return Column(write, read)


def _tuples(inner: Column) -> Column:
    def write(values: Sequence[Any]) -> list[Any]:
        return [list(map(len, values)), inner.write([item for value in values for item in value])]

    def read(plain: Any) -> list[Any]:
        lengths, items = checked(plain, list)
        found = inner.read(items)
        if sum(checked(lengths, int)) != len(found) or min(lengths, default=0) < 0:
            raise ValueError(f"{len(found)} items were found for lengths that say otherwise")
        coming = iter(found)
        return [tuple(islice(coming, length)) for length in lengths]

    return Column(write, read)


def _places(inner: Sequence[Column]) -> Column:
    """Tuples with one kind in each place."""

    def write(values: Sequence[Any]) -> list[Any]:
        return [part.write([value[place] for value in values]) for place, part in enumerate(inner)]

    def read(plain: Any) -> list[Any]:
        parts = [part.read(own) for part, own in zip(inner, checked(plain, list), strict=True)]
        return list(zip(*parts, strict=True))

    return Column(write, read)


def _one_of(kinds: Sequence[Any]) -> Column:
    """Values of several kinds: the number of each value's kind, and the values of each kind; None has none."""
    order = {kind: number for number, kind in enumerate(kinds)}
    inner = [_NOTHING if kind is types.NoneType else column(kind) for kind in kinds]

    def write(values: Sequence[Any]) -> list[Any]:
        numbers = [order[type(value)] for value in values]
        of_kind: list[list[Any]] = [[] for _ in kinds]
        for number, value in zip(numbers, values, strict=True):
            of_kind[number].append(value)
        return [numbers, [part.write(own) for part, own in zip(inner, of_kind, strict=True)]]

    def read(plain: Any) -> list[Any]:
        numbers, of_kind = checked(plain, list)
        found = [part.read(own) for part, own in zip(inner, checked(of_kind, list, int), strict=True)]
        if list(map(checked(numbers, int).count, range(len(kinds)))) != list(map(len, found)):
            raise ValueError("there are values of other kinds than is told")
        coming = list(map(iter, found))
        return [next(coming[number]) for number in numbers]

    return Column(write, read)


def _records(kind: Any) -> Column:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    inner = [column(hints[name]) for name in names]
    slots = [getattr(kind, name).__set__ for name in names]

    def write(values: Sequence[Any]) -> list[Any]:
        return [part.write([getattr(value, name) for value in values]) for name, part in zip(names, inner, strict=True)]

    def read(plain: Any) -> list[Any]:
        parts = [part.read(own) for part, own in zip(inner, checked(plain, list), strict=True)]
        if len(set(map(len, parts))) != 1:
            raise ValueError(f"the columns of {kind.__name__} have different lengths")
        # The slots are filled a column at a time, as unpickling fills them: a third of what calling the class costs.
        made = [kind.__new__(kind) for _ in parts[0]]
        for fill, part in zip(slots, parts, strict=True):
            deque(map(fill, made, part), maxlen=0)
        return made

    return Column(write, read)
