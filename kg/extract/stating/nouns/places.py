"""Where a place lies, and where somebody is from: "the Italian island of Capri", "Anna Berg of Leeds"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from kg.extract.stating.nouns.base import alone, is_actor, is_name, named, stated
from kg.extract.stating.nouns.offices import called
from kg.extract.stating.prepositions import OF, beneath, governed, led_by
from kg.extract.stating.site import Draft, Site
from kg.language import relations
from kg.language.words import lemma
from kg.model.kinds import Role
from kg.terms import rules
from kg.terms.lexicon.kinds import kinds_of
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

KINDS_OF_PLACES = words("kinds of places")
# What may lie somewhere: "the village of Barclays" may as well be taken for a firm by the recogniser.
LYING = PLACES | {MentionType.ORG}
OWNING = frozenset((relations.AMOD, relations.COMPOUND, relations.POSS))
# Where it may lie: "Wall Street in the White House" lies in no building.
GROUNDS = PLACES - {MentionType.FAC}
IN = frozenset(("in",))
# Kinds of what stands somewhere, by the last word of its name; by a noun beside the name also what has a seat.
STANDING = frozenset(("place", "school"))
SEATED = STANDING | {"body"}
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


def sites(site: Site, noun: Token) -> Iterator[Draft]:
    """ "Lowell College in Boston", "Delta, a firm in Oslo", "the schools Lira and Delmara in Leeds": they are there.

    Not "the Farmers Association in Leeds", which may be there for a day, nor "Anna Berg, a judge in Oslo".
    """
    where = next((p for p in _behind(noun) if is_name(site, p) and site.type_of(p) in GROUNDS), None)
    if where is None or (place := alone(site, Role.OBJECT, where)) is None:
        return
    for name in _standing(site, noun):
        subject = alone(site, Role.SUBJECT, name)
        if subject is not None and subject.mention != place.mention:
            yield stated(site, rules.PLACE, "be located in", noun, [subject, place])


def _behind(noun: Token) -> Iterator[Token]:
    """What "in" governs that stands behind a noun and hangs from it."""
    return (p for marker in led_by(noun, IN) if marker.i > noun.i for p in marker.children if p.dep_ == relations.POBJ)


def _standing(site: Site, noun: Token) -> Iterator[Token]:
    """The names of what stands where the noun does: its own, or those beside it."""
    names = [noun] if is_name(site, noun) and _is_of(STANDING, noun) else _described(noun)
    return (name for name in names if is_name(site, name) and site.type_of(name) != MentionType.PERSON)


def _described(noun: Token) -> list[Token]:
    """Both names of "the schools Lira and Delmara", where "in Leeds" hangs from the schools or from the last name."""
    first = next((t for t in noun.path if t.dep_ != relations.CONJ), noun)
    kind = first.head if first.dep_ == relations.APPOS and first.head.pos_ == "NOUN" else noun
    if not _is_of(SEATED, kind):
        return []
    beside = [c for c in kind.children if c.dep_ == relations.APPOS]
    if kind.dep_ == relations.APPOS:
        beside.append(kind.head)
    return [t for name in beside for t in ((name, *name.conjuncts) if kind.tag_ == "NNS" else (name,))]


def _is_of(kinds: frozenset[str], noun: Token) -> bool:
    return not kinds.isdisjoint(kinds_of(lemma(noun).lower()))


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
