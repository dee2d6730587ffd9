"""What stands behind a name between commas: an office, the place around it, or what the thing is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.clauses.coordination import is_excluded, is_parted
from kg.extract.stating.nouns.base import is_name, stated
from kg.extract.stating.nouns.offices import held
from kg.extract.stating.prepositions import led_by
from kg.extract.stating.site import Draft, Site
from kg.language import relations
from kg.language.words import OFFICES, lemma
from kg.model.kinds import Role
from kg.model.records import Argument, Span
from kg.terms import rules
from kg.terms.lexicon.kinds import kinds_of
from kg.terms.mention_type import PLACES, MentionType
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# "the minister", "minister for trade", "a former minister": more than the bare noun, which may be part of a list.
DESCRIBED = frozenset((relations.DET, relations.PREP, relations.AMOD, relations.POSS))
NO_PERSON = words("nouns for no person")
FIGURES = words("what a person may be called")
FIGURES_OF_PLACES = words("what a place may be called")
PLACE_KINDS = frozenset(("place", "state"))
WHOSE = frozenset(("of", "at", "for"))
# What is no part of an office's name: before its noun, and behind "of".
NOT_BEFORE = frozenset((relations.DET, relations.PUNCT))
NOT_BEHIND = frozenset((relations.RELCL, relations.PUNCT))


def appositions(site: Site, token: Token) -> Iterator[Draft]:
    """ "Jens Stoltenberg, Secretary General of NATO": office; "Brussels, Belgium": place; else what he is."""
    for beside in token.children:
        if beside.dep_ == "appos" and not is_excluded(beside):
            name, other = (token, beside) if is_name(site, token) else (beside, token)
            if is_name(site, name) and _fit(site, name, other):
                yield from _told(site, token, beside, name, other)
            elif is_name(site, name) and (body := _body_between(site, name, other)) is not None:
                yield from _told(site, token, beside, body, other)


def _told(site: Site, token: Token, beside: Token, name: Token, other: Token) -> Iterator[Draft]:
    """What the one of two nouns that is a name is told to be, to hold or to lie in."""
    if site.type_of(name) == MentionType.PERSON and lemma(other) in OFFICES:
        yield from held(site, name, _title(other))
    elif _are_places(site, token, beside):
        inner, outer = (token, beside) if token.i < beside.i else (beside, token)
        sides = [site.argument(Role.SUBJECT, inner), site.argument(Role.OBJECT, outer)]
        yield stated(site, rules.PLACE, "be located in", outer, sides, within=token)
    elif (other.pos_ == "NOUN" or site.is_one_of_all(other)) and any(k.dep_ in DESCRIBED for k in other.children):
        for each in _told_so(site, name, other):
            sides = [_alone(site, each, other), _what(site, other, each)]
            yield stated(site, rules.APPOSITION, "be", other, sides, within=token)


def _told_so(site: Site, name: Token, other: Token) -> list[Token]:
    """Both of "his rivals, Anna Berg and Odd Lund", but one of "his rival, Anna Berg, and Odd Lund".

    And the nearest of "Anna Berg and Odd Lund, his rival".
    """
    joined = name.conjuncts if other.tag_ == "NNS" or name.i < other.i else []
    alike = [t for t in joined if is_name(site, t) and site.type_of(t) == site.type_of(name) and not is_excluded(t)]
    found = sorted([name, *alike], key=lambda t: t.i)
    if other.tag_ != "NNS":
        return [t for t in found if t.i < other.i][-1:] or [name]
    return [name] if is_parted(found[0], found[-1]) else found


def _fit(site: Site, name: Token, other: Token) -> bool:
    """False for a person and "a policy institute" or "its members", for a place and "a judge", "Peru (496,000 miles)".

    A third noun stands between the first two, and the parser hangs all from the first; numbers count, and say nothing
    of what is counted.
    """
    if other.tag_ == "NNS" and not _may_be_several(site, name, other):
        return False
    if is_name(site, other):
        return MentionType.PERSON not in (site.type_of(name), site.type_of(other)) or _is_person(site, name, other)
    if site.type_of(name) in PLACES:
        return _may_be_place(lemma(other)) or (site.known(name) is None and "body" in kinds_of(lemma(other)))
    return site.type_of(name) != MentionType.PERSON or _may_be_person(lemma(other))


def _may_be_several(site: Site, name: Token, others: Token) -> bool:
    """False for "Anna Berg, its members" and "Peru (496,000 miles)"; not for "Anna Berg and Odd Lund, its members"."""
    if site.type_of(name) == MentionType.PERSON:
        return any(name.conjuncts)
    is_counted = any(c.dep_ == relations.NUMMOD and c.i < others.i for c in others.children)
    return not (is_counted and site.type_of(name) in PLACES)


def _may_be_person(noun: str) -> bool:
    """False for "institute" and "flood", of which it is known what they are; not for "voice", which somebody may be."""
    kinds = kinds_of(noun)
    return noun not in NO_PERSON and (not kinds or "person" in kinds or noun in FIGURES)


def _may_be_place(noun: str) -> bool:
    """True for "capital", "state" and "ally"; not for "judge", "tower", "budget"."""
    return noun in FIGURES_OF_PLACES or not PLACE_KINDS.isdisjoint(kinds_of(noun))


def _body_between(site: Site, person: Token, other: Token) -> Token | None:
    """ "Delta" in "Omar Marsh, head of Delta, a shipping firm": the last body between the person and what he is not."""
    if lemma(other) not in NO_PERSON:
        return None
    between = person.doc[person.i + 1 : other.i]
    bodies = (t for t in between if site.type_of(t) == MentionType.ORG and is_name(site, t))
    heads = [t for t in bodies if (m := site.mention(t)) is not None and m.head.start == site.block.start + t.idx]
    return heads[-1] if heads else None


def _alone(site: Site, name: Token, other: Token) -> Argument:
    """The name as subject, without the noun behind it, where that hangs from it."""
    return site.argument(Role.SUBJECT, name, without=other if other.head is name else None)


def _is_person(site: Site, *names: Token) -> bool:
    return all(site.type_of(name) == MentionType.PERSON for name in names)


def _are_places(site: Site, token: Token, beside: Token) -> bool:
    """True for "Brussels, Belgium", but not for "Brussels, the capital", nor for two of a kind: "Peru, Chile agree"."""
    pair = (token, beside)
    if not token.ent_type_ or not all(is_name(site, t) and site.type_of(t) in PLACES for t in pair):
        return False
    inner, outer = (site.known(t) for t in pair)
    return inner is None or outer is None or inner.kind != outer.kind


def _what(site: Site, noun: Token, name: Token) -> Argument:
    """What the name is said to be: its words where the noun has been read as the same thing, which is no news."""
    what, mention = site.argument(Role.OBJECT, noun, without=name if name.head is noun else None), site.mention(name)
    is_same = mention is not None and site.phrases.mentions[site.refer(noun)].cluster == mention.cluster
    if not is_same:
        return what
    article = next((c for c in noun.lefts if c.dep_ == "det" and c.i == noun.left_edge.i), None)
    start = what.span.start if article is None else site.between(article.nbor(), noun).start
    return site.told(Role.OBJECT, Span(start, what.span.end))


def _title(office: Token) -> list[Token]:
    """ "Secretary General of NATO" of "the Secretary General of NATO, who resigned"."""
    title = {t.i: t for t in office.subtree if t.i <= office.i and t.dep_ not in NOT_BEFORE}
    for marker in led_by(office, WHOSE):
        for noun in marker.children if marker.i > office.i else ():
            if noun.dep_ == "pobj":
                inside = (t for t in noun.subtree if t.dep_ not in NOT_BEHIND and t.i <= noun.i)
                title.update({t.i: t for t in (marker, *inside, *_name_behind(noun))})
    return [title[i] for i in sorted(title)]


def _name_behind(noun: Token) -> list[Token]:
    """ "Halvex News" of "head of the website Halvex News"; none of "head of the website, Halvex News"."""
    names = (c for c in noun.rights if c.dep_ == relations.APPOS and c.pos_ == "PROPN")
    return next((list(name.subtree) for name in names if name.left_edge.i == noun.i + 1 and noun.nbor().is_alpha), [])
