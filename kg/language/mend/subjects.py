"""Subjects of finite verbs: a clause in front, or a noun taken for a part of a compound, a clause or an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import CLAUSAL_SUBJECTS, COMPOUNDS, MODIFIERS, NOUN_TAGS, RELATIVE_PRONOUNS
from kg.language.mend.tree import SUBJECT_PLACES
from kg.language.words import OFFICES
from kg.terms.mention_type import MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

# The words between two people of which the second has an office, at most.
LONGEST_OFFICE = 6
NAMING = NOUN_TAGS | {"JJ"}
PARTICIPLES = frozenset(("VBG", "VBN"))
NEVER_ABOUT = words("subordinators of no subject")
# What the parser takes the subject behind a participle for.
TAKEN_FOR_PARTS = frozenset(("nsubj", "appos"))


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


def subject_alone(tree: Tree, verb: int) -> None:
    """ "But to leave is wrong": "But" is no part of what the second verb is about.

    And in "If Norway joins, among its duties will be a fee" the condition is no subject at all.
    """
    doc = tree.doc
    if doc[verb].dep_ not in CLAUSAL_SUBJECTS:
        return
    first, main = tree.edges(verb)[0], tree.heads[verb]
    if doc[first].dep_ == "cc" and tree.heads[first] == verb:
        tree.attach(first, main, "cc")
    if any(doc[c].lower_ in NEVER_ABOUT for c in tree.below(verb, "mark")):
        tree.attach(verb, main, relations.ADVCL)


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


def explaining_subject(tree: Tree, verb: int) -> None:
    """ "According to Oslo, | Chile shelled the port": what stands at once before a verb is no explanation.

    Nor is it in "the port, which, according to Oslo, | Chile has shelled", where the port is what is shelled. Not so in
    "According to the mayor, Omar Marsh, it fell", where the verb has a subject.
    """
    own = tree.below(verb, *SUBJECT_PLACES)
    if not tree.is_tensed(verb) or (own and not _is_relative(tree, verb, own)):
        return
    opening = tree.below(verb, "prep")
    # "according" has "to" beneath it
    opening += [below for preposition in opening for below in tree.below(preposition, "prep")]
    for preposition in opening:
        for noun in (n for named in tree.below(preposition, "pobj") for n in _explaining(tree, named)):
            if _opens_clause(tree, noun, verb):
                for word in own:
                    tree.attach(word, verb, "dobj")
                tree.attach(noun, verb, "nsubj")
                return


def _is_relative(tree: Tree, verb: int, subjects: list[int]) -> bool:
    """True where "which" alone stands in the place of the subject, and nothing in that of the object."""
    is_word = len(subjects) == 1 and tree.doc[subjects[0]].tag_ in RELATIVE_PRONOUNS
    return is_word and tree.doc[verb].dep_ == "relcl" and not tree.below(verb, "dobj", "auxpass")


def _explaining(tree: Tree, noun: int) -> list[int]:
    """What the parser takes for another name of a noun, or for a second one that no "and" joins to it."""
    return tree.below(noun, "appos") + ([] if tree.below(noun, "cc") else tree.below(noun, "conj"))


def _opens_clause(tree: Tree, noun: int, verb: int) -> bool:
    """True for a noun behind a comma from which only helpers and adverbs part the verb."""
    first, last = tree.edges(noun)
    between = tree.doc[last + 1 : verb]
    is_next = last < verb and all(tree.heads[t.i] == verb and not t.is_punct for t in between)
    return is_next and tree.doc[first - 1].text == ","


def front_participle(tree: Tree, first: int) -> None:
    """ "Writing in a weekly, | Anna Berg mocked it", "Quoting Rome, | Oslo was told": who is told of is no clause.

    The parser takes the participle in front for the subject, with who stands behind its comma as a word of it. Not so
    in "Meeting Anna Berg, the mayor, was hard", where another comma closes it. "According to Oslo, quoting Rome, Chile
    was told" has Oslo quote it.
    """
    doc, main = tree.doc, tree.heads[first]
    if doc[first].dep_ not in CLAUSAL_SUBJECTS or doc[first].tag_ not in PARTICIPLES or main < first:
        return
    last = tree.edges(first)[1]
    for noun in range(last, first, -1):
        if doc[noun].dep_ in TAKEN_FOR_PARTS and tree.edges(noun)[1] == last and _opens_clause(tree, noun, main):
            tree.attach(noun, main, "nsubjpass" if tree.below(main, "auxpass") else "nsubj")
            source = _source_before(tree, first, main)
            tree.attach(first, main if source is None else source, "advcl" if source is None else "acl")
            return


def _source_before(tree: Tree, first: int, main: int) -> int | None:
    """ "Oslo" of "According to Oslo, quoting Rome,": the name that ends at the comma before a participle."""
    for preposition in tree.below(main, "prep"):
        named = [n for to in tree.below(preposition, "prep") for n in tree.below(to, "pobj")]
        if named and tree.doc[preposition].lower_ == "according" and tree.edges(preposition)[1] == first - 2:
            return named[0]
    return None


def second_office(tree: Tree, name: int) -> None:
    """ "President Marsh and | defence minister Okelme met": two people with offices, of whom none explains the other.

    Not so in "President Marsh and the minister met".
    """
    other = _officer_behind(tree, name)
    if other is None or not name < tree.heads[name] <= other:
        return
    doc = tree.doc
    tree.attach(name, tree.heads[other], doc[other].dep_)
    tree.attach(other, name, "conj")
    tree.attach(name + 1, name, "cc")
    start = tree.edges(name)[0]
    for i in range(start, other):
        inside = (start, name) if i < name else (name + 2, other)
        if i not in (name, name + 1) and not inside[0] <= tree.heads[i] <= inside[1]:
            tree.attach(i, inside[1], doc[i].dep_ if doc[i].dep_ in MODIFIERS else "amod")


def _officer_behind(tree: Tree, name: int) -> int | None:
    """The last word of the person behind "and" and an office; None unless a person's name ends at ``name``."""
    doc = tree.doc
    if not _is_of_person(tree, name) or name + 2 >= len(doc) or doc[name + 1].lower_ != "and":
        return None
    at = name + 2
    while at < len(doc) and at - name < LONGEST_OFFICE and doc[at].tag_ in NAMING and not _is_of_person(tree, at):
        at += 1
    if at == len(doc) or doc[at - 1].lemma_.lower() not in OFFICES or not _is_of_person(tree, at):
        return None
    while at + 1 < len(doc) and doc[at + 1].ent_iob_ == "I" and _is_of_person(tree, at + 1):
        at += 1
    return at


def _is_of_person(tree: Tree, i: int) -> bool:
    return tree.doc[i].ent_type_ == MentionType.PERSON and tree.doc[i].tag_ == "NNP"
