"""A title before a name: "US Deputy Secretary of State Kurt Campbell", "promoter Gil Navas"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.stating.nouns.base import stated
from kg.extract.stating.nouns.offices import CONNECTORS, called, held
from kg.extract.stating.site import PARTICIPLE_TAGS, Draft, Site
from kg.language import relations
from kg.language.words import OFFICES, lemma
from kg.model.kinds import Role
from kg.terms import rules
from kg.terms.mention_type import MentionType
from kg.terms.words import word_pairs, words

if TYPE_CHECKING:
    from kg.model.records import Span
    from kg.model.syntax import Doc, Token

# Classes of the words of a title, and relations of what is none; words that open a sentence before one.
TITLE_CLASSES = frozenset(("PROPN", "NOUN", "ADJ"))
CORE_RELATIONS = frozenset((relations.NSUBJ, relations.DOBJ, relations.ROOT))
OPENERS = frozenset(("when", "the", "as"))
DASHES = frozenset(("-", "–"))
DESCRIBING = frozenset((relations.AMOD, relations.COMPOUND, relations.NMOD, relations.POSS))
SINGULAR = frozenset(("NN", "NNP"))
ADDRESSING = words("forms of address")
# "The candidate": who seeks an office, and may have another.
SEEKING = words("people who seek an office")
IN_SHORT = frozenset(word_pairs("titles in short"))
PAST_TITLES = words("words for what is over")
CALLING = frozenset((relations.COMPOUND, relations.NMOD, relations.NSUBJ, relations.APPOS))


def titles(site: Site, token: Token) -> Iterator[Draft]:
    """ "US Deputy Secretary of State Kurt Campbell": the person holds the office, the office is the country's."""
    person = site.mention(token)
    start = site.block.start
    if person is None or person.type != MentionType.PERSON or person.head.start != start + token.idx:
        return
    first = token.i
    while first > 0 and _is_of_name(token.doc[first - 1], start, person.span):
        first -= 1
    opening = _title_start(token.doc, first)
    if opening is None:
        yield from _calling(site, token, first)
    else:
        yield from held(site, token, _own(site, token.doc[opening:first]))


def _is_of_name(before: Token, start: int, name: Span) -> bool:
    """True for a word of the name, and for "Mrs." before it: in "a spokesman for Mrs. Lund" she is none."""
    is_addressing = before.text.rstrip(".") in ADDRESSING and before.lower_ not in OFFICES
    return start + before.idx >= name.start or is_addressing


def _own(site: Site, title: Sequence[Token]) -> Sequence[Token]:
    """The words of the last title alone: not Kerry's in "Secretary Kerry and Foreign Minister | Lavrov".

    Nor what somebody is besides, as in "candidate Florida Senator | Gil"; both of "founder and chairman | Gil".
    """
    for n in range(len(title) - 1, 0, -1):
        if not any(map(_is_office, title[n:])):
            continue
        if _joins_another(site, title[n - 1], title[n]):
            return title[n + 1 :]
        if title[n - 1].lower_ in SEEKING and _is_title(title[n]):
            return title[n:]
    return title


def _joins_another(site: Site, before: Token, joint: Token) -> bool:
    """ "Kerry | and Minister Lavrov", "adviser | to Senator Gil": whose title is told before is another."""
    return joint.lower_ == "to" or (joint.dep_ == relations.CC and site.at(before) is not None)


def _is_office(word: Token) -> bool:
    """ "Senator", "Sen."."""
    return lemma(word) in OFFICES or word.lower_.rstrip(".") in IN_SHORT


def _is_title(word: Token) -> bool:
    """ "Florida" of "Florida Senator", "former"."""
    return word.text[:1].isupper() or word.lower_ in PAST_TITLES


def _calling(site: Site, person: Token, first: int) -> Iterator[Draft]:
    """ "boxing promoter Gil Navas", "Democrat Gil Navas": he is one; not so in "the promoter Navas met"."""
    noun = person.doc[first - 1] if first else person
    is_noun = noun.tag_ == "NN" and noun.text.islower()
    if noun.dep_ not in CALLING or not (is_noun or _is_adherent(site, noun)):
        return
    # "A rubber Clinton mask" is of neither.
    is_beside = noun.head is person or (noun.head is person.head and person.dep_ != relations.COMPOUND)
    if not is_beside:
        return
    what = site.told(Role.OBJECT, site.between(person.doc[_described(noun)], noun))
    yield stated(site, rules.APPOSITION, "be", noun, [called(site, person), what], within=person)


def _is_adherent(site: Site, noun: Token) -> bool:
    """True for "Democrat" in "Democrat Gil Navas", not for "Democrats", nor for a person's name."""
    return noun.ent_type_ == MentionType.NORP and noun.tag_ in SINGULAR and site.type_of(noun) != MentionType.PERSON


def _described(noun: Token) -> int:
    """The first word of "former Republican front-runner" and of "Peru's envoy"; articles are none of it."""
    doc, at = noun.doc, noun.i
    while at > 0 and _describes(doc[at - 1], at):
        at -= 1
    while at < noun.i and doc[at].text in DASHES:
        at += 1
    return at


def _describes(word: Token, at: int) -> bool:
    """True for a modifier of what begins at an index, for the "'s" of an owner and for a hyphen."""
    is_joined = word.text in DASHES or word.dep_ == relations.CASE
    is_of_kind = word.pos_ in TITLE_CLASSES or word.tag_ in PARTICIPLE_TAGS
    return is_joined or (word.dep_ in DESCRIBING and word.head.i >= at and is_of_kind)


def _title_start(doc: Doc, first: int) -> int | None:
    """First token of the run of title words that ends before the name; None if it holds no office."""
    at, found = first, None
    while at > 0 and _is_of_title(doc, at - 1, is_last=at == first):
        at -= 1
        word = doc[at]
        if lemma(word) in OFFICES or (found is not None and word.lower_ not in CONNECTORS):
            found = at
        if word.is_sent_start:
            break
    return found


def _is_of_title(doc: Doc, at: int, *, is_last: bool) -> bool:
    """True for each word of "UN Secretary General" and of "Leader of the Opposition", which does not end in "of"."""
    word = doc[at]
    if word.is_sent_start and word.lower_ in OPENERS:
        return False
    is_joiner = word.lower_ in CONNECTORS or word.tag_ == "POS"
    if word.pos_ not in TITLE_CLASSES and (is_last or not is_joiner):
        return False
    if word.dep_ in CORE_RELATIONS or (word.is_punct and word.text not in DASHES):
        return False
    return doc[at + 1].lower_ not in CONNECTORS or lemma(word) in OFFICES or word.text[:1].isupper()
