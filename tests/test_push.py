"""The graph sent to a store on the web: what is there then, what is sent again, and what goes wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from conftest import Ended
from fake_store import FakeStore, Fault
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.errors import InputError, RemoteError
from kg.graph import Graph
from kg.model.records import Knowledge
from kg.store import database
from kg.web import access, client, manifest
from kg.web import push as pushing
from kg.web.access import Access
from kg.web.push import push

Kg = Callable[..., Ended]

MANIFEST = "https://kg.example/graph/pushed"
EXTRA = "https://kg.example/document/extra"
ANN = Access(FakeStore.user, FakeStore.password)


@pytest.fixture
def there() -> Iterator[FakeStore]:
    with FakeStore() as store:
        yield store


@pytest.fixture
def here(sample: Knowledge) -> Store:
    return database.memory(sample)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What servers asked for, in place of the pauses."""
    asked: list[str | None] = []
    monkeypatch.setattr(client.Client, "_pause", lambda _self, _tries, wish: asked.append(wish))
    return asked


def lines(store: Store, graph: str) -> set[bytes]:
    written = store.dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph))
    return set((written or b"").splitlines(keepends=True))


def named(store: Store) -> list[str]:
    return sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))


def with_extra(store: Store, words: str = "more") -> Store:
    """The same graph with one article more."""
    other = Store()
    other.extend(store)
    other.add(
        Quad(
            NamedNode(EXTRA), NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), Literal(words), NamedNode(EXTRA)
        )
    )
    return other


def assert_same(there: FakeStore, here: Store) -> None:
    assert {graph: found for graph, found in there.graphs.items() if graph != MANIFEST} == {
        graph: lines(here, graph) for graph in named(here)
    }


# -- what is there then ---------------------------------------------------------------------------------------------


def test_each_named_graph_is_there_with_its_triples(there: FakeStore, here: Store) -> None:
    done = push(here, there.url)
    assert_same(there, here)
    assert (done.sent, done.kept, done.removed) == (len(named(here)), 0, 0)
    assert done.triples == sum(len(lines(here, graph)) for graph in named(here))


def test_no_graph_of_kg_has_blank_nodes_so_that_triples_may_be_sent_twice(here: Store) -> None:
    assert not any(
        b"_:" in line.replace(b'"', b" _").split(b" _")[0] for graph in named(here) for line in lines(here, graph)
    )


def test_a_second_push_sends_nothing(there: FakeStore, here: Store) -> None:
    push(here, there.url)
    there.requests.clear()
    done = push(here, there.url)
    assert (done.sent, done.kept, done.triples) == (0, len(named(here)), 0)
    assert [request.method for request in there.requests] == ["GET"]


def test_a_store_in_memory_and_one_on_disk_are_the_same_graph(
    there: FakeStore, here: Store, sample_folder: Path
) -> None:
    push(here, there.url)
    assert push(database.load(sample_folder), there.url).sent == 0


def test_only_what_changed_is_sent(there: FakeStore, here: Store) -> None:
    push(with_extra(here, "first"), there.url)
    there.requests.clear()
    push(with_extra(here, "second"), there.url)
    assert there.sent("PUT", "POST", "DELETE") == [EXTRA]
    assert_same(there, with_extra(here, "second"))


def test_an_article_that_is_gone_is_deleted_and_graphs_of_others_stay(there: FakeStore, here: Store) -> None:
    others = "https://kg.example/document/of-somebody-else"
    there.graphs[others] = {b"<http://a/a> <http://a/b> <http://a/c> .\n"}
    push(with_extra(here), there.url)
    assert push(here, there.url).removed == 1
    assert EXTRA not in there.graphs
    assert there.graphs.pop(others)
    assert_same(there, here)


def test_a_graph_that_was_loaded_by_hand_is_put_anew(there: FakeStore, here: Store) -> None:
    there.graphs[named(here)[0]] = {b"<http://a/a> <http://a/b> <http://a/c> .\n"}
    push(here, there.url)
    assert_same(there, here)


def test_all_is_sent_again_where_it_is_asked_for(there: FakeStore, here: Store) -> None:
    push(here, there.url)
    there.graphs[named(here)[0]].clear()
    assert push(here, there.url, all=True).sent == len(named(here))
    assert_same(there, here)


def test_a_graph_larger_than_a_part_is_put_and_added_to(there: FakeStore, here: Store) -> None:
    push(here, there.url, part=1000)
    assert_same(there, here)
    assert len(there.sent("POST")) > len(named(here))
    assert max(len(request.body) for request in there.requests if request.graph != MANIFEST) < 8000


def test_another_graph_of_the_same_base_is_not_replaced_unasked(there: FakeStore, here: Store) -> None:
    other = Store()
    other.extend(
        quad
        for quad in with_extra(here)
        if quad.graph_name in (NamedNode(EXTRA), NamedNode("https://kg.example/graph/entities"))
    )
    push(here, there.url)
    with pytest.raises(InputError, match=r"another graph of the base 'https://kg.example/'.* --replace"):
        push(other, there.url)
    assert_same(there, here)
    push(other, there.url, replace=True)
    assert_same(there, other)


def test_the_default_graph_is_put_where_asked_and_renewed_from_then_on(there: FakeStore, here: Store) -> None:
    push(here, there.url)
    assert "" not in there.graphs
    push(here, there.url, default_graph=True)
    union = there.graphs[""]
    assert len(union) == sum(1 for _ in here.quads_for_pattern(None, None, None, None)) - sum(
        len(lines(here, graph)) for graph in named(here)
    )
    there.requests.clear()
    assert push(here, there.url).sent == 0
    there.graphs[""] = set()
    push(here, there.url, all=True)
    assert there.graphs[""] == union
    push(here, there.url, default_graph=False)
    assert "" not in there.graphs
    assert_same(there, here)


def test_a_store_without_a_default_graph_is_left_as_it_was(there: FakeStore, here: Store) -> None:
    push(here, there.url)
    there.has_default = False
    with pytest.raises(RemoteError, match=r"writing <.*> with status 500: no default graph\."):
        push(here, there.url, default_graph=True)
    assert push(here, there.url).sent == 0


# -- ended in between -----------------------------------------------------------------------------------------------


def test_a_push_that_was_ended_goes_on_where_it_was(
    there: FakeStore, here: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "_GRAPHS", 1)

    def ended(graphs: Sequence[str]) -> Iterator[str]:
        yield from graphs[:2]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(here, there.url, progress=ended)
    first = there.sent("PUT")
    there.requests.clear()
    push(here, there.url)
    assert len(first) == 2
    assert there.sent("PUT") == [graph for graph in named(here) if graph not in first]
    assert_same(there, here)


def test_a_graph_that_came_in_part_is_sent_again(there: FakeStore, here: Store) -> None:
    there.faults = [None, None, None, None, Fault(500)]
    with pytest.raises(RemoteError, match="the same command goes on"):
        push(here, there.url, part=1000)
    [graph] = set(there.sent("PUT"))
    assert there.graphs[graph] < lines(here, graph)
    push(here, there.url, part=1000)
    assert_same(there, here)


def test_a_graph_of_an_ended_push_is_deleted_when_its_article_is_gone(there: FakeStore, here: Store) -> None:
    def ended(graphs: Sequence[str]) -> Iterator[str]:
        yield EXTRA
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(with_extra(here), there.url, progress=ended)
    assert EXTRA in there.graphs
    push(here, there.url, replace=True)
    assert_same(there, here)


def test_two_digests_of_one_graph_are_not_believed() -> None:
    body = manifest.triples(MANIFEST, {"http://a/a": "00", "http://a/b": "11"}) + manifest.whole({"http://a/a": "22"})
    assert manifest.read(body, manifest.TYPE) == {"http://a/a": "", "http://a/b": "11"}


# -- servers that fail ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        Fault(503, {"Retry-After": "7"}),
        Fault(429, {"Retry-After": "7"}),
        Fault(502),
        Fault(reset=True),
        Fault(reset=True, after=True),
        Fault(truncated=True),
    ],
    ids=["503", "429", "502", "reset", "reset after the work", "truncated"],
)
def test_a_request_that_fails_for_now_is_sent_again(
    fault: Fault, there: FakeStore, here: Store, pauses: list[str | None]
) -> None:
    push(with_extra(here), there.url)
    there.faults = [None, *[fault] * 2, None, fault]
    push(here, there.url)
    assert_same(there, here)
    assert pauses == [fault.headers.get("Retry-After")] * 3


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(503), "status 503. It is busy"),
        (Fault(reset=True), "broke off 3 times"),
        (Fault(truncated=True), "broke off"),
    ],
    ids=["busy", "reset", "truncated"],
)
def test_patience_has_an_end(fault: Fault, words: str, there: FakeStore, here: Store) -> None:
    there.faults = [None, *[fault] * 9]
    with pytest.raises(RemoteError, match=words):
        push(here, there.url, retries=2)
    assert len(there.requests) == 4


def test_a_server_is_left_alone_as_long_as_it_asks_but_no_longer_than_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    slept: list[float] = []
    monkeypatch.setattr(client.time, "sleep", slept.append)
    asking = client.Client("http://localhost/")
    for tries, asked in enumerate(("7", "86400", "no time", None, None), 1):
        asking._pause(tries, asked)
    assert slept == [7, 60, 0, 4, 8]


def test_a_server_that_does_not_answer_is_given_up(there: FakeStore, here: Store) -> None:
    there.faults = [Fault(is_slow=True)]
    with pytest.raises(RemoteError, match=r"no whole answer .* within 0.2 seconds.* --timeout"):
        push(here, there.url, timeout=0.2)
    assert len(there.requests) == 1


def test_an_answer_that_drips_is_given_up_in_time(there: FakeStore) -> None:
    there.faults = [Fault(drips=True)]
    with client.Client(there.url, whole=0.3) as asking, pytest.raises(RemoteError, match=r"within 0.3 seconds"):
        asking.send("GET")


def test_a_server_that_is_not_there_is_told_at_once(here: Store, pauses: list[str | None]) -> None:
    with FakeStore() as gone:
        pass
    with pytest.raises(RemoteError, match="cannot be reached: Connection refused"):
        push(here, gone.url)
    assert pauses == []


def test_no_proxy_is_asked_for_the_way_to_this_machine(
    there: FakeStore, here: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    push(here, there.url)
    assert_same(there, here)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "the address for graphs"),
        (403, "give it the right"),
        (404, "docs/stores.md"),
        (405, "docs/stores.md"),
        (413, "--part"),
        (415, "takes no N-Triples"),
        (500, "log"),
        (507, "no room"),
    ],
)
def test_each_refusal_has_its_remedy(status: int, words: str, there: FakeStore, here: Store) -> None:
    there.faults = [None, Fault(status, {"Content-Type": "text/plain"}, b"bad\x1b[2J luck")]
    with pytest.raises(RemoteError, match=f"status {status}") as refused:
        push(here, there.url)
    assert words in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_a_web_page_in_place_of_triples_is_told(there: FakeStore, here: Store) -> None:
    there.faults = [Fault(200, {"Content-Type": "text/html"}, b"<h1>Welcome</h1>")]
    with pytest.raises(RemoteError, match="text/html in place of RDF"):
        push(here, there.url)


# -- who asks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["Basic", "Digest"])
def test_a_password_is_told_when_the_server_asks(scheme: str, there: FakeStore, here: Store) -> None:
    there.challenge = scheme
    push(here, there.url, access=ANN)
    assert_same(there, here)
    assert "authorization" not in there.requests[0].headers
    assert all(FakeStore.password not in value for request in there.requests for value in request.headers.values())


def test_a_token_is_told_at_once(there: FakeStore, here: Store) -> None:
    push(here, there.url, access=Access(token="t0ken"))
    assert {request.headers["authorization"] for request in there.requests} == {"Bearer t0ken"}


@pytest.mark.parametrize("scheme", ["Basic", "Digest"])
def test_a_wrong_password_is_told_without_it(scheme: str, there: FakeStore, here: Store) -> None:
    there.challenge = scheme
    with pytest.raises(RemoteError, match=r"status 401.*KG_PUSH_PASSWORD") as refused:
        push(here, there.url, access=Access("ann", "wr0ng"))
    assert "wr0ng" not in str(refused.value) + repr(Access("ann", "wr0ng", "wr0ng"))


def test_a_password_that_is_taken_no_more_is_not_told_twice(there: FakeStore) -> None:
    there.challenge = "Basic"
    with client.Client(there.url, ANN) as asking:
        assert asking.send("GET").status == 404
        there.requests.clear()
        there.faults = [Fault(401, {"WWW-Authenticate": "Basic"})]
        assert asking.send("GET").status == 401
    assert len(there.requests) == 1


def test_who_tells_nothing_is_told_how(there: FakeStore, here: Store) -> None:
    there.challenge = "Basic"
    with pytest.raises(RemoteError, match=r"status 401.* set KG_PUSH_USER"):
        push(here, there.url)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_is_sent_where_a_redirect_leads(status: int, there: FakeStore, here: Store) -> None:
    with FakeStore() as elsewhere:
        there.faults = [Fault(status, {"Location": f"{elsewhere.url}?token=x"})]
        with pytest.raises(RemoteError, match=f"leads to another address, '{elsewhere.url}'"):
            push(here, there.url, access=Access(token="t0ken"))
        assert elsewhere.requests == []


def test_credentials_go_over_plain_http_to_this_machine_only() -> None:
    for url in ("http://localhost/", "http://127.0.0.2:80/", "http://[::1]/", "https://store.example/"):
        client.Client(url, ANN)
    client.Client("http://store.example/")
    client.Client("http://store.example/", ANN, insecure=True)
    for url in ("http://store.example/", "http://10.0.0.1/", "http://localhost.example/"):
        with pytest.raises(InputError, match="https address, or --insecure"):
            client.Client(url, ANN)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://ann:s3cret@store.example/", "holds a name or a password"),
        ("ftp://store.example/", "no address of a server"),
        ("store.example", "no address of a server"),
        ("http://store.example:port/", "no address of a server"),
        ("http:///store", "no address of a server"),
        ("http://store.example/a b", "no address of a server"),
        ("http://store.example/#part", "behind #"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(url: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        access.address(url)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"KG_PUSH_USER": "ann"}, "KG_PUSH_PASSWORD"),
        ({"KG_PUSH_TOKEN": "s3cret\n"}, "KG_PUSH_TOKEN holds"),
        ({"KG_PUSH_USER": "a\nb", "KG_PUSH_PASSWORD": "s3cret"}, "KG_PUSH_USER"),
    ],
    ids=["no password", "token", "name"],
)
def test_credentials_that_cannot_be_used_are_told_without_them(environment: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        access.access("KG_PUSH", environment)
    assert "s3cret" not in str(refused.value)


# -- the command ----------------------------------------------------------------------------------------------------


def test_push_tells_what_it_did_and_takes_credentials_from_the_environment(
    kg: Kg, there: FakeStore, sample_folder: Path, here: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.challenge = "Basic"
    monkeypatch.setenv("KG_PUSH_PASSWORD", FakeStore.password)
    ended = kg("push", sample_folder, "--to", there.url, "--user", FakeStore.user)
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.startswith(f"kg: sent {len(named(here))} graphs with ")
    assert_same(there, here)


def test_push_ends_with_2_where_the_store_refuses(kg: Kg, there: FakeStore, sample_folder: Path) -> None:
    there.faults = [None, Fault(403)]
    ended = kg("push", sample_folder, "--to", there.url)
    assert ended.status == 2
    assert "status 403" in ended.err
    assert "Traceback" not in ended.err


def test_a_graph_in_python_is_pushed_too(there: FakeStore, sample: Knowledge, here: Store) -> None:
    there.challenge = "Digest"
    assert Graph(sample).push(there.url, user=FakeStore.user, password=FakeStore.password).sent == len(named(here))
    assert_same(there, here)
