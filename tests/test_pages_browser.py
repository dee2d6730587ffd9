"""The query page and the pages of things in a real browser: asked, sorted, opened; nothing leaves the server.

Needs Chromium and playwright's Python package, as ``test_browser`` does, and starlette with uvicorn.
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sample import knowledge
from test_browser import CHROMIUM, DESKTOP, FLAGS, HAS_PLAYWRIGHT, PHONE
from test_pages import EVIL, evil_knowledge

from kg.store import database
from kg.terms.vocab import term_iri
from kg.web.pages.things import Reader

HAS_SERVER = all(importlib.util.find_spec(name) for name in ("starlette", "uvicorn"))
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (CHROMIUM and HAS_PLAYWRIGHT and HAS_SERVER) and os.environ.get("CI") != "true",
        reason="needs Chromium (apt install chromium) and the Python packages playwright, starlette and uvicorn",
    ),
]

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    assert CHROMIUM, "CI has no Chromium: the pages would go untested"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    import webapp

    with webapp.served(webapp.app(database.memory(knowledge()))) as found:
        yield found


@pytest.fixture(scope="module")
def evil_address() -> Iterator[str]:
    import webapp

    with webapp.served(webapp.app(database.memory(evil_knowledge()))) as found:
        yield found


@pytest.fixture
def open_page(chromium: Any, address: str) -> Iterator[Open]:
    """Opens a page; at the end none may have spoken on its console or asked another server."""
    contexts, said, elsewhere = [], [], []

    def opened(
        path: str = "/sparql",
        size: tuple[int, int] = DESKTOP,
        scheme: str = "light",
        server: str = address,
        scripts: bool = True,
    ) -> Any:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        own = (server, "data:", "blob:")
        page.on("request", lambda request: None if request.url.startswith(own) else elsewhere.append(request.url))
        # A query that does not parse is answered with status 400, which the browser itself remarks upon.
        page.on("console", lambda message: None if "status of 400" in message.text else said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{server}{path}")
        if scripts and path.startswith("/sparql"):
            page.locator("body[data-ready]").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []
    assert elsewhere == []


def ask(page: Any, sparql: str) -> None:
    """Write a query into the editor, run it, and wait for the answer."""
    done = int(page.evaluate("Number(document.body.dataset.answers ?? 0)"))
    page.evaluate("(sparql) => editor.setValue(sparql)", sparql)
    page.get_by_role("button", name="Run").click()
    page.locator(f"body[data-answers='{done + 1}']").wait_for()


def write(page: Any, words: str) -> None:
    """Type into an empty editor, a key at a time."""
    page.evaluate("editor.setValue('')")
    page.locator(".CodeMirror").click()
    page.keyboard.type(words)


WHO = "SELECT ?who ?whom WHERE { ?who kg:meets ?whom } ORDER BY ?whom"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_row_opens_the_sentences_behind_it(open_page: Open, size: tuple[int, int], scheme: str) -> None:
    page = open_page(size=size, scheme=scheme)
    ask(page, f"{WHO} LIMIT 20")
    assert page.locator("#status").inner_text().startswith("6 rows in ")
    row = page.locator("tbody tr", has_text="Xi Jinping").first
    button = row.get_by_role("button", name="sentences")
    button.click()
    quote = page.locator(".sentences blockquote").first
    quote.wait_for()
    assert quote.locator("mark").all_inner_texts() == ["he", "met with", "Xi Jinping"]
    assert quote.get_attribute("cite").startswith("https://kg.example/document/")
    card = page.locator(".sentences .card").first
    assert "told as fact by the article itself" in re.sub(r"\s+", " ", card.inner_text())
    assert "polarity Positive" in re.sub(r"\s+", " ", card.inner_text())
    assert button.get_attribute("aria-expanded") == "true"
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1], "the page scrolls sideways"
    button.click()
    assert page.locator(".sentences").count() == 0


def test_things_are_shown_by_their_names_and_lead_to_their_pages(open_page: Open) -> None:
    page = open_page()
    ask(page, "SELECT ?x ?words WHERE { VALUES ?x { e:United_States } ?x rdfs:label ?words }")
    link = page.locator("tbody td a").first
    assert link.inner_text() == "United States"
    assert link.get_attribute("title") == "e:United_States"
    link.click()
    assert page.get_by_role("heading", level=1).inner_text() == "United States"
    page.get_by_role("link", name="Query it").click()
    page.locator("tbody tr").first.wait_for()


def test_scripts_and_pages_lead_to_the_same_addresses(open_page: Open) -> None:
    reader = Reader(database.memory(knowledge()))
    names = ["e:China", "e:Süd-Ost_1.2", "e:a%2Fb", "e:../x", "doc:a#char=1,2", "kg:aids", "rel:go_on", "wd:Q148"]
    iris = [*map(term_iri, names), "javascript:alert(1)", "urn:a", "https://news.example/a?b=c"]
    page = open_page()
    assert [page.evaluate("(iri) => linkOf(iri)", iri) for iri in iris] == [reader.link(iri) for iri in iris]


def test_a_click_on_its_head_sorts_a_column_and_another_turns_it(open_page: Open) -> None:
    page = open_page()
    ask(page, "SELECT ?n ?name WHERE { VALUES (?n ?name) { (10 'b') (9 'c') (100 'a') } }")

    def column(number: int) -> list[str]:
        return page.locator(f"tbody tr td:nth-child({number})").all_inner_texts()

    assert column(1) == ["10", "9", "100"]
    page.get_by_role("button", name="?n", exact=True).click()
    assert column(1) == ["9", "10", "100"]
    assert page.locator("th[aria-sort='ascending']").inner_text().startswith("?n")
    page.get_by_role("button", name="?n", exact=True).click()
    assert column(1) == ["100", "10", "9"]
    page.get_by_role("button", name="?name", exact=True).click()
    assert column(2) == ["a", "b", "c"]


def test_names_of_the_graph_and_terms_of_the_ontology_are_completed(open_page: Open) -> None:
    page = open_page()
    write(page, "ASK { e:kurt")
    hints = page.locator(".CodeMirror-hints li")
    hints.first.wait_for()
    assert hints.first.inner_text().startswith("e:Kurt_Campbell")
    page.keyboard.press("Enter")
    page.keyboard.type(" kg:supplies")
    hints.first.wait_for()
    assert "kg:suppliesArmsTo" in hints.first.inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("editor.getValue()") == "ASK { e:Kurt_Campbell kg:suppliesArmsTo"


def test_an_alias_is_completed_to_the_entity(open_page: Open) -> None:
    page = open_page()
    write(page, "ASK { e:mosc")
    hints = page.locator(".CodeMirror-hints li")
    hints.first.wait_for()
    assert hints.first.inner_text().split() == ["e:Russia", "Moscow"]


def test_the_editor_knows_the_prefixes_and_says_what_it_cannot_read(open_page: Open) -> None:
    page = open_page()
    assert page.locator(".gutter-error").count() == 0
    ask(page, "SELECT ?x WHERE {\n  ?x kg:aids ?y .\n  ?x nope ?y\n}")
    assert "prefix:name" in page.locator(".gutter-error").get_attribute("title")
    assert page.get_by_role("alert").inner_text().startswith("line 3, column ")
    assert page.locator(".line-error").count() == 1
    assert page.locator("#status").inner_text() == "Error in line 3"


def test_an_unknown_name_is_marked_and_replaced_by_the_nearest(open_page: Open) -> None:
    page = open_page()
    ask(page, "SELECT ?x WHERE {\n  ?x kg:suports e:Russia\n}")
    page.locator(".warning").wait_for()
    assert "Line 2: no term kg:suports in the ontology" in page.locator(".warning").inner_text()
    page.get_by_role("button", name="Use kg:supports").click()
    page.locator("tbody tr").first.wait_for()
    assert page.evaluate("editor.getValue()") == "SELECT ?x WHERE {\n  ?x kg:supports e:Russia\n}"
    assert page.locator(".warning").count() == 0


def test_control_and_enter_run_the_query_and_its_link_can_be_shared(open_page: Open) -> None:
    page = open_page()
    write(page, "ASK { e:China kg:aids e:Russia }")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.locator(".truth").wait_for()
    assert page.locator(".truth").inner_text() == "Yes"
    shared = open_page(page.url.removeprefix(page.url.partition("/sparql")[0]))
    shared.locator(".truth").wait_for()
    assert shared.evaluate("editor.getValue()").startswith("ASK { e:China kg:aids e:Russia")


def test_tab_leads_out_of_the_editor(open_page: Open) -> None:
    page = open_page()
    page.locator(".CodeMirror").click()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"


def test_a_saved_question_asks_for_its_values(open_page: Open) -> None:
    page = open_page()
    page.get_by_label("Find a question").fill("urges whom")
    page.get_by_role("link", name="Who urges whom, and in which").click()
    page.locator("tbody tr").nth(1).wait_for()
    page.get_by_label("who", exact=True).fill("Campbell")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator("tbody tr:only-child").wait_for()
    assert "VALUES ?who { e:Kurt_Campbell }" in page.evaluate("editor.getValue()")
    page.get_by_role("button", name="sentences").click()
    marks = page.locator(".sentences blockquote").first.locator("mark")
    marks.first.wait_for()
    assert marks.all_inner_texts() == ["Campbell", "urging", "European partners"]


def test_triples_come_as_turtle_and_all_answers_can_be_taken_away(open_page: Open) -> None:
    page = open_page()
    ask(page, "CONSTRUCT WHERE { ?x kg:aids ?y }")
    assert "e:China kg:aids e:Russia ." in page.locator(".turtle").inner_text()
    ask(page, WHO)
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    assert Path(taken.value.path()).read_bytes().splitlines()[0] == b"who,whom"


def test_without_scripts_the_form_gives_a_file(open_page: Open) -> None:
    page = open_page(scripts=False)
    page.get_by_label("SPARQL query").fill("ASK { e:China kg:aids e:Russia }")
    page.get_by_label("Answer as").select_option("csv")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Run").click()
    assert Path(taken.value.path()).read_bytes() == b"true\n"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", ["/entity/China", "/document/000_6bab71273eca4b77", "/event/Meeting_of_G7_at_Capri"])
def test_the_page_of_a_thing_needs_no_scripts_and_fits_the_screen(
    open_page: Open, path: str, size: tuple[int, int], scheme: str
) -> None:
    page = open_page(path, size=size, scheme=scheme, scripts=False)
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.locator("blockquote").count() > 0
    box = page.locator("main").bounding_box()
    assert box["x"] + box["width"] <= size[0]


def test_nothing_that_an_article_says_runs(open_page: Open, evil_address: str) -> None:
    page = open_page(server=evil_address)
    ask(page, "SELECT ?x ?label WHERE { ?x rdfs:label ?label } ORDER BY ?x LIMIT 30")
    assert EVIL.split("\u2028")[0] in page.locator("tbody").inner_text()
    page.get_by_role("button", name="sentences").first.click()
    page.locator(".sentences > *").first.wait_for()
    page.goto(f"{evil_address}/entity/China")
    assert page.evaluate("window.__xss") is None
    assert page.locator("img").count() == 0
