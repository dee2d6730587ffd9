"""The saved questions: each runs on any graph, and on the seeds each answer is what a reader finds."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import sample
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Store

import kg
from kg.errors import InputError, NotFoundError
from kg.graph import Graph
from kg.model.records import Knowledge
from kg.store import database, query, typos
from kg.store.result import Result
from kg.terms import vocab

QUESTIONS = query.questions()
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def small() -> Store:
    return database.memory(sample.knowledge())


@pytest.fixture(scope="session")
def seeds() -> Graph:
    with warnings.catch_warnings():
        # spaCy and what it imports warn of each other's future.
        warnings.simplefilter("ignore", DeprecationWarning)
        return kg.build([str(HERE.parent / "seeds")], cache=False)


def names(graph: Graph, question: str, *args: str) -> list[tuple[object, ...]]:
    """The rows of an answer, articles by their number."""
    return [
        tuple(value[4:7] if isinstance(value, str) and value.startswith("doc:") else value for value in row)
        for row in graph.ask(question, *args)
    ]


def test_there_are_at_least_forty_each_with_its_own_number() -> None:
    numbers = [question.name[:4] for question in QUESTIONS]
    assert len(numbers) == len(set(numbers)) >= 40


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_is_english_sorted_and_runs(question: query.Question, small: Store) -> None:
    assert re.fullmatch(r"cq\d\d-[a-z-]+", question.name)
    assert re.fullmatch(r"[A-Z].*\?", question.title)
    assert "ORDER BY" in question.sparql
    for parameter in question.parameters:
        assert f"?{parameter.name}" in question.sparql.partition("WHERE")[2]
    assert query.ask(small, question.name).columns


def test_a_parameter_takes_the_place_of_its_default(small: Store) -> None:
    assert ("Japan",) in query.ask(small, "cq08").rows
    assert query.ask(small, "cq08", ["NATO"]).rows == [("Sweden",)]
    assert query.ask(small, "members", ["nato"]).rows == [("Sweden",)]


def test_a_free_parameter_without_argument_matches_all(small: Store) -> None:
    everybody, one = query.ask(small, "cq01").rows, query.ask(small, "cq01", ["Campbell"]).rows
    assert {row[0] for row in everybody} == {"Kurt Campbell", "United States"}
    assert {row[0] for row in one} == {"Kurt Campbell"}


def test_an_argument_is_never_read_as_sparql(small: Store) -> None:
    with pytest.raises(NotFoundError, match="no entity"):
        query.ask(small, "cq08", ['G7> } DELETE { ?s ?p ?o } #"'])


def test_too_many_arguments_are_told(small: Store) -> None:
    with pytest.raises(InputError, match="takes no argument 'NATO'; it takes: body"):
        query.ask(small, "cq08", ["G7", "NATO"])


def test_a_date_is_a_year_a_month_or_a_day(small: Store) -> None:
    assert ("2022-02", "Russia", "invade", "Ukraine") in {
        row[:4] for row in query.ask(small, "cq38", ["2022-01", "2022-12-31"]).rows
    }
    assert not query.ask(small, "cq38", ["2023", "2023-12"]).rows
    assert {row[0] for row in query.ask(small, "cq38", ["2024", "2024"]).rows} == {"2024-08-27", "2024-09-09"}
    with pytest.raises(InputError, match="from is no date: 'yesterday'"):
        query.ask(small, "cq38", ["yesterday"])


def test_what_was_told_of_the_time_before_is_no_change(small: Store) -> None:
    assert ("2022-02", "Russia", "invade") in {row[:3] for row in query.ask(small, "cq39").rows}
    assert not query.ask(small, "cq39", ["Russia", "2023", "2030"]).rows


def test_the_page_of_the_questions_is_current() -> None:
    page = (HERE.parent / "docs" / "questions.md").read_text(encoding="utf-8")
    tool = runpy.run_path(str(HERE.parent / "tools" / "questions.py"))
    assert page == tool["page"](), "write it anew: make docs"


# The same questions in the plainest words, which take long on a large graph.
PLAIN = sorted((HERE / "data" / "questions").glob("*.rq"))


def plain_and_quick(store: Store, path: Path, bindings: Mapping[str, NamedNode | RdfLiteral]) -> tuple[Result, Result]:
    plain = path.read_text(encoding="utf-8")
    quick = query.find_question(path.stem).sparql
    return query.query(store, plain, bindings=bindings), query.query(store, quick, bindings=bindings)


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_a_question_written_for_speed_has_the_rows_of_its_plain_form(path: Path, small: Store, seeds: Graph) -> None:
    for store in (small, seeds._store):
        try:
            _, bindings = query.chosen(store, path.stem)
        except NotFoundError:  # the sample lacks whom some questions ask about by default
            bindings = {}
        plain, quick = plain_and_quick(store, path, bindings)
        assert plain.data == quick.data


@settings(max_examples=20, deadline=None)
@given(knowledge=strategies.knowledge(), start=st.sampled_from(["2000", "2015", "2022-03"]))
def test_on_any_graph_the_rows_are_those_of_the_plain_form(knowledge: Knowledge, start: str) -> None:
    store = database.memory(knowledge)
    for entity in knowledge.entities[:3]:
        dates = {"from": RdfLiteral(start), "until": RdfLiteral("2030")}
        for path in PLAIN:
            declared = query.find_question(path.stem).parameters
            meant = {p.name: NamedNode(vocab.entity_iri(entity.id)) for p in declared if p.kind == "entity"}
            plain, quick = plain_and_quick(
                store, path, {**meant, **{p.name: dates[p.name] for p in declared if p.name in dates}}
            )
            assert sorted(map(repr, plain.rows)) == sorted(map(repr, quick.rows))


def test_what_changed_is_told_of_every_entity_as_in_its_plain_form() -> None:
    [path] = [path for path in PLAIN if path.stem.startswith("cq39")]
    known = sample.knowledge()
    # Every second statement stands in an earlier article too, and what that tells first is no change.
    before = replace(known.documents[0], id="before", date="2003-05-06")
    again = [replace(s, id=f"{s.id}b", document="before", time_text="", roles=()) for s in known.statements[::2]]
    store = database.memory(
        replace(known, documents=(*known.documents, before), statements=(*known.statements, *again))
    )
    told = {"2000": 0, "2005": 0, "2024-09": 0}
    for entity in known.entities:
        for start in told:
            _, bindings = query.chosen(store, "cq39", [entity.label, start])
            plain, quick = plain_and_quick(store, path, bindings)
            assert plain.data == quick.data
            told[start] += len(quick.rows)
    assert told["2000"] > told["2005"] > 0


# -- on the seeds --------------------------------------------------------------------------------------------------

# (question, arguments): the columns looked at, and their rows, all of them.
EXACT: dict[tuple[str, ...], tuple[int, list[tuple[object, ...]]]] = {
    ("cq03", "Russia", "Ukraine"): (1, [("invade",)]),
    ("cq04",): (4, [("China", "China", "provide arms to", "countries at war")]),
    ("cq06",): (3, [("G7", "Capri", "Italy"), ("G7", "Italy", "Italy")]),
    ("cq08",): (1, [(c,) for c in "Canada,France,Germany,Italy,Japan,United Kingdom,United States".split(",")]),
    ("cq08", "NATO"): (1, [("Sweden",)]),
    ("cq13",): (1, [("China",), ("Russia",), ("United States",)]),
    ("cq19",): (5, []),
    ("cq22",): (2, [("NATO", "1949")]),
    ("cq23",): (2, [("Italy", "country")]),
    ("cq30", "Russia", "China"): (3, [("Russia", "China", "Kurt Campbell")]),
    ("cq31",): (
        2,
        [
            ("deny", "providing arms to countries at war"),
            ("push back against", "US warnings about China's ties with Russia"),
        ],
    ),
    ("cq32", "Capri"): (3, [("Meeting: G7, Capri", "Capri", "G7")]),
    ("cq33", "G7 foreign ministers meeting"): (
        1,
        [
            (who,)
            for who in "Antony Blinken,Canada,France,G7,Germany,Italy,Japan,United Kingdom,United States".split(",")
        ],
    ),
    ("cq35",): (
        3,
        [(how, "G7 foreign ministers meeting", "participates in") for how in ("attended", "participates in")],
    ),
    ("cq36", "Sweden", "NATO"): (3, [("Sweden", "join", "NATO")]),
    ("cq45",): (2, []),
    ("cq46",): (2, [("G7", "forum of states")]),
    ("cq46", "Sweden"): (1, [("NATO",)]),
    ("cq47",): (
        2,
        [
            ("US Deputy Secretary of State", "Kurt Campbell"),
            ("US National Security Advisor", "Jake Sullivan"),
            ("US Secretary of State", "Antony Blinken"),
        ],
    ),
    ("cq51",): (2, [("Jake Sullivan", "Beijing"), ("Joe Biden", "Brussels")]),
}

# Rows that must be among the answers, cut to their length.
CONTAINS: dict[tuple[str, ...], list[tuple[object, ...]]] = {
    ("cq01", "Kurt Campbell"): [("Kurt Campbell", "European partners", "001")],
    ("cq01", "United States"): [("United States", "European powers", "000")],
    ("cq02", "China"): [("China", "Russia", 3), ("China", "Russia's industrial base", 1)],
    ("cq05",): [("United States", "European nations", "press", "China", "000")],
    ("cq07",): [
        ("Boris Johnson", "British Prime Minister", "United Kingdom"),
        ("Kurt Campbell", "US Deputy Secretary of State", "United States"),
        ("Xi Jinping", "Chinese leader", "China"),
    ],
    ("cq10",): [("China's support for Russia", "threaten")],
    ("cq11",): [("China", "support", "Russia's military industrial base", "kg:Positive", "kg:Actual", "001")],
    ("cq12",): [("004",), ("003",)],
    ("cq14",): [("China",), ("United States",), ("Russia",), ("NATO",), ("G7",)],
    ("cq15",): [("China", "Russia")],
    ("cq16",): [("1949", "Founding of: NATO, 1949")],
    ("cq17", "Russia"): [("assault", "Russia", "Ukraine")],
    ("cq18",): [("China", "Russia", "001")],
    ("cq20",): [("Antony Blinken", "Russia's invasion of Ukraine", "000")],
    ("cq21",): [("United States", "urge")],
    ("cq24",): [("Russia's industrial base", "topic")],
    ("cq25",): [("Beijing",), ("Chinese",)],
    ("cq26",): [
        ("China", "supports", "Russia", 3),
        ("Kurt Campbell", "holds the role", "US Deputy Secretary of State", 2),
    ],
    ("cq27",): [("European countries", "pressure", "China", "US officials", "kg:Positive")],
    ("cq29",): [("United States", "European powers", "China", "Russia")],
    ("cq30", "China"): [
        ("China", "Russia", "senior US official", "kg:Positive", "kg:Actual", "000"),
        ("China", "countries at war", "China", "kg:Negative", "kg:Actual", "003"),
    ],
    ("cq34",): [("China", "supports", "Russia"), ("Russia", "invades", "Ukraine", 2, 2)],
    ("cq36",): [("China", "aid", "Russia", "kg:Positive", "kg:Actual", "senior US official", "000")],
    ("cq37",): [("1949", "NATO", "be founded")],
    ("cq38",): [("2018", "Donald Trump", "threaten to withdraw from", "NATO", "kg:Positive", "kg:Planned")],
    ("cq40",): [("kg:Positive", "kg:Actual"), ("kg:Negative", "kg:Actual")],
    ("cq42",): [("Kurt Campbell",), ("Antony Blinken",)],
    ("cq43", "Antony Blinken"): [("Antony Blinken", "raise concern about", "Russia's invasion of Ukraine")],
    ("cq44",): [("Assault: Russia – Ukraine", 2)],
    ("cq49", "United States"): [("United States", "European powers", "increase pressure on", "China", "000")],
    ("cq50",): [("United States",)],
}

ABSENT = {
    # "It denies providing arms", "The US hopes that European nations will press China": neither is a fact.
    "cq02": [("China", "countries at war")],
    "cq01": [("European nations", "China")],
}


@pytest.mark.model
@pytest.mark.parametrize("asked", EXACT, ids=" ".join)
def test_the_seeds_answer_exactly(asked: tuple[str, ...], seeds: Graph) -> None:
    columns, rows = EXACT[asked]
    assert list(dict.fromkeys(row[:columns] for row in names(seeds, *asked))) == rows


@pytest.mark.model
@pytest.mark.parametrize("asked", CONTAINS, ids=" ".join)
def test_the_seeds_answer_among_others(asked: tuple[str, ...], seeds: Graph) -> None:
    found = names(seeds, *asked)
    assert not [row for row in CONTAINS[asked] if row not in {other[: len(row)] for other in found}]


@pytest.mark.model
@pytest.mark.parametrize("question", ABSENT)
def test_the_seeds_never_answer(question: str, seeds: Graph) -> None:
    found = {row[:2] for row in names(seeds, question)}
    assert not found & set(ABSENT[question])


@pytest.mark.model
@pytest.mark.parametrize(
    "fact",
    [
        "e:G7 kg:metAt e:Capri",
        "e:China kg:supports e:Russia",
        "e:Sweden kg:joined e:NATO",
        "e:NATO kg:foundedIn ?year",
        "e:Capri kg:locatedIn e:Italy",
        "e:China kg:denies ?statement",
        "e:United_States kg:hopes ?statement",
    ],
)
def test_the_seeds_tell_these_facts(fact: str, seeds: Graph) -> None:
    assert seeds.query(f"ASK {{ {fact} }}")


@pytest.mark.model
def test_what_china_denies_is_negative_and_no_fact(seeds: Graph) -> None:
    [(phrase, object)] = [row[2:4] for row in seeds.ask("cq04") if row[0] == "China"]
    assert (phrase, object) == ("provide arms to", "countries at war")
    assert not seeds.query("ASK { e:China kg:aids [ rdfs:label 'countries at war' ] }")


@pytest.mark.model
def test_every_fact_and_quote_of_the_seeds_is_sound(seeds: Graph) -> None:
    from kg.store.validate import validate

    assert not list(map(str, validate(seeds.knowledge, database.memory(seeds.knowledge))))


@pytest.mark.model
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_no_saved_question_names_what_the_seeds_do_not_have(question: query.Question, seeds: Graph) -> None:
    assert typos.unknown(seeds._store, question.sparql) == []


@pytest.mark.model
@pytest.mark.parametrize(
    "page", [HERE.parent / "README.md", *sorted((HERE.parent / "docs").glob("*.md"))], ids=lambda page: page.stem
)
def test_the_queries_of_the_docs_name_only_what_the_seeds_have(page: Path, seeds: Graph) -> None:
    text = page.read_text(encoding="utf-8")
    shown = re.findall(r"```sparql\n(.*?)```", text, re.DOTALL) + re.findall(r'kg query out "([^"]*)"(?!\nkg: )', text)
    assert {str(name) for sparql in shown for name in typos.unknown(seeds._store, sparql)} == set()


@pytest.mark.model
def test_every_development_question_runs(seeds: Graph, tmp_path: Path) -> None:
    seeds.save(tmp_path)
    commands = json.loads((HERE / "questions_dev.json").read_text(encoding="utf-8"))
    assert len(commands) == 25
    for arguments in commands.values():
        assert arguments[:2] == ["query", "{graph}"]
        json.loads(seeds.query(arguments[2]).serialize("json"))
    words = [word.replace("{graph}", str(tmp_path)) for word in commands["dev-01"]]
    done = subprocess.run([sys.executable, "-m", "kg", *words], capture_output=True, text=True, check=True)
    assert "Antony Blinken" in done.stdout


def test_who_underwent_it_is_found_with_and_without_the_one_who_did_it() -> None:
    knowledge = sample.knowledge()
    told = next(s for s in knowledge.statements if s.predicate == "kg:supports" and s.is_fact)
    passive = replace(told, id="passive", predicate="rel:be_supported", object=None, undergone="kg:supports", roles=())
    store = database.memory(replace(knowledge, statements=(*knowledge.statements, passive)))
    labels = {entity.id: entity.label for entity in knowledge.entities}
    found = {row[0] for row in query.ask(store, "cq53", ["kg:supports"]).rows}
    assert {labels[passive.subject], labels[str(told.object)]} <= found
