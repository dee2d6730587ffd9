"""Which units may be one entity: pairs of names in full that are compatible, with a method and a score.

Every pair comes from an index of names, never from a comparison of all with all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from kg.gazetteer import Gazetteer
from kg.gazetteer.names import (
    ARABIC,
    SHORT_FORMS,
    body,
    consonants,
    fits,
    fold,
    initials,
    is_acronym,
    is_slip,
    skeleton,
)
from kg.knowledge.merges import KINDS
from kg.knowledge.resolve.clusters import BODY, PERSON, PHRASE
from kg.knowledge.resolve.methods import Method
from kg.knowledge.resolve.pairs.people import LEAST_USES, NEARLY_ALL
from kg.knowledge.resolve.pairs.scores import SHOWN, Pair, Scorer
from kg.knowledge.resolve.units import Unit

# Shorter names have too little to tell spellings from other names.
_LEAST_LETTERS = 4
# Where so many have a first and a last name in common, it tells nothing.
_CROWD = 60
# In so many times as many texts as a slip of it is a name that was meant, where it is no given name known beforehand.
_COMMONER = 2
# So many initials may stand for many names.
_FEW = 3


# Units by what they have in common.
Index = dict[tuple[str, ...], list[Unit]]


def names(units: Iterable[Unit], scorer: Scorer, gazetteer: Gazetteer) -> Iterator[Pair]:
    """Pairs of names in full: longer and shorter, spelled otherwise, acronyms, kinds."""
    listed = sorted((u for u in units if u.kind != PHRASE), key=lambda u: u.key)
    full = [u for u in listed if u.is_full]
    others = [u for u in listed if u.kind != PERSON or u.is_known]
    yield from _longer(full, scorer)
    yield from _generations(full, scorer)
    yield from _spellings(listed, scorer)
    yield from _short_forms(full, scorer)
    yield from _later_given(full, scorer)
    yield from _turned(full, scorer)
    yield from _slips(full, scorer, gazetteer)
    yield from _sounds(full, scorer, gazetteer)
    yield from _forms(others, {u.words[-1] for u in full}, scorer)
    yield from _acronyms(others, scorer)
    yield from _kinds([u for u in listed if not u.is_known], scorer)
    yield from _states([u for u in others if u.state], scorer)
    yield from _known_of_states(others, scorer, gazetteer)


def _longer(full: Sequence[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "Joe Biden" is "Joe R. Biden" where no other Joe Biden has another middle name."""
    index: Index = defaultdict(list)
    for unit in full:
        for word in dict.fromkeys(unit.words[1:]):
            index[unit.words[0], word].append(unit)
    for unit in full:
        alike = index[unit.words[0], unit.words[-1]]
        if len(alike) > _CROWD:
            continue
        longest = _longest(alike, unit)
        for other in longest[:SHOWN]:
            method = Method.LONGER if other.words[-1] == unit.words[-1] else Method.SHORTER
            yield scorer.pair(unit, other, Method.SEVERAL_LONGER if len(longest) > 1 else method)


def _longest(alike: Iterable[Unit], short: Unit) -> list[Unit]:
    """Those of several names that have all of another and are in none themselves, which joins what is in them.

    "Omar Hale" is Omar J. Hale, whatever else begins with the name: "Omar Hale Berg".
    """
    longer = [u for u in alike if _includes(u, short)]
    longest = [u for u in longer if not any(_includes(other, u) for other in longer)]
    return [u for u in longest if u.words[-1] == short.words[-1]] or longest


def _includes(long: Unit, short: Unit) -> bool:
    """True where one name has all of another and more of it."""
    if long.parts is None or short.parts is None:
        return False
    sizes = [(len(unit.words), len("".join(unit.words))) for unit in (long, short)]
    return sizes[0] > sizes[1] and fits(short.parts, long.parts)


def _generations(full: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "Martin Ames Jr." may be the "Martin Ames" of another text, and is where both are judges."""
    index: Index = defaultdict(list)
    for unit in full:
        index[unit.words[0], unit.words[-1]].append(unit)
    for alike in index.values():
        plain = [u for u in alike if not u.generation]
        for unit in alike if plain else ():
            if unit.generation:
                same_office = _has_office_of(unit, plain[0])
                yield scorer.pair(unit, plain[0], Method.GENERATION_AND_OFFICE if same_office else Method.GENERATION)


def _has_office_of(one: Unit, other: Unit) -> bool:
    """True of two names without and with "Jr." before or behind which one office stands; a father had another."""
    return {one.generation, other.generation} == {"", "jr"} and not one.offices().isdisjoint(other.offices())


def _spellings(listed: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "Zelensky" is "Zelenskyy", "Defense" is "Defence": each joins the first of those that are spelled otherwise."""
    index: Index = defaultdict(list)
    for unit in listed:
        if (
            unit.key.ground is not Method.SINGLE
            and len(unit.folded) >= _LEAST_LETTERS
            and (bones := skeleton(unit.folded))
        ):
            index[unit.kind, bones].append(unit)
    for found in index.values():
        first = min(found, key=lambda u: (not u.is_known, -len(u.documents), u.key))
        for unit in found:
            if unit is not first and unit.folded != first.folded and not (unit.is_known and first.is_known):
                yield scorer.pair(unit, first, Method.SPELLING)


def _sounds(full: Iterable[Unit], scorer: Scorer, gazetteer: Gazetteer) -> Iterator[Pair]:
    """ "Muammar Gaddafi" is "Moammar Gadhafi"; "Allan Smith" need not be "Allen Smith": each has his one spelling."""
    index: Index = defaultdict(list)
    for unit in full:
        if sound := consonants(unit.folded):
            index[(sound,)].append(unit)
    for found in index.values():
        first = min(found, key=lambda u: (-len(u.documents), u.key))
        for unit in found:
            if unit is not first and unit.folded != first.folded:
                romanised = _is_romanised(unit, first, gazetteer)
                yield scorer.pair(unit, first, Method.ROMANISED if romanised else Method.ALIKE)


def _is_romanised(one: Unit, other: Unit, gazetteer: Gazetteer) -> bool:
    """True where the surnames are spellings of one, and no two settled given names stand before them."""
    words, others = one.words, other.words
    if skeleton(words[-1]) != skeleton(others[-1]):
        return False
    return not ARABIC.isdisjoint(words) or not (
        gazetteer.given_name(words[0].title()) and gazetteer.given_name(others[0].title())
    )


def _short_forms(full: Sequence[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "Joe Biden" is "Joseph R. Biden" where nobody else of that surname has a name that Joe is short for."""
    index: Index = defaultdict(list)
    for unit in full:
        index[unit.words[0], unit.words[-1]].append(unit)
    for unit in full:
        if len(unit.words) != 2:
            continue
        first, family = unit.words
        long = [u for name in SHORT_FORMS.get(first, ()) for u in index.get((name, family), ())]
        long = [u for u in long if u.generation == unit.generation or _has_office_of(u, unit)]
        if len({u.words[0] for u in long}) == 1:
            yield scorer.pair(unit, max(long, key=lambda u: (len(u.documents), u.key)), Method.SHORT_FORM)


def _later_given(full: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "Boris Hale" may be "Alexander Boris Hale", whose only name it is; "B. Hale" is not asked."""
    index: Index = defaultdict(list)
    listed = list(full)
    for unit in listed:
        assert unit.parts is not None
        for word in dict.fromkeys(unit.words[1 : unit.parts.given]):
            index[word, unit.words[-1]].append(unit)
    for unit in listed:
        found = index.get((unit.words[0], unit.words[-1]), ()) if len(unit.words) == 2 else ()
        if len(found) == 1 and found[0].words[0] != unit.words[0] and found[0].generation == unit.generation:
            yield scorer.pair(unit, found[0], Method.LATER_GIVEN)


def _turned(full: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "Marin Lupu Petrescu" is "Marin Petrescu Lupu"; of two words too many are a name either way."""
    index: Index = defaultdict(list)
    for unit in full:
        if len(unit.words) > 2:
            index[(unit.words[0], *sorted(unit.words[1:]))].append(unit)
    for found in index.values():
        first = min(found, key=lambda u: (-len(u.documents), u.key))
        for unit in found:
            if unit is not first and unit.generation == first.generation:
                yield scorer.pair(unit, first, Method.TURNED)


def _slips(full: Iterable[Unit], scorer: Scorer, gazetteer: Gazetteer) -> Iterator[Pair]:
    """ "Joh Hodel" is the "Jon Hodel" of other texts; "Jan Hodel" is somebody, and so is "Jon Hodler"."""
    index: Index = defaultdict(list)
    for unit in full:
        if len(unit.words) == 2 and not unit.generation:
            index[(unit.words[1],)].append(unit)
    for alike in index.values():
        for unit in alike if 1 < len(alike) <= _CROWD else ():
            meant = [u for u in alike if _is_slip_of(unit, u, gazetteer)]
            if len(meant) == 1:
                yield scorer.pair(unit, meant[0], Method.SLIP)


def _is_slip_of(unit: Unit, other: Unit, gazetteer: Gazetteer) -> bool:
    """True of what is no given name, a slip from one, or from what stands in more texts."""
    first, meant = unit.words[0], other.words[0]
    if not is_slip(first, meant) or gazetteer.given_name(first.title()):
        return False
    times = 1 if gazetteer.given_name(meant.title()) else _COMMONER
    return len(other.documents) >= times * len(unit.documents)


def _forms(others: Iterable[Unit], surnames: Set[str], scorer: Scorer) -> Iterator[Pair]:
    """ "Acme", "Acme Corp", "Acme Corporation": one body, as long as there is no "Acme Ltd", nor a Mr. Acme."""
    for name, by_form in _by_form(others).items():
        for alike in by_form.values():
            for unit in alike[1:]:
                yield scorer.pair(unit, alike[0], Method.SPELLING)
        forms = [form for form in sorted(by_form) if form]
        first = by_form[""][0] if "" in by_form else by_form[forms[0]][0]
        is_sure = len(forms) == 1 and (name not in surnames or first.clusters[0].folded != name)
        for form in forms:
            if by_form[form][0] is not first:
                yield scorer.pair(by_form[form][0], first, Method.FORM if is_sure else Method.SEVERAL_FORMS)


def _by_form(others: Iterable[Unit]) -> dict[str, dict[str, list[Unit]]]:
    """The bodies by their names without a legal form, and by that form."""
    index: dict[str, dict[str, list[Unit]]] = defaultdict(lambda: defaultdict(list))
    for unit in others:
        if unit.kind == BODY and not unit.is_known and not unit.state:
            name, form = body(unit.clusters[0].folded)
            index[name][form].append(unit)
    return index


def _acronyms(others: Sequence[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "WFP" is the World Food Programme where a document says so, or where no other name has these initials."""
    bearers, spelt_out = _bearers(others), _spelt_out(others)
    for unit in others:
        long = spelt_out.get((unit.label.replace(".", "").casefold(),), ()) if is_acronym(unit.label) else ()
        called = [u for u in bearers.get((unit.label.casefold(),), ()) if u.key != unit.key]
        if unit.is_known:
            if len(long) == 1 and _has_many_initials(unit):
                yield scorer.pair(long[0], unit, Method.MANY_INITIALS)
        elif len(called) == 1:
            yield scorer.pair(unit, called[0], Method.SPELT_OUT if is_acronym(unit.label) else Method.ALSO_CALLED)
        elif not called and len(long) == 1:
            yield scorer.pair(unit, long[0], Method.MANY_INITIALS if _has_many_initials(unit) else Method.INITIALS)


def _has_many_initials(acronym: Unit) -> bool:
    return len(acronym.label.replace(".", "")) > _FEW


def _bearers(others: Iterable[Unit]) -> Index:
    """Units by each name that a document has for them beside their own; "the Post" elsewhere is any paper's."""
    index: Index = defaultdict(list)
    for unit in others:
        names = set().union(*(c.names() for c in unit.clusters)) - {c.label for c in unit.clusters}
        for name in sorted(names):
            if not _is_word_of_paper(fold(name), unit):
                index[(name.casefold(),)].append(unit)
    return index


def _is_word_of_paper(name: str, unit: Unit) -> bool:
    """True of the word of its name by which a text calls a paper or station that it has named."""
    entry = unit.clusters[0].entry
    return entry is not None and entry.kind == "MediaOutlet" and name in fold(unit.label).split()


def _spelt_out(others: Iterable[Unit]) -> Index:
    """Units by the initials of their names; of several with the same ones two, which are as many as a hundred."""
    index: Index = defaultdict(list)
    for unit in others:
        if len(short := initials(unit.label)) > 1:
            same = index[(short,)]
            if len(same) < 2 and not any(skeleton(u.folded) == skeleton(unit.folded) for u in same):
                same.append(unit)
    return index


def _kinds(units: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """One name that is read as a place here and as a body there: most often the reader is wrong about one of them."""
    index: Index = defaultdict(list)
    for unit in units:
        index[(unit.folded,)].append(unit)
    for found in index.values():
        first = min(found, key=lambda u: (-len(u.documents), KINDS.index(u.kind), u.key))
        for unit in found:
            if unit.kind != first.kind:
                yield scorer.pair(unit, first, _of_kinds(unit, first))


def _of_kinds(one: Unit, other: Unit) -> Method:
    """How sure one name of two kinds is to be one thing: several words more than one, a person less than others."""
    is_long = " " in one.folded
    person = next((unit for unit in (one, other) if unit.kind == PERSON), None)
    if person is None:
        return Method.KIND if is_long else Method.WORD
    if is_long:
        return Method.PERSON_OR_NOT
    return Method.SURNAME_OR_NOT if person.sex or person.parts is None else Method.WORD_OR_PERSON


def _states(bodies: Iterable[Unit], scorer: Scorer) -> Iterator[Pair]:
    """ "Foreign Ministry" in texts on two states is shown; where none is told, it is the only or the usual one."""
    index: Index = defaultdict(list)
    for unit in bodies:
        index[(unit.key.name,)].append(unit)
    for found in index.values():
        for unit in found[1 : SHOWN + 1]:
            only = len(found) == 2 and "?" in (unit.state, found[0].state)
            yield scorer.pair(unit, found[0], Method.ONLY_STATE if only else Method.OTHER_STATE)
        untold = next((unit for unit in found if unit.state == "?"), None)
        usual = _usual([unit for unit in found if unit is not untold])
        if untold is not None and usual is not None:
            yield scorer.pair(untold, usual, Method.USUAL_STATE)


def _usual(told: Sequence[Unit]) -> Unit | None:
    """The body of the state that nearly all texts mean."""
    times = [len(unit.documents) for unit in told]
    return told[times.index(max(times))] if times and max(times) >= max(LEAST_USES, NEARLY_ALL * sum(times)) else None


def _known_of_states(bodies: Sequence[Unit], scorer: Scorer, gazetteer: Gazetteer) -> Iterator[Pair]:
    """ "Senate" in a text on the United States is the known "US Senate", whatever other states have one."""
    known = {_office(unit, gazetteer): unit for unit in bodies if unit.is_known and unit.kind == BODY}
    for unit in bodies:
        other = known.get((unit.key.name, unit.key.state)) if unit.key.is_of_state and unit.key.state else None
        if other is not None:
            yield scorer.pair(unit, other, Method.KNOWN_OF_STATE)


def _office(known: Unit, gazetteer: Gazetteer) -> tuple[str, str] | None:
    """What a known body is called in its state, and that state, where its name begins with the state's."""
    state, _, name = known.label.partition(" ")
    entry, country = gazetteer.named(state), known.clusters[0].country
    return (fold(name), country) if entry is not None and country and entry.label == country else None
