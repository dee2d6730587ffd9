"""A store on the web for tests: the Graph Store Protocol in memory, with faults where a test wants them.

    with FakeStore() as store:
        store.faults = [Fault(503), None, Fault(reset=True)]   # one for each request; then all goes well

It keeps what each request was, so that a test can say what was sent and what was not.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, urlsplit

REALM, NONCE = "store", "d41d8cd98f"


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request.

    Attributes:
        status: the answer, in place of the work.
        headers: of the answer.
        body: of the answer.
        reset: close the connection without a word.
        truncated: announce more than is sent.
        is_slow: wait for the end of the test.
        drips: send the answer letter by letter, until the end of the test.
        after: do the work, and only then go wrong.
    """

    status: int = 500
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    reset: bool = False
    truncated: bool = False
    is_slow: bool = False
    drips: bool = False
    after: bool = False


@dataclass(frozen=True)
class Request:
    """A request as it came.

    Attributes:
        method: of HTTP.
        graph: IRI of the graph, "" for the default one, None where none is named.
        headers: by their names in small letters.
        body: the whole.
    """

    method: str
    graph: str | None
    headers: Mapping[str, str]
    body: bytes


Answers = Callable[[Request], tuple[int, Mapping[str, str], bytes]]


class FakeStore:
    """The store; it stops at the end of the ``with``.

    Attributes:
        graphs: the lines of each graph.
        requests: all that came.
        faults: one for each request to come.
        has_default: whether it has a default graph.
        challenge: "Basic" or "Digest", where it asks who is there.
        answers: gives the answers in place of the Graph Store Protocol, where it is set.
    """

    user, password = "ann", "s3cret-é"

    def __init__(self) -> None:
        self.graphs: dict[str, set[bytes]] = {}
        self.requests: list[Request] = []
        self.faults: list[Fault | None] = []
        self.has_default = True
        self.challenge: str | None = None
        self.answers: Answers | None = None
        self.done = threading.Event()
        store = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                store._handle(self)

            do_GET = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 - the library's names

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/store"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self._server.shutdown()
        self._server.server_close()

    def sent(self, *methods: str) -> list[str]:
        """The graphs that requests of these methods named, in their order, but for the list of what was pushed."""
        return [
            request.graph
            for request in self.requests
            if request.method in methods and request.graph is not None and not request.graph.endswith("graph/pushed")
        ]

    def _handle(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        asked = parse_qs(urlsplit(handler.path).query, keep_blank_values=True)
        graph = "" if "default" in asked else asked.get("graph", [None])[0]
        request = Request(handler.command, graph, {k.lower(): v for k, v in handler.headers.items()}, body)
        self.requests.append(request)
        fault = self.faults.pop(0) if self.faults else None
        if fault is None or fault.after:
            answer = self._answer(request, handler.path)
        if fault is None:
            _send(handler, *answer)
        elif fault.is_slow:
            self.done.wait(30)
            handler.close_connection = True
        elif fault.drips:
            handler.close_connection = True
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nContent-Length: 9999\r\n\r\n")
            with suppress(OSError):
                while not self.done.wait(0.02):
                    handler.wfile.write(b"<")
        elif fault.reset:
            handler.close_connection = True
        elif fault.truncated:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nContent-Length: 99\r\n\r\n<a>")
            handler.close_connection = True
        else:
            _send(handler, fault.status, fault.headers, fault.body)

    def _answer(self, request: Request, path: str) -> tuple[int, Mapping[str, str], bytes]:
        if self.challenge and not self._knows(request, path):
            return 401, {"WWW-Authenticate": f'{self.challenge} realm="{REALM}", nonce="{NONCE}", qop="auth"'}, b""
        if self.answers is not None:
            return self.answers(request)
        if request.graph == "" and not self.has_default:
            return 500, {"Content-Type": "text/html"}, b"<html><title>x</title><p>no default graph</html>"
        graph, lines = str(request.graph), set(request.body.splitlines(keepends=True))
        match request.method:
            case "PUT":
                self.graphs[graph] = lines
            case "POST":
                self.graphs[graph] = self.graphs.get(graph, set()) | lines
            case _ if graph not in self.graphs:
                return 404, {}, b""
            case "GET":
                return 200, {"Content-Type": "application/n-triples"}, b"".join(sorted(self.graphs[graph]))
            case "DELETE":
                del self.graphs[graph]
        return 204, {}, b""

    def _knows(self, request: Request, path: str) -> bool:
        given = request.headers.get("authorization", "")
        if self.challenge == "Basic":
            import base64

            return given == "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        told = dict(re.findall(r'(\w+)="?([^",]*)"?', given))
        one = _md5(f"{self.user}:{REALM}:{self.password}")
        two = _md5(f"{request.method}:{path}")
        wanted = _md5(f"{one}:{NONCE}:{told.get('nc')}:{told.get('cnonce')}:auth:{two}")
        return given.startswith("Digest ") and told.get("response") == wanted


def _send(handler: BaseHTTPRequestHandler, status: int, headers: Mapping[str, str], body: bytes) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    if status != 204:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
