"""SPARQL 1.1 as the standard has it: its grammar, what queries mean, and the formats of answers.

The cases are tables in ``tests/data/sparql``. A known deviation of the engine is an expected failure: when an engine
mends it, the test says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from pathlib import Path

import pytest
import sample
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse, parse_query_results

from kg.errors import QueryError
from kg.store import database, gate, query
from kg.terms import vocab

FOLDER = Path(__file__).parent / "data" / "sparql"


ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


def table(name: str) -> Iterator[list[str]]:
    """The cells of each line but comments, with line ends and tabs in place of what stands for them."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            yield [re.sub(r"\\([nrt\\])", lambda found: ESCAPES[found[1]], cell) for cell in cells]


def cases(kind: str) -> list[object]:
    """The queries of a kind, known deviations as expected failures."""
    found = []
    for told, name, sparql, *deviation in table("syntax.tsv"):
        if told == kind:
            marks = [pytest.mark.xfail(reason=deviation[0], strict=True)] if deviation else []
            found.append(pytest.param(sparql, id=name.replace(" ", "-"), marks=marks))
    return found


@pytest.fixture(scope="module")
def empty() -> Store:
    return Store()


@pytest.mark.parametrize("sparql", cases("+"))
def test_a_query_of_the_grammar_is_answered(sparql: str, empty: Store) -> None:
    gate.refuse(sparql)
    query.query(empty, sparql)


@pytest.mark.parametrize("sparql", cases("-"))
def test_what_is_no_query_of_the_grammar_is_refused(sparql: str, empty: Store) -> None:
    with pytest.raises(QueryError):
        query.query(empty, sparql)


@pytest.mark.parametrize("sparql", cases("update"))
def test_an_update_is_refused_and_changes_nothing(sparql: str) -> None:
    store = database.memory(sample.knowledge())
    before = len(store)
    with pytest.raises(QueryError):
        query.query(store, sparql)
    assert len(store) == before


@pytest.mark.parametrize("sparql", cases("service"))
def test_a_call_of_another_server_is_refused(sparql: str, empty: Store) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        query.query(empty, sparql)


# -- what queries mean -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def people() -> Store:
    store = Store()
    store.load(path=str(FOLDER / "data.trig"))
    return store


def meanings(known: Container[str] = ()) -> list[object]:
    """The cases of ``evaluation.tsv``, and those that are known to be answered otherwise as expected failures."""
    found = []
    for name, sparql, answer, *deviation in table("evaluation.tsv"):
        reason = deviation[0] if deviation else "known" if name in known else ""
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(sparql, answer, id=name.replace(" ", "-"), marks=marks))
    return found


def expected(sparql: str, answer: str) -> object:
    """The answer of the table in terms: rows, in their order where the query asks for one, a truth, or triples."""
    if sparql.startswith("ASK"):
        return answer == "true"
    if sparql.startswith("CONSTRUCT"):
        prefixes = "".join(f"@prefix {prefix}: <{namespace}> . " for prefix, namespace in vocab.PREFIXES.items())
        return Counter(tuple(map(str, quad.triple)) for quad in parse(prefixes + answer, format=RdfFormat.TURTLE))
    width = len(next(iter(re.findall(r"\(([^)]*)\)", answer)), "").split()) or 1
    names = " ".join(f"?v{number}" for number in range(width))
    found = Store().query(f"SELECT {names} {{ VALUES ({names}) {{ {answer} }} }}", prefixes=dict(vocab.PREFIXES))
    rows = [tuple(map(str, solution)) for solution in found]  # type: ignore[arg-type,union-attr]
    return rows if "ORDER BY" in sparql else Counter(rows)


@pytest.mark.parametrize(("sparql", "answer"), meanings())
def test_a_query_means_what_the_standard_says(sparql: str, answer: str, people: Store) -> None:
    found = query.query(people, sparql)
    if found.kind == "truth":
        assert bool(found) is expected(sparql, answer)
    elif found.kind == "triples":
        triples = parse(found.data, format=RdfFormat.N_TRIPLES)
        assert Counter(tuple(map(str, quad.triple)) for quad in triples) == expected(sparql, answer)
    else:
        rows = [tuple(map(str, solution)) for solution in solutions(found.data)]
        assert (rows if "ORDER BY" in sparql else Counter(rows)) == expected(sparql, answer)


def solutions(data: bytes) -> QuerySolutions:
    found = parse_query_results(data, format=QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    return found
