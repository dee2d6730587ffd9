"""The words that name what happens: the triggers of event mentions, said, hoped or denied alike.

Verbs other than auxiliaries, copulas and states, and the nouns of ``ontology/eventives.tsv``, which also says what
words tell the same; after the event mentions of ACE (LDC 2005) and TimeML (Pustejovsky et al. 2003). A verb that lends
itself to a noun names nothing beside it: in "held talks" and "the match took place" the noun is the trigger.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg.language.words import LIGHT_VERBS, event_nouns, lemma
from kg.model.records import Span, Trigger
from kg.terms.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.syntax import Token

# What is, belongs, or is held in mind happens at no time of its own.
STATES = frozenset(
    """be have do seem appear become remain stay exist belong contain consist comprise include involve represent
    constitute concern depend deserve differ equal lack matter mean need owe own possess resemble suffice tend know
    understand like love hate prefer want wish believe think feel hope doubt suppose consider regard let make get keep
    help go come stand lie sit live use relate base cost weigh measure last fit suit accord follow name call
    dub situate locate date contend""".split()
)
# Verbs that say of a happening only that it is so: "the talks took place", "an explosion occurred".
OCCURRING = frozenset(("take", "occur", "happen", "begin", "start", "continue", "end", "hold", "follow"))


@cache
def eventives() -> tuple[dict[str, str], dict[str, str]]:
    """Verb, with its particle, and noun of a happening -> the event that they tell."""
    verbs: dict[str, str] = {}
    nouns = {noun: verb.split()[0] for noun, (verb, _) in event_nouns().items()}
    for (event, *columns), _ in rows("eventives.tsv", 3):
        for table, words in zip((verbs, nouns), columns, strict=True):
            table.update(dict.fromkeys(filter(None, words.split(", ")), event))
    return verbs, nouns


def triggers(sentence: Iterable[Token], start: int) -> Iterator[Trigger]:
    """The triggers of one sentence, in text order.

    Args:
        sentence: its tokens.
        start: place in the document of the text that they are offsets of.
    """
    for token in sentence:
        if token.pos_ in ("VERB", "AUX"):
            word = _verb(token)
        elif token.pos_ == "NOUN":
            word = _noun(token)
        else:
            word = ""
        if word:
            yield Trigger(Span(start + token.idx, start + token.idx + len(token.text)), word)


def _verb(token: Token) -> str:
    word = lemma(token)
    if token.dep_ in ("aux", "auxpass", "amod", "compound", "case", "prep", "mark") or not word.isalpha():
        return ""
    particle = next((child.lower_ for child in token.children if child.dep_ == "prt"), "")
    if word in STATES and not particle:
        return ""
    if word in LIGHT_VERBS and any(_noun(child) for child in token.children if child.dep_ == "dobj"):
        return ""
    if word in OCCURRING and any(
        _noun(child) for child in token.children if child.dep_ in ("nsubj", "nsubjpass", "dobj")
    ):
        return ""
    whole = f"{word} {particle}" if particle else word
    return eventives()[0].get(whole, whole)


def _noun(token: Token) -> str:
    return eventives()[1].get(lemma(token), "") if token.pos_ == "NOUN" else ""
