"""Explanations that a notebook and a terminal can show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.show.explain import Explanation


class Reasons(list["Explanation"]):
    """Explanations that a notebook shows as quotes, and a terminal as text.

    Attributes:
        left: how many there are beside these, where only the first were asked for.
    """

    def __init__(self, found: Iterable[Explanation] = (), *, left: int = 0) -> None:
        super().__init__(found)
        self.left = left

    def __repr__(self) -> str:
        return "\n\n".join(map(str, self))

    def _repr_html_(self) -> str:
        return "".join(explanation._repr_html_() for explanation in self)
