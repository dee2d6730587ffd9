"""Political events after PLOVER, coded from the statements of a document: who did what kind of deed to whom.

The statements keep the class of the verb and its modality apart; PLOVER folds the two into one code (a promised visit
is AGREE, a denied entry REJECT), and ``code`` is the one place that does so. One event stands for one trigger: what is
coordinated shares it, what two sides do together is told once, and what stands inside another event's arguments (the
attack that is condemned, the visit that is offered) is its content and no event of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg import vocab
from kg.model import (
    Argument,
    Evidence,
    Mention,
    MentionKind,
    Modality,
    Polarity,
    Proposition,
    Reading,
    Role,
    Span,
    Statement,
)

COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
FORCE = frozenset({"PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT"})
AGENTS = frozenset({"PERSON", "ORG", "GPE", "NORP", "GROUP"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
# What these are told to be about is not told to have happened: only the outer act is coded.
HOLDING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})


def code(event_type: str, polarity: Polarity, modality: Modality) -> str | None:
    """PLOVER's own type of an event with its stance; None where PLOVER has none.

    What is going to be done is an agreement where it is friendly and a threat where it is hostile; a friendly deed
    that is not done is a rejection. Deeds that are only possible, wished or asked for are left out.

    >>> code("CONSULT", Polarity.POSITIVE, Modality.PLANNED), code("SANCTION", Polarity.POSITIVE, Modality.PLANNED)
    ('AGREE', 'THREATEN')
    >>> code("AID", Polarity.NEGATIVE, Modality.ACTUAL), code("ASSAULT", Polarity.NEGATIVE, Modality.ACTUAL)
    ('REJECT', None)
    """
    plover = vocab.plover(event_type)
    if plover is None or modality not in (Modality.ACTUAL, Modality.PLANNED):
        return None
    planned = modality is Modality.PLANNED
    if polarity is Polarity.NEGATIVE:
        if plover in COOPERATION:
            return "THREATEN" if planned and plover == "CONCEDE" else "REJECT"
        return "AGREE" if planned and plover in FORCE else None
    if planned and plover in COOPERATION:
        return "AGREE"
    return "THREATEN" if planned and plover in FORCE else plover


def rows(reading: Reading, statements: Sequence[Statement]) -> list[dict[str, object]]:
    """The events of one document, in text order, as ``kg extract --format events`` writes them.

    Args:
        reading: the document's reading.
        statements: the statements aligned from it.
    """
    return [_row(event) for event in _Coder(reading, statements).events()]


@dataclass(slots=True)
class _Coded:
    """One event in the making."""

    plover: str
    trigger: Span
    words: str
    polarity: Polarity
    modality: Modality
    arguments: list[Span]
    sources: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    is_symmetric: bool = False


def _row(event: _Coded) -> dict[str, object]:
    root = vocab.term(vocab.event_class(event.plover)).notation
    targets = [target for target in event.targets if target not in event.sources]
    return {
        "source": event.sources,
        "target": targets,
        "plover": event.plover,
        "root": root,
        "polarity": event.polarity.lower(),
        "modality": event.modality.lower(),
        "trigger": event.words,
    }


class _Coder:
    """One reading with its statements, each with the proposition that it was aligned from."""

    def __init__(self, reading: Reading, statements: Sequence[Statement]) -> None:
        self._reading = reading
        self._text = reading.document.text
        self._statements = {statement.id: statement for statement in statements}
        self._at = {_key(p): p for p in reversed(reading.propositions)}

    def events(self) -> list[_Coded]:
        found: dict[tuple[Span, str], _Coded] = {}
        for statement in sorted(self._statements.values(), key=lambda s: (s.evidence[0].predicate, s.id)):
            for evidence in statement.evidence:
                event = self._event(statement, evidence)
                if event is None:
                    continue
                known = found.setdefault((event.trigger, event.plover), event)
                if known is not event:
                    _join(known, event)
        return self._outer(sorted(found.values(), key=lambda e: (e.trigger, e.plover)))

    # -- type ----------------------------------------------------------------------------------------------------

    def _event(self, statement: Statement, evidence: Evidence) -> _Coded | None:
        proposition = self._at.get((evidence.predicate, evidence.subject))
        if statement.modality is Modality.OBLIGATION and statement.attribution:
            return self._obligation(statement, evidence, proposition)
        plover = (
            code(statement.event_type, statement.polarity, self._modality(statement, proposition))
            if (statement.event_type)
            else None
        )
        if plover is None:
            return None
        event = self._start(plover, statement, evidence, proposition)
        is_patient = statement.phrase.startswith("be ") and statement.predicate.startswith("rel:")
        subject = self._names(self._mention(evidence.subject))
        targets = self._targets(statement, evidence, proposition)
        if is_patient:
            event.targets, event.sources = subject, self._agents_of(proposition)
        else:
            event.sources, event.targets = subject, targets
        return event

    def _start(self, plover: str, statement: Statement, evidence: Evidence, proposition: Proposition | None) -> _Coded:
        arguments = [a.span for a in proposition.arguments] if proposition else []
        relation = statement.predicate
        return _Coded(
            plover=plover,
            trigger=evidence.predicate,
            words=evidence.predicate.of(self._text),
            polarity=statement.polarity,
            modality=statement.modality,
            arguments=arguments,
            is_symmetric=relation.startswith("kg:") and vocab.is_symmetric(relation),
        )

    def _modality(self, statement: Statement, proposition: Proposition | None) -> Modality:
        """ "is about to" tells a deed as under way; "would meet him if" tells what the speaker will do."""
        if statement.modality is Modality.PLANNED and proposition and "about to" in proposition.relation:
            return Modality.ACTUAL
        own_word = statement.attribution[-1:] == (statement.subject,)
        return Modality.PLANNED if statement.modality is Modality.CONDITIONAL and own_word else statement.modality

    def _obligation(self, statement: Statement, evidence: Evidence, proposition: Proposition | None) -> _Coded | None:
        """ "The minister said that Libya must hand over the men": a request of the minister to Libya."""
        speakers = [self._reading.mentions[m] for m in proposition.attribution[-1:]] if proposition else []
        if not speakers or statement.polarity is not Polarity.POSITIVE:
            return None
        event = self._start("REQUEST", statement, evidence, proposition)
        event.sources = self._names(speakers[0])
        event.targets = self._names(self._mention(evidence.subject))
        return event

    # -- actors --------------------------------------------------------------------------------------------------

    def _targets(self, statement: Statement, evidence: Evidence, proposition: Proposition | None) -> list[str]:
        """The other side, by the first of these that names an actor.

        A recipient or addressee, the object, an actor within the object ("North Korea's demand"), another argument, the
        other side of what is demanded or threatened, a place; last of all the object whatever it is.
        """
        subject = self._mention(evidence.subject)
        arguments = [a for a in (proposition.arguments if proposition else ()) if a.role is not Role.SUBJECT]
        receiving = [a for a in arguments if a.role in (Role.RECIPIENT, Role.ADDRESSEE)]
        direct = [a for a in arguments if a.role is Role.OBJECT]
        others = [a for a in arguments if a not in receiving and a not in direct and a.role is not Role.TIME]
        chosen = self._mention(evidence.object) if evidence.object else None
        steps = (
            [m for a in receiving if (m := self._of(a)) is not None],
            [chosen] if chosen is not None and chosen.type in AGENTS else [],
            [m for a in direct for m in self._within(a.span, AGENTS)],
            [m for a in others if a.role is not Role.PLACE for m in self._within(a.span, AGENTS)[:1]],
            [m for a in direct if a.proposition is not None for m in self._content(a.proposition)],
            [m for a in others if a.role is Role.PLACE for m in self._within(a.span, PLACES)],
            [m for a in direct for m in self._within(a.span, PLACES)],
        )
        for step in steps:
            found = [m for m in step if subject is None or m.cluster != subject.cluster]
            if found:
                return [name for m in found[:2] for name in self._names(m)]
        return self._names(chosen)

    def _content(self, index: int) -> list[Mention]:
        """Who is on the other side of what is demanded, promised or threatened: its object, else its subject."""
        inner = self._reading.propositions[index]
        order = sorted(inner.arguments, key=lambda a: (a.role is not Role.OBJECT, a.role is Role.SUBJECT))
        return [m for a in order for m in self._within(a.span, AGENTS)][:1]

    def _agents_of(self, proposition: Proposition | None) -> list[str]:
        """Who did it, of a passive without its agent: what a "by" phrase names, else nobody."""
        by = [a for a in (proposition.arguments if proposition else ()) if a.preposition == "by"]
        return [name for a in by for m in self._within(a.span, AGENTS)[:1] for name in self._names(m)]

    def _within(self, span: Span, types: frozenset[str]) -> list[Mention]:
        """Named or unnamed actors in a span, the widest phrase first where one lies inside another."""
        inside = [m for m in self._reading.mentions if span.covers(m.span) and m.type in types]
        inside.sort(key=lambda m: (m.phrase.start, -m.phrase.end))
        return [m for i, m in enumerate(inside) if not any(o.phrase.covers(m.phrase) for o in inside[:i])]

    def _of(self, argument: Argument) -> Mention | None:
        return None if argument.mention is None else self._reading.mentions[argument.mention]

    def _mention(self, span: Span) -> Mention | None:
        """The mention whose phrase or name is exactly that span, else the widest one within it."""
        exact = [m for m in self._reading.mentions if span in (m.phrase, m.span)]
        if exact:
            return exact[0]
        inside = [m for m in self._reading.mentions if span.covers(m.phrase)]
        return max(inside, key=lambda m: (m.phrase.end - m.phrase.start, -m.phrase.start), default=None)

    def _names(self, mention: Mention | None) -> list[str]:
        """An actor in words: the phrase as it stands, or the canonical name where the text has another word for it."""
        if mention is None:
            return []
        other_word = mention.kind in (MentionKind.PRONOUN, MentionKind.METONYM, MentionKind.DEMONYM)
        named = {m.cluster for m in self._reading.mentions if m.kind is MentionKind.NAME}
        if other_word or (mention.kind is MentionKind.NOMINAL and mention.cluster in named):
            return [] if mention.kind is MentionKind.PRONOUN and mention.cluster not in named else [mention.label]
        words = " ".join(mention.phrase.of(self._text).split())
        return [re.sub(r"^(?:the|an?)\s+", "", words, flags=re.IGNORECASE)]

    # -- which events stand ---------------------------------------------------------------------------------------

    def _outer(self, events: list[_Coded]) -> list[_Coded]:
        """Without the events inside another's arguments, and each type with the same actors once."""
        kept: list[_Coded] = []
        for event in events:
            holders = (e for e in events if e is not event and e.plover in HOLDING | {event.plover})
            if any(span.covers(event.trigger) for e in holders for span in e.arguments):
                continue
            twin = next((e for e in kept if e.plover == event.plover and _same_actors(e, event)), None)
            if twin is None:
                kept.append(event)
        return kept


def _key(proposition: Proposition) -> tuple[Span, Span | None]:
    subject = proposition.argument(Role.SUBJECT)
    return proposition.trigger, subject.span if subject else None


def _join(known: _Coded, event: _Coded) -> None:
    """What one trigger says of several subjects or objects, as one event."""
    known.sources += [name for name in event.sources if name not in known.sources]
    known.targets += [name for name in event.targets if name not in known.targets]
    known.arguments += event.arguments


def _same_actors(one: _Coded, other: _Coded) -> bool:
    """True where the actors of one are among those of the other, either way round."""
    mine, theirs = {*one.sources, *one.targets}, {*other.sources, *other.targets}
    return mine <= theirs or theirs <= mine
