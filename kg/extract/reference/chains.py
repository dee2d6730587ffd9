"""Chains of coreference over all noun phrases of a document, as ``kg entities`` tells them.

    every noun phrase (phrase) → those it may refer to (candidates) → how likely each is (ranking) → chains

The graph takes only what ``coreference`` is sure of. Here a phrase joins its likeliest antecedent where that is
likelier than a fitted threshold, also where nothing in the chain has a name: "a report ... the report ... it".
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.extract.reference import ranking
from kg.extract.reference.binding import doer, reaches
from kg.extract.reference.candidates import candidates
from kg.extract.reference.noun_phrases import NounPhrase
from kg.extract.reference.phrase import BY_NAME, SETTLED, THIRD, Being, Form, Phrase, phrases
from kg.extract.reference.ranking import Scene
from kg.extract.reference.things import Item, Thing
from kg.model.kinds import MentionKind
from kg.model.records import Mention, Quotation
from kg.terms.mention_type import MentionType

# For the graph, where a wrong link makes a false fact: how likely the antecedent of a pronoun must be that the rules
# left open, and how unlikely one is that they should not have bound.
SURE, UNLIKELY = 0.6, 0.2


class Thresholds(NamedTuple):
    """How likely an antecedent must be, in 0..1."""

    pronoun: float
    nominal: float


# Chosen by leaving one article out (docs/entities.md).
THRESHOLDS = Thresholds(pronoun=0.3, nominal=0.3)


# -- what kg entities prints -------------------------------------------------------------------------------------------


class _Chains:
    """The chains of a document, once all phrases are in theirs."""

    def __init__(self, found: Sequence[Phrase], chain: Sequence[int]) -> None:
        self.chain = chain
        self.company: dict[int, list[Phrase]] = defaultdict(list)
        for phrase, number in zip(found, chain, strict=True):
            self.company[number].append(phrase)
        self.at = {phrase.noun.head.start: phrase for phrase in found if phrase.form != Form.JOINED}

    def of(self, phrase: Phrase) -> int:
        return self.chain[phrase.order]

    def moved(self, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """The mentions in their chains; what heads no phrase, as "Professor" before a name, is alone.

        A name outside what was parsed, as in a dateline, goes with the same name inside.
        """
        heads = [self.at.get(mention.head.start) for mention in mentions]
        names = {m.cluster: self.of(head) for m, head in zip(mentions, heads, strict=True) if head and _is_name(m)}
        for number, (mention, phrase) in enumerate(zip(mentions, heads, strict=True)):
            if phrase is None or mention.type == MentionType.ROLE:
                own = len(self.chain) + number
                own = names.setdefault(mention.cluster, own) if _is_name(mention) else own
                yield dataclasses.replace(mention, cluster=own)
            elif _is_name(mention):
                yield dataclasses.replace(mention, cluster=self.of(phrase))
            else:
                moved = dataclasses.replace(mention, cluster=self.of(phrase), span=phrase.noun.span)
                yield self._called(moved)

    def mention(self, phrase: Phrase, text: str) -> Mention:
        """A phrase as a mention of its chain."""
        kind = MentionKind.PRONOUN if phrase.is_pronoun else MentionKind.NOMINAL
        span = phrase.noun.span
        words = " ".join(span.of(text).split())
        return self._called(Mention(span, phrase.noun.head, span, kind, MentionType.TOPIC, self.of(phrase), words))

    def _called(self, mention: Mention) -> Mention:
        """The mention with the name, type and identifier of its chain; without a name it keeps its own words."""
        company = self.company[mention.cluster]
        thing = next((p.thing for p in company if p.thing is not None and p.thing.names), None)
        if thing is not None:
            return dataclasses.replace(mention, type=thing.type, label=thing.label, link=thing.link)
        return dataclasses.replace(mention, type=_type(company)) if _is_chain(company) else mention


def apply(
    mentions: Sequence[Mention],
    nouns: Iterable[NounPhrase],
    items: Iterable[Item],
    quotations: Sequence[Quotation],
    text: str,
) -> tuple[Mention, ...]:
    """The mentions of a reading in the chains of the document, in their order; phrases they lacked come behind.

    A name that is part of a longer phrase ("the Democratic Party", "Wu Chi-wai of the Democratic Party") keeps its
    span; where it corefers, the phrase is a mention of its own, of kind nominal, in the same cluster.

    Args:
        mentions: those of the reading.
        nouns: the noun phrases of the document.
        items: what coreference bound.
        quotations: those of the document.
        text: the document's.
    """
    found = phrases(nouns, items, quotations)
    told = _Chains(found, chains(found, ranking.weights(), THRESHOLDS))
    kept = list(told.moved(mentions))
    known = {(mention.span, mention.cluster) for mention in kept}
    chained = {number for number, company in told.company.items() if _is_chain(company)}
    for phrase in found:
        place = phrase.noun.span, told.of(phrase)
        if place[1] in chained and place not in known:
            kept.append(told.mention(phrase, text))
            known.add(place)
    return tuple(kept)


def _is_name(mention: Mention) -> bool:
    return mention.kind in BY_NAME


def _is_chain(company: Sequence[Phrase]) -> bool:
    """Whether the phrases tell of the thing twice: a name and the phrase that it stands in are one."""
    return any(not one.noun.span.covers(two.noun.span) for one in company for two in company if one is not two)


def _type(company: Sequence[Phrase]) -> MentionType:
    """PERSON for one, GROUP for people and bodies, else TOPIC."""
    beings = {phrase.being for phrase in company if phrase.being}
    if Being.PERSON in beings:
        return MentionType.GROUP if any(phrase.is_plural for phrase in company) else MentionType.PERSON
    return MentionType.GROUP if Being.PEOPLE in beings or Being.BODY in beings else MentionType.TOPIC


# -- the chains --------------------------------------------------------------------------------------------------------


class _Growth:
    """The chains while phrase after phrase joins one; a chain has the number of its first phrase."""

    def __init__(self, found: Sequence[Phrase], weights: Mapping[str, float]) -> None:
        self.weights = weights
        self.chain = list(range(len(found)))
        self.members: dict[int, list[Phrase]] = defaultdict(list)
        self.scene = Scene(found, self.chain, self.members)
        self._first: dict[int, int] = {}
        self._at = {phrase.noun.head.start: phrase for phrase in found if phrase.form != Form.JOINED}

    def join(self, phrase: Phrase, number: int) -> None:
        """Put the phrase in that chain."""
        self.chain[phrase.order] = number
        self.members[number].append(phrase)

    def join_thing(self, phrase: Phrase) -> None:
        """Put the phrase in the chain of its thing, which it begins if it is the first; without a thing it is alone."""
        thing = phrase.thing
        self.join(phrase, self._first.setdefault(id(thing), phrase.order) if thing is not None else phrase.order)

    def chain_of_thing(self, phrase: Phrase) -> int | None:
        """The chain that the phrase's thing has so far."""
        return self._first.get(id(phrase.thing)) if phrase.thing is not None else None

    def likelihood(self, phrase: Phrase) -> dict[int, float]:
        """How likely each chain is the one of the phrase."""
        scene = self.scene
        total: dict[int, float] = defaultdict(float)
        fits = [scene.phrases[number] for number in candidates(scene.phrases, phrase.order)]
        excluded = self._of_other_sex(phrase, fits)
        if phrase.form in THIRD and phrase.speaker is not None:
            excluded.add(self.chain[phrase.speaker.order])
        subject = doer(phrase.noun.token) if phrase.form in THIRD else None
        other = self._at.get(phrase.noun.offset + subject.idx) if subject is not None else None
        if other is not None:
            excluded.add(self.chain[other.order])
        fits = [other for other in fits if self.chain[other.order] not in excluded]
        if fits:
            for other, chance in zip(fits, ranking.chances(phrase, fits, scene, self.weights), strict=True):
                total[self.chain[other.order]] += chance
        return total

    def _of_other_sex(self, phrase: Phrase, fits: Sequence[Phrase]) -> set[int]:
        """The chains in which a word has told another sex."""
        if not phrase.sex:
            return set()
        # once for each chain, as a long one is the company of each of its phrases
        company = {self.chain[other.order]: self.scene.company(other) for other in fits}
        return {number for number, members in company.items() if any(p.sex not in ("", phrase.sex) for p in members)}


def is_anaphor(phrase: Phrase) -> bool:
    """Whether the phrase looks for an antecedent; names have theirs, and "I" in a quotation has its speaker."""
    has_name = phrase.thing is not None and bool(phrase.thing.names) and not phrase.is_bound
    return phrase.form not in SETTLED and not has_name


def chains(found: Sequence[Phrase], weights: Mapping[str, float], thresholds: Thresholds) -> list[int]:
    """The chain of each phrase, as the number of its first phrase."""
    growth = _Growth(found, weights)
    for phrase in found:
        if not is_anaphor(phrase):
            growth.join_thing(phrase)
        elif phrase.form == Form.SPEAKER and phrase.speaker is not None and not phrase.is_plural:
            growth.join(phrase, growth.chain[phrase.speaker.order])
        else:
            least = thresholds.pronoun if phrase.is_pronoun else thresholds.nominal
            growth.join(phrase, _likeliest(growth.likelihood(phrase), least, phrase.order))
    return growth.chain


def revised(
    nouns: Iterable[NounPhrase], items: Iterable[Item], quotations: Sequence[Quotation]
) -> Iterator[tuple[Phrase, Thing | None]]:
    """Each pronoun of the third person with what it surely refers to; None where that is open, or no thing.

    What the rules bound stays unless the model finds it unlikely; where they left a pronoun open, it must be likely.

    Args:
        nouns: the noun phrases of the document.
        items: what the rules bound.
        quotations: those of the document.
    """
    found = phrases(nouns, items, quotations)
    growth = _Growth(found, ranking.weights())
    for phrase in found:
        if phrase.form not in THIRD:
            growth.join_thing(phrase)
            continue
        number = _revised(phrase, growth)
        growth.join(phrase, number)
        yield phrase, found[number].thing if number != phrase.order else None


def _revised(pronoun: Phrase, growth: _Growth) -> int:
    """The chain of a pronoun for the graph."""
    total, bound = growth.likelihood(pronoun), growth.chain_of_thing(pronoun)
    if bound is not None:
        is_likely = total.get(bound, 0.0) >= UNLIKELY
        if is_likely or _is_joined(pronoun, growth.members[bound]):
            return bound
    number = _likeliest(total, SURE, pronoun.order)
    return number if _reaches(pronoun, growth.members[number]) else pronoun.order


def _reaches(pronoun: Phrase, company: Sequence[Phrase]) -> bool:
    """Whether "it", if it is to be a body, is near enough to one of the phrases for it."""
    if pronoun.form != Form.IT or not any(p.is_body for p in company):
        return True
    return any(reaches(p.noun.token, pronoun.noun.token) for p in company)


def _is_joined(owner: Phrase, company: Sequence[Phrase]) -> bool:
    """ "the US and its allies": what is owned is joined to its owner, whatever else speaks against it."""
    owned = owner.noun.token.head
    joined = owner.role == "owner" and owned.dep_ == "conj"
    return joined and any(p.noun.token is owned.head for p in company)


def _likeliest(total: Mapping[int, float], least: float, own: int) -> int:
    """The likeliest chain, of equals the latest; its own where none is likely enough."""
    best = max(total, key=lambda chain: (total[chain], chain), default=own)
    return best if total.get(best, 0.0) >= least else own
