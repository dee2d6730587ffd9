"""Which claim somebody denies, where the clause beneath his denial does not tell it as denied by him.

"The mayor rejected Peru's claim that Chile sold the port": Peru tells it, and he who rejects it denies it. "She denied
it", "rejected the accusation": what another has just laid to somebody, in that sentence or in one shortly before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.align.identity import content_hash
from kg.model.changed import changed
from kg.model.kinds import Certainty, MentionKind, Modality, Polarity, Role
from kg.model.records import Argument, Proposition, Reading, Statement
from kg.terms.rules import (
    COMPLEMENT_CLAUSE,
    COORDINATE_VERB,
    COPULA,
    GERUND,
    NOUN_COMPLEMENT,
    PASSIVE,
    RELATIVE_CLAUSE,
    VERBS,
)
from kg.terms.signature import denies
from kg.terms.words import words

CLAIMS = words("nouns of claims")
# "denied the accusation", but not "rejected the idea"
SAID_BEFORE = words("nouns of what was said")
# "denied it", "denied this"
FOR_CLAIMS = frozenset({"it", "this", "that", "so", "the same"})
# Words before a noun that say that the claim has been told of: "those charges".
BEFORE_CLAIMS = words("determiners of what was told")
# "denied it happened", "denied that that was the case"
HAPPENING = re.compile(
    r"(?:that )?(?:it|this|that) (?:\w+ )?(?:happened|occurred|took place|(?:is|was) (?:the case|so|true))"
)
# How the clause behind a noun of a claim may have been read.
CONTENT = frozenset(rule.name for rule in (NOUN_COMPLEMENT, COPULA, PASSIVE, COMPLEMENT_CLAUSE))
# What is claimed stands in a clause, in a gerund ("accused of taking bribes") or beside either.
CLAIMED = frozenset(rule.name for rule in VERBS if rule.name in CONTENT | {GERUND.name, COORDINATE_VERB.name})
# As somebody puts forward what he claims.
STATED = frozenset({Modality.ACTUAL, Modality.PLANNED, Modality.OBLIGATION})
# Sentences before a denial in which the claim that it points to may stand.
NEAR = 2


@dataclass(frozen=True, slots=True)
class Denial:
    """What is denied.

    Attributes:
        claim: number of the proposition.
        is_told: whether it already stands as the word of him who denies it; else it is another's.
        is_pointed_to: whether the denial has no words of its own for it ("denied it").
    """

    claim: int
    is_told: bool
    is_pointed_to: bool = False


def denials(reading: Reading) -> Mapping[int, Denial]:
    """What is denied by each proposition that tells of a denial and has no clause of its own that is denied."""
    found = _Denials(reading)
    told = ((index, found.of(index)) for index in range(len(reading.propositions)))
    return {index: denial for index, denial in told if denial is not None}


class _Denials:
    """One reading, searched for what its denials deny."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        self._mentions = reading.mentions
        self._propositions = reading.propositions
        self._in: dict[int, list[int]] = {}
        for index, proposition in enumerate(reading.propositions):
            self._in.setdefault(proposition.sentence, []).append(index)

    def of(self, index: int) -> Denial | None:
        """What a proposition denies; None where it denies nothing, or its own clause is read as denied."""
        act = self._propositions[index]
        subject = act.argument(Role.SUBJECT)
        is_told = act.polarity is Polarity.POSITIVE and act.modality is Modality.ACTUAL
        if not is_told or subject is None or subject.mention is None or not denies(act.predicate):
            return None
        object = act.argument(Role.OBJECT)
        if self._points(act, object):
            return self._claimed_before(index, subject.mention, object)
        if object is None or object.proposition is not None or object.mention is None:
            return None
        return self._behind(index, object, subject.mention) if self._names(object.mention, CLAIMS) else None

    def _points(self, act: Proposition, object: Argument | None) -> bool:
        """True of "denied it", "denied it happened", "denied the charges"; not of "denied the charge of theft"."""
        if object is None:
            return act.predicate == "deny" and not any(a.role is not Role.TIME for a in act.arguments[1:])
        if act.rule == RELATIVE_CLAUSE.name and object.mention is not None:
            # "a charge that she denies"
            return self._names(object.mention, SAID_BEFORE)
        said = " ".join(object.span.of(self._text).casefold().split())
        if said in FOR_CLAIMS or HAPPENING.match(said):
            return True
        before = said.rpartition(" ")[0]
        return before in BEFORE_CLAIMS and object.mention is not None and self._names(object.mention, SAID_BEFORE)

    def _behind(self, index: int, object: Argument, subject: int) -> Denial | None:
        """The clause behind a noun of a claim: "the notion that it leaked", "claims by auditors that it leaked"."""
        act = self._propositions[index]
        inside = [i for i in self._in[act.sentence] if self._is_behind(self._propositions[i], object)]
        first = min(inside, key=lambda i: (self._propositions[i].trigger, i), default=None)
        if first is None:
            return None
        content = self._propositions[first]
        own = [*self._clusters(act.attribution), self._mentions[subject].cluster]
        if self._clusters(content.attribution) == own:
            return Denial(first, is_told=True)
        is_another = len(content.attribution) > len(act.attribution) and content.modality in STATED
        return Denial(first, is_told=False) if is_another or _is_open(content, act) else None

    def _is_behind(self, content: Proposition, object: Argument) -> bool:
        """True of a clause within the object, or after "that" right behind it."""
        if content.rule not in CONTENT or content.trigger.start < object.span.start:
            return False
        if object.span.covers(content.trigger):
            return True
        between = self._text[object.span.end : content.span.start] if content.span.start >= object.span.end else ""
        return content.span.start >= object.span.end and " ".join(between.split()) in ("", "that")

    def _claimed_before(self, index: int, subject: int, object: Argument | None) -> Denial | None:
        """What another has claimed last, in the same sentence before the denial or in one shortly before it."""
        act = self._propositions[index]
        is_noun = object is not None and object.mention is not None and self._names(object.mention, SAID_BEFORE)
        for sentence in range(act.sentence, act.sentence - NEAR - 1, -1):
            for other in self._in.get(sentence, ()):
                claim = self._propositions[other]
                if sentence == act.sentence and claim.trigger > act.trigger:
                    continue
                is_open = sentence == act.sentence and _is_open(claim, act)
                if is_open or self._is_claim_of_other(claim, subject):
                    return Denial(other, is_told=False, is_pointed_to=not is_noun)
        return None

    def _is_claim_of_other(self, claim: Proposition, subject: int) -> bool:
        """True of what somebody else affirms, or lays to somebody, however doubtful."""
        laid = claim.modality is Modality.POSSIBLE and claim.certainty is Certainty.DOUBTFUL
        if claim.polarity is not Polarity.POSITIVE or not (claim.modality is Modality.ACTUAL or laid):
            return False
        if not claim.attribution or claim.rule not in CLAIMED or any(_has_clause(claim.arguments)):
            return False
        speakers = self._clusters(claim.attribution)
        return self._mentions[subject].cluster not in speakers and all(
            self._mentions[m].kind is not MentionKind.PRONOUN for m in claim.attribution[-1:]
        )

    def _names(self, mention: int, nouns: frozenset[str]) -> bool:
        noun = self._mentions[mention].head.of(self._text).casefold()
        return noun in nouns or noun.removesuffix("s") in nouns

    def _clusters(self, mentions: Sequence[int]) -> list[int]:
        return [self._mentions[m].cluster for m in mentions]


def _is_open(claim: Proposition, act: Proposition) -> bool:
    """True of what nobody is said to claim: "questions about whether it leaked, which she denies"."""
    is_claim = claim.rule in CONTENT and claim.polarity is Polarity.POSITIVE
    return is_claim and claim.modality is Modality.POSSIBLE and claim.attribution == act.attribution


def _has_clause(arguments: Sequence[Argument]) -> Iterator[bool]:
    return (a.proposition is not None for a in arguments)


def contradicted(claim: Statement, act: Statement) -> Statement:
    """What another claims, as he denies it who is the subject of the act."""
    turned = changed(
        claim,
        polarity=Polarity.POSITIVE if claim.polarity is Polarity.NEGATIVE else Polarity.NEGATIVE,
        modality=Modality.ACTUAL if claim.modality is Modality.POSSIBLE else claim.modality,
        certainty=Certainty.CERTAIN,
        attribution=tuple(dict.fromkeys((*act.attribution, act.subject))),
        confidence=min(claim.confidence, act.confidence),
    )
    return changed(turned, id=content_hash(turned))
