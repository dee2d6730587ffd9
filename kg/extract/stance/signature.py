"""What the predicate of a clause does to the clause beneath it: its signature, by word, frame and construction.

The signatures of words are in ``ontology/signatures.tsv``; here stand the constructions that go before them: "too weak
to defend it", "has yet to", "is said to be", "could not help laughing".
"""

from __future__ import annotations

from kg.extract.clauses.clause import Clause
from kg.extract.clauses.markers import could_not, is_finite, tells_past
from kg.language.words import ESTABLISHED, lemma
from kg.terms.signature import SPEECH, Signature, lookup

# What "is said to be" and "is expected to go" make of a signature: the subject is not the one who says or expects.
IMPERSONAL = {
    Signature.REPORT: Signature.CLAIM,
    Signature.BELIEVE: Signature.CLAIM,
    Signature.KNOW: Signature.CLAIM,
    Signature.PROVE: Signature.MANAGE,
    Signature.HOPE: Signature.PLAN,
}


def frame_of(child: Clause) -> str:
    """The form of an embedded clause: "to", "ing", "whether" or "that"."""
    if child.mark in ("whether", "if"):
        return "whether"
    if child.is_infinitive:
        return "to"
    return "ing" if child.head.tag_ == "VBG" and not is_finite(child) else "that"


def signature(clause: Clause, child: Clause) -> Signature | None:
    """What the predicate of ``clause`` does to the clause beneath it; None where no line and no construction says."""
    frame = frame_of(child)
    head = clause.head
    if frame == "to" and lemma(head) in ("have", "be", "remain") and any(c.lower_ == "yet" for c in head.children):
        # "has yet to approve it", but "has not yet agreed to approve it"
        return Signature.FAIL
    if frame == "to" and any(d.lower_ == "enough" for c in clause.complements for d in c.children):
        # "big enough to carry it": it may, and if not big enough, it does not
        return Signature.ALLOW
    if frame == "to" and any(d.lower_ == "too" for c in clause.complements for d in c.children):
        # "too weak to defend it"
        return Signature.FAIL
    if lemma(head) == "be" and head.pos_ == "AUX":
        for c in clause.complements:
            part = "n" if c.pos_ in ("NOUN", "PROPN") else "a"
            if found := lookup(lemma(c), part, frame):
                return found
        if not clause.complements and (named := named_content(clause, frame)):
            return named
        if frame == "that" and not clause.complements and any(s.lower_ == "it" for s in clause.subjects):
            # "It is not that he lied", but "It was not until May that he left"
            return Signature.KNOW if any(o.preposition == "until" for o in clause.obliques) else Signature.MANAGE
        if frame == "to":
            # "is hard to sell", "was rude to ask": most adjectives leave open whether it is done
            return Signature.ALLOW if clause.complements else Signature.PLAN
        return Signature.KNOW
    if _is_inverted(clause, child):
        return Signature.MANAGE
    if lemma(head) == "go" and head.tag_ == "VBG" and frame == "to":
        return Signature.PLAN
    for adjective in (c for c in clause.complements if c.pos_ == "ADJ"):
        if found := lookup(lemma(adjective), "a", frame):
            return found
    found = lookup(clause.lemma, "v", frame) or lookup(lemma(head), "v", frame)
    if lemma(head) == "help" and frame == "ing" and could_not(clause):
        # "could not help laughing": could not keep from it
        return Signature.FAIL
    if clause.passive and frame == "to" and not found:
        # "is set to tour": the participle is an adjective
        found = lookup(head.lower_, "a", frame)
    if clause.passive and frame == "to":
        return IMPERSONAL.get(found, found) if found else None
    if (
        clause.passive
        and not clause.agents
        and found in (Signature.REPORT, Signature.BELIEVE)
        and lemma(head) not in ESTABLISHED
    ):
        # "it is claimed that": by nobody in particular
        return Signature.CLAIM
    if frame == "whether":
        return Signature.SUSPECT
    if found == Signature.PLAN and frame == "that" and tells_past(child):
        # "swore that she had not swapped them": nobody plans the past
        return Signature.REPORT
    return found or {"to": Signature.HOPE, "ing": Signature.MANAGE}.get(frame, Signature.REPORT)


def named_content(clause: Clause, frame: str) -> Signature | None:
    """The signature of the noun in "The rumour is that p"; None where the subject has none."""
    if frame != "that" or lemma(clause.head) != "be" or not clause.subjects:
        return None
    return lookup(lemma(clause.subjects[0]), "n", frame)


def is_modal(clause: Clause) -> bool:
    """True for the "is" of "The plant is to open in May", not in "The aim is to open it"."""
    if lemma(clause.head) != "be" or clause.complements or not clause.subjects:
        return False
    subject = clause.subjects[0]
    return subject.tag_ in ("NNS", "NNPS") or not lookup(lemma(subject), "n", "to")


def phrasal(clause: Clause) -> Signature | None:
    """The signature of a verb with its noun: "took the trouble to", "broke its promise to", "has enough votes to"."""
    nouns = (*clause.objects, *clause.complements)
    modifiers = [c for n in nouns for c in n.children]
    if any(c.lower_ in ("enough", "sufficient") for c in modifiers):
        return Signature.ALLOW
    if any(c.lower_ == "too" for m in modifiers for c in m.children):
        return Signature.FAIL
    return next((name for n in nouns if (name := lookup(f"{clause.lemma} {lemma(n)}", "v"))), None)


def _is_inverted(clause: Clause, child: Clause) -> bool:
    """True for "Never has" in "Never has Sweden hosted it": the parser takes the auxiliary for a verb of its own."""
    bare = lemma(clause.head) == "have" and not (clause.subjects or clause.objects or clause.complements)
    return bare and child.head.tag_ in ("VBN", "VBD") and any(s.i > clause.head.i for s in child.subjects)


def is_aside(clause: Clause) -> bool:
    """True for "an audit found" in "None did so, an audit found": a report set beside what it reports."""
    puts = clause.mark == "as" and lemma(clause.head) == "put" and [o.lower_ for o in clause.objects] == ["it"]
    if not puts and (lookup(lemma(clause.head), "v", "that") not in SPEECH or clause.contents or clause.objects):
        return False
    if clause.head.dep_ == "advcl" and clause.mark == "as" and _corrects(clause):
        return False
    if clause.head.dep_ == "advcl" and clause.mark == "as":
        # "as the minister said", "as stated by the ministry"
        return bool(clause.agents) or (bool(clause.subjects) and not clause.inherits and not clause.passive)
    beside = clause.head.dep_ in ("parataxis", "dep") and not clause.mark
    return beside and bool(clause.subjects) and not clause.inherits


def _corrects(clause: Clause) -> bool:
    """True for "is not, as the books say, a toad": what the books say is the contrary."""
    start = clause.head.left_edge.i
    before = [t for t in clause.head.doc[max(0, start - 2) : start] if not t.is_punct]
    return bool(before) and before[-1].dep_ == "neg"
