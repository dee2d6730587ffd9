"""The verb of a sentence, which the parser takes for a participle, an adjective, a noun or a passive; what it calls
something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.language import relations
from kg.language.grammar import AUXILIARIES, COMMON_NOUNS, NOUN_TAGS, PAST_FORMS, TIMES
from kg.language.mend.tree import SUBJECT_PLACES
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.language.mend.tree import Tree

# What the clause behind the noun and the lost verb are taken for.
CONTENTS = frozenset((relations.ACL, relations.CCOMP, relations.ADVCL, relations.RELCL))
LOST = frozenset((relations.ACL, relations.CCOMP, relations.XCOMP, relations.ADVCL))
CALLING_WITH_AS = words("verbs of calling with as")
# "His role as mayor": what one does as somebody.
SERVICE = words("nouns of service")
PAST_OR_SINGULAR = frozenset(("VBD", "VBN", "VBZ"))
SHORT_HAS_OR_IS = frozenset(("'s", "’s"))
# "whom he's alienated"
ASKING = frozenset(("WP", "WDT"))
# "he's begun to sing": what is begun in the passive is no one who begins.
TO_DO = words("verbs with an infinitive of their subject alone")
# What nobody can be: "he's become", "it's fallen".
NEVER_PASSIVE = words("verbs without a passive")
# What one may be in the passive together with an object: "he's given a prize".
WITH_TWO_OBJECTS = words("ditransitive verbs")
# "shot dead two men": what is told of those who are shot stands before them.
KILLING = words("verbs of how somebody is killed")
# "lost 300 dead and wounded"
CASUALTIES = words("participles of casualties")
# What is had or done, as no subject of a passive is: "he's noticed how it sank", "he's shown it".
DONE = frozenset((relations.DOBJ, relations.CCOMP))


def lost_predicate(tree: Tree, noun: int) -> None:
    """ "Iceland's refusal to sell the trawler angered Norway.": the sentence has a verb, and what it is about.

    The parser takes the noun for all of the sentence, and the verb for a participle of it, of the clause, or of the
    object ("surprised shareholders"). Without a full stop it is a headline: "Iceland's plan to sell trawler backed".
    """
    doc = tree.doc
    if doc[noun].dep_ != "ROOT" or doc[noun].tag_ not in COMMON_NOUNS:
        return
    clause = next((c for c in tree.below(noun) if _is_content(tree, noun, c)), None)
    if clause is None or not tree.is_closed(noun):
        return
    behind = [v for v in (*tree.below(noun), *tree.below(clause)) if v > clause and _is_lost(tree, clause, v)]
    if len(behind) == 1:
        _raise(tree, noun, clause, behind[0])
    elif not behind:
        _raise_from_object(tree, noun, clause)


def _is_content(tree: Tree, noun: int, clause: int) -> bool:
    """True for the infinitive or the "that" clause at once behind a noun."""
    doc = tree.doc
    if doc[clause].dep_ not in CONTENTS or tree.edges(clause)[0] != noun + 1:
        return False
    own = doc[noun + 1]
    # the subject of a relative clause is "that" itself
    has_subject = own.lower_ == "that" and own.dep_ == "mark" and bool(tree.below(clause, *SUBJECT_PLACES))
    return own.tag_ == "TO" or has_subject


def _is_lost(tree: Tree, clause: int, verb: int) -> bool:
    """True for a verb without a subject that hangs behind a clause as one of its words, with no comma before it."""
    doc = tree.doc
    return (
        doc[verb].dep_ in LOST
        and doc[verb].tag_ in PAST_OR_SINGULAR
        and not tree.below(verb, *AUXILIARIES, "mark", "agent", "csubj")
        and tree.is_free(clause, verb)
        and not (tree.below(verb, *SUBJECT_PLACES) and tree.below(clause, "dobj"))
    )


def _raise(tree: Tree, noun: int, clause: int, verb: int) -> None:
    """Let the verb be that of the sentence, with the noun as its subject and the clause as the noun's content."""
    for own in tree.below(verb, "nsubj"):
        # "that Iran armed | the rebels emerged"
        tree.attach(own, clause, "dobj")
    tree.attach(verb, verb, "ROOT")
    if tree.doc[verb].tag_ == "VBN":
        tree.retag(verb, "VBD")
    tree.attach(noun, verb, "nsubj")
    tree.attach(clause, noun, "acl")
    tree.hand_on(noun, verb)
    tree.hand_on(clause, verb)
    _take_object(tree, verb)


def _take_object(tree: Tree, verb: int) -> None:
    """ "angered | Norway": a noun at once behind the verb, taken for a time or a measure, which "Monday" is."""
    for child in tree.below(verb, "npadvmod"):
        token = tree.doc[child]
        if tree.edges(child)[0] == verb + 1 and token.tag_ in NOUN_TAGS and token.ent_type_ not in TIMES:
            tree.attach(child, verb, "dobj")
            break


def _raise_from_object(tree: Tree, noun: int, clause: int) -> None:
    """ "to buy the mine | surprised | shareholders": a participle behind a noun, before what it seems to qualify."""
    for thing in tree.below(clause, "dobj"):
        for verb in tree.below(thing, "amod"):
            if _parts_objects(tree, clause, thing, verb):
                _give_object_back(tree, clause, thing, verb)
                tree.retag(verb, "VBD")
                _raise(tree, noun, clause, verb)
                tree.attach(thing, verb, "dobj")
                return


def _parts_objects(tree: Tree, clause: int, thing: int, verb: int) -> bool:
    """True for "surprised" between "mine" and "shareholders"; not in "to buy the surprised shareholders' mine"."""
    is_past = tree.doc[verb].lower_.endswith("ed")
    return is_past and tree.doc[verb - 1].tag_ in COMMON_NOUNS and tree.is_free(clause, thing)


def _give_object_back(tree: Tree, clause: int, thing: int, verb: int) -> None:
    """Let "mine", with all before it, be the object of "to buy"."""
    inner = verb - 1
    for other in tree.below(thing):
        if other < verb and other != inner:
            tree.attach(other, inner, tree.doc[other].dep_)
    if tree.heads[inner] in (thing, verb):
        tree.attach(inner, clause, "dobj")


def plural_noun(tree: Tree, verb: int) -> None:
    """ "The demand of the unions stems from a ruling.": what the sentence hangs from, with a subject, is a verb."""
    token = tree.doc[verb]
    if token.dep_ == "ROOT" and token.tag_ == "NNS" and tree.below(verb, "nsubj") and tree.is_closed(verb):
        tree.retag(verb, "VBZ")


def called_as(tree: Tree, verb: int) -> None:
    """ "described the ruling | as historic": the parser hangs from the ruling what the verb says of it.

    Not so in "praised his role as mayor", where "as" tells of the role, nor in "praised books such as this".
    """
    if tree.doc[verb].lemma_ not in CALLING_WITH_AS:
        return
    for thing in tree.below(verb, "dobj"):
        for marker in tree.below(thing, "prep"):
            is_told = marker > thing > verb and tree.doc[thing].lemma_.lower() not in SERVICE
            is_plain = tree.doc[marker].lower_ == "as" and tree.edges(marker)[0] == marker
            if is_told and is_plain and tree.doc[marker - 1].lower_ != "such":
                tree.attach(marker, verb, "prep")


def past_tense(tree: Tree, verb: int) -> None:
    """ "Reports that the bank failed surprised savers": what has a subject and an object is no adjective.

    Not so in "the savers were surprised".
    """
    token = tree.doc[verb]
    if token.lower_.endswith("ed") and tree.below(verb, "nsubj") and tree.below(verb, "dobj"):
        tree.retag(verb, "VBD")


def shot_dead(tree: Tree, dead: int) -> None:
    """ "shot dead roughly forty marchers": they are dead when they are shot, and no dead marchers are shot."""
    doc, noun = tree.doc, tree.heads[dead]
    verb = tree.heads[noun]
    is_before = verb == dead - 1 and doc[verb].lemma_ in KILLING and doc[noun].dep_ == relations.DOBJ
    if doc[dead].lower_ == "dead" and doc[dead].dep_ == relations.AMOD and is_before:
        tree.attach(dead, verb, relations.ADVMOD)


def casualties(tree: Tree, verb: int) -> None:
    """ "lost 300 dead and wounded in the valley": the wounded are counted, and nobody wounds."""
    doc = tree.doc
    dead = verb - 2
    if doc[verb].dep_ != relations.CONJ or doc[verb].lower_ not in CASUALTIES or dead < 0:
        return
    above = tree.heads[verb]
    is_listed = doc[dead].lower_ == "dead" and doc[verb - 1].lower_ in ("and", "or") and tree.heads[dead] == above
    if not is_listed or tree.below(verb, relations.DOBJ, *AUXILIARIES, *SUBJECT_PLACES):
        return
    for own in tree.below(verb):
        tree.attach(own, above, doc[own].dep_)
    for joint in (c for c in tree.below(above, "cc") if c == verb - 1):
        tree.attach(joint, dead, "cc")
    tree.attach(verb, dead, relations.CONJ)
    tree.retag(verb, "JJ")
    doc[verb].pos_ = "ADJ"


def short_has(tree: Tree, verb: int) -> None:
    """ "She's noticed a crack", "It's become a ruin": she has, where the parser sees that she is noticed.

    Not so "It's known", nor "She's given a prize", where it may be either. "He's got a plan" is that he has one. "A man
    who's devoted his life to it" has a verb where the parser sees an adjective.
    """
    doc = tree.doc
    short = [c for c in tree.below(verb, relations.AUXPASS) if doc[c].lower_ in SHORT_HAS_OR_IS]
    is_participle = doc[verb].tag_ in PAST_FORMS or doc[verb].lower_.endswith("ed")
    if len(short) != 1 or not is_participle or not _is_had(tree, verb):
        return
    if doc[verb].tag_ not in PAST_FORMS:
        tree.retag(verb, "VBN")
    tree.attach(short[0], verb, relations.AUX)
    doc[short[0]].base = "have"
    for subject in tree.below(verb, relations.NSUBJPASS):
        tree.attach(subject, verb, relations.NSUBJ)
    if doc[verb].lower_ == "got" and (doc[verb].dep_ == relations.RELCL or tree.below(verb, relations.DOBJ)):
        doc[verb].base = "have"


def _is_had(tree: Tree, verb: int) -> bool:
    """True for "noticed a crack" and "become", not for "given a prize", "told that it sank", "noticed by her"."""
    doc, base = tree.doc, tree.doc[verb].base
    if tree.below(verb, relations.AGENT):
        return False
    if base in NEVER_PASSIVE or (base in TO_DO and any(doc[c - 1].tag_ == "TO" for c in tree.below(verb, "xcomp"))):
        return True
    done = [c for c in tree.below(verb, *DONE) if tree.edges(c)[0] > verb or doc[c].tag_ in ASKING]
    if base not in WITH_TWO_OBJECTS:
        return bool(done)
    # "shown us that it sank", "given billions to the poor": nobody is shown us, or given what is given to others.
    return any(doc[c].tag_ == "PRP" or _is_given_on(tree, verb, c) for c in done if doc[c].dep_ == relations.DOBJ)


def _is_given_on(tree: Tree, verb: int, thing: int) -> bool:
    """True for "billions" in "given billions to charity"."""
    return any(c > thing and tree.doc[c].lower_ == "to" for c in tree.below(verb, "prep", "dative"))
