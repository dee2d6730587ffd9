"""Scripts and style sheets without what only people need: comments, indentation, blanks around signs.

Names stay as they are, and lines mostly too, so that the page's own scripts can still be read in a browser's tools.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
    (?P<comment> //[^\n]* | /\*.*?\*/ )
    | (?P<blank> \s+ )
    | (?P<string> "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | (?P<word> [\w$\u0080-\U0010ffff]+ )
    | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_IN_WORDS = re.compile(r"[\w$\u0080-\U0010ffff]")
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
# A slash behind one of these begins a regular expression, behind other words and closed brackets it divides.
_OPERATORS = frozenset(
    {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await"}
)


def script(text: str) -> str:
    """The same program with fewer characters.

    Strings, templates and regular expressions stay as they are. A line may end a statement without a semicolon, so
    the end of a line goes only where a statement cannot end.

    Args:
        text: a script that a browser accepts. A regular expression that begins a statement, or stands behind the
            bracket of a condition, would be taken for a division.

    >>> script("const a = (b) =>  b / 2; // half\\n\\n  f(`${a + 1}  b`, /[/ ]/);\\n")
    'const a=(b)=>b/2;f(`${a+1}  b`,/[/ ]/);'
    """
    kept: list[str] = []
    blank = ""
    for token in _tokens(text):
        if not token.strip() or token.startswith(("//", "/*")):
            blank = "\n" if "\n" in token or blank == "\n" else " "
            continue
        if kept and blank:
            kept.append(_between(kept[-1][-1], blank, token[0]))
        kept.append(token)
        blank = ""
    return "".join(kept)


def _between(before: str, blank: str, after: str) -> str:
    """What has to stay of a blank between two signs."""
    if blank == "\n":
        return "" if before in "{(,;[" or after in "})];," else blank
    both_words = _IN_WORDS.match(before) and _IN_WORDS.match(after)
    return blank if both_words or (before == after and before in "+-/") else ""


def _tokens(text: str) -> Iterator[str]:
    """The tokens of a script with its comments and blanks; a template is several, split at what is put into it."""
    at, last = 0, ""
    # For each template that is open the curly brackets that are open in what is put into it.
    opened: list[int] = []
    while at < len(text):
        # most begin with none of these signs
        is_plain = text[at] not in "`}/"
        found = None if is_plain else _template(text, at, opened) or _regex(text, at, last)
        found = found or _TOKEN.match(text, at)
        end = found.end() if found else at + 1
        token = text[at:end]
        if opened and token in ("{", "}"):
            opened[-1] += 1 if token == "{" else -1
        if token.strip() and not token.startswith(("//", "/*")):
            last = token
        yield token
        at = end


def _template(text: str, at: int, opened: list[int]) -> re.Match[str] | None:
    """A template, or what of it stands up to the next thing that is put into it; keeps count of those that are open."""
    goes_on = text[at] == "}" and bool(opened) and opened[-1] == 0
    if text[at] != "`" and not goes_on:
        return None
    if goes_on:
        opened.pop()
    found = _TEMPLATE.match(text, at + 1)
    if found and found[0].endswith("${"):
        opened.append(0)
    return found


def _regex(text: str, at: int, last: str) -> re.Match[str] | None:
    is_comment = text[at + 1 : at + 2] in ("/", "*")
    return _REGEX.match(text, at) if text[at] == "/" and not is_comment and _begins_regex(last) else None


def _begins_regex(last: str) -> bool:
    return last in _OPERATORS or not re.search(r"[\w$)\]}\"'`]$", last)


def style(text: str) -> str:
    """The same style sheet with fewer characters.

    >>> style('a { b: c;  d: "x : y"; } /* e */\\n@media (f: 1px) { g + h { i: calc(1px + 2px); } }')
    'a{b:c;d:"x : y"}@media (f:1px){g + h{i:calc(1px + 2px)}}'
    """
    parts = re.split(r'("[^"\n]*")', re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    for at in range(0, len(parts), 2):
        parts[at] = re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", parts[at]))
        parts[at] = re.sub(r"([:,])\s+", r"\1", parts[at])
    return re.sub(r";\}", "}", "".join(parts).strip())
