"""What an engine does: work on lots of items somewhere else, with nothing lost and nothing done twice in what it gives.

kg's own processes are the first engine, ``functools.partial(pool.results, workers=2)``; a cluster is another. Both
pass the same tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from kg.work.pool import Work

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Submits lots, and yields their results in the order of the items."""

    def __call__(
        self, work: Work[Item, Result], items: Sequence[Item], *, size: int
    ) -> Iterator[tuple[Sequence[Item], Result | None]]:
        """What workers make of each lot of items.

        Args:
            work: what is done with a lot; a function that can be pickled, and called more than once.
            items: all of them; without any, nobody is asked.
            size: items in a lot, or the most, where the engine knows better how many workers there are.

        Yields:
            A lot, and its result; None for an item, alone in its lot, that ends each worker. What a worker that ended
            was at is done again by others. Each item is in one lot, and the lots come in their order.

        Raises:
            KGError: if there is no worker, or workers end one after the other and nothing is done.
            Exception: what the work raises.
        """
        ...
