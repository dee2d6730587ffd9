"""The site of the documentation: all of it in one folder, found in two clicks, and nothing asked of others."""

from __future__ import annotations

import json
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT
from test_browser import CHROMIUM, FLAGS, HAS_PLAYWRIGHT

sys.path.insert(0, str(ROOT / "tools"))

import website

# What a browser loads by itself, by element and attribute; a link waits for its click.
_LOADED = {("img", "src"), ("link", "href"), ("script", "src"), ("iframe", "src"), ("source", "src"), ("use", "href")}


class _Page(HTMLParser):
    """What a page loads, which places it has, and where its links lead."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.loaded, self.links, self.ids = set[str](), set[str](), set[str]()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if (tag, name) in _LOADED:
                self.loaded.add(value or "")
            if (tag, name) == ("a", "href"):
                self.links.add(value or "")
            if name == "id":
                self.ids.add(value or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "site"
    assert website.made(folder) == len(website.pages())
    return folder


@pytest.fixture(scope="module")
def parsed_pages(site: Path) -> dict[str, _Page]:
    return {file.name: _Page(file) for file in site.glob("*.html")}


def test_no_page_loads_anything_from_elsewhere(site: Path, parsed_pages: dict[str, _Page]) -> None:
    for name, page in parsed_pages.items():
        assert page.loaded >= {"site.css", "search.js"}, name
        for address in page.loaded - {"data:,"}:
            assert (site / address).is_file(), f"{name} loads {address}"
    for file in (site / "site.css", site / "search.js", *site.rglob("*.svg")):
        said = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)|fetch\(|XMLHttpRequest|WebSocket", said), file.name


def test_every_link_within_the_site_leads_to_a_file_and_a_place_there(
    site: Path, parsed_pages: dict[str, _Page]
) -> None:
    for name, page in parsed_pages.items():
        for link in page.links:
            address, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            assert (site / (address or name)).exists(), f"{name} links to {link}"
            if anchor and (address or name).endswith(".html"):
                assert anchor in parsed_pages[address or name].ids, f"{name} links to {link}"


def test_every_page_is_one_click_from_every_other(parsed_pages: dict[str, _Page]) -> None:
    for page in parsed_pages.values():
        assert parsed_pages.keys() <= {link.partition("#")[0] for link in page.links}


def test_the_search_knows_each_heading(site: Path) -> None:
    script = (site / "words.js").read_text(encoding="utf-8")
    assert script.startswith("window.WORDS = [")
    sections = json.loads(script.removeprefix("window.WORDS = ").rstrip(";\n"))
    headings = {heading for page in website.pages().values() for heading in page.anchors.values()}
    assert headings <= {section["h"] for section in sections}
    assert "</" not in script


def test_two_sites_of_the_same_pages_have_the_same_bytes(site: Path, tmp_path: Path) -> None:
    website.made(tmp_path / "again")
    files = {file.relative_to(site) for file in site.rglob("*") if file.is_file()}
    assert files == {f.relative_to(tmp_path / "again") for f in (tmp_path / "again").rglob("*") if f.is_file()}
    assert all((site / file).read_bytes() == (tmp_path / "again" / file).read_bytes() for file in files)


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit, match="no site"):
        website.made(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.browser
@pytest.mark.skipif(
    not (CHROMIUM and HAS_PLAYWRIGHT) and os.environ.get("CI") != "true",
    reason="needs Chromium (apt install chromium) and the Python package playwright",
)
def test_the_search_finds_a_section_in_a_folder_without_a_server(site: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        page = browser.new_page()
        asked: list[str] = []
        faults: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("/")
        page.keyboard.type("take a merge apart")
        page.locator("#found a").first.wait_for()
        page.fill("#search", "kind of names ship")
        page.locator("#found a", has_text="Where it goes wrong").wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/limits.html*")
        page.fill("#search", "zzzz")
        page.get_by_text("Nothing has all of these words.").wait_for()
        assert faults == []
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        browser.close()
