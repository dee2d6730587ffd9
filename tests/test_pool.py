"""Workers that die are replaced: nothing is lost, nothing stands twice, nobody is left behind."""

from __future__ import annotations

import functools
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import labour
import pytest

from kg.errors import InputError, KGError
from kg.work.pool import results

Work = Callable[[Sequence[int]], list[int]]


def done(work: Work, numbers: Sequence[int], size: int = 4, workers: int = 2) -> list[int | None]:
    """The result for each number."""
    found: list[int | None] = []
    for lot, outcome in results(work, numbers, size=size, workers=workers):
        found += [None] * len(lot) if outcome is None else outcome
    assert not multiprocessing.active_children()
    return found


def test_results_come_in_the_order_of_the_items() -> None:
    assert done(labour.doubled, range(21)) == [2 * number for number in range(21)]


def test_nothing_to_do_starts_nobody() -> None:
    assert done(labour.Unopened(), []) == []


def test_what_dead_workers_were_at_is_done_again(tmp_path: Path) -> None:
    work = functools.partial(labour.deadly_once, tmp_path)
    assert done(work, range(12), workers=3) == [2 * number for number in range(12)]
    assert len(list(tmp_path.iterdir())) == 2


def test_what_ends_every_worker_has_no_result_and_the_others_have_theirs() -> None:
    numbers = [*range(10, 18), 90, 91, 1]
    assert done(labour.deadly, numbers) == [None if n == 13 or n >= 90 else 2 * n for n in numbers]


def test_workers_that_cannot_begin_are_told() -> None:
    with pytest.raises(KGError, match="ended before they had begun"):
        done(labour.Unopened(), range(9))
    assert not multiprocessing.active_children()


def test_where_nothing_at_all_can_be_done_not_everything_is_tried() -> None:
    with pytest.raises(KGError, match=r"ended before anything was done .*fewer workers"):
        done(labour.deadly_all, range(100), size=1)


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(InputError, match="3 is not allowed"):
        done(labour.refusing, range(5), size=1)
    with pytest.raises(RuntimeError, match=r"(?s)labour\.py.*ZeroDivisionError"):
        done(labour.refusing, [6, 7])
    assert not multiprocessing.active_children()


def test_who_wants_no_more_leaves_no_worker_behind() -> None:
    coming = results(labour.doubled, range(100), size=1, workers=2)
    next(coming)
    assert len(multiprocessing.active_children()) == 2
    coming.close()
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_random_nothing_is_lost_and_nothing_stands_twice(seed: int) -> None:
    chance = random.Random(seed)
    numbers = range(80)
    found: list[int] = []
    # So far apart that no number can meet with three of them.
    moments = {10 + chance.randrange(5), 35 + chance.randrange(5), 60 + chance.randrange(5)}
    for lot, outcome in results(labour.doubled, numbers, size=2, workers=2):
        found += outcome or [-1 for _ in lot]
        if moments and len(found) >= min(moments):
            moments.remove(min(moments))
            time.sleep(chance.random() / 50)
            chance.choice(multiprocessing.active_children()).kill()
    assert found == [2 * number for number in numbers]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs signals of POSIX systems")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda end: end.name)
def test_no_worker_outlives_its_parent(end: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "pids").mkdir()
    code = f"""
import functools, signal, labour
from pathlib import Path
from kg.work.pool import results
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    work = functools.partial(labour.endless, Path({str(tmp_path / "pids")!r}))
    list(results(work, range(9), size=1, workers=2))
"""
    (tmp_path / "program.py").write_text(code)
    places = os.pathsep.join(sys.path)
    parent = subprocess.Popen(
        [sys.executable, tmp_path / "program.py"], env={**os.environ, "PYTHONPATH": places}, stderr=subprocess.PIPE
    )
    while len(pids := [int(path.name) for path in (tmp_path / "pids").iterdir()]) < 2:
        assert parent.poll() is None
        time.sleep(0.02)
    parent.send_signal(end)
    parent.communicate()
    # They notice by themselves, at once but where the machine is very busy.
    for _ in range(3000):
        if not any(map(_is_alive, pids)):
            return
        time.sleep(0.02)
    pytest.fail("a worker is still there a minute later")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
