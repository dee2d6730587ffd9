"""Who says it, where the name stands behind the verb: taken for what is said, or to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.grammar import FINITE_FORMS, NOUN_TAGS
from kg.language.mend.tree import SUBJECT_PLACES
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

QUOTATIVE = words("quotative verbs")


def speaker_behind(tree: Tree, verb: int) -> None:
    """ "“Is this a joke?” asked the mayor.": what follows the verb at once, behind a quotation, is its subject.

    Not so in "“Stop,” he told the mayor.", where somebody else speaks.
    """
    doc = tree.doc
    if doc[verb].tag_ not in FINITE_FORMS or doc[verb].lemma_ not in QUOTATIVE or tree.below(verb, *SUBJECT_PLACES):
        return
    if not _follows_quotation(tree, verb) or not any(c < verb for c in tree.below(verb, "ccomp", "xcomp")):
        return
    behind = tree.below(verb, "dobj")
    if len(behind) == 1 and doc[behind[0]].tag_ in NOUN_TAGS and tree.edges(behind[0])[0] == verb + 1:
        tree.attach(behind[0], verb, "nsubj")
        for clause in tree.below(verb, "xcomp"):
            # "“Stop the sale,” urged the union": the union stops nothing
            tree.attach(clause, verb, "ccomp")


def _follows_quotation(tree: Tree, verb: int) -> bool:
    """True for "asked" in "“Why?” asked he" and "“No”, said he": a quotation mark before it, or before its comma."""
    before = tree.doc[max(verb - 2, 0) : verb]
    if before and before[-1].text == ",":
        before.pop()
    return bool(before) and before[-1].is_quote
