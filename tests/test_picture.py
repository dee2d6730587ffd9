"""The still picture of a graph: small, legible, the same each time, and there where no frame may be."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from kg.graph import Graph
from kg.model.records import Knowledge
from kg.show.notebook.picture import STANCES, _colours, _size, picture

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def svg(sample: Knowledge) -> ElementTree.Element:
    return ElementTree.fromstring(picture(sample, title="Three articles").svg)


def labels(svg: ElementTree.Element) -> list[str]:
    return [" ".join(part.text or "" for part in text) for text in svg.iter(f"{SVG}text") if len(text)]


def test_actors_stand_in_it_with_their_names_and_not_phrases(svg: ElementTree.Element) -> None:
    assert {"China", "Russia"} <= set(labels(svg))
    assert not any("industrial base" in label for label in labels(svg))


def test_what_a_line_says_is_written_on_it_in_words(svg: ElementTree.Element) -> None:
    written = {text.text or "" for text in svg.iter(f"{SVG}text") if not len(text)}
    assert "urges" in written
    assert not any(":" in words for words in written)


def test_hopes_are_drawn_otherwise_than_facts(svg: ElementTree.Element) -> None:
    dashes = {
        (path.get("stroke"), path.get("stroke-dasharray")) for path in svg.iter(f"{SVG}path") if path.get("marker-end")
    }
    assert (_colours()["line"], None) in dashes
    assert (_colours()["unreal"], "2 5") in dashes


def test_its_colours_are_those_of_the_page() -> None:
    assert {colour for _, colour, _ in STANCES.values()} | {"paper", "ink", "muted"} <= _colours().keys()


def test_it_has_a_ground_of_its_own_for_dark_notebooks(svg: ElementTree.Element) -> None:
    ground = next(svg.iter(f"{SVG}rect"))
    assert ground.get("fill") == _colours()["paper"]
    assert [ground.get(side) for side in ("x", "y", "width", "height")] == (svg.get("viewBox") or "").split()


def test_no_name_covers_another(svg: ElementTree.Element) -> None:
    boxes = []
    nodes = [text for text in svg.iter(f"{SVG}text") if len(text)]
    circles = [circle for circle in svg.iter(f"{SVG}circle") if circle.get("cx") and float(circle.get("r") or 0) != 5]
    for circle, text in zip(circles, nodes, strict=True):
        width, height = _size(" ".join(part.text or "" for part in text), float(circle.get("r") or 0))
        boxes.append((float(circle.get("cx") or 0), float(circle.get("cy") or 0), width, height))
    assert len(boxes) > 5
    for (x, y, w, h), (at_x, at_y, wide, high) in combinations(boxes, 2):
        # Places are whole pixels.
        assert abs(x - at_x) + 1 >= (w + wide) / 2 or abs(y - at_y) + 1 >= (h + high) / 2


def test_the_order_of_the_records_does_not_show(sample: Knowledge) -> None:
    turned = replace(sample, entities=sample.entities[::-1], statements=sample.statements[::-1])
    assert picture(turned, title="a").svg == picture(sample, title="a").svg


def test_markup_and_what_xml_cannot_hold_stay_text(sample: Knowledge) -> None:
    entities = [replace(entity, label=f"<b>\x07&{entity.label}") for entity in sample.entities]
    found = ElementTree.fromstring(picture(replace(sample, entities=tuple(entities)), title="<script>").svg)
    assert any(label.startswith("<b>\ufffd&") for label in labels(found))


def test_an_empty_graph_has_a_picture_too(sample: Knowledge) -> None:
    empty = replace(sample, entities=(), statements=(), fusion=replace(sample.fusion, events=(), disputes=()))
    assert labels(ElementTree.fromstring(picture(empty, title="").svg)) == []


def test_at_most_as_many_actors_as_asked_for(sample: Knowledge) -> None:
    assert 2 <= len(labels(ElementTree.fromstring(picture(sample, title="", nodes=4).svg))) <= 4


def test_the_frame_covers_the_picture_and_leaves_it_where_frames_are_taken_out(sample: Knowledge) -> None:
    page = Graph(sample).show(height=300)
    html = page._repr_html_()
    left = re.sub(r"<iframe.*</iframe>|<style>.*?</style>", "", html)
    [still] = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)"', left)
    assert b64decode(still).decode() == page._repr_svg_()
    assert "position:absolute" in html.partition("<iframe")[2]


@pytest.mark.model
def test_the_picture_of_the_seeds_is_small(seeds_folder: object) -> None:
    from kg.graph import load

    still = load(str(seeds_folder)).picture()
    assert len(still.svg.encode()) <= 60_000
    assert {"China", "Russia", "NATO", "Kurt Campbell"} <= set(labels(ElementTree.fromstring(still.svg)))
