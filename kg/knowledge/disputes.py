"""Statements that contradict each other: somebody affirms what somebody else denies.

What is hoped, planned, asked or supposed denies nothing, nor does what somebody refuses to do. The two must differ in
who vouches for them, so that a change of mind is no dispute, and speak of the same time, so that a change of the world
is none. An accusation counts as affirmed by the accuser, however doubtful it is to the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.knowledge.claims import Claim, affirmed, denied
from kg.knowledge.days import Days, days_of, overlap
from kg.model.kinds import Certainty, Modality, Polarity, Role
from kg.model.records import Literal, Statement
from kg.terms.words import words

# Days about a document's date in which what it says holds, and in which somebody thinks of another as it tells.
_PRESENT, _MOOD = 366, 31
# Relations of what somebody thinks of another or wants: he may think otherwise next month.
_ATTITUDES = words("relations of attitude")
# "Not just", "not a real".
NARROWING = words("words that narrow a denial")
# Whose object is left open, or is a deed of one's own, about which nobody need differ.
_OPEN = frozenset({"kg:refuses", "kg:asks", "kg:questions", "kg:doubts"})

# A time of which a statement speaks, and the statements of two sources that speak of it.
_Timed = tuple[Days | None, Statement]


def disputes(statements: Iterable[Statement], dates: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Pairs of statement ids of which one denies what the other affirms, each pair and the list sorted.

    Each disputed statement is paired with the first that opposes it: all are found, and a claim that many repeat stays
    linear.

    Args:
        statements: what all documents say.
        dates: ISO dates of the documents that have one.
    """
    listed = list(statements)
    open = _left_open(listed)
    no: dict[Claim, list[Statement]] = defaultdict(list)
    told = [statement for statement in listed if _is_told(statement) and statement.id not in open]
    for statement in told:
        for claim in denied(statement):
            no[claim].append(statement)
    yes = _affirmed(told, no)
    pairs: set[tuple[str, str]] = set()
    for claim in sorted(yes.keys() & no.keys()):
        pairs.update(_pairs(yes[claim], no[claim], dates))
        pairs.update(_pairs(no[claim], yes[claim], dates))
    return tuple(sorted(pairs))


def _affirmed(told: Iterable[Statement], no: Mapping[Claim, list[Statement]]) -> dict[Claim, list[Statement]]:
    """Those who affirm the claims that others deny."""
    yes: dict[Claim, list[Statement]] = defaultdict(list)
    # A claim has the subject or the object of whoever affirms it, as of whoever denies it; few things are denied.
    about = {node for denying in no.values() for statement in denying for node in (statement.subject, statement.object)}
    for statement in told:
        if statement.polarity is Polarity.POSITIVE and (statement.subject in about or statement.object in about):
            for claim in affirmed(statement):
                # What is laid to somebody is denied in so many words: that nobody was charged is no word on it.
                if claim in no and (statement.modality is Modality.ACTUAL or claim[0] != "undergoes"):
                    yes[claim].append(statement)
    return yes


def _is_told(statement: Statement) -> bool:
    """True of what somebody tells as being so or not so, and of what he lays to another."""
    if statement.modality is Modality.ACTUAL:
        return statement.polarity is Polarity.POSITIVE or not _is_narrowed(statement)
    is_laid = statement.modality is Modality.POSSIBLE and statement.certainty is Certainty.DOUBTFUL
    return is_laid and bool(statement.attribution) and statement.polarity is Polarity.POSITIVE


def _is_narrowed(statement: Statement) -> bool:
    """True of "is not just a senator" and "is no real senator", which deny less than that it is so."""
    for evidence in statement.evidence:
        if evidence.object is not None:
            start, end = (
                evidence.predicate.start - evidence.sentence.start,
                evidence.object.end - evidence.sentence.start,
            )
            if not NARROWING.isdisjoint(evidence.quote[start:end].lower().split()):
                return True
    return False


def _left_open(statements: Iterable[Statement]) -> set[str]:
    """The ids of what somebody asks about, doubts or refuses to do."""
    return {s.object.removeprefix("st:") for s in statements if s.predicate in _OPEN and isinstance(s.object, str)}


def _pairs(
    statements: Iterable[Statement], opposing: Iterable[Statement], dates: Mapping[str, str]
) -> Iterable[tuple[str, str]]:
    """Each statement with the first of the others that is from another source and speaks of the same time and place."""
    others = _first_by_time(opposing, dates)
    found: dict[Days | None, list[Statement]] = {}
    for statement in statements:
        days = _holds(statement, dates)
        if days not in found:
            found[days] = _first_by_source(other for then, other in others if overlap(days, then))
        other = next((o for o in found[days] if source(o) != source(statement) and _may_meet(o, statement)), None)
        if other is not None:
            one, two = sorted((statement.id, other.id))
            yield one, two


def _first_by_time(statements: Iterable[Statement], dates: Mapping[str, str]) -> list[_Timed]:
    """The first statements of two sources for each time that they speak of, with that time."""
    by_time: dict[Days | None, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_time[_holds(statement, dates)].append(statement)
    return [(days, first) for days, listed in by_time.items() for first in _first_by_source(listed)]


def _holds(statement: Statement, dates: Mapping[str, str]) -> Days | None:
    """The days of which a statement speaks: those it names, else about the date of its document; None if unknown."""
    time = next((n.value for role, n in statement.roles if role is Role.TIME and isinstance(n, Literal)), "")
    if (named := days_of(time)) is not None:
        return named
    told = days_of(dates.get(statement.document, ""))
    # half the span on either side, so that two that are farther apart do not touch
    about = _MOOD // 2 if statement.predicate in _ATTITUDES else _PRESENT
    return (told[0] - about, told[1] + about) if told is not None else None


def _may_meet(one: Statement, other: Statement) -> bool:
    """False of what is told of two places."""
    places = [{node for role, node in s.roles if role is Role.PLACE} for s in (one, other)]
    return not all(places) or bool(places[0] & places[1])


def source(statement: Statement) -> tuple[str, str]:
    """Who vouches for a statement: its innermost speaker wherever he speaks, else the document."""
    return ("speaker", statement.attribution[-1]) if statement.attribution else ("document", statement.document)


def _first_by_source(statements: Iterable[Statement]) -> list[Statement]:
    """The first statements of two sources: one of them differs from any third."""
    first: dict[tuple[str, str], Statement] = {}
    for statement in statements:
        first.setdefault(source(statement), statement)
        if len(first) == 2:
            break
    return list(first.values())
