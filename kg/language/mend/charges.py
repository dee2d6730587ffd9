"""What somebody is charged with, taken for a part of who it is: "accused the minister of fraud"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import COMPOUNDS
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

CHARGING = words("verbs of a person and a charge")
WRONGS = words("nouns of wrongdoing")
NOUNS_INSIDE = frozenset((relations.PREP, relations.POBJ))
DESCRIBING = COMPOUNDS | {relations.AMOD}


def charge(tree: Tree, verb: int) -> None:
    """ "accused the head of the port | of fraud", "of | hiding losses": the charge hangs from the verb.

    Not so in "accused the head of the port", nor in "described the head of fraud".
    """
    if tree.doc[verb].lemma_ not in CHARGING or _has_charge(tree, verb):
        return
    for thing in tree.below(verb, relations.DOBJ):
        of = _charging(tree, thing)
        if of is not None:
            tree.attach(of, verb, relations.PREP)
            _as_deed(tree, of)
            return


def _has_charge(tree: Tree, verb: int) -> bool:
    return any(tree.doc[c].lower_ == "of" for c in tree.below(verb, relations.PREP))


def _charging(tree: Tree, thing: int) -> int | None:
    """The first "of" within an object behind which a wrong or a deed stands: "of fraud", "of hiding losses"."""
    pending = tree.below(thing, *NOUNS_INSIDE)
    while pending:
        i = pending.pop(0)
        if tree.doc[i].lower_ == "of" and any(_is_wrong(tree, i, noun) for noun in tree.below(i, relations.POBJ)):
            return i
        pending += tree.below(i, *NOUNS_INSIDE)
    return None


def _is_wrong(tree: Tree, of: int, noun: int) -> bool:
    """True for "fraud" and "hiding losses" behind "of"; not for "the port", "the building"."""
    return tree.doc[noun].lemma_.lower() in WRONGS or _is_deed(tree, of, noun)


def _is_deed(tree: Tree, of: int, noun: int) -> bool:
    """True for "of cheating" and "of hiding losses", with nothing between."""
    first = tree.doc[of + 1]
    return first.lower_.endswith("ing") and (first.i == noun or first.i in tree.below(noun, *DESCRIBING))


def _as_deed(tree: Tree, of: int) -> None:
    """ "hiding | losses": a verb and its object, where the parser sees two nouns; "fraud" stays a noun."""
    first = of + 1
    for noun in tree.below(of, relations.POBJ):
        if tree.doc[first].lemma_ not in WRONGS and _is_deed(tree, of, noun):
            tree.retag(first, "VBG")
            tree.attach(first, of, relations.PCOMP)
            if first != noun:
                tree.attach(noun, first, relations.DOBJ)
