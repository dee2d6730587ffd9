"""What stands behind a name between commas: an office, the place around it, or what the thing is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.clauses.coordination import is_excluded
from kg.extract.stating.nouns.base import is_name, stated
from kg.extract.stating.nouns.offices import held
from kg.extract.stating.prepositions import led_by
from kg.extract.stating.site import Draft, Site
from kg.language import relations
from kg.language.words import OFFICES, lemma
from kg.model.kinds import Role
from kg.model.records import Argument, Span
from kg.terms import rules
from kg.terms.mention_type import PLACES, MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Token

# "the minister", "minister for trade", "a former minister": more than the bare noun, which may be part of a list.
DESCRIBED = frozenset((relations.DET, relations.PREP, relations.AMOD, relations.POSS))
WHOSE = frozenset(("of", "at", "for"))
# What is no part of an office's name: before its noun, and behind "of".
NOT_BEFORE = frozenset((relations.DET, relations.PUNCT))
NOT_BEHIND = frozenset((relations.RELCL, relations.PUNCT))


def appositions(site: Site, token: Token) -> Iterator[Draft]:
    """ "Jens Stoltenberg, Secretary General of NATO": office; "Brussels, Belgium": place; else what he is."""
    for beside in token.children:
        if beside.dep_ == "appos" and not is_excluded(beside):
            name, other = (token, beside) if is_name(site, token) else (beside, token)
            if is_name(site, name):
                yield from _told(site, token, beside, name, other)


def _told(site: Site, token: Token, beside: Token, name: Token, other: Token) -> Iterator[Draft]:
    """What the one of two nouns that is a name is told to be, to hold or to lie in."""
    if site.type_of(name) == MentionType.PERSON and lemma(other) in OFFICES:
        yield from held(site, name, _title(other))
    elif _are_places(site, token, beside):
        inner, outer = (token, beside) if token.i < beside.i else (beside, token)
        sides = [site.argument(Role.SUBJECT, inner), site.argument(Role.OBJECT, outer)]
        yield stated(site, rules.PLACE, "be located in", outer, sides, within=token)
    elif other.pos_ == "NOUN" and any(k.dep_ in DESCRIBED for k in other.children):
        sides = [site.argument(Role.SUBJECT, name), _what(site, other, name)]
        yield stated(site, rules.APPOSITION, "be", other, sides, within=token)


def _are_places(site: Site, token: Token, beside: Token) -> bool:
    """True for "Brussels, Belgium", but not for "Brussels, the capital"."""
    pair = (token, beside)
    return bool(token.ent_type_) and all(is_name(site, t) and site.type_of(t) in PLACES for t in pair)


def _what(site: Site, noun: Token, name: Token) -> Argument:
    """What the name is said to be: its words where the noun has been read as the same thing, which is no news."""
    what, mention = site.argument(Role.OBJECT, noun), site.mention(name)
    is_same = mention is not None and site.phrases.mentions[site.refer(noun)].cluster == mention.cluster
    if not is_same:
        return what
    article = next((c for c in noun.lefts if c.dep_ == "det" and c.i == noun.left_edge.i), None)
    start = what.span.start if article is None else site.between(article.nbor(), noun).start
    return site.told(Role.OBJECT, Span(start, what.span.end))


def _title(office: Token) -> list[Token]:
    """ "Secretary General of NATO" of "the Secretary General of NATO, who resigned"."""
    title = {t.i: t for t in office.subtree if t.i <= office.i and t.dep_ not in NOT_BEFORE}
    for marker in led_by(office, WHOSE):
        for noun in marker.children if marker.i > office.i else ():
            if noun.dep_ == "pobj":
                inside = (t for t in noun.subtree if t.dep_ not in NOT_BEHIND and t.i <= noun.i)
                title.update({t.i: t for t in (marker, *inside)})
    return [title[i] for i in sorted(title)]
