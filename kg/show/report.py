"""``report.md``: what a build read, what it could not read, and where its rules found nothing.

A function of the input alone; so it can be compared from one build to the next, and a change of rules shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kg.knowledge.merges import APPLY_FROM
from kg.model.kinds import BlockKind
from kg.model.links import Verdict
from kg.model.outline import Outline
from kg.model.records import Document, Failure, Knowledge, Resolution
from kg.work.terminal import plain

# Rows of the table of open relations; rarer ones are one query away. As many doubtful names.
MOST_ROWS = 20
# Names that met with this score or more need no look.
SURE_ENOUGH = 0.75


def report(
    knowledge: Knowledge,
    outlines: Mapping[str, Outline],
    failures: Iterable[Failure],
    resolution: Resolution | None = None,
) -> str:
    """The report as Markdown.

    Args:
        knowledge: what was built.
        outlines: of its documents, by id.
        failures: documents, or lines of a file, that could not be read.
        resolution: how names met; None leaves that out.
    """
    texts = sorted(knowledge.documents, key=lambda document: document.id)
    silent = {text.id: [span.of(text.as_read) for span in outlines[text.id].silent] for text in texts}
    statements = Counter(statement.document for statement in knowledge.statements)
    facts = sum(statement.is_fact for statement in knowledge.statements)
    lines = [
        "# What was read",
        "",
        f"- documents: {len(texts)}",
        f"- sentences: {sum(outlines[text.id].sentences for text in texts)}, "
        f"of which {sum(map(len, silent.values()))} gave nothing",
        f"- statements: {len(knowledge.statements)}, of which {facts} are facts "
        "(the others are denied, hoped, possible or the like)",
        f"- entities: {len(knowledge.entities)}",
        f"- events: {len(knowledge.fusion.events)}",
        f"- statements that others dispute: {len({s for pair in knowledge.fusion.disputes for s in pair})}",
        "",
        "| document | date | title | sentences | gave nothing | statements |",
        "|---|---|---|--:|--:|--:|",
        *(_row(text, outlines[text.id], statements[text.id]) for text in texts),
        "",
        "# What could not be read",
        "",
        *_items(f"{_inline(f.document)}: {_inline(f.message)}" for f in sorted(failures, key=lambda f: f.document)),
        "",
        "# Relations that the ontology does not know",
        "",
        "They stand in the graph under `rel:`. Say in a file of your own what the frequent ones mean, and build again "
        "with `--lexicon FILE`.",
        "",
        *_open_relations(knowledge),
        "",
        *(_names(resolution) if resolution is not None else ()),
        "# Sentences that gave nothing",
        "",
        *_items(f"{_inline(document)}: {_inline(s)}" for document in sorted(silent) for s in silent[document]),
        "",
        "# Left out as page furniture",
        "",
        *_items(_left_out(texts, BlockKind.FOOTER)),
        "",
        "# Left out as not English",
        "",
        *_items(_left_out(texts, BlockKind.FOREIGN)),
    ]
    return "\n".join(lines) + "\n"


def counts(knowledge: Knowledge) -> dict[str, int | dict[str, int]]:
    """What a graph holds, in numbers; names within a group come most frequent first.

    Returns:
        Counts of documents, entities and so on, and of entities by class, statements by stance and by relation.
    """
    statements = knowledge.statements
    facts = sum(statement.is_fact for statement in statements)
    return {
        "documents": len(knowledge.documents),
        "entities": len(knowledge.entities),
        "statements": len(statements),
        "facts": facts,
        "events": len(knowledge.fusion.events),
        "disputed statements": len({statement for pair in knowledge.fusion.disputes for statement in pair}),
        "entities by class": _most(entity.type for entity in knowledge.entities),
        "statements by stance": _most(f"{s.polarity}, {s.modality}" for s in statements),
        "statements by relation": _most(s.predicate for s in statements if not s.predicate.startswith("rel:")),
        "relations the ontology does not know": _most(
            s.predicate for s in statements if s.predicate.startswith("rel:")
        ),
    }


def _most(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _row(document: Document, outline: Outline, statements: int) -> str:
    cells = (document.id, document.date or "unknown", document.title or "")
    return (
        "| "
        + " | ".join([*map(_inline, cells), *map(str, (outline.sentences, len(outline.silent), statements))])
        + " |"
    )


def _left_out(documents: Iterable[Document], kind: BlockKind) -> list[str]:
    found = ((d.id, block.span.of(d.text)) for d in documents for block in d.blocks if block.kind is kind)
    return sorted(f"{_inline(id)}: {_inline(words)}" for id, words in found)


def _open_relations(knowledge: Knowledge) -> list[str]:
    rows = _most(s.predicate for s in knowledge.statements if s.predicate.startswith("rel:"))
    if not rows:
        return ["None."]
    return ["| relation | statements |", "|---|--:|", *(f"| `{n}` | {c} |" for n, c in list(rows.items())[:MOST_ROWS])]


def _names(resolution: Resolution) -> list[str]:
    """The names whose meeting is the least sure, and those that nearly met."""
    doubtful = [link for link in resolution.links if link.verdict is Verdict.PROPOSED and link.score < SURE_ENOUGH]
    rows = [
        f"| {_inline(link.one.name)} | {_inline(link.other.name if link.other else '')} | {_inline(link.method)} "
        f"| {link.score:g} | {'yes' if link.applied else 'no'} |"
        for link in sorted(doubtful, key=lambda link: abs(link.score - APPLY_FROM))[:MOST_ROWS]
    ]
    table = ["| name | and | why | score | one entity |", "|---|---|---|--:|---|", *rows]
    unused = ["", "Decided, but in no text:", "", *_items(map(_inline, resolution.unused))] if resolution.unused else []
    return [
        "# Names that may be one",
        "",
        f"With a score below {SURE_ENOUGH:g}: {len(doubtful)}. `kg resolve` lists all, with sentences, to decide on.",
        "",
        *(table if rows else ["None."]),
        *unused,
        "",
    ]


def _items(lines: Iterable[str]) -> list[str]:
    return [f"- {line}" for line in lines] or ["None."]


def _inline(text: str) -> str:
    """Text on one line, with what Markdown would take as markup made harmless.

    >>> _inline("a | b <script>")
    'a \\\\| b &lt;script>'
    """
    for mark, harmless in (
        ("\\", "\\\\"),
        ("|", "\\|"),
        ("<", "&lt;"),
        ("*", "\\*"),
        ("_", "\\_"),
        ("[", "\\["),
        ("`", "\\`"),
    ):
        text = text.replace(mark, harmless)
    return plain(" ".join(text.split()))
