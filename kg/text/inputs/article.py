"""A text as a document: what stands where in it, what is read in its place, and when it was published."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.errors import DocumentError
from kg.language import capitals
from kg.model.edits import Edited, as_read, composed
from kg.model.kinds import BlockKind
from kg.model.records import Block, Document
from kg.text import dating, languages, layout, marks, quotes, turns, wrapping

# Longer texts are no articles: the parser alone would take minutes over one.
LONGEST = 250_000

_LETTER = re.compile(r"[^\W\d_]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class OwnError(DocumentError):
    """A file that kg wrote, and that therefore holds no articles."""

    def __init__(self) -> None:
        super().__init__("kg wrote it, so it holds no article. Name the files of the articles")


def from_text(text: str, id: str = "stdin", *, title: str | None = None) -> Document:
    """A text as a document, with its headline and furniture told from its body.

    Raises:
        DocumentError: if the text is longer than an article can be, or holds half a character.

    >>> from_text("China aids Russia.").blocks[0].kind
    <BlockKind.BODY: 'body'>
    """
    check_length(text)
    check_whole(id=id, text=text, title=title)
    edits = marks.characters(text)
    for further in (marks.postings, quotes.edits, wrapping.edits):
        edited = Edited(text, edits)
        edits = composed(edited, edits, further(edited.text))
    edited = Edited(text, edits)
    blocks = turns.parted(edited.text, languages.marked(edited.text, layout.blocks(edited.text, title=title)))
    title = title or next((b.span.of(edited.text) for b in blocks if b.kind is BlockKind.HEADLINE), None)
    placed = tuple(Block(edited.source(block.span), block.kind) for block in blocks)
    recased = sorted([*capitals.edits(edited.text, blocks), *turns.edits(edited.text, blocks)])
    edits = composed(edited, edits, recased)
    document = Document(id, text, placed, title=title, edits=edits)
    read = as_read(document)
    return replace(document, date=dating.in_text(read.text, read.blocks))


def check_length(text: str) -> None:
    """Nothing, where the text is no longer than an article.

    Raises:
        DocumentError: if it is.
    """
    if len(text) > LONGEST:
        raise DocumentError(
            f"{len(text):,} characters are too many for one text; the limit is {LONGEST:,}. "
            "Split it into articles, one a file or one a line of a .jsonl file"
        )


def check_whole(**fields: object) -> None:
    """Nothing, where no field holds half a character, which JSON may escape and no file can hold.

    Raises:
        DocumentError: if one does.
    """
    for name, value in fields.items():
        found = _SURROGATE.search(value) if isinstance(value, str) else None
        if found is not None:
            raise DocumentError(
                f"the field {name!r} has {found[0]!r} at offset {found.start()}, which is half of a character. "
                "Write both halves, the character itself or '\\ufffd' there"
            )


def checked(document: Document) -> Document:
    """The document, if it can be read as news.

    Raises:
        DocumentError: if it holds no sentence, or none in English.
    """
    readable = (b.span.of(document.text) for b in document.blocks if b.kind in (BlockKind.BODY, BlockKind.HEADLINE))
    if not any(_LETTER.search(text) for text in readable):
        language = languages.foreign(document.as_read, as_read(document).blocks)
        if language is not None:
            raise DocumentError(f"the text is in {language}; kg reads English. Translate it first, or leave it out")
        raise DocumentError("the text holds no sentence. Check that it is an article and not a list or a table")
    return document
