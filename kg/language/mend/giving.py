"""Who is given something, taken for a part of its name: "gave Ukraine drones", where no article tells the two apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.grammar import COMMON_NOUNS, COMPOUNDS
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

GIVING = words("verbs of giving")
RECEIVERS = frozenset((MentionType.GPE, MentionType.PERSON))
TO_OTHERS = frozenset(("to", "for"))
# How far behind the thing it may be told who else gets it.
LOOK_AHEAD = 12


def part_objects(tree: Tree, verb: int) -> None:
    """ "gave | Ukraine | drones": a name at once behind the verb, and behind it a noun without an article.

    Not so "sent US troops", where the letters say whose they are, nor what goes "to" somebody else.
    """
    doc = tree.doc
    if doc[verb].lemma_ not in GIVING:
        return
    last = _end_of_name(tree, verb)
    if _is_given(tree, verb, last):
        for i in range(verb + 1, last):
            tree.attach(i, last, doc[i].dep_)
        tree.attach(last, verb, "dative")


def _end_of_name(tree: Tree, verb: int) -> int:
    """The last word of a name at once behind the verb: "Korea" in "gave North Korea drones"; the verb where none is."""
    last = verb
    while last + 1 < len(tree.doc) and _continues(tree, last + 1, begun=last > verb):
        last += 1
    return last


def _continues(tree: Tree, i: int, *, begun: bool) -> bool:
    """True for a word of a place's or person's name that the parser has put before a noun; not for "US" in letters."""
    token = tree.doc[i]
    is_name = token.ent_type_ in RECEIVERS and token.text.istitle() and token.dep_ in COMPOUNDS
    return is_name and (token.ent_iob_ == "I") == begun and tree.heads[i] > i


def _is_given(tree: Tree, verb: int, name: int) -> bool:
    """True for the object "drones" behind the name in "gave Ukraine drones"; not in "sent Ukraine drones to Lviv"."""
    doc, thing = tree.doc, tree.heads[name]
    if doc[thing].dep_ != "dobj" or tree.heads[thing] != verb or doc[thing].tag_ not in COMMON_NOUNS:
        return False
    if any(tree.heads[t.i] == verb and t.lower_ in TO_OTHERS for t in doc[thing + 1 : thing + LOOK_AHEAD]):
        return False
    # "denied Kenya armed rebels": maybe Kenya armed them
    return doc[name + 1].tag_ != "VBN"
