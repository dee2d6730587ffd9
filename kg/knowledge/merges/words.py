"""Names and words as YAML writes them: in one line, in quotes only where it must be."""

from __future__ import annotations

import re

from kg.knowledge.merges.records import Name

RESERVED = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


def written(name: Name) -> str:
    if not name.documents:
        return plain(f"{name.name} ({name.kind})" if name.kind else name.name)
    documents = ", ".join(map(plain, name.documents))
    return f"{{name: {plain(name.name)}, kind: {name.kind}, in: [{documents}]}}"


def plain(words: str) -> str:
    """Words as YAML, in one line: bare where that is safe, else in quotes.

    >>> plain("Kurt Campbell (Person)"), plain("a: b"), plain("yes"), plain("12")
    ('Kurt Campbell (Person)', '"a: b"', '"yes"', '"12"')
    """
    if re.fullmatch(r"[A-Za-z](?:[\w .()'’-]*[\w.)])?", words, re.ASCII) and words.lower() not in RESERVED:
        return words
    escaped = "".join(_escaped(c) for c in words)
    return f'"{escaped}"'


def _escaped(character: str) -> str:
    if character in '\\"':
        return "\\" + character
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
