"""Hypothesis strategies for the records: small, odd, but always such as the stages may give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from kg.knowledge.fuse import fuse
from kg.model import order
from kg.model.kinds import BlockKind, Certainty, MentionKind, Modality, Polarity, Role
from kg.model.links import Merge
from kg.model.records import (
    Argument,
    Block,
    Document,
    Entity,
    Evidence,
    Knowledge,
    Literal,
    Membership,
    Mention,
    Node,
    Proposition,
    Reading,
    Span,
    Statement,
    Trigger,
)
from kg.terms.event_type import EventType
from kg.terms.mention_type import MentionType
from kg.terms.rules import RULES

# The same examples in every run; a whole graph is a large thing to draw.
quick = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Any text that UTF-8 can hold; RDF has no NUL.
words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
names = st.text("abcXYZ_éö-9", min_size=1, max_size=8)
document_ids = st.one_of(names, st.sampled_from(["a b", "x/y", "ünï#1", "50%", "q?&=.", "st:1"]))

literals = st.one_of(
    words.map(Literal),
    st.dates().map(lambda day: Literal(day.isoformat(), "date")),
    st.integers(-9999, 9999).map(lambda number: Literal(str(number), "integer")),
    st.sampled_from([Literal("2024-09", "gYearMonth"), Literal("1949", "gYear"), Literal("2024-09-09/2024-09-12")]),
)
scores = st.integers(0, 10_000).map(lambda number: number / 10_000)
types = st.sampled_from(["Country", "Person", "Topic", "Role", "City", "Alliance", "Group"])
mapped = ("kg:supports", "kg:aids", "kg:urges", "kg:meets", "kg:memberOf", "kg:denies", "kg:metAt", "kg:foundedIn")
relations = st.sampled_from((*mapped, "rel:push_back_against", "rel:arrive"))
rules = st.sampled_from(sorted(RULES))
event_types = st.sampled_from([None, None, *EventType])
roles = st.sampled_from([role for role in Role if role not in (Role.SUBJECT, Role.OBJECT)])


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    """A stretch of at least one character within a length."""
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


@st.composite
def documents(draw: st.DrawFn, id: str) -> Document:
    """A text with blocks that are sorted and do not overlap."""
    text = draw(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=4, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    blocks = tuple(Block(Span(start, end), draw(st.sampled_from(BlockKind))) for start, end in pairwise(cuts))
    date = draw(st.one_of(st.none(), st.dates().map(str), st.sampled_from(["2024", "2024-09", "spring"])))
    fields = tuple(sorted(draw(st.sets(st.tuples(words, words), max_size=3))))
    return Document(id, text, blocks, draw(st.none() | words), date, draw(st.none() | words), fields=fields)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """What one document says; who is of whom and what is said never leads in a circle."""
    document = draw(documents(draw(document_ids)))
    span = spans(len(document.text))
    mentions: list[Mention] = []
    for _ in range(draw(st.integers(0, 4))):
        of = st.none() | st.integers(0, len(mentions) - 1) if mentions else st.none()
        kind, type = st.sampled_from(MentionKind), st.sampled_from(MentionType)
        link = st.none() | st.just("Q148")
        mentions.append(draw(st.builds(Mention, span, span, span, kind, type, st.integers(0, 9), words, link, of)))
    mention = st.integers(0, len(mentions) - 1) if mentions else st.nothing()
    propositions: list[Proposition] = []
    for _ in range(draw(st.integers(0, 3))):
        said = st.integers(0, len(propositions) - 1) if propositions else st.nothing()
        fillers = st.one_of(
            mention.map(lambda number: {"mention": number}),
            said.map(lambda number: {"proposition": number}),
            words.map(lambda value: {"value": value}),
        )
        argument = st.builds(
            lambda role, span, filler: Argument(role, span, **filler), st.sampled_from(Role), span, fillers
        )
        propositions.append(
            Proposition(
                predicate=draw(words),
                trigger=draw(span),
                relation=draw(words),
                arguments=tuple(draw(st.lists(argument, max_size=3))),
                polarity=draw(st.sampled_from(Polarity)),
                modality=draw(st.sampled_from(Modality)),
                certainty=draw(st.sampled_from(Certainty)),
                attribution=tuple(draw(st.lists(mention, max_size=2))) if mentions else (),
                rule=draw(rules),
                confidence=draw(scores),
                sentence=0,
                span=draw(span),
            )
        )
    sentences = draw(st.lists(span, min_size=1, max_size=3))
    triggers = draw(st.lists(st.builds(Trigger, span, words), max_size=3))
    return Reading(document, tuple(sentences), tuple(mentions), tuple(propositions), tuple(triggers))


@st.composite
def evidences(draw: st.DrawFn, document: Document) -> Evidence:
    """A sentence of a document with its three parts anywhere in that document."""
    length = len(document.text)
    sentence = draw(spans(length))
    parts = [draw(spans(length)) for _ in range(2)]
    return Evidence(document.id, sentence, sentence.of(document.text), *parts, draw(st.none() | spans(length)))


@st.composite
def statements(draw: st.DrawFn, id: str, document: Document, entities: Sequence[str], said: Sequence[str]) -> Statement:
    """A statement about entities, and about statements made before it."""
    entity = st.sampled_from(entities)
    node: st.SearchStrategy[Node] = st.one_of(
        entity, literals, *([st.sampled_from([f"st:{id}" for id in said])] if said else [])
    )
    return Statement(
        id=id,
        document=document.id,
        subject=draw(entity),
        predicate=draw(relations),
        object=draw(st.none() | node),
        phrase=draw(words),
        object_label=draw(words | st.just("")),
        roles=tuple(sorted(draw(st.sets(st.tuples(roles, node), max_size=3)), key=order.role_order)),
        polarity=draw(st.sampled_from(Polarity)),
        modality=draw(st.sampled_from(Modality)),
        certainty=draw(st.sampled_from(Certainty)),
        attribution=tuple(draw(st.lists(entity, max_size=3))),
        event_type=draw(event_types),
        confidence=draw(scores),
        rule=draw(rules),
        evidence=tuple(sorted(draw(st.sets(evidences(document), min_size=1, max_size=3)), key=order.evidence_order)),
        unbound=tuple(sorted(draw(st.sets(roles, max_size=2)))),
        undergone=draw(st.sampled_from((None, "kg:detains", "kg:kills"))),
        office_of=draw(st.none() | entity),
        time_text=draw(words | st.just("")),
        earliest=draw(st.none() | st.dates().map(str)),
        latest=draw(st.none() | st.dates().map(str)),
        month_day=draw(st.sampled_from((None, "--07-09"))),
    )


@st.composite
def entities(draw: st.DrawFn, id: str, others: Sequence[str], documents: Sequence[str]) -> Entity:
    """An entity that may belong to another one."""
    years = st.sampled_from(("", "1999", "2004-05-01"))
    memberships = st.builds(Membership, st.sampled_from(("NATO", "EU")), years, years)
    merges = st.builds(Merge, st.sampled_from(documents), words, words, scores)
    return Entity(
        id=id,
        label=draw(words),
        aliases=tuple(sorted(draw(st.sets(words, max_size=3)))),
        type=draw(types),
        link=draw(st.none() | st.integers(1, 10**8).map(lambda number: f"Q{number}")),
        of=draw(st.none() | st.sampled_from(others)),
        memberships=tuple(sorted(draw(st.sets(memberships, max_size=2)))),
        merges=tuple(sorted(draw(st.sets(merges, max_size=2)), key=order.merge_order)),
        names=tuple(sorted(draw(st.sets(st.sampled_from(others), max_size=3)))),
    )


@st.composite
def knowledge(draw: st.DrawFn) -> Knowledge:
    """A whole graph, in the order in which reading it back gives it."""
    texts = [draw(documents(id)) for id in sorted(draw(st.sets(document_ids, min_size=1, max_size=3)))]
    ids = sorted(draw(st.sets(names, min_size=1, max_size=5)))
    things = tuple(draw(entities(id, ids, [text.id for text in texts])) for id in ids)
    said: list[Statement] = []
    for number in range(draw(st.integers(0, 5))):
        document = draw(st.sampled_from(texts))
        said.append(draw(statements(f"{number:04x}", document, ids, [s.id for s in said])))
    return Knowledge(tuple(texts), things, tuple(said), fuse(said, things, texts))


# -- names that break files ----------------------------------------------------------------------------------------

# What a spreadsheet runs, what ends a cell or a line, what no file may be called, what looks like another thing.
HOSTILE = (
    "=1+2", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\tTab", 'say "hi"', '"', "it's", "'; DROP TABLE x; --",
    "two\nlines", "a\r\nb", "cr\r", "nul\x00in", "\x1b[31m", "\ufffe", "😀 \U0001f469\u200d\U0001f467",
    "مرحبا \u202eabc", "\u200b",
    "CON", "nul.txt", "COM1", "a/b\\c:d*e?f", "..", ".", " ", "~", "x" * 300, "é" * 200, "e\u0301", "é",
    "STRASSE", "straße", "Strasse", "[[link]]|x", "![[x]]", "# head", "---\nyaml: no", "- [ ] x", "{{t}}",
    "<b onclick=x>", "]]>", "&amp;", "%%", "$1$", "\\u0041", "ends \\", "\\", "`tick`", "a;b", "; //", "\u2028",
    "\u0085", "\ufeffbom", "true", "null", "1e5", "2024-01-01", ",", "index", "China",
)  # fmt: skip
# Half a character is in no document's id; in names it may come from a table of one's own.
HALF = "half \ud83d"
# To make an example of a whole graph smaller takes minutes, and tells little more.
unshrunk = settings(quick, phases=(Phase.explicit, Phase.generate), max_examples=12)
hostile = st.sampled_from((*HOSTILE, HALF))


@st.composite
def hostile_graphs(draw: st.DrawFn) -> Knowledge:
    """A whole graph in which names, titles, ids of documents and quotes are of the hostile kind."""
    found = draw(knowledge())
    ids = {document.id: f"{draw(st.sampled_from(HOSTILE))}{number}" for number, document in enumerate(found.documents)}
    some = st.none() | hostile

    def moved(evidence: Evidence) -> Evidence:
        return replace(evidence, document=ids[evidence.document], quote=draw(hostile))

    return replace(
        found,
        documents=tuple(
            replace(document, id=ids[document.id], title=draw(some), source=draw(some), date=draw(some))
            for document in found.documents
        ),
        entities=tuple(
            replace(entity, label=draw(hostile), aliases=tuple(sorted(draw(st.sets(hostile, max_size=3)))))
            for entity in found.entities
        ),
        statements=tuple(
            replace(
                statement,
                document=ids[statement.document],
                phrase=draw(hostile),
                object_label=draw(hostile),
                object=Literal(draw(hostile)) if isinstance(statement.object, Literal) else statement.object,
                evidence=tuple(map(moved, statement.evidence)),
            )
            for statement in found.statements
        ),
    )
