"""What a folder has of an earlier build, which one of the same recipe need not make again.

An article that has the same line in both archives was read the same, so that its statements are what they were while
its names mean the same; what no article changes is then copied. Nothing here is believed that is not as kg wrote it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import StoreError
from kg.model.columns import MISSHAPEN
from kg.model.records import Knowledge, Reading
from kg.work import disk
from kg.work.beside import records
from kg.work.beside.archive import Archive, Recipe, lined, lines_as, packed
from kg.work.beside.records import Records


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier build of the same recipe.

    Attributes:
        records: of its graph; None where there is no such build.
        archive: the bytes of its archive.
        lines: those of its articles in there.
        report: what it told; None where that or the page is not there any more.
    """

    records: Records | None = None
    archive: bytes = b""
    lines: frozenset[bytes] = frozenset()
    report: str | None = None

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

    def same(self, now: Archive) -> Knowledge | None:
        """The records, where all that is made of an archive is there and the same; None where that is not certain."""
        known = self.knowledge
        # There are less documents where one was read and could not be aligned, which is then to be told again.
        if known is None or self.report is None or len(known.documents) != len(now.readings):
            return None
        texts = tuple(reading.document for reading in now.readings)
        return replace(known, documents=texts) if packed(now) == self.archive else None


NOTHING = Before()


def before(folder: Path, recipe: Recipe) -> Before:
    """The build that lies in a folder; nothing where there is none of this recipe, or it cannot be used.

    What is damaged is no reason to complain: it is about to be replaced.
    """
    try:
        archive = disk.data(folder, disk.READINGS) or b""
        lines = lines_as(recipe, archive) if archive else frozenset()
        found = records.read(folder) if lines else None
    except (StoreError, *MISSHAPEN, OSError, EOFError, zlib.error):
        return NOTHING
    if found is None:
        return NOTHING
    report = disk.text(folder, disk.REPORT) if (folder / disk.PAGE).is_file() else None
    return Before(found, archive, lines, report)
