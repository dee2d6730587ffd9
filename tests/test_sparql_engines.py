"""Three engines give one answer: kg, the engine beneath it, and rdflib; and rdflib reads what kg writes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import rdflib
import rdflib.query
from pyoxigraph import (
    BlankNode,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse_query_results,
)
from rdflib.plugins.sparql.results.jsonresults import JSONResultParser
from rdflib.plugins.sparql.results.tsvresults import TSVResultParser
from rdflib.plugins.sparql.results.xmlresults import XMLResultParser

from kg.store import database, query
from kg.terms import vocab

# Questions of which rdflib's engine makes no more than a tenth of a second, and others that try what they do not.
QUESTIONS = "cq02 cq04 cq06 cq07 cq08 cq18 cq22 cq23 cq27 cq32 cq40 cq41 cq42 cq43 cq44 cq45 cq46 cq47 cq48".split()
ASKED = [
    "SELECT ?p (COUNT(DISTINCT ?x) AS ?n) { ?x ?p ?y FILTER(STRSTARTS(STR(?p), STR(kg:))) } GROUP BY ?p HAVING(?n > 5)",
    "SELECT DISTINCT ?x ?y { ?x kg:supports|kg:aids ?y MINUS { ?x kg:urges ?y } }",
    "SELECT ?x ?z { ?x kg:urges/kg:supports? ?z }",
    "SELECT ?x { ?x a kg:Country FILTER NOT EXISTS { ?x kg:supports ?y } }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s kg:attributedTo ?who } } GROUP BY ?g",
    "SELECT ?l { VALUES ?x { e:China e:Russia e:nobody } ?x rdfs:label ?l BIND(STRLEN(?l) AS ?n) FILTER(?n > 3) }",
    "SELECT (SUM(?n) AS ?all) { { SELECT ?who (COUNT(?s) AS ?n) { ?s kg:attributedTo ?who } GROUP BY ?who } }",
    "SELECT ?x ?label { ?x a kg:Person OPTIONAL { ?x skos:altLabel ?label FILTER(?label != 'x') } }",
    "ASK { ?x kg:supports ?y . ?y kg:supports ?x }",
    "ASK { GRAPH g:ontology { kg:aids rdfs:subPropertyOf+ kg:supports } }",
]


@pytest.fixture(scope="module")
def seeds(seeds_folder: Path) -> Store:
    return database.load(seeds_folder)


@pytest.fixture(scope="module")
def seeds_in_rdflib(seeds: Store) -> rdflib.Dataset:
    with pytest.MonkeyPatch.context() as patch:
        # As they are written: rdflib would write "1949"^^xsd:gYear in another way.
        patch.setattr("rdflib.NORMALIZE_LITERALS", False)
        dataset = rdflib.Dataset()
        dataset.parse(data=seeds.dump(format=RdfFormat.N_QUADS), format="nquads")
    return dataset


def of_engine(solutions: QuerySolutions, columns: Iterable[str]) -> Counter[Any]:
    """The rows of an answer of the engine, as often as each stands there."""
    return Counter(tuple(_engine_term(solution[name]) for name in columns) for solution in solutions)


def _engine_term(term: Any) -> object:
    match term:
        case None | NamedNode():
            return term and term.value
        case BlankNode():
            return "_:"
        case _:
            return term.value, term.language, term.datatype.value


def of_rdflib(result: rdflib.query.Result, columns: Iterable[str]) -> Counter[Any]:
    """The rows of an answer of rdflib, likewise."""
    rows = (binding for binding in result.bindings)
    return Counter(tuple(_rdflib_term(row.get(rdflib.Variable(name))) for name in columns) for row in rows)


def _rdflib_term(term: Any) -> object:
    match term:
        case None:
            return None
        case rdflib.URIRef():
            return str(term)
        case rdflib.BNode():
            return "_:"
        case _:
            kind = rdflib.RDF.langString if term.language else term.datatype or rdflib.XSD.string
            return str(term), term.language, str(kind)


def _sparql(asked: str) -> str:
    return query.find_question(asked).sparql if asked.startswith("cq") else asked


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, of its other parts
@pytest.mark.parametrize("asked", [*QUESTIONS, *ASKED])
def test_three_engines_agree_on_the_graph_of_the_seeds(
    asked: str, seeds: Store, seeds_in_rdflib: rdflib.Dataset
) -> None:
    sparql = _sparql(asked)
    ours = query.query(seeds, sparql)
    bare = seeds.query(sparql, prefixes=dict(vocab.PREFIXES))
    other = seeds_in_rdflib.query(sparql, initNs={p: rdflib.Namespace(n) for p, n in vocab.PREFIXES.items()})
    if isinstance(bare, QueryBoolean):
        assert bool(ours) is bool(bare) is other.askAnswer
        return
    assert isinstance(bare, QuerySolutions)
    told = parse_query_results(ours.data, format=QueryResultsFormat.JSON)
    assert isinstance(told, QuerySolutions)
    rows = of_engine(told, ours.columns)
    assert rows == of_engine(bare, ours.columns)
    assert rows == of_rdflib(other, ours.columns)


# -- the formats of answers --------------------------------------------------------------------------------------------

TERMS = [
    "<urn:a>", '"a"', '"a"@en', '"a"@en-gb', "1", "-1.5", "1.0e3", "true", '"2024-05-07"^^xsd:date', '"x"^^<urn:type>',
    '"say \\"no\\""', '"a\\nb"', '"a\\tb"', '"a,b"', '"<b>&amp;</b>"', '"😀 é"', '""', '" a "', '"\\\\"', "_:b",
    "UNDEF",
]  # fmt: skip
PARSERS = {"json": JSONResultParser, "xml": XMLResultParser, "tsv": TSVResultParser}


# rdflib's reader of TSV takes a sign before a decimal for an error of its own.
READ = [(form, term) for form in PARSERS for term in TERMS if (form, term) != ("tsv", "-1.5")]


@pytest.mark.parametrize(("form", "term"), READ)
def test_rdflib_reads_each_term_in_each_format_as_it_was(term: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    made = (
        "OPTIONAL { ?x ?p ?o }"
        if term == "UNDEF"
        else "BIND(BNODE() AS ?x)"
        if term == "_:b"
        else f"BIND({term} AS ?x)"
    )
    found = query.query(Store(), f"SELECT ?x ?last {{ {made} BIND(<urn:end> AS ?last) }}")
    read = PARSERS[form]().parse(io.BytesIO(found.serialize(form)), "text/tab-separated-values")
    told = parse_query_results(found.data, format=QueryResultsFormat.JSON)
    assert isinstance(told, QuerySolutions)
    assert of_rdflib(read, ("x", "last")) == of_engine(told, ("x", "last"))


@pytest.mark.parametrize("term", TERMS)
def test_csv_has_the_plain_value_of_each_term(term: str) -> None:
    import csv

    made = "" if term in ("UNDEF", "_:b") else f"BIND({term} AS ?x)"
    found = query.query(Store(), f"SELECT ?x ?last {{ {made} BIND(<urn:end> AS ?last) }}")
    heads, [value, last] = list(csv.reader(io.StringIO(found.serialize("csv").decode(), newline="")))
    assert (heads, last) == (["x", "last"], "urn:end")
    [row] = parse_query_results(found.data, format=QueryResultsFormat.JSON)  # type: ignore[misc]
    assert value == ("" if row["x"] is None else row["x"].value)


@pytest.mark.parametrize("truth", [True, False])
def test_a_truth_is_read_back(truth: bool) -> None:
    found = query.query(Store(), f"ASK {{ FILTER({str(truth).lower()}) }}")
    for form in ("json", "xml"):
        assert PARSERS[form]().parse(io.BytesIO(found.serialize(form))).askAnswer is truth
    assert found.serialize("csv") == found.serialize("tsv") == f"{str(truth).lower()}\n".encode()


def test_an_answer_without_rows_has_its_columns() -> None:
    found = query.query(Store(), "SELECT ?x ?y { ?x ?p ?y }")
    for form in ("json", "xml", "tsv"):
        read = PARSERS[form]().parse(io.BytesIO(found.serialize(form)), "text/tab-separated-values")
        assert list(map(str, read.vars or [])) == ["x", "y"]
        assert len(read) == 0
    assert found.serialize("csv") == b"x,y\r\n"
