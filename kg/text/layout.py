"""What each stretch of a text is: headline, dateline, byline, body or footer.

Web pages reach us with their furniture: "Exit mobile version", "Source link", a headline told twice. Read as
sentences it would become statements, so it is marked here by spans over the unchanged text. The lists hold what
publishing systems put on a page, in the words of their makers; nothing in them belongs to one article.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress

from kg.model.kinds import BlockKind
from kg.model.records import Block, Span
from kg.text.dating import CLOCK, DATE, DAY

_FURNITURE = (
    r"exit mobile version",
    r"back to top(?: button)?",
    r"source: .*|source links?(?: .*)?",
    r"(?:read|show|see|load|view|learn) more(?: (?:about|on|at|in|from)\b.*|: .*)?",
    r"(?:read|also read|must read|read also|read next)(?: next| full story)?: .*",
    r"(?:read the )?full story|read (?:also|next)",
    r"(?:related|recommended|popular|latest|trending)(?: (?:articles?|posts?|stories|news|topics|coverage))?:?",
    r"(?:related|see also)(?: \w+)?: .*",
    r"(?:share|like|save|print|email|tweet|pin)(?: (?:this|on|via)\b.{0,40})?:?",
    r"(?:follow|join|like) us\b.*",
    r"(?:subscribe|sign up|sign in|log in|register|donate)(?: (?:to|for|now|here|today|with|and|or)\b.{0,100})?",
    r"(?:click|tap) here\b.*",
    r"leave a (?:comment|reply)|post a comment|comments?(?: \(\d+\))?|\d+ comments?",
    r"advertisement|advertising|sponsored(?: content)?|promoted",
    r"(?:copyright )?(?:©|\(c\)) ?.*|copyright \d{4}.*|(?:.{0,80}[.,;] )?all rights reserved.*",
    r"(?:tags?|categor(?:y|ies)|filed under|posted in|topics?|keywords):.*",
    r"(?:previous|next|older|newer) (?:post|article|story|posts|stories)(?:: .*)?",
    r"the post .* appeared first on .*",
    r"this (?:article|story|post) (?:was |has been )?(?:originally |first )?(?:appeared|published)\b.*",
    r"skip to (?:main )?content|menu|home|search|loading",
    r"(?:cookie|privacy) policy|cookie settings|terms of (?:use|service)",
    r"\d+ (?:min|minute|minutes|mins) read",
    r"(?:photo|image|picture|video|credit|photograph|file photo)(?: credit)?(?: by)?: .*",
)
_FOOTER = re.compile(r"(?:" + "|".join(_FURNITURE) + r")\W*", re.IGNORECASE)

# Furniture that lost its line end: "Exit mobile versionThe minister said ..." is two lines.
_FUSED = re.compile(
    r"(?:Exit mobile version|Back to top button|Back to top|Skip to (?:main )?content|Advertisement)(?=[A-Z“\"])"
)
# The name of the site behind a headline: "Leaders Agree | The Daily News".
_SITE = re.compile(r"\s+(?:\||»|::)\s+(?=\S+(?: \S+){0,3}$)")

_PERSON = r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|van|von|der|al|bin|and|&)){0,8}"
_BYLINE = re.compile(
    rf"(?i:by|written by|reported by|author:) {_PERSON}(?:,? .{{0,60}})?(?<![.!?])"
    rf"|(?i:published|updated|posted|last updated|last modified|first published|date)\b:?.{{0,20}}{DATE}.{{0,40}}"
    rf"|(?:{DAY},? )?{DATE}{CLOCK}?"
    r"|\((?i:(?:additional )?(?:reporting|editing|writing|compiled) by) [A-Z].*\)"
    r"|(?i:(?:additional )?(?:reporting|writing|compiled) by) [A-Z].*[;,.] ?(?i:(?:and )?editing by) .*"
)
# Who sells pictures signs them: "John Moore/Getty Images", at the end of a caption in brackets.
_PICTURES = (
    r"(?:AFP|AP|EPA|UPI|TASS|Getty(?: Images)?|Associated Press|Agence France-Presse|Press Association|PA Wire|Reuters"
    r"|REUTERS|Bloomberg|Shutterstock|iStock(?:photo)?|Alamy|Flickr|WireImage|Corbis|Zuma Press|Redux|Polaris"
    r"|Wikimedia Commons)"
)
_SIGNED = rf"{_PICTURES}(?:(?: ?[/,] ?| via ){_PICTURES})*(?: (?:[Ff]ile )?(?:[Pp]hoto|[Ii]mages?|[Pp]icture))?\.?"
_CREDIT = re.compile(rf"\(?(?:[^\W\d_][\w.'’ -]{{1,40}}(?: ?[/,|] ?| via | for ))?{_SIGNED}\)?")
_CREDIT_BEHIND = re.compile(
    rf"(?<=[.!?\"”’])\s*[(\[](?:[^()\[\]]{{0,50}}(?:/|via | for ))?{_SIGNED}[)\]]$"
    r"|(?<=[.!?\"”’])\s*[(\[](?i:photo|image|picture|credit)s?(?: (?i:credit|by|courtesy of))?:? [^()\[\]]{1,60}[)\]]$"
)
_AGENCY = r"(?:\((?:[A-Z][\w./& -]{1,40})\)|/[A-Z][\w.& -]{1,40}/)"
_TOWN = r"[A-Z][A-Z.'’-]+(?: [A-Z.'’-]+){0,3}"
_TOWN_MIXED = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_REGION = r"(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?"
# A live blog opens its entries with the hour.
_HOUR = r"(?:[01]?\d|2[0-3]):[0-5]\d"
_DATELINE = re.compile(
    rf"(?:(?:{_TOWN}(?:/{_TOWN})?{_REGION}(?:, {DATE})?(?: {_AGENCY})?"
    rf"|{_TOWN_MIXED}{_REGION}(?:, {DATE} {_AGENCY}|, {DATE}| {_AGENCY})"
    rf"|{_AGENCY})\s*(?:[–—]|--?(?=\s))\s*"
    # A press release: "LONDON--(BUSINESS WIRE)--".
    rf"|{_TOWN}{_REGION}(?:, {DATE})?\s?--\s?\([A-Z][\w ]{{1,40}}\)\s?--\s?"
    rf"|{_HOUR}(?: ?[ap]\.?m\.?)?(?: (?:GMT|UTC|BST|CES?T|E[DS]?T))?:? *(?:[–—|-] *)?)(?=[A-Z0-9“\"‘'])"
)

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_INNER_END = re.compile(r"(?<![A-Z])[.!?][\"”’)]* +[A-Z“\"]")
# A headline is shorter than this, in characters; a headline with a full stop also shorter than the text below it.
_HEADLINE = 160
# Furniture and bylines are short; a longer line is prose whatever it begins with.
_LINE = 300


def plain(text: str) -> tuple[Block, ...]:
    """The whole text as one body block, without white space around it."""
    span = _stripped(text, 0, len(text))
    return (Block(span, BlockKind.BODY),) if span.start < span.end else ()


def blocks(text: str, *, title: str | None = None) -> tuple[Block, ...]:
    """The stretches of a text, each with its kind; sorted, without overlap, leaving out white space only.

    Args:
        text: what a file holds.
        title: the headline where metadata tell it; its first repetition is the headline, others are furniture.

    >>> text = "Leaders Meet\\n\\nROME (AP) – They met.\\n\\nExit mobile version"
    >>> [str(block.kind) for block in blocks(text)]
    ['headline', 'dateline', 'body', 'footer']
    """
    lines = [line for line in _lines(text) if line.start < line.end]
    found: list[Block] = []
    headline, is_told = _core(title or ""), False
    for index, line in enumerate(lines):
        words = line.of(text)
        is_repeated = bool(headline) and _core(words) == headline
        if _is_wholly(_FOOTER, words) or _is_wholly(_CREDIT, words) or (is_repeated and is_told):
            found.append(Block(line, BlockKind.FOOTER))
        elif not is_told and (is_repeated or _is_headline(text, lines, index, found)):
            headline, is_told = _core(words), True
            found += _headline(text, line)
        elif _is_wholly(_BYLINE, words) and _is_edge(found, index, len(lines)):
            found.append(Block(line, BlockKind.BYLINE))
        else:
            found += _paragraph(text, line)
    return tuple(found)


def markdown(text: str) -> tuple[str, Mapping[str, object]]:
    """Markdown without its marks, and the fields of its front matter; text without marks stays as it is.

    >>> markdown("# Summit\\n\\n**China** [denies](x.html) it.")[0]
    'Summit\\n\\nChina denies it.'
    """
    metadata: dict[str, object] = {}
    if toml := re.match(r"\+\+\+\r?\n(.*?\r?\n)\+\+\+\r?\n", text, re.DOTALL):
        # What cannot be read as fields stays text.
        with suppress(ValueError, RecursionError):
            metadata = {key.lower(): value for key, value in tomllib.loads(toml[1]).items()}
            text = text[toml.end() :]
    front = re.match(r"---\r?\n(.*?\r?\n)---\r?\n", text, re.DOTALL)
    if front:
        text = text[front.end() :]
        for line in front[1].splitlines():
            key, colon, value = line.partition(":")
            if colon:
                metadata[key.strip().lower()] = value.strip().strip("\"'")
    # Up to the last end of a comment: behind it each beginning would look for an end in vain, to the end of the text.
    commented, end, rest = text.rpartition("-->")
    text = _COMMENT.sub("", commented + end) + rest
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return text, metadata


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# What is in brackets holds no further one, and addresses end: else each bracket of a row looks through all behind it.
_ADDRESS = r"\([^)\n]{0,2000}\)"
_MARKS = (
    (re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL), ""),
    (re.compile(r"^ {0,3}#{1,6} +(.*?)(?: +#+)?$", re.MULTILINE), r"\1"),
    (re.compile(r"^ {0,3}(?:=+|-{3,}|\*{3,}|_{3,}|(?:\* ?){3,}) *\r?$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:> ?)+", re.MULTILINE), ""),
    (re.compile(r"^ {0,6}(?:[-*+]|\d{1,2}[.)]) +(?=\S)", re.MULTILINE), ""),
    (re.compile(r"\[\^[^\[\]\s]+\]:?"), ""),
    (re.compile(rf"!\[[^\[\]\n]*\]{_ADDRESS}"), ""),
    (re.compile(rf"\[([^\[\]\n]+)\]{_ADDRESS}"), r"\1"),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)


def _lines(text: str) -> Iterator[Span]:
    """The paragraphs, without white space around them: one a line, as ``wrapping`` has joined those that belong."""
    for line in re.finditer(r"[^\n]*\n?", text):
        fused = _FUSED.match(line[0].lstrip())
        span = _stripped(text, line.start(), line.end())
        if fused:
            yield Span(span.start, span.start + fused.end())
            span = _stripped(text, span.start + fused.end(), line.end())
        yield span


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _is_wholly(pattern: re.Pattern[str], words: str) -> bool:
    """True for a short line that is furniture, or a byline, and nothing else."""
    return len(words) <= _LINE and pattern.fullmatch(words) is not None


def _core(words: str) -> str:
    """What two prints of one headline share: no site name, no case, no marks."""
    return re.sub(r"\W+", " ", _SITE.split(words)[0]).strip().casefold()


def _is_headline(text: str, lines: list[Span], index: int, found: list[Block]) -> bool:
    """True for the first line of a text with more below it, where it is short and one sentence at most.

    With a full stop it must also stand well above a longer paragraph: "US urges Europe to respond." does, the first of
    two short sentences does not.
    """
    if any(block.kind is BlockKind.BODY for block in found) or index + 1 == len(lines):
        return False
    words = lines[index].of(text)
    if len(words) > _HEADLINE or _INNER_END.search(words) or words[0] in "“\"'‘(" or _BYLINE.fullmatch(words):
        return False
    if _DATELINE.match(words):
        return False
    if not _SENTENCE_END.search(words) or words.endswith("..."):
        return True
    below = lines[index + 1]
    is_apart = text.count("\n", lines[index].end, below.start) > 1
    return is_apart and below.end - below.start > max(len(words) * 1.5, 120)


def _headline(text: str, line: Span) -> list[Block]:
    """The headline, and the site's name behind it as furniture."""
    site = _SITE.search(line.of(text))
    if not site:
        return [Block(line, BlockKind.HEADLINE)]
    end = line.start + site.start()
    furniture = _stripped(text, end, line.end)
    return [Block(Span(line.start, end), BlockKind.HEADLINE), Block(furniture, BlockKind.FOOTER)]


def _paragraph(text: str, line: Span) -> list[Block]:
    """A body paragraph; a dateline in front of it and a picture's credit behind it are blocks of their own."""
    words = line.of(text)
    dateline, credit = _DATELINE.match(words), _CREDIT_BEHIND.search(words)
    start = line.start + dateline.end() if dateline and dateline.end() < len(words) else line.start
    end = line.start + credit.start() if credit and start < line.start + credit.start() else line.end
    spans = (
        (_stripped(text, line.start, start), BlockKind.DATELINE),
        (_stripped(text, start, end), BlockKind.BODY),
        (_stripped(text, end, line.end), BlockKind.FOOTER),
    )
    return [Block(span, kind) for span, kind in spans if span.start < span.end]


def _is_edge(found: list[Block], index: int, count: int) -> bool:
    """True near the top, before the second body paragraph, and on the last three lines: where bylines stand."""
    return sum(block.kind is BlockKind.BODY for block in found) < 2 or index >= count - 3
