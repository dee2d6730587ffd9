"""The items of a feed: RSS 0.9 to 2.0 and Atom, whose addresses are never followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from kg.errors import DocumentError, shown
from kg.text.inputs import decoding, markup
from kg.text.inputs.fields import Row

_ITEMS = frozenset(("item", "entry"))
# What says the most first; of Atom's two the whole before its summary.
_TEXTS = ("encoded", "content", "description", "summary")
# As which fields these are kept.
_OTHERWISE = {"guid": "id", "pubDate": "published", "creator": "author"}
_ROOTS = frozenset(("rss", "RDF", "feed"))


def rows(data: bytes) -> Iterator[Row]:
    """The items of a feed, each with its number.

    Raises:
        DocumentError: if it is no feed, or declares a type of document, which may make a small file a huge one.
    """
    text = decoding.declared(data).lstrip("\ufeff \t\r\n")
    if not text:
        raise DocumentError("the file is empty. Put text into it or leave it out")
    if re.search(r"<!\s*(?:DOCTYPE|ENTITY)", text):
        raise DocumentError("it declares a type of document (<!DOCTYPE), which no feed needs. Take that out")
    # What is text already has no encoding to declare.
    text = re.sub(r"^<\?xml[^>]*\?>", "", text)
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise DocumentError(f"is no XML ({error}). Save the feed again, or its articles as text") from None
    if _name(root) not in _ROOTS:
        raise DocumentError(
            f"is XML, and no feed: it begins with {shown(_name(root))}, not with rss or feed. Save its articles as text"
        )
    publisher = next((words for one in root.iter() if _name(one) == "title" and (words := _words(one))), "")
    items = [one for one in root.iter() if _name(one) in _ITEMS]
    if not items:
        raise DocumentError("the feed holds no items. Fetch it again, or leave it out")
    for number, item in enumerate(items, start=1):
        yield Row(f"item {number}", _values(item, publisher))


def _name(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _words(element: ElementTree.Element) -> str:
    return markup.line("".join(element.itertext()))


def _values(item: ElementTree.Element, publisher: str) -> dict[str, object]:
    found: dict[str, list[str]] = {}
    links: dict[str, str] = {}
    for part in item:
        name = _name(part)
        if name == "link":
            links.setdefault(part.get("rel", "alternate"), part.get("href") or (part.text or "").strip())
        elif words := _text(part) if name in _TEXTS else _words(part) or part.get("term", ""):
            found.setdefault(_OTHERWISE.get(name, name), []).append(words)
    texts = [text for name in _TEXTS for text in found.pop(name, [])]
    link = links.get("alternate", "")
    own = {"id": link, "url": link, "source": publisher, "text": "".join(texts[:1])}
    return {**own, **{name: words if len(words) > 1 else words[0] for name, words in found.items()}}


def _text(part: ElementTree.Element) -> str:
    """The words of a description: HTML that is written out or stands in the feed itself, or plain."""
    inner = "".join(part.itertext()) if not len(part) else ElementTree.tostring(part, encoding="unicode")
    inner = re.sub(r"<(/?)\w+:", r"<\1", inner) if len(part) else inner
    return markup.text(inner) if markup.is_html(inner) or len(part) else markup.text(inner.replace("\n", "<br>"))
