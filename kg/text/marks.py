r"""Characters that damage a text or do not belong to its sentences, and what is read in their place.

Text that passed through web pages, mails, PDF files and timelines has character references (``&rsquo;``), bytes decoded
twice (``â€™``), soft hyphens and zero-width spaces inside words, ligatures, and the tags and links of a posting. Each
is an edit over the unchanged text, so that quotes and offsets stay those of the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from kg.model.records import Edit, Span
from kg.terms.words import words

# White space that is no plain space or line end; U+2029 parts paragraphs.
_SPACES = "\u00a0\u1680\u2000-\u200a\u2028\u202f\u205f\u3000"
# Characters that are not seen: soft hyphen, zero-width, and those that turn the direction of writing.
_UNSEEN = "\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
# Bytes that Windows-1252 has no character for reach the text as controls.
_LATIN = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}


def _twice(character: str) -> str:
    """A character as it looks where its UTF-8 bytes were read as Windows-1252."""
    return "".join(_LATIN[byte] for byte in character.encode("utf-8"))


_DECODED_TWICE = {_twice(c): c for c in (*"‘’“”–—…•€£\u00a0", *map(chr, range(0xC0, 0x100)))}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

_REFERENCE = r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_CHARACTER = re.compile(
    rf"(?P<reference>{_REFERENCE})"
    rf"|(?P<twice>{'|'.join(map(re.escape, sorted(_DECODED_TWICE, key=len, reverse=True)))})"
    rf"|(?P<parted>(?<=\w)\u00ad[ \t]*\r?\n[ \t]*(?=\w))"
    rf"|(?P<unseen>[{_UNSEEN}]+|(?<=[A-Za-z])[\u200c\u200d\ufeff](?=[A-Za-z]))"
    rf"|(?P<space>[{_SPACES}])"
    rf"|(?P<line>\u2029)"
    rf"|(?P<owner>(?<=[^\W\d_])[‘´](?=s\b))"
    rf"|(?P<ligature>[{''.join(_LIGATURES)}])"
)
_READ_AS: dict[str, Callable[[str], str]] = {
    "reference": lambda found: _unescaped(found),
    "twice": lambda found: _DECODED_TWICE[found].replace("\u00a0", " "),
    "parted": lambda found: "",
    "unseen": lambda found: "",
    "space": lambda found: " ",
    "line": lambda found: "\n",
    # "Hale‘s plan", as a keyboard has it
    "owner": lambda found: "’",
    "ligature": _LIGATURES.__getitem__,
}
# Only such texts are searched: most are plain.
_SUSPECT = re.compile(r"[^\x00-\x7f]|&(?:#|[A-Za-z])")

_LINK = r"(?:https?://|www\.|t\.co/|pic\.twitter\.com/|bit\.ly/)[^\s<>()]+"
# A tag of HTML or XML that stayed in a text: "<em>", "</p>", "<tweet author="...">".
_TAG = r"</?[A-Za-z][\w:-]*(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)*\s*/?>"
_POSTING = re.compile(
    r"^(?P<shared>[ \t]*RT @\w+:? )"
    # Tags and links at the end of a line say what it is about; nobody is their subject.
    rf"|(?P<tail>(?:(?<=\S)[ \t]+(?:#[A-Za-z]\w*|{_LINK}))+)(?=[ \t]*\r?$)"
    rf"|(?P<link>[ \t]*\({_LINK}\))"
    rf"|(?P<tag>{_TAG})"
    # "on Twitter @adafalk" says where to find her: no second name of Twitter.
    rf"|(?<=\b)(?:{'|'.join(sorted(words('places of postings')))})(?P<handle>:?[ \t]+@\w+)"
    r"|(?:(?<=^)|(?<=[ \t(“\"]))(?P<sign>[#@])(?=[A-Za-z]\w)",
    re.MULTILINE,
)


def characters(text: str) -> tuple[Edit, ...]:
    r"""The characters that are read as others, or as none, in text order.

    >>> [(edit.span.of("Ken\u200bya &amp; Fiji"), edit.words) for edit in characters("Ken\u200bya &amp; Fiji")]
    [('\u200b', ''), ('&amp;', '&')]
    >>> characters("AT&T; Q&A"), characters("5 &lt 6")
    ((), ())
    """
    return tuple(_characters(text)) if _SUSPECT.search(text) else ()


def postings(text: str) -> tuple[Edit, ...]:
    """The tags, links and marks of a posting that are read as nothing, in text order.

    >>> text = "RT @fjord: Norway thanks @mali for #cocoa #trade https://fjord.example/1"
    >>> [edit.span.of(text) for edit in postings(text)]
    ['RT @fjord: ', '@', ' #cocoa #trade https://fjord.example/1']
    >>> [edit.span.of("on Twitter @adafalk.") for edit in postings("on Twitter @adafalk.")]
    [' @adafalk']
    >>> postings("Write to press@fjord.example, point #1")
    ()
    """
    found = ((match, "handle" if match["handle"] else 0) for match in _POSTING.finditer(text))
    return tuple(Edit(Span(*match.span(part)), "") for match, part in found)


def _characters(text: str) -> Iterator[Edit]:
    for found in _CHARACTER.finditer(text):
        assert found.lastgroup is not None
        words = _READ_AS[found.lastgroup](found[0])
        if words != found[0]:
            yield Edit(Span(*found.span()), words)


def _unescaped(reference: str) -> str:
    """What a character reference stands for, also where its "&" was escaped once more; an unknown one stays."""
    read = reference
    while (further := html.unescape(read)) != read:
        read = further
    if read == reference:
        return reference
    return re.sub(rf"[{_UNSEEN}\u200c\u200d\ufeff]", "", re.sub(rf"[{_SPACES}\s]", " ", read))
