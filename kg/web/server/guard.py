"""What every request passes: whose name it calls, how large it is, where it comes from; and what every response says.

Whoever can make a browser ask this server, from any page, must not learn what the graph holds. A page under a name of
its own that leads here (DNS rebinding) gives that name as Host; a page of another origin may send a request, but its
browser keeps the answer from it, as no header allows it; and what it only embeds is refused.
"""

from __future__ import annotations

import asyncio
import hashlib
import ipaddress
import json
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TextIO
from urllib.parse import urlsplit

from kg.web.server.limits import LARGEST_HEADERS, LONGEST_ADDRESS, PATIENCE
from kg.web.server.protocol import RefusedError
from kg.work.terminal import complain

Message = MutableMapping[str, Any]  # Any: what ASGI sends
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

FAULT = "a bug in kg, please report it; the server's log has more"

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
    "vary": "Accept, Origin",
    # For whatever a browser shows that is no page of ours.
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}


@dataclass(frozen=True)
class Guard:
    """An application behind the checks.

    Attributes:
        app: the application.
        hosts: names under which the server may be called, beside the loopback and the address it is reached at.
        origins: origins whose pages may read the answers, as ``https://yasgui.example``.
        log: where each request is told, as a line of JSON; None tells of faults alone, on standard error.
    """

    app: App
    hosts: frozenset[str] = field(default_factory=frozenset)
    origins: frozenset[str] = field(default_factory=frozenset)
    log: TextIO | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        since = time.monotonic()
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        response = _Response(send, self._added(headers))
        fault = ""
        try:
            self._check(scope, headers)
            if scope["method"] == "OPTIONS":
                await response.plain(204, "", self._preflight(headers))
            else:
                await self.app(scope, receive, response)
        except RefusedError as refusal:
            await response.plain(refusal.status, refusal.message, refusal.headers)
        except (TimeoutError, ConnectionError):
            # The client took no more of its answer; what sends it then closes the connection.
            if not response.is_whole:
                raise
        except Exception as error:  # whatever is wrong with one request, the next is answered
            fault = repr(error)
            if not response.status:
                await response.plain(500, FAULT, {})
            elif not response.is_whole:
                raise
        finally:
            self._tell(scope, response, time.monotonic() - since, fault)

    # -- checks ----------------------------------------------------------------------------------------------------

    def _check(self, scope: Scope, headers: dict[str, str]) -> None:
        server = scope.get("server") or ("", 0)
        if not self._is_ours(headers.get("host", ""), server[0] or ""):
            raise RefusedError(
                421, "this server is not called by that name. Start it with --allow-host NAME, if it should be"
            )
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            raise RefusedError(414, f"the address has more than {LONGEST_ADDRESS:,} bytes. Send the query by POST")
        if sum(len(name) + len(value) for name, value in scope["headers"]) > LARGEST_HEADERS:
            raise RefusedError(431, f"the headers have more than {LARGEST_HEADERS:,} bytes")
        is_embedded = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"
        if is_embedded and headers.get("origin") not in self.origins:
            raise RefusedError(
                403, "pages of other sites may not ask this server. Start it with --allow-origin ORIGIN, if they should"
            )

    def _is_ours(self, host: str, address: str) -> bool:
        """Whether the Host of a request is a name of this server, with any port."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        # An address cannot be made to lead elsewhere, as a name can.
        return name in _LOOPBACK or name in self.hosts or (bool(name) and _same_address(name, address))

    def _added(self, headers: dict[str, str]) -> dict[str, str]:
        origin = headers.get("origin", "")
        if origin not in self.origins:
            return _SAFE
        return {**_SAFE, "access-control-allow-origin": origin, "access-control-expose-headers": "X-KG-Warning"}

    def _preflight(self, headers: dict[str, str]) -> dict[str, str]:
        allowed = {"allow": "GET, HEAD, POST, OPTIONS"}
        if headers.get("origin", "") in self.origins:
            allowed |= {
                "access-control-allow-methods": "GET, HEAD, POST",
                "access-control-allow-headers": "Accept, Content-Type",
                "access-control-max-age": "3600",
            }
        return allowed

    # -- the log ---------------------------------------------------------------------------------------------------

    def _tell(self, scope: Scope, response: _Response, seconds: float, fault: str) -> None:
        if self.log is None and not fault and response.status != 500:
            return
        record: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "client": (scope.get("client") or ("",))[0],
            "method": scope["method"],
            "path": scope["path"],
            "status": response.status,
            "seconds": round(seconds, 4),
            "bytes": response.length,
        }
        query = scope.get("kg.query")
        if query is not None:
            record["query"] = " ".join(query[:400].split())[:100]
            record["sha256"] = hashlib.sha256(query.encode("utf-8", "replace")).hexdigest()[:16]
        if fault:
            record["fault"] = fault
        line = json.dumps(record)
        if self.log is None:
            complain(line)
            return
        with suppress(OSError, ValueError):
            self.log.write(line + "\n")
            self.log.flush()


def _same_address(one: str, other: str) -> bool:
    try:
        return ipaddress.ip_address(one) == ipaddress.ip_address(other)
    except ValueError:
        return False


class _Response:
    """Sends a response with the headers that each has, and knows what was sent."""

    def __init__(self, send: Send, added: dict[str, str]) -> None:
        self._send = send
        self._added = added
        self.status = 0
        self.length = 0
        self.is_whole = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = {name.lower() for name, _ in message["headers"]}
            more = [(n.encode(), v.encode()) for n, v in self._added.items() if n.encode() not in given]
            message = {**message, "headers": [*message["headers"], *more]}
        elif message["type"] == "http.response.body":
            self.length += len(message.get("body", b""))
        # A client that takes nothing of its answer for so long is not waited for.
        await asyncio.wait_for(self._send(message), PATIENCE)
        self.is_whole = message["type"] == "http.response.body" and not message.get("more_body", False)

    async def plain(self, status: int, text: str, headers: dict[str, str]) -> None:
        """A response of words, where none was begun."""
        body = f"{text}\n".encode("utf-8", "replace") if text else b""
        typed = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body))}
        fields = (typed if text else {}) | {name.lower(): value for name, value in headers.items()}
        encoded = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in fields.items()]
        await self({"type": "http.response.start", "status": status, "headers": encoded})
        await self({"type": "http.response.body", "body": body})


def hosts(names: Iterable[str], host: str) -> frozenset[str]:
    """The names of a server: those that its user allows, and that at which it listens."""
    return frozenset(name.lower().rstrip(".") for name in (*names, host) if name)


def origins(given: Sequence[str]) -> frozenset[str]:
    """Origins as browsers send them.

    >>> sorted(origins(["HTTPS://yasgui.example/"]))
    ['https://yasgui.example']
    """
    return frozenset(origin.lower().rstrip("/") for origin in given)
