"""A text that was read by other rules, read anew: what is body, what is mended, when it was written."""

from __future__ import annotations

from dataclasses import replace

from kg.model.records import Document
from kg.text.read import from_text


def again(document: Document) -> Document:
    """The document as today's rules have it, with the title, date and source that it has already.

    A title that is not the text's own headline comes from the metadata, and helps to find the headline again.

    >>> again(Document("a", "China aids Russia.", (), title="Aid", date="2024-09-10")).title
    'Aid'
    """
    new = from_text(document.text, document.id)
    if document.title is not None and document.title != new.title:
        new = from_text(document.text, document.id, title=document.title)
    return replace(
        new, title=document.title, date=document.date or new.date, source=document.source, fields=document.fields
    )
