"""The analysis of a text as a table of plain columns, one row a token: what a parser says, and nothing else of it.

It is what is kept of a parse. ``tree`` makes the records of ``kg.model.syntax`` of it, and puts the parser's mistakes
right there (``mend``): no rule of kg is in a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.language.mend import mend
from kg.model.columns import column
from kg.model.syntax import Doc, Token, TokenSpan, link

IOB = ("", "I", "O", "B")
# Places of a token behind which a name may go on.
INSIDE = frozenset(("B", "I"))


@dataclass(frozen=True, slots=True)
class Table:
    """The columns; all but the last are as long as the text has tokens.

    Attributes:
        words: the tokens, which with their spaces are the whole text.
        spaces: 1 where a space follows, else 0.
        lemmas, classes, tags, relations: ``lemma_``, ``pos_``, ``tag_`` and ``dep_`` of spaCy.
        types, places: type of the name that it is part of, and "B", "I", "O" or "" for its place in or outside one.
        heads: number of the token that it depends on; its own for a root.
        starts: numbers of the tokens that begin a sentence, in order.
    """

    words: tuple[str, ...]
    spaces: tuple[int, ...]
    lemmas: tuple[str, ...]
    classes: tuple[str, ...]
    tags: tuple[str, ...]
    relations: tuple[str, ...]
    types: tuple[str, ...]
    places: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]

    @property
    def text(self) -> str:
        """The text that was parsed."""
        return "".join(word + " " * space for word, space in zip(self.words, self.spaces, strict=True))


def tree(table: Table) -> Doc:
    """The syntax of a text, mended and linked."""
    doc = Doc(table.text)
    offset = 0
    columns = (table.lemmas, table.classes, table.tags, table.relations, table.types, table.places)
    for i, (word, space, *analysis) in enumerate(zip(table.words, table.spaces, *columns, strict=True)):
        doc.append(Token(doc, i, offset, " " if space else "", word, *analysis))
        offset += len(word) + space
    heads = list(table.heads)
    mend(doc, heads)
    link(doc, heads, table.starts)
    doc.ents = tuple(TokenSpan(doc, *name) for name in _names(table))
    return doc


def _names(table: Table) -> Iterator[tuple[int, int, str]]:
    """First token, token behind the last, and type of each name."""
    begun: int | None = None
    for i, (place, kind) in enumerate(zip((*table.places, "O"), (*table.types, ""), strict=True)):
        if begun is not None and place != "I":
            yield begun, i, table.types[begun]
            begun = None
        if place == "B" and kind:
            begun = i


def to_plain(tables: Sequence[Table]) -> Any:
    """The tables of a document's texts as lists, numbers and strings."""
    return column(Table).write(tables)


def from_plain(plain: Any, texts: Sequence[str]) -> tuple[Table, ...]:
    """The tables that ``to_plain`` was given.

    Args:
        plain: what ``to_plain`` gave.
        texts: the texts that they must be of.

    Raises:
        MISSHAPEN: one of these (``kg.model.columns``) if it is not exactly of the shape of tables, these are of other
            texts, or no trees.
    """
    tables = tuple(column(Table).read(plain))
    for table, text in zip(tables, texts, strict=True):
        if table.text != text or not all(table.words):
            raise ValueError("a table is of another text")
        _check(table)
    return tables


def _check(table: Table) -> None:
    count = len(table.words)
    others = (table.lemmas, table.classes, table.tags, table.relations, table.types, table.places, table.heads)
    if any(len(own) != count for own in others):
        raise ValueError(f"a column is not of {count} tokens")
    if not set(table.spaces) <= {0, 1} or not set(table.places) <= set(IOB):
        raise ValueError("a space or the place in a name is none that there is")
    if any(b == "I" and a not in INSIDE for a, b in pairwise(("", *table.places))):
        raise ValueError("a name goes on that has not begun")
    if (
        table.starts[:1] != (0,) * bool(count)
        or not _is_rising(table.starts)
        or not all(s < count for s in table.starts)
    ):
        raise ValueError("the sentences do not divide the text")
    if not _is_forest(table.heads):
        raise ValueError("the heads are no trees")


def _is_rising(numbers: Iterable[int]) -> bool:
    return all(a < b for a, b in pairwise(numbers))


def _is_forest(heads: Sequence[int]) -> bool:
    """True where every token leads to a root: after as many steps as there are tokens, doubled each time."""
    if heads and not 0 <= min(heads) <= max(heads) < len(heads):
        return False
    reached = heads
    for _ in range(len(heads).bit_length()):
        reached = [reached[number] for number in reached]
    return all(heads[number] == number for number in reached)
