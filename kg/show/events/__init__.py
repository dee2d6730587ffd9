"""Political events after PLOVER, coded from the statements of a document: who did what kind of deed to whom.

The codes themselves are made in ``kg.terms.plover``. One event stands for one trigger: what is coordinated shares it,
and what two sides do together is told once. Coded is what the sentence tells in the foreground: what stands inside
another event's arguments (the attack that is condemned) is its content, and what a relative clause or "after ..."
recalls is background, coded only where the sentence has nothing else. The events of a whole graph, without that
choice, are written by ``kg.show.events.graph``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kg.model.edits import as_evidence_of
from kg.model.kinds import Modality, Polarity, Role
from kg.model.records import Argument, Evidence, Proposition, Reading, Span, Statement
from kg.show.events.actors import Actors
from kg.show.events.coding import sides
from kg.show.events.sentence import Told
from kg.terms import lexicon, plover
from kg.terms.event_type import EventType
from kg.terms.rules import Ground, rule_named

# "reportedly" leaves a deed as told; whether it is so is for the statement's certainty.
HEARSAY = re.compile(r"\b(?:reportedly|allegedly|apparently)\b")


def rows(
    reading: Reading, statements: Sequence[Statement], words: lexicon.Lexicon | None = None
) -> list[dict[str, object]]:
    """The events of one document, in text order, as ``kg extract --format events`` writes them.

    Args:
        reading: the document's reading.
        statements: the statements aligned from it.
        words: the lexicon that they were aligned with; None is the shipped one.
    """
    statements = as_evidence_of(reading.document, statements)
    return [_row(event) for event in _Coder(reading, statements, words or lexicon.load()).events()]


@dataclass(frozen=True, slots=True)
class _Coded:
    """One event in the making; ``arguments`` are the spans of its trigger's arguments."""

    plover: EventType
    trigger: Span
    words: str
    polarity: Polarity
    modality: Modality
    sentence: Span
    arguments: tuple[Span, ...] = ()
    is_background: bool = False
    sources: tuple[str, ...] = field(default=())
    targets: tuple[str, ...] = field(default=())
    place: str | None = None
    date: str | None = None
    attribution: tuple[str, ...] = ()
    mode: str | None = None


def _row(event: _Coded) -> dict[str, object]:
    return plover.row(
        event.plover,
        sources=event.sources,
        targets=event.targets,
        place=event.place,
        date=event.date,
        attribution=event.attribution,
        polarity=event.polarity,
        modality=event.modality,
        mode=event.mode,
        trigger=event.words,
    )


class _Coder:
    """One reading with its statements, each beside the proposition that it was aligned from."""

    def __init__(self, reading: Reading, statements: Sequence[Statement], words: lexicon.Lexicon) -> None:
        self._reading = reading
        self._text = reading.text
        self._statements = statements
        self._lexicon = words
        self._neighbours: dict[int, list[Proposition]] = {}
        self._at: dict[tuple[Span, Span | None], list[Proposition]] = {}
        for proposition in reading.propositions:
            self._neighbours.setdefault(proposition.sentence, []).append(proposition)
            self._at.setdefault(_key(proposition), []).append(proposition)
        self._by_place = {(e.predicate, e.subject): statement for statement in statements for e in statement.evidence}
        self._actors = Actors(reading)

    def events(self) -> list[_Coded]:
        found: dict[Span, _Coded] = {}
        places = [(evidence, statement) for statement in self._statements for evidence in statement.evidence]
        places.sort(key=lambda p: (p[0].predicate, p[0].object or p[0].predicate, p[0].subject, p[1].id))
        for evidence, statement in places:
            event = self._event(statement, evidence)
            if event is not None:
                known = found.setdefault(event.trigger, event)
                # Objects of one verb may differ in type ("withdraw inspectors and workers"); the first one decides.
                if known is not event and known.plover == event.plover:
                    found[event.trigger] = _joined(known, event)
        told = sorted(found.values(), key=lambda event: event.trigger)
        by_sentence = groupby(sorted(told, key=lambda event: event.sentence), key=lambda event: event.sentence)
        return [event for _, events in by_sentence for event in _foreground(list(events))]

    def _event(self, statement: Statement, evidence: Evidence) -> _Coded | None:
        proposition = self._proposition(evidence)
        code = self._code(statement, proposition) if proposition is not None else None
        if proposition is None or code is None:
            return None
        told = Told(statement, evidence, proposition, code, self._reading, self._actors)
        found = sides(statement, told, self._lexicon)
        if found is None:
            return None
        return _Coded(
            plover=code,
            trigger=evidence.predicate,
            words=evidence.predicate.of(self._text),
            polarity=statement.polarity,
            modality=statement.modality,
            sentence=evidence.sentence,
            arguments=tuple(a.span for a in proposition.arguments),
            is_background=self._is_background(proposition),
            sources=found.sources,
            targets=found.targets,
            place=self._words_of(proposition, Role.PLACE) if _has(statement, Role.PLACE) else None,
            date=self._words_of(proposition, Role.TIME) if _has(statement, Role.TIME) else None,
            attribution=tuple(self._reading.mentions[m].label for m in proposition.attribution),
            mode=plover.mode(statement, code),
        )

    def _proposition(self, evidence: Evidence) -> Proposition | None:
        """The proposition that stands there: the one with that object, else any with that subject."""
        propositions = self._at.get((evidence.predicate, evidence.subject), [])
        with_object = (p for p in propositions if _object_span(p) == evidence.object)
        return next(with_object, next(iter(propositions), None))

    # -- type ----------------------------------------------------------------------------------------------------

    def _code(self, statement: Statement, proposition: Proposition) -> EventType | None:
        before = self._text[_sentence_start(statement) : proposition.trigger.start]
        modality = self._modality(statement, proposition)
        return plover.code_of(statement, before=before, modality=modality, promised=self._content(proposition))

    def _words_of(self, proposition: Proposition, role: Role) -> str | None:
        """The first argument of a role: as ISO 8601 where it can be known, else by its canonical name or its words."""
        argument = proposition.argument(role)
        if argument is None:
            return None
        if argument.value is not None:
            return argument.value
        mention = self._reading.mentions[argument.mention] if argument.mention is not None else None
        return mention.label if mention is not None else " ".join(argument.span.of(self._text).split())

    def _modality(self, statement: Statement, proposition: Proposition) -> Modality:
        """The modality as PLOVER sees it.

        "Is about to" tells a deed as under way, "reportedly" as told, "would meet him if" as what its speaker will do.
        """
        if statement.modality is Modality.PLANNED and "about to" in f"{proposition.predicate} {proposition.relation}":
            return Modality.ACTUAL
        if statement.modality is Modality.POSSIBLE and HEARSAY.search(proposition.relation):
            return Modality.ACTUAL
        own_word = statement.attribution[-1:] == (statement.subject,)
        return Modality.PLANNED if statement.modality is Modality.CONDITIONAL and own_word else statement.modality

    def _content(self, proposition: Proposition) -> Statement | None:
        """The statement of what is promised, threatened or demanded."""
        index = next((a.proposition for a in proposition.arguments if a.proposition is not None), None)
        if index is None:
            return None
        trigger, subject = _key(self._reading.propositions[index])
        return self._by_place.get((trigger, subject)) if subject is not None else None

    def _is_background(self, proposition: Proposition) -> bool:
        """True where the clause hangs from another that does not have it as its content."""
        if _ground(proposition) is Ground.BACKGROUND:
            return True
        neighbours = self._neighbours[proposition.sentence]
        around = [p for p in neighbours if p.span != proposition.span and p.span.covers(proposition.span)]
        if any(_ground(other) is Ground.BACKGROUND for other in around):
            return True
        return _ground(proposition) is Ground.EITHER and any(not self._holds(other, proposition) for other in around)

    def _holds(self, other: Proposition, proposition: Proposition) -> bool:
        """True where one clause has the other within its content: "said that X was killed"."""
        held = [self._reading.propositions[a.proposition] for a in other.arguments if a.proposition is not None]
        return any(h.span.covers(proposition.span) for h in held)


def _sentence_start(statement: Statement) -> int:
    """Where the first sentence of a statement starts."""
    return statement.evidence[0].sentence.start


def _foreground(events: Sequence[_Coded]) -> list[_Coded]:
    """The events of one sentence without what is content or background of another, and without what repeats one."""
    kept: list[_Coded] = []
    for event in sorted(events, key=lambda e: (e.is_background, e.trigger)):
        if any(span.covers(event.trigger) for other in events if other is not event for span in other.arguments):
            continue
        if event.is_background and any(not other.is_background for other in kept):
            continue
        twin = next((i for i, e in enumerate(kept) if _is_twin(e, event)), None)
        if twin is None:
            kept.append(event)
        else:
            kept[twin] = _joined(kept[twin], event)
    return sorted(kept, key=lambda e: e.trigger)


def _is_twin(one: _Coded, other: _Coded) -> bool:
    """True for two triggers that tell one deed of the same actors, either way round."""
    if one.plover != other.plover:
        return False
    mine, theirs = {*one.sources, *one.targets}, {*other.sources, *other.targets}
    return set(one.sources) == set(other.sources) or mine <= theirs or theirs <= mine


def _joined(known: _Coded, event: _Coded) -> _Coded:
    """Two tellings of one event as one, with the actors of both."""
    return replace(
        known,
        place=known.place or event.place,
        date=known.date or event.date,
        mode=known.mode or event.mode,
        sources=tuple(dict.fromkeys((*known.sources, *event.sources))),
        targets=tuple(dict.fromkeys((*known.targets, *event.targets))),
        arguments=(*known.arguments, *event.arguments),
        is_background=known.is_background and event.is_background,
    )


def _has(statement: Statement, role: Role) -> bool:
    """False of what looked like a place or a time, and is none: "in a statement"."""
    return any(had is role for had, _ in statement.roles)


def _key(proposition: Proposition) -> tuple[Span, Span | None]:
    subject = proposition.argument(Role.SUBJECT)
    return proposition.trigger, subject.span if subject else None


def _object_span(proposition: Proposition) -> Span | None:
    object: Argument | None = proposition.argument(Role.OBJECT)
    return object.span if object else None


def _ground(proposition: Proposition) -> Ground:
    return rule_named(proposition.rule).ground
