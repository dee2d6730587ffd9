r"""What a query may be: words that only read this graph, no longer and no deeper than the engine survives.

The engine's parser and planner call themselves for each bracket and operator, and a stack that overflows ends the
process without a word. The limits lie below half of what broke them in 8 MB of stack, which is what Linux gives to a
thread, and far above what people and programs write. Lists of values count nothing: the data of a VALUES and the
arguments of IN or a function.

One pass in linear time reads the query as the engine does. It must never take for a string, a comment or an IRI what
the engine reads as words: the other way round only refuses a query for nothing. Hence the rules that look too strict:

- Inside round brackets ``<`` may compare: ``(1<'>')`` holds a string, ``<a'>`` an IRI. What begins like a web address
  cannot be an expression, and what follows an operator is an operand, so an IRI; the rest is read as an expression,
  and refused where a quotation mark or a comment would make a difference.
- A string that is not closed, or holds an escape that the engine does not know, is refused: the engine would go back
  and read ``'''a' ... \q'''`` as two strings and whatever follows.
- Keywords need no space on either side (``1SERVICE:a``), so the word is looked for within names too. Of a name's dots
  the engine takes those of one place only: ``e:a.1.SERVICE:b`` is a name, an end and a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.errors import QueryError, shown

LONGEST, DEEPEST, MOST_PARTS, MOST_TERMS = 5_000_000, 200, 1_000, 5_000

_ESCAPE = r"\\(?: [tbnrf\"'\\] | u(?![dD][89abAB]|[dD][c-fC-F])[0-9A-Fa-f]{4} | U00(?:0[1-9A-Fa-f]|10)[0-9A-Fa-f]{4} )"
# Of a name: ASCII's letters, digits and "_", and all beyond ASCII, of which others are no part of the language. Told by
# what it is not: a set up to U+10FFFF takes Python 3 ms to compile, and this one is compiled eight times.
_CHARACTER = r"[^\x00-/:-@\[-\^`{-\x7f]"
_LOCAL = rf"(?: {_CHARACTER} | [:] | %[0-9A-Fa-f]{{2}} | \\. )"
_IN_IRI = r"(?: [^<>\"{}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )*+ >"
_TOKEN = re.compile(
    rf"""(?P<space> [ \t\r\n]++ | \#[^\r\n]*+ )
      | (?P<variable> [?$]{_CHARACTER}++ )
      | (?P<name> (?:{_CHARACTER} | [.-])*+ : (?: {_LOCAL} (?: {_LOCAL} | - )*+ (?: [.]++ (?: {_LOCAL} | - )++ )?+ )?+ )
      | (?P<word> (?:{_CHARACTER} | [.-](?=[.\-\w]))++ )
      | (?P<string> \"{{3}} (?: [^\"\\]++ | \"{{1,2}}(?!\") | {_ESCAPE} )*+ \"{{3}}
                  | '{{3}} (?: [^'\\]++ | '{{1,2}}(?!') | {_ESCAPE} )*+ '{{3}}
                  | \"(?!\"\") (?: [^\"\\\r\n]++ | {_ESCAPE} )*+ \"
                  | '(?!'') (?: [^'\\\r\n]++ | {_ESCAPE} )*+ ' )
      | (?P<unclosed> ["'] )
      | (?P<tag> @[A-Za-z]++ (?: -[A-Za-z0-9]++ )*+ (?: --[A-Za-z]++ )?+ )
      | (?P<address> <[A-Za-z][A-Za-z0-9+.-]*+:// {_IN_IRI} )
      | (?P<iri> < {_IN_IRI} )
      | (?P<open> [({{\[] | <<(?! {_IN_IRI} )\(?+ )
      | (?P<close> [)}}\]] | >> )
      | (?P<sign> [+-] )
      | (?P<typed> \^\^ )
      | (?P<mark> \|\| | && | [!>]= | . )""",
    re.VERBOSE | re.DOTALL,
)
# Whole stretches of the data of VALUES, where a name can be nothing but a name.
_PLAIN = re.compile(rf"(?: {_CHARACTER} | [:.+\- \t\r\n] | \\. )++", re.VERBOSE)
# Arguments that are one term each, a long IN most of all.
_ARGUMENTS = re.compile(
    rf"""(?: [ \t\r\n]*+ , [ \t\r\n]*+
         (?: [?$+-]?+ (?: {_CHARACTER} | [:.] )++ | "(?:[^"\\\r\n])++" | <[A-Za-z]++:// {_IN_IRI} )
         (?= [ \t\r\n]*+ [,)] ) )++""",
    re.VERBOSE,
)

_SERVICE = "SERVICE is refused: kg asks no other server. Ask this graph alone"
_NOT_UTF8 = re.compile("[\ud800-\udfff]")

_TERMS = frozenset(["variable", "name", "string", "address", "iri"])
_OPERANDS = _TERMS | {"word", "tag", "close"}
_FREE = frozenset(["A", "TRUE", "FALSE", "UNDEF", "PREFIX", "BASE", "FROM", "NAMED"])
# Kinds of tokens: what belongs to a string, what counts in data, what may hold the word of a call.
_OF_STRINGS = frozenset(["tag", "typed"])
_IN_DATA = frozenset(["mark", "variable"])
_NAMING = frozenset(["word", "name", "tag"])
# Brackets around the variables of VALUES; where an operand behind an operand begins another expression.
_ROUND = frozenset("()")
_EXPRESSIONS = frozenset(["", "("])
# What may stand before the word that says what kind of query it is.
_PROLOGUE = frozenset(["", "PREFIX", "BASE", "VERSION"])
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"])


class Token(NamedTuple):
    """A word, a term or a mark of a query, as the engine reads it.

    Attributes:
        kind: name of its group in the grammar above.
        text: as it stands.
        end: offset behind it.
    """

    kind: str
    text: str
    end: int

    @property
    def keyword(self) -> str:
        """The word in capitals; empty for what can be no keyword."""
        return self.text.lstrip(".").upper() if self.kind == "word" else ""


def refuse(sparql: str) -> None:
    """Nothing for a query that only reads this graph, within the limits.

    Raises:
        QueryError: if it is an update, calls another server, is longer, deeper or of more parts than is allowed, or
            has a string or an IRI that can be read in two ways.

    >>> refuse("ASK { ?x kg:supports ?y }")
    """
    if len(sparql) > LONGEST:
        raise QueryError(
            f"the query has {len(sparql):,} characters, {LONGEST:,} are taken at most. Ask for less at a time"
        )
    if not sparql.isascii() and _NOT_UTF8.search(sparql):
        raise QueryError("the query holds bytes that are not UTF-8. Write it in that encoding")
    if "\0" in sparql:
        raise QueryError("the query holds a NUL character, so it is no text. Take another file")
    first = ""
    for token in tokens(sparql):
        if token.kind in _NAMING and "SERVICE" in token.text.partition(":")[0].upper():
            raise QueryError(_SERVICE)
        if not first and token.keyword not in _PROLOGUE:
            first = token.keyword
            if first in _UPDATES:
                raise QueryError(
                    f"{first} is refused: a built graph is only read. Change its articles, and build it again with "
                    "kg build"
                )
    if not first:
        raise QueryError("the query is empty. Ask, for instance: SELECT ?x ?y { ?x kg:supports ?y }")


def pattern(sparql: str) -> int | None:
    """The offset behind the brace that opens a query's outermost pattern; None where it has no pattern.

    >>> pattern("ASK { }")
    5
    """
    is_template, before = False, ""
    for token in tokens(sparql):
        is_template = is_template or token.keyword == "CONSTRUCT"
        if token.text == "{" and (before == "WHERE" or not is_template):
            return token.end
        before = token.keyword
    return None


def tokens(sparql: str, *, whole: bool = False) -> Iterator[Token]:
    """The tokens of a query without spaces and comments.

    Args:
        sparql: the query.
        whole: also what counts nothing and hides nothing: the data of VALUES, and arguments that are one term each.

    Raises:
        QueryError: at the first token that passes a limit, or can be read in two ways.
    """
    reading, at, length = _Reading(sparql), 0, len(sparql)
    while at < length:
        plain = reading.skips(at)
        if plain:
            while whole and at < plain:
                kind, text = _token(sparql, at)
                at += len(text)
                if kind != "space":
                    yield Token(kind, text, at)
            # The last name may go on, with what only names hold: "%C3".
            reading.before, at = "name", max(at, plain)
            continue
        kind, text = _token(sparql, at)
        if kind == "space":
            at += len(text)
            continue
        if kind == "iri" and not reading.is_iri(text, at):
            kind, text = "mark", "<"
        at += len(text)
        reading.take(kind, text, at)
        yield Token(kind, text, at)


def _token(sparql: str, at: int) -> tuple[str, str]:
    """The kind and the text of the token, the space or the comment that begins there."""
    found = _TOKEN.match(sparql, at)
    if found is None or found.lastgroup is None:  # the last alternative takes any character
        raise AssertionError(f"no token at {at}")
    return found.lastgroup, found.group()


class _Reading:
    """How deep in which brackets a query has come, and how much of it counts."""

    def __init__(self, sparql: str) -> None:
        self.sparql = sparql
        self.brackets: list[str] = []
        self.before = ""
        self.parts = 0
        self.terms = 0
        self._data = 0  # how many brackets are open around the data of a VALUES, with its own; 0 outside
        self._awaits_data = False

    @property
    def in_data(self) -> bool:
        """Whether the next token stands in the data of a VALUES."""
        return self._data > 0

    def skips(self, at: int) -> int:
        """The end of what counts nothing and hides nothing; 0 where nothing of that kind stands."""
        if self.in_data:
            found = _PLAIN.match(self.sparql, at)
        elif self.sparql[at] == "," and self.brackets[-1:] == ["("]:
            found = _ARGUMENTS.match(self.sparql, at)
        else:
            return 0
        return found.end() if found else 0

    def is_iri(self, text: str, start: int) -> bool:
        """Whether what looks like an IRI is one for the engine, and no comparison.

        Raises:
            QueryError: if it may be either, and that decides how the query goes on.
        """
        may_compare = self.brackets[-1:] == ["("] and not self.in_data and self.before in (*_OPERANDS, ">")
        if not may_compare and self.before != "<":
            return True
        if "'" in text or "#" in text:
            if "SERVICE" in self.sparql.upper():
                raise QueryError(_SERVICE)
            self._fail(
                start, f"{shown(text)} could be an IRI or a comparison. Write the IRI whole, as <http://...>, or "
                "put a space behind <"
            )  # fmt: skip
        return False

    def take(self, kind: str, text: str, end: int) -> None:
        """Count a token.

        Raises:
            QueryError: if it passes a limit.
        """
        if kind == "unclosed":
            self._fail(end - 1, "the string that begins here is not closed, or has an escape that SPARQL does not know")
        # Brackets first: what a token counts depends on where it stands.
        inside = self.brackets[-1] if self.brackets else ""
        if kind == "open":
            self._open(text, end)
        elif kind == "close":
            self._close(text, inside)
        self._awaits_data = self._opens_data(kind, text)
        if kind in _TERMS and self.before != "," and not self.in_data:
            self.terms += 1
        self.parts += self._weight(kind, text, inside)
        self.before = _as_before(kind, text)
        if self.parts > MOST_PARTS or self.terms > MOST_TERMS:
            self._fail(
                end, f"the query has more than {MOST_PARTS:,} operators, patterns and keywords. Ask it in parts, or "
                "give long lists to VALUES or IN"
            )  # fmt: skip

    def _opens_data(self, kind: str, text: str) -> bool:
        """Whether the data of a VALUES may begin behind the token: after the word, its variables and their brackets."""
        if kind == "word" and text.lstrip(".").upper() == "VALUES":
            return True
        return self._awaits_data and (kind == "variable" or text in _ROUND)

    def _open(self, text: str, end: int) -> None:
        self.brackets.append(text)
        if len(self.brackets) > DEEPEST:
            self._fail(end, f"brackets within one another, more than {DEEPEST} deep. Write the query flatter")
        if text == "{":
            self._data = len(self.brackets) if self._awaits_data else 0
        elif text == "[":
            self._data = 0

    def _close(self, text: str, inside: str) -> None:
        if self.brackets and (text != ">>" or inside == "<<"):
            self.brackets.pop()
            self._data = self._data if len(self.brackets) >= self._data else 0

    def _weight(self, kind: str, text: str, inside: str) -> int:
        """How much a token counts: what makes the engine go deeper, one for each."""
        if kind in _OF_STRINGS:
            return self.before != "string"
        if self.in_data:
            return kind in _IN_DATA
        follows = self.before in _OPERANDS
        match kind:
            case "mark" | "sign" | "open" | "close":
                return self._weight_of_mark(kind, text, inside, follows=follows)
            case "word" | "name":
                return self._weight_of_name(kind, text, inside, follows=follows)
            case "variable" | "string" | "address" | "iri":
                return follows and inside in _EXPRESSIONS
            case _:
                return 0

    def _weight_of_mark(self, kind: str, text: str, inside: str, *, follows: bool) -> int:
        """An operator counts, and a bracket; a comma between arguments does not, nor a bracket of no expression."""
        match kind:
            case "mark":
                return not (text == "," and inside == "(" and follows)
            case "sign":
                return follows or self.before == "sign"
            case "close":
                return not inside
            case _:
                return text != "(" or (follows and inside == "(")

    def _weight_of_name(self, kind: str, text: str, inside: str, *, follows: bool) -> int:
        """A word or a name counts as what the engine takes it for, with each hyphen that may be a minus: "1-1-1"."""
        prefix = text.partition(":")[0]
        # The hyphens of an honest prefix are two at most, also with a keyword before.
        honest = 2 if kind == "name" and prefix[:1].isalpha() else 0
        sign = prefix[:1] == "-" and not follows  # of a number
        minus = max(0, prefix.count("-") - honest) - sign
        if kind == "word" and prefix[-1:].isalpha():
            return minus + (text.lstrip(".").upper() not in _FREE)
        return minus + (follows and inside in _EXPRESSIONS)

    def _fail(self, offset: int, why: str) -> None:
        raise QueryError(f"line {self.sparql.count(chr(10), 0, offset) + 1}: {why}")


def _as_before(kind: str, text: str) -> str:
    """What the token is to the one behind it: a mark as it stands, else its kind."""
    if kind == "mark":
        return text
    return ">" if text == ">>" else kind
