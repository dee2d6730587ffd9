"""HTML as text: the main text of a page, and a stretch of it that feeds, mail and tables hold in place of words."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from kg.errors import DocumentError
from kg.text.inputs import decoding
from kg.text.inputs.article import OwnError

# By which a page of kg is known.
_OWN = re.compile(rb"<title>[^<]*\xc2\xb7 kg</title>")
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
    if _OWN.search(data[:8192]):
        raise OwnError
    try:
        import trafilatura
    except ImportError:
        raise DocumentError(
            "reading HTML needs the package trafilatura. Install it: pip install trafilatura lxml-html-clean"
        ) from None
    # Only dates that the page states: the extensive search guesses, and looks at the clock for it.
    dates = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
    markup = decoding.declared(data)
    found = None
    for source in (markup, _without_tables(markup)):
        page = trafilatura.bare_extraction(
            source, with_metadata=True, include_comments=False, date_extraction_params=dates
        )
        if page is None or isinstance(page, dict) or not (page.text or "").strip():
            continue
        found = found or page
        if not _is_table(page.text or ""):
            found = page
            break
    if found is None:
        raise DocumentError("no main text was found on the page. Save the article as text instead")
    return {"text": found.text, "title": found.title, "date": found.date, "source": found.sitename}


def _is_table(words: str) -> bool:
    """True where most of a text stands in cells, as where tables lay a page out and hold the article itself."""
    rows = [line for line in words.splitlines() if line.startswith("|")]
    return 2 * sum(map(len, rows)) > len(words)


def _without_tables(markup: str) -> str:
    """The page with its cells as stretches of text, and broken lines as paragraphs."""
    markup = re.sub(r"<(/?)(?:table|tbody|thead|tfoot|tr|td|th)\b[^>]*>", r"<\1div>", markup, flags=re.I)
    return re.sub(r"<br\b[^>]*>", "</p><p>", markup, flags=re.I)


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
