"""Who says it, where the name stands behind the verb, and what the speaker does next, which nobody says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import AUXILIARIES, FINITE_FORMS, NOUN_TAGS, PROPER_NOUNS
from kg.language.mend.tree import SUBJECT_PLACES
from kg.language.words import may_speak
from kg.terms.mention_type import MentionType
from kg.terms.signature import reports
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree
    from kg.model.syntax import Token

QUOTATIVE = words("quotative verbs")
# How the parser hangs who says it from the verb before.
BEHIND_VERBS = frozenset((relations.NPADVMOD, relations.DOBJ, relations.DEP))
DONE_WITH_WORDS = words("verbs of people with words")


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


def speaker_appended(tree: Tree, verb: int) -> None:
    """ "The firm left in May, said lobbyist and adviser Ana Moll, a diver.": what follows the verb at once says so.

    Not so in "The firm left in May, said no and sued", nor where the verb has a subject.
    """
    doc, above = tree.doc, tree.heads[verb]
    is_beside = doc[verb].dep_ == relations.CONJ and verb > 0 and doc[verb - 1].text == ","
    if not is_beside or doc[verb].tag_ not in FINITE_FORMS or doc[verb].lemma_ not in QUOTATIVE or tree.below(verb):
        return
    behind = [c for c in tree.below(above, *BEHIND_VERBS) if c > verb and tree.edges(c)[0] == verb + 1]
    if len(behind) == 1 and doc[behind[0]].tag_ in PROPER_NOUNS:
        tree.attach(behind[0], verb, "nsubj")


def speaker_before(tree: Tree, verb: int) -> None:
    """ "In a note to the bank, her aide, Carl Moll, said that": who stands right before says so, and is no bank.

    Not so in "In a note to the bank, Moll said that", where the verb has a subject.
    """
    doc = tree.doc
    if doc[verb].tag_ not in FINITE_FORMS or not reports(doc[verb].lemma_) or tree.below(verb, *SUBJECT_PLACES):
        return
    end = verb - 1 if verb > 1 and doc[verb - 1].text == "," else verb
    for front in tree.below(verb, "prep", "advcl"):
        first, last = tree.edges(front)
        beside = [i for i in range(first, last + 1) if doc[i].dep_ == "appos" and last == end - 1]
        named = [i for i in beside if _stands_apart(tree, i, last) and _is_somebody(doc[i])]
        if named:
            tree.attach(named[0], verb, "nsubj")
            return


def _stands_apart(tree: Tree, noun: int, last: int) -> bool:
    """True for a phrase from behind a comma to that place."""
    first, end = tree.edges(noun)
    return end == last and tree.doc[first - 1].text == ","


def _is_somebody(word: Token) -> bool:
    return word.ent_type_ == MentionType.PERSON or may_speak(word)


def named_before_colon(tree: Tree, verb: int) -> None:
    """ "Halvex: Reis sold the dam": of two subjects the one before a colon does nothing, it speaks.

    Not so in "Reis sold the dam", nor in "Two men: Reis and Lund, sold it", where one subject is all.
    """
    doc, own = tree.doc, tree.below(verb, "nsubj")
    if len(own) != 2 or own[1] > verb:
        return
    if doc[own[0] + 1].text == ":" and tree.edges(own[1])[0] > own[0] + 1:
        tree.attach(own[0], verb, "dep")


def clause_before_colon(tree: Tree, verb: int) -> None:
    """ "The mood was grim: Reis said the dam leaked": she said the one behind the colon, not the one before it.

    Not so in "The mood was grim, Reis said: The dam leaked", nor where the first is quoted.
    """
    doc = tree.doc
    before = [c for c in tree.below(verb, "ccomp") if c < verb and tree.is_tensed(c)]
    if not before or not any(c > before[0] for c in tree.below(verb, *SUBJECT_PLACES)):
        return
    first, last = tree.edges(before[0])
    behind = doc[last + 1] if last + 1 < verb else None
    if behind is not None and behind.text == ":" and not (doc[first].is_quote or (first and doc[first - 1].is_quote)):
        tree.attach(before[0], before[0], "ROOT")


def _follows_quotation(tree: Tree, verb: int) -> bool:
    """True for "asked" in "“Why?” asked he" and "“No”, said he": a quotation mark before it, or before its comma."""
    before = tree.doc[max(verb - 2, 0) : verb]
    if before and before[-1].text == ",":
        before.pop()
    return bool(before) and before[-1].is_quote


def speaker_goes_on(tree: Tree, verb: int) -> None:
    """ "Marsh said the plan was fair | and praised the board": no plan praises, so Marsh does.

    Not so "Marsh said the board was late and praised the plan", "said the ship sank and burned", nor within quotation
    marks, which hold what is said.
    """
    said = tree.heads[verb]
    above = tree.heads[said]
    if not _is_within_report(tree, verb, said, above) or not _is_bare_deed(tree, verb, above):
        return
    own = tree.below(said, *SUBJECT_PLACES)
    if own and all(tree.doc[s].pos_ == "NOUN" and not may_speak(tree.doc[s]) for s in own):
        tree.attach(verb, above, relations.CONJ)
        for mark in tree.below(said, relations.CC):
            if mark < verb:
                tree.attach(mark, above, relations.CC)


def _is_within_report(tree: Tree, verb: int, said: int, above: int) -> bool:
    """True where a verb goes on from what a verb before it reports, outside of quotation marks."""
    doc = tree.doc
    is_joined = doc[verb].dep_ == relations.CONJ and doc[said].dep_ == relations.CCOMP and above < said < verb
    return is_joined and reports(doc[above].lemma_) and not any(t.is_quote for t in doc[above:verb])


def _is_bare_deed(tree: Tree, verb: int, above: int) -> bool:
    """True for "praised" behind "said": a deed of people, with neither helper nor subject, in the same form."""
    token = tree.doc[verb]
    is_alike = token.lemma_ in DONE_WITH_WORDS and token.tag_ == tree.doc[above].tag_
    return is_alike and not tree.below(verb, *AUXILIARIES, *SUBJECT_PLACES)
