"""Records in great number, made without a look for circles among them.

They have none, and Python's collector, which goes through all that there is each time that enough was made, would take
a fourth of the time of joining documents. What is no longer used is freed at once in any case.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """The collector is off until the block is left, and then as it was.

    >>> with without_collector():
    ...     gc.isenabled()
    False
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def free_circles() -> None:
    """Free what was made since this was called last and is a circle that nobody holds, where the collector is off."""
    if not gc.isenabled():
        gc.collect(0)
