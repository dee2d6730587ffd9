"""Noun phrases as mentions: how far a phrase reaches, what it refers to, and what it is called.

Names, pronouns and the nominals that refer back were found before; every other noun phrase that fills a role
becomes a mention here: a group ("US officials"), an office ("US Secretary of State") or a topic. Its label drops
the determiner and writes out what is inside, so that "its industrial base" is "Russia's industrial base" in every
article, and "this support" is the support told of before.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.extract.clauses.coordination import is_excluded, is_joined
from kg.extract.clauses.markers import is_none
from kg.language.words import GROUPS, POINTERS, QUANTIFIERS, event_nouns, is_person, lemma
from kg.model.records import Mention, MentionKind, ParsedBlock, Span
from kg.terms.mention_type import MentionType
from kg.terms.signature import lookup

if TYPE_CHECKING:
    from kg.gazetteer import Entry, Gazetteer
    from kg.model.syntax import Token

# Right-hand modifiers that are statements of their own, or asides.
ASIDES = ("relcl", "appos", "advcl", "parataxis", "cc", "conj", "punct", "advmod", "npadvmod", "dep", "meta")
DETERMINERS = {"the", "a", "an", "this", "that", "these", "those", "such", "some", "any", "certain", "various", "no"}
BACKWARD = {"this", "that", "these", "those", "such", "the"}
# "the owner, whose wife, whose dog": owners of owners that a label tells at most.
MOST_OWNERS = 3
# Meetings are called by who meets; where and when is told of them.
GATHERINGS = ("meeting", "summit", "conference", "event")
MEMBERS = {"country", "nation", "state", "ally", "member"}
NAMED = (MentionKind.NAME, MentionKind.METONYM, MentionKind.DEMONYM)
# What is told of so many of them is not told of all.
COUNTS = frozenset(
    "few several half couple dozen dozens hundred hundreds thousand thousands handful third quarter".split()
)
LONGEST_LABEL = 14
# What a label that is cut short does not end with.
NO_END = frozenset("ADP DET PUNCT CCONJ PART AUX SCONJ ADJ".split())
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


class Phrases:
    """The mentions of one document, growing as arguments ask for theirs.

    Args:
        text: the document's text.
        mentions: names, pronouns and nominals found so far.
        gazetteer: the known names.
    """

    def __init__(self, text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.mentions = list(mentions)
        self._clusters = 1 + max((m.cluster for m in mentions), default=-1)
        self._named = {m.cluster for m in mentions if m.kind is not MentionKind.PRONOUN}
        self._by_head: dict[int, int] = {}
        self._starting: dict[int, int] = {}
        self._extents: dict[tuple[int, int, int], tuple[int, int]] = {}
        self._names: dict[int, str] = {}
        self._by_label: dict[str, int] = {}
        for number, mention in enumerate(self.mentions):
            self._add(number, mention)
            if mention.kind in NAMED:
                self._names.setdefault(mention.cluster, mention.label)
                self._by_label.setdefault(mention.label, number)
        self._topics: dict[str, int] = {}
        self._last: dict[str, int] = {}

    def span(self, token: Token, block: ParsedBlock, *, without: Token | None = None) -> Span:
        """The words of the phrase that ``token`` heads, what is coordinated to it left out."""
        first, last = self._extent(token, block, without)
        return _span(token, first, last, block)

    def refer(self, token: Token, block: ParsedBlock, *, without: Token | None = None) -> int:
        """Index of the mention that the phrase headed by ``token`` is; made if there was none.

        ``without``: a modifier left out of the phrase, as the clause it heads is what is being told of it.
        """
        token = unwrap(token)
        known = self._known(token, block)
        return known if known is not None else self._nominal(token, block, without)

    def _extent(self, token: Token, block: ParsedBlock, without: Token | None) -> tuple[int, int]:
        """The reach of a phrase, worked out once."""
        key = (block.start, token.i, -1 if without is None else without.i)
        found = self._extents.get(key)
        if found is None:
            found = self._extents[key] = extent(token, without=without)
        return found

    def at(self, token: Token, block: ParsedBlock) -> int | None:
        """Index of the name, pronoun or nominal that covers the token, if there is one."""
        return self._by_head.get(block.start + token.idx)

    def distinct(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The mentions in their order, of each thing only the first."""
        return tuple({self.mentions[n].cluster: n for n in reversed(list(numbers))}.values())[::-1]

    def placed(self, place: int) -> int:
        """Index of the mention whose head is at that place of the document."""
        return self._by_head[place]

    def token(self, place: int, block: ParsedBlock) -> Token | None:
        """The token that begins at that place of the document; None if none of the block does."""
        doc = block.doc
        number = bisect_left(doc, place - block.start, key=lambda t: t.idx)
        found = doc[number] if number < len(doc) else None
        return found if found is not None and block.start + found.idx == place else None

    def is_pronoun(self, number: int) -> bool:
        """True for a pronoun that nothing was found for."""
        mention = self.mentions[number]
        return mention.kind is MentionKind.PRONOUN and mention.cluster not in self._named

    def bind(self, pronoun: int, antecedent: int) -> None:
        """Let a pronoun that nothing was found for refer to another mention."""
        to = self.mentions[antecedent]
        self.mentions[pronoun] = dataclasses.replace(
            self.mentions[pronoun], cluster=to.cluster, label=to.label, type=to.type, link=to.link
        )

    def named(self, entry: Entry, span: Span) -> int:
        """Index of a mention of that known name; one at ``span``, which only implies it, if no text names it."""
        known = self._by_label.get(entry.label)
        if known is not None:
            return known
        mention = Mention(span, span, span, MentionKind.NOMINAL, entry.type, self._clusters, entry.label, entry.link)
        self._clusters += 1
        self.mentions.append(mention)
        self._by_label[entry.label] = len(self.mentions) - 1
        return len(self.mentions) - 1

    def role(self, span: Span, label: str, of: int | None, head: Span) -> int:
        """Index of the office with that label, its words at ``span``."""
        return self._append(Mention(span, head, span, MentionKind.NOMINAL, MentionType.ROLE, -1, label, None, of))

    def _add(self, number: int, mention: Mention) -> None:
        is_name = mention.kind in NAMED
        for place in range(mention.span.start, mention.span.end) if is_name else (mention.head.start,):
            old = self._by_head.get(place)
            if old is None or _width(self.mentions[old]) < _width(mention):
                self._by_head[place] = number
        old = self._starting.get(mention.span.start)
        if old is None or _width(self.mentions[old]) < _width(mention):
            self._starting[mention.span.start] = number

    def _known(self, token: Token, block: ParsedBlock) -> int | None:
        number = self.at(token, block)
        if number is not None:
            mention = self.mentions[number]
            if mention.kind is not MentionKind.DEMONYM or token.pos_ != "NOUN":
                return number
        for c in token.children:
            # "the cashier, Hana Novotná": the name says who
            if c.dep_ == "appos" and token.pos_ == "NOUN" and not is_excluded(c):
                inner = self.at(c, block)
                if inner is not None and self.mentions[inner].type == "PERSON":
                    return inner
        if lemma(token) in MEMBERS:
            for c in token.children:
                # "the G7 countries", "NATO allies": the body itself
                inner = self.at(c, block) if c.dep_ in ("compound", "nmod", "amod") else None
                if inner is not None and self.mentions[inner].type == "ORG":
                    return inner
        return None

    def _nominal(self, token: Token, block: ParsedBlock, without: Token | None) -> int:
        head = Span(block.start + token.idx, block.start + token.idx + len(token))
        is_counted = token.tag_ == "CD" and any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)
        if token.lower_ in POINTERS and not is_none(token) and not is_counted:
            kind, number = MentionType.TOPIC, self._fresh()
            return self._append(Mention(head, head, head, MentionKind.PRONOUN, kind, number, token.text))
        first, last = self._extent(token, block, without)
        span = _span(token, first, last, block)
        label = self.label(token, block, without=without)
        noun = lemma(token)
        kind = MentionType.GROUP if noun in GROUPS else MentionType.TOPIC
        of = self._of(token, block)
        earlier = self._earlier(token, first, last)
        if earlier is not None:
            return self._append(dataclasses.replace(self.mentions[earlier], span=span, head=head, phrase=span))
        number = self._append(Mention(span, head, span, MentionKind.NOMINAL, kind, -1, label, None, of))
        if len(label.split()) > 1:
            self._last[noun] = number
        return number

    def _earlier(self, token: Token, first: int, last: int) -> int | None:
        """ "this support", "the meeting": the last thing told of with that head noun and more words."""
        noun = lemma(token)
        bare = last == token.i and all(c.dep_ in ("det", "predet", "punct") for c in token.children)
        determiner = token.doc[first].lower_
        placed = noun in GATHERINGS[:3] and all(c.dep_ in ("det", "prep", "punct") for c in token.children)
        if not (bare or placed) or determiner not in BACKWARD or first == last:
            return None
        if determiner == "the" and noun not in event_nouns() and noun not in GATHERINGS:
            return None
        if noun == "event":
            return next((self._last[g] for g in GATHERINGS if g in self._last), None)
        return self._last.get(noun)

    def _fresh(self) -> int:
        self._clusters += 1
        return self._clusters - 1

    def _append(self, mention: Mention) -> int:
        if mention.cluster < 0:
            same = self._topics.get(mention.label.casefold())
            if same is None:
                same = self._topics[mention.label.casefold()] = self._clusters
                self._clusters += 1
            mention = dataclasses.replace(mention, cluster=same)
        number = len(self.mentions)
        self.mentions.append(mention)
        if mention.kind is not MentionKind.PRONOUN:
            self._named.add(mention.cluster)
        if mention.type != "ROLE":
            self._add(number, mention)
        return number

    def _of(self, token: Token, block: ParsedBlock) -> int | None:
        """Whose or of what it is: "US" of "US officials", "Russia" of "Russia's base" and of "the people of Russia"."""
        beside: dict[str, int] = {}
        behind: int | None = None
        for c in token.children:
            if c.dep_ in ("poss", "compound", "nmod", "amod"):
                number = self.at(c, block)
                if number is not None and not self.is_pronoun(number):
                    beside.setdefault(c.dep_, number)
            elif behind is None and c.dep_ == "prep" and c.lower_ in ("of", "from"):
                governed = (self.at(p, block) for p in c.children if p.dep_ == "pobj")
                behind = next((n for n in governed if n is not None and self.mentions[n].kind in NAMED), None)
        named = ("compound", "nmod", "amod")
        order = (*named, "poss") if lemma(token) in GROUPS else ("poss", *named)
        return next((beside[label] for label in order if label in beside), behind)

    def label(self, token: Token, block: ParsedBlock, *, without: Token | None = None, depth: int = 0) -> str:
        """What the phrase is called: no determiner, no quotation marks, inner names and pronouns written out.

        Args:
            token: the head of the phrase.
            block: the block that it stands in.
            without: the clause behind the phrase that is no part of it.
            depth: in how many labels of owners this one stands.
        """
        first, last = self._called(token, block, without)
        words, i = "", first
        while i <= last:
            part = token.doc[i]
            number = self._starting.get(block.start + part.idx)
            mention = self.mentions[number] if number is not None else None
            if (part.is_quote and part.tag_ != "POS") or part.text in ("“", "”", '"', "``", "''"):
                words += part.whitespace_
                i += 1
                continue
            if mention is not None and mention.span != Span(
                block.start + token.doc[first].idx, block.start + token.idx + len(token)
            ):
                end = i
                while end + 1 <= last and block.start + token.doc[end + 1].idx < mention.span.end:
                    end += 1
                written = self._written(mention, part)
                if written is not None and block.start + token.doc[end].idx + len(token.doc[end]) == mention.span.end:
                    if words.endswith("the ") and written[:1].isupper() and mention.kind is not MentionKind.NOMINAL:
                        words = words[:-4] if not written.startswith(("United", "European")) else words
                    if written == "United States" and (
                        part.dep_ in ("compound", "nmod", "amod") or part.head.dep_ == "compound"
                    ):
                        written = "US"
                    words += written + token.doc[end].whitespace_
                    i = end + 1
                    continue
            owner = self._owner(part, block, depth) if part.tag_ == "WP$" else None
            words += owner + part.whitespace_ if owner is not None else part.text_with_ws
            i += 1
        words = THOUSANDS.sub("", " ".join(words.replace("’", "'").split()).strip(" ,;:."))
        for ending in (" and", " or", " ,"):
            words = words.removesuffix(ending)
        return words.strip(" ,;:") or token.text

    def _called(self, token: Token, block: ParsedBlock, without: Token | None) -> tuple[int, int]:
        """Index of the first and the last token of a label: no examples, no determiner, and not too long."""
        first, last = self._extent(token, block, without)
        if lemma(token) in GATHERINGS:
            last = token.i
        examples = next(
            (
                c.i
                for c in token.subtree
                if c.i > token.i and c.lower_ in ("including", "such") and c.dep_ in ("prep", "amod")
            ),
            None,
        )
        if examples is not None:
            # "sanctions, including limits on trade" are sanctions
            last = min(last, examples - 1)
        if last - first >= LONGEST_LABEL:
            last = max(token.i, min(last, first + LONGEST_LABEL - 1))
            while last > token.i and token.doc[last].pos_ in NO_END:
                last -= 1
        dropped = {*DETERMINERS, "my", "our"}
        if lemma(token) in GROUPS and any(
            c.dep_ in ("amod", "compound") and self.at(c, block) is not None for c in token.children
        ):
            # "its European partners" are the European partners
            dropped |= {"its", "their", "his", "her"}
        while first < token.i and (token.doc[first].lower_ in dropped or token.doc[first].is_punct):
            first += 1
        return first, last

    def _owner(self, whose: Token, block: ParsedBlock, depth: int) -> str | None:
        """ "the owner, whose telephone": "owner's", after the noun that "whose" stands for."""
        clause = next((t for t in whose.ancestors if t.dep_ == "relcl"), None)
        if clause is None or clause.head.pos_ not in ("NOUN", "PROPN") or depth == MOST_OWNERS:
            return None
        noun = clause.head
        number = self.at(noun, block)
        label = (
            self.mentions[number].label
            if number is not None
            else self.label(noun, block, without=clause, depth=depth + 1)
        )
        return f"{label}'" if noun.tag_ == "NNS" and label.endswith("s") else possessive(label)

    def _written(self, mention: Mention, part: Token) -> str | None:
        if mention.kind in (MentionKind.NAME, MentionKind.METONYM):
            return mention.label
        if mention.kind is MentionKind.PRONOUN and mention.cluster in self._named:
            name = self._names.get(mention.cluster, mention.label)
            return possessive(name) if part.tag_ == "PRP$" else name
        return None


def possessive(name: str) -> str:
    """The name with its possessive ending.

    >>> possessive("China"), possessive("United States")
    ("China's", "United States'")
    """
    return f"{name}'" if name.endswith("s") and name[:1].isupper() else f"{name}'s"


def unwrap(token: Token) -> Token:
    """ "much of this support", "none of the bakeries": what there is much or none of; "two of them" are two."""
    inner: Token | None = token
    while inner is not None:
        token, inner = inner, _quantified(inner)
    return token


def _quantified(token: Token) -> Token | None:
    if lemma(token) not in QUANTIFIERS or token.tag_ == "CD" or lemma(token) in COUNTS:
        return None
    behind = (p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children)
    return next((p for p in behind if p.dep_ == "pobj"), None)


def extent(token: Token, *, without: Token | None = None) -> tuple[int, int]:
    """First and last token of the phrase: modifiers in, relative clauses, appositions and asides out."""
    if token.pos_ in ("VERB", "AUX"):
        # a clause as a subject: "closely monitoring banks"
        last = next((c.left_edge.i - 1 for c in token.rights if c.dep_ in ("conj", "cc")), token.right_edge.i)
        return token.left_edge.i, max(token.i, last)
    first = token.i
    for c in token.lefts:
        if c.dep_ not in ("cc", "preconj", "punct", "nsubj") and not (c.dep_ == "advmod" and c.i < token.i - 3):
            first = min(first, c.left_edge.i)
        elif c.dep_ == "punct" and c.text in ("$", "“", '"', "``", "#"):
            first = min(first, c.i)
    while first < token.i and (token.doc[first].dep_ == "preconj" or token.doc[first].text in (",", ";", "—", "–")):
        first += 1
    return first, max(_right(token, whole=False, without=without), _needed(token))


def _needed(token: Token) -> int:
    """ "the need for Europe to act": the clause that the parser hangs from the verb instead of the noun."""
    if not lookup(lemma(token), "n", "to"):
        return token.i
    for c in (*token.rights, *token.head.rights):
        if c.dep_ == "advcl" and c.left_edge.i == token.i + 1 and token.doc[token.i + 1].lower_ == "for":
            return c.right_edge.i
    return token.i


def _right(token: Token, *, whole: bool, without: Token | None) -> int:
    """The last token of a phrase; what hangs within it counts as far as it goes on itself."""
    lasts, opened = [token.i], [(token, whole, iter(token.rights))]
    while True:
        above, whole, rest = opened[-1]
        c = next(rest, None)
        if c is None or _ends_before(c, above, lasts[-1], whole, without):
            opened.pop()
            last = lasts.pop()
            if not opened:
                return last
            lasts[-1] = max(lasts[-1], last)
        elif c.dep_ == "punct":
            closing = c.text in ("”", '"', "''", ")", "%") and c.i == lasts[-1] + 1
            lasts[-1] = c.i if closing and _opens(above, c) else lasts[-1]
        else:
            lasts.append(c.i)
            opened.append((c, True, iter(c.rights)))


def _ends_before(c: Token, token: Token, last: int, whole: bool, without: Token | None) -> bool:
    """True where a phrase whose last token so far is known stops before a child of one of its tokens."""
    if c.dep_ == "prep" and c.lower_ in ("except", "excepting", "barring"):
        return True
    if c.dep_ == "prep" and is_person(token) and any(p.dep_ == "pcomp" for p in c.children):
        # "acquitted the banker of forging it": the verb's, not the banker's
        return True
    if without is not None and c.i == without.i:
        return True
    if c.dep_ == "punct":
        return False
    if c.dep_ in ("cc", "conj"):
        if whole:
            return c.dep_ == "conj" and any(k.tag_ == "PRP$" for k in c.children)
        return not (c.dep_ == "cc" and _joins(token)) and not is_joined(c)
    is_aside = c.dep_ in ASIDES and not (c.dep_ in ("advmod", "npadvmod") and c.i == last + 1)
    return is_aside or (c.dep_ == "acl" and c.i > last + 1 and token.doc[c.left_edge.i - 1].text == ",")


def _joins(token: Token) -> bool:
    return any(is_joined(c) for c in token.children if c.dep_ == "conj")


def _opens(token: Token, closing: Token) -> bool:
    pairs = {"”": "“", ")": "(", '"': '"', "''": "``", "%": ""}
    opening = pairs[closing.text]
    left = token.left_edge.i
    return opening == "" or any(t.text == opening for t in token.doc[left : closing.i])


def _width(mention: Mention) -> int:
    return mention.span.end - mention.span.start


def _span(token: Token, first: int, last: int, block: ParsedBlock) -> Span:
    end = token.doc[last]
    return Span(block.start + token.doc[first].idx, block.start + end.idx + len(end))
