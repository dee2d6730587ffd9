"""In how many documents a fact is told, and by how many sources it is vouched for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from kg.knowledge.earlier import Earlier
from kg.model.records import Statement
from kg.store.rdf import triple
from kg.terms import vocab

Triple = tuple[str, str, str]

# Words of a sentence from which on two documents that both have it are taken to have copied it.
_LONG_QUOTE = 8


def witnesses(
    statements: Sequence[Statement], copies: Mapping[str, str], earlier: Earlier | None = None
) -> tuple[dict[Triple, int], dict[Triple, int]]:
    """The number of documents in which each triple stands as a fact, and of sources that vouch for it, sorted.

    Whoever tells of aid tells of support, and of a meeting from either side. Copies of one text are one document, and
    so are documents that tell the triple in the very same sentence. A source is a speaker, wherever he is quoted, or a
    document that tells it in its own voice.

    Args:
        statements: what all documents say.
        copies: the document that each one is a copy of.
        earlier: the numbers of triples that nothing touches are taken from there.
    """
    if earlier is None:
        return _counted(_facts(statements), copies)
    old, new = earlier.touched(statements, earlier.recopied(copies))
    touched = {held for key, _ in _facts((*old, *new)) for held in _held(key)}
    # What holds where a fact does has its subject and object, if the other way round.
    ends = {pair for subject, _, object in touched for pair in ((subject, object), (object, subject))}
    subjects = {subject for subject, _ in ends}
    near = [(key, s) for key, s in _facts(s for s in statements if s.subject in subjects) if key[::2] in ends]
    counted, before = _counted(near, copies, touched), earlier.knowledge.fusion
    support, sources = (
        dict(sorted({**{key: number for key, number in had.items() if key not in touched}, **now}.items()))
        for had, now in zip((before.support, before.sources), counted, strict=True)
    )
    return support, sources


def _facts(statements: Iterable[Statement]) -> list[tuple[Triple, Statement]]:
    """The facts among some statements, each with its triple."""
    return [(key, s) for s in statements if s.is_fact and (key := triple(s)) is not None]


def _counted(
    facts: Sequence[tuple[Triple, Statement]], copies: Mapping[str, str], among: AbstractSet[Triple] | None = None
) -> tuple[dict[Triple, int], dict[Triple, int]]:
    """The two numbers of each triple, or of some; all facts must be there that have the ends of one of these."""
    stated = {key for key, _ in facts}
    told: dict[Triple, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for key, statement in facts:
        for held in sorted(stated.intersection(_held(key))):
            told[held][copies.get(statement.document, statement.document)].append(statement)
    support, sources = {}, {}
    for key in sorted(told if among is None else told.keys() & among):
        first = _by_sentence(told[key])
        support[key] = len(set(first.values()))
        said = ((s, first[document]) for document, listed in told[key].items() for s in listed)
        sources[key] = len({s.attribution[-1:] or (None, document) for s, document in said})
    return support, sources


def _held(told: Triple) -> Iterator[Triple]:
    """All triples that hold where one does, itself among them."""
    subject, predicate, object = told
    for relation in (predicate, *vocab.super_relations(predicate)):
        yield subject, relation, object
        if vocab.is_symmetric(relation):
            yield object, relation, subject


def _by_sentence(told: Mapping[str, Iterable[Statement]]) -> dict[str, str]:
    """For each document the first one that has one of its sentences, itself where none has."""
    owner: dict[str, str] = {}
    first: dict[str, str] = {}
    for document in sorted(told):
        quotes = {words for s in told[document] for evidence in s.evidence if (words := _copied(evidence.quote))}
        first[document] = min((owner[quote] for quote in quotes if quote in owner), default=document)
        for quote in quotes:
            owner.setdefault(quote, first[document])
    return first


@lru_cache(maxsize=1 << 12)
def _copied(quote: str) -> str:
    """The words of a sentence that is too long to be the same by chance, else nothing."""
    found = re.findall(r"\w+", quote.casefold())
    return " ".join(found) if len(found) >= _LONG_QUOTE else ""
