"""Acts that nouns name: "China's support for Russia", "the invasion of Ukraine", "talks between A and B"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link
from kg.extract.clauses.coordination import conjuncts, with_examples
from kg.extract.stance.composition import Stance
from kg.extract.stating.nouns.base import around, is_actor, stated
from kg.extract.stating.nouns.carrying import HELPING, Carried, carried, done, owners, undergone
from kg.extract.stating.nouns.given import stance_of_act
from kg.extract.stating.nouns.sides import Done, doers, done_to, done_to_before, is_open
from kg.extract.stating.prepositions import OF, beneath, governed
from kg.extract.stating.site import Draft, Site, is_time
from kg.language.grammar import COMPOUNDS
from kg.language.nominals import CLAUSE, POSSESSIVE, Deed, deeds
from kg.language.words import PLACE_PREPOSITIONS, lemma
from kg.model.kinds import Role
from kg.model.records import Argument
from kg.terms import rules
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

BETWEEN = frozenset(("between", "among"))
HYPHENS = frozenset(("-", "–", "--", "/"))
# What talks are about.
MATTERS = frozenset(("about", "on", "over", "regarding", "concerning"))
# Deeds that are done in a field: "cooperation in mining".
IN = frozenset(("in",))
DONE_IN_FIELDS = words("nouns of work in a field")
# Pairs of who does it and whom it is done to that one noun states at most.
MOST_PAIRS = 9
# What people who are named do to one another is said.
ATTACKS = frozenset(("attack", "assault", "broadside", "salvo"))
IN_WORDS = "criticize"
# "the army's non-use of gas": what is not done.
UNDONE = "non"


@dataclass(frozen=True, slots=True)
class _Act:
    """What a noun tells of an act: who does it, what it is done to, and how it is put forward."""

    noun: Token
    agents: Sequence[Token]
    done: Done
    stance: Stance


def acts(site: Site, noun: Token) -> Iterator[Draft]:
    """ "China's support for Russia", "the invasion of Ukraine by Russia", "talks between A and B"."""
    senses = deeds().get(lemma(noun)) if noun.pos_ == "NOUN" else None
    if senses is None or any(c.lower_ == UNDONE for c in noun.lefts):
        return
    mutual = next((s for s in senses if s.is_mutual), None)
    parties = _parties(site, noun) if mutual is not None and noun.dep_ not in COMPOUNDS else []
    if mutual is not None and parties:
        yield from _between(site, noun, mutual, parties)
        return
    act = _act(site, noun, senses)
    if act is not None:
        yield from _stated(site, act)
    else:
        yield from _told(site, noun, senses)


def _act(site: Site, noun: Token, senses: Sequence[Deed]) -> _Act | None:
    """What the noun and the words around it tell; None unless both who does it and whom it is done to are told."""
    told = [*done_to(noun, senses), *done_to_before(site, noun, senses)]
    for found in told:
        agents = doers(site, noun, found)
        if agents:
            return _Act(noun, agents, found, stance_of_act(site, noun))
    if told:
        above = carried(site, noun, told[0].marker)
        if above is not None:
            return _Act(noun, above.people, told[0], above.stance)
        own = owners(site, noun) if POSSESSIVE in told[0].deed.agents else ()
        return _Act(noun, own, told[0], stance_of_act(site, noun)) if own else None
    return _undergone(site, noun, senses)


def _undergone(site: Site, noun: Token, senses: Sequence[Deed]) -> _Act | None:
    """ "Peru faced criticism from Chile": it is done to the subject."""
    deed = next((s for s in senses if " " not in s.verb and not s.is_mutual and s.patients != {CLAUSE}), None)
    above = undergone(site, noun) if deed is not None else None
    if deed is None or above is None:
        return None
    # "won the support of Peru", who gave it; "secured the release of Peru", "secured Peru's release": it was released
    of = OF & deed.agents if lemma(noun) in HELPING else OF & deed.agents & deed.patients
    deed = replace(deed, agents=(deed.agents - {*OF, POSSESSIVE}) | of | ({POSSESSIVE} - deed.patients))
    whom = Done(deed, above.people)
    return _Act(noun, doers(site, noun, whom), whom, above.stance)


def _stated(site: Site, act: _Act) -> Iterator[Draft]:
    """Each of those who act, with each whom it is done to."""
    marker = act.done.marker
    agents = [a for a in act.agents if _is_settled(site, a, act.noun) and not is_open(site, a)]
    patients = [p for p in act.done.heads if not is_open(site, p)]
    others = _circumstances(site, act.noun, marker, [*agents, *patients])
    for agent, patient in islice(product(agents, patients), MOST_PAIRS):
        if agent.i != patient.i and not _is_same(site, agent, patient):
            yield _one_to_other(site, act, agent, patient, others)


def _one_to_other(site: Site, act: _Act, agent: Token, patient: Token, others: Sequence[Argument]) -> Draft:
    """What one of those who act does to one whom it is done to, with place, time and matter."""
    marker = act.done.marker
    subject = site.argument(Role.SUBJECT, agent, without=_outside(agent, act))
    mark = marker.lower_ if marker is not None else ""
    whom = site.argument(Role.OBJECT, patient, mark, without=_outside(patient, act))
    verb = IN_WORDS if _is_in_words(site, act, agent, patient) else act.done.deed.verb
    return stated(site, rules.ACT_NOUN, verb, act.noun, [subject, whom, *others], stance=act.stance)


def _is_in_words(site: Site, act: _Act, agent: Token, patient: Token) -> bool:
    """ "Omar Marsh's attack on Leila Aziz" is in words, not "the army's attack on the rebels"."""
    people = (site.type_of(t) == MentionType.PERSON for t in (agent, patient))
    return lemma(act.noun) in ATTACKS and agent.head is act.noun and all(people)


def _outside(party: Token, act: _Act) -> Token | None:
    """What hangs from a party and is none of it: "by the police" in "the arrest of a man by the police"."""
    for c in party.children:
        if c is act.done.marker or c is act.noun.head or any(a.head is c for a in act.agents):
            return c
    return None


def _told(site: Site, noun: Token, senses: Sequence[Deed]) -> Iterator[Draft]:
    """ "Peru's decision to leave", "voiced his belief that it leaves": what is decided or believed is a clause."""
    deed = next((s for s in senses if CLAUSE in s.patients), None)
    content = _content(site, noun)
    if deed is None or content is None:
        return
    by = _deciding(site, noun, deed)
    if by is None:
        return
    for agent in by.people[:1]:
        if _is_settled(site, agent, noun) and not is_open(site, agent):
            subject = site.argument(Role.SUBJECT, agent)
            what = Argument(Role.OBJECT, site.clause_span(content))
            draft = stated(site, rules.ACT_NOUN, deed.verb, noun, [subject, what], stance=by.stance)
            yield replace(draft, clause=content, content=content)


def _content(site: Site, noun: Token) -> Clause | None:
    """ "To leave" in "the decision to leave"; not "that he took" in "the decision that he took"."""
    return next((c for c in site.clauses.values() if c.noun is noun and c.link is Link.NOUN_CONTENT), None)


def _deciding(site: Site, noun: Token, deed: Deed) -> Carried | None:
    """Who decides or believes: Peru in "Peru's decision to leave"; else by the verb above, "Peru made a decision"."""
    agents = doers(site, noun, Done(deed, ()))
    return Carried(agents, stance_of_act(site, noun, is_said=True)) if agents else done(site, noun)


def _between(site: Site, noun: Token, deed: Deed, parties: Sequence[Token]) -> Iterator[Draft]:
    """ "cooperation between China and Russia", "China-Russia relations": each with the other."""
    stance = stance_of_act(site, noun)
    first, *rest = parties
    for other in rest:
        if other.i != first.i:
            sides = [site.argument(Role.SUBJECT, first), site.argument(Role.OBJECT, other)]
            arguments = [*sides, *_circumstances(site, noun)]
            yield stated(site, rules.ACT_BETWEEN, deed.verb, noun, arguments, stance=stance)


def _is_same(site: Site, agent: Token, patient: Token) -> bool:
    """ "US criticism of the United States": one of the two is read wrongly."""
    one, other = site.mention(agent), site.mention(patient)
    return one is not None and other is not None and one.cluster == other.cluster


def _is_settled(site: Site, agent: Token, noun: Token) -> bool:
    """False for "its" in "X cut its support", "his" in "In his speech, X said", where it was read as another than X.

    One of the two readings is wrong. Of "The paper praised his speech" it is not known.
    """
    clause, top = around(site, noun)
    if agent.tag_ != "PRP$" or clause is None:
        return True
    is_object = top.i == noun.i and noun.dep_ == "dobj"
    subjects = [s for s in clause.subjects if is_object or site.type_of(s) == MentionType.PERSON]
    mentions = site.phrases.mentions
    cluster = mentions[site.refer(agent)].cluster
    return not subjects or any(mentions[site.refer(s)].cluster == cluster for s in subjects)


def _parties(site: Site, noun: Token) -> list[Token]:
    """China and Russia of "cooperation between China and Russia" and of "China-Russia relations"."""
    lists = (conjuncts(p) for p in beneath(noun, BETWEEN))
    return next((found for found in lists if len(found) >= 2), []) or _hyphenated(site, noun)


def _hyphenated(site: Site, noun: Token) -> list[Token]:
    """China and Russia of "China-Russia defense relations"."""
    left = [t for t in noun.doc[max(noun.i - 6, noun.sent.start) : noun.i] if is_actor(site, t)]
    return left if len(left) == 2 and noun.doc[left[0].i + 1].text in HYPHENS else []


def _circumstances(
    site: Site, noun: Token, taken: Token | None = None, parties: Sequence[Token] = ()
) -> list[Argument]:
    """Place, time and matter of an act, from the prepositions behind its noun but those that lead to its parties."""
    return [
        site.argument(role, p, c.lower_)
        for c in noun.children
        if c.dep_ == "prep" and c is not taken
        for p in c.children
        if p.dep_ == "pobj" and p not in parties and (role := _circumstance(site, noun, c, p)) is not None
        for p in (_fields(p) if role is Role.TOPIC and c.lower_ == "in" else [p])
    ]


def _fields(noun: Token) -> Iterator[Token]:
    """Research and mining of "in research in sectors such as mining"."""
    for field in with_examples(conjuncts(noun), only_names=True):
        yield field
        for within in governed(field, IN):
            examples = with_examples([within], only_names=True)
            yield from examples if within not in examples else ()


def _circumstance(site: Site, act: Token, preposition: Token, noun: Token) -> Role | None:
    """ "the invasion in May", "the attack on Rome", "talks about grain"; "the visit with Rome" tells none of these."""
    if is_time(noun):
        return Role.TIME
    is_place = preposition.lower_ in PLACE_PREPOSITIONS and site.type_of(noun) in PLACES
    if is_place:
        return Role.PLACE
    in_field = preposition.lower_ in IN and lemma(act) in DONE_IN_FIELDS
    return Role.TOPIC if preposition.lower_ in MATTERS or in_field else None
