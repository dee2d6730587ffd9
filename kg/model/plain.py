"""The JSON form of a reading: what one document says as plain lists, and back, checked on the way.

    [sentences, mentions, propositions, triggers]

Each of the four is columns (``kg.model.columns``) in the order of the record's fields. The document is not in it:
whoever keeps or sends a reading has the document, and all that a reading says are places in its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.model.columns import checked, column
from kg.model.records import Document, Mention, Proposition, Reading, Span, Trigger

PARTS = (Span, Mention, Proposition, Trigger)


def to_plain(reading: Reading) -> list[Any]:
    """A reading as lists, numbers, strings and None.

    >>> document = Document("a", "China aids Russia.", ())
    >>> to_plain(Reading(document, (Span(0, 18),), (), (), (Trigger(Span(6, 10), "aid"),)))[3]
    [[[6], [10]], [['aid'], [0]]]
    """
    parts = (reading.sentences, reading.mentions, reading.propositions, reading.triggers)
    return [column(kind).write(part) for kind, part in zip(PARTS, parts, strict=True)]


def from_plain(plain: Any, document: Document) -> Reading:
    """The reading that ``to_plain`` was given, with its document.

    Raises:
        MISSHAPEN: one of these (``kg.model.columns``) if it is not exactly of the shape of a reading, or tells what is
            not there: a place outside the text, a mention or a sentence of a number that none has.
    """
    read = (tuple(column(kind).read(part)) for kind, part in zip(PARTS, checked(plain, list), strict=True))
    reading = Reading(document, *read)
    length = len(reading.text)
    if not all(0 <= span.start <= span.end <= length for span in _spans(reading)):
        raise ValueError(f"a place is not within the {length} characters of the text")
    _check_numbers(reading)
    _check_sizes(reading)
    _check_circles(reading)
    return reading


def _spans(reading: Reading) -> Iterator[Span]:
    yield from reading.sentences
    for mention in reading.mentions:
        yield mention.span
        yield mention.head
        yield mention.phrase
    for proposition in reading.propositions:
        yield proposition.trigger
        yield proposition.span
        for argument in proposition.arguments:
            yield argument.span
    for trigger in reading.triggers:
        yield trigger.span


def _check_numbers(reading: Reading) -> None:
    """What is told by its number is there."""
    mentions, propositions, sentences = map(
        range, map(len, (reading.mentions, reading.propositions, reading.sentences))
    )
    arguments = [argument for proposition in reading.propositions for argument in proposition.arguments]
    _check_told(mentions, [mention.of for mention in reading.mentions])
    _check_told(mentions, [argument.mention for argument in arguments])
    _check_told(mentions, [number for proposition in reading.propositions for number in proposition.attribution])
    _check_told(propositions, [argument.proposition for argument in arguments])
    _check_told(sentences, [proposition.sentence for proposition in reading.propositions])


def _check_told(there: range, told: Sequence[int | None]) -> None:
    if not all(number in there for number in told if number is not None):
        raise ValueError(f"a number is told that is not among {len(there)}")


def _check_sizes(reading: Reading) -> None:
    are_clusters = all(mention.cluster >= 0 for mention in reading.mentions)
    if not are_clusters or not all(0 <= proposition.confidence <= 1 for proposition in reading.propositions):
        raise ValueError("a cluster is below 0, or a confidence not in 0..1")


def _check_circles(reading: Reading) -> None:
    """Nothing is of itself or says itself."""
    owned = [() if mention.of is None else (mention.of,) for mention in reading.mentions]
    said = [
        [argument.proposition for argument in proposition.arguments if argument.proposition is not None]
        for proposition in reading.propositions
    ]
    if _is_circular(owned) or _is_circular(said):
        raise ValueError("a mention is of itself, or a proposition says itself")


def _is_circular(below: Sequence[Sequence[int]]) -> bool:
    """True where something leads back to itself; what leads nowhere is struck out until nothing is left to strike."""
    waiting = [len(numbers) for numbers in below]
    above: dict[int, list[int]] = {}
    for number, others in enumerate(below):
        for other in others:
            above.setdefault(other, []).append(number)
    done = [number for number, count in enumerate(waiting) if count == 0]
    for number in done:
        for other in above.get(number, ()):
            waiting[other] -= 1
            if waiting[other] == 0:
                done.append(other)
    return len(done) < len(below)
