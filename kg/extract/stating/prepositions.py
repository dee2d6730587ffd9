"""What hangs from a word by a preposition: "Italy" from "the island of Capri in Italy" by "in"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from kg.model.syntax import Token

OF = frozenset(("of",))


def led_by(word: Token, prepositions: Container[str]) -> Iterator[Token]:
    """The prepositions behind or before a word, of those given, in text order."""
    return (c for c in word.children if c.dep_ == "prep" and c.lower_ in prepositions)


def beneath(word: Token, prepositions: Container[str]) -> Iterator[Token]:
    """What hangs from those prepositions, also where the parser does not see that they govern it."""
    return (below for preposition in led_by(word, prepositions) for below in preposition.children)


def governed(word: Token, prepositions: Container[str]) -> Iterator[Token]:
    """The nouns that those prepositions govern."""
    return (below for below in beneath(word, prepositions) if below.dep_ == "pobj")
