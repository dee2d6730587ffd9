"""Articles in other stores, by paths with a scheme; a store in memory stands for all."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Ended

from kg.model.records import Failure
from kg.text.read import read
from kg.work.files import contents

Kg = Callable[..., Ended]


@pytest.fixture
def store() -> Iterator[Callable[[str, str], None]]:
    """Puts a text into a store in memory, which is empty afterwards."""
    fsspec = pytest.importorskip("fsspec", reason="needs the extra 'remote'")
    memory = fsspec.filesystem("memory")
    yield lambda path, text: memory.pipe_file(path, text.encode())
    memory.rm("/", recursive=True)


def ids(path: str) -> list[str]:
    documents, failures = read(path)
    assert failures == []
    return [document.id for document in documents]


Store = Callable[[str, str], None]


def test_a_file_a_pattern_and_a_folder_are_read(store: Store) -> None:
    store("/news/one.txt", "China aids Russia.")
    store("/news/below/two.txt", "Kenya visits Chad.")
    store("/news/rows.jsonl", '{"id": "a", "text": "Iran arms Syria."}\n')
    assert ids("memory://news/one.txt") == ["one"]
    assert ids("memory://news/*.txt") == ["one"]
    assert ids("memory://news/*.jsonl") == ["a"]
    assert ids("memory://news") == ["a", "one", "two"]
    assert ids("memory://news/") == ids("memory://news")


def test_the_same_name_in_two_folders_is_told_apart_as_on_disk(store: Store, tmp_path: Path) -> None:
    for day in ("day1", "day2"):
        store(f"/news/{day}/wire.txt", f"{day.title()} aids Chad.")
        (tmp_path / day).mkdir()
        (tmp_path / day / "wire.txt").write_text(f"{day.title()} aids Chad.")
    assert ids("memory://news") == ids(str(tmp_path)) == ["day1/wire", "day2/wire"]


def test_files_of_this_machine_may_be_named_so_too(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="needs the extra 'remote'")
    (tmp_path / "one.txt").write_text("China aids Russia.")
    assert ids(f"file://{tmp_path}") == ids(str(tmp_path)) == ["one"]


def test_what_is_hidden_a_readme_and_a_graph_of_kg_are_no_articles(store: Store) -> None:
    for name in (".hidden.txt", "README.md", "one.txt", "out/.kg/kg.json", "out/report.md", "out/store/CURRENT"):
        store(f"/news/{name}", "China aids Russia.")
    assert ids("memory://news") == ids("memory://news/*") == ids("memory://news/*.txt") == ["one"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("memory://news/none.txt", "there is no file or folder 'memory://news/none.txt'"),
        ("memory://news/*.txt", "there is no file or folder"),
        ("gopher9://news/one.txt", "cannot read 'gopher9://news/one.txt': .*Protocol not known"),
    ],
)
def test_what_cannot_be_read_is_told(store: Store, path: str, said: str) -> None:
    documents, [failure] = read(path)
    assert documents == []
    assert isinstance(failure, Failure)
    assert re.search(said, failure.message)


def test_a_file_over_the_limit_is_refused(store: Store) -> None:
    store("/news/long.txt", "a" * 11)
    assert contents("memory://news/long.txt", limit=11) == b"a" * 11
    with pytest.raises(OSError, match="it has 11 bytes; the limit is 10"):
        contents("memory://news/long.txt", limit=10)


def test_an_empty_file_is_empty(store: Store) -> None:
    store("/news/empty.txt", "")
    assert contents("memory://news/empty.txt") == b""


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("fsspec", "fsspec.core"):
        monkeypatch.setitem(sys.modules, name, None)
    _, [failure] = read("s3://news/one.txt")
    assert "pip install 'kg-news[remote]'" in failure.message


def test_a_graph_is_not_built_where_it_could_be_left_half(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("China aids Russia.")
    ended = kg("build", tmp_path, "-o", "s3://news/out")
    assert ended.status == 2
    assert "Build into a folder of this machine, and copy that" in ended.err
