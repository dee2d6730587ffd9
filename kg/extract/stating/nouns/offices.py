"""An office and its holder, from the words of a title: "US Deputy Secretary of State"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.stating.nouns.base import ACTORS, stated
from kg.extract.stating.phrases.wording import possessive
from kg.extract.stating.site import Draft, Site
from kg.language.words import OFFICES, lemma
from kg.model.kinds import MentionKind, Role
from kg.model.records import Argument
from kg.terms import rules
from kg.terms.words import words

if TYPE_CHECKING:
    from kg.model.syntax import Token

# How a body is called in the name of an office.
SHORT_NAMES = {"United States": "US"}
CONNECTORS = words("joiners of titles")
OWNER_TAGS = frozenset(("PRP$", "WP$"))


def held(site: Site, person: Token, title: Sequence[Token]) -> Iterator[Draft]:
    """That the person holds the office that the title names; the office's mention is of the body whose it is."""
    while title and (title[0].lower_ in CONNECTORS or title[0].is_punct):
        title = title[1:]
    whose, title = (title[:1], title[1:]) if title and title[0].tag_ in OWNER_TAGS else ((), title)
    head = next((t for t in reversed(title) if lemma(t) in OFFICES), None)
    if head is None:
        return
    registry, gazetteer = site.phrases.registry, site.phrases.gazetteer
    span = site.between(title[0], title[-1])
    body, label = _office(site, title)
    implied = gazetteer.office_of(label) if body is None and not whose else None
    if implied is not None:
        # "Secretary of State Blinken": whose office it is goes without saying
        body = registry.imply(implied, span)
        label = f"{SHORT_NAMES.get(implied.label, implied.label)} {label}"
    owner, label = _owned(site, whose, body, label)
    office = site.phrases.office(span, label, owner, site.between(head, head))
    sides = [called(site, person), Argument(Role.OBJECT, span, mention=office)]
    yield stated(site, rules.TITLE, "hold role", head, sides, within=person)


def _owned(site: Site, whose: Sequence[Token], body: int | None, label: str) -> tuple[int | None, str]:
    """Whose the office is, and its label: "Ito's press secretary" for "his", where the text tells who he is."""
    registry = site.phrases.registry
    number = next((n for n in map(site.at, whose) if n is not None and not registry.is_open(n)), None)
    if number is None:
        return body, label
    return number if body is None else body, f"{possessive(registry.name(registry.mentions[number]))} {label}"


def called(site: Site, person: Token) -> Argument:
    """The person as a subject, by the name alone, without the title that is told of it."""
    subject = site.argument(Role.SUBJECT, person)
    assert subject.mention is not None
    return dataclasses.replace(subject, span=site.phrases.mentions[subject.mention].span)


def _office(site: Site, title: Sequence[Token]) -> tuple[int | None, str]:
    """The body whose office it is, and the office's name with the body by its usual name."""
    first = next((i for i, t in enumerate(title) if site.type_of(t) in ACTORS), None)
    mention = site.mention(title[first]) if first is not None else None
    if first is None or mention is None:
        return None, _tidy(_said(title))
    end = mention.span.end - site.block.start
    before, behind = _said(title[:first]), _said(t for t in title[first:] if t.idx >= end)
    if mention.kind is MentionKind.DEMONYM:
        # "South Korean Defence Minister": a demonym of two words stands whole
        body = site.words(mention.span)
    else:
        before, body = before.removesuffix("the "), SHORT_NAMES.get(mention.label, mention.label)
    return site.at(title[first]), _tidy(f"{before}{body} {behind}")


def _said(words: Iterable[Token]) -> str:
    return "".join(t.text_with_ws for t in words)


def _tidy(label: str) -> str:
    return " ".join(label.replace("’", "'").replace(" '", "'").split()).removesuffix("'s").strip()
