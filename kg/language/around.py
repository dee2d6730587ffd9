"""What stands around a word: its neighbours in the text, and what a verb has beneath it in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.grammar import AUXILIARIES, NOMINAL_SUBJECTS

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token


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
