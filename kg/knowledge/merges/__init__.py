"""Merges that a person decides on: ``merges.yaml``, written by ``kg resolve``, obeyed by ``kg build``.

The file lists why names met, or might meet, the least sure first; a person changes the word behind ``decision``, adds
pairs to ``join`` and ``forbid``, and builds again. When the file is written anew all decisions stay, also those that
no document needs at the moment, and so do the comments: those of an entry above it, all others where they stand.
"""

from kg.knowledge.merges.reading import load, of, read, text
from kg.knowledge.merges.records import APPLY_FROM, FILE, KINDS, NONE, Decision, Decisions, Name, Side
from kg.knowledge.merges.writing import HEADER, save, summary, write

__all__ = [
    "APPLY_FROM",
    "FILE",
    "HEADER",
    "KINDS",
    "NONE",
    "Decision",
    "Decisions",
    "Name",
    "Side",
    "load",
    "of",
    "read",
    "save",
    "summary",
    "text",
    "write",
]
