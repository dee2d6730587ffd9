"""Quotation marks of a paragraph, in pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token

# What opens, and what closes it; a straight mark may do both.
STRAIGHT = '"'
CLOSED_BY: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "“": frozenset("”"),
        "``": frozenset(("''",)),
        "«": frozenset("»"),
        "„": frozenset("“”"),
        STRAIGHT: frozenset(STRAIGHT),
    }
)
OPENING = frozenset(CLOSED_BY) - {STRAIGHT}
CLOSING = frozenset(("”", "''", "»", STRAIGHT))

# Shorter quotations are scare quotes or terms; nobody's clause stands in them.
FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Marked:
    """What stands between two marks: the numbers of its first token and of the mark behind its last.

    Where that mark is missing, all up to the end of the paragraph.
    """

    start: int
    end: int
    is_closed: bool = True

    def __len__(self) -> int:
        return self.end - self.start


def marked(doc: Doc) -> Iterator[Marked]:
    """What stands between marks, in text order; a mark inside other marks opens nothing of its own.

    A mark that is never closed reaches to the end, which is how speeches over several paragraphs are printed.
    """
    last = {token.text: token.i for token in doc if token.text in CLOSING or token.text in CLOSED_BY}
    at = 0
    while at < len(doc):
        if doc[at].text not in CLOSED_BY:
            at += 1
            continue
        end = _closing(doc, at, last)
        stop = len(doc) if end is None else end
        if stop > at + 1:
            yield Marked(at + 1, stop, is_closed=end is not None)
        at = stop + 1


def _closing(doc: Doc, opening: int, last: Mapping[str, int]) -> int | None:
    """The mark that closes one: of its own kind if there is one before the next opens, else of any kind."""
    mark = doc[opening].text
    closers = _closers(mark, opening, last)
    other, depth = None, 0
    for token in doc[opening + 1 :]:
        if token.text in closers:
            return token.i
        if other is not None and (token.text == mark or _opens_again(token, doc[other])):
            return other
        if token.text in OPENING:
            depth += 1
        elif token.text in CLOSING:
            if depth:
                depth -= 1
            elif mark == STRAIGHT:
                # opened by a straight mark, closed by a round one
                return token.i
            else:
                other = other or token.i
    return None


def _opens_again(mark: Token, before: Token) -> bool:
    """True for the second straight mark of '“We lost," she said. "Reis won.”', where words stand between the two."""
    is_straight = mark.text == before.text == STRAIGHT
    return is_straight and bool(before.whitespace_) and not mark.whitespace_


def _closers(mark: str, opening: int, last: Mapping[str, int]) -> frozenset[str]:
    """What may close a mark at that place: "”" of "“", unless none is behind it; then all that closes any."""
    own = CLOSED_BY[mark]
    return own if any(last.get(closer, -1) > opening for closer in own) else CLOSING
