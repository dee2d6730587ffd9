"""Words that look like a time and tell none: how long ("for years"), how often ("every day"), or which
occasion it was ("this time", "a time when prices fell").

These stand beside a statement, but no calendar has them, and they are neither known nor unknown dates.
"""

from __future__ import annotations

import re

from kg.terms.words import word_list, words

_UNITS = f"(?:{'|'.join(word_list('units of time'))})s?"
_NUMBER = rf"(?:\d[\d,.]*(?:\s*½)?|½|half|{'|'.join(map(re.escape, word_list('amounts of time')))})"
_ABOUT = f"(?:(?:{'|'.join(map(re.escape, word_list('words before an amount')))})\\s+)*"
_WITHIN = f"(?:{'|'.join(word_list('words within an amount'))})"
# What makes an amount an offset from a day: "two weeks ago", "a year when ...".
_TOLD_FROM = rf"(?:{'|'.join(word_list('words behind an amount that place it'))})\b"
AMOUNT = re.compile(
    rf"^{_ABOUT}(?:{_NUMBER}(?:\s*(?:to|or|and|-|–)\s*{_NUMBER})*[ -]+(?:an?\s+|and a half\s+|of\s+)?"
    rf"(?:{_WITHIN}\s+)?)?"
    rf"(?:{_UNITS})\b(?:\s+and a half)?(?!\s+{_TOLD_FROM})",
    re.I,
)
OFTEN = re.compile(
    r"\b(?:every|each|once|twice)\b|\b(?P<unit>day|night|week|month|year|time) (?:after|by) (?P=unit)\b"
    r"|day (?:nights|mornings|evenings|afternoons)\b|(?:sun|mon|tues|wednes|thurs|fri|satur)days\b"
    rf"|\b(?:{_NUMBER}|how many|both|all|million)\s+times\b|^times$"
    r"|\btime (?:and time )?again\b|\btime to time\b|\s(?:an?|per) (?:day|week|month|year)$",
    re.I,
)
# "At the end of the day" sums up, and tells no hour.
SUMMING_UP = re.compile(r"^the end of the day$", re.I)
WHICH = re.compile(
    rf"\b(?:{'|'.join(word_list('which time it is'))})\s+times?\b"
    r"|^(?:(?:the|an?) )?times?$|^the moment$|^(?:an?|one|this one)\s+(?:\w+\s+){0,3}(?:time|moment)s?\b",
    re.I,
)
FRACTION = re.compile(
    r"\b(?:a|one|three)\s+(?:quarters?|thirds?|seconds?)\s+of\b(?! (?:the |a )?(?:year|century))", re.I
)
# Behind these an amount tells how long, whatever stands behind it.
LASTING = words("prepositions of how long")
BEHIND = re.compile(rf"\s*,?\s*{_TOLD_FROM}", re.I)


def is_amount(expression: str, preposition: str = "", behind: str = "") -> bool:
    """True of how long, how often and which time; such words tell no day.

    Args:
        expression: the words, without their preposition.
        preposition: the word before them.
        behind: what the text goes on with; "two days" is an offset in "two days after the vote".

    >>> is_amount("two years"), is_amount("every day"), is_amount("the first time"), is_amount("decades", "for")
    (True, True, True, True)
    >>> is_amount("two days", behind=" after the vote"), is_amount("recent years", "in"), is_amount("two weeks ago")
    (False, False, False)
    """
    if any(told.search(expression) for told in (OFTEN, WHICH, FRACTION)):
        return True
    if preposition == "at" and SUMMING_UP.search(expression):
        return True
    if preposition in LASTING:
        return True
    return AMOUNT.search(expression) is not None and not BEHIND.match(behind)
