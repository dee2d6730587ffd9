"""Which phrases mean a person or body and do not say which: "the man", "a company", "the officers", "chancellor".

Where the article has a name for them ``reference`` has bound them before; what is left is somebody whom the reader of
the statement alone cannot know. "Officials", "two officials" and "the public" mean no one in particular, "the mayor
of Porto", "US officials" and "the man who found it" tell which by themselves, and in "Falk is a judge" nobody is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.stating.prepositions import governed
from kg.language import relations
from kg.language.grammar import CLAUSES_OF_NOUNS, PLURAL_NOUNS
from kg.language.words import BODIES, lemma, may_speak
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

EVERYBODY = words("nouns for everybody")
DEFINITE = words("determiners that point back")
INDEFINITE = frozenset(("a", "an", "another"))
PREDICATES = frozenset((relations.ATTR, relations.OPRD, relations.APPOS))
# "The owner of the shop", "the men in the car": what stands behind these tells which.
TELLING = frozenset(("of", "in", "at", "from", "with", "behind", "for"))


def is_unbound(noun: Token, without: Token | None = None, *, is_somebody: bool = False) -> bool:
    """True where a common noun means a person or body, and nothing in its phrase tells which.

    Args:
        noun: the head of a phrase in which no name stands.
        without: a clause behind it that is no part of the phrase.
        is_somebody: it is known to mean a person, as "the American" does.
    """
    if not (is_somebody or _is_somebody(noun)) or _is_predicate(noun):
        return False
    determiner = next((c for c in noun.lefts if c.dep_ in (relations.DET, relations.POSS)), None)
    if determiner is None:
        return noun.tag_ not in PLURAL_NOUNS and not _is_sought(noun)
    if determiner.lower_ in INDEFINITE:
        return True
    return _is_known(determiner) and not _tells_which(noun, without)


def _is_somebody(noun: Token) -> bool:
    """ "Judge", "company", "minister"; not "the public", nor "judge" before a name or another noun."""
    return (may_speak(noun) or lemma(noun) in BODIES) and lemma(noun) not in EVERYBODY


def _is_predicate(noun: Token) -> bool:
    """ "Falk is a judge", "Falk, a judge", "as a judge": what somebody is."""
    first = next(token for token in noun.path if token.dep_ != "conj")
    return first.dep_ in PREDICATES or (first.dep_ == relations.POBJ and first.head.lower_ == "as")


def _is_sought(noun: Token) -> bool:
    """ "Falk runs for mayor": an office, whoever holds it."""
    return noun.dep_ == relations.POBJ and noun.head.lower_ == "for"


def _tells_which(noun: Token, without: Token | None) -> bool:
    """ "The man who found it", "the owner of a shop"; not "the owner of the shop"."""
    if any(c.dep_ in CLAUSES_OF_NOUNS and c is not without for c in noun.rights):
        return True
    behind = list(governed(noun, TELLING))
    return bool(behind) and not any(_points(p) for p in behind)


def _points(noun: Token) -> bool:
    """True of a noun that is told to be known: "the shop", "this shop", "his shop", "the firm's shop"."""
    return any(_is_known(c) for c in noun.lefts if c.dep_ in (relations.DET, relations.POSS))


def _is_known(determiner: Token) -> bool:
    """ "The", "this", "his", "the firm's"; not "a", "a firm's" nor "Peru's"."""
    return any(c.lower_ in DEFINITE or c.tag_ == "PRP$" for c in (determiner, *determiner.lefts))
