"""Lists: verbs taken for nouns behind a helper that they share, items taken for another name of the one before, and
infinitives taken for a past tense or a word before a noun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.grammar import AUXILIARIES, CLAUSES_OF_NOUNS, DETERMINING, NOUN_TAGS, PROPER_NOUNS
from kg.language.mend.tree import SUBJECT_PLACES
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

# What the tagger takes the forms of a listed verb for.
TAKEN_FOR = {
    "VB": frozenset(("VB", "VBP", "NN", "JJ")),
    "VBN": frozenset(("VBN", "VBD")),
    "VBD": frozenset(("VBN", "VBD")),
}
# Of these forms no bare verb is a second.
TENSED = frozenset(("VBD", "VBZ"))
ADVERBS = frozenset(("RB", "RBR", "RBS"))
LISTING = frozenset(("or", "and", "nor"))
UNCHANGING = words("unchanging verbs")
SMALL_GROUPS = words("small groups")


def list_verbs(tree: Tree, first: int) -> None:
    """ "did not glaze, fire or sell": what stands at once behind the comma is a verb like the first.

    The first has a helper and nothing behind it but the comma, so that no noun can be listed with it: not so in "did
    not sell pots, tiles or bricks".
    """
    doc = tree.doc
    if first + 2 >= len(doc) or doc[first + 1].text != ",":
        return
    form = _form(tree, first)
    listed = _listed(tree, first) if form else []
    if listed and all(_suits(tree, verb, form) for verb in listed):
        _join(tree, first, listed, form)


def _form(tree: Tree, first: int) -> str:
    """The form that a helper asks for: the infinitive behind "did" and "will", the participle behind "has".

    And the past tense behind "never"; "" where the verb has no helper.
    """
    token = tree.doc[first]
    helpers = [tree.doc[c] for c in tree.below(first, *AUXILIARIES)]
    if not helpers:
        never = any(tree.doc[c].lower_ == "never" for c in tree.below(first, "neg"))
        return "VBD" if token.tag_ == "VBD" and never else ""
    last = helpers[-1]
    if last.tag_ == "MD" or last.lemma_ == "do":
        return "VB"
    return "VBN" if last.lemma_ == "have" or last.dep_ == "auxpass" else ""


def _listed(tree: Tree, first: int) -> list[int]:
    """ "fire" and "sell" in "glaze, fire or sell": one word behind each comma, and one behind "or"; else nothing."""
    doc, listed, i = tree.doc, [], first + 1
    while i + 1 < len(doc) and doc[i].text == ",":
        listed.append(i + 1)
        i += 2
    return [*listed, i + 1] if i + 1 < len(doc) and doc[i].lower_ in LISTING else []


def _suits(tree: Tree, verb: int, form: str) -> bool:
    """True for "fire", which may be a verb; not for "Fire" and "quickly"."""
    token = tree.doc[verb]
    return token.is_lower and token.tag_ in TAKEN_FOR[form]


def _join(tree: Tree, first: int, listed: list[int], form: str) -> None:
    doc, before = tree.doc, first
    lost = [tree.heads[v] for v in listed if tree.heads[v] > listed[-1] and doc[tree.heads[v]].tag_ in NOUN_TAGS]
    if not lost and tree.heads[listed[0]] != first:
        return
    if form == "VB" and not lost and doc[listed[0]].dep_ != "conj":
        # "will stay, rain or shine"
        return
    for verb in (first, *listed):
        tree.retag(verb, form)
    for verb in listed:
        tree.attach(verb, before, "conj")
        before = verb
    for noun in lost[:1]:
        # "did not fund, arm or train | militias"
        tree.attach(noun, listed[-1], "dobj")


def part_appositions(tree: Tree, noun: int) -> None:
    """ "Norway, a member of the pact, and Sweden": who follows is no second member, but beside Norway.

    Told by the comma that closes the apposition, and by the form: a name beside a name, an office beside an office.
    Likewise "a guard, a cook and four children": one guard is not several, but "a trio, a singer and two drummers" is.
    """
    if tree.doc[noun].tag_ not in NOUN_TAGS:
        return
    for other in tree.below(noun, "appos"):
        found = _joined_behind(tree, noun, other)
        if found is None:
            continue
        mark, joined = found
        if _is_beside(tree, noun, other, joined, mark):
            tree.attach(mark, noun, "cc")
            tree.attach(joined, noun, "conj")
        elif _is_middle(tree, noun, other, joined):
            tree.attach(other, noun, "conj")


def _joined_behind(tree: Tree, noun: int, other: int) -> tuple[int, int] | None:
    """The "and" and the one noun that hang from an apposition between commas; None where there are more or none."""
    joined, marks = tree.below(other, "conj"), tree.below(other, "cc")
    start = tree.edges(other)[0] - 1
    if len(joined) != 1 or len(marks) != 1 or marks[0] > joined[0] or tree.doc[start].text != ",":
        return None
    return marks[0], joined[0]


def _is_beside(tree: Tree, noun: int, other: int, joined: int, mark: int) -> bool:
    """True for a name behind a named one's office, and an office behind an officer's name."""
    kinds = [_kind(tree, i) for i in (noun, other, joined)]
    return tree.doc[mark - 1].text == "," and kinds in (["name", "role", "name"], ["role", "name", "role"])


def _kind(tree: Tree, i: int) -> str:
    """A name without an article, a role with one; "" for "the Hague" and "ministers"."""
    is_determined = bool(tree.below(i, *DETERMINING))
    if tree.doc[i].tag_ in PROPER_NOUNS:
        return "" if is_determined else "name"
    return "role" if is_determined else ""


def _is_middle(tree: Tree, noun: int, other: int, joined: int) -> bool:
    """True for the cook in "a guard, a cook and four children": several are no other name of one."""
    doc = tree.doc
    one = doc[noun].tag_ == doc[other].tag_ == "NN" and doc[noun].lemma_ not in SMALL_GROUPS
    return one and doc[joined].tag_ == "NNS" and all(tree.below(i, *DETERMINING) for i in (noun, other, joined))


def carried_infinitive(tree: Tree, i: int) -> None:
    """ "plans to cut jobs and shut a plant", "Novalis to cut jobs, shut plant": a form that is a past tense as well.

    Nothing tells them apart but the infinitive before; what is only planned must not be told as done. "It cut jobs and
    shut a plant" tells what was done.
    """
    token = tree.doc[i]
    if token.tag_ == "VB" and token.dep_ == "conj":
        _join_infinitives(tree, i)
    if token.tag_ != "VBD" or token.lower_ not in UNCHANGING:
        return
    if token.dep_ == "conj" and _is_infinitive(tree, tree.heads[i]) and not tree.below(i, *SUBJECT_PLACES):
        tree.retag(i, "VB")
    elif token.dep_ == "ROOT" and i and tree.doc[i - 1].text == ",":
        _carry_on_headline(tree, i)


def _join_infinitives(tree: Tree, i: int) -> None:
    """ "praised plans to build a port, sell the docks and close the mine": a bare verb goes on from an infinitive.

    Not from "praised", which is tensed; "did praise plans to build a port and sell it" may be read both ways.
    """
    above = tree.heads[i]
    if tree.doc[above].tag_ not in TENSED or tree.below(i, *SUBJECT_PLACES, *AUXILIARIES):
        return
    before = (j for j in range(above + 1, i) if tree.doc[j].tag_ == "VB" and _is_infinitive(tree, j))
    for verb in before:
        path = list(tree.path(verb))
        if above in path and i not in path:
            tree.attach(i, verb, "conj")
            return


def _carry_on_headline(tree: Tree, i: int) -> None:
    """ "Novalis to cut jobs, shut plant": the infinitive behind the noun is what the headline says."""
    for subject in tree.below(i, "nsubj"):
        for verb in tree.below(subject, *CLAUSES_OF_NOUNS):
            if _is_infinitive(tree, verb) and tree.edges(verb)[0] == subject + 1:
                tree.attach(verb, verb, "ROOT")
                tree.attach(subject, verb, "nsubj")
                tree.attach(i, verb, "conj")
                tree.retag(i, "VB")
                return


def split_infinitive(tree: Tree, verb: int) -> None:
    """ "asked it to more clearly | voice doubts": the parser takes the verb for a word of the doubts behind "to".

    Not so in "listened to more clearly voiced doubts", whose participle is one.
    """
    doc, thing = tree.doc, tree.heads[verb]
    if doc[verb].tag_ != "VB" or doc[verb].dep_ != "amod" or doc[thing].dep_ != "pobj" or thing < verb:
        return
    to = tree.heads[thing]
    adverbs = doc[to + 1 : verb]
    if doc[to].lower_ != "to" or not len(adverbs) or any(t.tag_ not in ADVERBS for t in adverbs):
        return
    tree.attach(verb, tree.heads[to], "xcomp")
    tree.attach(thing, verb, "dobj")
    tree.attach(to, verb, "aux")
    tree.retag(to, "TO")


def _is_infinitive(tree: Tree, i: int) -> bool:
    return any(tree.doc[c].tag_ == "TO" for c in tree.below(i, "aux"))
