"""The syntax of a text as plain records: tokens with their heads and children, sentences, names.

What a parser found is copied once into these; the rules read every token many times, and a plain attribute costs a
tenth of a look-up in the parser's own tables. Attributes have the names they have in spaCy, whose analyses these are
(``dep_``, ``tag_``, ``pos_``, ``lemma_``: relation, Penn tag, word class, lemma), and mean the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, overload

QUOTES = frozenset("\"'`«»‘’‚‛“”„‟‹›❮❯") | {"''", "``"}


class Shape(NamedTuple):
    """What the letters of a word tell about it."""

    lower: str
    is_alpha: bool
    is_lower: bool
    is_title: bool
    is_punct: bool
    is_quote: bool
    is_space: bool


@lru_cache(maxsize=65536)
def shape(text: str) -> Shape:
    """The shape of a word; words recur, so each is looked at once.

    >>> shape("Beijing").is_title, shape("“").is_punct, shape("U.S.").is_alpha
    (True, True, False)
    """
    is_punct = all(unicodedata.category(letter).startswith("P") for letter in text)
    return Shape(text.lower(), text.isalpha(), text.islower(), text.istitle(), is_punct, text in QUOTES, text.isspace())


# Forms of "be" that the lemmatiser leaves as they are: "it’s", "they’re".
CONTRACTED = frozenset(("'s", "’s", "'m", "’m", "'re", "’re"))
# One syllable that ends in a single vowel and a single consonant.
SHORT = re.compile("[^aeiouy]*[aeiou][bcdfghjklmnpqrstvz]")
# A doubled consonant before a mute e: "gutted" is no "gutte".
DOUBLED = re.compile(r"\w*([bdgkmnprt])\1e")
# Endings after which a verb has no mute e: "reinvesting", "rebranded"; but "created", "wasted", "forced".
BARE = (
    *("est", "ist", "oat", "ert", "orm", "ain", "eed", "ern"),
    *("beat", "feat", "heat", "peat", "treat"),
    *("ck", "ct", "ft", "lk", "lt", "mp", "nd", "nk", "nt", "pt", "rk", "rl", "wn"),
)


@lru_cache(maxsize=1 << 16)
def base(word: str, given: str, is_adjective: bool) -> str:
    """The lemma ``given`` to a word in small letters, put right; an adjective keeps its form.

    >>> base("staged", "stag", False), base("gutted", "gutte", False), base("concerned", "concern", True)
    ('stage', 'gut', 'concerned')
    >>> base("created", "create", False), base("rebranded", "rebrande", False), base("wasted", "waste", False)
    ('create', 'rebrand', 'waste')
    """
    if is_adjective:
        return word
    found = given.lower()
    for ending in ("ed", "ing", "es"):
        # one short syllable doubles its last letter: "staged" is no "stag", or it would be "stagged"
        if word == found + ending and SHORT.fullmatch(found):
            return found + "e"
    if DOUBLED.fullmatch(found) and word in (found + "d", found[:-1] + "ing"):
        return found[:-2]
    if found.endswith("e") and word in (found + "d", found[:-1] + "ing") and found[:-1].endswith(BARE):
        return found[:-1]
    # "mislabelled": the British doubling is no part of the verb
    return found[:-2] if word.endswith("elled") and found.endswith("elle") else found


class Token:
    """One word, number or punctuation mark, with its place in the tree; ``link`` gives it the place.

    Attributes:
        doc: the text that it stands in.
        i: its number in the text; tokens are compared by it.
        idx: offset of its first character in the text.
        base: its lemma in small letters, with what the lemmatiser gets wrong put right.
        whitespace_: the space behind it; empty where the next token follows at once.
        ent_iob_: "B" at the start of a name, "I" inside one, "O" outside; ``ent_type_`` is the name's type.
        head: the token that it depends on; itself for the root of a sentence.
        children: what depends on it, in text order; ``lefts`` and ``rights`` are those before and behind it.
        left_edge, right_edge: the first and last token of its subtree.
        rank, size: its number in an order that puts each before what depends on it; how many tokens its subtree has,
            which are numbered in a row.
        is_closed: True where no branches cross in its subtree, and no other token stands in it.
        sent: its sentence.
    """

    __slots__ = (
        *(
            "base",
            "children",
            "dep_",
            "doc",
            "ent_iob_",
            "ent_type_",
            "head",
            "i",
            "idx",
            "is_alpha",
            "is_lower",
            "is_punct",
        ),
        *(
            "is_quote",
            "is_space",
            "is_title",
            "left_edge",
            "lefts",
            "lemma_",
            "lower_",
            "pos_",
            "rank",
            "right_edge",
            "rights",
        ),
        *("is_closed", "sent", "size", "tag_", "text", "whitespace_"),
    )
    children: list[Token]
    head: Token
    left_edge: Token
    right_edge: Token
    rank: int
    size: int
    is_closed: bool
    sent: TokenSpan

    def __init__(
        self,
        doc: Doc,
        i: int,
        idx: int,
        whitespace_: str,
        text: str,
        lemma_: str,
        pos_: str,
        tag_: str,
        dep_: str,
        ent_type_: str,
        ent_iob_: str,
    ) -> None:
        self.doc, self.i, self.idx, self.whitespace_ = doc, i, idx, whitespace_
        self.text, self.lemma_, self.pos_, self.tag_, self.dep_ = text, lemma_, pos_, tag_, dep_
        self.ent_type_, self.ent_iob_ = ent_type_, ent_iob_
        self.lower_, self.is_alpha, self.is_lower, self.is_title, self.is_punct, self.is_quote, self.is_space = shape(
            text
        )
        is_cut = pos_ in ("VERB", "AUX") and self.lower_ in CONTRACTED and not lemma_.isalpha()
        self.base = "be" if is_cut else base(self.lower_, lemma_, pos_ == "ADJ")
        self.lefts: list[Token] = []
        self.rights: list[Token] = []

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    @property
    def text_with_ws(self) -> str:
        """The token with the space behind it."""
        return self.text + self.whitespace_

    @property
    def is_sent_start(self) -> bool:
        """True for the first token of a sentence."""
        return self.i == self.sent.start

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all that depends on it, directly or not, in text order."""
        if self.is_closed:
            return iter(self.doc[self.left_edge.i : self.right_edge.i + 1])
        return self._subtree()

    def _subtree(self) -> Iterator[Token]:
        pending = [self]
        opened: set[int] = set()
        while pending:
            token = pending.pop()
            if token.i in opened or not token.lefts:
                yield token
                pending.extend(reversed(token.rights))
            else:
                opened.add(token.i)
                pending.append(token)
                pending.extend(reversed(token.lefts))

    @property
    def path(self) -> Iterator[Token]:
        """The token itself, its head, that one's head and so on, up to the root; all climbs go this way."""
        token = self
        yield token
        while token.head is not token:
            token = token.head
            yield token

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, that one's head and so on, up to the root; nothing for a root."""
        above = self.path
        next(above)
        return above

    def listed(self, fits: Callable[[Token], bool]) -> Iterator[Token]:
        """The token itself, the first to its right in the tree that fits, the first of that one, and so on down."""
        token: Token | None = self
        while token is not None:
            yield token
            token = next((child for child in token.rights if fits(child)), None)

    @property
    def conjuncts(self) -> list[Token]:
        """All tokens coordinated with it, without itself."""
        first = next((token for token in self.path if token.dep_ != "conj"), None)
        chain = [first if first is not None else self.root]
        for token in chain:
            chain.extend(child for child in token.rights if child.dep_ == "conj")
        return [token for token in chain if token is not self]

    @property
    def root(self) -> Token:
        """The last token of its path."""
        *_, last = self.path
        return last

    def is_ancestor(self, other: Token) -> bool:
        """True where the other token depends on this one, directly or not."""
        return self.doc is other.doc and self.rank < other.rank < self.rank + self.size

    def nbor(self, offset: int = 1) -> Token:
        """The token that many places further on.

        Raises:
            IndexError: if the text ends before.
        """
        at = self.i + offset
        if at < 0:
            raise IndexError(f"no token {offset} places from {self.text!r}")
        return self.doc[at]


@dataclass(slots=True)
class TokenSpan(Sequence[Token]):
    """Some tokens in a row: a sentence, or a name with the type the recogniser gave it (``label_``)."""

    doc: Doc
    start: int
    end: int
    label_: str = ""

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...
    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        return self.doc[self.start : self.end][at]

    @property
    def start_char(self) -> int:
        """Offset of its first character in the text."""
        return self.doc[self.start].idx if self.start < len(self.doc) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Offset behind its last character, in the text."""
        if self.start >= self.end:
            return self.start_char
        last = self.doc[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its words, without the space behind the last."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def sent(self) -> TokenSpan:
        """The sentence of its first token."""
        return self.doc[self.start].sent

    @property
    def root(self) -> Token:
        """The token nearest to the root of the sentence, a mark only where there is no word; of equals the first."""
        tokens = self.doc[self.start : self.end]
        for token in tokens:
            if token.head is token:
                return token
        outer = [t for t in tokens if not self.start <= t.head.i < self.end]
        if len(outer) == 1:
            return outer[0]
        words = [t for t in outer if t.children or not (t.is_punct or t.is_space)]
        return min(words, key=lambda token: sum(1 for _ in token.ancestors), default=outer[0])


class Doc(list[Token]):
    """A text as the list of its tokens, with its sentences and names.

    Args:
        text: the text, which the tokens cover without a gap but for the spaces behind them.
    """

    __slots__ = ("ents", "sents", "text")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.sents: tuple[TokenSpan, ...] = ()
        self.ents: tuple[TokenSpan, ...] = ()

    def span(self, start: int, end: int) -> TokenSpan:
        """The tokens from one number up to another, or the end, as a span that knows its words and its root."""
        return TokenSpan(self, start, max(start, min(end, len(self))))


def link(doc: Doc, heads: Sequence[int], starts: Sequence[int]) -> None:
    """Tie the tokens of a text into trees, so that each path ends at a root.

    Args:
        doc: a text whose tokens are there.
        heads: for each token the number of the one it depends on; its own for a root. Of tokens that depend on one
            another in a circle the first becomes a root.
        starts: numbers of the tokens that begin a sentence, in order.
    """
    heads, order = _rooted(heads)
    for token, head in zip(doc, heads, strict=True):
        token.head = doc[head]
        if token.i < head:
            doc[head].lefts.append(token)
        elif token.i > head:
            doc[head].rights.append(token)
    for token, left, right, rank, size, is_closed in zip(doc, *_subtrees(heads, order), strict=True):
        token.children = token.lefts + token.rights
        token.left_edge, token.right_edge = doc[left], doc[right]
        token.rank, token.size, token.is_closed = rank, size, is_closed
    doc.sents = tuple(TokenSpan(doc, *bounds) for bounds in zip(starts, [*starts[1:], len(doc)], strict=True))
    for sentence in doc.sents:
        for token in sentence:
            token.sent = sentence


def unlink(doc: Doc) -> None:
    """Let go of a text that nobody reads any more, tokens and all.

    They name one another all around: left to Python's collector, they would cost it twice the time.
    """
    for token in doc:
        del token.doc, token.head, token.children, token.lefts, token.rights
        del token.left_edge, token.right_edge, token.sent
    doc.clear()
    doc.sents = doc.ents = ()


def _rooted(given: Sequence[int]) -> tuple[list[int], list[int]]:
    """The heads with every circle cut at its first token, and the tokens in an order that puts each before its head.

    >>> _rooted([1, 1, 1]), _rooted([2, 0, 1])
    (([1, 1, 1], [2, 0, 1]), ([0, 0, 1], [2, 1, 0]))
    """
    heads = list(given)
    waiting = [0] * len(heads)
    for i, head in enumerate(heads):
        if head != i:
            waiting[head] += 1
    order: list[int] = []
    _strip([i for i, count in enumerate(waiting) if not count], heads, waiting, order)
    for first in range(len(heads)) if len(order) < len(heads) else ():
        if waiting[first]:
            # only circles are left, and this is the first token of one
            above, heads[first] = heads[first], first
            waiting[above] -= 1
            _strip([above] if not waiting[above] else [], heads, waiting, order)
    return heads, order


def _strip(ready: list[int], heads: Sequence[int], waiting: list[int], order: list[int]) -> None:
    """Put tokens that nothing depends on any more in order, and so on up as far as that goes."""
    while ready:
        i = ready.pop()
        order.append(i)
        head = heads[i]
        if head != i:
            waiting[head] -= 1
            if not waiting[head]:
                ready.append(head)


def _subtrees(
    heads: Sequence[int], order: Sequence[int]
) -> tuple[list[int], list[int], list[int], list[int], list[bool]]:
    """Of each token the first and last beneath it, also where branches cross, its rank, the size of its subtree,
    and whether that is closed.

    Args:
        heads: for each token the number of the one it depends on.
        order: the tokens, each before its head.
    """
    left, right, size = list(range(len(heads))), list(range(len(heads))), [1] * len(heads)
    closed = [True] * len(heads)
    for i in order:
        head = heads[i]
        # all beneath it has been told of it
        closed[i] = closed[i] and right[i] - left[i] + 1 == size[i]
        if head != i:
            size[head] += size[i]
            closed[head] = closed[head] and closed[i]
            if left[i] < left[head]:
                left[head] = left[i]
            if right[i] > right[head]:
                right[head] = right[i]
    # the next number beneath each token, and beneath none
    free, rank, after = [0] * len(heads), [0] * len(heads), 0
    for i in reversed(order):
        head = heads[i]
        if head == i:
            rank[i], after = after, after + size[i]
        else:
            rank[i] = free[head]
            free[head] += size[i]
        free[i] = rank[i] + 1
    return left, right, rank, size, closed
