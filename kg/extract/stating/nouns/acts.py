"""Acts that nouns name: "China's support for Russia", "the invasion of Ukraine", "talks between A and B"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from kg.extract.clauses.coordination import conjuncts
from kg.extract.stating.nouns.base import around, is_actor, is_name, stated
from kg.extract.stating.nouns.given import stance_of_act
from kg.extract.stating.phrases.wording import GATHERINGS
from kg.extract.stating.prepositions import OF, beneath, governed, led_by
from kg.extract.stating.site import Draft, Site, is_time
from kg.language.grammar import MODIFIERS
from kg.language.words import PLACE_PREPOSITIONS, event_nouns, lemma
from kg.model.kinds import Role
from kg.model.records import Argument
from kg.terms import rules
from kg.terms.mention_type import PLACES
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Predicates of what two do with one another, whichever is told first.
MUTUAL_ACTS = words("mutual acts")
# Nouns for what one thing does to another: "the impact of X on Y".
EFFECTS = words("nouns of effects")
TALKS = frozenset((*GATHERINGS, "talk", "negotiation", "discussion"))
ATTENDING = words("prepositions of attending")
BY = frozenset(("by", "from"))
BETWEEN = frozenset(("between", "among"))
HYPHENS = frozenset(("-", "–", "/"))


@dataclass(frozen=True, slots=True)
class _Act:
    """What a noun tells of an act: the verb it stands for, who does it to whom, and the preposition before those."""

    noun: Token
    verb: str
    agents: Sequence[Token]
    patients: Sequence[Token]
    marker: Token


def acts(site: Site, noun: Token) -> Iterator[Draft]:
    """ "China's support for Russia", "the invasion of Ukraine by Russia", "talks between A and B"."""
    entry = event_nouns().get(lemma(noun))
    if entry is None or noun.pos_ != "NOUN":
        return
    verb, prepositions = entry
    agents = _agents(site, noun)
    patients, marker = _patients(noun, prepositions)
    if not agents and patients and lemma(noun) in TALKS:
        agents = _attending(site, noun)
    if verb in MUTUAL_ACTS and (not agents or _hyphenated(site, noun)):
        yield from _between(site, noun, verb)
    elif agents and marker is not None:
        yield from _done(site, _Act(noun, verb, agents, patients, marker))


def _done(site: Site, act: _Act) -> Iterator[Draft]:
    """Each of those who act, with each whom it is done to."""
    stance = stance_of_act(site, act.noun)
    if stance is None:
        return
    agents = [a for a in act.agents if _is_settled(site, a, act.noun)]
    others = _circumstances(site, act.noun, act.marker)
    for agent, patient in product(agents, act.patients):
        if agent.i != patient.i:
            subject = site.argument(Role.SUBJECT, agent)
            whom = site.argument(Role.OBJECT, patient, act.marker.lower_)
            yield stated(site, rules.ACT_NOUN, act.verb, act.noun, [subject, whom, *others], stance=stance)


def _between(site: Site, noun: Token, verb: str) -> Iterator[Draft]:
    """ "cooperation between China and Russia", "China-Russia relations": each with the other."""
    parties = _parties(noun) or _hyphenated(site, noun)
    stance = stance_of_act(site, noun)
    if len(parties) < 2 or stance is None:
        return
    first, *rest = parties
    for other in rest:
        if other.i != first.i:
            sides = [site.argument(Role.SUBJECT, first), site.argument(Role.OBJECT, other)]
            yield stated(site, rules.ACT_BETWEEN, verb, noun, [*sides, *_circumstances(site, noun)], stance=stance)


# -- who acts


def _possessor(site: Site, noun: Token) -> list[Token]:
    """China in "China's support", but not "its" where nobody knows whose."""
    for c in noun.children:
        if c.dep_ == "poss" and not (c.tag_ == "PRP$" and _is_open(site, c)):
            return conjuncts(c)
    return []


def _doer(site: Site, noun: Token) -> list[Token]:
    """Russia in "the invasion by Russia", "help from Russia", but not in "the invasion of Russia"."""
    by = next(governed(noun, BY), None)
    return conjuncts(by) if by is not None else []


def _cause(site: Site, noun: Token) -> list[Token]:
    """The sanctions in "the impact of sanctions on trade", but not in "the support of sanctions"."""
    return list(governed(noun, OF)) if lemma(noun) in EFFECTS else []


def _country(site: Site, noun: Token) -> list[Token]:
    """ "Chinese" in "Chinese support", but not in "Chinese influence", whose cause stands behind it."""
    beside = (c for c in noun.children if c.dep_ in MODIFIERS and is_actor(site, c))
    first = next(beside, None)
    return [first] if first is not None and lemma(noun) not in EFFECTS else []


AGENT_RULES: tuple[Callable[[Site, Token], list[Token]], ...] = (_possessor, _doer, _cause, _country)


def _agents(site: Site, noun: Token) -> list[Token]:
    """Those who do what the noun names; where it is told in several ways, as the first of them tells."""
    return next((found for read in AGENT_RULES if (found := read(site, noun))), [])


def _is_open(site: Site, token: Token) -> bool:
    number = site.at(token)
    return number is None or site.phrases.registry.is_open(number)


def _attending(site: Site, noun: Token) -> list[Token]:
    """ "During meetings with officials, Campbell said": the subject of the clause attends."""
    marker = noun.head
    clause = site.clauses.get(marker.head.i) if noun.dep_ == "pobj" else None
    if clause is not None and marker.lower_ in ATTENDING and not clause.passive:
        return [s for s in clause.subjects if is_name(site, s)]
    return []


def _is_settled(site: Site, agent: Token, noun: Token) -> bool:
    """False for "its" in "X cut its support", where "its" was read as another than X: one of the two is wrong."""
    clause, top = around(site, noun)
    if agent.tag_ != "PRP$" or clause is None or top.i != noun.i or noun.dep_ != "dobj":
        return True
    mentions = site.phrases.mentions
    cluster = mentions[site.refer(agent)].cluster
    return any(mentions[site.refer(s)].cluster == cluster for s in clause.subjects)


# -- whom it is done to, and with whom


def _patients(noun: Token, prepositions: frozenset[str]) -> tuple[list[Token], Token | None]:
    """Whom or what the act is done to, and the preposition that says so."""
    for marker in led_by(noun, prepositions):
        heads = [h for p in marker.children if p.dep_ == "pobj" for h in conjuncts(p)]
        heads = [h for h in heads if not _begins_anew(h)]
        if heads:
            return heads, marker
    return [], None


def _begins_anew(noun: Token) -> bool:
    """ "support for the army and its effects": what its own pronoun begins is another thing."""
    return noun.dep_ == "conj" and any(k.tag_ == "PRP$" for k in noun.children)


def _parties(noun: Token) -> list[Token]:
    """China and Russia of "cooperation between China and Russia"."""
    lists = (conjuncts(p) for p in beneath(noun, BETWEEN))
    return next((found for found in lists if len(found) >= 2), [])


def _hyphenated(site: Site, noun: Token) -> list[Token]:
    """China and Russia of "China-Russia defense relations"."""
    left = [t for t in noun.doc[max(noun.i - 6, noun.sent.start) : noun.i] if is_actor(site, t)]
    return left if len(left) == 2 and noun.doc[left[0].i + 1].text in HYPHENS else []


def _circumstances(site: Site, noun: Token, taken: Token | None = None) -> list[Argument]:
    """Place and time of an act, from the prepositions behind its noun but the one that is taken."""
    return [
        site.argument(role, p, c.lower_)
        for c in noun.children
        if c.dep_ == "prep" and c is not taken
        for p in c.children
        if p.dep_ == "pobj" and (role := _circumstance(site, c, p)) is not None
    ]


def _circumstance(site: Site, preposition: Token, noun: Token) -> Role | None:
    """ "the invasion in May", "the attack on Rome"; "the visit with Rome" tells neither when nor where."""
    if is_time(noun):
        return Role.TIME
    is_place = preposition.lower_ in PLACE_PREPOSITIONS and site.type_of(noun) in PLACES
    return Role.PLACE if is_place else None
