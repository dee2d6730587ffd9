"""What all documents together ask of one, made from its reading and the known names."""

from __future__ import annotations

from kg.gazetteer import Gazetteer
from kg.knowledge.resolve import spoken_of
from kg.model.outline import Outline
from kg.model.records import Reading


def outline(reading: Reading, gazetteer: Gazetteer) -> Outline:
    """The outline of a document: its clusters, and its sentences that told nothing."""
    heard = {proposition.sentence for proposition in reading.propositions}
    silent = tuple(span for number, span in enumerate(reading.sentences) if number not in heard)
    return Outline(*spoken_of(reading, gazetteer), len(reading.sentences), silent)
