"""The timeline: what has a day, month or year, in order, and what lies within a period."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sample

from kg.errors import InputError
from kg.knowledge.fuse import fuse
from kg.language.times.bounds import bounds
from kg.model.kinds import Modality, Polarity, Role
from kg.model.records import Document, Knowledge, Literal, Statement
from kg.network.timeline import timeline, told_time, unplaced, within

MEETS = next(s for s in sample.knowledge().statements if s.predicate == "kg:meets" and s.object == "Xi_Jinping")


def told(id: str, time: str, document: str = "a", **changes: object) -> Statement:
    """That they met, at a time."""
    literal = Literal(time, "date") if len(time) == 10 else Literal(time)
    earliest, latest = bounds(time)
    made = replace(MEETS, id=id, document=document, roles=((Role.TIME, literal),), time_text=time)
    return replace(made, earliest=earliest, latest=latest, **changes)  # type: ignore[arg-type]


def graph(*statements: Statement, **dates: str | None) -> Knowledge:
    """A graph of these statements, and of documents with these dates."""
    documents = tuple(Document(id, "They met.", (), date=date) for id, date in dates.items())
    return Knowledge(documents, sample.ENTITIES, statements, fuse(statements, sample.ENTITIES, documents))


def times(*statements: Statement, **options: object) -> list[str]:
    return [row.time for row in timeline(graph(*statements), **options)]  # type: ignore[arg-type]


def test_what_was_first_comes_first_and_of_the_same_first_day_the_shorter() -> None:
    listed = ["2024-09", "2023", "2024-09-01", "2014/2018", "2024-09-01/2024-09-07"]
    found = times(*(told(f"{number}", time) for number, time in enumerate(listed)))
    assert found == ["2014/2018", "2023", "2024-09-01", "2024-09-01/2024-09-07", "2024-09"]


def test_a_time_of_which_the_end_alone_is_known_stands_at_its_end() -> None:
    assert times(told("1", "2024"), told("2", "/2023"), told("3", "2023-06")) == ["2023-06", "/2023", "2024"]


def test_what_no_calendar_has_is_left_out_and_counted() -> None:
    timeless = replace(MEETS, id="3", roles=(), time_text="", earliest=None, latest=None)
    knowledge = graph(told("1", "2024"), told("2", "the day before"), timeless)
    assert [row.time for row in timeline(knowledge)] == ["2024"]
    assert unplaced(knowledge) == 1


def test_documents_that_tell_the_same_of_the_same_time_are_one_row() -> None:
    one, other, later = told("1", "2024-09-10", "b"), told("2", "2024-09-10", "a"), told("3", "2024-09-11", "c")
    rows = timeline(graph(one, other, later))
    assert [(row.time, row.documents) for row in rows] == [("2024-09-10", ("a", "b")), ("2024-09-11", ("c",))]
    assert rows[0].statement == other


def test_what_another_says_of_the_same_time_is_a_row_of_its_own() -> None:
    assert len(times(told("1", "2024"), told("2", "2024", "b", attribution=("China",)))) == 2


def test_what_is_denied_or_planned_is_told_only_where_it_is_asked_for() -> None:
    listed = (
        told("1", "2021"),
        told("2", "2022", polarity=Polarity.NEGATIVE),
        told("3", "2023", modality=Modality.PLANNED),
    )
    assert times(*listed) == ["2021"]
    assert times(*listed, facts_only=False) == ["2021", "2022", "2023"]


def test_by_publication_the_date_of_the_document_orders_the_rows() -> None:
    knowledge = graph(
        told("1", "1949", "a"), told("2", "soon", "b"), told("3", "2020", "c"), a="2024-09", b="2021", c=None
    )
    rows = timeline(knowledge, by="published")
    assert [(row.time, row.earliest, row.latest) for row in rows] == [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2024-09", "2024-09-01", "2024-09-30"),
    ]
    assert unplaced(knowledge, by="published") == 1


def test_a_year_that_a_founding_leads_to_is_its_time() -> None:
    founded = replace(MEETS, id="1", predicate="kg:foundedIn", object=Literal("1949", "gYear"), roles=())
    founded = replace(founded, time_text="in 1949", earliest="1949-01-01", latest="1949-12-31")
    assert times(founded) == ["1949"]


def test_the_time_of_a_row_is_the_one_whose_days_it_has() -> None:
    both = told(
        "1", "2024-09-10", roles=((Role.TIME, Literal("2024-09-10", "date")), (Role.TIME, Literal("2014/2024")))
    )
    assert told_time(both) == "2024-09-10"
    assert told_time(replace(both, earliest="2014-01-01", latest="2024-12-31")) == "2014/2024"


def test_what_has_gone_on_till_its_document_keeps_the_open_interval() -> None:
    since = replace(told("1", "2014/"), latest="2024-09-11")
    [row] = timeline(graph(since))
    assert (row.time, row.earliest, row.latest) == ("2014/", "2014-01-01", "2024-09-11")


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2024-09-10", None, ["2024-09", "2024-09-10"]),
        (None, "2024-09-09", ["2014/2018", "2024-09"]),
        ("2018", "2018", ["2014/2018"]),
        ("2019", "2023-12", []),
        ("2024-09-10", "2024-09-10", ["2024-09", "2024-09-10"]),
    ],
)
def test_a_period_takes_what_has_a_day_in_it(since: str | None, until: str | None, found: list[str]) -> None:
    listed = told("1", "2014/2018"), told("2", "2024-09"), told("3", "2024-09-10")
    assert sorted(times(*listed, since=since, until=until)) == found


@pytest.mark.parametrize(
    ("earliest", "latest", "inside"),
    [
        pytest.param("2014-01-01", None, True, id="open to the right"),
        pytest.param(None, "2030-12-31", True, id="open to the left"),
        pytest.param("2025-01-01", None, False, id="begins behind it"),
        pytest.param(None, "2023-12-31", False, id="ends before it"),
        pytest.param(None, None, False, id="not known"),
        pytest.param("2024-12-31", "2025-06-01", True, id="one day in common"),
    ],
)
def test_an_open_end_reaches_as_far_as_the_period(earliest: str | None, latest: str | None, inside: bool) -> None:
    assert within(earliest, latest, "2024", "2024") is inside


def test_all_time_has_what_is_not_dated() -> None:
    assert within(None, None, None, None)


def test_a_period_does_not_end_before_it_begins() -> None:
    assert within("2024-05-01", None, "2024-05", "2024-05-01")
    with pytest.raises(InputError, match="the period since 2024-05 until 2024-04 ends before it begins"):
        within(None, None, "2024-05", "2024-04")


@pytest.mark.parametrize("day", ["soon", "2024-13", "2014/2018", ""])
def test_a_period_has_dates_for_its_ends(day: str) -> None:
    with pytest.raises(InputError, match="is no date; write it as 2024-09-10"):
        within("2024-01-01", None, day, None)
    with pytest.raises(InputError, match="is no date"):
        timeline(sample.knowledge(), until=day)


def test_there_are_two_orders() -> None:
    with pytest.raises(InputError, match="unknown order 'read'; take 'told' or 'published'"):
        timeline(sample.knowledge(), by="read")
