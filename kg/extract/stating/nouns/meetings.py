"""Gatherings, who holds them and where: "a G7 foreign ministers meeting in Italy"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.stating.nouns.base import stated
from kg.extract.stating.nouns.given import stance_of_act
from kg.extract.stating.nouns.places import place_named
from kg.extract.stating.phrases.registry import NAME_KINDS
from kg.extract.stating.phrases.wording import GATHERINGS
from kg.extract.stating.prepositions import led_by
from kg.extract.stating.site import Draft, Site
from kg.language.words import lemma
from kg.model.kinds import MentionKind, Modality, Role
from kg.model.records import Argument
from kg.terms import rules
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Token

HOLDERS = frozenset((MentionType.ORG, MentionType.GPE, MentionType.NORP))
# A meeting that is wanted or possible has neither place nor host.
TO_BE_HELD = frozenset((Modality.ACTUAL, Modality.PLANNED))
WHERE = frozenset(("in", "at", "on"))


def meetings(site: Site, noun: Token) -> Iterator[Draft]:
    """ "a G7 foreign ministers meeting in Italy": it is held in Italy, the G7 holds it and meets there.

    "A Geneva summit" is held in Geneva.
    """
    if lemma(noun) not in GATHERINGS:
        return
    this = Argument(Role.SUBJECT, site.span(noun), mention=site.refer(noun))
    stance = stance_of_act(site, noun)
    if stance.negative or stance.modality not in TO_BE_HELD:
        return
    holder = _holder(site, noun, this)
    if holder is not None and _is_where(site, holder):
        where = replace(holder, role=Role.OBJECT, preposition="in")
        yield stated(site, rules.MEETING, "be held in", noun, [this, where], stance=stance)
        holder = None
    if holder is not None and _is_beside(site, noun, holder):
        what = replace(this, role=Role.OBJECT)
        yield stated(site, rules.MEETING, "hold", noun, [holder, what], stance=stance)
    for marker, place in _places(site, noun):
        where = site.argument(Role.OBJECT, place, marker)
        yield stated(site, rules.MEETING, f"be held {marker}", noun, [this, where], stance=stance)
        if holder is not None:
            yield stated(site, rules.MEETING, "meet at", noun, [holder, where], stance=stance)


def _holder(site: Site, noun: Token, meeting: Argument) -> Argument | None:
    """The G7 of "a G7 meeting", but nobody of "a crisis meeting".

    Where the G7 is not beside the noun, the words of the meeting stand for it.
    """
    assert meeting.mention is not None
    mentions = site.phrases.mentions
    number = mentions[meeting.mention].of
    if number is None or mentions[number].kind not in NAME_KINDS or mentions[number].type not in HOLDERS:
        return None
    holder = replace(meeting, mention=number)
    return replace(holder, span=mentions[number].span) if _is_beside(site, noun, holder) else holder


def _is_where(site: Site, holder: Argument) -> bool:
    """True for the name of a town or region; a demonym ("Scottish") or a seat of power ("Moscow's") means who acts."""
    assert holder.mention is not None
    mention = site.phrases.mentions[holder.mention]
    entry = site.phrases.gazetteer.entry(mention.label, mention.link)
    return (
        entry is not None
        and mention.kind is MentionKind.NAME
        and mention.type == MentionType.GPE
        and not entry.is_country
    )


def _is_beside(site: Site, noun: Token, holder: Argument) -> bool:
    return any(site.at(c) == holder.mention for c in noun.children)


def _places(site: Site, noun: Token) -> Iterator[tuple[str, Token]]:
    """ "in" with Rome in "a meeting in Rome", but nothing in "a meeting in May"."""
    for marker in led_by(noun, WHERE):
        for below in marker.children:
            place = place_named(site, below)
            if place is not None:
                yield marker.lower_, place
