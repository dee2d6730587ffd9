"""Who says it, where the name stands behind the verb: taken for what is said, or to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.mend.tree import NOUNS, SUBJECTS, TENSED

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

# Verbs of saying that stand between what is said and who says it (quotative inversion; Levin 1993, 37.3 and 37.7).
QUOTATIVE = frozenset(
    """add admit announce answer argue ask boast claim comment complain concede conclude confess continue counter
    declare demand exclaim explain insist joke note object observe predict promise protest quip recall remark repeat
    reply report respond reveal say shout state suggest urge vow warn whisper wonder write""".split()
)


def speaker_behind(tree: Tree, verb: int) -> None:
    """ "“Is this a joke?” asked the mayor.": what follows the verb at once, behind a quotation, is its subject."""
    doc = tree.doc
    if doc[verb].tag_ not in TENSED or doc[verb].lemma_ not in QUOTATIVE or tree.below(verb, *SUBJECTS):
        return
    end = verb - 2 if verb and doc[verb - 1].text == "," else verb - 1
    if end < 0 or not doc[end].is_quote:
        return
    said = [c for c in tree.below(verb, "ccomp", "xcomp") if c < verb]
    behind = tree.below(verb, "dobj")
    if said and len(behind) == 1 and doc[behind[0]].tag_ in NOUNS and tree.edges(behind[0])[0] == verb + 1:
        tree.attach(behind[0], verb, "nsubj")
        for clause in tree.below(verb, "xcomp"):
            # "“Stop the sale,” urged the union": the union stops nothing
            tree.attach(clause, verb, "ccomp")
