"""Which words are ordinary English ones and no names: ``ontology/ordinary.tsv`` with the endings of English.

The table is read when it is first asked for; texts in mixed case whose lines are whole never ask.
"""

from __future__ import annotations

from functools import lru_cache

from kg.terms.tables import rows

# Words that only hold a sentence together; no list of nouns and verbs has them.
FUNCTION_WORDS = frozenset(
    """a about above after again against all also although am an and another any are as at be because been before being
    below between both but by can cannot could did do does down during each either else even ever every few for from
    further had has have having he her here hers herself him himself his how however i if in into is it its itself just
    less many may me might mine more most much must my myself neither no none nor not of off often on once only onto or
    other others ought our ours out over own per quite rather same several shall she should since so some somebody
    someone something such than that the their theirs them themselves then there therefore these they this those though
    through throughout to together too toward towards under unless until up upon us very via was we were what whatever
    when where whereas whether which while who whoever whom whose why will with within without would yet you your yours
    everybody everyone everything nobody nothing anybody anyone anything amid among amongst across along around behind
    beside besides beyond despite except inside outside near past plus versus like unlike one two three four five six
    seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million billion first second third
    last next""".split()
)
# Endings with what stands in their place in the word that the table has.
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ier", "y"),
    ("iest", "y"),
    *((ending, stem) for ending in ("ing", "ed", "er", "est", "ers", "ings") for stem in ("", "e")),
    *(("es", ""), ("s", ""), ("d", ""), ("ly", ""), ("ness", ""), ("men", "man")),
)


def is_ordinary(word: str) -> bool:
    """True for a word of English, in any inflection, that is no name in itself.

    >>> is_ordinary("THANKED"), is_ordinary("stopping"), is_ordinary("Kenya")
    (True, True, False)
    """
    return _is_ordinary(word.lower())


@lru_cache(maxsize=1 << 14)
def _is_ordinary(word: str) -> bool:
    if word in FUNCTION_WORDS or word in _table():
        return True
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        single = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and ending in ("ing", "ed", "er") else stem
        if stem + instead in _table() or single in _table():
            return True
    return False


@lru_cache(maxsize=1)
def _table() -> frozenset[str]:
    return frozenset(word for (word,), _ in rows("ordinary.tsv", 1))
