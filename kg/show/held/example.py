"""Three invented articles with all that they state, spelled out: something to try kg on without a model or a file."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.knowledge.align.identity import content_hash
from kg.knowledge.fuse import fuse
from kg.model.kinds import BlockKind, Certainty, Modality, Polarity, Role
from kg.model.records import Block, Document, Entity, Evidence, Knowledge, Literal, Node, Span, Statement
from kg.terms.event_type import EventType
from kg.terms.rules import CLAUSE

ENTITIES = (
    Entity("Ana_Rojas", "Ana Rojas", ("Rojas",), "Person"),
    Entity("Chile", "Chile", (), "Country", "Q298"),
    Entity("Ghana", "Ghana", (), "Country", "Q117"),
    Entity("Lima", "Lima", (), "City", "Q2868", country="Peru"),
    Entity("Luis_Vega", "Luis Vega", ("Vega",), "Person"),
    Entity("Peru", "Peru", ("Republic of Peru",), "Country", "Q419"),
    Entity("Togo", "Togo", (), "Country", "Q945"),
)
_LABELS = {entity.id: entity.label for entity in ENTITIES}


def knowledge() -> Knowledge:
    """The records: facts, one of them told by two voices, a hope, and a claim that is denied.

    >>> len(knowledge().documents), len(knowledge().entities), len(knowledge().statements)
    (3, 7, 10)
    """
    accord = _document(
        "accord",
        "Ana Rojas met Luis Vega in Lima on May 6. Chile supports Peru.",
        "Two neighbours talk about fish",
        "2024-05-07",
        "Harbour Gazette",
    )
    hope = _document(
        "hope",
        "Rojas hopes that Peru aids Ghana. Vega said that Chile supports Peru.",
        "Hopes for help at sea",
        "2024-05-09",
        "Harbour Gazette",
    )
    denial = _document(
        "denial",
        "Ghana said that Peru aids Togo. Peru denies that it aids Togo.",
        "A port, and who pays for it",
        "2024-05",
        "Coast Radio",
    )
    met = _said(accord, 0, "Ana Rojas", "met", "Luis Vega", "kg:meets", event=EventType.MEETING)
    wanted = _said(hope, 0, "Peru", "aids", "Ghana", "kg:aids", by="Ana_Rojas", modality=Modality.DESIRED)
    told = _said(hope, 1, "Chile", "supports", "Peru", "kg:supports", by="Luis_Vega", event=EventType.SUPPORT)
    claimed = _said(denial, 0, "Peru", "aids", "Togo", "kg:aids", by="Ghana", event=EventType.AID)
    denied = _said(denial, 1, "it", "aids", "Togo", "kg:aids", of="Peru", by="Peru", polarity=Polarity.NEGATIVE)
    said = (
        _at(met, (Role.PLACE, "Lima"), (Role.TIME, Literal("2024-05-06", "date"))),
        _said(accord, 1, "Chile", "supports", "Peru", "kg:supports", event=EventType.SUPPORT),
        *(wanted, _report(hope, 0, "Rojas", "hopes", "kg:hopes", wanted)),
        *(told, _report(hope, 1, "Vega", "said", "kg:says", told)),
        *(claimed, _report(denial, 0, "Ghana", "said", "kg:says", claimed)),
        *(denied, _report(denial, 1, "Peru", "denies", "kg:denies", denied)),
    )
    statements = tuple(sorted(said, key=lambda statement: (statement.id, statement.document)))
    documents = (accord, denial, hope)
    return Knowledge(documents, ENTITIES, statements, fuse(statements, ENTITIES, documents))


def _document(id: str, text: str, title: str, date: str, source: str) -> Document:
    return Document(id, text, (Block(Span(0, len(text)), BlockKind.BODY),), title, date, source)


def _said(
    document: Document,
    number: int,
    subject: str,
    predicate: str,
    object: str,
    term: str,
    *,
    of: str | None = None,
    to: Node | None = None,
    by: str | None = None,
    polarity: Polarity = Polarity.POSITIVE,
    modality: Modality = Modality.ACTUAL,
    event: EventType | None = None,
) -> Statement:
    """What a sentence says, by the words of its parts; ``of`` and ``to`` are subject and object where words differ."""
    sentence = [Span(*found.span()) for found in re.finditer(r"[A-Z][^.]*\.", document.text)][number]
    # The words of a report stand before those of what it reports.
    spans = [_span(document.text, words, sentence, is_last=to is None) for words in (subject, predicate, object)]
    evidence = Evidence(document.id, sentence, sentence.of(document.text), *spans)
    known = {name: entity.id for entity in ENTITIES for name in (entity.label, *entity.aliases)}
    statement = Statement(
        id="",
        document=document.id,
        subject=of or known[subject],
        predicate=term,
        object=to or known[object],
        phrase=term.partition(":")[2].removesuffix("s"),
        object_label=object,
        roles=(),
        polarity=polarity,
        modality=modality,
        certainty=Certainty.CERTAIN if modality is Modality.ACTUAL else Certainty.UNSPECIFIED,
        attribution=(by,) if by else (),
        event_type=event,
        confidence=0.9 if by is None else 0.8,
        rule=CLAUSE.name,
        evidence=(evidence,),
    )
    return replace(statement, id=content_hash(statement))


def _report(document: Document, number: int, subject: str, predicate: str, term: str, said: Statement) -> Statement:
    words = document.text[said.evidence[0].subject.start : said.evidence[0].sentence.end - 1]
    return _said(document, number, subject, predicate, words, term, to=f"st:{said.id}")


def _at(statement: Statement, place: tuple[Role, Node], time: tuple[Role, Literal]) -> Statement:
    day = time[1].value
    placed = replace(statement, roles=(place, time), time_text="on May 6", earliest=day, latest=day)
    return replace(placed, id=content_hash(placed))


def _span(text: str, words: str, sentence: Span, *, is_last: bool) -> Span:
    find = text.rindex if is_last else text.index
    start = find(words, sentence.start, sentence.end)
    return Span(start, start + len(words))
