"""Names that mean harm, or only look so: safe IRIs and labels on the whole way from text to file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.dom import minidom

import pytest
from handmade import reading, says

from kg import gazetteer
from kg.graph import Graph, load
from kg.knowledge.align import align
from kg.knowledge.fuse import fuse
from kg.knowledge.resolve import resolve
from kg.model.records import Knowledge
from kg.store import validate
from kg.store.formats import ExportFormat
from kg.terms import lexicon

NAMES = {
    "quotes and brackets": '"quoted" [x]',
    "markup": "<script>alert(1)</script>",
    "end of a script": "</script><!--",
    "emoji": "😀",
    "right-to-left": "مرحبا عليكم",
    "turned text": "\u202eevil\u202c",
    "combining": "e\u0301\u0301\u0301\u0301",
    "combining alone": "\u0301\u0302",
    "control": "bell\x07 esc\x1b[31m nul\x00",
    "newline": "line\nbreak\r\nhere",
    "line separators": "a\u2028b\u2029c",
    "no characters": "\uffff\ufffe",
    "signs of an IRI": "a/b%c#d?e",
    "percent": "%00%0a",
    "escapes": "\\u0041 \\N{BULLET}",
    "Turtle": "<http://x> .",
    "dots": "..",
    "template": "{{x}} ${y}",
    "10,000 characters": "x" * 10_000,
}


@pytest.fixture(params=NAMES.values(), ids=NAMES.keys())
def graph(request: pytest.FixtureRequest) -> Graph:
    """A graph in which the name is who aids whom, in two documents of which one repeats it."""
    name = request.param
    readings = []
    for id, other in (("one", "Neutralia"), ('t"w<o', "Otherland")):
        said = [says("aid", name, other)]
        readings.append(reading(f"{name} aids {other}.", {name: "PERSON", other: "GPE"}, said, id))
    found = resolve(readings, gazetteer.load())
    said_all = [s for read in readings for s in align(read, found, lexicon.load())]
    documents = [read.document for read in readings]
    return Graph(
        Knowledge(tuple(documents), found.entities, tuple(said_all), fuse(said_all, found.entities, documents))
    )


def test_ids_and_labels_are_safe(graph: Graph) -> None:
    for entity in graph.entities:
        assert re.fullmatch(r"[^\W_][\w-]*", entity.id)
        assert len(entity.id) <= 100
        assert all(c.isprintable() or c in "\u200b\u200c\u200d" for c in entity.label)
        assert entity.label == " ".join(entity.label.split()) != ""


def test_every_format_holds_it(graph: Graph) -> None:
    for form in ExportFormat:
        data = graph.export(form)
        assert data
        if form in ("graphml", "gexf"):
            minidom.parseString(data)
        if form == "jsonld":
            json.loads(data)


def test_the_page_runs_nothing_of_it(graph: Graph) -> None:
    pytest.importorskip("pyvis")
    page = graph.page()
    assert "<script>alert(1)" not in page
    assert len(re.findall(r"<script\b", page)) == len(re.findall(r"</script>", page))


def test_a_saved_graph_is_whole_valid_and_answers(graph: Graph, tmp_path: Path) -> None:
    graph.save(tmp_path)
    loaded = load(tmp_path)
    assert loaded.entities == graph.entities
    assert set(loaded.statements) == set(graph.statements)
    assert validate.validate(loaded.knowledge, loaded._store, shapes=False) == []
    rows = loaded.query("SELECT ?label { ?x kg:aids|kg:supports ?y ; rdfs:label ?label }")
    [label] = {row[0] for row in rows.rows}
    for form in ("table", "json", "csv", "tsv", "xml"):
        assert rows.serialize(form)
    explained = loaded.why(label)
    assert len(explained) == 2
    assert "same full name" in str(explained) or "same single name" in str(explained)
    assert all(explanation._repr_html_() for explanation in explained)
