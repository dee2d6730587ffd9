"""Which statements somebody means by a predicate and an object, and what is told where none is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from kg.errors import NotFoundError, nearest, offered, shown
from kg.model.records import Literal, Node
from kg.terms import vocab


class Said(Protocol):
    """As much of a statement as it takes to choose it: a whole one, or a line of a store."""

    @property
    def predicate(self) -> str:
        """Its term."""

    @property
    def phrase(self) -> str:
        """Its predicate in words."""

    @property
    def object(self) -> Node | None:
        """Entity, statement or value."""

    @property
    def object_label(self) -> str:
        """Its object in words."""


S = TypeVar("S", bound=Said)


def meant(
    said: Sequence[S], subject: str, predicate: str | None, object: str | None, ids: Callable[[str], set[str]]
) -> list[S]:
    """The statements of a subject with that predicate and object, in their order.

    Args:
        said: all that is said of the subject.
        subject: as somebody calls it.
        predicate: a term or words, also of a more general relation; None matches all.
        object: the name of an entity, or words of the object; None matches all.
        ids: entities of a name.

    Raises:
        NotFoundError: if there is none; the message names the nearest.
    """
    found = [s for s in said if predicate is None or fold(predicate) in predicate_names(s)]
    if not found:
        raise NotFoundError(_no_predicate(said, subject, predicate))
    if object is None:
        return found
    chosen = _with_object(found, object, ids(object))
    if not chosen:
        raise NotFoundError(_no_object(found, subject, predicate, object))
    return chosen


def predicate_names(statement: Said) -> set[str]:
    """All names under which a statement's predicate is found, folded: its phrase, its term, its super-relations."""
    known = vocab.terms()
    names = {fold(statement.phrase)}
    for name in (statement.predicate, *(vocab.super_relations(statement.predicate))):
        names |= {fold(name), fold(name.partition(":")[2])}
        if name in known:
            names.add(fold(known[name].label))
    return names


def fold(name: str) -> str:
    """A predicate's name in small words: "metAt", "met at" and "met_at" are one."""
    return re.sub(r"[_\s]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).strip().casefold()


def _no_predicate(said: Iterable[Said], subject: str, predicate: str | None) -> str:
    phrases = sorted({s.phrase for s in said})
    if predicate is None or not phrases:
        return f"nothing has {shown(subject)} as its subject; try it as the object, or ask with kg query"
    # Who writes a term's prefix is offered terms, who writes words is offered words.
    known = {name for s in said for name in predicate_names(s) if (":" in name) == (":" in predicate)}
    near = offered(nearest(fold(predicate), known)) or f"; what is said of it: {', '.join(map(repr, phrases[:8]))}"
    return f"nothing says that {shown(subject)} {shown(predicate)}{near}"


def _no_object(found: Iterable[Said], subject: str, predicate: str | None, object: str) -> str:
    known = sorted({s.object_label for s in found if s.object_label})
    near = offered(nearest(object, known)) or f"; objects are {', '.join(map(shown, known[:8])) or 'in no words'}"
    return f"nothing says that {shown(subject)} {shown(predicate or 'has')} {shown(object)}{near}"


def _with_object(found: Sequence[S], name: str, ids: set[str]) -> list[S]:
    wanted = name.casefold()
    exact = [
        s
        for s in found
        if (isinstance(s.object, str) and (s.object in ids or s.object.casefold() == wanted))
        or (isinstance(s.object, Literal) and s.object.value.casefold() == wanted)
        or s.object_label.casefold() == wanted
    ]
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    return exact or [s for s in found if pattern.search(s.object_label.casefold())]
