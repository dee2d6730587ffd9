"""The records beside the store: the same as its quads say, and written anew only where something changed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from strategies import quick
from test_archive import MORE, TWO, build, put, sentences, was_read, written

from kg import graph as graphs
from kg import pipeline
from kg.errors import StoreError
from kg.graph import Graph, load
from kg.knowledge import statements as stating
from kg.model.changed import changed as with_other
from kg.model.columns import MISSHAPEN
from kg.model.records import Failure, Fusion, Knowledge, Reading
from kg.show import report
from kg.store import database, rdf
from kg.work import disk
from kg.work.beside import archive, records
from kg.work.beside.records import Records, packed, unpacked

__all__ = ["was_read"]  # replaces the reading of texts in this file too

# So many that to change one of them is little.
BASE = {f"base{number}": f"{name} aids Chad." for number, name in enumerate(["Kenya", "Orland Bank", "Joe Hale"] * 3)}


def change(folder: Path, *, add: Path | None = None, remove: str = "") -> Graph | None:
    if add is not None:
        return pipeline.renew(folder, lambda archive, before: pipeline.add(archive, [add], before=before))
    return pipeline.renew(folder, lambda archive, before: pipeline.remove(archive, [remove], before=before))


def quads(folder: Path) -> tuple[set[str], set[str]]:
    store = Store.read_only(str(folder / "store"))
    return set(map(str, store)), set(map(str, store.named_graphs()))


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each graph that was written was made of the one before it."""
    seen: list[bool] = []
    is_little = database._is_little

    def watched(found: rdf.Changes, knowledge: Knowledge) -> bool:
        seen.append(is_little(found, knowledge))
        return seen[-1]

    monkeypatch.setattr(database, "_is_little", watched)
    return seen


def test_records_come_back_from_their_file(sample: Knowledge) -> None:
    keys = {document.id: f"key of {document.id}" for document in sample.documents}
    found = unpacked(packed(Records(sample, keys)))
    in_order = tuple(sorted(sample.entities, key=lambda entity: entity.id))
    assert (found.knowledge, found.keys) == (replace(sample, entities=in_order), keys)
    assert packed(found) == packed(Records(sample, keys))


def test_records_say_what_the_store_says(tmp_path: Path) -> None:
    build(tmp_path / "news", TWO | MORE, output=tmp_path / "out")
    with_records = load(tmp_path / "out").knowledge
    assert with_records == rdf.knowledge(database.load(tmp_path / "out"))


def test_a_record_is_changed_in_fields_that_it_has(sample: Knowledge) -> None:
    told = sample.statements[0]
    assert with_other(told, phrase="backs", object=None) == replace(told, phrase="backs", object=None)
    with pytest.raises(TypeError, match="Statement has no field 'words'"):
        with_other(told, words="backs")


def test_the_counts_of_a_folder_are_told_without_its_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = report.counts(build(tmp_path / "news", TWO | MORE, output=tmp_path / "out").knowledge)
    monkeypatch.setattr(records, "unpacked", None)
    told = records.counted(tmp_path / "out")
    assert told == counts
    assert list(told) == list(counts)


def test_records_without_counts_tell_none(sample: Knowledge, tmp_path: Path) -> None:
    database.save(sample, tmp_path, {disk.RECORDS: packed(Records(sample))})
    assert records.counted(tmp_path) is None


def test_a_folder_without_records_is_read_from_its_store(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = load(sample_folder).knowledge
    monkeypatch.setattr(graphs.records, "read", lambda *_: None)
    assert load(sample_folder).knowledge == known


def test_analyses_look_at_the_same_statements(tmp_path: Path, sample_folder: Path) -> None:
    load(sample_folder).save(tmp_path)
    whole = load(tmp_path).knowledge
    for with_fusion in (True, False):
        part = graphs.looked_at(tmp_path, with_fusion=with_fusion)
        assert part.statements == whole.statements
        assert part.documents == whole.documents
        assert part.entities == tuple(replace(entity, merges=()) for entity in whole.entities)
        assert part.fusion == (whole.fusion if with_fusion else Fusion((), (), {}))


def test_only_what_changed_is_compressed_anew(tmp_path: Path) -> None:
    graph = build(tmp_path / "news", BASE, output=tmp_path / "out")
    before = load(tmp_path / "out")._records
    after = before.followed_by(graph.knowledge, {**before.keys, "base3": "another"}, {}, BASE)
    assert after.lines.keys() == before.lines.keys() - {"base3"}
    assert all(after.lines[id] is before.lines[id] for id in after.lines)
    assert after.outlined == before.outlined


def test_documents_whose_names_mean_the_same_are_not_aligned_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aligned: list[str] = []
    align = stating.align

    def watched(reading: Reading, *rest: Any) -> Any:
        aligned.append(reading.document.id)
        return align(reading, *rest)

    build(tmp_path / "news", BASE, output=tmp_path / "out")
    monkeypatch.setattr(stating, "align", watched)
    change(tmp_path / "out", add=put(tmp_path / "more", {"new": "Chad sues Kenya."}))
    assert aligned == ["new"]
    # "J. R. Hale" makes another name of what Joe Hale was called by.
    aligned.clear()
    change(tmp_path / "out", add=put(tmp_path / "others", {"new": "Joseph R. Hale sues Kenya."}))
    named = [id for id, text in BASE.items() if "Hale" in text]
    assert set(aligned) in ({"new"}, {"new", *named})


def test_what_documents_said_is_not_unpacked_for_those_that_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "news", BASE, output=tmp_path / "out")
    with monkeypatch.context() as patch:
        patch.setattr(archive, "_in_line", lambda _: pytest.fail("a reading was unpacked"))
        change(tmp_path / "out", add=put(tmp_path / "more", {"new": "Chad sues Kenya."}))
    build(tmp_path / "both", BASE | {"new": "Chad sues Kenya."}, output=tmp_path / "full")
    assert written(tmp_path / "out") == written(tmp_path / "full")


def test_a_reading_that_is_not_unpacked_yet_is_the_reading(tmp_path: Path) -> None:
    graph = build(tmp_path / "news", BASE)
    assert graph.archive is not None
    documents = {document.id: document for document in graph.documents}
    left = archive.unpacked(archive.packed(graph.archive), documents)
    assert [reading.document.id for reading in left.readings] == sorted(BASE)
    first, last = left.readings[0], left.readings[-1]
    assert graph.archive.readings[0] == first == graph.archive.readings[0] != last
    assert (first.mentions, first.triggers) == (graph.archive.readings[0].mentions, graph.archive.readings[0].triggers)
    assert hash(first) == hash(graph.archive.readings[0])
    assert archive.packed(left) == archive.packed(graph.archive)


# A text for an id, or None to take the document out.
steps = st.lists(st.tuples(st.sampled_from(["x", "y", "base1"]), st.none() | sentences), min_size=1, max_size=4)


@settings(quick, max_examples=8)
@given(steps)
def test_a_folder_that_is_changed_is_that_of_a_full_build(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str | None]]
) -> None:
    place = tmp_path_factory.mktemp("steps")
    texts = dict(BASE)
    build(place / "all", texts, output=place / "out")
    for id, text in steps:
        if text is not None:
            texts[id] = text
            change(place / "out", add=put(place / "one", {id: text}) / f"{id}.txt")
        elif texts.pop(id, None) is not None:
            change(place / "out", remove=id)
    build(place / "all", texts, output=place / "full")
    assert written(place / "out") == written(place / "full")
    assert quads(place / "out") == quads(place / "full")


def test_a_small_change_keeps_tables_of_the_database(tmp_path: Path, changed: list[bool]) -> None:
    build(tmp_path / "news", BASE, output=tmp_path / "out")
    more = put(tmp_path / "more", {"new": "Chad sues Kenya."})
    tables = {file.stat().st_ino for file in (tmp_path / "out" / "store").glob("*.sst")}
    change(tmp_path / "out", add=more)
    assert changed == [True]
    assert tables & {file.stat().st_ino for file in (tmp_path / "out" / "store").glob("*.sst")}


def test_a_graph_of_another_version_is_written_whole(
    tmp_path: Path, changed: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "news", BASE, output=tmp_path / "out")
    monkeypatch.setattr(pipeline, "rules", lambda: "those of tomorrow")
    change(tmp_path / "out", add=put(tmp_path / "more", {"new": "Chad sues Kenya."}))
    assert changed == []
    build(tmp_path / "both", BASE | {"new": "Chad sues Kenya."}, output=tmp_path / "full")
    assert written(tmp_path / "out") == written(tmp_path / "full")


def test_where_most_is_new_the_graph_is_written_whole(tmp_path: Path, changed: list[bool]) -> None:
    build(tmp_path / "news", TWO, output=tmp_path / "out")
    change(tmp_path / "out", add=put(tmp_path / "more", MORE))
    assert changed == [False]


def test_records_of_another_version_are_left_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = build(tmp_path / "news", TWO, output=tmp_path / "out").knowledge
    monkeypatch.setattr(records, "SHAPE", "that of tomorrow")
    monkeypatch.setattr(records, "column", lambda _: pytest.fail("the records were read"))
    assert load(tmp_path / "out").statements == tuple(sorted(known.statements, key=lambda s: (s.id, s.document)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: lines[2].pop("entities"),
        lambda lines: lines[2]["entities"].pop(),
        lambda lines: lines[3].pop("merges"),
        lambda lines: lines[3]["merges"][0].pop(),
        lambda lines: lines[4].pop("support"),
        lambda lines: lines[5].update(statements=[]),
        lambda lines: lines[5].pop("text"),
        lambda lines: lines[1].update(bytes="all"),
    ],
    ids=[
        *("no entities", "too few columns", "no merges", "too few merges", "no support", "no statements", "no text"),
        "no sizes",
    ],
)
def test_what_are_no_records_is_refused(spoil: Callable[[list[Any]], None], sample: Knowledge) -> None:
    with pytest.raises(MISSHAPEN):
        unpacked(spoilt(packed(Records(sample)), spoil))


def test_records_whose_lines_are_as_they_were_are_taken(sample: Knowledge) -> None:
    assert (
        unpacked(spoilt(packed(Records(sample)), lambda lines: None)).knowledge
        == unpacked(packed(Records(sample))).knowledge
    )


def spoilt(data: bytes, spoil: Callable[[list[Any]], None]) -> bytes:
    """The file with other lines, whose sizes are told rightly."""
    lines = [json.loads(line) for line in gzip.decompress(data).splitlines()]
    rest = [gzip.compress(json.dumps(line).encode() + b"\n") for line in lines[2:]]
    lines[1]["bytes"] = [len(line) for line in rest]
    spoil(lines)
    rest = [gzip.compress(json.dumps(line).encode() + b"\n") for line in lines[2:]]
    if isinstance(lines[1]["bytes"], list):
        lines[1]["bytes"] = [len(line) for line in rest]
    return b"".join([*(gzip.compress(json.dumps(line).encode() + b"\n") for line in lines[:2]), *rest])


@pytest.mark.parametrize("part", records.Part)
def test_what_is_not_needed_is_left_unread(
    part: records.Part, sample: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = packed(Records(sample))
    whole, left = unpacked(data).knowledge, unpacked(data, [part]).knowledge
    if part is records.Part.FUSION:
        assert left == replace(whole, fusion=Fusion((), (), {}))
    else:
        assert any(entity.merges for entity in whole.entities)
        assert left == replace(whole, entities=tuple(replace(entity, merges=()) for entity in whole.entities))


def test_records_that_were_changed_are_refused(tmp_path: Path) -> None:
    build(tmp_path / "news", TWO, output=tmp_path / "out")
    (tmp_path / "out" / disk.RECORDS).write_bytes(gzip.compress(b"{}"))
    with pytest.raises(StoreError, match=r"records.json.gz .* was changed since kg wrote it"):
        load(tmp_path / "out")


@pytest.mark.model
def test_an_article_that_comes_and_goes_leaves_the_files_as_they_were(tmp_path: Path) -> None:
    files = sorted(SEEDS.glob("*.txt"))
    pipeline.build(files, output=tmp_path / "full")
    pipeline.build(files[:-1], output=tmp_path / "out")
    before = written(tmp_path / "out"), quads(tmp_path / "out")
    change(tmp_path / "out", add=files[-1])
    assert (written(tmp_path / "out"), quads(tmp_path / "out")) == (
        written(tmp_path / "full"),
        quads(tmp_path / "full"),
    )
    change(tmp_path / "out", remove=files[-1].stem)
    assert (written(tmp_path / "out"), quads(tmp_path / "out")) == before


# -- a build in a folder that has one already ------------------------------------------------------------------------


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of documents of each graph of which a page was drawn."""
    seen: list[int] = []
    page = Graph.page

    def watched(graph: Graph, **options: Any) -> str:
        seen.append(len(graph.documents))
        return page(graph, **options)

    monkeypatch.setattr(Graph, "page", watched)
    return seen


def test_a_build_of_the_same_articles_makes_nothing_again(
    tmp_path: Path, changed: list[bool], drawn: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "news", BASE, output=tmp_path / "out")
    before = written(tmp_path / "out"), quads(tmp_path / "out")
    monkeypatch.setattr(pipeline, "state", None)
    graph = build(tmp_path / "news", BASE, output=tmp_path / "out")
    assert (written(tmp_path / "out"), quads(tmp_path / "out")) == before
    assert (changed, drawn) == ([], [len(BASE)])
    assert (graph.knowledge, graph.report) == ((loaded := load(tmp_path / "out")).knowledge, loaded.report)


def test_a_build_tells_again_what_cannot_be_read(tmp_path: Path) -> None:
    texts = BASE | {"broken": "Nobody can read this."}
    told: list[list[str]] = []
    for _ in range(2):
        failures: list[Failure] = []
        pipeline.build(put(tmp_path / "news", texts), model="none", failed=failures.append, output=tmp_path / "out")
        told.append([failure.document for failure in failures])
    assert told == [["broken"]] * 2


def test_a_build_obeys_decisions_that_came_since(tmp_path: Path) -> None:
    texts = BASE | {"other": "Joseph R. Hale sues Chad."}
    before = build(tmp_path / "news", texts, output=tmp_path / "out")
    (tmp_path / "out" / "merges.yaml").write_text("forbid:\n  - [Joe Hale, Joseph R. Hale]\n")
    after = build(tmp_path / "news", texts, output=tmp_path / "out")
    assert len(after.entities) == len(before.entities) + 1


@settings(quick, max_examples=15)
@given(st.dictionaries(st.sampled_from([*BASE, "new"]), sentences, max_size=3), st.sets(st.sampled_from([*BASE][1:])))
def test_a_build_over_another_is_the_build_in_an_empty_folder(
    tmp_path_factory: pytest.TempPathFactory, others: dict[str, str], gone: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("over")
    texts = {id: text for id, text in (BASE | others).items() if id not in gone}
    build(folder / "news", BASE, output=folder / "out")
    for out in (folder / "out", folder / "empty"):
        build(folder / "news", texts, output=out)
    assert written(folder / "out") == written(folder / "empty")
    assert quads(folder / "out") == quads(folder / "empty")


@pytest.mark.parametrize(
    "options",
    [{"cache": False}, {"base": "https://news.example/"}, {"min_confidence": 0.1}],
    ids=["without a cache", "under another base", "of surer statements"],
)
def test_a_build_of_another_kind_makes_all_anew(
    tmp_path: Path, changed: list[bool], drawn: list[int], options: dict[str, Any]
) -> None:
    build(tmp_path / "news", BASE, output=tmp_path / "out")
    build(tmp_path / "news", BASE, output=tmp_path / "out", **options)
    assert (changed, drawn) == ([], [len(BASE)] * 2)


@pytest.mark.parametrize("lost", ["store/CURRENT", "graph.trig", "readings.json.gz", "records.json.gz"])
def test_a_build_over_one_of_which_a_file_is_lost_is_whole_again(
    tmp_path: Path, changed: list[bool], lost: str
) -> None:
    build(tmp_path / "news", BASE, output=tmp_path / "out")
    before = written(tmp_path / "out"), quads(tmp_path / "out")
    (tmp_path / "out" / lost).unlink()
    build(tmp_path / "news", BASE, output=tmp_path / "out")
    assert (written(tmp_path / "out"), quads(tmp_path / "out")) == before
    assert changed == []


def test_a_page_that_is_lost_is_drawn_again(tmp_path: Path, drawn: list[int]) -> None:
    build(tmp_path / "news", BASE, output=tmp_path / "out")
    before = written(tmp_path / "out")
    (tmp_path / "out" / "graph.html").unlink()
    build(tmp_path / "news", BASE, output=tmp_path / "out")
    assert written(tmp_path / "out") == before
    assert drawn == [len(BASE)] * 2
