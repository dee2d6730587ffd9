"""The reasons for what a graph in a folder says of somebody, of which no more is read than is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pyoxigraph import Store

from kg.show.explain import Explanation, explain
from kg.show.held.reasons import Reasons
from kg.show.matching import meant
from kg.store import base, rdf
from kg.store.questions import named
from kg.terms import vocab

# Statements that are read one by one sooner than the whole graph.
_FEW = 500


def reasons(
    store: Store,
    subject: str,
    predicate: str | None,
    object: str | None,
    *,
    most: int | None,
    whole: Callable[[], Reasons],
) -> Reasons:
    """The first reasons why a graph says something; ``Reasons.left`` tells how many there are beside them.

    Args:
        store: the graph.
        subject: who or what.
        predicate: a term or words.
        object: whom or what.
        most: how many; None for all.
        whole: all reasons, by the records of the whole graph, for more than are sooner read one by one.

    Raises:
        NotFoundError: if nothing matches.
    """
    subjects = named.find_entities(store, subject)
    if not subjects and (unknown := named.unknown_name(store, subject)):
        raise unknown
    if most is not None and predicate is None and object is None:
        objects = list[str]()
        first, total = rdf.first_of(store, subjects, most)
        meant(first, subject, None, None, lambda _: set())
    else:
        objects = [] if object is None else named.find_entities(store, object)
        ids = {vocab.id_of(base.namespaces(store).usual(iri)) for iri in objects}
        found = meant(rdf.lines_of(store, subjects), subject, predicate, object, lambda _: ids)
        first, total = _first(store, found, subjects, most), len(found)
    if len(first) > _FEW:
        told: list[Explanation] = whole()
    else:
        told = explain(rdf.said_of(store, first, (*subjects, *objects)), subject, predicate, object)
    return Reasons(told[:most], left=total - len(told[:most]))


def _first(store: Store, lines: Sequence[rdf.Line], subjects: Sequence[str], most: int | None) -> list[rdf.Line]:
    """Lines among which are the first so many reasons: facts first, then by their documents, each of them whole."""
    if most is None or len(lines) <= most:
        return [*lines]
    facts = rdf.facts_of(store, subjects)

    def place(line: rdf.Line) -> tuple[bool, str]:
        return line.place not in facts, line.document

    ordered = sorted(lines, key=place)
    last = place(ordered[most - 1])
    return [line for line in ordered if place(line) <= last]
