"""Which mentions of a document are the same thing: names, then nominals ("the alliance"), then pronouns.

    names (things) → nominals and pronouns by rule (nominals, antecedents) → what the model doubts or finds (chains)

A nominal or pronoun takes the best of its ranked antecedents only where it clearly leads; a missing link loses a
statement, a wrong one makes a false one. What the rules bind a pronoun to, the fitted model of ``ranking`` may find
unlikely; it binds what they left open if sure. Plain noun phrases compete as antecedents too: "the missile hit the
ship before it turned" binds no country. "I" and "we" inside a quotation are its speaker.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.reference import chains
from kg.extract.reference.antecedents import agrees, best, may_mean
from kg.extract.reference.binding import (
    HE,
    OF_ONE,
    PLURAL_SPEAKERS,
    SHE,
    THEY,
    doer,
    is_expletive,
    may_corefer,
)
from kg.extract.reference.nouns.nominals import FAR, land, nominal, referent
from kg.extract.reference.nouns.persons import Persons, Somebody
from kg.extract.reference.pronouns.ahead import named_behind
from kg.extract.reference.pronouns.voices import is_voice, voice
from kg.extract.reference.things import (
    FARTHEST,
    MOST_NEAR,
    Item,
    Sentence,
    Thing,
    describe,
    named,
    said_to_be,
    sentences,
    sexes,
    states,
)
from kg.language import relations
from kg.language.grammar import MODIFIERS, NOUNS, PERSONAL_PRONOUNS
from kg.language.words import ADDRESSEES, SPEAKERS
from kg.model.changed import changed
from kg.model.kinds import MentionKind
from kg.model.records import Mention, Parse, Quotation, Span
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.extract.reference.noun_phrases import NounPhrase
    from kg.extract.reference.phrase import Phrase
    from kg.gazetteer import Gazetteer
    from kg.model.syntax import Token

# Who is present: "I" and "we", and "you".
PRESENT_WORDS = SPEAKERS | ADDRESSEES
# Nouns in these places name nothing by themselves.
PARTS_OF_PHRASES = MODIFIERS | {relations.NPADVMOD}
# So many quotations may lie in one another.
DEEPEST = 4


def bound(
    parse: Parse,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation],
    gazetteer: Gazetteer,
    nouns: Iterable[NounPhrase],
) -> list[Item]:
    """The mentions, and the plain noun phrases among them, each with the thing that it is.

    Args:
        parse: the document.
        mentions: its names.
        quotations: its quotations.
        gazetteer: the known names.
        nouns: its noun phrases.
    """
    read = list(sentences(parse))
    items = list(_names(read, mentions, gazetteer, parse.document.text))
    persons = Persons(read, items)
    items += _plain_nouns(read, items)
    items.sort(key=_in_text)
    reader = _Reader(items, quotations, persons)
    sexes([item for item in items if item.is_name], read, reader.is_quoted)
    for sentence in read:
        reader.read(sentence)
    reader.revise(chains.revised(nouns, reader.items, quotations))
    reader.voices()
    reader.speakers()
    return reader.items


def numbered(items: Iterable[Item]) -> tuple[Mention, ...]:
    """The mentions of the items, one cluster, type and label for each thing; in text order."""
    pairs = [(item.mention, item.thing) for item in items if item.mention and item.thing]
    numbers: dict[int, int] = {}
    found = []
    for mention, thing in sorted(pairs, key=lambda pair: (pair[0].span.start, -pair[0].span.end)):
        number = numbers.setdefault(id(thing), len(numbers))
        kind = mention.type if mention.kind is MentionKind.DEMONYM and not thing.link else thing.type
        found.append(changed(mention, cluster=number, label=thing.label, link=thing.link, type=kind))
    return tuple(found)


def _in_text(item: Item) -> tuple[int, bool]:
    return item.start, item.mention is None


def _names(read: Sequence[Sentence], mentions: Sequence[Mention], gazetteer: Gazetteer, text: str) -> Iterator[Item]:
    """The names, each with its thing, which then knows what all of them tell."""
    heads = {mention.head.start for mention in mentions}
    tokens = {
        place: (token, sentence)
        for sentence in read
        for token in sentence.tokens
        if (place := sentence.offset + token.idx) in heads
    }
    things = named(mentions, gazetteer, text)
    by_end = states(mentions, things)
    for mention, thing in zip(mentions, things, strict=True):
        token, sentence = tokens[mention.head.start]
        describe(thing, mention, sentence, gazetteer, by_end)
        said_to_be(thing, token)
        is_name = mention.kind is not MentionKind.DEMONYM
        yield Item(mention.span.start, token, sentence.number, thing, mention, is_name)


def _plain_nouns(read: Sequence[Sentence], items: Sequence[Item]) -> Iterator[Item]:
    """Heads of the noun phrases that are no names."""
    spans = [item.mention.span for item in items if item.mention]
    taken = {item.mention.head.start for item in items if item.mention}
    taken |= {place for span in spans for place in range(span.start, span.end)}
    for sentence in read:
        for token in sentence.tokens:
            if token.pos_ in NOUNS and token.dep_ not in PARTS_OF_PHRASES:
                place = sentence.place(token)
                if place not in taken:
                    yield Item(place, token, sentence.number, None)


class _Reader:
    """Goes through the sentences in order and binds what refers back."""

    def __init__(self, items: list[Item], quotations: Sequence[Quotation], persons: Persons) -> None:
        self.items = items
        self._persons = persons
        self._land = land([item for item in items if item.mention is not None])
        self._by_sentence: dict[int, list[Item]] = defaultdict(list)
        self._by_head: dict[int, Item] = {}
        for item in items:
            self._by_sentence[item.sentence].append(item)
            if item.mention:
                self._by_head.setdefault(item.mention.head.start, item)
        self._quotations = sorted((q.span.start, q.span.end, q.speaker.start) for q in quotations if q.speaker)
        self._quoted = [(q.span.start, q.span.end) for q in quotations]
        self._speaking = {speaker for _, _, speaker in self._quotations}
        self._waiting: list[tuple[Mention, Token, int]] = []

    def read(self, sentence: Sentence) -> None:
        """Bind the nominals and pronouns of one sentence."""
        by_start = {item.start: item for item in self._by_sentence[sentence.number] if item.mention is None}
        for token in sentence.tokens:
            start = sentence.offset + token.idx
            if token.tag_ in PERSONAL_PRONOUNS:
                self._pronoun(token, start, sentence.number)
            elif start in by_start:
                self._nominal(by_start[start], sentence)

    def revise(self, pronouns: Iterable[tuple[Phrase, Thing | None]]) -> None:
        """Bind pronouns anew, where the model is of another mind than the rules."""
        for phrase, thing in pronouns:
            item = self._by_head.get(phrase.noun.head.start)
            if item is None or item.mention is None or item.thing is None:
                continue
            if thing is None and item.thing.count == 1:
                continue
            item.thing.count -= 1
            item.thing = thing or Thing(item.token.text, item.mention.type)
            item.thing.count += 1
            item.thing.sex = phrase.sex or item.thing.sex

    def voices(self) -> None:
        """Bind the "he" of "he said" to who spoke last, or where it is still open to whom was told of last."""
        for item in sorted(self.items, key=_in_text):
            self._hear(item)
            self._look_ahead(item)
        self._part_from_speakers()

    def _hear(self, item: Item) -> None:
        """Bind one "he" of "he said"."""
        if is_voice(item) and not self.is_quoted(item.start):
            thing = voice(item, self._before(item), self.is_quoted)
            if thing is not None and thing is not item.thing:
                self._rebind(item, thing)

    def _look_ahead(self, item: Item) -> None:
        """Bind a "he" that is still open to who is named behind it: "As he left, Omar Reis sold it"."""
        offset = item.start - item.token.idx
        thing = named_behind(item, lambda token: self._by_head.get(offset + token.idx))
        if thing is not None and thing is not self._speaker(Span(item.start, item.start)):
            self._rebind(item, thing)

    def _before(self, item: Item) -> Iterator[Item]:
        """The phrases before one, the nearest first, as many sentences back as who spoke last may stand."""
        for number in range(item.sentence, max(-1, item.sentence - FAR), -1):
            found = sorted(self._by_sentence.get(number, ()), key=_in_text, reverse=True)
            yield from (other for other in found if other.start < item.start)

    def is_quoted(self, place: int) -> bool:
        """Whether a place lies within quotation marks."""
        number = bisect_right(self._quoted, (place, sys.maxsize)) - 1
        return number >= 0 and place < self._quoted[number][1]

    def _part_from_speakers(self) -> None:
        """Nobody is "she" in her own words: '"She lost," Falk said' tells of another."""
        for item in self.items:
            if (
                item.mention is not None
                and item.token.lower_ in OF_ONE
                and item.thing is self._speaker(item.mention.span)
            ):
                self._rebind(item, Thing(item.token.text, item.mention.type))

    def _rebind(self, item: Item, thing: Thing) -> None:
        if item.thing is not None:
            item.thing.count -= 1
        item.thing = thing
        thing.count += 1
        thing.sex = thing.sex or ("m" if item.token.lower_ in HE else "f")

    def speakers(self) -> None:
        """Bind "I" and "we" to who speaks; what stays unbound is a thing of its own."""
        for mention, token, sentence in self._waiting:
            thing = self._speaker(mention.span) if token.lower_ in SPEAKERS else None
            if thing is not None and thing.serves is not None and token.lower_ in PLURAL_SPEAKERS:
                thing = thing.serves
            self._add(mention, token, sentence, thing or Thing(token.text, mention.type))
        self.items.sort(key=_in_text)

    def _add(self, mention: Mention, token: Token, sentence: int, thing: Thing) -> Item:
        thing.count += 1
        item = Item(mention.span.start, token, sentence, thing, mention)
        self.items.append(item)
        self._by_sentence[sentence].append(item)
        self._by_head.setdefault(mention.head.start, item)
        return item

    def _speaker(self, span: Span) -> Thing | None:
        """Who speaks the innermost quotation around the span."""
        speaker = self._speaks_at(span.start)
        item = self._by_head.get(speaker) if speaker is not None else None
        return item.thing if item is not None else None

    def _speaks_at(self, place: int) -> int | None:
        """Place of the head of who speaks the innermost quotation around a place."""
        last = bisect_right(self._quotations, (place, sys.maxsize, 0))
        around = reversed(self._quotations[max(0, last - DEEPEST) : last])
        return next((speaker for start, end, speaker in around if start <= place < end), None)

    def _near(self, sentence: int, reach: int, start: int) -> list[Item]:
        """The phrases of a sentence and of those before it that stand before a place."""
        numbers = range(max(0, sentence - reach), sentence + 1)
        return [item for number in numbers for item in self._by_sentence[number] if item.start < start]

    # -- pronouns --

    def _pronoun(self, token: Token, start: int, sentence: int) -> None:
        if is_expletive(token):
            return
        span, kind = Span(start, start + len(token)), _kind(token.lower_)
        mention = Mention(span, span, span, MentionKind.PRONOUN, kind, 0, token.text)
        if token.lower_ in PRESENT_WORDS:
            self._waiting.append((mention, token, sentence))
            return
        found = self._antecedent(token, span, sentence)
        thing = found.thing if found is not None else None
        if thing is not None:
            thing.sex = "m" if token.lower_ in HE else "f" if token.lower_ in SHE else thing.sex
        self._hear(self._add(mention, token, sentence, thing or Thing(token.text, kind)))

    def _antecedent(self, token: Token, span: Span, sentence: int) -> Item | None:
        speaker, other = self._speaker(span), self._doer(token, span)
        near = self._near(sentence, FARTHEST, span.start)
        is_quoted = span.start in self._speaking
        fits = (
            item
            for item in near[-MOST_NEAR:]
            if (item.thing is None or (item.thing is not speaker and item.thing is not other))
            and not (is_quoted and self._speaks_at(item.start) == span.start)
            and agrees(item, token.lower_)
            and may_corefer(item.token, token)
            and may_mean(item, token)
        )
        return best(fits, token, sentence)

    def _doer(self, token: Token, span: Span) -> Thing | None:
        """ "Falk said he would make a law for him": who makes it."""
        subject = doer(token)
        item = self._by_head.get(span.start - token.idx + subject.idx) if subject is not None else None
        return item.thing if item is not None else None

    # -- nominals --

    def _nominal(self, item: Item, sentence: Sentence) -> None:
        found = nominal(item.token, sentence, self._by_sentence[sentence.number])
        thing = referent(found, self._near(sentence.number, FAR, found.head.start), self._land) if found else None
        if thing is None and (somebody := self._persons.somebody(item.token, sentence)) is not None:
            found, thing = somebody.nominal, self._who(somebody)
        if found is None or thing is None:
            return
        item.thing, item.mention = thing, found.mention(thing)
        item.start = item.mention.phrase.start
        thing.count += 1

    def _who(self, somebody: Somebody) -> Thing | None:
        """Whom "the Ohio senator", "the actress" means; who speaks does not call himself so."""
        place, number = somebody.nominal.head.start, somebody.nominal.sentence.number
        near = self._near(number, FAR, place)
        thing = self._persons.holder(somebody, near)
        if thing is None and not self.is_quoted(place):
            if place in self._speaking:
                # "I like Reis," said the former senator: of others than Reis
                near = [item for item in near if self._speaks_at(item.start) != place]
            thing = self._persons.topic(somebody, near) or self._persons.in_play(
                somebody, near, self._by_sentence[number]
            )
        return thing if thing is not self._speaker(somebody.nominal.head) else None


def _kind(word: str) -> MentionType:
    """What a pronoun is of, before it is bound."""
    if word in OF_ONE or word in PRESENT_WORDS:
        return MentionType.PERSON
    return MentionType.GROUP if word in THEY else MentionType.TOPIC
