"""Interviews and transcripts: whose turn a paragraph is.

The name in front of a turn is a block of its own (``kg.text.turns``). A turn has the paragraph behind its name, and
those behind that up to the next name, if few are and none tells of the speaker. "A" answers for the person whom the
headline or the text before the first question names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model.kinds import BlockKind
from kg.model.records import ParsedBlock, Span
from kg.terms.mention_type import MentionType

if TYPE_CHECKING:
    from kg.model.syntax import Token

# A turn has so many paragraphs at most behind its first; where more follow, the article goes on.
MOST_BEHIND = 2
ANSWER = "A"


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the paragraph of a turn stands, and the last word of the name of who speaks."""

    span: Span
    speaker: Span


def turns(blocks: Sequence[ParsedBlock]) -> Iterator[Turn]:
    """The paragraphs of turns, in text order."""
    names = [number for number, block in enumerate(blocks) if block.kind is BlockKind.SPEAKER]
    if not names:
        return
    answering = _interviewed(blocks[: names[0]])
    for name, following in zip(names, [*names[1:], None], strict=True):
        token = _last_word(blocks[name])
        if token is None:
            continue
        speaker = _place(token, blocks[name])
        if token.text == ANSWER and answering is not None:
            speaker = answering
        for block in _paragraphs(blocks, name, following, token.text):
            yield Turn(Span(block.start, block.start + len(block.doc.text)), speaker)


def _paragraphs(blocks: Sequence[ParsedBlock], name: int, following: int | None, surname: str) -> list[ParsedBlock]:
    """Those of a turn; the last turn has but one, as nothing tells where it ends."""
    end = name + 2 if following is None else following
    first, *behind = blocks[name + 1 : end]
    is_short = len(behind) <= MOST_BEHIND and all(block.kind is BlockKind.BODY for block in behind)
    goes_on = is_short and not any(token.text == surname for block in behind for token in block.doc)
    return [first, *behind] if goes_on else [first]


def _last_word(block: ParsedBlock) -> Token | None:
    """The last word of a name, what stands in brackets left out: "Lund" of "Ana Lund (Labour)"."""
    words, depth = [], 0
    for token in block.doc:
        depth += (token.text == "(") - (token.text == ")")
        if not depth and token.text[0].isalpha():
            words.append(token)
    return words[-1] if words else None


def _interviewed(before: Sequence[ParsedBlock]) -> Span | None:
    """Who is asked: the first person whom the headline names, else the first of the text."""
    for block in before:
        names = [ent for ent in block.doc.ents if ent.label_ == MentionType.PERSON]
        if names:
            return _place(names[0][-1], block)
    return None


def _place(token: Token, block: ParsedBlock) -> Span:
    start = block.start + token.idx
    return Span(start, start + len(token))
