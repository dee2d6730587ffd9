"""Why a statement is in the graph: who says so, where, in which words, by which rule, and how its names were merged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from kg.errors import unknown_entity
from kg.model.records import Entity, Evidence, Knowledge, Span, Statement
from kg.show.matching import meant
from kg.terms import stance, vocab
from kg.terms.rules import RULES

# Names of other articles that are shown for an entity.
_ELSEWHERE = 4
# Characters of a column that are shown.
_LONGEST = 100
_HTML_MARK = '<mark title="{part}">'


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence that makes the statement.

    Attributes:
        document: id of the article.
        sentence: the sentence.
        start, end: its offsets in the article.
        subject, predicate, object: offsets of the three parts within the sentence, half-open; None where a part
            stands elsewhere or is absent.
        about: what else is told of the article, name and value: its source, the other columns of its row.
    """

    document: str
    sentence: str
    start: int
    end: int
    subject: tuple[int, int] | None
    predicate: tuple[int, int] | None
    object: tuple[int, int] | None
    about: tuple[tuple[str, str], ...] = ()

    def marked(self, opening: str = "[{part}: ", closing: str = "]", quote: Callable[[str], str] = str) -> str:
        """The sentence with its three parts marked; a part may lie within another.

        Args:
            opening: put before a part; ``{part}`` is its name.
            closing: put behind it.
            quote: applied to the words.

        >>> Place("a", "China aids Russia", 0, 17, (0, 5), (6, 10), (11, 17)).marked()
        '[subject: China] [predicate: aids] [object: Russia]'
        >>> Place("a", "the meeting at Capri", 0, 20, (0, 20), (4, 11), (15, 20)).marked("<", ">")
        '<the <meeting> at <Capri>>'
        """
        out: list[str] = []
        ends: list[int] = []
        at = 0

        def advance(position: int) -> None:
            """Write the words up to a position, and close what ends there or before."""
            nonlocal at
            while ends and ends[-1] <= position:
                out.extend((quote(self.sentence[at : ends[-1]]), closing))
                at = ends.pop()
            out.append(quote(self.sentence[at:position]))
            at = position

        parts = (("subject", self.subject), ("predicate", self.predicate), ("object", self.object))
        for start, negative_end, part in sorted((span[0], -span[1], part) for part, span in parts if span is not None):
            advance(start)
            out.append(opening.format(part=part))
            # Where two parts overlap, the second ends with the first.
            ends.append(min([-negative_end, *ends[-1:]]))
        advance(len(self.sentence))
        return "".join(out)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One statement with all that stands behind it; entities by their labels.

    Attributes:
        id: of the statement.
        subject, predicate, object: its triple; the object in words.
        speakers: who says so, outermost first; empty for the article itself.
        stance: polarity, modality and certainty in words, "asserted" for a plain one.
        is_fact: whether it stands as a plain triple.
        places: where it stands.
        rule: the rule that read it.
        confidence: in 0..1, higher is better.
        merges: entity label to the names that were merged into it in this article: (name, method, score).
        elsewhere: entity label to the other names that it has in other articles, and how they met: (name, method,
            score, number of articles), the most frequent first and few of them.
        disputed_by: ids of statements that say the opposite.
        documents: how many documents assert the triple as a fact.
        unbound: those of its arguments of which the article does not tell who or what they are.
    """

    id: str
    subject: str
    predicate: str
    object: str | None
    speakers: tuple[str, ...]
    stance: str
    is_fact: bool
    places: tuple[Place, ...]
    rule: str
    confidence: float
    merges: tuple[tuple[str, tuple[tuple[str, str, float], ...]], ...]
    disputed_by: tuple[str, ...]
    documents: int
    elsewhere: tuple[tuple[str, tuple[tuple[str, str, float, int], ...]], ...] = ()
    unbound: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [
            f"{self.subject} | {self.predicate} | {self.object or ''}".rstrip(" |"),
            f"  {self.stance}; said by {' quoting '.join(self.speakers) or 'the article itself'}",
        ]
        if self.unbound:
            lines.append(f"  the article does not tell who or what is meant: {', '.join(self.unbound)}")
        for place in self.places:
            told = _told_of(place)
            about = f" ({told})" if told else ""
            lines += [f"  in {place.document}{about}, characters {place.start}-{place.end}:", f"    {place.marked()}"]
        lines.append(f"  rule {self.rule}, confidence {self.confidence:g}, statement st:{self.id}")
        if self.rule in RULES:
            lines.append(f"    {RULES[self.rule].reads}")
        if self.is_fact and self.documents > 1:
            lines.append(f"  asserted as a fact in {self.documents} documents")
        if self.disputed_by:
            lines.append(f"  disputed by {', '.join(f'st:{id}' for id in self.disputed_by)}")
        for label, merged in self.merges:
            for name, method, score in merged:
                lines.append(f"  {name!r} is {label}: {method} ({score:g})")
        for label, named in self.elsewhere:
            for name, method, score, count in named:
                where = f"in {count} other article{'s' * (count != 1)}"
                lines.append(f"  {name!r} is {label} {where}: {method} ({score:g})")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        quotes = "".join(
            f"<blockquote>{place.marked(_HTML_MARK, '</mark>', escape)}<br>"
            f"<small>{escape(' · '.join(filter(None, (place.document, _told_of(place)))))}</small></blockquote>"
            for place in self.places
        )
        triple = " – ".join(escape(part) for part in (self.subject, self.predicate, self.object or "") if part)
        who = escape(" quoting ".join(self.speakers)) or "the article itself"
        untold = f"not told who is meant: {', '.join(self.unbound)}; " if self.unbound else ""
        return (
            f"<p><b>{triple}</b><br><small>{escape(self.stance)}; said by {who}; {untold}rule {escape(self.rule)}, "
            f"confidence {self.confidence:g}</small></p>{quotes}"
        )


def explain(
    knowledge: Knowledge, subject: str, predicate: str | None = None, object: str | None = None
) -> list[Explanation]:
    """The statements with that subject, predicate and object, facts first, each with what stands behind it.

    Names match labels, aliases and IRIs in any case; a predicate also matches the more special ones ("supports"
    finds what is read as "aids"). An object that names no entity is looked for in the object's words.

    Raises:
        UnknownEntityError: if no entity has the subject's name.
        NotFoundError: if nothing is said of it with that predicate and object.
    """
    ids = _ids(knowledge.entities, subject)
    if not ids:
        raise unknown_entity(subject, {name: e.label for e in knowledge.entities for name in (e.label, *e.aliases)})
    said = [s for s in knowledge.statements if s.subject in ids]
    found = meant(said, subject, predicate, object, lambda name: _ids(knowledge.entities, name))
    return _explanations(knowledge, sorted(found, key=_order))


def _order(statement: Statement) -> tuple[bool, str, Span, str]:
    """Facts first, then by their place."""
    first = min((evidence.sentence for evidence in statement.evidence), default=Span(0, 0))
    return not statement.is_fact, statement.document, first, statement.id


def _ids(entities: Iterable[Entity], name: str) -> set[str]:
    """Ids of all entities that a name stands for: "Beijing" is a city, and China's government.

    Those win that are spelt as people spell it ("NATO" for "nato") over others in any case ("nAtO").
    """
    wanted = vocab.meant_by(name)
    folded, usual = wanted.casefold(), vocab.spellings(wanted)
    named = {entity.id: {entity.label, entity.id, *entity.aliases} for entity in entities}
    named = {id: names for id, names in named.items() if folded in map(str.casefold, names)}
    return {id for id, names in named.items() if not usual.isdisjoint(names)} or {*named}


def _explanations(knowledge: Knowledge, statements: Iterable[Statement]) -> list[Explanation]:
    entities = {entity.id: entity for entity in knowledge.entities}
    about = {document.id: document.about for document in knowledge.documents}
    disputes: dict[str, list[str]] = defaultdict(list)
    for one, other in knowledge.fusion.disputes:
        disputes[one].append(other)
        disputes[other].append(one)
    return [
        Explanation(
            id=s.id,
            subject=_label(entities, s.subject),
            predicate=s.phrase,
            object=_object(entities, s),
            speakers=tuple(_label(entities, id) for id in s.attribution),
            stance=stance.explained(s),
            is_fact=s.is_fact,
            places=tuple(place(evidence, about.get(evidence.document, ())) for evidence in s.evidence),
            rule=s.rule,
            confidence=s.confidence,
            merges=_merges(entities, s),
            disputed_by=tuple(sorted(disputes[s.id])),
            documents=_support(knowledge, s),
            elsewhere=_elsewhere(entities, s),
            unbound=tuple(map(str, s.unbound)),
        )
        for s in statements
    ]


def _support(knowledge: Knowledge, statement: Statement) -> int:
    told = int(statement.is_fact)
    if not isinstance(statement.object, str):
        return told
    return knowledge.fusion.support.get((statement.subject, statement.predicate, statement.object), told)


def _label(entities: Mapping[str, Entity], id: str) -> str:
    return entities[id].label if id in entities else id


def _object(entities: Mapping[str, Entity], statement: Statement) -> str | None:
    if isinstance(statement.object, str) and statement.object in entities:
        return entities[statement.object].label
    return statement.object_label or None


def place(evidence: Evidence, about: tuple[tuple[str, str], ...] = ()) -> Place:
    """Where a statement stands, by the offsets within its sentence, with what else is told of its article."""
    sentence = evidence.sentence

    def inside(span: Span | None) -> tuple[int, int] | None:
        if span is None or not sentence.covers(span):
            return None
        return span.start - sentence.start, span.end - sentence.start

    return Place(
        document=evidence.document,
        sentence=evidence.quote,
        start=sentence.start,
        end=sentence.end,
        subject=inside(evidence.subject),
        predicate=inside(evidence.predicate),
        object=inside(evidence.object),
        about=about,
    )


def _told_of(place: Place) -> str:
    """What else is told of an article, on one line; what repeats its id, as an address may, is left out."""
    told = ((name, " ".join(value.split())) for name, value in place.about if value != place.document)
    return ", ".join(
        f"{name}: {value if len(value) <= _LONGEST else f'{value[: _LONGEST - 1]}…'}" for name, value in told
    )


def _entities_of(entities: Mapping[str, Entity], statement: Statement) -> list[Entity]:
    """Subject, object and speakers of a statement, each once."""
    object = [statement.object] if isinstance(statement.object, str) else []
    ids = dict.fromkeys((statement.subject, *object, *statement.attribution))
    return [entities[id] for id in ids if id in entities]


def _merges(
    entities: Mapping[str, Entity], statement: Statement
) -> tuple[tuple[str, tuple[tuple[str, str, float], ...]], ...]:
    """The merges behind each entity of a statement, as far as they were decided in its document."""
    found = []
    for entity in _entities_of(entities, statement):
        here = tuple((m.name, m.method, m.score) for m in entity.merges if m.document == statement.document)
        if here:
            found.append((entity.label, here))
    return tuple(found)


def _elsewhere(
    entities: Mapping[str, Entity], statement: Statement
) -> tuple[tuple[str, tuple[tuple[str, str, float, int], ...]], ...]:
    """What else the entities of a statement are called in other documents, and why that is they."""
    found = []
    for entity in _entities_of(entities, statement):
        count = Counter(
            (m.name, m.method, m.score)
            for m in entity.merges
            if m.document != statement.document and m.name != entity.label
        )
        most = sorted(count, key=lambda merge: (-count[merge], merge))[:_ELSEWHERE]
        if most:
            found.append((entity.label, tuple((*merge, count[merge]) for merge in most)))
    return tuple(found)
