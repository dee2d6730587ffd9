"""Clusters of all documents become entities: one node for a person, country or alliance, with the reason.

Each cluster gets one key: its Wikidata id, its gazetteer name, or its folded name with its kind. A lone surname
joins the only full name of the corpus that ends in it; where two full names compete it stays by itself in its
document. Keys depend on the set of readings alone, so the order of documents changes nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg import vocab
from kg.gazetteer import Entry, Gazetteer
from kg.model import Entity, Mention, MentionKind, Merge, Reading, Resolution

# Class of the ontology for each type of a mention; words of the name or before it make it narrower.
CLASSES: Mapping[str, str] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Building",
    "NORP": "Group",
    "GROUP": "Group",
    "ROLE": "Role",
    "EVENT": "EventTopic",
    "PRODUCT": "Artifact",
    "LAW": "Work",
    "WORK_OF_ART": "Work",
    "TOPIC": "Topic",
}
BODIES: Mapping[str, str] = {
    **dict.fromkeys(("ministry",), "Ministry"),
    **dict.fromkeys(("army", "navy", "forces", "guard", "brigade", "battalion", "military"), "Military"),
    **dict.fromkeys(("party",), "Party"),
    **dict.fromkeys(("inc", "corp", "ltd", "plc", "llc", "company", "corporation", "holdings", "airlines"), "Company"),
    **dict.fromkeys(("government", "administration"), "Government"),
    **dict.fromkeys(("alliance",), "Alliance"),
    **dict.fromkeys(("times", "post", "herald", "tribune", "gazette", "journal", "telegraph", "tv"), "MediaOutlet"),
}
PLACES: Mapping[str, str] = {
    **dict.fromkeys(("city", "town", "capital"), "City"),
    **dict.fromkeys(("island", "islands", "isle"), "Island"),
    **dict.fromkeys(("region", "province", "state", "oblast", "district"), "Region"),
}
NAMED = (MentionKind.NAME, MentionKind.METONYM, MentionKind.DEMONYM)
PHRASES = frozenset(("TOPIC", "GROUP", "ROLE", "NORP"))
PLACE_TYPES = frozenset(("GPE", "LOC", "FAC"))
# Who gets the plain id where two entities share a name; topics come last.
RANK = ("Country", "Alliance", "Bloc", "ForumOfStates", "Person", "Organization", "City", "Place")
LONGEST_ID = 80
# Phrases that only point: they are never entities, whatever kind of mention they came as.
POINTERS = frozenset(
    (
        *("i", "me", "you", "he", "him", "she", "her", "it", "we", "us", "they", "them", "this", "that", "these"),
        *("those", "who", "whom", "which", "what", "one", "ones", "some", "many", "all", "both", "each", "any", "none"),
        *("each other", "one another", "others", "other", "another", "anyone", "anybody", "anything", "everyone"),
        *(
            "everybody",
            "everything",
            "someone",
            "somebody",
            "something",
            "no one",
            "nobody",
            "nothing",
            "there",
            "such",
        ),
        *("himself", "herself", "itself", "themselves", "myself", "yourself", "ourselves", "mine", "ours", "theirs"),
    )
)
POSSESSIVES = frozenset(("its", "their", "his", "her", "my", "our", "your", "this", "that", "these", "those"))


@dataclass(frozen=True, slots=True)
class _Cluster:
    document: str
    number: int
    label: str
    type: str
    entry: Entry | None
    link: str | None
    of: int | None
    mentions: tuple[Mention, ...]
    text: str

    @property
    def is_person(self) -> bool:
        return self.entry is None and self.type == "PERSON"


def resolve(readings: Iterable[Reading], gazetteer: Gazetteer) -> Resolution:
    """Entities of all readings, with the clusters that each stands for; sorted by id.

    A cluster of pronouns alone is no entity and has no entry in ``entity_of``.
    """
    clusters = sorted(
        (cluster for reading in readings for cluster in _clusters(reading, gazetteer)),
        key=lambda cluster: (cluster.document, cluster.number),
    )
    full_names = _full_names(clusters)
    members: dict[tuple[str, ...], list[_Cluster]] = defaultdict(list)
    methods: dict[tuple[str, int], tuple[str, float]] = {}
    for cluster in clusters:
        key, method, score = _key(cluster, full_names)
        members[key].append(cluster)
        methods[cluster.document, cluster.number] = method, score
    kinds = {key: _kind(found) for key, found in members.items()}
    labels = {key: _label(found) for key, found in members.items()}
    ids = _ids(labels, kinds, {key for key, found in members.items() if found[0].entry})
    entity_of = {(c.document, c.number): ids[key] for key, found in members.items() for c in found}
    entities = []
    for key, found in members.items():
        owners = Counter(
            owner
            for c in found
            if c.of is not None and (owner := entity_of.get((c.document, c.of))) and owner != ids[key]
        )
        entities.append(
            Entity(
                id=ids[key],
                label=labels[key],
                aliases=_aliases(found, labels[key]),
                type=kinds[key],
                link=next((c.link for c in found if c.link), None),
                of=min(owners, key=lambda owner: (-owners[owner], owner)) if owners else None,
                merges=_merges(found, labels[key], methods),
            )
        )
    return Resolution(tuple(sorted(entities, key=lambda entity: entity.id)), dict(sorted(entity_of.items())))


def _clusters(reading: Reading, gazetteer: Gazetteer) -> Iterable[_Cluster]:
    together: dict[int, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        together[mention.cluster].append(mention)
    for number, mentions in together.items():
        bearers = [m for m in mentions if m.kind in NAMED] or [m for m in mentions if m.kind is MentionKind.NOMINAL]
        if not bearers or all(not m.label.strip() or fold(m.label) in POINTERS for m in bearers):
            continue
        first = next((m for m in bearers if m.type not in PHRASES), bearers[0])
        link = next((m.link for m in bearers if m.link), None)
        named = first.kind in NAMED and first.type not in ("PERSON", "NORP")
        entry = gazetteer.entry(first.label, link) if link or named else None
        of = next((reading.mentions[m.of].cluster for m in bearers if m.of is not None), None)
        yield _Cluster(
            document=reading.document.id,
            number=number,
            label=" ".join(first.label.split()),
            type=first.type,
            entry=entry,
            link=link or (entry.link if entry else None),
            of=of,
            mentions=tuple(bearers),
            text=reading.document.text,
        )


# -- keys --------------------------------------------------------------------------------------------------------------


def fold(name: str) -> str:
    """A name for comparison: case, accents, kinds of quotes, dots and a leading article do not count.

    >>> fold("The U.S.  Navy"), fold("Orbán")
    ('us navy', 'orban')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "")
    return re.sub(r"^(?:the|a|an) ", "", " ".join(plain.split()))


def _full_names(clusters: Sequence[_Cluster]) -> dict[str, set[tuple[str, str]]]:
    """For each first and last word of a person's full name the (first, last) pairs of the corpus that have it."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for cluster in clusters:
        words = fold(cluster.label).split()
        if cluster.is_person and len(words) > 1:
            for word in (words[0], words[-1]):
                found[word].add((words[0], words[-1]))
    return found


def _key(cluster: _Cluster, full_names: Mapping[str, set[tuple[str, str]]]) -> tuple[tuple[str, ...], str, float]:
    """The key under which clusters are one entity, how it was found, and how sure that is (0 to 1)."""
    if cluster.link:
        return ("link", cluster.link), "same Wikidata id", 1.0
    if cluster.entry:
        return ("known", cluster.entry.label), "same gazetteer name", 1.0
    name = fold(cluster.label)
    if cluster.is_person:
        words = name.split()
        if len(words) > 1:
            return ("person", words[0], words[-1]), "same full name", 0.95
        candidates = full_names.get(name, set())
        by_surname = {pair for pair in candidates if pair[1] == name} or candidates
        if len(by_surname) == 1:
            return ("person", *next(iter(by_surname))), "the only full name with this surname", 0.85
        if by_surname:
            return ("surname", name, cluster.document), "surname that several full names share; kept apart", 1.0
        return ("person", name), "same single name", 0.7
    if cluster.type in PHRASES or cluster.type not in CLASSES:
        if name.split(" ", 1)[0] in POSSESSIVES:
            return (
                ("phrase", name, cluster.document, str(cluster.number)),
                "phrase whose owner is unknown; kept apart",
                1.0,
            )
        return ("phrase", name), "same phrase", 0.8
    return ("name", name), "same name", 0.9


def _kind(clusters: Sequence[_Cluster]) -> str:
    """The class of an entity: its gazetteer's, else the one most of its mentions speak for."""
    known = next((c.entry for c in clusters if c.entry), None)
    if known is not None:
        return known.kind
    count: Counter[str] = Counter()
    for cluster in clusters:
        count[_class(cluster)] += len(cluster.mentions)
    narrow = (
        {kind: n for kind, n in count.items() if kind not in ("Place", "Organization")} if len(count) > 1 else count
    )
    return min(narrow or count, key=lambda kind: (-count[kind], kind))


def _class(cluster: _Cluster) -> str:
    words = fold(cluster.label).split()
    if cluster.type == "ORG":
        return next((BODIES[w] for w in (words[-1:] or [""]) if w in BODIES), _before_of(words) or "Organization")
    if cluster.type in PLACE_TYPES:
        return _said_to_be(cluster) or (PLACES.get(words[-1]) if words else None) or CLASSES[cluster.type]
    return CLASSES.get(cluster.type, "Topic")


def _before_of(words: Sequence[str]) -> str | None:
    """A ministry for "Ministry of Defence"."""
    return BODIES.get(words[0]) if len(words) > 2 and words[1] == "of" else None


def _said_to_be(cluster: _Cluster) -> str | None:
    """The class in "the Italian island of Capri", "the town of Bucha", "the city Odesa"."""
    for mention in cluster.mentions:
        before = cluster.text[max(0, mention.span.start - 30) : mention.span.start]
        said = re.search(r"\b(\w+)(?: of)? (?:the )?$", before)
        if said and said.group(1).lower() in PLACES:
            return PLACES[said.group(1).lower()]
    return None


# -- what an entity is called ------------------------------------------------------------------------------------------


def _label(clusters: Sequence[_Cluster]) -> str:
    known = next((c.entry for c in clusters if c.entry), None)
    if known is not None:
        return known.label
    count: Counter[str] = Counter()
    for cluster in clusters:
        count[cluster.label] += len(cluster.mentions)
    if clusters[0].is_person:
        return min(count, key=lambda name: (-len(name.split()), -count[name], name))
    return min(count, key=lambda name: (-count[name], -len(name), name))


def _aliases(clusters: Sequence[_Cluster], label: str) -> tuple[str, ...]:
    names = {c.label for c in clusters}
    for cluster in clusters:
        for mention in cluster.mentions:
            if mention.kind is MentionKind.NAME:
                names.add(" ".join(mention.span.of(cluster.text).split()))
    return tuple(sorted(names - {label, ""}))


def _merges(
    clusters: Sequence[_Cluster], label: str, methods: Mapping[tuple[str, int], tuple[str, float]]
) -> tuple[Merge, ...]:
    """One entry for each name of each document that stands for the entity and is not its only one."""
    found = set()
    for cluster in clusters:
        method, score = methods[cluster.document, cluster.number]
        if len(clusters) > 1 or "kept apart" in method:
            found.add(Merge(cluster.document, cluster.label, method, score))
        for mention in cluster.mentions:
            words = " ".join(mention.span.of(cluster.text).split())
            if words != cluster.label and mention.kind in NAMED:
                found.add(Merge(cluster.document, words, *_within(words, mention, cluster)))
    return tuple(sorted(found, key=lambda merge: (merge.document, merge.name, merge.method)))


def _within(words: str, mention: Mention, cluster: _Cluster) -> tuple[str, float]:
    """How one name of a document came to the cluster's."""
    if mention.kind is MentionKind.METONYM:
        return "seat of power for its government", 0.9
    if mention.kind is MentionKind.DEMONYM:
        return "adjective of its country or region", 1.0
    if cluster.entry is not None:
        return "other name in the gazetteer", 1.0
    if cluster.is_person:
        return "part of the only full name in the document", 0.9
    if words.replace(".", "").isupper():
        return "acronym of the long name", 0.9
    return "same name", 0.95


# -- identifiers -------------------------------------------------------------------------------------------------------


def _ids(
    labels: Mapping[tuple[str, ...], str], kinds: Mapping[tuple[str, ...], str], known: set[tuple[str, ...]]
) -> dict[tuple[str, ...], str]:
    """A readable id for each key; where two share it the lesser gets its class, and then a hash, as suffix."""
    wanted: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key, label in labels.items():
        wanted[_plain_id(label)].append(key)

    def rank(key: tuple[str, ...]) -> tuple[object, ...]:
        kind = kinds[key]
        return key not in known, RANK.index(kind) if kind in RANK else len(RANK), key[0] == "surname", key

    found: dict[tuple[str, ...], str] = {}
    taken: set[str] = set(wanted)
    for name in sorted(wanted):
        first, *others = sorted(wanted[name], key=rank)
        found[first] = name
        for key in others:
            id = f"{name}_{kinds[key]}"
            if key[0] == "surname":
                id = f"{name}_{_plain_id(key[2])}"
            if id in taken:
                id = f"{name}_{_digest(*key)}"
            taken.add(id)
            found[key] = id
    return found


def _plain_id(label: str) -> str:
    """The label as a local name that is safe everywhere; a hash stands in for what is lost of it.

    >>> _plain_id("Kurt Campbell"), _plain_id("😀")
    ('Kurt_Campbell', 'unnamed_f0443a34')
    """
    name = vocab.local_name(label)
    if name == "unnamed" or len(name) > LONGEST_ID:
        return f"{name[:LONGEST_ID].rstrip('_')}_{_digest(label)}"
    return name


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
