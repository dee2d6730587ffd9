"""The sentences behind a row of an answer: the statements that connect what stands in it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

import pytest
from pyoxigraph import Literal, Store
from sample import CAMPBELL, CAPRI, knowledge
from test_pages import iri

from kg.errors import InputError
from kg.model.records import Knowledge
from kg.store import database
from kg.store.query import query, questions
from kg.terms import vocab
from kg.web.pages import rows
from kg.web.pages.rows import sentences


@pytest.fixture(scope="module")
def store() -> Store:
    return database.memory(knowledge())


def node(name: str) -> str:
    return f"<{iri(name)}>"


def with_statement(subject: str, relation: str, object: str) -> Knowledge:
    """The graph with one more statement, told where China is said to support Russia."""
    known = knowledge()
    like = next(s for s in known.statements if (s.subject, s.predicate, s.object) == ("China", "kg:supports", "Russia"))
    ends = {"subject": subject.removeprefix("e:"), "object": object.removeprefix("e:")}
    more = dataclasses.replace(like, id="more", predicate=relation, **ends)
    return dataclasses.replace(known, statements=(*known.statements, more))


def triples(found: Sequence[dict[str, Any]]) -> list[str]:
    return [" ".join(one[part]["label"] for part in ("subject", "predicate", "object") if one[part]) for one in found]


def test_a_row_of_two_entities_gives_the_statement_that_joins_them(store: Store) -> None:
    found = sentences(store, [node("e:China"), node("e:Russia")])
    by_triple = dict(zip(triples(found), found, strict=True))
    assert sorted(by_triple) == ["China aids Russia", "China supports Russia"]
    aids = by_triple["China aids Russia"]
    assert aids["covers"] == [0, 1]
    assert [speaker["label"] for speaker in aids["speakers"]] == ["senior US official"]
    assert aids["quotes"][0]["article"]["id"] == CAPRI


def test_the_marks_of_a_sentence_cut_out_its_words(store: Store) -> None:
    [found] = sentences(store, [node("e:Kurt_Campbell"), node("e:Europe")])
    [quote] = found["quotes"]
    words = {mark["part"]: quote["sentence"][mark["start"] : mark["end"]] for mark in quote["marks"]}
    assert words == {"subject": "Campbell", "predicate": "urging", "object": "European partners"}
    text = next(d.text for d in knowledge().documents if d.id == CAMPBELL)
    assert text[quote["start"] : quote["end"]] == quote["sentence"]


def test_names_are_looked_up_as_most_queries_ask_for_labels(store: Store) -> None:
    assert triples(sentences(store, ['"Jake Sullivan"', '"Xi Jinping"'])) == ["Jake Sullivan meets Xi Jinping"]


def test_a_sentence_in_a_row_gives_what_is_read_in_it(store: Store) -> None:
    one = next(s for s in knowledge().statements if s.predicate == "kg:joined")
    [quote] = {evidence.quote for evidence in one.evidence}
    found = sentences(store, [str(Literal(quote)), node("e:Sweden")])
    assert triples(found) == ["Sweden joined NATO"]
    assert {"NATO number of members 32", "Sweden joined NATO"} <= set(triples(sentences(store, [str(Literal(quote))])))


def test_a_relation_between_two_things_keeps_its_direction(store: Store) -> None:
    supports = [node("e:China"), node("kg:supports"), node("e:Russia")]
    assert sorted(triples(sentences(store, supports))) == ["China aids Russia", "China supports Russia"]
    both = database.memory(with_statement("e:Russia", "kg:supports", "e:China"))
    assert sorted(triples(sentences(both, supports))) == ["China aids Russia", "China supports Russia"]
    assert triples(sentences(both, supports[::-1])) == ["Russia supports China"]
    assert len(sentences(both, supports[::2])) == 3


def test_a_row_that_was_a_path_gives_each_step(store: Store) -> None:
    found = triples(sentences(store, [node("e:Sweden"), node("e:NATO"), node("e:Japan")]))
    assert sorted(found) == ["Japan is a partner of NATO", "Sweden joined NATO"]
    uneven = triples(sentences(store, [node("e:Sweden"), node("kg:joined"), node("e:NATO"), node("e:Japan")]))
    assert uneven == ["Sweden joined NATO", "Japan is a partner of NATO"]


def test_a_statement_in_a_row_is_all_that_stands_behind_it(store: Store) -> None:
    denied = next(s for s in knowledge().statements if s.predicate == "kg:denies")
    found = sentences(store, [node("e:China"), f"<{vocab.statement_iri(denied.id)}>"])
    assert [one["iri"] for one in found] == [vocab.statement_iri(denied.id)]


def test_an_article_in_a_row_narrows_it(store: Store) -> None:
    assert triples(sentences(store, [node("e:China"), node("e:Russia"), node(f"doc:{CAMPBELL}")])) == [
        "China supports Russia"
    ]


def test_a_single_entity_gives_its_surest_facts_first(store: Store) -> None:
    found = sentences(store, [node("e:China")], limit=20)
    kinds = [one["tone"] for one in found]
    assert kinds == sorted(kinds, key=lambda tone: tone != "fact")
    facts = [one["confidence"] for one in found if one["tone"] == "fact"]
    assert facts == sorted(facts, reverse=True)


def test_an_article_or_a_relation_alone_gives_some_of_its_statements(store: Store) -> None:
    assert len(sentences(store, [node(f"doc:{CAMPBELL}")], limit=3)) == 3
    assert {one["predicate"]["label"] for one in sentences(store, [node("kg:memberOf")])} == {"is a member of"}


def test_a_count_or_a_class_has_no_sentences(store: Store) -> None:
    assert sentences(store, ['"5"^^<http://www.w3.org/2001/XMLSchema#integer>', node("kg:Country"), "_:b"]) == []


@pytest.mark.parametrize("term", ["", "China", "<a b>", '"a" . <x:a> <x:b> <x:c>', '"a\nb"', "<x:a> <x:b>"])
def test_what_is_no_term_is_refused_in_words(store: Store, term: str) -> None:
    with pytest.raises(InputError, match="no term in the syntax of N-Triples"):
        sentences(store, [term])


def test_a_row_has_a_limit(store: Store) -> None:
    with pytest.raises(InputError, match="51 terms; a row may have 50"):
        sentences(store, ['"a"'] * (rows.MOST_TERMS + 1))
    with pytest.raises(InputError, match="a term of 100,001 characters"):
        sentences(store, ["a" * (rows.LONGEST_TERM + 1)])


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_rows_of_the_saved_questions_have_sentences_or_none_and_never_fail(store: Store, question: Any) -> None:
    for row in json.loads(query(store, question.sparql).serialize("json")).get("results", {}).get("bindings", [])[:3]:
        terms = [f"<{cell['value']}>" for cell in row.values() if cell["type"] == "uri"]
        for one in sentences(store, terms):
            assert one["quotes"]
