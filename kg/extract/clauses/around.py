"""What stands around a word: its neighbours in the text, what a verb has beneath it, and whom a noun describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.grammar import AUXILIARIES, NOMINAL_SUBJECTS, PLURAL_NOUNS
from kg.language.words import is_person
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token

# "a Super PAC" names nobody, though its words are capitalised.
INDEFINITE = frozenset(("a", "an"))
SOMEBODY = frozenset(("he", "she", "they"))


def word_at(doc: Doc, i: int) -> str:
    """The word at a place in small letters; "" outside the text."""
    return doc[i].lower_ if 0 <= i < len(doc) else ""


def word_before(token: Token) -> str:
    """The word in small letters before the phrase that a token heads; "" where the text begins with it."""
    return word_at(token.doc, token.left_edge.i - 1)


def helpers(verb: Token) -> list[Token]:
    """The auxiliaries of a verb: "has" and "been" in "has been sold", "to" in "to sell"."""
    return [c for c in verb.children if c.dep_ in AUXILIARIES]


def has_subject(verb: Token) -> bool:
    """True for a verb with a noun or pronoun as its own subject: "the ship sank", not "and sank"."""
    return any(c.dep_ in NOMINAL_SUBJECTS for c in verb.children)


def opens_with_that(verb: Token) -> bool:
    """True for "sank" in "that it sank", not in "which sank" and "that sank"."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.lefts)


def described(noun: Token, word: str) -> list[Token]:
    """Whom a noun with a relative clause describes, else the noun itself.

    Olmar in "Olmar is a lawyer who fights" and "Olmar, a lawyer who fights", the plan itself in "The aim is a plan that
    works", the lawyer in "Olmar met a lawyer who fights".

    Args:
        noun: what the clause hangs from.
        word: the relative pronoun, in small letters; for a participle that which would stand there.
    """
    if noun.pos_ != "NOUN" and not any(c.lower_ in INDEFINITE for c in noun.lefts):
        return [noun]
    return (_named_before(noun, word) if noun.dep_ == "appos" else _equated(noun, word)) or [noun]


def _named_before(noun: Token, word: str) -> list[Token]:
    """ "Olmar and Tessin, lawyers who fight": both; "Olmar and Tessin, the lawyer who fights": the nearest."""
    if noun.head.pos_ != "PROPN":
        return []
    named = sorted([noun.head, *noun.head.conjuncts], key=lambda t: t.i)
    if noun.tag_ not in PLURAL_NOUNS:
        named = [t for t in named if t.i < noun.i][-1:]
    return named if all(_may_be_called(t, noun, word) for t in named) else []


def _may_be_called(name: Token, noun: Token, word: str) -> bool:
    """True for "Olmar, a lawyer who", "Norsel, a firm which", not for "Olmar, a firm which", "The Latest: a firm"."""
    is_apart = any(t.text == ":" for t in noun.doc[name.i : noun.i])
    return not is_apart and (word != "which" or name.ent_type_ != MentionType.PERSON)


def _equated(noun: Token, word: str) -> list[Token]:
    """ "Olmar is a lawyer who fights": Olmar; nobody in "Olmar is no lawyer who fights", "The aim is a plan that"."""
    above = noun.head
    if noun.dep_ != "attr" or above.base != "be" or any(c.dep_ == "neg" for c in above.children):
        return []
    subjects = [c for c in above.lefts if c.dep_ == "nsubj"]
    return subjects if len(subjects) == 1 and _may_be_described(subjects[0], word) else []


def _may_be_described(subject: Token, word: str) -> bool:
    """True for "Olmar is the one who", "He is a man that", "The mayor is a lawyer who", not for "The aim is a plan"."""
    if subject.lower_ in SOMEBODY:
        return word != "which"
    return subject.pos_ == "PROPN" or (word == "who" and is_person(subject))
