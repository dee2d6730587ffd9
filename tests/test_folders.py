"""A folder of an export: whole or as it was, and nothing in it of anybody else's is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ended

from kg.errors import InputError
from kg.store.formats import FolderFormat
from kg.text.read import read
from kg.work.folders import MARK, put_folder

Kg = Callable[..., Ended]
FILES = {"index.md": b"old", "entities/China.md": b"China"}


def held(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != MARK}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    put_folder(tmp_path / "vault", FILES)
    return tmp_path / "vault"


def test_a_folder_holds_just_the_files_and_nothing_is_left_beside_it(vault: Path) -> None:
    assert held(vault) == FILES
    assert [path.name for path in vault.parent.iterdir()] == ["vault"]


def test_what_is_written_again_replaces_what_was_written_before(vault: Path) -> None:
    put_folder(vault, {"index.md": b"new"})
    assert held(vault) == {"index.md": b"new"}
    assert [path.name for path in vault.parent.iterdir()] == ["vault"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    put_folder(tmp_path / "vault", FILES)
    assert held(tmp_path / "vault") == FILES


def test_a_folder_that_kg_did_not_write_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match="kg export did not write"):
        put_folder(tmp_path, FILES)
    assert held(tmp_path) == {"thesis.txt": b"mine"}


@pytest.mark.parametrize("mark", ["{", "[]", '{"kg": "mine", "files": {}}', '{"files": {"thesis.txt": [4, "x"]}}'])
def test_a_mark_that_is_not_kgs_is_none(tmp_path: Path, mark: str) -> None:
    (tmp_path / MARK).write_text(mark)
    with pytest.raises(InputError, match="kg export did not write"):
        put_folder(tmp_path, FILES)
    assert (tmp_path / MARK).read_text() == mark


def test_what_somebody_put_into_the_folder_stays(vault: Path) -> None:
    (vault / ".obsidian").mkdir()
    (vault / ".obsidian" / "app.json").write_text("{}")
    (vault / ".obsidian" / "plugins").mkdir()
    (vault / "entities" / "My own.md").write_text("mine")
    (vault / "shortcut").symlink_to("nowhere")
    put_folder(vault, {"index.md": b"new"})
    assert held(vault) == {"index.md": b"new", ".obsidian/app.json": b"{}", "entities/My own.md": b"mine"}
    assert (vault / ".obsidian" / "plugins").is_dir()
    assert os.readlink(vault / "shortcut") == "nowhere"


@pytest.mark.parametrize("name", ["index.md", "entities/China.md"])
def test_a_file_that_somebody_changed_is_not_replaced(vault: Path, name: str) -> None:
    (vault / name).write_text("my notes")
    with pytest.raises(InputError, match=f"changed since kg wrote them, or are not kg's: {name}"):
        put_folder(vault, FILES)
    assert (vault / name).read_text() == "my notes"


def test_a_file_of_somebodys_under_a_name_that_comes_is_not_replaced(vault: Path) -> None:
    (vault / "new.md").write_text("mine")
    with pytest.raises(InputError, match=r"not kg's: new\.md"):
        put_folder(vault, {**FILES, "new.md": b"kg's"})
    assert (vault / "new.md").read_text() == "mine"


def test_a_file_that_somebody_removed_is_no_fault(vault: Path) -> None:
    (vault / "index.md").unlink()
    put_folder(vault, FILES)
    assert held(vault) == FILES


def test_a_file_in_the_place_of_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("mine")
    with pytest.raises(InputError, match="is a file, and a folder is to be written"):
        put_folder(tmp_path / "vault", FILES)
    assert (tmp_path / "vault").read_text() == "mine"


def test_a_folder_in_no_folder_is_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="in a folder that exists"):
        put_folder(tmp_path / "none" / "vault", FILES)
    assert list(tmp_path.iterdir()) == []


def test_what_fails_on_the_way_leaves_all_as_it_was(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(InputError, match="No space left"):
            put_folder(vault, {"index.md": b"new"})
    assert held(vault) == FILES
    assert [path.name for path in vault.parent.iterdir()] == ["vault"]


def test_the_old_folder_comes_back_if_the_new_one_cannot_take_its_place(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.name.endswith(".kg-new"):
            raise OSError(16, "Device or resource busy")
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fails)
        with pytest.raises(InputError, match="busy"):
            put_folder(vault, {"index.md": b"new"})
    assert held(vault) == FILES
    assert [path.name for path in vault.parent.iterdir()] == ["vault"]


def test_an_interruption_between_the_two_moves_is_made_good(vault: Path) -> None:
    (vault / "mine.md").write_text("mine")
    vault.rename(vault.with_name(".vault.kg-old"))
    put_folder(vault, {"index.md": b"new"})
    assert held(vault) == {"index.md": b"new", "mine.md": b"mine"}
    assert [path.name for path in vault.parent.iterdir()] == ["vault"]


def test_what_an_interruption_left_is_put_away(vault: Path) -> None:
    put_folder(vault.with_name(".vault.kg-new"), FILES)
    put_folder(vault, FILES)
    assert [path.name for path in vault.parent.iterdir()] == ["vault"]


def test_what_stands_beside_it_by_such_a_name_and_is_not_kgs_stays(vault: Path) -> None:
    beside = vault.with_name(".vault.kg-new")
    beside.mkdir()
    (beside / "mine.md").write_text("mine")
    with pytest.raises(InputError, match="stands beside it, which kg did not write"):
        put_folder(vault, FILES)
    assert (beside / "mine.md").read_text() == "mine"
    assert held(vault) == FILES


# -- from the shell ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", list(FolderFormat))
def test_kg_export_writes_a_folder_twice_to_the_same_bytes(
    format: str, kg: Kg, sample_folder: Path, tmp_path: Path
) -> None:
    if format == FolderFormat.PARQUET:
        pytest.importorskip("pyarrow", reason="needs pyarrow, the extra parquet")
    for _ in range(2):
        ended = kg("export", str(sample_folder), "--format", format, "-o", str(tmp_path / "to"))
        assert (ended.status, ended.out, ended.err) == (0, "", "")
    kg("export", str(sample_folder), "--format", format, "-o", str(tmp_path / "other"))
    assert held(tmp_path / "to") == held(tmp_path / "other") != {}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["--format", "tables"],
            "tables is a folder of files, and no single file. Name a folder to write it to, with -o",
        ),
        (["--format", "obsidian", "-o", "{graph}"], "is a folder that kg export did not write"),
        (["--format", "obsidian", "-o", "{graph}/store"], "is store of a graph, which kg build alone writes"),
        (["--format", "sqlite", "-o", "{graph}/graph.trig"], "is graph.trig of a graph"),
        (["--format", "neo4j", "--raw", "-o", "{none}"], "neo4j takes no raw; csv, tables do"),
        (["--format", "ftm", "--view", "all"], "ftm takes no view; graphml, gexf do"),
        (["--format", "ftm", "-o", "{none}/deep/file"], "Name a file in a folder that exists"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_place_that_does_not_fit_is_told_with_a_remedy(
    arguments: list[str], words: str, kg: Kg, sample_folder: Path, tmp_path: Path
) -> None:
    places = {"{graph}": str(sample_folder), "{none}": str(tmp_path / "none")}
    for name, place in places.items():
        arguments = [argument.replace(name, place) for argument in arguments]
    ended = kg("export", str(sample_folder), *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert words in ended.err
    assert list(tmp_path.iterdir()) == []


def test_the_notes_of_a_vault_are_no_articles_and_those_of_its_user_are(vault: Path) -> None:
    (vault / "entities" / "My own.md").write_text("Chile met Peru in Lima on Monday.")
    documents, failures = read([vault.parent])
    assert ([document.id for document in documents], failures) == (["My own"], [])
