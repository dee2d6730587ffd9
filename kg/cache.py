"""Readings kept from one build to the next, under the hash of everything they are made from.

A reading is a pure function of its document, the model, the rules and the known names; so the file name is the hash
of the document, the model's fingerprint, the sources of kg with its word lists, and the names that a user brought.
A new rule, a new model or a changed text simply has another name. Only records of ``kg.model`` are ever loaded
from a file, nothing that could run.
"""

from __future__ import annotations

import functools
import hashlib
import io
import os
import pickle
from pathlib import Path

from kg.model import Document, Reading
from kg.vocab import ontology_folder


def folder() -> Path:
    """Where caches lie: ``$XDG_CACHE_HOME/kg``, or ``~/.cache/kg``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg"


class Readings:
    """Stored readings in one folder.

    Args:
        folder: where they lie; made when the first is stored.
        model: fingerprint of the model that parses.
        names: fingerprint of the names that the user brought, empty where there are none.
    """

    def __init__(self, folder: Path, model: str, names: str = "") -> None:
        self._folder = folder
        self._model = model
        self._names = names

    def get(self, document: Document) -> Reading | None:
        """The stored reading of this document, or None; a damaged file counts as none."""
        try:
            stored = _Records(io.BytesIO(self._path(document).read_bytes())).load()
        except (OSError, pickle.UnpicklingError, EOFError, AttributeError, TypeError, ValueError, IndexError):
            return None
        return stored if isinstance(stored, Reading) else None

    def put(self, reading: Reading) -> None:
        """Store a reading; another process that reads meanwhile sees the whole file or none."""
        path = self._path(reading.document)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_bytes(pickle.dumps(reading, protocol=5))
        partial.replace(path)

    def _path(self, document: Document) -> Path:
        parts = (self._model, self._names, _rules(), repr(document))
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / "readings" / digest[:2] / f"{digest[2:34]}.pickle"


class _Records(pickle.Unpickler):
    """Loads records of the model and refuses everything else."""

    def find_class(self, module: str, name: str) -> object:
        if module != "kg.model":
            raise pickle.UnpicklingError(f"{module}.{name} is no record of kg")
        return super().find_class(module, name)


@functools.cache
def _rules() -> str:
    """Hash of the sources and word lists that readings depend on; of all of them, as that is safe and cheap."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    lists = sorted(path for path in ontology_folder().iterdir() if path.suffix in (".ttl", ".tsv"))
    digest = hashlib.sha256()
    for path in (*sources, *lists):
        digest.update(path.read_bytes())
    return digest.hexdigest()
