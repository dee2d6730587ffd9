"""``kg serve`` and those who ask too much: time, memory, size, slow clients, deaths, a graph that changes."""

from __future__ import annotations

import asyncio
import http.client
import os
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store
from serving import FORM, Got, Served, children, served

from kg.errors import QueryError
from kg.model.records import Knowledge
from kg.store import database
from kg.web.server import answers, app, guard, jobs, keeper
from kg.web.server import http as serving_http
from kg.web.server.answers import Job, Paper
from kg.web.server.keeper import Keeper
from kg.web.server.limits import LARGEST_BODY, Limits
from kg.work import disk

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="processes are watched on Linux only")

LIGHT = "SELECT ?x ?y { ?x kg:urges ?y }"
CROSS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
# Takes time and no memory.
LONG = f"SELECT (COUNT(*) AS ?n) {CROSS.replace('}', 'FILTER(STRLEN(CONCAT(STR(?a), STR(?d), STR(?g))) < 0) }')}"
# Take memory: rows that are sorted, and a text that grows.
LARGE = f"SELECT * {CROSS} ORDER BY ?c ?f"
GROWING = "SELECT (STRLEN(" + "REPLACE(" * 9 + "'a'" + ", 'a', 'aaaaaaaaaa')" * 9 + ") AS ?n) {}"
ENDLESS = f"SELECT * {CROSS}"
# Has a text of 30,000,000 characters in its hands for as long as it runs.
HOLDING = LONG.replace("{", "{ BIND(" + "REPLACE(" * 7 + "'aaa'" + ", 'a', 'aaaaaaaaaa')" * 7 + " AS ?text)", 1)


@pytest.fixture(scope="module")
def narrow(sample_folder: Path) -> Iterator[Served]:
    with served(sample_folder, "--timeout", "2.5", "--memory", "60", "--size", "1", "--parallel", "4") as found:
        yield found


def _together(work: list[Callable[[], Got]]) -> list[Got]:
    """What all give that run at the same time."""
    found: list[Got] = []
    threads = [threading.Thread(target=lambda one=one: found.append(one())) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@contextmanager
def _asking(server: Served, *queries: str) -> Iterator[list[Got]]:
    """Queries that run meanwhile."""
    found: list[Got] = []

    def ask(sparql: str) -> None:
        # The server may be ended meanwhile.
        with suppress(ConnectionError, http.client.HTTPException):
            found.append(server.query(sparql))

    threads = [threading.Thread(target=ask, args=(one,)) for one in queries]
    for thread in threads:
        thread.start()
    _until(lambda: bool(found) or len(server.queries()) >= min(len(queries), 4))
    yield found
    for thread in threads:
        thread.join()


def _until(holds: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.02)


# -- queries that ask too much -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        (LONG, "no answer within 2.5 seconds. Make the query narrower"),
        (LARGE, "of memory"),
        (GROWING, "of memory"),
        (ENDLESS, "more than 1 MB. Ask for less at a time, with LIMIT and OFFSET"),
    ],
    ids=["time", "sorting", "text", "size"],
)
def test_what_passes_a_limit_is_refused_whole_and_in_words(sparql: str, words: str, narrow: Served) -> None:
    got = narrow.query(sparql, "text/csv")
    assert (got.status, got.type) == (503, "text/plain")
    assert words in got.text
    _until(lambda: narrow.queries() == [])


def test_the_memory_of_all_queries_together_has_a_limit(sample_folder: Path) -> None:
    with served(sample_folder, "--memory", "135") as server, _asking(server, *[HOLDING] * 5) as found:
        _until(lambda: bool(found))
        server.process.kill()
        server.process.wait()
    assert found[0].status == 503
    assert "the queries that run need more than the 135 MB" in found[0].text


def test_an_answer_within_the_limit_is_never_cut(narrow: Served) -> None:
    rows = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 3000"
    table = narrow.query(rows, "text/csv")
    assert table.status == 200
    assert len(table.body) == int(table.headers["content-length"])
    assert table.body.count(b"\r\n") > 900


def test_a_short_query_is_answered_while_long_ones_run(narrow: Served) -> None:
    with _asking(narrow, *[LONG] * 4) as found:
        for _ in range(10):
            assert narrow.query(LIGHT).status == 200
            time.sleep(0.1)
    # Three may be long at a time; whoever is one too many is told to come again.
    assert [got.status for got in found] == [503] * 4
    assert [got.headers.get("retry-after") for got in found].count("5") == 1
    assert sum("no answer within" in got.text for got in found) == 3


def test_a_full_queue_is_told_with_a_time_to_come_again(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "LONGEST_QUEUE", 1)
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        try:
            Keeper(theirs, sample_folder, Limits(places=1)).run()
        finally:
            os._exit(0)
    theirs.close()
    with ours:
        assert keeper.REPORT.unpack(ours.recv(keeper.REPORT.size))[0] == keeper.READY
        end = time.monotonic() + 60
        jobs_given = [
            {"kind": "query", "query": LONG, "default_graphs": [], "named_graphs": [], "accept": "", "format": ""}
        ] * 4
        for number, job in enumerate(jobs_given, 1):
            with answers.posed({**job, "is_download": False}) as file:
                socket.send_fds(ours, [keeper.ORDER.pack(keeper.ASK, number, end)], [file.fileno()])
            if number == 1:
                _until(lambda: len(children(pid)) == 1)
        word, number, _ = keeper.REPORT.unpack(ours.recv(keeper.REPORT.size))
        assert (word, number) == (keeper.BUSY, 3)
        # Who asked no more is forgotten, and the next has his place.
        [first] = children(pid)
        ours.send(keeper.ORDER.pack(keeper.FORGET, 1, 0.0))
        _until(lambda: children(pid) not in ([first], []))
    # The server has gone: nothing is left.
    assert os.waitpid(pid, 0)[1] == 0


def test_a_query_ends_when_its_client_goes(sample_folder: Path) -> None:
    body = f"query={LONG.replace(' ', '+')}"
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
    with served(sample_folder, "--timeout", "600") as server:
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall((head + body).encode())
            _until(lambda: len(server.queries()) == 1)
        _until(lambda: server.queries() == [])


# -- deaths --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "status", "words"),
    [(signal.SIGKILL, 503, "killed (SIGKILL)"), (signal.SIGSEGV, 500, "ended its process (SIGSEGV)")],
)
def test_the_death_of_a_query_is_told_and_harms_no_other(number: int, status: int, words: str, narrow: Served) -> None:
    with _asking(narrow, LONG) as found:
        os.kill(narrow.queries()[0], number)
    assert found[0].status == status
    assert words in found[0].text
    assert narrow.query(LIGHT).status == 200


def test_the_keeper_is_started_again_when_it_dies(narrow: Served) -> None:
    before = narrow.keeper()
    with _asking(narrow, LONG) as found:
        running = narrow.queries()
        os.kill(before, signal.SIGKILL)
    assert found[0].status == 503
    got = narrow.query(LIGHT)
    assert (got.status, len(got.rows)) == (200, 2)
    assert narrow.keeper() != before
    _until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in running))


def test_nothing_lives_on_when_the_server_is_killed(sample_folder: Path) -> None:
    with served(sample_folder) as server:
        with _asking(server, LONG):
            living = [server.keeper(), *server.queries()]
            server.process.kill()
            server.process.wait()
        _until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in living))


# -- requests that are too large or too slow -----------------------------------------------------------------------


def test_a_body_that_is_only_announced_as_too_large_is_refused(narrow: Served) -> None:
    with socket.create_connection(("127.0.0.1", narrow.port), timeout=20) as connection:
        head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {FORM}\r\nContent-Length: 1000000000\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_is_too_large_is_refused_with_and_without_its_length(narrow: Served) -> None:
    body = b"query=" + b"a" * (LARGEST_BODY + 1_000_000)
    assert narrow.ask(method="POST", body=body, Content_Type=FORM).status == 413
    pieces = (body[at : at + 65536] for at in range(0, len(body), 65536))
    assert narrow.ask(method="POST", body=pieces, Content_Type=FORM).status == 413
    assert narrow.ask(method="POST", body=b"q", Content_Type=FORM, Content_Encoding="gzip").status == 415
    just = f"ASK {{}} #{'a' * (LARGEST_BODY - 8)}"
    assert narrow.ask(method="POST", body=just, Content_Type="application/sparql-query").status == 200


def test_addresses_and_headers_have_a_length(narrow: Served) -> None:
    assert narrow.ask(f"/sparql?query=ASK%7B%7D%23{'a' * 33_000}").status == 414
    assert narrow.ask(X_Long="a" * 65_000).status == 431
    try:
        got = narrow.ask(X_Long="a" * 1_000_000)
    except (ConnectionError, http.client.BadStatusLine):
        return
    assert got.status == 400


class _Instant:
    """An engine without a graph."""

    async def answer(self, job: Job) -> answers.Answer:
        file = answers.posed(job)
        paper = Paper(file.fileno(), 10_000)
        paper.clear()
        paper.write(b"here")
        paper.sign(200, {"content-type": "text/plain"})
        found = answers.read(file)
        assert found is not None
        return found


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[int]:
    """The port of a server in this process that waits for nobody longer than a moment."""
    for module in (app, serving_http, guard):
        monkeypatch.setattr(module, "PATIENCE", 0.3)
    monkeypatch.setattr(serving_http, "MOST_CONNECTIONS", 5)
    monkeypatch.setattr(serving_http, "MOST_SOCKETS", 8)
    bound = serving_http.listening("127.0.0.1", 0)
    ready = threading.Event()
    application = guard.Guard(app.application(_Instant(), tmp_path))  # type: ignore[arg-type]
    server = serving_http.server(application, ready.set)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[bound])))
    thread.start()
    assert ready.wait(20)
    yield bound.getsockname()[1]
    server.should_exit = True
    thread.join()


HALF = b"Content-Length: 9\r\n\r\nAS"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: local",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n" + HALF,
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + HALF,
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n\r\nGET /",
    ],
    ids=["nothing", "half a head", "half a body", "half a refused body", "half of a second request"],
)  # fmt: skip
def test_a_client_that_does_not_go_on_is_not_waited_for(sent: bytes, impatient: int) -> None:
    with socket.create_connection(("127.0.0.1", impatient), timeout=20) as connection:
        connection.sendall(sent)
        said = b""
        try:
            while piece := connection.recv(4096):
                said += piece
        except ConnectionResetError:
            pass
    if sent.endswith(b"\r\n\r\nAS") and b"sparql-query" in sent:
        assert said.startswith(b"HTTP/1.1 408 ")


def test_a_client_may_pause_between_two_requests(impatient: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", impatient, timeout=20)
    for _ in range(2):
        connection.request("GET", "/sparql?query=ASK%7B%7D")
        response = connection.getresponse()
        assert (response.status, response.read()) == (200, b"here")
        time.sleep(0.6)
    connection.close()


def test_connections_have_a_number(impatient: int) -> None:
    idle = [socket.create_connection(("127.0.0.1", impatient)) for _ in range(6)]
    try:
        connection = http.client.HTTPConnection("127.0.0.1", impatient, timeout=20)
        connection.request("GET", "/sparql?query=ASK%7B%7D")
        assert connection.getresponse().status == 503
        connection.close()
    finally:
        for one in idle:
            one.close()


# -- a graph that changes ------------------------------------------------------------------------------------------

DOCUMENTS = "SELECT ?d { ?d a kg:Document }"


def _fewer(knowledge: Knowledge) -> Knowledge:
    """The same without the last document."""
    *documents, gone = knowledge.documents
    statements = tuple(s for s in knowledge.statements if s.document != gone.id)
    fusion = replace(knowledge.fusion, events=(), disputes=())
    return replace(knowledge, documents=tuple(documents), statements=statements, fusion=fusion)


def test_the_graph_may_change_under_its_clients(sample: Knowledge, tmp_path: Path) -> None:
    states = [sample, _fewer(sample)]
    database.save(sample, tmp_path)
    statuses: Counter[int] = Counter()
    sizes: Counter[int] = Counter()
    with served(tmp_path) as server:

        def ask() -> Got:
            for _ in range(10):
                got = server.query(DOCUMENTS)
                statuses[got.status] += 1
                sizes[len(got.rows)] += 1
            return got

        changing = threading.Thread(target=lambda: [database.save(states[n % 2], tmp_path) for n in range(1, 6)])
        changing.start()
        _together([ask] * 6)
        changing.join()
        assert statuses == {200: 60}
        assert set(sizes) <= {2, 3}
        assert len(server.query(DOCUMENTS).rows) == 2
        database.save(sample, tmp_path)
        assert len(server.query(DOCUMENTS).rows) == 3
        # A folder that is gone takes nothing from those who ask.
        (tmp_path / ".kg").rename(tmp_path / "gone")
        assert len(server.query(DOCUMENTS).rows) == 3


class _Torn:
    """A store whose files are gone."""

    def quads_for_pattern(self, *_: object) -> Iterator[object]:
        return iter(())

    def query(self, *_: object, **__: object) -> object:
        raise OSError("No such file or directory")


def test_a_query_whose_graph_was_replaced_begins_anew_and_no_other(sample_folder: Path) -> None:
    job = {"kind": "query", "query": "ASK {}", "default_graphs": [], "named_graphs": [], "is_download": False}
    for revision, status in ((b"another", jobs.STALE), (None, jobs.DONE)):
        with answers.posed({**job, "accept": "", "format": ""}) as file:
            known = disk.revision(sample_folder) if revision is None else revision
            store: Store = _Torn()  # type: ignore[assignment]
            assert jobs.work(store, sample_folder, known, Paper(file.fileno(), 1000)) == status
            found = answers.read(file)
            assert (found.status if found else None) == (500 if revision is None else None)


def test_half_an_answer_is_none(tmp_path: Path) -> None:
    with answers.posed({"kind": "none"}) as file:
        assert answers.read(file) is None
        paper = Paper(file.fileno(), 100)
        paper.clear()
        paper.write(b"ab")
        assert answers.read(file) is None
        paper.sign(200, {})
        found = answers.read(file)
        assert found is not None
        assert (found.status, b"".join(found.chunks())) == (200, b"ab")
        with pytest.raises(answers.TooLargeError, match="LIMIT"):
            paper.write(b"a" * 100)


def test_a_fault_of_the_server_is_told_without_its_insides(tmp_path: Path) -> None:
    class Broken:
        async def answer(self, job: Job) -> answers.Answer:
            raise QueryError("the insides")

    sent: list[guard.Message] = []

    async def receive() -> guard.Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: guard.Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": "/sparql", "raw_path": b"/sparql", "query_string": b"query=ASK{}",
        "headers": [(b"host", b"localhost")], "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
        "scheme": "http", "root_path": "",
    }  # fmt: skip
    application = guard.Guard(app.application(Broken(), tmp_path))  # type: ignore[arg-type]
    asyncio.run(application(scope, receive, send))
    assert sent[0]["status"] == 500
    assert b"report it" in sent[1]["body"]
    assert b"insides" not in sent[1]["body"]
