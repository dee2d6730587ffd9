"""Closed word lists that several readers of syntax share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Nouns that stand for people or bodies without naming them.
GROUPS = words("groups")

# Nouns for bodies, which "it" and "they" may mean.
BODIES = words("bodies")

# Pronouns of who speaks and who is spoken to.
SPEAKERS = words("speakers")
ADDRESSEES = words("addressees")

# Nouns for one person, whom "he" or "she" may mean.
PEOPLE = words("people")

# Words that point and name nothing; a node of the graph is never one of them.
POINTERS = words("pointers")

# "Most of X", "a number of X": the phrase is about X.
QUANTIFIERS = words("quantifiers")

# Head nouns of offices and titles.
OFFICES = words("offices")

# Who speaks and acts in news without being named.
SPEAKING = GROUPS | OFFICES

# "pro-Beijing", "anti-Russia".
SIDES_TAKEN = frozenset(("pro", "anti"))

LIGHT_VERBS = words("light verbs")

# "take part in", "take advantage of": the noun has no weight of its own.
SUPPORTED = words("weightless objects")

# What several do with one another.
MUTUAL = words("mutual verbs")

PLACE_PREPOSITIONS = words("place prepositions")
TOPIC_PREPOSITIONS = words("topic prepositions")
CAUSE_PREPOSITIONS = words("cause prepositions")
TIME_NOUNS = words("time nouns")


# "provided that the members agree": a verb that has become a conjunction.
PROVIDED = words("verbs as conjunctions")
# "in case", "on condition that", "in the event that": a noun that has become a conjunction.
CASES = words("nouns as conjunctions")
BEFORE_CASES = words("prepositions of conditions")
# What passive reports without a speaker leave no doubt of: "it was found that".
ESTABLISHED = words("verbs of finding out")


# "Report: mayor misused funds": what speaks before a colon beside people and bodies.
PAPERS = words("papers that speak in headlines")


# Endings of nouns for who does or is something, and the commonest nouns that only look so.
DOERS = ("er", "or", "ist", "ian", "eer", "ee", "ess", "ster", "man", "woman")
QUALITY = "ness"
THINGS = words("things that end like doers")


def is_person(token: Token) -> bool:
    """True for a common noun that names a person by what they do: "banker", "dentist", "pharmacist"."""
    noun = lemma(token)
    if token.pos_ != "NOUN" or noun in PEOPLE:
        return token.pos_ == "NOUN"
    return noun.endswith(DOERS) and not noun.endswith(QUALITY) and noun not in THINGS and len(noun) > 4


def may_speak(token: Token) -> bool:
    """True for a common noun of who can speak: a person, a body or an office ("banker", "ministry", "mayor")."""
    return is_person(token) or lemma(token) in SPEAKING


def may_speak_before_colon(token: Token) -> bool:
    """True for a common noun of who may stand before a colon and speak: "minister", "poll", "report"; not "price"."""
    return may_speak(token) or lemma(token) in PAPERS


def follows_case(verb: Token) -> bool:
    """True for "fails" in "in case the pump fails", "on condition that it fails"."""
    start = verb.left_edge.i
    noun = verb.doc[start - 1] if start > 0 else None
    return (
        noun is not None
        and noun.lower_ in CASES
        and noun.dep_ == "pobj"
        and noun.head.lower_ in BEFORE_CASES
        and all(c.lower_ == "the" for c in noun.lefts)
    )


def leads_condition(noun: Token) -> bool:
    """True for "case" in "in case the pump fails", "condition" in "on condition that it fails"; not in "in a case"."""
    if noun.lower_ not in CASES or noun.head.lower_ not in BEFORE_CASES or any(c.lower_ != "the" for c in noun.lefts):
        return False
    bare = noun.lower_ == "case" and not noun.children
    return bare or any(c.dep_ == "acl" or (c.dep_ == "relcl" and noun.lower_ == "event") for c in noun.children)


def is_end(verb: Token) -> bool:
    """True for "save" in "in order to save it", which the parser hangs from the noun; not in "has an order to save"."""
    noun = verb.head
    is_led = noun.lower_ == "order" and noun.dep_ == "pobj" and noun.head.lower_ == "in" and not list(noun.lefts)
    return is_led and noun.i == verb.left_edge.i - 1 and any(c.tag_ == "TO" for c in verb.lefts)


def leads_end(noun: Token) -> bool:
    """True for "order" in "in order to save it"."""
    return noun.lower_ == "order" and any(is_end(c) for c in noun.rights)


def opens_with_case(verb: Token) -> bool:
    """True for "fails" in "In case the pump fails, they leave", whose first words the parser hangs from the verb."""
    first = verb.left_edge
    if first.i >= verb.i or first.dep_ != "prep" or first.head.i != verb.i or first.lower_ not in BEFORE_CASES:
        return False
    nouns = [c for c in first.children if c.dep_ == "pobj"]
    return len(nouns) == 1 and nouns[0].lower_ in CASES and nouns[0].i == first.right_edge.i == first.i + 1


def is_reflexive(pronoun: Token) -> bool:
    """ "Himself", "themselves"."""
    return pronoun.lower_.endswith(("self", "selves"))


def lemma(token: Token) -> str:
    """The lemma in lower case, with what the lookup lemmatiser gets wrong put right.

    "staged" is no "stag", and a participle that is used as an adjective keeps its form ("concerned").
    """
    return token.base


def is_side_taken(token: Token) -> bool:
    """True of the "Beijing" of "pro-Beijing", which is nobody's who is called so."""
    before = token.doc[max(0, token.i - 2) : token.i]
    return len(before) > 1 and before[0].lower_ in SIDES_TAKEN and before[1].text in ("-", "–")
