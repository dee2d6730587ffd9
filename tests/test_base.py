"""A graph with a base of its own: its IRIs are the user's everywhere, and all else is as in any other graph."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
import rdflib
import sample
from pyoxigraph import NamedNode, RdfFormat, Store, parse

import kg
from kg.errors import InputError
from kg.graph import Graph
from kg.model.records import Knowledge, Origin
from kg.show import export
from kg.store import database, query, rdf, typos
from kg.store.base import namespaces
from kg.store.questions import named
from kg.store.validate import validate
from kg.terms import vocab
from kg.terms.namespaces import FOLLOWING, Namespaces, based

BASE = "https://news.example/graph/"
USUAL = tuple(vocab.PREFIXES[prefix] for prefix in FOLLOWING)


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """The graph made by hand, under a base of its own."""
    return dataclasses.replace(sample.knowledge(), origin=Origin(base=BASE))


@pytest.fixture(scope="module")
def folder(known: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("based")
    Graph(known).save(where)
    return where


def test_every_iri_of_the_store_is_the_users_or_of_a_vocabulary(folder: Path) -> None:
    for quad in database.load(folder).quads_for_pattern(None, None, None, None):
        named = [term.value for term in quad if isinstance(term, NamedNode)]
        assert not [iri for iri in named if iri.startswith(USUAL)]
    assert Store.read_only(str(folder / "store")).query(
        f"ASK {{ <{BASE}entity/China> <{vocab.PREFIXES['kg']}supports> <{BASE}entity/Russia> }}"
    )


def test_what_is_saved_under_a_base_is_loaded_with_it(folder: Path, known: Knowledge) -> None:
    usual = rdf.knowledge(database.memory(sample.knowledge()))
    assert kg.load(folder).knowledge == dataclasses.replace(usual, origin=known.origin)
    assert namespaces(database.load(folder)) == Namespaces(BASE)


def test_the_quads_are_those_of_any_graph_but_for_the_base(known: Knowledge) -> None:
    there = {str(quad).replace(f'"{BASE}"', f'"{vocab.BASE}"') for quad in rdf.quads(known)}
    here = {str(quad) for quad in rdf.quads(sample.knowledge())}
    for prefix in FOLLOWING:
        there = {text.replace(f"<{BASE}{prefix_path(prefix)}", f"<{vocab.PREFIXES[prefix]}") for text in there}
    assert there == here


def prefix_path(prefix: str) -> str:
    return vocab.PREFIXES[prefix].removeprefix(vocab.BASE)


def test_a_query_has_the_prefixes_of_the_graph_it_asks(folder: Path) -> None:
    store = database.load(folder)
    assert query.query(store, "SELECT ?y { e:China kg:supports ?y } ORDER BY ?y").rows[0] == ("e:Russia",)
    assert query.query(store, "SELECT (STR(e:China) AS ?x) {}").rows == [(f"{BASE}entity/China",)]
    assert query.query(store, "ASK { GRAPH g:ontology { kg:Event a owl:Class } }").rows == [(True,)]
    assert query.query(store, "ASK { kg:Event a owl:Class }").rows == [(False,)]
    turtle = query.query(store, "CONSTRUCT { ?x kg:supports ?y } { ?x kg:supports ?y }").serialize("ttl").decode()
    assert f"@prefix e: <{BASE}entity/> ." in turtle
    assert "e:China kg:supports" in turtle


@pytest.mark.parametrize("question", query.questions(), ids=lambda question: question.name)
def test_a_saved_question_answers_as_under_any_base(question: query.Question, folder: Path) -> None:
    usual = database.memory(sample.knowledge())
    assert query.ask(database.load(folder), question.name).rows == query.ask(usual, question.name).rows


def test_entities_and_documents_are_found_by_name(folder: Path) -> None:
    store = database.load(folder)
    assert named.find_entity(store, "russia").value == f"{BASE}entity/Russia"
    assert named.find_entity(store, "e:China").value == f"{BASE}entity/China"
    assert query.ask(store, "cq21", ["Russia"]).rows
    document = query._bind(store, query.Parameter("article", "document", None), sample.CAPRI[:3])
    assert document == NamedNode(f"{BASE}document/{sample.CAPRI}")
    assert query._bind(store, query.Parameter("p", "relation", None), "rel:arrive") == NamedNode(
        f"{BASE}relation/arrive"
    )


def test_a_misspelt_name_is_told_under_the_base_too(folder: Path) -> None:
    store = database.load(folder)
    asked = f"ASK {{ e:Chna kg:suports <{BASE}entity/Rusia> }}"
    near = ["e:China", "kg:supports", f"<{BASE}entity/Russia>"]
    assert [name.nearest for name in typos.unknown(store, asked)] == near


def test_the_graph_has_no_fault(folder: Path, known: Knowledge) -> None:
    assert validate(known, database.load(folder), shapes=True) == []


@pytest.mark.parametrize("format", ["nquads", "trig", "turtle", "jsonld", "rdf12"])
def test_every_export_has_the_users_iris(format: str, known: Knowledge) -> None:
    text = export.export(known, format).decode()
    assert BASE in text
    assert not [namespace for namespace in USUAL if namespace in text]


def test_the_file_and_the_page_have_them_too(folder: Path) -> None:
    quads = parse(path=str(folder / "graph.trig"), format=RdfFormat.TRIG)
    assert NamedNode(f"{BASE}graph/entities") in {quad.graph_name for quad in quads}
    page = (folder / "graph.html").read_text(encoding="utf-8")
    data = json.dumps(sample.data_of(page))
    assert json.dumps(f"{BASE}document/{sample.CAPRI}") in data
    assert not [namespace for namespace in USUAL if namespace in page + data]


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # oxrdflib 0.5 still calls it
def test_rdflib_has_the_prefixes_too(folder: Path) -> None:
    dataset = kg.load(folder).to_rdflib()
    assert dict(dataset.namespaces())["e"] == rdflib.URIRef(f"{BASE}entity/")
    assert dataset.query("ASK { e:China kg:aids e:Russia }").askAnswer


def test_an_iri_of_another_graph_is_shown_whole(folder: Path) -> None:
    asked = f"SELECT ?x {{ VALUES ?x {{ <{vocab.PREFIXES['e']}China> e:China }} }}"
    assert set(query.query(database.load(folder), asked).rows) == {(f"{vocab.PREFIXES['e']}China",), ("e:China",)}


@pytest.mark.parametrize(
    "base",
    ["news", "/graph/", "https://news.example", "https://news.example/graph", "https://news.example/#", "ftp://a/",
     "https://news.example/a b/", "https://news.example/?q=/", "https://news.example/<x>/", "", "https:///a/"],
)  # fmt: skip
def test_a_base_that_makes_no_iris_is_refused(base: str) -> None:
    with pytest.raises(InputError, match=r"no base for IRIs: .*ends with a slash"):
        based(base)


def test_the_base_is_an_option_of_the_build(kg, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain fell.", encoding="utf-8")
    refused = kg("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--base", "news")
    assert (refused.status, "no base for IRIs: 'news'" in refused.err) == (2, True)
    assert not (tmp_path / "out").exists()
