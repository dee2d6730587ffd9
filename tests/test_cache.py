"""What is kept between builds: never believed without proof, never run, never needed."""

from __future__ import annotations

import ast
import errno
import gc
import json
import logging
import os
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import spacy
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc as SpacyDoc

from kg import gazetteer
from kg.language import parse
from kg.model.records import Document, Failure, Reading, Span
from kg.model.syntax import Token
from kg.text import read
from kg.work import cache, workers
from kg.work.cache import MAGIC, Cache, Readings
from kg.work.workers import Reader

DOCUMENTS = [
    read.from_text("China aids Russia. Iran arms Syria.", "a"),
    read.from_text("France helps Mali.\n\nSweden backs Norway.", "b"),
    read.from_text("China aids Russia. Iran arms Syria.", "c"),  # its parse is that of a, its reading is its own
    read.from_text("Germany blames Poland.", "d"),
]


class ByHand:
    """Parses "China aids Russia." without a model: subject, verb, object, full stop."""

    pipeline: tuple[()] = ()

    def __init__(self) -> None:
        self.vocab = spacy.blank("en").vocab

    def make_doc(self, text: str) -> SpacyDoc:
        words = re.findall(r"\w+|\.", text)
        count = len(words) // 4
        return SpacyDoc(
            self.vocab,
            words=words,
            spaces=[text[match.end() : match.end() + 1] == " " for match in re.finditer(r"\w+|\.", text)],
            lemmas=[word.removesuffix("s") if word.islower() else word for word in words],
            pos=["PROPN", "VERB", "PROPN", "PUNCT"] * count,
            tags=["NNP", "VBZ", "NNP", "."] * count,
            deps=["nsubj", "ROOT", "dobj", "punct"] * count,
            heads=[4 * (i // 4) + 1 for i in range(len(words))],
            ents=["B-GPE", "O", "B-GPE", "O"] * count,
        )


BY_HAND = ByHand()


def reader(folder: Path) -> Reader:
    """Reads with a cache in a folder, and without a model."""
    made = Reader("by-hand", Cache(folder), gazetteer.load())
    made._parser._nlp = BY_HAND  # type: ignore[assignment]
    return made


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.kg") if path.is_file())


@pytest.fixture
def reading() -> Reading:
    return Reading(Document("a", "China aids Russia.", ()), (Span(0, 18),), (), ())


@pytest.fixture
def stored(reading: Reading, tmp_path: Path) -> Path:
    """The one file of a cache that keeps the reading."""
    Readings(Cache(tmp_path), "model").put(reading)
    [path] = files(tmp_path)
    return path


# -- kept ----------------------------------------------------------------------------------------------------------


def test_a_stored_reading_comes_back_as_it_was(reading: Reading, tmp_path: Path) -> None:
    store = Readings(Cache(tmp_path), "model 1")
    assert store.get(reading.document) is None
    store.put(reading)
    assert store.get(reading.document) == reading


def test_another_model_text_title_or_list_of_names_has_no_stored_reading(reading: Reading, tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    Readings(kept, "model 1").put(reading)
    others = (("model 2", ""), ("model 1", "my names"), ("model", " 1"))
    assert [Readings(kept, *other).get(reading.document) for other in others] == [None] * 3
    for other in (Document("a", "Russia aids China.", ()), Document("a", "China aids Russia.", (), title="Aid")):
        assert Readings(kept, "model 1").get(other) is None
    assert kept.trouble() == ""


def test_parts_of_a_key_are_not_run_together(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    kept.put("parses", ["model", "a\0b"], 1, str)
    assert kept.get("parses", ["model", "a", "b"], str) is None
    assert kept.get("parses", ["model", 'a", "b'], str) is None
    assert kept.get("readings", ["model", "a\0b"], str) is None
    assert kept.get("parses", ["model", "a\0b"], str) == "1"


def test_a_model_that_is_trained_anew_in_its_folder_is_another_model(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}")
    (tmp_path / "weights").write_bytes(b"1")
    before = parse.fingerprint(str(tmp_path))
    assert parse.fingerprint(str(tmp_path)) == before
    (tmp_path / "weights").write_bytes(b"12")
    assert parse.fingerprint(str(tmp_path)) != before


def test_what_was_read_once_is_neither_parsed_nor_extracted_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = list(reader(tmp_path).read(DOCUMENTS))
    assert all(isinstance(reading, Reading) and reading.propositions for reading in first)
    monkeypatch.setattr(workers, "extract", None)
    again = reader(tmp_path)
    again._parser._nlp = None
    assert list(again.read(DOCUMENTS)) == first


def test_no_circles_are_searched_for_while_documents_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    was_on = []
    extract = workers.extract

    def watched(*given: object, **how: object) -> Reading:
        was_on.append(gc.isenabled())
        return extract(*given, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "extract", watched)
    assert [gc.isenabled() for _ in reader(tmp_path).read(DOCUMENTS)] == [True] * len(DOCUMENTS)
    assert was_on == [False] * len(DOCUMENTS)


def test_the_trees_of_a_text_are_freed_where_the_collector_is_off_for_good(tmp_path: Path) -> None:
    gc.collect()
    before = sum(isinstance(one, Token) for one in gc.get_objects())
    gc.disable()
    try:
        assert len(list(reader(tmp_path).read(DOCUMENTS))) == len(DOCUMENTS)
        assert sum(isinstance(one, Token) for one in gc.get_objects()) <= before
    finally:
        gc.enable()


def test_kept_parses_need_no_model(tmp_path: Path) -> None:
    first = list(reader(tmp_path).read(DOCUMENTS))
    shutil.rmtree(tmp_path / "readings")
    again = reader(tmp_path)
    again._parser._nlp = None
    again._parser.name = "no-such-model"
    assert list(again.read(DOCUMENTS)) == first


def test_no_text_of_a_document_is_kept_with_its_reading(tmp_path: Path) -> None:
    list(reader(tmp_path).read(DOCUMENTS))
    for path in files(tmp_path / "readings"):
        assert b"aids Russia" not in zlib.decompress(path.read_bytes()[cache.HEAD :])


def test_a_value_that_would_not_be_believed_is_not_kept(reading: Reading, tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    Readings(kept, "model").put(Reading(reading.document, (Span(0, 99),), (), ()))
    kept.put("parses", ["model", "half"], "\ud83d", str)
    kept.put("parses", ["model", "deep"], json.loads("[" * 900 + "]" * 900), int)
    assert (files(tmp_path), kept.trouble()) == ([], "")


# -- damaged -------------------------------------------------------------------------------------------------------

Damage = Callable[[list[Path], Random], object]


def flip(paths: list[Path], random: Random) -> None:
    path = random.choice(paths)
    data = bytearray(path.read_bytes())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(data)


def cut(paths: list[Path], random: Random) -> None:
    path = random.choice(paths)
    os.truncate(path, random.randrange(path.stat().st_size))


def shorten(paths: list[Path], random: Random) -> None:
    path = random.choice(paths)
    os.truncate(path, path.stat().st_size - 1)


def lengthen(paths: list[Path], random: Random) -> None:
    path = random.choice(paths)
    path.write_bytes(path.read_bytes() + random.randbytes(random.randint(1, 9)))


def swap(paths: list[Path], random: Random) -> None:
    one, other = random.sample(paths, 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def copy(paths: list[Path], random: Random) -> None:
    shutil.copy(*random.sample(paths, 2))


def noise(paths: list[Path], random: Random) -> None:
    random.choice(paths).write_bytes(random.randbytes(random.randrange(300)))


def empty(paths: list[Path], random: Random) -> None:
    random.choice(paths).write_bytes(b"")


def to_folder(paths: list[Path], random: Random) -> None:
    path = random.choice(paths)
    path.unlink()
    path.mkdir()


def to_pipe(paths: list[Path], random: Random) -> None:
    path = random.choice(paths)
    path.unlink()
    os.mkfifo(path)


def to_link(paths: list[Path], random: Random) -> None:
    one, other = random.sample(paths, 2)
    one.unlink()
    one.symlink_to(other)


DAMAGES: list[Damage] = [flip, cut, shorten, lengthen, swap, copy, noise, empty, to_folder, to_pipe, to_link]


@pytest.fixture(scope="module")
def undamaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undamaged")
    list(reader(folder).read(DOCUMENTS))
    return folder


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_of_every_kind_is_noticed_and_mended(damage: Damage, undamaged: Path, tmp_path: Path) -> None:
    shutil.copytree(undamaged, tmp_path, dirs_exist_ok=True)
    again = reader(tmp_path)
    damage(files(tmp_path / "readings"), Random(1))
    assert list(again.read(DOCUMENTS)) == list(reader(undamaged).read(DOCUMENTS))
    assert re.fullmatch(r"'.*/readings/.*\.kg' (is damaged|cannot be read) \(.*\)", again.trouble())
    assert again.trouble() == ""
    list(again.read(DOCUMENTS))
    assert again.trouble() == ""
    assert [path.read_bytes() for path in files(tmp_path)] == [path.read_bytes() for path in files(undamaged)]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    damages=st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=3),
    only_parses=st.booleans(),
    random=st.randoms(use_true_random=False),
)
def test_no_damage_changes_what_is_read(
    damages: list[Damage], only_parses: bool, random: Random, undamaged: Path
) -> None:
    expected = list(reader(undamaged).read(DOCUMENTS))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(undamaged, folder, dirs_exist_ok=True)
        if only_parses:
            shutil.rmtree(folder / "readings")
        for damage in damages:
            whole = [path for path in files(folder) if path.stat().st_size and not path.is_symlink()]
            # Two files are swapped; of the parses alone there may be no two left.
            if len(whole) > 1:
                damage(whole, random)
        assert list(reader(folder).read(DOCUMENTS)) == expected
        again = reader(folder)
        assert list(again.read(DOCUMENTS)) == expected
        assert again.trouble() == "", "what was damaged is not replaced"


@pytest.mark.parametrize(
    "plain",
    [
        pytest.param("[" * 100_000, id="nested without end"),
        pytest.param("[" * 100_000 + "]" * 100_000, id="nested deep"),
        pytest.param("9" * 10_000, id="an endless number"),
        pytest.param("NaN", id="no number"),
        pytest.param("", id="nothing"),
        pytest.param("[[[0],[1]],[],[],[]]", id="columns missing"),
    ],
)
def test_a_value_of_another_shape_counts_as_none_though_its_digest_is_right(
    plain: str, reading: Reading, stored: Path, tmp_path: Path
) -> None:
    kept = Cache(tmp_path)
    key = stored.read_bytes()[len(MAGIC) :][:32]
    payload = zlib.compress(plain.encode())
    stored.write_bytes(MAGIC + key + cache._digest(key, payload) + payload)
    assert Readings(kept, "model").get(reading.document) is None
    assert "is damaged" in kept.trouble()


def test_a_file_that_would_fill_the_memory_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch, reading: Reading, stored: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(cache, "LARGEST", 1 << 16)
    kept = Cache(tmp_path)
    key = stored.read_bytes()[len(MAGIC) :][:32]
    payload = zlib.compress(b"[" + b" " * (1 << 20) + b"]")
    stored.write_bytes(MAGIC + key + cache._digest(key, payload) + payload)
    assert Readings(kept, "model").get(reading.document) is None
    assert "more or less than one value" in kept.trouble()
    os.truncate(stored, 1 << 40)  # takes no room on the disk
    assert Readings(kept, "model").get(reading.document) is None
    assert f"it has {1 << 40} bytes" in kept.trouble()


class Hostile:
    """What a pickle runs when it is loaded: here it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return Path.touch, (self.path,)


def test_a_hostile_file_in_the_cache_runs_nothing(reading: Reading, stored: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    data = pickle.dumps(Hostile(mark))
    key = stored.read_bytes()[len(MAGIC) :][:32]
    store = Readings(Cache(tmp_path), "model")
    packed = [zlib.compress(data), data]
    for content in (data, *(MAGIC + key + cache._digest(key, payload) + payload for payload in packed)):
        stored.write_bytes(content)
        assert store.get(reading.document) is None
        assert not mark.exists()
    pickle.loads(data)
    assert mark.exists()


def test_no_module_loads_what_could_run() -> None:
    dangerous = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "srsly", "copyreg"}
    # What a cluster sends is trusted, as SECURITY.md says; nothing of it is kept as it came.
    for path in {*(ROOT / "kg").rglob("*.py")} - {ROOT / "kg" / "work" / "cluster" / "dask.py"}:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = {alias.name for alias in node.names} if isinstance(node, ast.Import | ast.ImportFrom) else set()
            module = {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
            assert not {name.partition(".")[0] for name in names | module} & dangerous, path
            assert "DocBin" not in names, path


# -- no place ------------------------------------------------------------------------------------------------------


def in_a_file(folder: Path, _: pytest.MonkeyPatch) -> None:
    folder.write_text("mine")


def in_files(folder: Path, _: pytest.MonkeyPatch) -> None:
    folder.mkdir()
    for name in ("readings", "parses"):
        (folder / name).write_text("mine")


def forbidden(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(cache.os, "open", refuse)
    monkeypatch.setattr(Path, "mkdir", refuse)


def full(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def half(path: Path, data: bytes) -> int:
        write(path, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)


@pytest.mark.parametrize("hindrance", [in_a_file, in_files, forbidden, full])
def test_without_a_place_the_same_is_read_and_nothing_stays_behind(
    hindrance: Callable[[Path, pytest.MonkeyPatch], None], undamaged: Path, tmp_path: Path
) -> None:
    expected = list(reader(undamaged).read(DOCUMENTS))
    folder = tmp_path / "cache"
    with pytest.MonkeyPatch.context() as patch:
        hindrance(folder, patch)
        without = reader(folder)
        assert list(without.read(DOCUMENTS)) == expected
        assert re.search(r"cannot be (read|written) \(\D+\)", without.trouble())
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes() != b"mine"] == []


def test_a_folder_with_files_of_others_in_place_of_a_reading_stays(
    reading: Reading, stored: Path, tmp_path: Path
) -> None:
    stored.unlink()
    stored.mkdir()
    (stored / "thesis.txt").write_text("mine")
    kept = Cache(tmp_path)
    Readings(kept, "model").put(reading)
    assert "cannot be written" in kept.trouble()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["thesis.txt"]


def test_without_a_home_nothing_is_kept_and_it_is_told(monkeypatch: pytest.MonkeyPatch, reading: Reading) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)
    kept = cache.usual()
    for _ in range(2):
        assert Readings(kept, "model").get(reading.document) is None
        Readings(kept, "model").put(reading)
        assert kept.trouble() == "there is no home folder for it; name a folder in XDG_CACHE_HOME"


def test_trouble_is_told_once_for_all_documents(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_a_file(tmp_path / "cache", monkeypatch)
    monkeypatch.setattr(workers, "reader_of", lambda *_: reader(tmp_path / "cache"))
    with caplog.at_level(logging.WARNING, "kg"):
        outcomes = list(workers.read_documents(DOCUMENTS, model="by-hand"))
    assert not any(isinstance(outcome, Failure) for outcome in outcomes)
    [record] = caplog.records
    assert re.fullmatch(r"the cache: '.*' cannot be read .*, and the result is the same", record.getMessage())


# -- with the model ------------------------------------------------------------------------------------------------


def build(news: Path, output: Path, cache_home: Path, *options: str) -> tuple[str, list[bytes]]:
    """What ``kg build`` says on standard error, and the bytes that it writes."""
    command = [sys.executable, "-m", "kg", "build", str(news), "-o", str(output), *options]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache_home)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stderr, [(output / name).read_bytes() for name in ("graph.trig", "report.md")]


@pytest.mark.model
def test_builds_with_a_damaged_cache_and_without_one_write_the_same_bytes(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.txt").write_text("China aids Russia. It denies arming Moscow.")
    (news / "b.txt").write_text("Iran's leaders met in Oman on Tuesday, officials said.")
    said, expected = build(news, tmp_path / "out", tmp_path / "cache")
    assert said == ""
    for path in files(tmp_path / "cache"):
        flip([path], Random(1))
    said, written = build(news, tmp_path / "out", tmp_path / "cache")
    assert written == expected
    assert re.fullmatch(r"kg: the cache: '.*\.kg' is damaged \(.*\)\. What it lacks .* is the same\n", said)
    assert build(news, tmp_path / "out", tmp_path / "cache") == ("", expected)

    (tmp_path / "blocked").write_text("")
    said, written = build(news, tmp_path / "out", tmp_path / "blocked", "--workers", "2")
    assert written == expected
    assert re.fullmatch(r"kg: the cache: .*\n", said)


@pytest.mark.model
def test_a_build_from_kept_parses_does_not_load_spacy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("China aids Russia.")
    program = f"import sys, kg; kg.build([{str(tmp_path / 'a.txt')!r}]); print('spacy' in sys.modules)"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    loads = []
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        loads.append(done.stdout.strip())
        shutil.rmtree(tmp_path / "kg" / "readings")
    assert loads == [b"True", b"False"]
