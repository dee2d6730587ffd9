"""The clusters of each document as resolution sees them: what each is called, of what kind, next to whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.gazetteer import Entry, Gazetteer, How, pieces
from kg.gazetteer.names import HONORIFICS, SEXES, PersonName, fold, is_generic, person, spelled
from kg.knowledge.merges import KINDS
from kg.model.kinds import MentionKind
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


@dataclass(frozen=True, slots=True)
class Cluster:
    """One thing that one document speaks of by a name or a noun.

    Attributes:
        document: id of the document.
        number: of the cluster in the document.
        label: its name there, written safely.
        folded: the label for comparison.
        type: of its first name, as in ``Mention.type``.
        kind: the coarse kind.
        entry: what the gazetteer knows it as.
        link: Wikidata id.
        of: number of the cluster that owns it.
        mentions: its names, or its nouns where it has no name.
        text: of the document.
        office: for a body that each state has, what it is called there, folded, and the state that the name tells or
            ""; None of anything else. "Chinese Foreign Ministry": ("foreign ministry", "China").
        inner: of a phrase without a name the numbers of the clusters that its words name, sorted.
        common: by what such a phrase is one with others over all documents; "" where it is its own document's.
        concept: what any text means by it, as the list of concepts has it; "" of all else.
        concepts: those that its words speak of, sorted; the graph need not have them.
        sex: "f" or "m" where a form of address or a pronoun tells, else "".
        country: label of the country that it is, or that it lies in; "" where the gazetteer does not tell.
    """

    document: str
    number: int
    label: str
    folded: str
    type: str
    kind: str
    entry: Entry | None
    link: str | None
    of: int | None
    mentions: tuple[Mention, ...]
    text: str
    office: tuple[str, str] | None = None
    inner: tuple[int, ...] = ()
    common: str = ""
    concept: str = ""
    concepts: tuple[str, ...] = ()
    sex: str = ""
    country: str = ""

    @property
    def is_person(self) -> bool:
        """True of people whom the gazetteer does not know."""
        return self.entry is None and self.kind == PERSON

    @property
    def is_country(self) -> bool:
        return self.entry is not None and self.entry.is_country

    @property
    def is_named(self) -> bool:
        """True of what a text calls by a name, or the gazetteer knows; False of all that is called by a noun alone."""
        return self.entry is not None or self.mentions[0].kind in NAMING_KINDS

    def names(self) -> set[str]:
        """All names that the document has for it, written safely; the label is one of them."""
        said = {spelled(m.span.of(self.text)) for m in self.mentions if m.kind is MentionKind.NAME}
        return (said | {self.label}) - {""}

    def parts(self) -> PersonName:
        """The label as a person's name."""
        return person(self.label)


def clusters(reading: Reading, gazetteer: Gazetteer) -> Iterator[Cluster]:
    """The clusters of one document that have a name or a noun; pronouns alone are no entity."""
    together: dict[int, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        together[mention.cluster].append(mention)
    for number, mentions in together.items():
        bearers = [m for m in mentions if m.kind in NAMING_KINDS] or [
            m for m in mentions if m.kind is MentionKind.NOMINAL
        ]
        if any(_names_something(m.label) for m in bearers):
            yield _cluster(number, mentions, bearers, reading, gazetteer)


def _names_something(label: str) -> bool:
    """False of blanks, and of phrases that only point."""
    return bool(label.strip()) and fold(label) not in POINTING


def _cluster(
    number: int, mentions: Sequence[Mention], bearers: Sequence[Mention], reading: Reading, gazetteer: Gazetteer
) -> Cluster:
    first = next((m for m in bearers if m.type not in PHRASES), bearers[0])
    link = next((m.link for m in bearers if m.link), None)
    entry = gazetteer.entry(first.label, link, first.type) if link or _is_looked_up(first) else None
    label = _label(first)
    kind = _kind(first, entry)
    return Cluster(
        document=reading.document.id,
        number=number,
        label=label,
        folded=fold(label),
        type=first.type,
        kind=kind,
        entry=entry,
        link=link or (entry.link if entry else None),
        of=_owner(bearers, reading),
        mentions=tuple(bearers),
        text=reading.text,
        office=_office(label, gazetteer) if kind == BODY and link is None else None,
        sex=_sex(mentions, reading.text) if kind == PERSON else "",
        country=_country(entry, gazetteer) if entry is not None else "",
    )


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


def _office(name: str, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """The body that a name says each state has, and the state; "Foreign Ministry of Germany" is the German one."""
    words = pieces(name)
    found = [m for m in gazetteer.matches(words) if m.entry.kind == "Country" and m.how is not How.SEAT]
    rest, state = words, ""
    if len(found) == 1 and (found[0].start <= 1 or found[0].end == len(words)):
        rest, state = [*words[: found[0].start], *words[found[0].end :]], found[0].entry.label
    folded = fold(" ".join(word for word in rest if word != "'s")).removesuffix(" of")
    # "Bank of China" is no ministry of banks.
    return (folded, state) if is_generic(folded) and (not state or folded != "bank") else None


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


def offices(cluster: Cluster) -> Iterator[str]:
    """The offices beside its names: "deputy mayor" of "Deputy Mayor Mo Hale", "judge" of "Mo Hale, a judge"."""
    for mention in cluster.mentions:
        before = re.search(
            r"(?:(\w+)[ -])?(\w+),? $", cluster.text[max(0, mention.span.start - 40) : mention.span.start]
        )
        after = re.match(r", (?:the|an?) ([^,.;:]+)", cluster.text[mention.span.end : mention.span.end + 60])
        listed = [before.groups("")] if before else []
        said = ["", *after.group(1).split()] if after else []
        for first, last in (*listed, *pairwise(said)):
            if last.lower() in OFFICES:
                yield " ".join(word for word in (first.lower(), last.lower()) if word in OFFICES or word in DEPUTIES)


def quote(cluster: Cluster, sentences: Sequence[Span]) -> str:
    """The words around the first name of a cluster, at most its sentence, on one line."""
    first = min(mention.span for mention in cluster.mentions)
    inside = next((s for s in sentences if s.covers(first)), Span(0, len(cluster.text)))
    start, end = max(inside.start, first.start - _AROUND), min(inside.end, first.end + _AROUND)
    words = spelled(cluster.text[start:end])
    return f"{'… ' if start > inside.start else ''}{words}{' …' if end < inside.end else ''}"
