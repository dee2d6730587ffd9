"""Verb clauses as propositions: one per subject and object, with the other arguments in their roles.

What stands as the object is told by ``arguments``, how the relation reads by ``predicate``; a verb that says nothing
beside the one beneath it (``carriers``) has no proposition of its own. Passives with an agent are turned round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link
from kg.extract.stance.carriers import is_bare, is_carried_by_content, only_leads
from kg.extract.stance.composition import Stance
from kg.extract.stance.signature import is_aside, is_modal, signature
from kg.extract.stating import pronouns
from kg.extract.stating.arguments import Arguments, Target
from kg.extract.stating.phrases import Phrases
from kg.extract.stating.predicate import predicate
from kg.language import words
from kg.language.words import lemma
from kg.model.records import Argument, ParsedBlock, Proposition, Role, Span
from kg.terms import rules
from kg.terms.rules import Rule
from kg.terms.signature import Signature

if TYPE_CHECKING:
    from kg.model.syntax import Token

MOST = 16


@dataclass(slots=True)
class Draft:
    """A proposition on its way: what it states, and the clause whose content is still to be filled in."""

    proposition: Proposition
    clause: Clause | None = None
    content: Clause | None = None
    role: Role = Role.OBJECT


BY_LINK = {
    Link.RELATIVE: rules.RELATIVE_CLAUSE,
    Link.PARTICIPLE: rules.PARTICIPLE,
    Link.COORDINATE: rules.COORDINATE_VERB,
    Link.CONTENT: rules.COMPLEMENT_CLAUSE,
    Link.NOUN_CONTENT: rules.NOUN_COMPLEMENT,
    Link.ADVERBIAL: rules.ADVERBIAL_CLAUSE,
    Link.GERUND: rules.GERUND,
    Link.SUBJECT: rules.SUBJECT_CLAUSE,
}


class Verbal:
    """Reads the clauses of one sentence.

    Args:
        phrases: the document's mentions.
        block: the block that the sentence stands in.
        sentence: number of the sentence.
        anchor: date of the document.
        stances: stance of each clause by the index of its head.
    """

    def __init__(
        self, phrases: Phrases, block: ParsedBlock, sentence: int, anchor: str | None, stances: Mapping[int, Stance]
    ) -> None:
        self.phrases, self.block, self.sentence, self.stances = phrases, block, sentence, stances
        self.arguments = Arguments(phrases, block, anchor)

    def read(self, clauses: Sequence[Clause]) -> list[Draft]:
        """Drafts of all clauses in the order given; acts before what they say."""
        pronouns.bind(clauses, self.phrases, self.block)
        drafts: list[Draft] = []
        for clause in clauses:
            drafts.extend(self._clause(clause))
            act = self._act(clause)
            if act is not None:
                drafts.append(act)
        return drafts

    def _clause(self, clause: Clause) -> list[Draft]:
        if is_carried_by_content(clause) or is_bare(clause) or only_leads(clause):
            return []
        subjects, objects = clause.subjects, clause.objects
        rule = _rule(clause)
        turned = clause.passive and bool(clause.agents)
        if is_aside(clause) and clause.agents:
            subjects, turned = clause.agents, False
        elif turned:
            subjects, objects = clause.agents, clause.subjects
        if not subjects:
            return []
        if len(subjects) > 1 and not turned and self._is_mutual(clause, objects):
            return self._mutual(clause, subjects, rule)
        drafts: list[Draft] = []
        for target in self.arguments.targets(clause, objects, turned):
            drafts.extend(self._stated(clause, target, subjects, turned, rule))
        return drafts

    def _is_mutual(self, clause: Clause, objects: Sequence[Token]) -> bool:
        """ "China and Russia met", "the US and the EU are aligned": each with the other."""
        verb = clause.head.lower_ if clause.passive else lemma(clause.head)
        plain = not (objects or clause.complements or clause.contents)
        return plain and verb in words.MUTUAL and all(o.preposition != "with" for o in clause.obliques)

    def _mutual(self, clause: Clause, subjects: Sequence[Token], rule: Rule) -> list[Draft]:
        """The first of those who act together with each of the others."""
        target = Target(heads=tuple(subjects[1:]), preposition="with")
        return self._stated(clause, target, subjects[:1], False, rule)

    def _stated(
        self, clause: Clause, target: Target, subjects: Sequence[Token], turned: bool, rule: Rule
    ) -> list[Draft]:
        """One draft per subject and object."""
        stance = self.stances[clause.head.i]
        phrase, lemmas = predicate(clause, target, turned)
        others = self.arguments.others(clause, target)
        drafts: list[Draft | None] = []
        for subject, heads in list(product(subjects, target.heads or (None,)))[:MOST]:
            drafts.append(self._draft(clause, stance, subject, heads, target, others, phrase, lemmas, rule))
        for subject in clause.excluded:
            against = replace(stance, negative=not stance.negative)
            for heads in target.heads or (None,):
                drafts.append(
                    self._draft(clause, against, subject, heads, target, others, phrase, lemmas, rules.EXCLUDED)
                )
        return [d for d in drafts if d is not None]

    def _draft(
        self,
        clause: Clause,
        stance: Stance,
        subject: Token,
        head: Token | None,
        target: Target,
        others: Sequence[Argument],
        phrase: str,
        lemmas: str,
        rule: Rule,
    ) -> Draft | None:
        if _is_empty(subject) or (head is not None and head.i == subject.i):
            return None
        own = clause.head if clause.head.dep_ == "acl" else None
        arguments = [self.arguments.noun(Role.SUBJECT, subject, without=own)]
        if head is not None:
            arguments.append(self.arguments.noun(Role.OBJECT, head, target.preposition, own))
        elif target.value is not None:
            span = self.phrases.span(target.value, self.block)
            arguments.append(Argument(Role.OBJECT, span, value=span.of(self.phrases.text)))
        elif target.content is not None:
            span = self.arguments.clause_span(target.content)
            arguments.append(Argument(Role.OBJECT, span))
        taken = {a.mention for a in arguments if a.mention is not None}
        arguments.extend(a for a in others if a.mention is None or a.mention not in taken)
        return Draft(
            self._proposition(clause, stance, lemmas, phrase, arguments, rule),
            clause,
            target.content if head is None else None,
        )

    def _act(self, clause: Clause) -> Draft | None:
        """ "hopes to limit", "urged Europe to press": the hoping and the urging beside what is hoped or urged."""
        content = next(
            (c for c in clause.contents if signature(clause, c) in (Signature.HOPE, Signature.PLAN, Signature.REQUEST)),
            None,
        )
        if (
            content is None
            or not clause.subjects
            or clause.passive
            or is_modal(clause)
            or clause.complements
            or clause.objects
            or not is_carried_by_content(clause)
        ):
            return None
        subject = clause.subjects[0]
        if _is_empty(subject):
            return None
        span = self.arguments.clause_span(content)
        arguments = [self.arguments.noun(Role.SUBJECT, subject), Argument(Role.OBJECT, span)]
        stance = self.stances[clause.head.i]
        phrase, lemmas = predicate(clause, Target(), False)
        return Draft(self._proposition(clause, stance, lemmas, phrase, arguments, rules.ACT), clause, content)

    def _proposition(
        self,
        clause: Clause,
        stance: Stance,
        lemmas: str,
        phrase: str,
        arguments: Iterable[Argument],
        rule: Rule,
    ) -> Proposition:
        head = clause.head
        place = self.block.start + head.idx
        given = tuple(arguments)
        return Proposition(
            predicate=lemmas,
            trigger=Span(place, place + len(head)),
            relation=phrase,
            arguments=given,
            polarity=stance.polarity,
            modality=stance.modality,
            certainty=stance.certainty,
            attribution=self.arguments.speakers(stance.speakers, without_participle=True),
            rule=rule.name,
            confidence=1.0,
            sentence=self.sentence,
            span=self.arguments.clause_span(clause),
        )


def _is_empty(subject: Token) -> bool:
    return subject.tag_ in ("WDT", "WP", "EX", "WRB") or subject.dep_ == "expl"


def _rule(clause: Clause) -> Rule:
    if clause.passive:
        return rules.PASSIVE_WITH_AGENT if clause.agents else rules.PASSIVE
    if lemma(clause.head) == "be" and clause.head.pos_ == "AUX":
        return rules.COPULA
    return BY_LINK.get(clause.link, rules.CLAUSE)
