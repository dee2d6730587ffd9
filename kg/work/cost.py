"""What each stage of a build costs in CPU seconds, of this process and of the workers it has waited for.

Workers of a cluster tell what they have used.
"""

from __future__ import annotations

import resource
import time

STAGES = ("read", "parse", "extract", "resolve", "align", "fuse", "store", "view")


class Cost:
    """CPU seconds by stage, told by laps: each lap gives a stage what was spent since the lap before.

    The first lap also holds the start of the interpreter, so that the stages add up to what the process used.

    >>> cost = Cost()
    >>> cost.lap("read")
    >>> cost.seconds["read"] > 0
    True
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = dict.fromkeys(STAGES, 0.0)
        self._spent = 0.0

    def lap(self, stage: str) -> None:
        """Give the stage all that was spent since the last lap."""
        now = spent()
        self.seconds[stage] += now - self._spent
        self._spent = now

    def add(self, stage: str, seconds: float) -> None:
        """Give the stage what another machine spent on it, which no lap can see."""
        self.seconds[stage] += seconds

    def move(self, source: str, target: str, seconds: float) -> None:
        """Take seconds that a lap gave to one stage and give them to another; never more than it has."""
        seconds = min(seconds, self.seconds[source])
        self.seconds[source] -= seconds
        self.seconds[target] += seconds


def spent() -> float:
    """CPU seconds of this process so far, and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
