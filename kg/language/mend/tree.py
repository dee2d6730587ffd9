"""A tree whose tokens are not linked yet and may still be moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.syntax import Doc, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
TENSED = ("VBD", "VBZ", "VBP")
WORD_CLASSES = {"V": "VERB", "N": "NOUN"}


class Tree:
    """The tokens of a text and whom each depends on; tokens are told by their numbers.

    Args:
        doc: the tokens.
        heads: for each the number of the one it depends on, changed in place.
    """

    def __init__(self, doc: Doc, heads: list[int]) -> None:
        self.doc, self.heads = doc, heads
        self._below: list[list[int]] = [[] for _ in heads]
        for i, head in enumerate(heads):
            if i != head:
                self._below[head].append(i)

    def below(self, i: int, *relations: str) -> list[int]:
        """What depends on a token, in text order; only in these relations, if any are given."""
        own = self._below[i]
        return [c for c in own if not relations or self.doc[c].dep_ in relations] if own else []

    def edges(self, i: int) -> tuple[int, int]:
        """The first and last token of a subtree."""
        found, pending = {i}, [i]
        while pending:
            # while a mend is under way, two tokens may depend on one another
            below = [c for c in self._below[pending.pop()] if c not in found]
            found.update(below)
            pending.extend(below)
        return min(found), max(found)

    def attach(self, i: int, head: int, relation: str) -> None:
        """Let a token depend on another, or on nothing where it is its own head."""
        if self.heads[i] != i:
            self._below[self.heads[i]].remove(i)
        self.heads[i], self.doc[i].dep_ = head, relation
        if i != head:
            self._below[head] = sorted([*self._below[head], i])

    def retag(self, i: int, tag: str) -> None:
        """Give a token another Penn tag, and the word class that goes with it."""
        token = self.doc[i]
        token.tag_ = tag
        if tag[0] == "V" and token.pos_ not in ("VERB", "AUX"):
            token.pos_, token.lemma_ = WORD_CLASSES["V"], _verb_lemma(token)

    def replace(self, old: int, new: int) -> None:
        """Let one token depend on what another depended on."""
        head = self.heads[old]
        self.attach(new, new if head == old else head, self.doc[old].dep_)

    def last(self, i: int) -> Token:
        """The last token of the sentence."""
        *_, root = self.path(i)
        return self.doc[self.edges(root)[1]]

    def path(self, i: int) -> Iterator[int]:
        """A token, its head and so on, up to the root; all climbs go this way, and none goes in a circle."""
        passed: set[int] = set()
        while i not in passed:
            yield i
            passed.add(i)
            i = self.heads[i]

    def is_free(self, low: int, high: int) -> bool:
        """True where neither punctuation nor a conjunction stands between two tokens."""
        return not any(t.is_punct or t.dep_ == "cc" for t in self.doc[low + 1 : high])


def _verb_lemma(token: Token) -> str:
    """The verb that an adjective in "-ed" or a noun is the form of."""
    word = token.lower_
    if token.lemma_ != word or not word.endswith("ed"):
        return token.lemma_
    return word[:-1] if word[-3] in "sczvgu" or word.endswith("ned") else word[:-2]
