"""A tree whose tokens are not linked yet and may still be moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import (
    AUXILIARIES,
    CLAUSAL_SUBJECTS,
    FINITE_FORMS,
    FULL_STOPS,
    NOMINAL_SUBJECTS,
    TENSED_FORMS,
    VERBS,
)
from kg.language.ordinary import is_listed
from kg.model.syntax import base

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.syntax import Doc, Token

VOWELS = frozenset("aeiou")
# What may stand in the place of a subject, "there" among it.
SUBJECT_PLACES = NOMINAL_SUBJECTS | CLAUSAL_SUBJECTS | {relations.EXPL}


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

    def below(self, i: int, *labels: str) -> list[int]:
        """What depends on a token, in text order; only in these labels, if any are given."""
        own = self._below[i]
        if not own or not labels:
            return [*own]
        doc = self.doc
        return [c for c in own if doc[c].dep_ in labels]

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
        if tag[0] == "V" and token.pos_ not in VERBS:
            token.pos_, token.lemma_ = "VERB", _verb_lemma(token)
            token.base = base(token.lower_, token.lemma_, is_adjective=False)

    def replace(self, old: int, new: int) -> None:
        """Let one token depend on what another depended on."""
        head = self.heads[old]
        self.attach(new, new if head == old else head, self.doc[old].dep_)

    def hand_on(self, old: int, new: int) -> None:
        """Let all behind a token that depends on another one depend on it, as on the verb of the sentence."""
        for child in self.below(old):
            if child > new:
                self.attach(child, new, self.doc[child].dep_)

    def is_closed(self, i: int) -> bool:
        """True where the sentence of a token ends in a full stop, as no headline does."""
        *_, root = self.path(i)
        return self.doc[self.edges(root)[1]].text in FULL_STOPS

    def path(self, i: int) -> Iterator[int]:
        """A token, its head and so on, up to the root; all climbs go this way, and none goes in a circle."""
        passed: set[int] = set()
        while i not in passed:
            yield i
            passed.add(i)
            i = self.heads[i]

    def is_tensed(self, verb: int) -> bool:
        """True for "goes", "is going" and "may go", which want a subject of their own; not for "going"."""
        own = self.doc[verb].tag_ in FINITE_FORMS
        return own or any(self.doc[c].tag_ in TENSED_FORMS for c in self.below(verb, *AUXILIARIES))

    def is_free(self, low: int, high: int) -> bool:
        """True where neither punctuation nor a conjunction stands between two tokens."""
        return not any(t.is_punct or t.dep_ == "cc" for t in self.doc[low + 1 : high])


def _verb_lemma(token: Token) -> str:
    """The verb that an adjective in "-ed" or a noun, in "-ing" too, is the form of."""
    word = token.lower_
    if token.lemma_ != word or not word.endswith(("ed", "ing")):
        return token.lemma_
    stem = word.removesuffix("ed").removesuffix("ing")
    # "hope" and not "hop" of "hoped", but "pass" and not "passe" of "passed"
    if is_listed(f"{stem}e") and not (is_listed(stem) and stem[-2:-1] not in VOWELS):
        return f"{stem}e"
    if is_listed(stem) or word.endswith("ing"):
        return stem
    return word[:-1] if word[-3] in "sczvgu" or word.endswith("ned") else stem
