"""The whole flow, with the model: what a build writes, and what may not change it."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest
import test_archive
from conftest import SEEDS, Ended

from kg.errors import InputError, StoreError
from kg.model.records import Document, Failure, Reading
from kg.work import cost

Kg = Callable[..., Ended]
WRITTEN = ("graph.trig", "graph.html", "report.md")


def written(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in WRITTEN}


# -- without a model -----------------------------------------------------------------------------------------------


def test_laps_add_up_to_what_was_spent() -> None:
    spent = cost.Cost()
    sum(range(100_000))
    for stage in cost.STAGES:
        spent.lap(stage)
    assert sum(spent.seconds.values()) == pytest.approx(cost.spent(), abs=0.05)


def test_seconds_moved_are_never_more_than_there_are() -> None:
    spent = cost.Cost()
    spent.lap("parse")
    total = spent.seconds["parse"]
    spent.move("parse", "extract", total + 1)
    assert (spent.seconds["parse"], spent.seconds["extract"]) == (0, total)


# -- with the model ------------------------------------------------------------------------------------------------


@pytest.mark.model
def test_a_build_writes_store_trig_page_and_report(seeds_folder: Path) -> None:
    assert {path.name for path in seeds_folder.iterdir()} >= {"store", *WRITTEN}


@pytest.mark.model
def test_two_builds_in_two_processes_give_the_same_bytes(seeds_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", str(SEEDS), "-o", str(tmp_path / "out"), "--no-cache"]
    subprocess.run(command, check=True)
    assert written(tmp_path / "out") == written(seeds_folder)


@pytest.mark.model
def test_neither_order_nor_workers_change_a_byte(seeds_folder: Path, tmp_path: Path) -> None:
    paths = sorted(map(str, SEEDS.glob("*.txt")), reverse=True)
    command = [sys.executable, "-m", "kg", "build", *paths, "-o", str(tmp_path / "out"), "--workers", "2", "--no-cache"]
    subprocess.run(command, check=True)
    assert written(tmp_path / "out") == written(seeds_folder)


@pytest.mark.model
def test_nothing_written_names_a_place_or_a_time(seeds_folder: Path) -> None:
    for name, data in written(seeds_folder).items():
        assert str(seeds_folder).encode() not in data, name
        assert str(SEEDS.parent).encode() not in data, name


@pytest.mark.model
def test_bad_files_are_named_and_the_others_built(kg: Kg, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    shutil.copy(next(SEEDS.glob("002*.txt")), news / "good.txt")
    (news / "empty.txt").write_text("")
    (news / "photo.txt").write_bytes(b"\x89PNG\0\0")
    (news / "rows.jsonl").write_text('{"id": "row", "text": "China aids Russia."}\n{broken\n')
    ended = kg("build", news, tmp_path / "nowhere.txt", "-o", tmp_path / "out")
    assert ended.status == 1
    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    for name in ("empty.txt", "photo.txt", "rows.jsonl", "nowhere.txt"):
        assert name in ended.err
        assert name in report
    assert "| good |" in report
    assert "| row |" in report
    assert kg("query", tmp_path / "out", "ASK { GRAPH doc:good { ?s ?p ?o } }").out.strip() in ("true", "yes")


@pytest.mark.model
def test_the_report_counts_what_was_read(seeds_folder: Path) -> None:
    report = (seeds_folder / "report.md").read_text(encoding="utf-8")
    assert "- documents: 5\n" in report
    assert re.search(r"- sentences: \d+, of which \d+ gave nothing", report)
    assert "Exit mobile version" in report


@pytest.mark.model
def test_stats_tell_counts_and_all_seconds(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "kg", "build", str(SEEDS), "-o", str(tmp_path / "out"), "--workers", "2"]
    subprocess.run([*command, "--stats", str(tmp_path / "stats.json")], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    stats = json.loads((tmp_path / "stats.json").read_text())
    assert (stats["documents"], list(stats["cpu_seconds"])) == (5, list(cost.STAGES))
    assert stats["words"] > 2000
    assert stats["statements"] > 100
    assert sum(stats["cpu_seconds"].values()) == pytest.approx(used, rel=0.1)


@pytest.mark.model
def test_no_document_at_all_is_an_error_and_writes_nothing(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    ended = kg("build", tmp_path / "empty.txt", "-o", tmp_path / "out")
    assert ended.status == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("busy", [True, False], ids=["another build writes there", "a report of the user's own"])
def test_a_folder_that_cannot_be_used_is_told_before_anything_is_read(
    busy: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kg import pipeline
    from kg.work import disk

    monkeypatch.setattr(pipeline, "read", None)
    with disk.hold(tmp_path / "out") if busy else nullcontext():
        (tmp_path / "out").mkdir(exist_ok=True)
        (tmp_path / "out" / "report.md").write_text("mine")
        with pytest.raises(StoreError, match="another process is writing" if busy else "holds report"):
            pipeline.build(tmp_path / "news.txt", output=tmp_path / "out")
    assert (tmp_path / "out" / "report.md").read_text() == "mine"


@pytest.mark.model
def test_one_path_is_one_path_and_the_report_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import kg

    (tmp_path / "news.csv").write_text("id,text\na,China aids Russia.\n")
    monkeypatch.chdir(tmp_path)
    for paths in ("news.csv", Path("news.csv"), ["news.csv"], iter([Path("news.csv")])):
        graph = kg.build(paths, output="out")
        assert [document.id for document in graph.documents] == ["a"]
    loaded = kg.load("out")
    assert loaded.report == graph.report == (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    loaded.save("copy")
    assert written(tmp_path / "copy") == written(tmp_path / "out")


@pytest.mark.model
def test_a_document_that_rules_stumble_over_is_named_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kg import pipeline
    from kg.extract import extract
    from kg.work import workers

    def stumble(parse: object, names: object, *, chained: bool) -> Reading:
        if getattr(parse, "document").id == "b":  # noqa: B009
            raise ZeroDivisionError
        return extract(parse, names)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "extract", stumble)
    rows = [{"id": id, "text": "China aids Russia."} for id in "ab"]
    (tmp_path / "n.jsonl").write_text("\n".join(map(json.dumps, rows)))
    failures: list[Failure] = []
    graph = pipeline.build([tmp_path / "n.jsonl"], cache=False, failed=failures.append)
    assert [document.id for document in graph.documents] == ["a"]
    assert [failure.document for failure in failures] == ["b"]
    with pytest.warns(UserWarning, match="b: a bug in kg"):
        pipeline.build([tmp_path / "n.jsonl"], cache=False)


@pytest.mark.model
def test_a_second_build_reads_from_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from kg import pipeline
    from kg.work import workers

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    workers.reader_of.cache_clear()
    (tmp_path / "a.txt").write_text("China aids Russia. It denies arming Moscow.")
    first = pipeline.build([tmp_path / "a.txt"])
    monkeypatch.setattr(workers, "extract", None)
    assert pipeline.build([tmp_path / "a.txt"]).knowledge == first.knowledge
    workers.reader_of.cache_clear()


@pytest.mark.model
def test_statements_have_one_order_before_a_graph_is_saved_and_after(tmp_path: Path) -> None:
    import kg

    for name, text in (
        ("a", "China aids Russia. It denies arming Moscow."),
        ("b", "Peru met Chile. China aids Russia."),
    ):
        (tmp_path / f"{name}.txt").write_text(text)
    built = kg.build(sorted(tmp_path.glob("*.txt")), output=tmp_path / "out")
    assert built.statements == kg.load(tmp_path / "out").statements
    assert built.statements == tuple(sorted(built.statements, key=lambda s: (s.id, s.document)))
    assert len({s.document for s in built.statements}) == 2


def read_by_hand(
    model: str, source: object, cache: bool, documents: Sequence[Document]
) -> tuple[list[Reading | Failure], float, str]:
    """What a worker does that dies of one document."""
    if any(document.id == "b" for document in documents):
        os._exit(9)
    return [test_archive.read(document) for document in documents], 0.0, ""


def test_a_document_that_ends_each_worker_is_named_and_the_others_are_built(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kg import pipeline
    from kg.work import workers

    monkeypatch.setattr(workers, "read_lot", read_by_hand)
    rows = [{"id": id, "text": "Kenya aids Chad."} for id in "abc"]
    (tmp_path / "n.jsonl").write_text("\n".join(map(json.dumps, rows)))
    told: list[Failure] = []
    graph = pipeline.build(tmp_path / "n.jsonl", model="none", workers=2, output=tmp_path / "out", failed=told.append)
    assert [document.id for document in graph.documents] == ["a", "c"]
    assert [failure.document for failure in told] == ["b"]
    assert "each worker process that read it was ended" in (tmp_path / "out" / "report.md").read_text()


@pytest.mark.model
def test_a_killed_worker_changes_no_byte(seeds_folder: Path, tmp_path: Path) -> None:
    from kg import pipeline

    def killing(coming: Iterable[Reading | Failure], _: int) -> Iterator[Reading | Failure]:
        for number, reading in enumerate(coming):
            if number == 1:
                multiprocessing.active_children()[0].kill()
            yield reading

    pipeline.build(SEEDS, output=tmp_path / "out", workers=2, cache=False, progress=killing)
    assert written(tmp_path / "out") == written(seeds_folder)


def test_workers_below_one_make_no_sense() -> None:
    from kg.work import workers

    with pytest.raises(InputError, match="0 workers"):
        list(workers.read_documents([], model="none", workers=0))


@pytest.mark.model
@pytest.mark.parametrize("form", ["oie", "events", "statements"])
def test_each_line_is_read_by_itself(form: str, kg: Kg, tmp_path: Path) -> None:
    lines = ["China aids Russia.", "", "It denies this."]
    (tmp_path / "s.txt").write_text("\n".join(lines))
    ended = kg("extract", "--lines", tmp_path / "s.txt", "--format", form)
    assert ended.status == 0
    rows = ended.out.splitlines()
    if form == "oie":
        assert rows[0].split("\t")[0] == lines[0]
        assert {row.split("\t")[0] for row in rows} <= set(lines)
    else:
        assert {json.loads(row)["line"] for row in rows} <= {0, 2}
        assert not any("China" in json.dumps({**json.loads(row), "text": ""}) for row in rows[1:] if '"line": 2' in row)


@pytest.mark.model
def test_a_text_alone_gives_what_a_corpus_of_it_gives(kg: Kg) -> None:
    text = "China aids Russia. Beijing denies it."
    alone = json.loads(kg("entities", stdin=text).out)
    corpus = json.loads(kg("entities", "--corpus", stdin=json.dumps([{"doc": "stdin", "text": text}])).out)
    assert corpus["docs"]["stdin"] == alone
    assert alone["entities"][0] | {"start": 0, "end": 5, "kind": "name"} == alone["entities"][0]
