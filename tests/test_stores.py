"""The graph in real stores: Oxigraph and Virtuoso hold after a push what is here, and answer as it does here."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Ended
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import RemoteError
from kg.model.records import Knowledge
from kg.store import database
from kg.store import query as queries
from kg.web import asking
from kg.web.access import Access
from kg.web.push import push
from kg.web.remote import Endpoint

Kg = Callable[..., Ended]

COUNTS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
OXIGRAPH = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
VIRTUOSO = shutil.which("virtuoso-t")
DBA = Access("dba", "dba")

VIRTUOSO_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 2000
MaxDirtyBuffers = 1500
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 40
"""


@pytest.fixture(scope="module")
def here(sample: Knowledge) -> Store:
    return database.memory(sample)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


@contextmanager
def running(command: Sequence[str], url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server, once it answers; it is ended with the ``with``."""
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        for _ in range(1500):
            if server.poll() is not None or answers(url):
                break
            time.sleep(0.02)
        if not answers(url):
            pytest.fail(f"{command[0]} does not answer: {(folder / 'server.log').read_text()[-500:]}")
        yield server
    finally:
        server.kill()
        server.wait()


def answers(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        opener.open(url, timeout=10).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True


def oxigraph(port: int, *options: str) -> list[str]:
    if OXIGRAPH is None:
        pytest.skip("the program oxigraph is not installed: pip install oxigraph")
    return [OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}", *options]


@pytest.fixture(scope="module")
def oxigraph_url(here: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An Oxigraph that holds the sample, its default graph too."""
    [port] = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    with running(oxigraph(port), url, tmp_path_factory.mktemp("oxigraph")):
        push(here, f"{url}/store", default_graph=True)
        yield f"{url}/query"


@pytest.fixture(scope="module")
def virtuoso_url(here: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Virtuoso that holds the sample."""
    if VIRTUOSO is None:
        pytest.skip("the program virtuoso-t is not installed: apt-get install virtuoso-opensource-7-bin")
    folder = tmp_path_factory.mktemp("virtuoso")
    sql, http = free_ports(2)
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(sql=sql, http=http))
    url = f"http://127.0.0.1:{http}"
    with running([VIRTUOSO, "+configfile", "virtuoso.ini", "+foreground"], f"{url}/sparql", folder):
        push(here, f"{url}/sparql-graph-crud-auth", access=DBA)
        yield f"{url}/sparql"


def counts(answer: Callable[[str], Sequence[tuple[object, ...]]]) -> dict[object, object]:
    """How many triples each graph of kg has, but for the list of what was pushed."""
    rows = {name: number for name, number in answer(COUNTS) if str(name).startswith(("doc:", "g:"))}
    rows.pop("g:pushed", None)
    return rows


def counts_at(url: str) -> dict[object, object]:
    with Endpoint(url) as endpoint:
        return counts(lambda sparql: endpoint.query(sparql).rows)


def counts_here(store: Store) -> dict[object, object]:
    return counts(lambda sparql: queries.query(store, sparql).rows)


def grown(store: Store, articles: int) -> Store:
    """The same graph with more articles."""
    other = Store()
    other.extend(store)
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for number in range(articles):
        node = NamedNode(f"https://kg.example/document/extra-{number}")
        other.add(Quad(node, label, Literal("extra"), node))
    return other


def test_oxigraph_has_as_many_triples_in_each_graph(here: Store, oxigraph_url: str) -> None:
    assert counts_at(oxigraph_url) == counts_here(here)


def test_oxigraph_answers_every_saved_question_as_the_graph_here(here: Store, oxigraph_url: str) -> None:
    with Endpoint(oxigraph_url) as endpoint:
        for question in queries.questions():
            ours, theirs = queries.ask(here, question.name), asking.ask(endpoint, question.name)
            assert theirs.columns == ours.columns
            assert sorted(map(str, theirs)) == sorted(map(str, ours)), question.name
        assert endpoint.notes == []


def test_a_server_that_is_killed_in_between_gets_the_rest(here: Store, tmp_path: Path) -> None:
    store = grown(here, 50)
    [port] = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    command = oxigraph(port, "--location", str(tmp_path / "store"))
    with running(command, url, tmp_path) as server:

        def killed(graphs: Sequence[str]) -> Iterator[str]:
            for number, graph in enumerate(graphs):
                if number == 30:
                    server.kill()
                    server.wait()
                yield graph

        with pytest.raises(RemoteError, match=r"broke off .* the same command goes on"):
            push(store, f"{url}/store", progress=killed, retries=0)
    with running(command, url, tmp_path):
        done = push(store, f"{url}/store")
        assert done.kept >= 20
        assert done.sent == len(counts_here(store)) - done.kept
        assert counts_at(f"{url}/query") == counts_here(store)
        assert push(here, f"{url}/store").removed == 50
        assert counts_at(f"{url}/query") == counts_here(here)


def test_virtuoso_has_as_many_triples_in_each_graph(here: Store, virtuoso_url: str) -> None:
    assert counts_at(virtuoso_url) == counts_here(here)


def test_virtuoso_takes_what_changed_and_lets_go_of_what_is_gone(here: Store, virtuoso_url: str) -> None:
    url = virtuoso_url.replace("/sparql", "/sparql-graph-crud-auth")
    assert push(here, url, access=DBA).sent == 0
    assert push(grown(here, 3), url, access=DBA).sent == 3
    assert counts_at(virtuoso_url) == counts_here(grown(here, 3))
    assert push(here, url, access=DBA, part=2000, all=True).removed == 3
    assert counts_at(virtuoso_url) == counts_here(here)


def test_virtuoso_wants_a_password(here: Store, virtuoso_url: str) -> None:
    with pytest.raises(RemoteError, match="status 401"):
        push(here, virtuoso_url.replace("/sparql", "/sparql-graph-crud-auth"), access=Access("dba", "wrong"))


@pytest.mark.parametrize("name", ["cq01", "cq12", "cq25", "cq31"])
def test_virtuoso_answers_saved_questions_as_the_graph_here(name: str, here: Store, virtuoso_url: str) -> None:
    with Endpoint(virtuoso_url) as endpoint:
        ours, theirs = queries.ask(here, name), asking.ask(endpoint, name)
    # Its default graph is the union of all, in which a fact of two articles stands twice.
    assert set(map(str, theirs)) == set(map(str, ours))


def test_virtuoso_answers_an_ask_and_gives_triples(virtuoso_url: str) -> None:
    with Endpoint(virtuoso_url) as endpoint:
        assert endpoint.query("ASK { e:Sweden kg:joined e:NATO }")
        assert not endpoint.query("ASK { e:Sweden kg:joined e:China }")
        assert ("e:Sweden", "kg:joined", "e:NATO") in endpoint.query("CONSTRUCT WHERE { ?x kg:joined ?y }").rows


def test_an_answer_that_virtuoso_cuts_is_told(virtuoso_url: str) -> None:
    with Endpoint(virtuoso_url) as endpoint:
        assert len(endpoint.query("SELECT ?s { GRAPH g:entities { ?s ?p ?o } }")) == 40
        assert endpoint.notes == ["the endpoint gives 40 rows at most, so that some may be missing"]


def test_the_command_asks_a_store_on_the_web(kg: Kg, oxigraph_url: str, sample_folder: Path) -> None:
    sparql = "SELECT ?y { e:Sweden kg:joined ?y }"
    assert kg("query", "--endpoint", oxigraph_url, sparql) == kg("query", sample_folder, sparql)
    assert kg("ask", "--endpoint", oxigraph_url, "cq12", "nato") == kg("ask", sample_folder, "cq12", "nato")
    ended = kg("query", "--endpoint", oxigraph_url, sparql, "--format", "json")
    assert json.loads(ended.out)["results"]["bindings"][0]["y"]["value"] == "https://kg.example/entity/NATO"
