"""The word lists of ``ontology/words/``, each known by its name: English, and what a user may change without Python.

A file holds the lists of one subject. A row is the name of a list and some of its words, with ", " between them; a
list may take several rows, which stand together under a comment that says what the list is for. ``+name`` takes in all
words of another list, so that what two lists share is written once. ``word = other`` gives a word another beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.errors import VocabularyError
from kg.terms.tables import ontology_folder, rows


def words(name: str) -> frozenset[str]:
    """The words of a list.

    >>> "we" in words("speakers")
    True

    Raises:
        VocabularyError: if there is no such list, or one that it takes in.
    """
    return frozenset(word_list(name))


def word_list(name: str) -> tuple[str, ...]:
    """The words of a list in their order, those of a list that it takes in where it does.

    Raises:
        VocabularyError: if there is no such list, or one that it takes in, or it takes in itself.
    """
    return tuple(_words(name, ()))


def _words(name: str, within: tuple[str, ...]) -> dict[str, None]:
    """The words of a list that others, of which each takes in the next, take in."""
    if name in within:
        circle = " + ".join([*within, name])
        raise VocabularyError(f"ontology/words: {name!r} takes in itself ({circle}); leave out one of these")
    found: dict[str, None] = {}
    for word in _list(name):
        found.update(_words(word[1:], (*within, name)) if word.startswith("+") else {word: None})
    return found


def word_pairs(name: str) -> Mapping[str, str]:
    """The words of a list, each with the one beside it.

    Raises:
        VocabularyError: if there is no such list, or a word has none beside it.
    """
    pairs = {}
    for word in word_list(name):
        left, sign, right = word.partition(" = ")
        if not sign:
            raise VocabularyError(f"ontology/words: {left!r} in the list {name!r} has no word beside it; write a = b")
        pairs[left] = right
    return MappingProxyType(pairs)


def _list(name: str) -> tuple[str, ...]:
    try:
        return lists()[name]
    except KeyError:
        raise VocabularyError(f"no list {name!r} in ontology/words; add it to a file there") from None


@cache
def lists() -> Mapping[str, tuple[str, ...]]:
    """Every list by its name, as it is written.

    Raises:
        VocabularyError: if a list stands in two places.
    """
    found: dict[str, list[str]] = {}
    for file in sorted((ontology_folder() / "words").glob("*.tsv")):
        last = ""
        for (name, cell), place in rows(f"words/{file.name}", 2):
            if name != last and name in found:
                raise VocabularyError(f"{place}: the list {name!r} has begun elsewhere; put its rows together")
            found.setdefault(name, []).extend(cell.split(", "))
            last = name
    return MappingProxyType({name: tuple(words) for name, words in found.items()})
