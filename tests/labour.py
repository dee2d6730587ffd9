"""What worker processes do in tests: on each number, what it says. A module of its own, as each worker loads it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from kg.errors import InputError


def die() -> None:
    """End this process as the system does when it has no memory left."""
    os.kill(os.getpid(), signal.SIGKILL)


def doubled(numbers: Sequence[int]) -> list[int]:
    """Takes a while, so that it can be ended in the middle."""
    time.sleep(0.005 * len(numbers))
    return [2 * number for number in numbers]


def deadly(numbers: Sequence[int]) -> list[int]:
    """Thirteen, and each number from ninety, ends whoever doubles it."""
    if any(number == 13 or number >= 90 for number in numbers):
        die()
    return doubled(numbers)


def deadly_once(folder: Path, numbers: Sequence[int]) -> list[int]:
    """The first two who double a number end with it; each leaves a file."""
    for place in range(2):
        try:
            (folder / str(place)).touch(exist_ok=False)
        except FileExistsError:
            continue
        die()
    return doubled(numbers)


def deadly_all(numbers: Sequence[int]) -> list[int]:
    """Ends whoever does it."""
    die()
    return []


def refusing(numbers: Sequence[int]) -> list[int]:
    """Something the user has to mend; and a fault."""
    if 3 in numbers:
        raise InputError("3 is not allowed")
    return [1 // (7 - number) for number in numbers]


def endless(folder: Path, numbers: Sequence[int]) -> list[int]:
    """Leaves the number of its process, and never comes to an end."""
    (folder / str(os.getpid())).touch()
    while True:
        time.sleep(0.01)


class Unopened:
    """Work that no process can take up."""

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        return []

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return die, ()
