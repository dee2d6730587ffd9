"""Whatever a graph holds or is asked, it answers or says why not; what is written can be read, and says the same.

``make fuzz`` draws new examples without end; these are the same in every run.
"""

from __future__ import annotations

import dataclasses
import json
import re

import noise
import pytest
import rdflib
import sample
import strategies
from hypothesis import assume, example, given
from hypothesis import strategies as st
from noise import examples, soup
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store, parse, parse_query_results

from kg.errors import InputError, KGError, QueryError
from kg.language.times import to_iso
from kg.language.times.bounds import bounds
from kg.model.records import Knowledge
from kg.show import export, view
from kg.show.view import payload
from kg.show.view.start import Corpus
from kg.store import database, query, rdf, typos
from kg.store.result import Result
from kg.terms import namespaces, vocab


@pytest.fixture(scope="module")
def graph() -> Store:
    return database.memory(sample.knowledge())


# -- questions -----------------------------------------------------------------------------------------------------

WORDS = [
    "SELECT ", "ASK ", "CONSTRUCT ", "DESCRIBE ", "* ", "DISTINCT ", "WHERE ", "{ ", "} ", "( ", ") ", "[ ", "] ",
    ". ", "; ", ", ",
    "?x ", "?y ", "$z ", "e:China ", "kg:supports ", "a ", "<urn:x> ", "'w' ", '"w"@en ', "1 ", "-1.5e3 ", "true ",
    "'1'^^xsd:int ",
    "FILTER ", "OPTIONAL ", "UNION ", "MINUS ", "GRAPH ", "BIND ", "VALUES ", "EXISTS ", "NOT ", "IN ", "AS ", "= ",
    "< ", "&& ", "! ",
    "+ ", "- ", "/ ", "^ ", "| ", "COUNT(?x) ", "STR(", "REGEX(", "IF(", "GROUP BY ", "HAVING ", "ORDER BY ",
    "DESC ", "LIMIT 1 ",
    "OFFSET 1 ", "PREFIX x: <urn:> ", "BASE <urn:a> ", "SERVICE ", "INSERT ", "DATA ", "LOAD ", "FROM ", "NAMED ",
    "#", "\\", "'''", "\n",
    "<< ", ">> ", "<<( ", ")>> ", "{| ", "|} ", "~ ", "\ufeff", "\x00", "é",
]  # fmt: skip


# A product of patterns may be larger than any machine; then a process of its own ends, and not the tests.
TOO_MUCH = re.compile("needs more than the|no answer within")


def limited(graph: Store, sparql: str) -> Result:
    """The answer within a gigabyte of memory."""
    return query.query(graph, sparql, timeout=120, memory=1 << 30)


def every_form(found: Result) -> None:
    """Nothing where an answer can be written in each form of its kind, and read again."""
    assert len(found.rows) == len(found)
    assert all(len(row) == len(found.columns) for row in found.rows)
    assert found.table().count("\n") == (len(found) + 1 if found.kind != "truth" else 0)
    for form in ("json", "csv", "tsv", "xml", "ttl", "table"):
        try:
            written = found.serialize(form, guard=True)
        except InputError:
            assert form != "table", "an answer of each kind can be shown"
        else:
            assert written or (found.kind, form) in (("triples", "ttl"), ("triples", "table"))


@examples(150)
@given(soup(WORDS, 14).map(lambda words: f"SELECT * {{ {words} }}") | soup(WORDS, 14))
@example("ASK { VALUES ?x { 1 } # ")
def test_any_words_are_a_query_or_no_query(graph: Store, sparql: str) -> None:
    try:
        found = limited(graph, sparql)
    except QueryError as error:
        said = str(error)
    else:
        said = ""
        every_form(found)
        typos.unknown(graph, sparql)
    assert "bug" not in said
    assert "panic" not in said


TERMS = st.sampled_from(
    ["?x", "?y", "?z", "e:China", "e:Russia", "1", "'it''s'".replace("''", "\\'"), '"a"@en', "<urn:a#b>"]
)
PATHS = st.recursive(
    st.sampled_from(["kg:supports", "kg:aids", "a", "^kg:aids", "!kg:aids", "!(a|^kg:aids)", "rdfs:label"]),
    lambda inner: (
        st.builds("({}/{})".format, inner, inner)
        | st.builds("({}|{})".format, inner, inner)
        | st.builds("({}){}".format, inner, st.sampled_from("*+?"))
    ),
    max_leaves=3,
)
EXPRESSIONS = st.recursive(
    TERMS.filter(lambda term: term[0] != "<"),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["=", "<", ">=", "&&", "||", "+", "-", "/", "*"]), inner)
        | st.builds("!{}".format, inner)
        | st.builds(
            "{}({})".format,
            st.sampled_from(["STR", "BOUND", "LCASE", "isIRI", "ABS", "DATATYPE"]),
            st.sampled_from(["?x", "?y"]),
        )
        | st.builds("IF({}, {}, {})".format, inner, inner, inner)
        | st.builds("({} IN ({}, {}))".format, inner, inner, inner)
        | st.builds("COALESCE({}, {})".format, inner, inner)
    ),
    max_leaves=4,
)
TRIPLES = st.builds("{} {} {} . ".format, st.sampled_from(["?x", "?y", "e:China", "[]"]), PATHS | st.just("?p"), TERMS)
PATTERNS = st.recursive(
    TRIPLES,
    lambda inner: (
        st.builds("{}{}".format, inner, inner)
        | st.builds("OPTIONAL {{ {} }} ".format, inner)
        | st.builds("{{ {} }} UNION {{ {} }} ".format, inner, inner)
        | st.builds("{}MINUS {{ {} }} ".format, inner, inner)
        | st.builds("GRAPH ?g {{ {} }} ".format, inner)
        | st.builds("{}FILTER({}) ".format, inner, EXPRESSIONS)
        | st.builds("{}FILTER NOT EXISTS {{ {} }} ".format, inner, inner)
        | st.builds(
            "VALUES (?x ?n) {{ (e:China 1) ({} UNDEF) }} {}".format, st.sampled_from(["'#'", "<urn:>", "-1"]), inner
        )
        | st.builds("{{ SELECT ?x (COUNT(*) AS ?c) {{ {} }} GROUP BY ?x }} ".format, inner)
    ),
    max_leaves=4,
)
QUERIES = (
    st.builds("SELECT * {{ {} }}".format, PATTERNS)
    | st.builds("ASK {{ {} }}".format, PATTERNS)
    | st.builds("SELECT DISTINCT ?x {{ {} }} ORDER BY DESC(?y) ?x LIMIT 7".format, PATTERNS)
    | st.builds("CONSTRUCT {{ ?x kg:aids ?y }} WHERE {{ {} }}".format, PATTERNS)
)


@examples(100)
@given(QUERIES)
def test_what_the_grammar_makes_passes_and_has_the_answer_of_the_engine(graph: Store, sparql: str) -> None:
    try:
        found = limited(graph, sparql)
    except QueryError as error:
        assume(not TOO_MUCH.search(str(error)))
        raise
    every_form(found)
    bare = graph.query(sparql, prefixes=dict(vocab.PREFIXES))
    if isinstance(bare, QueryBoolean):
        assert bool(found) is bool(bare)
    elif isinstance(bare, QuerySolutions):
        ours = parse_query_results(found.data, format=query.QueryResultsFormat.JSON)
        assert isinstance(ours, QuerySolutions)
        names = [variable.value for variable in bare.variables]
        assert sorted(names) == sorted(found.columns)
        if "LIMIT" not in sparql:
            assert sorted(str([s[n] for n in names]) for s in ours) == sorted(str([s[n] for n in names]) for s in bare)
    else:
        assert len(found) == len({str(triple) for triple in bare})


@examples(120)
@given(
    st.data(), st.lists(noise.names | st.sampled_from(["China", "e:China", "2024", "kg:aids", "Campbell"]), max_size=3)
)
def test_any_arguments_of_a_saved_question_are_terms_or_told(
    graph: Store, data: st.DataObject, given: list[str]
) -> None:
    question = data.draw(st.sampled_from(query.questions()))
    free = {parameter.name for parameter in question.parameters}
    try:
        found = query.ask(graph, question.name, given)
    except KGError as error:
        told = str(error)
        assume(len(told) > 0)
        assert len(told) < 3_000
        return
    assert len(given) <= len(free)
    every_form(found)


@examples(150)
@given(noise.names | st.text(), st.sampled_from(["SELECT ?x {}", "SELECT (?x AS ?y) { }", "SELECT ?x WHERE { { } }"]))
def test_a_text_that_is_bound_comes_back_as_it_was(graph: Store, text: str, sparql: str) -> None:
    assume(text.encode("utf-8", "ignore").decode() == text)
    found = query.query(graph, sparql, bindings={"x": Literal(text)})
    [row] = json.loads(found.data)["results"]["bindings"][0].values()
    assert row["value"] == text


# -- names -----------------------------------------------------------------------------------------------------------


@examples(300)
@given(noise.names | st.text(), st.sampled_from(["https://news.example/", "http://a.example/ü/"]))
def test_any_name_has_an_iri_that_every_language_takes_and_that_leads_back(name: str, base: str) -> None:
    assume(name.encode("utf-8", "ignore").decode() == name)
    local = vocab.local_name(name)
    assert re.fullmatch(r"[\w-]+", local)
    for id in (name, local):
        for mint, prefix in ((vocab.entity_iri, "e"), (vocab.document_iri, "doc"), (vocab.event_iri, "ev")):
            iri = mint(id)
            assert vocab.id_of(iri) == id
            assert NamedNode(iri).value == str(rdflib.URIRef(iri))
            own = namespaces.based(base)
            assert own.usual(own.own(iri)) == iri
            if id and prefix == "e":
                short = vocab.compact(iri)
                [quad] = parse(f"@prefix e: <{vocab.PREFIXES['e']}> . {short} a {short} .", format=RdfFormat.TURTLE)
                assert quad.subject == NamedNode(iri)
                store = Store()
                store.add(quad)
                if len(re.findall(r"[.]+", short)) > 1:  # the engine takes the dots of one place only
                    short = f"<{iri}>"
                assert query.query(store, f"ASK {{ {short} ?p {short} }}")


BASES = soup(["a.example", "/", "?", "#", "//", "%", " ", "..", "[", "]", "@", ":80", "ü", "kg.example/", "|", "\\"], 4)


@examples(200)
@given(st.builds("{}{}{}".format, st.sampled_from(["https://a", "http://", "urn:"]), BASES, st.sampled_from(["", "/"])))
def test_any_base_makes_iris_or_is_refused(text: str) -> None:
    try:
        names = namespaces.based(text)
    except InputError:
        return
    for prefix, namespace in names.prefixes.items():
        NamedNode(namespace)
        [quad] = parse(f"@prefix {prefix}: <{namespace}> . {prefix}:x a {prefix}:y .", format=RdfFormat.TURTLE)
        assert quad.subject == NamedNode(f"{namespace}x")


TIMES = [
    "May", "Tuesday", "the", "last", "next", "this", "2024", "1999", "99", "7th", "31", "February", "-", "–", "/",
    "to", "and", "ago",
    "weeks", "two", "a", "month", "year", "mid-", "early", "late", "summer", "Easter", "Christmas", "Eve", "weekend",
    "a.m.", "noon",
    "quarter", "half", "first", "of", "'s", ",", "0", "9999", "000", "1990s", "century", "day", "before", "after",
    "yesterday", "T12:00",
]  # fmt: skip


@examples(300)
@given(
    st.lists(st.sampled_from(TIMES), min_size=1, max_size=6).map(" ".join),
    st.sampled_from([None, "2024", "2024-02", "2024-02-29", "0001-01-01", "9999-12-31", "spring"]),
    st.sampled_from(["", "since", "until", "by", "from", "in", "between", "before", "after"]),
    st.booleans(),
)
def test_any_words_of_time_are_a_time_of_the_calendar_or_none(
    words: str, anchor: str | None, preposition: str, future: bool
) -> None:
    value = to_iso(words, anchor, preposition, future=future)
    if value is None:
        return
    assert re.fullmatch(r"[\d/T:W.\-XQSHPYMD+Z~?%]+", value), value
    earliest, latest = bounds(value, "2024-05-07")
    assert earliest is None or latest is None or earliest <= latest


# -- what is written -------------------------------------------------------------------------------------------------


@st.composite
def hostile(draw: st.DrawFn) -> Knowledge:
    """A whole graph whose names mean harm."""
    known = draw(strategies.knowledge())
    labels = st.lists(noise.names.filter(lambda name: name.strip("\x00 \t\r\n") != ""), min_size=1, max_size=3)
    chosen = draw(labels)

    def name(number: int) -> str:
        return chosen[number % len(chosen)].replace("\x00", "")

    things = tuple(dataclasses.replace(e, label=name(n), aliases=(name(n + 1),)) for n, e in enumerate(known.entities))
    texts = tuple(dataclasses.replace(d, title=name(n), source=name(n + 1)) for n, d in enumerate(known.documents))
    said = tuple(
        dataclasses.replace(s, phrase=name(n), object_label=name(n + 1)) for n, s in enumerate(known.statements)
    )
    return dataclasses.replace(known, entities=things, documents=texts, statements=said)


@examples(10)
@given(hostile())
def test_every_form_of_a_graph_says_the_same(known: Knowledge) -> None:
    quads = {str(quad) for quad in parse(export.export(known, "nquads"), format=RdfFormat.N_QUADS)}
    assert {str(quad) for quad in parse(export.export(known, "trig"), format=RdfFormat.TRIG)} == quads
    # Without the ontology, which is the same for all, and has blank nodes.
    about = f"<{vocab.PREFIXES['g']}ontology>"
    linked = {str(quad) for quad in parse(export.export(known, "jsonld"), format=RdfFormat.JSON_LD)}
    assert {quad for quad in linked if about not in quad} == {quad for quad in quads if about not in quad}
    union = {str(quad.triple) for quad in parse(export.export(known, "turtle"), format=RdfFormat.TURTLE)}
    assert len(union) <= len(quads)
    store = Store()
    store.extend(parse(export.export(known, "trig"), format=RdfFormat.TRIG))
    assert rdf.knowledge(store) == rdf.knowledge(database.memory(known))


@examples(20)
@given(hostile())
def test_evidence_is_cut_from_its_text_in_every_form(known: Knowledge) -> None:
    texts = {document.id: document.text for document in known.documents}
    rows = [json.loads(line) for line in export.export(known, "statements").decode().split("\n")[:-1]]
    assert len(rows) >= len(known.statements)
    for row in rows:
        assert texts[row["doc"]][row["start"] : row["end"]] == row["evidence"]
    data, told, _ = payload.payload(Corpus(known))
    sentences, columns = told["sentences"]["columns"]["text"], data["statements"]["columns"]
    places = iter(told["evidence"][::7])
    ordered = sorted(known.statements, key=lambda s: s.id)
    for id, pieces, statement in zip(columns["id"], columns["pieces"], ordered, strict=True):
        quoted = {sentences[next(places)] for _ in range(pieces)}
        assert id == statement.id
        assert quoted == {evidence.quote for evidence in statement.evidence}


@examples(12)
@given(hostile())
def test_a_page_holds_any_text_as_text(known: Knowledge) -> None:
    page = view.page(known, title=known.documents[0].title or "x")
    assert len(re.findall(r"<script\b", page)) == len(re.findall(r"</script>", page)) == SCRIPTS
    assert sample.data_of(page) == json.loads(json.dumps(payload.payload(Corpus(known))[0]))


SCRIPTS = len(re.findall(r"<script\b", view.page(sample.knowledge(), title="x")))
