"""Which names of a document belong together: spellings of one name, a surname and its full name, acronyms.

A name that several full names of a text may mean is the first of them, as writers tell a later one from it. What
stands before it goes first: "Mrs. Hale" is no Omar Hale, and "President Hale" the one whom the text calls so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.gazetteer import Gazetteer
from kg.gazetteer.names import HONORIFICS, SHORT_FORMS, PersonName, is_slip, person
from kg.terms.words import words

# Believers, peoples and followers that are no country's.
PEOPLES = words("believers and followers")
# How far before a name its form of address is looked for, in characters.
BEFORE_NAME = 60
# So many times as often as a slip of it is a name that was meant.
COMMONER = 3
# So many names with a word in common are looked at for a slip.
CROWD = 60
ORG_SUFFIX = re.compile(r",? (?:inc|corp|ltd|llc|plc|co|gmbh|ag|sa|nv)\.?$", re.I)


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """A name folded for comparison: case, accents, quotes, dots and a leading article do not count.

    >>> key("The U.S."), key("Médecins")
    ('us', 'medecins')
    """
    folded = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    plain = "".join(c for c in folded if not unicodedata.combining(c)).replace(".", "")
    return re.sub(r"\s+", " ", re.sub(r"^the ", "", ORG_SUFFIX.sub("", plain))).strip()


def groups(names: Iterable[str], people: Mapping[str, int]) -> dict[str, str]:
    """For each folded name the folded fullest name it belongs to; of several that it is short for the first.

    A surname joins the full name that ends in it, a given name or an Asian family name the one that starts with it.

    Args:
        names: folded names of one document, in the order of the text.
        people: how much speaks for a person, per folded name; only what may be a person joins by surname.

    >>> groups(["kurt campbell", "campbell"], {"kurt campbell": 30})["campbell"]
    'kurt campbell'
    >>> groups(["mo hale", "clara hale", "hale", "clara"], {"mo hale": 20, "clara hale": 20})
    {'mo hale': 'mo hale', 'clara hale': 'clara hale', 'hale': 'mo hale', 'clara': 'clara hale'}
    """
    return {name: found[0] for name, found in bearers(names, people).items()}


def bearers(names: Iterable[str], people: Mapping[str, int]) -> dict[str, list[str]]:
    """For each folded name the fullest names that it may be short for, in the order of the text; at least itself.

    >>> bearers(["omar of hale", "hale"], {"omar of hale": 20})["hale"]
    ['hale']
    """
    listed = list(names)
    full = {name: person(name) for name in listed if " " in name and people.get(name, 0) > 0}
    same = _same_person(full)
    by_last: dict[str, dict[str, None]] = defaultdict(dict)
    by_first: dict[str, dict[str, None]] = defaultdict(dict)
    for name, parts in full.items():
        if "of" not in parts.words:
            by_last[" ".join(parts.words[parts.given :])][same[name]] = None
            by_last[parts.words[-1]][same[name]] = None
        by_first[parts.words[0]][same[name]] = None
    return {
        name: [same[name]] if name in same else list(by_last.get(name) or by_first.get(name) or (name,))
        for name in listed
    }


def _same_person(full: Mapping[str, PersonName]) -> dict[str, str]:
    """Full names that differ only in a middle name, or in the short form of the given name, are one.

    "kurt m campbell" and "kurt campbell" are, and "chuck hale" and "charles hale" where no other Hale may be a Chuck.
    """
    ends: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name in sorted(full, key=lambda name: (-len(name), name)):
        parts = full[name]
        ends[parts.words[0], parts.words[-1], parts.generation].append(name)
    same = {}
    for alike in ends.values():
        for name in alike:
            middle = set(full[name].words[1:-1])
            fits = all(middle <= set(full[other].words[1:-1]) for other in alike[:1])
            same[name] = alike[0] if fits else name
    for (first, last, generation), alike in ends.items():
        long = [ends[form, last, generation] for form in SHORT_FORMS.get(first, ()) if (form, last, generation) in ends]
        if len(long) == 1:
            same.update(dict.fromkeys(alike, same[long[0][0]]))
    return same


# -- misspelt ----------------------------------------------------------------------------------------------------------


def misspelt(times: Mapping[str, int], gazetteer: Gazetteer) -> dict[str, str]:
    """For each folded name of a person that is a slip of the pen the far commoner one that was meant.

    Full names with one word of two in common, and surnames alone that no full name has. A given name that is one is
    no slip: Ivana is not Ivanka.

    Args:
        times: how often each folded name of a person stands in the text.
        gazetteer: given names.

    >>> from kg.gazetteer import load
    >>> misspelt({"marta hoddel": 2, "marba hoddel": 1, "hoddel": 3, "hodel": 1}, load())
    {'marba hoddel': 'marta hoddel', 'hodel': 'hoddel'}
    """
    full = [name for name in times if name.count(" ") == 1]
    uses = Counter(times)
    for name in full:
        uses[name] += times.get(name.split()[1], 0)
        uses[name.split()[1]] += times[name]
    alike = _Alike(full, gazetteer)
    found = {}
    for name, count in times.items():
        meant = [other for other in alike.to(name) if uses[other] >= COMMONER * count]
        if len(meant) == 1:
            found[name] = meant[0]
    return {name: _last(found, name) for name in found}


def _last(found: Mapping[str, str], name: str) -> str:
    """What a slip of a slip means; each is commoner than the one before."""
    while name in found:
        name = found[name]
    return name


class _Alike:
    """Full names and surnames, found by what differs from them by a slip.

    Args:
        full: folded names of two words.
        gazetteer: given names.
    """

    def __init__(self, full: Sequence[str], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        for name in full:
            for word in name.split():
                self._by_word[word].append(name)
        for last in dict.fromkeys(name.split()[1] for name in full):
            self._by_start[last[0], len(last)].append(last)

    def to(self, name: str) -> list[str]:
        """The full names that are like a full one; the surnames that are like a single one that nobody bears."""
        if " " in name:
            alike = [other for word in name.split() for other in self._by_word.get(word, ())[:CROWD]]
            return [other for other in alike if self._is_slip_of(name, other)]
        return [] if name in self._by_word else self._surnames(name)

    def _surnames(self, name: str) -> list[str]:
        """The surnames that a word is a slip of: "hoddel" of "hodel", not of "hodson"."""
        sizes = range(len(name) - 2, len(name) + 3)
        alike = [last for size in sizes for last in self._by_start.get((name[0], size), ())[:CROWD]]
        return [last for last in alike if is_slip(name, last)]

    def _is_slip_of(self, name: str, other: str) -> bool:
        """True where one word of two differs, by a slip."""
        unlike = [(one, two) for one, two in zip(name.split(), other.split(), strict=False) if one != two]
        is_alike = len(unlike) == 1 and name.count(" ") == 1 and is_slip(*unlike[0])
        return is_alike and not self._gazetteer.given_name(unlike[0][0].title())


# -- whom a form of address means --------------------------------------------------------------------------------------


def address(text: str, start: int, gazetteer: Gazetteer) -> str:
    """The office or form of address right before a place in a text, in small letters; "" where none is.

    >>> from kg.gazetteer import load
    >>> address("Secretary of State Hale", 19, load()), address("Mrs. Hale", 5, load()), address("Hale", 0, load())
    ('secretary of state', 'mrs', '')
    """
    before = text[max(0, start - BEFORE_NAME) : start]
    words = before.replace(".", "").split()
    length = gazetteer.title_before(words, len(words)) if before[-1:].isspace() else 0
    return " ".join(words[len(words) - length :]).lower()


@dataclass(slots=True)
class Addressed:
    """The full names of a document with what stands before them: whom "Mrs. Hale" and "Governor Hale" mean.

    Attributes:
        text: of the document.
        bearers: for each folded name the full names that it may be short for, as ``bearers`` gives them.
        gazetteer: offices, and the sex of given names.
    """

    text: str
    bearers: Mapping[str, Sequence[str]]
    gazetteer: Gazetteer
    _before: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _given: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, start: int) -> None:
        """Take in a full name that begins at that place."""
        full = self.bearers[key(name)][0]
        self._before[full].add(address(self.text, start, self.gazetteer))
        self._given.setdefault(full, self.gazetteer.given_name(name.split()[0]))

    def bearer(self, name: str, start: int) -> str:
        """The folded full name that a name at that place is short for; of those that fit the first.

        Where the form of address fits nobody, the name with it is somebody's own.
        """
        folded = key(name)
        found = self.bearers[folded]
        if " " in folded or found[0] == folded:
            return found[0]
        said = address(self.text, start, self.gazetteer)
        sex = _sex(said)
        fits = [full for full in found if self._may_be(full, sex)]
        if not fits:
            return f"{said} {folded}"
        called = [full for full in fits if said and said in self._before[full]]
        return (called or fits)[0]

    def _may_be(self, full: str, sex: str) -> bool:
        """Whether somebody may be of that sex; "Mrs." is no Omar, and an address that tells no sex goes with all."""
        return not sex or self._sex(full) in ("", sex)

    def _sex(self, full: str) -> str:
        """The sex that a form of address tells, else that of the given name; "" where both or none do."""
        told = {sex for said in self._before[full] if (sex := _sex(said))}
        if told:
            return told.pop() if len(told) == 1 else ""
        given = self._given.get(full, "")
        return "" if given == "x" else given


def _sex(said: str) -> str:
    return HONORIFICS.get(said.rpartition(" ")[2], "")


# -- folded words ------------------------------------------------------------------------------------------------------


def last_word(name: str) -> str:
    """The word folded, without the plural of a people: "Muslims" is "muslim"."""
    folded = name.casefold()
    return folded[:-1] if folded.endswith("s") and folded[:-1] in PEOPLES else folded


def initials(name: str) -> str:
    """The acronym a long name would have.

    >>> initials("Bharatiya Janata Party")
    'BJP'
    """
    return "".join(word[0] for word in re.findall(r"[\w']+", name) if word[0].isupper())
