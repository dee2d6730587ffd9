"""A large graph as a map of its groups, and who says what as lines to what is said: in the page's data and on it."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sample import knowledge
from test_browser import DESKTOP, PHONE, chromium, file, open_page, pytestmark
from test_view import data_of

from kg.model.records import Knowledge
from kg.show import view
from kg.show.view import first, layout
from kg.show.view.start import Corpus

__all__ = ["chromium", "file", "open_page"]

in_browser, needs_browser = pytestmark
PARTIES, SIZE = 10, 14


def parties() -> Knowledge:
    """Ten parties of fourteen, each with a chief whom all of it joined, whose chiefs met; each member in an article."""
    known = knowledge()
    pattern = next(s for s in known.statements if s.predicate == "kg:joined")
    sweden = next(e for e in known.entities if e.id == "Sweden")
    article = next(d for d in known.documents if d.id == pattern.document)
    names = [f"{party} {member}" for party in "ABCDEFGHIJ"[:PARTIES] for member in range(SIZE)]
    documents = tuple(dataclasses.replace(article, id=f"d{place}") for place in range(len(names)))

    def told(place: int, one: str, other: str, document: str) -> Any:
        evidence = tuple(dataclasses.replace(e, document=document) for e in pattern.evidence)
        return dataclasses.replace(
            pattern, id=f"{place:016x}", subject=one, object=other, document=document, evidence=evidence
        )

    joined = [
        told(10 * place + turn, name, f"{name[0]} {turn % max(int(name[2:]), 1)}", f"d{place}")
        for place, name in enumerate(names)
        for turn in range(2)
        if int(name[2:]) > turn
    ]
    chiefs = [f"{party} 0" for party in "ABCDEFGHIJ"[:PARTIES]]
    met = [told(9000 + n, one, other, f"d{n}") for n, (one, other) in enumerate(itertools.pairwise(chiefs))]
    entities = tuple(dataclasses.replace(sweden, id=name, label=name, aliases=()) for name in names)
    return dataclasses.replace(known, documents=documents, entities=entities, statements=(*joined, *met))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "parties.html"
    path.write_text(view.page(parties(), title="Parties"), encoding="utf-8")
    return path


# -- what is drawn first -----------------------------------------------------------------------------------------------


def test_a_large_graph_is_drawn_as_its_groups_each_with_its_chief_names() -> None:
    found = first.first(Corpus(parties()))
    assert found.is_overview
    shown = {group: {id[0] for id in found.wide if found.groups[id] == group} for group in range(len(found.titles))}
    assert all(len(letters) == 1 for letters in shown.values())
    assert first.GROUPS - 1 <= len(shown) <= first.GROUPS
    assert len(found.wide) <= first.FIRST
    assert all(title.split(" · ")[0] in found.wide for title in found.titles)
    assert len(found.tall) <= first.FIRST_TALL


def test_everybody_belongs_to_a_group_that_something_joins_him_to() -> None:
    found = first.first(Corpus(parties()))
    letters = {id[0] for id in found.wide}
    assert {id for id in found.groups if id[0] in letters} == {e.id for e in parties().entities if e.id[0] in letters}


def test_a_small_graph_is_no_map_of_groups() -> None:
    assert not first.first(Corpus(knowledge())).is_overview


def test_groups_stand_in_parts_of_the_frame_that_do_not_meet() -> None:
    groups = {f"{letter}{n}": place for place, letter in enumerate("abcdefg") for n in range(4)}
    lines = [(f"{one}0", f"{other}0") for one, other in itertools.pairwise("abcdefg")]
    found = layout.cells(lines, groups, (800.0, 500.0))
    assert set(found) == set(groups.values())
    for (_, one), (_, other) in itertools.combinations(found.items(), 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    spots = layout.positions(lines, dict.fromkeys(groups, (60.0, 30.0)), groups, (800.0, 500.0), cells=found)
    for name, (x, y) in spots.items():
        left, top, right, bottom = found[groups[name]]
        assert left - 1 <= x <= right + 1
        assert top - 1 <= y <= bottom + 1


def test_of_a_map_of_groups_the_strongest_ties_are_drawn_and_everybody_has_one() -> None:
    groups = {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1}
    count = {("a", "b"): 5, ("b", "c"): 4, ("a", "c"): 3, ("a", "x"): 9, ("b", "y"): 8, ("x", "y"): 1}
    assert layout.between(count, groups) == [("a", "x"), ("a", "b"), ("b", "c"), ("x", "y")]


def test_a_speaker_s_line_leads_to_the_middle_of_what_he_speaks_of() -> None:
    boxes = dict.fromkeys("abx", (40.0, 30.0))
    spots = layout.positions([("a", "b")], boxes, dict.fromkeys("abx", 0), (400.0, 300.0), reports=[("x", ("a", "b"))])
    middle = [(one + other) / 2 for one, other in zip(spots["a"], spots["b"], strict=True)]
    assert math.dist(spots["x"], middle) > 20


# -- on the page -------------------------------------------------------------------------------------------------------

Open = Callable[..., Any]


@in_browser
@needs_browser
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_name_and_title_of_a_map_of_groups_is_written_and_few_lines_cross(
    open_page: Open, large: Path, size: tuple[int, int]
) -> None:
    page = open_page(large, size=size)
    shown = page.evaluate("window.__view()")
    assert {label["node"] for label in shown["labels"] if "node" in label} == {node["id"] for node in shown["nodes"]}
    assert len([label for label in shown["labels"] if "group" in label]) == len({n["group"] for n in shown["nodes"]})
    assert page.evaluate("document.querySelectorAll('*').length") < 3000


@in_browser
@needs_browser
def test_a_click_on_the_title_of_a_group_opens_it_and_back_leads_to_the_map(open_page: Open, large: Path) -> None:
    page = open_page(large)
    before = page.evaluate("window.__view().nodes.map((node) => node.id).sort()")
    title = page.evaluate("window.__view().labels.find((label) => 'group' in label)")
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + (title["left"] + title["right"]) / 2, box["y"] + (title["top"] + title["bottom"]) / 2)
    opened = page.evaluate("window.__view().nodes.map((node) => node.id)")
    assert {id[0] for id in opened} == {title["text"][0]}
    assert len(opened) > first.MOST
    address = page.evaluate("location.hash")
    assert sorted(open_page(large, hash=address).evaluate("window.__view().nodes.map((n) => n.id)")) == sorted(opened)
    page.go_back()
    page.wait_for_function("state.group === null")
    assert page.evaluate("window.__view().nodes.map((node) => node.id).sort()") == before
    page.evaluate("openGroup(0)")
    page.get_by_role("button", name="All groups").click()
    assert page.evaluate("window.__view().nodes.map((node) => node.id).sort()") == before


@in_browser
@needs_browser
def test_who_says_what_is_a_line_to_it_that_opens_its_evidence(open_page: Open) -> None:
    page = open_page()
    reports = page.evaluate("window.__view().reports")
    told = {(report["by"], *sorted((report["a"], report["b"]))): report for report in reports}
    campbell = told["Kurt_Campbell", "China", "Russia"]
    box = page.locator("#canvas").bounding_box()
    page.mouse.click(box["x"] + campbell["to"]["x"], box["y"] + campbell["to"]["y"])
    region = page.get_by_role("region", name="Evidence")
    assert region.get_by_role("heading", level=2).first.inner_text() == "Kurt Campbell on China – Russia"
    assert region.locator("blockquote").count() >= 1
    assert "line=China~Russia~Kurt_Campbell" in page.evaluate("decodeURIComponent(location.hash)")


@in_browser
@needs_browser
def test_no_speaker_s_line_runs_through_a_symbol_that_is_not_its_end(open_page: Open) -> None:
    shown = open_page().evaluate("window.__view()")
    assert shown["reports"]
    for report in shown["reports"]:
        (a, b), (c, d) = ((report[end]["x"], report[end]["y"]) for end in ("from", "to"))
        for node in shown["nodes"]:
            x, y = node["x"], node["y"]
            part = max(0, min(1, ((x - a) * (c - a) + (y - b) * (d - b)) / ((c - a) ** 2 + (d - b) ** 2)))
            far = math.hypot(x - a - part * (c - a), y - b - part * (d - b))
            assert node["id"] == report["by"] or far >= node["r"]


def test_the_page_holds_the_group_of_everybody(large: Path) -> None:
    data = data_of(large.read_text(encoding="utf-8"))
    assert data["overview"] is True
    groups = data["entities"]["columns"]["group"]
    assert len({group for group in groups if group >= 0}) == len(data["groups"])
