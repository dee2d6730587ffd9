"""What stands in .gz and .zip: opened in memory, to a size, and never put anywhere."""

from __future__ import annotations

import gzip
import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator

from kg.errors import DocumentError

# Files of an archive that are opened.
_MOST = 100_000


def unpacked(data: bytes, limit: int) -> bytes:
    """What a .gz file holds.

    Raises:
        DocumentError: if it is none, is damaged, or holds more bytes than the limit.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            found = file.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DocumentError(f"the archive cannot be opened ({error}). Pack it anew, or unpack it") from None
    if len(found) > limit:
        raise DocumentError(f"it unpacks to more than {limit:,} bytes, which is the limit. Unpack and split it")
    return found


def members(
    data: bytes, *, limit: int, most: Callable[[str], int] | None = None, only: str = ""
) -> Iterator[tuple[str, bytes | str]]:
    """The files of a .zip archive by name, each with its bytes, or with why these cannot be had.

    A name is told from the archive on, wherever it would lead: "../../x.txt" is "x.txt".

    Args:
        data: the archive.
        limit: the most bytes that all of its files may have together.
        most: the most bytes that a file of some name may have; None sets no limit of its own.
        only: the only file that is wanted.

    Raises:
        DocumentError: if it is no archive, or holds too many files.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DocumentError(f"the archive cannot be opened ({error}). Pack it anew, or unpack it") from None
    with archive:
        listed = [info for info in archive.infolist() if not info.is_dir() and only in ("", info.filename)]
        if len(listed) > _MOST:
            raise DocumentError(f"it holds {len(listed):,} files; the limit is {_MOST:,}. Unpack it, and name folders")
        left = limit
        for info in sorted(listed, key=lambda info: info.filename):
            name = _inside(info.filename)
            content = _content(archive, info, left if most is None else min(left, most(name)))
            left -= len(content) if isinstance(content, bytes) else 0
            yield name, content


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes | str:
    if info.flag_bits & 1:
        return "it is locked by a password. Unpack the archive"
    try:
        with archive.open(info) as file:
            found = file.read(left + 1)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        return f"it cannot be unpacked ({error}). Pack it anew"
    except (zlib.error, lzma.LZMAError) as error:
        return f"it cannot be unpacked ({error}). Pack it anew"
    return found if len(found) <= left else "it unpacks to more bytes than the limit. Unpack and split it"


def _inside(name: str) -> str:
    """The name of a member as a path that stays within its archive."""
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/")
