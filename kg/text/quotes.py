"""Quotation marks typed as two characters, ''as archives of newspapers print them'', which are read as one."""

from __future__ import annotations

import re

from kg.model.records import Edit, Span

# Two apostrophes, the last two of three, or two grave accents.
_PAIR = re.compile(r"''(?!')|``")
# Behind a comma or a full stop they close what somebody said; elsewhere they may be minutes, or marks of a wiki.
_SPEECH = re.compile(r"[\w)][,.?!]''(?!\w)")
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[—–-])\Z")


def edits(text: str) -> tuple[Edit, ...]:
    """The pairs of a text that has speech between such pairs, as the marks that they stand for, in text order.

    >>> [edit.words for edit in edits("''We lost,'' she said.")]
    ['“', '”']
    >>> edits("The ''Mary Rose'' sank.")
    ()
    """
    if not _SPEECH.search(text):
        return ()
    return tuple(Edit(Span(*pair.span()), "“" if _opens(text, pair) else "”") for pair in _PAIR.finditer(text))


def _opens(text: str, pair: re.Match[str]) -> bool:
    """True before a word: behind a space, and with none behind it."""
    start, end = pair.span()
    return _BEFORE_OPENING.search(text, max(0, start - 1), start) is not None and not text[end : end + 1].isspace()
