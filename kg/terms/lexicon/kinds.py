"""Of which kinds the thing is that a noun names, after ``ontology/nouns.tsv``: what the senses of verbs go by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from kg.errors import VocabularyError
from kg.terms import vocab
from kg.terms.lexicon.forms import singulars
from kg.terms.tables import rows
from kg.terms.words import word_list

# What is counted in money or measured is of this kind, whatever its noun.
SUM = "sum"
AMOUNT = re.compile(r"[$€£¥]?\d[\d.,]*(?:%|m|bn|k|p|c)?")


@cache
def _table() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """The kinds of each noun, and the classes of each kind.

    Raises:
        VocabularyError: if a class is none of the ontology, or a list of words is none.
    """
    kinds: dict[str, set[str]] = {}
    classes: dict[str, set[str]] = {}
    for (kind, cell), place in rows("nouns.tsv", 2):
        classes.setdefault(kind, set())
        for word in cell.split(", "):
            taken = word.removeprefix("+")
            if ":" in word:
                classes[kind].add(_class(word, str(place)))
            elif word == taken:
                kinds.setdefault(word, set()).add(kind)
            elif taken in classes:
                classes[kind] |= classes[taken]
                for found in kinds.values():
                    found |= {kind} if taken in found else set()
            else:
                for noun in word_list(taken):
                    kinds.setdefault(noun, set()).add(kind)
    return (
        MappingProxyType({noun: frozenset(found) for noun, found in kinds.items()}),
        MappingProxyType({kind: frozenset(found) for kind, found in classes.items()}),
    )


def _class(name: str, place: str) -> str:
    try:
        vocab.check([name])
    except VocabularyError as error:
        raise VocabularyError(f"{place}: {error}") from error
    return name


@cache
def kinds_of(noun: str) -> frozenset[str]:
    """The kinds of what a noun names, in the singular or plural; none where the table lacks it.

    >>> sorted(kinds_of("treaties")), sorted(kinds_of("$120m")), sorted(kinds_of("serenade"))
    (['deal', 'plan', 'text'], ['sum'], [])
    """
    if AMOUNT.fullmatch(noun):
        return frozenset({SUM})
    known, _ = _table()
    found = (known[form] for form in singulars(noun) if form in known)
    return frozenset().union(*found)


def classes_of(kind: str) -> frozenset[str]:
    """The classes of the ontology whose entities are of a kind."""
    return _table()[1][kind]


def check_kind(kind: str) -> None:
    """Passes where the table has the kind.

    Raises:
        VocabularyError: where it does not.
    """
    known = _table()[1]
    if kind not in known:
        near = get_close_matches(kind, known, n=1)
        hint = f"; nearest is {near[0]!r}" if near else ""
        raise VocabularyError(f"no kind of nouns {kind!r} in ontology/nouns.tsv{hint}")
