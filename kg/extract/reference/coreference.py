"""Which mentions of a document are the same thing: names, then nominals ("the alliance"), then pronouns.

Names meet by gazetteer entry, folded spelling, surname and acronym. A nominal or pronoun takes the best of its
ranked antecedents only where it clearly leads; a missing link loses a statement, a wrong one makes a false one. What
the rules bind a pronoun to, the fitted model of ``ranking`` may find unlikely; it binds what they left open if sure.
Plain noun phrases compete as antecedents too: "the missile hit the ship before it turned" binds no country.
"I" and "we" inside a quotation are its speaker.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.names.naming import groups, initials, key
from kg.extract.reference import chains, noun_phrases, ranking
from kg.extract.reference.antecedents import (
    FARTHEST,
    HE,
    MOST_NEAR,
    SHE,
    THEY,
    Item,
    Thing,
    agrees,
    best,
    is_expletive,
    may_corefer,
)
from kg.gazetteer import Entry, Gazetteer
from kg.language.words import ADDRESSEES, SPEAKERS
from kg.model.records import Mention, MentionKind, Parse, Quotation, Span
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.extract.reference.noun_phrases import NounPhrase
    from kg.extract.reference.ranking import Phrase
    from kg.model.syntax import Doc, Token

PLURAL = frozenset(("we", "us", "our", "ours", "ourselves"))
# Who holds one of these says "we" for a state.
STATE_OFFICES = frozenset(
    (
        *("secretary", "minister", "president", "premier", "chancellor", "ambassador", "spokesman", "spokeswoman"),
        *("spokesperson", "adviser", "advisor", "envoy"),
    )
)
STATE_BODIES = frozenset(("ministry", "department", "embassy", "government", "foreign", "treasury", "cabinet"))
MALE = frozenset(
    ("mr", "mr.", "sir", "king", "prince", "lord", "chairman", "spokesman", "pope", "father", "congressman")
)
FEMALE = frozenset(("mrs", "mrs.", "ms", "ms.", "miss", "queen", "princess", "lady", "spokeswoman", "congresswoman"))


@dataclass(frozen=True, slots=True)
class _Sentence:
    number: int
    offset: int
    doc: Doc
    start: int
    end: int


def link(
    parse: Parse, mentions: Sequence[Mention], quotations: Sequence[Quotation], gazetteer: Gazetteer
) -> tuple[Mention, ...]:
    """The mentions with pronouns and nominals added, one cluster, type and label for each thing; in text order.

    A pronoun without antecedent has a cluster and a label of its own: its words.
    """
    return numbered(bound(parse, mentions, quotations, gazetteer, noun_phrases.find(parse)))


def bound(
    parse: Parse,
    mentions: Sequence[Mention],
    quotations: Sequence[Quotation],
    gazetteer: Gazetteer,
    nouns: Iterable[NounPhrase],
) -> list[Item]:
    """The mentions, and the plain noun phrases among them, each with the thing that it is."""
    sentences = list(_sentences(parse))
    tokens = {
        sentence.offset + token.idx: (token, sentence)
        for sentence in sentences
        for token in sentence.doc[sentence.start : sentence.end]
    }
    things = _name_things(mentions, gazetteer, parse.document.text)
    items: list[Item] = []
    by_end = _states(mentions, things)
    for mention, thing in zip(mentions, things, strict=True):
        token, sentence = tokens[mention.head.start]
        _describe(thing, mention, sentence, gazetteer, by_end)
        named = mention.kind is not MentionKind.DEMONYM
        items.append(Item(mention.span.start, token, sentence.number, thing, mention, named))
    items += _noun_phrases(sentences, items)
    items.sort(key=lambda item: (item.start, item.mention is None))
    reader = _Reader(items, quotations)
    for sentence in sentences:
        reader.read(sentence)
    reader.revise(chains.revised(chains.phrases(nouns, reader.items, quotations), ranking.weights()))
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
        found.append(dataclasses.replace(mention, cluster=number, label=thing.label, link=thing.link, type=kind))
    return tuple(found)


def _sentences(parse: Parse) -> Iterator[_Sentence]:
    number = 0
    for block in parse.blocks:
        for sent in block.doc.sents:
            yield _Sentence(number, block.start, block.doc, sent.start, sent.end)
            number += 1
        number += 1


# -- names -------------------------------------------------------------------------------------------------------------


def _name_things(mentions: Sequence[Mention], gazetteer: Gazetteer, text: str) -> list[Thing]:
    """One thing for each mention, shared by those that name the same."""
    loose = [key(m.label) for m in mentions if not _entry(m, gazetteer)]
    people = {key(m.label): int(m.type == "PERSON") for m in mentions}
    joined = groups(sorted(set(loose)), people)
    long_form = _long_forms(mentions, text)
    things: dict[tuple[str, str], Thing] = {}
    found = []
    for mention in mentions:
        entry = _entry(mention, gazetteer)
        folded = key(mention.label)
        identity = (
            ("known", entry.label) if entry else ("person" if mention.type == "PERSON" else "name", joined[folded])
        )
        if not entry and folded in long_form:
            other = gazetteer.entry(long_form[folded])
            identity = ("known", other.label) if other else ("name", joined.get(key(long_form[folded]), folded))
        thing = things.get(identity)
        if thing is None:
            thing = things[identity] = Thing(mention.label, mention.type, mention.link)
            if entry:
                thing.nominals = frozenset(entry.nominals)
                thing.is_country = entry.kind == "Country"
        thing.link = thing.link or mention.link
        if not entry and (len(mention.label.split()), len(mention.label)) > (
            len(thing.label.split()),
            len(thing.label),
        ):
            thing.label = mention.label
        found.append(thing)
    return found


def _entry(mention: Mention, gazetteer: Gazetteer) -> Entry | None:
    if mention.type in ("PERSON", "NORP"):
        return None
    return gazetteer.entry(mention.label, mention.link, mention.type)


def _long_forms(mentions: Sequence[Mention], text: str) -> dict[str, str]:
    """Folded acronym to long name: in brackets after it, or the only name with these initials."""
    bodies = [m for m in mentions if m.type in ("ORG", "GPE", "LOC", "FAC", "EVENT") and " " in m.label]
    ending = {body.span.end: body for body in bodies}
    by_initials: dict[str, set[str]] = defaultdict(set)
    for body in bodies:
        by_initials[initials(body.label)].add(body.label)
    found = {}
    for mention in mentions:
        short = mention.label.replace(".", "")
        if not (2 <= len(short) <= 7 and short.isupper() and mention.link is None):
            continue
        gap = re.search(r"\s*\(\s*['\"“]?$", text[max(0, mention.span.start - 8) : mention.span.start])
        full = ending.get(mention.span.start - len(gap.group())) if gap else None
        if full:
            found[key(mention.label)] = full.label
        elif len(by_initials.get(short, ())) == 1:
            found[key(mention.label)] = next(iter(by_initials[short]))
    return found


def _states(mentions: Sequence[Mention], things: Sequence[Thing]) -> dict[int, Thing]:
    """Where names of states end, and names of their ministries: "Chinese Foreign Ministry" speaks for China."""
    pairs = list(zip(mentions, things, strict=True))
    by_start = {m.span.start: t for m, t in pairs if m.type in ("GPE", "NORP")}
    found = {m.span.end: t for m, t in pairs if m.type in ("GPE", "NORP")}
    for m, _ in pairs:
        state = by_start.get(m.span.start)
        if m.type == "ORG" and state is not None and STATE_BODIES & set(m.label.lower().split()):
            found[m.span.end] = state
    return found


def _serve(thing: Thing, title: str, start: int, by_end: Mapping[int, Thing], gazetteer: Gazetteer) -> None:
    """ "US Deputy Secretary of State Campbell" speaks for the United States when he says "we"."""
    if not STATE_OFFICES & set(title.split()):
        return
    before = start - len(title) - 1
    for end in (before - 1, before - 3):
        # "US Secretary", "Italy's minister"
        state = by_end.get(end)
        if state is not None and (state.is_country or state.link):
            thing.serves = state
            return
    entry = gazetteer.office_of(title)
    if entry is not None and thing.serves is None:
        thing.serves = next((t for t in by_end.values() if t.label == entry.label), None)


def _describe(
    thing: Thing, mention: Mention, sentence: _Sentence, gazetteer: Gazetteer, by_end: Mapping[int, Thing]
) -> None:
    """Adds what this occurrence tells: the office before the name, the sex, one more occurrence."""
    thing.count += 1
    name = mention.span
    thing.names.append(mention.label)
    if thing.type != "PERSON":
        return
    doc = sentence.doc
    first = next(
        i for i in range(sentence.start, sentence.end) if sentence.offset + doc[i].idx + len(doc[i]) > name.start
    )
    words = [doc[i].text for i in range(sentence.start, first)]
    length = gazetteer.title_before(words, len(words))
    title = " ".join(words[len(words) - length :]).lower()
    if title:
        thing.titles.add(title)
        _serve(thing, title, name.start, by_end, gazetteer)
    sex = gazetteer.given_name(doc[first].text) if mention.label.count(" ") else ""
    thing.sex = "m" if title in MALE else "f" if title in FEMALE else thing.sex or (sex if sex != "x" else "")


def _noun_phrases(sentences: Sequence[_Sentence], items: Sequence[Item]) -> Iterator[Item]:
    """Heads of the noun phrases that are no names."""
    taken = {item.start for item in items} | {item.mention.head.start for item in items if item.mention}
    covered = {
        place for item in items if item.mention for place in range(item.mention.span.start, item.mention.span.end)
    }
    for sentence in sentences:
        for token in sentence.doc[sentence.start : sentence.end]:
            start = sentence.offset + token.idx
            noun = token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "nmod", "amod", "npadvmod")
            if noun and start not in taken and start not in covered:
                yield Item(start, token, sentence.number, None)


# -- nominals and pronouns ---------------------------------------------------------------------------------------------


class _Reader:
    """Goes through the sentences in order and binds what refers back."""

    def __init__(self, items: list[Item], quotations: Sequence[Quotation]) -> None:
        self.items = items
        self._by_sentence: dict[int, list[Item]] = defaultdict(list)
        self._by_head: dict[int, Item] = {}
        for item in items:
            self._by_sentence[item.sentence].append(item)
            if item.mention:
                self._by_head.setdefault(item.mention.head.start, item)
        self._quotations = sorted((q.span.start, q.span.end, q.speaker.start) for q in quotations if q.speaker)
        self._waiting: list[tuple[Mention, Token, int]] = []

    def read(self, sentence: _Sentence) -> None:
        """Binds the nominals and pronouns of one sentence."""
        by_start = {item.start: item for item in self._by_sentence[sentence.number] if item.mention is None}
        for token in sentence.doc[sentence.start : sentence.end]:
            start = sentence.offset + token.idx
            if token.tag_ in ("PRP", "PRP$"):
                self._pronoun(token, start, sentence)
            elif start in by_start:
                self._nominal(by_start[start], token, start, sentence)

    def revise(self, pronouns: Iterable[tuple[Phrase, Thing | None]]) -> None:
        """Binds pronouns anew, where the model is of another mind than the rules."""
        for phrase, thing in pronouns:
            item = self._by_head.get(phrase.noun.head.start)
            if item is None or item.mention is None or item.thing is None or item.thing is thing:
                continue
            if thing is None and item.thing.count == 1:
                continue
            item.thing.count -= 1
            item.thing = thing or Thing(item.token.text, item.mention.type)
            item.thing.count += 1
            if phrase.sex:
                item.thing.sex = phrase.sex

    def speakers(self) -> None:
        """Binds "I" and "we" to who speaks; what stays unbound is a thing of its own."""
        for mention, token, sentence in self._waiting:
            thing = self._speaker(mention.span) if token.lower_ in SPEAKERS else None
            if thing is not None and thing.serves is not None and token.lower_ in PLURAL:
                thing = thing.serves
            self._add(mention, token, sentence, thing or Thing(token.text, mention.type))
        self.items.sort(key=lambda item: (item.start, item.mention is None))

    def _add(self, mention: Mention, token: Token, sentence: int, thing: Thing) -> None:
        thing.count += 1
        item = Item(mention.span.start, token, sentence, thing, mention)
        self.items.append(item)
        self._by_sentence[sentence].append(item)
        self._by_head.setdefault(mention.head.start, item)

    def _speaker(self, span: Span) -> Thing | None:
        last = bisect_right(self._quotations, (span.start, sys.maxsize, 0)) - 1
        for start, end, speaker in reversed(self._quotations[max(0, last - 3) : last + 1]):
            if start <= span.start and span.end <= end:
                item = self._by_head.get(speaker)
                inside = item is not None and start <= item.start < end
                return None if item is None or inside else item.thing
        return None

    # -- pronouns --

    def _pronoun(self, token: Token, start: int, sentence: _Sentence) -> None:
        word = token.lower_
        if is_expletive(token):
            return
        span = Span(start, start + len(token))
        other = MentionType.GROUP if word in THEY else MentionType.TOPIC
        kind = MentionType.PERSON if word in HE | SHE | SPEAKERS | ADDRESSEES else other
        mention = Mention(span, span, span, MentionKind.PRONOUN, kind, 0, token.text)
        if word in SPEAKERS | ADDRESSEES:
            self._waiting.append((mention, token, sentence.number))
            return
        found = self._antecedent(token, start, sentence)
        if found is not None and found.thing is not None:
            found.thing.sex = "m" if word in HE else "f" if word in SHE else found.thing.sex
            self._add(mention, token, sentence.number, found.thing)
        else:
            self._add(mention, token, sentence.number, Thing(token.text, kind))

    def _antecedent(self, token: Token, start: int, sentence: _Sentence) -> Item | None:
        speaker = self._speaker(Span(start, start + len(token)))
        near = [item for item in self._near(sentence.number, FARTHEST) if item.start < start]
        fits = (
            item
            for item in near[-MOST_NEAR:]
            if item.token is not token
            and (item.thing is None or item.thing is not speaker)
            and agrees(item, token.lower_)
            and may_corefer(item.token, token)
        )
        return best(fits, token, sentence.number)

    def _near(self, sentence: int, reach: int) -> Iterator[Item]:
        for number in range(max(0, sentence - reach), sentence + 1):
            yield from self._by_sentence[number]

    # -- nominals --

    def _nominal(self, item: Item, token: Token, start: int, sentence: _Sentence) -> None:
        left = token.left_edge
        words = [t for t in sentence.doc[left.i : token.i + 1] if t.dep_ != "predet"]
        determined = bool(words) and words[0].lower_ in ("the", "this", "that") and token.tag_ in ("NN", "NNP")
        first = sentence.offset + words[0].idx if words else start
        near = self._by_sentence[sentence.number]
        named = any(i.mention and first <= i.mention.span.start < start for i in near)
        if not determined or named or any(c.dep_ in ("relcl", "appos", "acl") for c in token.children):
            return
        thing = self._referent(token, words[1:], start, sentence)
        if thing is None:
            return
        head = Span(start, start + len(token))
        whole = Span(sentence.offset + words[0].idx, head.end)
        # "the Church" in capitals is a short name of the Church of Scientology.
        short = len(words) == 2 and token.text[0].isupper() and thing.type != "PERSON"
        kind = MentionKind.NAME if short else MentionKind.NOMINAL
        mention = Mention(head if short else whole, head, whole, kind, thing.type, 0, thing.label)
        item.thing, item.mention, item.start = thing, mention, whole.start
        thing.count += 1

    def _referent(self, token: Token, words: Sequence[Token], start: int, sentence: _Sentence) -> Thing | None:
        noun, phrase = token.lemma_.lower(), " ".join(w.lower_ for w in words)
        if any(c.dep_ == "prep" for c in token.children):
            return None
        before = [i for i in self._near(sentence.number, 40) if i.thing and i.mention and i.start < start]
        holders = [i for i in before if i.thing and any(_is_short_for(phrase, title) for title in i.thing.titles)]
        if holders:
            return _latest(holders, sentence.number, reach=12)
        known = [i for i in before if i.thing and not i.thing.is_country and i.thing.nominals & {noun, phrase}]
        if known:
            return _latest(known, sentence.number, reach=4 if noun in LOOSE else 40)
        ending = [i for i in before if i.thing and _ends_in(i.thing, noun)]
        if ending:
            return _latest(ending, sentence.number, reach=12)
        if len(words) == 1 and noun in CLASSES:
            fits = [i for i in self._near(sentence.number, 2) if i.start < start and _is_of_class(i, noun)]
            if "GPE" in CLASSES[noun]:
                return _latest(list(fits), sentence.number, reach=1)
            leader = best(fits, token, sentence.number)
            return leader.thing if leader else None
        return None


# Nouns that many bodies are called by.
LOOSE = frozenset(("organization", "agency", "group", "movement", "body", "council", "court", "network", "newspaper"))
CLASSES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("company", "firm", "corporation", "business", "manufacturer", "carmaker", "airline"), ("ORG",)),
    **dict.fromkeys(("organization", "organisation", "charity", "union", "group", "party", "agency"), ("ORG",)),
    **dict.fromkeys(("city", "town", "village"), ("GPE",)),
    **dict.fromkeys(("island",), ("GPE", "LOC")),
    **dict.fromkeys(("country", "nation"), ("GPE",)),
}


def _is_of_class(item: Item, noun: str) -> bool:
    """Whether "the company", "the country" may take up the name."""
    thing = item.thing
    if thing is None or not item.is_name or thing.type not in CLASSES[noun]:
        return False
    country = noun in ("country", "nation")
    return thing.is_country is country and (thing.type != "ORG" or not thing.nominals)


def _latest(items: Sequence[Item], sentence: int, *, reach: int) -> Thing | None:
    """The only thing among the items that are near enough; with two the one of the sentence before, if alone there."""
    for distance in (1, reach):
        near = {id(i.thing): i.thing for i in items if sentence - i.sentence <= distance}
        if len(near) == 1:
            return next(iter(near.values()))
        if len(near) > 1:
            return None
    return None


def _is_short_for(phrase: str, title: str) -> bool:
    """True of "deputy secretary" for "deputy secretary of state", "minister" for "prime minister"."""
    return bool(phrase) and (title == phrase or title.startswith(phrase + " ") or title.endswith(" " + phrase))


def _ends_in(thing: Thing, noun: str) -> bool:
    words = thing.label.lower().split()
    body = thing.type in ("ORG", "FAC", "LOC", "GPE", "EVENT") and not thing.is_country
    return body and len(words) > 1 and (words[-1] == noun or (words[0] == noun and words[1] == "of"))
