"""Files to documents: txt, md, html, jsonl, csv, folders, standard input.

Text stays as it is, byte-order mark apart; what a stretch of it is (headline, body, footer ...) is told by spans, in
``kg.text.layout``. A source that cannot be read becomes a Failure that says what to do, and the others go on.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kg.errors import DocumentError, InputError, shown
from kg.language import capitals
from kg.model.edits import Edited, as_read, composed
from kg.model.kinds import BlockKind
from kg.model.records import Block, Document, Failure
from kg.terms.words import words
from kg.text import dating, languages, layout, marks, quotes, turns, wrapping
from kg.work import disk
from kg.work import folders as folders_of_exports
from kg.work.files import JSON_LINES, AnyPath, contents

logger = logging.getLogger("kg")

TEXT = (".txt", ".text", "")
MARKDOWN = (".md", ".markdown")
HTML = (".html", ".htm", ".xhtml")
ROWS = JSON_LINES | {".csv", ".tsv"}
FORMATS = "txt, md, html, jsonl, csv"

# Longer texts are no articles: the parser alone would take minutes over one.
LONGEST = 250_000
# Bytes of a file of rows; a page or a text is read to this many, and refused for its characters if it has too many.
LARGEST, LARGEST_PAGE = 1 << 30, 32 << 20

SURPLUS = "has more cells than there are columns. Put a text that holds commas into quotation marks"

# What metadata call the day of publication, letters alone.
DATE_FIELDS = words("fields of the day of publication")

_LETTER = re.compile(r"[^\W\d_]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read(paths: AnyPath | Iterable[AnyPath], *, date: str | None = None) -> tuple[list[Document], list[Failure]]:
    """The documents at these paths, sorted by id, and what could not be read.

    A folder stands for all files in it and below; README, hidden files and what kg wrote there apart. A document's id
    is the file's stem, or the ``id`` of its row. Documents of several files with the same id but other texts are told
    apart by their folders, from the one that all of them share: ``day1/news``, ``day2/news``. The same text under the
    same id counts once; another text under the id of a row of the same file is a failure.

    Args:
        paths: a file or folder, or several; "-" is standard input.
        date: ISO date of documents that tell none themselves.

    Raises:
        InputError: if ``date`` is no ISO date, or something else than a path is given.
    """
    if date is not None and dating.told(date) != date:
        raise InputError(f"{date!r} is no date; write it as 2024-09-10")
    found, failures = _all_documents(_paths(paths))
    documents, taken = _unique(found)
    _tell_foreign(documents)
    dated = [replace(d, date=date) if date and d.date is None else d for d in documents]
    failures += taken
    names = _apart({source: _printable(Path(source).name) for source, _ in failures})
    return dated, sorted(
        {Failure(names[source], message) for source, message in failures}, key=lambda f: (f.document, f.message)
    )


def _all_documents(paths: Sequence[str]) -> tuple[list[tuple[str, Document]], list[tuple[str, str]]]:
    """The documents of all files at these paths, and what is wrong with others; each with its file."""
    named = [pair for path in paths for pair in _sources(path)]
    # Named twice in two spellings it is still one file; the shortest is what messages show.
    sources = {_place(source): (source, told) for source, told in sorted(named, key=lambda p: (-len(p[0]), p))}
    found: list[tuple[str, Document]] = []
    failures: list[tuple[str, str]] = []
    undated: list[_Undated] = []
    for source, told in (sources[place] for place in sorted(sources)):
        try:
            if told:
                raise DocumentError(told)
            for document in _documents(source):
                if isinstance(document, Document):
                    found.append((source, document))
                elif isinstance(document, Failure):
                    failures.append((source, document.message))
                else:
                    undated.append(document)
        except DocumentError as error:
            failures.append((source, str(error)))
    _tell_undated(undated)
    return found, failures


def _place(source: str) -> str:
    return source if source == "-" else os.path.abspath(source)


def _printable(name: str) -> str:
    r"""A file's name as text; bytes of it that are not UTF-8 are written out.

    >>> print(_printable("caf\udce9"))
    caf\xe9
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class _Undated(NamedTuple):
    """A document whose metadata hold a date that cannot be read, and that date."""

    id: str
    date: str


def _tell_undated(undated: Sequence[_Undated]) -> None:
    """One warning for all dates that cannot be read: the documents are, by the date that else they tell."""
    if undated:
        told = ", ".join(f"{_printable(id)} ({date!r})" for id, date in undated[:5])
        more = f" and {len(undated) - 5} more documents" if len(undated) > 5 else ""
        logger.warning("dates that cannot be read: %s%s. Write them as 2024-05-07: year, month, day", told, more)


def _tell_foreign(documents: Sequence[Document]) -> None:
    """One warning for all paragraphs in other languages, which are no failure: the rest of their documents is read."""
    mixed = [d for d in documents if any(block.kind is BlockKind.FOREIGN for block in d.blocks)]
    if mixed:
        told = ", ".join(
            f"{shown(d.id)} ({languages.foreign(d.as_read, as_read(d).blocks) or 'unknown'})" for d in mixed[:5]
        )
        more = f" and {len(mixed) - 5} more documents" if len(mixed) > 5 else ""
        logger.warning("paragraphs that are not English are left out of %s%s; report.md lists them", told, more)


def lines(path: str) -> list[Document]:
    """Each line of a file as a document of its own, read as one sentence or more of body text.

    The id is the line's number, from 0. Nothing of a line is taken away but its end. Empty lines are left out.

    Raises:
        InputError: if the file cannot be read, or a line is longer than an article can be.
    """
    documents = []
    number = 0
    try:
        for line in _decode(_bytes(path, LARGEST)).split("\n"):
            number += 1
            _check_length(line)
            if line.strip():
                line = line.removesuffix("\r")
                documents.append(Document(str(number - 1), line, layout.plain(line)))
    except DocumentError as error:
        raise InputError(f"{path}: {f'line {number}: ' if number else ''}{error}") from error
    return documents


def from_text(text: str, id: str = "stdin", *, title: str | None = None) -> Document:
    """A text as a document, with its headline and furniture told from its body.

    Raises:
        DocumentError: if the text is longer than an article can be, or holds half a character.

    >>> from_text("China aids Russia.").blocks[0].kind
    <BlockKind.BODY: 'body'>
    """
    _check_length(text)
    _check_whole(id=id, text=text, title=title)
    edits = marks.characters(text)
    for further in (marks.postings, quotes.edits, wrapping.edits):
        edited = Edited(text, edits)
        edits = composed(edited, edits, further(edited.text))
    edited = Edited(text, edits)
    blocks = turns.parted(edited.text, languages.marked(edited.text, layout.blocks(edited.text, title=title)))
    title = title or next((b.span.of(edited.text) for b in blocks if b.kind is BlockKind.HEADLINE), None)
    placed = tuple(Block(edited.source(block.span), block.kind) for block in blocks)
    recased = sorted([*capitals.edits(edited.text, blocks), *turns.edits(edited.text, blocks)])
    edits = composed(edited, edits, recased)
    document = Document(id, text, placed, title=title, edits=edits)
    read = as_read(document)
    return replace(document, date=dating.in_text(read.text, read.blocks))


def _paths(paths: AnyPath | Iterable[AnyPath]) -> list[str]:
    if isinstance(paths, str | os.PathLike):
        paths = [paths]
    elif not isinstance(paths, Iterable) or isinstance(paths, bytes | Mapping):
        raise InputError(f"{shown(repr(paths))} is no path; name a file or folder, or a list of them")
    given = list(paths)
    for path in given:
        if not isinstance(path, str | os.PathLike):
            raise InputError(f"{shown(repr(path))} is no path; name a file or folder, or a list of them")
    return [os.fspath(path) for path in given]


def _sources(path: str) -> Iterator[tuple[str, str]]:
    """The path itself, or the files below a folder; each with what is wrong with it, where that is known."""
    if path == "-" or not os.path.isdir(path):
        is_ours = path != "-" and Path(path).name in disk.written(Path(path).parent)
        yield path, "kg wrote it, so it is no article. Name the folder of the articles" if is_ours else ""
        return
    found = _below(path)
    _tell_links(found.links)
    for error in found.unread:
        yield str(error.filename), f"cannot read the folder: {error.strerror}. Check who may read it"
    if found.files or found.unread:
        yield from ((file, "") for file in found.files)
    else:
        # A folder without texts is named as a whole, so that a wrong folder does not pass for an empty one.
        yield path, ""


class _Found(NamedTuple):
    """What lies in a folder and below: names of links to folders, folders that cannot be read, files."""

    links: list[str]
    unread: list[OSError]
    files: list[str]


def _below(path: str) -> _Found:
    found = _Found([], [], [])
    for here, folders, names in os.walk(path, onerror=found.unread.append):
        ours = disk.written(Path(here)) | folders_of_exports.exported(Path(here))
        found.links.extend(name for name in folders if _is_seen(name) and os.path.islink(os.path.join(here, name)))
        folders[:] = (name for name in folders if _is_seen(name) and name not in ours)
        found.files.extend(os.path.join(here, name) for name in names if _is_article(name) and name not in ours)
    return found


def _is_seen(name: str) -> bool:
    return not name.startswith(".")


def _is_article(name: str) -> bool:
    return _is_seen(name) and not name.upper().startswith("README")


def _tell_links(links: Sequence[str]) -> None:
    if links:
        told = ", ".join(map(shown, map(_printable, sorted(links)[:5])))
        more = f" and {len(links) - 5} more" if len(links) > 5 else ""
        logger.warning("links to folders are not followed: %s%s; name them beside the folder to read them", told, more)


def _documents(path: str) -> Iterator[Document | Failure | _Undated]:
    """The documents of one file, with the dates that could not be read.

    Raises:
        DocumentError: if the file as a whole cannot be read.
    """
    file = Path(path)
    suffix = "" if path == "-" else file.suffix.lower()
    stem = "stdin" if path == "-" else _printable(file.stem)
    if suffix not in (*TEXT, *MARKDOWN, *HTML, *ROWS) and os.path.isfile(path):
        raise DocumentError(f"unknown format {_printable(suffix)!r}; kg reads {FORMATS}. Save it as one of these")
    data = _bytes(path, LARGEST if suffix in ROWS else LARGEST_PAGE)
    if suffix in HTML:
        yield from _from_html(data, stem)
        return
    text = _decode(data)
    if suffix in ROWS:
        rows = _json_rows(text) if suffix in JSON_LINES else _csv_rows(text, suffix)
        yield from _from_rows(rows, file.name)
    elif suffix in MARKDOWN:
        plain, metadata = layout.markdown(text)
        yield from _described(from_text(plain, stem, title=metadata.get("title")), metadata, file=stem)
    else:
        yield from _described(from_text(text, stem), {}, file=stem)


def _bytes(path: str, limit: int) -> bytes:
    file = Path(path)
    name = _printable(file.name if file.is_absolute() else path)
    if os.path.isdir(path):
        raise DocumentError(f"the folder holds no text. Put files into it that kg reads: {FORMATS}")
    try:
        return contents(path, limit=limit)
    except FileNotFoundError:
        raise DocumentError(f"there is no file or folder {shown(name)}. Check the spelling of the path") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DocumentError(f"cannot read {shown(name)}: {reason}. Check what it is and who may read it") from error


def _decode(data: bytes) -> str:
    """UTF-8 as text, line ends untouched, byte-order mark dropped."""
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise DocumentError("the file is empty. Put text into it or leave it out")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError("the file is UTF-16, not UTF-8. Convert it: iconv -f UTF-16 -t UTF-8 FILE")
    if b"\0" in data[:65536]:
        raise DocumentError(f"the file is binary, not text. Save it as one of {FORMATS}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            f"line {line}: byte {data[error.start]:#04x} at offset {error.start} is not UTF-8. "
            "Convert the file, for instance: iconv -f WINDOWS-1252 -t UTF-8 FILE"
        ) from None


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        raise DocumentError(
            f"{len(text):,} characters are too many for one text; the limit is {LONGEST:,}. "
            "Split it into articles, one a file or one a line of a .jsonl file"
        )


def _check_whole(**fields: object) -> None:
    """Half a character, as JSON may escape it, can be written to no file."""
    for name, value in fields.items():
        found = _SURROGATE.search(value) if isinstance(value, str) else None
        if found is not None:
            raise DocumentError(
                f"the field {name!r} has {found[0]!r} at offset {found.start()}, which is half of a character. "
                "Write both halves, the character itself or '\\ufffd' there"
            )


def _checked(document: Document) -> Document:
    """The document, if it can be read as news."""
    readable = (b.span.of(document.text) for b in document.blocks if b.kind in (BlockKind.BODY, BlockKind.HEADLINE))
    if not any(_LETTER.search(text) for text in readable):
        language = languages.foreign(document.as_read, as_read(document).blocks)
        if language is not None:
            raise DocumentError(f"the text is in {language}; kg reads English. Translate it first, or leave it out")
        raise DocumentError("the text holds no sentence. Check that it is an article and not a list or a table")
    return document


def _described(document: Document, metadata: Mapping[str, object], *, file: str = "") -> Iterator[Document | _Undated]:
    """The document with what its metadata say, then the name of its file; both win over what the text says.

    A date in the metadata that cannot be read comes behind it.
    """

    def field(name: str) -> str | None:
        value = metadata.get(name)
        return str(value).strip() or None if value is not None else None

    _check_whole(**{name: field(name) for name in ("title", "date", "source")})
    date = next((told for name in _date_fields(metadata) if (told := field(name))), "")
    told = dating.told(date)
    yield _checked(
        replace(
            document,
            title=field("title") or document.title,
            date=told or dating.in_name(file) or document.date,
            source=field("source") or document.source,
        )
    )
    if date and told is None:
        yield _Undated(document.id, date)


def _date_fields(metadata: Mapping[str, object]) -> list[str]:
    """The fields that tell the day of publication: "date" before "published_at" and "datePublished"."""
    found = (name for name in metadata if re.sub(r"[\W_]", "", name).lower() in DATE_FIELDS)
    return sorted(found, key=lambda name: (name != "date", name))


def _unique(found: Sequence[tuple[str, Document]]) -> tuple[list[Document], list[tuple[str, str]]]:
    """Documents with an id of their own each, sorted by it; and for each text that has none its file and a message."""
    claims: dict[str, dict[str, Document]] = defaultdict(dict)
    failures = []
    for source, document in found:
        first = claims[document.id].setdefault(source, document)
        if first.text != document.text:
            message = f"its id {document.id!r} is taken by another text of the file. Give each row an id of its own"
            failures.append((source, message))
    kept: dict[str, Document] = {}
    told_apart = {id: len({document.text for document in claimed.values()}) > 1 for id, claimed in claims.items()}
    # Ids that stay as they are come first, so that a file which is told apart never takes one of them.
    for id in sorted(claims, key=lambda id: (told_apart[id], id)):
        own = _own_ids(id, list(claims[id])) if told_apart[id] else dict.fromkeys(claims[id], id)
        for source, document in claims[id].items():
            new = own[source]
            if kept.setdefault(new, replace(document, id=new)).text != document.text:
                failures.append((source, f"its id {new!r} is taken by another text. Rename the file or change the id"))
    return [kept[id] for id in sorted(kept)], failures


def _own_ids(id: str, sources: Sequence[str]) -> dict[str, str]:
    """An id for each file that has a document of this id: where the file lies, without its ending if that will do."""
    paths = {source: PurePosixPath(name) for source, name in _apart(dict.fromkeys(sources, "")).items()}
    stems = Counter(path.with_suffix("") for path in paths.values())
    files = {source: p if stems[p.with_suffix("")] > 1 else p.with_suffix("") for source, p in paths.items()}
    return {source: str(f / id if Path(source).suffix.lower() in ROWS else f) for source, f in files.items()}


def _apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names of files; those that several share become their paths from the folder that all of these lie in.

    >>> _apart({"x/day1/news.txt": "news", "x/day2/news.txt": "news", "x/a.txt": "a"})
    {'x/day1/news.txt': 'day1/news.txt', 'x/day2/news.txt': 'day2/news.txt', 'x/a.txt': 'a'}
    """
    sharing: dict[str, list[str]] = defaultdict(list)
    for file, name in names.items():
        sharing[name].append(file)

    def told(file: str, files: list[str]) -> str:
        folder = os.path.commonpath([os.path.dirname(os.path.abspath(other)) for other in files])
        return _printable(Path(os.path.relpath(os.path.abspath(file), folder)).as_posix())

    return {file: told(file, sharing[name]) if len(sharing[name]) > 1 else name for file, name in names.items()}


# -- rows ----------------------------------------------------------------------------------------------------------


def _from_rows(
    rows: Iterator[tuple[int, Mapping[str, object] | str]], name: str
) -> Iterator[Document | Failure | _Undated]:
    """One document a row; a broken row, given as its message, becomes a failure of its own."""
    count = 0
    for line, row in rows:
        count += 1
        try:
            if isinstance(row, str):
                raise DocumentError(row)
            text, id = row.get("text"), row.get("id")
            if not isinstance(text, str) or not text.strip():
                raise DocumentError("has no text in its field 'text'. Give each row the fields id and text")
            if id is None or not str(id).strip():
                raise DocumentError("has no field 'id'. Give each row an id of its own")
            title = row.get("title")
            document = from_text(text, str(id).strip(), title=title if isinstance(title, str) else None)
            yield from _described(document, row)
        except DocumentError as error:
            yield Failure(name, f"line {line}: {error}")
    if not count:
        raise DocumentError("the file holds no rows. Give it one document a row, with the fields id and text")


def _json_rows(text: str) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f'is no JSON ({error}). Write one object a line: {{"id": ..., "text": ...}}'
            continue
        yield number, row if isinstance(row, dict) else 'is no JSON object. Write {"id": ..., "text": ...}'


def _csv_rows(text: str, suffix: str) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    limit = csv.field_size_limit(len(text) + 1)
    line = 1
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if suffix == ".tsv" else ",", strict=True)
        columns = list(reader.fieldnames or ())
        if columns.count("id") != 1 or columns.count("text") != 1:
            listed = ", ".join(map(repr, columns))
            raise DocumentError(f"line 1: the columns are {listed}; id and text must be among them, each once")
        line = reader.line_num + 1
        for row in reader:
            # Cells beyond the last column stand under None.
            is_whole = row.get(None) is None
            yield line, row if is_whole else SURPLUS
            line = reader.line_num + 1
    except csv.Error as error:
        raise DocumentError(f"line {line}: {error}. Check the quotation marks of that row") from error
    finally:
        csv.field_size_limit(limit)


# -- html ----------------------------------------------------------------------------------------------------------


def _from_html(data: bytes, id: str) -> Iterator[Document | _Undated]:
    """The main text of a page, with the metadata it carries."""
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
    page = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False, date_extraction_params=dates)
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise DocumentError("no main text was found on the page. Save the article as text instead")
    described = {"title": page.title, "date": page.date, "source": page.sitename}
    yield from _described(from_text(page.text or "", id, title=page.title), described, file=id)
