"""Write docs/questions.md anew from the saved questions of ontology/queries: make docs.

A test compares; run this after a change of a question.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.store.query import questions

PAGE = Path(__file__).parent.parent / "docs" / "questions.md"

HEAD = """# Saved questions

`kg ask DIR NAME [ARG...]` answers these from a built graph; `kg ask DIR` lists them, and `graph.ask("cq01")` does the
same in Python. Arguments go by place; entities by label or alias, in any case. A parameter without a default stands
for anybody. Each is a file of `ontology/queries`, and a query to start your own from: all prefixes are declared.

This page is made from those files: `make docs`."""


def page() -> str:
    """All saved questions as Markdown."""
    parts = [HEAD]
    for question in questions():
        number = question.name.partition("-")[0]
        given = "".join(f' "{p.default}"' if p.default else f" [{p.name.upper()}]" for p in question.parameters)
        notes = re.findall(r"^# (?!\?)(.*)$", question.sparql, re.MULTILINE)[1:]
        lines = [
            f"## {number}: {question.title}",
            *(["", *notes] if notes else []),
            "",
            f"`kg ask out {number}{given}`",
        ]
        if question.parameters:
            lines += ["", "| parameter | is | default |", "|---|---|---|"]
            lines += [f"| `{p.name}` | {p.kind} | {p.default or 'any'} |" for p in question.parameters]
        body = "\n".join(line for line in question.sparql.splitlines() if not line.startswith("#"))
        parts.append("\n".join([*lines, "", "```sparql", body, "```"]))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
