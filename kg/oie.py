"""Open information extraction: the propositions of a reading as tuples of the sentence's own words.

One line a tuple: ``sentence  confidence  relation  subject  object  [more]``, tab-separated. A clause gives one tuple
for its object and one for each further argument, whose relation then holds the object and the preposition
("moved | the embassy | to Jerusalem" and "moved the embassy to | Jerusalem").
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Argument, Modality, Polarity, Proposition, Reading, Role

SKIPPED = {"be role of", "hold", "be held in", "be held on", "be held at", "meet at"}


def rows(reading: Reading) -> Iterator[str]:
    """The tuples of a document in text order, each once; the first column is the sentence (of a line, the line)."""
    text = reading.document.text
    whole = text if len(reading.document.blocks) == 1 and "\n" not in text else None
    seen: set[tuple[str, ...]] = set()
    for proposition in reading.propositions:
        sentence = whole if whole is not None else " ".join(reading.sentences[proposition.sentence].of(text).split())
        for confidence, cells in tuples(proposition, reading):
            if cells not in seen:
                seen.add(cells)
                yield "\t".join((sentence, f"{confidence:.3f}", *cells))


def tuples(proposition: Proposition, reading: Reading) -> Iterator[tuple[float, tuple[str, ...]]]:
    """(confidence, (relation, subject, object, more ...)) of one proposition."""
    text = reading.document.text
    subject = proposition.argument(Role.SUBJECT)
    if subject is None or proposition.predicate in SKIPPED or proposition.rule == "act":
        return

    def words(argument: Argument) -> str:
        return " ".join(argument.span.of(text).split()).strip(" ,;")

    relation = " ".join(proposition.relation.split())
    if proposition.rule == "title" or proposition.rule == "apposition":
        relation = "is"
    first, obj = words(subject), proposition.argument(Role.OBJECT)
    if proposition.rule == "passive-with-agent" and obj is not None:
        first, obj = words(obj), subject
    others = [a for a in proposition.arguments if a.role is not Role.SUBJECT and a is not obj and a is not subject]
    others = [a for a in others if not (proposition.rule == "passive-with-agent" and a.role is Role.OBJECT)]
    if obj is not None:
        yield proposition.confidence, (relation, first, words(obj))
    elif not others:
        return
    for argument in others:
        middle = f"{relation} {words(obj)}" if obj is not None else relation
        lead = f"{middle} {argument.preposition}".strip()
        yield proposition.confidence * 0.9, (lead, first, words(argument))


__all__ = ["rows", "tuples", "Modality", "Polarity"]
