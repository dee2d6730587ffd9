"""Forms of words as the lexicon looks them up: verbs of participles, singulars, the nouns of a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from kg.terms.words import word_pairs, words

PREDICATE_PREPOSITIONS = words("prepositions of predicates")
ARTICLES = words("words before object nouns")
SHELLS = words("shell nouns")
QUANTIFIERS = words("quantifiers")
VERB_OF_PARTICIPLE = word_pairs("verbs of irregular participles")
# "raped" is no "rap", which doubles its consonant: one vowel between consonants.
DOUBLING = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")
IRREGULAR_PLURALS = word_pairs("irregular plurals")


def participle_lemmas(word: str) -> list[str]:
    """Verbs that a past participle may come from, likeliest first.

    >>> participle_lemmas("stopped"), participle_lemmas("killed"), participle_lemmas("taken")
    (['stop', 'stopp', 'stoppe'], ['kil', 'kill', 'kille'], ['take'])
    """
    word = word.lower()
    if word in VERB_OF_PARTICIPLE:
        return [VERB_OF_PARTICIPLE[word]]
    found = []
    if word.endswith("ied"):
        found.append(word[:-3] + "y")
    if word.endswith("ed"):
        stem = word[:-2]
        if len(stem) > 2 and stem[-1] == stem[-2]:
            found.append(stem[:-1])
        found += [stem + "e", stem] if DOUBLING.fullmatch(stem) else [stem, stem + "e"]
    return found


def singulars(word: str) -> list[str]:
    """Forms in which a noun may stand in the lexicon, likeliest first.

    >>> singulars("sanctions"), singulars("embassies"), singulars("clashes"), singulars("talks")
    (['sanctions', 'sanction'], ['embassies', 'embassy'], ['clashes', 'clashe', 'clash'], ['talks', 'talk'])
    """
    word = word.lower()
    if word in IRREGULAR_PLURALS:
        return [word, IRREGULAR_PLURALS[word]]
    found = [word]
    if word.endswith("ies") and len(word) > 4:
        found.append(word[:-3] + "y")
    elif word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
        if word.endswith("es"):
            found.append(word[:-2])
    return found


def nouns(phrase: str, behind: str) -> Iterator[str]:
    """Nouns of a phrase as the lexicon may have them, longest first; behind a shell noun, what it frames.

    >>> list(nouns("a war", " of words"))
    ['war of words', 'war']
    """
    words = _words(phrase)
    while words and words[0] in ARTICLES:
        words = words[1:]
    if words and (of := re.match(r"\s*of\s+(\w+)", behind)):
        yield from (f"{noun} of {of[1].lower()}" for noun in singulars(words[-1]))
    yield from _endings(words)
    if words and any(form in SHELLS for form in singulars(words[-1])):
        yield from _endings(words[:-1])
        match = re.match(r"\s*of\s+(.*)", behind, re.DOTALL)
        if match:
            framed = list(takewhile(lambda word: word not in PREDICATE_PREPOSITIONS, _words(match[1])[:6]))
            for length in range(len(framed), 0, -1):
                yield from _endings(framed[:length])
    elif re.match(r"\s*of\s", behind) and words and re.fullmatch(r"dollars?|euros?|pounds?|[\d.,]+", words[-1]):
        yield from _endings(_words(behind)[1:2])


def head_nouns(phrase: str, behind: str, *, named: bool) -> list[str]:
    """The nouns that tell what a phrase stands for: its last, with the word before it, and what a shell of it is of.

    The first word of a name tells it as often as the last.

    >>> head_nouns("a number", " of French soldiers", named=False)
    ['number', 'a number', 'soldiers']
    >>> head_nouns("Hurricane Ida", "", named=True)
    ['ida', 'hurricane ida', 'hurricane']
    """
    words = _words(phrase)
    if not words:
        return []
    found = [words[-1], " ".join(words[-2:]), *(words[:1] if named else ())]
    of = re.match(r"\s*of\s+(.*)", behind, re.DOTALL)
    if of and (any(form in SHELLS | QUANTIFIERS for form in singulars(words[-1])) or words[-1][:1].isdigit()):
        found += list(takewhile(lambda word: word not in PREDICATE_PREPOSITIONS, _words(of[1])[:6]))[-1:]
    return list(dict.fromkeys(found))


def _endings(words: list[str]) -> Iterator[str]:
    for length in range(min(3, len(words)), 0, -1):
        *before, last = words[-length:]
        for form in singulars(last):
            yield " ".join([*before, form])


def _words(text: str) -> list[str]:
    return re.findall(r"[\w&]+(?:[-.'’][\w]+)*", text.lower())


def without_preposition(predicate: str) -> tuple[str, str]:
    """The predicate and its last word where that is a preposition."""
    verb, space, last = predicate.rpartition(" ")
    return (verb, last) if space and last in PREDICATE_PREPOSITIONS else (predicate, "")
