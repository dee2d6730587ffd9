"""Who is given something, taken for a part of its name: "gave Ukraine drones", where no article tells the two apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

# Verbs with two objects, the first of whom gets the second (the dative alternation of Levin 1993, 2.1).
GIVING = frozenset("allot assign award deny give grant guarantee hand lend loan offer owe promise sell send".split())


def part_objects(tree: Tree, verb: int) -> None:
    """ "gave | Ukraine | drones": a name at once behind the verb, and behind it a noun without an article.

    Not so "sent US troops", where the letters say whose they are, nor what goes "to" somebody else.
    """
    doc, heads = tree.doc, tree.heads
    if doc[verb].pos_ != "VERB" or doc[verb].lemma_ not in GIVING:
        return
    last = verb
    while last + 1 < len(doc) and _continues(tree, last + 1, begun=last > verb):
        last += 1
    if last == verb or last + 1 == len(doc):
        return
    thing = heads[last]
    is_object = doc[thing].dep_ == "dobj" and heads[thing] == verb and doc[thing].tag_ in ("NN", "NNS")
    elsewhere = any(heads[t.i] == verb and t.lower_ in ("to", "for") for t in doc[thing + 1 : thing + 12])
    if not is_object or thing <= last or elsewhere or doc[last + 1].tag_ == "VBN":
        # "denied Kenya armed rebels": maybe Kenya armed them
        return
    for i in range(verb + 1, last):
        tree.attach(i, last, doc[i].dep_)
    tree.attach(last, verb, "dative")


def _continues(tree: Tree, i: int, *, begun: bool) -> bool:
    """True for a word of a place's or person's name that the parser has put before a noun."""
    token = tree.doc[i]
    is_name = token.ent_type_ in ("GPE", "PERSON") and token.text.istitle() and token.dep_ in ("compound", "nmod")
    return is_name and (token.ent_iob_ == "I") == begun and tree.heads[i] > i
