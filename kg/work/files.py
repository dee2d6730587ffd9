"""A user's files: read whole where they are files, written whole or not at all.

A pipe that nobody writes to is waited for without end, and a device like ``/dev/zero`` has none; so neither is read,
told by what is open and not by its name.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

from kg.errors import InputError, shown

# Bytes of a table, a query or a list of names: more than any that a person keeps.
LARGEST = 256 << 20

AnyPath = str | os.PathLike[str]
# Endings of files that hold one object a line.
JSON_LINES = frozenset((".jsonl", ".ndjson"))


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
