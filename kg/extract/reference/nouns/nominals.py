"""Nouns that stand for a name told before: "the alliance" for NATO, "the chancellor" for its holder, "the company".

A noun is taken up by the first of the ``WAYS`` that finds anything, and only where that is one thing. With "of ..." or
a relative clause behind it a noun tells itself which one it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.reference.antecedents import best
from kg.extract.reference.things import CLASSES, COUNTRIES, LONG_NAMED, Item, Sentence, Thing
from kg.language import relations
from kg.language.grammar import CLAUSES_OF_NOUNS, SINGULAR_NOUNS
from kg.language.words import may_speak
from kg.model.kinds import MentionKind
from kg.model.records import Mention, Span
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# The chains of ``kg entities`` weigh all nouns of ``CLASSES``; the graph takes up a name only by these.
SURELY_CLASSING = words("surely classing nouns")
# Nouns that many bodies are called by.
LOOSE = words("loose nouns for bodies")
# "The deputy minister" is another than the minister.
LESSER_HOLDERS = words("words for a lesser holder")
POINTING = frozenset(("the", "this", "that"))
# With one of these behind it a noun says itself which one it is.
TELLING_WHICH = CLAUSES_OF_NOUNS | {relations.APPOS}
# Nouns in these places tell what somebody is.
WHAT_SOMEBODY_IS = frozenset((relations.ATTR, relations.OPRD, relations.APPOS))
# What is no part of a country; "the state" may be.
WHOLE_COUNTRIES = frozenset(("country", "nation"))
# How often a text names the country that it is about: alone, beside others, and how much more often than these.
TWICE, OFTEN_NAMED, OF_OTHERS = 2, 4, 3
# A text that names another so often is about two.
MOST_OF_ANOTHER = 5
# How far back a thing may lie, in sentences: one that a noun means for certain, one of several ways, one of a class.
FAR, MIDDLE, NEAR, NEXT = 40, 12, 4, 2


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun behind "the" or "this", which may stand for a name.

    Attributes:
        token: the noun.
        first: the determiner.
        noun: the lemma of the noun.
        phrase: its words without the determiner.
        is_bare: whether nothing stands between determiner and noun.
        sentence: the one in which it stands.
    """

    token: Token
    first: Token
    noun: str
    phrase: str
    is_bare: bool
    sentence: Sentence

    @property
    def head(self) -> Span:
        """Where the noun stands in the document."""
        start = self.sentence.place(self.token)
        return Span(start, start + len(self.token))

    def mention(self, thing: Thing) -> Mention:
        """It as a mention of what it stands for."""
        whole = Span(self.sentence.place(self.first), self.head.end)
        # "the Church" in capitals is a short name of the Church of Scientology.
        is_short = self.is_bare and self.token.text[0].isupper() and thing.type != MentionType.PERSON
        span, kind = (self.head, MentionKind.NAME) if is_short else (whole, MentionKind.NOMINAL)
        return Mention(span, self.head, whole, kind, thing.type, 0, thing.label)


def nominal(token: Token, sentence: Sentence, items: Iterable[Item]) -> Nominal | None:
    """What may stand for a name: "the bank", "this old bank"; None of "a bank", "the banks", "the Lisbon bank".

    Args:
        token: a noun.
        sentence: the one in which it stands.
        items: the phrases of the sentence.
    """
    if token.tag_ not in SINGULAR_NOUNS or any(c.dep_ in TELLING_WHICH and not is_aside(c) for c in token.children):
        return None
    said = [t for t in sentence.doc[token.left_edge.i : token.i + 1] if t.dep_ != "predet"]
    if not said or said[0].lower_ not in POINTING:
        return None
    start, end = sentence.place(said[0]), sentence.place(token)
    if any(item.mention and start <= item.mention.span.start < end for item in items):
        return None
    phrase = " ".join(word.lower_ for word in said[1:])
    return Nominal(token, said[0], token.lemma_.lower(), phrase, len(said) == 2, sentence)


def is_aside(clause: Token) -> bool:
    """True of the clause of "the bank, which grew", which does not tell which bank."""
    return clause.dep_ == relations.RELCL and clause.doc[clause.left_edge.i - 1].text == ","


def land(names: Iterable[Item]) -> Thing | None:
    """The country that a text is about: the only one that it names twice, or one named far more than any other.

    Args:
        names: the names of the text.
    """
    countries = [item.thing for item in names if item.thing is not None and item.thing.is_country]
    told = Counter(map(id, countries))
    (first, most), (_, others) = [*told.most_common(2), (0, 0), (0, 0)][:2]
    return next(c for c in countries if id(c) == first) if _leads(most, others) else None


def _leads(most: int, others: int) -> bool:
    """Whether a text is about what it names so often, where it names the next so often."""
    if not others:
        return most >= TWICE
    return others <= MOST_OF_ANOTHER and most >= max(OFTEN_NAMED, OF_OTHERS * others)


def referent(nominal: Nominal, before: Iterable[Item], land: Thing | None = None) -> Thing | None:
    """What a nominal stands for.

    Args:
        nominal: the noun with its words.
        before: the phrases before it, ``FAR`` sentences back at most.
        land: the country that the text is about, which "the country" means where it tells of none near it.
    """
    if any(c.dep_ == "prep" for c in nominal.token.children):
        return None
    before = list(before)
    named = [item for item in before if item.thing]
    for way in WAYS:
        fits = [item for item in named if item.thing and way.fits(nominal, item.thing)]
        if fits:
            found = _latest(fits, nominal.sentence.number, reach=way.reach)
            return found or (_only_known(nominal, fits, before) if way.reach == NEAR else None)
    found = _of_class(nominal, named)
    return land if found is None and nominal.is_bare and nominal.noun in WHOLE_COUNTRIES else found


# -- ways to take up a name --------------------------------------------------------------------------------------------


class Way(NamedTuple):
    """How a noun takes up a thing, and how far back that may lie."""

    fits: Callable[[Nominal, Thing], bool]
    reach: int


def is_held(nominal: Nominal, thing: Thing) -> bool:
    """ "The minister" for who was "Foreign Minister" before the name or "a minister" behind it; not so "the premier".

    In "Falk wants to be the minister" nobody is meant.
    """
    if not thing.titles or nominal.token.dep_ in WHAT_SOMEBODY_IS or not may_speak(nominal.token):
        return False
    return any(_is_short_for(nominal.phrase, title) for title in thing.titles)


def _is_short_for(phrase: str, title: str) -> bool:
    """True of "deputy secretary" for "deputy secretary of state", "minister" for "prime minister"; not for a deputy."""
    if not phrase or LESSER_HOLDERS & set(title.split()) - set(phrase.split()):
        return False
    return title == phrase or title.startswith(phrase + " ") or title.endswith(" " + phrase)


def is_known_as(nominal: Nominal, thing: Thing) -> bool:
    """ "The alliance" for NATO, as the gazetteer says; not so "the republic" for a country."""
    return not thing.is_country and not thing.nominals.isdisjoint((nominal.noun, nominal.phrase))


def is_loosely_known_as(nominal: Nominal, thing: Thing) -> bool:
    """ "The agency" for a body that is one: many are, so only for a near one."""
    return nominal.noun in LOOSE and is_known_as(nominal, thing)


def _only_known(nominal: Nominal, fits: Iterable[Item], before: Iterable[Item]) -> Thing | None:
    """The only thing that a text has named twice and that may be "the court", where it tells of no other court."""
    found = {id(item.thing): item.thing for item in fits}
    others = (item.token for item in before if item.thing is None and item.token.lemma_.lower() == nominal.noun)
    if len(found) > 1 or any(map(_is_another, others)):
        return None
    [thing] = found.values()
    return thing if thing is not None and thing.count >= TWICE else None


def _is_another(noun: Token) -> bool:
    """True for "courts" and "a court"; not for "the court"."""
    return noun.tag_ not in SINGULAR_NOUNS or noun.left_edge.lower_ not in POINTING


def ends_its_name(nominal: Nominal, thing: Thing) -> bool:
    """ "The museum" for the Akropolis Museum, "the bank" for the Bank of Spain; not so "the port" for Porto."""
    if thing.type not in LONG_NAMED or thing.is_country:
        return False
    parts = thing.label.lower().split()
    return len(parts) > 1 and (parts[-1] == nominal.noun or parts[:2] == [nominal.noun, "of"])


WAYS = (
    Way(is_held, MIDDLE),
    Way(is_loosely_known_as, NEAR),
    Way(is_known_as, FAR),
    Way(ends_its_name, MIDDLE),
)


def _of_class(nominal: Nominal, named: Sequence[Item]) -> Thing | None:
    """ "The company" for the body that leads, "the city" for the only one: a noun alone, and a name near it."""
    if not nominal.is_bare or nominal.noun not in SURELY_CLASSING:
        return None
    last = nominal.sentence.number
    fits = [item for item in named if last - item.sentence <= NEXT and _is_of_class(item, nominal.noun)]
    if MentionType.GPE in CLASSES[nominal.noun]:
        return _latest(fits, last, reach=1)
    leader = best(fits, nominal.token, last)
    return leader.thing if leader else None


def _is_of_class(item: Item, noun: str) -> bool:
    """Whether "the company", "the country" may take up the name."""
    thing = item.thing
    if thing is None or not item.is_name or thing.type not in CLASSES[noun]:
        return False
    return thing.is_country is (noun in COUNTRIES) and (thing.type != MentionType.ORG or not thing.nominals)


def _latest(items: Sequence[Item], sentence: int, *, reach: int) -> Thing | None:
    """The only thing among the items that are near enough; with two the one of the sentence before, if alone there."""
    for distance in (1, reach):
        near = {id(item.thing): item.thing for item in items if sentence - item.sentence <= distance}
        if len(near) == 1:
            return next(iter(near.values()))
        if len(near) > 1:
            return None
    return None
