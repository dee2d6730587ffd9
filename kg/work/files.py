"""A user's files: read whole where they are files, written whole or not at all.

A pipe that nobody writes to is waited for without end, and a device like ``/dev/zero`` has none; so neither is read,
told by what is open and not by its name.

A path with a scheme, as ``s3://bucket/news.jsonl``, lies in a store that ``fsspec`` reads, where it is installed; for
any other path no store is asked. Pages of the web are none: kg fetches nothing from it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.errors import InputError, shown

# Bytes of a table, a query or a list of names: more than any that a person keeps.
LARGEST = 256 << 20

AnyPath = str | os.PathLike[str]
# Endings of files that hold one object a line.
JSON_LINES = frozenset((".jsonl", ".ndjson"))

_SCHEME = re.compile(r"(?!https?:|ftp:)[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_remote(path: AnyPath) -> bool:
    """Whether a path names a scheme of stores, by its form alone.

    >>> is_remote("s3://news/a.jsonl"), is_remote("news/a.jsonl"), is_remote("https://news.example/a")
    (True, False, False)
    """
    return _SCHEME.match(os.fspath(path)) is not None


def remote_files(path: str) -> list[str]:
    """The files at a path with a scheme, sorted: those that a pattern with * fits, or those below a folder.

    A path at which nothing lies is given back, so that reading it tells what is wrong.

    Raises:
        OSError: if its store cannot be asked; ``strerror`` says why.
    """

    def found(system: Any, place: str) -> list[str]:
        places = system.glob(place) if "*" in place else [place]
        files = (file for one in places for file in (system.find(one) if system.isdir(one) else [one]))
        return sorted({system.unstrip_protocol(file) for file in files})

    return _asked(path, found) or [path]


def _remote_contents(path: str, limit: int) -> bytes:
    def read(system: Any, place: str) -> bytes:
        size = system.info(place)["size"]
        # A store that does not tell the size of a file is read to the limit, and then refused.
        return b"" if size is not None and size > limit else system.cat_file(place, end=limit + 1)

    data: bytes = _asked(path, read)
    if not data and (size := _asked(path, lambda system, place: system.info(place)["size"])):
        raise OSError(errno.EFBIG, f"it has {size:,} bytes; the limit is {limit:,}")
    return data


def _asked(path: str, ask: Callable[[Any, str], Any]) -> Any:  # Any: fsspec has no types
    """What the store of a path answers.

    Raises:
        OSError: if it cannot, or what reads such stores is not installed; ``strerror`` says why.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise OSError(
            errno.ENOPKG, "the extra 'remote' is not installed, which reads such paths: pip install 'kg-news[remote]'"
        ) from error
    try:
        return ask(*url_to_fs(path))
    except OSError as error:
        if error.strerror or isinstance(error, FileNotFoundError):
            raise
        raise OSError(errno.EIO, str(error) or type(error).__name__) from error
    except Exception as error:  # each store has errors of its own, and a package that fsspec names where it is missing
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error


def contents(path: AnyPath, *, limit: int = LARGEST) -> bytes:
    """The bytes of a file, or of standard input where the path is "-".

    Args:
        path: the file; links are followed.
        limit: the most bytes that are read.

    Raises:
        OSError: if it cannot be read, is no file, or has more bytes than the limit; ``strerror`` says which.
    """
    if os.fspath(path) == "-":
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        data = sys.stdin.buffer.read(limit + 1)
    elif is_remote(path):
        data = _remote_contents(os.fspath(path), limit)
    else:
        # Without waiting: a pipe that nobody has open for writing would not even open.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "it is a pipe or a device and no file; standard input is named -")
            data = file.read(limit + 1) if status.st_size <= limit else b""
            if status.st_size > limit:
                raise OSError(errno.EFBIG, f"it has {status.st_size:,} bytes; the limit is {limit:,}")
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"it has more than {limit:,} bytes, which is the limit")
    return data


def text(path: AnyPath, what: str, remedy: str) -> str:
    """The text of a file, or of standard input where the path is "-"; a byte-order mark is left out.

    Args:
        path: the file.
        what: what it is, for the message: "the gazetteer".
        remedy: what to do where it cannot be read.

    Raises:
        InputError: if it cannot be read, or is not UTF-8.
    """
    name = "standard input" if os.fspath(path) == "-" else shown(os.fspath(path))
    try:
        return contents(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        file = os.path.basename(path) if os.fspath(path) != "-" else name
        raise InputError(
            f"{file}: byte {error.start} is not UTF-8. Save {what} as UTF-8, for instance: "
            "iconv -f WINDOWS-1252 -t UTF-8 FILE"
        ) from error
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise InputError(f"cannot read {what} in {name}: {reason}. {remedy}") from error


def put(path: AnyPath, data: bytes) -> None:
    """Write a file in place of what is there; who reads it meanwhile, or after a failure, finds the old or the new.

    What is no file, as ``/dev/stdout``, is written to as it is. A link stays, and the file it leads to is replaced.

    Raises:
        OSError: if it cannot be written; what was there is then as it was.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, partial)
        partial.replace(target)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
