"""Names over all documents: the clusters that one name certainly, or almost certainly, makes one.

A unit is all clusters with one Wikidata id, one gazetteer name, one full name of a person, or one name of one kind.
A body that each state has ("Foreign Ministry") is one only where its owner, or the country that its document speaks of
most, is the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from kg.gazetteer.names import PersonName, person
from kg.knowledge.resolve import called
from kg.knowledge.resolve.clusters import PERSON, PHRASE, is_person
from kg.knowledge.resolve.keys import Key
from kg.knowledge.resolve.methods import Method
from kg.knowledge.resolve.phrases import own_key
from kg.model.outline import Cluster

# Documents of a name that are looked at for what it stands beside; and how common a neighbour may be, as a share of
# all documents, to tell anything.
_LOOKED_AT, _TOO_COMMON = 64, 0.25


@dataclass(frozen=True, slots=True)
class Unit:
    """Clusters that share a key.

    Attributes:
        key: what they share.
        clusters: in the order of their documents.
        documents: theirs, sorted.
        parts: the name of a person, taken apart; None of anything else.
        sex: "f", "m" or "".
        label: the gazetteer's name, else the first of its spellings.
    """

    key: Key
    clusters: tuple[Cluster, ...]
    documents: tuple[str, ...]
    parts: PersonName | None = None
    sex: str = ""
    label: str = ""

    @property
    def kind(self) -> str:
        return self.clusters[0].kind

    @property
    def is_known(self) -> bool:
        """True of what the gazetteer knows."""
        return self.key.is_known

    @property
    def part(self) -> tuple[str, ...]:
        """The documents that tell it from others of the same name, where there are any; else empty."""
        return self.key.part

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a person's name; none of anything else."""
        return self.parts.words if self.parts is not None else ()

    @property
    def generation(self) -> str:
        """What tells a person from a parent of the same name ("jr"); "" of anything else."""
        return self.parts.generation if self.parts is not None else ""

    @property
    def is_full(self) -> bool:
        """True of a person's given and family name."""
        return self.parts is not None and self.parts.is_full and not self.parts.is_initial

    @property
    def has_initial(self) -> bool:
        """True of a person's family name with an initial for the given one."""
        return self.parts is not None and self.parts.is_initial

    def offices(self) -> frozenset[str]:
        """The offices that stand right before or behind the name, wherever it is in full."""
        return frozenset().union(*(cluster.offices for cluster in self.clusters))

    @property
    def folded(self) -> str:
        """The name for comparison."""
        if self.parts is not None:
            return " ".join((*self.words, self.generation)).strip()
        return self.label.casefold() if self.is_known else self.clusters[0].folded

    @property
    def state(self) -> str:
        """The state of a body that each state has; "?" where the texts do not tell, "" of anything else."""
        return (self.key.state or "?") if self.key.is_of_state else ""


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

    def stands_in(self, surname: str, document: str) -> bool:
        """True where a document names somebody of that surname."""
        return surname in self._beside[document]

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
    clusters: Sequence[Cluster],
    documents: AbstractSet[str],
    dates: Mapping[str, str],
    parts: Mapping[Key, Mapping[str, frozenset[str]]],
) -> Units:
    """The units of all clusters.

    Args:
        clusters: in the order of documents and numbers.
        documents: all that speak of something.
        dates: of the documents.
        parts: keys whose documents a person wants apart; for each such document all of its part. The rest is one too.
    """
    members: dict[Key, list[Cluster]] = defaultdict(list)
    beside: dict[str, set[str]] = defaultdict(set)
    for cluster, key in keyed(clusters):
        meant = parts.get(key, {}).get(cluster.document)
        if meant is not None:
            key = key._replace(part=tuple(sorted(meant)))
        members[key].append(cluster)
        if cluster.kind != PHRASE:
            beside[cluster.document].add(_sign(cluster))
    spread = Counter(sign for signs in beside.values() for sign in signs)
    rare = frozenset(sign for sign, count in spread.items() if 1 < count <= max(2, len(documents) * _TOO_COMMON))
    by_key = {key: unit(key, found) for key, found in members.items()}
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
    return cluster.folded.rpartition(" ")[2] if is_person(cluster) else cluster.link or cluster.folded


def unit(key: Key, clusters: Iterable[Cluster]) -> Unit:
    """A unit of these clusters."""
    found = tuple(clusters)
    first = found[0]
    if len(found) == 1 and not first.is_named:
        return Unit(key, found, (first.document,), label=first.label)
    sexes = Counter(c.sex for c in found if c.sex)
    sex = max(sorted(sexes), key=lambda s: sexes[s]) if sexes else ""
    parts = person(first.label) if is_person(first) else None
    label = first.entry.label if first.entry else min({c.label for c in found})
    return Unit(key, found, tuple(sorted({c.document for c in found})), parts, sex, label)


def keyed(clusters: Sequence[Cluster]) -> Iterable[tuple[Cluster, Key]]:
    """Each cluster with the key of its name."""
    states = _states(clusters)
    owners = {(c.document, c.number): c.entry.label for c in clusters if c.entry is not None and c.is_country}
    for cluster in clusters:
        owner = owners.get((cluster.document, cluster.of)) if cluster.of is not None else None
        yield cluster, _key(cluster, owner or states.get(cluster.document, ""))


def _key(cluster: Cluster, state: str) -> Key:
    if cluster.link:
        return Key(Method.LINK, name=cluster.link)
    # The gazetteer's "Supreme Court" is anybody's.
    if cluster.entry and not (cluster.entry.kind == "Organization" and cluster.office):
        return Key(Method.KNOWN, name=cluster.entry.label)
    if cluster.kind == PERSON:
        parts = person(cluster.label)
        if parts.is_full:
            return Key(Method.PERSON, name=" ".join(parts.words), generation=parts.generation)
        return Key(Method.SINGLE, name=" ".join((*parts.words, parts.generation)).strip(), sex=cluster.sex)
    if cluster.kind == PHRASE:
        return _phrase_key(cluster)
    if cluster.office:
        return Key(Method.NAME, cluster.kind, cluster.office, is_office=True, state=cluster.state or state)
    return Key(Method.NAME, cluster.kind, cluster.folded)


def _phrase_key(cluster: Cluster) -> Key:
    """The key of a people, a concept, or a phrase; most phrases are their document's own."""
    if cluster.is_named:
        return Key(Method.PEOPLE, name=called.people(cluster.folded))
    own = own_key(cluster)
    if own is not None:
        return own
    return Key(Method.CONCEPT, name=cluster.concept) if cluster.concept else Key(Method.PHRASE, name=cluster.common)


def _states(clusters: Iterable[Cluster]) -> dict[str, str]:
    """The country that each document names, itself or its towns and regions, more often than all others together."""
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for cluster in clusters:
        if cluster.country:
            count[cluster.document][cluster.country] += cluster.times if cluster.has_names else 0
    return {
        document: name
        for document, found in count.items()
        for name, times in found.items()
        if 2 * times > found.total()
    }
