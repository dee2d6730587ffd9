"""Where a reader may start: the title of a corpus, and a few cards that each lead to the sentences behind them.

A card is made from the graph alone: what most articles tell, what somebody denies, whom one person met and urged, what
one side asks of another, who is quoted most. Where the graph has none of a kind there is no such card.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from kg.model.kinds import Modality
from kg.model.records import Entity, Knowledge, Statement
from kg.network import Edge, How, edges
from kg.network.as_networkx import relation
from kg.terms import stance

ASKED = frozenset({Modality.REQUESTED, Modality.DESIRED, Modality.OBLIGATION})
# A card shows so many statements at most; the rest is a click on the picture away.
MOST = 12
NAMING = 3
# What is said of somebody in passing tells nothing of a journey.
_PLAIN = frozenset(
    {"be", "is", "have", "has", "do", "does", "is a", "is part of", "has a part", "is a member of"}
    | {"says", "states", "holds the role", "holds"}
)


@dataclass(frozen=True, slots=True)
class Card:
    """One way into the graph.

    Attributes:
        kind: what kind of story it is, in a word or two.
        title: the story in a sentence.
        text: what is behind it, in numbers.
        entities: ids of whom it is about.
        statements: ids of the statements behind it, the most telling first.
    """

    kind: str
    title: str
    text: str
    entities: tuple[str, ...]
    statements: tuple[str, ...]


class Corpus:
    """What a graph holds as the page needs it: looked through once for all of its parts.

    Args:
        knowledge: what the graph holds.

    Attributes:
        knowledge: likewise.
        joined: the edges of its view of actors.
        entities: by id.
        told: the statements of each id, in the order of the articles and of the text.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.entities: Mapping[str, Entity] = {entity.id: entity for entity in knowledge.entities}
        self.joined: Sequence[Edge] = edges(knowledge)
        self.told: dict[str, list[Statement]] = defaultdict(list)
        for statement in sorted(knowledge.statements, key=_place):
            self.told[statement.id].append(statement)
        self._order = {id: place for place, id in enumerate(self.told)}

    def label(self, id: str) -> str:
        return self.entities[id].label

    def articles(self, statements: Iterable[str]) -> int:
        return len({statement.document for id in set(statements) for statement in self.told[id]})

    def card(self, kind: str, title: str, text: str, entities: Iterable[str], statements: Iterable[str]) -> Card:
        found = sorted(set(statements), key=lambda id: (-len(self.told[id]), self._order[id]))
        return Card(kind, title, text, tuple(entities), tuple(found[:MOST]))

    def numbers(self, statements: Iterable[str], what: str) -> str:
        found = set(statements)
        return f"{_many(len(found), what)} in {_many(self.articles(found), 'article')}"


def headline(corpus: Corpus) -> str:
    """The title of the only document, else the strongest names, how many articles there are, and of which days."""
    documents = corpus.knowledge.documents
    if len(documents) == 1:
        return documents[0].title or documents[0].id
    articles: dict[str, set[str]] = defaultdict(set)
    count: Counter[str] = Counter()
    for edge in corpus.joined:
        for end in (edge.source, edge.target):
            articles[end].update(s.document for s in edge.told)
            count[end] += 1
    first = sorted(articles, key=lambda id: (-len(articles[id]), -count[id], id))[:NAMING]
    about = _listed([corpus.label(id) for id in first])
    number = _many(len(documents), "article")
    days = sorted(document.date[:10] for document in documents if document.date)
    span = "" if not days else f", {days[0]}" if days[0] == days[-1] else f", {days[0]} to {days[-1]}"
    return f"{about}: {number}{span}" if about else f"{number}{span}"


def facts(corpus: Corpus, most: int) -> list[tuple[str, str, str]]:
    """Subject, relation and object of the facts that most articles tell, between names."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for statement in corpus.knowledge.statements:
        subject = corpus.entities.get(statement.subject)
        if statement.is_fact and subject and statement.object in corpus.entities:
            row = (subject.label, relation(statement), corpus.label(str(statement.object)))
            found[row].add(statement.document)
    return nsmallest(most, found, key=lambda row: (-len(found[row]), row))


def cards(corpus: Corpus) -> list[Card]:
    """The cards of a graph, at most six, in the order in which they are worth reading."""
    makers: Iterable[Callable[[Corpus], Card | None]] = (_told, _denied, _asked, _journey, _quoted, _second)
    return [card for make in makers if (card := make(corpus)) is not None]


def _place(statement: Statement) -> tuple[str, int, int, str]:
    sentence = statement.evidence[0].sentence
    return statement.document, sentence.start, sentence.end, statement.id


def _pairs(corpus: Corpus) -> list[tuple[tuple[str, str], dict[str, Edge]]]:
    """Two actors with the facts that join them, the pair of most articles first."""
    found: dict[tuple[str, str], dict[str, Edge]] = defaultdict(dict)
    for edge in corpus.joined:
        if edge.statement.is_fact and edge.how is not How.SPEECH:
            one, other = sorted((edge.source, edge.target))
            found[one, other][edge.statement.id] = edge
    return sorted(found.items(), key=lambda item: (-corpus.articles(item[1]), -len(item[1]), item[0]))


def _told(corpus: Corpus, rank: int = 0) -> Card | None:
    pairs = _pairs(corpus)
    if len(pairs) <= rank:
        return None
    (one, other), found = pairs[rank]
    ways = Counter(relation(edge.statement) for edge in found.values())
    often = [name for name, _ in sorted(ways.items(), key=lambda item: (-item[1], item[0])) if name not in _PLAIN]
    first = Counter(edge.source for edge in found.values()).most_common(1)[0][0]
    title = f"{corpus.label(first)} and {corpus.label(other if first == one else one)}"
    words = f"; most often: {', '.join(often[:NAMING])}" if often else ""
    kind = "Told most" if rank == 0 else "Told often"
    return corpus.card(kind, title, corpus.numbers(found, "fact") + words, (one, other), found)


def _second(corpus: Corpus) -> Card | None:
    return _told(corpus, 1)


def _denied(corpus: Corpus) -> Card | None:
    """A dispute of sources, else the denial that has most against it."""
    return _disputed(corpus) or _denial(corpus)


def _disputed(corpus: Corpus) -> Card | None:
    for one, other in corpus.knowledge.fusion.disputes:
        if one in corpus.told and other in corpus.told and corpus.told[one][0].subject in corpus.entities:
            statement = corpus.told[one][0]
            title = f"Disputed: {_sentence(corpus, statement)}"
            text = "one source affirms it, another denies it"
            return corpus.card("In dispute", title, text, [statement.subject], [one, other])
    return None


def _denial(corpus: Corpus) -> Card | None:
    """What somebody denies, best of his own doings, with the facts of others about the same kind of act."""
    denials = [
        (_is_own(told[0]), len(_against(corpus, told[0])), id)
        for id, told in corpus.told.items()
        if stance.shown(told[0]) == stance.DENIED and told[0].attribution
    ]
    if not denials:
        return None
    is_own, _, id = max(denials)
    statement = corpus.told[id][0]
    against = _against(corpus, statement)
    speaker = statement.attribution[-1]
    who = corpus.label(speaker) if speaker in corpus.entities else "One source"
    title = (
        f"{who} denies that {_sentence(corpus, statement, 'it' if is_own and not _is_person(corpus, speaker) else '')}"
    )
    others = f"; {_many(len(against), 'fact')} told by others" if against else ""
    text = f"a denial in {_many(corpus.articles([id]), 'article')}{others}"
    people = dict.fromkeys(end for end in (speaker, statement.subject) if end in corpus.entities)
    return Card("Denied", title, text, tuple(people), (id, *corpus.card("", "", "", (), against).statements))


def _is_person(corpus: Corpus, id: str) -> bool:
    """Whether "it" would be wrong of somebody; the graph does not know "he" from "she"."""
    return id in corpus.entities and corpus.entities[id].type == "Person"


def _is_own(statement: Statement) -> bool:
    """Whether who says it speaks of himself."""
    return statement.attribution[-1:] == (statement.subject,)


def _against(corpus: Corpus, denial: Statement) -> list[str]:
    """Facts of others about the same subject and the same kind of act."""
    return [
        id
        for id, (statement, *_) in corpus.told.items()
        if statement.is_fact
        and statement.subject == denial.subject
        and statement.attribution[-1:] != denial.attribution[-1:]
        and (
            statement.predicate == denial.predicate or (denial.event_type and statement.event_type == denial.event_type)
        )
    ]


def _asked(corpus: Corpus) -> Card | None:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in corpus.joined:
        statement = edge.statement
        if statement.modality in ASKED and edge.how is How.SPEECH and statement.subject == edge.target:
            found[edge.source, edge.target].add(statement.id)
    for edge in corpus.joined:
        if edge.statement.modality in ASKED and edge.how is How.SPEECH and edge.phrase:
            found[edge.source, edge.target].add(edge.statement.id)
    if not found:
        return None
    (one, other), statements = min(found.items(), key=lambda item: (-len(item[1]), item[0]))
    title = f"What {corpus.label(one)} wants of {corpus.label(other)}"
    return corpus.card("Asked", title, corpus.numbers(statements, "hope or demand"), (one, other), statements)


def _journey(corpus: Corpus) -> Card | None:
    """The person of whom most different doings are told, in the order of the text."""
    doings: dict[str, dict[str, str]] = defaultdict(dict)
    for id, (statement, *_) in corpus.told.items():
        entity = corpus.entities.get(statement.subject)
        words = relation(statement)
        is_doing = statement.is_fact and entity is not None and entity.type == "Person" and not statement.unbound
        if is_doing and words not in _PLAIN:
            doings[statement.subject].setdefault(words, id)
    if not doings:
        return None
    person, found = min(doings.items(), key=lambda item: (-len(item[1]), item[0]))
    if len(found) < 2:
        return None
    title = f"{corpus.label(person)}: {', '.join(list(found)[:NAMING])}"
    return corpus.card("A person's doings", title, corpus.numbers(found.values(), "fact"), [person], found.values())


def _quoted(corpus: Corpus) -> Card | None:
    said: dict[str, set[str]] = defaultdict(set)
    for id, (statement, *_) in corpus.told.items():
        if statement.attribution and statement.attribution[-1] in corpus.entities:
            said[statement.attribution[-1]].add(id)
    if not said:
        return None
    speaker, statements = min(said.items(), key=lambda item: (-len(item[1]), item[0]))
    title = f"{corpus.label(speaker)} is quoted most"
    return corpus.card("Quoted", title, corpus.numbers(statements, "statement"), [speaker], statements)


def _sentence(corpus: Corpus, statement: Statement, pronoun: str = "") -> str:
    """A statement in words, with the pronoun in place of its subject where there is one."""
    subject = corpus.entities.get(statement.subject)
    object = corpus.entities.get(statement.object) if isinstance(statement.object, str) else None
    last = object.label if object else statement.object_label
    words = relation(statement)
    return " ".join(
        part for part in (pronoun or (subject.label if subject else ""), "is" if words == "be" else words, last) if part
    )


def _listed(names: Sequence[str]) -> str:
    """Names as a sentence has them.

    >>> _listed(["Ghana", "Chile", "Peru"])
    'Ghana, Chile and Peru'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _many(count: int, one: str) -> str:
    """A number with its noun.

    >>> _many(1, "fact"), _many(2, "fact"), _many(3, "hope or demand")
    ('1 fact', '2 facts', '3 hopes or demands')
    """
    return f"{count} {one}" if count == 1 else f"{count} {' or '.join(f'{word}s' for word in one.split(' or '))}"
