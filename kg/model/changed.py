"""A record with some of its fields changed, as ``dataclasses.replace`` makes it, at two thirds of what that costs.

That one looks at the description of each field each time; thousands of statements are changed while documents are
joined.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

Record = TypeVar("Record")


def changed(record: Record, **changes: Any) -> Record:
    """A record of the same kind with other values in these fields.

    Args:
        record: a dataclass of at least two fields, all of which its class is called with.
        changes: the other values.

    Raises:
        TypeError: if it has no such field.

    >>> from kg.model.records import Span
    >>> changed(Span(3, 5), end=8)
    Span(start=3, end=8)
    """
    # Any: the class of a record is any that has fields.
    kind: Any = type(record)
    places, values_of = _fields(kind)
    values = list(values_of(record))
    for name, value in changes.items():
        if name not in places:
            raise TypeError(f"{kind.__name__} has no field {name!r}")
        values[places[name]] = value
    made: Record = kind(*values)
    return made


@cache
def _fields(kind: Any) -> tuple[dict[str, int], Callable[[Any], tuple[Any, ...]]]:
    """The place of each field among those of a class, and what gives their values."""
    names = [field.name for field in fields(kind)]
    return {name: place for place, name in enumerate(names)}, attrgetter(*names)
