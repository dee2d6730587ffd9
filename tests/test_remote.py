"""SPARQL put to an endpoint: what is sent, what is made of the answers, and what is refused before anything is sent."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import sample as made
from conftest import Ended
from fake_store import FakeStore, Fault, Request
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    serialize,
)

from kg.errors import InputError, NotFoundError, QueryError, RemoteError
from kg.model.records import Origin
from kg.store import database
from kg.store import query as queries
from kg.terms.namespaces import Namespaces
from kg.web import asking, client
from kg.web.remote import Endpoint, prologue

Kg = Callable[..., Ended]

JSON = "application/sparql-results+json"
BASE = "https://news.example/graph/"
JOINED = "SELECT ?y { e:Sweden kg:joined ?y }"


def answering(store: Store) -> Callable[[Request], tuple[int, Mapping[str, str], bytes]]:
    """The answers of a store to queries, without any prefix of its own."""

    def answer(request: Request) -> tuple[int, Mapping[str, str], bytes]:
        try:
            found = store.query(asked(request))
        except SyntaxError as error:
            return 400, {"Content-Type": "text/plain"}, str(error).encode()
        if isinstance(found, QuerySolutions | QueryBoolean):
            return 200, {"Content-Type": JSON}, found.serialize(format=QueryResultsFormat.JSON) or b""
        return 200, {"Content-Type": "text/turtle"}, serialize(found, format=RdfFormat.TURTLE) or b""

    return answer


def asked(request: Request) -> str:
    return parse_qs(request.body.decode())["query"][0]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.time, "sleep", lambda _: None)


@pytest.fixture(scope="module")
def here() -> Store:
    return database.memory(made.knowledge())


@pytest.fixture
def there(here: Store) -> Iterator[FakeStore]:
    with FakeStore() as store:
        store.answers = answering(here)
        yield store


def saying(there: FakeStore, body: bytes | str, type: str = JSON, status: int = 200, **headers: str) -> Endpoint:
    """The endpoint that gives this answer to everything."""
    data = body.encode() if isinstance(body, str) else body
    there.answers = lambda _: (status, {"Content-Type": type, **headers}, data)
    return Endpoint(there.url, base=BASE)


# -- what is sent ---------------------------------------------------------------------------------------------------


def test_an_endpoint_answers_as_the_graph_here(there: FakeStore, here: Store) -> None:
    for sparql in (JOINED, "ASK { e:Sweden kg:joined e:NATO }", "DESCRIBE e:NATO", "SELECT * { ?z kg:joined ?a }"):
        with Endpoint(there.url) as endpoint:
            ours, theirs = queries.query(here, sparql), endpoint.query(sparql)
        assert (theirs.kind, theirs.columns, sorted(map(str, theirs))) == (
            ours.kind,
            ours.columns,
            sorted(map(str, ours)),
        )


def test_the_prefixes_that_a_query_uses_are_declared_in_its_first_line() -> None:
    sparql = '# names\nPREFIX rel: <http://own/>\nSELECT * { ?x a kg:Person ; rel:a "e:b" . VALUES ?x { doc:a } }'
    assert prologue(sparql, Namespaces(BASE)) == (
        f"PREFIX doc: <{BASE}document/> PREFIX kg: <https://kg.example/ontology#> "
    )


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("DROP ALL", "DROP is refused"),
        ("", "empty"),
        ("SELECT * {" + "{" * 300 + "}" * 300 + "}", "deep"),
    ],
)
def test_what_is_refused_here_is_not_sent(sparql: str, words: str, there: FakeStore) -> None:
    with Endpoint(there.url) as endpoint, pytest.raises(QueryError, match=words):
        endpoint.query(sparql)
    assert there.requests == []


def test_the_prefixes_of_a_graph_with_a_base_of_its_own_are_those_of_the_endpoint(there: FakeStore) -> None:
    there.answers = answering(database.memory(dataclasses.replace(made.knowledge(), origin=Origin(base=BASE))))
    with Endpoint(there.url) as endpoint:
        assert endpoint.query(JOINED).rows == [("e:NATO",)]
        assert f"{BASE}entity/NATO".encode() in endpoint.query(JOINED).data
        assert asking.ask(endpoint, "cq12", ["nato"]).rows


def test_of_several_bases_one_is_named(there: FakeStore, here: Store) -> None:
    both = Store()
    both.extend(here)
    both.extend(database.memory(dataclasses.replace(made.knowledge(), origin=Origin(base=BASE))))
    there.answers = answering(both)
    with Endpoint(there.url) as endpoint:
        with pytest.raises(QueryError, match=f"several bases: https://kg.example/, {BASE}.* --base"):
            endpoint.query(JOINED)
        assert endpoint.query("ASK { ?x kg:joined ?y }")
    with Endpoint(there.url, base=BASE) as endpoint:
        assert f"{BASE}entity/NATO".encode() in endpoint.query(JOINED).data


def test_an_endpoint_without_a_graph_of_kg_is_asked_too(there: FakeStore) -> None:
    other = Store()
    other.add(Quad(NamedNode("http://a/a"), NamedNode("http://rdfs.org/ns/void#uriSpace"), Literal("not ours")))
    there.answers = answering(other)
    with Endpoint(there.url) as endpoint:
        assert endpoint.query("SELECT ?x { ?x ?p 'not ours' }").rows == [("http://a/a",)]
        assert endpoint.notes == []


def test_a_default_graph_that_does_not_hold_the_graph_is_told(there: FakeStore, here: Store) -> None:
    named = Store()
    named.extend(quad for quad in here if isinstance(quad.graph_name, NamedNode))
    there.answers = answering(named)
    with Endpoint(there.url) as endpoint:
        assert not endpoint.query(JOINED)
        [note] = endpoint.notes
    assert "a query without GRAPH finds nothing" in note


# -- what is made of the answers ------------------------------------------------------------------------------------


def test_a_query_that_does_not_parse_is_told_in_the_users_lines(there: FakeStore) -> None:
    with Endpoint(there.url) as endpoint:
        with pytest.raises(QueryError, match=r"^line 2, column 15: the query does not parse, found '}'"):
            endpoint.query("SELECT ?x {\n ?x kg:joined }")
        with pytest.raises(QueryError, match="line 1, column 21: unknown prefix 'foo'"):
            endpoint.query("ASK { e:a kg:b foo:c }")


def test_an_error_of_the_endpoint_is_told_in_its_first_words(there: FakeStore) -> None:
    words = f"Parse error at 1:{len(prologue(JOINED, Namespaces(BASE))) + 8}: no\x1b[2J {'such ' * 900}"
    with saying(there, words, "text/plain", 400) as endpoint, pytest.raises(QueryError) as refused:
        endpoint.query(JOINED)
    assert str(refused.value).startswith("the endpoint refuses the query: Parse error at 1:8: no\\x1b[2J such such")
    assert len(str(refused.value)) < 400
    failing = saying(there, "<h1>Too</h1><p>slow", "text/html", 500)
    with failing, pytest.raises(RemoteError, match="status 500: Too slow"):
        failing.query(JOINED)


@pytest.mark.parametrize(
    ("body", "type"),
    [
        ("<h1>Welcome</h1>", "text/html"),
        ("{", JSON),
        ("{}", JSON),
        ("[]", JSON),
        ("null", JSON),
        ("[" * 100_000, JSON),
        ('{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": 1}]}}', JSON),
        ('{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "no iri"}}]}}', JSON),
        (b'{"head": {"vars": ["\xff"]}, "results": {"bindings": []}}', JSON),
    ],
    ids=["page", "cut", "empty", "list", "null", "deep", "cell", "iri", "not UTF-8"],
)
def test_an_answer_that_cannot_be_read_is_no_empty_answer(body: str | bytes, type: str, there: FakeStore) -> None:
    with saying(there, body, type) as endpoint, pytest.raises(RemoteError, match="no answer to a query"):
        endpoint.query(JOINED)


@pytest.mark.parametrize(("body", "type"), [("<a> <b", "text/turtle"), ("x", "text/html")])
def test_triples_that_cannot_be_read_are_no_empty_answer(body: str, type: str, there: FakeStore) -> None:
    with saying(there, body, type) as endpoint, pytest.raises(RemoteError, match="no answer to a query"):
        endpoint.query("DESCRIBE e:NATO")


def test_terms_as_virtuoso_writes_them_are_read(there: FakeStore) -> None:
    number = "http://www.w3.org/2001/XMLSchema#integer"
    row = {
        "x": {"type": "bnode", "value": "nodeID://b1"},
        "y": {"type": "typed-literal", "datatype": number, "value": "3"},
    }
    body = {"head": {"link": [], "vars": ["x", "y"]}, "results": {"distinct": False, "bindings": [row, row]}}
    with saying(there, json.dumps(body)) as endpoint:
        result = endpoint.query("SELECT ?x ?y { ?x ?p ?y }")
    assert len({row[0] for row in result}) == 1
    assert result.rows[0][1] == 3
    assert len(result.serialize("csv").splitlines()) == 3


def test_an_answer_larger_than_allowed_is_given_up(there: FakeStore) -> None:
    there.answers = lambda _: (200, {"Content-Type": JSON}, b" " * 2_000_000)
    with Endpoint(there.url, base=BASE, memory=1_000_000) as endpoint, pytest.raises(RemoteError, match="1 MB"):
        endpoint.query(JOINED)


def test_what_the_endpoint_says_beside_an_answer_is_told(there: FakeStore) -> None:
    body = '{"head": {}, "boolean": true}'
    for header, notes in (('["no e:Chna"]', ["no e:Chna"]), ("{", []), ('{"a": 1}', []), ("[1]", [])):
        with saying(there, body, **{"X-KG-Warning": header}) as endpoint:
            assert endpoint.query(JOINED)
            assert endpoint.notes == notes


def test_a_busy_endpoint_is_asked_again_within_the_time(there: FakeStore) -> None:
    there.faults = [Fault(503, {"Retry-After": "1"}), None, Fault(reset=True), None]
    with Endpoint(there.url) as endpoint:
        assert endpoint.query(JOINED).rows == [("e:NATO",)]
    there.faults = [Fault(503, {"Retry-After": "30"})]
    with Endpoint(there.url, timeout=5) as endpoint, pytest.raises(RemoteError, match="within 5 seconds"):
        endpoint.query(JOINED)


def test_a_silent_endpoint_is_given_up_in_time(there: FakeStore) -> None:
    there.faults = [Fault(is_slow=True)]
    with (
        Endpoint(there.url, timeout=0.2) as endpoint,
        pytest.raises(RemoteError, match=r"within 0.2 seconds.*--timeout"),
    ):
        endpoint.query(JOINED)
    with pytest.raises(InputError, match="above 0"):
        Endpoint(there.url, timeout=0)


# -- saved questions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["NATO", "nato", "e:Kurt_Campbell", "<https://kg.example/entity/Kurt_Campbell>"])
def test_an_argument_is_found_as_in_the_graph_here(given: str, there: FakeStore, here: Store) -> None:
    with Endpoint(there.url) as endpoint:
        assert sorted(asking.ask(endpoint, "cq12", [given])) == sorted(queries.ask(here, "cq12", [given]))


def test_an_entity_is_found_by_an_id_that_is_not_like_its_name(there: FakeStore, here: Store) -> None:
    renamed = Store()
    renamed.extend(here)
    graph, label = NamedNode("https://kg.example/graph/entities"), "http://www.w3.org/2000/01/rdf-schema#label"
    renamed.add(Quad(NamedNode("https://kg.example/entity/Q7184"), NamedNode(label), Literal("Alliance"), graph))
    there.answers = answering(renamed)
    with Endpoint(there.url) as endpoint:
        assert asking.ask(endpoint, "cq12", ["e:q7184"]).rows == []


@pytest.mark.parametrize(
    ("name", "args", "words"),
    [
        ("cq12", ["Nata"], "no entity 'Nata'; nearest is 'NATO'"),
        ("cq12", ['"\\x'], "no entity"),
        ("cq12", ["China", "more"], "takes no argument 'more'"),
        ("cq53", ["kg:detans"], "no relation 'kg:detans'"),
        ("cq53", ["rel:nothing_like_it"], "no relation"),
        ("cq99", [], "no saved question 'cq99'"),
    ],
)
def test_an_argument_that_names_nothing_is_told(name: str, args: list[str], words: str, there: FakeStore) -> None:
    with Endpoint(there.url) as endpoint, pytest.raises((NotFoundError, InputError), match=re.escape(words)):
        asking.ask(endpoint, name, args)


def test_documents_and_open_relations_are_looked_up_there(
    there: FakeStore, here: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sparql = "SELECT ?g { GRAPH ?g { ?doc a kg:Document } FILTER(BOUND(?how)) }"
    parameters = (queries.Parameter("doc", "document", None), queries.Parameter("how", "relation", None))
    question = queries.Question("own-question", "Own?", parameters, sparql)
    monkeypatch.setattr(queries, "questions", lambda: [question])
    relation = min(queries.names_of(here, "rel"))
    with Endpoint(there.url) as endpoint:
        assert asking.ask(endpoint, "own", [made.CAPRI, f"rel:{relation}"]).rows == [(f"doc:{made.CAPRI}",)]
        with pytest.raises(NotFoundError, match="no document 'nowhere'"):
            asking.ask(endpoint, "own", ["nowhere"])


# -- the commands ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["table", "json", "csv", "tsv", "xml"])
def test_query_writes_an_endpoints_answer_in_every_format(
    form: str, kg: Kg, there: FakeStore, sample_folder: Path
) -> None:
    theirs = kg("query", "--endpoint", there.url, JOINED, "--format", form)
    assert (theirs.status, theirs.err) == (0, "")
    assert theirs == kg("query", sample_folder, JOINED, "--format", form)


def test_query_tells_a_term_that_the_ontology_does_not_have(kg: Kg, there: FakeStore) -> None:
    ended = kg("query", "--endpoint", there.url, "SELECT ?x { ?x kg:suports e:Somebody }")
    assert ended.status == 0
    assert ended.err == "kg: no term kg:suports in the ontology; nearest is kg:supports\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query"], "Missing argument 'DIR'"),
        (["query", "out"], "Missing argument 'SPARQL'"),
        # Who gives the query alone has forgotten the folder.
        (["query", "ASK {}"], "Missing argument 'DIR'"),
        (["query", "--endpoint", "URL"], "Missing argument 'SPARQL'"),
        (["query", "--endpoint", "URL", "out", "ASK {}"], "leave 'out' out"),
        (["query", "--endpoint", "nowhere", "ASK {}"], "no address of a server: 'nowhere'"),
        (["query", "--endpoint", "URL", "--base", "x", "ASK {}"], "no base for IRIs"),
        (["ask"], "Missing argument 'DIR'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_says_what_is_missing(arguments: list[str], words: str, kg: Kg, there: FakeStore) -> None:
    ended = kg(*(there.url if word == "URL" else word for word in arguments))
    assert ended.status == 2
    assert words in ended.err
    assert there.requests == []


def test_the_questions_are_listed_without_asking_the_endpoint(kg: Kg, there: FakeStore) -> None:
    assert "cq01-who-urges-whom" in kg("ask", "--endpoint", there.url).out
    assert there.requests == []


def test_who_only_asks_is_told_no_password_of_who_writes(
    kg: Kg, there: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_PUSH_TOKEN", "t0ken")
    assert kg("query", "--endpoint", there.url, JOINED).status == 0
    assert all("authorization" not in request.headers for request in there.requests)
    monkeypatch.setenv("KG_QUERY_TOKEN", "an0ther")
    assert kg("query", "--endpoint", there.url, JOINED).status == 0
    assert there.requests[-1].headers["authorization"] == "Bearer an0ther"
