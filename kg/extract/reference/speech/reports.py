"""Verbs that report, and who it is that says what they report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.reference.binding import OF_ONE, meant
from kg.language import relations
from kg.language.grammar import VERBS
from kg.language.words import lemma, may_speak
from kg.terms.mention_type import MentionType
from kg.terms.signature import Signature, lookup, reports
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# Verbs in these places may have their subject in common with the verb above.
SHARING = frozenset((relations.CONJ, relations.ADVCL, relations.XCOMP))
# "ended the rally by saying", "left before saying"
CIRCUMSTANCE = words("prepositions of circumstance")


def leads_in(verb: Token) -> bool:
    """Whether a verb may report or demand what stands in quotation marks: "said", "asked"; not "arrived"."""
    if verb.pos_ not in VERBS:
        return False
    return reports(lemma(verb)) or lookup(lemma(verb), "v") == Signature.REQUEST


def who_states(verb: Token) -> Token | None:
    """Who says what the verb reports; in "the ministry put out a note saying" that of the verb above the note."""
    if verb.dep_ != "acl":
        return subject_of(verb)
    above = next((a for a in verb.ancestors if a.pos_ in VERBS), None)
    return subject_of(above) if above is not None and verb.tag_ == "VBG" else None


def subject_of(verb: Token) -> Token | None:
    """Who says what the verb reports: its subject, who stands behind "by", or the subject of a verb above."""
    sharing: Token | None = verb
    for token in verb.path:
        if token is not sharing:
            continue
        subject = _child(token, relations.NSUBJ)
        if subject is not None:
            return _named(meant(subject))
        agent = _child(token, relations.AGENT)
        if agent is not None:
            return _child(agent, relations.POBJ)
        sharing = _sharing(token)
    return None


def _child(token: Token, place: str) -> Token | None:
    """The first word in a place below another: its subject, its agent."""
    return next((c for c in token.children if c.dep_ == place), None)


def tells_of_somebody(subject: Token) -> bool:
    """True for a person by name, "he", and a noun for who can speak; not for "the plan", nor "they"."""
    if subject.pos_ == "PRON":
        return subject.lower_ in OF_ONE
    is_unknown = subject.pos_ == "PROPN" and not subject.ent_type_
    return is_unknown or subject.ent_type_ == MentionType.PERSON or may_speak(subject)


def _named(who: Token) -> Token:
    """ "the cashier, Hana Novotná, told": the name is who speaks; not so "Hana Novotná, a cashier, told"."""
    if who.pos_ != "NOUN":
        return who
    return next((a for a in who.children if a.dep_ == "appos" and a.pos_ == "PROPN"), who)


def _sharing(verb: Token) -> Token | None:
    """The verb above that has its subject in common with this one."""
    telling = _telling(verb) if verb.dep_ == "advcl" and verb.tag_ == "VBG" else None
    if telling is not None:
        return telling
    if verb.dep_ == "pcomp" and verb.head.lower_ in CIRCUMSTANCE and verb.head.head.pos_ in VERBS:
        return verb.head.head
    return verb.head if verb.dep_ in SHARING and verb.head.pos_ in VERBS else None


def _telling(verb: Token) -> Token | None:
    """ "He said it would go on, adding": adding belongs to who said so; not so "he left, adding"."""
    return next((a for a in verb.ancestors if _tells(a)), None)


def _tells(verb: Token) -> bool:
    """A verb of saying that has a subject of its own: "he said", not "was said"."""
    return verb.pos_ == "VERB" and reports(lemma(verb)) and _child(verb, relations.NSUBJ) is not None
