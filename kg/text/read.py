"""What a user brings to documents: paths and rows, each document with an id of its own, and what could not be read.

Text stays as it is, byte-order mark apart; what a stretch of it is (headline, body, footer ...) is told by spans, in
``kg.text.layout``. The forms that files have are read in ``kg.text.inputs``. A source that cannot be read becomes a
Failure that says what to do, and the others go on.
"""

from __future__ import annotations

import logging
import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from kg.errors import DocumentError, InputError, shown
from kg.model.edits import as_read
from kg.model.kinds import BlockKind
from kg.model.records import Document, Failure
from kg.text import dating, inputs, languages, layout
from kg.text.inputs import ROWS, Bad, Found, Guessed, Place, Undated, decoding, fields, objects, sources
from kg.text.inputs.article import LONGEST, OwnError, check_length, from_text
from kg.text.inputs.sources import Given, Source, printable, told_apart
from kg.work.files import is_remote

__all__ = ["LONGEST", "Given", "from_text", "lines", "read", "told_apart"]

logger = logging.getLogger("kg")

Kind = TypeVar("Kind", Found, Bad, Undated, Guessed)


def read(
    given: Given, *, date: str | None = None, columns: str | Mapping[str, str] | None = None
) -> tuple[list[Document], list[Failure]]:
    """The documents of these paths and rows, sorted by id, and what could not be read.

    A folder stands for all files in it and below; README, hidden files and what kg wrote there apart. A document's id
    is the file's stem, or the ``id`` of its row, or for a row without one its address or a digest of what it says.
    Documents of several files with the same id but other texts are told apart by their folders, from the one that all
    of them share: ``day1/news``, ``day2/news``. The same text under the same id counts once; another text under the id
    of a row of the same file is a failure.

    Args:
        given: a file or folder, or several; "-" is standard input; rows as mappings, or a table of pandas or polars.
        date: ISO date of documents that tell none themselves.
        columns: which columns are what, where their names do not tell: "text=body", or a mapping.

    Raises:
        InputError: if ``date`` is no ISO date, ``columns`` is of another form, or something is neither path nor row.
    """
    if date is not None and dating.told(date) != date:
        raise InputError(f"{date!r} is no date; write it as 2024-09-10")
    outcomes = _all(told_apart(given), fields.columns(columns))
    documents, taken = _unique(_only(Found, outcomes))
    _tell_undated(_only(Undated, outcomes))
    _tell_guessed([one.place for one in _only(Guessed, outcomes)])
    _tell_foreign(documents)
    dated = [replace(d, date=date) if date and d.date is None else d for d in documents]
    failed = [*_only(Bad, outcomes), *taken]
    names = _apart({place.path: place.name for place, _ in failed if not place.member})
    told = {Failure(place.member or names[place.path], message) for place, message in failed}
    return dated, sorted(told, key=lambda failure: (failure.document, failure.message))


def _only(kind: type[Kind], outcomes: Sequence[inputs.Outcome]) -> list[Kind]:
    return [one for one in outcomes if isinstance(one, kind)]


def _all(named: sources.Named, columns: inputs.Columns) -> list[inputs.Outcome]:
    """The documents of all files at these paths and of the rows, and what is wrong with others."""
    found = [source for path in named.paths for source in sources.files(path)]
    # Named twice in two spellings it is still one file; the shortest is what messages show.
    by_place: dict[str, Source] = {}
    for source in sorted(found, key=lambda s: (-len(s.path), s)):
        before = by_place.get(_place(source.path))
        is_named = source.is_named or (before is not None and before.is_named)
        by_place[_place(source.path)] = source._replace(is_named=is_named)
    outcomes: list[inputs.Outcome] = []
    for place in sorted(by_place):
        source = by_place[place]
        try:
            if source.fault:
                raise DocumentError(source.fault)
            outcomes.extend(inputs.documents(source.path, columns))
        except OwnError as error:
            if source.is_named:
                outcomes.append(Bad(Place(source.path), str(error)))
        except DocumentError as error:
            outcomes.append(Bad(Place(source.path), str(error)))
    if named.rows:
        outcomes.extend(inputs.of_rows(objects.given(named.rows), columns))
    return outcomes


def _place(source: str) -> str:
    return source if source == "-" or is_remote(source) else os.path.abspath(source)


def _tell_undated(undated: Sequence[Undated]) -> None:
    """One warning a file for dates that cannot be read: the documents are, by the date that else they tell."""
    by_file: dict[str, list[str]] = defaultdict(list)
    for one in undated:
        # A file that is one article is named by its document, with all others like it.
        file = f" in {one.place.name}" if one.row else ""
        by_file[file].append(f"{one.row if one.row else printable(one.id)} ({shown(one.date)})")
    for file, told in by_file.items():
        more = f" and {len(told) - 5} more" if len(told) > 5 else ""
        listed = ", ".join(told[:5]) + more
        logger.warning("dates that cannot be read%s: %s. Write them as 2024-05-07: year, month, day", file, listed)


def _tell_guessed(guessed: Sequence[Place]) -> None:
    """One warning for all files that are read as Windows-1252."""
    if guessed:
        told = ", ".join(place.name for place in guessed[:5])
        more = f" and {len(guessed) - 5} more" if len(guessed) > 5 else ""
        logger.warning(
            "read as Windows-1252, as it is not UTF-8: %s%s. If letters are wrong, convert it: "
            "iconv -f ENCODING -t UTF-8 FILE",
            told,
            more,
        )


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
        text, is_guessed = decoding.decoded(inputs.data_of(path, inputs.LARGEST))
        _tell_guessed([Place(path)] if is_guessed else [])
        for line in text.split("\n"):
            number += 1
            check_length(line)
            if line.strip():
                line = line.removesuffix("\r")
                documents.append(Document(str(number - 1), line, layout.plain(line)))
    except DocumentError as error:
        raise InputError(f"{path}: {f'line {number}: ' if number else ''}{error}") from error
    return documents


def _unique(found: Sequence[Found]) -> tuple[list[Document], list[Bad]]:
    """Documents with an id of their own each, sorted by it; and for each text that has none its file and a message."""
    claims: dict[str, dict[str, Found]] = defaultdict(dict)
    failures = []
    for one in found:
        first = claims[one.document.id].setdefault(one.place.path, one)
        if first.document.text != one.document.text:
            failures.append(Bad(one.place, _taken(one, first)))
    kept: dict[str, Document] = {}
    told_apart = {id: len({one.document.text for one in claimed.values()}) > 1 for id, claimed in claims.items()}
    # Ids that stay as they are come first, so that a file which is told apart never takes one of them.
    for id in sorted(claims, key=lambda id: (told_apart[id], id)):
        places = [one.place for one in claims[id].values()]
        own = _own_ids(id, places) if told_apart[id] else dict.fromkeys(claims[id], id)
        for path, one in claims[id].items():
            new = own[path]
            if kept.setdefault(new, replace(one.document, id=new)).text != one.document.text:
                failures.append(
                    Bad(one.place, f"its id {new!r} is taken by another text. Rename the file or change the id")
                )
    return [kept[id] for id in sorted(kept)], failures


def _taken(one: Found, first: Found) -> str:
    row, other = (f"{one.row}: ", f" ({first.row})") if one.row else ("", "")
    return (
        f"{row}its id {one.document.id!r} is taken by another text of the file{other}. Give each row an id of its own"
    )


def _own_ids(id: str, places: Sequence[Place]) -> dict[str, str]:
    """An id for each file that has a document of this id: where the file lies, without its ending if that will do."""
    named = {place.path: place for place in places}
    # Rows that lie nowhere are no neighbours of files.
    paths = {path: PurePosixPath(name) for path, name in _apart({p: "" for p in named if p != ROWS}).items()}
    if ROWS in named:
        paths[ROWS] = PurePosixPath("rows")
    short = {path: name.parent / named[path].stem if path != ROWS else name for path, name in paths.items()}
    count = Counter(short.values())
    files = {path: paths[path] if count[name] > 1 else name for path, name in short.items()}
    return {path: str(file / id if named[path].has_rows else file) for path, file in files.items()}


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
        return printable(Path(os.path.relpath(os.path.abspath(file), folder)).as_posix())

    return {file: told(file, sharing[name]) if len(sharing[name]) > 1 else name for file, name in names.items()}
