"""Documents read on a cluster: the same graph, whoever reads, and whoever dies over it."""

from __future__ import annotations

import functools
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import labour
import pytest
from conftest import SEEDS, Ended

from kg import gazetteer
from kg.errors import InputError, KGError
from kg.gazetteer import Source
from kg.model.records import Document, Failure, Reading
from kg.text import read
from kg.work import cache, pool, workers
from kg.work.cluster import dask, reading
from kg.work.cluster.engine import Engine
from kg.work.cost import Cost

Kg = Callable[..., Ended]
Found = list[tuple[Sequence[int], list[int] | None]]

NOWHERE = "tcp://127.0.0.1:1"
TEXTS = ("China aids Russia.", "Kenya visits Chad.", "Iran arms Syria.")
DOCUMENTS = [read.from_text(text, f"text{number}") for number, text in enumerate(TEXTS)]


# -- what goes out and what is kept, by an engine that does all here -----------------------------------------------


class Engines:
    """Does each lot in this process, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def here(
        self, work: Callable[[Sequence[Document]], Any], items: Sequence[Document], *, size: int
    ) -> Iterator[tuple[Sequence[Document], Any]]:
        for item in items:
            self.asked.append(item.id)
            yield [item], work([item])

    def ending(self, _: object, items: Sequence[Document], *, size: int) -> Iterator[tuple[Sequence[Document], None]]:
        yield from (([item], None) for item in items)


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A reader that needs no model, and a cache of its own."""

    def lot(_: str, __: Source, ___: bool, documents: Sequence[Document]) -> tuple[list[Reading], float, str]:
        return [Reading(document, (), (), (), ()) for document in documents], 2.0, ""

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(reading, "read_lot", lot)
    workers.reader_of.cache_clear()
    reading._made_with.cache_clear()


def done(engine: Any, documents: Sequence[Document] = DOCUMENTS, **options: Any) -> list[Reading | Failure]:
    names = gazetteer.load()
    return list(
        reading.read_on_cluster(documents, model="none", names=names, address=NOWHERE, engine=engine, **options)
    )


@pytest.mark.usefixtures("by_hand")
def test_what_was_read_there_is_kept_here_and_not_asked_for_again() -> None:
    engines, cost = Engines(), Cost()
    first = done(engines.here, DOCUMENTS[:2], cost=cost)
    assert cost.seconds["extract"] == 4
    again = done(engines.here)
    assert engines.asked == ["text0", "text1", "text2"]
    assert [one.document.id for one in again if isinstance(one, Reading)] == ["text0", "text1", "text2"]
    assert again[:2] == first


@pytest.mark.usefixtures("by_hand")
def test_without_a_cache_all_is_asked_for_again() -> None:
    engines = Engines()
    assert done(engines.here, cache=False) == done(engines.here, cache=False)
    assert len(engines.asked) == 2 * len(DOCUMENTS)


@pytest.mark.usefixtures("by_hand")
def test_a_document_that_ends_the_workers_is_a_failure_of_its_own() -> None:
    engines = Engines()
    done(engines.here, DOCUMENTS[:1])
    kept, *failures = done(engines.ending)
    assert isinstance(kept, Reading)
    assert failures == [Failure(document.id, reading.ENDED) for document in DOCUMENTS[1:]]


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("what", ["rules", "model", "names"])
def test_a_worker_that_reads_in_another_way_is_named_with_what_to_do(what: str) -> None:
    source = gazetteer.load().source
    here = {"rules": cache.rules(), "model": "none no model", "names": ""}
    here["model"] = reading._made_with("none", source)["model"]
    reading.read_alike(here, "none", source, DOCUMENTS)
    with pytest.raises(KGError, match=rf"on the worker at .* other {what} .*on all machines"):
        reading.read_alike(here | {what: "another"}, "none", source, DOCUMENTS)


def test_what_a_worker_lacks_is_told_with_its_name(tmp_path: Path) -> None:
    source = Source(tmp_path / "names.csv", "digest")
    with pytest.raises(KGError, match=r"on the worker at .*cannot read the gazetteer"):
        reading.read_alike({}, "none", source, DOCUMENTS)


def test_without_the_extra_it_is_named(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ended = kg("build", SEEDS, "-o", tmp_path / "out", "--cluster", NOWHERE, "--no-cache")
    assert ended.status == 2
    assert "pip install 'kg-news[cluster]'" in ended.err
    assert not (tmp_path / "out" / "graph.trig").exists()


def test_workers_here_and_a_cluster_are_not_both_named(kg: Kg, tmp_path: Path) -> None:
    ended = kg("build", SEEDS, "-o", tmp_path / "out", "--cluster", NOWHERE, "--workers", 2)
    assert (ended.status, "Name one of the two" in ended.err) == (2, True)


# -- the engine, with a scheduler that is played -------------------------------------------------------------------


class Scheduler:
    """Plays a scheduler that has done each lot as soon as it is sent, but those with deadly numbers.

    Args:
        deadly: numbers that end whoever has them.
        beside: lots with these are given up as well, until they are sent again as they are, alone: they only wait in
            the queue of a worker that dies of another.
    """

    def __init__(self, deadly: Iterable[int] = (), beside: Iterable[int] = ()) -> None:
        self.deadly, self.beside = frozenset(deadly), frozenset(beside)
        self.sent: list[list[int]] = []
        self.is_gone = False

    def scheduler_info(self) -> dict[str, dict[str, object]]:
        return {"workers": {"a": {}, "b": {}}}

    def submit(self, function: Callable[[bytes], bytes], data: bytes, *, key: str, pure: bool) -> Played:
        numbers = list(pickle.loads(data)[1])
        self.sent.append(numbers)
        is_sent_again = self.sent.count(numbers) > 1
        ends = self.deadly & {*numbers} or (not is_sent_again and self.beside & {*numbers})
        if self.is_gone:
            return Played(key, "cancelled", b"")
        if ends:
            from distributed import KilledWorker

            return Played(key, "error", KilledWorker(key, None, 0))
        return Played(key, "finished", function(data))


class Played:
    """A future that is over."""

    def __init__(self, key: str, status: str, result: bytes | Exception) -> None:
        self.key, self.status, self._result = key, status, result

    def add_done_callback(self, call: Callable[[Played], None]) -> None:
        call(self)

    def result(self) -> bytes:
        if isinstance(self._result, Exception):
            raise self._result
        return self._result


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Found]:
    pytest.importorskip("distributed", reason="needs the extra 'cluster'")

    def call(scheduler: Scheduler, work: Any, numbers: Sequence[int], size: int = 4) -> Found:
        @contextmanager
        def client(_: str) -> Iterator[Scheduler]:
            yield scheduler

        monkeypatch.setattr(dask, "_client", client)
        return list(dask.results(work, numbers, size=size, address=NOWHERE))

    return call


def test_what_ends_every_worker_has_no_result_and_the_others_have_theirs(play: Callable[..., Found]) -> None:
    scheduler = Scheduler(deadly=(13, 31))
    found = play(scheduler, labour.doubled, range(40))
    assert [number for lot, _ in found for number in lot] == [*range(40)]
    assert {
        number: result for lot, results in found for number, result in zip(lot, results or [None], strict=True)
    } == {number: None if number in (13, 31) else 2 * number for number in range(40)}
    # In its lot, by itself, and once more when all else was done.
    assert sorted(scheduler.sent[-2:]) == [[13], [31]]
    assert sum(13 in numbers for numbers in scheduler.sent) == 3


def test_what_only_waited_behind_a_deadly_lot_comes_back(play: Callable[..., Found]) -> None:
    found = play(Scheduler(deadly=[13], beside=[14]), labour.doubled, range(40))
    assert [list(lot) for lot, result in found if result is None] == [[13]]


def test_where_nothing_at_all_can_be_done_not_everything_is_tried(play: Callable[..., Found]) -> None:
    scheduler = Scheduler(deadly=range(100))
    with pytest.raises(KGError, match=r"ended 5 times before anything was done .*more memory"):
        play(scheduler, labour.doubled, range(100))
    assert len(scheduler.sent) < 20


def test_a_cluster_that_goes_away_is_told(play: Callable[..., Found]) -> None:
    scheduler = Scheduler()
    scheduler.is_gone = True
    with pytest.raises(KGError, match=r"has gone.*what was done is kept"):
        play(scheduler, labour.doubled, range(9))


def test_nothing_to_do_asks_nobody() -> None:
    assert list(dask.results(labour.doubled, [], size=4, address=NOWHERE)) == []


@pytest.mark.parametrize(
    ("address", "reason"),
    [(NOWHERE, "refused"), ("localhost", "missing port"), ("gopher://localhost:70", "unknown address scheme")],
)
def test_a_wrong_address_is_told_with_what_to_do(address: str, reason: str) -> None:
    pytest.importorskip("distributed", reason="needs the extra 'cluster'")
    with pytest.raises(InputError, match=rf"no Dask scheduler at '{address}' .*{reason}.*dask scheduler"):
        list(dask.results(labour.doubled, [1], size=4, address=address))


# -- a real cluster ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler and two workers, each a process of its own that is replaced when it dies."""
    distributed = pytest.importorskip("distributed", reason="needs the extra 'cluster'")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as started:
        yield started


def kill_one(cluster: Any) -> None:
    """End a worker's process as the system does when it has no memory left."""
    [first, *_] = (nanny.pid for nanny in cluster.workers.values() if nanny.pid)
    os.kill(first, signal.SIGKILL)


def engines(cluster: Any) -> list[Engine]:
    return [
        functools.partial(pool.results, workers=2),
        functools.partial(dask.results, address=cluster.scheduler_address),
    ]


def test_all_engines_give_the_same(cluster: Any) -> None:
    own, other = ([*engine(labour.doubled, range(21), size=2)] for engine in engines(cluster))
    assert [number for _, result in own for number in result or ()] == [2 * number for number in range(21)]
    assert own == other
    for engine in engines(cluster):
        with pytest.raises(InputError, match="3 is not allowed"):
            list(engine(labour.refusing, range(5), size=1))
        with pytest.raises(RuntimeError, match=r"(?s)labour\.py.*ZeroDivisionError"):
            list(engine(labour.refusing, [6, 7], size=2))


@pytest.mark.model
def test_a_worker_killed_in_the_middle_changes_no_byte(cluster: Any, seeds_folder: Path, tmp_path: Path) -> None:
    from kg import pipeline

    ids: list[str] = []

    def killing(coming: Iterable[Reading | Failure], _: int) -> Iterator[Reading | Failure]:
        for outcome in coming:
            assert isinstance(outcome, Reading)
            ids.append(outcome.document.id)
            if len(ids) == 1:
                kill_one(cluster)
            yield outcome

    address = cluster.scheduler_address
    pipeline.build(SEEDS, output=tmp_path / "out", cluster=address, cache=False, progress=killing)
    assert len(ids) == len(set(ids)) == len(list(SEEDS.glob("*.txt")))
    for name in ("graph.trig", "graph.html", "report.md", "readings.json.gz", "records.json.gz"):
        assert (tmp_path / "out" / name).read_bytes() == (seeds_folder / name).read_bytes(), name
