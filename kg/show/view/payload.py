"""What the page knows: knowledge as compact JSON values, and the nodes that are drawn first.

Tables of rows with named fields; a row is referred to by its number. Offsets are counted from the start of the
sentence in UTF-16 units, as JavaScript counts.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.model.kinds import BlockKind
from kg.model.order import evidence_order
from kg.model.records import Document, Entity, Evidence, Knowledge, Literal, Node, Span, Statement
from kg.network import Edge, as_networkx, edges
from kg.network.as_networkx import predicate
from kg.show.view import layout
from kg.store import rdf
from kg.terms import stance
from kg.terms.classes import DRAWN_AS
from kg.terms.vocab import document_iri, prologue, terms

# How many nodes a phone and a desktop draw at first, and what comes next; further on the page places them itself.
LEVELS = ((32, layout.TALL), (60, layout.WIDE), (120, layout.WIDE))
# A label is broken into two lines past this many characters, and cut where it is longer still.
LONGEST_LINE = 22
# Of an entity's lines so many are drawn at first, the strongest; canvas.js draws the same.
LINES = 2
LONGEST_TITLE = 70

_TELLING = (BlockKind.HEADLINE, BlockKind.BODY)
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")


def payload(knowledge: Knowledge) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The page's data, and the nodes drawn first as vis-network takes them."""
    names = rdf.names(knowledge)
    documents = sorted(knowledge.documents, key=lambda document: document.id)
    entities = sorted(knowledge.entities, key=lambda entity: entity.id)
    number = {entity.id: index for index, entity in enumerate(entities)}
    place = {document.id: index for index, document in enumerate(documents)}
    sentences: dict[tuple[int, str], int] = {}
    rows = _statements(knowledge, number, place, sentences)
    joined = edges(knowledge)
    degree, chosen, levels = _drawn(knowledge, joined)
    row_of = {row[0]: index for index, row in enumerate(rows)}
    data = {
        "documents": _table(
            "id iri title date source",
            (
                [document.id, names.own(document_iri(document.id)), title, document.date, document.source]
                for document, title in zip(documents, _titles(documents), strict=True)
            ),
        ),
        "sentences": _table("document text", ([document, text] for document, text in sentences)),
        "entities": _table(
            "id label type kind link aliases of", (_entity(e, number) for e in entities), pooled="type kind"
        ),
        "relations": {name: relation(name) for name in sorted({row[2] for row in rows})},
        "statements": _table(
            "id subject predicate object label fact stance polarity modality certainty by roles evidence documents "
            "disputes confidence rule event unbound",
            rows,
            pooled="predicate stance polarity modality certainty rule event",
        ),
        "edges": _table(
            "source target statement words phrase",
            (
                [
                    number[edge.source],
                    number[edge.target],
                    row_of[edge.statement.id],
                    _words_on(edge),
                    edge.phrase or None,
                ]
                for edge in joined
            ),
            pooled="words",
        ),
        "prologue": prologue(names.prefixes),
    }
    nodes = [
        {
            "id": number[id],
            "label": " ",
            "x": levels[-1][id][0],
            "y": levels[-1][id][1],
            # Places in the smaller pictures; most nodes are in the largest only.
            **({"spots": spots} if any(spots := [level.get(id) for level in levels[:-1]]) else {}),
            "size": radius(degree[id]),
        }
        for id in chosen
    ]
    return data, nodes


def _entity(entity: Entity, number: Mapping[str, int]) -> list[Any]:
    """An entity's row of the table."""
    return [
        # Most ids are the label with underscores; only the others need to be written.
        None if entity.id == entity.label.replace(" ", "_") else entity.id,
        entity.label,
        words(entity.type),
        DRAWN_AS.get(entity.type, "topic"),
        entity.link,
        sorted(entity.aliases),
        number.get(entity.of) if entity.of else None,
    ]


def _statements(
    knowledge: Knowledge, number: Mapping[str, int], place: Mapping[str, int], sentences: dict[tuple[int, str], int]
) -> list[list[Any]]:
    """The rows of the statements by id, with the evidence of all places; numbers the sentences as they come."""
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(knowledge.statements, key=lambda statement: statement.document):
        if statement.subject in number:
            told[statement.id].append(statement)
    disputes: dict[str, set[str]] = defaultdict(set)
    for one, other in knowledge.fusion.disputes:
        disputes[one].add(other)
        disputes[other].add(one)
    known = {*number, *(f"st:{id}" for id in told)}
    return [
        _statement(group, number, place, sentences, is_known=group[0].object in known, disputes=disputes[id])
        for id, group in sorted(told.items())
    ]


def _statement(
    group: Sequence[Statement],
    number: Mapping[str, int],
    place: Mapping[str, int],
    sentences: dict[tuple[int, str], int],
    *,
    is_known: bool,
    disputes: Iterable[str],
) -> list[Any]:
    """The row of a statement that several documents may make alike; its object in words where it is no node."""
    first = group[0]
    found = sorted({evidence for statement in group for evidence in statement.evidence}, key=evidence_order)
    return [
        first.id,
        number[first.subject],
        first.predicate,
        _node(first.object, number),
        None if is_known else first.object_label,
        first.is_fact,
        stance.shown(first),
        str(first.polarity),
        str(first.modality),
        str(first.certainty),
        [_node(speaker, number) for speaker in first.attribution],
        [[str(role), _node(value, number)] for role, value in first.roles],
        [_evidence(evidence, sentences, place) for evidence in found if evidence.document in place],
        sorted({place[s.document] for s in group if s.document in place}),
        sorted(disputes),
        round(max(statement.confidence for statement in group), 2),
        first.rule,
        str(first.event_type or ""),
        sorted({str(role) for statement in group for role in statement.unbound}),
    ]


def _node(value: Node | None, number: Mapping[str, int]) -> int | str | None:
    """An entity's number, a statement's "st:" name, or other words."""
    if isinstance(value, Literal):
        return f"={value.value}"
    return number.get(value, value) if value else None


def relation(name: str) -> str:
    """A relation in words, as the ontology says it or as the text has it.

    >>> relation("kg:memberOf"), relation("rel:push_back_against")
    ('is a member of', 'push back against')
    """
    known = terms().get(name)
    return known.label if known else words(name.partition(":")[2])


def words(name: str) -> str:
    """A term's local name in words.

    >>> words("metAt"), words("push_back_against"), words("ThinkTank")
    ('met at', 'push back against', 'Think tank')
    """
    first, *rest = _WORD_START.sub(" ", name).split() or [""]
    return " ".join([first, *(word.lower() for word in rest)])


def radius(degree: int) -> float:
    """Pixels; the logarithm keeps a hub from covering its neighbours."""
    return round(min(7 + 3.2 * math.log2(max(degree, 1)), 24), 1)


def _words_on(edge: Edge) -> str:
    """What an edge says of its ends; nothing where that is the relation of its statement."""
    words = predicate(edge)
    return "" if words == as_networkx.relation(edge.statement) else words


def _drawn(
    knowledge: Knowledge, joined: Iterable[Edge]
) -> tuple[Counter[str], list[str], list[dict[str, tuple[int, int]]]]:
    """Degree of every entity, those worth drawing first in this order, and for each level where they stand.

    Facts lead, other statements fill the room left.
    """
    labels = {entity.id: entity.label for entity in knowledge.entities}
    facts, others = _pairs(joined)
    degree: Counter[str] = Counter()
    for (u, v), count in [*facts.items(), *others.items()]:
        degree[u] += count
        degree[v] += count
    most = LEVELS[-1][0]
    chosen = layout.core(facts, most)
    chosen += [id for id in layout.core(facts + others, most) if id not in chosen][: most - len(chosen)]
    boxes = {id: _box(labels[id], degree[id]) for id in chosen}
    levels = []
    for count, shape in LEVELS:
        shown = {id: boxes[id] for id in chosen[:count]}
        # What the page draws at first are the facts; where there are none, all else.
        drawn = layout.strongest(facts, shown, LINES) or layout.strongest(others, shown, LINES)
        levels.append(layout.positions(drawn, shown, aspect=shape))
    return degree, chosen, levels


def _pairs(joined: Iterable[Edge]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """How often facts, and how often other statements, join two actors, whichever way round."""
    facts: Counter[tuple[str, str]] = Counter()
    others: Counter[tuple[str, str]] = Counter()
    for edge in joined:
        u, v = sorted((edge.source, edge.target))
        (facts if edge.statement.is_fact else others)[u, v] += 1
    return facts, others


def _box(label: str, degree: int) -> tuple[float, float]:
    """Width and height of a node with its label beneath, in pixels."""
    size = 2 * radius(degree)
    lines = min(-(-len(label) // LONGEST_LINE), 2)
    width = min(max(len(label) / lines + 1, 5), LONGEST_LINE) * 6.9
    return max(width, size) + 12, size + 12 + 14 * lines


def _evidence(evidence: Evidence, sentences: dict[tuple[int, str], int], place: Mapping[str, int]) -> list[Any]:
    """The sentence's number and the three spans in it; null for one that stands elsewhere."""
    sentence = sentences.setdefault((place[evidence.document], evidence.quote), len(sentences))

    def within(span: Span | None) -> list[int] | None:
        if span is None or not evidence.sentence.covers(span):
            return None
        start = evidence.sentence.start
        return [_utf16(evidence.quote[: span.start - start]), _utf16(evidence.quote[: span.end - start])]

    return [sentence, within(evidence.subject), within(evidence.predicate), within(evidence.object)]


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _titles(documents: Sequence[Document]) -> list[str]:
    """What each article is called: its title or headline, else its first words, else its id; no two alike."""
    titles = []
    for document in documents:
        headline = next((block.span.of(document.text) for block in document.blocks if block.kind in _TELLING), "")
        title = " ".join((document.title or headline).split()) or document.id
        titles.append(title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rpartition(' ')[0]} …")
    seen = Counter(titles)
    return [
        title if seen[title] == 1 else f"{title} ({document.id})"
        for title, document in zip(titles, documents, strict=True)
    ]


def _table(fields: str, rows: Iterable[list[Any]], pooled: str = "") -> dict[str, Any]:
    """Rows under their field names; of the pooled fields each value is written once and referred to by number."""
    names, listed = fields.split(), [list(row) for row in rows]
    pools = {}
    for column in (names.index(field) for field in pooled.split()):
        pool = {value: number for number, value in enumerate(sorted({row[column] for row in listed}))}
        for row in listed:
            row[column] = pool[row[column]]
        pools[names[column]] = list(pool)
    return {"fields": names, "rows": listed, "pools": pools}
