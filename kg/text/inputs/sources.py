"""What a user names: files, the files of folders, or rows of one's own; what kg wrote there is never among them."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, runtime_checkable

from kg.errors import InputError, shown
from kg.work import disk
from kg.work.files import AnyPath, is_remote, remote_files
from kg.work.folders import exported

logger = logging.getLogger("kg")

# Files below one folder: more than any collection of articles; the root of a disk has more.
MOST = 1_000_000
NO_PATH = (
    "is no path; name a file or folder, or a list of them. Texts of your own are given as a list of rows: "
    '[{"id": "a", "text": "..."}]'
)
OURS = "kg wrote it, so it is no article. Name the folder of the articles"


@runtime_checkable
class Table(Protocol):
    """A table of rows and named columns, as pandas and polars have it."""

    @property
    def columns(self) -> Any:  # Any: an index of pandas, a list of polars
        """The names of its columns."""


# What articles are read from: a path or several, rows as mappings, or a table of pandas or polars.
Given = AnyPath | Iterable[AnyPath | Mapping[str, Any] | Table] | Table


class Named(NamedTuple):
    """What was given, told apart: paths in their order, and rows."""

    paths: list[str]
    rows: list[Mapping[str, Any]]


class Source(NamedTuple):
    """A file that is to be read.

    Attributes:
        path: where it is; "-" is standard input.
        fault: what is wrong with it, where that is known.
        is_named: whether the user named the file itself, and not a folder.
    """

    path: str
    fault: str = ""
    is_named: bool = True


def told_apart(given: Given) -> Named:
    """Paths and rows of what a user gives; one path needs no list.

    Raises:
        InputError: if something is neither.

    >>> told_apart("news.csv").paths, told_apart([{"text": "China aids Russia."}]).rows
    (['news.csv'], [{'text': 'China aids Russia.'}])
    """
    if isinstance(given, str | os.PathLike):
        return Named([os.fspath(given)], [])
    if (rows := _of_table(given)) is not None:
        return Named([], rows)
    unsure: object = given  # whatever somebody gives who checks no types
    if not isinstance(unsure, Iterable) or isinstance(unsure, bytes | Mapping):
        raise InputError(f"{shown(repr(given))} {NO_PATH}")
    found = Named([], [])
    for one in unsure:
        if isinstance(one, str | os.PathLike):
            found.paths.append(os.fspath(one))
        elif isinstance(one, Mapping):
            found.rows.append(one)
        elif (rows := _of_table(one)) is not None:
            found.rows.extend(rows)
        else:
            raise InputError(f"{shown(repr(one))} {NO_PATH}")
    return found


def _of_table(given: object) -> list[Mapping[str, Any]] | None:
    """The rows of a table, by what it offers and not by its type, so that neither library is loaded."""
    if isinstance(given, type) or not isinstance(given, Table):
        return None
    if callable(rows := getattr(given, "to_dicts", None)):
        return list(rows())
    return list(rows("records")) if callable(rows := getattr(given, "to_dict", None)) else None


def files(path: str) -> Iterator[Source]:
    """The path itself, or the files below a folder; those of a path with a scheme are asked of its store."""
    if is_remote(path):
        yield from _remote(path)
        return
    if path == "-" or not os.path.isdir(path):
        is_ours = path != "-" and Path(path).name in disk.written(Path(path).parent)
        yield Source(path, OURS if is_ours else "")
        return
    found = _below(path)
    _tell_links(found.links)
    for error in found.unread:
        yield Source(str(error.filename), f"cannot read the folder: {error.strerror}. Check who may read it")
    if found.files or found.unread:
        yield from (Source(file, is_named=False) for file in found.files)
    else:
        # A folder without texts is named as a whole, so that a wrong folder does not pass for an empty one.
        yield Source(path)


def _remote(path: str) -> Iterator[Source]:
    try:
        found = remote_files(path)
    except OSError as error:
        yield Source(path, f"cannot read {shown(path)}: {error.strerror}. Check the path, and who may read it")
        return
    # The store may write what was named in another way; what lies below is told by the names behind it.
    is_pattern = "*" in path
    depth = len(_parts(path.partition("*")[0].rpartition("/")[0] if is_pattern else path))
    mark = f"/{disk.MARK}"
    graphs = [file.removesuffix(mark) for file in found if file.endswith(mark)]
    for file in found:
        inside = _parts(file)[depth:]
        if not inside:
            yield Source(path)
        elif all(map(is_article, inside)) and not _is_of_graph(file, graphs):
            yield Source(file, is_named=False)


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


def _is_of_graph(file: str, graphs: Sequence[str]) -> bool:
    """Whether a file has a name that kg writes, beneath the mark of a graph."""
    return any(file.startswith(f"{graph}/{name}") for graph in graphs for name in disk.NAMES)


class _Found(NamedTuple):
    """What lies in a folder and below: names of links to folders, folders that cannot be read, files."""

    links: list[str]
    unread: list[OSError]
    files: list[str]


def _below(path: str) -> _Found:
    found = _Found([], [], [])
    for here, folders, names in os.walk(path, onerror=found.unread.append):
        ours = disk.written(Path(here)) | exported(Path(here))
        found.links.extend(name for name in folders if _is_seen(name) and os.path.islink(os.path.join(here, name)))
        folders[:] = (name for name in folders if _is_seen(name) and name not in ours)
        found.files.extend(os.path.join(here, name) for name in names if is_article(name) and name not in ours)
        if len(found.files) > MOST:
            raise InputError(f"{shown(path)} holds more than {MOST:,} files. Name the folder of the articles")
    return found


def _is_seen(name: str) -> bool:
    return not name.startswith(".")


def is_article(name: str) -> bool:
    """Whether a file in a folder is read by its name: neither hidden nor a README."""
    return _is_seen(name) and not name.upper().startswith("README")


def _tell_links(links: Sequence[str]) -> None:
    if links:
        told = ", ".join(map(shown, map(printable, sorted(links)[:5])))
        more = f" and {len(links) - 5} more" if len(links) > 5 else ""
        logger.warning("links to folders are not followed: %s%s; name them beside the folder to read them", told, more)


def printable(name: str) -> str:
    r"""A file's name as text; bytes of it that are not UTF-8 are written out.

    >>> print(printable("caf\udce9"))
    caf\xe9
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
