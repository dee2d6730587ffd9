"""Completion in ``%%sparql``: terms of the ontology, names of the graph under all their spellings, variables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from IPython.core.completer import SimpleCompletion, SimpleMatcherResult, context_matcher
from IPython.core.error import UsageError

from kg.model.records import Fusion, Knowledge
from kg.store import rdf
from kg.terms.classes import NAMED_CLASSES
from kg.terms.vocab import document_iri, entity_iri, terms

if TYPE_CHECKING:
    from IPython.core.completer import CompletionContext

# How many names are offered; whoever types on gets the others.
MOST = 200
IDENTIFIER = "kg.sparql"
# A name, its kind, and how it may be typed.
Name = tuple[str, str, list[str]]
# What is being typed: a name with its prefix, a variable, or a string.
_TYPED = re.compile(r"(?:[A-Za-z]\w*:[^\s{}()<>\"',;|/]*|\?\w*|\"[^\"\n]*)$")
_CELL, _LINE = re.compile(r"\s*%%sparql\b"), re.compile(r"(?:^|=)\s*%sparql\s")


class Held(Protocol):
    """A graph, as far as its names are asked for."""

    @property
    def knowledge(self) -> Knowledge: ...


def matcher(graph: Callable[[], Held]) -> Callable[[CompletionContext], SimpleMatcherResult]:
    """What IPython asks for the names that may go on from what is typed.

    Args:
        graph: gives the graph that the cell asks; raises UsageError where there is none.
    """

    @context_matcher(identifier=IDENTIFIER)  # type: ignore[untyped-decorator]
    def completed(context: CompletionContext) -> SimpleMatcherResult:
        if not _is_sparql(context):
            return SimpleMatcherResult(completions=[])
        found = _TYPED.search(context.text_until_cursor)
        if found is None:
            return SimpleMatcherResult(completions=[], suppress=True)
        try:
            knowledge = graph().knowledge
        except UsageError:
            knowledge = Knowledge((), (), (), Fusion((), (), {}))
        listed = [SimpleCompletion(name, type=kind) for name, kind in offers(knowledge, found[0], context.full_text)]
        # Nothing of Python stands in a query.
        return SimpleMatcherResult(completions=listed, matched_fragment=found[0], suppress=True, ordered=True)

    return completed  # type: ignore[no-any-return]


def _is_sparql(context: CompletionContext) -> bool:
    """Whether the cursor stands in a query."""
    is_cell = _CELL.match(context.full_text) is not None and context.cursor_line > 0
    return is_cell or _LINE.search(context.text_until_cursor) is not None


def offers(knowledge: Knowledge, typed: str, query: str = "") -> list[tuple[str, str]]:
    """The names that go on from what is typed, each with its kind, phrases last.

    An entity is found by its label and its aliases; where none begins so, by each of their words: ``e:camp`` gives
    ``e:Kurt_Campbell``.

    Args:
        knowledge: what the graph holds.
        typed: a prefix with what follows it, a variable with its question mark, or an open string.
        query: the whole cell, for its variables.

    >>> offers(Knowledge((), (), (), Fusion((), (), {})), "kg:supports")
    [('kg:supports', 'relation')]
    """
    wanted = typed.casefold()
    words = wanted.partition(":")[2]
    first, within = {}, {}
    for name, kind, spellings in _names(knowledge, typed, query):
        spelt = [spelling.casefold() for spelling in spellings]
        if any(spelling.startswith(wanted) for spelling in spelt):
            first[kind == "phrase", name] = name, kind
        elif words and any(_has_word(spelling.partition(":")[2], words) for spelling in spelt):
            within[kind == "phrase", name] = name, kind
    # Not both, as JupyterLab mixes them.
    found = first or within
    return [found[key] for key in sorted(found)][:MOST]


def _has_word(spelling: str, beginning: str) -> bool:
    """Whether a word of a name begins so."""
    return any(word.startswith(beginning) for word in re.split(r"[\W_]+", spelling))


def _names(knowledge: Knowledge, typed: str, query: str) -> Iterator[Name]:
    """All names of the kind that is typed, each with its kind and its spellings."""
    if typed.startswith("?"):
        return ((name, "variable", [name]) for name in re.findall(r"\?\w+", query) if name != typed)
    if typed.startswith('"'):
        return ((f'"{entity.label}"', "label", [f'"{entity.label}']) for entity in knowledge.entities)
    prefix = typed.partition(":")[0]
    if prefix in _OF_THE_GRAPH:
        return _OF_THE_GRAPH[prefix](knowledge)
    return ((name, term.kind, [name]) for name, term in terms().items() if name.startswith(f"{prefix}:"))


def _entities(knowledge: Knowledge) -> Iterator[Name]:
    """Those with a name of their own are entities, the others phrases."""
    names = rdf.names(knowledge)
    for entity in knowledge.entities:
        name = names.compact(names.own(entity_iri(entity.id)))
        kind = "entity" if entity.type in NAMED_CLASSES else "phrase"
        spelt = (entity.label, *entity.aliases)
        yield name, kind, [name, *(f"e:{spelling.replace(' ', '_')}" for spelling in spelt)]


def _articles(knowledge: Knowledge) -> Iterator[Name]:
    names = rdf.names(knowledge)
    listed = [names.compact(names.own(document_iri(document.id))) for document in knowledge.documents]
    return ((name, "article", [name]) for name in listed)


def _own_relations(knowledge: Knowledge) -> Iterator[Name]:
    """Those that the ontology does not have."""
    relations = {s.predicate for s in knowledge.statements if s.predicate.startswith("rel:")}
    return ((name, "relation", [name]) for name in relations)


_OF_THE_GRAPH: Mapping[str, Callable[[Knowledge], Iterator[Name]]] = {
    "e": _entities,
    "doc": _articles,
    "rel": _own_relations,
}
