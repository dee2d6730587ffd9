"""A page cut to what is around somebody, or of a period: nothing else stands in its file."""

from __future__ import annotations

import dataclasses
import json

import pytest
from click.testing import CliRunner
from sample import CAMPBELL, knowledge
from test_view import data_of

import kg
from kg.cli import cli
from kg.errors import InputError, NotFoundError, UnknownEntityError
from kg.graph import Graph
from kg.model.records import Knowledge
from kg.show.view import start
from kg.show.view.cut import cut


def test_around_somebody_are_those_whom_something_joins_to_him_and_no_others():
    found = cut(knowledge(), around="Sweden")
    assert {entity.label for entity in found.entities} == {"Sweden", "NATO"}
    assert {s.predicate for s in found.statements} == {"kg:joined"}
    assert len(found.documents) == 1


def test_what_is_left_out_does_not_stand_in_the_file():
    page = Graph(knowledge()).page(around="Sweden", title="Sweden")
    told = json.dumps([data_of(page), data_of(page, "texts")]) + page
    assert "joined NATO" in told
    assert "Blinken" not in told


def test_a_statement_about_a_statement_brings_that_one_along():
    for name in ("Kurt Campbell", "United States", "China"):
        found = cut(knowledge(), around=name)
        told = {s.id for s in found.statements}
        known = {s.id for s in knowledge().statements}
        inner = {str(s.object)[3:] for s in found.statements if str(s.object).startswith("st:")}
        assert inner & known <= told


def test_of_a_period_is_what_is_told_of_it_or_on_its_days():
    found = cut(knowledge(), since="2024-09", until="2024-09")
    assert {document.id for document in found.documents} == {CAMPBELL}
    assert 0 < len(found.statements) < len(knowledge().statements)


def test_a_name_that_nobody_has_is_told_with_the_nearest():
    with pytest.raises(UnknownEntityError, match="nearest is 'Sweden'"):
        cut(knowledge(), around="Swedan")


def test_a_period_of_which_nothing_is_told_is_named_with_the_days_of_the_articles():
    dated = tuple(dataclasses.replace(d, date=f"2024-09-1{n}") for n, d in enumerate(knowledge().documents))
    told = dataclasses.replace(knowledge(), documents=dated)
    for name in ("Sweden", "sweden"):
        with pytest.raises(NotFoundError, match=f"nothing joins '{name}' to others in the time .* 1066-10-15"):
            cut(told, around=name, since="1066-10-14", until="1066-10-15")
    days = "nothing is told of the time until 1066; the articles are of 2024-09-10 to 2024-09-12$"
    with pytest.raises(NotFoundError, match=days):
        cut(told, until="1066")
    with pytest.raises(UnknownEntityError, match="no entity 'Sweeden'; nearest is 'Sweden'"):
        cut(told, around="Sweeden", until="1066-10-14")


def test_what_is_no_date_is_told():
    with pytest.raises(InputError, match="'soon' is no date"):
        cut(knowledge(), since="soon")


def test_the_command_writes_the_part_that_is_asked_for(tmp_path):
    Graph(knowledge()).save(tmp_path / "out")
    arguments = ["view", str(tmp_path / "out"), "-o", "-", "--around", "Sweden", "--title", "Sweden in the news"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0
    assert result.output == kg.load(tmp_path / "out").page(around="Sweden", title="Sweden in the news")


# -- where to start ----------------------------------------------------------------------------------------------------


def test_a_corpus_is_called_by_its_strongest_names_its_articles_and_its_days():
    documents = [dataclasses.replace(d, date=f"2024-09-1{n}") for n, d in enumerate(knowledge().documents)]
    title = start.headline(start.Corpus(dataclasses.replace(knowledge(), documents=tuple(documents))))
    assert title == "China, United States and Russia: 3 articles, 2024-09-10 to 2024-09-12"


def _titles(known: Knowledge) -> dict[str, str]:
    return {card.kind: card.title for card in start.cards(start.Corpus(known))}


def test_a_reader_may_start_from_what_most_tell_what_is_disputed_asked_done_and_said():
    assert _titles(knowledge()) == {
        "Told most": "China and Russia",
        "In dispute": "Disputed: China provides arms",
        "Asked": "What Mao Ning wants of United States",
        "A person's doings": "Kurt Campbell: meets, urges",
        "Quoted": "senior US official is quoted most",
        "Told often": "Antony Blinken and Russia",
    }


def test_where_no_sources_disagree_a_denial_stands_with_what_others_tell():
    fusion = dataclasses.replace(knowledge().fusion, disputes=())
    assert _titles(dataclasses.replace(knowledge(), fusion=fusion))["Denied"] == "China denies that it provides arms"


def test_a_person_who_denies_his_own_doings_is_named_for_nobody_knows_whether_he_or_she():
    known = knowledge()
    people = [dataclasses.replace(entity, type="Person") for entity in known.entities]
    fusion = dataclasses.replace(known.fusion, disputes=())
    titles = _titles(dataclasses.replace(known, entities=tuple(people), fusion=fusion))
    assert titles["Denied"] == "China denies that China provides arms"


def test_a_graph_without_statements_has_nowhere_to_start():
    assert start.cards(start.Corpus(dataclasses.replace(knowledge(), statements=()))) == []
