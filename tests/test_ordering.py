"""Rows sorted by kg stand as the engine sorts them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from kg.errors import QueryError
from kg.store import database, query
from kg.store.base import namespaces
from kg.store.questions import ordering
from kg.terms import vocab

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
TERMS: Mapping[str, st.SearchStrategy[Literal | NamedNode]] = {
    "texts": WORDS.map(Literal),
    "IRIs": st.text("abc/", max_size=4).map(lambda local: NamedNode(f"https://news.example/{local}")),
    "whole numbers": st.integers(-10_000, 10_000).map(Literal),
    "numbers": st.floats(allow_nan=False, allow_infinity=False).map(Literal),
    "decimals": st.decimals(-99, 99, places=3).map(
        lambda value: Literal(str(value), datatype=NamedNode(vocab.term_iri("xsd:decimal")))
    ),
}


Rows = list[Mapping[str, Mapping[str, str]]]


def rows(table: bytes) -> Rows:
    found: Rows = json.loads(table)["results"]["bindings"]
    return found


def by_the_engine(store: Store, sparql: str) -> Rows:
    found = query.asked(store, sparql)
    assert isinstance(found, QuerySolutions)
    return rows(found.serialize(format=QueryResultsFormat.JSON) or b"")


def by_kg(store: Store, sparql: str) -> Rows:
    assert ordering.order_of(sparql) is not None
    return rows(query.query(store, sparql).data)


@pytest.mark.parametrize("kind", TERMS)
@given(data=st.data())
def test_terms_of_one_kind_come_in_the_order_of_the_engine(kind: str, data: st.DataObject) -> None:
    store = Store()
    about = [NamedNode(f"https://news.example/{number}") for number in range(8)]
    for subject in about:
        store.add(Quad(subject, NamedNode("https://news.example/is"), Literal(subject.value)))
    for subject, term in data.draw(st.lists(st.tuples(st.sampled_from(about), TERMS[kind]))):
        store.add(Quad(subject, NamedNode("https://news.example/has"), term))
    pattern = "{ ?x <https://news.example/is> ?z OPTIONAL { ?x <https://news.example/has> ?y } }"
    for end in ("?y ?x", "DESC(?y) ?x", "asc(?y) DESC(?x)", "?y ?x LIMIT 3", "?y ?x OFFSET 2 LIMIT 2"):
        asked = f"SELECT ?x ?y {pattern} ORDER BY {end}"
        assert by_kg(store, asked) == by_the_engine(store, asked)


def test_rows_that_are_alike_stay_as_they_came() -> None:
    table = b'{"head":{"vars":["x"]},"results":{"bindings":[%s]}}'
    written = [b'{"x":{"type":"literal","value":"%s"},"y":{"type":"literal","value":"%d"}}' % p for p in ((b"b", 1),)]
    written += [b'{"x":{"type":"literal","value":"a"},"y":{"type":"literal","value":"%d"}}' % n for n in (3, 2)]
    sorted_rows = ordering.Order((ordering.Key("x"),), 0).of(table % b",".join(written))
    assert sorted_rows == table % b",".join([written[1], written[2], written[0]])


def test_a_text_that_looks_like_the_end_of_a_row_is_a_text() -> None:
    store = Store()
    for word in ('b}},{"', 'a}},{"x":{', "c"):
        store.add(Quad(NamedNode("https://news.example/a"), NamedNode("https://news.example/has"), Literal(word)))
    asked = "SELECT ?y { ?x <https://news.example/has> ?y } ORDER BY ?y"
    assert by_kg(store, asked) == by_the_engine(store, asked)
    assert [word for (word,) in query.query(store, asked).rows] == ['a}},{"x":{', 'b}},{"', "c"]


def test_rows_without_a_value_are_kept() -> None:
    asked = "SELECT ?y { VALUES ?y { UNDEF 2 UNDEF 1 } } ORDER BY ?y"
    assert query.query(Store(), asked).rows == [(None,), (None,), (1,), (2,)]


@pytest.mark.parametrize(
    "sparql",
    [
        pytest.param("SELECT ?x { ?x ?p ?y } ORDER BY ?y", id="by what is not shown"),
        pytest.param("SELECT ?x { ?x ?p ?y } ORDER BY STR(?x)", id="by an expression"),
        pytest.param("SELECT ?x { ?x ?p ?y } ORDER BY (?x)", id="by a variable in brackets"),
        pytest.param("SELECT ?x { ?x ?p ?y } ORDER BY ?x VALUES ?y { 1 }", id="with values behind"),
        pytest.param("SELECT ?x { { SELECT ?x { ?x ?p ?y } ORDER BY ?x LIMIT 3 } }", id="within"),
        pytest.param("SELECT ?x { ?x ?p ?y }", id="none"),
        pytest.param("CONSTRUCT { ?x ?p ?y } WHERE { ?x ?p ?y } ORDER BY ?x", id="triples"),
        pytest.param("SELECT * { ?x ?p ?y } ORDER BY ?x", id="of all variables"),
        pytest.param("SELECT ?x { ?x ?p ?y } ORDER BY ?x LIMIT", id="a limit without number"),
    ],
)
def test_another_order_is_left_to_the_engine(sparql: str) -> None:
    assert ordering.order_of(sparql) is None


def test_terms_of_several_kinds_are_left_to_the_engine() -> None:
    asked = 'SELECT ?y { VALUES ?y { 2 "b" 1 <https://news.example/a> } } ORDER BY ?y'
    assert rows(query.query(Store(), asked).data) == by_the_engine(Store(), asked)


def test_more_rows_than_fit_are_left_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "MOST", 2)
    asked = "SELECT ?y { VALUES ?y { 3 1 2 } } ORDER BY ?y LIMIT 1"
    assert ordering.order_of(asked) is not None
    assert query.query(Store(), asked).rows == [(1,)]


def test_a_mistake_is_told_as_without_an_order() -> None:
    for end in ("", " ORDER BY ?x"):
        with pytest.raises(QueryError, match="line 2, column 12: unknown prefix 'nobody'"):
            query.query(Store(), f"SELECT ?x {{ ?x\n nobody:has ?y }}{end}")


@pytest.mark.parametrize("question", query.questions(), ids=lambda question: question.name[:4])
def test_saved_questions_have_the_rows_of_the_engine_in_its_order(question: query.Question) -> None:
    store = database.memory(sample.knowledge())
    assert query.query(store, question.sparql).names == namespaces(store)
    found = rows(query.query(store, question.sparql).data)
    expected = by_the_engine(store, question.sparql)
    assert sorted(map(str, found)) == sorted(map(str, expected))
    if (order := ordering.order_of(question.sparql)) is not None:
        keys = [key.name for key in order.keys]
        assert [[row.get(key) for key in keys] for row in found] == [[row.get(key) for key in keys] for row in expected]
