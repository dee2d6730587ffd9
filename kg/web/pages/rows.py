"""The sentences behind a row of an answer: the statements that connect what stands in it.

A row holds terms and no way back to where they came from. A statement explains it the better, the more of its terms it
speaks of: as subject, object, speaker or other argument, as its relation, as its article. Names are looked up, as most
queries ask for labels. Where one statement speaks of two of three terms and another of the third and one of these, the
row was a path, and both are given. Where none speaks of two, the strongest of the first term are given. A row that
holds statements needs none of that: it is they.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, parse

from kg.errors import InputError, shown
from kg.terms import vocab
from kg.web.pages.things import Reader
from kg.web.pages.told import told

# How many statements are given, how many of a term are looked at, and how many are compared by their confidence.
MOST, MOST_OF_A_TERM, MOST_COMPARED = 12, 50_000, 2_000
MOST_TERMS, LONGEST_TERM = 50, 100_000

Term = NamedNode | Literal
# What each term of a row may mean.
Row = Sequence[AbstractSet[str]]


def sentences(store: Store, terms: Sequence[str], *, limit: int = MOST) -> list[dict[str, Any]]:
    """The statements behind a row, those first that speak of most of it; facts before others, the surest first.

    Args:
        store: the graph.
        terms: the terms of the row, in the syntax of N-Triples.
        limit: how many statements at most.

    Returns:
        One for each statement, as plain values: the fields of :class:`~kg.web.pages.told.Told`, and as ``covers`` the
        numbers of the terms that it speaks of.

    Raises:
        InputError: if a term is none, or there are too many.

    >>> sentences(Store(), ["<https://kg.example/entity/China>", '"China"@en'])
    []
    """
    if len(terms) > MOST_TERMS:
        raise InputError(f"{len(terms)} terms; a row may have {MOST_TERMS} at most")
    reader = Reader(store)
    row = [_meant(reader, _read(term)) for term in terms]
    covered = _themselves(reader, row)
    chosen: Iterable[str] = covered
    if not covered:
        covered = _covered(reader, row)
        candidates = [_Candidate.of(reader, iri, covered[iri], row) for iri in _chosen(covered)]
        chosen = [one.iri for one in sorted(_directed(reader, candidates, row), key=lambda one: one.order)]
    return [{**one.plain(), "covers": sorted(covered[one.iri])} for one in told(reader, islice(chosen, max(limit, 0)))]


def _read(text: str) -> Term | None:
    """A term out of N-Triples; None for a blank node or a triple, which name nothing."""
    if len(text) > LONGEST_TERM:
        raise InputError(f"a term of {len(text):,} characters; {LONGEST_TERM:,} are taken at most")
    try:
        [quad] = parse(f"<urn:s> <urn:p> {text} .", format=RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError):
        raise InputError(
            f'no term in the syntax of N-Triples: {shown(text)}. Write <IRI>, "words", "words"@en or "1"^^<IRI>'
        ) from None
    return quad.object if isinstance(quad.object, NamedNode | Literal) else None


def _themselves(reader: Reader, row: Row) -> dict[str, set[int]]:
    """The statements that stand in a row, with their numbers in it."""
    covered: dict[str, set[int]] = defaultdict(set)
    for number, meant in enumerate(row):
        for iri in meant:
            if reader.kind_of(iri) == "st":
                # The order of speakers is a node of its own, "st:…#chain".
                covered[iri.partition("#")[0]].add(number)
    return covered


def _covered(reader: Reader, row: Row) -> dict[str, set[int]]:
    """Statements with the numbers of the terms that each speaks of."""
    covered: dict[str, set[int]] = defaultdict(set)
    relations: dict[int, set[str]] = {}
    articles: dict[int, set[str]] = {}
    for number, meant in enumerate(row):
        relations[number] = {iri for iri in meant if reader.kind_of(iri) in ("kg", "rel")}
        articles[number] = {iri for iri in meant if reader.kind_of(iri) == "doc" and "#" not in iri}
        for iri in meant - relations[number] - articles[number]:
            for statement in islice(_speaking_of(reader, iri), MOST_OF_A_TERM):
                covered[statement].add(number)
    if not covered:
        # Nothing in the row takes part in a statement: all of a relation, or all in an article.
        for iris, number in ((iris, n) for found in (articles, relations) for n, iris in found.items()):
            for iri in iris:
                for statement in islice(_of(reader, iri), MOST_COMPARED):
                    covered[statement].add(number)
    _add_relations(reader, covered, relations)
    _add_articles(reader, covered, articles)
    return covered


def _meant(reader: Reader, term: Term | None) -> set[str]:
    """The IRIs of the graph that a term is, or is the name of."""
    match term:
        case NamedNode():
            return {term.value} if reader.kind_of(term.value) else set()
        case Literal() if term.datatype.value in _WORDS:
            return set(reader.labelled(term.value))
        case _:
            return set()


_WORDS = frozenset([vocab.term_iri("xsd:string"), vocab.term_iri("rdf:langString")])


def _speaking_of(reader: Reader, iri: str) -> Iterator[str]:
    """The statements that name an entity, a sentence or an event."""
    statements = reader.names.prefixes["st"]
    for quad in reader.store.quads_for_pattern(None, None, NamedNode(iri), DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(statements):
            yield quad.subject.value.partition("#")[0]


def _of(reader: Reader, iri: str) -> Iterator[str]:
    """The statements in an article, or of a relation."""
    node, look = NamedNode(iri), reader.store.quads_for_pattern
    if reader.kind_of(iri) == "doc":
        kind = NamedNode(reader.names.iri("kg:Statement"))
        quads = look(None, NamedNode(reader.names.iri("rdf:type")), kind, node)
    else:
        quads = look(None, NamedNode(reader.names.iri("rdf:predicate")), node, DefaultGraph())
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def _add_relations(reader: Reader, covered: dict[str, set[int]], relations: dict[int, set[str]]) -> None:
    if not any(relations.values()):
        return
    for statement, numbers in covered.items():
        held = _held(reader, reader.value(statement, "rdf:predicate") or "")
        numbers |= {number for number, iris in relations.items() if iris & held}


def _held(reader: Reader, predicate: str) -> set[str]:
    """The relations that hold where a statement's own does, either way round."""
    name = reader.names.compact(predicate)
    if name not in vocab.terms():
        return {predicate}
    names = [name, *vocab.super_relations(name)]
    return {reader.names.iri(one) for held in names for one in (held, vocab.inverse(held)) if one}


def _add_articles(reader: Reader, covered: dict[str, set[int]], articles: dict[int, set[str]]) -> None:
    if not any(articles.values()):
        return
    node = NamedNode(reader.names.iri("rdf:predicate"))
    for statement, numbers in covered.items():
        quads = reader.store.quads_for_pattern(NamedNode(statement), node, None, None)
        graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
        numbers |= {number for number, iris in articles.items() if iris & graphs}


def _chosen(covered: dict[str, set[int]]) -> Iterable[str]:
    """The statements that speak of most terms, and those of fewer that speak of terms which these leave out."""
    by_number: dict[int, list[str]] = defaultdict(list)
    for statement, numbers in covered.items():
        by_number[len(numbers)].append(statement)
    spoken: set[int] = set()
    chosen: list[str] = []
    for number in sorted(by_number, reverse=True):
        if number < 2 and chosen:
            break
        adding = [one for one in sorted(by_number[number]) if not covered[one] <= spoken]
        if number < 2:
            first = min(min(covered[one]) for one in adding)
            adding = [one for one in adding if first in covered[one]]
        chosen += adding[:MOST_COMPARED]
        spoken |= {term for one in adding for term in covered[one]}
    return chosen


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A statement that may explain a row.

    Attributes:
        iri: its IRI.
        covers: the numbers of the terms that it speaks of.
        backwards: whether its object stands before its subject in the row.
        order: by which candidates are sorted, the best first.
    """

    iri: str
    covers: frozenset[int]
    backwards: bool
    order: tuple[int, int, bool, bool, float, str]

    @classmethod
    def of(cls, reader: Reader, iri: str, covers: set[int], row: Row) -> _Candidate:
        def place(name: str) -> int | None:
            value = reader.value(iri, name)
            return next((number for number in sorted(covers) if value in row[number]), None)

        subject, object = place("rdf:subject"), place("rdf:object")
        backwards = subject is not None and object is not None and object < subject
        is_actual = reader.value(iri, "kg:modality") == reader.names.iri("kg:Actual")
        is_affirmed = reader.value(iri, "kg:polarity") == reader.names.iri("kg:Positive")
        confidence = float(reader.value(iri, "kg:confidence") or 0)
        # Of those that join two things, a statement of one about the other is nearer than one that names both.
        ends = (subject is not None) + (object is not None) if len(covers) > 1 else 0
        order = (-len(covers), -ends, backwards, not (is_actual and is_affirmed), -confidence, iri)
        return cls(iri, frozenset(covers), backwards, order)


def _directed(reader: Reader, candidates: Sequence[_Candidate], row: Row) -> list[_Candidate]:
    """The candidates without those that turn a triple of the row round, unless all do: then it is an inverse."""
    turned: set[str] = set()
    for triple in _triples(reader, row):
        telling = [one for one in candidates if triple <= one.covers]
        backwards = {one.iri for one in telling if one.backwards}
        if len(backwards) < len(telling):
            turned |= backwards
    return [one for one in candidates if one.iri not in turned]


def _triples(reader: Reader, row: Row) -> Iterator[set[int]]:
    """The numbers of three terms next to one another, of which the one in the middle alone is a relation."""
    kinds = [{reader.kind_of(iri) for iri in meant} for meant in row]
    is_relation = [bool(found) and found <= {"kg", "rel"} for found in kinds]
    for at in range(1, len(row) - 1):
        if is_relation[at - 1 : at + 2] == [False, True, False]:
            yield {at - 1, at, at + 1}
