"""What is wrong with a query that does not parse, in words for people: where, what stands there, what could instead.

The engine names the furthest place that it reached, which is often behind the mistake. So the usual mistakes are looked
for first, by the tokens of the query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.errors import nearest, offered, shown
from kg.store.gate import Token, tokens
from kg.terms import vocab
from kg.terms.words import words

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_PROLOGUE = ("PREFIX", "BASE", "VERSION")
_NONE = Token("", "", 0)
# What the engine calls a rule that the query breaks, in place of what it expected.
_RULES: Mapping[str, str] = {
    "contains a variable that is unbound": "SELECT shows a variable beside an aggregate, and GROUP BY does not name "
    "it. Add it there, or take SAMPLE of it",
    "Duplicated variable name": "SELECT names a variable twice",
    "overrides an existing variable": "AS gives a name that the pattern has already. Take another",
    "not authorized with GROUP BY": "SELECT * cannot stand with GROUP BY. Name the variables",
}
# Behind these stands a number.
_COUNTED = frozenset(["LIMIT", "OFFSET"])
# Extensions of the engine and what is refused; it names them where a hundred other words could stand as well.
_MISLEADING = frozenset(["ENCODE_FOR_URI", "LATERAL", "SERVICE"])
# Any of these tells that a term, or a call of a function, may begin.
_ANY_TERM, _ANY_CALL = frozenset(['"?"', '":"']), frozenset(["COALESCE"])


def message(said: str, sparql: str) -> str:
    """The parser's message for people.

    Args:
        said: by the engine.
        sparql: the query.
    """
    found = re.match(r"error at (\d+):(\d+): (.*)", said, re.DOTALL)
    if not found:
        return f"the query does not parse: {said}"
    line, column = int(found.group(1)), int(found.group(2))
    lines = sparql.splitlines() or [""]
    text = lines[line - 1] if line <= len(lines) else ""
    where = f"line {line}, column {column}"
    if "Prefix not found" in said:
        name = re.search(r"([\w.-]*):[^\s:]*$", text[max(0, column - 500) : column - 1])
        prefix = name.group(1) if name else "?"
        return (
            f"{where}: unknown prefix {shown(prefix)}; declared for you are {', '.join(vocab.PREFIXES)}. "
            f"Declare your own with PREFIX {prefix[:80]}: <...>"
        )
    if rule := next((rule for sign, rule in _RULES.items() if sign in said), None):
        return f"the query does not parse: {rule}"
    if usual := next(_mistakes(sparql), None):
        return usual
    expected = _wanted(found.group(3))
    here = text[column - 1 :].split(maxsplit=1)
    near = f", found {shown(here[0])}" if here else ", found the end of the line"
    return f"{where}: the query does not parse{near}{f'; expected {expected}' if expected else ''}"


def _mistakes(sparql: str) -> Iterator[str]:
    """The usual mistakes in a query that does not parse, in order."""
    listed = list(tokens(sparql, whole=True))
    first = listed[0].keyword if listed else ""
    if first and first not in (*_FORMS, *_PROLOGUE):
        near = offered(nearest(listed[0].text, _FORMS, 1, least=0.5), str)
        yield _at(sparql, listed[0], f"expected {_listed(_FORMS)}{near}")
    is_head, depth = False, 0
    for before, token, behind in zip([_NONE, *listed], listed, [*listed[1:], _NONE], strict=False):
        depth += (token.text == "(") - (token.text == ")")
        is_head = token.keyword == "SELECT" or (is_head and token.text != "{")
        how = _unlike(token, before, behind) or (is_head and not depth and _misshown(token))
        if how:
            yield _at(sparql, token, how)


def _unlike(token: Token, before: Token, behind: Token) -> str:
    """What is wrong with a token that SPARQL does not know; empty where nothing is."""
    if token.text[0] in "“”‘’":
        return "quotation marks are straight ones in SPARQL"
    is_free = token.text[0].isalpha() and behind.text != "(" and before.keyword not in _COUNTED
    if token.kind == "word" and is_free and token.keyword.lower() not in words("words of SPARQL"):
        return "a name has a prefix and no spaces, as e:Kurt_Campbell; words stand in quotation marks"
    return ""


def _misshown(token: Token) -> str:
    """What is wrong with a token among those that SELECT shows; empty where nothing is."""
    if token.keyword.lower() in words("aggregates of SPARQL"):
        return f"what SELECT computes stands in brackets and has a name, as ({token.keyword}(?x) AS ?y)"
    return "the variables of SELECT have no commas between them" if token.text == "," else ""


def _at(sparql: str, token: Token, how: str) -> str:
    start = token.end - len(token.text)
    line, column = sparql.count("\n", 0, start) + 1, start - (sparql.rfind("\n", 0, start) + 1) + 1
    return f"line {line}, column {column}: the query does not parse, found {shown(token.text)}; {how}"


def _wanted(said: str) -> str:
    """What the parser expected, without its lists of characters and what would not help.

    >>> _wanted('expected one of ",", ".", "}", [\\'0\\' ..= \\'9\\' | \\'_\\'], ["_"]')
    '"," or "." or "}"'
    >>> _wanted('expected one of "$", "(", ":", "<", "?", "true", SERVICE')
    'a term: a variable, a name as e:China, a text in quotation marks or a number'
    """
    said = re.sub(r"expected (one of )?", "", said, count=1)
    items = [item.strip() for item in re.split(r",\s+(?![^\[]*\])", re.sub(r"\[[^\]]*\]", "", said))]
    kept = [item for item in items if item and not item.startswith("[") and item not in _MISLEADING]
    if "CONSTRUCT" in kept and len(kept) == 1:
        return _listed(_FORMS)
    if {*kept} >= _ANY_TERM:
        return "a term: a variable, a name as e:China, a text in quotation marks or a number"
    if _ANY_CALL & {*kept}:
        return 'a function, or "("'
    return _listed(kept)


def _listed(choices: tuple[str, ...] | list[str]) -> str:
    return " or ".join(choices)
