"""Pronouns that a noun of the same sentence stands for, where the document left them open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause
from kg.extract.stating.site import Site
from kg.language import relations, words
from kg.language.grammar import NOUNS, PLURAL_NOUNS, SINGULAR_NOUNS
from kg.language.nominals import deeds
from kg.language.words import ADDRESSEES, SPEAKERS, lemma
from kg.terms.mention_type import MentionType
from kg.terms.signature import reports
from kg.terms.words import words as listed

if TYPE_CHECKING:
    from kg.model.syntax import Token

TALKING = SPEAKERS | ADDRESSEES
PLURAL_PRONOUNS = frozenset(("they", "them"))
SOMEBODY = frozenset(("he", "him", "she", "her"))
VISITORS = frozenset(("he", "she", "they"))
# The way from "Beijing" up to "visit" in "visit to Beijing".
BELOW = frozenset((relations.POBJ, relations.PREP))
REFLEXIVE = ("self", "selves")
# Verbs whose "it" is often nothing: "it is important to go", "it rained".
WITHOUT_SUBJECT = listed("verbs with an empty it")


def spoken(sentence: Iterable[Token], site: Site, speaker: Callable[[int], int | None]) -> None:
    """Let "I" and "we" in a quotation be who speaks, also "the treasurer", and "you" whom the words are told.

    "“I took it,” said the treasurer": the treasurer took it. "“You lied,” she told the king": the king lied.

    Args:
        sentence: its tokens.
        site: the sentence, whose mentions take the bindings in.
        speaker: place of the speaker's head word for a place inside a quotation, else None.
    """
    for token in sentence:
        if token.lower_ not in TALKING:
            continue
        number, place = site.at(token), speaker(site.block.start + token.idx)
        if number is None or place is None or not site.phrases.registry.is_open(number):
            continue
        who = site.token(place) if token.lower_ in SPEAKERS else _addressee(token, place, site)
        if who is not None and (who.pos_ == "PROPN" or _is_somebody(who)):
            site.phrases.registry.bind(number, site.refer(who))


def _is_somebody(noun: Token) -> bool:
    return words.is_person(noun) or lemma(noun) in words.GROUPS | words.OFFICES


def _addressee(token: Token, speaker: int, site: Site) -> Token | None:
    """Whom the words are told: the object of the verb whose subject speaks them."""
    for clause in site.clauses.values():
        heads = [*clause.indirect, *clause.objects]
        spoken_by = any(site.block.start + s.idx == speaker for s in clause.subjects)
        if spoken_by and len(heads) == 1 and reports(clause.lemma):
            return heads[0] if heads[0].i != token.i else None
    return None


def bind(site: Site) -> None:
    """Let the open pronouns of a sentence refer to nouns before them.

    "did not crush the tablets, but she shook the bottle": she is the pharmacist of the clause before. Only within
    the sentence, and only where one noun agrees, or one in the same role; else the pronoun stays open.
    """
    before: list[Clause] = []
    for clause in sorted(site.clauses.values(), key=lambda c: c.head.i):
        for token in (*clause.subjects, *clause.objects):
            if token.pos_ == "PRON":
                _bind_one(token, clause, before, site)
        before.append(clause)


def _bind_one(token: Token, clause: Clause, before: Sequence[Clause], site: Site) -> None:
    number, registry = site.at(token), site.phrases.registry
    if number is None:
        return
    if token.lower_.endswith(REFLEXIVE):
        if token.dep_ == "dobj" and len(clause.subjects) == 1:
            # "The witness contradicted himself": whoever else is about, the subject is meant
            registry.bind(number, site.refer(clause.subjects[0]))
        return
    visitor = _visitor(clause, token)
    if visitor is not None and (other := site.at(visitor)) is not None:
        registry.bind(number, other)
    if registry.is_open(number) or _takes_the_object(token, number, before, site):
        antecedent = _antecedent(token, clause, before, site)
        if antecedent is not None:
            registry.bind(number, site.refer(antecedent))


def _antecedent(pronoun: Token, clause: Clause, before: Sequence[Clause], site: Site) -> Token | None:
    """The only noun of the clauses before that agrees, else the only one in the same role."""
    subjects = [t for c in before for t in c.subjects if _may_stand_for(pronoun, t, clause, site)]
    objects = [t for c in before for t in c.objects if _may_stand_for(pronoun, t, clause, site)]
    parallel = objects if pronoun.dep_ == "dobj" else subjects
    for nouns in ([*subjects, *objects], parallel):
        if len({t.i for t in nouns}) == 1:
            return nouns[0]
    return None


def _takes_the_object(token: Token, number: int, before: Sequence[Clause], site: Site) -> bool:
    """ "Panama wanted the crane, but Cuba bought it": "it", read as the subject before, is the object before."""
    if token.lower_ != "it" or token.dep_ != "dobj" or not before:
        return False
    last, mentions = before[-1], site.phrases.mentions
    things = [t for t in last.objects if t.pos_ == "NOUN" and t.tag_ == "NN" and not words.is_person(t)]
    numbers = [site.at(t) for t in last.subjects if t.i != token.i]
    clusters = {mentions[n].cluster for n in numbers if n is not None}
    return len(things) == 1 and mentions[number].cluster in clusters


def _may_stand_for(pronoun: Token, noun: Token, clause: Clause, site: Site) -> bool:
    """True for a noun before the pronoun, in another place of the sentence, that agrees in number and kind."""
    if noun.pos_ not in NOUNS or noun.i > pronoun.i or noun.i in {t.i for t in (*clause.subjects, *clause.objects)}:
        return False
    return not _is_around(noun, pronoun) and not _has_owner(noun) and _agrees(pronoun, noun, site)


def _is_around(noun: Token, pronoun: Token) -> bool:
    """ "talk that it had failed": it is no talk."""
    return noun.is_ancestor(pronoun)


def _has_owner(noun: Token) -> bool:
    """ "They have their backs, as they had ours": they are no backs."""
    return any(c.tag_ == "PRP$" for c in noun.children)


def _agrees(pronoun: Token, noun: Token, site: Site) -> bool:
    word = pronoun.lower_
    if word in PLURAL_PRONOUNS:
        return noun.tag_ in PLURAL_NOUNS or any(c.dep_ == "conj" for c in noun.children)
    if noun.tag_ not in SINGULAR_NOUNS:
        return False
    is_person = site.type_of(noun) == MentionType.PERSON or words.is_person(noun)
    if word in SOMEBODY:
        return is_person
    return word == "it" and not is_person and not _may_be_empty(pronoun)


def _visitor(clause: Clause, pronoun: Token) -> Token | None:
    """ "Sullivan's visit to Beijing, where he met Xi": he is who paid the visit."""
    if clause.head.dep_ != "relcl" or pronoun.lower_ not in VISITORS or pronoun.dep_ != "nsubj":
        return None
    for below, noun in pairwise(clause.head.head.path):
        if below.dep_ not in BELOW and below.pos_ != "ADP":
            break
        if lemma(noun) in deeds():
            return next((c for c in noun.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
    return None


def _may_be_empty(pronoun: Token) -> bool:
    """True for "it" in "it is important to go", "it rained", also in "it is red"; not in "it sank".

    Where only the sentence is looked at, less is bound than across sentences, where ``antecedents.is_expletive``
    asks for the clause or the adjective that shows an "it" to be empty.
    """
    return lemma(pronoun.head) in WITHOUT_SUBJECT and pronoun.dep_ == "nsubj"
