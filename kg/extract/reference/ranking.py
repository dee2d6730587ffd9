"""What speaks for and against a phrase as antecedent of another, weighed by a log-linear model.

Every anaphor ranks its antecedents and the possibility that it has none; the features are words, the weights
stand in ``ontology/coreference.tsv`` and were fitted by ``tools/fit_coreference.py`` on the eight development
articles of GUM.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.reference.antecedents import HE, IT, SHE, SUBJECTS, THEY, Thing, _owns_beside, _subject
from kg.extract.reference.noun_phrases import NOUNS, PRONOUNS, NounPhrase, reach
from kg.language.words import GROUPS, TIME_NOUNS, is_person, lemma
from kg.model.records import Mention, MentionKind, Span
from kg.terms.tables import rows

if TYPE_CHECKING:
    from kg.model.syntax import Token

# How many phrases back a noun may be taken up by itself; longer texts must not cost more by the word.
LOOKBACK = 1000
NONE: frozenset[str] = frozenset()
OBJECTS = ("dobj", "dative", "attr", "oprd")


# What names the nouns may take up.
CLASSES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("company", "firm", "corporation", "business", "manufacturer", "carmaker", "airline"), ("ORG",)),
    **dict.fromkeys(("organization", "organisation", "charity", "union", "group", "party", "agency"), ("ORG",)),
    **dict.fromkeys(("court", "church", "ministry", "university", "council", "committee", "bank"), ("ORG",)),
    **dict.fromkeys(("city", "town", "village", "municipality"), ("GPE",)),
    **dict.fromkeys(("island", "region", "area", "province", "territory", "district"), ("GPE", "LOC")),
    **dict.fromkeys(("country", "nation", "state"), ("GPE",)),
}
# Nouns for bodies, which "it" and "they" may mean.
BODIES = frozenset(
    """country nation state power government company firm bank institution authority agency ministry crew team group
    party coalition opposition parliament congress senate court council committee commission board community public
    population organization organisation association union church army police force""".split()
)
MEN = frozenset(
    """man boy father son husband brother uncle nephew grandfather king prince gentleman businessman policeman
    chairman congressman spokesman fisherman monk actor widower dad grandson ex-husband stepfather lord""".split()
)
WOMEN = frozenset(
    """woman girl mother daughter wife sister aunt niece grandmother queen princess lady businesswoman policewoman
    chairwoman congresswoman spokeswoman nun actress widow mum mom granddaughter ex-wife stepmother""".split()
)


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase with all that the features ask; worked out once.

    Attributes:
        form: how it refers: name, joined ("A and B"), he, she, it, they, speaker, you, or its determiner.
        being: person, people, body or thing; empty where that is not known.
        quotation: number of the quotation it stands in, or -1.
        thing: what coreference found it to be.
        speaker: the phrase for who speaks the quotation it stands in.
        owner: number of the phrase for who owns it.
        alike: all phrases of the document with this head, in their order.
        same: all phrases that coreference found to be the same thing, in their order.
        kinds: what its head is a kind of.
        name_words: the words of the name that it is; none of other phrases.
        is_bound: whether it is a pronoun or nominal that coreference bound.
        is_adjective: whether it is a demonym before a noun, which nothing takes up.
    """

    noun: NounPhrase
    mention: Mention | None
    order: int
    form: str
    lemma: str
    is_plural: bool
    being: str
    sex: str
    role: str
    quotation: int
    thing: Thing | None = None
    is_bound: bool = False
    speaker: Phrase | None = None
    owner: int | None = None
    alike: Sequence[Phrase] = ()
    same: Sequence[Phrase] = ()

    kinds: frozenset[str] = NONE
    name_words: frozenset[str] = NONE
    is_pronoun: bool = False
    is_adjective: bool = False

    @property
    def modifiers(self) -> frozenset[str]:
        """The words that tell which one."""
        return self.noun.modifiers

    @property
    def words(self) -> str:
        """What it says without determiners, lower case; of a name that of its thing."""
        if self.form == "joined":
            return ""
        return self.thing.label.lower() if self.form == "name" and self.thing else self.noun.words


def phrase(noun: NounPhrase, mention: Mention | None, thing: Thing | None, order: int, quotation: int) -> Phrase:
    """The phrase with what can be seen of it alone."""
    token = noun.token
    refers = form(token, mention)
    kind = mention.type if mention is not None and refers == "name" else ""
    return Phrase(
        noun,
        mention,
        order,
        refers,
        noun.lemma,
        token.tag_ in ("NNS", "NNPS") or refers == "they" or token.lower_ in ("we", "us", "our", "ours", "ourselves"),
        being(kind, token, refers),
        sex(token, refers, thing),
        role(token),
        quotation,
        thing,
        is_bound=refers != "name" and thing is not None,
        kinds=kinds().get(noun.lemma, NONE),
        name_words=frozenset(thing.label.lower().split()) if refers == "name" and thing else NONE,
        is_pronoun=token.tag_ in PRONOUNS,
        is_adjective=mention is not None and mention.kind is MentionKind.DEMONYM and token.tag_.startswith("J"),
    )


def several(noun: NounPhrase, order: int, quotation: int) -> Phrase | None:
    """ "Thomas and his wife": what is joined, as one phrase; None where no nouns are."""
    *_, last = noun.token.listed(lambda c: c.dep_ == "conj" and c.tag_ in NOUNS)
    if last is noun.token or not any(c.dep_ == "cc" and c.lower_ in ("and", "&") for c in _joints(noun.token)):
        return None
    end = reach(last, noun.offset).end
    whole = NounPhrase(noun.token, noun.offset, noun.sentence, Span(noun.span.start, end))
    made = phrase(whole, None, None, order, quotation)
    made.form, made.is_plural = "joined", True
    if made.being == "person":
        made.being = "people"
    return made


def _joints(token: Token) -> Iterator[Token]:
    pending = [token]
    while pending:
        rights = pending.pop().rights
        yield from rights
        pending.extend(child for child in rights if child.dep_ == "conj")


def form(token: Token, mention: Mention | None) -> str:
    """How a phrase refers: by name, by which pronoun, or by which determiner."""
    if mention is not None and mention.kind in (MentionKind.NAME, MentionKind.METONYM, MentionKind.DEMONYM):
        return "name"
    if token.tag_ in ("PRP", "PRP$"):
        word = token.lower_
        for name, words in (("he", HE), ("she", SHE), ("it", IT), ("they", THEY)):
            if word in words:
                return name
        return "you" if word.startswith("you") else "speaker"
    for child in token.lefts:
        if child.dep_ == "det" or child.tag_ in ("DT", "PDT", "WDT"):
            word = child.lower_
            if word in ("the", "this", "that", "these", "those"):
                return "the" if word == "the" else "this"
            if word in ("a", "an", "another"):
                return "a"
            if word in ("no", "any", "every", "each", "some"):
                return "some"
        if child.dep_ == "poss":
            return "whose"
    return "bare"


def being(kind: str, token: Token, refers: str) -> str:
    """person, people, body or thing; empty for "they"."""
    if refers in ("he", "she", "it", "they", "speaker", "you"):
        return {"it": "thing", "they": ""}.get(refers, "person")
    if kind:
        return {"PERSON": "person", "NORP": "people", "GROUP": "people", "ORG": "body", "GPE": "body"}.get(
            kind, "thing"
        )
    noun = lemma(token)
    if noun in BODIES:
        return "body"
    if noun in GROUPS or noun in MEN or noun in WOMEN or is_person(token):
        return "people" if token.tag_ in ("NNS", "NNPS") or noun == "people" else "person"
    return "thing"


def sex(token: Token, refers: str, thing: Thing | None) -> str:
    """m or f where a pronoun, a given name, a title or the noun tells."""
    if refers in ("he", "she"):
        return "m" if refers == "he" else "f"
    if refers == "name":
        return thing.sex if thing is not None else ""
    noun = lemma(token)
    return "m" if noun in MEN else "f" if noun in WOMEN else ""


def role(token: Token) -> str:
    if token.dep_ in SUBJECTS:
        return "subject"
    if token.dep_ in OBJECTS:
        return "object"
    return {"poss": "owner", "pobj": "oblique", "appos": "apposed", "conj": "joined"}.get(token.dep_, "other")


# -- features ----------------------------------------------------------------------------------------------------------


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
        return self.members.get(self.chain[phrase.order]) or (phrase,)

    def owner(self, phrase: Phrase) -> int | None:
        """The chain of who owns it: Gloria's of "her skin"."""
        return None if phrase.owner is None else self.chain[phrase.owner]


def features(anaphor: Phrase, antecedent: Phrase, scene: Scene) -> list[str]:
    """What speaks for or against the antecedent, each prefixed with the class of the anaphor."""
    if not anaphor.is_pronoun:
        return [f"np:{name}" for name in _nominal(anaphor, antecedent, scene)]
    kind = anaphor.form
    return [name for both in _pronoun(anaphor, antecedent, scene) for name in (f"{kind}:{both}", both)]


def _distance(anaphor: Phrase, antecedent: Phrase) -> int:
    return anaphor.noun.sentence - antecedent.noun.sentence


def _pronoun(anaphor: Phrase, antecedent: Phrase, scene: Scene) -> Iterator[str]:
    one, other = anaphor.noun.token, antecedent.noun.token
    distance = _distance(anaphor, antecedent)
    yield f"sentences {min(distance, 4)}"
    yield f"role {antecedent.role}"
    if anaphor.order - antecedent.order <= 1:
        yield "next"
    if antecedent.role == anaphor.role:
        yield "parallel"
    if antecedent.role == "subject" and other.head.dep_ in ("ROOT", "ccomp", "conj"):
        yield "main subject"
    yield f"being {antecedent.being}"
    yield f"form {antecedent.form if not antecedent.is_pronoun else 'pronoun'}"
    if antecedent.is_pronoun:
        yield "same pronoun" if antecedent.form == anaphor.form else "other pronoun"
        if distance <= 1 and antecedent.form == anaphor.form:
            yield "same pronoun near"
    yield f"told {min(len(scene.company(antecedent)), 4)}"
    if antecedent.sex and antecedent.sex == anaphor.sex and not antecedent.is_pronoun:
        yield "sex"
    if distance == 0 and one.doc is other.doc:
        if one.tag_ == "PRP$":
            subject = _subject(one)
            if subject is not None and subject.i == other.i:
                yield "own subject"
            elif _owns_beside(other, one.head):
                yield "owner beside"
        elif antecedent.role == "subject" and anaphor.role == "subject" and other.head.is_ancestor(one):
            yield "subject above"
        if antecedent.role == "subject" and other.head.is_ancestor(one):
            yield "commands"
    if antecedent.is_plural != (anaphor.form == "they"):
        yield f"number {antecedent.being}"
    if (anaphor.quotation >= 0) != (antecedent.quotation >= 0):
        yield "across quotation"


def _nominal(anaphor: Phrase, antecedent: Phrase, scene: Scene) -> Iterator[str]:
    distance = _distance(anaphor, antecedent)
    far = "0" if distance == 0 else "1" if distance == 1 else "3" if distance <= 3 else "9" if distance <= 9 else "far"
    if anaphor.thing is not None and anaphor.thing is antecedent.thing:
        yield "rule"
    owner, other = scene.owner(anaphor), scene.owner(antecedent)
    if owner is not None and other is not None:
        yield "same owner" if owner == other else "other owner"
    if anaphor.lemma == antecedent.lemma and antecedent.form != "name":
        yield "head"
        yield f"head sentences {far}"
        yield f"head of {antecedent.form}"
        if anaphor.words == antecedent.words:
            yield "words"
        yield from _modified(anaphor, antecedent, scene)
        if anaphor.is_plural != antecedent.is_plural:
            yield "head number"
        if owner is not None and owner == other:
            yield "head same owner"
    else:
        yield f"sentences {far}"
        yield f"being {anaphor.being} {antecedent.being}"
        yield f"form {antecedent.form}"
        yield f"role {antecedent.role}"
        if anaphor.is_plural != antecedent.is_plural:
            yield "number"
        yield from _likeness(anaphor, antecedent)
        if antecedent.lemma in anaphor.modifiers or anaphor.lemma in antecedent.modifiers:
            yield "head in modifiers"
        if anaphor.order - antecedent.order <= 2:
            yield "next"
        if anaphor.modifiers:
            yield "modified"
    if anaphor.lemma in antecedent.name_words:
        yield "noun in name"
    if (anaphor.quotation >= 0) != (antecedent.quotation >= 0):
        yield "across quotation"


def _modified(anaphor: Phrase, antecedent: Phrase, scene: Scene) -> Iterator[str]:
    """How the modifiers go with those that the chain has had: "East" is not what "West" is."""
    known = {word for p in scene.company(antecedent) if p.lemma == anaphor.lemma for word in p.modifiers}
    if not anaphor.modifiers:
        yield "bare anaphor" if known else "both bare"
    elif anaphor.modifiers <= known:
        yield "modifiers within"
    elif known:
        yield "modifiers differ" if anaphor.modifiers & known else "modifiers apart"
    else:
        yield "modifiers new"


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature; a feature that is not named has none."""
    return {name: float(weight) for (name, weight), _ in rows("coreference.tsv", 2)}


@cache
def kinds() -> Mapping[str, frozenset[str]]:
    """The kinds that each noun is of, after ``ontology/kinds.tsv``."""
    found: dict[str, set[str]] = {}
    for (kind, nouns), _ in rows("kinds.tsv", 2):
        for noun in nouns.split():
            found.setdefault(noun, set()).add(kind)
    return {noun: frozenset(of) for noun, of in found.items()}


def may_take_up(anaphor: Phrase, antecedent: Phrase) -> bool:
    """Whether a noun may stand for another noun, or for a name: "the vessel" for a ferry, "the city" for Porto."""
    if antecedent.form == "name":
        types = CLASSES.get(anaphor.lemma)
        if types is not None and antecedent.thing is not None and antecedent.thing.type in types:
            return True
        person = anaphor.being == "person" and antecedent.being == "person"
        return person or anaphor.lemma in antecedent.name_words
    return not anaphor.kinds.isdisjoint(antecedent.kinds)


def _likeness(anaphor: Phrase, antecedent: Phrase) -> Iterator[str]:
    """Whether one noun may take up the other, or a name."""
    mine = anaphor.kinds
    if antecedent.form == "name":
        types = CLASSES.get(anaphor.lemma)
        thing = antecedent.thing
        if types is not None and thing is not None:
            country = anaphor.lemma in ("country", "nation", "state")
            yield "class" if thing.type in types and thing.is_country is country else "other class"
        return
    theirs = antecedent.kinds
    if mine & theirs:
        yield "kind"
    elif mine and theirs:
        yield "other kind"


def before(anaphor: Phrase, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Those of the phrases that stand before one, the last ``LOOKBACK`` phrases of the document at most."""
    for phrase in phrases:
        if phrase.order >= anaphor.order:
            return
        if phrase.order >= anaphor.order - LOOKBACK:
            yield phrase


def absence(anaphor: Phrase) -> list[str]:
    """What speaks for it that the phrase refers to nothing told before."""
    classes = (anaphor.form,) if anaphor.is_pronoun else (anaphor.form, "np")
    return [f"{kind}:none {name}" for name in _absence(anaphor) for kind in classes]


def _absence(anaphor: Phrase) -> Iterator[str]:
    yield "bias"
    token = anaphor.noun.token
    if anaphor.is_pronoun:
        return
    heads = [a for a in before(anaphor, anaphor.alike) if a.form != "name"]
    yield f"heads {min(len(heads), 3)}"
    if any(a.words == anaphor.words for a in heads):
        yield "words"
    if anaphor.modifiers:
        yield "modified"
    after = {c.dep_ for c in token.rights}
    if after & {"relcl", "acl"}:
        yield "clause"
    if "prep" in after:
        yield "prep"
    yield f"role {anaphor.role}"
    yield f"being {anaphor.being}"
    if anaphor.is_plural:
        yield "plural"
    if anaphor.lemma in TIME_NOUNS:
        yield "time"
    if any(c.dep_ == "nummod" for c in token.lefts):
        yield "number"


def chances(anaphor: Phrase, antecedents: Sequence[Phrase], scene: Scene, weights: Mapping[str, float]) -> list[float]:
    """How likely each of the antecedents is the one, in 0..1; what is left is that there is none."""
    told = [absence(anaphor), *(features(anaphor, other, scene) for other in antecedents)]
    scores = [sum([weights.get(name, 0.0) for name in names]) for names in told]
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers[1:]]
