"""Which names of a document belong together: spellings of one name, a surname and its full name, acronyms."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.terms.words import words

# Believers, peoples and followers that are no country's.
PEOPLES = words("believers and followers")
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


def groups(names: Sequence[str], people: Mapping[str, int]) -> dict[str, str]:
    """For each folded name the folded fullest name it belongs to.

    A surname joins the only full name that ends in it, a given name or an Asian family name the only one that starts
    with it; where two full names compete nothing is joined.

    Args:
        names: folded names of one document.
        people: how much speaks for a person, per folded name; only what may be a person joins by surname.

    >>> groups(["kurt campbell", "campbell"], {"kurt campbell": 30})["campbell"]
    'kurt campbell'
    >>> groups(["bill clinton", "hillary clinton", "clinton"], {"bill clinton": 20, "hillary clinton": 20})["clinton"]
    'clinton'
    """
    full = {name for name in names if " " in name and people.get(name, 0) > 0}
    same = _same_person(full)
    by_last: dict[str, set[str]] = defaultdict(set)
    by_first: dict[str, set[str]] = defaultdict(set)
    for name in full:
        parts = name.split()
        by_last[parts[-1]].add(same[name])
        by_first[parts[0]].add(same[name])
    found = {}
    for name in names:
        if name in same:
            found[name] = same[name]
            continue
        candidates = by_last.get(name) or by_first.get(name) or set()
        found[name] = next(iter(candidates)) if len(candidates) == 1 else name
    return found


def _same_person(full: set[str]) -> dict[str, str]:
    """Full names that differ only in a middle name are one: "kurt m campbell" and "kurt campbell"."""
    ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(full, key=lambda name: (-len(name), name)):
        parts = name.split()
        ends[parts[0], parts[-1]].append(name)
    same = {}
    for alike in ends.values():
        for name in alike:
            middle = set(name.split()[1:-1])
            fits = all(middle <= set(other.split()[1:-1]) for other in alike[:1])
            same[name] = alike[0] if fits else name
    return same


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
