"""What is kept from one build to the next: each file is believed only where it proves to be what was stored.

A file has the name of its key, the hash of everything that the value in it is made from: a new rule, a new model or a
changed text simply has another name. In the file stand the format, the key once more, a SHA-256 over all of it, and the
value as compressed JSON. So a file that was damaged, cut off, swapped or renamed counts as none, and nothing that could
run is ever loaded. The digest is no signature: who may write to the folder may put readings there that no text has.

No build needs a cache. Where one cannot be read or written the value is made anew, and the trouble told once.
"""

from __future__ import annotations

import functools
import hashlib
import json
import logging
import os
import stat
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from kg.model.columns import MISSHAPEN
from kg.model.plain import from_plain, to_plain
from kg.model.records import Document, Reading
from kg.terms.tables import ontology_folder

Value = TypeVar("Value")
logger = logging.getLogger("kg")

MAGIC = b"kg cache 1\n"
HEAD = len(MAGIC) + 2 * hashlib.sha256().digest_size
# Endings of the files that hold words and names.
TABLES = frozenset((".ttl", ".tsv"))
# Endings of the files that kg is made of: an earlier page is believed while none of them is another.
SOURCES = frozenset((".py", ".js", ".css", ".j2", ".json", ".tsv"))
# No file is larger, nor what is compressed in it: a reading is six times its text.
LARGEST = 1 << 27
# A pipe in place of a file must not make the build wait, nor a link lead it elsewhere; not every system has the flags.
FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))


def folder() -> Path:
    """Where caches lie: ``$XDG_CACHE_HOME/kg``, or ``~/.cache/kg``.

    Raises:
        RuntimeError: if there is no home either.
    """
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg"


def usual() -> Cache:
    """The cache in ``folder()``; where there is no such place, one that keeps nothing and says so."""
    try:
        return Cache(folder())
    except RuntimeError:
        return Cache(None, "there is no home folder for it; name a folder in XDG_CACHE_HOME")


class Cache:
    """Plain values in the files of one folder.

    Args:
        folder: where they lie, made when the first is stored; None keeps nothing.
        lack: why there is no folder, to be told as trouble.
    """

    def __init__(self, folder: Path | None, lack: str = "") -> None:
        self._folder = folder
        self._lack = lack
        self._trouble = ""

    def get(self, kind: str, parts: Sequence[str], read: Callable[[Any], Value]) -> Value | None:
        """The value stored under a key, or None; what is damaged counts as none.

        Args:
            kind: what it is, a folder of its own.
            parts: everything that the value is made from.
            read: makes the value of the plain one, and raises one of ``MISSHAPEN`` where it is not of its shape.
        """
        if self._folder is None:
            self._complain(self._lack)
            return None
        key = _key(kind, parts)
        path = _path(self._folder, kind, key)
        try:
            return read(_opened(_bytes(path), key))
        except FileNotFoundError:
            return None
        except OSError as error:
            self._complain(f"{str(path)!r} cannot be read ({error.strerror})")
        except (*MISSHAPEN, zlib.error) as error:
            self._complain(f"{str(path)!r} is damaged ({error})")
        return None

    def has(self, kind: str, parts: Sequence[str]) -> bool:
        """Whether something is stored under a key; ``get`` tells whether it is to be believed."""
        return self._folder is not None and _path(self._folder, kind, _key(kind, parts)).is_file()

    def put(self, kind: str, parts: Sequence[str], plain: Any, read: Callable[[Any], object]) -> None:
        """Store a plain value, unless ``get`` would not believe it with the same ``read``.

        Another process that reads meanwhile sees the whole file or none.
        """
        if self._folder is None:
            return
        key = _key(kind, parts)
        path = _path(self._folder, kind, key)
        try:
            data = _closed(plain, key)
            read(_opened(data, key))
        except (*MISSHAPEN, zlib.error) as error:
            logger.debug("%s: not kept", kind, exc_info=error)
            return
        # Neither another process nor another machine that shares the folder takes the same name.
        partial = path.with_name(f".{os.urandom(8).hex()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(data)
            with suppress(OSError):
                path.rmdir()  # an empty folder that stands in place of the file
            partial.replace(path)
        except OSError as error:
            self._complain(
                f"{str(path)!r} cannot be written ({error.strerror}); make room for it, name another folder in "
                "XDG_CACHE_HOME, or do without by --no-cache"
            )
        finally:
            with suppress(OSError):
                partial.unlink()

    def trouble(self) -> str:
        """The first thing that went wrong since this was asked last, in words; empty where nothing did."""
        told, self._trouble = self._trouble, ""
        return told

    def _complain(self, what: str) -> None:
        self._trouble = self._trouble or what


class Readings:
    """Stored readings; each is a pure function of its document, the model, the rules and the known names.

    Args:
        cache: where they lie.
        model: fingerprint of the model that parses.
        names: fingerprint of the names that the user brought, empty where there are none.
    """

    def __init__(self, cache: Cache, model: str, names: str = "") -> None:
        self._cache = cache
        self._model = model
        self._names = names

    def get(self, document: Document) -> Reading | None:
        """The stored reading of this document, or None."""
        return self._cache.get("readings", self.parts(document), lambda plain: from_plain(plain, document))

    def has(self, document: Document) -> bool:
        """Whether a reading of this document is stored, believable or not."""
        return self._cache.has("readings", self.parts(document))

    def put(self, reading: Reading) -> None:
        """Store a reading."""
        document = reading.document
        self._cache.put("readings", self.parts(document), to_plain(reading), lambda plain: from_plain(plain, document))

    def parts(self, document: Document) -> tuple[str, ...]:
        """Everything that the reading of a document depends on."""
        return (self._model, self._names, rules(), repr(document))


def _key(kind: str, parts: Sequence[str]) -> bytes:
    return hashlib.sha256(json.dumps([kind, *parts]).encode()).digest()


def _path(folder: Path, kind: str, key: bytes) -> Path:
    name = key.hex()
    return folder / kind / name[:2] / f"{name[2:34]}.kg"


def _bytes(path: Path) -> bytes:
    descriptor = os.open(path, FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("it is no file")
        if status.st_size > LARGEST:
            raise ValueError(f"it has {status.st_size} bytes")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(LARGEST)
    finally:
        os.close(descriptor)


def _closed(plain: Any, key: bytes) -> bytes:
    payload = zlib.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 1)
    return MAGIC + key + _digest(key, payload) + payload


def _opened(data: bytes, key: bytes) -> Any:
    """The plain value in the bytes of a file.

    Raises:
        ValueError: if they are not what was stored under that key.
    """
    payload = data[HEAD:]
    if data[:HEAD] != MAGIC + key + _digest(key, payload):
        raise ValueError("it is not what was stored under its name")
    unpacked = zlib.decompressobj()
    text = unpacked.decompress(payload, LARGEST)
    if not unpacked.eof or unpacked.unused_data:
        raise ValueError("it holds more or less than one value")
    return json.loads(text.decode())


def _digest(key: bytes, payload: bytes) -> bytes:
    return hashlib.sha256(MAGIC + key + payload).digest()


@functools.cache
def rules() -> str:
    """Hash of the sources and word lists that readings and pages depend on; of all, as that is safe and cheap."""
    sources = sorted(path for path in Path(__file__).parents[1].rglob("*") if path.suffix in SOURCES)
    lists = sorted(path for path in ontology_folder().rglob("*") if path.suffix in TABLES)
    return digest_of(*sources, *lists)


def digest_of(*paths: Path) -> str:
    """A hash of what is in these files, in this order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
