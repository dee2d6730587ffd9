"""The graph as a still picture: an SVG for where no script runs, as on GitHub, in print and in an untrusted notebook.

Drawn are the best connected actors and the strongest lines between them, as on the page, in the page's own colours and
on a ground of its own, so that it can be read in a light and in a dark notebook. A solid line is a fact, a dashed one
is denied, a dotted one is hoped for, planned or possible. Equal graphs give equal bytes.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources

from kg.model.kinds import Polarity
from kg.model.records import Entity, Knowledge
from kg.network import Edge, edges
from kg.network.as_networkx import predicate
from kg.network.views import CLOSENESS
from kg.show.view import layout
from kg.show.view.kinds import colours as colours_of_kinds
from kg.terms.classes import DRAWN_AS

# How many nodes, and how many lines of each that is no hub for others.
NODES, LINES = 40, 2
# A label is broken into two lines past this many characters, and cut where it is longer still.
LONGEST_LINE = 22
FONT = "Inter,'Segoe UI',system-ui,'Helvetica Neue','Noto Sans','DejaVu Sans',sans-serif"
MARGIN, LEGEND = 16, 30
# JupyterLab cuts off what is wider than its column, on most screens; larger pictures are shown smaller.
WIDEST = 860
FRAME = (820.0, 600.0)
# Of the longest word that a line tells, in characters; longer ones are told on the page.
LONGEST_WORDS = 26

Pair = tuple[str, str]
Box = tuple[float, float, float, float]

STANCES: Mapping[str, tuple[str, str, str]] = {
    # Words of the legend, colour, dashes.
    "fact": ("fact", "line", ""),
    "denied": ("denied", "denied", ' stroke-dasharray="9 5"'),
    "unreal": ("hoped for, planned or possible", "unreal", ' stroke-dasharray="2 5"'),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What joins two nodes of the picture: its stance as the page has it, and the words of the strongest statement."""

    source: str
    target: str
    stance: str
    words: str


class Picture:
    """An SVG that a notebook shows, and that GitHub, nbconvert and print show as well."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def __repr__(self) -> str:
        return f"<Picture: SVG of {len(self.svg.encode()) / 1000:.0f} kB>"

    def _repr_svg_(self) -> str:
        return self.svg


def picture(knowledge: Knowledge, *, title: str, nodes: int = NODES) -> Picture:
    """The best connected actors of a graph and what joins them, as one SVG of less than 60 kB.

    Args:
        knowledge: what the graph holds.
        title: what the picture is called, for those who hear it.
        nodes: at most so many actors.
    """
    entities = {entity.id: entity for entity in knowledge.entities}
    pairs = _pairs(edges(knowledge))
    every = Counter({pair: len(found) for pair, found in pairs.items()})
    drawn = layout.strongest(every, set(_chosen(pairs, nodes)), LINES)
    radii = _radii(every, {end for pair in drawn for end in pair})
    boxes = {id: _size(entities[id].label, size) for id, size in radii.items()}
    groups = layout.communities({pair: every[pair] for pair in drawn}, radii)
    places = layout.positions(drawn, boxes, groups, frame=FRAME, radii=radii)
    circles = [(entities[id], places[id], size) for id, size in radii.items()]
    return Picture(_svg(title, circles, [_line(pairs[pair]) for pair in drawn], places, boxes))


def _chosen(pairs: Mapping[Pair, Sequence[Edge]], most: int) -> list[str]:
    """Those worth drawing: of the facts, and where these leave room of all that is told."""
    number: dict[str, int] = {}
    every: dict[Pair, set[int]] = defaultdict(set)
    facts: dict[Pair, set[int]] = defaultdict(set)
    for pair, found in sorted(pairs.items()):
        for edge in found:
            article = number.setdefault(edge.statement.document, len(number))
            every[pair].add(article)
            if edge.statement.is_fact:
                facts[pair].add(article)
    chosen = layout.leading(facts, most)
    return chosen + [id for id in layout.leading(every, most) if id not in chosen][: most - len(chosen)]


def _radii(every: Counter[Pair], ids: Iterable[str]) -> dict[str, float]:
    """How large each node is, in pixels: its area follows how much joins it to any."""
    degree: Counter[str] = Counter()
    for pair, count in every.items():
        degree.update(dict.fromkeys(pair, count))
    most = max(degree.values(), default=1)
    return {id: round(8 + 16 * math.sqrt(degree[id] / most), 1) for id in sorted(ids)}


def _pairs(joined: Iterable[Edge]) -> dict[Pair, list[Edge]]:
    found: dict[Pair, list[Edge]] = defaultdict(list)
    for edge in joined:
        one, other = sorted((edge.source, edge.target))
        found[one, other].append(edge)
    return found


def _line(joined: Sequence[Edge]) -> Line:
    """The line for all that joins two: a fact where any of it is one, denied where nothing is affirmed."""
    facts = [edge for edge in joined if edge.statement.is_fact]
    polarities = {edge.statement.polarity for edge in joined}
    stance = "fact" if facts else "denied" if polarities == {Polarity.NEGATIVE} else "unreal"
    shown = min(facts or joined, key=_rank)
    return Line(shown.source, shown.target, stance, predicate(shown))


def _rank(edge: Edge) -> tuple[int, bool, int, str]:
    """What tells most comes first: what one did to the other, in a term of the ontology, told by many."""
    statement = edge.statement
    return CLOSENESS[edge.how], not statement.predicate.startswith("kg:"), -len(edge.told), statement.id


def _broken(label: str) -> list[str]:
    """A label in one line or two of nearly equal length, the second cut where it is too long.

    >>> _broken("China"), _broken("North Atlantic Treaty Organization")
    (['China'], ['North Atlantic', 'Treaty Organization'])
    """
    if len(label) <= LONGEST_LINE:
        return [label]
    spaces = [place for place, letter in enumerate(label) if letter == " " and place <= LONGEST_LINE]
    at = min(spaces, key=lambda place: (abs(len(label) / 2 - place), place), default=LONGEST_LINE)
    first, rest = label[:at], label[at:].strip()
    return [first, rest if len(rest) <= LONGEST_LINE else f"{rest[: LONGEST_LINE - 1].rstrip()}…"]


def _size(label: str, size: float) -> tuple[float, float]:
    """Width and height of a node with its label beneath, in pixels."""
    lines = _broken(label)
    return max(max(map(len, lines)) * 7.9, 2 * size) + 8, 2 * size + 12 + 16 * len(lines)


# -- how it is drawn ---------------------------------------------------------------------------------------------------


@cache
def _colours() -> Mapping[str, str]:
    """The light colours of the page, by their names there."""
    style = resources.files("kg.show.view").joinpath("explorer.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", style.partition("}")[0])) | colours_of_kinds("light")


def _svg(
    title: str,
    circles: Sequence[tuple[Entity, tuple[int, int], float]],
    lines: Sequence[Line],
    places: Mapping[str, tuple[int, int]],
    sizes: Mapping[str, tuple[float, float]],
) -> str:
    ends = [(places[id], size) for id, size in sizes.items()]
    width = max([x + w / 2 for (x, _), (w, _) in ends] + [620 - MARGIN])
    left = min([x - w / 2 for (x, _), (w, _) in ends] + [0])
    top = min([y - h / 2 for (_, y), (_, h) in ends] + [0])
    low = max([y + h / 2 for (_, y), (_, h) in ends] + [0])
    colours = _colours()
    kinds = {entity.id: DRAWN_AS.get(entity.type, "topic") for entity, _, _ in circles}
    across, down = round(width - left + 2 * MARGIN), round(low - top + 2 * MARGIN + LEGEND)
    scale = min(1.0, WIDEST / across)
    corner_x, corner_y = round(left - MARGIN), round(top - MARGIN)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{corner_x} {corner_y} {across} {down}" '
        f'width="{across * scale:.0f}" height="{down * scale:.0f}" style="max-width:100%;height:auto" role="img" '
        f'font-family="{FONT}" font-size="14"><title>{escape(_clean(title))}</title>',
        '<defs><marker id="kg-end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{colours["muted"]}"/></marker></defs>',
        f'<rect x="{corner_x}" y="{corner_y}" width="{across}" height="{down}" rx="8" fill="{colours["paper"]}"/>',
        *_drawn_lines(lines, places, {entity.id: size for entity, _, size in circles}),
        *(_node(entity, place, size, colours[kinds[entity.id]]) for entity, place, size in circles),
        f'<g font-size="11.5" fill="{colours["muted"]}" text-anchor="middle" stroke="{colours["paper"]}" '
        'stroke-width="3" paint-order="stroke">',
        *_words(lines, places, sizes),
        "</g>",
        *_legend(sorted(set(kinds.values())), left, low + MARGIN + LEGEND / 2, width),
        "</svg>",
    ]
    return "\n".join(parts)


def _drawn_lines(
    lines: Iterable[Line], places: Mapping[str, tuple[int, int]], radii: Mapping[str, float]
) -> Iterator[str]:
    for line in lines:
        (x, y), (to_x, to_y) = places[line.source], places[line.target]
        length = max(((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5, 1.0)
        step_x, step_y = (to_x - x) / length, (to_y - y) / length
        near, far = radii[line.source], max(length - radii[line.target] - 2, 0)
        _, colour, dashes = STANCES[line.stance]
        yield (
            f'<path d="M{x + near * step_x:.0f} {y + near * step_y:.0f}L{x + far * step_x:.0f} {y + far * step_y:.0f}" '
            f'stroke="{_colours()[colour]}" stroke-width="1.5"{dashes} marker-end="url(#kg-end)"/>'
        )


def _node(entity: Entity, place: tuple[int, int], size: float, colour: str) -> str:
    x, y = place
    ink, paper = _colours()["ink"], _colours()["paper"]
    lines = [
        f'<tspan x="{x}" y="{y + size + 15 * number:.0f}">{escape(_clean(words))}</tspan>'
        for number, words in enumerate(_broken(entity.label), start=1)
    ]
    return (
        f'<circle cx="{x}" cy="{y}" r="{size:g}" fill="{colour}"/><text text-anchor="middle" fill="{ink}" '
        f'stroke="{paper}" stroke-width="3" paint-order="stroke">{"".join(lines)}</text>'
    )


def _words(
    lines: Iterable[Line], places: Mapping[str, tuple[int, int]], sizes: Mapping[str, tuple[float, float]]
) -> Iterator[str]:
    """What each line says, where there is room for it between the nodes; where there is none the page tells it."""
    taken = [_box(places[id], size) for id, size in sizes.items()]
    for line in lines:
        words = _clean(line.words)
        if not words or len(words) > LONGEST_WORDS:
            continue
        (x, y), (to_x, to_y) = places[line.source], places[line.target]
        for part in (0.5, 0.38, 0.62, 0.28, 0.72):
            at = round(x + part * (to_x - x)), round(y + part * (to_y - y))
            box = _box(at, (len(words) * 6.3 + 6, 15.0))
            if not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield f'<text x="{at[0]}" y="{at[1] + 4}">{escape(words)}</text>'
                break


def _box(centre: tuple[int, int], size: tuple[float, float]) -> Box:
    return centre[0] - size[0] / 2, centre[1] - size[1] / 2, centre[0] + size[0] / 2, centre[1] + size[1] / 2


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _legend(kinds: Iterable[str], x: float, y: float, width: float) -> Iterator[str]:
    """One row: what the colours stand for, and what the lines."""
    colours = _colours()
    yield f'<g fill="{colours["muted"]}" font-size="11.5">'
    for kind in kinds:
        yield f'<circle cx="{x + 5:.0f}" cy="{y - 4:.0f}" r="5" fill="{colours[kind]}"/>'
        yield f'<text x="{x + 15:.0f}" y="{y:.0f}">{kind}</text>'
        x += 28 + 6.6 * len(kind)
    for words, colour, dashes in STANCES.values():
        yield f'<path d="M{x + 4:.0f} {y - 4:.0f}h26" stroke="{colours[colour]}" stroke-width="1.5"{dashes}/>'
        yield f'<text x="{x + 36:.0f}" y="{y:.0f}">{words}</text>'
        x += 50 + 6.2 * len(words)
    yield "</g>"


def _clean(words: str) -> str:
    """Words without what XML cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", words)
