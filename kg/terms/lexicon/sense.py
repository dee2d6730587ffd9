"""One line of the lexicon: which words, which relation and event, and where the sense holds.

A verb means one thing of people and another of plans, so a line may say of what kind its object and its subject must
be, and which prepositions must lead in something beside them. Kinds are classes of the ontology (``kg:Person``) or
kinds of nouns from ``ontology/nouns.tsv`` (``plan``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.errors import InputError, VocabularyError
from kg.terms import vocab
from kg.terms.event_type import EventType, event_type_named
from kg.terms.lexicon.kinds import check_kind
from kg.work import files

ABSENT = "none"


class Part(StrEnum):
    """What kind of words a sense is for."""

    VERB = "verb"
    NOUN = "noun"
    FRAME = "frame"
    LIGHT = "light"


class Light(StrEnum):
    """What a light verb does with the deed that its noun names."""

    DO = "do"
    GIVE = "give"
    END = "end"
    SEEK = "seek"


class Use(StrEnum):
    """How a predicate has its verb: as it is, in the passive, or with an object that is not the verb's own."""

    ACTIVE = "active"
    PASSIVE = "passive"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a subject or an object must be for a sense to hold.

    Attributes:
        any: kinds of which it must be one; empty where it may be anything.
        none: kinds of which it must be none.
        may_lack: True where there need not be one.
        must_lack: True where there must be none.
    """

    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    may_lack: bool = True
    must_lack: bool = False

    def __bool__(self) -> bool:
        return bool(self.any or self.none) or not self.may_lack or self.must_lack


@dataclass(frozen=True, slots=True)
class Sense:
    """One row of the lexicon.

    Attributes:
        words: the predicate or noun, as a lemma; "open + fire" for a frame, "launch + do" for a light verb.
        part: verb, noun, frame or light verb.
        relation: term of the ontology, or None where it stays open.
        event: its type, or None.
        party: prepositions that lead in the other side; empty where the direct object is the other side.
        ended: relation and event of what stopping the deed means, for nouns.
        object: what the object must be, where another makes it another sense ("hold power").
        subject: what the subject must be ("the flood killed three").
        beside: prepositions of which one must lead in something beside the object ("attacked her for it").
    """

    words: str
    part: Part
    relation: str | None = None
    event: EventType | None = None
    party: tuple[str, ...] = ()
    ended: tuple[str | None, EventType | None] = (None, None)
    object: Condition = Condition()
    subject: Condition = Condition()
    beside: tuple[str, ...] = ()

    @property
    def conditions(self) -> int:
        """How many of object, subject and the rest decide whether it holds."""
        return bool(self.object) + bool(self.subject) + bool(self.beside)


@dataclass(frozen=True, slots=True)
class Match:
    """How a predicate is read.

    Attributes:
        relation: term of the ontology, or None where it stays open.
        event: its type, or None.
        party: prepositions that lead in the other side.
        noun: the event noun that tells the deed, where it is not the verb; the other side is then not the object.
        is_passive: True where the subject is the one it is done to.
        is_exact: True where the predicate with its preposition stands in the lexicon.
        undergone: relation of the deed that the subject of a passive undergoes.
    """

    relation: str | None
    event: EventType | None
    party: tuple[str, ...] = ()
    noun: str | None = None
    is_passive: bool = False
    is_exact: bool = True
    undergone: str | None = None


def read_senses(path: Path) -> list[Sense]:
    """The senses of a file, in its order.

    Raises:
        InputError: if the file cannot be read, or a line has a wrong part, relation, event or number of columns.
    """
    senses = []
    for number, line in enumerate(files.text(path, "the lexicon", "Name a file").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                senses.append(sense_of(line, f"{path}, line {number}"))
            except VocabularyError as error:
                raise InputError(f"{error}. Correct the line; its columns are {_COLUMNS}") from error
    return senses


_COLUMNS = "words, part, relation, event, party, ended, object, subject, beside"
_MOST = _COLUMNS.count(",") + 1


def sense_of(line: str, place: str) -> Sense:
    """The sense of a line.

    Raises:
        VocabularyError: if a part, a relation, an event or a kind of it is none; the message begins with the place.
    """
    columns = [column.strip() for column in line.split("\t")]
    if not 2 <= len(columns) <= _MOST:
        raise VocabularyError(f"{place}: {len(columns)} columns where 2 to {_MOST} are expected")
    form, part, relation, event, party, ended, *where = (*columns, *[""] * _MOST)[:_MOST]
    relations, events = _ended(ended, place)
    try:
        vocab.check(name for name in (relation, *relations) if ":" in name)
        object, subject = _condition(where[0]), _condition(where[1])
        kind = _part(part, form)
    except (ValueError, VocabularyError) as error:
        raise VocabularyError(f"{place}: {error}") from error
    return Sense(
        words=form,
        part=kind,
        relation=relation or None,
        event=event_type_named(event, place) if event else None,
        party=_listed(party),
        ended=(next(iter(relations), None), next(iter(events), None)),
        object=object,
        subject=subject,
        beside=_listed(where[2]),
    )


def _listed(column: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in column.split(",") if word.strip())


def _condition(column: str) -> Condition:
    """ "kg:Agent,place": one of these; "-plan": anything but; "weapon,none": that or nothing; "none": nothing.

    "-none" is anything at all, but something.

    Raises:
        VocabularyError: if one is neither a class nor a kind of nouns.
    """
    listed = _listed(column)
    barred = [word[1:] for word in listed if word.startswith("-")]
    wanted = [word for word in listed if not word.startswith("-")]
    any, none = (tuple(word for word in found if word != ABSENT) for found in (wanted, barred))
    _check((*any, *none))
    may_lack = ABSENT in wanted or (not any and ABSENT not in barred)
    return Condition(any, none, may_lack, must_lack=wanted == [ABSENT])


def _check(kinds: Iterable[str]) -> None:
    for kind in kinds:
        if ":" in kind:
            vocab.check([kind])
        else:
            check_kind(kind)


def _ended(column: str, place: str) -> tuple[list[str], list[EventType]]:
    """The relations and the events that a column names, each in its order."""
    names = column.split()
    return (
        [name for name in names if ":" in name],
        [event_type_named(name, place) for name in names if ":" not in name],
    )


def _part(name: str, words: str) -> Part:
    """The part of that name; the words of a light verb tell what it does with the deed.

    Raises:
        ValueError: if there is no such part, or no such thing that a light verb does.
    """
    if name == Part.LIGHT:
        Light(words.partition(" + ")[2])
    return Part(name)
