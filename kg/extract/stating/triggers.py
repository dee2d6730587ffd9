"""The words that name what happens: the triggers of event mentions, said, hoped or denied alike.

Verbs other than auxiliaries, copulas and states, and the nouns of ``ontology/eventives.tsv``, which also says what
words tell the same; after the event mentions of ACE (LDC 2005) and TimeML (Pustejovsky et al. 2003). A verb that lends
itself to a noun names nothing beside it: in "held talks" and "the match took place" the noun is the trigger.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import VERBS
from kg.language.words import LIGHT_VERBS, lemma
from kg.model.records import Span, Trigger
from kg.terms.tables import rows
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.syntax import Token

# What is, belongs, or is held in mind happens at no time of its own.
STATES = words("verbs of states")
# Verbs that say of a happening only that it is so: "the talks took place", "an explosion occurred".
OCCURRING = words("verbs of taking place")
# A verb in these places is part of another, or no verb at all.
PARTS_OF_VERBS = frozenset(
    (
        relations.AUX,
        relations.AUXPASS,
        relations.AMOD,
        relations.COMPOUND,
        relations.CASE,
        relations.PREP,
        relations.MARK,
    )
)
LENT = frozenset((relations.DOBJ,))
SIDES = frozenset((relations.NSUBJ, relations.NSUBJPASS, relations.DOBJ))


@cache
def eventives() -> tuple[dict[str, str], dict[str, str]]:
    """Verb, with its particle, and noun of a happening -> the event that they tell."""
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for (event, *columns), _ in rows("eventives.tsv", 3):
        for table, cell in zip((verbs, nouns), columns, strict=True):
            table.update(dict.fromkeys(filter(None, cell.split(", ")), event))
    return verbs, nouns


def triggers(sentence: Iterable[Token], start: int) -> Iterator[Trigger]:
    """The triggers of one sentence, in text order.

    Args:
        sentence: its tokens.
        start: place in the document of the text that they are offsets of.
    """
    for token in sentence:
        if token.pos_ in VERBS:
            word = _verb(token)
        elif token.pos_ == "NOUN":
            word = _noun(token)
        else:
            word = ""
        if word:
            yield Trigger(Span(start + token.idx, start + token.idx + len(token.text)), word)


def _verb(token: Token) -> str:
    """The event that a verb tells; empty for "had" in "had left" and for "owns", not for "ran" and "gave up"."""
    word = lemma(token)
    if token.dep_ in PARTS_OF_VERBS or not word.isalpha():
        return ""
    particle = next((child.lower_ for child in token.children if child.dep_ == "prt"), "")
    if (word in STATES and not particle) or _only_lends_itself(token, word):
        return ""
    whole = f"{word} {particle}" if particle else word
    return eventives()[0].get(whole, whole)


def _only_lends_itself(token: Token, word: str) -> bool:
    """True for "held" in "held talks" and "took" in "the match took place", not for "held a torch"."""
    sides = LENT if word in LIGHT_VERBS else frozenset()
    sides = SIDES if word in OCCURRING else sides
    return any(child.dep_ in sides and _noun(child) for child in token.children)


def _noun(token: Token) -> str:
    return eventives()[1].get(lemma(token), "") if token.pos_ == "NOUN" else ""
