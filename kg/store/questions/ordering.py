"""Rows put in order after the engine has found them.

The engine looks both terms up anew each time that it compares two rows, which is a third to a half of what many
queries take. So it is asked for the rows as it finds them, and they are sorted here: by whole columns of one kind of
term, in the order of SPARQL. What has more rows than fit, columns of several kinds, or expressions to sort by is left
to the engine.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from kg.store.gate import Token, tokens
from kg.terms import vocab

# Rows that are sorted here; a thousand of them take about 10 ms and 1 MB.
MOST = 50_000

_PROLOGUE = frozenset(("PREFIX", "BASE", "VERSION"))
_PLAIN = vocab.term_iri("xsd:string")
# Between two rows of what the engine writes. No text has it: a quotation mark within one has a backslash in front.
_BETWEEN = b'}},{"'

# A term of a row, as SPARQL Results JSON has it.
Cell = Mapping[str, str]
# Any: what a kind of terms is compared by, text or numbers.
Compared = Any


class Key(NamedTuple):
    """A variable to sort by."""

    name: str
    is_descending: bool = False


class Order(NamedTuple):
    """How a query wants its rows.

    Attributes:
        keys: the first weighs most.
        start: offset in the query where the words of it begin; nothing else stands behind.
        limit: rows that it wants; None for all.
        offset: rows that it leaves out before these.
    """

    keys: tuple[Key, ...]
    start: int
    limit: int | None = None
    offset: int = 0

    def without(self, sparql: str) -> str:
        """The query for the rows in any order, and no more of them than are sorted here, and one.

        >>> text = "SELECT ?x { ?x kg:aids ?y } ORDER BY ?x LIMIT 3"
        >>> order_of(text).without(text)
        'SELECT ?x { ?x kg:aids ?y } LIMIT 50001'
        """
        return f"{sparql[: self.start]}LIMIT {MOST + 1}"

    def of(self, table: bytes) -> bytes | None:
        """The rows of an answer in this order; None where the engine has to sort them.

        Rows that are alike in all keys stay as they came.

        Args:
            table: SPARQL Results JSON, as the engine writes it.
        """
        rows = json.loads(table)["results"]["bindings"]
        if len(rows) > MOST:
            return None
        places = list(range(len(rows)))
        for key in reversed(self.keys):
            column = _compared([row.get(key.name) for row in rows])
            if column is None:
                return None
            places.sort(key=column.__getitem__, reverse=key.is_descending)
        end = None if self.limit is None else self.offset + self.limit
        return _arranged(table, rows, places[self.offset : end])


def order_of(sparql: str) -> Order | None:
    """The order that a SELECT wants by variables that it shows; None where it wants none, or another.

    >>> order_of("SELECT ?x ?y { ?x kg:aids ?y } ORDER BY DESC(?y) ?x LIMIT 3").keys
    (Key(name='y', is_descending=True), Key(name='x', is_descending=False))
    >>> order_of("SELECT ?x { ?x kg:aids ?y } ORDER BY ?y") is None
    True
    >>> order_of("SELECT ?x { ?x kg:aids ?y } ORDER BY STR(?x)") is None
    True
    """
    if "ORDER" not in sparql.upper():
        return None
    listed = list(tokens(sparql, whole=True))
    tail = _tail(listed)
    if tail is None or listed[tail].keyword != "ORDER" or listed[tail + 1].keyword != "BY":
        return None
    at = tail + 2
    keys: list[Key] = []
    while (taken := _key(listed[at : at + 4])) is not None:
        keys.append(taken[0])
        at += taken[1]
    counts = _counts(listed[at:])
    if not keys or counts is None or not _are_shown(listed, keys):
        return None
    start = listed[tail].end - len(listed[tail].text)
    return Order(tuple(keys), start, counts.get("LIMIT"), counts.get("OFFSET", 0))


def _tail(listed: Sequence[Token]) -> int | None:
    """The place of the word that may begin the order, after all brackets and what stands right behind them."""
    depth, found = 0, None
    for place, token in enumerate(listed):
        depth += (token.text in ("{", "(", "[")) - (token.text in ("}", ")", "]"))
        if depth == 0 and token.keyword == "ORDER":
            found = place
        elif depth == 0 and token.text == "}":
            found = None
    return found if found is not None and found + 1 < len(listed) else None


def _key(listed: Sequence[Token]) -> tuple[Key, int] | None:
    """The variable to sort by that stands first, and how many tokens tell it."""
    if listed and listed[0].kind == "variable":
        return Key(listed[0].text[1:]), 1
    if len(listed) == 4 and listed[0].keyword in ("ASC", "DESC"):
        opened, variable, closed = listed[1:]
        if (opened.text, variable.kind, closed.text) == ("(", "variable", ")"):
            return Key(variable.text[1:], listed[0].keyword == "DESC"), 4
    return None


def _counts(listed: Sequence[Token]) -> dict[str, int] | None:
    """LIMIT and OFFSET with their numbers; None where there is anything else."""
    found: dict[str, int] = {}
    for word, number in zip(listed[::2], listed[1::2], strict=False):
        is_count = word.keyword in ("LIMIT", "OFFSET") and word.keyword not in found
        if not is_count or not (number.text.isascii() and number.text.isdigit()):
            return None
        found[word.keyword] = int(number.text)
    return found if len(listed) == 2 * len(found) else None


def _are_shown(listed: Sequence[Token], keys: Sequence[Key]) -> bool:
    """Whether the query is a SELECT that shows all variables by which it sorts."""
    begun = [place for place, token in enumerate(listed) if token.keyword == "SELECT" or token.text == "{"][:1]
    if not begun or listed[begun[0]].text == "{":
        return False
    shown, depth, before = set[str](), 0, ""
    for token in listed[begun[0] + 1 :]:
        if token.text == "{" or token.keyword in ("WHERE", "FROM"):
            break
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (depth == 0 or before == "AS"):
            shown.add(token.text[1:])
        before = token.keyword
    return {key.name for key in keys} <= shown


# -- comparing -----------------------------------------------------------------------------------------------------


def _decimal(value: str) -> Compared:
    from decimal import Decimal  # takes longer to load than most answers

    return Decimal(value)


def _number(value: str) -> float:
    found = float(value)
    if math.isnan(found):
        raise ValueError("no number")
    return found


# Datatypes whose values can be compared, and how: as the standard has it.
_READ: Mapping[str, Callable[[str], Compared]] = {
    _PLAIN: str,
    vocab.term_iri("xsd:integer"): int,
    vocab.term_iri("xsd:decimal"): _decimal,
    vocab.term_iri("xsd:double"): _number,
}


def _compared(column: Sequence[Cell | None]) -> list[Compared] | None:
    """What the cells of a column are compared by, empty ones first; None where they are of several kinds."""
    kinds = {(cell["type"], cell.get("datatype", _PLAIN), "xml:lang" in cell) for cell in column if cell is not None}
    if len(kinds) > 1:
        return None
    type, datatype, has_language = next(iter(kinds), ("literal", _PLAIN, False))
    read = str if type == "uri" else _READ.get(datatype)
    if type == "bnode" or type == "triple" or has_language or read is None:
        return None
    try:
        if None not in column:
            return [read(cell["value"]) for cell in column if cell is not None]
        return [(False, "") if cell is None else (True, read(cell["value"])) for cell in column]
    except (ValueError, ArithmeticError):
        return None


def _arranged(table: bytes, rows: Sequence[Mapping[str, Cell]], places: Sequence[int]) -> bytes:
    """The answer with its rows in another order, each written as it was."""
    begin = table.index(b'"bindings":[') + len(b'"bindings":[')
    end = table.rindex(b"]")
    written = table[begin:end].split(_BETWEEN)
    if len(written) != len(rows) or len(rows) < 2:  # a row without any value
        lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in rows]
    else:
        middle = [b'{"' + row + b"}}" for row in written[1:-1]]
        lines = [written[0] + b"}}", *middle, b'{"' + written[-1]]
    return b"".join((table[:begin], b",".join([lines[place] for place in places]), table[end:]))
