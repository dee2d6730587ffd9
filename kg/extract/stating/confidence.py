"""How likely a proposition is right, from what can be seen while it is read.

A logistic model over the shape of the clause, its arguments and its sentence. The weights are in
``ontology/confidence.tsv``; ``tools/fit_confidence.py`` fits them, docs/confidence.md tells how well they rank and
whether they mean what they say. Long arguments, subjects taken over from another clause and sentences with
unbalanced quotation marks cost confidence; a named subject with an object beside its verb gains it.
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.extract.stating.phrases.registry import NAME_KINDS
from kg.language import relations
from kg.language.grammar import VERBS
from kg.model.kinds import BlockKind, MentionKind, Modality, Polarity, Role
from kg.model.records import Argument, Mention, ParsedBlock, Proposition
from kg.terms.mention_type import MentionType
from kg.terms.signature import reports
from kg.terms.tables import ontology_folder

if TYPE_CHECKING:
    from kg.model.syntax import Token, TokenSpan

CLAUSES = frozenset((relations.RELCL, relations.ACL, relations.CCOMP, relations.ADVCL))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
OWN_SUBJECTS = frozenset(
    (relations.NSUBJ, relations.NSUBJPASS, relations.CSUBJ, relations.CSUBJPASS, relations.AGENT, relations.EXPL)
)
# What no name of the document stands for; a noun or pronoun that is bound to a name has the type of that.
UNNAMED = frozenset((MentionType.TOPIC, MentionType.GROUP, MentionType.ROLE))
# Each of these between a verb and the main one is a place where readings go wrong; more than four are no worse.
BELOW = CLAUSES | {relations.XCOMP, relations.CONJ, relations.PCOMP, relations.PARATAXIS}
DEEPEST = 4
# Nothing is certain, and nothing is read that is worth nothing.
LOWEST, HIGHEST = 0.05, 0.99

QUOTES = frozenset(('"', "“", "”", "''", "``"))

Weights = Mapping[str, float]


class Scene:
    """What all propositions of one sentence have in common, looked up once.

    Args:
        sentence: its tokens.
        block: the block it stands in.
        mentions: mentions of the document.
    """

    def __init__(self, sentence: TokenSpan, block: ParsedBlock, mentions: Sequence[Mention]) -> None:
        self.block, self.mentions = block, mentions
        self._tokens: dict[int, Token] = {block.start + token.idx: token for token in sentence}
        self._places = list(self._tokens)
        self._shared: dict[str, float] = {"sentence length": math.log(1 + len(sentence) / 10)}
        if block.kind is BlockKind.HEADLINE:
            self._shared["headline"] = 1.0
        if not is_balanced(sentence.text):
            self._shared["unbalanced"] = 1.0
        if any(token.is_quote for token in sentence):
            self._shared["quotes"] = 1.0
        if not any(token.tag_ in FINITE for token in sentence):
            self._shared["no finite verb"] = 1.0
        if any(token.dep_ == "dep" for token in sentence):
            self._shared["dep"] = 1.0

    def features(self, proposition: Proposition) -> dict[str, float]:
        """What tells good propositions from bad ones; what is zero is left out."""
        found = {"bias": 1.0, f"rule {proposition.rule}": 1.0, **self._shared}
        subject, obj = proposition.argument(Role.SUBJECT), proposition.argument(Role.OBJECT)
        others = len(proposition.arguments) - (subject is not None) - (obj is not None)
        head = self._tokens.get(proposition.trigger.start)
        self._verb(found, proposition, head)
        if subject is not None:
            self._phrase(found, "subject", subject)
            gap = max(proposition.trigger.start - subject.span.end, subject.span.start - proposition.trigger.end, 0)
            found["distance"] = math.log(1 + gap / 10)
            if head is not None and not self._is_own(subject, head):
                found["inherits"] = 1.0
        if obj is None:
            found["no object"] = 1.0
            found["nothing beside"] = float(not others)
        else:
            self._phrase(found, "object", obj)
            if obj.preposition:
                found["object preposition"] = 1.0
        found["others"] = min(others, 4) / 4
        if reports(proposition.predicate):
            found["report"] = 1.0
        found["attributed"] = float(bool(proposition.attribution))
        found["speakers apart"] = float(len(proposition.attribution) > 1)
        found["not actual"] = float(proposition.modality is not Modality.ACTUAL)
        found[f"modality {proposition.modality}"] = found["not actual"]
        found["negative"] = float(proposition.polarity is Polarity.NEGATIVE)
        return {name: value for name, value in found.items() if value}

    def _verb(self, found: dict[str, float], proposition: Proposition, head: Token | None) -> None:
        if head is None:
            return
        if head.pos_ in VERBS:
            found[f"link {head.dep_}"] = 1.0
        if head.dep_ == "dep":
            found["dep head"] = 1.0
        found["clauses above"] = min(_clauses_above(head), DEEPEST) / DEEPEST
        span = proposition.span
        found["clause length"] = math.log(1 + (span.end - span.start) / 60)

    def _phrase(self, found: dict[str, float], name: str, argument: Argument) -> None:
        """Length and kind of an argument; a list or an inner clause in it is where readings go wrong."""
        span = argument.span
        words = self._words(argument)
        found[f"{name} length"] = math.log(1 + (span.end - span.start) / 10)
        labels = {word.dep_ for word in words}
        if not labels.isdisjoint(CLAUSES):
            found[f"{name} clause"] = 1.0
        if "conj" in labels or any(word.text == "," for word in words):
            found[f"{name} list"] = 1.0
        if argument.proposition is not None:
            found[f"{name} content"] = 1.0
        if len(words) == 1 and words[0].pos_ == "NOUN":
            found[f"{name} bare"] = 1.0
        if argument.mention is not None:
            found.update((f"{name} {what}", 1.0) for what in _reference(self.mentions[argument.mention]))

    def _words(self, argument: Argument) -> list[Token]:
        first, last = (bisect_left(self._places, at) for at in (argument.span.start, argument.span.end))
        return [self._tokens[at] for at in self._places[first:last]]

    def _is_own(self, subject: Argument, head: Token) -> bool:
        """True where the verb has a subject of its own, and this is it."""
        start, end = subject.span.start - self.block.start, subject.span.end - self.block.start
        return any(
            child.dep_ in OWN_SUBJECTS and any(start <= t.idx < end for t in (child, *child.children))
            for child in head.children
        )


def _clauses_above(head: Token) -> int:
    """How many clauses a verb lies beneath: none in "Peru won", two in "he said that they knew who won"."""
    above = 0
    for token in (head, *head.ancestors):
        above += token.dep_ in BELOW
    return above


def _reference(mention: Mention) -> Iterator[str]:
    """How an argument refers, and whether the article tells to whom."""
    if mention.kind in NAME_KINDS:
        yield "named"
    if mention.kind is MentionKind.PRONOUN:
        yield "pronoun"
    if mention.type in UNNAMED:
        yield "unnamed"
    if mention.is_unbound:
        yield "unbound"


def is_balanced(text: str) -> bool:
    """True where quotation marks and brackets come in pairs.

    >>> is_balanced("“China arms Russia,” he said"), is_balanced("China arms Russia,” he said")
    (True, False)
    """
    if text.count('"') % 2:
        return False
    return all(text.count(left) == text.count(right) for left, right in ("“”", "()", "[]"))


def confidence(features: Mapping[str, float], weights: Weights) -> float:
    """The chance that a proposition is right, in 0..1, to two decimals; a feature without a weight counts nothing.

    >>> confidence({"bias": 1.0, "inherits": 1.0}, {"bias": 2.0, "inherits": -1.0})
    0.73
    """
    total = math.fsum([weights.get(name, 0.0) * value for name, value in features.items()])
    chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return round(max(LOWEST, min(HIGHEST, chance)), 2)


@functools.lru_cache
def load(path: Path | None = None) -> Weights:
    """The weights, by feature; those that ship with kg unless a file is named.

    Raises:
        InputError: if the file cannot be read, or a line is not ``feature TAB weight``.
    """
    file = path or ontology_folder() / "confidence.tsv"
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"cannot read the weights in {str(file)!r}: {error.strerror}. Install kg again") from error
    weights = {}
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            name, _, value = line.partition("\t")
            try:
                weights[name] = float(value)
            except ValueError as error:
                raise InputError(
                    f"line {number} of {file.name} is {line!r}; write the feature, a tab and its weight"
                ) from error
    return weights
