"""The rule lemmatiser with its word lists as sets, and asked once for each form of a word.

English models bring the words that a rule may lead to as lists, of nouns 57,528, and spaCy looks through them for each
form of each new word: a tenth of the parse of new text. What it finds it keeps by word, class and form, but asks of
every token anew whether that is a base form; here those are kept in the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

INDEX = "lemma_index"
# So many forms are kept; then it begins anew.
MOST = 131_072


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


def find(part: Any, docs: Sequence[Doc]) -> bool:
    """Set the lemmas of texts, as the lemmatiser would; False, and nothing done, if it is of another kind."""
    from spacy.lang.en.lemmatizer import EnglishLemmatizer

    if type(part) is not EnglishLemmatizer or part.mode != "rule" or not isinstance(getattr(part, "cache", None), dict):
        return False
    needed, _ = part.get_lookups_config(part.mode)
    if not all(map(part.lookups.has_table, needed)):
        return False
    for doc in docs:
        _set(part, doc)
    return True


def _set(part: Any, doc: Doc) -> None:
    """Set the lemmas of one text; those that are there stay, unless the lemmatiser overwrites them."""
    # here, as commands that parse nothing load no numbers
    import numpy as np
    from spacy import attrs

    rows = doc.to_array([attrs.ORTH, attrs.POS, attrs.MORPH, attrs.LEMMA]).tolist()
    numbers: dict[tuple[int, int, int], int] = {}
    lemmas = []
    for at, (word, word_class, form, lemma) in enumerate(rows):
        key = word, word_class, form
        if lemma and not part.overwrite:
            lemmas.append(lemma)
            continue
        if key not in numbers:
            numbers[key] = doc.vocab.strings.add(_lemma(part, doc[at], key))
        lemmas.append(numbers[key])
    if lemmas:
        column: Any = np.array(lemmas, dtype="uint64").reshape(-1, 1)
        doc.from_array([attrs.LEMMA], column)


def _lemma(part: Any, token: Any, key: tuple[int, int, int]) -> str:
    """The lemma of a token; kept where the lemmatiser itself keeps what its rules lead to."""
    found = part.cache.get(key)
    if found is None:
        if len(part.cache) >= MOST:
            part.cache.clear()
        found = part.cache[key] = part.lemmatize(token)
    lemma: str = found[0]
    return lemma
