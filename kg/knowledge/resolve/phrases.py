"""Phrases without a name: whom their words name, and which of them mean the same wherever they stand.

"The protesters" of one article are not those of another, nor are "Chile's plans". One over all documents are only an
office ("Chile's president", "President of Chile"), the members of a body ("NATO allies"), what two names tell ("the war
between Chile and Peru"), and concepts. These are found by their words: "the fight against poverty" mentions none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from kg.gazetteer.names import fold
from kg.knowledge.resolve import called
from kg.knowledge.resolve.clusters import PERSON, PHRASE, UNTOLD_OWNERS, Borne
from kg.knowledge.resolve.keys import Key
from kg.knowledge.resolve.methods import Method
from kg.knowledge.resolve.owning import NO_LONGER, owner
from kg.model.changed import changed
from kg.model.kinds import MentionKind
from kg.model.outline import Cluster, Phrases
from kg.model.records import Mention, Reading, Span
from kg.terms.mention_type import MentionType
from kg.terms.words import word_pairs, words

SINGLE_OFFICES = words("offices of one holder")
MEMBERS_OF_BODIES = words("members of a body")
# What stands before an office or members without telling which.
POINTERS_TO_ONE = words("words dropped from labels") | words("possessive determiners")
LEADING = POINTERS_TO_ONE | {"of"}
# What any text means by these words is the same; other words without a name are an article's own.
CONCEPTS: Mapping[str, str] = MappingProxyType(
    {**{concept: concept for concept in words("concepts")}, **word_pairs("concepts by another word")}
)
FIRST_WORDS = frozenset(concept.split()[0] for concept in CONCEPTS)
LONGEST_CONCEPT = max(len(concept.split()) for concept in CONCEPTS)
# Words of an office beside the name of whose it is.
LONGEST_OFFICE = 5
# Labels of phrases have this in place of a name.
SHORT = {"united states": "us"}
_MARKS = ",;:.'\"“”()"
_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")


def told(clusters: Iterable[Borne], reading: Reading) -> Iterator[Cluster]:
    """The clusters of a document, each phrase with whom it names and with what it is one elsewhere.

    Args:
        clusters: all of the document, each with what stands for it.
        reading: the document.
    """
    listed = list(clusters)
    phrases = _Phrases(reading, {cluster.number: cluster for cluster, _ in listed if cluster.is_named})
    for cluster, bearers in listed:
        is_named = cluster.is_named
        yield cluster if is_named else phrases.told(_of_concepts(cluster, bearers, reading.text), bearers)


def own_key(cluster: Cluster) -> Key | None:
    """The key of a phrase that means nothing beyond its document; None of what others may speak of as well."""
    if cluster.kind != PHRASE or cluster.link or cluster.is_named:
        return None
    if cluster.folded.split(" ", 1)[0] in UNTOLD_OWNERS:
        return _own_key(Method.OWNED, cluster.document, cluster.number, cluster.folded)
    if cluster.concept or cluster.common:
        return None
    return _own_key(Method.NAMING if cluster.inner else Method.WORDS, cluster.document, cluster.number, cluster.folded)


def _own_key(ground: Method, document: str, number: int, folded: str) -> Key:
    return Key(ground, name=folded, place=(document, str(number)) if ground is Method.OWNED else (document,))


def parted(clusters: Sequence[Cluster]) -> tuple[tuple[Cluster, ...], Phrases]:
    """The clusters of one document that others may have too, or that stand for one thing together, and the others."""
    keys = [own_key(cluster) for cluster in clusters]
    times = Counter(keys)
    shared, alone = [], []
    for cluster, key in zip(clusters, keys, strict=True):
        row = _row(cluster, key) if key is not None and times[key] == 1 else None
        if row is None:
            shared.append(cluster)
        else:
            alone.append(row)
    return tuple(shared), Phrases(*zip(*alone, strict=True))


def _row(cluster: Cluster, key: Key) -> tuple[Any, ...] | None:
    """The values of a phrase in their columns; None where these do not tell all of it."""
    plain = called.plain_id(cluster.label) if key.is_seldom_shared else ""
    row = (
        *(cluster.number, cluster.label, cluster.folded, cluster.type, cluster.of, cluster.times),
        *(cluster.first.start, cluster.first.end, cluster.inner, cluster.concepts, str(key.ground)),
        *(called.kind((cluster,)), plain, called.told_apart(cluster.label, key.apart)),
    )
    return row if _cluster(cluster.document, *row) == cluster else None


def _cluster(
    document: str,
    number: int,
    label: str,
    folded: str,
    type: str,
    of: int | None,
    times: int,
    start: int,
    end: int,
    inner: tuple[int, ...],
    concepts: tuple[str, ...],
    *_: str,
) -> Cluster:
    named = (document, number, label, folded, type, PHRASE, None, None, of, times, False, Span(start, end))
    return Cluster(*named, inner=inner, concepts=concepts)


def rows(phrases: Phrases) -> Iterator[tuple[Any, ...]]:
    """The phrases one after another, each with its values in the order of the columns."""
    return zip(*(getattr(phrases, field.name) for field in fields(Phrases)), strict=True)


def whole(document: str, shared: Iterable[Cluster], phrases: Phrases) -> list[Cluster]:
    """All clusters of a document, in the order of their numbers: what :func:`parted` was given."""
    alone = (_cluster(document, *row) for row in rows(phrases))
    return sorted((*shared, *alone), key=lambda cluster: cluster.number)


def key_of(document: str, phrases: Phrases, place: int) -> Key:
    """The key of the phrase in some place of the columns."""
    ground = Method(phrases.grounds[place])
    return _own_key(ground, document, phrases.numbers[place], phrases.folded[place])


class _Phrases:
    """The phrases of one document, by the mentions in them that stand for what has a name."""

    def __init__(self, reading: Reading, named: Mapping[int, Cluster]) -> None:
        self._named, self._text = named, reading.text
        self._mentions = sorted((m for m in reading.mentions if m.cluster in named), key=lambda m: m.span)
        self._starts = [mention.span.start for mention in self._mentions]

    def told(self, cluster: Cluster, bearers: Sequence[Mention]) -> Cluster:
        """A phrase with whom it names; pronouns count where the label has a name for them."""
        inside = [(mention, self._within(cluster, mention.phrase)) for mention in bearers]
        names = {m.cluster for _, found in inside for m in found}
        phrase, found = next((pair for pair in inside if pair[1]), inside[0])
        of = cluster.of
        if found:
            common = self._common(cluster, {m.cluster for m in found}, self._rest(phrase.phrase, found))
            of = owner(phrase, found, self._text) if of is None else of
        elif (whose := self._owner(cluster)) is not None and (said := _beside(cluster, whose)) is not None:
            # "Secretary of State Marsh" tells of the US Secretary of State.
            names, common = {whose.number}, self._common(cluster, {whose.number}, said)
        else:
            return cluster
        return changed(cluster, inner=tuple(sorted(names)), common=common, of=of)

    def _owner(self, cluster: Cluster) -> Cluster | None:
        return self._named.get(cluster.of) if cluster.of is not None else None

    def _within(self, cluster: Cluster, phrase: Span) -> list[Mention]:
        """The mentions in a phrase of a cluster that name somebody."""
        first, last = bisect_left(self._starts, phrase.start), bisect_left(self._starts, phrase.end)
        inside = (m for m in self._mentions[first:last] if phrase.covers(m.span))
        return [m for m in inside if m.kind is not MentionKind.PRONOUN or fold(m.label) in cluster.folded]

    def _rest(self, phrase: Span, inner: Sequence[Mention]) -> list[str]:
        """The words of a phrase beside the names in it, in small letters."""
        said, at = [], phrase.start
        for mention in inner:
            said.append(self._text[at : mention.span.start])
            at = max(at, mention.span.end)
        said.append(self._text[at : phrase.end])
        return [w.lower() for part in said for w in _WORD.findall(part) if w.lower() != "s"]

    def _common(self, cluster: Cluster, inner: Iterable[int], rest: Sequence[str]) -> str:
        """By what a phrase is known in other documents; "" where it is this one's own.

        Args:
            cluster: the phrase.
            inner: those whom it names.
            rest: its words beside them.
        """
        owners = [self._named[number] for number in sorted(inner)]
        if len({owner.folded for owner in owners}) > 1:
            # Of a long phrase the label need not have all names.
            is_told = cluster.type == MentionType.TOPIC and all(_beside(cluster, owner) is not None for owner in owners)
            return cluster.folded if is_told else ""
        said = [word for word in rest if word not in LEADING]
        are_members = len(said) == 1 and said[0] in MEMBERS_OF_BODIES and owners[0].kind != PERSON
        return f"{' '.join(said)} of {owners[0].folded}" if are_members or _is_office(rest) else ""


def _of_concepts(cluster: Cluster, bearers: Iterable[Mention], text: str) -> Cluster:
    """A phrase with the concept that it is, and those that it speaks of; "the crime" is not just crime."""
    told = [said for mention in bearers if _may_tell(said := _said(mention.phrase.of(text)))]
    concept = next((CONCEPTS[" ".join(said)] for said in told if " ".join(said) in CONCEPTS), "")
    inside = {found for said in told for found in _concepts(said)} - {concept}
    return changed(cluster, concept=concept, concepts=tuple(sorted(inside))) if concept or inside else cluster


def _said(phrase: str) -> list[str]:
    return phrase.lower().replace("’", "'").split()


def _may_tell(said: Sequence[str]) -> bool:
    """False where no word begins a concept, as in most phrases."""
    return not FIRST_WORDS.isdisjoint([word.strip(_MARKS) for word in said])


def _concepts(said: Sequence[str]) -> Iterator[str]:
    """The concepts among some words, the longest at each place."""
    at = 0
    while at < len(said):
        found = _concept_at(said, at) if said[at].strip(_MARKS) in FIRST_WORDS else ""
        if found:
            yield CONCEPTS[found]
        at += len(found.split()) or 1


def _concept_at(said: Sequence[str], at: int) -> str:
    """The longest concept that begins at a word, as it is written; "" where a determiner stands before it."""
    if at and said[at - 1] in POINTERS_TO_ONE:
        return ""
    stretches = (" ".join(said[at : at + n]).strip(_MARKS) for n in range(LONGEST_CONCEPT, 0, -1))
    return next((words for words in stretches if words in CONCEPTS), "")


def _beside(cluster: Cluster, owner: Cluster) -> list[str] | None:
    """The words of a label beside the name of the owner; None where the label does not have it."""
    label = f" {cluster.folded} "
    for name in _written(owner):
        for said in (f" {name} ", f" {name}'s ", f" {name}' "):
            if said in label:
                return label.replace(said, " ", 1).split()
    return None


def _written(owner: Cluster) -> Iterator[str]:
    """How labels may write the name, the likeliest first."""
    yield owner.folded
    if owner.folded in SHORT:
        yield SHORT[owner.folded]
    yield from map(fold, sorted(owner.names()))


def _is_office(words: Sequence[str]) -> bool:
    """True of "deputy secretary of state", "president of the"; not of "former president", "senator", "spokesman"."""
    before = words[: words.index("of")] if "of" in words else words
    ends = {" ".join(before[-length:]) for length in range(1, LONGEST_OFFICE + 1)}
    return len(words) <= LONGEST_OFFICE and not ends.isdisjoint(SINGLE_OFFICES) and NO_LONGER.isdisjoint(words)
