"""A view of the graph for programs that draw one: GraphML, and GEXF 1.3 with colours, sizes, weights and times.

Nodes and edges are those of ``Graph.to_networkx(view=...)``, with its attributes. In the view of facts every edge is
one; in the others its stance stands in front of its label.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from kg.model.records import Knowledge, Statement
from kg.show.columns import Face, Kind, columns
from kg.show.exports.told import day
from kg.store.result import for_xml
from kg.terms.classes import DRAWN_AS

# The kinds in the colours of the page.
COLOURS: Mapping[str, tuple[int, int, int]] = {
    "place": (0x2F, 0x6F, 0xD6),
    "person": (0xD0, 0x64, 0x0F),
    "alliance": (0x7A, 0x4F, 0xD0),
    "organization": (0x0D, 0x85, 0x7A),
    "group": (0xB5, 0x39, 0x7F),
    "event": (0x92, 0x72, 0x0A),
    "topic": (0x6B, 0x77, 0x88),
}
_DENIED, _UNREAL = (0xB3, 0x26, 0x1E), (0x74, 0x40, 0xC4)
_FACT = (0xA7, 0xB1, 0xBE)

# As the two formats call numbers; all else is text. GraphML calls whole numbers by another name.
_DRAWN_TYPES = {Kind.WHOLE: "integer", Kind.SCORE: "double"}
_GRAPHML_TYPES = {"integer": "int"}

Attributes = Mapping[str, object]


class Drawing:
    """The nodes and edges of a view, sorted.

    Attributes:
        nodes: (entity id, label, attributes) of each entity that has an edge.
        edges: (source id, target id, attributes), with the label of the edge under ``label``.
        degrees: how many edges each entity has.
    """

    def __init__(self, knowledge: Knowledge, view: str) -> None:
        # Here, so that the other exports need not wait for networkx.
        from kg.network import to_networkx

        graph = to_networkx(knowledge, view=view)
        ids = {label: str(data["entity"]) for label, data in graph.nodes(data=True)}
        labels = {entity.id: entity.label for entity in knowledge.entities}
        self.nodes = sorted((ids[name], labels[ids[name]], data) for name, data in graph.nodes(data=True))
        self.degrees = {ids[name]: degree for name, degree in graph.degree()}
        by_id = {statement.id: statement for statement in knowledge.statements}
        found = sorted((ids[one], ids[other], key, data) for one, other, key, data in graph.edges(keys=True, data=True))
        self.edges = [(one, other, _labelled(data), by_id[key]) for one, other, key, data in found]


def _attributes(table: str) -> tuple[tuple[str, str], ...]:
    """The names of attributes, each with its type."""
    return tuple((column.name, _DRAWN_TYPES.get(column.kind, "string")) for column in columns(Face.DRAWN, table))


def _labelled(data: Attributes) -> Attributes:
    is_fact = data["stance"] == "fact"
    return {**data, "label": data["predicate"] if is_fact else f"{data['stance']}: {data['predicate']}"}


# -- GraphML -------------------------------------------------------------------------------------------------------


def graphml(knowledge: Knowledge, *, view: str = "facts") -> bytes:
    """The view as GraphML; nodes and edges have a ``label``, edges a ``weight``.

    Raises:
        InputError: if there is no such view.
    """
    drawing = Drawing(knowledge, view)
    return "\n".join(_graphml(drawing)).encode()


def _graphml(drawing: Drawing) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    label = ("label", "string")
    nodes, edges = (label, *_attributes("nodes")), (label, ("weight", "double"), *_attributes("edges"))
    for what, keys in (("node", nodes), ("edge", edges)):
        for name, kind in keys:
            type = _GRAPHML_TYPES.get(kind, kind)
            yield f'<key id="{what}_{name}" for="{what}" attr.name="{name}" attr.type="{type}"/>'
    yield '<graph edgedefault="directed">'
    for id, name, data in drawing.nodes:
        yield f"<node id={_attribute(id)}>{_data('node', nodes, {**data, 'label': name})}</node>"
    for number, (source, target, data, _) in enumerate(drawing.edges):
        ends = f"source={_attribute(source)} target={_attribute(target)}"
        yield f'<edge id="{number}" {ends}>{_data("edge", edges, data)}</edge>'
    yield from ("</graph>", "</graphml>", "")


def _data(what: str, keys: Iterable[tuple[str, str]], values: Attributes) -> str:
    return "".join(f'<data key="{what}_{name}">{escape(_readable(values[name]))}</data>' for name, _ in keys)


# -- GEXF ----------------------------------------------------------------------------------------------------------


def gexf(knowledge: Knowledge, *, view: str = "facts") -> bytes:
    """The view as GEXF 1.3, as Gephi opens it: coloured by class, as large as connected, edges with their time if told.

    Raises:
        InputError: if there is no such view.
    """
    return "\n".join(_gexf(Drawing(knowledge, view))).encode()


def _gexf(drawing: Drawing) -> Iterator[str]:
    is_dated = any(_spell(statement) for *_, statement in drawing.edges)
    mode = 'mode="dynamic" timeformat="date"' if is_dated else 'mode="static"'
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'
    yield "<meta><creator>kg</creator><description>who did what to whom, and who says so</description></meta>"
    yield f'<graph defaultedgetype="directed" {mode}>'
    of_nodes, of_edges = _attributes("nodes"), _attributes("edges")
    for what, keys in (("node", of_nodes), ("edge", of_edges)):
        listed = "".join(f'<attribute id="{name}" title="{name}" type="{type}"/>' for name, type in keys)
        yield f'<attributes class="{what}">{listed}</attributes>'
    yield "<nodes>"
    for id, label, data in drawing.nodes:
        colour = COLOURS.get(DRAWN_AS.get(str(data["type"]), "topic"), COLOURS["topic"])
        size = f'<viz:size value="{5 + 5 * math.log2(1 + drawing.degrees[id]):.1f}"/>'
        inner = f"{_values(of_nodes, data)}{_colour(colour)}{size}"
        yield f"<node id={_attribute(id)} label={_attribute(label)}>{inner}</node>"
    yield from ("</nodes>", "<edges>")
    for number, (source, target, data, statement) in enumerate(drawing.edges):
        ends = f"source={_attribute(source)} target={_attribute(target)}"
        # Of edges of one kind between the same two nodes Gephi makes one, with the sum of their weights.
        told = f'label={_attribute(data["label"])} kind={_attribute(data["label"])} weight="{data["weight"]}"'
        inner = f"{_values(of_edges, data)}{_colour(_colour_of(data))}"
        yield f'<edge id="{number}" {ends} {told}{_spell(statement)}>{inner}</edge>'
    yield from ("</edges>", "</graph>", "</gexf>", "")


def _spell(statement: Statement) -> str:
    first, last = day(statement.earliest), day(statement.latest)
    # A period that ends before it begins makes Gephi refuse the file.
    if first and last and last < first:
        return ""
    return (f' start="{first}"' if first else "") + (f' end="{last}"' if last else "")


def _colour_of(data: Attributes) -> tuple[int, int, int]:
    if data["stance"] == "fact":
        return _FACT
    return _DENIED if data["polarity"] == "Negative" else _UNREAL


def _colour(colour: tuple[int, int, int]) -> str:
    red, green, blue = colour
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def _values(keys: Iterable[tuple[str, str]], values: Attributes) -> str:
    listed = "".join(f'<attvalue for="{name}" value={_attribute(values[name])}/>' for name, _ in keys)
    return f"<attvalues>{listed}</attvalues>"


def _attribute(value: object) -> str:
    return quoteattr(_readable(value))


def _readable(value: object) -> str:
    return for_xml(str(value))
