"""``report.md``: what a build read, what it could not read, and where its rules found nothing.

A function of the input alone; so it can be compared from one build to the next, and a change of rules shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.model import BlockKind, Failure, Knowledge, Reading

# Rows of the table of open relations; rarer ones are one query away.
MOST = 20


def report(knowledge: Knowledge, readings: Sequence[Reading], failures: Iterable[Failure]) -> str:
    """The report as Markdown.

    Args:
        knowledge: what was built.
        readings: of the documents that were read.
        failures: documents, or lines of a file, that could not be read.
    """
    facts = sum(statement.is_fact for statement in knowledge.statements)
    silent = {reading.document.id: _silent(reading) for reading in readings}
    lines = [
        "# What was read",
        "",
        f"- documents: {len(readings)}",
        f"- sentences: {sum(len(reading.sentences) for reading in readings)}, "
        f"of which {sum(map(len, silent.values()))} gave nothing",
        f"- statements: {len(knowledge.statements)}, of which {facts} are facts "
        "(the others are denied, hoped, possible or the like)",
        f"- entities: {len(knowledge.entities)}",
        f"- events: {len(knowledge.fusion.events)}",
        f"- statements that others dispute: {len({s for pair in knowledge.fusion.disputes for s in pair})}",
        "",
        "| document | date | title | sentences | gave nothing | statements |",
        "|---|---|---|--:|--:|--:|",
        *(_row(reading, silent, knowledge) for reading in sorted(readings, key=lambda r: r.document.id)),
        "",
        "# What could not be read",
        "",
        *_items(f"{_inline(f.document)}: {_inline(f.message)}" for f in sorted(failures, key=lambda f: f.document)),
        "",
        "# Relations that the ontology does not know",
        "",
        "They stand in the graph under `rel:`. Map the frequent ones in `ontology/lexicon.tsv`.",
        "",
        *_open_relations(knowledge),
        "",
        "# Sentences that gave nothing",
        "",
        *_items(f"{_inline(document)}: {_inline(s)}" for document in sorted(silent) for s in silent[document]),
        "",
        "# Left out as page furniture",
        "",
        *_items(sorted(f"{_inline(r.document.id)}: {_inline(s)}" for r in readings for s in _furniture(r))),
    ]
    return "\n".join(lines) + "\n"


def _row(reading: Reading, silent: dict[str, list[str]], knowledge: Knowledge) -> str:
    document = reading.document
    count = sum(statement.document == document.id for statement in knowledge.statements)
    cells = (document.id, document.date or "unknown", document.title or "")
    figures = (len(reading.sentences), len(silent[document.id]), count)
    return "| " + " | ".join([*map(_inline, cells), *map(str, figures)]) + " |"


def _silent(reading: Reading) -> list[str]:
    heard = {proposition.sentence for proposition in reading.propositions}
    return [span.of(reading.document.text) for i, span in enumerate(reading.sentences) if i not in heard]


def _furniture(reading: Reading) -> list[str]:
    document = reading.document
    return [block.span.of(document.text) for block in document.blocks if block.kind is BlockKind.FOOTER]


def _open_relations(knowledge: Knowledge) -> list[str]:
    counts = Counter(s.predicate for s in knowledge.statements if s.predicate.startswith("rel:"))
    if not counts:
        return ["None."]
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return ["| relation | statements |", "|---|--:|", *(f"| `{name}` | {count} |" for name, count in rows)]


def _items(lines: Iterable[str]) -> list[str]:
    return [f"- {line}" for line in lines] or ["None."]


def _inline(text: str) -> str:
    """Text on one line, with what Markdown would take as markup made harmless.

    >>> _inline("a | b <script>")
    'a \\\\| b &lt;script>'
    """
    for mark, harmless in (("\\", "\\\\"), ("|", "\\|"), ("<", "&lt;"), ("*", "\\*"), ("_", "\\_"), ("[", "\\["), ("`", "\\`")):
        text = text.replace(mark, harmless)
    return " ".join(text.split())
