"""The rule lemmatiser with its word lists as sets.

English models bring the words that a rule may lead to as lists, of nouns 57,528, and spaCy looks through them for each
form of each new word: a tenth of the parse of new text.
"""

from __future__ import annotations

from typing import Any

INDEX = "lemma_index"


def quicken(lemmatizer: Any) -> bool:
    """Make the lists of a lemmatiser sets, which have the same words; False where it has none."""
    lookups = getattr(lemmatizer, "lookups", None)
    if lookups is None or not lookups.has_table(INDEX):
        return False
    table = lookups.get_table(INDEX)
    for word_class, listed in list(table.items()):
        if isinstance(listed, list):
            table[word_class] = frozenset(listed)
    return True
