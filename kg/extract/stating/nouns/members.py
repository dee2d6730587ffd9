"""Who belongs to a body: "NATO members Peru and Chile", "Anna Berg of Delmar Bank", "Berg, a clerk at the bank"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from kg.extract.clauses.coordination import conjuncts
from kg.extract.stating.nouns.base import alone, is_name, named, stated
from kg.extract.stating.nouns.offices import called
from kg.extract.stating.phrases.phrases import MEMBER_NOUNS
from kg.extract.stating.prepositions import OF, beneath, governed
from kg.extract.stating.site import Draft, Site
from kg.language.words import OFFICES, lemma
from kg.model.kinds import Role
from kg.terms import rules
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

LISTING_PREPOSITIONS = frozenset(("including", "like"))
# "the members include Peru", "the members are Peru and Chile"
LISTING_VERBS = frozenset(("include", "comprise", "be"))

# "a clerk at the bank", "a lawyer with the bank": whoever is something there belongs to it.
SERVING = frozenset(("at", "with"))
AT = frozenset(("at",))
BELONGING = words("nouns for who belongs")
NO_LONGER = words("words for what is over")


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


def affiliations(site: Site, person: Token) -> Iterator[Draft]:
    """ "Anna Berg of Delmar Bank", "Berg, a clerk at the bank": she is of it; not "Berg, a critic of the bank".

    Whose office it is the title tells: "Berg, director of the bank".
    """
    mention = named(site, person)
    if mention is None or mention.type != MentionType.PERSON:
        return
    if mention.head.start != site.block.start + person.idx:
        return
    nouns = [c for c in person.children if c.dep_ == "appos" and c.pos_ == "NOUN" and lemma(c) not in OFFICES]
    serving = (body for noun in nouns if not _is_over(noun) for body in _served(noun))
    for token in chain(governed(person, OF), serving):
        body = alone(site, Role.OBJECT, token) if _is_body(site, token) else None
        if body is not None and token.pos_ != "ADJ":
            sides = [called(site, person), body]
            yield stated(site, rules.AFFILIATION, "be affiliated with", person, sides)


def _served(noun: Token) -> Iterator[Token]:
    """ "Delmar Bank" in "a clerk at Delmar Bank", "an expert on debt at Delmar Bank", "an employee of Delmar Bank"."""
    yield from governed(noun, SERVING | OF if lemma(noun) in BELONGING else SERVING)
    for preposition in noun.children:
        if preposition.dep_ == "prep" and preposition.lower_ not in SERVING:
            for below in preposition.children:
                yield from governed(below, AT)


def _is_over(noun: Token) -> bool:
    """True for "a former clerk"."""
    return any(c.lower_ in NO_LONGER for c in noun.children)


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
