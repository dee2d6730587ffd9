"""Subjects of finite verbs: a clause in front, or a noun taken for a part of a compound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.grammar import COMPOUNDS, MODIFIERS, NOUN_TAGS
from kg.language.mend.tree import SUBJECT_PLACES

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

NAMING = NOUN_TAGS | {"JJ"}


def clausal_subject(tree: Tree, verb: int) -> None:
    """ "That China arms Russia worries Europe": the clause with "that" is what the second verb is about.

    Not so in "That China arms Russia, Europe denies", where Europe is.
    """
    main = _verb_behind(tree, verb) if tree.doc[verb].dep_ == "ROOT" and _opens_with_that(tree, verb) else None
    if main is None:
        return
    own = tree.below(main, "nsubj")
    if own and (len(own) > 1 or tree.edges(own[0])[0] != verb + 1 or tree.below(verb, "dobj")):
        return
    for thing in own:
        tree.attach(thing, verb, "dobj")
    tree.replace(verb, main)
    tree.attach(verb, main, "csubj")
    tree.hand_on(verb, main)


def _opens_with_that(tree: Tree, verb: int) -> bool:
    marks = [c for c in tree.below(verb, "mark") if tree.doc[c].text == "That"]
    return bool(marks) and tree.edges(verb)[0] == marks[0]


def _verb_behind(tree: Tree, verb: int) -> int | None:
    """ "worries" behind "That China arms Russia": the one finite verb that neither a word nor a mark parts from it."""
    behind = [c for c in tree.below(verb, "ccomp", "advcl", "conj") if tree.is_tensed(c)]
    if len(behind) != 1 or tree.below(behind[0], "mark") or not tree.is_free(verb, behind[0]):
        return None
    return behind[0]


def bare_subject(tree: Tree, verb: int) -> None:
    """ "Turkey vetoes NATO bid": a finite verb has a subject, not the first part of a compound.

    Not so in "He paid the sales tax", where the verb is another.
    """
    token = tree.doc[verb]
    if token.tag_ == "VBZ" and token.pos_ == "VERB" and not tree.below(verb, *SUBJECT_PLACES):
        _raise_from_headline(tree, verb)
        _take_noun_before(tree, verb)


def _raise_from_headline(tree: Tree, verb: int) -> None:
    """ "Turkey vetoes | NATO bid": the parser takes the verb of a headline for a part of its object."""
    doc, thing = tree.doc, tree.heads[verb]
    if doc[verb].dep_ not in COMPOUNDS or thing < verb or doc[thing].dep_ != "ROOT" or tree.is_closed(thing):
        return
    before = [c for c in tree.below(thing) if c < verb]
    tree.attach(verb, verb, "ROOT")
    tree.attach(thing, verb, "dobj")
    for child in before:
        tree.attach(child, verb, doc[child].dep_)
    for child in tree.below(thing):
        if doc[child].is_punct and child > thing:
            tree.attach(child, verb, "punct")


def _take_noun_before(tree: Tree, verb: int) -> None:
    """ "NATO chief | vetoes bid": what stands at once before the verb of the sentence, as before a noun, does it."""
    doc = tree.doc
    own = [c for c in tree.below(verb) if c < verb and doc[c].tag_ in NAMING]
    if doc[verb].dep_ != "ROOT" or own[-1:] != [verb - 1] or doc[verb - 1].dep_ not in MODIFIERS:
        return
    for other in own[:-1]:
        tree.attach(other, verb - 1, "compound")
    tree.attach(verb - 1, verb, "nsubj")
