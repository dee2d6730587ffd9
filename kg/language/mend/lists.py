"""Lists: verbs taken for nouns behind a helper that they share, items taken for another name of the one before, and
infinitives taken for a past tense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.mend.tree import NOUNS, SUBJECTS

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

# What the tagger takes the forms of a verb for.
TAKEN_FOR = {"VB": ("VB", "VBP", "NN", "JJ"), "VBN": ("VBN", "VBD"), "VBD": ("VBD", "VBN")}
DETERMINERS = ("det", "poss", "nummod")
# Verbs whose past tense is their infinitive.
UNCHANGING = frozenset("bid broadcast burst cast cost cut hit hurt let put quit rid set shed shut split spread".split())
# One word for several people, whom an apposition may list.
SEVERAL = frozenset("couple family pair trio group team crew duo household band gang".split())


def list_verbs(tree: Tree, first: int) -> None:
    """ "did not glaze, fire or sell": what stands at once behind the comma is a verb like the first.

    The first has a helper and nothing behind it but the comma, so that no noun can be listed with it.
    """
    doc = tree.doc
    if first + 2 >= len(doc) or doc[first + 1].text != ",":
        return
    form = _form(tree, first)
    if not form:
        return
    listed, i = [], first + 1
    while i + 1 < len(doc) and doc[i].text == ",":
        listed.append(i + 1)
        i += 2
    if i + 1 >= len(doc) or doc[i].lower_ not in ("or", "and", "nor"):
        return
    listed.append(i + 1)
    if all(_suits(tree, v, form) for v in listed):
        _join(tree, first, listed, form)


def _suits(tree: Tree, verb: int, form: str) -> bool:
    token = tree.doc[verb]
    alone = not tree.below(verb, *SUBJECTS, *DETERMINERS, "aux", "auxpass", "mark")
    return alone and token.is_lower and token.is_alpha and token.tag_ in TAKEN_FOR[form]


def _form(tree: Tree, first: int) -> str:
    """The form that a helper asks for: the infinitive behind "did" and "will", the participle behind "has".

    And the past tense behind "never"; "" where the verb has no helper.
    """
    token = tree.doc[first]
    helpers = [tree.doc[c] for c in tree.below(first, "aux", "auxpass") if c < first]
    if not helpers:
        never = any(tree.doc[c].lower_ == "never" for c in tree.below(first, "neg"))
        return "VBD" if token.tag_ == "VBD" and never else ""
    last = helpers[-1]
    if token.tag_ in ("VB", "JJ", "NN") and (last.tag_ == "MD" or last.lemma_ == "do"):
        return "VB"
    return "VBN" if token.tag_ == "VBN" and (last.lemma_ == "have" or last.dep_ == "auxpass") else ""


def _join(tree: Tree, first: int, listed: list[int], form: str) -> None:
    doc, before = tree.doc, first
    lost = [tree.heads[v] for v in listed if tree.heads[v] > listed[-1] and doc[tree.heads[v]].tag_ in NOUNS]
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
    Likewise "a guard, a cook and four children": one guard is not several.
    """
    doc = tree.doc
    if doc[noun].tag_ not in NOUNS:
        return
    for other in tree.below(noun, "appos"):
        joined = [c for c in tree.below(other, "conj") if c > other and doc[c].tag_ in NOUNS]
        marks = [c for c in tree.below(other, "cc") if c > other]
        start = tree.edges(other)[0] - 1
        if len(joined) != 1 or len(marks) != 1 or marks[0] > joined[0] or start <= noun or doc[start].text != ",":
            continue
        if _is_beside(tree, noun, other, joined[0], marks[0]):
            tree.attach(marks[0], noun, "cc")
            tree.attach(joined[0], noun, "conj")
        elif _is_middle(tree, noun, other, joined[0]):
            tree.attach(other, noun, "conj")


def _is_beside(tree: Tree, noun: int, other: int, joined: int, mark: int) -> bool:
    """True for a name behind a named one's office, and an office behind an officer's name."""
    doc = tree.doc
    kinds = [_kind(tree, i) for i in (noun, other, joined)]
    return doc[mark - 1].text == "," and kinds in (["name", "role", "name"], ["role", "name", "role"])


def _kind(tree: Tree, i: int) -> str:
    told = bool(tree.below(i, *DETERMINERS))
    if tree.doc[i].tag_ in ("NNP", "NNPS"):
        return "" if told else "name"
    return "role" if told else ""


def _is_middle(tree: Tree, noun: int, other: int, joined: int) -> bool:
    """True for the cook in "a guard, a cook and four children": several are no other name of one."""
    doc = tree.doc
    one = doc[noun].tag_ == doc[other].tag_ == "NN" and doc[noun].lemma_ not in SEVERAL
    own = all(tree.below(i, *DETERMINERS) for i in (noun, other))
    return one and own and doc[joined].tag_ == "NNS" and bool(tree.below(joined, *DETERMINERS))


def carried_infinitive(tree: Tree, i: int) -> None:
    """ "plans to cut jobs and shut a plant", "Novalis to cut jobs, shut plant": a form that is a past tense as well.

    Nothing tells them apart but the infinitive before; what is only planned must not be told as done.
    """
    doc, head = tree.doc, tree.heads[i]
    if doc[i].tag_ != "VBD" or doc[i].lower_ not in UNCHANGING:
        return
    if doc[i].dep_ == "conj" and _is_infinitive(tree, head) and not tree.below(i, *SUBJECTS):
        tree.retag(i, "VB")
        return
    for subject in tree.below(i, "nsubj") if doc[i].dep_ == "ROOT" and i and doc[i - 1].text == "," else ():
        for verb in tree.below(subject, "relcl", "acl"):
            if _is_infinitive(tree, verb) and tree.edges(verb)[0] == subject + 1:
                tree.attach(verb, verb, "ROOT")
                tree.attach(subject, verb, "nsubj")
                tree.attach(i, verb, "conj")
                tree.retag(i, "VB")
                return


def _is_infinitive(tree: Tree, i: int) -> bool:
    return any(tree.doc[c].tag_ == "TO" for c in tree.below(i, "aux"))
