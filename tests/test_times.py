"""Times in words as ISO 8601, as far as they can be known."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import quick

from kg.language.times import joins, to_iso
from kg.language.times.amounts import is_amount
from kg.language.times.bounds import bounds
from kg.language.times.forms import month_day

# A Wednesday.
ANCHOR = "2024-09-11"
FORM = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
TABLE = (Path(__file__).parent / "data" / "times.tsv").read_text(encoding="utf-8").splitlines()
LINES = [line.split("\t") for line in TABLE if not line.startswith("#")][1:]


@pytest.mark.parametrize(("words", "before", "anchor", "future", "iso"), LINES, ids=["|".join(x[:4]) for x in LINES])
def test_the_table_of_times(words: str, before: str, anchor: str, future: str, iso: str) -> None:
    assert (to_iso(words, anchor or None, before, future=future == "yes") or "") == iso


@pytest.mark.parametrize(
    ("first", "gap", "second", "prepositions", "one"),
    [
        ("Tuesday", ", ", "September 10", ("on", ""), True),
        ("May", " to ", "July", ("from", "to"), True),
        ("2014", " and ", "2018", ("between", "between"), True),
        ("Wednesday", " through ", "Sunday", ("", "through"), True),
        ("last year", " through ", "Sunday", ("", "through"), False),
        ("Tuesday", " and ", "September 10", ("on", "on"), False),
        ("Tuesday", " in ", "May", ("on", "in"), False),
        ("May", ", ", "September 10", ("in", ""), False),
    ],
)
def test_a_time_told_in_two_parts_is_one(
    first: str, gap: str, second: str, prepositions: tuple[str, str], one: bool
) -> None:
    assert joins(first, gap, second, prepositions) is one


@pytest.mark.parametrize(
    ("words", "iso"),
    [("November", "2024-11"), ("on December 1", "2024-12-01"), ("Monday", "2024-09-09"), ("last June", "2024-06")],
)
def test_of_what_is_possible_the_coming_month_is_meant_and_the_last_weekday(words: str, iso: str) -> None:
    assert to_iso(words, ANCHOR, may_come=True) == iso


@pytest.mark.parametrize(
    "words",
    [
        *("two years", "nearly a decade", "five to 10 years", "half a century", "years of talks", "5 ½ years"),
        *("every day", "each year", "twice a week", "several times", "day after day", "Saturday nights", "Mondays"),
        *("the first time", "this time", "a time when prices fell", "a quarter of the voters", "more than two weeks"),
    ],
)
def test_how_long_how_often_and_which_time_are_amounts(words: str) -> None:
    assert is_amount(words)
    assert to_iso(words, ANCHOR) is None


@pytest.mark.parametrize(
    ("words", "behind"),
    [
        *(
            ("two days", " after the vote"),
            ("two days ago", ""),
            ("moments", " after the vote"),
            ("a year when prices fell", ""),
            ("a month into it", ""),
        ),
        *(("recent years", ""), ("the day", ""), ("the time he left", ""), ("the last two months", ""), ("Monday", "")),
    ],
)
def test_what_tells_when_is_no_amount(words: str, behind: str) -> None:
    assert not is_amount(words, behind=behind)


def test_what_sums_up_is_no_hour() -> None:
    assert is_amount("the end of the day", "at")
    assert not is_amount("the end of the day", "by")


def test_what_stands_behind_for_is_how_long() -> None:
    assert is_amount("the evening", "for")
    assert not is_amount("the evening", "in")


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-07", ("2024-02-07", "2024-02-07")),
        ("2014/2018-03", ("2014-01-01", "2018-03-31")),
        ("/2030", (None, "2030-12-31")),
        ("2014/", ("2014-01-01", "2024-09-11")),
        ("2025/", ("2025-01-01", None)),
        ("2018/2014", (None, None)),
        ("2024-13", (None, None)),
        ("last spring", (None, None)),
        ("/", (None, None)),
        ("", (None, None)),
    ],
)
def test_a_time_has_a_first_and_a_last_day(value: str, days: tuple[str | None, str | None]) -> None:
    assert bounds(value, ANCHOR) == days


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("July 9", "--07-09"),
        ("the 9th of July", "--07-09"),
        ("July 9, 2024", None),
        ("July 9-11", None),
        ("July", None),
        ("February 29", "--02-29"),
        ("February 30", None),
    ],
)
def test_a_day_without_a_year_is_a_day_of_a_month(words: str, day: str | None) -> None:
    assert month_day(words) == day


def test_a_weekday_tells_the_year_of_its_date() -> None:
    assert to_iso("Friday, March 15", ANCHOR) == "2024-03-15"
    assert to_iso("Sunday, March 15", ANCHOR) == "2020-03-15"


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("February 24, 2022", "2022-02-24"),
        ("24 February 2022", "2022-02-24"),
        ("the 24th of February 2022", "2022-02-24"),
        ("Feb. 24, 2022", "2022-02-24"),
        ("2022-02-24", "2022-02-24"),
        ("February 2022", "2022-02"),
        ("early February 2022", "2022-02"),
        ("2022", "2022"),
        ("the year 1949", "1949"),
    ],
)
def test_a_full_date_needs_no_document(words: str, iso: str) -> None:
    assert to_iso(words, None) == iso


@pytest.mark.parametrize("words", ["Tuesday", "last year", "September 10", "today", "in May", "last week"])
def test_without_the_date_of_the_document_nothing_is_guessed(words: str) -> None:
    assert to_iso(words, None) is None


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("today", "2024-09-11"),
        ("yesterday", "2024-09-10"),
        ("tomorrow", "2024-09-12"),
        ("Tuesday", "2024-09-10"),
        ("Wednesday", "2024-09-11"),
        ("last Wednesday", "2024-09-04"),
        ("Friday evening", "2024-09-06"),
        ("next Friday", "2024-09-13"),
        ("last year", "2023"),
        ("this year", "2024"),
        ("next year", "2025"),
        ("last month", "2024-08"),
        ("last week", "2024-09-02/2024-09-08"),
        ("May", "2024-05"),
        ("last December", "2023-12"),
    ],
)
def test_the_date_of_the_document_places_what_is_told_by_it(words: str, iso: str) -> None:
    assert to_iso(words, ANCHOR) == iso


@pytest.mark.parametrize(
    ("anchor", "iso"),
    [("2024-09-11", "2024-09-10"), ("2024-01-05", "2023-12-31"), ("2024-12-30", "2025-01-02")],
    ids=["same year", "year before", "year after"],
)
def test_a_day_without_a_year_is_the_nearest_one(anchor: str, iso: str) -> None:
    day = date.fromisoformat(iso)
    assert to_iso(f"{day:%B} {day.day}", anchor) == iso


@pytest.mark.parametrize(
    ("preposition", "iso"), [("since", "2018/"), ("until", "/2018"), ("till", "/2018"), ("in", "2018"), ("", "2018")]
)
def test_since_and_until_leave_an_interval_open(preposition: str, iso: str) -> None:
    assert to_iso("2018", None, preposition) == iso


@pytest.mark.parametrize(
    "words",
    [
        "September 10, 2021",
        "September 10-12, 2021",
    ],
)
def test_a_year_that_is_told_is_never_replaced_by_that_of_the_document(words: str) -> None:
    assert (to_iso(words, ANCHOR) or "2021").startswith("2021")


def test_a_day_that_is_in_no_calendar_is_not_written() -> None:
    assert to_iso("February 30, 2022", None) == "2022"
    assert to_iso("February 30", ANCHOR) is None


@pytest.mark.parametrize("words", ["a while", "", "the Maybach", "32", "weeks of talks", "Marching season"])
def test_words_that_tell_no_time_give_none(words: str) -> None:
    assert to_iso(words, ANCHOR) is None


@pytest.mark.parametrize("anchor", ["soon", "2024-13-40", ""])
def test_a_document_with_an_odd_date_counts_as_undated(anchor: str) -> None:
    assert to_iso("Tuesday", anchor) is None
    assert to_iso("May 2020", anchor) == "2020-05"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["%B %d, %Y", "%d %B %Y", "%Y-%m-%d"]))
@quick
def test_any_day_written_out_is_read_back(day: date, form: str) -> None:
    assert to_iso(day.strftime(form), None) == day.isoformat()


@given(st.text(max_size=30), st.none() | st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str))
@quick
def test_whatever_the_words_the_value_is_iso_or_none(words: str, anchor: str | None) -> None:
    value = to_iso(words, anchor)
    assert value is None or FORM.fullmatch(value)
