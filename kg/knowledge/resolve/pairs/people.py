"""Whom a name that is not full may mean: an initial, a surname, a given name, a word taken for something else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg.gazetteer import Gazetteer
from kg.gazetteer.names import SHORT_FORMS, fits, fold, skeleton
from kg.knowledge.resolve.keys import Key
from kg.knowledge.resolve.methods import Method
from kg.knowledge.resolve.pairs.scores import SHOWN, Pair, Scorer
from kg.knowledge.resolve.units import Unit

_SEXES = frozenset("fm")
# Of several who bear a name one is meant where he has so large a share of its uses, in so many documents.
NEARLY_ALL, LEAST_USES = 0.9, 3

# Units by the parts of their names.
Index = dict[tuple[str, ...], list[Unit]]


class People:
    """The full names of a set of documents, found by parts of them.

    Args:
        full: units with a full name.
        root: the entity that a unit belongs to by now.
        gazetteer: given names.
    """

    def __init__(self, full: Iterable[Unit], root: Callable[[Key], Key], gazetteer: Gazetteer) -> None:
        self._root = root
        self._gazetteer = gazetteer
        self._by_family: Index = defaultdict(list)
        self._by_skeleton: Index = defaultdict(list)
        self._by_first: Index = defaultdict(list)
        self._within: Index = defaultdict(list)
        self._by_initial: Index = defaultdict(list)
        self._sexes: dict[Key, set[str]] = defaultdict(set)
        self._called: dict[Key, Counter[str]] = defaultdict(Counter)
        for unit in full:
            self._add(unit)

    def _add(self, unit: Unit) -> None:
        words = unit.words
        self._by_family[(words[-1],)].append(unit)
        self._by_skeleton[(skeleton(words[-1]),)].append(unit)
        self._by_first[(words[0],)].append(unit)
        self._by_initial[words[0][0], words[-1]].append(unit)
        for word in words[1:-1]:
            if len(word) > 2:
                self._within[(word,)].append(unit)
        given = self._gazetteer.given_name(words[0].title())
        root = self._root(unit.key)
        for cluster in unit.clusters:
            self._called[root].update({fold(name) for name in cluster.names()})
        self._sexes[root] |= {sex for sex in (unit.sex, given) if sex in _SEXES}

    def of_initial(self, unit: Unit) -> list[Unit]:
        """The people whom "J. Smith" may be, one unit each; "J. Edgar Smith" may be an Edgar Smith, or an Ed."""
        assert unit.parts is not None
        found = self._by_initial[unit.words[0], unit.words[-1]]
        fitting = [u for u in found if u.parts and u.is_full and fits(unit.parts, u.parts)]
        return self._each(fitting or self._of_second(unit), unit)

    def _of_second(self, unit: Unit) -> list[Unit]:
        """The people of two names who are called by what stands behind an initial."""
        second = unit.words[1]
        family = self._by_family[(unit.words[-1],)] if unit.parts and unit.parts.given > 1 and len(second) > 1 else []
        return [
            u
            for u in family
            if u.is_full and len(u.words) == 2 and second in (u.words[0], *SHORT_FORMS.get(u.words[0], ()))
        ]

    def of_single(self, unit: Unit) -> tuple[list[Unit], Method]:
        """The people whom a single name may be, one unit each, and which part of theirs it is."""
        last = unit.words[-1]
        family = [u for u in self._by_family[(last,)] if _ends_so(unit, u)]
        first = self._by_first[(last,)] if len(unit.words) == 1 else []
        usual = self._usual(unit, self._fitting([*family, *first], unit))
        if usual is not None:
            return [usual], Method.USUAL
        if not family and not first:
            family = self._by_skeleton[(skeleton(last),)]
        if family:
            return self._of_surname(unit, family)
        if len(unit.words) > 1:
            return [], Method.SURNAME
        method = Method.GIVEN if self._gazetteer.given_name(last.title()) else Method.FIRST
        for people, part in ((first, method), (self._within[(last,)], Method.WITHIN)):
            found = self._fitting(people, unit)
            if found:
                return found, part if len(found) == 1 else Method.SEVERAL
        return [], Method.SURNAME

    def of_given(self, unit: Unit) -> list[Unit]:
        """The people whose given name a single name may be, one unit each."""
        return self._fitting(self._by_first[unit.words], unit) if len(unit.words) == 1 else []

    def _usual(self, unit: Unit, found: Sequence[Unit]) -> Unit | None:
        """The one of several people whom nearly all texts mean that have the single name beside a full one."""
        if len(found) < 2:
            return None
        uses = [self._called[self._root(one.key)][unit.folded] for one in found]
        most = max(range(len(found)), key=lambda at: (uses[at], found[at].key))
        return found[most] if uses[most] >= max(LEAST_USES, NEARLY_ALL * sum(uses)) else None

    def _of_surname(self, unit: Unit, family: Iterable[Unit]) -> tuple[list[Unit], Method]:
        """Those of a family whom its name may be; where the sex fits nobody, somebody else is meant."""
        found = self._fitting(family, unit)
        if len(found) == 1 and len(self._each(family, unit)) > 1:
            return found, Method.SURNAME_AND_SEX
        return found, Method.SURNAME if len(found) < 2 else Method.SEVERAL

    def of_word(self, unit: Unit) -> list[Unit]:
        """The people whose surname a word is that was taken for a body or a place."""
        return self._each(self._by_family[(unit.clusters[0].folded,)], unit)

    def _fitting(self, found: Iterable[Unit], unit: Unit) -> list[Unit]:
        """One unit of each person who may be of the sex that a name tells."""
        return self._each([u for u in found if self._has_sex(u, unit)], unit)

    def _each(self, found: Iterable[Unit], unit: Unit) -> list[Unit]:
        """One unit of each person, the one in most documents."""
        by_root: dict[Key, Unit] = {}
        for u in sorted(found, key=lambda u: (-len(u.documents), u.key)):
            if not unit.generation or u.generation == unit.generation:
                by_root.setdefault(self._root(u.key), u)
        return list(by_root.values())

    def _has_sex(self, full: Unit, single: Unit) -> bool:
        known = self._sexes[self._root(full.key)]
        return not single.sex or not known or single.sex in known


def _ends_so(single: Unit, full: Unit) -> bool:
    """ "von der Leyen" is nobody who is only called Leyen."""
    return full.words[-len(single.words) :] == single.words


def few(unit: Unit, people: Iterable[Unit], method: Method, scorer: Scorer) -> list[Pair]:
    """Those of several people whom a name may be that stand nearest to it; one of a few is worth a look."""
    pairs = [scorer.pair(unit, other, method) for other in list(people)[: 4 * SHOWN]]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.other))[:SHOWN]


def singles(units: Mapping[Key, Unit], scorer: Scorer) -> Iterator[Pair]:
    """Single names that no full name claims: of known and of unknown sex, or spelled in two ways."""
    index: Index = defaultdict(list)
    for unit in sorted(units.values(), key=lambda u: u.key):
        index[(skeleton(unit.key.name),)].append(unit)
    for found in index.values():
        sexes = {u.sex for u in found if u.sex}
        for unit in found[1:]:
            if len(sexes) < 2:
                method = Method.SINGLE_NAME if unit.key.name == found[0].key.name else Method.SPELLING
                yield scorer.pair(unit, found[0], method)
