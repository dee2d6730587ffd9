"""The answer to a query: rows of plain values, and the same as a file.

The whole answer is kept as the bytes of a standard format, from which rows, tables and other formats are made when
somebody asks for them; it can thus come from another process as well.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from kg.errors import InputError, shown
from kg.store.formats import AnswerFormat
from kg.terms.namespaces import USUAL, Namespaces
from kg.work.terminal import plain

if TYPE_CHECKING:
    import pandas

Value = str | int | float | bool | None

# Characters that XML 1.0 cannot hold, however they are written. This and the numbers are compiled when they are needed.
_NOT_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"

_TABLES: Mapping[str, QueryResultsFormat] = {
    AnswerFormat.JSON: QueryResultsFormat.JSON,
    AnswerFormat.CSV: QueryResultsFormat.CSV,
    AnswerFormat.TSV: QueryResultsFormat.TSV,
    AnswerFormat.XML: QueryResultsFormat.XML,
}
# What the engine writes in RDF/XML for a predicate that has no name there; no XML has it.
NO_XML_NAME = b"<oxprefix: "
_FLAT = frozenset((AnswerFormat.CSV, AnswerFormat.TSV))
_GRAPHS: Mapping[str, RdfFormat] = {
    AnswerFormat.TTL: RdfFormat.TURTLE,
    AnswerFormat.TURTLE: RdfFormat.TURTLE,
    AnswerFormat.JSON: RdfFormat.JSON_LD,
    AnswerFormat.XML: RdfFormat.RDF_XML,
    AnswerFormat.TABLE: RdfFormat.TURTLE,
}


class Result:
    """The answer to a query: a table (SELECT), a truth (ASK) or triples (CONSTRUCT, DESCRIBE).

    Written out, and the small records of a query are named tuples: ``dataclasses`` takes longer to load than answering.

    Attributes:
        kind: "table", "truth" or "triples".
        data: the whole answer; SPARQL Results JSON, for triples N-Triples.
        names: the namespaces by whose prefixes its IRIs are shown.
    """

    def __init__(self, kind: str, data: bytes, names: Namespaces = USUAL) -> None:
        self.kind = kind
        self.data = data
        self.names = names

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        return (self.kind, self.data, self.names) == (other.kind, other.data, other.names)

    def __hash__(self) -> int:
        return hash((self.kind, self.data, self.names))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The variables of a table, in the order asked for."""
        match self.kind:
            case "table":
                return tuple(json.loads(self.data)["head"]["vars"])
            case "truth":
                return ("answer",)
            case _:
                return ("subject", "predicate", "object")

    @cached_property
    def rows(self) -> list[tuple[Value, ...]]:
        """The answer as plain values: IRIs with their prefix, numbers as numbers, unbound as None."""
        match self.kind:
            case "table":
                bindings = json.loads(self.data)["results"]["bindings"]
                return [tuple(_json_value(row.get(name), self.names) for name in self.columns) for row in bindings]
            case "truth":
                return [(bool(json.loads(self.data)["boolean"]),)]
            case _:
                quads = parse(self.data, format=RdfFormat.N_TRIPLES)
                return [tuple(_value(term, self.names) for term in q.triple) for q in quads]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        """The answer of an ASK; else whether there is any row."""
        return bool(self.rows[0][0]) if self.kind == "truth" else bool(self.rows)

    def __repr__(self) -> str:
        return self.table()

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_text(value))}</td>" for value in row) + "</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def to_dataframe(self) -> pandas.DataFrame:
        """The rows as a pandas table; a column of nothing but days (xsd:date) is one of dates.

        Raises:
            InputError: if pandas is not installed.
        """
        pandas = needed_pandas()
        table = pandas.DataFrame(self.rows, columns=list(self.columns))
        for name in self._days():
            # By whole seconds, in which also the first and the last year of ISO 8601 has a place.
            table[name] = table[name].astype("object").astype("datetime64[s]")
        return table

    def _days(self) -> list[str]:
        """The columns of a table whose values are days, as far as there are any."""
        if self.kind != "table":
            return []
        cells: dict[str, list[Mapping[str, Any]]] = {name: [] for name in self.columns}
        for row in json.loads(self.data)["results"]["bindings"]:
            for name, cell in row.items():
                cells[name].append(cell)
        return [name for name, listed in cells.items() if listed and all(map(_is_day, listed))]

    def table(self) -> str:
        """The rows in columns as wide as their longest value."""
        if self.kind == "truth":
            return "yes" if self else "no"
        cells = [[f"?{name}" if self.kind == "table" else name for name in self.columns]]
        cells += [[_text(value) for value in row] for row in self.rows]
        widths = [max(len(row[column]) for row in cells) for column in range(len(self.columns))]
        cells.insert(1, ["-" * width for width in widths])
        return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells)

    def serialize(self, format: str = "table", *, guard: bool = False) -> bytes:
        """The answer as a file of that format; triples have no csv or tsv, tables no ttl.

        Args:
            format: one of :class:`~kg.store.formats.AnswerFormat`.
            guard: whether cells of csv that a spreadsheet would run as formulas are made text (:func:`guarded`); the
                standard's own csv leaves them as they are.

        Raises:
            InputError: if the format is unknown, or does not fit the kind of answer.
        """
        if format not in frozenset(AnswerFormat):
            raise InputError(f"no format {format!r}; there are {', '.join(AnswerFormat)}")
        if self.kind == "triples":
            return self._serialize_triples(format)
        if format == "table":
            return self.table().encode() + b"\n"
        if format in ("ttl", "turtle"):
            raise InputError(
                f"SELECT and ASK give no triples to write as {format}; use CONSTRUCT, or --format json or csv"
            )
        if self.kind == "truth" and format in _FLAT:
            return b"true\n" if self else b"false\n"
        if format == "json":
            return self.data + b"\n"
        data = self._guarded() if guard and format == "csv" else self.data
        answer = parse_query_results(data, format=QueryResultsFormat.JSON)
        written = answer.serialize(format=_TABLES[format]) or b""
        return for_xml(written.decode(), "\ufffd").encode() + b"\n" if format == "xml" else written

    def _guarded(self) -> bytes:
        answer = json.loads(self.data)
        for row in answer["results"]["bindings"]:
            for cell in row.values():
                if isinstance(cell["value"], str):
                    cell["value"] = guarded(cell["value"])
        return json.dumps(answer, ensure_ascii=False).encode()

    def _serialize_triples(self, format: str) -> bytes:
        if format not in _GRAPHS:
            raise InputError(f"triples cannot be written as {format}; use --format ttl, json or xml, or SELECT")
        triples = [quad.triple for quad in parse(self.data, format=RdfFormat.N_TRIPLES)]
        prefixes = {p: n for p, n in self.names.prefixes.items() if f"<{n}".encode() in self.data}
        try:
            written = serialize(triples, format=_GRAPHS[format], prefixes=prefixes) or b""
        except (OSError, ValueError) as error:
            raise InputError(f"these triples cannot be written as {format} ({error}); use --format ttl") from error
        if format == "xml":
            if NO_XML_NAME in written:
                raise InputError(
                    "these triples cannot be written as xml, as a predicate of them ends in no name of XML, as "
                    f"{shown(_unnamed(triples))}; use --format ttl"
                )
            written = for_xml(written.decode(), "\ufffd").encode()
        if written and not written.endswith(b"\n"):
            written += b"\n"
        lines = written.split(b"\n")
        end = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
        return b"\n".join(sorted(lines[:end]) + lines[end:])


def _unnamed(triples: Iterable[Triple]) -> str:
    """The first predicate that ends in no letter, or in what only follows one, so that XML has no name for it."""
    found = (triple.predicate.value for triple in triples)
    return next((iri for iri in found if not re.search(r"[^\W\d][\w.-]*$", iri)), "")


def needed_pandas() -> Any:  # Any: the module pandas
    """The library, which is loaded when somebody wants a data frame.

    Raises:
        InputError: if it is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise InputError("to_dataframe needs pandas, which is not installed: pip install 'kg-news[pandas]'") from error
    return pandas


def _is_day(cell: Mapping[str, Any]) -> bool:
    """True of a date that the calendar has, without a time zone."""
    return cell.get("datatype") == f"{_XSD}date" and is_day(cell["value"])


def is_day(text: str) -> bool:
    """True of a day of the calendar, as ISO 8601 writes it.

    >>> is_day("2024-09-10"), is_day("2024-09"), is_day("2024-02-30")
    (True, False, False)
    """
    import datetime

    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _json_value(
    cell: Mapping[str, Any] | None, names: Namespaces
) -> Value:  # Any: text, or the three terms of a triple
    if cell is None:
        return None
    match cell["type"]:
        case "uri":
            return names.compact(cell["value"])
        case "bnode":
            return f"_:{cell['value']}"
        case "triple":
            return _triple(_json_value(cell["value"][part], names) for part in ("subject", "predicate", "object"))
        case _:
            return _python(cell["value"], cell.get("datatype", ""))


def _value(term: Any, names: Namespaces) -> Value:  # Any: what a triple may hold differs between versions of RDF
    match term:
        case NamedNode():
            return names.compact(term.value)
        case Literal():
            return _python(term.value, term.datatype.value)
        case BlankNode():
            return f"_:{term.value}"
        case Triple():
            return _triple(_value(part, names) for part in term)
        case _:
            return str(term)


def _triple(parts: Iterable[Value]) -> str:
    return f"<< {' '.join(map(_text, parts))} >>"


_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(
    f"{_XSD}{name}"
    for name in (
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
        "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_NUMBERS = frozenset(f"{_XSD}{name}" for name in ("decimal", "double", "float")) | _INTEGERS
_WHOLE = r"[+-]?[0-9]+"
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_LIMITS = {"INF": math.inf, "+INF": math.inf, "-INF": -math.inf, "NaN": math.nan}
# As many as Python turns into a number without being asked to.
_DIGITS = 4_000


def _python(text: str, datatype: str) -> Value:
    """A literal as a plain value; one that its datatype does not have stays the text that it is."""
    if datatype in _INTEGERS:
        return int(text) if len(text) <= _DIGITS and re.fullmatch(_WHOLE, text) else text
    if datatype in _NUMBERS:
        number = float(text) if re.fullmatch(_NUMBER, text) else _LIMITS.get(text)
        return text if number is None or (math.isinf(number) and text not in _LIMITS) else number
    if datatype == f"{_XSD}boolean":
        return _TRUTHS.get(text, text)
    return text


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case float() if math.isnan(value):
            return "NaN"
        case float() if math.isinf(value):
            return "INF" if value > 0 else "-INF"
        case _:
            return plain(" ".join(str(value).split()))


def guarded(text: str) -> str:
    """A cell of CSV that a spreadsheet takes as the text it is, and does not run as a formula.

    What begins with ``= + - @``, a tab or a carriage return gets an apostrophe in front, as OWASP advises; numbers
    stay.

    >>> guarded("=1+2"), guarded("-5"), guarded("China")
    ("'=1+2", '-5', 'China')
    """
    return f"'{text}" if text[:1] in _FORMULAS and not re.fullmatch(_NUMBER, text) else text


_FORMULAS = frozenset("=+-@\t\r")


def for_xml(text: str, other: str = "") -> str:
    r"""The text with something else in place of each character that XML 1.0 cannot hold.

    >>> for_xml("bell\x07", "?")
    'bell?'
    """
    return re.sub(_NOT_XML, other, text)
