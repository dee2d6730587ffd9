"""When a statement's deed was, in the words of the text and by the calendar.

The first and last day come from the time that the sentence gives and the date of its document, and from nothing else:
a deed told without a time gets none, neither that of the document nor that of the saying that reports it ("said on
Monday that they met" dates the saying alone, and a statement about a statement keeps its own time). An end that is
open is that of the document where the deed is told as actual: "has led it since 2014".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as day

from kg.language.times.bounds import bounds
from kg.language.times.forms import month_day
from kg.model.kinds import Modality, Polarity
from kg.model.records import Argument, Proposition


@dataclass(frozen=True, slots=True)
class When:
    """The time of one statement: its words, first and last day, and the day of a month whose year is not known."""

    text: str = ""
    earliest: str | None = None
    latest: str | None = None
    month_day: str | None = None


def when(times: Iterable[Argument], proposition: Proposition, text: str, date: str | None) -> When:
    """The time that the arguments tell; of several the one that says most: known, and of the fewest days.

    Args:
        times: the arguments that are times.
        proposition: what they are arguments of.
        text: the text of its document.
        date: the date of its document.
    """
    is_so = proposition.modality is Modality.ACTUAL and proposition.polarity is Polarity.POSITIVE
    told = [_when(argument, text, date if is_so else None) for argument in times]
    return min(told, key=_vague, default=When())


def _when(argument: Argument, text: str, until: str | None) -> When:
    words = " ".join(argument.span.of(text).split())
    earliest, latest = bounds(argument.value or "", until)
    unplaced = month_day(words) if argument.value is None else None
    return When(f"{argument.preposition} {words}".strip(), earliest, latest, unplaced)


def _vague(when: When) -> tuple[int, int, str, str]:
    """How little a time says; the lower the better, the earlier first among equals."""
    ends = sum(end is not None for end in (when.earliest, when.latest))
    days = _days(when.earliest, when.latest)
    return -ends, days, when.earliest or when.latest or "", when.text


def _days(earliest: str | None, latest: str | None) -> int:
    if earliest is None or latest is None:
        return 0
    return day.fromisoformat(latest).toordinal() - day.fromisoformat(earliest).toordinal()
