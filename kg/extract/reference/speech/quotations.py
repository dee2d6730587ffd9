"""Words in quotation marks, and who speaks them.

    marks (pairs of a paragraph) → speakers (the words beside them) → what goes on from quotation to quotation

A quotation that nothing in its paragraph lays to anybody goes on with the speaker of the one before it: in the same
paragraph; in the next, where the marks were left open, which is how speeches over several paragraphs are printed; and
in the next where that is nothing but quotation, unless somebody has just asked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.reference.speech.marks import FEWEST_WORDS, Marked, marked
from kg.extract.reference.speech.speakers import beside, brought_in, opens_sentence, subject_before
from kg.extract.reference.speech.turns import Turn, turns
from kg.language.grammar import VERBS
from kg.model.kinds import BlockKind
from kg.model.records import Parse, ParsedBlock, Quotation, Span
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Token

# What may stand behind the mark that ends a sentence.
CLOSING_MARKS = "”\"' "
# "It sank, didn't it?", "It sank, right?": what stands before is told.
TAG = re.compile(
    r",\s*(?:right|correct|(?:is|are|was|were|do|does|did|has|have|had|wo|would|ca|can|could|should)(?:n['’]t)?\s+"
    r"(?:I|you|he|she|it|we|they|there))\s*\?$",
    re.I,
)
# The name below a quotation that stands by itself has no more words: "S.C. Rep. Jim Clyburn".
MOST_OF_SIGNATURE = 12


def find(parse: Parse) -> tuple[Quotation, ...]:
    """The quotations of a document in text order."""
    paragraphs = [_paragraph(block) for block in parse.blocks]
    found: list[_Spoken] = []
    for number, paragraph in enumerate(paragraphs):
        before = paragraphs[number - 1] if number else None
        after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        found += _spoken(paragraph, before, after, found)
    marked = [Quotation(spoken.span, spoken.speaker) for spoken in _told_behind(found)]
    return tuple(_with_turns(marked, turns(parse.blocks)))


def _with_turns(quotations: Sequence[Quotation], spoken: Iterable[Turn]) -> list[Quotation]:
    """The quotations and the turns of an interview; a turn is parted by the words of others that it quotes."""
    found = list(quotations)
    for turn in spoken:
        within = [q for q in quotations if turn.span.covers(q.span)]
        found = [q for q in found if q not in within]
        at = turn.span.start
        for quoted in (q for q in within if q.speaker is not None):
            if at < quoted.span.start:
                found.append(Quotation(Span(at, quoted.span.start), turn.speaker))
            found.append(quoted)
            at = quoted.span.end
        if at < turn.span.end:
            found.append(Quotation(Span(at, turn.span.end), turn.speaker))
    return sorted(found, key=lambda q: q.span)


def speaker_at(quotations: tuple[Quotation, ...], place: int) -> int | None:
    """Place of the head word of who speaks at that place of the document; None outside quotations."""
    for q in quotations:
        if q.span.start <= place < q.span.end:
            return None if q.speaker is None else q.speaker.start
    return None


def is_quoted(quotations: Sequence[Quotation], place: int) -> bool:
    """Whether a place stands within quotation marks, whoever speaks."""
    return any(q.span.start <= place < q.span.end for q in quotations)


def speakers_elsewhere(parse: Parse, quotations: Sequence[Quotation]) -> Iterator[tuple[Token, int]]:
    """The speakers that stand in another paragraph than their words, each with where its paragraph begins."""
    starts = [block.start for block in parse.blocks]

    def paragraph(place: int) -> int:
        return bisect_right(starts, place) - 1

    told = [(q.speaker.start, q.span.start) for q in quotations if q.speaker is not None]
    places = {speaker for speaker, words in told if paragraph(speaker) != paragraph(words)}
    for place in sorted(places):
        block = parse.blocks[paragraph(place)]
        yield next(t for t in block.doc if block.start + t.idx == place), block.start


def asks(quotations: Sequence[Quotation], place: int, sentence: Span, text: str) -> bool:
    """Whether what stands at that place is asked: its sentence ends in a question mark, on its side of the marks.

    Not so in "It sank, didn't it?", which only asks the hearer to agree.

    Args:
        quotations: those of the document, in text order.
        place: where a word of the sentence stands.
        sentence: the sentence.
        text: the document's.
    """
    within = [q.span for q in quotations if q.span.start < sentence.end and sentence.start < q.span.end]
    around = next((span for span in within if span.start <= place < span.end), None)
    end = min(around.end, sentence.end) if around is not None else sentence.end
    words = text[sentence.start : end].rstrip(CLOSING_MARKS)
    last = sentence.start + len(words) - 1
    is_asked = words.endswith("?") and not TAG.search(words)
    return is_asked and (around is not None or not any(span.start <= last < span.end for span in within))


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A block with what stands between its marks, and the tokens that stand there."""

    block: ParsedBlock
    quotes: Sequence[Marked]
    inside: frozenset[int]

    def place(self, token: Token) -> Span:
        """Where a token stands in the document."""
        start = self.block.start + token.idx
        return Span(start, start + len(token))

    def span(self, quote: Marked) -> Span:
        """Where a quotation stands in the document."""
        doc = self.block.doc
        return Span(self.place(doc[quote.start]).start, self.place(doc[quote.end - 1]).end)

    @property
    def opens(self) -> bool:
        """It begins with a mark."""
        return bool(self.quotes) and self.quotes[0].start == 1

    @property
    def is_open(self) -> bool:
        """Its last mark is not closed."""
        return bool(self.quotes) and not self.quotes[-1].is_closed

    @property
    def asks(self) -> bool:
        """Its last quotation is a question."""
        return bool(self.quotes) and self.block.doc[self.quotes[-1].end - 1].text == "?"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A quotation on its way: where, by whom, in which paragraph, and whether its marks were left open."""

    span: Span
    speaker: Span | None
    paragraph: _Paragraph
    is_open: bool


def _paragraph(block: ParsedBlock) -> _Paragraph:
    quotes = tuple(marked(block.doc))
    inside = frozenset(i for quote in quotes for i in range(quote.start, quote.end))
    return _Paragraph(block, tuple(q for q in quotes if len(q) >= FEWEST_WORDS), inside)


def _spoken(
    paragraph: _Paragraph, before: _Paragraph | None, after: _Paragraph | None, found: Sequence[_Spoken]
) -> Iterator[_Spoken]:
    """The quotations of a paragraph, each with its speaker where one is told in it or before it."""
    last: Span | None = None
    doc, inside = paragraph.block.doc, paragraph.inside
    for number, quote in enumerate(paragraph.quotes):
        token = beside(doc, quote, inside)
        if token is None and opens_sentence(doc, quote):
            token = subject_before(doc, quote, inside)
        if token is not None:
            last = paragraph.place(token)
        elif number == 0 and paragraph.opens:
            last = _signed(paragraph, after) or _goes_on(before, found)
        yield _Spoken(paragraph.span(quote), last, paragraph, not quote.is_closed)


def _goes_on(before: _Paragraph | None, found: Sequence[_Spoken]) -> Span | None:
    """Who spoke or was brought in before a paragraph that begins with a mark."""
    if before is None or before.block.kind is not BlockKind.BODY:
        return None
    if before.quotes and found and found[-1].paragraph is before:
        return None if before.asks and not before.is_open else found[-1].speaker
    last = list(before.block.doc.sents)[-1]
    token = brought_in(last, before.inside)
    return before.place(token) if token is not None else None


def _signed(paragraph: _Paragraph, after: _Paragraph | None) -> Span | None:
    """Who is named in the line below a quotation that fills a paragraph: the last word of the name."""
    if after is None or len(paragraph.quotes) != 1:
        return None
    rest = paragraph.block.doc[paragraph.quotes[0].end :]
    return None if any(t.is_alpha for t in rest) else _signature(after)


def _signature(line: _Paragraph) -> Span | None:
    """The last word of the name in a line: "State Rep. Ana Reis"; none in "Ana Reis spoke on Monday"."""
    words = [t for t in line.block.doc if not t.is_punct]
    if len(line.block.doc) > MOST_OF_SIGNATURE or any(t.pos_ in VERBS for t in words):
        return None
    names = [t for t in words if t.ent_type_ == MentionType.PERSON]
    return line.place(names[-1]) if names else None


def _told_behind(found: Sequence[_Spoken]) -> Iterator[_Spoken]:
    """A speech over several paragraphs may name its speaker only in a later one."""
    told: list[_Spoken] = []
    for number in reversed(range(len(found))):
        spoken = found[number]
        if spoken.speaker is None and spoken.is_open and told and told[-1].paragraph.opens:
            spoken = replace(spoken, speaker=told[-1].speaker)
        told.append(spoken)
    return reversed(told)
