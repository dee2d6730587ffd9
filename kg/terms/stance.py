"""How a statement stands to the world, in words: in a file, in an explanation, on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kg.model.kinds import Certainty, Modality, Polarity
from kg.model.records import Statement


class ModalityWords(NamedTuple):
    """What a modality is called: in the rows of an export, in an explanation, and on the page."""

    row: str
    explanation: str
    page: str


MODALITIES: Mapping[Modality, ModalityWords] = {
    Modality.ACTUAL: ModalityWords("asserted", "asserted", "fact"),
    Modality.PLANNED: ModalityWords("future", "planned", "planned"),
    Modality.REQUESTED: ModalityWords("desired", "requested", "asked for"),
    Modality.DESIRED: ModalityWords("desired", "desired", "hoped for"),
    Modality.POSSIBLE: ModalityWords("possible", "possible", "possible"),
    Modality.CONDITIONAL: ModalityWords("conditional", "conditional", "conditional"),
    Modality.OBLIGATION: ModalityWords("obligation", "obligation", "called for"),
}
DENIED = "denied"
# What goes without saying in an explanation.
_UNSAID = frozenset({Certainty.CERTAIN, Certainty.UNSPECIFIED})


def explained(statement: Statement) -> str:
    """Polarity, modality and certainty: "asserted", "denied", "possible", "denied, desired", "asserted, probable"."""
    is_negative = statement.polarity is Polarity.NEGATIVE
    words = [DENIED] if is_negative else []
    if not (is_negative and statement.modality is Modality.ACTUAL):
        words.append(MODALITIES[statement.modality].explanation)
    if statement.certainty not in _UNSAID:
        words.append(statement.certainty.lower())
    return ", ".join(words)


def shown(statement: Statement) -> str:
    """The stance in a word or two, for the page.

    A fact is what is also a plain triple; whatever else is told is never called so.
    """
    if statement.is_fact:
        return MODALITIES[Modality.ACTUAL].page
    is_negative = statement.polarity is Polarity.NEGATIVE
    if statement.modality is Modality.ACTUAL and is_negative:
        return DENIED
    if statement.modality is Modality.ACTUAL:
        return "doubtful" if statement.certainty is Certainty.DOUBTFUL else "uncertain"
    return f"{MODALITIES[statement.modality].page}{' not' if is_negative else ''}"
