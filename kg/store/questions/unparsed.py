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

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_AGGREGATES = frozenset(["AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"])
# All words that may stand without brackets behind them.
_WORDS = _AGGREGATES.union(
    _FORMS,
    "A AS ASC BASE BIND BY DESC DISTINCT EXISTS FALSE FILTER FROM GRAPH GROUP HAVING IN LATERAL LIMIT MINUS NAMED NOT "
    "OFFSET OPTIONAL ORDER PREFIX REDUCED SEPARATOR SERVICE SILENT TRUE UNDEF UNION VALUES VERSION WHERE".split(),
)
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
    if rule := next((words for sign, words in _RULES.items() if sign in said), None):
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
    is_select, depth, before = False, 0, ""
    for number, token in enumerate(listed):
        word, behind = token.keyword, listed[number + 1].text if number + 1 < len(listed) else ""
        if token.text == "{":
            is_select = False
        depth += (token.text == "(") - (token.text == ")")
        if word == "SELECT":
            is_select, depth = True, 0
        if word and number == 0 and word not in (*_FORMS, "PREFIX", "BASE", "VERSION"):
            near = offered(nearest(token.text, _FORMS, 1, least=0.5), str)
            yield _at(sparql, token, f"expected {_listed(_FORMS)}{near}")
        elif token.text[0] in "“”‘’":
            yield _at(sparql, token, "quotation marks are straight ones in SPARQL")
        elif token.text[0].isalpha() and word and word not in _WORDS and behind != "(" and before not in _COUNTED:
            how = "a name has a prefix and no spaces, as e:Kurt_Campbell; words stand in quotation marks"
            yield _at(sparql, token, how)
        elif is_select and not depth and word in _AGGREGATES:
            yield _at(sparql, token, f"what SELECT computes stands in brackets and has a name, as ({word}(?x) AS ?y)")
        elif is_select and not depth and token.text == ",":
            yield _at(sparql, token, "the variables of SELECT have no commas between them")
        before = word


def _at(sparql: str, token: Token, words: str) -> str:
    start = token.end - len(token.text)
    line, column = sparql.count("\n", 0, start) + 1, start - (sparql.rfind("\n", 0, start) + 1) + 1
    return f"line {line}, column {column}: the query does not parse, found {shown(token.text)}; {words}"


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


def _listed(words: tuple[str, ...] | list[str]) -> str:
    return " or ".join(words)
