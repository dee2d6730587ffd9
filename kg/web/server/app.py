"""The addresses of the server, and what is asked of the keeper for each."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.web import pages
from kg.web.server.accept import GRAPHS, HTML, TABLES, chosen
from kg.web.server.answers import Answer, Job
from kg.web.server.engine import Engine
from kg.web.server.guard import FAULT, Receive, Scope, Send
from kg.web.server.limits import LARGEST_BODY, PATIENCE
from kg.web.server.protocol import Asked, RefusedError, asked
from kg.work import disk

_FOREVER = "public, max-age=31536000, immutable"


class _Application:
    """The graph of a folder over HTTP."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder

    async def sparql(self, request: Request) -> Response:
        """The endpoint: SPARQL 1.1 Protocol, its description, and the page in which a browser asks."""
        body = await _body(request) if request.method == "POST" else b""
        wish = asked(
            "POST" if request.method == "POST" else "GET",
            request.scope["query_string"],
            request.headers.get("content-type", ""),
            body,
        )
        accept = request.headers.get("accept", "")
        common = {"accept": accept, "format": wish.format}
        if wish.query is None or _is_for_a_page(request.method, accept, wish):
            address = str(request.url.replace(query=""))
            return await self._answered(
                request, {"kind": "start", **common, "query": wish.query or "", "address": address}
            )
        request.scope["kg.query"] = wish.query
        job = {
            "kind": "query",
            **common,
            "query": wish.query,
            "default_graphs": wish.default_graphs,
            "named_graphs": wish.named_graphs,
            "is_download": wish.is_download,
        }
        return await self._answered(request, job)

    async def check(self, request: Request) -> Response:
        """The names in a query that the graph does not have."""
        return await self._answered(request, {"kind": "check", "query": request.query_params.get("query", "")})

    async def sentences(self, request: Request) -> Response:
        """The sentences behind a row of an answer."""
        return await self._answered(request, {"kind": "sentences", "terms": request.query_params.getlist("term")})

    async def thing(self, request: Request) -> Response:
        """What the graph says of something that it has a name for."""
        given = request.query_params
        offset = given.get("offset", "")
        job = {
            "kind": "thing",
            "accept": request.headers.get("accept", ""),
            "format": given.get("format", "").lower(),
            "iri": given.get("iri", "") if request.url.path == "/id" else "",
            "path": request.scope["raw_path"].decode("ascii", "replace"),
            "show": given.get("show", ""),
            "offset": int(offset) if offset.isdecimal() and len(offset) < 10 else 0,
        }
        return await self._answered(request, job)

    async def explorer(self, request: Request) -> Response:
        """The page of the graph, which brings its own policy of what it may do."""
        return self._file(
            request, disk.PAGE, "text/html; charset=utf-8", {"content-security-policy": "frame-ancestors 'none'"}
        )

    async def report(self, request: Request) -> Response:
        """What was read and what was not."""
        return self._file(request, disk.REPORT, "text/markdown; charset=utf-8", {})

    def _file(self, request: Request, name: str, type: str, headers: dict[str, str]) -> Response:
        tag = f'"{hashlib.sha256(disk.revision(self._folder)).hexdigest()[:32]}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={**headers, "etag": tag})
        text = disk.text(self._folder, name)
        if text is None:
            raise RefusedError(404, f"the graph has no {name}. kg build writes one")
        return Response(text, media_type=type, headers={**headers, "etag": tag})

    async def asset(self, request: Request) -> Response:
        """A script or a style of the pages."""
        name = request.path_params["name"]
        if name not in pages.ASSETS:
            raise RefusedError(404, "no such file")
        return Response(pages.asset(name), media_type=pages.ASSETS[name], headers={"cache-control": _FOREVER})

    async def icon(self, request: Request) -> Response:
        """Nothing, which browsers ask for."""
        return Response(status_code=204)

    async def _answered(self, request: Request, job: Job) -> Response:
        answer = await _while_there(request.receive, self._engine.answer(job))
        return _Sent(answer) if answer is not None else Response(status_code=499)


def _is_for_a_page(method: str, accept: str, wish: Asked) -> bool:
    """Whether a browser follows a link with a query, which the page then asks."""
    found = chosen(accept, (*TABLES, *GRAPHS, HTML), wish.format) if method != "POST" else None
    return found is not None and found[0] is HTML


class _Sent(Response):
    """An answer out of its file."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(status_code=answer.status, headers={**answer.headers, "content-length": str(answer.length)})
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._answer.file:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            for piece in self._answer.chunks():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


# -- the body of a request -----------------------------------------------------------------------------------------


async def _body(request: Request) -> bytes:
    """The body of a request.

    Raises:
        RefusedError: if it is too large, also if that is only announced, or does not come.
    """
    announced = request.headers.get("content-length", "0")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusedError(415, "bodies that are compressed are not read; send it as it is")
    if announced.isdecimal() and int(announced) > LARGEST_BODY:
        raise RefusedError(413, f"the body has more than {LARGEST_BODY:,} bytes")
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                body += part
                if len(body) > LARGEST_BODY:
                    raise RefusedError(413, f"the body has more than {LARGEST_BODY:,} bytes")
    except TimeoutError:
        raise RefusedError(408, f"the body did not come within {PATIENCE} seconds", {"Connection": "close"}) from None
    except ClientDisconnect:
        raise RefusedError(400, "the body is not whole") from None
    return bytes(body)


async def _while_there(receive: Receive, answering: Coroutine[Any, Any, Answer]) -> Answer | None:
    """The answer; None where the client goes before it is there, which ends the work on it."""
    work = asyncio.ensure_future(answering)
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else None
    finally:
        for task in (work, gone):
            task.cancel()


async def _gone(receive: Receive) -> None:
    """Ends when the client closes its connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


def application(engine: Engine, folder: Path) -> Starlette:
    """The server as an ASGI application, which knows nothing of hosts and origins.

    Args:
        engine: which answers.
        folder: of the graph.
    """
    here = _Application(engine, folder)
    routes = [
        Route("/", here.explorer, methods=["GET"]),
        Route("/report", here.report, methods=["GET"]),
        Route("/sparql", here.sparql, methods=["GET", "POST"]),
        Route("/check", here.check, methods=["GET"]),
        Route("/sentences", here.sentences, methods=["GET"]),
        Route("/assets/{name}", here.asset, methods=["GET"]),
        Route("/favicon.ico", here.icon, methods=["GET"]),
        Route("/{path:path}", here.thing, methods=["GET"]),
    ]
    return Starlette(
        routes=routes, exception_handlers={HTTPException: _refused, RefusedError: _refused, Exception: _faulty}
    )


async def _refused(_: Request, error: Exception) -> Response:
    """What the routes refuse, in words."""
    match error:
        case RefusedError():
            return PlainTextResponse(f"{error.message}\n", error.status, error.headers)
        case HTTPException(status_code=405):
            allowed = (error.headers or {}).get("Allow", "GET, HEAD")
            return PlainTextResponse(f"this address takes {allowed} alone\n", 405, {"Allow": allowed})
        case HTTPException():
            return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
        case _:
            raise error


async def _faulty(_: Request, __: Exception) -> Response:
    """What is no refusal, and goes on to the guard, which tells of it."""
    return PlainTextResponse(f"{FAULT}\n", 500)
