"""What the page knows: knowledge as compact JSON values, and the nodes that are drawn first.

Tables of rows with named fields; a row is referred to by its number. Offsets are counted from the start of the
sentence in UTF-16 units, as JavaScript counts.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model.kinds import BlockKind, Polarity
from kg.model.order import evidence_order
from kg.model.records import Document, Entity, Evidence, Knowledge, Literal, Node, Span, Statement
from kg.network import Edge, as_networkx, edges
from kg.network.as_networkx import predicate
from kg.show.view import layout
from kg.show.view.start import cards
from kg.store import rdf
from kg.terms import stance
from kg.terms.classes import DRAWN_AS
from kg.terms.vocab import document_iri, prologue, terms

# How many nodes a desktop and a phone draw at first, each with its frame; what is opened later the page places itself.
FIRST, FIRST_TALL = (42, layout.WIDE), (16, layout.TALL)
# A label is broken into two lines past this many characters, and cut where it is longer still.
LONGEST_LINE = 22
# Of an entity's lines so many are drawn at first, the strongest; modules/map/pairs.js draws the same.
LINES = 2
LONGEST_TITLE = 70
# Characters of a column of an article's row.
LONGEST = 120
NAMING = 2

_TELLING = (BlockKind.HEADLINE, BlockKind.BODY)
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")


def payload(knowledge: Knowledge, joined: Sequence[Edge] | None = None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The page's data, and the nodes drawn first as vis-network takes them.

    Args:
        knowledge: what the graph holds.
        joined: the lines of its view of actors, where they are at hand.
    """
    names = rdf.names(knowledge)
    documents = sorted(knowledge.documents, key=lambda document: document.id)
    entities = sorted(knowledge.entities, key=lambda entity: entity.id)
    number = {entity.id: index for index, entity in enumerate(entities)}
    place = {document.id: index for index, document in enumerate(documents)}
    sentences: dict[tuple[int, str], int] = {}
    rows = _statements(knowledge, number, place, sentences)
    joined = edges(knowledge) if joined is None else joined
    drawn = _drawn(knowledge, joined)
    row_of = {row[0]: index for index, row in enumerate(rows)}
    data = {
        "documents": _table(
            "id iri title date source address about",
            (
                [
                    document.id,
                    names.own(document_iri(document.id)),
                    title,
                    document.date,
                    document.source,
                    document.address,
                    about(document),
                ]
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
            "disputes confidence rule event unbound when",
            rows,
            pooled="predicate stance polarity modality certainty rule event when",
        ),
        "edges": _table(
            "source target statement words phrase",
            (
                [
                    number[edge.source],
                    number[edge.target],
                    row_of[edge.statement.id],
                    _words_on(edge),
                    edge.phrase,
                ]
                for edge in joined
            ),
            pooled="words phrase",
        ),
        "prologue": prologue(names.prefixes),
        "groups": drawn.titles,
        "cards": [
            {
                "kind": card.kind,
                "title": card.title,
                "text": card.text,
                "entities": [number[id] for id in card.entities],
                "statements": [row_of[id] for id in card.statements],
            }
            for card in cards(knowledge, joined)
        ],
    }
    return data, _nodes(drawn, number)


def _nodes(drawn: _First, number: Mapping[str, int]) -> list[dict[str, Any]]:
    """The nodes of the first view as vis-network takes them."""
    return [
        {
            "id": number[id],
            "label": " ",
            "x": x,
            "y": y,
            # A phone draws some of them only.
            **({"spot": drawn.tall[id]} if id in drawn.tall else {}),
            "size": radius(drawn.articles[id]),
            "group": drawn.groups[id],
        }
        for id, (x, y) in drawn.wide.items()
    ]


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
        int(first.is_fact),
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
        first.earliest or "",
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


def radius(articles: int) -> float:
    """Pixels; the logarithm keeps a hub from covering its neighbours."""
    return round(min(6 + 2.6 * math.log2(1 + max(articles, 1)), 18), 1)


def _words_on(edge: Edge) -> str:
    """What an edge says of its ends; nothing where that is the relation of its statement."""
    words = predicate(edge)
    return "" if words == as_networkx.relation(edge.statement) else words


@dataclass(frozen=True, slots=True)
class _First:
    """What is drawn first.

    Attributes:
        articles: how many tell of each entity.
        groups: the community of each node.
        titles: of the communities.
        wide: where each node stands on a desktop's map.
        tall: likewise on a phone's, for those that it shows.
    """

    articles: Counter[str]
    groups: dict[str, int]
    titles: list[str]
    wide: dict[str, tuple[int, int]]
    tall: dict[str, tuple[int, int]]


def _drawn(knowledge: Knowledge, joined: Sequence[Edge]) -> _First:
    """The nodes worth drawing first, their communities and where they stand."""
    labels = {entity.id: entity.label for entity in knowledge.entities}
    articles: dict[str, set[str]] = defaultdict(set)
    told: dict[tuple[str, str], set[int]] = defaultdict(set)
    count: Counter[tuple[str, str]] = Counter()
    denied = set()
    number = {document.id: place for place, document in enumerate(sorted(knowledge.documents, key=lambda d: d.id))}
    for edge in joined:
        pair = (min(edge.source, edge.target), max(edge.source, edge.target))
        count[pair] += 1
        for statement in edge.told:
            told[pair].add(number.get(statement.document, -1))
            for end in pair:
                articles[end].add(statement.document)
        if edge.statement.polarity is Polarity.NEGATIVE:
            denied.add(pair)
    size = Counter({id: len(found) for id, found in articles.items()})

    def place(chosen: Sequence[str], frame: layout.Box) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
        shown = set(chosen)
        lines = layout.strongest(count, shown, LINES, denied)
        groups = layout.communities({pair: count[pair] for pair in lines}, chosen)
        boxes = {id: _box(labels[id], size[id]) for id in chosen}
        radii = {id: radius(size[id]) for id in chosen}
        found = layout.positions(lines, boxes, groups, frame, radii)
        return {id: found[id] for id in chosen}, groups

    chosen = layout.leading(told, FIRST[0])
    wide, groups = place(chosen, FIRST[1])
    tall, _ = place(chosen[: FIRST_TALL[0]], FIRST_TALL[1])
    return _First(size, groups, _titled(groups, count, labels), wide, tall)


def _titled(groups: Mapping[str, int], count: Mapping[tuple[str, str], int], labels: Mapping[str, str]) -> list[str]:
    """Each community by its strongest names within it."""
    weight: dict[int, Counter[str]] = defaultdict(Counter)
    for node, group in groups.items():
        weight[group][node] = 0
    for (u, v), number in count.items():
        if u in groups and groups[u] == groups.get(v):
            weight[groups[u]].update({u: number, v: number})
    order = (sorted(weight[group], key=lambda node: (-weight[group][node], node)) for group in sorted(weight))
    return [" · ".join(labels[node] for node in members[:NAMING]) for members in order]


def _box(label: str, articles: int) -> tuple[float, float]:
    """Width and height of a node with its label beneath, in pixels."""
    size = 2 * radius(articles)
    lines = min(-(-len(label) // LONGEST_LINE), 2)
    width = min(max(len(label) / lines + 1, 5), LONGEST_LINE) * 7.2
    return max(width, size) + 10, size + 10 + 17 * lines


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


def about(document: Document) -> list[tuple[str, str]] | None:
    """The other columns of an article's row but for its address, name and value; None where it has none."""
    told = [(name, " ".join(value.split())) for name, value in document.fields if value != document.address]
    return [(name, value if len(value) <= LONGEST else f"{value[:LONGEST]}…") for name, value in told] or None


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
