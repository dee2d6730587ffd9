"""Interviews and transcripts: "Lund: The dam leaks." is what Lund says, and "Lund" no part of the sentence.

A name and a colon in front of a paragraph is common in other texts too ("Correction:", "Ohio: 12 seats"). So names take
turns where two follow one another, and a person of one of them is named elsewhere in full, or both come again; alone
stands only a name in capitals that the text has told in full. "Q:" and "A:" go together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from kg.language.ordinary import is_ordinary
from kg.model.kinds import BlockKind
from kg.model.records import Block, Edit, Span

_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|\([\w .,'’-]{1,40}\)|de|van|von|der|al|bin)){0,5}"
_TURN = re.compile(
    rf"(?P<hour>[\[(]?\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?[\])]?\s+)?(?P<name>{_NAME})(?P<colon>\s?:)\s+(?=\S)"
)
_QUESTIONS = re.compile(r"(?P<hour>)(?P<name>[QA])(?P<colon>[.:])\s+(?=\S)")
_IN_BRACKETS = re.compile(r"\s*\(.*\)")
# So many turns by two that come again and again need nobody to be named.
MANY = 4


class _Turn(NamedTuple):
    """A body block that begins with who speaks: its number, where hour, name and words stand."""

    number: int
    hour: Span
    name: Span
    words: Span
    label: str

    @property
    def surname(self) -> str:
        return _IN_BRACKETS.sub("", self.label).split()[-1]


def parted(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with who speaks apart from what is said.

    >>> text = "Ana Lund came.\\n\\nHerald: Does it leak?\\n\\nLund: Not now."
    >>> lines = [Block(Span(*m.span()), BlockKind.BODY) for m in re.finditer(".+", text)]
    >>> [block.span.of(text) for block in parted(text, lines) if block.kind is BlockKind.SPEAKER]
    ['Herald', 'Lund']
    """
    turns = {turn.number: turn for turn in _turns(text, blocks)}
    if not turns:
        return tuple(blocks)
    found: list[Block] = []
    for number, block in enumerate(blocks):
        turn = turns.get(number)
        if turn is None:
            found.append(block)
            continue
        if turn.hour.start < turn.hour.end:
            found.append(Block(turn.hour, BlockKind.DATELINE))
        found += [Block(turn.name, BlockKind.SPEAKER), Block(turn.words, BlockKind.BODY)]
    return tuple(found)


def edits(text: str, blocks: Iterable[Block]) -> Iterator[Edit]:
    """The names of who speaks that are in capitals, as names are written elsewhere."""
    for block in blocks:
        if block.kind is BlockKind.SPEAKER:
            for word in re.finditer(r"[^\W\d_]{2,}", block.span.of(text)):
                if word[0].isupper():
                    start = block.span.start + word.start()
                    yield Edit(Span(start, start + len(word[0])), word[0].title())


def _turns(text: str, blocks: Sequence[Block]) -> Iterable[_Turn]:
    found = list(filter(None, (_turn(text, number, block) for number, block in enumerate(blocks))))
    labels = Counter(turn.label for turn in found)
    if labels["Q"] and labels["A"]:
        return found
    spans = [turn.name for turn in found]
    told = {turn.label for turn in found if _is_told(turn, text, spans)}
    exchanges = (run for run in _runs(found) if _is_exchange(run, told, labels))
    alone = (turn for turn in found if turn.label.isupper() and turn.label in told)
    return chain(alone, chain.from_iterable(exchanges))


def _turn(text: str, number: int, block: Block) -> _Turn | None:
    if block.kind is not BlockKind.BODY:
        return None
    words = block.span.of(text)
    found = _QUESTIONS.match(words) or _TURN.match(words)
    if found is None:
        return None
    at = block.span.start
    hour = Span(at, at + len(found["hour"].rstrip())) if found["hour"] else Span(at, at)
    name = Span(at + found.start("name"), at + found.end("name"))
    return _Turn(number, hour, name, Span(at + found.end(), block.span.end), found["name"])


def _runs(turns: Sequence[_Turn]) -> Iterator[list[_Turn]]:
    """Turns of which each begins in the block behind the one before, or in the one behind that."""
    run: list[_Turn] = []
    for turn in turns:
        if run and turn.number > run[-1].number + 2:
            yield run
            run = []
        run.append(turn)
    if run:
        yield run


def _is_exchange(run: Sequence[_Turn], told: set[str], labels: Counter[str]) -> bool:
    """Whether two or more take turns, one of whom is a person told of, or who come again."""
    own = {turn.label for turn in run}
    if len(own) < 2:
        return False
    return bool(own & told) or (len(run) >= MANY and all(labels[label] > 1 for label in own))


def _is_told(turn: _Turn, text: str, names: Sequence[Span]) -> bool:
    """Whether the text names the person in full outside the turns: "Ana Lund" of "Lund"; not "In Ohio" of "Ohio"."""
    surname = re.escape(turn.surname)
    for found in re.finditer(rf"([A-Z][\w.'’-]*) {surname}\b", text, re.IGNORECASE if turn.label.isupper() else 0):
        is_elsewhere = not any(name.start <= found.start() < name.end for name in names)
        if is_elsewhere and found[1][0].isupper() and not is_ordinary(found[1].lower()):
            return True
    return False
