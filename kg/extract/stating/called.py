"""What somebody calls something: "called the treaty a mistake", "saw it as a mistake" say that it is one.

Who calls it so says it. Where nobody is named, "is seen as a mistake" says all that there is to say. So does a poll
that "shows Reis with a lead" say that she has one, and whoever stands behind "according to" what is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import governed
from kg.extract.stance.composition import Setting, Stance
from kg.extract.stance.sources import POLLS, SOURCING, source
from kg.extract.stating.nouns.base import stated
from kg.extract.stating.site import Draft, Site
from kg.language.grammar import NOUNS, RELATIVE_PRONOUNS
from kg.language.words import lemma
from kg.model.kinds import Role
from kg.model.records import Argument, Span
from kg.terms import rules
from kg.terms.lexicon.kinds import kinds_of
from kg.terms.mention_type import MentionType
from kg.terms.signature import Signature
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.extract.clauses.clause import Clause
    from kg.model.syntax import Token

NAMED_PLAINLY = words("verbs of calling")
NAMED_WITH_AS = words("verbs of calling with as")
# Verbs of a poll beside those of showing: "gives Reis a lead", "has Reis ahead of Lund".
PUTTING = frozenset({"give", "have", "put", "place"})
# What a poll says that shows somebody so: "with a lead", "ahead of Lund", "behind Lund".
STANDING: Mapping[str, str] = MappingProxyType({"with": "have", "ahead": "be ahead of", "behind": "be behind"})
PREDICATED = NOUNS | {"ADJ"}
CASTING = "cast"
# Pronouns that may point to anything.
SAYING_LITTLE = frozenset({"it", "this", "that", "these", "those"})
PERSONAL = frozenset({"PRP", "WP"})


def called(site: Site, clause: Clause) -> Iterator[Draft]:
    """ "called the treaty a mistake", "saw it as a mistake"; not "signed the treaty as a minister"."""
    speakers = clause.agents or ([] if clause.passive else clause.subjects)
    if clause.contents or not speakers:
        # "called it critical that they leave": "it" is what follows
        return
    stance = _stance(site, clause)
    if not stance.speakers:
        return
    for name in _names(clause):
        what = _what(site, name)
        for thing in _things(clause):
            subject = site.argument(Role.SUBJECT, thing)
            if not subject.span.covers(what.span) and not _are_same(site, subject, stance):
                yield stated(site, rules.CALLED, "be", name, [subject, what], stance=stance)


def polled(site: Site, clause: Clause) -> Iterator[Draft]:
    """ "The poll shows Reis with a lead", "ahead of Lund": she has a lead, and is ahead of him, as the poll says.

    Not so "The photo shows Reis with a flag", "The poll surveyed farmers with a margin of three points".
    """
    if not _is_result(clause):
        return
    stance = _stance(site, clause)
    for thing in _things(clause):
        for marker, predicate, head in _standing(clause, thing):
            sides = [site.argument(Role.SUBJECT, thing), site.argument(Role.OBJECT, head)]
            yield stated(site, rules.POLLED, predicate, marker, sides, stance=stance)


def sourced(site: Site, clause: Clause) -> Iterator[Draft]:
    """ "According to Reis, the dam leaks": he says that it leaks; a paper or a poll reports it.

    Not so "The dam leaks, according to an aide who left": of the leaving nobody tells.
    """
    for oblique in clause.obliques:
        told = source(clause, oblique) if oblique.preposition in SOURCING else None
        place = site.block.start + told.who.idx if told is not None else -1
        whole = [c for c in clause.path if c.head.i in site.stances and place in site.stances[c.head.i].speakers]
        if told is None or not whole or not _says_of_whom(whole[-1], oblique.marker):
            continue
        speakers = site.stances[clause.head.i].speakers
        before = speakers[: speakers.index(place)] if place in speakers else ()
        said = Argument(Role.OBJECT, _beside(site.clause_span(whole[-1]), site, oblique.marker))
        predicate = "say" if _is_somebody(site, told.who) else "report"
        sides = [site.argument(Role.SUBJECT, told.who), said]
        draft = stated(site, rules.SOURCED, predicate, oblique.marker, sides, stance=Stance(speakers=before))
        yield Draft(draft.proposition, whole[-1], whole[-1])


def _says_of_whom(said: Clause, marker: Token) -> bool:
    """True where what is said has its own subject beside the words that tell who says it."""
    own = range(marker.left_edge.i, marker.right_edge.i + 1)
    return said.has_own_subject and not any(subject.i in own for subject in said.subjects)


def _is_somebody(site: Site, who: Token) -> bool:
    """True for Reis, "officials" and "Democrats", who say it; a body or a paper reports it."""
    if who.tag_ in PERSONAL or "person" in kinds_of(lemma(who)):
        return True
    return site.type_of(who) in (MentionType.PERSON, MentionType.NORP)


def _beside(said: Span, site: Site, marker: Token) -> Span:
    """The words of what is said without "according to Reis" in front of them or behind."""
    first, last = marker.left_edge, marker.right_edge
    if site.block.start + first.idx <= said.start:
        behind = last.i + 1
        while behind + 1 < len(marker.doc) and marker.doc[behind].is_punct:
            behind += 1
        return Span(max(said.start, site.block.start + marker.doc[behind].idx), said.end)
    if site.block.start + last.idx + len(last) >= said.end:
        before = first.i - 1
        while before > 0 and marker.doc[before].text == ",":
            before -= 1
        return Span(said.start, site.block.start + marker.doc[before].idx + len(marker.doc[before]))
    return said


def _is_result(clause: Clause) -> bool:
    """True for "The poll shows", "A survey gives"; not for "The poll surveyed", "The poll shows that"."""
    tells = clause.is_report or clause.head.base in PUTTING
    return tells and not clause.passive and not clause.contents and any(lemma(s) in POLLS for s in clause.subjects)


def _standing(clause: Clause, thing: Token) -> Iterator[tuple[Token, str, Token]]:
    """How a poll shows somebody: the word that tells, what it says of him, and of whom or what."""
    for word in (*clause.head.rights, *thing.rights):
        if word.i > thing.i and word.lower_ in STANDING:
            behind = governed(word) or [what for c in word.rights if c.lower_ == "of" for what in governed(c)]
            yield from ((word, STANDING[word.lower_], what) for what in behind)


def _what(site: Site, name: Token) -> Argument:
    """What it is called: "a mistake" with all that belongs to the noun, "cruel" as it stands."""
    return site.argument(Role.OBJECT, name) if name.pos_ in NOUNS else site.told(Role.OBJECT, site.span(name))


def _are_same(site: Site, subject: Argument, stance: Stance) -> bool:
    """True for "called himself a painter", and where "him" has been read as the one who calls."""
    mentions = site.phrases.mentions
    clusters = {mentions[n].cluster for n in site.speakers(stance.speakers[-1:])}
    return subject.mention is not None and mentions[subject.mention].cluster in clusters


def _names(clause: Clause) -> list[Token]:
    """The nouns and adjectives that it is called."""
    verb = clause.head
    if verb.base in NAMED_PLAINLY:
        named = [c for c in verb.children if c.dep_ == "oprd" and c.pos_ in PREDICATED and c.i > verb.i]
        if named:
            return [*named, *_joined(named[0])]
    if verb.base not in NAMED_WITH_AS:
        return []
    named = [other for marker in _markers(clause) for other in _behind(marker)]
    # who is cast as Hamlet is only an actor
    return [] if verb.base == CASTING and any(n.pos_ == "PROPN" for n in named) else named


def _markers(clause: Clause) -> Iterator[Token]:
    """The "as" behind the verb, which the parser may hang from the object."""
    return (marker for host in (clause.head, *clause.objects) if (marker := _marker(host)) is not None)


def _marker(host: Token) -> Token | None:
    return next((c for c in host.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > host.i), None)


def _behind(marker: Token) -> list[Token]:
    """What stands behind "as": "hurtful" and "cruel" in "as hurtful and cruel"."""
    first = next((c for c in marker.children if c.pos_ in PREDICATED), None)
    return [] if first is None else [first, *_joined(first)]


def _joined(first: Token) -> list[Token]:
    """ "Cruel" in "hurtful and cruel"; nothing in "hurtful and a mistake"."""
    return [other for other in first.conjuncts if other.pos_ == first.pos_]


def _things(clause: Clause) -> list[Token]:
    """What is called so: the object, of a passive the subject; no "it", which may be anything said before."""
    things = clause.subjects if clause.passive else clause.objects
    return [t for t in things if t.tag_ not in RELATIVE_PRONOUNS and t.lower_ not in SAYING_LITTLE]


def _stance(site: Site, clause: Clause) -> Stance:
    """By who calls it so, as a report or an opinion."""
    above = site.stances[clause.head.i]
    name = Signature.BELIEVE if clause.signature("that") is Signature.BELIEVE else Signature.REPORT
    return Setting(clause, clause, above, above, site.block.start).told(name)
