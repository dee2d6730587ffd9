"""What a folder has of an earlier build, which one of the same recipe need not make again.

An article that has the same line in both archives was read the same, so that its statements are what they were while
its names mean the same; what no article changes is then copied. Nothing here is believed that is not as kg wrote it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.model.columns import MISSHAPEN
from kg.model.records import Knowledge, Reading
from kg.work.beside import archive, records
from kg.work.beside.archive import Archive, Recipe, lined
from kg.work.beside.records import Records


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier build of the same recipe.

    Attributes:
        records: of its graph; None where there is no such build.
        lines: those of its articles in the archive.
    """

    records: Records | None = None
    lines: frozenset[bytes] = frozenset()

    @property
    def knowledge(self) -> Knowledge | None:
        """The records alone."""
        return self.records.knowledge if self.records is not None else None

    def staying(self, now: Archive) -> tuple[Archive, Sequence[Reading]]:
        """An archive, with its lines where they are compared, and the readings in it that this build had as well."""
        if self.records is None:
            return now, ()
        now = lined(now)
        return now, [reading for reading in now.readings if now.lines[reading.document.id] in self.lines]


NOTHING = Before()


def before(folder: Path, recipe: Recipe) -> Before:
    """The build that lies in a folder; nothing where there is none of this recipe, or it cannot be used.

    What is damaged is no reason to complain: it is about to be replaced.
    """
    try:
        lines = archive.lines_as(recipe, folder)
        found = records.read(folder) if lines else None
    except (StoreError, *MISSHAPEN, OSError, EOFError, zlib.error):
        return NOTHING
    return Before(found, lines) if found is not None else NOTHING
