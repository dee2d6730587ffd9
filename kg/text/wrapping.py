"""Text that was broken to a width, as mail, wire archives and Gutenberg have it: which line ends are mere spaces.

In wrapped text the first word of a line would not have fitted on the line before. So a line end inside a paragraph is
told by the width that the lines keep, once words that go on in small letters show that lines are broken at all. Items
of a list, headings, signatures, tables, speakers and one-line paragraphs keep their line ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from kg.language.ordinary import is_ordinary
from kg.model.records import Edit, Span

# Lines of a typewriter, a terminal or a mail are no longer; a longer one is a paragraph.
NARROWEST, WIDEST = 20, 120
# So many of the lines that surely go on must be filled to a width for it to be the width.
FILLED = 0.8
# So many line ends of a wrapped text go on in small letters or behind "the" and "of"; of a list of headlines few do.
GOING_ON = 0.3
# A group where more line ends than this end a sentence is a list of sentences.
ENDING = 0.6
# A line that surely goes on may fall short of the width by this share: somebody has edited it.
RAGGED = 0.25

_LINE = re.compile(r"[^\n]*\n?")
_PREFIX = re.compile(r"(?:> ?)*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_ABBREVIATED = re.compile(
    r"(?:^|[ (“\"])(?:Mr|Mrs|Ms|Dr|Gen|Sen|Gov|Rep|Lt|Col|Capt|Sgt|Maj|Prof|St"
    r"|Jr|Sr|No|vs|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Aug|Sept?|Oct"
    r"|Nov|Dec|[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_OPEN = re.compile(
    r"(?:^|\s)(?:an?|the|of|to|in|on|at|by|for|from|with|and|or|but|nor|that|which|who|whose|his|her|its|their|our"
    r"|my|your|this|these|those|was|were|is|are|be|been|has|have|had|will|would|can|could|may|might|should|must|do|does|did"
    r"|as|than|into|over|under|after|before|between|against|during|without|about|because|while|if|when|where|not|more"
    r"|most|some|any|each|every|both|Mr|Mrs|Ms|Dr)$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[\"'“‘(\[]?[a-zß-öø-ÿ](?![A-Z])")
# In a line of capitals only these words tell as much.
_CONNECTS = re.compile(
    r"(?:OF|TO|IN|ON|AT|BY|FOR|FROM|WITH|AND|OR|THAT|WHICH|WHO|WAS|WERE|IS|ARE|HAS|HAD|HAVE|WOULD)\b"
)
_BULLET = re.compile(r"([-*+•·‣▪◦–—o])[ \t]+\S")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]+)[.)][ \t]+\S")
_SPEAKER = re.compile(r"(?:\[?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\]? +)?[A-Z][\w.'’-]*(?: [A-Z][\w.'’()-]*){0,4}:(?:\s|$)")
_CELLS = re.compile(r"\S(?: {3,}|\t+)\S.*\S(?: {3,}|\t+)\S|\t|\|.*\|")
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’/-]+(?: [A-Z][A-Z.'’/-]*){0,3}(?:, [\w. ]{2,20})?(?P<agency> \([A-Z][\w ./&]+\))?"
    r" *(?:[–—]|--?) *[A-Z“\"]"
)
_LETTERS = re.compile(r"[^\W\d_]")
_HYPHENED = re.compile(r"[^\W_]-$")
# A word that may be parted at a line end.
_PARTED = re.compile(r"(?<![\w-])([^\W\d_]{2,})-$")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words: where they stand, the marks of quoting before them, and the column behind the last."""

    begin: int
    start: int
    end: int
    prefix: str
    indent: int
    words: str
    edge: int
    first: int
    marker: str

    @property
    def is_open(self) -> bool:
        return not _SENTENCE_END.search(self.words) or bool(_ABBREVIATED.search(self.words))

    @property
    def is_capitals(self) -> bool:
        return self.words.isupper() and len(_LETTERS.findall(self.words)) > 7


_Break = tuple[_Line, _Line]


def edits(text: str) -> tuple[Edit, ...]:
    """The line ends that are read as spaces, or as nothing inside a word, in text order.

    Marks of quoting and white space at the start of the following line belong to the edit.

    >>> wrapped = "Ghana signed a cargo pact with\\nChile on Friday. It was the\\nfirst one of the two."
    >>> [(edit.span.start, edit.words) for edit in edits(wrapped)]
    [(30, ' '), (58, ' ')]
    >>> edits("- Sweden will ship corn to Mali\\n- Fiji has delayed the levy")
    ()
    """
    groups = list(_groups(text))
    widths = {prefix: _width(_breaks(own)) for prefix, own in _by_prefix(groups)}
    found = []
    for group in groups:
        breaks = _breaks([group])
        width = _width(breaks, least=2) or widths[group[0].prefix] or _width(breaks)
        found += [_edit(above, below) for above, below in _soft(breaks, width)]
    return tuple(sorted([*found, *_unquoted(groups, {edit.span.end for edit in found})]))


def _unquoted(groups: Sequence[list[_Line]], joined: set[int]) -> Iterator[Edit]:
    """The marks of quoting of a mail, where no line end in front has taken them."""
    quoted = [line for group in groups for line in group if line.prefix]
    for line in quoted if len(quoted) > 1 else ():
        if line.start not in joined:
            yield Edit(Span(line.begin, line.start), "")


def _groups(text: str) -> Iterator[list[_Line]]:
    """Lines without an empty one, or another depth of quoting, between them."""
    group: list[_Line] = []
    for found in _LINE.finditer(text):
        line = _line(found)
        if group and (line is None or not line.words or line.prefix != group[-1].prefix):
            yield group
            group = []
        if line is not None and line.words:
            group.append(line)
        elif line is not None:
            yield [line]
    if group:
        yield group


def _line(found: re.Match[str]) -> _Line | None:
    raw = found[0].rstrip()
    prefix = _PREFIX.match(raw)
    assert prefix is not None
    words = raw[prefix.end() :].lstrip(" \t\ufeff")
    if not words and not prefix[0]:
        return None
    before = len(raw) - len(words)
    return _Line(
        begin=found.start(),
        start=found.start() + before,
        end=found.start() + len(raw),
        prefix=prefix[0].replace(" ", ""),
        indent=len(raw[prefix.end() : before].expandtabs(8)),
        words=words,
        edge=len(raw.expandtabs(8)),
        first=len(words.split(None, 1)[0]) if words else 0,
        marker=_marker(words),
    )


def _by_prefix(groups: Sequence[list[_Line]]) -> Iterator[tuple[str, list[list[_Line]]]]:
    def prefix(group: list[_Line]) -> str:
        return group[0].prefix

    for key, own in groupby(sorted(groups, key=prefix), key=prefix):
        yield key, list(own)


def _breaks(groups: Sequence[list[_Line]]) -> list[_Break]:
    """The line ends that may be inside a paragraph: not those before items, headings, tables and the like."""
    found = []
    for group in groups:
        fellows = Counter(line.marker for line in group)
        pairs = enumerate(pairwise(group), start=1)
        found += [pair for number, pair in pairs if not _is_apart(_Place(group, number, fellows))]
    return found


class _Place(NamedTuple):
    """The end of a line within a group of lines, and how often each marker of items stands in the group."""

    group: Sequence[_Line]
    number: int
    fellows: Mapping[str, int]

    @property
    def above(self) -> _Line:
        return self.group[self.number - 1]

    @property
    def below(self) -> _Line:
        return self.group[self.number]

    @property
    def is_ended(self) -> bool:
        """True behind the end of a sentence, and behind a colon."""
        return not self.above.is_open or self.above.words.endswith(":")


def _is_apart(place: _Place) -> bool:
    """True where a line of a group begins something of its own whatever the width is."""
    return any(begins(place) for begins in _BEGINNINGS)


def _at_rule(place: _Place) -> bool:
    """Before and behind "* * *"; not where words stand beside the marks."""
    return _is_rule(place.above) or _is_rule(place.below)


def _at_table(place: _Place) -> bool:
    """Before and behind "Wheat   120   130"; one wide gap is no table."""
    return bool(_CELLS.search(place.above.words) or _CELLS.search(place.below.words))


def _at_capitals(place: _Place) -> bool:
    """Between "MINISTERS MEET" and "The talks began"; a heading of two lines goes on."""
    above, below = place.above, place.below
    return (above.is_capitals and not below.words.isupper()) or (below.is_capitals and not above.words.isupper())


def _at_dateline(place: _Place) -> bool:
    """Before "DOVER (AP) - "; without the agency only behind the first line, or a sentence that has ended."""
    dateline = _DATELINE.match(place.below.words)
    return dateline is not None and bool(dateline["agency"] or place.number == 1 or place.is_ended)


def _at_speaker(place: _Place) -> bool:
    """Before "Clara Tembo: Yes." where the sentence above has ended or is a speaker's; "the Dover: a ship" is none."""
    return bool(_SPEAKER.match(place.below.words)) and (place.is_ended or bool(_SPEAKER.match(place.above.words)))


def _at_item(place: _Place) -> bool:
    """Before "- corn" and "2. corn"; not before a dash or a date that a break brought to the front."""
    marker = place.below.marker
    if not marker or place.is_ended:
        return bool(marker)
    others = place.fellows[marker]
    return others > 1 and place.group[0 if others < 3 else place.number - 1].marker == marker


def _at_indent(place: _Place) -> bool:
    """Before an indented first line; what hangs below an item goes on."""
    return place.below.indent > place.above.indent and not place.above.marker


_BEGINNINGS = (_at_rule, _at_table, _at_capitals, _at_dateline, _at_speaker, _at_item, _at_indent)


def _is_rule(line: _Line) -> bool:
    return not any(character.isalnum() for character in line.words)


def _marker(words: str) -> str:
    """What marks a line as an item: its bullet, "1" for a number; empty where nothing does."""
    bullet = _BULLET.match(words)
    if bullet:
        return bullet[1]
    return "1" if _NUMBER.match(words) else ""


def _is_sure(above: _Line, below: _Line) -> bool:
    """True where the words go on for certain: in small letters, or behind "the" and "Mr."."""
    if _OPEN.search(above.words) or _ABBREVIATED.search(above.words):
        return True
    return above.is_open and bool(_GOES_ON.match(below.words) or _CONNECTS.match(below.words))


def _is_hyphened(above: _Line, below: _Line) -> bool:
    """True where a line ends within a word or a compound."""
    return above.edge <= WIDEST and bool(_HYPHENED.search(above.words)) and below.words[:1].isalpha()


def _is_parted(above: _Line, below: _Line) -> bool:
    """True where that hyphen is of the line end and not of the word: "trade agree-", "ment"."""
    cut = _PARTED.search(above.words)
    rest = _WORD.match(below.words)
    if cut is None or rest is None or (rest[0][0].isupper() and not cut[1].isupper()):
        return False
    return not is_ordinary(rest[0]) or (is_ordinary(cut[1] + rest[0]) and not is_ordinary(cut[1]))


def _fills(above: _Line, below: _Line, width: float) -> bool:
    """True where the first word of the line below would not have fitted."""
    return above.edge + 1 + below.first > width


def _width(breaks: Sequence[_Break], least: int = 1) -> int:
    """The width that lines were broken to; 0 where they were not.

    It is the greatest to which most lines that surely go on are filled, taken from one of them.
    """
    sure = [pair for pair in breaks if _is_sure(*pair) and not _is_hyphened(*pair) and pair[0].edge <= WIDEST]
    if len(sure) < least:
        return 0
    for width in sorted({above.edge for above, _ in sure}, reverse=True):
        if width < NARROWEST:
            return 0
        if sum(_fills(*pair, width) for pair in sure) >= FILLED * len(sure):
            full = sum(_fills(*pair, width) and pair[0].edge <= _farthest(width) for pair in breaks)
            return width if len(sure) >= GOING_ON * full else 0
    return 0


def _farthest(width: int) -> float:
    return 1.2 * width + 4


def _soft(breaks: Sequence[_Break], width: int) -> Iterator[_Break]:
    """The breaks inside a paragraph; without a width only those behind a hyphen."""
    ending = sum(not above.is_open and not _is_sure(above, below) for above, below in breaks)
    are_sentences = ending > ENDING * len(breaks) and len(breaks) > 1
    for above, below in breaks:
        if _is_hyphened(above, below):
            yield above, below
        elif not width or (above.edge > _farthest(width) and " " in above.words):
            continue
        elif _is_sure(above, below):
            if _fills(above, below, width * (1 - RAGGED)):
                yield above, below
        elif _fills(above, below, width) and (above.is_open or not are_sentences):
            yield above, below


def _edit(above: _Line, below: _Line) -> Edit:
    if _is_parted(above, below):
        return Edit(Span(above.end - 1, below.start), "")
    # A compound that is broken behind its hyphen has no space there.
    return Edit(Span(above.end, below.start), "" if _is_hyphened(above, below) else " ")
