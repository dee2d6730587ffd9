"""One document cannot end a build: what its reading raises, or takes far too long for, becomes a Failure that names it.

The limit of CPU time is a last resort against a rule that does not end. It is so far off that it never decides on an
ordinary text, whose rules take a tenth of a second, so that a build stays a function of its texts. The parser's own
work is outside of it, as models differ a hundredfold and none was seen not to end; what kg does to its trees is inside.
It needs the timer of POSIX systems and the main thread of a process, as the commands and the worker processes have; in
other threads, on Windows, and where a program uses that timer itself, there is no limit.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kg.errors import KGError
from kg.model.records import Document, Failure, Reading

logger = logging.getLogger("kg")
T = TypeVar("T")

# CPU seconds that any document may take in one stage, and more for each character: 300 times what texts take.
SECONDS = 20.0
SECONDS_A_CHARACTER = 0.001


class OverrunError(Exception):
    """Raised in work on a document that has taken all the CPU time it may have."""


def guarded(document: Document, work: Callable[[], T]) -> T | Failure:
    """What the work on one document gives; a Failure where it raises anything, or takes far too long.

    Raises:
        KGError: as the work does; it is about what the user gave, and no fault of the document.
    """
    try:
        with limited(document):
            return work()
    except Exception as error:
        return failure(document, error)


def failure(document: Document, error: Exception) -> Failure:
    """The failure of a document by an error that is a fault of kg's own; the traceback goes to the log.

    Raises:
        KGError: if the error is one.
    """
    if isinstance(error, KGError):
        raise error
    logger.debug("reading %s", document.id, exc_info=error)
    if isinstance(error, OverrunError):
        return Failure(document.id, f"{error}; leave it out, or cut its longest sentence, and please report it")
    return Failure(document.id, f"a bug in kg stopped its reading: {error!r}; --debug shows where, please report it")


def parted(outcomes: Iterable[Reading | Failure]) -> tuple[list[Reading], list[Failure]]:
    """The readings, and the failures of the documents that have none."""
    readings: list[Reading] = []
    failures: list[Failure] = []
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            readings.append(outcome)
    return readings, failures


@contextmanager
def limited(document: Document) -> Iterator[None]:
    """Raises OverrunError within the block once it has taken more CPU time than a text of that length ever does.

    A handler of the program's own is put back; the timer does not fire behind the block.
    """
    if not _is_free():
        yield
        return
    seconds = SECONDS + SECONDS_A_CHARACTER * len(document.text)
    is_over = False

    def stop(*_: object) -> None:
        if not is_over:
            raise OverrunError(f"kg gave up on it after {seconds:.0f} seconds of CPU time")

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        # again each second, should a rule take the error for one of its own
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)
        yield
    finally:
        is_over = True
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _is_free() -> bool:
    """True where there is such a timer, and neither the program nor an outer block uses it."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return False
    is_ours = signal.getsignal(signal.SIGVTALRM) is not None
    return is_ours and signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0
