"""The names kg knows beforehand: countries, demonyms, cities, organisations, regions, seats of power, offices.

    ontology/*.ttl, *.tsv ─shipped→ forms ─┐
    a user's own file ─────own→ rows ──────┴→ Gazetteer: one longest-match pass over the words of a text

What a user lists wins over what ships with kg, and over what the model takes a name for.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kg.gazetteer import own, shipped
from kg.gazetteer.matching import Gazetteer, pieces
from kg.gazetteer.records import Entry, How, Match, Membership, Source
from kg.work.files import AnyPath

__all__ = ["Entry", "Gazetteer", "How", "Match", "Membership", "Source", "load", "pieces"]


def load(names: AnyPath | None = None, *, folder: Path | None = None) -> Gazetteer:
    """The gazetteer that ships with kg, with the names of a user's own file on top.

    Args:
        names: a file in Turtle, CSV or JSON Lines, as docs/gazetteer.md tells.
        folder: where the shipped files are, if not in the ontology folder.

    Raises:
        InputError: if a file is missing or does not parse, or a row of the user's cannot be used.
    """
    known = _shipped(folder)
    return known if names is None else own.extend(known, Path(names))


@lru_cache(maxsize=4)
def _shipped(folder: Path | None) -> Gazetteer:
    return shipped.load(folder)
