"""The arguments of a clause beside subject and object, each in its role.

A preposition tells the role together with what it governs: "in Rome" is a place, "in May" a time. A time that is told
in two parts is one, and all are placed by the verb's tense.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause, Link, Oblique
from kg.extract.clauses.markers import PRESENT_FORMS, comes_to, is_finite, is_future, is_past
from kg.extract.stance.carriers import carries
from kg.extract.stance.signature import frame_of
from kg.extract.stance.sources import source
from kg.extract.stating.phrases.occasions import times_within
from kg.extract.stating.site import Site, is_time, told_by
from kg.language import relations, words
from kg.language.around import helpers
from kg.language.grammar import PERSONAL_PRONOUNS
from kg.language.times import joins, to_iso
from kg.language.words import BODIES, is_end, is_person, lemma, may_speak
from kg.model.kinds import Modality, Role
from kg.model.records import Argument, Span
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.signature import Signature
from kg.terms.words import words as word_list_of

if TYPE_CHECKING:
    from kg.extract.stating.targets import Target
    from kg.model.syntax import Token

# "cooperates in mining"
IN_FIELDS = word_list_of("verbs of work in a field")
# "used the law to close it"
SPENDING = word_list_of("verbs of means and time spent")
# Verbs whose lines tell what they do to a deed, not to a clause with "that", and verbs without a line.
DOING = frozenset((None, Signature.CAUSE, Signature.MANAGE))
WH_TAGS = frozenset(("WRB", "WP", "WDT"))
# What may have the name of a time.
CALLED = frozenset((MentionType.PERSON, MentionType.ORG, MentionType.WORK_OF_ART))
# These lead to a deed without which the verb is not told in full: "accused of selling it", "kept from selling it".
TO_DEEDS = word_list_of("prepositions that lead to a deed")
# Behind these "for" leads to what was done: "fined the guild for selling it".
PROVEN = word_list_of("verbs of a deed that was done")
# Types of what may be praised or paid for a deed.
ACTING = frozenset((MentionType.PERSON, MentionType.ORG, MentionType.GPE, MentionType.NORP))
# What may hang from an adjective that tells how something is taken.
OF_QUALITIES = frozenset((relations.CC, relations.CONJ, relations.PREP, relations.PUNCT, relations.ADVMOD))
# What may stand before the infinitive of a purpose: "so as to save it", "in order to save it".
LEADING_ENDS = frozenset(("so", "in", "just"))
# On these one stands, and by these, or in this way, something is done: none is what one speaks of.
GROUNDS = word_list_of("places to be on")
SUPPORTS = word_list_of("what is done on")
# In these one rests, also where what they govern is no known place.
RESTING = frozenset(("in", "at", "near"))


def others(site: Site, clause: Clause, target: Target) -> list[Argument]:
    """Arguments beside subject and object, in text order."""
    found = [argument for read in ARGUMENT_RULES for argument in read(site, clause, target)]
    return _dated(site, sorted(found, key=lambda a: a.span), clause)


def role(site: Site, clause: Clause, oblique: Oblique) -> Role:
    """What a prepositional phrase is to the verb."""
    head, preposition = oblique.heads[0], oblique.preposition
    if is_time(head) and not _is_called_so(site, head):
        return Role.TIME
    if preposition in words.CAUSE_PREPOSITIONS:
        return Role.CAUSE
    kind = site.type_of(head)
    if preposition in words.PLACE_PREPOSITIONS and kind in PLACES:
        return Role.RECIPIENT if preposition == "to" and clause.objects else Role.PLACE
    if preposition == "in" and clause.lemma in IN_FIELDS:
        return Role.TOPIC
    if preposition == "to":
        return Role.ADDRESSEE if clause.contents else Role.RECIPIENT
    if preposition in words.TOPIC_PREPOSITIONS and not kind:
        return _role_on(head) if preposition == "on" else Role.TOPIC
    return _usual_role(preposition, clause)


def _role_on(noun: Token) -> Role:
    """ "spoke on trade", "spoke on the stage", "spoke on television": of trade only."""
    if lemma(noun) in GROUNDS:
        return Role.PLACE
    return Role.OTHER if lemma(noun) in SUPPORTS else Role.TOPIC


def _usual_role(preposition: str, clause: Clause) -> Role:
    """ "opened it with a knife", "fights for freedom", "sat at the helm"; not told of "ran with the dogs"."""
    if preposition == "with":
        return Role.INSTRUMENT if clause.objects else Role.OTHER
    if preposition == "for":
        return Role.PURPOSE
    return Role.PLACE if preposition in RESTING else Role.OTHER


# -- what stands beside the object


def _recipients(site: Site, clause: Clause, target: Target) -> Iterator[Argument]:
    """Peru in "sent Peru grain", but not in "sent grain"."""
    return (site.argument(Role.RECIPIENT, t) for t in clause.indirect)


def _topic(site: Site, clause: Clause, target: Target) -> Iterator[Argument]:
    """ "told the press that it closed": what the press was told; in "said that it closed" that is the object itself.

    What for in "used the law to close it"; nothing in "Peru has ten, Chile has two".
    """
    if target.heads and not target.infix:
        said = next((c for c in clause.contents if not carries(clause, c)), None)
        if said is None:
            return
        if frame_of(said) == "to" and _is_done_for(clause):
            if clause.objects:
                yield _told_deed(site, said, Role.PURPOSE, "")
        elif not _stands_alone(clause, said):
            yield Argument(Role.TOPIC, site.clause_span(said))


def _is_done_for(clause: Clause) -> bool:
    """True for "used the law to", "wore a badge to", not for "urged Peru to", "helped Peru to"."""
    found = clause.signature("to")
    return found is None or (found is Signature.MANAGE and clause.lemma in SPENDING)


def _stands_alone(clause: Clause, said: Clause) -> bool:
    """True for "Chile has two" in "Peru has ten, Chile has two", not for "it sank" in "told Peru it sank"."""
    return (
        frame_of(said) == "that"
        and clause.signature("that") in DOING
        and said.has_own_subject
        and not any(c.dep_ == relations.MARK or c.tag_ in WH_TAGS for c in said.head.children)
    )


def _complement(site: Site, clause: Clause, target: Target) -> Iterator[Argument]:
    """ "called the deal a mistake": what it was called; in "was a mistake" that is the object itself."""
    if target.heads and clause.objects and not target.infix:
        for complement in clause.complements[:1] if target.result is None else ():
            yield site.told(Role.OTHER, site.span(complement))


def _obliques(site: Site, clause: Clause, target: Target) -> Iterator[Argument]:
    """ "met in Rome for talks", but not what the predicate ends with, nor "according to the paper", "in her view"."""
    for oblique in (*clause.obliques, *_carried(clause)):
        if oblique is not target.oblique and source(clause, oblique) is None and not _is_lacking(oblique):
            what = role(site, clause, oblique)
            for head in oblique.heads:
                yield site.argument(
                    what, head, oblique.preposition, _said_behind(clause, head) or told_by(head, clause)
                )


def _said_behind(clause: Clause, noun: Token) -> Token | None:
    """The verb of what is said in "said in a statement that it closed": no part of the statement's name."""
    return next((c.head for c in clause.contents if c.head.head.i == noun.i), None)


def _is_lacking(oblique: Oblique) -> bool:
    """ "With no fuel it sank": there is no fuel that it sank with; not so "with little fuel"."""
    return any(c.dep_ == "det" and c.lower_ == "no" for c in oblique.heads[0].lefts)


def _carried(clause: Clause) -> Sequence[Oblique]:
    """Obliques of the predicates that this verb speaks for: "On Monday it agreed to close"; not "said it closed"."""
    parent = clause.parent
    if parent is not None and clause.link is Link.CONTENT and carries(parent, clause):
        return parent.obliques
    return ()


def _deeds(site: Site, clause: Clause, target: Target) -> Iterator[Argument]:
    """ "accused him of hiding debts", "praised her for saving it"; not "left after hiding debts", told by itself.

    The deed stands in its own words, as what is told of it stands beside this statement.
    """
    for marker in clause.head.rights:
        if marker.dep_ == relations.PREP and marker.lower_ in TO_DEEDS:
            for verb in marker.children:
                deed = site.clauses.get(verb.i) if verb.dep_ == relations.PCOMP else None
                if deed is not None and not _is_content_of(clause, deed):
                    yield _told_deed(site, deed, _role_of_deed(site, clause, marker.lower_), marker.lower_)


def _is_content_of(clause: Clause, deed: Clause) -> bool:
    """True of what is said or wanted, which stands as the object: "insists on going"."""
    return any(content is deed for content in clause.contents)


def _told_deed(site: Site, deed: Clause, what: Role, preposition: str) -> Argument:
    span = site.clause_span(deed)
    return Argument(what, span, value=site.words(span), preposition=preposition)


def _role_of_deed(site: Site, clause: Clause, preposition: str) -> Role:
    """ "praised her for saving it" tells why, "used it for saving her" what for; "accused her of saving it" what."""
    if preposition == "for" and clause.lemma in PROVEN:
        return Role.CAUSE
    if preposition == "for":
        whom = clause.subjects if clause.passive else clause.objects
        return Role.CAUSE if any(_is_somebody(site, t) for t in whom) else Role.PURPOSE
    if preposition == "by":
        return Role.INSTRUMENT
    return Role.TOPIC if preposition in words.TOPIC_PREPOSITIONS else Role.OTHER


def _is_somebody(site: Site, noun: Token) -> bool:
    """ "Peru", "the firm", "her", "the banker"; not "the bridge"."""
    known = site.type_of(noun) in ACTING or noun.tag_ in PERSONAL_PRONOUNS or lemma(noun) in BODIES
    return known or is_person(noun) or may_speak(noun)


def _taken_as(site: Site, clause: Clause, target: Target) -> Iterator[Argument]:
    """ "rated the deal as fair and wise": how it is taken; in "was rated as fair" that is the object itself."""
    for quality in qualities(clause) if target.heads else ():
        span = taken_span(site, quality)
        yield Argument(Role.OTHER, span, value=site.words(span), preposition="as")


def taken_span(site: Site, quality: Token) -> Span:
    """ "wholly fair and wise" behind "as"."""
    first = quality.left_edge
    return site.between(first.nbor() if first.lower_ == "as" else first, quality.right_edge)


def qualities(clause: Clause) -> Iterator[Token]:
    """ "fair" of "rated the deal as fair"; none in "rated it as a deal", "rated it as such", "as soon as it rained"."""
    for c in clause.head.rights:
        if c.dep_ == relations.PREP and c.lower_ == "as":
            yield from filter(_is_quality, c.children)
        elif c.dep_ == relations.ADVCL and c.pos_ == "ADJ" and _is_led_by_as(c):
            yield c


def _is_quality(word: Token) -> bool:
    """True of "fair" behind "as", not of "such"."""
    return word.dep_ == relations.AMOD and word.pos_ == "ADJ" and word.lower_ != "such"


def _is_led_by_as(quality: Token) -> bool:
    """ "as fair", where the parser sees a clause; not so "as soon as it rained", "as ships grow rare"."""
    return quality.left_edge.lower_ == "as" and all(c.dep_ in OF_QUALITIES for c in quality.children)


def _purposes(site: Site, clause: Clause, target: Target) -> Iterator[Argument]:
    """ "closed the port to save money": what for; not in "wants to save money", where that is what is wanted."""
    for verb in _ends(clause.head):
        purpose = site.clauses.get(verb.i)
        if purpose is not None and _is_purpose(clause, purpose):
            yield _told_deed(site, purpose, Role.PURPOSE, "")


def _ends(verb: Token) -> Iterator[Token]:
    """The verbs of purposes: "save" of "closed it to save money", "in order to save money"."""
    for c in verb.children:
        if c.dep_ == relations.ADVCL and (c.i > verb.i or c.left_edge.lower_ in LEADING_ENDS):
            yield c
        elif c.dep_ == relations.PREP and c.lower_ == "in":
            yield from (end for noun in c.children for end in noun.rights if is_end(end))


def _is_purpose(clause: Clause, purpose: Clause) -> bool:
    """True for "to save money" behind what is done for it; not for "to accept it" in "has come to accept it"."""
    first = purpose.head.left_edge
    return (
        purpose.parent is clause
        and purpose.link is Link.ADVERBIAL
        and purpose.is_infinitive
        and (first.tag_ == "TO" or first.lower_ in LEADING_ENDS or is_end(purpose.head))
        and not _is_content_of(clause, purpose)
        and not comes_to(clause, purpose)
    )


def _times(site: Site, clause: Clause, target: Target) -> Iterator[Argument]:
    """ "closed last week", but not "closed three ports"."""
    return (site.argument(Role.TIME, t) for t in clause.times if is_time(t) and not _is_called_so(site, t))


def _times_of_occasions(site: Site, clause: Clause, target: Target) -> Iterator[Argument]:
    """ "praised her at a rally on Monday"; not "praised her after a rally on Monday"."""
    found = ((t, mark) for t, mark in times_within(clause) if not _is_called_so(site, t))
    return (site.argument(Role.TIME, time, mark) for time, mark in found)


def _is_called_so(site: Site, token: Token) -> bool:
    """True of what is a name and no time: "Today" of "Quito Today", "Day" of "Ada Berg-Day"."""
    mention = site.mention(token)
    return mention is not None and mention.type in CALLED and len(mention.span.of(site.phrases.text).split()) > 1


# What an argument may be beside subject and object.
ARGUMENT_RULES: tuple[Callable[[Site, Clause, Target], Iterator[Argument]], ...] = (
    _recipients,
    _topic,
    _complement,
    _obliques,
    _deeds,
    _taken_as,
    _purposes,
    _times,
    _times_of_occasions,
)


# -- times


def _dated(site: Site, arguments: Sequence[Argument], clause: Clause) -> list[Argument]:
    """The same, with times that are told in two parts as one, and all times placed by the verb's tense."""
    out: list[Argument] = []
    for argument in arguments:
        if out and _goes_on(site, out[-1], argument):
            before = out.pop()
            argument = replace(before, span=Span(before.span.start, argument.span.end))
        if argument.role is Role.TIME:
            words = site.words(argument.span)
            is_ahead = is_future(clause) or _lies_ahead(site, clause)
            tense = {"future": is_ahead, "may_come": _may_come(site, clause)}
            value = to_iso(words, site.anchor, argument.preposition, **tense)
            argument = replace(argument, value=value)
        out.append(argument)
    return out


def _may_come(site: Site, clause: Clause) -> bool:
    """True of "wins in November" and "could win in November", not of "won" and "could have won"."""
    if any(c.base == "have" for c in helpers(clause.head)):
        return False
    return site.stances[clause.head.i].modality is not Modality.ACTUAL or clause.head.tag_ in PRESENT_FORMS


def _lies_ahead(site: Site, clause: Clause) -> bool:
    """True of "is due to meet her on Friday", "could meet her on Friday".

    Not of "was due to meet her on Friday", "decided to meet her on Friday", "could have met her on Friday".
    """
    is_told = site.stances[clause.head.i].modality is Modality.ACTUAL
    if is_told or clause.head.tag_ != "VB" or any(c.base == "have" for c in clause.helpers):
        return False
    # "was due to meet her": by the verb above that has a tense
    tensed = next((c for c in clause.path if is_finite(c) and not c.is_infinitive), clause)
    return any(c.tag_ == "MD" for c in tensed.helpers) or not is_past(tensed)


def _goes_on(site: Site, before: Argument, time: Argument) -> bool:
    """True for "on Monday" and "at noon" in a row, which are one time."""
    if not before.role is time.role is Role.TIME:
        return False
    gap = site.words(Span(before.span.end, time.span.start))
    return joins(site.words(before.span), gap, site.words(time.span), (before.preposition, time.preposition))
