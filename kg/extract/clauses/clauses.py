"""Verb clauses of a sentence: each verb with its subjects, objects, obliques and the clause that governs it.

The labels are those of spaCy's English models (ClearNLP dependencies). Coordination is spread: "A and B met C" has
two subjects. Outer clauses come before inner: each is hung from those above (``linking``), its places are filled
(``placing``, ``completing``), and what the syntax leaves out is told by ``subjects``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import SUBJECTS, Clause, Link, is_pseudo_cleft
from kg.extract.clauses.completing import fill
from kg.extract.clauses.coordination import conjuncts
from kg.extract.clauses.linking import hung, tie
from kg.extract.clauses.placing import is_needed, is_verb
from kg.extract.clauses.relatives import bind_reduced_relative, has_relative_word
from kg.language import relations
from kg.language.grammar import FINITE_FORMS, NOUNS, PAST_FORMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model.syntax import Token, TokenSpan

# Where verbs stand in the tree, and where only a verb with something of its own is one: "Report: mayor misused funds".
VERB_PLACES = frozenset(
    (
        relations.ROOT,
        relations.CCOMP,
        relations.XCOMP,
        relations.ADVCL,
        relations.ACL,
        relations.RELCL,
        relations.CONJ,
        relations.PCOMP,
        relations.CSUBJ,
        relations.CSUBJPASS,
        relations.PARATAXIS,
    )
)
NOUN_PLACES = frozenset(
    (
        relations.POBJ,
        relations.OPRD,
        relations.ATTR,
        relations.NSUBJ,
        relations.DOBJ,
        relations.APPOS,
        relations.DEP,
        relations.INTJ,
    )
)
PLACES_OF_VERBS = VERB_PLACES | NOUN_PLACES
# What only a verb has.
OF_VERBS = SUBJECTS | {relations.DOBJ, relations.ATTR, relations.ACOMP, relations.AUX}
APOSTROPHES = "'’"
COMPLEMENTS = frozenset((relations.ATTR, relations.ACOMP))


def clauses(sentence: TokenSpan) -> list[Clause]:
    """The clauses of a sentence, outer before inner, each with its arguments."""
    found: dict[int, Clause] = {}
    for head in sorted((t for t in sentence if _is_clausal(t)), key=lambda t: (_depth(t), t.i)):
        clause = hung(head, found)
        fill(clause)
        found[head.i] = clause
        tie(clause)
    for clause in found.values():
        _bind_free_relative(clause)
        _pass_down(clause)
        _hand_back(clause, found)
        _take_subject(clause, found)
    return list(found.values())


def _is_clausal(token: Token) -> bool:
    """True for the verb of a clause: "sold", "was involved", not for "selling" in "the selling price"."""
    if token.dep_ not in PLACES_OF_VERBS or is_needed(token):
        return False
    if not token.text[:1].isalpha() or not is_verb(token):
        # "’s" is a verb; the hyphen and the prefix that the tokeniser cuts from "re-engaged" are none
        return token.text[:1] in APOSTROPHES and _is_copula(token)
    if _is_cut_before_hyphen(token):
        return False
    return token.dep_ in VERB_PLACES or any(c.dep_ in OF_VERBS for c in token.children)


def _is_cut_before_hyphen(token: Token) -> bool:
    """True for the "re" of "re-engaged"."""
    return token.i + 1 < len(token.doc) and token.doc[token.i + 1].text == "-" and not token.whitespace_


def _is_copula(mark: Token) -> bool:
    """True for "'s" in "It's late" and "Peru's a state", not in "Peru's about-face worries Rome", misread as a verb."""
    is_told = any(c.pos_ == "PRON" or c.dep_ in COMPLEMENTS for c in mark.children)
    return mark.pos_ == "AUX" or (mark.pos_ == "VERB" and is_told)


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _bind_free_relative(clause: Clause) -> None:
    """ "What the port needs is a channel": the port needs a channel. "What worries Rome is debt": debt worries Rome.

    Nothing is bound in "What the port needs is unclear".
    """
    copula = clause.parent
    if copula is None or not is_pseudo_cleft(clause):
        return
    nouns = [c for c in copula.complements if c.pos_ in NOUNS]
    if any(c.tag_ == "WP" and c.dep_ == "dobj" for c in clause.head.children):
        clause.objects = nouns
    else:
        clause.objects = clause.objects or [s for s in copula.subjects if s.pos_ in NOUNS]
        clause.subjects = nouns
    copula.subjects, copula.inherits = [], False


def _pass_down(clause: Clause) -> None:
    """ "Bans he said would fail": they would. "Bans he said Peru imposed": Peru imposed them, nobody said them.

    Nothing is passed down in "the words he said", nor in "the bans he said that Peru imposed them with".
    """
    noun, inner = clause.head.head, clause
    if clause.link is not Link.RELATIVE or not any(o is noun for o in clause.objects) or has_relative_word(clause):
        return
    while (below := _said_in(inner)) is not None:
        inner = below
    if inner is clause or any(s is noun for s in inner.subjects):
        return
    clause.objects = [o for o in clause.objects if o is not noun]
    if inner.subjects:
        bind_reduced_relative(inner, noun)
    else:
        inner.subjects = [noun]


def _said_in(clause: Clause) -> Clause | None:
    """What is said or thought in a clause without a "that", and so may lack a noun."""
    below = clause.contents[-1] if clause.contents else None
    if below is None or below.head.i < clause.head.i or below.is_infinitive or below.mark:
        return None
    return below


def _hand_back(clause: Clause, found: Mapping[int, Clause]) -> None:
    """ "The firm that failed to repair the ship fired its broker": the ship is repaired, and fires nobody.

    The parser gives the verb two subjects in a row, of which the first has a relative clause; nothing is handed back
    in "The firm that failed fired its broker", which has one.
    """
    own = _own_subjects(clause)
    if len(own) != 2 or not any(c.dep_ == "relcl" for c in own[0].children):
        return
    second = own[1]
    verb = clause.head.doc[second.left_edge.i - 1]
    inner = found.get(verb.i)
    if inner is not None and not (inner.objects or inner.passive):
        inner.objects = conjuncts(second)
        clause.subjects = [s for s in clause.subjects if s.i != second.i and not second.is_ancestor(s)]


def _take_subject(clause: Clause, found: Mapping[int, Clause]) -> None:
    """ "The spy, believed dead, phoned the embassy": the parser gives the spy to the participle between the commas.

    Nothing is taken in "Asked twice, the spy phoned the embassy", which has a subject.
    """
    if clause.subjects or clause.parent is not None or clause.head.tag_ not in FINITE_FORMS:
        return
    for aside in found.values():
        if aside.parent is clause and _holds_subject(aside, clause):
            clause.subjects, clause.inherits = list(aside.subjects), False
            aside.passive = not aside.objects


def _holds_subject(aside: Clause, clause: Clause) -> bool:
    """True for "believed" in "The spy, believed dead, phoned", whose subject ends in a comma."""
    if aside.head.tag_ not in PAST_FORMS or aside.head.i > clause.head.i:
        return False
    own = _own_subjects(aside)
    return len(own) == 1 and own[0].right_edge.i == own[0].i + 1 and own[0].right_edge.text == ","


def _own_subjects(clause: Clause) -> list[Token]:
    """The nouns before the verb that the parser takes for its subjects."""
    return [c for c in clause.head.lefts if c.dep_ == "nsubj"]
