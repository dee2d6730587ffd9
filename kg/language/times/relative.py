"""Times that are told from the day on which they are told: "Tuesday", "last summer", "the past two months".

What is counted from a day that the words do not tell ("the next day", "a week before the vote"), or by no number ("in
recent years"), is not known: the caller keeps the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from kg.language.times.days import NUMBERS, Tense, count_of, month_iso, month_number, shifted, week_of, weekday_number
from kg.language.times.forms import MONTH, SEASONS, WEEKDAY, month_near, season_in
from kg.terms.words import word_pairs

_UNIT = r"(?P<unit>hour|day|week|month|year|decade)"
_NUMBER = rf"\d{{1,4}}|{'|'.join(NUMBERS)}"
COUNT = rf"(?P<count>an|{_NUMBER})\s+{_UNIT}s?"
AGO = re.compile(rf"\b(?:(?P<more>more than|over|at least)\s+|(?P<less>less than|under|within|not)\s+)?{COUNT}\s+ago\b")
AHEAD = re.compile(rf"\b{COUNT}\s+from\s+(?:now|today)\b")
AHEAD_BY = re.compile(rf"^(?:about|around|just|only)?\s*{COUNT}(?:'\s+time)?$")
# Not "the last week of the campaign", which is no week of the calendar's own.
_OWN = r"(?!\s+(?:of|before|in|on|when|that)\b)"
PAST = re.compile(rf"\b(?:past|last)\s+(?:(?P<count>{_NUMBER})\s+)?{_UNIT}(?P<s>s?)\b{_OWN}")
NEXT = re.compile(rf"\b(?:next|coming)\s+(?P<count>{_NUMBER})\s+{_UNIT}s?\b{_OWN}")
# "the next year", "the following day": in a tale from another day than the document's.
THE_NEXT = re.compile(rf"\bthe\s+(?:next|following|coming)\s+{_UNIT}\b{_OWN}")
THE_LAST = re.compile(rf"\bthe\s+(?:past|last)\s+{_UNIT}(?P<s>)\b{_OWN}")
FIRST_MONTHS = re.compile(rf"\bfirst\s+(?P<count>{_NUMBER})\s+months(?: of (?:the|this) year)?$")
MONTH_OF = re.compile(rf"\b{MONTH}\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b", re.I)
ONLY_MONTH = re.compile(
    r"^(?:back in\s+|in\s+|as early as\s+)?(?:the\s+)?"
    r"(?:(?:(?:very\s+)?(?:end|beginning|start|middle|months?|rest|course|all|much|most|part)"
    r"|(?:first|second|third|fourth|last|final|early|opening|closing)\s+(?:days?|weeks?|part))\s+of\s+)?"
    rf"(?:this\s+)?(?:(?P<which>last|this|next|past|coming|early|late|mid)[ -])?{MONTH}(?:\s+alone)?$",
    re.I,
)
SEASON = re.compile(rf"\b(?P<which>last|this|next|past|coming)\s+(?P<season>{'|'.join(SEASONS)})\b{_OWN}")
QUARTER = re.compile(r"\b(?P<which>last|this|next|past|previous) quarter\b")
# "all year", "the end of the month", "the rest of the week", "this election year".
WHOLE = re.compile(
    r"(?:\b(?:all|the whole|the entire|the rest of (?:the|this)|(?:end|start|beginning|middle) of (?:the|this))\s+"
    r"|\bthis (?:election|presidential|fiscal|calendar|school)\s+)(?P<unit>week|month|year)$"
)
RELATIVE = {words: int(days) for words, days in word_pairs("days from today").items()}
YEARS_AWAY = {"last year": -1, "this year": 0, "next year": 1, "this past year": 0}
# Before a weekday that is still to come, or over.
COMING = frozenset(("next", "coming"))
# "A Tuesday" is any, and "the Monday after the vote" depends on the vote.
ANY_DAY = re.compile(
    r"\b(?:an?|one|every|each|any|some|that|same|first|second|third|fourth|final|from|after|before)\s+$"
)
HABIT = re.compile(r"^\s+(?:nights|mornings|evenings|afternoons)\b")
OF_ANOTHER = re.compile(r"^(?:\s+\w+)?\s+(?:before|after|following|prior to)\b")


def relative(words: str, anchor: date, tense: Tense, preposition: str) -> str | None:
    """The ISO 8601 form of what is told from a day; None where it is not told from it.

    Args:
        words: the expression, in lower case.
        anchor: the day on which it is told.
        tense: whether what it tells of is to come.
        preposition: the word before it; "in" two weeks is two weeks ahead where it is to come.
    """
    for find, told in _FORMS:
        if found := find(words):
            return told(found, anchor, tense.may_come)
    if tense.is_future and preposition in ("in", "within") and (found := AHEAD_BY.search(words)):
        end = shifted(anchor, count_of(found["count"]), found["unit"])
        return f"{anchor.isoformat()[: len(end)]}/{end}" if end and preposition == "within" else end
    for word, shift in RELATIVE.items():
        if word in words:
            return (anchor + timedelta(days=shift)).isoformat()
    if found := WEEKDAY.search(words):
        return _weekday(found, words, anchor, tense.is_future)
    return _span(words, anchor, tense.is_future)


def _month_of(found: re.Match[str], anchor: date, future: bool) -> str:
    """ "May last year"."""
    shift = {"last": -1, "this": 0, "next": 1}[found["which"].lower()]
    return month_iso(anchor.year + shift, month_number(found["month"]))


def _only_month(found: re.Match[str], anchor: date, future: bool) -> str:
    """ "February", "late May", "next June"."""
    return month_near(month_number(found["month"]), found["which"], anchor, future or found["which"] == "coming")


def _ago(found: re.Match[str], anchor: date, future: bool) -> str | None:
    """ "three weeks ago"; "more than a year ago" was then or before, "less than a year ago" since."""
    day = shifted(anchor, -count_of(found["count"]), found["unit"])
    if found["less"] and day:
        return f"{day}/{anchor.isoformat()[: len(day)]}"
    return f"/{day}" if found["more"] and day else day


def _ahead(found: re.Match[str], anchor: date, future: bool) -> str | None:
    """ "two weeks from now"."""
    return shifted(anchor, count_of(found["count"]), found["unit"])


def _past(found: re.Match[str], anchor: date, future: bool) -> str | None:
    """ "the past three years", "last week"; in "the past days" nobody knows how many."""
    if found["s"] and not found["count"]:
        return None
    start = shifted(anchor, -count_of(found["count"] or "one"), found["unit"])
    return f"{start}/{anchor.isoformat()[: len(start)]}" if start else None


def _next(found: re.Match[str], anchor: date, future: bool) -> str | None:
    """ "the next four years", from the day on which it is told."""
    end = shifted(anchor, count_of(found["count"]), found["unit"])
    return f"{anchor.isoformat()[: len(end)]}/{end}" if end else None


def _the_next(found: re.Match[str], anchor: date, future: bool) -> str | None:
    """ "over the next year", from the day on which it is told; in the past tense from a day that is not known."""
    end = shifted(anchor, 1, found["unit"])
    return f"{anchor.isoformat()[: len(end)]}/{end}" if future and end else None


def _the_last(found: re.Match[str], anchor: date, future: bool) -> str | None:
    """ "over the last month", up to the day on which it is told; "last month" is a month of the calendar."""
    start = shifted(anchor, -1, found["unit"])
    return f"{start}/{anchor.isoformat()[: len(start)]}" if start else None


def _season(found: re.Match[str], anchor: date, future: bool) -> str:
    """The last season that is over, the one of this year, or the next to begin."""
    which = found["which"]
    own = season_in(anchor.year, found["season"])
    if which in COMING:
        return own if own[:7] > anchor.isoformat()[:7] else season_in(anchor.year + 1, found["season"])
    if which == "this":
        # In January "this winter" began in the year before.
        began = anchor.year - (SEASONS[found["season"]] == 12 and anchor.month < 6)
        return season_in(began, found["season"])
    years = range(anchor.year - 2, anchor.year + 1)
    over = [s for year in years if (s := season_in(year, found["season"])).split("/")[1] < anchor.isoformat()[:7]]
    return over[-1]


def _quarter(found: re.Match[str], anchor: date, future: bool) -> str:
    """ "last quarter": three months of the calendar."""
    away = {"this": 0, "next": 1}.get(found["which"], -1)
    start = (anchor.month - 1) // 3 * 3 + 1 + 3 * away
    return f"{month_iso(anchor.year, start)}/{month_iso(anchor.year, start + 2)}"


def _first_months(found: re.Match[str], anchor: date, future: bool) -> str | None:
    """ "the first 10 months of the year", where they are over or nearly so."""
    months = count_of(found["count"])
    return f"{anchor.year}-01/{month_iso(anchor.year, months)}" if 1 < months <= anchor.month else None


def _whole(found: re.Match[str], anchor: date, future: bool) -> str:
    """ "all year", "the end of the month": the unit as a whole, as nothing finer is told for certain."""
    if found["unit"] == "week":
        return week_of(anchor)
    return anchor.isoformat()[: 4 if found["unit"] == "year" else 7]


_Told = Callable[["re.Match[str]", date, bool], "str | None"]
_FORMS: tuple[tuple[Callable[[str], re.Match[str] | None], _Told], ...] = (
    (MONTH_OF.search, _month_of),
    (ONLY_MONTH.search, _only_month),
    (AGO.search, _ago),
    (AHEAD.search, _ahead),
    (SEASON.search, _season),
    (QUARTER.search, _quarter),
    (FIRST_MONTHS.search, _first_months),
    (WHOLE.search, _whole),
    (NEXT.search, _next),
    (THE_NEXT.search, _the_next),
    (THE_LAST.search, _the_last),
)


def _span(words: str, anchor: date, future: bool) -> str | None:
    """Years, months and weeks counted from the document's: "this year", "last week", "the past three years"."""
    for phrase, shift in YEARS_AWAY.items():
        if phrase in words:
            return str(anchor.year + shift)
    for phrase, told in _SPANS:
        if re.search(phrase + r"\b" + _OWN, words):
            return told(words, anchor, future)
    found = PAST.search(words)
    return _past(found, anchor, future) if found else None


def _month_away(shift: int) -> Callable[[str, date, bool], str]:
    """The month so many ahead."""
    return lambda words, anchor, future: month_iso(anchor.year, anchor.month + shift)


def _weekend(words: str, anchor: date, future: bool) -> str:
    """The last Saturday and Sunday, in the future tense and behind "next" the coming ones."""
    back = (anchor.weekday() - 5) % 7 or 7
    is_ahead = future or "next" in words or "coming" in words
    saturday = anchor + timedelta(days=7 - back if is_ahead else -back)
    return _days(saturday, 1)


def _this_week(words: str, anchor: date, future: bool) -> str:
    """From Monday to Sunday."""
    return week_of(anchor)


def _last_week(words: str, anchor: date, future: bool) -> str:
    """From Monday to Sunday of the week before; on a Sunday the seven days before it, which are the week now over."""
    sunday = anchor.weekday() == 6
    return _days(anchor - timedelta(days=7), 6) if sunday else week_of(anchor - timedelta(days=7))


def _next_week(words: str, anchor: date, future: bool) -> str:
    """From Monday to Sunday of the week that follows."""
    return week_of(anchor + timedelta(days=7))


def _coming_week(words: str, anchor: date, future: bool) -> str:
    """The seven days that follow."""
    return _days(anchor, 7)


def _days(first: date, more: int) -> str:
    """A day and so many behind it."""
    return f"{first.isoformat()}/{(first + timedelta(days=more)).isoformat()}"


_SPANS: tuple[tuple[str, Callable[[str, date, bool], str]], ...] = (
    ("last month", _month_away(-1)),
    ("this month", _month_away(0)),
    ("next month", _month_away(1)),
    ("weekend", _weekend),
    ("last week", _last_week),
    ("this week", _this_week),
    ("next week", _next_week),
    ("coming week", _coming_week),
)


def _weekday(found: re.Match[str], words: str, anchor: date, future: bool) -> str | None:
    """A day of the week: the last one, the document's own day included; in the future tense the coming one."""
    if HABIT.search(words[found.end() :]):
        return None
    is_of_another = OF_ANOTHER.search(words[found.end() :]) and "the " in words[: found.end()]
    if is_of_another or ANY_DAY.search(words[: found.start()]):
        return None
    which = (found["which"] or "").strip()
    back = (anchor.weekday() - weekday_number(found["day"])) % 7
    if which in COMING or (future and which != "last" and back):
        return (anchor + timedelta(days=7 - back)).isoformat()
    return (anchor - timedelta(days=back or (7 if which == "last" else 0))).isoformat()
