"""How well a phrase fits as antecedent of a pronoun, and which of them clearly leads.

Number, sex and kind exclude; distance, the place in the clause, parallel roles and repeated mention rank. The
margin that the best one needs was fitted on the eight development articles.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model.records import Mention, MentionKind
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Token

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "theirs", "themselves"))
PEOPLE = frozenset(
    (
        *("man", "woman", "boy", "girl", "person", "child", "mother", "father", "son", "daughter", "wife", "husband"),
        *("brother", "sister", "friend", "teacher", "student", "worker", "victim", "suspect", "resident", "official"),
        *("soldier", "voter", "driver", "player", "patient", "owner", "expert", "critic", "cousin", "guest", "tenant"),
    )
)
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
# Fitted on the eight development articles: the lead that the best antecedent needs, and how far back one may lie.
MARGIN, FARTHEST = 0.4, 3


@dataclass(slots=True)
class Thing:
    """One cluster while it grows."""

    label: str
    type: MentionType
    link: str | None = None
    nominals: frozenset[str] = frozenset()
    is_country: bool = False
    titles: set[str] = field(default_factory=set)
    sex: str = ""
    names: list[str] = field(default_factory=list)
    count: int = 0
    serves: Thing | None = None


# So many phrases are looked back over at most; four sentences of prose have a hundred, a list of links thousands.
MOST_NEAR = 400


@dataclass(slots=True)
class Item:
    """A phrase that can be an antecedent; ``thing`` is None for plain noun phrases."""

    start: int
    token: Token
    sentence: int
    thing: Thing | None
    mention: Mention | None = None
    is_name: bool = False


def best(items: Iterable[Item], token: Token, sentence: int) -> Item | None:
    """The antecedent that clearly leads; None where two things are too close or nothing fits."""
    scores: dict[int, tuple[float, Item]] = {}
    for item in items:
        score = _score(item, token, sentence - item.sentence)
        # "the US and its allies ... their": several together are no one of them.
        several = token.lower_ in THEY and any(c.dep_ == "conj" for c in item.token.children)
        identity = id(item.thing) if item.thing and not several else -item.start - 1
        if identity not in scores or scores[identity][0] < score:
            scores[identity] = score, dataclasses.replace(item, thing=None) if several else item
    ranked = sorted(scores.values(), key=lambda pair: (-pair[0], -pair[1].start))
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    return ranked[0][1] if ranked[0][0] > 0 else None


def is_expletive(token: Token) -> bool:
    """Whether "it" refers to nothing: "it is clear that ...", "it took two years to ..."."""
    if token.lower_ != "it" or token.dep_ not in ("expl", "nsubj", "nsubjpass"):
        return False
    if token.dep_ == "expl":
        return True
    verb = token.head
    if verb.pos_ == "ADJ" and verb.dep_ in ("ccomp", "oprd", "xcomp"):
        # "makes it more important that we act"
        return any(
            c.dep_ in ("ccomp", "xcomp", "advcl") and c.i > verb.i for c in (*verb.children, *verb.head.children)
        )
    clause = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "csubj", "advcl") and c.i > verb.i]
    if verb.lemma_ in ("be", "become", "remain", "seem", "appear", "take", "make"):
        adjective = any(c.dep_ in ("acomp", "attr", "oprd") for c in verb.children)
        attached = any(g.dep_ in ("ccomp", "xcomp", "relcl", "acl") for c in verb.children for g in c.children)
        costs = verb.lemma_ in ("take", "make") and any(c.dep_ in ("dobj", "npadvmod") for c in verb.children)
        bare = adjective or costs or verb.lemma_ in ("seem", "appear")
        return (bool(clause) and bare) or (adjective and attached)
    return verb.lemma_ in ("rain", "snow") or (token.dep_ == "nsubjpass" and any(c.dep_ == "ccomp" for c in clause))


def agrees(item: Item, word: str) -> bool:
    thing, token = item.thing, item.token
    if thing is None:
        if word in HE | SHE:
            return token.tag_ in ("NN", "NNP") and (
                token.lemma_.lower() in PEOPLE or token.lemma_.endswith(("er", "or", "ist"))
            )
        if word in THEY:
            return token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.children)
        return token.tag_ in ("NN", "NNP") and token.lemma_.lower() not in PEOPLE
    if item.mention and item.mention.kind is MentionKind.DEMONYM:
        return word in THEY and not thing.link
    if word in HE | SHE:
        return thing.type == "PERSON" and thing.sex in ("", "m" if word in HE else "f")
    if word in THEY:
        group = thing.type in ("ORG", "NORP", "GROUP") or any(c.dep_ == "conj" for c in token.children)
        return group and thing.type != "PERSON"
    return thing.type not in ("PERSON", "NORP", "GROUP")


def may_corefer(antecedent: Token, pronoun: Token) -> bool:
    """A subject and an object of one verb are two things, unless the pronoun is reflexive or possessive."""
    if antecedent.doc is not pronoun.doc or pronoun.tag_ == "PRP$" or pronoun.lower_.endswith(("self", "selves")):
        return not (antecedent.doc is pronoun.doc and pronoun.head.i == antecedent.i)
    if pronoun.dep_ not in SUBJECTS and (subject := _subject(pronoun)) is not None and subject.i == antecedent.i:
        # "Parliament has to approve it": who approves is not what is approved
        return False
    governor = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    other = antecedent.head.head if antecedent.dep_ == "pobj" else antecedent.head
    return governor.i != other.i or pronoun.dep_ in SUBJECTS


def _score(item: Item, pronoun: Token, distance: int) -> float:
    """How well an antecedent fits; its sentence, its place in the clause, its parallel to the pronoun, its weight."""
    token, word = item.token, pronoun.lower_
    score = 3.0 - (0.0, 1.0, 2.4, 3.2)[distance]
    subject = token.dep_ in SUBJECTS
    if subject:
        score += 1.6 if token.head.dep_ in ("ROOT", "ccomp", "conj") else 1.0
    elif token.dep_ in ("dobj", "conj"):
        score += 0.3
    elif token.dep_ == "poss":
        score += 0.2
    if token.dep_ in ("compound", "nmod", "amod"):
        score -= 1.0
    if subject and pronoun.dep_ in SUBJECTS:
        score += 0.6
    if distance == 0 and pronoun.tag_ == "PRP$":
        if token == _subject(pronoun):
            score += 3.0
        elif _owns_beside(token, pronoun.head):
            score += 1.8
        elif subject and token.head.is_ancestor(pronoun):
            score += 0.5
    elif distance == 0 and subject and pronoun.dep_ in SUBJECTS and token.head.is_ancestor(pronoun):
        score += 0.6
    if item.mention is not None and item.mention.kind is MentionKind.PRONOUN:
        same = _same_word(item.token.lower_, word)
        score += (1.4 if word in HE | SHE else 0.8) if same and distance < 2 else 0.0
    if item.thing is None:
        score -= 1.0 if word in HE | SHE and not subject else 0.4
    else:
        if word in THEY and item.thing.type == "ORG":
            score -= 1.0
        if word in HE | SHE and item.thing.sex:
            score += 0.5
        score += min(item.thing.count, 6) * 0.1
    return score


def _subject(pronoun: Token) -> Token | None:
    """Who does what the pronoun's clause tells: its subject, or whoever controls it.

    "pressure China to reduce its aid": China; "the US, by pressing Moscow, hurts its economy": the US.
    """
    verb = next((a for a in pronoun.ancestors if a.pos_ in ("VERB", "AUX")), None)
    for _ in range(5):
        if verb is None:
            return None
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if subject is not None:
            return verb.head if verb.dep_ == "relcl" and subject.tag_ in ("WDT", "WP") else subject
        if verb.dep_ == "xcomp":
            controlled = next((c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i), None)
            if controlled is not None:
                return controlled
        elif verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
            return verb.head
        elif verb.dep_ not in ("conj", "advcl", "pcomp"):
            return None
        verb = next((a for a in verb.ancestors if a.pos_ in ("VERB", "AUX")), None)
    return None


def _owns_beside(owner: Token, noun: Token) -> bool:
    """Whether, as in "China's role and its impact", who owns the noun before "and" owns the one after it."""
    for below, other in pairwise(noun.path):
        if below.dep_ != "conj" and (below is noun or below.dep_ not in ("pobj", "prep", "pcomp", "dobj")):
            break
        if owner.dep_ == "poss" and owner.head.i == other.i:
            return True
    return False


def _same_word(one: str, other: str) -> bool:
    return any(one in words and other in words for words in (HE, SHE, IT, THEY))
