"""What noun phrases say: offices, kinship of names and places, acts named by nouns, members, meetings.

A title before a name, an apposition behind it, a possessive before the noun of an act ("China's support for
Russia") and a list of members are statements as good as clauses. They are taken as given unless the words around
them deny, plan or doubt what the noun names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.clauses.clause import Clause
from kg.extract.clauses.coordination import conjuncts
from kg.extract.stance.composition import Stance
from kg.extract.stating.acts import Acts
from kg.extract.stating.nouns import PLACES, Nouns
from kg.extract.stating.offices import Offices
from kg.extract.stating.phrases import GATHERINGS, MEMBERS, NAMED, Phrases
from kg.extract.stating.verbal import Draft
from kg.language.words import lemma
from kg.model.records import Argument, ParsedBlock, Role
from kg.terms import rules

if TYPE_CHECKING:
    from kg.model.syntax import Token, TokenSpan

PLACE_NOUNS = frozenset("island city town village province region state capital port resort district county".split())


def read(
    sentence: TokenSpan,
    block: ParsedBlock,
    phrases: Phrases,
    number: int,
    anchor: str | None,
    clauses: Sequence[Clause],
    stances: Mapping[int, Stance],
) -> list[Draft]:
    """Propositions that the nouns of a sentence state, in text order.

    Args:
        sentence: its tokens.
        block: the block it stands in.
        phrases: mentions of the document.
        number: index of the sentence.
        anchor: date of the document.
        clauses: the verb clauses of the sentence.
        stances: stance of each clause by the index of its head.
    """
    given = (block, phrases, number, anchor, clauses, stances)
    offices, acts, bodies = Offices(*given), Acts(*given), Bodies(*given)
    drafts: list[Draft] = []
    for token in sentence:
        if token.pos_ in ("NOUN", "PROPN"):
            drafts.extend(offices.read(token))
            drafts.extend(acts.read(token))
            drafts.extend(bodies.read(token))
    return drafts


class Bodies(Nouns):
    """Reads who belongs to a body, where a place lies, and where a meeting is held."""

    def read(self, noun: Token) -> Iterator[Draft]:
        """What the noun says of members, of places and of gatherings."""
        word = lemma(noun)
        if word in MEMBERS:
            yield from self._members(noun)
        if word in PLACE_NOUNS and noun.pos_ == "NOUN":
            yield from self._place(noun)
        if word in GATHERINGS:
            yield from self._gathering(noun)

    def _members(self, noun: Token) -> Iterator[Draft]:
        """ "The G7 countries, including A and B", "NATO members A and B": each belongs to the body."""
        number = next(
            (n for c in noun.children if (n := self.phrases.at(c, self.block)) is not None and self.is_body(n)), None
        )
        if number is None:
            return
        body = Argument(Role.OBJECT, self.phrases.mentions[number].span, mention=number)
        listed = [
            p for c in noun.children if c.dep_ == "prep" and c.lower_ in ("including", "like") for p in c.children
        ]
        clause = self.clauses.get(noun.head.i)
        if (
            clause is not None
            and noun.i in {s.i for s in clause.subjects}
            and lemma(clause.head) in ("include", "comprise", "be")
        ):
            listed = clause.objects or clause.complements
            listed = listed if lemma(clause.head) != "be" or all(self.is_name(t) for t in listed) else []
        elif not listed:
            listed = [c for c in noun.children if c.dep_ == "appos" and self.is_name(c)]
        seen: set[int] = set()
        for token in [t for p in listed for t in conjuncts(p)]:
            if token.i not in seen and self.is_name(token):
                seen.add(token.i)
                yield self.draft(
                    "be member of", noun, [self.arguments.noun(Role.SUBJECT, token), body], rules.MEMBERS, noun
                )

    def _place(self, noun: Token) -> Iterator[Draft]:
        """ "the Italian island of Capri": Capri lies in Italy."""
        country = next(
            (c for c in noun.children if c.dep_ in ("amod", "compound", "poss") and self.is_country_word(c)), None
        )
        of = [p for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
        names = [t for t in [*of, *(c for c in noun.children if c.dep_ == "appos")] if self.is_name(t)]
        if country is None:
            outer = [
                p for t in (noun, *of) for c in t.children if c.dep_ == "prep" and c.lower_ == "in" for p in c.children
            ]
            country = next((p for p in outer if self.is_name(p)), None)
        for name in names[:1]:
            mention = self.mention(name)
            if country is not None and mention is not None and mention.type in (*PLACES, "ORG"):
                arguments = [self.arguments.noun(Role.SUBJECT, name), self.arguments.noun(Role.OBJECT, country)]
                yield self.draft("be located in", noun, arguments, rules.PLACE, noun)

    def _gathering(self, noun: Token) -> Iterator[Draft]:
        """ "a G7 foreign ministers meeting in Italy": it is held in Italy, the G7 holds it and meets there."""
        number = self.phrases.refer(noun, self.block)
        meeting = self.phrases.mentions[number]
        this = Argument(Role.SUBJECT, self.phrases.span(noun, self.block), mention=number)
        stance = self.stance(noun)
        if stance is None:
            return
        body = meeting.of
        holder = None
        if (
            body is not None
            and self.phrases.mentions[body].kind in NAMED
            and self.phrases.mentions[body].type in ("ORG", "GPE", "NORP")
        ):
            own = any(self.phrases.at(c, self.block) == body for c in noun.children)
            holder = Argument(Role.SUBJECT, self.phrases.mentions[body].span if own else this.span, mention=body)
            if own:
                what = Argument(Role.OBJECT, this.span, mention=number)
                yield self.draft("hold", noun, [holder, what], rules.MEETING, noun, stance)
        for c in noun.children:
            if c.dep_ != "prep" or c.lower_ not in ("in", "at", "on"):
                continue
            for p in c.children:
                place = self._place_of(p)
                if place is None:
                    continue
                where = self.arguments.noun(Role.OBJECT, place, c.lower_)
                yield self.draft(f"be held {c.lower_}", noun, [this, where], rules.MEETING, noun, stance)
                if holder is not None:
                    yield self.draft("meet at", noun, [holder, where], rules.MEETING, noun, stance)

    def _place_of(self, token: Token) -> Token | None:
        """The named place of "in Italy" and of "on the Italian island of Capri"."""
        mention = self.mention(token)
        if mention is not None and mention.type in PLACES:
            return token
        if lemma(token) in PLACE_NOUNS:
            for c in token.children:
                for p in c.children if c.dep_ == "prep" and c.lower_ == "of" else ():
                    if self.is_name(p):
                        return p
        return None
