"""What a phrase is called: no determiner, no quotation marks, and what is inside written out.

So "its industrial base" is "Russia's industrial base" in every article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.stating.phrases.extent import ADDED, NO_END, Extents
from kg.extract.stating.phrases.registry import Registry
from kg.language import relations
from kg.language.around import word_at
from kg.language.grammar import MODIFIERS, NOUNS, PERSONAL_PRONOUNS, PLURAL_NOUNS
from kg.language.words import GROUPS, lemma
from kg.model.kinds import MentionKind
from kg.model.records import Mention, Span
from kg.terms.words import word_list, words

if TYPE_CHECKING:
    from collections.abc import Container

    from kg.model.syntax import Token

# Meetings are called by who meets; where and when is told of them.
GATHERINGS = word_list("gatherings")
DROPPED = words("words dropped from labels")
WHOSE_BY_NAME = words("possessives beside a name")
EXEMPLIFYING = frozenset(("including", "such"))
LEADING_IN = frozenset((relations.PREP, relations.AMOD))
# "its" of "its European partners".
PARTNERS = frozenset((relations.AMOD, relations.COMPOUND))
# "the owner, whose wife, whose dog": owners of owners that a label tells at most.
MOST_OWNERS = 3
LONGEST_LABEL = 26
ENDINGS = (" and", " or", " ,", " --", " -", " —", " –")
QUOTE_MARKS = frozenset(("“", "”", '"', "``", "''"))
# "the port (or what is left of it", where the phrase ends inside of the brackets.
UNCLOSED = re.compile(r"(?<=\w) \([^()]*\Z")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
NOT_ONE = words("denied quantities")
# "the" stays before these.
WITH_ARTICLE = ("United", "European")
PLACES_BEHIND = words("nouns behind the name of a place")
WRITTEN = frozenset((MentionKind.NAME, MentionKind.METONYM))


class _Inner(NamedTuple):
    """A mention inside a phrase: how it is written there, and its last token."""

    written: str
    last: Token


class Wording:
    """The labels of one document's phrases.

    Args:
        registry: its mentions.
        extents: how far its phrases reach.
    """

    def __init__(self, registry: Registry, extents: Extents) -> None:
        self._registry, self._extents = registry, extents

    def label(self, token: Token, start: int, *, without: Token | None = None, depth: int = 0) -> str:
        """What the phrase is called.

        Args:
            token: the head of the phrase.
            start: place of its text in the document.
            without: the clause behind the phrase that is no part of it.
            depth: in how many labels of owners this one stands.
        """
        first, last = self._shown(token, start, without)
        whole = Span(start + token.doc[first].idx, start + token.idx + len(token))
        said, i = "", first
        while i <= last:
            part = token.doc[i]
            i += 1
            if _is_quote(part):
                said += part.whitespace_
                continue
            inner = self._inner(part, start, last, whole)
            if inner is not None:
                name = token.doc.text[part.idx : inner.last.idx + len(inner.last)]
                if not _is_spelled(name, inner.written):
                    said, name = _without_article(said, inner.written), inner.written
                said += _short(name, part) + inner.last.whitespace_
                i = inner.last.i + 1
                continue
            owner = self._owner(part, first, start, depth) if part.tag_ == "WP$" else None
            if owner is not None:
                said += owner + part.whitespace_
            elif said or part.tag_ != "WP$":
                said += part.text_with_ws
        return _trimmed(said) or token.text

    def _shown(self, token: Token, start: int, without: Token | None) -> tuple[int, int]:
        """Index of the first and the last token of a label: no examples, no determiner, and not too long."""
        first, last = self._extents.of(token, start, without)
        if lemma(token) in GATHERINGS:
            last = token.i
        last = before_examples(token, last)
        if last - first >= LONGEST_LABEL:
            last = _cut(token, first + LONGEST_LABEL - 1)
        dropped = DROPPED | WHOSE_BY_NAME if self._is_named_group(token, start) else DROPPED
        while first < token.i and self._is_dropped(token.doc[first], token, start, dropped):
            # "own" goes with whose own it is
            first += 2 if token.doc[first].tag_ == "PRP$" and token.doc[first + 1].lower_ == "own" else 1
        return min(first, token.i), last

    def _is_dropped(self, word: Token, noun: Token, start: int, dropped: Container[str]) -> bool:
        """True for "the" of "the vote", for "my" of "my vote" where nothing tells who that is, and for "our"."""
        if word.tag_ == "PRP$" and word.lower_ not in dropped:
            return self._registry.is_open_owner(word, start) or not self._registry.is_pronoun(word, start)
        return _is_dropped(word, noun, dropped)

    def _is_named_group(self, token: Token, start: int) -> bool:
        """ "its European partners" are the European partners; "its partners" are not just any."""
        beside = (c for c in token.children if c.dep_ in PARTNERS)
        return lemma(token) in GROUPS and any(self._registry.at(start + c.idx) is not None for c in beside)

    def _inner(self, part: Token, start: int, last: int, whole: Span) -> _Inner | None:
        """The name or pronoun that begins with a token of a phrase and ends within it."""
        mention = self._registry.starting(start + part.idx)
        number = self._registry.at(start + part.idx) if part.tag_ in PERSONAL_PRONOUNS else None
        if number is not None:
            # A phrase that was told of before begins with it: "his ferry".
            mention = self._registry.mentions[number]
        if mention is None or mention.span == whole:
            return None
        written = self._written(mention, part)
        if written is None:
            return None
        end = part
        while end.i < last and start + end.nbor().idx < mention.span.end:
            end = end.nbor()
        if start + end.idx + len(end) != mention.span.end:
            return None
        return _Inner(written, end)

    def _written(self, mention: Mention, part: Token) -> str | None:
        """A name in full, and for a pronoun the name of what it stands for: "Russia's" for "its"."""
        if mention.kind in WRITTEN:
            return mention.label
        if mention.kind is MentionKind.PRONOUN and self._registry.is_told(mention.cluster):
            name = self._registry.name(mention)
            if part.lower_ == "their" and name.endswith("s"):
                return f"{name}'"
            return possessive(name) if part.tag_ == "PRP$" else name
        return None

    def _owner(self, whose: Token, first: int, start: int, depth: int) -> str | None:
        """ "the owner, whose telephone": "owner's", after the noun that "whose" stands for.

        Where the label tells of the owner himself, "owners whose boat sank", it stays "whose".
        """
        clause = next((t for t in whose.ancestors if t.dep_ == "relcl"), None)
        if clause is None or clause.head.pos_ not in NOUNS or depth == MOST_OWNERS:
            return None
        noun = clause.head
        if noun.i >= first:
            return whose.text
        number = self._registry.at(start + noun.idx)
        label = (
            self._registry.name(self._registry.mentions[number])
            if number is not None
            else self.label(noun, start, without=clause, depth=depth + 1)
        )
        return f"{label}'" if noun.tag_ == "NNS" and label.endswith("s") else possessive(label)


def _cut(token: Token, last: int) -> int:
    """The last word of a label that may end it, up to a place behind its head."""
    while last > token.i and not _may_end(token.doc[last]):
        last -= 1
    return max(last, token.i)


def _may_end(word: Token) -> bool:
    """True for "Act" in "the act of Congress under the Care Act | of 2010", before which no phrase is left open.

    Not so for "Care", whose phrase goes on.
    """
    if word.pos_ in NO_END or any(t.dep_ == relations.RELCL and t.left_edge.i <= word.i for t in word.path):
        return False
    after = word.nbor()
    if word.pos_ == "ADV" and after.pos_ == "ADP":
        # "ahead | of"
        return False
    opens = (t for t in (after, *after.ancestors) if t.left_edge.i == after.i and t.head.i <= word.i)
    return any(t.dep_ in ADDED for t in opens)


def _is_dropped(word: Token, noun: Token, dropped: Container[str]) -> bool:
    """True for "the" of "the vote", "not" of "not all votes", which denies the verb; not "no" of "no one's vote".

    Nor "some" of "some votes", which are not all.
    """
    if word.lower_ == "no":
        return word.head.i == noun.i
    if word.lower_ == "some":
        return noun.tag_ not in PLURAL_NOUNS
    denies = word.lower_ == "not" and word.nbor().lower_ in NOT_ONE
    return denies or word.lower_ in dropped or word.is_punct


def possessive(name: str) -> str:
    """The name with its possessive ending.

    >>> possessive("China"), possessive("United States")
    ("China's", "United States'")
    """
    return f"{name}'" if name.endswith("s") and name[:1].isupper() else f"{name}'s"


def _is_quote(part: Token) -> bool:
    # "the States’ lead": the parser takes the mark of an owner for one of a quotation; not so in "'new' ships"
    is_owners = part.tag_ == "POS" or (part.dep_ == "case" and part.i > 0 and part.nbor(-1).lower_.endswith("s"))
    return (part.is_quote or part.text in QUOTE_MARKS) and not is_owners


def _is_spelled(said: str, name: str) -> bool:
    """True where a name stays as the text has it, "the" and all: "the Senate", "the Baltic region"; not "the US"."""
    return said.startswith(name) and said.removeprefix(name).strip() in PLACES_BEHIND | {""}


def _without_article(said: str, name: str) -> str:
    """ "the Russia of old" is called "Russia of old", while "the United States" keeps its article."""
    drops = said.endswith("the ") and not name.startswith(WITH_ARTICLE)
    return said[:-4] if drops else said


def _short(name: str, part: Token) -> str:
    """ "United States officials" are called "US officials", while "the United States' officials" keep the name."""
    owns = any(t.dep_ == "poss" for t in (part, part.head))
    is_beside = (part.dep_ in MODIFIERS or part.head.dep_ == "compound") and not owns
    return "US" if name == "United States" and is_beside else name


def before_examples(token: Token, last: int) -> int:
    """The last token of a label before any examples: "sanctions, including limits on trade" are sanctions."""
    for c in token.subtree if token.rights else ():
        if c.i > token.i and _leads_to_examples(c):
            return min(last, c.i - 1)
    return last


def _leads_to_examples(word: Token) -> bool:
    """True for "including", "such as"; not in "limits on such trade"."""
    if word.lower_ not in EXEMPLIFYING or word.dep_ not in LEADING_IN:
        return False
    return word.dep_ == relations.PREP or word_at(word.doc, word.i + 1) == "as"


def _trimmed(said: str) -> str:
    """The words with one space between them, and without the marks and conjunctions that they break off at."""
    words = THOUSANDS.sub("", " ".join(said.replace("’", "'").split()).strip(" ,;:."))
    for ending in ENDINGS:
        words = words.removesuffix(ending)
    return UNCLOSED.sub("", words).strip(" ,;:").rstrip(" (,")
