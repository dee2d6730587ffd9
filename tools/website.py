"""Make a static site of README.md and docs/, with a search that needs no server and no network: make site.

    python tools/website.py -o site

``docs/index.md`` is the plan: its four parts, and the pages in each, are the navigation of every page. Links and
anchors are checked on the way, and a broken one stops it. The parts are markdown-it-py for the texts, Pygments for
what is code, and Jinja for the frame (``docs/site``). The same pages give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

ROOT = Path(__file__).parent.parent
FRAME = ROOT / "docs" / "site"
INDEX = "docs/index.md"
# Pages that do not lie in docs/.
BESIDE = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "ontology/README.md",
    "ontology/NOTICE.md",
    "seeds/README.md",
)
# Code in these words is not coloured: what a shell prints is no program.
_PLAIN = ("", "text", "console")


@dataclass
class Page:
    """One page: where it comes from, what it says, and which places in it can be linked to."""

    source: str
    tokens: list[Token]
    title: str = ""
    anchors: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The file that it becomes.

        >>> Page("docs/rdf.md", []).address, Page("ontology/README.md", []).address
        ('rdf.html', 'ontology-readme.html')
        """
        path = PurePosixPath(self.source.removeprefix("docs/")).with_suffix(".html")
        return "-".join(path.parts).lower()


@cache
def reader() -> MarkdownIt:
    """Markdown as the pages are written: CommonMark with tables."""
    return MarkdownIt("commonmark", {"highlight": coloured}).enable("table")


def coloured(code: str, language: str, _: str) -> str:
    """Code as HTML with a class on each token; "" leaves it to the reader, who only escapes it."""
    if language in _PLAIN:
        return ""
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return ""
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))


def slug(heading: str) -> str:
    """The anchor of a heading, as hosts of repositories make it.

    >>> slug("What `kg entities` prints"), slug("Does it rank?")
    ('what-kg-entities-prints', 'does-it-rank')
    """
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip())


def read(source: str) -> Page:
    """A page with its title and anchors; each heading gets its anchor as ``id``."""
    page = Page(source, reader().parse((ROOT / source).read_text(encoding="utf-8")))
    for opening, inline in zip(page.tokens, page.tokens[1:], strict=False):
        if opening.type == "heading_open":
            said = plain(inline)
            first = slug(said)
            anchor = next(a for a in [first, *(f"{first}-{n}" for n in range(1, 99))] if a not in page.anchors)
            page.anchors[anchor] = said
            opening.attrSet("id", anchor)
            page.title = page.title or said
    return page


def plain(token: Token) -> str:
    """The words of a line, without marks.

    >>> plain(reader().parse("*a* [b](c) `d`")[1])
    'a b d'
    """
    if token.type == "image":
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(plain, token.children)) if token.children else token.content


def pages() -> dict[str, Page]:
    """All pages by their place in the repository."""
    sources = [*BESIDE, *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
    return {source: read(source) for source in sorted(sources)}


# -- links ---------------------------------------------------------------------------------------------------------


def links(page: Page) -> list[tuple[Token, str]]:
    """Each link and picture with what it leads to."""
    inside = [child for token in page.tokens for child in token.children or ()]
    found = [(token, "href" if token.type == "link_open" else "src") for token in inside]
    return [(token, str(token.attrs[name])) for token, name in found if name in token.attrs]


def target(page: Page, link: str) -> tuple[str, str]:
    """Where a link leads: a place in the repository, and an anchor there.

    >>> target(Page("docs/rdf.md", []), "../README.md#from-python")
    ('README.md', 'from-python')
    """
    path, _, anchor = unquote(link).partition("#")
    place = os.path.normpath(PurePosixPath(page.source).parent / path) if path else page.source
    return PurePosixPath(place).as_posix(), anchor


def is_elsewhere(link: str) -> bool:
    """Whether a link leaves the repository."""
    return re.match(r"[a-z][a-z0-9+.-]*:", link) is not None


def faults(found: dict[str, Page]) -> list[str]:
    """Links that lead nowhere, and pages that the plan leaves out or names twice; empty if all is well."""
    said = []
    for page in found.values():
        for _, link in links(page):
            if is_elsewhere(link):
                continue
            place, anchor = target(page, link)
            if not (ROOT / place).exists():
                said.append(f"{page.source}: {link!r} leads to no file")
            elif anchor and place in found and anchor not in found[place].anchors:
                said.append(f"{page.source}: {link!r} leads to no heading of {place}")
    planned = [source for _, entries in plan(found) for _, source in entries]
    for source in sorted({*found, *planned} - {INDEX}):
        if planned.count(source) != 1:
            said.append(f"{INDEX} names {source} {planned.count(source)} times. Name it once, in one of its parts")
    return said


def plan(found: dict[str, Page]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The parts of the plan, each with its pages and what it calls them: the first links of its lists."""
    index = found[INDEX]
    parts: list[tuple[str, list[tuple[str, str]]]] = []
    for before, token in zip(index.tokens, index.tokens[1:], strict=False):
        if before.type == "heading_open" and before.tag == "h2":
            parts.append((plain(token), []))
        elif before.type == "paragraph_open" and before.level > 1 and parts:
            inside = token.children or []
            at = next((n for n, child in enumerate(inside) if child.type == "link_open"), None)
            if at is not None:
                place, _ = target(index, str(inside[at].attrs["href"]))
                parts[-1][1].append((inside[at + 1].content, place))
    return parts


def led(page: Page, found: dict[str, Page]) -> set[str]:
    """Turn the links of a page into those of the site; the files that are to lie beside it."""
    files = set()
    for token, link in links(page):
        if is_elsewhere(link):
            continue
        place, anchor = target(page, link)
        address = f"files/{place}"
        if place in found:
            address = found[place].address if place != page.source or not anchor else ""
        elif (ROOT / place).is_file():
            files.add(place)
        else:
            # A folder: there is nothing to open, but its name stays.
            token.attrs.pop("href", None)
            continue
        token.attrSet("href" if "href" in token.attrs else "src", address + (f"#{anchor}" if anchor else ""))
    return files


# -- the site ------------------------------------------------------------------------------------------------------


def sections(page: Page) -> list[dict[str, str]]:
    """What the search looks through: each heading with the words below it."""
    found = [{"a": page.address, "p": page.title, "h": page.title, "t": ""}]
    for before, token in zip([None, *page.tokens], page.tokens, strict=False):
        if before is not None and before.type == "heading_open":
            anchor = str(before.attrs["id"])
            if before.tag != "h1":
                found.append({"a": f"{page.address}#{anchor}", "p": page.title, "h": plain(token), "t": ""})
        elif token.type in ("inline", "fence", "code_block"):
            found[-1]["t"] += f"{plain(token)} "
    return [{**one, "t": " ".join(one["t"].split())} for one in found]


def made(output: Path) -> int:
    """Write the site into a folder; an earlier site there is replaced.

    Returns:
        How many pages there are.

    Raises:
        SystemExit: if a link is broken, or the folder holds something that is no site.
    """
    found = pages()
    if wrong := faults(found):
        raise SystemExit("\n".join(wrong))
    _cleared(output)
    frame = Environment(loader=FileSystemLoader(FRAME), autoescape=True, undefined=StrictUndefined)
    template = frame.get_template("page.html.j2")
    words = [section for page in found.values() for section in sections(page)]
    parts = [(name, [(label, found[source]) for label, source in entries]) for name, entries in plan(found)]
    files: set[str] = set()
    for page in found.values():
        files |= led(page, found)
        body = reader().renderer.render(page.tokens, reader().options, {})
        wide = body.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
        told: dict[str, Any] = {"page": page, "parts": parts, "body": wide, "headings": headings(page)}
        (output / page.address).write_text(template.render(told), encoding="utf-8", newline="\n")
    for file in sorted(files):
        (output / "files" / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / file, output / "files" / file)
    for asset in ("site.css", "search.js"):
        shutil.copyfile(FRAME / asset, output / asset)
    index = json.dumps(words, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    (output / "words.js").write_text(f"window.WORDS = {index};\n", encoding="utf-8", newline="\n")
    return len(found)


def headings(page: Page) -> list[tuple[str, str]]:
    """Anchor and words of the headings of the second level."""
    pairs = zip(page.tokens, page.tokens[1:], strict=False)
    return [(str(one.attrs["id"]), plain(two)) for one, two in pairs if one.type == "heading_open" and one.tag == "h2"]


def _cleared(output: Path) -> None:
    if output.exists() and any(output.iterdir()) and not (output / "words.js").exists():
        raise SystemExit(f"{str(output)!r} holds something that is no site. Name a new or empty folder")
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)


def main() -> None:
    """Make the site, and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "site", metavar="DIR")
    output = parser.parse_args().output
    count = made(output)
    print(f"{count} pages in {output}: open {output / 'index.html'} in a browser", file=sys.stderr)


if __name__ == "__main__":
    main()
