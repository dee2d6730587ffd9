"""Chains of coreference over all noun phrases of a document, as ``kg entities`` tells them.

    names and their nominals (coreference) → every noun phrase → ranked antecedents (ranking) → chains

The graph takes only what ``coreference`` is sure of. Here a phrase joins its likeliest antecedent where that is
likelier than a fitted threshold, also where nothing in the chain has a name: "a report ... the report ... it".
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.reference import noun_phrases, ranking
from kg.extract.reference.antecedents import FARTHEST, MOST_NEAR, Item, Thing, is_expletive, may_corefer
from kg.extract.reference.noun_phrases import NounPhrase
from kg.extract.reference.ranking import Phrase, Scene
from kg.model.records import Mention, MentionKind, Quotation
from kg.terms.mention_type import MentionType

NAMED = (MentionKind.NAME, MentionKind.METONYM, MentionKind.DEMONYM)
# How far back a noun of another head may lie, in sentences.
NEAR = 4
# Nouns that may take up a noun of another head: "the vessel" a ferry.
DEFINITE = frozenset(("the", "this", "whose"))
THIRD = frozenset(("he", "she", "it", "they"))
# For the graph, where a wrong link makes a false fact: how likely the antecedent of a pronoun must be that the rules
# left open, and how unlikely one is that they should not have bound.
SURE, UNLIKELY = 0.6, 0.2
# How likely an antecedent must be, chosen by leaving one article out (docs/entities.md).
THRESHOLDS: Mapping[str, float] = {"pronoun": 0.3, "nominal": 0.3}


def phrases(nouns: Iterable[NounPhrase], items: Sequence[Item], quotations: Sequence[Quotation]) -> list[Phrase]:
    """All phrases that may corefer, in the order of their heads; what coreference bound shares ``thing``."""
    known: dict[int, Item] = {}
    for item in items:
        if item.mention is not None and item.thing is not None:
            place = item.mention.head.start
            if place not in known or item.mention.kind in NAMED:
                known[place] = item
    nouns = list(nouns)
    heads = {noun.head.start for noun in nouns}
    nouns += [
        NounPhrase(item.token, place - item.token.idx, item.sentence, item.mention.span)
        for place, item in known.items()
        if item.mention is not None and place not in heads
    ]
    counts = Counter(id(item.thing) for item in known.values())
    starts = [quotation.span.start for quotation in quotations]
    found: list[Phrase] = []
    for noun in sorted(nouns, key=lambda noun: noun.head.start):
        if noun.token.tag_ in noun_phrases.PRONOUNS and is_expletive(noun.token):
            continue
        bound = known.get(noun.head.start)
        thing = bound.thing if bound else None
        if thing is not None and not thing.names and counts[id(thing)] < 2:
            thing = None
        quotation = bisect_right(starts, noun.head.start) - 1
        if quotation >= 0 and not quotations[quotation].span.covers(noun.head):
            quotation = -1
        found.append(ranking.phrase(noun, bound.mention if bound else None, thing, len(found), quotation))
        if noun.token.tag_ in noun_phrases.NOUNS and any(c.dep_ == "conj" for c in noun.token.rights):
            several = ranking.several(noun, len(found), quotation)
            if several is not None:
                found.append(several)
    _relate(found, quotations)
    return found


def _relate(found: Sequence[Phrase], quotations: Sequence[Quotation]) -> None:
    """Tells each phrase who speaks it and who owns it, and finds the names that say what a noun is."""
    by_head = {phrase.noun.head.start: phrase for phrase in found if phrase.form != "joined"}
    for phrase in found:
        _appose(phrase, found)
        if phrase.quotation >= 0:
            quotation = quotations[phrase.quotation]
            by = by_head.get(quotation.speaker.start) if quotation.speaker else None
            phrase.speaker = by if by is not None and by.quotation != phrase.quotation else None
        owner = next((c for c in phrase.noun.token.lefts if c.dep_ == "poss"), None)
        if owner is not None and phrase.form != "joined":
            own = by_head.get(phrase.noun.offset + owner.idx)
            phrase.owner = own.order if own is not None else None
    alike: dict[str, list[Phrase]] = defaultdict(list)
    same: dict[int, list[Phrase]] = defaultdict(list)
    for phrase in found:
        phrase.alike = alike[phrase.lemma]
        alike[phrase.lemma].append(phrase)
        if phrase.thing is not None:
            phrase.same = same[id(phrase.thing)]
            same[id(phrase.thing)].append(phrase)


def _appose(phrase: Phrase, found: Sequence[Phrase]) -> None:
    """ "the prosecutor, Mark Tedeschi": the phrase is the name's thing."""
    if phrase.thing is not None or phrase.form in ("joined", "name") or phrase.is_pronoun:
        return
    for child in phrase.noun.token.rights:
        if child.dep_ == "appos":
            for other in found[phrase.order + 1 :]:
                if other.noun.token is child or (other.noun.token.i == child.i and other.noun.token.doc is child.doc):
                    if other.form == "name":
                        phrase.thing = other.thing
                    return


def candidates(found: Sequence[Phrase], number: int) -> list[int]:
    """The phrases before that one which it may refer to: the near ones, and for nouns what has the same head."""
    anaphor = found[number]
    if anaphor.form in ("a", "some"):
        return []
    pool: Iterable[int] = ()
    near = number
    if anaphor.is_pronoun or anaphor.form in DEFINITE:
        farthest = anaphor.noun.sentence - (FARTHEST if anaphor.is_pronoun else NEAR)
        near = bisect_left(found, farthest, hi=number, key=lambda phrase: phrase.noun.sentence)
        near = max(near, number - MOST_NEAR)
        pool = range(near, number)
    if not anaphor.is_pronoun:
        earlier = {other.order for group in (anaphor.alike, anaphor.same) for other in ranking.before(anaphor, group)}
        pool = [*sorted(order for order in earlier if order < near), *pool]
    return [other for other in pool if _may_be(anaphor, found[other])]


def _may_be(anaphor: Phrase, other: Phrase) -> bool:
    if anaphor.form in ("speaker", "you"):
        fits = _same_speaker(anaphor, other)
    elif other.form in ("speaker", "you") or other.is_adjective:
        return False
    elif anaphor.is_pronoun:
        fits = _agrees(anaphor, other) and not _speaks(other, anaphor)
        fits = fits and may_corefer(other.noun.token, anaphor.noun.token)
    else:
        fits = _may_repeat(anaphor, other)
    one, two = anaphor.noun.span, other.noun.span
    return fits and not one.covers(two) and not two.covers(one)


def _same_speaker(anaphor: Phrase, other: Phrase) -> bool:
    """ "we ... we" in one quotation, or in two of one speaker; "I" where no mark tells who speaks."""
    if other.form != anaphor.form:
        alone = anaphor.form == "speaker" and anaphor.speaker is None and not anaphor.is_plural
        return (
            alone
            and not other.is_adjective
            and other.being == "person"
            and not other.is_plural
            and other.form not in ("you", "speaker")
        )
    if other.is_plural != anaphor.is_plural:
        return False
    return anaphor.quotation == other.quotation or (anaphor.speaker is not None and _speaks(anaphor.speaker, other))


def _speaks(speaker: Phrase, phrase: Phrase) -> bool:
    """Whether a phrase is who speaks the quotation that another stands in."""
    by = phrase.speaker
    return by is not None and (by is speaker or (by.thing is not None and by.thing is speaker.thing))


def _agrees(pronoun: Phrase, other: Phrase) -> bool:
    if other.is_pronoun:
        return other.form == pronoun.form
    if pronoun.form in ("he", "she"):
        sex = "m" if pronoun.form == "he" else "f"
        return other.being == "person" and not other.is_plural and other.sex in ("", sex)
    if pronoun.form == "it":
        return other.being in ("body", "thing") and not other.is_plural
    return other.is_plural or other.being in ("body", "people")


def _may_repeat(anaphor: Phrase, other: Phrase) -> bool:
    if other.is_pronoun or other.form == "joined":
        return False
    if anaphor.thing is not None and anaphor.thing is other.thing:
        return True
    if other.form != "name" and other.lemma == anaphor.lemma:
        apart = anaphor.modifiers and other.modifiers and not anaphor.modifiers & other.modifiers
        return not apart and anaphor.is_plural == other.is_plural
    far = anaphor.noun.sentence - other.noun.sentence > NEAR
    if far or anaphor.form not in DEFINITE:
        return False
    if anaphor.sex and other.sex and anaphor.sex != other.sex:
        return False
    return ranking.may_take_up(anaphor, other)


# -- what kg entities prints -------------------------------------------------------------------------------------------


def apply(
    mentions: Sequence[Mention],
    nouns: Iterable[NounPhrase],
    items: Sequence[Item],
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
    chain = chains(found, ranking.weights(), THRESHOLDS)
    company: dict[int, list[Phrase]] = defaultdict(list)
    for phrase, number in zip(found, chain, strict=True):
        company[number].append(phrase)
    at = {phrase.noun.head.start: phrase for phrase in found if phrase.form != "joined"}
    chained = {number for number, members in company.items() if _is_chain(members)}
    kept = list(_moved(mentions, at, chain, company))
    told = {(mention.span, mention.cluster) for mention in kept}
    for phrase, number in zip(found, chain, strict=True):
        span = phrase.noun.span
        if number in chained and (span, number) not in told and not phrase.is_adjective:
            kept.append(_mention(phrase, company[number], number, text))
            told.add((span, number))
    return tuple(kept)


def _is_chain(company: Sequence[Phrase]) -> bool:
    """Whether the phrases tell of the thing twice: a name and the phrase that it stands in are one."""
    return any(not one.noun.span.covers(two.noun.span) for one in company for two in company if one is not two)


def _moved(
    mentions: Sequence[Mention], at: Mapping[int, Phrase], chain: Sequence[int], company: Mapping[int, Sequence[Phrase]]
) -> Iterator[Mention]:
    """The mentions in their chains; what heads no phrase, as "Professor" before a name, is alone.

    A name outside what was parsed, as in a dateline, goes with the same name inside.
    """
    names = {m.cluster: chain[at[m.head.start].order] for m in mentions if m.kind in NAMED and m.head.start in at}
    for number, mention in enumerate(mentions):
        phrase = at.get(mention.head.start)
        own = len(chain) + number
        if phrase is None or mention.type == "ROLE":
            own = names.setdefault(mention.cluster, own) if mention.kind in NAMED else own
            yield dataclasses.replace(mention, cluster=own)
        elif mention.kind in NAMED:
            yield dataclasses.replace(mention, cluster=chain[phrase.order])
        else:
            moved = dataclasses.replace(mention, cluster=chain[phrase.order], span=phrase.noun.span)
            yield _called(moved, company[chain[phrase.order]])


def _called(mention: Mention, company: Sequence[Phrase]) -> Mention:
    """The mention with the name, type and identifier of its chain; without a name it keeps its own words."""
    thing = next((p.thing for p in company if p.thing is not None and p.thing.names), None)
    if thing is not None:
        return dataclasses.replace(mention, type=thing.type, label=thing.label, link=thing.link)
    return dataclasses.replace(mention, type=_type(company)) if _is_chain(company) else mention


def _mention(phrase: Phrase, company: Sequence[Phrase], number: int, text: str) -> Mention:
    """A phrase as a mention of its chain."""
    kind = MentionKind.PRONOUN if phrase.is_pronoun else MentionKind.NOMINAL
    span = phrase.noun.span
    words = " ".join(span.of(text).split())
    return _called(Mention(span, phrase.noun.head, span, kind, MentionType.TOPIC, number, words), company)


def _type(company: Sequence[Phrase]) -> MentionType:
    """PERSON for one, GROUP for people and bodies, else TOPIC."""
    beings = {phrase.being for phrase in company if phrase.being}
    if "person" in beings:
        return MentionType.PERSON if not any(phrase.is_plural for phrase in company) else MentionType.GROUP
    return MentionType.GROUP if beings & {"people", "body"} else MentionType.TOPIC


# -- the chains --------------------------------------------------------------------------------------------------------


def is_anaphor(phrase: Phrase) -> bool:
    """Whether the phrase looks for an antecedent; names have theirs, and "I" in a quotation has its speaker."""
    return phrase.form not in ("name", "joined") and not (
        phrase.thing is not None and phrase.thing.names and not phrase.is_bound
    )


def chains(found: Sequence[Phrase], weights: Mapping[str, float], thresholds: Mapping[str, float]) -> list[int]:
    """The chain of each phrase, as the number of its first phrase."""
    chain = list(range(len(found)))
    members: dict[int, list[Phrase]] = defaultdict(list)
    scene = Scene(found, chain, members)
    first: dict[int, int] = {}
    for number, phrase in enumerate(found):
        if is_anaphor(phrase):
            least = thresholds["pronoun" if phrase.is_pronoun else "nominal"]
            chain[number] = _antecedent(phrase, scene, weights, least)
        elif phrase.thing is not None:
            chain[number] = first.setdefault(id(phrase.thing), number)
        members[chain[number]].append(phrase)
    return chain


def revised(found: Sequence[Phrase], weights: Mapping[str, float]) -> Iterator[tuple[Phrase, Thing | None]]:
    """Each pronoun of the third person with what it surely refers to; None where that is open, or no thing.

    What the rules bound stays unless the model finds it unlikely; where they left a pronoun open, it must be likely.
    """
    chain = list(range(len(found)))
    members: dict[int, list[Phrase]] = defaultdict(list)
    scene = Scene(found, chain, members)
    first: dict[int, int] = {}
    for number, phrase in enumerate(found):
        if phrase.form in THIRD:
            total = _likelihood(phrase, scene, weights)
            bound = first.get(id(phrase.thing)) if phrase.thing is not None else None
            if bound is not None and (total.get(bound, 0.0) >= UNLIKELY or _is_joined(phrase, members[bound])):
                chain[number] = bound
            else:
                chain[number] = _best(total, SURE, number)
            yield phrase, found[chain[number]].thing if chain[number] != number else None
        elif phrase.thing is not None:
            chain[number] = first.setdefault(id(phrase.thing), number)
        members[chain[number]].append(phrase)


def _antecedent(phrase: Phrase, scene: Scene, weights: Mapping[str, float], least: float) -> int:
    """The chain that is likeliest for the phrase; its own number where none is likely enough."""
    if phrase.form == "speaker" and phrase.speaker is not None and not phrase.is_plural:
        return scene.chain[phrase.speaker.order]
    return _best(_likelihood(phrase, scene, weights), least, phrase.order)


def _is_joined(owner: Phrase, company: Sequence[Phrase]) -> bool:
    """ "the US and its allies": what is owned is joined to its owner, whatever else speaks against it."""
    owned = owner.noun.token.head
    joined = owner.role == "owner" and owned.dep_ == "conj"
    return joined and any(p.noun.token is owned.head for p in company)


def _best(total: Mapping[int, float], least: float, own: int) -> int:
    best = max(total, key=lambda chain: (total[chain], chain), default=own)
    return best if total.get(best, 0.0) >= least else own


def _likelihood(phrase: Phrase, scene: Scene, weights: Mapping[str, float]) -> dict[int, float]:
    """How likely each chain is the one of the phrase."""
    fits = [scene.phrases[o] for o in candidates(scene.phrases, phrase.order)]
    # once for each chain, as a long one is the company of each of its phrases
    company = {scene.chain[other.order]: scene.company(other) for other in fits} if phrase.sex else {}
    others = {chain for chain, members in company.items() if _other_sex(phrase, members)}
    fits = [other for other in fits if scene.chain[other.order] not in others]
    if phrase.form in THIRD and phrase.speaker is not None:
        fits = [other for other in fits if scene.chain[other.order] != scene.chain[phrase.speaker.order]]
    total: dict[int, float] = defaultdict(float)
    if not fits:
        return total
    for other, chance in zip(fits, ranking.chances(phrase, fits, scene, weights), strict=True):
        total[scene.chain[other.order]] += chance
    return total


def _other_sex(phrase: Phrase, company: Sequence[Phrase]) -> bool:
    return bool(phrase.sex) and any(other.sex not in ("", phrase.sex) for other in company)
