"""What speaks for and against a phrase as antecedent of another, weighed by a log-linear model.

Every anaphor ranks its antecedents and the possibility that it has none; the features are words, the weights
stand in ``ontology/coreference.tsv`` and were fitted by ``tools/fit_coreference.py`` on the eight development
articles of GUM.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.reference.binding import MAIN_CLAUSES, owns_beside, subject_of_owner
from kg.extract.reference.candidates import before
from kg.extract.reference.phrase import Form, Phrase
from kg.extract.reference.things import CLASSES, COUNTRIES
from kg.language.grammar import CLAUSES_OF_NOUNS
from kg.language.words import TIME_NOUNS
from kg.terms.tables import rows

# Counts that are told one by one, and all above as the last.
MOST_SENTENCES, MOST_TOLD, MOST_HEADS = 4, 4, 3
# Distances of nouns, in sentences: up to the first number, and its name.
RANGES = ((0, "0"), (1, "1"), (3, "3"), (9, "9"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of the chains when a phrase looks for its antecedent.

    Attributes:
        phrases: those of the document.
        chain: number of the chain of each phrase.
        members: the phrases of each chain so far.
    """

    phrases: Sequence[Phrase]
    chain: Sequence[int]
    members: Mapping[int, Sequence[Phrase]]

    def company(self, phrase: Phrase) -> Sequence[Phrase]:
        """The phrases of its chain."""
        return self.members[self.chain[phrase.order]]

    def owner(self, phrase: Phrase) -> int | None:
        """The chain of who owns it: Gloria's of "her skin"."""
        return None if phrase.owner is None else self.chain[phrase.owner]


@dataclass(frozen=True, slots=True)
class Pair:
    """A phrase with one that it may refer to."""

    anaphor: Phrase
    antecedent: Phrase
    scene: Scene

    @property
    def distance(self) -> int:
        """How many sentences lie between them."""
        return self.anaphor.noun.sentence - self.antecedent.noun.sentence

    @property
    def steps(self) -> int:
        """How many phrases further on the anaphor stands."""
        return self.anaphor.order - self.antecedent.order


Features = tuple[Callable[[Pair], Iterator[str]], ...]


def features(anaphor: Phrase, antecedent: Phrase, scene: Scene) -> list[str]:
    """What speaks for or against the antecedent, each prefixed with the class of the anaphor."""
    pair = Pair(anaphor, antecedent, scene)
    if not anaphor.is_pronoun:
        return [f"np:{name}" for told in OF_NOUNS for name in told(pair)]
    return [both for told in OF_PRONOUNS for name in told(pair) for both in (f"{anaphor.form}:{name}", name)]


# -- of pronouns -------------------------------------------------------------------------------------------------------


def _place(pair: Pair) -> Iterator[str]:
    """Where the antecedent stands: how far back, in which role, and whether that is the pronoun's role too."""
    other = pair.antecedent
    yield f"sentences {min(pair.distance, MOST_SENTENCES)}"
    yield f"role {other.role}"
    if pair.steps <= 1:
        yield "next"
    if other.role == pair.anaphor.role:
        yield "parallel"
    if other.role == "subject" and other.noun.token.head.dep_ in MAIN_CLAUSES:
        yield "main subject"


def _kind(pair: Pair) -> Iterator[str]:
    """What the antecedent is, and how it refers: "she ... she" goes further than "the nurse ... she"."""
    other = pair.antecedent
    yield f"being {other.being}"
    if not other.is_pronoun:
        yield f"form {other.form}"
        return
    yield "form pronoun"
    is_same = other.form == pair.anaphor.form
    yield "same pronoun" if is_same else "other pronoun"
    if is_same and pair.distance <= 1:
        yield "same pronoun near"


def _weight(pair: Pair) -> Iterator[str]:
    """How often the antecedent's chain was told of, and whether a name or noun has the pronoun's sex."""
    other = pair.antecedent
    yield f"told {min(len(pair.scene.company(other)), MOST_TOLD)}"
    if other.sex and other.sex == pair.anaphor.sex and not other.is_pronoun:
        yield "sex"


def _tree(pair: Pair) -> Iterator[str]:
    """How the two stand in the tree of one sentence: "the bank sold | its mill", "the bank says | it sold a mill"."""
    one, other = pair.anaphor.noun.token, pair.antecedent.noun.token
    if pair.distance:
        return
    commands = pair.antecedent.role == "subject" and other.head.is_ancestor(one)
    if one.tag_ == "PRP$":
        if subject_of_owner(one) is other:
            yield "own subject"
        elif owns_beside(other, one.head):
            yield "owner beside"
    elif commands and pair.anaphor.role == "subject":
        yield "subject above"
    if commands:
        yield "commands"


def _number_of_pronoun(pair: Pair) -> Iterator[str]:
    """ "The bank ... they", "the banks ... it"."""
    if pair.antecedent.is_plural != (pair.anaphor.form == Form.THEY):
        yield f"number {pair.antecedent.being}"


def _quotation(pair: Pair) -> Iterator[str]:
    """One of the two stands in a quotation, the other outside."""
    if (pair.anaphor.quotation >= 0) != (pair.antecedent.quotation >= 0):
        yield "across quotation"


OF_PRONOUNS: Features = (_place, _kind, _weight, _tree, _number_of_pronoun, _quotation)


# -- of nouns ----------------------------------------------------------------------------------------------------------


def _rule(pair: Pair) -> Iterator[str]:
    """The rules of ``coreference`` found them to be one thing."""
    if pair.anaphor.thing is not None and pair.anaphor.thing is pair.antecedent.thing:
        yield "rule"


def _owner(pair: Pair) -> Iterator[str]:
    """ "Ana's boat ... her boat", against "Ana's boat ... his boat"."""
    owner, other = pair.scene.owner(pair.anaphor), pair.scene.owner(pair.antecedent)
    if owner is not None and other is not None:
        yield "same owner" if owner == other else "other owner"


def _head(pair: Pair) -> Iterator[str]:
    """What tells whether the same noun means the same, or another noun may: "the ferry ... the old ferry"."""
    is_same = pair.anaphor.lemma == pair.antecedent.lemma and pair.antecedent.form != Form.NAME
    return _same_head(pair) if is_same else _other_head(pair)


def _same_head(pair: Pair) -> Iterator[str]:
    one, other = pair.anaphor, pair.antecedent
    yield "head"
    yield f"head sentences {_range(pair)}"
    yield f"head of {other.form}"
    if one.words == other.words:
        yield "words"
    yield from _modified(pair)
    if one.is_plural != other.is_plural:
        yield "head number"
    owner = pair.scene.owner(one)
    if owner is not None and owner == pair.scene.owner(other):
        yield "head same owner"


def _modified(pair: Pair) -> Iterator[str]:
    """How the modifiers go with those that the chain has had: "East" is not what "West" is."""
    mine, company = pair.anaphor.modifiers, pair.scene.company(pair.antecedent)
    known = {word for p in company if p.lemma == pair.anaphor.lemma for word in p.modifiers}
    if not mine:
        yield "bare anaphor" if known else "both bare"
    elif mine <= known:
        yield "modifiers within"
    elif known:
        yield "modifiers differ" if mine & known else "modifiers apart"
    else:
        yield "modifiers new"


def _other_head(pair: Pair) -> Iterator[str]:
    one, other = pair.anaphor, pair.antecedent
    yield f"sentences {_range(pair)}"
    yield f"being {one.being} {other.being}"
    yield f"form {other.form}"
    yield f"role {other.role}"
    if one.is_plural != other.is_plural:
        yield "number"
    yield from _name_likeness(pair) if other.form == Form.NAME else _noun_likeness(pair)
    if other.lemma in one.modifiers or one.lemma in other.modifiers:
        yield "head in modifiers"
    if pair.steps <= 2:
        yield "next"
    if one.modifiers:
        yield "modified"


def _name_likeness(pair: Pair) -> Iterator[str]:
    """Whether a noun may stand for a name: "the city" for Porto, not for Portugal."""
    types, thing = CLASSES.get(pair.anaphor.lemma), pair.antecedent.thing
    if types is not None and thing is not None:
        fits = thing.type in types and thing.is_country is (pair.anaphor.lemma in COUNTRIES)
        yield "class" if fits else "other class"


def _noun_likeness(pair: Pair) -> Iterator[str]:
    """Whether one noun may take up the other: "the vessel" a ferry, not a street."""
    mine, theirs = pair.anaphor.kinds, pair.antecedent.kinds
    if mine & theirs:
        yield "kind"
    elif mine and theirs:
        yield "other kind"


def _noun_in_name(pair: Pair) -> Iterator[str]:
    """ "The museum" for the Akropolis Museum."""
    if pair.anaphor.lemma in pair.antecedent.name_words:
        yield "noun in name"


def _range(pair: Pair) -> str:
    return next((name for most, name in RANGES if pair.distance <= most), "far")


OF_NOUNS: Features = (_rule, _owner, _head, _noun_in_name, _quotation)


# -- that there is none ------------------------------------------------------------------------------------------------


def absence(anaphor: Phrase) -> list[str]:
    """What speaks for it that the phrase refers to nothing told before."""
    if anaphor.is_pronoun:
        return [f"{anaphor.form}:none bias"]
    told = ("bias", *_new_words(anaphor), *_new_place(anaphor))
    return [f"{kind}:none {name}" for name in told for kind in (anaphor.form, "np")]


def _new_words(anaphor: Phrase) -> Iterator[str]:
    """Whether the noun stood there before, and whether its words tell which one it is."""
    heads = [other for other in before(anaphor, anaphor.alike) if other.form != Form.NAME]
    yield f"heads {min(len(heads), MOST_HEADS)}"
    if any(other.words == anaphor.words for other in heads):
        yield "words"
    if anaphor.modifiers:
        yield "modified"
    after = {c.dep_ for c in anaphor.noun.token.rights}
    if after & CLAUSES_OF_NOUNS:
        yield "clause"
    if "prep" in after:
        yield "prep"


def _new_place(anaphor: Phrase) -> Iterator[str]:
    """What it is and where it stands."""
    yield f"role {anaphor.role}"
    yield f"being {anaphor.being}"
    if anaphor.is_plural:
        yield "plural"
    if anaphor.lemma in TIME_NOUNS:
        yield "time"
    if any(c.dep_ == "nummod" for c in anaphor.noun.token.lefts):
        yield "number"


# -- weighed -----------------------------------------------------------------------------------------------------------


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature; a feature that is not named has none."""
    return {name: float(weight) for (name, weight), _ in rows("coreference.tsv", 2)}


def chances(anaphor: Phrase, antecedents: Sequence[Phrase], scene: Scene, weights: Mapping[str, float]) -> list[float]:
    """How likely each of the antecedents is the one, in 0..1; what is left is that there is none."""
    told = [absence(anaphor), *(features(anaphor, other, scene) for other in antecedents)]
    scores = [sum([weights.get(name, 0.0) for name in names]) for names in told]
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers[1:]]
