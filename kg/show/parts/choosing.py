"""The statements that somebody asks for: of whom, by whom, when, in which articles, how sure, in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.errors import InputError, NotFoundError, nearest, offered, shown
from kg.model.records import Entity, Knowledge, Statement
from kg.show.held.names import Names, folded
from kg.show.held.profile import Profile
from kg.show.matching import predicate_names

# In place of a speaker: what an article says in its own voice.
ITSELF = ""

Test = Callable[[Statement], bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for; what is left out matches anything. Each of several words, names and so on is enough.

    Attributes:
        types: classes of the ontology, of which the subject or the object is, or of one beneath.
        since, until: ISO date, month or year; by the time told, else by the date of the document.
        documents: ids, or what one id alone begins with.
        speakers: names of who says so, at any place in the chain; "" is an article in its own voice.
        relations: terms ("kg:supports"), open relations ("rel:push_back_against") or words ("met at").
        facts: only facts, or only what is none.
        min_confidence: in 0..1.
        text: words that the sentence holds, in any case.
    """

    types: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    documents: tuple[str, ...] = ()
    speakers: tuple[str | Entity | Profile, ...] = ()
    relations: tuple[str, ...] = ()
    facts: bool | None = None
    min_confidence: float = 0.0
    text: str | None = None


def chosen(knowledge: Knowledge, choice: Choice, names: Names) -> list[Statement]:
    """The statements that fit in every respect, in the order of the knowledge.

    Args:
        knowledge: where to choose.
        choice: what is asked for.
        names: of the entities.

    Raises:
        InputError: for an unknown type, what is no date, or a confidence beyond 0..1.
        NotFoundError: for a document, a speaker or a relation that the graph does not have; the nearest are named.
    """
    tests = [
        *_of_whom(knowledge, choice),
        *_by_whom(choice, names),
        *_where(knowledge, choice),
        *_how(knowledge, choice),
    ]
    return [statement for statement in knowledge.statements if all(fits(statement) for fits in tests)]


def _of_whom(knowledge: Knowledge, choice: Choice) -> Iterator[Test]:
    from kg.network.classes import beneath

    if choice.types:
        classes = beneath(choice.types)
        about = {entity.id for entity in knowledge.entities if entity.type in classes}
        yield lambda statement: statement.subject in about or statement.object in about


def _by_whom(choice: Choice, names: Names) -> Iterator[Test]:
    if choice.speakers:
        speakers = {ITSELF if name == ITSELF else names.find(name).id for name in choice.speakers}
        yield lambda statement: not speakers.isdisjoint(statement.attribution or (ITSELF,))


def _where(knowledge: Knowledge, choice: Choice) -> Iterator[Test]:
    """In which documents, in which words, and of which time."""
    from kg.network.timeline import is_within

    dates = {document.id: document.date for document in knowledge.documents}
    if choice.documents:
        documents = {_document(id, dates) for id in choice.documents}
        yield lambda statement: statement.document in documents
    if choice.text is not None:
        words = folded(choice.text)
        yield lambda statement: any(words in folded(evidence.quote) for evidence in statement.evidence)
    yield lambda statement: is_within(statement, dates, choice.since, choice.until)


def _how(knowledge: Knowledge, choice: Choice) -> Iterator[Test]:
    """By which relation, as what, and how sure."""
    if not 0 <= choice.min_confidence <= 1:
        raise InputError(f"the least confidence is {choice.min_confidence:g}; give a number from 0 to 1")
    yield lambda statement: statement.confidence >= choice.min_confidence
    if choice.facts is not None:
        yield lambda statement: statement.is_fact is choice.facts
    if choice.relations:
        relations = _relations(knowledge, choice.relations)
        yield lambda statement: (statement.predicate, statement.phrase) in relations


def _document(given: str, dates: Mapping[str, str | None]) -> str:
    """The id of a document that is meant by it, or by its beginning."""
    found = [given] if given in dates else [id for id in dates if given and id.startswith(given)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"several documents begin with {shown(given)}: {', '.join(map(shown, found[:10]))}")
    near = offered(nearest(given, dates)) or f"; there are {', '.join(map(shown, list(dates)[:10])) or 'none'}"
    raise NotFoundError(f"the graph has no document {shown(given)}{near}")


def _relations(knowledge: Knowledge, given: Iterable[str]) -> set[tuple[str, str]]:
    """Predicate and phrase of the statements that are told by one of these relations, or by one beneath it."""
    of_each = {(s.predicate, s.phrase): s for s in knowledge.statements}
    named = {pair: predicate_names(statement) for pair, statement in of_each.items()}
    found: set[tuple[str, str]] = set()
    for relation in given:
        wanted = _in_small_words(relation)
        meant = {pair for pair, names in named.items() if wanted in names}
        if not meant:
            known = {name for names in named.values() for name in names if (":" in name) == (":" in relation)}
            raise NotFoundError(f"nothing is told by the relation {shown(relation)}{offered(nearest(wanted, known))}")
        found |= meant
    return found


def _in_small_words(relation: str) -> str:
    """As :func:`kg.show.matching.predicate_names` has them: "metAt", "met_at" and "met at" are one."""
    return folded(re.sub(r"_", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", relation)))
