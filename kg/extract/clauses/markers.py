"""What a clause says of itself: its negation, its modal verb, its hedges, the condition that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link
from kg.extract.clauses.coordination import excepted
from kg.language.words import PROVIDED, follows_case, lemma
from kg.model.records import Modality

if TYPE_CHECKING:
    from kg.model.syntax import Token

NEGATIONS = {
    "almost",
    "nearly",
    "not",
    "n't",
    "n’t",
    "never",
    "hardly",
    "rarely",
    "barely",
    "scarcely",
    "seldom",
    "nowhere",
}
NO_ONE = {"no", "none", "nobody", "neither", "nothing", "no-one", "few", "little", "nor"}
# "at no point", "in no way": the verb did not happen.
NEVER_NOUNS = {
    "point",
    "time",
    "circumstance",
    "way",
    "account",
    "means",
    "case",
    "event",
    "condition",
    "stage",
    "moment",
}
# Adverbs by which the writer withdraws what somebody claims.
UNTRUE = {"falsely", "wrongly", "incorrectly", "baselessly", "mistakenly", "erroneously"}
SUPPOSING = {"provided", "providing", "assuming", "supposing", "suppose", "assume", "imagine"}
CONDITIONS = {"if", "unless", "provided", "providing", "assuming", "lest", "suppose", "supposing"}
MODALS = {
    "may": Modality.POSSIBLE,
    "might": Modality.POSSIBLE,
    "could": Modality.POSSIBLE,
    "can": Modality.POSSIBLE,
    "ca": Modality.POSSIBLE,
    "will": Modality.PLANNED,
    "'ll": Modality.PLANNED,
    "’ll": Modality.PLANNED,
    "wo": Modality.PLANNED,
    "shall": Modality.PLANNED,
    "should": Modality.OBLIGATION,
    "must": Modality.OBLIGATION,
    "ought": Modality.OBLIGATION,
    "need": Modality.OBLIGATION,
}
HEDGES = {
    "possibly",
    "perhaps",
    "maybe",
    "probably",
    "likely",
    "allegedly",
    "supposedly",
    "potentially",
    "conceivably",
    "reportedly",
}


def is_negated(clause: Clause) -> bool:
    """True where the words of the clause deny its verb: "not", "no one", "at no point", "almost", "neither ... nor"."""
    head = clause.head
    flips = int(_is_fronted(clause) or _is_second_of_neither(clause))
    if head.i > 1 and head.nbor(-1).lower_ == "but" and head.nbor(-2).lower_ == "all":
        # "all but gutted the depot"
        flips += 1
    # "does not, as he says, go": the parser hangs the "not" from the auxiliary
    beneath = (d for c in head.children if c.dep_ == "aux" for d in c.children if d.dep_ == "neg")
    for c in (*head.children, *beneath):
        if c.lower_ in NEGATIONS and c.dep_ in ("neg", "advmod", "preconj"):
            if c.i > 1 and c.nbor(-1).lower_ == "or" and c.nbor(-2).lower_ == "whether":
                continue
            following = c.nbor().lower_ if c.i + 1 < len(c.doc) else ""
            flips += following not in ("only", "just", "merely", "simply", "least")
        elif (c.lower_ == "longer" and any(d.lower_ == "no" for d in c.children)) or (
            c.lower_ in ("neither", "nor") and c.dep_ in ("cc", "preconj", "advmod") and c.i < head.i
        ):
            flips += 1
    subjects = [c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")] or (
        clause.subjects if clause.link is Link.COORDINATE else []
    )
    objects = [c for c in head.children if c.dep_ in ("dobj", "attr")]
    flips += any(is_none(t) for t in subjects)
    flips += any(is_none(t) and t.lower_ not in ("few", "little") and not excepted(t) for t in objects)
    return flips % 2 == 1


def _is_fronted(clause: Clause) -> bool:
    """ "At no point did it", "Under no circumstances will it"."""
    return any(
        lemma(head) in NEVER_NOUNS and any(c.lower_ == "no" for c in head.children)
        for oblique in clause.obliques
        for head in oblique.heads
    )


def _is_second_of_neither(clause: Clause) -> bool:
    """ "neither saw nor heard it", "clean it" in "drained it rather than clean it"."""
    if clause.link is not Link.COORDINATE or clause.parent is None:
        return False
    first, last = clause.parent.head, clause.head
    joiners = [c.lower_ for c in first.children if c.dep_ == "cc" and first.i < c.i < last.i]
    if joiners[-1:] == ["but"] and any(o.lower_ == "anything" for o in clause.parent.objects):
        # "has done anything but repair it"
        return True
    before = last.doc[last.left_edge.i]
    instead = (
        before.lower_ in ("rather", "instead") and before.i + 1 <= last.i and before.nbor().lower_ in ("than", "of")
    )
    return joiners[-1:] in (["nor"], ["than"]) or instead


def is_none(token: Token) -> bool:
    """True for "no bakery", "none of them", "few": a noun phrase that says there is no such thing.

    "A few" and "not few" are not.
    """
    determiners = {
        c.lower_ for c in token.children if c.dep_ in ("det", "amod", "preconj", "cc", "neg", "nummod", "advmod")
    }
    if token.lower_ in NO_ONE:
        return "a" not in determiners
    left = {c.lower_ for c in token.children if c.i < token.i}
    first = token.doc[token.left_edge.i]
    following = token.doc[first.i + 1].lower_ if first.i + 1 < len(token.doc) else ""
    not_one = first.lower_ == "not" and following in ("a", "one", "every", "all", "many")
    if any(c.lower_ == "few" and any(d.lower_ == "a" for d in c.children) for c in token.children):
        return False
    if not_one or first.lower_ in ("hardly", "scarcely", "barely"):
        # "hardly anyone", "not a single hospital"
        return True
    return bool(left & (NO_ONE - {"little", "nor"})) and "a" not in left


def modal(clause: Clause, is_reported: bool) -> Modality | None:
    helpers = [c for c in clause.head.children if c.dep_ == "aux"]
    for c in helpers:
        if c.lower_ in ("would", "'d", "’d") and c.tag_ == "MD":
            has_have = any(lemma(h) == "have" for h in helpers)
            return Modality.PLANNED if is_reported and not has_have else Modality.CONDITIONAL
        if c.tag_ == "MD" and c.lower_ in MODALS:
            if c.lower_ == "must" and any(lemma(h) == "have" and h.i > c.i for h in helpers):
                # "must have shredded it": a guess, no duty
                return Modality.POSSIBLE
            return MODALS[c.lower_]
    return None


def is_condition(clause: Clause) -> bool:
    """True for "if p", "as long as p", "provided that p", "were p to be"."""
    if clause.link is Link.ADVERBIAL and (clause.head.head.lower_ in PROVIDED or clause.mark == "whether"):
        return True
    if clause.link is Link.ADVERBIAL and follows_case(clause.head):
        return True
    if clause.link is Link.ADVERBIAL and clause.mark == "as":
        at = next((c.i for c in clause.head.children if c.lower_ == "as" and c.i < clause.head.i), 0)
        if at > 0 and clause.head.doc[at - 1].lower_ == "long":
            return True
    if clause.link is not Link.ADVERBIAL:
        return False
    before = clause.head.doc[clause.head.left_edge.i].lower_
    if clause.mark in CONDITIONS:
        return before != "as"
    first = clause.head.doc[clause.head.left_edge.i]
    return (
        first.lower_ in ("were", "had", "should")
        and first.i <= clause.head.i
        and bool(clause.subjects)
        and (min(s.i for s in clause.subjects) > first.i)
    )


def supposes(clause: Clause) -> bool:
    """True for "Suppose a hacker opened it", "assuming that it rains": a verb that has become a conjunction."""
    free = clause.inherits or not clause.subjects
    return free and clause.head.lower_ in SUPPOSING and not clause.objects


def is_concession(clause: Clause) -> bool:
    """True for "even if p", "whether p or not": what it hangs from holds in any case."""
    return clause.mark == "whether" or clause.head.doc[clause.head.left_edge.i].lower_ == "even"


def is_wh(clause: Clause) -> bool:
    """True for an embedded question or free relative: "who bought it", "why it burst", "what Iran needs"."""
    return any(
        c.tag_ in ("WP", "WRB") and c.i < clause.head.i and c.dep_ in ("nsubj", "nsubjpass", "dobj", "advmod", "pobj")
        for c in clause.head.children
    )


def could_not(clause: Clause) -> bool:
    """True for "could not help", "can never avoid": not being able leaves no choice."""
    able = any(c.tag_ == "MD" and c.lower_ in ("can", "could", "ca") for c in clause.head.children)
    return able and is_negated(clause)


def is_subjunctive(clause: Clause) -> bool:
    """True for "return" in "insists that Laos return the boats": a bare verb with a subject of its own."""
    own = any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.head.children)
    bare = not any(c.dep_ == "aux" for c in clause.head.children)
    if not (own and bare and clause.mark == "that"):
        return False
    # "suggested that Togo host the court": one that does, not "hosts"
    one = all(s.tag_ in ("NN", "NNP") and not any(c.dep_ == "conj" for c in s.children) for s in clause.subjects)
    return clause.head.tag_ == "VB" or (clause.head.tag_ == "VBP" and one and lemma(clause.head) != "be")


def is_finite(clause: Clause) -> bool:
    return clause.head.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ == "aux" and c.tag_ != "TO" for c in clause.head.children
    )


def is_past(clause: Clause) -> bool:
    return clause.head.tag_ == "VBD" or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ == "VBD" for c in clause.head.children
    )


def is_future(clause: Clause) -> bool:
    """True for "will go", "shall go"."""
    return any(c.lower_ in ("will", "'ll", "’ll", "wo", "shall") for c in clause.head.children if c.dep_ == "aux")


def tells_past(clause: Clause) -> bool:
    """True for "sold", "had sold", "has sold"; not for "would sell", "may have sold"."""
    helpers = [c for c in clause.head.children if c.dep_ in ("aux", "auxpass")]
    perfect = any(lemma(c) == "have" for c in helpers)
    return (is_past(clause) or perfect) and not any(c.tag_ in ("MD", "TO") for c in helpers)
