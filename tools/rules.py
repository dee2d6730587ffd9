"""Write docs/rules.md anew from the registry of rules: make docs.

A test compares; run this after a change of kg/terms/rules.py.
"""

from __future__ import annotations

from pathlib import Path

from kg.terms.rules import NOUNS, VERBS, Triple

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"

HEAD = """# The rules

Each statement names the rule that read it: `kg explain` shows it with its pattern, `kg:rule` holds it. The examples are
run by the tests: the first sentence gives the triple beside it by that rule, the second must not give its triple as a
fact, though it may give it as denied, wished, possible or conditional.

This page is made from `kg/terms/rules.py`: `make docs`.
"""

TAIL = """## Stance

Speaker, polarity and modality are composed from the top of the sentence downwards (`kg/extract/stance/`): in "China
denies that it will arm Russia", the denial makes what is below it negative and attributed to China, and "will" makes it
planned. Quotation marks give their words to the speaker, across sentences too.
"""


def page() -> str:
    """The registry as docs/rules.md, Markdown."""
    parts = [HEAD]
    for title, rules in (("What verbs say", VERBS), ("What nouns say", NOUNS)):
        parts += [
            f"## {title}",
            "",
            "| rule | reads | from | it reads | but from | no fact is |",
            "|---|---|---|---|---|---|",
        ]
        for rule in rules:
            cells = (f"`{rule.name}`", rule.reads, rule.fires, _triple(rule.gives), rule.spares, _triple(rule.never))
            parts.append(f"| {' | '.join(cells)} |")
        parts.append("")
    return "\n".join([*parts, TAIL])


def _triple(triple: Triple) -> str:
    """A triple as a cell of a table shows it.

    >>> _triple(("China", "aid", "Russia"))
    'China · aid · Russia'
    """
    return " · ".join(part for part in triple if part)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
