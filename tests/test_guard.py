"""One document that cannot be read, for whatever reason, costs the others nothing."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest
from handmade import reading, says

from kg import gazetteer
from kg.errors import InputError
from kg.knowledge import statements as stating
from kg.knowledge.align import align
from kg.knowledge.statements import state
from kg.model.records import Document, Failure, Reading, Resolution
from kg.pipeline import build
from kg.terms import lexicon
from kg.work import guard
from kg.work.beside.stored import Stored
from kg.work.guard import guarded, limited

TEXT = Document("essay", "China aids Russia.", ())
timed = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such timer")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents may take next to no time."""
    monkeypatch.setattr(guard, "SECONDS", 0.05)


def never_ends() -> None:
    while True:
        pass


def fails(error: Exception) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


@pytest.mark.parametrize("error", [RecursionError("too deep"), MemoryError(), IndexError("no token")], ids=repr)
def test_whatever_work_on_a_document_raises_is_a_failure_that_names_it(error: Exception) -> None:
    found = guarded(TEXT, fails(error))
    assert isinstance(found, Failure)
    assert found.document == "essay"
    assert type(error).__name__ in found.message


def test_what_the_user_gave_wrong_is_no_failure_of_the_document() -> None:
    with pytest.raises(InputError, match="no such column"):
        guarded(TEXT, fails(InputError("no such column")))


def test_work_that_ends_is_given_back() -> None:
    assert guarded(TEXT, lambda: 3) == 3


@timed
@pytest.mark.usefixtures("short")
def test_a_rule_that_never_ends_is_stopped_and_the_document_named() -> None:
    found = guarded(TEXT, never_ends)
    assert isinstance(found, Failure)
    assert found.document == "essay"
    assert "gave up" in found.message


@timed
@pytest.mark.usefixtures("short")
def test_a_rule_that_takes_the_stop_for_an_error_of_its_own_is_stopped_again() -> None:
    def stubborn() -> None:
        try:
            never_ends()
        except Exception:
            never_ends()

    assert isinstance(guarded(TEXT, stubborn), Failure)


def stopped_in_a_worker() -> bool:
    guard.SECONDS = 0.05
    return isinstance(guarded(TEXT, never_ends), Failure)


@timed
def test_the_limit_holds_in_worker_processes() -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(stopped_in_a_worker).result()


@timed
@pytest.mark.usefixtures("short")
def test_nothing_is_stopped_behind_the_block() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with limited(TEXT):
        pass
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
    assert signal.getsignal(signal.SIGVTALRM) is before


@timed
def test_a_handler_of_the_program_is_put_back() -> None:
    def own(*_: object) -> None:
        """Never called here."""

    before = signal.signal(signal.SIGVTALRM, own)
    try:
        with pytest.raises(KeyError), limited(TEXT):
            raise KeyError
        assert signal.getsignal(signal.SIGVTALRM) is own
    finally:
        signal.signal(signal.SIGVTALRM, before)


@timed
def test_a_timer_of_the_program_goes_on_and_there_is_no_limit() -> None:
    before = signal.signal(signal.SIGVTALRM, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_VIRTUAL, 1000, 500)
    try:
        with limited(TEXT):
            assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_IGN
        left, interval = signal.getitimer(signal.ITIMER_VIRTUAL)
        assert left > 900
        assert interval == 500
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def test_another_thread_works_without_a_limit() -> None:
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(guarded(TEXT, lambda: "read")))
    thread.start()
    thread.join()
    assert found == ["read"]


# -- what is left of a document that fails ---------------------------------------------------------------------------


@pytest.fixture
def readings() -> list[Reading]:
    """Three documents; without the second, the third would have nobody to take "Novak" for."""
    said = [says("aid", "Novak", "Serbia")]
    return [
        reading("Serbia aids China.", {"Serbia": "GPE", "China": "GPE"}, [says("aid", "Serbia", "China")], "a"),
        reading("Lena Novak aids Serbia.", {"Lena Novak": "PERSON", "Serbia": "GPE"}, [], "b"),
        reading("Novak aids Serbia.", {"Novak": "PERSON", "Serbia": "GPE"}, said, "c"),
    ]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Names of the documents that cannot be aligned; to be filled."""
    named: set[str] = set()

    def picky(read: Reading, resolution: Resolution, words: lexicon.Lexicon) -> object:
        if read.document.id in named:
            raise RecursionError("too deep")
        return align(read, resolution, words)

    monkeypatch.setattr(stating, "align", picky)
    return named


def test_a_document_whose_reading_cannot_be_unpacked_leaves_the_others(readings: list[Reading]) -> None:
    def unpack(line: bytes) -> Reading:
        raise ValueError(f"{line!r} is no reading")

    names, words = gazetteer.load(), lexicon.load()
    damaged = Stored(readings[0].document, b"x", unpack)
    found = state([damaged, *readings[1:]], names, words)
    assert found.statements == state(readings[1:], names, words).statements
    assert [failure.document for failure in found.failures] == ["a"]


@pytest.mark.parametrize("lost", [{"a"}, {"b"}, {"c"}, {"a", "b"}], ids=sorted)
def test_a_document_that_cannot_be_aligned_leaves_what_the_others_alone_say(
    readings: list[Reading], failing: set[str], lost: set[str]
) -> None:
    names, words = gazetteer.load(), lexicon.load()
    alone = state([r for r in readings if r.document.id not in lost], names, words)
    failing |= lost
    found = state(readings, names, words)
    assert (found.readings, found.resolution, found.statements) == (
        alone.readings,
        alone.resolution,
        alone.statements,
    )
    assert sorted(f.document for f in found.failures) == sorted(lost)


def test_where_no_document_can_be_aligned_nothing_is_stated(readings: list[Reading], failing: set[str]) -> None:
    failing |= {"a", "b", "c"}
    found = state(readings, gazetteer.load(), lexicon.load())
    assert (found.readings, dict(found.statements), found.resolution.entities) == ((), {}, ())


@pytest.mark.model
def test_a_build_names_the_document_and_gives_the_graph_of_the_others(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, failing: set[str]
) -> None:
    from kg.work import workers

    texts = {"good": "China supports Russia.", "unread": "Iran attacked Iraq.", "unaligned": "Chile met China."}
    for name, words in texts.items():
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    alone = build([tmp_path / "good.txt"], cache=False)

    def picky(parse: Any, *given: Any, **options: Any) -> Any:
        if parse.document.id == "unread":
            raise MemoryError
        return extract(parse, *given, **options)

    extract = workers.extract
    monkeypatch.setattr(workers, "extract", picky)
    failing.add("unaligned")
    failures: list[Failure] = []
    graph = build([tmp_path], cache=False, failed=failures.append)
    assert [failure.document for failure in failures] == ["unaligned", "unread"]
    assert graph.export("nquads") == alone.export("nquads")
