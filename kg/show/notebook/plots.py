"""Three plots of a graph, for which matplotlib is needed: what happened when, who speaks of whom, who tells what alone.

    from kg.show.notebook import plots
    plots.timeline(graph)

Each gives a :class:`Plot`, which a notebook shows as SVG and whose ``figure`` is matplotlib's, to be changed as one
likes. Equal graphs give equal plots.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from kg import network
from kg.errors import InputError
from kg.model.records import Document, Knowledge, Node
from kg.network import How, View, as_networkx
from kg.network import names as naming

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# The longest name beside an axis, in characters.
LONGEST = 48
_DONE, _OTHER = "#2f6fd6", "#a7b1be"
_STYLE: Any = {
    "svg.hashsalt": "kg",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


class Held(Protocol):
    """A graph, as far as it is drawn."""

    @property
    def knowledge(self) -> Knowledge: ...


class Plot:
    """A plot that a notebook shows.

    Attributes:
        figure: matplotlib's own, with ``figure.axes[0]`` and ``figure.savefig("a.pdf")``.
        rows: what is drawn, as plain values.
    """

    def __init__(self, figure: Figure, rows: Sequence[tuple[Any, ...]]) -> None:
        self.figure = figure
        self.rows = list(rows)

    def __repr__(self) -> str:
        return f"<Plot of {len(self.rows)} rows>"

    def _repr_svg_(self) -> str:
        import matplotlib

        file = io.BytesIO()
        with matplotlib.rc_context(_STYLE):
            self.figure.savefig(file, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
        return file.getvalue().decode()


def timeline(
    graph: Held, *, types: Iterable[str] = (), since: str | None = None, until: str | None = None, limit: int = 25
) -> Plot:
    """What is told with a day, month or year, from the earliest to the latest; a bar spans what is known of the time.

    Rows are (time, first day, last day, what). What most documents tell is kept where there are more than ``limit``.

    Args:
        graph: whose facts are drawn.
        types: classes of the ontology, one of which the subject or the object is of; none are all.
        since: ISO date, month or year.
        until: ISO date, month or year.
        limit: at most so many rows.

    Raises:
        InputError: if matplotlib is not installed, for an unknown type, or what is no date.
    """
    knowledge = graph.knowledge
    labels = {entity.id: entity.label for entity in knowledge.entities}
    told = enumerate(network.timeline(knowledge, types=types, since=since, until=until))
    most = sorted(told, key=lambda numbered: (-len(numbered[1].documents), numbered[0]))[:limit]
    rows = []
    for _, row in sorted(most, key=lambda numbered: numbered[0]):
        relation = as_networkx.relation(row.statement)
        what = f"{labels.get(row.statement.subject, '')} {relation} {row.statement.object_label}".strip()
        first, last = row.earliest or row.latest, row.latest or row.earliest
        rows.append((row.time, first, last, _short(what)))
    figure, axes = _axes(0.26 * len(rows) + 1)
    for place, (_, first, last, _) in enumerate(rows):
        begin, end = date.fromisoformat(str(first)), date.fromisoformat(str(last))
        axes.plot([begin, end], [place, place], marker="o", markersize=4, linewidth=3, color=_DONE, alpha=0.8)
    axes.set_yticks(range(len(rows)), [what for *_, what in rows])
    axes.invert_yaxis()
    axes.grid(axis="x", color="#e4e7ec")
    axes.set_title("What happened when")
    if since is not None and rows:
        # What began before and went on reaches in from the left.
        axes.set_xlim(left=date.fromisoformat(f"{since}-01-01"[:10]))
    return Plot(figure, rows)


def speakers(graph: Held, *, limit: int = 12) -> Plot:
    """Who speaks of whom, as a heat map: how many statements each makes of each other.

    Rows are (speaker, of whom, statements), those who speak most first.

    Args:
        graph: whose statements are counted, of every stance.
        limit: at most so many speakers, and so many of whom they speak.

    Raises:
        InputError: if matplotlib is not installed.
    """
    knowledge = graph.knowledge
    labels = naming.labels(knowledge.entities)
    told: Counter[tuple[str, str]] = Counter()
    for edge in network.edges(knowledge, View.ACTORS):
        if edge.how is How.SPEECH:
            told[labels[edge.source], labels[edge.target]] += 1
    who, whom = _first(told, 0, limit), _first(told, 1, limit)
    figure = _heat([[told[one, other] for other in whom] for one in who], who, whom)
    rows = [(one, other, told[one, other]) for one in who for other in whom if told[one, other]]
    return Plot(figure, rows)


def _heat(grid: Sequence[Sequence[int]], who: Sequence[str], whom: Sequence[str]) -> Figure:
    figure, axes = _axes(0.3 * len(who) + 1.6)
    if grid:
        axes.imshow(grid, cmap="Blues", aspect="auto")
    most = max((n for row in grid for n in row), default=0)
    for down, across in ((down, across) for down in range(len(who)) for across in range(len(whom))):
        if count := grid[down][across]:
            colour = "white" if count > most / 2 else "black"
            axes.text(across, down, str(count), ha="center", va="center", color=colour)
    axes.set_xticks(range(len(whom)), [_short(name) for name in whom], rotation=40, ha="right")
    axes.set_yticks(range(len(who)), [_short(name) for name in who])
    axes.set_title("Who speaks of whom (statements)")
    return figure


def sources(graph: Held, *, limit: int = 20) -> Plot:
    """How many facts each source tells, and how many of these others tell too.

    A source is the publisher that came with an article; without one it is the article. Rows are (source, facts that
    others tell too, facts of its own).

    Args:
        graph: whose facts are counted.
        limit: at most so many sources, those with most facts.

    Raises:
        InputError: if matplotlib is not installed.
    """
    knowledge = graph.knowledge
    names = {document.id: _source(document) for document in knowledge.documents}
    by: dict[tuple[str, str, Node | None], set[str]] = {}
    for statement in knowledge.statements:
        if statement.is_fact:
            triple = statement.subject, statement.predicate, statement.object
            by.setdefault(triple, set()).add(names.get(statement.document, statement.document))
    shared = Counter(name for told in by.values() if len(told) > 1 for name in told)
    alone = Counter(name for told in by.values() if len(told) == 1 for name in told)
    listed = sorted({*shared, *alone}, key=lambda name: (-shared[name] - alone[name], name))[:limit]
    rows = [(name, shared[name], alone[name]) for name in listed]
    figure, axes = _axes(0.28 * len(rows) + 1.2)
    axes.barh(range(len(rows)), [n for _, n, _ in rows], color=_DONE, label="others tell it too")
    axes.barh(range(len(rows)), [n for *_, n in rows], left=[n for _, n, _ in rows], color=_OTHER, label="of its own")
    axes.set_yticks(range(len(rows)), [_short(name) for name in listed])
    axes.invert_yaxis()
    axes.legend(frameon=False, loc="lower right")
    axes.set_title("Facts by source")
    return Plot(figure, rows)


def _first(told: Counter[tuple[str, str]], end: int, limit: int) -> list[str]:
    """Those at one end of most statements."""
    found: Counter[str] = Counter()
    for pair, count in told.items():
        found[pair[end]] += count
    return sorted(found, key=lambda name: (-found[name], name))[:limit]


def _source(document: Document) -> str:
    return document.source or document.title or document.id


def _short(words: str) -> str:
    """Words that fit beside an axis; a dollar sign would begin a formula there."""
    cut = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
    return cut.replace("$", r"\$")


def _axes(height: float) -> tuple[Figure, Any]:
    """An empty plot of that height in inches, without pyplot, which would keep each one.

    Raises:
        InputError: if matplotlib is not installed.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as error:
        raise InputError("plots need matplotlib, which is not installed: pip install 'kg-news[plots]'") from error
    with matplotlib.rc_context(_STYLE):
        # Room for the names of the rows, which a file cuts off else.
        figure = Figure(figsize=(8, max(height, 1.6)), layout="constrained")
        return figure, figure.subplots()
