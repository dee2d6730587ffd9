"""What is peculiar to headlines: they leave out "was" and "has been", so that a participle looks like a past tense.

"Mayor arrested over bribes": what has been done stands as a participle, what somebody does in the present tense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.clauses.clause import INTRANSITIVE
from kg.language import relations
from kg.language.around import word_before
from kg.language.grammar import (
    AUXILIARIES,
    DETERMINING,
    FULL_STOPS,
    NOMINAL_SUBJECTS,
    NOUNS,
    PAST_FORMS,
    RELATIVE_PRONOUNS,
    SINGULAR_NOUNS,
)
from kg.terms.signature import reports
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Words of the longest sentence that may be a headline.
LONGEST_HEADLINE = 20
SPELT_ALIKE = words("irregular participles")
AMBITRANSITIVE = words("ambitransitive verbs") | {*INTRANSITIVE}
STRICTLY_TRANSITIVE = words("strictly transitive verbs")
OF_CIRCUMSTANCES = words("prepositions of circumstances")
# What only a finite verb has beneath it, or one that does something to somebody.
ACTIVE = AUXILIARIES | {
    relations.DOBJ,
    relations.ATTR,
    relations.ACOMP,
    relations.OPRD,
    relations.DATIVE,
    relations.CCOMP,
    relations.XCOMP,
    relations.AGENT,
}
# Pronouns, and words that open a question or a relative clause: no headline has them.
UNHEADED = RELATIVE_PRONOUNS | {"PRP", "WRB"}
DIRECTING = frozenset((relations.PRT, relations.ADVMOD))
PASSIVE_PARTS = AUXILIARIES | {relations.AGENT}
# Verbs that name whom they ask before what they ask for: without one "urged to resign" is passive.
ASKING_SOMEBODY = words("verbs that ask somebody to act")
ASKING_OR_EXPECTING = ASKING_SOMEBODY | words("verbs that expect something of somebody")


def is_headline_participle(verb: Token) -> bool:
    """ "Mayor arrested over bribes": what has been done in a headline is a participle, what is doing a present tense.

    So is "Mayor urged to resign", and "Ship hit by floods" wherever it stands. Not so "Mayor arrested a clerk", "Mayor
    pushed for talks", "Prices increased by a fifth", nor "The mayor was arrested over bribes."
    """
    if verb.tag_ not in PAST_FORMS or not _is_spelt_as_participle(verb):
        return False
    if _has_agent(verb):
        return True
    lacks = _wants_object(verb) and _lacks_object(verb)
    return ((_is_asked(verb) or lacks) and _is_headline(verb)) or (lacks and _is_done_to_bare_noun(verb))


def _is_done_to_bare_noun(verb: Token) -> bool:
    """True for "Mayor arrested after guards had left.", not for "The mayor arrested.", with an article."""
    subjects = [c for c in verb.lefts if c.dep_ in NOMINAL_SUBJECTS]
    bare = (
        len(subjects) == 1
        and subjects[0].tag_ in SINGULAR_NOUNS
        and not any(c.dep_ in DETERMINING for c in subjects[0].lefts)
    )
    # "Olmar shot back with a laugh"
    directed = any(c.dep_ in DIRECTING for c in verb.rights)
    return bare and not directed and verb.dep_ == "ROOT" and verb.base in STRICTLY_TRANSITIVE


def _is_spelt_as_participle(verb: Token) -> bool:
    return verb.lower_.endswith("ed") or verb.tag_ == "VBN" or verb.lower_ in SPELT_ALIKE


def _wants_object(verb: Token) -> bool:
    return verb.base not in AMBITRANSITIVE


def _has_agent(verb: Token) -> bool:
    """True for "hit by floods", without helper or object: only a passive has somebody who does it."""
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    return (
        agent is not None
        and verb.base not in AMBITRANSITIVE
        and not any(c.dep_ in ACTIVE and c is not agent for c in verb.children)
        and any(c.pos_ in NOUNS for c in agent.children)
    )


def _is_asked(verb: Token) -> bool:
    """True for "urged to resign" and "expected to resign", without whom somebody urged."""
    active = [c for c in verb.children if c.dep_ in ACTIVE]
    return (
        verb.base in ASKING_OR_EXPECTING
        and [c.dep_ for c in active] == ["xcomp"]
        and any(word.tag_ == "TO" for word in active[0].lefts)
    )


def _lacks_object(verb: Token) -> bool:
    """True where neither object nor helper, nor a preposition or clause of the verb's own tells that it is active."""
    if any(c.dep_ in ACTIVE and (c.dep_ != "ccomp" or c.i > verb.i) for c in verb.children):
        return False
    if verb.base in STRICTLY_TRANSITIVE:
        return True
    is_placed = all(c.lower_ in OF_CIRCUMSTANCES for c in verb.children if c.dep_ == "prep")
    return is_placed and (verb.base in ASKING_SOMEBODY or not reports(verb.base))


def _is_headline(verb: Token) -> bool:
    """A headline has no full stop, and its verb's own words no helping verb and no pronoun."""
    sentence = list(verb.sent)
    if len(sentence) > LONGEST_HEADLINE or sentence[-1].is_punct:
        return False
    return not any(t.dep_ in AUXILIARIES or t.tag_ in UNHEADED for t in sentence if t.head is verb)


def follows_colon(verb: Token) -> bool:
    """True for "sold" in the headline "Opposition leader: Government sold the forest", hung from the leader."""
    return verb.dep_ == "acl" and any(t.text == ":" for t in verb.doc[verb.head.i : verb.left_edge.i])


def is_lost_verb(verb: Token) -> bool:
    """True for "closed" in "The hotel, which critics praised, closed in June.", hung from the hotel as a participle.

    Only behind the comma that closes a relative clause, where the sentence has no other verb: not for "closed" in "The
    hotel, closed in June, burnt down."
    """
    if verb.dep_ != "acl" or verb.tag_ not in PAST_FORMS or word_before(verb) != ",":
        return False
    noun = verb.head
    return (
        noun.dep_ == "ROOT"
        and any(c.dep_ == "relcl" and c.i < verb.i for c in noun.children)
        and not any(c.dep_ in PASSIVE_PARTS for c in verb.children)
        and verb.doc[verb.sent.end - 1].text in FULL_STOPS
    )
