"""Several at one folder: one writer at a time, the others are told at once, and readers find one state or the other."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import test_archive
from conftest import Ended
from test_archive import MORE, TWO, build, put, written

from kg import graph as graphs
from kg import pipeline
from kg.graph import load
from kg.model.records import Document, Failure, Reading
from kg.store import database, rdf
from kg.work import disk

Kg = Callable[..., Ended]
COMMANDS = {
    "build": ("build", "all", "-o", "out", "--model", "none"),
    "add": ("add", "out", "more"),
    "remove": ("remove", "out", "b"),
}
AFTER = {"build": [*TWO, *MORE], "add": [*TWO, *MORE], "remove": ["a"]}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Callable[[], None]]:
    """What is called while texts are read, and while they are joined; each once. The folders of all commands."""
    during: dict[str, Callable[[], None]] = {}
    joined = pipeline.state

    def reader(documents: Iterable[Document], **_: Any) -> Iterator[Reading | Failure]:
        for document in documents:
            during.pop("reading", lambda: None)()
            yield test_archive.read(document)

    def state(*arguments: Any, **options: Any) -> Any:
        during.pop("joining", lambda: None)()
        return joined(*arguments, **options)

    monkeypatch.setattr(pipeline, "read_documents", reader)
    monkeypatch.setattr(pipeline, "state", state)
    monkeypatch.chdir(tmp_path)
    build(tmp_path / "two", TWO, output="out")
    put(tmp_path / "all", TWO | MORE)
    put(tmp_path / "more", MORE)
    return during


def ids() -> list[str]:
    return [document.id for document in load("out").documents]


@pytest.mark.parametrize("second", COMMANDS)
@pytest.mark.parametrize(
    ("first", "stage"),
    [("build", "reading"), ("build", "joining"), ("add", "reading"), ("add", "joining"), ("remove", "joining")],
)
def test_a_second_writer_is_refused_whatever_the_first_is_at(
    first: str, stage: str, second: str, asked: dict[str, Callable[[], None]], kg: Kg
) -> None:
    refused: list[Ended] = []

    def meanwhile() -> None:
        asked["reading"] = asked["joining"] = lambda: pytest.fail("the second has begun to work")
        refused.append(kg(*COMMANDS[second]))
        asked.clear()
        assert ids() == list(TWO)

    asked[stage] = meanwhile
    assert kg(*COMMANDS[first]).status == 0
    assert [ended.status for ended in refused] == [2]
    assert "another process is writing the graph in 'out'. Wait for it" in refused[0].err
    assert ids() == AFTER[first]


def test_a_reader_who_looks_whether_a_state_is_in_its_place_is_no_writer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fcntl = pytest.importorskip("fcntl")
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    monkeypatch.setattr(disk.time, "sleep", lambda _: os.close(handle))
    with disk.hold(tmp_path):
        pass


# -- readers -------------------------------------------------------------------------------------------------------


def test_a_graph_that_is_replaced_while_it_is_opened_is_opened_again(
    asked: dict[str, Callable[[], None]], kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = database._opened

    def slowly(folder: Path) -> Any:
        monkeypatch.setattr(database, "_opened", opened)
        found = opened(folder)
        assert kg("add", "out", "more").status == 0
        return found

    monkeypatch.setattr(database, "_opened", slowly)
    assert len(rdf.knowledge(database.load(Path("out"))).documents) == len(AFTER["add"])


def test_a_report_is_of_the_graph_that_it_comes_with(
    asked: dict[str, Callable[[], None]], kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = database.load

    def slowly(folder: Path) -> Any:
        found = opened(folder)
        monkeypatch.setattr(graphs.database, "load", opened)
        assert kg("add", "out", "more").status == 0
        return found

    monkeypatch.setattr(graphs.database, "load", slowly)
    graph = load("out")
    assert graph.report is not None
    assert f"- documents: {len(graph.documents)}\n" in graph.report
    assert len(graph.remove("a").documents) == len(graph.documents) - 1


def test_readings_that_are_replaced_while_they_are_read_are_read_again(
    asked: dict[str, Callable[[], None]], kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = disk._mark

    def slowly(folder: Path) -> Any:
        found = marked(folder)
        monkeypatch.setattr(disk, "_mark", marked)
        assert kg("add", "out", "more").status == 0
        return found

    monkeypatch.setattr(disk, "_mark", slowly)
    assert disk.data(Path("out"), disk.READINGS) == Path("out", disk.READINGS).read_bytes()


def test_a_graph_whose_change_ends_while_one_looks_is_not_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coming = tmp_path / ".kg" / "next"
    coming.mkdir(parents=True)
    (tmp_path / ".kg" / "kg.json").write_bytes(b"the old mark")
    read = disk.revision

    def ends(folder: Path) -> bytes:
        found = read(folder)
        if coming.exists():
            coming.rmdir()
            (tmp_path / ".kg" / "kg.json").write_bytes(b"the new mark")
        return found

    monkeypatch.setattr(disk, "revision", ends)
    assert not disk.is_still(tmp_path, b"the old mark")


READER = """
import hashlib, sys
from pathlib import Path
from kg.graph import load
folder, stop = Path(sys.argv[1]), Path(sys.argv[2])
is_over = False
while not is_over:
    is_over = stop.exists()
    graph = load(folder)
    rows = graph.query("SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a kg:Document }").rows
    digest = hashlib.sha256(graph.export("nquads") + (graph.report or "").encode()).hexdigest()
    print(rows[0][0], digest, flush=True)
"""


def told() -> str:
    """What a reader tells of the folder."""
    graph = load("out")
    digest = hashlib.sha256(graph.export("nquads") + (graph.report or "").encode()).hexdigest()
    return f"{len(graph.documents)} {digest}"


def test_who_asks_while_articles_come_and_go_has_the_old_answer_or_the_new(
    asked: dict[str, Callable[[], None]], kg: Kg, tmp_path: Path
) -> None:
    states = {told()}
    before = written(Path("out"))
    assert kg("add", "out", "more").status == 0
    states.add(told())
    command = [sys.executable, "-W", "error", "-c", READER, "out", str(tmp_path / "stop")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        answers = [reader.stdout.readline().strip()]  # it has begun
        for _ in range(4):
            assert kg("remove", "out", "c").status == 0
            assert kg("add", "out", "more").status == 0
        (tmp_path / "stop").touch()
        out, err = reader.communicate()
    assert (reader.returncode, err) == (0, "")
    answers += out.split("\n")[:-1]
    assert len(states) == 2
    assert set(answers) <= states
    assert kg("remove", "out", "c").status == 0
    assert written(Path("out")) == before
