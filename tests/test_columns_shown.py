"""Where a sentence is shown, so is what the row of its article says of it: its address, its other columns."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import sample

from kg import graph as graphs
from kg.graph import Graph
from kg.model.records import Document, Knowledge
from kg.show.explain import explain
from kg.show.view import payload
from kg.store import database
from kg.terms import vocab
from kg.web import pages

ADDRESS = "https://news.example/1"
FIELDS = (("author", "Ann Bell\n<i>"), ("section", "Politics"), ("url", ADDRESS))


@pytest.fixture(scope="module")
def told() -> Knowledge:
    known = sample.knowledge()
    documents = (dataclasses.replace(d, source="Daily News", fields=FIELDS) for d in known.documents)
    return dataclasses.replace(known, documents=tuple(documents))


@pytest.mark.parametrize(
    ("source", "fields", "address"),
    [
        (None, FIELDS, ADDRESS),
        ("Daily News", (("Link", ADDRESS),), ADDRESS),
        ("https://other.example/", FIELDS, "https://other.example/"),
        ("Daily News", (("link", "see the paper"), ("note", ADDRESS)), None),
        (None, (("source", ADDRESS),), ADDRESS),
    ],
)
def test_an_article_has_the_address_that_its_row_tells(
    source: str | None, fields: tuple[tuple[str, str], ...], address: str | None
) -> None:
    assert Document("a", "", (), source=source, fields=fields).address == address


def test_reasons_name_the_columns_of_the_article(told: Knowledge) -> None:
    [found] = explain(told, "China", "aid", "Russia")
    columns = f"(source: Daily News, author: Ann Bell <i>, section: Politics, url: {ADDRESS})"
    assert f"  in {found.places[0].document} {columns}, characters" in str(found)
    assert "Ann Bell &lt;i&gt;" in found._repr_html_()
    assert dict(found.places[0].about) == {"source": "Daily News", **dict(FIELDS)}


def test_reasons_that_are_read_one_by_one_have_the_columns_too(told: Knowledge, tmp_path: Path) -> None:
    Graph(told).save(tmp_path)
    assert graphs.why(tmp_path, "China") == explain(told, "China")


def test_where_no_row_tells_more_nothing_is_added() -> None:
    [found] = explain(sample.knowledge(), "Kurt Campbell", "urges")
    assert f"  in {sample.CAMPBELL}, characters" in str(found)


def test_the_served_page_of_an_article_has_its_columns(told: Knowledge) -> None:
    page = pages.entity_page(database.memory(told), vocab.term_iri(f"doc:{sample.CAPRI}"))
    assert page is not None
    assert f'Daily News · <a href="{ADDRESS}"' in page
    assert "<dt>section</dt>" in page
    assert "Ann Bell\n&lt;i&gt;" in page


def test_the_page_has_the_columns_but_for_the_address_that_it_links(told: Knowledge) -> None:
    document = told.documents[0]
    assert payload.about(document) == [("author", "Ann Bell <i>"), ("section", "Politics")]
    long = dataclasses.replace(document, fields=(("notes", "x" * 999),))
    assert payload.about(long) == [("notes", "x" * payload.LONGEST + "…")]
    assert payload.about(sample.knowledge().documents[0]) is None
