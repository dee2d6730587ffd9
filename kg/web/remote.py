"""SPARQL put to an endpoint, by the SPARQL 1.1 Protocol: what a graph here answers, a pushed one answers there.

The prefixes that a query uses are declared in front of it, on its own first line, so that lines keep their numbers.
Under which base the graph there stands, and whether the default graph holds it, the endpoint is asked first. What a
query may be, the same gate decides as for a graph here, before anything is sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Self
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, Store, parse, parse_query_results, serialize

from kg.errors import InputError, QueryError, RemoteError, shown
from kg.store import query as queries
from kg.store.apart import can_fork
from kg.store.gate import refuse, tokens
from kg.store.questions.binding import bind
from kg.store.result import Result
from kg.terms import vocab
from kg.terms.namespaces import FOLLOWING, USUAL, Namespaces, based
from kg.web.access import Access
from kg.web.client import Answer, Client

# Any: rows are as JSON has them.
Row = Mapping[str, Any]

_TABLE = "application/sparql-results+json"
_TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_MOST = 1 << 32  # bytes of an answer
_HOUR = 3600.0
_SHOWN = 300  # characters of a warning
_DATASET = "{ ?dataset void:uriSpace ?base }"
_BASES = (
    "SELECT ?dataset ?base (MAX(?in) AS ?whole) "
    f"{{ {{ {_DATASET} BIND(1 AS ?in) }} UNION {{ GRAPH ?graph {_DATASET} BIND(0 AS ?in) }} }} "
    "GROUP BY ?dataset ?base LIMIT 1000"
)


class Endpoint:
    """A SPARQL endpoint.

    Args:
        url: its address, http or https.
        access: who asks.
        base: what the IRIs of the graph there begin with; None asks the endpoint.
        timeout: seconds for all that is asked; None waits as long as the server lets it.
        memory: bytes that an answer may have.
        retries: how often a request is sent again to an endpoint that is busy or breaks off.
        insecure: send a password over plain http too.

    Attributes:
        notes: what whoever asked should know beside the answers.

    Raises:
        InputError: if the address, the base or the time limit cannot be used.
    """

    def __init__(
        self,
        url: str,
        *,
        access: Access | None = None,
        base: str | None = None,
        timeout: float | None = None,
        memory: int | None = None,
        retries: int = 5,
        insecure: bool = False,
    ) -> None:
        if timeout is not None and not timeout > 0:
            raise InputError(f"no time limit of {timeout:g} seconds; give a number above 0")
        self._client = Client(
            url,
            access or Access(variables="KG_QUERY"),
            timeout=_HOUR if timeout is None else timeout,
            whole=timeout,
            retries=retries,
            insecure=insecure,
        )
        self._most = memory or _MOST
        self._names = None if base is None else based(base)
        self.notes: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.__exit__()

    def query(self, sparql: str, *, bindings: Mapping[str, NamedNode | Literal] | None = None) -> Result:
        """The answer to a query, as :func:`kg.store.query.query` gives it for a graph here.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of kg are declared.
            bindings: variables with the term that each stands for.

        Raises:
            QueryError: if the query is refused, here or there.
            RemoteError: if the endpoint cannot be reached, or its answer cannot be read.
        """
        refuse(sparql)
        names = self.names(is_needed=not _prefixes(sparql).isdisjoint(FOLLOWING))
        return self._answer(bind(sparql, bindings or {}), names, sparql)

    def rows(self, sparql: str) -> list[Row]:
        """The rows of a SELECT of kg's own, as SPARQL Results JSON has them."""
        return self._rows(sparql, self.names())

    def names(self, *, is_needed: bool = True) -> Namespaces:
        """The namespaces of the graph there, kg's own where it has none.

        Args:
            is_needed: whether it matters which of several they are.

        Raises:
            QueryError: if there are several.
        """
        if self._names is not None:
            return self._names
        found = self._bases()
        if len(found) > 1 and is_needed:
            raise QueryError(
                f"the endpoint has graphs of several bases: {', '.join(sorted(found))}. Name one with --base IRI"
            )
        names = Namespaces(min(found, default=vocab.BASE))
        if found and not any(found.values()):
            self.notes.append(
                "the default graph of the endpoint does not hold the graph, so that a query without GRAPH finds "
                "nothing. docs/stores.md says how to have it there"
            )
        if len(found) < 2:
            self._names = names
        return names

    def _bases(self) -> dict[str, bool]:
        """The bases of the graphs of kg that are there, each with whether the default graph holds it."""
        found: dict[str, bool] = {}
        for row in self._rows(_BASES, USUAL):
            try:
                names = based(row["base"]["value"])
            except (InputError, KeyError):
                continue
            # Other datasets may be described there too.
            if row["dataset"]["value"] == names.iri("g:dataset"):
                found[names.base] = row["whole"]["value"] == "1"
        return found

    def _rows(self, sparql: str, names: Namespaces) -> list[Row]:
        found: list[Row] = json.loads(self._answer(sparql, names, sparql).data)["results"]["bindings"]
        return found

    def _answer(self, sparql: str, names: Namespaces, users: str) -> Result:
        """Send a query.

        Args:
            sparql: as it is put to the endpoint, but for its prefixes.
            names: what the prefixes mean.
            users: the same as the user wrote it.
        """
        gives_triples = _form(sparql) in ("CONSTRUCT", "DESCRIBE")
        head = prologue(sparql, names)
        answer = self._client.send(
            "POST",
            headers={
                "Accept": _TRIPLES if gives_triples else _TABLE,
                "Content-Type": "application/x-www-form-urlencoded",
            },
            body=urlencode({"query": head + sparql}).encode(),
            most=self._most,
        )
        if answer.status == 400:
            said = _fault(users) or f"the endpoint refuses the query: {moved(answer.words or 'status 400', len(head))}"
            raise QueryError(said)
        if answer.status != 200:
            raise self._client.refusal(answer, "the query")
        self.notes += _warnings(answer)
        return self._triples(answer, names) if gives_triples else self._table(answer, sparql, names)

    def _table(self, answer: Answer, sparql: str, names: Namespaces) -> Result:
        if answer.type not in (_TABLE, "application/json"):
            raise _unreadable(answer)
        try:
            data, count = _normal(json.loads(answer.body))
        # Whatever is not there, or is something else, or nests without end.
        except (ValueError, SyntaxError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise _unreadable(answer) from error
        if count is None:
            return Result("truth", data, names)
        # Virtuoso cuts an answer and says no more than this.
        most = answer.headers.get("x-sparql-maxrows", "")
        if most.isdecimal() and count >= int(most):
            self.notes.append(f"the endpoint gives {int(most):,} rows at most, so that some may be missing")
        return Result("table", queries.as_named(data, sparql), names)

    def _triples(self, answer: Answer, names: Namespaces) -> Result:
        format = RdfFormat.from_media_type(answer.type)
        if format is None:
            raise _unreadable(answer)
        try:
            written = serialize((q.triple for q in parse(answer.body, format=format)), format=RdfFormat.N_TRIPLES)
        except (ValueError, SyntaxError) as error:
            raise _unreadable(answer) from error
        return Result("triples", b"".join(sorted(set((written or b"").splitlines(keepends=True)))), names)


def prologue(sparql: str, names: Namespaces) -> str:
    """The declarations of the prefixes that a query uses and does not declare, in one line.

    >>> prologue("SELECT ?x { ?x a kg:Person }", USUAL)
    'PREFIX kg: <https://kg.example/ontology#> '
    """
    return "".join(
        f"PREFIX {prefix}: <{names.prefixes[prefix]}> " for prefix in sorted(_prefixes(sparql) & names.prefixes.keys())
    )


def moved(said: str, columns: int) -> str:
    """What an endpoint says of a query, with places in its first line as they are for the user.

    >>> moved("error at 1:58: expected '}'", 50), moved("Line 2, column 58", 50)
    ("error at 1:8: expected '}'", 'Line 2, column 58')
    """
    return re.sub(
        r"(?i)(\b1:|\bline:? 1,? col(?:umn)?:? )(\d+)",
        lambda found: f"{found[1]}{max(1, int(found[2][:9]) - columns)}",
        said,
    )


def _prefixes(sparql: str) -> frozenset[str]:
    """The prefixes that a query uses and does not declare."""
    used: set[str] = set()
    declared: set[str] = set()
    before = ""
    for token in tokens(sparql, whole=True):
        if token.kind == "name":
            (declared if before == "PREFIX" else used).add(token.text.lstrip(".-").partition(":")[0])
        before = token.keyword
    return frozenset(used - declared)


def _form(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE."""
    forms = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
    return next((token.keyword for token in tokens(sparql) if token.keyword in forms), "")


def _fault(sparql: str) -> str | None:
    """What kg's own parser says of a query that the endpoint refused; it knows the user's lines and words."""
    try:
        queries.query(Store(), sparql, timeout=5 if can_fork() else None)
    except QueryError as error:
        return str(error) if str(error).startswith("line ") else None
    return None


def _warnings(answer: Answer) -> list[str]:
    """What ``kg serve`` tells of a query beside its answer, as a JSON list in a header."""
    try:
        told = json.loads(answer.headers.get("x-kg-warning", "[]"))
    except (ValueError, RecursionError):
        return []
    return [note[:_SHOWN] for note in told[:10] if isinstance(note, str)] if isinstance(told, list) else []


# Any: JSON.
def _normal(answer: Any) -> tuple[bytes, int | None]:
    """An answer as the standard has it, and how many rows it has; None for a truth.

    Raises:
        ValueError: if it is none; so do the errors of what is missing in it, or is of another type.
    """
    if "boolean" in answer:
        return _truth(answer["boolean"] is True), None
    rows = answer["results"]["bindings"]
    if answer["head"]["vars"] == ["__ASK_RETVAL"]:
        # How Virtuoso answers an ASK, with no row for no.
        return _truth(any(row["__ASK_RETVAL"]["value"] == "1" for row in rows)), None
    blank: dict[str, str] = {}
    for cell in (cell for row in rows for cell in _cells(row)):
        if cell["type"] == "bnode":
            # Virtuoso's have signs that no blank node may have.
            cell["value"] = blank.setdefault(cell["value"], f"b{len(blank)}")
        elif cell["type"] == "typed-literal":
            cell["type"] = "literal"
    table = {"head": {"vars": answer["head"]["vars"]}, "results": {"bindings": rows}}
    read = parse_query_results(json.dumps(table).encode(), format=QueryResultsFormat.JSON)
    return read.serialize(format=QueryResultsFormat.JSON) or b"", len(rows)


def _truth(value: bool) -> bytes:
    return json.dumps({"head": {}, "boolean": value}).encode()


def _cells(row: Row) -> Iterator[dict[str, Any]]:
    """The terms of a row, those within triples too."""
    for cell in row.values():
        if cell["type"] == "triple":
            yield from _cells(cell["value"])
        yield cell


def _unreadable(answer: Answer) -> RemoteError:
    return RemoteError(
        f"the endpoint answers with {shown(answer.type or 'no type')} that is no answer to a query. See that the "
        "address is that of a SPARQL endpoint: docs/stores.md has those of common stores"
    )
