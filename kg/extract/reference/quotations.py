"""Words in quotation marks, and who speaks them.

The speaker of a quotation is the subject of the reporting verb nearest to it outside the marks, in its own sentence
first, else in the words that lead to it. A quotation that no such verb touches goes on with the speaker of the one
before it in the same paragraph. A mark that is never closed reaches to the paragraph's end, which is how speeches
over several paragraphs are printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract.reference.binding import meant
from kg.language import relations
from kg.language.grammar import VERBS
from kg.language.words import lemma
from kg.model.records import Parse, ParsedBlock, Quotation, Span
from kg.terms.signature import Signature, lookup, reports

if TYPE_CHECKING:
    from kg.model.syntax import Doc, Token

# Straight marks may open or close; these do but one.
OPENING = frozenset(("“", "``", "«", "„"))
CLOSING = frozenset(("”", "''", "»"))
STRAIGHT = '"'
# Verbs in these places may have their subject in common with the verb above.
SHARING = frozenset((relations.CONJ, relations.ADVCL, relations.XCOMP))

# Shorter quotations are scare quotes or terms; nobody's clause stands in them.
FEWEST_WORDS = 2


def find(parse: Parse) -> tuple[Quotation, ...]:
    """The quotations of a document in text order."""
    return tuple(q for block in parse.blocks for q in _in_block(block))


def speaker_at(quotations: tuple[Quotation, ...], place: int) -> int | None:
    """Place of the head word of who speaks at that place of the document; None outside quotations."""
    for q in quotations:
        if q.span.start <= place < q.span.end:
            return None if q.speaker is None else q.speaker.start
    return None


def _in_block(block: ParsedBlock) -> list[Quotation]:
    doc, found = block.doc, []
    before: Span | None = None
    ranges = _ranges(doc)
    inside = {i for start, end in ranges for i in range(start, end)}
    for start, end in ranges:
        if end - start < FEWEST_WORDS:
            continue
        speaker = _speaker(doc, start, end, inside)
        if speaker is not None:
            place = block.start + speaker.idx
            before = Span(place, place + len(speaker))
        last = doc[end - 1]
        found.append(Quotation(Span(block.start + doc[start].idx, block.start + last.idx + len(last)), before))
    return found


def _ranges(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges between quotation marks, the marks left out."""
    found, start, straight = [], None, False
    for token in doc:
        mark = token.text
        if mark in OPENING or (mark == STRAIGHT and not straight):
            if start is None:
                start, straight = token.i + 1, mark == STRAIGHT
        elif start is not None and (mark in CLOSING or mark == STRAIGHT):
            if token.i > start:
                found.append((start, token.i))
            start, straight = None, False
    if start is not None:
        found.append((start, len(doc)))
    return found


def _speaker(doc: Doc, start: int, end: int, inside: set[int]) -> Token | None:
    """Subject of the reporting verb nearest to the quotation, outside all quotation marks.

    Args:
        doc: the text.
        start: number of the first token of the quotation.
        end: number of the token behind its last.
        inside: the tokens of all quotations.
    """
    best: tuple[int, Token] | None = None
    for verb in _around(doc, start, end):
        if verb.i in inside or not _leads_in(verb):
            continue
        subject = _subject(verb)
        if subject is None or subject.i in inside:
            continue
        distance = start - verb.i if verb.i < start else verb.i - end + 1
        if best is None or distance < best[0]:
            best = (distance, subject)
    return best[1] if best else None


def _around(doc: Doc, start: int, end: int) -> Sequence[Token]:
    """The tokens of the sentences that a quotation stands in, and of the report behind it."""
    right = doc[end - 1].sent.end
    if end < len(doc):
        # "... ," he said. and "... ?" he asked: the report may have become a sentence of its own
        follows = doc[min(end + 1, len(doc) - 1)].sent
        if follows.start <= end + 1 and not follows.text[:1].isupper():
            right = max(right, follows.end)
        right = max(right, doc[end].sent.end)
    return doc[doc[start].sent.start : right]


def _leads_in(verb: Token) -> bool:
    """Whether a verb may report or demand what stands in quotation marks: "said", "asked"; not "arrived"."""
    if verb.pos_ not in VERBS:
        return False
    return reports(lemma(verb)) or lookup(lemma(verb), "v") == Signature.REQUEST


def _tells(token: Token) -> bool:
    return token.pos_ == "VERB" and reports(lemma(token))


def _subject(verb: Token) -> Token | None:
    """Who says what the verb reports: its subject, who stands behind "by", or the subject of a verb above."""
    sharing: Token | None = verb
    for token in verb.path:
        if token is not sharing:
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if subject is not None:
            return _named(meant(subject))
        agent = next((c for c in token.children if c.dep_ == "agent"), None)
        if agent is not None:
            return next((p for p in agent.children if p.dep_ == "pobj"), None)
        sharing = _sharing(token)
    return None


def _named(who: Token) -> Token:
    """ "the cashier, Hana Novotná, told": the name is who speaks; not so "Hana Novotná, a cashier, told"."""
    if who.pos_ != "NOUN":
        return who
    return next((a for a in who.children if a.dep_ == "appos" and a.pos_ == "PROPN"), who)


def _sharing(verb: Token) -> Token | None:
    """The verb above that has its subject in common with this one."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":
        # "he said it would go on, adding": adding belongs to who said so
        telling = next((a for a in verb.ancestors if _tells(a) and any(c.dep_ == "nsubj" for c in a.children)), None)
        if telling is not None:
            return telling
    return verb.head if verb.dep_ in SHARING and verb.head.pos_ in VERBS else None
