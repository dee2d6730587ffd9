"""How well a phrase fits as antecedent of a pronoun, and which of them clearly leads.

Number, sex and kind exclude (``agrees``); distance, the place in the clause, parallel roles and repeated mention rank,
each with its weight from ``ontology/antecedents.tsv``. The graph takes what clearly leads; a missing link loses a
statement, a wrong one makes a false one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.reference.binding import (
    HE,
    IT,
    MAIN_CLAUSES,
    OF_ONE,
    SUBJECTS,
    THEY,
    differ,
    has_mind,
    may_be_body,
    owns_beside,
    reaches,
    same_pronoun,
    subject_of_owner,
)
from kg.extract.reference.things import Item, Thing
from kg.language import relations
from kg.language.grammar import MODIFIERS, PLURAL_NOUNS, SINGULAR_NOUNS
from kg.language.words import BODIES, lemma, may_speak
from kg.model.kinds import MentionKind
from kg.terms.mention_type import MentionType
from kg.terms.tables import rows
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# The lead that the best antecedent needs; fitted on the eight development articles of GUM.
MARGIN = 0.4
# The graph asks for more than ``is_person``, and for less: a noun that is also a rank, a part or a thing ("general",
# "chief", "coach") stays open to "it". With the wide list for both a tenth of real articles were read otherwise.
UNMISTAKABLE = words("unmistakable people")
# Endings of nouns for who does something; "he" may mean them.
AGENTS = ("er", "or", "ist")

BODIES_AND_PEOPLES = frozenset((MentionType.ORG, MentionType.NORP, MentionType.GROUP))
PEOPLE_AND_PEOPLES = frozenset((MentionType.PERSON, MentionType.NORP, MentionType.GROUP))
PLAIN_PLACES = frozenset((relations.DOBJ, relations.CONJ))
# Of a thing that was told of so often it does not matter how often.
OFTEN = 6


def best(items: Iterable[Item], token: Token, sentence: int) -> Item | None:
    """The antecedent that clearly leads; None where two things are too close or nothing fits."""
    scores: dict[int, tuple[float, Item]] = {}
    for item in items:
        score = _score(item, token, sentence - item.sentence)
        # "the US and its allies ... their": several together are no one of them.
        several = token.lower_ in THEY and is_joined(item.token)
        identity = id(item.thing) if item.thing and not several else -item.start - 1
        if identity not in scores or scores[identity][0] < score:
            scores[identity] = score, dataclasses.replace(item, thing=None) if several else item
    ranked = sorted(scores.values(), key=lambda pair: (-pair[0], -pair[1].start))
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    return ranked[0][1] if ranked[0][0] > 0 else None


def is_joined(token: Token) -> bool:
    """Whether a noun has others behind "and"."""
    return any(c.dep_ == "conj" for c in token.children)


# -- what excludes -----------------------------------------------------------------------------------------------------


def agrees(item: Item, word: str) -> bool:
    """Whether the phrase is one or several, a person or none, and of that sex, as the pronoun says."""
    if item.thing is None:
        return _noun_agrees(item.token, word)
    if item.mention and item.mention.kind is MentionKind.DEMONYM:
        return word in THEY and not item.thing.link
    return _thing_agrees(item.thing, item.token, word)


def may_mean(item: Item, pronoun: Token) -> bool:
    """Whether a pronoun may be the phrase by what is told of it: who hopes is no thing, what is vetoed no state."""
    if item.thing is None and has_mind(pronoun) and not (may_speak(item.token) or lemma(item.token) in BODIES):
        return False
    if pronoun.lower_ not in IT or pronoun.tag_ == "PRP$" or not _is_body(item):
        return True
    return may_be_body(pronoun) and reaches(item.token, pronoun)


def _is_body(item: Item) -> bool:
    if item.thing is None:
        return lemma(item.token) in BODIES
    return item.thing.type in (MentionType.ORG, MentionType.GPE, MentionType.LOC)


def _noun_agrees(token: Token, word: str) -> bool:
    """Of a noun without a name: "the banker ... he", "the banks ... they", "the bank ... it"."""
    if word in THEY:
        return token.tag_ in PLURAL_NOUNS or is_joined(token)
    if token.tag_ not in SINGULAR_NOUNS:
        return False
    is_person = token.lemma_.lower() in UNMISTAKABLE
    if word in OF_ONE:
        return (is_person or token.lemma_.endswith(AGENTS)) and not differ(token, word)
    return not is_person


def _thing_agrees(thing: Thing, token: Token, word: str) -> bool:
    """Of a name: "Mrs Moreau ... she", "the Greens ... they", "Lisbon ... it"."""
    if word in OF_ONE:
        return thing.type == MentionType.PERSON and thing.sex in ("", "m" if word in HE else "f")
    if word in THEY:
        return thing.type in BODIES_AND_PEOPLES or (thing.type != MentionType.PERSON and is_joined(token))
    return thing.type not in PEOPLE_AND_PEOPLES


# -- what ranks --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """A phrase that a pronoun may mean, the pronoun, and how many sentences lie between them."""

    item: Item
    pronoun: Token
    distance: int

    @property
    def is_subject(self) -> bool:
        return self.item.token.dep_ in SUBJECTS

    @property
    def is_parallel(self) -> bool:
        return self.is_subject and self.pronoun.dep_ in SUBJECTS

    @property
    def is_above(self) -> bool:
        """Whether it is the subject of a verb that the pronoun depends on."""
        return self.is_subject and self.item.token.head.is_ancestor(self.pronoun)


@cache
def weights() -> Mapping[str, float]:
    """What each thing that speaks for or against an antecedent counts."""
    return {name: float(weight) for (name, weight), _ in rows("antecedents.tsv", 2)}


def _score(item: Item, pronoun: Token, distance: int) -> float:
    """How well an antecedent fits."""
    known, score = weights(), 0.0
    for name in telling(item, pronoun, distance):
        score += known[name]
    if item.thing is not None:
        score += min(item.thing.count, OFTEN) * known["told"]
    return score


def telling(item: Item, pronoun: Token, distance: int) -> Iterator[str]:
    """What speaks for or against an antecedent, by its name in ``ontology/antecedents.tsv``.

    Args:
        item: the phrase that the pronoun may mean.
        pronoun: the pronoun, or a noun that takes up a name.
        distance: how many sentences lie between them.
    """
    pair = _Pair(item, pronoun, distance)
    for told in TELLING:
        yield from told(pair)


def _distance(pair: _Pair) -> Iterator[str]:
    """The sentence of the pronoun, or one of those before."""
    yield "bias"
    if pair.distance:
        yield f"sentences {pair.distance}"


def _place(pair: _Pair) -> Iterator[str]:
    """Its place in its clause: what a sentence is about comes first in it."""
    token = pair.item.token
    if pair.is_subject:
        yield "main subject" if token.head.dep_ in MAIN_CLAUSES else "subject"
    elif token.dep_ in PLAIN_PLACES:
        yield "object"
    elif token.dep_ == "poss":
        yield "owner"
    elif token.dep_ in MODIFIERS:
        yield "part of a name"


def _parallel(pair: _Pair) -> Iterator[str]:
    """Both are subjects: "The bank lent to a mill. It failed." """
    if pair.is_parallel:
        yield "parallel"


def _tree(pair: _Pair) -> Iterator[str]:
    """Who commands the pronoun in its own sentence: "the bank sold its mill", "the bank says it sold a mill"."""
    if pair.distance:
        return
    if pair.pronoun.tag_ == "PRP$":
        yield from _owner(pair)
    elif pair.is_parallel and pair.is_above:
        yield "subject above"


def _owner(pair: _Pair) -> Iterator[str]:
    token = pair.item.token
    if token is subject_of_owner(pair.pronoun):
        yield "own subject"
    elif owns_beside(token, pair.pronoun.head):
        yield "owner beside"
    elif pair.is_above:
        yield "subject above an owner"


def _pronoun(pair: _Pair) -> Iterator[str]:
    """The same pronoun stood there: "She sang. The hall listened. Then she left." """
    mention, word = pair.item.mention, pair.pronoun.lower_
    if mention is None or mention.kind is not MentionKind.PRONOUN or pair.distance > 1:
        return
    if same_pronoun(pair.item.token.lower_, word):
        yield "same he or she" if word in OF_ONE else "same it or they"


def _kind(pair: _Pair) -> Iterator[str]:
    """Whether it has a name, whether one body can be "they", whether its sex is known."""
    thing, word = pair.item.thing, pair.pronoun.lower_
    if thing is None:
        yield "he or she without a name" if word in OF_ONE and not pair.is_subject else "without a name"
    elif word in THEY and thing.type == MentionType.ORG:
        yield "body as they"
    elif thing.sex:
        yield "sex"


# In the order in which they are added up.
TELLING: tuple[Callable[[_Pair], Iterator[str]], ...] = (_distance, _place, _parallel, _tree, _pronoun, _kind)
