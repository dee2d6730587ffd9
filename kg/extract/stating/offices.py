"""People and their offices: a title before a name, an apposition behind it ("Brussels, Belgium" tells a place)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.clauses.coordination import is_excluded
from kg.extract.stating.nouns import PLACES, Nouns
from kg.extract.stating.verbal import Draft
from kg.language.words import OFFICES, lemma
from kg.model.records import Argument, Mention, MentionKind, Role, Span
from kg.terms import rules

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token

# How a body is called in the name of an office.
SHORT = {"United States": "US"}
CONNECTORS = {"of", "for", "and", "the", "to", "’s", "'s", "-", "–", "&"}


class Offices(Nouns):
    """Reads titles and appositions."""

    def read(self, token: Token) -> Iterator[Draft]:
        """What the noun says of who holds which office, and of what the thing beside it is."""
        yield from self._title(token)
        yield from self._apposition(token)

    def _title(self, token: Token) -> Iterator[Draft]:
        """ "US Deputy Secretary of State Kurt Campbell": the person holds the office, the office is the country's."""
        person = self.mention(token)
        if person is None or person.type != "PERSON" or person.head.start != self.block.start + token.idx:
            return
        first = token.i
        while first > 0 and self.block.start + token.doc[first - 1].idx >= person.span.start:
            first -= 1
        start = self._title_start(token.doc, first)
        if start is None:
            yield from self._calling(token, first)
            return
        yield from self._holds(token, list(token.doc[start:first]))

    def _calling(self, person: Token, first: int) -> Iterator[Draft]:
        """ "promoter Gil Navas": he is a promoter."""
        nouns: list[Token] = []
        at = first - 1
        while at >= 0 and person.doc[at].tag_ == "NN" and person.doc[at].dep_ in ("compound", "nmod", "nsubj", "appos"):
            nouns.insert(0, person.doc[at])
            at -= 1
        if not nouns or not nouns[-1].text.islower() or nouns[-1].head.i not in (person.i, person.head.i):
            return
        subject = self.arguments.noun(Role.SUBJECT, person)
        assert subject.mention is not None
        subject = dataclasses.replace(subject, span=self.phrases.mentions[subject.mention].span)
        span = self._span_of(nouns)
        what = Argument(Role.OBJECT, span, value=span.of(self.phrases.text))
        yield self.draft("be", nouns[-1], [subject, what], rules.APPOSITION, person)

    def _title_start(self, doc: Doc, first: int) -> int | None:
        """First token of the run of title words that ends before the name; None if it holds no office."""
        at, found = first, None
        while at > 0:
            word = doc[at - 1]
            if word.is_sent_start and word.lower_ in ("when", "the", "as"):
                break
            fits = (
                word.pos_ in ("PROPN", "NOUN", "ADJ")
                or (word.lower_ in CONNECTORS and at < first)
                or (word.tag_ == "POS" and at < first)
            )
            if not fits or word.dep_ in ("nsubj", "dobj", "ROOT") or (word.is_punct and word.text not in ("-", "–")):
                break
            behind = doc[at].lower_
            if behind in CONNECTORS and lemma(word) not in OFFICES and not word.text[:1].isupper():
                break
            at -= 1
            if lemma(word) in OFFICES or (found is not None and word.lower_ not in CONNECTORS):
                found = at
            if word.is_sent_start:
                break
        return found

    def _holds(self, person: Token, title: Sequence[Token]) -> Iterator[Draft]:
        while title and (title[0].lower_ in CONNECTORS or title[0].is_punct):
            title = title[1:]
        heads = [t for t in title if lemma(t) in OFFICES]
        if not heads:
            return
        head = heads[-1]
        body, label = self._office(title)
        implied = self.phrases.gazetteer.office_of(label) if body is None else None
        if implied is not None:
            # "Secretary of State Blinken": whose office it is goes without saying
            body = self.phrases.named(implied, self._span_of(title))
            label = f"{SHORT.get(implied.label, implied.label)} {label}"
        office = self._office_mention(title, head, label, body)
        subject = self.arguments.noun(Role.SUBJECT, person)
        assert subject.mention is not None
        subject = dataclasses.replace(subject, span=self.phrases.mentions[subject.mention].span)
        span = self.phrases.mentions[office].span
        role = Argument(Role.OBJECT, span, mention=office)
        yield self.draft("hold role", head, [subject, role], rules.TITLE, person)
        if body is not None:
            owner = Argument(Role.OBJECT, span if implied else self.phrases.mentions[body].span, mention=body)
            yield self.draft(
                "be role of", head, [Argument(Role.SUBJECT, span, mention=office), owner], rules.TITLE, person
            )

    def _office(self, title: Sequence[Token]) -> tuple[int | None, str]:
        """The body whose office it is, and the office's name with the body by its usual name."""
        body: int | None = None
        words, skip = "", -1
        for t in title:
            place = self.block.start + t.idx
            if place < skip:
                continue
            number = self.phrases.at(t, self.block)
            mention = self.phrases.mentions[number] if number is not None else None
            if mention is not None and mention.type in ("GPE", "ORG", "LOC", "NORP") and body is None:
                body, skip = number, mention.span.end
                if mention.kind is not MentionKind.DEMONYM:
                    words = words.removesuffix("the ") + SHORT.get(mention.label, mention.label) + " "
                    continue
                # "South Korean Defence Minister": a demonym of two words stands whole
                words += mention.span.of(self.phrases.text) + " "
                continue
            words += t.text_with_ws
        label = " ".join(words.replace("’", "'").replace(" '", "'").split()).removesuffix("'s").strip()
        return body, label

    def _span_of(self, tokens: Sequence[Token]) -> Span:
        first, last = tokens[0], tokens[-1]
        return Span(self.block.start + first.idx, self.block.start + last.idx + len(last))

    def _office_mention(self, title: Sequence[Token], head: Token, label: str, body: int | None) -> int:
        span = self._span_of(title)
        place = self.block.start + head.idx
        return self.phrases.role(span, label, body, Span(place, place + len(head)))

    def _apposition(self, token: Token) -> Iterator[Draft]:
        """ "Jens Stoltenberg, Secretary General of NATO": office; "Brussels, Belgium": place; else what he is."""
        for c in token.children:
            if c.dep_ != "appos" or is_excluded(c):
                continue
            named, other = (token, c) if self.is_name(token) else (c, token)
            if not self.is_name(named):
                continue
            mention = self.mention(named)
            assert mention is not None
            kinds = {mention.type, getattr(self.mention(other), "type", "")}
            if mention.type == "PERSON" and lemma(other) in OFFICES:
                yield from self._office_of(named, other)
            elif kinds <= set(PLACES) and self.is_name(other) and token.ent_type_:
                inner, outer = (token, c) if token.i < c.i else (c, token)
                yield self.draft(
                    "be located in",
                    outer,
                    [self.arguments.noun(Role.SUBJECT, inner), self.arguments.noun(Role.OBJECT, outer)],
                    rules.PLACE,
                    token,
                )
            elif other.pos_ == "NOUN" and any(k.dep_ in ("det", "prep", "amod", "poss") for k in other.children):
                yield self.draft(
                    "be",
                    other,
                    [self.arguments.noun(Role.SUBJECT, named), self._what(other, mention)],
                    rules.APPOSITION,
                    token,
                )

    def _what(self, noun: Token, name: Mention) -> Argument:
        """What the name is said to be: its words where the noun has been read as the same thing, which is no news."""
        what = self.arguments.noun(Role.OBJECT, noun)
        if what.mention is None or self.phrases.mentions[what.mention].cluster != name.cluster:
            return what
        return Argument(Role.OBJECT, what.span, value=what.span.of(self.phrases.text))

    def _office_of(self, person: Token, office: Token) -> Iterator[Draft]:
        title = [t for t in office.subtree if t.i <= office.i and t.dep_ not in ("det", "punct")]
        for c in office.children:
            if c.dep_ == "prep" and c.lower_ in ("of", "at", "for") and c.i > office.i:
                for p in c.children:
                    if p.dep_ == "pobj":
                        title += [c, *(t for t in p.subtree if t.dep_ not in ("relcl", "punct") and t.i <= p.i)]
        title = sorted({t.i: t for t in title}.values(), key=lambda t: t.i)
        yield from self._holds(person, title)
