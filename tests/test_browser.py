"""The page in a real browser: what a reader sees, clicks, types and takes away.

Needs Chromium and playwright's Python package. Without them the tests are skipped, except where ``CI`` is true.
"""

from __future__ import annotations

import csv
import dataclasses
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from sample import knowledge
from test_view import EVIL, evil_knowledge

from kg.model.kinds import Polarity
from kg.model.records import Knowledge
from kg.show import view

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
HAS_PLAYWRIGHT = importlib.util.find_spec("playwright") is not None
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = (1280, 800), (390, 844)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (CHROMIUM and HAS_PLAYWRIGHT) and os.environ.get("CI") != "true",
        reason="needs Chromium (apt install chromium) and the Python package playwright",
    ),
]

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    assert CHROMIUM, "CI has no Chromium: the page would go untested"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_text(view.page(knowledge(), title="Three articles"), encoding="utf-8")
    return path


@pytest.fixture
def open_page(chromium: Any, file: Path) -> Iterator[Open]:
    """Opens a page; at the end no page may have said anything on its console."""
    contexts, said = [], []

    def opened(path: Path = file, hash: str = "", size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Any:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, accept_downloads=True
        )
        context.set_offline(True)
        contexts.append(context)
        page = context.new_page()
        page.requested = []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{path.as_uri()}{hash}")
        page.wait_for_function("window.__ready === true", timeout=60_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def search(page: Any, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Evidence").wait_for()


def labels(page: Any) -> list[dict[str, Any]]:
    return page.evaluate("window.__labels")


def test_the_page_opens_offline_with_one_request(open_page, file):
    page = open_page()
    assert page.requested == [file.as_uri()]
    assert page.get_by_role("heading", level=1).inner_text() == "Three articles"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_labels_are_drawn_and_none_covers_another(open_page, size, scheme):
    page = open_page(size=size, scheme=scheme)
    boxes = labels(page)
    shown = page.evaluate("nodes.length")
    assert len([box for box in boxes if "node" in box]) >= 0.8 * shown
    for index, one in enumerate(boxes):
        for other in boxes[:index]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"], (one["text"], other["text"])
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], "the page scrolls sideways"


def test_the_canvas_is_not_blank(open_page):
    colours = open_page().evaluate("""() => {
        const canvas = document.querySelector('#canvas canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set();
        for (let i = 0; i < data.length; i += 4) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
        return seen.size;
    }""")
    assert colours > 20


def test_a_search_by_keyboard_opens_the_evidence_with_its_words_marked(open_page):
    page = open_page()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "box"
    page.get_by_role("searchbox").type("kurt")
    assert page.get_by_role("option").first.inner_text().startswith("Kurt Campbell")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    region = page.get_by_role("region", name="Evidence")
    assert region.get_by_role("heading", level=2).first.inner_text() == "Kurt Campbell"
    quote = region.locator(".card", has_text="Kurt Campbell urges Europe").locator("blockquote")
    assert quote.locator("mark").all_inner_texts() == ["Campbell", "urging", "European partners"]
    assert quote.get_attribute("cite").endswith("/001_013209e62c8a5c0b")
    page.keyboard.press("Escape")
    assert region.is_hidden()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_is_chosen_is_always_named(open_page, size):
    page = open_page(size=size)
    for name in ("China", "Mao Ning", "United States", "Sweden"):
        search(page, name)
        page.wait_for_timeout(400)
        assert name in [label["text"] for label in labels(page)]


def test_a_graph_without_statements_says_so(open_page, tmp_path):
    path = tmp_path / "empty.html"
    empty = dataclasses.replace(knowledge(), statements=(), entities=(), documents=())
    path.write_text(view.page(empty, title="Nothing"), encoding="utf-8")
    page = open_page(path)
    assert page.get_by_text("Nothing is left to draw").is_visible()
    page.get_by_role("button", name="Table").click()
    assert page.locator("caption").get_by_text("0 statements in view").is_visible()


def test_an_alias_finds_its_entity(open_page):
    page = open_page()
    search(page, "prc")
    assert page.get_by_role("region", name="Evidence").get_by_role("heading", level=2).first.inner_text() == "China"


def test_choosing_a_line_shows_the_statements_of_the_pair(open_page):
    page = open_page()
    # Where another line, or its words, lies over the middle, a reader clicks beside it.
    x, y = page.evaluate("""() => {
        const pair = [...drawnPairs.values()].find((p) => p.statements.some((s) => s.predicate === 'kg:joined'));
        const [a, b] = [pair.a, pair.b].map((id) => network.canvasToDOM(network.getPosition(id)));
        const at = (part) => ({ x: a.x + (b.x - a.x) * part / 10, y: a.y + (b.y - a.y) * part / 10 });
        const spot = [5, 4, 6, 3, 7, 2, 8].map(at).find((spot) => under(spot).line === pair.id);
        const box = document.getElementById('canvas').getBoundingClientRect();
        return [box.left + spot.x, box.top + spot.y];
    }""")
    page.mouse.click(x, y)
    region = page.get_by_role("region", name="Evidence")
    assert sorted(region.locator("mark").all_inner_texts()[3:]) == ["NATO", "Sweden", "joined"]


def test_a_denial_is_told_as_one_beside_the_claim_it_disputes(open_page):
    page = open_page(hash="#entity=Arms")
    region = page.get_by_role("region", name="Evidence")
    card = region.locator(".card", has_text="Disputed")
    assert card.locator(".stance").all_inner_texts() == ["told as fact by senior US official", "denied by China"]
    card.get_by_text("how it was read").last.click()
    assert "polarity: Negative" in card.inner_text().replace("\n", " ")


def test_what_is_denied_wanted_or_possible_is_drawn_beside_the_facts_until_the_legend_takes_it_away(open_page):
    page = open_page()
    stances = "window.__view().lines.map((line) => line.stance)"
    assert set(page.evaluate(stances)) == {"fact", "unreal", "denied"}
    page.locator("#legend").get_by_role("button", name="denied").click()
    assert set(page.evaluate(stances)) == {"fact", "unreal"}
    page.get_by_role("button", name="wanted, possible").click()
    assert page.evaluate("inView.every((s) => s.fact)")
    page.get_by_role("button", name="Clear all").or_(page.get_by_role("button", name="Lift: Told as")).first.click()
    assert page.evaluate("inView.length") == len(knowledge().statements)


def test_the_table_holds_every_statement_of_the_view(open_page):
    page = open_page()
    page.get_by_role("button", name="Table").click()
    rows = page.get_by_role("region", name="Table").locator("tbody tr")
    assert rows.count() == len(knowledge().statements)
    page.get_by_role("button", name="Evidence for Sweden joined NATO").click()
    assert page.get_by_role("region", name="Evidence").locator("blockquote").count() == 1


def test_filters_narrow_picture_and_table_alike(open_page):
    page = open_page()
    page.get_by_role("button", name="Filters").click()
    region = page.get_by_role("region", name="Filters")
    region.get_by_text("Speaker").click()
    region.get_by_role("button", name="Only Kurt Campbell").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("inView.length") == 1
    # China, Russia, and Campbell who speaks of them
    assert page.evaluate("nodes.length") == 3


def test_statements_are_filtered_by_the_year_they_tell_of(open_page):
    page = open_page()
    page.get_by_role("button", name="Filters").click()
    region = page.get_by_role("region", name="Filters")
    region.get_by_text("Year it happened").click()
    region.get_by_role("button", name="Only 2022").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("inView.map((s) => s.predicate)") == ["kg:invades"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_path_is_told_step_by_step(open_page, size):
    page = open_page(size=size)
    page.get_by_role("button", name="Path").click()
    page.get_by_label("From").fill("Sweden")
    page.get_by_label("To", exact=True).fill("G7")
    page.get_by_role("button", name="Show path").click()
    region = page.get_by_role("region", name="Evidence")
    assert region.locator(".step").all_inner_texts() == ["Step 1", "Step 2", "Step 3"]
    assert region.locator("blockquote").count() == 3


def test_an_address_brings_back_the_same_view(open_page, file):
    page = open_page()
    page.locator("#legend").get_by_role("button", name="denied").click()
    search(page, "NATO")
    page.get_by_role("button", name="Dark").click()
    again = open_page(hash=page.evaluate("location.hash"))
    for script in ("state.entity", "inView.length", "document.documentElement.dataset.theme"):
        assert again.evaluate(script) == page.evaluate(script)
    assert (
        again.get_by_role("region", name="Evidence").inner_text()
        == page.get_by_role("region", name="Evidence").inner_text()
    )


def test_csv_has_a_row_for_each_statement_in_view(open_page, tmp_path):
    page = open_page()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Statements as CSV").click()
    waiting.value.save_as(tmp_path / "statements.csv")
    rows = list(csv.DictReader((tmp_path / "statements.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["statement"] for row in rows} == {s.id for s in knowledge().statements}


def test_the_picture_can_be_taken_away(open_page, tmp_path):
    page = open_page()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Picture as PNG").click()
    waiting.value.save_as(tmp_path / "graph.png")
    assert (tmp_path / "graph.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert (tmp_path / "graph.png").stat().st_size > 10_000


def test_the_view_as_sparql_gives_the_statements_in_view(open_page):
    from kg.store import database, query

    sparql = open_page().evaluate("toSparql(inView, 'China\\n; DROP')")
    answer = query.query(database.memory(knowledge()), sparql)
    assert {row[0] for row in answer.rows} == {f"st:{s.id}" for s in knowledge().statements}


def test_the_view_as_turtle_says_what_the_graph_says(open_page):
    from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

    from kg.store import database

    turtle = open_page().evaluate("toTurtle(inView)")
    found = [quad.triple for quad in parse(turtle.encode(), format=RdfFormat.TURTLE)]
    held = {quad.triple for quad in database.memory(knowledge())}
    assert {t for t in found if not isinstance(t.subject, BlankNode) and not isinstance(t.object, BlankNode)} <= held
    subject = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject")
    assert len([t for t in found if t.predicate == subject]) == len({s.id for s in knowledge().statements})
    quoted = {t.object.value for t in found if isinstance(t.subject, BlankNode)}
    assert quoted == {e.quote for s in knowledge().statements for e in s.evidence}


@pytest.mark.skipif("AXE" not in os.environ, reason="set AXE to the path of axe.min.js (npm package axe-core)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    "hash",
    ["", "#entity=China", "#view=table&rows=speaker", "#card=2&not-stance=fact", "#path=Sweden~G7"],
    ids=["picture", "evidence", "table", "card", "path"],
)
def test_the_page_meets_the_accessibility_rules(chromium, file, size, scheme, hash):
    # axe is put into the page from outside, which the page's own policy would rightly stop.
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{file.as_uri()}{hash}")
    page.wait_for_function("window.__ready === true")
    page.add_script_tag(path=os.environ["AXE"])
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    result = page.evaluate("(rules) => axe.run(document, { runOnly: rules })", rules)
    context.close()
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in result["violations"]] == []


def test_markup_in_the_articles_never_runs(open_page, tmp_path):
    path = tmp_path / "evil.html"
    path.write_text(view.page(evil_knowledge(), title=EVIL), encoding="utf-8")
    page = open_page(path)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    search(page, "china")
    page.get_by_role("button", name="Filters").click()
    for summary in page.locator("#filters summary").all():
        summary.click()
    page.get_by_role("button", name="Table").click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.__xss") is None
    assert page.locator("img").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


def test_an_injected_script_is_stopped_by_the_policy(chromium, file, tmp_path):
    page_text = file.read_text(encoding="utf-8")
    path = tmp_path / "injected.html"
    path.write_text(
        page_text.replace("<main>", "<main><script>window.__xss=1</script><img src=x onerror='window.__xss=2'>")
    )
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.wait_for_function("window.__ready === true")
    assert page.evaluate("window.__xss") is None
    page.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_tool_is_reached_by_tab_and_named(open_page, size):
    page = open_page(size=size)
    page.evaluate("document.activeElement.blur()")
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
    assert reached[:7] == ["box", "story", "path", "filter", "list", "theme", "export"]
    # The articles and the cards come before the picture.
    page.locator(".tale").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "canvas"
    assert page.evaluate("[...document.querySelectorAll('button')].every((b) => b.textContent.trim() || b.ariaLabel)")


def test_a_frame_without_an_address_shows_the_page_too(chromium, file):
    page = chromium.new_page()
    page.set_content("<iframe sandbox='allow-scripts allow-downloads' style='width:900px;height:600px'></iframe>")
    page.eval_on_selector("iframe", "(frame, text) => { frame.srcdoc = text; }", file.read_text(encoding="utf-8"))
    frame = page.locator("iframe").element_handle().content_frame()
    frame.wait_for_function("window.__ready === true")
    assert frame.evaluate("nodes.length") > 10
    page.close()


def test_a_phrase_joins_whom_it_names_and_is_drawn_only_where_it_was_chosen(open_page):
    page = open_page()
    drawn = "nodes.getIds().map((id) => graph.entities[id].label)"
    assert "Russia's industrial base" not in page.evaluate(drawn)
    page.evaluate("chooseLine(graph.entityById.get('China').index, graph.entityById.get('Russia').index)")
    region = page.get_by_role("region", name="Evidence")
    assert region.get_by_text("Russia's industrial base").count() > 0
    page.evaluate("chooseEntity(graph.entityById.get('Russia_s_industrial_base').index)")
    assert {"Russia's industrial base", "China"} <= set(page.evaluate(drawn))


def test_who_says_something_is_joined_to_those_of_whom_by_a_line_that_says_so(open_page):
    page = open_page()
    page.evaluate("chooseEntity(graph.entityById.get('Kurt_Campbell').index)")
    reports = page.evaluate("window.__view().reports.map(({ by, a, b }) => [by, a, b])")
    assert ["Kurt_Campbell", "China", "Russia"] in reports


# -- what the first screen tells ---------------------------------------------------------------------------------------


def test_the_first_screen_shows_each_article_with_how_it_tells_and_where_to_start(open_page):
    page = open_page()
    articles = page.locator(".article")
    assert articles.count() == 3
    assert articles.first.locator("svg").get_attribute("aria-label").endswith("wanted or possible")
    cards = page.locator(".tale")
    assert cards.count() >= 4
    for number in range(cards.count()):
        cards.nth(number).click()
        region = page.get_by_role("region", name="Evidence")
        assert region.locator("blockquote").first.locator("mark").count() >= 1
        page.keyboard.press("Escape")


def test_an_article_that_is_chosen_is_the_only_one_until_it_is_clicked_again(open_page):
    page = open_page()
    page.locator(".article").nth(1).click()
    assert page.evaluate("inView.length && inView.every((s) => s.documents.includes(1))")
    assert page.locator(".article").nth(1).get_attribute("aria-pressed") == "true"
    page.locator(".article").nth(1).click()
    assert page.evaluate("inView.length") == len(knowledge().statements)


def test_a_story_is_told_from_card_to_card(open_page):
    page = open_page()
    page.get_by_role("button", name="Story").click()
    region = page.get_by_role("region", name="Evidence")
    first = region.get_by_role("heading", level=2).inner_text()
    region.get_by_role("button", name="Next").click()
    assert region.get_by_role("heading", level=2).inner_text() != first
    assert "card=2" in page.evaluate("location.hash")


def test_a_denial_without_a_line_is_marked_at_whoever_denies(open_page):
    view = open_page().evaluate("window.__view()")
    negative = {s.id for s in knowledge().statements if s.polarity is Polarity.NEGATIVE}
    lines = {id for line in view["lines"] if line["stance"] == "denied" for id in line["statements"]}
    assert len(lines & negative) + sum(node["denials"] for node in view["nodes"]) == len(negative)


# -- what a reader does ------------------------------------------------------------------------------------------------


def crowded() -> Knowledge:
    """Sixty more who join NATO, so that not all are drawn at first."""
    known = knowledge()
    pattern = next(s for s in known.statements if s.predicate == "kg:joined")
    sweden = next(e for e in known.entities if e.id == "Sweden")
    entities = tuple(dataclasses.replace(sweden, id=f"N{n}", label=f"N {n}", aliases=()) for n in range(60))
    joined = tuple(dataclasses.replace(pattern, id=f"{n:016x}", subject=f"N{n}") for n in range(60))
    return dataclasses.replace(known, entities=(*known.entities, *entities), statements=(*known.statements, *joined))


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "crowd.html"
    path.write_text(view.page(crowded(), title="A crowd"), encoding="utf-8")
    return path


def spot(page: Any, id: str, of: str = "nodes") -> tuple[float, float]:
    """Where a node, or its name, lies on the screen."""
    left, top = page.evaluate(
        "(({ left, top }) => [left, top])(document.getElementById('canvas').getBoundingClientRect())"
    )
    found = page.evaluate("window.__view()")
    if of == "nodes":
        node = next(node for node in found["nodes"] if node["id"] == id)
        return left + node["x"], top + node["y"]
    label = next(label for label in found["labels"] if label.get("node") == id)
    return left + (label["left"] + label["right"]) / 2, top + (label["top"] + label["bottom"]) / 2


def drawn(page: Any) -> list[tuple[str, int, int]]:
    return page.evaluate("window.__view().nodes.map(({ id, x, y }) => [id, Math.round(x), Math.round(y)]).sort()")


def test_a_double_click_shows_hidden_neighbours_and_closing_undoing_and_back_restore_the_picture(open_page, crowd):
    page = open_page(crowd)
    before = drawn(page)
    page.mouse.dblclick(*spot(page, "NATO"))
    assert len(drawn(page)) > len(before)
    opened, address = drawn(page), page.evaluate("location.hash")
    assert drawn(open_page(crowd, hash=address)) == opened
    page.keyboard.press("Control+z")
    page.wait_for_function("!state.opened.length")
    page.keyboard.press("Escape")
    assert drawn(page) == before
    page.mouse.dblclick(*spot(page, "NATO"))
    page.get_by_role("button", name="Take them away").click()
    assert drawn(page) == before
    page.go_back()
    page.wait_for_function("state.opened.length === 1")
    assert drawn(page) == opened


def test_a_click_on_a_name_chooses_it_and_moves_nothing(open_page):
    page = open_page()
    before = drawn(page)
    for id in ("China", "Kurt_Campbell", "NATO", "G7"):
        page.mouse.move(*spot(page, id, "labels"))
        page.mouse.click(*spot(page, id, "labels"))
        assert page.evaluate("idOf(state.entity)") == id
        assert drawn(page) == before
        page.keyboard.press("Escape")


def test_arrow_keys_go_from_name_to_name_and_enter_reads(open_page):
    page = open_page()
    page.locator("#canvas").focus()
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    region = page.get_by_role("region", name="Evidence")
    assert region.locator("blockquote").count() >= 1
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "canvas"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("cambell", "Kurt Campbell"), ("kurt  campbell", "Kurt Campbell"), ("slander", "slandering")],
    ids=["a typo", "a doubled space", "a word of a sentence"],
)
def test_the_search_finds_it_by(open_page, typed, found):
    page = open_page()
    search(page, typed)
    assert found in page.get_by_role("region", name="Evidence").inner_text()


def test_counts_of_a_facet_follow_the_others_and_all_is_lifted_at_once(open_page):
    page = open_page()
    page.get_by_role("button", name="Filters").click()
    region = page.get_by_role("region", name="Filters")
    region.get_by_text("Speaker").click()
    count = "live('stance').get('fact')"
    before = page.evaluate(count)
    region.get_by_role("button", name="Only Kurt Campbell").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(count) < before
    page.locator("#chips").get_by_role("button", name="Lift: Speaker").click()
    assert page.evaluate(count) == before


def test_the_table_is_sorted_by_a_click_on_its_header(open_page):
    page = open_page(hash="#view=table")
    page.get_by_role("button", name="Relation").click()
    cells = page.locator("td.relation").all_inner_texts()
    assert cells == sorted(cells, key=str.casefold)
    page.get_by_role("button", name="Relation").click()
    assert page.locator("td.relation").all_inner_texts()[0] == cells[-1]


def test_a_page_of_many_statements_starts_with_few_elements(open_page, crowd):
    page = open_page(crowd)
    assert page.evaluate("document.querySelectorAll('*').length") < 400


def test_a_handle_of_the_timeline_narrows_picture_and_table_alike(open_page, tmp_path):
    path = tmp_path / "dated.html"
    documents = tuple(dataclasses.replace(d, date=f"2024-09-1{n}") for n, d in enumerate(knowledge().documents))
    path.write_text(view.page(dataclasses.replace(knowledge(), documents=documents)), encoding="utf-8")
    page = open_page(path)
    slider = page.get_by_role("slider", name="Earliest")
    slider.focus()
    page.keyboard.press("End")
    page.wait_for_function("state.since")
    assert 0 < page.evaluate("inView.length") < len(knowledge().statements)
    assert "since=" in page.evaluate("location.hash")
    assert page.evaluate("document.activeElement.id") == "since"


def test_a_quote_leads_to_its_article_on_the_web_and_has_the_columns_of_its_row(open_page, tmp_path):
    path = tmp_path / "rows.html"
    fields = (("section", "Politics <i>"), ("url", "https://www.news.example/1"))
    documents = tuple(dataclasses.replace(d, fields=fields) for d in knowledge().documents)
    path.write_text(view.page(dataclasses.replace(knowledge(), documents=documents)), encoding="utf-8")
    caption = open_page(path, hash="#entity=Kurt_Campbell").locator("figcaption").first
    assert caption.get_by_role("link").get_attribute("href") == "https://www.news.example/1"
    assert " · section: Politics <i> " in caption.inner_text()
    assert open_page(path).locator("#start .count").first.inner_text().startswith("news.example · ")


# -- groups, ways, stories ---------------------------------------------------------------------------------------------


def test_the_table_is_grouped_and_copied_with_its_groups(open_page):
    page = open_page(hash="#view=table")
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (t) => { window.__copied = t; } } })"
    )
    page.get_by_label("Group by").select_option("speaker")
    groups = page.locator("tr.group th")
    assert groups.first.inner_text().startswith("the article itself")
    assert "rows=speaker" in page.evaluate("location.hash")
    assert page.evaluate("document.activeElement.id") == "groups"
    page.get_by_role("button", name="Copy as TSV").click()
    head, *rows = page.evaluate("window.__copied").split("\n")
    assert head.split("\t")[:3] == ["Group", "Subject", "Relation"]
    assert len(rows) == len(knowledge().statements)
    page.get_by_role("button", name="Copy as Markdown").click()
    assert page.evaluate("window.__copied").startswith("| Group | Subject |")


def test_a_path_leads_through_what_somebody_says_where_no_fact_does_and_says_so(open_page):
    page = open_page(hash="#path=Kurt_Campbell~China")
    region = page.get_by_role("region", name="Evidence")
    says = region.locator(".step .says")
    facts = page.evaluate(
        "connect(...['Kurt_Campbell', 'China'].map((id) => graph.entityById.get(id).index)).map((way) => "
        "way.steps.map(({ says, statements }) => [Boolean(says), [...statements].some((s) => s.fact)]))"
    )
    assert says.count() == sum(said for said, _ in facts[0])
    assert any(said for way in facts for said, _ in way)
    for way in facts:
        assert all(said or told or len(way) for said, told in way)


def test_of_several_shortest_ways_each_is_offered(open_page):
    page = open_page()
    found = page.evaluate(
        "(() => { const ends = graph.entities.filter((e) => e.degree).map((e) => e.index); for (const a of ends) "
        "for (const b of ends) { const ways = a < b ? connect(a, b) : []; "
        "if (ways.length > 1) return [a, b, ways.length]; } })()"
    )
    assert found, "the sample has no two ways between any two"
    page.evaluate("([a, b]) => choosePath(a, b)", found)
    region = page.get_by_role("region", name="Evidence")
    first = region.locator(".facts").first.inner_text()
    assert region.get_by_text(f"Way 1 of {found[2]}").is_visible()
    region.get_by_role("button", name="Next").click()
    assert "way=2" in page.evaluate("location.hash")
    assert region.locator(".facts").first.inner_text() != first


STORY = [
    {"title": "A beginning", "text": "First.\nThen.", "show": {"entity": "prc", "only": {"stance": ["denied"]}}},
    {"title": "Only filters", "show": {"since": "2020", "without": {"speaker": ["Kurt Campbell"]}}},
    {"title": "In rows", "text": "<b>", "show": {"line": ["Sweden", "NATO"], "table": True}},
]


def test_a_story_of_the_reader_s_own_is_told_step_by_step_and_back_leads_back(open_page, tmp_path):
    path = tmp_path / "story.html"
    path.write_text(view.page(knowledge(), story=STORY), encoding="utf-8")
    page = open_page(path)
    page.get_by_role("button", name="Story").click()
    told = page.get_by_role("region", name="Story")
    assert told.locator("p").all_inner_texts()[:3] == ["Story · 1 of 3", "First.", "Then."]
    assert page.evaluate("[idOf(state.entity), inView.every((s) => s.stance === 'denied')]") == ["China", True]
    told.get_by_role("button", name="Next").click()
    assert told.get_by_role("heading").inner_text() == "Only filters"
    assert page.evaluate("[state.entity, state.since, off.stance.size]") == [None, "2020", 0]
    told.get_by_role("button", name="Next").click()
    assert page.evaluate("state.table && state.line.map(idOf).sort()") == ["NATO", "Sweden"]
    assert told.locator("p").nth(1).inner_text() == "<b>"
    page.go_back()
    page.wait_for_function("state.story === 1")
    again = open_page(path, hash="#entity=China&story=1")
    assert again.get_by_role("region", name="Story").get_by_role("heading").inner_text() == "A beginning"


# -- paper, pictures, keys ---------------------------------------------------------------------------------------------


def test_paper_gets_a_light_picture_and_sentences_with_their_sources(open_page, tmp_path):
    page = open_page(scheme="dark")
    during = page.evaluate(
        "(() => { prepare(); const svg = document.querySelector('#printed svg'); "
        "return [document.documentElement.dataset.theme, svg.querySelectorAll('text').length > 9, "
        "document.querySelectorAll('#quoted blockquote').length > 3, "
        "document.querySelectorAll('#quoted figcaption').length > 3]; })()"
    )
    assert during == ["light", True, True, True]
    page.emulate_media(media="print")
    ratio = page.evaluate(
        "(({ width, height }) => width / height)(document.querySelector('#printed svg').getBoundingClientRect())"
    )
    box = page.evaluate(
        "(({ width, height }) => width / height)(document.querySelector('#printed svg').viewBox.baseVal)"
    )
    assert ratio >= box * 0.98
    mark = page.locator("#quoted mark").first
    assert mark.evaluate("(m) => getComputedStyle(m).borderBottomStyle") != "none"
    page.emulate_media(media="screen")
    page.evaluate("restore()")
    assert page.evaluate(
        "[document.documentElement.dataset.theme, document.getElementById('printed').children.length]"
    ) == ["dark", 0]
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 1 <= pages <= 4


def test_the_picture_as_svg_has_each_name_once_as_text(open_page, tmp_path):
    page = open_page()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Picture as SVG").click()
    waiting.value.save_as(tmp_path / "graph.svg")
    root = ElementTree.parse(tmp_path / "graph.svg").getroot()
    named = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    symbols = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")][1:]
    assert len(symbols) == page.evaluate("nodes.length")
    assert all(
        named.count(label["text"]) == 1 for label in labels(page) if "node" in label and len(label["text"]) <= 22
    )


def test_each_line_of_a_name_is_reached_by_key_and_escape_leads_back_to_where_it_was(open_page):
    page = open_page()
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    page.evaluate("focus.cursor = drawnReports[0].by")
    lines = page.evaluate(
        "[...drawnPairs.values(), ...drawnReports].map(({ id }) => id)"
        ".filter((id) => id.split('~').map(Number).includes(focus.cursor))"
    )
    assert any(line.count("~") == 2 for line in lines)
    reached = set()
    for _ in lines:
        page.keyboard.press("l")
        reached.add(page.evaluate("focus.line"))
    assert reached == set(lines)
    page.keyboard.press("Enter")
    region = page.get_by_role("region", name="Evidence")
    assert region.locator("blockquote").count() >= 1
    assert page.evaluate("[...document.querySelectorAll('#panel')].includes(document.activeElement)")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "canvas"
    search(page, "sweden")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "box"
    card = page.locator(".tale").nth(1)
    card.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("[...document.querySelectorAll('.tale')].indexOf(document.activeElement)") == 1


def test_a_line_is_captioned_by_what_the_open_card_tells_of_it(open_page):
    page = open_page()
    captions = page.evaluate(
        """() => {
          const pair = [...drawnPairs.values()].find(({ tally }) => tally.fact && tally.denied + tally.unreal);
          const row = pair.statements.findIndex((s) => !s.fact);
          const before = caption(pair);
          graph.cards.push({ entities: [], statements: [graph.statements.indexOf(pair.statements[row])] });
          state.card = graph.cards.length - 1;
          return [before, caption(pair), manner(pair), `${pair.statements[row].stance}: `, pair.statements[row].manner];
        }"""
    )
    before, after, manner, stance, expected = captions
    assert not before.startswith(stance)
    assert after.startswith(stance)
    assert "×" not in after
    assert manner == expected


def test_at_twice_the_size_a_dozen_names_are_there(open_page):
    page = open_page(size=(640, 400))
    assert len([label for label in labels(page) if "node" in label]) >= 12
    assert page.evaluate("document.getElementById('canvas').clientHeight") >= 220


def test_without_scripts_the_headlines_and_the_facts_are_there_as_text(chromium, file):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator("noscript li").count() == 3
    assert page.get_by_role("cell", name="Sweden").first.is_visible()
    context.close()


def test_a_footnote_keeps_marks_of_quotation_apart(open_page):
    said = open_page().evaluate("footnote('He said \"no\" and “yes”.', { title: 'T', id: 'a', source: '', date: '' })")
    assert said == "“He said ‘no’ and ‘yes’.” T, a."


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_table_begins_in_view_and_scrolls_in_itself(open_page, size):
    page = open_page(hash="#view=table", size=size)
    top, bottom = page.evaluate(
        "(({ top, bottom }) => [top, bottom])(document.getElementById('table').getBoundingClientRect())"
    )
    assert 0 <= top < bottom <= size[1]
    assert page.evaluate("el('table').scrollHeight > el('table').clientHeight")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_arrow_keys_reach_every_name(open_page, size):
    page = open_page(size=size)
    missed = page.evaluate("""() => {
        const seen = new Set([step(1, 0)]), waiting = [...seen];
        while (waiting.length) {
            const from = waiting.pop();
            for (const way of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
                focus.cursor = from;
                const next = step(...way);
                if (!seen.has(next)) { seen.add(next); waiting.push(next); }
            }
        }
        focus.cursor = null;
        return nodes.getIds().filter((id) => !seen.has(id)).map(nameOf);
    }""")
    assert missed == []


def test_a_role_that_is_a_statement_is_told_in_words(open_page):
    page = open_page()
    told = page.evaluate(
        "(() => { const inner = graph.statements.find((s) => s.predicate === 'kg:joined'); "
        "return mention(`st:${inner.id}`).textContent; })()"
    )
    assert told == "Sweden joined NATO"
