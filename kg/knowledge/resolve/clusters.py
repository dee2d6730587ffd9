"""The clusters of each document as resolution sees them: what each is called, of what kind, next to whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypedDict

from kg.gazetteer import Entry, Gazetteer, How, pieces
from kg.gazetteer.names import HONORIFICS, SEXES, fold, is_generic, spelled
from kg.knowledge.merges import KINDS
from kg.model.kinds import MentionKind
from kg.model.outline import Cluster, Known
from kg.model.records import Mention, Reading, Span
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.words import word_pairs, words

NAMING_KINDS = (MentionKind.NAME, MentionKind.METONYM, MentionKind.DEMONYM)
PHRASES = frozenset({MentionType.TOPIC, MentionType.GROUP, MentionType.ROLE, MentionType.NORP})
# Types whose names many bear.
_BORNE_BY_MANY = frozenset({MentionType.PERSON, MentionType.NORP})
# The coarse kinds that names are kept apart by; a class of the ontology is found only for the whole entity.
PERSON, BODY, PLACE, THING, PHRASE = KINDS
_KIND_OF_TYPE: Mapping[str, str] = {
    MentionType.PERSON: PERSON,
    MentionType.ORG: BODY,
    **dict.fromkeys(PLACES, PLACE),
    **dict.fromkeys((MentionType.EVENT, MentionType.PRODUCT, MentionType.LAW, MentionType.WORK_OF_ART), THING),
}
# Characters before and after a name that are shown as evidence where its sentence is not known.
_AROUND = 80
# Phrases that only point: they are never entities, whatever kind of mention they came as.
POINTING = words("phrases that only point")
OFFICES = words("offices")
# What makes an office another one.
DEPUTIES = words("words of a lesser office")
UNTOLD_OWNERS = words("words of an owner")
# What a letter stands for where it is somebody: "Q" who asks in an interview.
LETTERS = word_pairs("letters for speakers")
CLASSES_OF_PLACES = word_pairs("classes of places")

# A cluster with the mentions that stand for it: its names, or its nouns where it has no name.
Borne = tuple[Cluster, tuple[Mention, ...]]


def is_person(cluster: Cluster) -> bool:
    """True of people whom the gazetteer does not know."""
    return cluster.entry is None and cluster.kind == PERSON


def clusters(reading: Reading, gazetteer: Gazetteer) -> Iterator[Borne]:
    """The clusters of one document that have a name or a noun; pronouns alone are no entity."""
    together: dict[int, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        together[mention.cluster].append(mention)
    for number, mentions in together.items():
        bearers = [m for m in mentions if m.kind in NAMING_KINDS] or [
            m for m in mentions if m.kind is MentionKind.NOMINAL
        ]
        if any(_names_something(m.label) for m in bearers):
            yield _cluster(number, mentions, bearers, reading, gazetteer), tuple(bearers)


def _names_something(label: str) -> bool:
    """False of blanks, and of phrases that only point."""
    return bool(label.strip()) and fold(label) not in POINTING


def _cluster(
    number: int, mentions: Sequence[Mention], bearers: Sequence[Mention], reading: Reading, gazetteer: Gazetteer
) -> Cluster:
    first = next((m for m in bearers if m.type not in PHRASES), bearers[0])
    told = next((m.link for m in bearers if m.link), None)
    entry = gazetteer.entry(first.label, told, first.type) if told or _is_looked_up(first) else None
    label, kind, text = _label(first), _kind(first, entry), reading.text
    office, state = _office(label, gazetteer) if kind == BODY and told is None else ("", "")
    return Cluster(
        document=reading.document.id,
        number=number,
        label=label,
        folded=fold(label),
        type=first.type,
        kind=kind,
        entry=_known(entry),
        link=told or (entry.link if entry else None),
        of=_owner(bearers, reading),
        times=len(bearers),
        has_names=bearers[0].kind in NAMING_KINDS,
        first=min(mention.span for mention in bearers),
        **_by_names(label, bearers, text),
        offices=tuple(sorted(set(_offices(bearers, text)))),
        lies=_said_to_be(bearers, text) if first.type in PLACES else "",
        office=office,
        state=state,
        sex=_sex(mentions, text) if kind == PERSON else "",
        country=_country(entry, gazetteer) if entry is not None else "",
    )


class _Names(TypedDict):
    others: tuple[str, ...]
    told: tuple[tuple[str, MentionKind], ...]


def _by_names(label: str, bearers: Sequence[Mention], text: str) -> _Names:
    """By what a cluster is called beside its label; a phrase by nothing, as all that stand for it are nouns."""
    if bearers[0].kind not in NAMING_KINDS:
        return {"others": (), "told": ()}
    written = {(spelled(mention.span.of(text)), mention.kind) for mention in bearers}
    names = {words for words, how in written if how is MentionKind.NAME}
    told = tuple(sorted(pair for pair in written if pair[0] != label))
    return {"others": tuple(sorted(names - {label, ""})), "told": told}


def _known(entry: Entry | None) -> Known | None:
    return Known(entry.label, entry.kind, entry.link) if entry is not None else None


def _label(first: Mention) -> str:
    """The name, written safely; of one that has only hidden characters their codes stay."""
    label = spelled(first.label) or first.label.encode("unicode_escape").decode("ascii")
    return label if first.kind in NAMING_KINDS else LETTERS.get(label.lower(), label)


def _kind(first: Mention, entry: Entry | None) -> str:
    """The coarse kind of what a name names; a phrase has none, though "the young woman" is a person."""
    known = entry.type if entry else first.type
    return _KIND_OF_TYPE.get(known, PHRASE) if first.kind in NAMING_KINDS else PHRASE


def _country(entry: Entry, gazetteer: Gazetteer) -> str:
    """The country that an entry is, or that the town or the region lies in; "" of anything else."""
    within = entry.part_of or entry.country
    named = gazetteer.named(within) if within and not entry.is_country else entry
    return named.label if named is not None and named.is_country else ""


def _owner(bearers: Iterable[Mention], reading: Reading) -> int | None:
    """The cluster that the first of the mentions that has an owner belongs to."""
    return next((reading.mentions[m.of].cluster for m in bearers if m.of is not None), None)


def _is_looked_up(mention: Mention) -> bool:
    """True of a name that alone tells who bears it, as that of a person or a people does not."""
    return mention.kind in NAMING_KINDS and mention.type not in _BORNE_BY_MANY


def _office(name: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """The body that a name says each state has, and the state; "Foreign Ministry of Germany" is the German one."""
    words = pieces(name)
    found = [m for m in gazetteer.matches(words) if m.entry.kind == "Country" and m.how is not How.SEAT]
    rest, state = words, ""
    if len(found) == 1 and (found[0].start <= 1 or found[0].end == len(words)):
        rest, state = [*words[: found[0].start], *words[found[0].end :]], found[0].entry.label
    folded = fold(" ".join(word for word in rest if word != "'s")).removesuffix(" of")
    # "Bank of China" is no ministry of banks.
    return (folded, state) if is_generic(folded) and (not state or folded != "bank") else ("", "")


def _sex(mentions: Sequence[Mention], text: str) -> str:
    """What most forms of address and pronouns of a cluster say."""
    count: Counter[str] = Counter()
    for mention in mentions:
        if mention.kind is MentionKind.PRONOUN:
            count[SEXES.get(mention.span.of(text).lower(), "")] += 1
        else:
            before = re.search(r"(\w+)\.? $", text[max(0, mention.span.start - 12) : mention.span.start])
            first = re.match(r"\w+", mention.span.of(text))
            for word in (before.group(1) if before else "", first.group() if first else ""):
                count[HONORIFICS.get(word.lower(), "")] += 2
    return "" if count["f"] == count["m"] else max("fm", key=lambda sex: count[sex])


def _said_to_be(bearers: Iterable[Mention], text: str) -> str:
    """The class in "the Italian island of Capri", "the town of Bucha", "the city Odesa"; else ""."""
    for mention in bearers:
        said = re.search(r"\b(\w+)(?: of)? (?:the )?$", text[max(0, mention.span.start - 30) : mention.span.start])
        if said and said.group(1).lower() in CLASSES_OF_PLACES:
            return CLASSES_OF_PLACES[said.group(1).lower()]
    return ""


def _offices(bearers: Sequence[Mention], text: str) -> Iterator[str]:
    """The offices beside names: "deputy mayor" of "Deputy Mayor Mo Hale", "judge" of "Mo Hale, a judge"."""
    for mention in bearers if bearers[0].kind in NAMING_KINDS or any(m.link for m in bearers) else ():
        before = re.search(r"(?:(\w+)[ -])?(\w+),? $", text[max(0, mention.span.start - 40) : mention.span.start])
        after = re.match(r", (?:the|an?) ([^,.;:]+)", text[mention.span.end : mention.span.end + 60])
        listed = [before.groups("")] if before else []
        said = ["", *after.group(1).split()] if after else []
        for first, last in (*listed, *pairwise(said)):
            if last.lower() in OFFICES:
                yield " ".join(word for word in (first.lower(), last.lower()) if word in OFFICES or word in DEPUTIES)


def quote(cluster: Cluster, reading: Reading) -> str:
    """The words around the first name of a cluster of a document, at most its sentence, on one line."""
    first, text = cluster.first, reading.text
    inside = next((s for s in reading.sentences if s.covers(first)), Span(0, len(text)))
    start, end = max(inside.start, first.start - _AROUND), min(inside.end, first.end + _AROUND)
    words = spelled(text[start:end])
    return f"{'… ' if start > inside.start else ''}{words}{' …' if end < inside.end else ''}"
