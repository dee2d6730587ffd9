"""SPARQL 1.1 Protocol: what a request asks, out of its address, its content type and its body.

Nothing of HTTP libraries is in here, so that each rule of the standard can be tested as a function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.web.server.accept import GRAPHS, HTML, TABLES, names

_UNDERSTOOD = "application/sparql-query, application/x-www-form-urlencoded"

_FORMATS = ("format", "output", "results")
_NO_UPDATE = (
    "updates are refused: a built graph is only read. Change its articles with kg add and kg remove; this server "
    "then answers from the new graph"
)


class RefusedError(Exception):
    """A request that is not answered as it wishes.

    Args:
        status: of the response.
        message: for people.
        headers: of the response, beside those that each has.
    """

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks of the endpoint.

    Attributes:
        query: the SPARQL; None where there is none, and the endpoint itself is asked for.
        default_graphs: IRIs of the graphs that make the default graph; none leave it to the query.
        named_graphs: IRIs of the graphs that ``GRAPH`` may name.
        format: what the client wrote as ``format=`` or ``output=``.
        is_download: whether a browser shall save the answer as a file.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""
    is_download: bool = False


def asked(method: str, address: bytes, content_type: str = "", body: bytes = b"") -> Asked:
    """What a GET or a POST asks.

    Args:
        method: "GET" or "POST".
        address: the part of the URL behind its question mark.
        content_type: header of a POST.
        body: of a POST.

    Raises:
        RefusedError: if it asks nothing, too much, or in another way than the protocol has; for updates too.

    >>> asked("GET", b"query=ASK%20%7B%7D&format=json").query
    'ASK {}'
    """
    more, direct = _posted(content_type, body) if method == "POST" else ([], [])
    given = [*_pairs(address), *more]
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in given):
        raise RefusedError(403, _NO_UPDATE)
    queries = [*direct, *(value for name, value in given if name == "query")]
    if len(queries) > 1:
        raise RefusedError(400, f"the query is given {len(queries)} times; give it once")
    if method == "POST" and not queries:
        raise RefusedError(400, "no query is given; send it as the field 'query', or as the body")
    return Asked(
        queries[0] if queries else None,
        _all(given, "default-graph-uri"),
        _all(given, "named-graph-uri"),
        _format(given),
        any(name == "download" and value not in ("", "0") for name, value in given),
    )


def _posted(content_type: str, body: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """The fields of a body, and the query that it is."""
    type, charset = _content(content_type)
    match type:
        case "application/x-www-form-urlencoded":
            return _pairs(body), []
        case "application/sparql-query" if charset not in ("", "utf-8", "utf8", "us-ascii"):
            raise RefusedError(415, f"the query is in the encoding {charset[:40]!r}; send it as UTF-8")
        case "application/sparql-query":
            return [], [_text(body)]
        case "application/sparql-update":
            raise RefusedError(403, _NO_UPDATE)
        case _:
            said = f"the content type {type[:80]!r}" if type else "a body without a content type"
            raise RefusedError(415, f"{said} is not understood; send {_UNDERSTOOD}", {"Accept-Post": _UNDERSTOOD})


def _format(given: Sequence[tuple[str, str]]) -> str:
    format = next((value.strip().lower() for name, value in given if name in _FORMATS and value.strip()), "")
    if format and not any(form.has(format) for form in (*TABLES, *GRAPHS, HTML)):
        raise RefusedError(400, f"no format {format[:40]!r}; there are {names((*TABLES, *GRAPHS))}")
    return format


def _all(given: Sequence[tuple[str, str]], wanted: str) -> tuple[str, ...]:
    return tuple(value for name, value in given if name == wanted)


def _content(header: str) -> tuple[str, str]:
    """The media type and the charset of a Content-Type."""
    type, *parameters = (part.strip() for part in header.split(";"))
    pairs = (parameter.partition("=") for parameter in parameters)
    charset = next((value for name, _, value in pairs if name.strip().lower() == "charset"), "")
    return type.lower(), charset.strip(" \"'").lower()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"byte {error.start} of the query is not UTF-8; send it in that encoding") from None


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("utf-8"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=1_000
        )
    except UnicodeDecodeError:
        raise RefusedError(400, "the fields hold bytes that are not UTF-8; send them in that encoding") from None
    except ValueError:
        raise RefusedError(400, "the request has more than 1,000 fields; send fewer") from None
