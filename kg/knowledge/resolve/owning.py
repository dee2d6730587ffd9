"""Whose a phrase is where its reading does not tell: "Marsh's new press secretary", "the envoy to Chile".

What stands before the noun is its owner or tells of whom or where it is; behind it only a name that a preposition leads
to at once, and of people and bodies some prepositions more: "support for Chile" is not Chile's, "voters in Chile" are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model.records import Mention
from kg.terms.mention_type import MentionType
from kg.terms.words import words

LEADING_TO_OWNERS = words("prepositions of belonging")
LEADING_TO_OWNERS_OF_PEOPLE = LEADING_TO_OWNERS | words("prepositions of people's belonging")
PREPOSITIONS = words("prepositions of predicates")
SERVANTS = words("offices") | words("who serves somebody")
NO_LONGER = words("words for what is over")
BEFORE_NAMES = words("words dropped from labels") | NO_LONGER | words("offices")
PEOPLE_TYPES = frozenset((MentionType.GROUP, MentionType.ROLE))
# "the House Speaker" before the name in "a spokesman for the House Speaker Marsh".
_LONGEST_TITLE = 3
_JOINTS = re.compile(r"[,;:()–—]|\b(?:and|or)\b")


def owner(phrase: Mention, inner: Sequence[Mention], text: str) -> int | None:
    """The cluster of the name that a phrase belongs to; None where its words do not tell.

    Args:
        phrase: without a name.
        inner: the mentions in it that have one, in text order.
        text: of the document.
    """
    before = (m for m in inner if m.span.end <= phrase.head.start and _describes(m, phrase, text))
    first = next(before, None) or next((m for m in inner if _is_led_to(m, phrase, text)), None)
    return first.cluster if first is not None else None


def _describes(name: Mention, phrase: Mention, text: str) -> bool:
    """True of "Marsh" in "Marsh's new aide" and "the Marsh campaign aide"; not in "anti-Marsh aide"."""
    between = text[name.span.end : phrase.head.start]
    hyphenated = text[name.span.start - 1 : name.span.start] in ("-", "–") or between[:1] in ("-", "–")
    said = re.findall(r"\w+", between.lower())
    return not (hyphenated or _JOINTS.search(between) or any(word in PREPOSITIONS for word in said))


def _is_led_to(name: Mention, phrase: Mention, text: str) -> bool:
    """True of "Marsh" in "the envoy to Marsh" and "an aide of the former President Marsh"; not in "of Marsh's boat"."""
    if name.span.start < phrase.head.end or text[name.span.end : name.span.end + 1] in ("'", "’"):
        return False
    leading, *said = text[phrase.head.end : name.span.start].split() or [""]
    return len(said) <= _LONGEST_TITLE and leading in _leading(phrase, text) and all(map(_is_of_title, said))


def _leading(phrase: Mention, text: str) -> frozenset[str]:
    """The prepositions behind a phrase that lead to whose it is."""
    if phrase.type not in PEOPLE_TYPES:
        return LEADING_TO_OWNERS
    serves = phrase.head.of(text).lower().removesuffix("s") in SERVANTS
    return LEADING_TO_OWNERS_OF_PEOPLE | {"to"} if serves else LEADING_TO_OWNERS_OF_PEOPLE


def _is_of_title(word: str) -> bool:
    """True of "the former President" before a name."""
    return word[:1].isupper() or word.lower() in BEFORE_NAMES
