"""The forms that articles come in, each read by a module of this room; all give rows, and rows become documents.

A row has an article's text and what else its file says of it (``fields``). A file that is one article is one row. What
cannot be read becomes a message that says where it stands and what to do, and the rest goes on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kg.errors import DocumentError, shown
from kg.model.records import Document
from kg.text import dating, layout
from kg.text.inputs import decoding, feeds, fields, mail, markup, objects, office, packed, tables
from kg.text.inputs.article import check_length, check_whole, checked, from_text
from kg.text.inputs.fields import Article, Row
from kg.text.inputs.sources import is_article, printable
from kg.work.files import JSON_LINES, contents, is_remote

TEXT = (".txt", ".text", "")
MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm", ".xhtml")
TABLES = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".psv": "|"}
FEEDS = (".rss", ".atom", ".xml", ".rdf")
FORMATS = "txt, md, html, csv, tsv, json, jsonl, rss, atom, eml, mbox, docx, pdf, and gz or zip of these"
# What is brought for one of these, and is none.
INSTEAD = {
    **dict.fromkeys((".doc", ".rtf", ".odt", ".pages", ".epub"), "Save it as .docx or .txt"),
    **dict.fromkeys((".xlsx", ".xls", ".ods", ".numbers"), "Save the sheet as .csv"),
    **dict.fromkeys((".parquet", ".feather", ".arrow"), "Read it with pandas and give the table to kg.build"),
    **dict.fromkeys((".tar", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".zst", ".warc"), "Unpack it, and name its folder"),
    **dict.fromkeys((".srt", ".vtt"), "Save what is said in it as .txt"),
    ".msg": "Save the message as .eml",
}
_EXPECTED = f"Save it as one of those that kg reads: {FORMATS}"

# Bytes of a file of rows; a page or a text is read to this many, and refused for its characters if it has too many.
LARGEST, LARGEST_PAGE = 1 << 30, 32 << 20
# Of each file of rows, and so of archives.
_MANY = frozenset((*JSON_LINES, *TABLES, *FEEDS, ".json", ".mbox", ".zip"))

# As which messages name rows that are no file's.
ROWS = "the rows given"

# Characters of a name in a message: a text that is taken for a path is no name.
_LONGEST_NAME = 255

Columns = Mapping[str, str]


class Place(NamedTuple):
    """A file, or a member of an archive.

    Attributes:
        path: where it is, members as if their archive were a folder; "-" is standard input.
        member: its place from the archive on, "news.zip/a.txt"; empty for a file.
    """

    path: str
    member: str = ""

    @property
    def name(self) -> str:
        """As messages name it."""
        name = printable(self.member or Path(self.path).name)
        return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"

    @property
    def stem(self) -> str:
        """What its document is called by."""
        if self.path == "-":
            return "stdin"
        file = Path(self.path)
        return printable(Path(file.stem).stem if file.suffix.lower() == ".gz" else file.stem)

    @property
    def suffix(self) -> str:
        """The ending that tells its form, in small letters; that of "a.csv.gz" is ".csv"."""
        name = "" if self.path == "-" else self.path.lower().removesuffix(".gz")
        return Path(name).suffix

    @property
    def has_rows(self) -> bool:
        """Whether it may hold many documents, which have ids of their own."""
        return self.path == ROWS or self.suffix in _MANY


class Found(NamedTuple):
    """A document, with its file and where it stands in it."""

    place: Place
    document: Document
    row: str = ""


class Bad(NamedTuple):
    """What cannot be read, with the message for the user."""

    place: Place
    message: str


class Undated(NamedTuple):
    """A document whose metadata hold a day that cannot be read, and that day."""

    place: Place
    row: str
    id: str
    date: str


class Guessed(NamedTuple):
    """A file that was read in an encoding that nothing tells of."""

    place: Place


Outcome = Found | Bad | Undated | Guessed


def documents(path: str, columns: Columns) -> Iterator[Outcome]:
    """The documents of one file, and what is to be told of it.

    Args:
        path: the file; "-" is standard input.
        columns: roles and the columns that the user named for them.

    Raises:
        DocumentError: if the file as a whole cannot be read.
    """
    place = Place(path)
    _check_form(place, is_there=os.path.isfile(path) or is_remote(path))
    is_packed = path.lower().endswith((".gz", ".zip"))
    yield from _opened(place, data_of(path, LARGEST if is_packed else _limit(place.suffix)), columns)


def of_rows(rows: Iterator[Row], columns: Columns) -> Iterator[Outcome]:
    """The documents of rows that were given as they are."""
    yield from _from_rows(rows, Place(ROWS, ROWS), columns)


def _limit(suffix: str) -> int:
    return LARGEST if suffix in _MANY else LARGEST_PAGE


def _check_form(place: Place, *, is_there: bool = True) -> None:
    known = (*TEXT, *MARKDOWN, *HTML, *_MANY, ".eml", ".docx", ".pdf")
    if place.suffix not in known and is_there:
        suffix = printable(place.suffix)
        raise DocumentError(f"unknown format {suffix!r}. {INSTEAD.get(place.suffix) or _EXPECTED}")


def _opened(place: Place, data: bytes, columns: Columns) -> Iterator[Outcome]:
    """The documents of a file, taken out of what it is packed in."""
    if place.path.lower().endswith(".gz"):
        data = packed.unpacked(data, _limit(place.suffix))
    if place.suffix != ".zip":
        yield from _from_rows(_rows(place, data, columns), place, columns)
        return
    if place.member:
        raise DocumentError("an archive within an archive is not opened. Unpack it, and name its folder")
    count = 0
    for name, content in packed.members(data, limit=LARGEST, most=lambda name: _limit(Place(name).suffix)):
        if not all(map(is_article, PurePosixPath(name).parts)) or name.startswith("__MACOSX/"):
            continue
        count += 1
        inner = Place(f"{place.path}/{name}", f"{place.name}/{name}")
        try:
            _check_form(inner)
            if isinstance(content, str):
                raise DocumentError(content)
            yield from _opened(inner, content, columns)
        except DocumentError as error:
            yield Bad(inner, str(error))
    if not count:
        raise DocumentError(f"the archive holds no text. Put files into it that kg reads: {FORMATS}")


def data_of(path: str, limit: int) -> bytes:
    """The bytes of a file.

    Raises:
        DocumentError: if it cannot be read, or has more bytes than the limit.
    """
    file = Path(path)
    name = printable(file.name if file.is_absolute() else path)
    if os.path.isdir(path):
        raise DocumentError(f"the folder holds no text. Put files into it that kg reads: {FORMATS}")
    try:
        return contents(path, limit=limit)
    except FileNotFoundError:
        raise DocumentError(f"there is no file or folder {shown(name)}. {_elsewhere(path)}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        if any(map(str.isspace, path)) and isinstance(error, OSError) and not os.path.lexists(path[:255]):
            raise DocumentError(f"no path is as long as {shown(name)}. {_elsewhere(path)}") from None
        raise DocumentError(f"cannot read {shown(name)}: {reason}. Check what it is and who may read it") from error


def _elsewhere(path: str) -> str:
    """What to do where there is no such file: a user may have named a page, or given the text itself."""
    if path.lower().startswith(("http://", "https://", "ftp://", "www.")):
        return "kg fetches nothing from the web: save the page, and name the file"
    if "\n" in path or path.rstrip().endswith((".", "!", "?")) or path.count(" ") > 8:
        return (
            'A text itself is given as a row: kg.build([{"id": "a", "text": "..."}]), or on standard input: kg build -'
        )
    return "Check the spelling of the path"


# -- forms ---------------------------------------------------------------------------------------------------------


def _rows(place: Place, data: bytes, columns: Columns) -> Iterator[Row | Guessed]:
    """The rows of a file of any form; a file that is one article is one row, without a place."""
    suffix = place.suffix
    binary = _BINARY.get(suffix)
    if binary is not None:
        yield from binary(data)
        return
    if suffix in HTML:
        yield Row("", markup.page(data))
        return
    text, is_guessed = decoding.decoded(data)
    if is_guessed:
        yield Guessed(place)
    if suffix in TABLES:
        yield from tables.rows(text, columns, likely=TABLES[suffix])
    elif suffix in JSON_LINES:
        yield from objects.lines(text, columns)
    elif suffix == ".json":
        yield from objects.whole(text, columns)
    elif suffix in MARKDOWN:
        check_length(text)
        plain, metadata = layout.markdown(text)
        yield Row("", {**metadata, "text": plain})
    else:
        yield Row("", {"text": text})


_BINARY: Mapping[str, Callable[[bytes], Iterator[Row]]] = {
    **dict.fromkeys(FEEDS, feeds.rows),
    ".eml": mail.message,
    ".mbox": mail.box,
    ".docx": office.word,
    ".pdf": office.pdf,
}


# -- rows to documents ---------------------------------------------------------------------------------------------


def _from_rows(rows: Iterator[Row | Guessed], place: Place, columns: Columns) -> Iterator[Outcome]:
    """One document a row; a broken row, given as its message, becomes a failure of its own."""
    told = columns if place.has_rows else {}
    coming = list(rows)
    yield from (row for row in coming if isinstance(row, Guessed))
    listed = [row for row in coming if isinstance(row, Row)]
    if not listed:
        raise DocumentError("the file holds no rows. Give it one document a row, with the fields id and text")
    mappings = [row.values for row in listed if not isinstance(row.values, str)]
    if mappings:
        fields.check_own(mappings[0])
        fields.check_columns((name for values in mappings for name in values), told)
    found: list[tuple[str, Article]] = []
    for row in listed:
        try:
            found.append((row.place, fields.article(row, told)))
        except DocumentError as error:
            yield _bad(place, row.place, error)
        except RecursionError:
            yield _bad(place, row.place, DocumentError("a field of it is nested too deeply. Leave that out"))
    yield from _of_articles(found, place)


def _bad(place: Place, row: str, error: DocumentError) -> Bad:
    """What is wrong with a row.

    Raises:
        DocumentError: if the row is the whole file.
    """
    if not row:
        raise error
    return Bad(place, f"{row}: {error}")


def _of_articles(found: list[tuple[str, Article]], place: Place) -> Iterator[Outcome]:
    """The documents of all articles of a file, by what all of them together tell of their days and addresses."""
    articles = [article for _, article in found]
    is_day_first = fields.order_of_dates(articles)
    ids = fields.ids(articles) if place.has_rows else [place.stem] * len(articles)
    for (row, article), id in zip(found, ids, strict=True):
        try:
            yield from _described(article, id, place, row, is_day_first)
        except DocumentError as error:
            yield _bad(place, row, error)


def _described(
    article: Article, id: str, place: Place, row: str, is_day_first: bool | None
) -> Iterator[Found | Undated]:
    """The document with what its metadata say, then the name of its file; both win over what the text says.

    A date in the metadata that cannot be read comes behind it.
    """
    is_file = not row
    title, source = (value and value.strip() for value in (article.title, article.source))
    check_whole(title=title, source=source)
    for name, value in article.fields:
        check_whole(**{"name of a field": name, name: value})
    document = from_text(article.text, id, title=title or None)
    date = fields.first_readable(article.dates, is_day_first)
    kept = article.fields
    if article.dates and date is None:
        check_whole(date=article.dates[0])
        kept = tuple(sorted({*kept, ("date", article.dates[0].strip())}))
    document = checked(
        replace(
            document,
            title=title or document.title,
            date=date or (dating.in_name(place.stem) if is_file else None) or document.date,
            source=source or document.source,
            fields=kept,
        )
    )
    yield Found(place, document, row)
    if article.dates and date is None:
        yield Undated(place, row, id, article.dates[0].strip())
