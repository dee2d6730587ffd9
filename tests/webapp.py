"""The smallest server that the pages work with, for tests in a browser; the real one is tested by itself."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from pyoxigraph import Store
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import KGError
from kg.store.base import namespaces
from kg.store.query import query
from kg.web import pages

TYPES = {"json": "application/sparql-results+json", "ttl": "text/turtle", "csv": "text/csv", "xml": "application/xml"}


def app(store: Store) -> Starlette:
    """The pages of one store."""
    about = pages.about(store)

    def html(page: str | None) -> Response:
        if page is None:
            return PlainTextResponse("nothing of that name", status_code=404)
        headers = {"Content-Security-Policy": pages.POLICY, "X-Content-Type-Options": "nosniff"}
        return Response(page, media_type="text/html", headers=headers)

    async def sparql(request: Request) -> Response:
        posted = (await request.body()).decode() if request.method == "POST" else request.url.query
        given = dict(parse_qsl(posted))
        asked = given.get("query", "")
        if request.method == "GET" and "format" not in given:
            return html(pages.query_page(dataclasses.replace(about, query=asked) if asked else about))
        try:
            found = query(store, asked)
            format = given.get("format") or ("ttl" if found.kind == "triples" else "json")
            return Response(found.serialize(format), media_type=TYPES[format])
        except KGError as error:
            return PlainTextResponse(str(error), status_code=400)

    def thing(request: Request) -> Response:
        base = namespaces(store).base
        iri = request.query_params.get("iri") or base + request.url.path.removeprefix("/")
        offset, show = request.query_params.get("offset", "0"), request.query_params.get("show", "")
        return html(pages.entity_page(store, iri, show=show, offset=int(offset)))

    def sentences(request: Request) -> Response:
        return JSONResponse(pages.sentences(store, request.query_params.getlist("term")))

    def check(request: Request) -> Response:
        return JSONResponse(pages.check(store, request.query_params["query"]))

    def asset(request: Request) -> Response:
        name = request.path_params["name"]
        return Response(pages.asset(name), media_type=pages.ASSETS[name])

    return Starlette(
        routes=[
            Route("/sparql", sparql, methods=["GET", "POST"]),
            Route("/sentences", sentences),
            Route("/check", check),
            Route("/assets/{name}", asset),
            Route("/id", thing),
            Route("/{path:path}", thing),
        ]
    )


@contextlib.contextmanager
def served(application: Any) -> Iterator[str]:
    """The address under which an application answers meanwhile."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(application, host="127.0.0.1", port=0, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server has not started")
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
