"""Bytes to text: UTF-8, what a byte-order mark tells, and Windows-1252 where nothing else can be meant."""

from __future__ import annotations

import codecs
import re

from kg.errors import DocumentError, shown

# The longest mark first: that of UTF-32 begins as that of UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WINDOWS = "cp1252"
# In Western text letters with accents and typographic marks stand alone or in twos; in others they fill words.
_MANY_HIGH = re.compile(rb"[\x80-\xff]{4}")
_DECLARED = re.compile(
    rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
# What browsers take for Windows-1252, as pages that name these mostly are.
_TAKEN_FOR_WINDOWS = frozenset(("iso8859-1", "ascii"))


def decoded(data: bytes) -> tuple[str, bool]:
    r"""The text of some bytes, line ends untouched and the byte-order mark dropped; True where Windows-1252 is a guess.

    >>> decoded("Café".encode()), decoded("Café".encode("utf-16")), decoded(b"Caf\xe9 society")
    (('Café', False), ('Café', False), ('Café society', True))

    Raises:
        DocumentError: if they are no text, or none that can be told.
    """
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise DocumentError("the file is empty. Put text into it or leave it out")
    mark = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not mark and b"\0" in data[:65536]:
        raise DocumentError("the file is binary, not text. Save it as text, or leave it out")
    try:
        text = data.decode(mark or "utf-8")
    except UnicodeDecodeError as error:
        if mark in ("", "utf-8-sig"):
            return _of_windows(data, error), True
        raise DocumentError(
            f"the file begins as {mark.upper()} and does not go on so, at offset {error.start}. Save it as UTF-8"
        ) from None
    if not text.strip():
        raise DocumentError("the file is empty. Put text into it or leave it out")
    return text, False


def _of_windows(data: bytes, error: UnicodeDecodeError) -> str:
    """The text as Windows has it in the West, where no byte speaks against it."""
    # Letters of UTF-8 beside the byte that is none of it: the file is UTF-8, and damaged.
    is_damaged = not data.decode("utf-8", "ignore").isascii()
    if not is_damaged and not _MANY_HIGH.search(data):
        try:
            return data.decode(WINDOWS)
        except UnicodeDecodeError:
            pass
    line = data.count(b"\n", 0, error.start) + 1
    raise DocumentError(
        f"line {line}: byte {data[error.start]:#04x} at offset {error.start} is not UTF-8. Convert the file from what "
        "it was saved as, for instance: iconv -f GB18030 -t UTF-8 FILE"
    )


def declared(data: bytes) -> str:
    r"""The text of a page or of XML, in the encoding that it declares, as a browser reads it; no byte is refused.

    >>> declared(b"<meta charset=iso-8859-1><p>Niger\x92s envoy").endswith("Niger’s envoy")
    True
    """
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return decoded(data)[0]
    found = _DECLARED.search(data[:4096])
    name = (found[1] or found[2]).decode("ascii") if found else "utf-8"
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        codec = "utf-8"
    if not found or codec == "utf-8":
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("utf-8" if found else WINDOWS, "replace")
    try:
        return data.decode(WINDOWS if codec in _TAKEN_FOR_WINDOWS else codec, "replace")
    except LookupError:  # a codec of Python's that gives no text, as base64
        raise DocumentError(f"the encoding {shown(name)} that it declares gives no text. Save it as UTF-8") from None
