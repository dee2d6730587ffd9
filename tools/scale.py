"""Write the tables of docs/scale.md anew from the costs of one article: make docs.

A test compares; run this after new measurements, which stand in ``UNITS`` with what they were measured on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"
BEGIN, END = "<!-- made by tools/scale.py -->", "<!-- end of what tools/scale.py makes -->"
SIZES = (10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
CORES = 64


class Unit(NamedTuple):
    """What one article of 743 words costs.

    Attributes:
        name: of what.
        each: so much an article; seconds of one core, bytes, or a number.
        kind: "s", "B" or "".
        exponent: of the number of articles by which all of it grows; measured between 800 and 2,000.
        known: at how many articles it was measured.
    """

    name: str
    each: float
    kind: str
    exponent: float = 1.0
    known: int = 240


UNITS: tuple[Unit, ...] = (
    Unit("parse and read", 0.15, "s", known=60),
    Unit("who is who, statements, events", 0.015, "s", 1.1, known=720),
    Unit("write store, graph.trig, page", 0.054, "s", 1.1, known=720),
    Unit("memory of a build in one process", 1.32e6, "B", 0.85, known=800),
    Unit("statements", 94, "", known=720),
    Unit("quads", 2_570, "", known=720),
    Unit("store on disk", 1.21e6, "B", known=720),
    Unit("graph.trig", 140e3, "B", known=720),
    Unit("graph.html", 10.3e3, "B", known=720),
)


def main() -> None:
    """Write the table."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def page(text: str) -> str:
    """The page with its table made anew."""
    made = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    return made.sub(lambda _: f"{BEGIN}\n{table(UNITS)}{END}", text)


def table(units: Sequence[Unit]) -> str:
    """What so many articles cost, a row a unit."""
    lines = [
        "| | one article | " + " | ".join(f"{size:,}" for size in SIZES) + " |",
        "|---|--:|" + "--:|" * len(SIZES),
    ]
    for unit in units:
        cells = [shown(whole(unit, size), unit.kind) for size in SIZES]
        lines.append(f"| {unit.name} | {shown(unit.each, unit.kind)} | {' | '.join(cells)} |")
    hours = [shown(whole(units[0], size) / CORES, "s") for size in SIZES]
    lines.append(f"| parse and read, on {CORES} cores | | {' | '.join(hours)} |")
    return "\n".join([*lines, ""])


def whole(unit: Unit, size: int) -> float:
    """What so many articles cost.

    >>> whole(Unit("x", 2.0, "s"), 1_000), round(whole(Unit("x", 2.0, "s", 2.0, 10), 100))
    (2000.0, 2000)
    """
    return unit.each * size * (size / unit.known) ** (unit.exponent - 1)


def shown(value: float, kind: str) -> str:
    """A number with two digits that count, in the unit that fits.

    >>> shown(0.02, "s"), shown(7_200, "s"), shown(2.6e9, "B"), shown(1.3e9, "")
    ('20 ms', '2 h', '2.6 GB', '1.3 billion')
    """
    scales = {
        "s": ((86_400 * 3, 86_400, "days"), (3_600, 3_600, "h"), (60, 60, "min"), (1, 1, "s"), (0, 0.001, "ms")),
        "B": ((1e12, 1e12, "TB"), (1e9, 1e9, "GB"), (1e6, 1e6, "MB"), (0, 1e3, "kB")),
        "": ((1e12, 1e12, "trillion"), (1e9, 1e9, "billion"), (1e6, 1e6, "million"), (0, 1, "")),
    }
    _, by, name = next(scale for scale in scales[kind] if value >= scale[0])
    number = float(f"{value / by:.2g}")
    return f"{number:,.0f} {name}".strip() if number >= 10 or number == int(number) else f"{number:g} {name}".strip()


if __name__ == "__main__":
    main()
