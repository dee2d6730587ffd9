"""Documents of offices: the paragraphs of a Word file, and the pages of a PDF.

A .docx file is an archive of XML, which the standard library reads; pages of PDF need the package pypdf.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from kg.errors import DocumentError
from kg.text.inputs import packed
from kg.text.inputs.fields import Row

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
# The same once more, for programs that cannot show a box.
_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BODY = "word/document.xml"
# More XML than any article's.
_LARGEST = 64 << 20
NEEDS_PYPDF = "reading PDF needs the package pypdf. Install it: pip install pypdf"


def word(data: bytes) -> Iterator[Row]:
    """The paragraphs of a Word file, a line each; deleted words, comments and notes are left out.

    Raises:
        DocumentError: if it is none.
    """
    body = next((inner for name, inner in packed.members(data, only=_BODY, limit=_LARGEST) if name == _BODY), None)
    if body is None:
        raise DocumentError("is no Word document. Save it as .docx or .txt")
    if isinstance(body, str) or re.search(rb"<!\s*DOCTYPE", body):
        raise DocumentError("the Word document cannot be read. Open it and save it as .docx or .txt")
    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, ValueError) as error:
        raise DocumentError(f"the Word document is damaged ({error}). Open it and save it as .txt") from None
    for box in root.iter(_AGAIN):
        del box[1:]
    paragraphs = ("".join(_runs(paragraph)) for paragraph in root.iter(f"{_WORD}p"))
    yield Row("", {"text": "\n\n".join(words for words in paragraphs if words.strip())})


def _runs(paragraph: ElementTree.Element) -> Iterator[str]:
    """The words of a paragraph without those of boxes within it, which are paragraphs of their own."""
    coming = list(reversed(paragraph))
    while coming:
        part = coming.pop()
        if part.tag == f"{_WORD}t":
            yield part.text or ""
        elif part.tag in _SPACES:
            yield _SPACES[part.tag]
        elif part.tag != f"{_WORD}p":
            coming.extend(reversed(part))


def pdf(data: bytes) -> Iterator[Row]:
    """The text of a PDF, page after page.

    Raises:
        DocumentError: if pypdf is not installed, or the file cannot be read, or holds pictures alone.
    """
    try:
        import pypdf
    except ImportError:
        raise DocumentError(NEEDS_PYPDF) from None
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("the PDF is locked by a password. Save it without, or its text as .txt")
        pages = [page.extract_text() for page in reader.pages]
    except DocumentError:
        raise
    except Exception as error:  # whatever a damaged file makes a parser of PDF stumble over
        raise DocumentError(f"the PDF cannot be read ({error}). Save its text as .txt") from error
    text = "\n".join(pages)
    if not text.strip():
        raise DocumentError("the PDF holds pictures of pages and no text. Recognise its text (OCR), and save that")
    yield Row("", {"text": text})
