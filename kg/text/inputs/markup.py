"""HTML as text: the main text of a page, and a stretch of it that feeds, mail and tables hold in place of words."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from kg.errors import DocumentError
from kg.text.inputs import decoding

_BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|article|section|table|figure)\b[^<>]*>", re.I)
_PARAGRAPHS = frozenset(
    "p div li ul ol h1 h2 h3 h4 h5 h6 blockquote article section table tr header footer figure hr body".split()
)
_UNSEEN = frozenset("script style head template svg iframe noscript figcaption nav form button select".split())


def is_html(text: str) -> bool:
    """True where a text has tags that begin lines or paragraphs; a lone ``<em>`` is damage, and read as such.

    >>> is_html("<p>China aids Russia.</p>"), is_html("China <em>aids</em> Russia: 3 < 4.")
    (True, False)
    """
    return _BLOCK.search(text) is not None


def text(markup: str) -> str:
    """The words of some HTML, a paragraph a line with an empty one between.

    >>> text("<p>China aids&nbsp;<b>Russia</b>.</p><script>x</script><p>It said<br>so.</p>")
    'China aids Russia.\\n\\nIt said\\nso.'
    """
    reader = _Words()
    reader.feed(markup)
    reader.close()
    words = "".join(reader.words).replace("\xa0", " ")
    lines = [" ".join(line.split()) for line in words.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(markup: str) -> str:
    """The words of a headline, which may hold tags and character references.

    >>> line("Leaders &amp; <i>others</i> meet")
    'Leaders & others meet'
    """
    return " ".join(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", markup)).split())


def page(data: bytes) -> dict[str, object]:
    """The main text of a page, with the metadata that it carries.

    Raises:
        DocumentError: if it has none, or trafilatura is not installed.
    """
    if not data.strip():
        raise DocumentError("the file is empty. Put text into it or leave it out")
    try:
        import trafilatura
    except ImportError:
        raise DocumentError(
            "reading HTML needs the package trafilatura. Install it: pip install trafilatura lxml-html-clean"
        ) from None
    # Only dates that the page states: the extensive search guesses, and looks at the clock for it.
    dates = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
    shown = decoding.declared(data)
    page = trafilatura.bare_extraction(shown, with_metadata=True, include_comments=False, date_extraction_params=dates)
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise DocumentError("no main text was found on the page. Save the article as text instead")
    return {"text": page.text, "title": page.title, "date": page.date, "source": page.sitename}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _UNSEEN:
            self.unseen.append(tag)
        elif tag == "br":
            self.words.append("\n")
        elif tag in _PARAGRAPHS:
            self.words.append("\n\n")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            # What an inner one left open ends with it.
            while self.unseen.pop() != tag:
                pass
        elif tag in _PARAGRAPHS:
            self.words.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words.append(re.sub(r"\s+", " ", data))
