"""Which words are ordinary English ones and no names: ``ontology/ordinary.tsv`` with the endings of English.

The table is read when it is first asked for; texts in mixed case whose lines are whole never ask.
"""

from __future__ import annotations

from functools import lru_cache

from kg.terms.tables import listed
from kg.terms.words import word_list, words

# Words that only hold a sentence together; no list of nouns and verbs has them.
FUNCTION_WORDS = words("function words")
# Endings before which a consonant is doubled ("stopping").
_DOUBLING = frozenset(("ing", "ed", "er"))
# Endings with what stands in their place in the word that the table has.
_ENDINGS = (
    *((ending, "y") for ending in word_list("endings for y")),
    *((ending, stem) for ending in word_list("endings behind a stem with or without e") for stem in ("", "e")),
    *((ending, "") for ending in word_list("endings behind a word")),
    ("men", "man"),
)


def is_ordinary(word: str) -> bool:
    """True for a word of English, in any inflection, that is no name in itself.

    >>> is_ordinary("THANKED"), is_ordinary("stopping"), is_ordinary("Kenya")
    (True, True, False)
    """
    return _is_ordinary(word.lower())


def is_listed(word: str) -> bool:
    """True for a word that the list has as it stands, in small letters; inflections are not in it.

    >>> is_listed("hope"), is_listed("hoped")
    (True, False)
    """
    return word in _table()


@lru_cache(maxsize=1 << 14)
def _is_ordinary(word: str) -> bool:
    if word in FUNCTION_WORDS or word in _table():
        return True
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        single = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and ending in _DOUBLING else stem
        if stem + instead in _table() or single in _table():
            return True
    return False


@lru_cache(maxsize=1)
def _table() -> frozenset[str]:
    return frozenset(listed("ordinary.tsv"))
