"""When a document was published: metadata, the name of its file, its own lines; and dates that cannot be read."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from kg.text import dating
from kg.text.read import from_text, read

ARTICLE = "Kenya thanked Japan on Monday."


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2024-02-30", None),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("2024/5/7", None),
        ("20240507", "2024-05-07"),
        ("7 May 2024", "2024-05-07"),
        ("May 7, 2024 10:00", "2024-05-07"),
        ("31/12/2024", "2024-12-31"),
        ("12-31-2024", "2024-12-31"),
        ("05/05/2024", "2024-05-05"),
        ("04/05/2024", None),
        ("1.4.2024", "2024-04-01"),
        ("yesterday", None),
    ],
)
def test_a_date_that_may_be_read_in_two_ways_is_none(words: str, date: str | None) -> None:
    assert dating.told(words) == date


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2024-05-07_visit.txt", "2024-05-07"),
        ("visit_20240507.md", "2024-05-07"),
        ("visit.2024.05.07.txt", "2024-05-07"),
        ("call-20241399.txt", None),
        ("visit-1202405071.txt", None),
        ("visit_2024-5-7.txt", "2024-05-07"),
        ("20240507T143000_visit.txt", "2024-05-07"),
        ("20240507143000_visit.txt", "2024-05-07"),
        ("23-05-2024-visit.txt", "2024-05-23"),
        ("04-05-2024-visit.txt", None),
        ("visit_7-may-2024.txt", "2024-05-07"),
        ("May-7-2024-visit.txt", "2024-05-07"),
        ("may-2024-visit.txt", None),
    ],
)
def test_the_name_of_a_file_dates_its_article(tmp_path: Path, name: str, date: str | None) -> None:
    (tmp_path / name).write_text(ARTICLE)
    [document], _ = read(tmp_path)
    assert document.date == date


def test_metadata_win_over_the_name_and_the_name_over_the_text(tmp_path: Path) -> None:
    text = "BOSTON, March 5, 2024 /Wire/ -- Kenya thanked Japan."
    (tmp_path / "2023-01-02.txt").write_text(text)
    (tmp_path / "2023-01-03.md").write_text(f"---\ndate: 2022-02-02\n---\n\n{text}")
    (tmp_path / "own.txt").write_text(text)
    (tmp_path / "2023-04-05.jsonl").write_text(json.dumps({"id": "row", "text": ARTICLE}))
    documents, _ = read(tmp_path)
    dates = {document.id: document.date for document in documents}
    assert dates == {"2023-01-02": "2023-01-02", "2023-01-03": "2022-02-02", "own": "2024-03-05", "row": None}


@pytest.mark.parametrize("field", ["date", "published", "published_at", "datePublished", "pubDate"])
def test_the_day_of_publication_has_several_names(tmp_path: Path, field: str) -> None:
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": "a", "text": ARTICLE, field: "2024-05-07T10:00:00Z"}))
    [document], _ = read(tmp_path)
    assert document.date == "2024-05-07"


def test_of_two_fields_the_one_called_date_is_the_date(tmp_path: Path) -> None:
    row = {"id": "a", "text": ARTICLE, "published": "2024-05-07", "date": "2024-05-06"}
    (tmp_path / "x.jsonl").write_text(json.dumps(row))
    [document], _ = read(tmp_path)
    assert document.date == "2024-05-06"


def test_a_date_that_cannot_be_read_is_named_and_the_document_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [{"id": "a", "text": ARTICLE, "date": "07/05/2024"}, {"id": "b", "text": ARTICLE, "date": "2024-05-07"}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)))
    with caplog.at_level(logging.WARNING, logger="kg"):
        documents, failures = read(tmp_path)
    assert [document.date for document in documents] == [None, "2024-05-07"]
    assert not failures
    [told] = caplog.messages
    assert told.startswith("dates that cannot be read in x.jsonl: line 1 ('07/05/2024'). Write them as 2024-05-07")


@pytest.mark.parametrize(
    "line",
    [
        "BOSTON, March 5, 2024 /PRNewswire/ -- Kenya thanked Japan.",
        "LONDON, 5 March 2024 (AP) - Kenya thanked Japan.",
        "LONDON, March 5, 2024--(BUSINESS WIRE)--Kenya thanked Japan.",
        "LONDON, March 5 2024 (Reuters) - Kenya thanked Japan.",
        "Published: 5 March 2024\n\nKenya thanked Japan.",
        "March 5, 2024 5:00 AM ET\n\nKenya thanked Japan.",
    ],
)
def test_the_line_of_an_agency_dates_the_article_and_is_no_sentence(line: str) -> None:
    document = from_text(line)
    assert document.date == "2024-03-05"
    assert document.blocks[-1].span.of(line) == "Kenya thanked Japan."


def test_the_mark_of_a_footnote_is_no_word(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("Kenya thanked Japan on Monday.[^1]\n\n[^1]: The ministry said so.")
    [document], _ = read(tmp_path)
    assert document.text == "Kenya thanked Japan on Monday.\n\n The ministry said so."
