"""The kinds of entities and the stances of lines: their symbols, strokes, words and colours, for the page and pictures.

They stand in ``modules/kinds.json``, which the page's scripts import as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def table() -> Mapping[str, Any]:
    """``kinds``, ``stances`` and ``tints`` by their names, in the order in which legends have them."""
    found: Mapping[str, Any] = json.loads(
        resources.files("kg.show.view").joinpath("modules/kinds.json").read_text(encoding="utf-8")
    )
    return found


def colours(scheme: str) -> dict[str, str]:
    """The colour of each kind and of each stance, under its name in the style sheet.

    Args:
        scheme: "light" or "dark".

    >>> colours("light")["denied"]
    '#b3261e'
    """
    kinds = {name: kind[scheme] for name, kind in table()["kinds"].items()}
    return kinds | {stance["colour"]: stance[scheme] for stance in table()["stances"].values()}


def style() -> str:
    """The colours as custom properties of both schemes."""

    def properties(scheme: str) -> str:
        return "".join(f"--{name}:{colour};" for name, colour in colours(scheme).items())

    return f':root{{{properties("light")}}}\n:root[data-theme="dark"]{{{properties("dark")}}}\n'
