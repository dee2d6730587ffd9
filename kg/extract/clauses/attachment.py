"""Which verb a clause hangs from, where the parser says otherwise: coordination, reports and semicolons put right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import SUBJECTS, Clause, Link
from kg.extract.clauses.headlines import is_headline_participle
from kg.language.words import lemma
from kg.terms.signature import SPEECH, Signature, lookup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model.syntax import Token


def stands_alone(head: Token, above: Clause) -> bool:
    """ "If it had frozen, they would have gone; a patrol saw them": a semicolon ends what the parser joins."""
    if head.dep_ not in ("ccomp", "parataxis", "conj"):
        return False
    if head.dep_ == "ccomp" and head.i < above.head.i and _is_beside(head, above):
        return True
    if head.dep_ == "ccomp" and is_headline_participle(above.head):
        # "Ship attacked off Benin, eight sailors abducted"
        return True
    low, high = sorted((head.i, above.head.i))
    return any(t.text == ";" for t in head.doc[low:high])


def stands_beside(head: Token, above: Clause) -> bool:
    """ "we see this, and they see that": the first is no content of the second, whatever the parser says."""
    if head.dep_ != "ccomp" or head.i > above.head.i or not above.subjects:
        return False
    verb = above.head
    if any(c.dep_ == "cc" and head.i < c.i < verb.i for c in verb.children):
        return True
    # "…, and similarly, they see that": the conjunction hangs from something of the first
    at = min(s.left_edge.i for s in above.subjects) - 1
    while at > head.i and (verb.doc[at].is_punct or verb.doc[at].dep_ == "advmod"):
        at -= 1
    return at > head.i and verb.doc[at].dep_ == "cc"


def _is_beside(head: Token, above: Clause) -> bool:
    """ "A clerk weighed the crates, so the smuggler fled": the parser makes the first the content of the second.

    Only a verb of saying follows what is said.
    """
    start = above.head.left_edge.i
    quoted = any(t.text in ("“", '"', "``", "‘") for t in head.doc[start : head.i])
    told = lookup(above.lemma, "v", "that") in SPEECH or lookup(lemma(above.head), "v", "that") in SPEECH
    joined = any(c.lower_ in ("so", "then", "thus", "hence", "therefore", "yet", "instead") for c in above.head.lefts)
    return joined and not told and not quoted and any(c.dep_ in SUBJECTS and c.i > head.i for c in above.head.lefts)


def before_semicolon(head: Token, above: Clause, found: dict[int, Clause]) -> Clause | None:
    """The report on the same side of the semicolon: "The report says p; the captain disputes it"."""
    start = next((t.i for t in reversed(head.doc[head.sent.start : head.i]) if t.text == ";"), head.sent.start)
    outer = (found[t.i] for t in above.head.ancestors if t.i in found)
    return next((c for c in outer if start <= c.head.i < head.i and lookup(c.lemma, "v", "that") in SPEECH), None)


def reattached(head: Token, above: Clause, found: Iterable[Clause]) -> Clause:
    """The verb that a coordinate goes on from, where the parser hangs it from one of another form.

    "refused to cut it and planted a tree": planted goes with refused. "promised to cut taxes, raise pensions", "said
    it had sold them, noting p and adding q": raise goes with cut, adding with noting.
    """
    if above.link is Link.CONTENT and any(c.dep_ == "mark" and c.lower_ == "that" for c in head.lefts):
        # "found that it had ignored them and that its staff knew": both were found
        return above
    before = [c for c in above.contents if c.head.i < head.i and c.head.dep_ == "ccomp"]
    if before and any(c.dep_ == "mark" and c.lower_ == "that" for c in head.lefts):
        # "said p, none of them badly, and that q": a "that" opens no sentence of its own
        return before[-1]
    own_subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in head.lefts)
    said = above.parent is not None and above.link is Link.CONTENT and above.mark == "that"
    if own_subject and said and above.parent is not None and not _repeats_that(head) and _follows_comma(head):
        # "admitted that p, and shops pulled it": the second is the writer's own
        return above.parent
    if head.tag_ in ("VBD", "VBZ", "VBP") and not _is_finite(above.head):
        alike = next((c for c in above.path if c is not above and c.head.tag_ == head.tag_), None)
        if alike is not None:
            return alike
        if head.tag_ != "VBP":
            return above
    own = {c.dep_ for c in head.children} & {"aux", "auxpass", *SUBJECTS}
    outer = above.parent
    if (
        not own
        and outer is not None
        and outer.head.tag_ == head.tag_
        and above.link is Link.CONTENT
        and any(c.dep_ == "ccomp" for c in head.children)
        and lookup(lemma(outer.head), "v", "that") in SPEECH
        and lookup(lemma(head), "v", "that") in SPEECH
        and lookup(lemma(above.head), "v", "that") not in SPEECH
    ):
        # "Rescuers believe p but fear q": who believes fears
        return outer
    if head.tag_ in ("VB", "VBP", "VBG") and not own and not _shares_form(head, above.head):
        before = [c for c in found if c.head.i < head.i and c.head.i > above.head.i and _is_beneath(c, above)]
        fitting = [
            c for c in before if c.inherits and (c.head.tag_ == head.tag_ or (c.is_infinitive and head.tag_ != "VBG"))
        ]
        if fitting:
            return max(fitting, key=lambda c: c.head.i)
    return above


def _repeats_that(head: Token) -> bool:
    return any(c.dep_ == "mark" for c in head.lefts)


def _follows_comma(head: Token) -> bool:
    """True where a comma and a conjunction stand before the clause."""
    start = head.left_edge.i
    words = [t.text for t in head.doc[max(start - 2, 0) : start]]
    return len(words) == 2 and words[0] == "," and words[1] in ("and", "but", "while")


def _shares_form(head: Token, first: Token) -> bool:
    """True where the first verb's own form or helper suits the second: "may lag and hold"."""
    if head.tag_ == first.tag_:
        return True
    helpers = {c.tag_ for c in first.children if c.dep_ == "aux"}
    return head.tag_ == "VB" and bool(helpers & {"MD", "TO"})


def _is_beneath(clause: Clause, above: Clause) -> bool:
    hangs = clause.link in (Link.CONTENT, Link.ADVERBIAL, Link.COORDINATE)
    return hangs and clause is not above and any(outer is above for outer in clause.path)


def speaking(head: Token, above: Clause) -> Clause:
    """ "Blinken said it would go on, adding that ...": adding is Blinken's, not what he speaks of."""
    if head.tag_ != "VBG" or lookup(lemma(head), "v", "that") != Signature.REPORT:
        return above
    return next((outer for inner, outer in pairwise(above.path) if _is_told(inner, outer)), above)


def _is_told(inner: Clause, outer: Clause) -> bool:
    return inner.link is Link.CONTENT and lookup(lemma(outer.head), "v", "that") in SPEECH


def _is_finite(head: Token) -> bool:
    helpers = [c for c in head.children if c.dep_ in ("aux", "auxpass")]
    if helpers:
        # "had mixed and shook": a participle does not share "had" with a past tense
        return head.tag_ not in ("VB", "VBN", "VBG")
    return head.tag_ in ("VBD", "VBZ", "VBP", "MD")
