"""Who is named where in a reading, and in which words: the actors of political events."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

from kg.model.kinds import MentionKind
from kg.model.records import Mention, Reading, Span
from kg.terms.lexicon.forms import PREDICATE_PREPOSITIONS
from kg.terms.mention_type import MentionType
from kg.terms.words import word_list, words

AGENTS = frozenset(
    {MentionType.PERSON, MentionType.ORG, MentionType.GPE, MentionType.NORP, MentionType.GROUP},
)
ACTOR_NOUNS = words("nouns of actors")
# How nouns of actors end, and those that end so and are none.
ACTOR_ENDINGS, NO_ACTOR_ENDINGS = word_list("endings of actors"), word_list("endings of no actors")
# "spokesman", "spokespeople"
SPEAKER = "spokes"
WORD = re.compile(r"\w+")
# Words that close the noun phrase of a demonym.
PHRASE_CLOSERS = words("words behind names of peoples")
QUANTITY = re.compile(r"\d[\d,.]*|thousands?|hundreds?|dozens?|scores?|tens|millions?|number|majority|third|half", re.I)
DETERMINER = re.compile(r"^(?:the|an?|its|their|his|her|our)\s+", re.IGNORECASE)


class Actors:
    """Who is named where in a reading, and in which words."""

    def __init__(self, reading: Reading) -> None:
        self._mentions = sorted(reading.mentions, key=lambda m: m.span)
        self._starts = [m.span.start for m in self._mentions]
        self._text = reading.text
        self._firsts = {sentence.start for sentence in reading.sentences}
        self._named = {m.cluster for m in reading.mentions if m.kind is not MentionKind.PRONOUN}
        self._proper = {m.cluster for m in reading.mentions if m.kind is MentionKind.NAME}

    def at(self, span: Span) -> Mention | None:
        """The mention whose phrase or name is exactly that span, else the widest one within it."""
        near = self._near(span)
        exact = [m for m in near if span in (m.phrase, m.span)]
        inside = [m for m in near if span.covers(m.phrase)]
        widest = max(inside, key=lambda m: (m.phrase.end - m.phrase.start, -m.phrase.start), default=None)
        return exact[0] if exact else widest

    def within(self, span: Span, types: frozenset[str]) -> list[Mention]:
        """Actors in a span in text order, the widest phrase where one lies inside another."""
        inside = [m for m in self._near(span) if span.covers(m.span) and m.type in types and self.names(m)]
        inside.sort(key=lambda m: (m.phrase.start, -m.phrase.end))
        # Those before begin no later: one of them covers it where one reaches as far.
        reach = accumulate((m.phrase.end for m in inside), max, initial=-1)
        return [m for m, end in zip(inside, reach, strict=False) if m.phrase.end > end]

    def _near(self, span: Span) -> list[Mention]:
        """The mentions that start in a span."""
        return self._mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def names(self, mention: Mention | None) -> tuple[str, ...]:
        """An actor in words: the phrase as it stands, or the canonical name where the text has another word for it.

        A demonym is told with its noun ("Croatian extremists"); a pronoun that nothing resolves has no name.
        """
        if mention is None or (mention.kind is MentionKind.PRONOUN and mention.cluster not in self._named):
            return ()
        if mention.kind is MentionKind.DEMONYM:
            return (self._with_noun(mention),)
        is_stand_in = mention.kind is MentionKind.NOMINAL and mention.cluster in self._proper
        if is_stand_in or mention.kind in (MentionKind.PRONOUN, MentionKind.METONYM):
            return (mention.label,)
        words = DETERMINER.sub("", " ".join(mention.phrase.of(self._text).split()))
        return (re.sub(r"['’]s?$", "", words),)

    def is_somebody(self, mention: Mention | None) -> bool:
        """True for what names or holds an actor, and for a capitalised word that no one has recognised as a name."""
        if mention is None:
            return False
        head = mention.head.of(self._text)
        nouns = mention.phrase.of(self._text).split() if QUANTITY.fullmatch(head) else [head]
        return self._is_name(mention, head) or any(map(is_actor, nouns)) or bool(self.within(mention.phrase, AGENTS))

    def _is_name(self, mention: Mention, head: str) -> bool:
        """True for a capital that is not only that of the first word of a sentence: no "Talks", no "Heavy fire"."""
        if not head[:1].isupper():
            return False
        is_first = mention.phrase.start in self._firsts
        return not (is_first and (head.endswith("s") or mention.phrase != mention.head))

    def is_same(self, mention: Mention, other: Mention | None) -> bool:
        """True for two mentions of one actor; "Croatian extremists" are not Croatia."""
        if other is None or mention.cluster != other.cluster:
            return False
        return set(self.names(mention)) == set(self.names(other)) or mention.kind is not MentionKind.DEMONYM

    def _with_noun(self, mention: Mention) -> str:
        """The demonym with the words up to the noun of the actor that it describes, else its country."""
        following = re.match(r"((?:[\s-]+[a-z]+){1,4})", self._text[mention.span.end :])
        words = following[1].split() if following else []
        for count, word in enumerate(words, start=1):
            if word in PREDICATE_PREPOSITIONS or word in PHRASE_CLOSERS:
                break
            if _is_like_actor(word):
                return " ".join([mention.span.of(self._text), *words[:count]])
        return mention.label


def is_actor(noun: str) -> bool:
    """ "soldiers", "protesters"; no "payments" and no "orders", which only end so."""
    return _is_like_actor(noun) and not noun.endswith(NO_ACTOR_ENDINGS)


def _is_like_actor(noun: str) -> bool:
    """True for a word that is a noun of actors or ends like one."""
    if noun in ACTOR_NOUNS:
        return True
    is_spokesman = noun.startswith(SPEAKER) and noun != SPEAKER
    return (is_spokesman or noun.endswith(ACTOR_ENDINGS)) and WORD.fullmatch(noun) is not None
