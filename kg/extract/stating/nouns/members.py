"""Who belongs to a body: "NATO members Peru and Chile", "the G7 countries, including Canada"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.clauses.coordination import conjuncts
from kg.extract.stating.nouns.base import alone, is_name, named, stated
from kg.extract.stating.phrases.phrases import MEMBER_NOUNS
from kg.extract.stating.prepositions import beneath
from kg.extract.stating.site import Draft, Site
from kg.language.words import lemma
from kg.model.kinds import Role
from kg.terms import rules
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Token

LISTING_PREPOSITIONS = frozenset(("including", "like"))
# "the members include Peru", "the members are Peru and Chile"
LISTING_VERBS = frozenset(("include", "comprise", "be"))


def members(site: Site, noun: Token) -> Iterator[Draft]:
    """ "The G7 countries, including A and B", "NATO members A and B": each belongs to the body."""
    if lemma(noun) not in MEMBER_NOUNS:
        return
    body = next((c for c in noun.children if _is_body(site, c)), None)
    whole = alone(site, Role.OBJECT, body) if body is not None else None
    if whole is None:
        return
    for token in {t.i: t for listed in _listed(site, noun) for t in conjuncts(listed)}.values():
        if is_name(site, token):
            sides = [site.argument(Role.SUBJECT, token), whole]
            yield stated(site, rules.MEMBERS, "be member of", noun, sides)


def _is_body(site: Site, token: Token) -> bool:
    mention = named(site, token)
    return mention is not None and mention.type == MentionType.ORG


def _by_verb(site: Site, noun: Token) -> Sequence[Token] | None:
    """ "The members include Peru", "The members are Peru and Chile", but not "The members are worried"."""
    clause = site.clauses.get(noun.head.i)
    if clause is None or noun.i not in {s.i for s in clause.subjects} or lemma(clause.head) not in LISTING_VERBS:
        return None
    listed = clause.objects or clause.complements
    return listed if lemma(clause.head) != "be" or all(is_name(site, t) for t in listed) else []


def _by_preposition(site: Site, noun: Token) -> Sequence[Token] | None:
    """ "NATO members including Turkey", but not "NATO members without Turkey"."""
    return list(beneath(noun, LISTING_PREPOSITIONS)) or None


def _beside(site: Site, noun: Token) -> Sequence[Token] | None:
    """ "NATO members Turkey and Greece"; not so "NATO members without Turkey"."""
    return [c for c in noun.children if c.dep_ == "appos"]


LIST_RULES: tuple[Callable[[Site, Token], Sequence[Token] | None], ...] = (_by_verb, _by_preposition, _beside)


def _listed(site: Site, noun: Token) -> Sequence[Token]:
    """What the first way of listing that is there lists."""
    return next((found for read in LIST_RULES if (found := read(site, noun)) is not None), [])
