"""Who says what: claims on which voices differ, claims that many share, and those on which somebody changed his mind.

A voice is a speaker, wherever he is quoted, or an article in its own voice. A dispute has two sides; where nobody in
the graph affirms what somebody denies in so many words, the first is empty: a denial tells that the claim was made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.claims import Claim, affirmed
from kg.language.times.bounds import bounds
from kg.model.kinds import Modality, Polarity, Role
from kg.model.records import Evidence, Knowledge, Span, Statement
from kg.network.classes import beneath
from kg.network.timeline import within
from kg.terms import vocab
from kg.terms.signature import denies
from kg.terms.words import words

_CHARGES, _FAULTS = words("nouns of criticism"), words("nouns of what is denied")
_INSISTING = words("verbs of insisting")
# Words of a phrase that tells which charge is meant: "Peru's criticism of it".
_TELLING = 3


@dataclass(frozen=True, slots=True, order=True)
class Voice:
    """One who affirms or denies a claim in one document.

    Attributes:
        date: ISO date of the document; empty where nobody knows it.
        who: label of the speaker, or title of the document where it says so itself.
        speaker: entity id of the speaker; empty for the document itself.
        document: id of the document.
        statement: id of the statement.
        quote: the sentence in which it is affirmed or denied.
    """

    date: str
    who: str
    speaker: str
    document: str
    statement: str
    quote: str = ""

    @property
    def source(self) -> str:
        """What tells this voice from others: the speaker, wherever he is quoted, or the document."""
        return self.speaker or f"document {self.document}"


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """A claim with those who make it.

    Attributes:
        subject, predicate, object: in words; the object is empty where there is none.
        voices: sorted by date.
        sources: number of different voices.
        since: ISO date of the first document that has it; empty where none is dated.
    """

    subject: str
    predicate: str
    object: str
    voices: tuple[Voice, ...]
    sources: int
    since: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim that some affirm and others deny.

    Attributes:
        subject, predicate, object: the claim in words, "not" before the predicate of a negative one.
        affirmed: who makes it, sorted by date; empty where the graph has only denials of it.
        denied: who denies it, sorted by date.
        since: ISO date of the first document on either side; empty where none is dated.
    """

    subject: str
    predicate: str
    object: str
    affirmed: tuple[Voice, ...]
    denied: tuple[Voice, ...]
    since: str


def disputes(
    knowledge: Knowledge, *, types: Iterable[str] = (), since: str | None = None, until: str | None = None
) -> list[Dispute]:
    """The claims that are disputed: those with two sides first, then those with most voices.

    Beside the statements that contradict each other these are what somebody denies in so many words, be it a clause
    ("denied that it leaked") or a noun ("rejected Peru's criticism of the deal", "denied wrongdoing").

    Args:
        knowledge: statements, entities, documents.
        types: classes of the ontology, one of which the subject or the object of a claim is of, or of one beneath.
            None are all.
        since: ISO date, month or year; only what one of the voices said then or later, by the date of the document.
        until: likewise, then or earlier.

    Raises:
        InputError: for an unknown type, or what is no date.
    """
    told = _Told(knowledge)
    paired = {id for pair in knowledge.fusion.disputes for id in pair}
    found = [*_contradicted(told, knowledge.fusion.disputes), *_denied_alone(told, paired), *_rejected(told)]
    asked = _Asked(knowledge, types, since, until)
    return sorted(
        (dispute for dispute in _merged(found) if asked.has((*dispute.affirmed, *dispute.denied))),
        key=lambda d: (not d.affirmed, -len({v.source for v in (*d.affirmed, *d.denied)}), _words_of(d), d.since),
    )


def _merged(found: Iterable[Dispute]) -> list[Dispute]:
    """Those about several objects of one deed as one: "gave names and addresses"."""
    alike: dict[tuple[object, ...], list[Dispute]] = defaultdict(list)
    for dispute in dict.fromkeys(found):
        sides = (frozenset((v.document, v.who) for v in side) for side in (dispute.affirmed, dispute.denied))
        alike[dispute.subject, dispute.predicate, *sides].append(dispute)
    return [
        replace(
            group[0],
            object=", ".join(sorted({dispute.object for dispute in group})),
            affirmed=tuple(sorted({voice for dispute in group for voice in dispute.affirmed})),
            denied=tuple(sorted({voice for dispute in group for voice in dispute.denied})),
        )
        for group in alike.values()
    ]


class _Asked:
    """Which voices are asked for: by what their statements are about, and when they were heard."""

    def __init__(self, knowledge: Knowledge, types: Iterable[str], since: str | None, until: str | None) -> None:
        self._period = since, until
        wanted = beneath(types)
        about = {entity.id for entity in knowledge.entities if entity.type in wanted}
        told = (s for s in knowledge.statements if s.subject in about or s.object in about)
        self._about = {(s.document, s.id) for s in told} if wanted else None

    def has(self, voices: Sequence[Voice]) -> bool:
        """True where one of the voices is."""
        is_about = self._about is None or any((v.document, v.statement) in self._about for v in voices)
        return is_about and any(within(*bounds(voice.date), *self._period) for voice in voices)


def claims(
    knowledge: Knowledge,
    *,
    least: int = 2,
    types: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> list[SharedClaim]:
    """The facts that several voices tell, those with most voices first.

    Who tells of aid tells of support too, and is counted with those who speak of support.

    Args:
        knowledge: statements, entities, documents.
        least: voices that a claim must have.
        types: as in :func:`disputes`.
        since: likewise.
        until: likewise.

    Raises:
        InputError: for an unknown type, or what is no date.
    """
    asked = _Asked(knowledge, types, since, until)
    told = _Told(knowledge)
    facts = [s for s in knowledge.statements if s.is_fact and s.object is not None]
    own = {next(affirmed(s)): s for s in reversed(facts)}
    by_claim: dict[Claim, dict[str, Statement]] = defaultdict(dict)
    for statement in facts:
        for claim in affirmed(statement):
            if claim in own:
                by_claim[claim].setdefault(statement.id, statement)
    found = []
    for claim, said in by_claim.items():
        voices = told.voices(said.values())
        sources = len({voice.source for voice in voices})
        if sources >= least and asked.has(voices):
            found.append(SharedClaim(*told.in_words(own[claim]), voices, sources, _since(voices)))
    return sorted(found, key=lambda c: (-c.sources, _words_of(c), c.since))


def turns(knowledge: Knowledge) -> list[Dispute]:
    """The claims that one and the same speaker both affirms and denies, in the order of their words."""
    told = _Told(knowledge)
    sides: dict[tuple[str, Claim], dict[Polarity, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in knowledge.statements:
        if statement.modality is Modality.ACTUAL and statement.attribution:
            claim = next(affirmed(statement), None)
            if claim is not None:
                sides[statement.attribution[-1], claim][statement.polarity].append(statement)
    both = (side for side in sides.values() if len(side) == len(Polarity) and _are_apart(*side.values()))
    found = (told.dispute(side[Polarity.POSITIVE], side[Polarity.NEGATIVE]) for side in both)
    return sorted(found, key=lambda d: (_words_of(d), d.since))


def _are_apart(one: Iterable[Statement], other: Iterable[Statement]) -> bool:
    """True of what stands in different documents: what one text has somebody say twice is no change of mind."""
    return not {s.document for s in one} & {s.document for s in other}


class _Told:
    """The statements of a graph, and how they are shown."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.statements = knowledge.statements
        self.by_id: dict[str, list[Statement]] = defaultdict(list)
        self._by_document: dict[str, list[Statement]] = defaultdict(list)
        for statement in knowledge.statements:
            self.by_id[statement.id].append(statement)
            self._by_document[statement.document].append(statement)
        self._denying = {
            (act.document, id): act
            for act in reversed(knowledge.statements)
            if act.is_fact and denies(act.phrase)
            for id in _contents(act)
        }
        self._labels = {entity.id: entity.label for entity in knowledge.entities}
        self._documents = {document.id: document for document in knowledge.documents}

    def voices(self, statements: Iterable[Statement]) -> tuple[Voice, ...]:
        """Who vouches for the statements, by date."""
        return tuple(sorted({self._voice(statement) for statement in statements}))

    def _voice(self, statement: Statement, speaker: str = "") -> Voice:
        document = self._documents.get(statement.document)
        speaker = speaker or (statement.attribution[-1] if statement.attribution else "")
        title = (document.title if document is not None else None) or statement.document
        return Voice(
            date=(document.date if document is not None else None) or "",
            who=self.label(speaker) if speaker else title,
            speaker=speaker,
            document=statement.document,
            statement=statement.id,
            quote=self._quote(statement),
        )

    def _quote(self, statement: Statement) -> str:
        """The sentence of the act that denies it, "Berg rejected that", where another has what is denied."""
        if statement.polarity is Polarity.NEGATIVE:
            statement = self._denying.get((statement.document, statement.id), statement)
        return statement.evidence[0].quote if statement.evidence else ""

    def actor(self, act: Statement) -> Voice:
        """Who does it, as a voice."""
        return self._voice(act, act.subject)

    def claimed_otherwise(self, denial: Statement) -> list[Statement]:
        """Those who put the same forward in the same document, as what should be or will be: no facts differ there."""
        claim = next(affirmed(denial), None)
        return [
            s
            for s in self._by_document[denial.document]
            if s.polarity is not denial.polarity
            and s.modality is denial.modality
            and s.attribution[-1:] != denial.attribution[-1:]
            and next(affirmed(s), None) == claim
        ]

    def label(self, id: str) -> str:
        """What an entity is called."""
        return self._labels.get(id, id)

    def in_words(self, statement: Statement) -> tuple[str, str, str]:
        """Subject, predicate and object of a statement."""
        return self.label(statement.subject), statement.phrase, statement.object_label

    def dispute(self, yes: Sequence[Statement], no: Sequence[Statement]) -> Dispute:
        """The dispute over a claim; one that is only denied is told by the denial."""
        shown = min(yes or no, key=lambda s: (s.confidence * -1, s.id))
        subject, predicate, object = self.in_words(shown)
        is_negative = (shown.polarity is Polarity.NEGATIVE) == bool(yes)
        sides = self.voices(yes), self.voices(no)
        return Dispute(subject, f"not {predicate}" if is_negative else predicate, object, *sides, _since(*sides))


def _contradicted(told: _Told, pairs: Iterable[tuple[str, str]]) -> Iterator[Dispute]:
    """Each claim of which the graph has both sides: statements that oppose each other, directly or over others."""
    against: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        if one in told.by_id and other in told.by_id:
            against[one].add(other)
            against[other].add(one)
    seen: set[str] = set()
    for start in sorted(against, key=lambda id: (_is_denying(told.by_id[id][0]), id)):
        if start in seen:
            continue
        sides: tuple[list[str], list[str]] = ([], [])
        pending = [(start, 0)]
        while pending:
            id, side = pending.pop()
            if id not in seen:
                seen.add(id)
                sides[side].append(id)
                pending += [(other, 1 - side) for other in sorted(against[id])]
        yield told.dispute(*([s for id in sorted(side) for s in told.by_id[id]] for side in sides))


def _is_denying(statement: Statement) -> bool:
    """True of the side that says no: negative, or with the second of two opposite relations."""
    return statement.polarity is Polarity.NEGATIVE or statement.predicate in vocab.opposing()


def _denied_alone(told: _Told, paired: set[str]) -> Iterator[Dispute]:
    """What somebody denies in so many words, where the graph has nobody who affirms it."""
    denied: dict[str, None] = {}
    for act in told.statements:
        if not act.is_fact:
            continue
        nodes = [node for node in _contents(act) if node in told.by_id]
        if denies(act.phrase):
            denied.update(dict.fromkeys(nodes))
        elif act.phrase in _INSISTING:
            denied.update((node, None) for node in nodes if _is_own_denial(told.by_id[node][0]))
    for id in denied:
        if id not in paired:
            yield told.dispute(told.claimed_otherwise(told.by_id[id][0]), told.by_id[id])


def _contents(act: Statement) -> Iterator[str]:
    """The ids of the statements that an act is about."""
    for node in (act.object, *(node for role, node in act.roles if role is Role.TOPIC)):
        if isinstance(node, str) and node.startswith("st:"):
            yield node.removeprefix("st:")


def _is_own_denial(content: Statement) -> bool:
    """True of what is not so: "maintained that it was not marked"."""
    return content.polarity is Polarity.NEGATIVE and content.modality is Modality.ACTUAL


def _rejected(told: _Told) -> Iterator[Dispute]:
    """What is denied by a noun: "denied wrongdoing", "rejected Peru's criticism of the deal"."""
    by_sentence: dict[tuple[str, Span], list[Statement]] = defaultdict(list)
    for statement in told.statements:
        for evidence in statement.evidence:
            by_sentence[evidence.document, evidence.sentence].append(statement)
    for act in told.statements:
        if not (act.is_fact and denies(act.phrase)) or any(_contents(act)):
            continue
        noun = _named_in(act.object_label)
        if noun is None or (noun in _CHARGES and len(act.object_label.split()) < _TELLING):
            continue
        made = {
            told.actor(other)
            for evidence in act.evidence
            for other in by_sentence[evidence.document, evidence.sentence]
            if other.subject != act.subject and _is_charge(other, evidence)
        }
        sides = tuple(sorted(made)), (told.actor(act),)
        subject = told.label(act.subject) if noun in _FAULTS else ""
        yield Dispute(subject, "", act.object_label, *sides, _since(*sides))


def _named_in(words: str) -> str | None:
    """The first noun of a charge or a fault, without the ending of its plural."""
    found = (word.removesuffix("s") for word in words.casefold().split())
    return next((word for word in found if word in _CHARGES or word in _FAULTS), None)


def _is_charge(statement: Statement, where: Evidence) -> bool:
    """True of what the noun of the charge itself tells within an object: "Peru's criticism of the deal"."""
    if where.object is None or not statement.is_fact:
        return False
    placed = (e for e in statement.evidence if e.sentence == where.sentence and where.object.covers(e.predicate))
    start = where.sentence.start
    return any(_named_in(e.quote[e.predicate.start - start : e.predicate.end - start]) for e in placed)


def _since(*sides: Sequence[Voice]) -> str:
    """The first known date."""
    return min((voice.date for side in sides for voice in side if voice.date), default="")


def _words_of(claim: Dispute | SharedClaim) -> tuple[str, str, str]:
    return claim.subject, claim.predicate, claim.object
