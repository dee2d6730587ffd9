"""The verb of a sentence, where the parser takes another for it or finds none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language.mend.giving import GIVING
from kg.language.mend.tree import NOUNS, SUBJECTS, TENSED

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

# "attacked then withdrew": joins two verbs like "and".
JOINING = frozenset("then so yet nor plus".split())
# What a report may hang from: "The minister resigned said Bild".
SAYING = frozenset("say report add claim announce write".split())
# Passives that keep an object: "the prizes that team members were given".
TAKING = GIVING | frozenset("pay ask tell teach show charge bring serve feed".split())
OBJECTS = ("dobj", "dative", "attr", "acomp", "oprd", "ccomp", "prt")
HELPERS = ("aux", "auxpass")


def reduced_relative(tree: Tree, verb: int) -> None:
    """ "Protesters detained in Baku remain in prison": of two verbs that nothing joins, the first is a participle."""
    doc = tree.doc
    if doc[verb].tag_ != "VBD" or not doc[verb].lower_.endswith("ed") or tree.below(verb, *OBJECTS, *HELPERS, "mark"):
        return
    own = tree.below(verb, "nsubj", "nsubjpass")
    if len(own) != 1 or tree.edges(own[0])[1] != verb - 1 or doc[own[0]].tag_ not in NOUNS or _starts_late(tree, verb):
        return
    main = _main_behind(tree, verb)
    if main is None or not tree.is_free(verb, main):
        return
    _take_over(tree, verb, main, own[0])
    tree.attach(verb, own[0], "acl")
    tree.retag(verb, "VBN")
    _subject(tree, own[0], main)


def _starts_late(tree: Tree, verb: int) -> bool:
    """True where the clause has a word of asking or joining before its subject."""
    return any(tree.doc[c].tag_ in ("WDT", "WP", "WRB", "IN") and c < verb for c in tree.below(verb))


def _main_behind(tree: Tree, verb: int) -> int | None:
    """The finite verb behind without a subject, which the parser hangs from the first, or the first from it."""
    above = tree.heads[verb]
    found = [c for c in tree.below(verb, "conj", "advcl", "xcomp") if c > verb and _is_tensed(tree, c)]
    if above > verb and tree.doc[verb].dep_ in ("csubj", "ccomp") and _is_tensed(tree, above):
        found.append(above)
    main = found[0] if len(found) == 1 else None
    if main is None or main == verb + 1 or tree.below(main, *SUBJECTS[:2], "mark"):
        return None
    joined = any(tree.doc[c].lower_ in JOINING for c in tree.below(main) if c < main)
    return None if joined or tree.doc[main].lemma_ in SAYING or _is_state(tree, main) else main


def _is_state(tree: Tree, verb: int) -> bool:
    """ "returned home exhausted": a past tense that may as well be a participle tells how the first is done."""
    token = tree.doc[verb]
    plain = token.tag_ == "VBD" and token.lower_.endswith("ed") and not tree.below(verb, "dobj", *HELPERS)
    return plain and token.dep_ in ("advcl", "xcomp")


def _is_tensed(tree: Tree, verb: int) -> bool:
    doc = tree.doc
    return doc[verb].tag_ in TENSED or any(doc[c].tag_ in (*TENSED, "MD") for c in tree.below(verb, *HELPERS))


def _take_over(tree: Tree, old: int, new: int, subject: int) -> None:
    """Let one verb stand where the other stood, with all that is before the subject or behind the verb."""
    if tree.heads[new] == old:
        tree.replace(old, new)
    for child in tree.below(old):
        if child < tree.edges(subject)[0] or child > new:
            tree.attach(child, new, tree.doc[child].dep_)


def _subject(tree: Tree, noun: int, verb: int) -> None:
    tree.attach(noun, verb, "nsubjpass" if tree.below(verb, "auxpass") else "nsubj")


def lost_predicate(tree: Tree, noun: int) -> None:
    """ "Iceland's refusal to sell the trawler angered Norway.": the sentence has a verb, and what it is about.

    The parser takes the noun for all of the sentence, and the verb for a participle of it, of the clause, or of the
    object ("surprised shareholders").
    """
    doc = tree.doc
    if doc[noun].dep_ != "ROOT" or doc[noun].tag_ not in ("NN", "NNS"):
        return
    clause = next((c for c in tree.below(noun) if _is_content(tree, noun, c)), None)
    if clause is None or tree.last(noun).text not in (".", "!", "?"):
        return
    behind = [v for v in (*tree.below(noun), *tree.below(clause)) if v > clause and _is_lost(tree, clause, v)]
    if len(behind) == 1:
        _raise(tree, noun, clause, behind[0])
    elif not behind:
        _raise_from_object(tree, noun, clause)


def _is_content(tree: Tree, noun: int, clause: int) -> bool:
    """True for the infinitive or the "that" clause at once behind a noun."""
    doc = tree.doc
    if doc[clause].dep_ not in ("acl", "ccomp", "advcl", "relcl") or tree.edges(clause)[0] != noun + 1:
        return False
    own = doc[noun + 1]
    # the subject of a relative clause is "that" itself
    return own.tag_ == "TO" or (own.lower_ == "that" and own.dep_ == "mark" and bool(tree.below(clause, *SUBJECTS)))


def _is_lost(tree: Tree, clause: int, verb: int) -> bool:
    """True for a verb without a subject that hangs behind a clause as one of its words, with no comma before it."""
    doc = tree.doc
    return (
        doc[verb].dep_ in ("acl", "ccomp", "xcomp", "advcl")
        and doc[verb].tag_ in ("VBD", "VBN", "VBZ")
        and not tree.below(verb, *HELPERS, "mark", "agent", "csubj")
        and tree.is_free(clause, verb)
        and all(s > clause and not tree.below(clause, "dobj") for s in tree.below(verb, *SUBJECTS))
    )


def _raise(tree: Tree, noun: int, clause: int, verb: int) -> None:
    doc = tree.doc
    for own in tree.below(verb, "nsubj"):
        # "that Iran armed | the rebels emerged"
        tree.attach(own, clause, "dobj")
    tree.attach(verb, verb, "ROOT")
    if doc[verb].tag_ == "VBN":
        tree.retag(verb, "VBD")
    tree.attach(noun, verb, "nsubj")
    tree.attach(clause, noun, "acl")
    for child in (*tree.below(noun), *tree.below(clause)):
        if child > verb:
            tree.attach(child, verb, doc[child].dep_)
    for child in tree.below(verb, "npadvmod"):
        is_time = doc[child].ent_type_ in ("DATE", "TIME")
        if tree.edges(child)[0] == verb + 1 and doc[child].tag_ in NOUNS and not is_time:
            tree.attach(child, verb, "dobj")
            break


def _raise_from_object(tree: Tree, noun: int, clause: int) -> None:
    """ "to buy the mine | surprised | shareholders": a participle behind a noun, before what it seems to qualify."""
    doc = tree.doc
    for thing in tree.below(clause, "dobj"):
        for verb in tree.below(thing, "amod"):
            inside = doc[verb - 1].tag_ in ("NN", "NNS") and verb - 1 > clause
            if not inside or not doc[verb].lower_.endswith("ed") or not tree.is_free(clause, thing):
                continue
            before = [c for c in tree.below(thing) if c < verb]
            inner = verb - 1
            for other in (c for c in before if c != inner):
                tree.attach(other, inner, doc[other].dep_)
            if tree.heads[inner] in (thing, verb):
                tree.attach(inner, clause, "dobj")
            tree.retag(verb, "VBD")
            _raise(tree, noun, clause, verb)
            tree.attach(thing, verb, "dobj")
            return


def past_tense(tree: Tree, verb: int) -> None:
    """ "Reports that the bank failed surprised savers": what has a subject and an object is no adjective."""
    token = tree.doc[verb]
    if token.tag_ == "JJ" and token.lower_.endswith("ed") and tree.below(verb, "nsubj") and tree.below(verb, "dobj"):
        tree.retag(verb, "VBD")


def relative_verb(tree: Tree, main: int) -> None:
    """ "the tools that Russia imports are made in China": the verb of the relative clause is taken for a noun.

    Told by the relative word, for which a passive has no place: the main verb goes on from the noun itself, or from
    the quantity of it ("most of the tools that ...").
    """
    doc = tree.doc
    if doc[main].dep_ != "relcl":
        return
    owns = tree.below(main, "nsubjpass")
    words = [c for c in tree.below(main, "dobj", "pobj") if doc[c].tag_ == "WDT"]
    if doc[main].lemma_ in TAKING or len(owns) != 1 or len(words) != 1:
        return
    verb, word, noun = owns[0], words[0], tree.heads[main]
    doers = tree.below(verb, "compound")
    if doc[verb].tag_ != "NNS" or doers != [verb - 1] or tree.edges(verb)[0] != word + 1 or verb - 1 == word:
        return
    whole = _quantity(tree, noun)
    if doc[whole].dep_ not in ("ROOT", "ccomp") or tree.edges(word)[0] <= noun:
        return
    for own in tree.below(verb):
        tree.attach(own, doers[0] if own != doers[0] else verb, doc[own].dep_ if own != doers[0] else "nsubj")
    tree.replace(whole, main)
    tree.attach(whole, main, "nsubjpass")
    tree.attach(verb, noun, "relcl")
    tree.retag(verb, "VBZ")
    tree.attach(word, verb, "dobj")
    for child in tree.below(whole):
        if child > main or doc[child].dep_ == "mark":
            tree.attach(child, main, doc[child].dep_)


def _quantity(tree: Tree, noun: int) -> int:
    """The "most" of "most of the tools"; the noun itself where it is no part of anything."""
    of = tree.heads[noun]
    return tree.heads[of] if tree.doc[noun].dep_ == "pobj" and tree.doc[of].lower_ == "of" else noun


def clausal_subject(tree: Tree, verb: int) -> None:
    """ "That China arms Russia worries Europe": the clause with "that" is what the second verb is about."""
    doc = tree.doc
    if doc[verb].dep_ != "ROOT":
        return
    marks = [c for c in tree.below(verb, "mark") if doc[c].text == "That"]
    if not marks or tree.edges(verb)[0] != marks[0]:
        return
    behind = [c for c in tree.below(verb, "ccomp", "advcl", "conj") if c > verb and _is_tensed(tree, c)]
    if len(behind) != 1 or tree.below(behind[0], "mark") or not tree.is_free(verb, behind[0]):
        return
    main = behind[0]
    for own in tree.below(main, "nsubj"):
        if tree.edges(own)[0] != verb + 1 or tree.below(verb, "dobj"):
            return
        tree.attach(own, verb, "dobj")
    tree.replace(verb, main)
    tree.attach(verb, main, "csubj")
    for child in tree.below(verb):
        if child > main:
            tree.attach(child, main, doc[child].dep_)


def bare_subject(tree: Tree, verb: int) -> None:
    """ "Turkey vetoes NATO bid": a finite verb has a subject, not the first part of a compound."""
    doc = tree.doc
    if doc[verb].tag_ != "VBZ" or doc[verb].pos_ != "VERB" or tree.below(verb, *SUBJECTS):
        return
    thing = tree.heads[verb]
    is_headline = doc[thing].dep_ == "ROOT" and tree.last(thing).text not in (".", "!", "?")
    if doc[verb].dep_ in ("compound", "nmod") and thing > verb and is_headline:
        before = [c for c in tree.below(thing) if c < verb]
        tree.attach(verb, verb, "ROOT")
        tree.attach(thing, verb, "dobj")
        for child in before:
            tree.attach(child, verb, doc[child].dep_)
        for child in tree.below(thing):
            if doc[child].is_punct and child > thing:
                tree.attach(child, verb, "punct")
    own = [c for c in tree.below(verb) if c < verb and doc[c].tag_ in (*NOUNS, "JJ")]
    if doc[verb].dep_ == "ROOT" and own and own[-1] == verb - 1 and doc[own[-1]].dep_ in ("compound", "nmod", "amod"):
        for other in own[:-1]:
            tree.attach(other, own[-1], "compound")
        tree.attach(own[-1], verb, "nsubj")
