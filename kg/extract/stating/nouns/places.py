"""Where a place lies, and where somebody is from: "the Italian island of Capri", "Anna Berg of Leeds"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from kg.extract.stating.nouns.base import alone, is_actor, is_name, named, stated
from kg.extract.stating.nouns.offices import called
from kg.extract.stating.prepositions import OF, beneath, governed
from kg.extract.stating.site import Draft, Site
from kg.language import relations
from kg.language.words import lemma
from kg.model.kinds import Role
from kg.terms import rules
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

KINDS_OF_PLACES = words("kinds of places")
# What may lie somewhere: "the village of Barclays" may as well be taken for a firm by the recogniser.
LYING = PLACES | {MentionType.ORG}
OWNING = frozenset((relations.AMOD, relations.COMPOUND, relations.POSS))
IN = frozenset(("in",))
FROM = frozenset(("from",))


def places(site: Site, noun: Token) -> Iterator[Draft]:
    """ "the Italian island of Capri", "the island of Capri in Italy": Capri lies in Italy."""
    if noun.pos_ != "NOUN" or lemma(noun) not in KINDS_OF_PLACES:
        return
    of = list(governed(noun, OF))
    beside = (c for c in noun.children if c.dep_ == "appos")
    name = next((t for t in chain(of, beside) if is_name(site, t)), None)
    region = _region(site, noun, of)
    if name is not None and region is not None and site.type_of(name) in LYING:
        sides = [site.argument(Role.SUBJECT, name), site.argument(Role.OBJECT, region)]
        yield stated(site, rules.PLACE, "be located in", noun, sides)


def _region(site: Site, noun: Token, of: Iterable[Token]) -> Token | None:
    """ "Italian" of "the Italian island", "Italy" of "the island of Capri in Italy", but not of "in winter"."""
    owner = next((c for c in noun.children if c.dep_ in OWNING and is_actor(site, c)), None)
    if owner is not None:
        return owner
    outer = (p for t in (noun, *of) for p in beneath(t, IN))
    return next((p for p in outer if is_name(site, p)), None)


def origins(site: Site, person: Token) -> Iterator[Draft]:
    """ "Anna Berg, a clerk from Leeds", "Anna Berg of Leeds": Berg is from there; not in "a letter from Leeds"."""
    mention = named(site, person)
    if mention is None or mention.type != MentionType.PERSON or mention.head.start != site.block.start + person.idx:
        return
    told = (p for c in person.children if c.dep_ == "appos" for p in governed(c, FROM))
    place = next((p for p in chain(governed(person, OF), told) if is_name(site, p) and site.type_of(p) in PLACES), None)
    if place is not None and (where := alone(site, Role.OBJECT, place)) is not None:
        yield stated(site, rules.ORIGIN, "be from", person, [called(site, person), where])


def place_named(site: Site, token: Token) -> Token | None:
    """The named place of "in Italy" and of "on the Italian island of Capri"."""
    if site.type_of(token) in PLACES:
        return token
    if lemma(token) not in KINDS_OF_PLACES:
        return None
    return next((p for p in beneath(token, OF) if is_name(site, p)), None)
