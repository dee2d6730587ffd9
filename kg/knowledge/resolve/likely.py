"""Which units may be one entity: pairs of names that are compatible, with a method and a score.

Every pair comes from an index of names, never from a comparison of all with all. A score has three parts: what the
method is worth where nothing else is known, what it is worth where the two names stand beside the same neighbours,
and what dates say. A document that tells two names apart speaks against them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from enum import Enum

from kg.gazetteer import Gazetteer
from kg.gazetteer.names import ARABIC, SHORT_FORMS, body, consonants, fits, initials, is_acronym, skeleton
from kg.knowledge.merges import KINDS
from kg.knowledge.resolve.called import Key, is_of_state
from kg.knowledge.resolve.clusters import BODY, PERSON, PHRASE
from kg.knowledge.resolve.units import Unit, Units


class Method(Enum):
    """What speaks for a pair: in words, its score alone, and with shared neighbours."""

    BY_HAND = ("joined by hand", 1.0, 1.0)
    LONGER = ("full name with a middle name", 0.85, 0.95)
    SHORTER = ("shorter form of the full name", 0.6, 0.8)
    SHORT_FORM = ("short form of the given name", 0.6, 0.8)
    SEVERAL_LONGER = ("full name with one of several middle names", 0.25, 0.4)
    GENERATION = ("full name with and without Jr. or its like", 0.25, 0.4)
    SPELLING = ("same name in another spelling", 0.7, 0.85)
    ROMANISED = ("same surname, and given name in another romanisation", 0.6, 0.8)
    ALIKE = ("full name that sounds alike", 0.35, 0.6)
    FORM = ("with and without the legal form", 0.7, 0.85)
    SEVERAL_FORMS = ("one of several legal forms", 0.3, 0.4)
    SPELT_OUT = ("acronym that another document spells out", 0.8, 0.9)
    ALSO_CALLED = ("so called in another document", 0.6, 0.75)
    MANY_INITIALS = ("four initials and more of the only such name", 0.6, 0.75)
    INITIALS = ("initials of the only such name", 0.4, 0.65)
    KIND = ("same name, taken for another kind of thing", 0.6, 0.75)
    WORD = ("same word, taken for another kind of thing", 0.45, 0.6)
    PERSON_OR_NOT = ("same name, of a person and of something else", 0.35, 0.6)
    SURNAME_OR_NOT = ("same word, of a person and of something else", 0.15, 0.3)
    WORD_OR_PERSON = ("same word, taken for a person without a sign of one", 0.3, 0.55)
    SURNAME_OF = ("surname of the only such person, taken for something else", 0.3, 0.55)
    STATE = ("same body, perhaps of another state", 0.25, 0.4)
    ONLY_STATE = ("same body; no other state's is named", 0.55, 0.7)
    FIRST_INITIAL = ("initial of the only full name that fits", 0.65, 0.85)
    SEVERAL_INITIALS = ("initial of several full names", 0.2, 0.4)
    SURNAME = ("the only full name with this surname", 0.75, 0.85)
    SURNAME_AND_SEX = ("the only full name with this surname and sex", 0.55, 0.75)
    WITHIN = ("the only full name that has it", 0.55, 0.75)
    FIRST = ("the only full name that begins with it", 0.65, 0.8)
    GIVEN = ("the only full name with this given name", 0.25, 0.4)
    SEVERAL = ("surname that several full names share", 0.2, 0.4)
    SINGLE = ("same single name", 0.6, 0.7)


# What speaks against a pair: a document that has both, and years between them; what speaks for it: the same week.
_MET, _YEARS, _WEEK = -0.35, -0.1, 0.05
_LONG, _SHORT = 5 * 365, 7
# A text with a full name and its surname apart says nothing against them: it only did not join them.
_LEFT_OPEN = (Method.SURNAME, Method.FIRST)
# Names that may well be of two: one common neighbour is no reason, two are.
_DOUBTFUL = (Method.WORD, Method.WORD_OR_PERSON, Method.PERSON_OR_NOT, Method.SURNAME_OF)
# Of several names that may be meant, so many are shown.
_SHOWN = 3
# Shorter names have too little to tell spellings from other names.
_LEAST = 4
# Where so many have a first and a last name in common, it tells nothing.
_CROWD = 60
# So many initials may stand for many names.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two units that may be one; ``one`` is the lesser name, ``other`` the one it joins."""

    one: Key
    other: Key
    method: str
    score: float


class Scorer:
    """Weighs pairs by what stands beside them and when."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def pair(self, one: Unit, other: Unit, method: Method) -> Pair:
        """The pair with its score."""
        words, alone, beside = method.value
        enough = 2 if method in _DOUBTFUL else 1
        score = beside if self._units.shared(one, other) >= enough else alone
        if method not in _LEFT_OPEN and self._units.meet(one, other):
            score += _MET
        days = self._units.days_between(one, other)
        if days is not None:
            score += _YEARS if days > _LONG else _WEEK if days <= _SHORT and score > alone else 0.0
        return Pair(one.key, other.key, words, round(min(max(score, 0.05), 0.95), 2))


Index = dict[tuple[str, ...], list[Unit]]


def names(units: Iterable[Unit], scorer: Scorer, gazetteer: Gazetteer) -> Iterator[Pair]:
    """Pairs of names in full: longer and shorter, spelled otherwise, acronyms, kinds."""
    listed = sorted((u for u in units if u.kind != PHRASE), key=lambda u: u.key)
    full = [u for u in listed if u.parts is not None and u.parts.is_full and not u.parts.is_initial]
    yield from _longer(full, scorer)
    yield from _generations(full, scorer)
    others = [u for u in listed if u.kind != PERSON or u.is_known]
    yield from _same(
        [u for u in listed if u.key[0] != "single"], lambda u: (u.kind, skeleton(_folded(u))), Method.SPELLING, scorer
    )
    yield from _short_forms(full, scorer)
    yield from _sounds(full, scorer, gazetteer)
    surnames = {u.parts.words[-1] for u in full if u.parts is not None}
    yield from _forms([u for u in others if u.kind == BODY and not u.is_known and not _state(u)], surnames, scorer)
    yield from _acronyms(others, scorer)
    yield from _kinds([u for u in listed if not u.is_known], scorer)
    yield from _states([u for u in others if _state(u)], scorer)


def _folded(unit: Unit) -> str:
    if unit.parts is not None:
        return " ".join((*unit.parts.words, unit.parts.generation)).strip()
    return unit.label.casefold() if unit.is_known else unit.clusters[0].folded


def _state(unit: Unit) -> str:
    """The state whose body it is, of the names that each state has a bearer of; "?" where the texts do not tell."""
    return (unit.key[3] or "?") if is_of_state(unit.key) else ""


def _longer(full: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "Joe Biden" is "Joe R. Biden" where no other Joe Biden has another middle name."""
    index: Index = defaultdict(list)
    listed = list(full)
    for unit in listed:
        words = unit.parts.words if unit.parts else ()
        for word in dict.fromkeys(words[1:]):
            index[words[0], word].append(unit)
    for unit in listed:
        assert unit.parts is not None
        alike = index[unit.parts.words[0], unit.parts.words[-1]]
        if len(alike) > _CROWD:
            continue
        longer = [u for u in alike if _includes(u, unit)]
        # Those that another one includes are joined to it by themselves.
        longest = [u for u in longer if not any(_includes(other, u) for other in longer)]
        for other in longest[:_SHOWN]:
            assert other.parts is not None
            same_end = other.parts.words[-1] == unit.parts.words[-1]
            method = Method.SEVERAL_LONGER if len(longest) > 1 else Method.LONGER if same_end else Method.SHORTER
            yield scorer.pair(unit, other, method)


def _includes(long: Unit, short: Unit) -> bool:
    """True where one name has all of another and more of it."""
    if long.parts is None or short.parts is None:
        return False
    sizes = [(len(unit.parts.words), len("".join(unit.parts.words))) for unit in (long, short) if unit.parts]
    return sizes[0] > sizes[1] and fits(short.parts, long.parts)


def _generations(full: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    index: Index = defaultdict(list)
    for unit in full:
        if unit.parts is not None:
            index[unit.parts.words[0], unit.parts.words[-1]].append(unit)
    for alike in index.values():
        plain = [u for u in alike if u.parts and not u.parts.generation]
        for unit in alike:
            if unit.parts and unit.parts.generation and plain:
                yield scorer.pair(unit, plain[0], Method.GENERATION)


def _same(
    units: Iterable[Unit], likeness: Callable[[Unit], tuple[str, str]], method: Method, scorer: Scorer
) -> Iterator[Pair]:
    """Each unit with the first of those that are alike in another way than being the same."""
    index: Index = defaultdict(list)
    for unit in units:
        alike = likeness(unit)
        if alike[1] and len(_folded(unit)) >= _LEAST:
            index[alike].append(unit)
    for found in index.values():
        first = min(found, key=lambda u: (not u.is_known, -len(u.documents), u.key))
        for unit in found:
            if unit is not first and _folded(unit) != _folded(first) and not (unit.is_known and first.is_known):
                yield scorer.pair(unit, first, method)


def _sounds(full: Iterable[Unit], scorer: Scorer, gazetteer: Gazetteer) -> Iterator[Pair]:
    """ "Muammar Gaddafi" is "Moammar Gadhafi"; "Allan Smith" need not be "Allen Smith": each has his one spelling."""
    index: Index = defaultdict(list)
    for unit in full:
        if sound := consonants(_folded(unit)):
            index[(sound,)].append(unit)
    for found in index.values():
        first = min(found, key=lambda u: (-len(u.documents), u.key))
        for unit in found:
            if unit is not first and _folded(unit) != _folded(first):
                romanised = _is_romanised(unit, first, gazetteer)
                yield scorer.pair(unit, first, Method.ROMANISED if romanised else Method.ALIKE)


def _is_romanised(one: Unit, other: Unit, gazetteer: Gazetteer) -> bool:
    """True where the surnames are spellings of one, and no two settled given names stand before them."""
    words, others = (unit.parts.words if unit.parts else () for unit in (one, other))
    if skeleton(words[-1]) != skeleton(others[-1]):
        return False
    return not ARABIC.isdisjoint(words) or not (
        gazetteer.given_name(words[0].title()) and gazetteer.given_name(others[0].title())
    )


def _short_forms(full: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "Joe Biden" is "Joseph R. Biden" where nobody else of that surname has a name that Joe is short for."""
    index: Index = defaultdict(list)
    listed = list(full)
    for unit in listed:
        words = unit.parts.words if unit.parts else ()
        index[words[0], words[-1]].append(unit)
    for unit in listed:
        words = unit.parts.words if unit.parts else ()
        long = [u for name in SHORT_FORMS.get(words[0], ()) for u in index.get((name, words[-1]), ())]
        middles = [u for u in long if u.parts and unit.parts and u.parts.generation == unit.parts.generation]
        if len({u.parts.words[0] for u in middles if u.parts}) == 1 and len(words) == 2:
            yield scorer.pair(unit, max(middles, key=lambda u: (len(u.documents), u.key)), Method.SHORT_FORM)


def _forms(bodies: Iterable[Unit], surnames: Set[str], scorer: Scorer) -> Iterator[Pair]:
    """ "Acme", "Acme Corp", "Acme Corporation": one body, as long as there is no "Acme Ltd", nor a Mr. Acme."""
    index: dict[str, dict[str, list[Unit]]] = defaultdict(lambda: defaultdict(list))
    for unit in bodies:
        name, form = body(unit.clusters[0].folded)
        index[name][form].append(unit)
    for name, by_form in index.items():
        for alike in by_form.values():
            for unit in alike[1:]:
                yield scorer.pair(unit, alike[0], Method.SPELLING)
        forms = [form for form in sorted(by_form) if form]
        first = by_form[""][0] if "" in by_form else by_form[forms[0]][0]
        for form in forms:
            if by_form[form][0] is not first:
                is_sure = len(forms) == 1 and (name not in surnames or first.clusters[0].folded != name)
                method = Method.FORM if is_sure else Method.SEVERAL_FORMS
                yield scorer.pair(by_form[form][0], first, method)


def _acronyms(units: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "WFP" is the World Food Programme where a document says so, or where no other name has these initials."""
    listed = list(units)
    owners: Index = defaultdict(list)
    long_forms: Index = defaultdict(list)
    for unit in listed:
        labels = {c.label for c in unit.clusters}
        names = sorted(set().union(*(c.names() for c in unit.clusters)) - labels)
        for name in names:
            owners[(name.casefold(),)].append(unit)
        if len(short := initials(unit.label)) > 1:
            same = long_forms[(short,)]
            # Two are as many as a hundred: then the initials do not tell which.
            if len(same) < 2 and not any(skeleton(_folded(u)) == skeleton(_folded(unit)) for u in same):
                same.append(unit)
    for unit in listed:
        short = unit.label.replace(".", "").casefold()
        if unit.is_known:
            if is_acronym(unit.label) and len(found := long_forms.get((short,), [])) == 1 and len(short) > _FEW:
                yield scorer.pair(found[0], unit, Method.MANY_INITIALS)
            continue
        called = [u for u in owners.get((unit.label.casefold(),), ()) if u.key != unit.key]
        acronym = is_acronym(unit.label)
        if len(called) == 1:
            yield scorer.pair(unit, called[0], Method.SPELT_OUT if acronym else Method.ALSO_CALLED)
        elif not called and acronym and len(found := long_forms.get((short,), [])) == 1:
            yield scorer.pair(unit, found[0], Method.MANY_INITIALS if len(short) > _FEW else Method.INITIALS)


def _kinds(units: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """One name that is read as a place here and as a body there: most often the reader is wrong about one of them."""
    index: Index = defaultdict(list)
    for unit in units:
        index[(_folded(unit),)].append(unit)
    for (name,), found in index.items():
        if len({u.kind for u in found}) < 2:
            continue
        first = min(found, key=lambda u: (-len(u.documents), KINDS.index(u.kind), u.key))
        for unit in found:
            if unit.kind == first.kind:
                continue
            words = " " in name
            if PERSON in (unit.kind, first.kind):
                person = unit if unit.kind == PERSON else first
                word = Method.SURNAME_OR_NOT if person.sex or person.parts is None else Method.WORD_OR_PERSON
                method = Method.PERSON_OR_NOT if words else word
            else:
                method = Method.KIND if words else Method.WORD
            yield scorer.pair(unit, first, method)


def _states(bodies: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "Foreign Ministry" in documents on two states is shown; where no state is told, it is that of the only one."""
    index: Index = defaultdict(list)
    for unit in bodies:
        index[(unit.key[2],)].append(unit)
    for found in index.values():
        for unit in found[1 : _SHOWN + 1]:
            only = len(found) == 2 and "?" in (_state(unit), _state(found[0]))
            yield scorer.pair(unit, found[0], Method.ONLY_STATE if only else Method.STATE)


# -- names that are not full -----------------------------------------------------------------------------------------


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
        for unit in full:
            words = unit.parts.words if unit.parts else ()
            self._by_family[(words[-1],)].append(unit)
            self._by_skeleton[(skeleton(words[-1]),)].append(unit)
            self._by_first[(words[0],)].append(unit)
            self._by_initial[words[0][0], words[-1]].append(unit)
            for word in words[1:-1]:
                if len(word) > 2:
                    self._within[(word,)].append(unit)
            given = gazetteer.given_name(words[0].title())
            self._sexes[root(unit.key)] |= {sex for sex in (unit.sex, given) if sex in ("f", "m")}

    def of_initial(self, unit: Unit) -> list[Unit]:
        """The people whom "J. Smith" may be, one unit each."""
        assert unit.parts is not None
        words = unit.parts.words
        found = self._by_initial[words[0], words[-1]]
        return self._each([u for u in found if u.parts and not u.parts.is_initial and fits(unit.parts, u.parts)], unit)

    def of_single(self, unit: Unit) -> tuple[list[Unit], Method]:
        """The people whom a single name may be, one unit each, and which part of theirs it is."""
        assert unit.parts is not None
        last = (unit.parts.words[-1],)
        by_family = [u for u in self._by_family[last] if self._ends_so(unit, u)] or self._by_skeleton[
            (skeleton(last[0]),)
        ]
        if by_family:
            fitting = [u for u in by_family if self._has_sex(u, unit)]
            people, everybody = self._each(fitting, unit), self._each(by_family, unit)
            if len(people) == 1 and len(everybody) > 1:
                return people, Method.SURNAME_AND_SEX
            # Where the sex fits nobody, somebody else is meant.
            return (people, Method.SURNAME) if len(people) < 2 else (people, Method.SEVERAL)
        if len(unit.parts.words) > 1:
            return [], Method.SURNAME
        is_given = bool(self._gazetteer.given_name(last[0].title()))
        for index, method in (
            (self._by_first, Method.GIVEN if is_given else Method.FIRST),
            (self._within, Method.WITHIN),
        ):
            people = self._each([u for u in index[last] if self._has_sex(u, unit)], unit)
            if people:
                return people, method if len(people) == 1 else Method.SEVERAL
        return [], Method.SURNAME

    def of_word(self, unit: Unit) -> list[Unit]:
        """The people whose surname a word is that was taken for a body or a place."""
        return self._each(self._by_family[(unit.clusters[0].folded,)], unit)

    def _each(self, found: Iterable[Unit], unit: Unit) -> list[Unit]:
        """One unit of each person, the one in most documents."""
        generation = unit.parts.generation if unit.parts else ""
        by_root: dict[Key, Unit] = {}
        for u in sorted(found, key=lambda u: (-len(u.documents), u.key)):
            if not generation or (u.parts and u.parts.generation == generation):
                by_root.setdefault(self._root(u.key), u)
        return list(by_root.values())

    def _ends_so(self, single: Unit, full: Unit) -> bool:
        """ "von der Leyen" is nobody who is only called Leyen."""
        words = single.parts.words if single.parts else ()
        return full.parts is not None and full.parts.words[-len(words) :] == words

    def _has_sex(self, full: Unit, single: Unit) -> bool:
        known = self._sexes[self._root(full.key)]
        return not single.sex or not known or single.sex in known


def few(unit: Unit, people: Iterable[Unit], method: Method, scorer: Scorer) -> list[Pair]:
    """Those of several people whom a name may be that stand nearest to it; one of a few is worth a look."""
    pairs = [scorer.pair(unit, other, method) for other in list(people)[: 4 * _SHOWN]]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.other))[:_SHOWN]


def singles(units: Mapping[Key, Unit], scorer: Scorer) -> Iterator[Pair]:
    """Single names that no full name claims: of known and of unknown sex, or spelled in two ways."""
    index: Index = defaultdict(list)
    for unit in sorted(units.values(), key=lambda u: u.key):
        index[(skeleton(unit.key[1]),)].append(unit)
    for found in index.values():
        sexes = {u.sex for u in found if u.sex}
        for unit in found[1:]:
            if len(sexes) < 2:
                method = Method.SINGLE if unit.key[1] == found[0].key[1] else Method.SPELLING
                yield scorer.pair(unit, found[0], method)
