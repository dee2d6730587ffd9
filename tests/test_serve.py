"""``kg serve`` to its clients: the SPARQL 1.1 Protocol, forms of answers, names of the graph, and who may ask."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from conftest import ROOT, Ended
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from serving import FORM, Served, served

from kg.cli.serving import serve
from kg.store import database, gate
from kg.terms import vocab
from kg.web.server import limits

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

Kg = Callable[..., Ended]
QUERY = "application/sparql-query"
ALL = "SELECT ?x ?y { ?x kg:urges ?y } ORDER BY ?x ?y"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ENTITIES = "https://kg.example/graph/entities"


@pytest.fixture(scope="module")
def server(sample_folder: Path) -> Iterator[Served]:
    with served(sample_folder, "--allow-host", "Graph.Example", "--allow-origin", "https://yasgui.example") as found:
        yield found


@pytest.fixture(scope="module")
def store(sample_folder: Path) -> Store:
    return database.load(sample_folder)


# -- the protocol: the cases of the W3C's test suite, and more -----------------------------------------------------


def test_a_query_comes_in_the_address_in_a_form_or_as_the_body(server: Served) -> None:
    ways = [
        server.ask(f"/sparql?query={quote(ALL)}"),
        server.ask(method="POST", body=f"query={quote(ALL)}", Content_Type=FORM),
        server.ask(method="POST", body=ALL, Content_Type=QUERY),
        server.ask(method="POST", body=ALL, Content_Type=f"{QUERY}; charset=UTF-8"),
        server.ask(f"/sparql?query={quote(ALL)}&unknown=1"),
    ]
    assert [got.status for got in ways] == [200] * 5
    assert len({got.body for got in ways}) == 1
    assert len(ways[0].rows) == 2


@pytest.mark.parametrize(
    ("path", "method", "body", "type", "status", "words"),
    [
        ("?query=ASK%20%7B%7D", "PUT", None, "", 405, "takes"),
        ("?query=ASK%20%7B%7D", "DELETE", None, "", 405, "takes"),
        ("?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", "GET", None, "", 400, "2 times"),
        ("", "POST", "query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", FORM, 400, "2 times"),
        ("?query=ASK%20%7B%7D", "POST", "ASK {}", QUERY, 400, "2 times"),
        ("", "POST", "ASK {}", "text/plain", 415, QUERY),
        ("", "POST", "query=ASK%20%7B%7D", "", 415, "without a content type"),
        ("", "POST", "ASK {}", "", 415, "without a content type"),
        ("", "POST", "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16", 415, "utf-16"),
        ("", "POST", b"ASK { ?x ?y '\xe9' }", QUERY, 400, "not UTF-8"),
        ("?query=%ff", "GET", None, "", 400, "not UTF-8"),
        ("", "POST", "other=1", FORM, 400, "no query"),
        ("", "POST", "", FORM, 400, "no query"),
        ("", "POST", "", QUERY, 400, "empty"),
        ("?query=ASK%20%7B", "GET", None, "", 400, "line 1"),
        ("?query=ASK%20%7B%7D&format=docx", "GET", None, "", 400, "docx"),
        ("?query=ASK%20%7B%7D&default-graph-uri=no%20iri", "GET", None, "", 400, "could not be answered"),
        ("", "POST", "update=CLEAR%20ALL", FORM, 403, "updates are refused"),
        ("?update=CLEAR%20ALL", "GET", None, "", 403, "updates are refused"),
        ("", "POST", "CLEAR ALL", "application/sparql-update", 403, "updates are refused"),
        ("?query=CLEAR%20ALL", "GET", None, "", 400, "CLEAR is refused"),
        ("", "POST", "INSERT DATA { <a:a> <a:b> <a:c> }", QUERY, 400, "INSERT is refused"),
        ("", "POST", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", QUERY, 400, "SERVICE is refused"),
        ("?" + "&".join(["a=1"] * 2_000), "GET", None, "", 400, "1,000 fields"),
    ],
)
def test_what_the_protocol_does_not_have_is_refused_in_words(
    path: str, method: str, body: bytes | str | None, type: str, status: int, words: str, server: Served
) -> None:
    got = server.ask(f"/sparql{path}", method=method, body=body, **({"Content_Type": type} if type else {}))
    assert (got.status, got.type) == (status, "text/plain")
    assert words in got.text
    assert "Traceback" not in got.text


def test_who_wants_rows_of_no_query_is_told_that_there_is_none(server: Served) -> None:
    got = server.ask(Accept="application/sparql-results+json")
    assert (got.status, "no query is given" in got.text) == (400, True)
    assert server.ask("/sparql?format=csv").status == 400
    assert server.ask(Accept="image/png").status == 406


def test_other_methods_are_told_which_there_are(server: Served) -> None:
    allowed = server.ask(method="PUT").headers["allow"]
    assert sorted(allowed.replace(" ", "").split(",")) == ["GET", "HEAD", "POST"]
    assert "POST" in server.ask(method="OPTIONS").headers["allow"]


def test_head_tells_what_get_would(server: Served) -> None:
    path = f"/sparql?query={quote(ALL)}"
    head, get = server.ask(path, method="HEAD"), server.ask(path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(get.body))


def test_a_message_counts_the_lines_of_the_user(server: Served) -> None:
    got = server.query("SELECT ?x\n{ ?x kg:urges ?y\n  FILTER( }")
    assert (got.status, got.type) == (400, "text/plain")
    assert got.text.startswith("line 3, column")
    assert "unknown prefix 'foo'" in server.query("ASK { ?x foo:bar ?y }").text


GRAPHS = "SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def test_the_default_graph_of_a_request_is_that_of_its_parameters(server: Served, store: Store) -> None:
    def count(**fields: str | list[str]) -> int:
        return int(server.query(COUNT, **fields).rows[0]["n"])

    documents = [graph.value for graph in store.named_graphs() if "/document/" in str(graph)]
    sizes = [len(list(store.quads_for_pattern(None, None, None, NamedNode(iri)))) for iri in documents]
    assert [count(**{"default-graph-uri": iri}) for iri in documents] == sizes
    assert max(sizes) < count(**{"default-graph-uri": documents}) <= sum(sizes)
    assert count(**{"default-graph-uri": "http://nowhere.example/"}) == 0
    assert count(**{"named-graph-uri": documents[0]}) == 0
    in_address = f"/sparql?{urlencode({'query': COUNT, 'default-graph-uri': documents[0]})}"
    assert int(server.ask(in_address).rows[0]["n"]) == sizes[0]
    beside_body = f"/sparql?{urlencode({'default-graph-uri': documents[1]})}"
    got = server.ask(beside_body, method="POST", body=COUNT, Content_Type=QUERY)
    assert int(got.rows[0]["n"]) == sizes[1]


def test_graph_names_those_of_the_parameters_alone(server: Served) -> None:
    got = server.query(GRAPHS, **{"named-graph-uri": [ENTITIES, "http://nowhere.example/"]})
    assert [row["g"] for row in got.rows] == [ENTITIES]
    assert len(server.query(GRAPHS).rows) > 3


def test_parameters_win_over_the_graphs_that_the_query_names(server: Served) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) FROM <http://nowhere.example/> { ?s ?p ?o }"
    assert server.query(sparql).rows == [{"n": "0"}]
    assert server.query(sparql, **{"default-graph-uri": ENTITIES}).rows != [{"n": "0"}]


# -- forms ---------------------------------------------------------------------------------------------------------

SELECT, ASK = "SELECT ?x ?y { ?x kg:urges ?y }", "ASK { ?x kg:urges ?y }"
CONSTRUCT, DESCRIBE = "CONSTRUCT { ?x kg:urges ?y } WHERE { ?x kg:urges ?y }", "DESCRIBE e:China"


@pytest.mark.parametrize(
    ("sparql", "accept", "type"),
    [
        (SELECT, "", "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/json", "application/json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "application/sparql-results+xml, text/csv;q=0.9", "application/sparql-results+xml"),
        (SELECT, "application/sparql-results+xml;q=0.5, text/csv", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, "text/*", "text/csv"),
        (SELECT, "application/*;q=0.2, text/turtle", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        (SELECT, "TEXT/CSV", "text/csv"),
        (ASK, "", "application/sparql-results+json"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ASK, "text/csv", "text/csv"),
        (CONSTRUCT, "", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/sparql-results+json, application/rdf+xml;q=0.1", "application/rdf+xml"),
        (DESCRIBE, "text/turtle", "text/turtle"),
        (DESCRIBE, "*/*;q=0.1", "text/turtle"),
    ],
)  # fmt: skip
def test_the_form_is_what_accept_likes_best(sparql: str, accept: str, type: str, server: Served) -> None:
    path = f"/sparql?query={quote(sparql)}"
    got = server.ask(path, Accept=accept) if accept else server.ask(path)
    assert (got.status, got.type) == (200, type)
    assert "Accept" in got.headers["vary"]


@pytest.mark.parametrize(
    ("sparql", "accept", "offered"),
    [
        (SELECT, "image/png", "application/sparql-results+json"),
        (SELECT, "text/turtle", "text/csv"),
        (CONSTRUCT, "text/csv", "text/turtle"),
        (SELECT, "application/sparql-results+json;q=0", "text/csv"),
    ],
)
def test_a_form_that_there_is_not_is_refused_with_those_that_there_are(
    sparql: str, accept: str, offered: str, server: Served
) -> None:
    got = server.query(sparql, accept)
    assert got.status == 406
    assert offered in got.text


@pytest.mark.parametrize(
    ("sparql", "field", "format", "type"),
    [
        (SELECT, "format", "json", "application/sparql-results+json"),
        (SELECT, "output", "xml", "application/sparql-results+xml"),
        (SELECT, "format", "CSV", "text/csv"),
        (SELECT, "format", "text/tab-separated-values", "text/tab-separated-values"),
        (CONSTRUCT, "format", "ttl", "text/turtle"),
        (CONSTRUCT, "output", "nt", "application/n-triples"),
        (CONSTRUCT, "format", "xml", "application/rdf+xml"),
        (CONSTRUCT, "format", "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "format", "json", "application/ld+json"),
    ],
)
def test_a_format_by_name_wins_over_accept(sparql: str, field: str, format: str, type: str, server: Served) -> None:
    got = server.query(sparql, "image/png", **{field: format})
    assert (got.status, got.type) == (200, type)


def test_all_forms_hold_the_same_rows(server: Served) -> None:
    from pyoxigraph import QueryResultsFormat, parse_query_results

    sparql = "SELECT ?y ?x ?l { ?x kg:urges ?y OPTIONAL { ?x rdfs:label ?l } }"
    expected = sorted((row["y"], row["x"], row.get("l", "")) for row in server.query(sparql).rows)
    assert expected
    got = server.query(sparql, "text/csv").text
    assert sorted(map(tuple, list(csv.reader(io.StringIO(got)))[1:])) == expected
    for type, format in (
        ("text/tab-separated-values", QueryResultsFormat.TSV),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
    ):
        table = parse_query_results(server.query(sparql, type).body, format=format)
        read = [tuple(getattr(row[name], "value", "") for name in ("y", "x", "l")) for row in table]  # type: ignore[union-attr,call-overload]
        assert sorted(read) == expected


def test_all_forms_hold_the_same_triples(server: Served) -> None:
    forms = {
        "text/turtle": RdfFormat.TURTLE,
        "application/n-triples": RdfFormat.N_TRIPLES,
        "application/rdf+xml": RdfFormat.RDF_XML,
        "application/ld+json": RdfFormat.JSON_LD,
    }
    found = {
        type: sorted({str(quad.triple) for quad in parse(server.query(CONSTRUCT, type).body, format=form)})
        for type, form in forms.items()
    }
    assert found["text/turtle"]
    assert len({tuple(triples) for triples in found.values()}) == 1


@pytest.mark.parametrize("format", ["json", "csv", "tsv", "xml"])
def test_all_columns_come_in_the_order_of_the_query(format: str, server: Served) -> None:
    got = server.query("SELECT * { ?zebra kg:urges ?ape }", format=format)
    assert got.text.index("zebra") < got.text.index("ape")
    plain = server.query("SELECT ?zebra ?ape { ?zebra kg:urges ?ape }", format=format)
    assert sorted(got.text.splitlines()) == sorted(plain.text.splitlines()) or format in ("json", "xml")
    assert len(got.body) == len(plain.body)


def test_characters_that_xml_cannot_hold_are_replaced(server: Served) -> None:
    from xml.dom.minidom import parseString

    got = server.query(r'SELECT ("a\u0001b" AS ?x) {}', format="xml")
    assert "a\ufffdb" in parseString(got.text).toxml()
    triples = server.query(r'CONSTRUCT { <a:a> <a:b> "a\u0001b" } {}', format="rdf")
    assert "a\ufffdb" in parseString(triples.text).toxml()


def test_triples_that_are_no_rdf_xml_are_refused_in_that_form(server: Served) -> None:
    got = server.query("CONSTRUCT { ?x <http://a.example/1> ?y } { ?x kg:urges ?y }", "application/rdf+xml")
    assert got.status == 406
    assert "text/turtle" in got.text


def test_a_name_that_the_graph_lacks_is_told_beside_the_answer(server: Served) -> None:
    got = server.query("SELECT * { ?x kg:suports ?y }")
    assert (got.status, got.rows) == (200, [])
    assert json.loads(got.headers["x-kg-warning"]) == ["no term kg:suports in the ontology; nearest is kg:supports"]


def test_a_download_has_a_name(server: Served) -> None:
    got = server.query(SELECT, format="csv", download="1")
    assert got.headers["content-disposition"] == 'attachment; filename="answer.csv"'


# -- the endpoint about itself, and the names of the graph ---------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("*/*", RdfFormat.TURTLE),
        ("text/turtle", RdfFormat.TURTLE),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/n-triples", RdfFormat.N_TRIPLES),
    ],
)
def test_the_endpoint_describes_itself_to_programs(accept: str, format: RdfFormat, server: Served) -> None:
    got = server.ask(Accept=accept)
    assert got.status == 200
    described = Store()
    described.bulk_load(got.body, format=format)
    prefix = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>"
    found = described.query(
        f"{prefix} SELECT ?at ?graph {{ ?s a sd:Service ; sd:endpoint ?at ; sd:supportedLanguage sd:SPARQL11Query ;"
        " sd:defaultDataset [ sd:namedGraph [ sd:name ?graph ] ] }"
    )
    rows = [(row["at"].value, row["graph"].value) for row in found]  # type: ignore[union-attr,call-overload]
    assert (server.endpoint, ENTITIES) in rows


def test_a_name_of_the_graph_leads_to_what_it_says(server: Served, store: Store) -> None:
    china = vocab.entity_iri("China")
    expected = {str(quad.triple) for quad in store.quads_for_pattern(NamedNode(china), None, None, None)}
    for path in ("/entity/China", f"/id?iri={quote(china)}"):
        got = server.ask(path, Accept="application/n-triples")
        assert (got.status, got.type) == (200, "application/n-triples")
        assert {str(quad.triple) for quad in parse(got.body, format=RdfFormat.N_TRIPLES)} == expected
    assert server.ask("/entity/China?format=rdf").type == "application/rdf+xml"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/ontology", "owl:Ontology"),
        (f"/id?iri={quote(vocab.term_iri('kg:urges'))}", "urges"),
        ("/document/001_013209e62c8a5c0b", "kg:Document"),
    ],
)
def test_documents_and_terms_are_described_too(path: str, words: str, server: Served) -> None:
    got = server.ask(path)
    assert (got.status, got.type) == (200, "text/turtle")
    assert words in got.text


@pytest.mark.parametrize(
    "path",
    ["/entity/Atlantis", "/id", "/id?iri=no%20iri", "/id?iri=%3E%20%7B%7D", "/nothing", "/../etc/passwd"],
)
def test_what_the_graph_does_not_name_is_not_found(path: str, server: Served) -> None:
    got = server.ask(path)
    assert (got.status, got.type) == (404, "text/plain")


def test_the_explorer_and_the_report_are_those_of_the_folder(tmp_path: Path, sample: object) -> None:
    from kg.graph import Graph

    Graph(sample, report="# Report\n").save(tmp_path)  # type: ignore[arg-type]
    with served(tmp_path) as server:
        page = server.ask("/")
        assert page.text == (tmp_path / "graph.html").read_text(encoding="utf-8")
        assert page.headers["content-security-policy"] == "frame-ancestors 'none'"
        assert server.ask("/", If_None_Match=page.headers["etag"]).status == 304
        assert server.ask("/report").text == "# Report\n"


def test_a_graph_under_a_base_of_its_own_is_named_by_the_path_of_its_iris(tmp_path: Path, sample: object) -> None:
    from dataclasses import replace

    from kg.graph import Graph
    from kg.model.records import Knowledge

    assert isinstance(sample, Knowledge)
    based = replace(sample, origin=replace(sample.origin, base="https://news.example/graph/"))
    Graph(based).save(tmp_path)
    with served(tmp_path) as server:
        for path in ("/entity/China", "/graph/entity/China"):
            assert "https://news.example/graph/entity/" in server.ask(path, Accept="text/turtle").text
        assert server.ask("/entity/Atlantis").status == 404


# -- who may ask ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("[::1]:{port}", 200),
        ("127.0.0.1", 200),
        ("graph.example", 200),
        ("GRAPH.EXAMPLE.:80", 200),
        ("evil.example", 421),
        ("evil.example:{port}", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost@evil.example", 421),
        ("10.0.0.1", 421),
        ("[", 421),
        ("", 421),
    ],
)
def test_a_foreign_host_is_refused(host: str, status: int, server: Served) -> None:
    got = server.ask("/sparql?query=ASK%20%7B%7D", Host=host.format(port=server.port))
    assert got.status == status


def test_pages_of_other_sites_read_nothing(server: Served) -> None:
    path = f"/sparql?query={quote(ALL)}"
    for got in (
        server.ask(path),
        server.ask(path, Origin="https://evil.example"),
        server.ask(path, Origin="null"),
        server.ask(method="OPTIONS", Origin="https://evil.example", Access_Control_Request_Method="POST"),
        server.ask("/"),
    ):
        assert not [name for name in got.headers if name.startswith("access-control")]
        assert got.headers["cross-origin-resource-policy"] == "same-origin"
    embedded = server.ask(path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")
    assert embedded.status == 403
    assert server.ask(path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200


def test_pages_of_an_allowed_site_read_answers(server: Served) -> None:
    site = "https://yasgui.example"
    asked = {"Origin": site, "Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "cors"}
    before = server.ask(method="OPTIONS", Access_Control_Request_Method="POST", **asked)
    assert (before.status, before.headers["access-control-allow-origin"]) == (204, site)
    got = server.ask(f"/sparql?query={quote(ALL)}", **asked)
    assert (got.status, got.headers["access-control-allow-origin"]) == (200, site)
    assert "Origin" in got.headers["vary"]


@pytest.mark.parametrize("path", ["/sparql?query=ASK%20%7B%7D", "/sparql", "/sparql?query=x", "/nothing", "/report"])
def test_no_answer_is_taken_for_what_it_is_not(path: str, server: Served) -> None:
    got = server.ask(path)
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in got.headers["content-security-policy"]
    assert "server" not in got.headers


# -- pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/sparql", "/sparql?query=ASK%20%7B%7D", "/entity/China", f"/id?iri={quote(vocab.term_iri('kg:urges'))}"],
)
def test_a_browser_gets_a_page_that_runs_no_script_of_others(path: str, server: Served) -> None:
    pages = pytest.importorskip("kg.web.pages")
    got = server.ask(path, Accept=BROWSER)
    assert (got.status, got.type) == (200, "text/html")
    assert got.headers["content-security-policy"] == pages.POLICY
    assert server.ask(f"{path}{'&' if '?' in path else '?'}format=nt", Accept=BROWSER).type != "text/html"
    assert server.ask("/sparql?format=html").type == "text/html"
    # What has no page is described all the same.
    assert server.ask("/ontology", Accept=BROWSER).status == 200


def test_the_sentences_of_a_row_and_the_names_of_a_query_are_told(server: Served) -> None:
    pytest.importorskip("kg.web.pages")
    terms = urlencode([("term", f"<{vocab.entity_iri(id)}>") for id in ("Kurt_Campbell", "Europe")])
    assert json.loads(server.ask(f"/sentences?{terms}").body)
    assert server.ask("/sentences?term=none").status == 400
    [found] = json.loads(server.ask("/check?query=ASK%20%7B%20%3Fx%20kg%3Asuports%20%3Fy%20%7D").body)
    assert found["nearest"] == "kg:supports"


def test_what_the_pages_are_made_of_may_be_kept(server: Served) -> None:
    pages = pytest.importorskip("kg.web.pages")
    for name, type in pages.ASSETS.items():
        got = server.ask(f"/assets/{name}")
        assert (got.status, got.headers["content-type"], got.body) == (200, type, pages.asset(name))
        assert "immutable" in got.headers["cache-control"]
    assert server.ask("/assets/none.js").status == 404
    assert server.ask("/favicon.ico").status == 204


# -- clients -------------------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_sparqlwrapper_understands_every_form(server: Served) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(server.endpoint)
    prologue = vocab.prologue()
    for method in (wrapper.GET, wrapper.POST):
        client.setMethod(method)
        for request in (wrapper.URLENCODED, wrapper.POSTDIRECTLY) if method == wrapper.POST else (wrapper.URLENCODED,):
            client.setRequestMethod(request)
            client.setQuery(prologue + SELECT)
            client.setReturnFormat(wrapper.JSON)
            rows = client.queryAndConvert()["results"]["bindings"]
            client.setReturnFormat(wrapper.XML)
            assert len(client.queryAndConvert().getElementsByTagName("result")) == len(rows) > 0
            client.setReturnFormat(wrapper.CSV)
            assert len(client.queryAndConvert().decode().split()) == len(rows) + 1
            client.setQuery(prologue + CONSTRUCT)
            for format in (wrapper.TURTLE, wrapper.RDFXML, wrapper.N3):
                client.setReturnFormat(format)
                assert client.queryAndConvert()
            client.setQuery(prologue + ASK)
            client.setReturnFormat(wrapper.JSON)
            assert client.queryAndConvert()["boolean"] is True
    client.setQuery("SELECT ?x {")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed):
        client.query()


def test_rdflib_asks_it_as_a_store(server: Served) -> None:
    import rdflib
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for method in ("GET", "POST", "POST_FORM"):
            graph = rdflib.Graph(SPARQLStore(server.endpoint, method=method))
            kg, china = rdflib.Namespace(vocab.PREFIXES["kg"]), rdflib.URIRef(vocab.entity_iri("China"))
            assert (china, rdflib.RDF.type, kg.Country) in graph
            assert [row.x for row in graph.query("SELECT ?x { ?x a kg:Country }", initNs={"kg": kg})]
            assert graph.query("ASK { ?x a kg:Country }", initNs={"kg": kg}).askAnswer
            assert len(graph.query("CONSTRUCT { ?x a kg:Country } { ?x a kg:Country }", initNs={"kg": kg}).graph or ())


# -- its beginning and its end -------------------------------------------------------------------------------------


def test_ctrl_c_ends_it_well_and_leaves_nothing(sample_folder: Path) -> None:
    with served(sample_folder) as server:
        keeper = server.keeper() if Path("/proc/self").exists() else None
        assert server.query(ASK).status == 200
    assert server.process.returncode == 0
    if keeper is not None:
        assert not Path(f"/proc/{keeper}").exists()


def test_each_request_is_a_line_of_the_log(sample_folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with served(sample_folder, "--log", str(log)) as server:
        server.query(SELECT, Authorization="secret")
        server.ask("/nothing?token=secret", Cookie="secret")
        server.ask(Host="evil.example")
    first, second, third = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    assert (first["method"], first["path"], first["status"], first["query"]) == ("POST", "/sparql", 200, SELECT)
    assert first["bytes"] > 0 < first["seconds"]
    assert re.fullmatch("[0-9a-f]{16}", first["sha256"])
    assert (second["status"], third["status"]) == (404, 421)
    assert "secret" not in log.read_text(encoding="utf-8")


def test_what_keeps_it_from_starting_is_told(sample_folder: Path, tmp_path: Path, kg: Kg) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = kg("serve", sample_folder, "--port", taken.getsockname()[1])
    assert ended.status == 2
    assert "--port 0" in ended.err
    assert "kg build PATH... -o" in kg("serve", tmp_path / "none").err
    assert "--log" in kg("serve", "--help").out
    ended = kg("serve", sample_folder, "--port", 0, "--log", tmp_path / "none" / "log")
    assert (ended.status, "cannot write the log" in ended.err) == (2, True)


def test_without_its_libraries_the_extra_is_named(sample_folder: Path) -> None:
    program = (
        "import sys; sys.modules['uvicorn'] = None\n"
        f"from kg.cli import run; run(['serve', {str(sample_folder)!r}, '--port', '0'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'kg-news[serve]'" in done.stderr


def test_the_limits_that_are_told_are_those_of_the_code() -> None:
    page = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
    usual = limits.Limits()
    for told in (
        f"| {usual.timeout:g} s | `--timeout",
        f"| {usual.memory // 10**6} MB | `--memory",
        f"| {usual.size // 10**6} MB | `--size",
        f"| {usual.places}, of them {usual.long_places} that take longer than a second | `--parallel",
        f"| {limits.LONGEST_QUEUE} |",
        f"| {limits.MOST_CONNECTIONS} |",
        f"| {limits.PATIENCE} s each |",
        f"{limits.LARGEST_BODY // 10**6} MB, {limits.LONGEST_ADDRESS // 1000} kB, {limits.LARGEST_HEADERS // 1000} kB",
        f"| {gate.LONGEST:,} characters",
    ):
        assert told in page
    options = {option.name: option.default for option in serve.params}
    assert options["timeout"] == usual.timeout
    assert (options["memory"], options["size"]) == (usual.memory // 10**6, usual.size // 10**6)
    assert (options["parallel"], options["host"]) == (usual.places, "127.0.0.1")


def test_the_help_needs_none_of_its_libraries() -> None:
    program = (
        "import sys, kg, kg.cli.serving, kg.web.server\n"
        "print(sorted({'starlette', 'uvicorn', 'h11', 'spacy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
