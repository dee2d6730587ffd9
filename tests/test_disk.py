"""A graph's folder: the old state or the new one whole, and no file of the user's lost, whatever happens."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from pathlib import Path

import pytest
from failing import at_change, failing, kill, nothing

from kg.errors import StoreError
from kg.work import disk

OLD = {
    "store/CURRENT": "old",
    "store/1.sst": "old triples",
    "graph.trig": "old trig",
    "graph.html": "old page",
    "readings.json.gz": "old readings",
}
NEW = {
    "store/CURRENT": "new",
    "store/2.sst": "new",
    "graph.trig": "new trig",
    "graph.html": "new page",
    "report.md": "r",
    "readings.json.gz": "new readings",
}


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here can tell whether the disk was waited for, and waiting takes most of the time."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def write(folder: Path, state: dict[str, str]) -> None:
    with disk.hold(folder) as held, held.renewed() as new:
        for name, text in state.items():
            (new / name).parent.mkdir(exist_ok=True)
            (new / name).write_text(text)


def found(folder: Path) -> dict[str, str]:
    """All files of a folder but kg's own notes, as a command finds them that opens it."""
    if not folder.exists():
        return {}
    disk.settled(folder)
    files = (path for path in folder.rglob("*") if path.is_file() and ".kg" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def left_over(folder: Path) -> set[str]:
    """What stands in kg's own folder beside the mark."""
    return {path.name for path in (folder / ".kg").iterdir()} - {"kg.json"}


# -- faults at every change of the folder --------------------------------------------------------------------------


def changes(folder: Path, before: dict[str, str] | None) -> int:
    """How many changes of the folder a new state takes."""
    with at_change(folder, 0, nothing) as seen:
        write(folder, NEW)
    return len(seen)


@pytest.fixture(params=[OLD, None], ids=["over a graph", "into a new folder"])
def before(request: pytest.FixtureRequest) -> dict[str, str] | None:
    """What the folder holds before, if it is there."""
    state: dict[str, str] | None = request.param
    return state


def started(tmp_path: Path, name: str, before: dict[str, str] | None) -> Path:
    folder = tmp_path / name
    if before is not None:
        write(folder, before)
        (folder / "mine.txt").write_text("mine")
    return folder


def expected(state: dict[str, str], before: dict[str, str] | None) -> dict[str, str]:
    return state | ({"mine.txt": "mine"} if before is not None else {})


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be killed")
def test_killed_at_any_change_leaves_one_state_whole_and_the_next_build_goes_on(
    before: dict[str, str] | None, tmp_path: Path
) -> None:
    number = changes(started(tmp_path, "all", before), before)
    assert number >= 20
    states = []
    for step in range(1, number + 1):
        folder = started(tmp_path, str(step), before)
        if (child := os.fork()) == 0:
            with at_change(folder, step, kill):
                write(folder, NEW)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        state = found(folder)
        assert state in (expected(before or {}, before), expected(NEW, before)), step
        states.append(state)
        write(folder, NEW)
        assert found(folder) == expected(NEW, before)
        assert not left_over(folder)
    assert expected(NEW, before) in states
    assert expected(before or {}, before) in states


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO, errno.EACCES], ids=["full disk", "broken disk", "no right"])
def test_a_fault_at_any_change_leaves_one_state_whole_and_is_told(
    fault: int, before: dict[str, str] | None, tmp_path: Path
) -> None:
    number = changes(started(tmp_path, "all", before), before)
    for step in range(1, number + 1):
        folder = started(tmp_path, str(step), before)
        with at_change(folder, step, failing(fault)):
            try:
                write(folder, NEW)
            except StoreError as error:
                assert os.strerror(fault) in str(error)  # noqa: PT017 - some changes may fail without harm
        assert found(folder) in (expected(before or {}, before), expected(NEW, before)), step
        write(folder, NEW)
        assert found(folder) == expected(NEW, before)
        assert not left_over(folder)


def test_what_a_failed_build_wrote_is_removed(before: dict[str, str] | None, tmp_path: Path) -> None:
    folder = started(tmp_path, "deep/out", before)
    with pytest.raises(ZeroDivisionError), disk.hold(folder) as held, held.renewed() as new:  # noqa: PT012
        (new / "graph.trig").write_text("half")
        raise ZeroDivisionError
    if before is None:
        assert not (tmp_path / "deep").exists()
    else:
        assert found(folder) == expected(OLD, before)
        assert not left_over(folder)


def test_what_a_killed_writer_left_is_taken_away_by_the_next_though_it_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    for left in ("new", "old"):
        (tmp_path / ".kg" / left).mkdir()
        (tmp_path / ".kg" / left / "graph.trig").write_text("half")
    with disk.hold(tmp_path):
        assert not left_over(tmp_path)
    assert found(tmp_path) == OLD


def test_a_state_without_a_report_takes_that_of_the_old_one_away(tmp_path: Path) -> None:
    write(tmp_path, NEW)
    write(tmp_path, OLD)
    assert found(tmp_path) == OLD


# -- what is the user's --------------------------------------------------------------------------------------------


def everything(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): f"-> {path.readlink()}" if path.is_symlink() else path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


LAYOUTS = {
    "a folder store": {"store/thesis.txt": "mine"},
    "a file store": {"store": "mine"},
    "a folder graph.trig": {"graph.trig/c.txt": "mine"},
    "a page": {"graph.html": "mine"},
    "a report": {"report.md": "mine"},
    "a folder .kg": {
        ".kg/notes.txt": "mine",
        ".kg/next/a.txt": "mine",
        ".kg/old/b.txt": "mine",
        ".kg/new/c.txt": "mine",
    },
    "another's mark": {".kg/kg.json": '{"kg": 1}', "store/CURRENT": "mine"},
    "a copy of a graph without its mark": OLD,
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_what_kg_did_not_write_stands_in_the_way_and_stays(layout: dict[str, str], tmp_path: Path) -> None:
    for name, text in layout.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    was = everything(tmp_path)
    first = min(name.partition("/")[0] for name in layout)
    with pytest.raises(StoreError, match=rf"holds {first}.*kg did not write"), disk.hold(tmp_path):
        pytest.fail("held")
    assert everything(tmp_path) == was


@pytest.mark.parametrize(
    "layout", [{".old/a.txt": "mine"}, {".new/b.txt": "mine"}, {"notes/report.md": "mine"}], ids=str
)
def test_what_is_in_nobodys_way_stays(layout: dict[str, str], tmp_path: Path) -> None:
    for name, text in layout.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    write(tmp_path, OLD)
    write(tmp_path, NEW)
    assert found(tmp_path) == NEW | layout


@pytest.mark.parametrize("name", ["report.md", "graph.html", "store/1.sst", "store/more.txt"])
def test_what_was_changed_since_kg_wrote_it_is_the_users(name: str, tmp_path: Path) -> None:
    write(tmp_path, OLD | {"report.md": "r"})
    (tmp_path / name).write_text("edited by hand")
    with pytest.raises(StoreError, match=name):
        write(tmp_path, NEW)
    assert (tmp_path / name).read_text() == "edited by hand"


@pytest.mark.parametrize("name", [*disk.NAMES, ".kg"])
def test_links_are_never_followed(name: str, tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "out"
    write(outside, OLD | {"report.md": "r"})
    was = everything(outside)
    folder.mkdir()
    (folder / name).symlink_to(outside / name)
    with pytest.raises(StoreError, match=rf"holds {name}"):
        write(folder, NEW)
    assert everything(outside) == was
    assert (folder / name).is_symlink()


def test_what_came_in_the_way_while_a_state_was_written_stays(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    with pytest.raises(StoreError, match="report"), disk.hold(tmp_path) as held, held.renewed() as new:  # noqa: PT012
        (new / "report.md").write_text("new")
        (tmp_path / "report.md").write_text("mine")
    assert found(tmp_path) == OLD | {"report.md": "mine"}


def test_a_folder_moves_and_is_copied_with_its_mark(tmp_path: Path) -> None:
    write(tmp_path / "a", OLD)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    (tmp_path / "a").rename(tmp_path / "c")
    for name in "bc":
        write(tmp_path / name, NEW)
        assert found(tmp_path / name) == NEW


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(StoreError, match=r"cannot write a graph to .*out"):
        write(tmp_path / "out", NEW)
    assert (tmp_path / "out").read_text() == "mine"


def test_a_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with disk.hold(tmp_path), pytest.raises(StoreError, match="another process is writing"), disk.hold(tmp_path):
        pytest.fail("held twice")
    write(tmp_path, NEW)


def test_what_kg_wrote_is_known_by_its_names(tmp_path: Path) -> None:
    assert disk.written(tmp_path) == frozenset()
    write(tmp_path, OLD)
    assert disk.written(tmp_path) == {"store", "graph.trig", "graph.html", "readings.json.gz", "merges.yaml"}
    assert disk.text(tmp_path, "graph.html") == "old page"
    (tmp_path / "report.md").write_text("mine")
    assert disk.text(tmp_path, "report.md") is None


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("graph.html", "graph.html"),
        ("store/CURRENT", "store"),
        (".kg/kg.json", ".kg"),
        ("mine.csv", ""),
        ("notes/graph.html", ""),
    ],
)
def test_files_of_the_state_are_told_from_others_of_the_folder(name: str, part: str, tmp_path: Path) -> None:
    assert disk.own_file(tmp_path / name) == ""
    write(tmp_path, OLD)
    assert disk.own_file(tmp_path / name) == part
