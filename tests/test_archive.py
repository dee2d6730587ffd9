"""Articles come and go: the graph is that of a full build, and what is there stays whole whatever happens."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import handmade
import pytest
from conftest import SEEDS, Ended
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import quick, readings

from kg import pipeline
from kg.cli import review
from kg.errors import InputError, NotFoundError, StoreError
from kg.graph import Graph, load
from kg.model.columns import MISSHAPEN
from kg.model.records import Document, Failure, Knowledge, Reading
from kg.text.again import again
from kg.text.read import read as documents_at
from kg.work import disk
from kg.work.beside import archive as archives
from kg.work.beside.archive import Archive, Recipe, archived, packed, unpacked
from kg.work.beside.stored import Stored

Kg = Callable[..., Ended]
WRITTEN = ("graph.trig", "graph.html", "report.md", "readings.json.gz", "records.json.gz")
KINDS = {"Kenya": "GPE", "Chad": "GPE", "Joseph R. Hale": "PERSON", "Joe Hale": "PERSON", "Orland Bank": "ORG"}
NAMES = "|".join(map(re.escape, KINDS))
SAYING = re.compile(rf"({NAMES}) (aid|visit|sue)s ({NAMES})\.")
BROKEN = "Nobody can read this."


def read(document: Document) -> Reading | Failure:
    """What a text of one small sentence says; all other texts cannot be read."""
    found = SAYING.match(document.text)
    if found is None:
        return Failure(document.id, "its sentence is of no known form")
    subject, verb, object = found.groups()
    said = handmade.says(verb, subject, object, trigger=f"{verb}s")
    mentions = {name: KINDS[name] for name in (subject, object)}
    return replace(handmade.reading(document.text, mentions, [said]), document=document)


@pytest.fixture(autouse=True)
def was_read(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The ids of documents that were read; by the rules above, but in tests with the model."""
    ids: list[str] = []

    def reader(documents: Iterable[Document], **_: Any) -> Iterator[Reading | Failure]:
        for document in documents:
            ids.append(document.id)
            yield read(document)

    with pytest.MonkeyPatch.context() as patch:
        if request.node.get_closest_marker("model") is None:
            patch.setattr(pipeline, "read_documents", reader)
        yield ids


def put(folder: Path, texts: dict[str, str]) -> Path:
    """A folder of just these texts."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for id, text in texts.items():
        (folder / f"{id}.txt").write_text(text)
    return folder


def build(folder: Path, texts: dict[str, str], **options: Any) -> Graph:
    return pipeline.build(put(folder, texts), model="none", failed=lambda _: None, **options)


def contents(graph: Graph) -> tuple[bytes, str | None, bytes]:
    assert graph.archive is not None
    return graph.export("nquads"), graph.report, packed(graph.archive)


def written(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in WRITTEN}


TWO = {"a": "Kenya aids Chad.", "b": "Joe Hale visits Chad."}
MORE = {"c": "Joseph R. Hale sues Orland Bank."}


# -- the graph of a full build -------------------------------------------------------------------------------------

sentences = st.builds("{} {}s {}.".format, *map(st.sampled_from, (list(KINDS), ["aid", "visit", "sue"], ["Chad"])))
# A text for an id, or None to take the document out.
steps = st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.just(BROKEN) | sentences), min_size=1, max_size=6)


@settings(quick, max_examples=15)
@given(steps)
def test_whatever_comes_and_goes_the_graph_is_that_of_a_full_build(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str | None]]
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    texts = {"base": "Kenya aids Chad."}
    graph = build(folder / "all", texts)
    for id, text in steps:
        before = contents(graph)
        if text is not None:
            texts[id] = text
            given = put(folder / "one", {id: text}) / f"{id}.txt"
            now = graph.add(given, failed=lambda _: None)
        elif id in texts:
            del texts[id]
            now = graph.remove(id, failed=lambda _: None)
        else:
            with pytest.raises(NotFoundError):
                graph.remove(id)
            now = graph
        assert contents(graph) == before
        graph = now
    assert contents(graph) == contents(build(folder / "all", texts))


def test_what_is_added_and_removed_leaves_no_trace(tmp_path: Path) -> None:
    graph = build(tmp_path / "news", TWO)
    more = graph.add(put(tmp_path / "more", MORE))
    assert contents(more) == contents(build(tmp_path / "news", TWO | MORE))
    assert contents(more.remove("c")) == contents(graph)


def test_a_large_archive_holds_the_readings_of_few_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = TWO | MORE | {f"d{number}": f"Joe Hale aids Chad. It is day {number}." for number in range(40)}
    held = build(tmp_path / "news", texts, output=tmp_path / "held")
    monkeypatch.setattr(archives, "HELD", len(TWO["a"]))
    graph = build(tmp_path / "news", texts, output=tmp_path / "packed")
    assert written(tmp_path / "packed") == written(tmp_path / "held")
    assert isinstance(graph.archive, Archive)
    assert isinstance(held.archive, Archive)
    assert graph.archive == held.archive
    first, *others = graph.archive.readings
    assert not isinstance(first, Stored)
    assert all(isinstance(reading, Stored) for reading in others)
    assert sum(reading.is_unpacked for reading in others if isinstance(reading, Stored)) < 20


def test_only_new_documents_are_read(tmp_path: Path, was_read: list[str]) -> None:
    graph = build(tmp_path / "news", TWO)
    was_read.clear()
    graph = graph.add(put(tmp_path / "more", MORE | {"a": "Kenya sues Chad."}))
    assert was_read == ["a", "c"]
    graph.remove("b")
    assert was_read == ["a", "c"]


def test_the_same_text_again_changes_nothing_and_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    graph = build(tmp_path / "news", TWO)
    assert graph.add(tmp_path / "news") is graph
    assert "has these already, with the same text: 'a', 'b'" in caplog.text


def test_a_document_is_removed_by_its_name_in_queries_too(tmp_path: Path) -> None:
    more = build(tmp_path / "news", TWO | {"c d": "Chad sues Kenya."})
    assert contents(more.remove("doc:c%20d")) == contents(more.remove("c d")) == contents(build(tmp_path / "two", TWO))
    with pytest.raises(NotFoundError, match="no document 'x'"):
        more.remove("doc:x")


def test_what_could_not_be_read_stays_named_until_it_is_read_or_removed(tmp_path: Path) -> None:
    graph = build(tmp_path / "news", TWO | {"c": "", "d": BROKEN})
    assert graph.report is not None
    assert "- c.txt: the file is empty" in graph.report
    told: list[Failure] = []
    more = graph.add(put(tmp_path / "more", {"e": "Chad aids Kenya."}), failed=told.append)
    assert told == []
    assert more.report is not None
    assert "- c.txt: the file is empty" in more.report
    mended = more.add(put(tmp_path / "more", {"c": "Chad sues Kenya.", "d": "Chad visits Kenya."}))
    assert contents(mended.remove("e", "d")) == contents(build(tmp_path / "news", TWO | {"c": "Chad sues Kenya."}))
    assert contents(graph.remove("c.txt", "d")) == contents(build(tmp_path / "news", TWO))


def test_a_file_of_an_archive_stays_named_until_its_archive_is_given_again(tmp_path: Path) -> None:
    def packed_news(text: str) -> Path:
        with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
            archive.writestr("day/c.txt", text)
        return tmp_path / "more.zip"

    put(tmp_path / "news", TWO)
    graph = pipeline.build([tmp_path / "news", packed_news("")], model="none", failed=lambda _: None)
    assert "- more.zip/day/c.txt: the file is empty" in (graph.report or "")
    mended = graph.add(packed_news("Chad sues Kenya."))
    assert "more.zip" not in (mended.report or "")
    assert [document.id for document in mended.documents] == ["a", "b", "c"]


def test_options_of_the_build_hold_for_what_comes_later(tmp_path: Path) -> None:
    options = {"date": "2024-09-10", "base": "https://news.example/graph/", "min_confidence": 0.1}
    graph = build(tmp_path / "news", TWO, **options)
    more = graph.add(put(tmp_path / "more", MORE))
    assert contents(more) == contents(build(tmp_path / "news", TWO | MORE, **options))
    assert {document.date for document in more.documents} == {"2024-09-10"}


@pytest.mark.parametrize("changed", ["rules", "model"])
def test_readings_by_other_rules_or_another_model_are_made_anew(
    changed: str, tmp_path: Path, was_read: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    graph = build(tmp_path / "news", TWO)
    was_read.clear()
    if changed == "rules":
        monkeypatch.setattr(pipeline, "rules", lambda: "f" * 64)
    model = "none" if changed == "rules" else "other"
    more = graph.add(put(tmp_path / "more", MORE), model=model)
    assert was_read == ["a", "b", "c"]
    assert "2 documents were read by other rules or another model, and are read anew" in caplog.text
    assert contents(more) == contents(pipeline.build(put(tmp_path / "news", TWO | MORE), model=model))


FILES = {
    "capitals.txt": "BANK SUES HARBOUR\n\nThe bank sued the harbour on 3 May 2024, a clerk said.\n",
    "wrapped.txt": "Harbour Opens Again\n\nThe port of Tivra was opened\nagain on Monday; the govern-\nment paid.\n",
    "plain.txt": "Kenya aids Chad.",
    "titled.md": "---\ntitle: The harbour\ndate: 2024-05-07\n---\n\nThe bank sued the harbour.\n",
    "rows.jsonl": json.dumps(
        {"id": "row", "title": "Bank sues", "text": "Bank sues\n\nThe bank sued.", "source": "T", "section": "World"}
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_text_read_anew_from_the_folder_is_the_text_of_its_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(FILES[name])
    [document], _ = documents_at(tmp_path / name)
    anew = again(replace(document, blocks=(), edits=()))
    assert anew == document
    assert anew.edits == document.edits


# -- what is refused -----------------------------------------------------------------------------------------------


def test_the_last_document_cannot_go(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no document would be left"):
        build(tmp_path / "news", TWO).remove("a", "b")


def test_a_document_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"the graph has no document 'harbuor'; nearest is 'harbour'"):
        build(tmp_path / "news", {**TWO, "harbour": "Chad aids Kenya."}).remove("harbuor")


def test_nothing_that_can_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing was added"):
        build(tmp_path / "news", TWO).add(put(tmp_path / "more", {"c": ""}), failed=lambda _: None)


OWN = {
    "lexicon": ("mine.tsv", "befriend\tverb\tsupports\t\t\n", "shun\tverb\tsupports\t\t\n"),
    "gazetteer": ("mine.csv", "label,type\nOrland Bank,Company\n", "label,type\nTivra Bank,Company\n"),
    "merges": ("mine.yaml", "forbid: [[Joe Hale, Joseph R. Hale]]\n", "join: [[Joe Hale, Joseph R. Hale]]\n"),
}


@pytest.mark.parametrize("name", OWN)
def test_files_of_the_users_own_must_be_those_of_the_build(name: str, tmp_path: Path) -> None:
    file, first, second = OWN[name]
    (tmp_path / file).write_text(first)
    (tmp_path / f"other-{file}").write_text(second)
    own: Any = {name: tmp_path / file}
    other: Any = {name: tmp_path / f"other-{file}"}
    graph = build(tmp_path / "news", TWO, **own)
    more = put(tmp_path / "more", MORE)
    assert contents(graph.add(more, **own)) == contents(build(tmp_path / "news", TWO | MORE, **own))
    with pytest.raises(InputError, match=f"with a file of your own as {name}. Name it again: --{name}"):
        graph.add(more)
    with pytest.raises(InputError, match=f"with another file as {name}"):
        graph.remove("a", **other)
    with pytest.raises(InputError, match=f"built with none as {name}"):
        build(tmp_path / "news", TWO).add(more, **own)


def test_decisions_in_the_folder_hold_as_for_a_build(tmp_path: Path) -> None:
    build(tmp_path / "news", TWO, output=tmp_path / "out")
    (tmp_path / "out" / "merges.yaml").write_text("forbid: [[Joe Hale, Joseph R. Hale]]\n")
    more = load(tmp_path / "out").add(put(tmp_path / "more", MORE))
    assert contents(more) == contents(build(tmp_path / "news", TWO | MORE, output=tmp_path / "out"))
    assert {"Joe Hale", "Joseph R. Hale"} <= {entity.label for entity in more.entities}


def test_a_graph_without_readings_says_what_to_do(sample: Knowledge) -> None:
    with pytest.raises(StoreError, match=r"made by hand.*kg.build\(paths\)"):
        Graph(sample).remove("a")


# -- the folder ----------------------------------------------------------------------------------------------------


def test_readings_are_read_only_when_articles_come_or_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "news", TWO, output=tmp_path / "out")
    monkeypatch.setattr(archives, "read", None)
    assert len(load(tmp_path / "out").documents) == 2


def test_a_saved_graph_has_its_readings(tmp_path: Path) -> None:
    graph = build(tmp_path / "news", TWO, output=tmp_path / "out")
    load(tmp_path / "out").save(tmp_path / "copy")
    assert written(tmp_path / "copy") == written(tmp_path / "out")
    assert contents(load(tmp_path / "copy").remove("a")) == contents(graph.remove("a"))


def test_readings_of_another_state_of_the_folder_are_refused(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    build(tmp_path / "news", TWO, output=tmp_path / "out")
    old = load(tmp_path / "out")
    build(tmp_path / "news", TWO | MORE, output=tmp_path / "out")
    with pytest.raises(StoreError, match=r"since this one was loaded\. Load it again"):
        old.remove("a")
    old.save(tmp_path / "copy")
    assert "saved without its readings" in caplog.text
    assert len(load(tmp_path / "copy").documents) == 2


def test_readings_that_were_changed_are_refused(tmp_path: Path) -> None:
    build(tmp_path / "news", TWO, output=tmp_path / "out")
    (tmp_path / "out" / "readings.json.gz").write_bytes(gzip.compress(b"{}"))
    with pytest.raises(StoreError, match=r"readings.json.gz .* was changed since kg wrote it"):
        load(tmp_path / "out").remove("a")


@quick
@given(st.lists(readings(), max_size=3, unique_by=lambda reading: reading.document.id))
def test_readings_come_back_from_their_file(found: list[Reading]) -> None:
    recipe = Recipe("m", "m 1", "f" * 64, min_confidence=0.5)
    archive = archived(recipe, found, [Failure("b.txt", "why"), Failure("a.txt", "why")])
    data = packed(archive)
    assert unpacked(data) == archive
    assert packed(archived(recipe, reversed(found), reversed(archive.failures))) == data


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[0].update(format=2),
        lambda lines: lines[0]["recipe"].update(date=None),
        lambda lines: lines[0]["recipe"].pop("base"),
        lambda lines: lines[1].update(text=3),
        lambda lines: lines[1].update(text="Kenya"),
        lambda lines: lines[1].update(blocks=[[[5], [2]], [["body"], [0]]]),
        lambda lines: lines[1].update(fields=[["b", "x"], ["a", "x"]]),
        lambda lines: lines[1].update(fields=[["a", 3]]),
        lambda lines: lines[1].pop("reading"),
    ],
    ids=[
        "another format",
        "no date",
        "no base",
        "no text",
        "cut text",
        "a block in a strange place",
        "fields out of order",
        "a field of a number",
        "no reading",
    ],
)
def test_what_is_no_file_of_readings_is_refused(change: Callable[[list[Any]], None], tmp_path: Path) -> None:
    archive = build(tmp_path / "news", TWO).archive
    assert archive is not None
    lines = [json.loads(line) for line in gzip.decompress(packed(archive)).splitlines()]
    change(lines)
    with pytest.raises(MISSHAPEN):
        unpacked(gzip.compress("\n".join(map(json.dumps, lines)).encode()))


def test_names_are_reviewed_in_the_texts_as_they_were_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def reader(documents: Sequence[Document], **_: Any) -> Iterator[Reading | Failure]:
        seen.extend(document.as_read for document in documents)
        return map(read, documents)

    build(tmp_path / "news", {"a": "Kenya aids Chad. The port was\nopened again."}, output=tmp_path / "out")
    monkeypatch.setattr(review, "read_documents", reader)
    review.review(tmp_path / "out", model="none")
    assert seen == ["Kenya aids Chad. The port was opened again."]


# -- the command line ----------------------------------------------------------------------------------------------


def test_add_and_remove_give_what_a_full_build_gives(kg: Kg, tmp_path: Path) -> None:
    build(tmp_path / "news", TWO, output=tmp_path / "out")
    before = written(tmp_path / "out")
    build(tmp_path / "news", TWO | MORE, output=tmp_path / "all")
    assert kg("add", tmp_path / "out", put(tmp_path / "more", MORE)).status == 0
    assert written(tmp_path / "out") == written(tmp_path / "all")
    again = kg("add", tmp_path / "out", tmp_path / "more")
    assert again.status == 0
    assert f"nothing changed in {tmp_path / 'out'}" in again.err
    assert kg("remove", tmp_path / "out", "c").status == 0
    assert written(tmp_path / "out") == before


def test_a_page_that_is_left_out_is_missing_until_it_is_made(kg: Kg, tmp_path: Path) -> None:
    build(tmp_path / "news", TWO, output=tmp_path / "out")
    build(tmp_path / "news", TWO | MORE, output=tmp_path / "all")
    ended = kg("add", tmp_path / "out", put(tmp_path / "more", MORE), "--no-page")
    assert (ended.status, ended.out) == (0, "")
    assert (
        ended.err
        == f"kg: 3 documents in {tmp_path / 'out'}, without a page. Make it with: kg view {tmp_path / 'out'}\n"
    )
    # No page rather than that of an earlier graph.
    assert not (tmp_path / "out" / disk.PAGE).exists()
    assert kg("view", tmp_path / "out").status == 0
    assert written(tmp_path / "out") == written(tmp_path / "all")
    assert kg("query", tmp_path / "out", "ASK { ?kenya rdfs:label 'Kenya' }").out == "yes\n"
    # It can change again, and then has a page unless that is left out again.
    assert kg("remove", tmp_path / "out", "c").status == 0
    assert (tmp_path / "out" / disk.PAGE).exists()


def test_a_page_of_a_part_is_never_that_of_the_folder(kg: Kg, sample_folder: Path) -> None:
    ended = kg("view", sample_folder, "--around", "China")
    assert ended.status == 2
    assert "Name another file for this one: -o FILE.html" in ended.err
    assert not (sample_folder / disk.PAGE).exists()


def test_add_takes_the_columns_that_a_user_names(kg: Kg, tmp_path: Path) -> None:
    build(tmp_path / "news", TWO, output=tmp_path / "out")
    (tmp_path / "more.csv").write_text("key,stuk\nc,Chad sues Kenya.\n")
    assert "no column is known as the text" in kg("add", tmp_path / "out", tmp_path / "more.csv").err
    assert kg("add", tmp_path / "out", tmp_path / "more.csv", "--columns", "text=stuk,id=key").status == 0
    assert [document.id for document in load(tmp_path / "out").documents] == ["a", "b", "c"]


def test_add_names_what_cannot_be_read_and_adds_the_others(kg: Kg, tmp_path: Path) -> None:
    build(tmp_path / "news", TWO, output=tmp_path / "out")
    ended = kg("add", tmp_path / "out", put(tmp_path / "more", MORE | {"d": "", "e": BROKEN}))
    assert ended.status == 1
    assert "kg: d.txt: the file is empty" in ended.err
    assert "kg: e: its sentence is of no known form" in ended.err
    assert [document.id for document in load(tmp_path / "out").documents] == ["a", "b", "c"]


def test_remove_changes_nothing_where_one_document_is_not_there(kg: Kg, tmp_path: Path) -> None:
    build(tmp_path / "news", TWO | {"harbour": "Chad aids Kenya."}, output=tmp_path / "out")
    before = written(tmp_path / "out")
    ended = kg("remove", tmp_path / "out", "a", "harbor")
    assert (ended.status, ended.out) == (1, "")
    assert "the graph has no document 'harbor'; nearest is 'harbour'" in ended.err
    assert kg("remove", tmp_path / "out", "a", "b", "harbour").status == 2
    assert written(tmp_path / "out") == before


def test_a_folder_without_readings_is_to_be_built_anew(kg: Kg, sample_folder: Path, tmp_path: Path) -> None:
    ended = kg("add", sample_folder, put(tmp_path / "more", MORE))
    assert ended.status == 2
    assert f"Build it anew with: kg build PATH... -o {sample_folder}" in ended.err
    assert kg("remove", tmp_path / "nowhere", "a").status == 2
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.model
def test_an_article_added_to_the_others_gives_the_bytes_of_all(seeds_folder: Path, kg: Kg, tmp_path: Path) -> None:
    first, *others = sorted(SEEDS.glob("*.txt"))
    assert kg("build", *others, "-o", tmp_path / "out").status == 0
    assert kg("add", tmp_path / "out", first).status == 0
    assert written(tmp_path / "out") == written(seeds_folder)
