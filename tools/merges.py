"""Write the table of methods in docs/merges.md anew from ontology/merges.tsv: make docs.

A test compares; run this after a change of a score.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.knowledge.resolve.methods import worths

PAGE = Path(__file__).parent.parent / "docs" / "merges.md"
HEAD = "| method | example | alone | shared neighbours |\n|---|---|--:|--:|\n"


def page(text: str) -> str:
    """The text of the page with its table made anew: the methods that neighbours make surer, in their order."""
    found = [worth for worth in worths().values() if worth.alone < worth.beside]
    rows = "".join(f"| {w.words} | {w.example} | {w.alone:g} | {w.beside:g} |\n" for w in found)
    return re.sub(rf"{re.escape(HEAD)}(?:\|.*\n)*", lambda _: HEAD + rows, text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
