"""How a proposition's predicate reads: the words of the relation as they stand, and the lemmas it is known by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link
from kg.extract.stance.carriers import KEPT, carries
from kg.extract.stance.signature import is_aside, is_modal, signature
from kg.extract.stating.arguments import Target
from kg.extract.stating.phrases import extent
from kg.language.words import lemma

if TYPE_CHECKING:
    from kg.model.syntax import Token


def predicate(clause: Clause, target: Target, turned: bool) -> tuple[str, str]:
    """Relation phrase and lemma predicate, with the predicates that carry this verb in front."""
    group = [t.text for t in clause.verbs()]
    verb = clause.lemma
    if clause.passive and not turned and not is_aside(clause):
        _, space, particle = clause.lemma.partition(" ")
        verb = f"be {clause.head.lower_}{space}{particle}"
    infix = [t for noun in target.infix for t in _words_of(noun)]
    group += [t.text for t in infix]
    lemmas = [verb, *(_lemmas_of(target.infix))]
    first = _shared_lead(clause)
    group = [*_lead(first, clause), *group]
    for child, parent in pairwise(first.path):
        if child.link is not Link.CONTENT or not carries(parent, child):
            break
        name = signature(parent, child)
        lead = [t.text for t in parent.verbs()] + [c.text for c in parent.complements if c.pos_ == "ADJ"]
        group = [*lead, *(["to"] if child.is_infinitive and group[:1] != ["to"] else []), *group]
        if name in KEPT and not parent.passive and not is_modal(parent):
            lemmas = [parent.lemma if parent.head.lemma_ != "be" else _adjective_of(parent), "to", *lemmas]
    if not target.heads and target.content is None and target.value is None:
        manner = [c for c in clause.head.rights if c.dep_ == "advmod" and c.lower_.endswith("ly")]
        group += [c.text for c in manner[:1]]
        lemmas += [c.lower_ for c in manner[:1]]
    if turned:
        group.append("by")
    elif target.preposition:
        group.append(target.preposition)
        lemmas.append(target.preposition)
    return " ".join(group), " ".join(lemmas)


def _shared_lead(clause: Clause) -> Clause:
    """The first verb of a coordination, whose auxiliaries the later ones share ("able to hold and win")."""
    return clause.listed_first(_shares_form)


def _shares_form(clause: Clause) -> bool:
    alike = clause.parent is not None and clause.head.tag_ == clause.parent.head.tag_
    helped = any(c.dep_ in ("aux", "auxpass") for c in clause.head.children)
    return alike and not helped and clause.head.tag_ in ("VB", "VBN", "VBG")


def _lead(first: Clause, clause: Clause) -> list[str]:
    """Auxiliaries of the first verb that a later one shares."""
    if first is clause:
        return []
    return [t.text for t in first.verbs() if t.i < first.head.i and t.dep_ in ("aux", "auxpass", "neg")]


def _words_of(noun: Token) -> list[Token]:
    first, _ = extent(noun)
    return list(noun.doc[first : noun.i + 1])


def _lemmas_of(infix: Sequence[Token]) -> list[str]:
    found = []
    for noun in infix:
        modifiers = [c.lower_ for c in noun.lefts if c.dep_ in ("amod", "compound") and c.pos_ in ("ADJ", "NOUN")]
        found += [*modifiers, lemma(noun) if noun.pos_ == "NOUN" else noun.lower_]
    return found


def _adjective_of(clause: Clause) -> str:
    return next((f"be {lemma(c)}" for c in clause.complements if c.pos_ == "ADJ"), "be")
