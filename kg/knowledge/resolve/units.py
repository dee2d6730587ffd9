"""Names over all documents: the clusters that one name certainly, or almost certainly, makes one.

A unit is all clusters with one Wikidata id, one gazetteer name, one full name of a person, or one name of one kind.
A body that each state has ("Foreign Ministry") is one only where its owner, or the country that its document speaks of
most, is the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.gazetteer.names import PersonName, person
from kg.knowledge.resolve.called import KNOWN, PART, Key, digest, is_of_state
from kg.knowledge.resolve.clusters import NAMED, PERSON, PHRASE, POSSESSIVES, Cluster

# Documents of a name that are looked at for what it stands beside; and how common a neighbour may be, as a share of
# all documents, to tell anything.
_LOOKED_AT, _COMMON = 64, 0.25


@dataclass(frozen=True, slots=True)
class Unit:
    """Clusters that share a key.

    Attributes:
        key: what they share.
        clusters: in the order of their documents.
        documents: theirs, sorted.
        part: the documents that tell it from others of the same name, where there are any; else empty.
        parts: the name of a person, taken apart; None of anything else.
        sex: "f", "m" or "".
        label: the gazetteer's name, else the first of its spellings.
    """

    key: Key
    clusters: tuple[Cluster, ...]
    documents: tuple[str, ...]
    part: tuple[str, ...] = ()
    parts: PersonName | None = None
    sex: str = ""
    label: str = ""

    @property
    def kind(self) -> str:
        return self.clusters[0].kind

    @property
    def is_known(self) -> bool:
        """True of what the gazetteer knows."""
        return self.key[0] in KNOWN


@dataclass(slots=True)
class Units:
    """All units of a set of documents, with what stands beside what.

    Attributes:
        by_key: the units.
        dates: ISO dates of the documents that have one.
    """

    by_key: dict[Key, Unit]
    dates: Mapping[str, str]
    _beside: dict[str, set[str]] = field(default_factory=dict)
    _rare: frozenset[str] = frozenset()
    _near: dict[Key, frozenset[str]] = field(default_factory=dict)
    _own: dict[Key, frozenset[str]] = field(default_factory=dict)
    _within: dict[Key, frozenset[str]] = field(default_factory=dict)
    _when: dict[Key, tuple[int, ...]] = field(default_factory=dict)

    def shared(self, one: Unit, other: Unit) -> int:
        """How many names that are not everywhere stand beside both of them."""
        both = self._neighbours(one) & self._neighbours(other)
        return len(both - self._signs(one) - self._signs(other)) if both else 0

    def meet(self, one: Unit, other: Unit) -> bool:
        """True where one document tells the two apart."""
        few, many = sorted((one, other), key=lambda unit: len(unit.documents))
        if many.key not in self._within:
            self._within[many.key] = frozenset(many.documents)
        return not self._within[many.key].isdisjoint(few.documents)

    def days_between(self, one: Unit, other: Unit) -> int | None:
        """Days between the nearest documents of the two; None where they have no dates."""
        days, others = self._days(one), self._days(other)
        return min((abs(a - b) for a in days for b in others), default=None)

    def _days(self, unit: Unit) -> tuple[int, ...]:
        if unit.key not in self._when:
            days = sorted(day for d in unit.documents[:_LOOKED_AT] if (day := _ordinal(self.dates.get(d, ""))))
            # Ends and middle are enough to tell years from days, and keep the comparison small.
            self._when[unit.key] = (days[0], days[len(days) // 2], days[-1]) if days else ()
        return self._when[unit.key]

    def _signs(self, unit: Unit) -> frozenset[str]:
        if unit.key not in self._own:
            self._own[unit.key] = frozenset(map(_sign, unit.clusters))
        return self._own[unit.key]

    def _neighbours(self, unit: Unit) -> frozenset[str]:
        if unit.key not in self._near:
            beside = (self._beside[document] for document in unit.documents[:_LOOKED_AT])
            self._near[unit.key] = frozenset().union(*beside) & self._rare
        return self._near[unit.key]


def units(
    clusters: Sequence[Cluster], dates: Mapping[str, str], parts: Mapping[Key, Mapping[str, frozenset[str]]]
) -> Units:
    """The units of all clusters.

    Args:
        clusters: in the order of documents and numbers.
        dates: of the documents.
        parts: keys whose documents a person wants apart; for each such document all of its part. The rest is one too.
    """
    members: dict[Key, list[Cluster]] = defaultdict(list)
    part_of: dict[Key, tuple[str, ...]] = {}
    beside: dict[str, set[str]] = defaultdict(set)
    for cluster, key in keyed(clusters):
        meant = parts.get(key, {}).get(cluster.document)
        if meant is not None:
            key = (*key, PART, *sorted(meant))
            part_of[key] = tuple(sorted(meant))
        members[key].append(cluster)
        if cluster.kind != PHRASE:
            beside[cluster.document].add(_sign(cluster))
    spread = Counter(sign for signs in beside.values() for sign in signs)
    documents = {cluster.document for cluster in clusters}
    rare = frozenset(sign for sign, count in spread.items() if 1 < count <= max(2, len(documents) * _COMMON))
    by_key = {key: unit(key, found, part_of.get(key, ())) for key, found in members.items()}
    for document in documents:
        beside.setdefault(document, set())
    return Units(by_key, dates, beside, rare)


def _ordinal(day: str) -> int:
    """The number of a day; 0 for anything else."""
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


def _sign(cluster: Cluster) -> str:
    """By what a neighbour is known again, whatever it was taken for: a person by the last word of the name."""
    return cluster.folded.rpartition(" ")[2] if cluster.is_person else cluster.link or cluster.folded


def unit(key: Key, clusters: Iterable[Cluster], part: tuple[str, ...] = ()) -> Unit:
    """A unit of these clusters."""
    found = tuple(clusters)
    first = found[0]
    sexes = Counter(c.sex for c in found if c.sex)
    sex = max(sorted(sexes), key=lambda s: sexes[s]) if sexes else ""
    parts = person(first.label) if first.is_person else None
    label = first.entry.label if first.entry else min({c.label for c in found})
    return Unit(key, found, tuple(sorted({c.document for c in found})), part, parts, sex, label)


def keyed(clusters: Sequence[Cluster]) -> Iterable[tuple[Cluster, Key]]:
    """Each cluster with the key of its name."""
    states = _states(clusters)
    owners = {
        (c.document, c.number): c.entry.label for c in clusters if c.entry is not None and c.entry.kind == "Country"
    }
    for cluster in clusters:
        owner = owners.get((cluster.document, cluster.of)) if cluster.of is not None else None
        yield cluster, _key(cluster, owner or states.get(cluster.document, ""))


def _key(cluster: Cluster, state: str) -> Key:
    if cluster.link:
        return "link", cluster.link
    # The gazetteer's "Supreme Court" is anybody's.
    if cluster.entry and not (cluster.entry.kind == "Organization" and cluster.office):
        return "known", cluster.entry.label
    if cluster.kind == PERSON:
        parts = cluster.parts()
        if parts.is_full:
            return "person", " ".join(parts.words), parts.generation
        return "single", " ".join((*parts.words, parts.generation)).strip(), cluster.sex
    if cluster.kind == PHRASE:
        if cluster.folded.split(" ", 1)[0] in POSSESSIVES:
            return "owned", cluster.folded, cluster.document, str(cluster.number)
        return "phrase" if cluster.has_name else "words", cluster.folded
    if cluster.office is not None:
        name, told = cluster.office
        return "name", cluster.kind, name, told or state
    return "name", cluster.kind, cluster.folded


def _states(clusters: Iterable[Cluster]) -> dict[str, str]:
    """The country that each document names more often than all others together."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for cluster in clusters:
        if cluster.entry is not None and cluster.entry.kind == "Country":
            count[cluster.document][cluster.entry.label] += sum(m.kind in NAMED for m in cluster.mentions)
    return {
        document: name
        for document, found in count.items()
        for name, times in found.items()
        if 2 * times > found.total()
    }


# Why clusters of one key are one, by the first part of the key, and how sure that is.
OF_STATE = ("same body of the same state", 0.8)
METHODS = {
    "link": ("same Wikidata id", 1.0),
    "known": ("same gazetteer name", 1.0),
    "person": ("same full name", 0.95),
    "single": ("same single name", 0.7),
    "name": ("same name", 0.9),
    "phrase": ("same phrase", 0.8),
    "words": ("same words, without a name", 0.6),
    "owned": ("phrase whose owner is unknown; kept apart", 1.0),
}


def method(key: Key) -> tuple[str, float]:
    """Why clusters of one key are one, and how sure that is (0 to 1)."""
    return OF_STATE if is_of_state(key) and key[3] else METHODS[key[0]]


def apart(key: Key) -> str:
    """What tells an entity with this key from others of its name; empty where nothing has to."""
    if PART in key[2:]:
        return key[key.index(PART, 2) + 1]
    if key[0] == "owned":
        return digest(*key)
    return key[3] if key[0] == "name" and len(key) > 3 else ""
