"""How a proposition's predicate reads: the words of the relation as they stand, and the lemmas it is known by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import COMPARED_ADVERBS, Clause, Link, Oblique
from kg.extract.clauses.markers import only_waits
from kg.extract.stance.carriers import KEPT, carries
from kg.extract.stance.signature import is_aside, is_modal, signature
from kg.extract.stating.phrases.extent import asks_how, extent
from kg.extract.stating.targets import Target
from kg.language import relations
from kg.language.grammar import AUXILIARIES, BARE_FORMS
from kg.language.words import is_reflexive, lemma
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

LEADING = AUXILIARIES | {relations.NEG}
ENOUGH = "enough"
SUCCESS = words("adverbs of success")
QUALITIES = frozenset((relations.AMOD, relations.COMPOUND))
QUALIFYING = frozenset(("ADJ", "NOUN"))


def predicate(clause: Clause, target: Target, turned: bool) -> tuple[str, str]:
    """Relation phrase and lemma predicate, with the predicates that carry this verb in front.

    "has tried to sink": "has tried to sink", "try to sink". A bare verb takes its manner with it ("fell sharply").

    Args:
        clause: the clause.
        target: what stands as its object.
        turned: True for a passive whose agent has become the subject.
    """
    manner = how_done(clause) or (_manner(clause) if target.is_bare else [])
    first = clause.listed_first(_shares_form)
    carriers = list(_carriers(first))
    relation = [*_relation(clause, target, first, carriers), *(t.text for t in manner)]
    lemmas = [*_lemmas(clause, target, turned, carriers), *(t.lower_ for t in manner)]
    if target.result is not None:
        said, ends = _ending(target.result, target.oblique)
        relation += said
        lemmas += ends
    if turned:
        relation.append("by")
    elif target.preposition:
        relation.append(target.preposition)
        lemmas.append(target.preposition)
    return " ".join(relation), " ".join(lemmas)


def _ending(result: Token, oblique: Oblique | None) -> tuple[list[str], list[str]]:
    """ "to a standstill" and "to standstill" of "brought it to a standstill", "safe" twice of "made it safe"."""
    if oblique is None:
        # "unheard of"
        behind = [
            c.lower_ for c in result.rights if c.dep_ == relations.PREP and c.i == result.i + 1 and not c.children
        ]
        return [result.text, *behind], [*(c.lower_ for c in result.lefts if _is_degree(c)), result.lower_, *behind]
    words = [t.text for t in result.doc[oblique.marker.i : result.i + 1]]
    return words, [oblique.preposition, lemma(result)]


def _relation(clause: Clause, target: Target, first: Clause, carriers: Sequence[tuple[Clause, Clause]]) -> list[str]:
    """The verb group, the nouns or the adjective that belong to it, and before them all that carries it."""
    inside = [t.text for noun in target.infix for t in _words_of(noun)]
    said = [*_lead(first, clause), *_group(clause), *inside]
    for child, parent in carriers:
        lead = [t.text for t in parent.verbs()] + [c.text for c in parent.complements if c.pos_ == "ADJ"]
        to = ["to"] if child.is_infinitive and said[:1] != ["to"] else []
        said = [*lead, *to, *said]
    return said


def _group(clause: Clause) -> list[str]:
    """ "did not sink", but "did sink" of "did not sink until Monday", when it sank."""
    waits = only_waits(clause)
    return [t.text for t in clause.verbs() if not (waits and t.dep_ == "neg")]


def _lemmas(clause: Clause, target: Target, turned: bool, carriers: Sequence[tuple[Clause, Clause]]) -> list[str]:
    """The verb, what belongs to it, and before them what is tried, hoped or planned."""
    verb = clause.lemma
    if clause.passive and not turned and not is_aside(clause):
        _, space, particle = clause.lemma.partition(" ")
        verb = f"be {clause.head.lower_}{space}{particle}"
    known = [verb, *_lemmas_of(target.infix)]
    for child, parent in carriers:
        if signature(parent, child) in KEPT and not parent.passive and not is_modal(parent):
            known = [parent.lemma if parent.head.lemma_ != "be" else _adjective_of(parent), "to", *known]
    return known


def _carriers(clause: Clause) -> Iterator[tuple[Clause, Clause]]:
    """Each clause with the one above it that only carries it, outwards: "sink" with "tried" in "tried to sink it"."""
    for child, parent in pairwise(clause.path):
        if child.link is not Link.CONTENT or not carries(parent, child):
            return
        yield child, parent


def _manner(clause: Clause) -> list[Token]:
    """ "sharply" of "fell sharply", but not "sharply" of "sharply fell"."""
    return [c for c in clause.head.rights if c.dep_ == "advmod" and c.lower_.endswith("ly")][:1]


def how_done(clause: Clause) -> list[Token]:
    """ "well" of "did well in May"; none in "did its duty well", nor in "won well"."""
    if clause.lemma != "do" or clause.objects:
        return []
    how = [c for c in clause.head.rights if c.dep_ == relations.ADVMOD and c.lower_ in SUCCESS]
    # "did better than Peru" has it with its preposition
    return [c for c in how if not any(k.dep_ == relations.PREP for k in c.children)][:1]


def _shares_form(clause: Clause) -> bool:
    """True for "win" in "able to hold and win": a later verb of a list that shares the helpers of the first."""
    alike = clause.parent is not None and clause.head.tag_ == clause.parent.head.tag_
    helped = any(c.dep_ in AUXILIARIES for c in clause.head.children)
    return alike and not helped and clause.head.tag_ in BARE_FORMS


def _lead(first: Clause, clause: Clause) -> list[str]:
    """Helpers of the first verb that a later one shares."""
    if first is clause:
        return []
    return [t.text for t in first.verbs() if t.i < first.head.i and t.dep_ in LEADING]


def _words_of(noun: Token) -> list[Token]:
    first, _ = extent(noun)
    last = next((c.i for c in noun.rights if c.i == noun.i + 1 and c.lower_ == ENOUGH), noun.i)
    return [t for t in noun.doc[first : last + 1] if t.dep_ != "neg"]


def _lemmas_of(infix: Sequence[Token]) -> list[str]:
    found = []
    for noun in infix:
        lefts = (c for c in noun.lefts if not asks_how(c))
        modifiers = [c.lower_ for c in lefts if (c.dep_ in QUALITIES and c.pos_ in QUALIFYING) or _is_degree(c)]
        found += [*modifiers, _lemma_of(noun)]
        found += [c.lower_ for c in noun.rights if c.dep_ == "advmod" and c.lower_ == ENOUGH]
    return found


def _lemma_of(word: Token) -> str:
    """The lemma of a noun, "oneself" for "herself" and "themselves", an adjective as it stands."""
    if is_reflexive(word):
        return "oneself"
    return lemma(word) if word.pos_ == "NOUN" else word.lower_


def _is_degree(word: Token) -> bool:
    """True for "less" of "less direct", "too" of "too direct"; not for "very"."""
    return word.dep_ == "advmod" and (word.tag_ in COMPARED_ADVERBS or word.lower_ == "too")


def _adjective_of(clause: Clause) -> str:
    return next((f"be {lemma(c)}" for c in clause.complements if c.pos_ == "ADJ"), "be")
