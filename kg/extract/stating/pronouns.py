"""Pronouns that a noun of the same sentence stands for, where the document left them open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause
from kg.extract.stating.phrases import Phrases
from kg.language import words
from kg.language.words import ADDRESSEES, SPEAKERS, lemma
from kg.model.records import ParsedBlock
from kg.terms.signature import SPEECH, lookup

if TYPE_CHECKING:
    from kg.model.syntax import Token


def spoken(
    sentence: Iterable[Token],
    clauses: Sequence[Clause],
    phrases: Phrases,
    block: ParsedBlock,
    speaker: Callable[[int], int | None],
) -> None:
    """Let "I" and "we" in a quotation be who speaks, also "the treasurer", and "you" whom the words are told.

    "“I took it,” said the treasurer": the treasurer took it. "“You lied,” she told the king": the king lied.

    Args:
        sentence: its tokens.
        clauses: its clauses.
        phrases: the document's mentions, which take the bindings in.
        block: the block that the sentence stands in.
        speaker: place of the speaker's head word for a place inside a quotation, else None.
    """
    for token in sentence:
        if token.lower_ not in SPEAKERS | ADDRESSEES:
            continue
        number, place = phrases.at(token, block), speaker(block.start + token.idx)
        if number is None or place is None or not phrases.is_pronoun(number):
            continue
        who = phrases.token(place, block) if token.lower_ in SPEAKERS else _addressee(token, place, clauses, block)
        if who is not None and (who.pos_ == "PROPN" or _is_somebody(who)):
            phrases.bind(number, phrases.refer(who, block))


def _is_somebody(noun: Token) -> bool:
    return words.is_person(noun) or lemma(noun) in words.GROUPS | words.OFFICES


def _addressee(token: Token, speaker: int, clauses: Iterable[Clause], block: ParsedBlock) -> Token | None:
    """Whom the words are told: the object of the verb whose subject speaks them."""
    for clause in clauses:
        heads = [*clause.indirect, *clause.objects]
        spoken_by = any(block.start + s.idx == speaker for s in clause.subjects)
        if spoken_by and len(heads) == 1 and lookup(clause.lemma, "v", "that") in SPEECH:
            return heads[0] if heads[0].i != token.i else None
    return None


def bind(clauses: Iterable[Clause], phrases: Phrases, block: ParsedBlock) -> None:
    """Let the open pronouns of a sentence refer to nouns before them.

    "did not crush the tablets, but she shook the bottle": she is the pharmacist of the clause before. Only within
    the sentence, and only where one noun agrees, or one in the same role; else the pronoun stays open.

    Args:
        clauses: the clauses of the sentence, in any order.
        phrases: the document's mentions, which take the bindings in.
        block: the block that the sentence stands in.
    """
    before: list[Clause] = []
    for clause in sorted(clauses, key=lambda c: c.head.i):
        for token in (*clause.subjects, *clause.objects):
            if token.pos_ == "PRON":
                _bind_one(token, clause, before, phrases, block)
        before.append(clause)


def _bind_one(token: Token, clause: Clause, before: list[Clause], phrases: Phrases, block: ParsedBlock) -> None:
    number = phrases.at(token, block)
    if number is None:
        return
    if token.lower_.endswith(("self", "selves")):
        if token.dep_ == "dobj" and len(clause.subjects) == 1:
            # "The witness contradicted himself": whoever else is about, the subject is meant
            phrases.bind(number, phrases.refer(clause.subjects[0], block))
        return
    possessor = _visitor(clause, token)
    if possessor is not None and (other := phrases.at(possessor, block)) is not None:
        phrases.bind(number, other)
    if not phrases.is_pronoun(number) and not _takes_the_object(token, number, before, phrases, block):
        return

    def fits(noun: Token) -> bool:
        return _may_stand_for(token, noun, clause, phrases, block)

    subjects = [t for c in before for t in c.subjects if fits(t)]
    objects = [t for c in before for t in c.objects if fits(t)]
    every = {t.i: t for t in (*subjects, *objects)}
    parallel = {t.i: t for t in (objects if token.dep_ == "dobj" else subjects)}
    found = every if len(every) == 1 else parallel
    if len(found) == 1:
        [antecedent] = found.values()
        phrases.bind(number, phrases.refer(antecedent, block))


def _takes_the_object(token: Token, number: int, before: list[Clause], phrases: Phrases, block: ParsedBlock) -> bool:
    """ "Panama wanted the crane, but Cuba bought it": "it", read as the subject before, is the object before."""
    if token.lower_ != "it" or token.dep_ != "dobj" or not before:
        return False
    last = before[-1]
    things = [t for t in last.objects if t.pos_ == "NOUN" and t.tag_ == "NN" and not words.is_person(t)]
    clusters = {
        phrases.mentions[n].cluster for t in last.subjects if (n := phrases.at(t, block)) is not None and t.i != token.i
    }
    return len(things) == 1 and phrases.mentions[number].cluster in clusters


def _may_stand_for(pronoun: Token, noun: Token, clause: Clause, phrases: Phrases, block: ParsedBlock) -> bool:
    if (
        noun.pos_ not in ("NOUN", "PROPN")
        or noun.i > pronoun.i
        or noun.i in {t.i for t in (*clause.subjects, *clause.objects)}
    ):
        return False
    if noun.is_ancestor(pronoun):
        # "talk that it had failed": it is no talk
        return False
    if any(c.tag_ == "PRP$" for c in noun.children):
        # "They have their backs, as they had ours": they are no backs
        return False
    number = phrases.at(noun, block)
    kind = phrases.mentions[number].type if number is not None else ""
    is_person = kind == "PERSON" or words.is_person(noun)
    word = pronoun.lower_
    if word in ("they", "them"):
        return noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)
    if word in ("he", "him", "she", "her"):
        return is_person and noun.tag_ in ("NN", "NNP")
    return word == "it" and not is_person and noun.tag_ in ("NN", "NNP") and not _is_expletive(pronoun)


def _visitor(clause: Clause, pronoun: Token) -> Token | None:
    """ "Sullivan's visit to Beijing, where he met Xi": he is who paid the visit."""
    if clause.head.dep_ != "relcl" or pronoun.lower_ not in ("he", "she", "they") or pronoun.dep_ != "nsubj":
        return None
    for below, noun in pairwise(clause.head.head.path):
        if below.dep_ not in ("pobj", "prep") and below.pos_ != "ADP":
            break
        if lemma(noun) in words.event_nouns():
            return next((c for c in noun.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
    return None


def _is_expletive(pronoun: Token) -> bool:
    """True for the "it" of "it is important to go", "it rained"."""
    verb = pronoun.head
    return lemma(verb) in ("be", "seem", "appear", "rain", "snow", "take", "turn") and pronoun.dep_ == "nsubj"
