"""What the page knows: knowledge as compact JSON values, and the nodes that are drawn first.

Tables of named columns; a row is referred to by its number. An empty list is written as 0,
and where the values of a column recur, each is written once and referred to by its number. Offsets are counted from the
start of the sentence in UTF-16 units, as JavaScript counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from kg.model.kinds import BlockKind
from kg.model.order import evidence_order
from kg.model.records import Document, Entity, Evidence, Knowledge, Literal, Node, Statement
from kg.network import Edge, as_networkx
from kg.network.as_networkx import predicate
from kg.show.view import start
from kg.show.view.first import First, first, radius
from kg.store import rdf
from kg.terms import stance
from kg.terms.classes import DRAWN_AS
from kg.terms.namespaces import Namespaces
from kg.terms.vocab import document_iri, prologue, terms

LONGEST_TITLE = 70
# Characters of a column of an article's row.
LONGEST = 120

Columns = dict[str, list[Any]]  # numbers, texts, and lists of them

_TELLING = (BlockKind.HEADLINE, BlockKind.BODY)
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")


def payload(corpus: start.Corpus) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
    """The page's data, its sentences and evidence, and the nodes drawn first as vis-network takes them."""
    knowledge, joined = corpus.knowledge, corpus.joined
    names = rdf.names(knowledge)
    documents = sorted(knowledge.documents, key=lambda document: document.id)
    entities = sorted(knowledge.entities, key=lambda entity: entity.id)
    number = {entity.id: index for index, entity in enumerate(entities)}
    place = {document.id: index for index, document in enumerate(documents)}
    sentences: dict[tuple[int, str], int] = {}
    rows = _statements(knowledge, number, place, sentences)
    drawn = first(corpus)
    # Of all pieces the numbers, seven for each; the page opens them with the first sentence that is read.
    evidence = rows.pop("evidence")
    row_of = {id: index for index, id in enumerate(rows["id"])}
    data = {
        "documents": _documents(documents, names),
        "entities": _entities(entities, number, drawn),
        "relations": {name: relation(name) for name in sorted(set(rows["predicate"]))},
        "statements": _pooled(rows, "predicate stance polarity modality certainty confidence rule event unbound when"),
        "edges": _edges(joined, number, row_of),
        "prologue": prologue(names.prefixes),
        "groups": drawn.titles,
        "overview": drawn.is_overview,
        "cards": [_card(card, number, row_of) for card in start.cards(corpus)],
    }
    places, quotes = _columns(sentences, 2)
    texts = {"sentences": _pooled({"document": places, "text": quotes}), "evidence": evidence}
    return data, texts, _nodes(drawn, number)


def _columns(rows: Iterable[Sequence[Any]], count: int) -> list[list[Any]]:
    """Rows of so many values, turned."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(count)]


def _documents(documents: Sequence[Document], names: Namespaces) -> dict[str, Any]:
    rows = (
        (d.id, names.own(document_iri(d.id)), title, d.date, d.source, d.address, about(d))
        for d, title in zip(documents, _titles(documents), strict=True)
    )
    fields = "id iri title date source address about".split()
    return _pooled(dict(zip(fields, _columns(rows, len(fields)), strict=True)))


def _edges(joined: Sequence[Edge], number: Mapping[str, int], row_of: Mapping[str, int]) -> dict[str, Any]:
    rows = (
        (number[edge.source], number[edge.target], row_of[edge.statement.id], _words_on(edge), edge.phrase)
        for edge in joined
    )
    fields = "source target statement words phrase".split()
    return _pooled(dict(zip(fields, _columns(rows, len(fields)), strict=True)), "words phrase")


def _card(card: start.Card, number: Mapping[str, int], row_of: Mapping[str, int]) -> dict[str, Any]:
    return {
        "kind": card.kind,
        "title": card.title,
        "text": card.text,
        "entities": [number[id] for id in card.entities],
        "statements": [row_of[id] for id in card.statements],
    }


def _nodes(drawn: First, number: Mapping[str, int]) -> list[dict[str, Any]]:
    """The nodes of the first view as vis-network takes them."""
    return [
        {
            "id": number[id],
            "label": " ",
            "x": x,
            "y": y,
            # A phone draws some of them only.
            **({"spot": drawn.tall[id]} if id in drawn.tall else {}),
            "size": radius(drawn.articles[id], drawn.is_overview),
            "group": drawn.groups[id],
        }
        for id, (x, y) in drawn.wide.items()
    ]


def _entities(entities: Sequence[Entity], number: Mapping[str, int], drawn: First) -> dict[str, Any]:
    """The columns of the entities. An id is mostly the label with underscores and something behind it, of which it is
    the number (of nothing, too), else it is written out.
    """
    ends = [_behind(entity) for entity in entities]
    behind = {end: place for place, end in enumerate(sorted({"", *(end for end in ends if end is not None)}))}
    rows = (
        (
            entity.id if end is None else behind[end],
            entity.label,
            words(entity.type),
            DRAWN_AS.get(entity.type, "topic"),
            entity.link or 0,
            _listed(sorted(entity.aliases)),
            number.get(entity.of or ""),
            drawn.groups.get(entity.id, -1),
        )
        for entity, end in zip(entities, ends, strict=True)
    )
    fields = "id label type kind link aliases of group".split()
    table = _pooled(dict(zip(fields, _columns(rows, len(fields)), strict=True)), "type kind")
    table["pools"]["behind"] = list(behind)
    return table


def _behind(entity: Entity) -> str | None:
    """What an id has behind the label with underscores; None where it does not begin so."""
    bare = entity.label.replace(" ", "_")
    return entity.id[len(bare) :] if entity.id.startswith(bare) else None


# The columns of the statements; "pieces" is how many pieces of evidence each has.
_STATED = (
    "id subject predicate object label fact stance polarity modality certainty by roles documents disputes confidence "
    "rule event unbound when pieces evidence"
).split()


def _statements(
    knowledge: Knowledge, number: Mapping[str, int], place: Mapping[str, int], sentences: dict[tuple[int, str], int]
) -> Columns:
    """The columns of the statements by id, with the evidence of all places; numbers the sentences as they come."""
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(knowledge.statements, key=lambda statement: statement.document):
        if statement.subject in number:
            told[statement.id].append(statement)
    disputes: dict[str, set[str]] = defaultdict(set)
    for one, other in knowledge.fusion.disputes:
        disputes[one].add(other)
        disputes[other].add(one)
    known = {*number, *(f"st:{id}" for id in told)}
    rows = []
    for id, group in sorted(told.items()):
        # A statement that several documents make alike has the evidence of all of them.
        found = sorted({evidence for s in group for evidence in s.evidence}, key=evidence_order)
        pieces = [_evidence(evidence, sentences, place) for evidence in found if evidence.document in place]
        row = _statement(group, number, place, is_known=group[0].object in known)
        rows.append((*row[:13], _listed(sorted(disputes.get(id, ()))), *row[13:], len(pieces), pieces))
    columns = dict(zip(_STATED, _columns(rows, len(_STATED)), strict=True))
    columns["evidence"] = [value for pieces in columns["evidence"] for piece in pieces for value in piece]
    return columns


def _statement(
    group: Sequence[Statement], number: Mapping[str, int], place: Mapping[str, int], *, is_known: bool
) -> tuple[Any, ...]:
    """The values of a statement that several documents may make alike; its object in words where it is no node."""
    first = group[0]
    return (
        first.id,
        number[first.subject],
        first.predicate,
        _node(first.object, number),
        0 if is_known else first.object_label,
        int(first.is_fact),
        stance.shown(first),
        str(first.polarity),
        str(first.modality),
        str(first.certainty),
        _listed(_node(speaker, number) for speaker in first.attribution),
        _listed([str(role), _node(value, number)] for role, value in first.roles),
        _listed(sorted({place[s.document] for s in group if s.document in place})),
        round(max(statement.confidence for statement in group), 2),
        first.rule,
        str(first.event_type or ""),
        " ".join(sorted({str(role) for statement in group for role in statement.unbound})),
        first.earliest or "",
    )


def _listed(values: Iterable[Any]) -> Any:
    """A list, and 0 in place of an empty one: most are."""
    return list(values) or 0


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


@cache
def words(name: str) -> str:
    """A term's local name in words.

    >>> words("metAt"), words("push_back_against"), words("ThinkTank")
    ('met at', 'push back against', 'Think tank')
    """
    first, *rest = _WORD_START.sub(" ", name).split() or [""]
    return " ".join([first, *(word.lower() for word in rest)])


def _words_on(edge: Edge) -> str:
    """What an edge says of its ends; nothing where that is the relation of its statement."""
    words = predicate(edge)
    return "" if words == as_networkx.relation(edge.statement) else words


def _evidence(evidence: Evidence, sentences: dict[tuple[int, str], int], place: Mapping[str, int]) -> list[int]:
    """The sentence's number, and where its subject, predicate and object start and end: -1 where one is elsewhere."""
    sentence = sentences.setdefault((place[evidence.document], evidence.quote), len(sentences))
    found, start = [sentence], evidence.sentence.start
    for span in (evidence.subject, evidence.predicate, evidence.object):
        if span is None or not evidence.sentence.covers(span):
            found += (-1, -1)
        elif evidence.quote.isascii():
            found += (span.start - start, span.end - start)
        else:
            found += (_utf16(evidence.quote[: span.start - start]), _utf16(evidence.quote[: span.end - start]))
    return found


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


def _pooled(columns: Columns, pooled: str = "") -> dict[str, Any]:
    """Columns of which the pooled ones are numbers of values that stand beside them, each once."""
    pools = {}
    for name in pooled.split():
        pool = {value: number for number, value in enumerate(sorted(set(columns[name])))}
        columns[name] = [pool[value] for value in columns[name]]
        pools[name] = list(pool)
    return {"columns": columns, "pools": pools}
