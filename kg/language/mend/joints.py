"""Where one clause ends and the next begins with no word between, and the parser sees one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import (
    AUXILIARIES,
    CLAUSES_OF_NOUNS,
    NOMINAL_SUBJECTS,
    NOUN_TAGS,
    PROPER_NOUNS,
    RELATIVE_PRONOUNS,
    TENSED_FORMS,
)
from kg.language.mend.tree import SUBJECT_PLACES
from kg.language.words import may_speak
from kg.terms.signature import lookup, reports
from kg.terms.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.language.mend.tree import Tree

# What the parser takes the clause behind an object for, of which that object is the subject.
TAKEN_FOR_CLAUSES = frozenset(
    (relations.CONJ, relations.ADVCL, relations.CCOMP, relations.XCOMP, relations.RELCL, relations.DEP)
)
# What it takes an infinitive behind "for somebody" for.
PURPOSES = frozenset((relations.ADVCL, relations.XCOMP, relations.RELCL, relations.ACL))
BETWEEN = frozenset((relations.CC, relations.PUNCT))
# What opens a clause that cannot stand alone.
FRONT = words("conjunctions of a clause in front")
SPENDING = frozenset(("spend", "waste"))
BELONGING = frozenset(("belong", "remain", "be"))
# Forms that no list has for its verb.
OF_ONE = frozenset(("was", "is", "has"))
HONOURING = words("verbs of keeping a promise")
# What the parser takes a condition with "should" for, behind what depends on it; words before what is asked.
INVERTED = frozenset((relations.CONJ, relations.CCOMP, relations.PARATAXIS))
BEFORE_ASKED = frozenset(("WRB", "WP", "WDT", "CC"))
MAIN = frozenset((relations.ROOT, relations.CCOMP))
# What the parser takes the main clause for, behind a comma; without one it takes it for a clause of the noun before.
BEHIND_COMMA = CLAUSES_OF_NOUNS | {relations.CCOMP, relations.CONJ, relations.ADVCL, relations.PARATAXIS}
RELATIVE_WORDS = RELATIVE_PRONOUNS | {"WRB", "WP$"}


def said_subject(tree: Tree, verb: int) -> None:
    """ "denied | her letter to the bank was leaked": what is denied is the clause, and no letter.

    Not so in "denied her letter and was freed", "read the letter that was leaked", "denied it was leaked".
    """
    above = tree.heads[verb]
    if tree.doc[verb].dep_ not in TAKEN_FOR_CLAUSES or not above < verb or tree.below(verb, *SUBJECT_PLACES, "mark"):
        return
    first, thing = tree.edges(verb)[0], _only_object(tree, above)
    if thing is None or not above < thing < first or not _opens_with_helper(tree, verb, first):
        return
    if not _is_said(tree, above) or not _is_unbroken(tree, above, first):
        return
    for phrase in tree.below(above, "prep"):
        if thing < phrase < first:
            tree.attach(phrase, thing, "prep")
    tree.attach(thing, verb, "nsubjpass" if tree.below(verb, "auxpass") else "nsubj")
    tree.attach(verb, above, "ccomp")


def _only_object(tree: Tree, verb: int) -> int | None:
    """The noun at once behind a verb, where it has no other object."""
    things = tree.below(verb, "dobj")
    if len(things) != 1 or tree.doc[things[0]].tag_ not in NOUN_TAGS:
        return None
    return things[0] if tree.edges(things[0])[0] == verb + 1 else None


def _opens_with_helper(tree: Tree, verb: int, first: int) -> bool:
    """True for "was leaked", "will be leaked", "was old", not for "leaked", which may be a participle."""
    helper = tree.doc[first]
    return helper.tag_ in TENSED_FORMS and (helper.dep_ in AUXILIARIES or (first == verb and helper.lemma_ == "be"))


def _is_said(tree: Tree, verb: int) -> bool:
    return lookup(tree.doc[verb].lemma_, "v", "that") is not None


def _is_unbroken(tree: Tree, low: int, high: int) -> bool:
    """True where neither a mark nor an "and" stands behind a verb before the next."""
    return not any(low < c < high for c in tree.below(low, *BETWEEN)) and not tree.doc[high - 1].is_punct


def second_sentence(tree: Tree, verb: int) -> None:
    """ "fined Halvex | and Chile closed the port": the second noun of what looks like a list begins a sentence.

    The parser takes the list for what is fined, or for who closes it. Not so in "said Halvex and Chile closed the
    port", "fined Halvex and Chile and closed the port". "Saw the ship | and a tug was sent" is no list either: of two,
    "was" tells nothing.
    """
    doc, above = tree.doc, tree.heads[verb]
    if doc[verb].dep_ not in TAKEN_FOR_CLAUSES or not above < verb or tree.below(verb, relations.MARK):
        return
    if doc[above].pos_ != "VERB" or not tree.is_tensed(verb):
        return
    if lookup(doc[above].lemma_, "v", "that") is not None and not _is_of_one(tree, verb):
        return
    own = _listed_subjects(tree, verb)
    first = _only_object(tree, above) if not own else own[0] if len(own) == 1 and own[0] < verb else None
    if first is None or tree.edges(first)[0] != above + 1:
        return
    _part(tree, above, first, verb)


def _listed_subjects(tree: Tree, verb: int) -> list[int]:
    """What stands in the place of the subject; of two that "and" joins the first, with the other beneath it."""
    own = tree.below(verb, *SUBJECT_PLACES)
    if len(own) == 2 and tree.below(own[0], relations.CC) == [tree.edges(own[1])[0] - 1]:
        tree.attach(own[1], own[0], relations.CONJ)
        return own[:1]
    return own


def _is_of_one(tree: Tree, verb: int) -> bool:
    """True for "was sent", "is old" and "has sunk", which tell of one and not of two."""
    return any(tree.doc[i].lower_ in OF_ONE for i in (verb, *tree.below(verb, *AUXILIARIES)))


def _part(tree: Tree, above: int, first: int, verb: int) -> None:
    """Give the first of two nouns that "and" joins to the verb before them, the second to the verb behind."""
    seconds, marks = tree.below(first, relations.CONJ), tree.below(first, relations.CC)
    if len(seconds) != 1 or len(marks) != 1 or tree.doc[seconds[0]].tag_ not in NOUN_TAGS:
        return
    last = tree.edges(seconds[0])[1]
    opens = min((c for c in tree.below(verb) if c > last and c < verb), default=verb)
    if opens != last + 1 or not tree.is_free(marks[0], opens):
        return
    passive = bool(tree.below(verb, relations.AUXPASS))
    tree.attach(first, above, relations.DOBJ)
    tree.attach(marks[0], above, relations.CC)
    tree.attach(seconds[0], verb, relations.NSUBJPASS if passive else relations.NSUBJ)
    tree.attach(verb, above, relations.CONJ)


def noun_content(tree: Tree, verb: int) -> None:
    """ "keep their pledge | to fight hunger": what is pledged, where the parser sees what the pledge is made to do.

    Not so in "ask their ally to fight hunger", "use their pledge to win votes".
    """
    above = tree.heads[verb]
    if tree.doc[verb].dep_ != relations.XCOMP or not any(tree.doc[c].tag_ == "TO" for c in tree.below(verb, "aux")):
        return
    thing = _only_object(tree, above)
    if thing is None or tree.edges(thing)[1] != tree.edges(verb)[0] - 1:
        return
    token = tree.doc[thing]
    if lookup(token.lemma_.lower(), "n", "to") and _has_no_control(tree.doc[above].lemma_):
        tree.attach(verb, thing, relations.ACL)


def _has_no_control(verb: str) -> bool:
    """True for "keep" and "break", not for "ask" and "use", behind whose object an infinitive is the verb's."""
    return verb in HONOURING or lookup(verb, "v", "to") is None


def spent_doing(tree: Tree, verb: int) -> None:
    """ "spent the last day of the race | attacking a rival": who spends it attacks, and no race does.

    Not so in "spent the money belonging to them", "spent a million on films attacking a rival".
    """
    doc = tree.doc
    if doc[verb].dep_ != relations.ACL or doc[verb].tag_ != "VBG" or doc[verb].lemma_ in BELONGING:
        return
    for spent in tree.path(tree.heads[verb]):
        above = tree.heads[spent]
        if doc[spent].dep_ == relations.DOBJ and doc[above].lemma_ in SPENDING:
            tree.attach(verb, above, relations.ADVCL)
            return
        if doc[spent].dep_ != relations.POBJ and doc[spent].lower_ != "of":
            return


def somebody_to(tree: Tree, verb: int) -> None:
    """ "cleared a path for | Anna Berg to lead it", "called for | Peru to pay": who is to do it, behind "for".

    Not so in "ran for election to lead it", "waited for Anna Berg and left to lead it".
    """
    doc = tree.doc
    marks = [c for c in tree.below(verb, "aux") if doc[c].tag_ == "TO"]
    if doc[verb].dep_ not in PURPOSES or not marks or tree.below(verb, *SUBJECT_PLACES, relations.MARK):
        return
    if tree.edges(verb)[0] != marks[0]:
        return
    someone = next((i for i in tree.path(marks[0] - 1) if doc[i].dep_ == relations.POBJ), None)
    if someone is None or doc[tree.heads[someone]].lower_ != "for" or not _may_act(tree, someone):
        return
    preposition = tree.heads[someone]
    if tree.below(preposition) == [someone] and tree.edges(someone) == (preposition + 1, marks[0] - 1):
        tree.attach(someone, verb, relations.NSUBJ)
        tree.attach(preposition, verb, relations.MARK)


def _may_act(tree: Tree, noun: int) -> bool:
    """True for a name, "them", "the mayor", "the council"; not for "election"."""
    token = tree.doc[noun]
    return token.tag_ in PROPER_NOUNS or token.tag_ == "PRP" or may_speak(token)


def front_clause(tree: Tree, first: int) -> None:
    """ "If Oslo wants to win the race | it must cut prices": what "if" opens is not all that the sentence says.

    The parser takes the clause behind it for one that tells of the race, or goes on from wanting it. Not so in "If Oslo
    wants the race it won", which says no more.
    """
    mark = _fronted(tree, first)
    if mark is None:
        return
    main = next(_behind(tree, first), None)
    if main is None:
        return
    start = _start(tree, main)
    for own in tree.below(main):
        if own < start:
            tree.attach(own, first, tree.doc[own].dep_)
    tree.replace(first, main)
    tree.attach(first, main, "advcl")
    tree.hand_on(first, main)
    if tree.doc[start].lower_ == "that":
        tree.retag(start, "DT")


def inverted_condition(tree: Tree, verb: int) -> None:
    """ "It will leave | should he win": "should" before its subject is "if", and what stands before it is not said.

    The parser takes the clause before it for what "win" says, or joins the two. Not so in "She asked why should he
    win", "He left, and should she win?".
    """
    opens = _inverted(tree, verb)
    if opens is None:
        return
    doc, above = tree.doc, tree.heads[verb]
    told = [c for c in tree.below(verb, relations.CCOMP) if c < opens]
    if told:
        _put_behind(tree, verb, told[0], opens)
    elif doc[verb].dep_ in INVERTED and above < opens and not any(above < c < opens for c in tree.below(above, "cc")):
        beside = [c for c in tree.below(above, relations.CCOMP, relations.XCOMP) if c < opens and c != verb]
        tree.attach(verb, beside[-1] if beside else above, relations.ADVCL)


def _inverted(tree: Tree, verb: int) -> int | None:
    """The "should" that stands at once before the subject of a verb; None where something is asked."""
    doc = tree.doc
    opens = next((c for c in tree.below(verb, relations.AUX) if doc[c].lower_ == "should"), None)
    subjects = tree.below(verb, *NOMINAL_SUBJECTS)
    if opens is None or len(subjects) != 1 or not opens < subjects[0] < verb:
        return None
    if (
        tree.edges(subjects[0])[0] != opens + 1
        or doc[opens - 1].tag_ in BEFORE_ASKED
        or tree.below(verb, relations.MARK)
    ):
        return None
    *_, root = tree.path(verb)
    is_asked = any(t.text == "?" for t in doc[opens : tree.edges(root)[1] + 1])
    return None if is_asked else opens


def _put_behind(tree: Tree, verb: int, main: int, opens: int) -> None:
    """Let a condition that the parser takes for the sentence depend on what is said before it."""
    tree.replace(verb, main)
    tree.attach(verb, main, relations.ADVCL)
    for own in tree.below(verb):
        if own < opens or tree.doc[own].is_punct:
            tree.attach(own, main, tree.doc[own].dep_)


def _fronted(tree: Tree, verb: int) -> int | None:
    """The "if" that opens a sentence, where the parser takes its clause for all of it; None in a question."""
    doc = tree.doc
    if doc[verb].dep_ not in MAIN:
        return None
    mark = next((c for c in tree.below(verb) if doc[c].lower_ in FRONT and doc[c].dep_ in ("mark", "advmod")), None)
    if mark is None or mark > verb:
        return None
    *_, root = tree.path(verb)
    start, end = tree.edges(root)
    opens = all(t.is_punct or t.dep_ == "cc" for t in doc[start:mark])
    return mark if opens and doc[end].text != "?" else None


def _behind(tree: Tree, first: int) -> Iterator[int]:
    """The clauses below a first one that may be the sentence's own, in text order."""
    pending = sorted(tree.below(first))
    while pending:
        i = pending.pop(0)
        if i > first and _is_main(tree, first, i):
            yield i
        elif tree.doc[i].dep_ != relations.PUNCT:
            pending = sorted([*pending, *tree.below(i)])


def _is_main(tree: Tree, first: int, verb: int) -> bool:
    """True for "must cut" in "wants the race | it must cut prices"; not for "who won it", "she said", "and won"."""
    doc, token = tree.doc, tree.doc[verb]
    if token.dep_ not in BEHIND_COMMA or not token.tag_.startswith("V") or not tree.is_tensed(verb):
        return False
    start = _start(tree, verb)
    if start <= first or _is_aside(tree, verb) or tree.below(verb, "mark"):
        return False
    before, opener = doc[start - 1], doc[start]
    is_behind_comma = before.text == ","
    if opener.lower_ == "that":
        return is_behind_comma
    if opener.tag_ in RELATIVE_WORDS or any(doc[c].tag_ in RELATIVE_WORDS for c in tree.below(verb)):
        return False
    return is_behind_comma or (before.tag_ in NOUN_TAGS and not _takes_clause(tree, verb))


def _takes_clause(tree: Tree, verb: int) -> bool:
    """True for "told the mayor | it leaks", not for "feed farmers | they must send grain"."""
    is_of_noun = tree.doc[verb].dep_ in CLAUSES_OF_NOUNS
    return not is_of_noun and reports(tree.doc[tree.heads[verb]].lemma_)


def _is_aside(tree: Tree, verb: int) -> bool:
    """True for "she said" with nothing beneath it."""
    return reports(tree.doc[verb].lemma_) and not tree.below(verb, relations.DOBJ, relations.CCOMP, relations.XCOMP)


def _start(tree: Tree, verb: int) -> int:
    """Where the subject of a verb begins; 0 where it has none before it."""
    own = [c for c in tree.below(verb, *NOMINAL_SUBJECTS) if c < verb]
    return tree.edges(own[0])[0] if len(own) == 1 else 0
