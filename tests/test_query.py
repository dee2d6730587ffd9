"""SPARQL: prefixes declared, the union asked, messages that count the user's lines, nothing let out."""

from __future__ import annotations

import json
from xml.dom import minidom

import pytest
import sample
from pyoxigraph import RdfFormat, Store, parse

from kg.errors import InputError, NotFoundError, QueryError
from kg.model.records import Fusion, Knowledge
from kg.store import database, query, typos
from kg.store.questions import named
from kg.terms import vocab


@pytest.fixture(scope="module")
def graph() -> Store:
    return database.memory(sample.knowledge())


def rows(graph: Store, sparql: str) -> list[tuple[object, ...]]:
    return sorted(query.query(graph, sparql).rows, key=str)


def test_the_simple_question_needs_no_prefix(graph: Store) -> None:
    assert rows(graph, "SELECT ?x ?y { ?x kg:supports ?y }") == [
        ("e:China", "e:Russia"),
        ("e:China", "e:Russia_s_industrial_base"),
    ]


def test_a_fact_of_two_documents_is_counted_once(graph: Store) -> None:
    assert rows(graph, "SELECT (COUNT(*) AS ?n) { e:China kg:supports e:Russia }") == [(1,)]
    assert len(rows(graph, "SELECT ?a { GRAPH ?a { e:China kg:supports e:Russia } }")) == 2


def test_what_is_denied_never_shows_but_the_denial_does(graph: Store) -> None:
    asked = "SELECT ?p ?polarity { e:China kg:denies [ rdf:predicate ?p ; kg:polarity ?polarity ] }"
    assert rows(graph, asked) == [("kg:provides", "kg:Negative")]


def test_a_hope_is_no_fact(graph: Store) -> None:
    assert not query.query(graph, "ASK { e:Europe kg:presses e:China }")
    assert rows(graph, "SELECT ?who { ?who kg:hopes [ rdf:predicate kg:presses ] }") == [("e:United_States",)]


def test_graph_names_the_article(graph: Store) -> None:
    asked = "SELECT ?article { GRAPH ?article { e:G7 kg:metAt e:Capri } }"
    assert rows(graph, asked) == [(f"doc:{sample.CAPRI}",)]


def test_the_ontology_answers_only_when_it_is_named(graph: Store) -> None:
    assert rows(graph, 'SELECT ?x { ?x rdfs:label "event"@en }') == []
    assert rows(graph, 'SELECT ?x { GRAPH g:ontology { ?x rdfs:label "event"@en } }') == [("kg:Event",)]
    agents = "SELECT DISTINCT ?x { ?x a ?c . GRAPH g:ontology { ?c rdfs:subClassOf* kg:Agent } }"
    assert ("e:China",) in rows(graph, agents)


def test_who_says_so_and_in_which_words(graph: Store) -> None:
    asked = """SELECT ?who ?quote { ?s rdf:subject e:China ; rdf:predicate kg:aids ;
               kg:attributedTo ?who ; kg:evidence/kg:quote ?quote }"""
    [(who, quote)] = rows(graph, asked)
    assert who == "e:Senior_US_official"
    assert str(quote).startswith("A senior US official stated that China is aiding Russia")


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT ?x\nWHERE { ?x foo:bar ?y }", r"line 2, column \d+: unknown prefix 'foo'"),
        ("SELECT ?x\nWHERE {\n ?x rdfs:label ", "line 3, column 16: .*found the end of the line"),
        ("SELEC ?x { ?x ?y ?z }", "expected SELECT or ASK or CONSTRUCT or DESCRIBE"),
        ("SELCT ?x { ?x ?y ?z }", "line 1, column 1: .*found 'SELCT'; expected SELECT .*; nearest is SELECT"),
        (
            "SELECT ?x ?y { ?x ?p ?y } GROUP BY ?x",
            "not parse: SELECT shows a variable beside an aggregate, and GROUP BY",
        ),
        ("SELECT * { ?x ?p ?y } GROUP BY ?x", "not parse: SELECT \\* cannot stand with GROUP BY. Name the variables"),
        ("SELECT ?x ?x { ?x ?p ?y }", "not parse: SELECT names a variable twice"),
        ("SELECT (?x AS ?x) { ?x ?p ?y }", "not parse: AS gives a name that the pattern has already"),
        ("SELECT COUNT(*) { ?x ?p ?y }", "column 8: .*in brackets and has a name, as \\(COUNT"),
        ("SELECT ?x, ?y\n{ ?x ?p ?y }", "line 1, column 10: .*the variables of SELECT have no commas"),
        ("SELECT ?x\n{ e:Kurt Campbell ?p ?x }", "line 2, column 10: .*found 'Campbell'; a name has .*no spaces"),
        ("SELECT ?x { ?x rdfs:label “China” }", "column 27: .*quotation marks are straight ones in SPARQL"),
        ("SELECT ?x { ?x ?p ?y } LIMIT ten", "column 30: .*found 'ten'; expected"),
        ("SELECT ?x { ?x ?p ?y FILTER ?y > 3 }", 'expected a function, or "\\("$'),
        ("SELECT ?x { ?x kg:aids ", "column 24: .*expected a term: a variable, a name as e:China,"),
        ("  # only a comment", "the query is empty"),
        ("INSERT DATA { e:a kg:aids e:b }", "INSERT is refused"),
        ("PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }", "DELETE is refused"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { service silent<http://example.org/> { ?s ?p ?o } }", "SERVICE is refused"),
    ],
)
def test_a_wrong_query_is_told_where_it_is_wrong(sparql: str, message: str, graph: Store) -> None:
    with pytest.raises(QueryError, match=message):
        query.query(graph, sparql)


@pytest.mark.parametrize(
    "pattern",
    [
        "SERVICE:x { ?s ?p ?o }",
        "?s ?p 1.SERVICE<http://x/> { ?s ?p ?o }",
        "?s ?p 1SERVICE<http://x/> { ?s ?p ?o }",
        "?s ?p trueSERVICE:x { ?s ?p ?o }",
        "OPTIONAL {} SERVICESILENT<http://x/> { ?s ?p ?o }",
        "FILTER (1<e:a)SERVICE:x#>\n{ ?s ?p ?o }",
        "?s ?p <http://a/\\u0041#b> . SERVICE <http://x/> { ?s ?p ?o }",
        "?s ?p e:a#b '''\n . SERVICE <http://x/> { ?s ?p ?o } #'''",
        "?s ?p ?o . # a\rSERVICE <http://x/> { ?s ?p ?o }",
        "?s ?p ?o . # '\n SERVICE <http://x/> { ?s ?p ?o } # '",
    ],
)
def test_a_call_cannot_hide(pattern: str, graph: Store) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        query.query(graph, f"PREFIX : <http://x/> SELECT * {{ {pattern} }}")


@pytest.mark.parametrize(
    "sparql",
    [
        'ASK { ?x rdfs:label "SERVICE" }',
        "ASK { ?x rdfs:label ?service } # SERVICE",
        "ASK { ?x <http://example.org/SERVICE> ?y }",
        "ASK { ?x rel:SERVICE 'it''s' }".replace("''", ""),
        'ASK { ?x rdfs:label """a "SERVICE" b""" }',
    ],
)
def test_the_word_service_elsewhere_is_no_call(sparql: str, graph: Store) -> None:
    query.query(graph, sparql)


def test_an_own_prefix_wins_over_the_declared_one(graph: Store) -> None:
    assert not query.query(graph, "PREFIX kg: <http://example.org/> ASK { ?x kg:supports ?y }")


def test_a_slow_query_is_ended(graph: Store) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(QueryError, match=r"no answer within 0\.2 seconds"):
        query.query(graph, slow, timeout=0.2)


def test_a_time_limit_changes_no_answer_and_no_message(graph: Store) -> None:
    asked = "SELECT ?x ?y { ?x kg:supports ?y }"
    assert query.query(graph, asked, timeout=30) == query.query(graph, asked)
    with pytest.raises(QueryError, match="unknown prefix 'foo'"):
        query.query(graph, "ASK { ?x foo:bar ?y }", timeout=30)


def test_every_format_of_a_table(graph: Store) -> None:
    result = query.query(graph, "SELECT ?x ?n { ?x kg:numberOfMembers ?n }")
    assert result.rows == [("e:NATO", 32)]
    assert result.serialize("table").decode().split() == ["?x", "?n", "------", "--", "e:NATO", "32"]
    [row] = json.loads(result.serialize("json"))["results"]["bindings"]
    assert row["x"] == {"type": "uri", "value": "https://kg.example/entity/NATO"}
    assert result.serialize("csv").decode().splitlines() == ["x,n", "https://kg.example/entity/NATO,32"]
    assert result.serialize("tsv").decode().splitlines()[1] == "<https://kg.example/entity/NATO>\t32"
    assert b"<uri>https://kg.example/entity/NATO</uri>" in result.serialize("xml")
    with pytest.raises(InputError, match="use CONSTRUCT"):
        result.serialize("ttl")
    with pytest.raises(InputError, match="no format 'pdf'"):
        result.serialize("pdf")


def test_a_truth_prints_yes_or_no(graph: Store) -> None:
    yes = query.query(graph, "ASK { e:G7 kg:metAt e:Capri }")
    assert (bool(yes), yes.serialize("table"), yes.rows) == (True, b"yes\n", [(True,)])
    assert json.loads(yes.serialize("json"))["boolean"] is True


def test_triples_are_sorted_turtle(graph: Store) -> None:
    result = query.query(graph, "CONSTRUCT WHERE { ?x kg:supports ?y }")
    assert result.serialize("ttl") == result.serialize("table")
    assert len(list(parse(result.serialize("ttl"), format=RdfFormat.TURTLE))) == len(result) == 2
    assert result.serialize("ttl").startswith(b"@prefix e: <https://kg.example/entity/> .\n@prefix kg:")
    with pytest.raises(InputError, match="cannot be written as csv"):
        result.serialize("csv")


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ('"abc"^^xsd:integer', "abc"),
        ('"1_000"^^xsd:integer', "1_000"),
        ('"١"^^xsd:integer', "١"),
        ('"7"^^xsd:unsignedByte', 7),
        ('"7"^^<http://a.example/#integer>', "7"),
        (f'"{"9" * 5000}"^^xsd:integer', "9" * 5000),
        ('"1.5e3"^^xsd:double', 1500.0),
        ('"fast"^^xsd:double', "fast"),
        ('"-INF"^^xsd:double', float("-inf")),
        ('"maybe"^^xsd:boolean', "maybe"),
        ('"0"^^xsd:boolean', False),
        ('"2024-13-45"^^xsd:date', "2024-13-45"),
    ],
)
@pytest.mark.parametrize("asked", ["SELECT ?x {{ VALUES ?x {{ {} }} }}", "CONSTRUCT {{ e:a e:b {} }} {{}}"])
def test_a_literal_that_its_datatype_does_not_have_stays_its_text(
    asked: str, literal: str, value: object, graph: Store
) -> None:
    found = query.query(graph, asked.format(literal)).rows[0][-1]
    assert (type(found), found) == (type(value), value)


def test_numbers_without_end_print_as_they_stand(graph: Store) -> None:
    asked = 'SELECT ?x { VALUES ?x { "INF"^^xsd:double "-INF"^^xsd:float "NaN"^^xsd:double } }'
    assert query.query(graph, asked).table().split() == ["?x", "----", "INF", "-INF", "NaN"]


def test_a_triple_term_is_readable_and_stands_in_every_format(graph: Store) -> None:
    result = query.query(graph, 'SELECT (<<( e:a kg:aids <<( e:b kg:aids "c"@en )>> )>> AS ?t) {}')
    assert result.rows == [("<< e:a kg:aids << e:b kg:aids c >> >>",)]
    assert json.loads(result.serialize("json"))["results"]["bindings"][0]["t"]["type"] == "triple"
    assert b"<<( <https://kg.example/entity/b> " in result.serialize("tsv")
    assert b"<triple>" in result.serialize("xml")
    assert result.serialize("csv", guard=True) == result.serialize("csv")
    made = query.query(graph, "CONSTRUCT { e:a kg:reports <<( e:b kg:aids e:c )>> } {}")
    assert made.rows == [("e:a", "kg:reports", "<< e:b kg:aids e:c >>")]
    with pytest.raises(InputError, match="cannot be written as json"):
        made.serialize("json")


def test_triples_that_have_no_name_in_xml_are_not_written_as_xml(graph: Store) -> None:
    made = query.query(graph, "CONSTRUCT { e:a rel:9_met e:b ; rel:2016 e:c } {}")
    with pytest.raises(InputError, match=r"ends in no name of XML, as '.*relation/2016'; use --format ttl"):
        made.serialize("xml")
    named = query.query(graph, "CONSTRUCT { e:a rel:met 'bell\u0007' ; rel:é_x 'b' } {}").serialize("xml")
    assert [node.data for node in minidom.parseString(named).getElementsByTagName("rel:met")[0].childNodes] == ["bell�"]


def test_turtle_goes_by_both_of_its_names(graph: Store) -> None:
    made = query.query(graph, "CONSTRUCT { e:a kg:aids e:b } {}")
    assert made.serialize("turtle") == made.serialize("ttl")
    with pytest.raises(InputError, match="no triples to write as turtle"):
        query.query(graph, "ASK {}").serialize("turtle")


@pytest.mark.parametrize(
    "asked", ["SELECT ?x { ?x kg:aids ?y }", "ASK {}", "CONSTRUCT { ?x kg:aids ?y } { ?x kg:aids ?y }"]
)
@pytest.mark.parametrize("form", ["table", "json", "xml", "ttl"])
def test_an_answer_ends_with_its_line(asked: str, form: str, graph: Store) -> None:
    if form != "ttl" or asked.startswith("CONSTRUCT"):
        assert query.query(graph, asked).serialize(form).endswith(b"\n")


def test_csv_for_a_spreadsheet_holds_no_formula(graph: Store) -> None:
    asked = 'SELECT * { VALUES (?a ?b ?c) { ("=1+2" "@x,\\"y" -5) ("\\t=1" "-5.5" "a=1") ("-a" "+1e3" e:b) } }'
    result = query.query(graph, asked.replace("\\\\", "\\"))
    assert result.serialize("csv", guard=True).decode().split("\r\n") == [
        "a,b,c", "'=1+2,\"'@x,\"\"y\",-5", "'\t=1,-5.5,a=1", "'-a,+1e3,https://kg.example/entity/b", "",
    ]  # fmt: skip
    assert b"\n=1+2," in result.serialize("csv")
    assert result.serialize("tsv", guard=True) == result.serialize("tsv")


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_a_time_limit_is_a_number_above_zero(seconds: float, graph: Store) -> None:
    with pytest.raises(InputError, match="no time limit of"):
        query.query(graph, "ASK {}", timeout=seconds)


@pytest.mark.parametrize("seconds", [float("inf"), 1e300])
def test_a_time_limit_may_be_without_end(seconds: float, graph: Store) -> None:
    assert query.query(graph, "ASK {}", timeout=seconds)


def test_a_query_without_enough_memory_has_no_answer(graph: Store) -> None:
    large = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a"
    with pytest.raises(QueryError, match="needs more than the 200 MB of memory"):
        query.query(graph, large, memory=200_000_000, timeout=300)


def test_messages_name_no_words_that_would_not_help(graph: Store) -> None:
    for wrong in ("SELECT ?x { ?x ?y }", "SELECT (?x+ AS ?y) {}", "SELECT * { ?s ?p ?o . . }", "ASK { FILTER }"):
        with pytest.raises(QueryError) as told:
            query.query(graph, wrong)
        assert not {"LATERAL", "SERVICE", "ENCODE_FOR_URI"} & set(str(told.value).split())


def test_what_a_message_quotes_is_short(graph: Store) -> None:
    for wrong in (
        f"ASK {{ {'x' * 9000} }}",
        f"ASK {{ {'a.' * 40_000} foo:bar ?x }}",
        f"ASK {{ ?s {'p' * 9000}:x ?o }}",
    ):
        with pytest.raises(QueryError) as told:
            query.query(graph, wrong)
        assert len(str(told.value)) < 1_000
    with pytest.raises(NotFoundError) as missing:
        named.find_entity(graph, "x" * 9_000)
    assert len(str(missing.value)) < 300


def test_a_table_becomes_a_dataframe(graph: Store) -> None:
    frame = query.query(graph, "SELECT ?x ?n { ?x kg:numberOfMembers ?n }").to_dataframe()
    assert frame.to_dict("records") == [{"x": "e:NATO", "n": 32}]


def test_markup_in_a_value_stays_text_in_a_notebook(graph: Store) -> None:
    html = query.query(graph, "SELECT ?x { BIND('<b>' AS ?x) }")._repr_html_()
    assert "&lt;b&gt;" in html


@pytest.mark.parametrize("name", ["Kurt Campbell", "kurt campbell", "Campbell", "Kurt_Campbell", "e:Kurt_Campbell"])
def test_an_entity_is_found_by_label_alias_or_id(name: str, graph: Store) -> None:
    assert named.find_entity(graph, name).value == "https://kg.example/entity/Kurt_Campbell"


def test_a_label_of_which_nothing_is_told_leaves_the_name_to_an_alias(graph: Store) -> None:
    assert named.find_entity(graph, "Beijing").value == "https://kg.example/entity/China"
    assert named.find_entity(graph, "e:Beijing").value == "https://kg.example/entity/Beijing"


def test_an_unknown_entity_is_answered_with_the_nearest(graph: Store) -> None:
    with pytest.raises(NotFoundError, match="no entity 'Kurt Cambell'; nearest are 'Kurt Campbell'"):
        named.find_entity(graph, "Kurt Cambell")


def test_an_unknown_question_is_answered_with_the_nearest(graph: Store) -> None:
    with pytest.raises(NotFoundError, match="no saved question 'cq999'; nearest are cq"):
        query.ask(graph, "cq999")
    with pytest.raises(NotFoundError, match="no saved question 'who-urgs'; nearest are cq01-who-urges-whom"):
        query.ask(graph, "who-urgs")


def test_a_question_takes_its_arguments_by_name_too(graph: Store) -> None:
    assert query.in_order("cq03", ["China"], {"other": "NATO"}) == ["China", "NATO"]
    assert query.in_order("cq03", [], {"other": "NATO"}) == ["", "NATO"]
    for args, given, message in (
        (["China"], {"one": "NATO"}, "cq03.*: 'one' is given twice"),
        ([], {"who": "NATO"}, "cq03.*: 'who' is none of its parameters: one, other"),
    ):
        with pytest.raises(InputError, match=message):
            query.in_order("cq03", args, given)


@pytest.mark.parametrize("name", ["cq02-who", "CQ02-who-supports", "who-supports", "cq02"])
def test_a_question_is_found_by_its_beginning(name: str) -> None:
    assert query.find_question(name).name == "cq02-who-supports-whom"


@pytest.mark.parametrize("name", ["cq0", "who", "", "cq"])
def test_a_beginning_of_several_questions_finds_none(name: str) -> None:
    with pytest.raises(NotFoundError, match="no saved question"):
        query.find_question(name)


def test_whom_a_question_asks_of_by_itself_need_not_be_there() -> None:
    with pytest.raises(
        NotFoundError, match=r"cq03.* is asked of 'China' where you name nobody.*no such entity.*cq03 ONE OTHER"
    ):
        query.ask(database.memory(Knowledge((), (), (), Fusion((), (), {}))), "cq03")


@pytest.mark.parametrize(
    ("question", "given", "message"),
    [
        ("cq53", "detain", "no relation 'detain' .*; nearest are kg:detains"),
        ("cq53", "rel:slandr", "no relation 'rel:slandr' .*; nearest is rel:slander"),
        ("cq01", "Cambell", "no entity 'Cambell'; nearest are 'Campbell', 'Kurt Campbell'"),
    ],
)
def test_an_unknown_argument_is_answered_with_the_nearest(
    question: str, given: str, message: str, graph: Store
) -> None:
    with pytest.raises(NotFoundError, match=message):
        query.ask(graph, question, [given])


def test_an_unknown_document_is_answered_with_the_nearest(graph: Store) -> None:
    misspelt = sample.CAPRI[1:]
    with pytest.raises(NotFoundError, match=f"no document '{misspelt}'; nearest is '{sample.CAPRI}'"):
        query._bind(graph, query.Parameter("article", "document", None), misspelt)


# -- names that the graph does not have --------------------------------------------------------------------------------

ENTITY, ONTOLOGY = vocab.PREFIXES["e"], vocab.PREFIXES["kg"]


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT ?y { e:China kg:suports ?y }", ["kg:suports: kg:supports"]),
        ("ASK { e:Chna kg:aids ?y.e:china kg:aids ?z }", ["e:Chna: e:China", "e:china: e:China"]),
        ("ASK { ?x rel:slandr ?y }", ["rel:slandr: rel:slander"]),
        ("ASK { GRAPH doc:nowhere_at_all { ?x ?p ?y } }", ["no doc:nowhere_at_all in the graph"]),
        ("DESCRIBE e:Chna", ["e:Chna: e:China"]),
        ("ASK { ?x kg:aids/^kg:suports|!kg:metat ?y }", ["kg:suports: kg:supports", "kg:metat: kg:metAt"]),
        ("ASK { VALUES ?x { e:China e:Chna } ?x ?p ?y }", ["e:Chna: e:China"]),
        ("ASK { VALUES (?x ?y) { (e:China 'e:Rusia') (e:Chna UNDEF) } ?x ?p ?y }", ["e:Chna: e:China"]),
        ("ASK { ?x ?p ?y FILTER(?p IN (kg:aids, kg:suports, kg:urges)) }", ["kg:suports: kg:supports"]),
        (f"ASK {{ <{ENTITY}Chna> ?p ?y }}", [f"<{ENTITY}Chna>: <{ENTITY}China>"]),
        (f"ASK {{ ?x <{ONTOLOGY}suports> ?y }}", [f"<{ONTOLOGY}suports>: <{ONTOLOGY}supports>"]),
        (f"PREFIX x: <{ENTITY}> ASK {{ x:Chna ?p ?y }}", ["x:Chna: x:China"]),
        (f"prefix : <{ENTITY}> ASK {{ :Chna ?p ?y }}", [":Chna: :China"]),
        (f"PREFIX x: <{ENTITY}Ch> ASK {{ x:na ?p ?y }}", ["x:na: x:ina"]),
        (f"PREFIX x: <{ENTITY}Chn> ASK {{ x:a ?p ?y }}", ["x:a: e:China"]),
        ("CONSTRUCT { ?x kg:suports ?y } WHERE { ?x kg:aids ?y ; kg:suports ?z }", ["kg:suports: kg:supports"]),
        ("CONSTRUCT WHERE { ?x kg:suports ?y }", ["kg:suports: kg:supports"]),
        ("ASK { e:Chna ?p ?y . e:Chna ?q ?z }", ["e:Chna: e:China"]),
        ("SELECT ?y { e:China kg:supportz ?y }", ["kg:supportz: kg:supports"]),
        ("ASK { ?x a kg:persn ; kg:Memberof ?y }", ["kg:persn: kg:Person", "kg:Memberof: kg:memberOf"]),
        ("ASK { ?x a foaf:Person ; schema:headline ?y }", ["foaf:Person: kg:Person", "schema:headline: dcterms:title"]),
        ("ASK { ?x a <http://xmlns.com/foaf/0.1/Person> }", ["<http://xmlns.com/foaf/0.1/Person>: kg:Person"]),
        ("ASK { ?x rdfs:label 'China'@en, 'no such'@en, 'Chi\\u006Ea'@en }", ["'China'@en: 'China'"]),
        ('ASK { VALUES ?l { """China"""@en-GB } }', ['"""China"""@en-GB: """China"""']),
    ],
)
def test_a_name_that_the_graph_does_not_have_is_told_with_the_nearest(
    sparql: str, told: list[str], graph: Store
) -> None:
    query.query(graph, sparql)
    found = typos.unknown(graph, sparql)
    assert [str(name) if name.nearest is None else f"{name.name}: {name.nearest}" for name in found] == told


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?y { e:China kg:supports ?y } # e:Chna kg:suports",
        "ASK { ?x rdfs:label 'e:Chna', \"kg:suports\" }",
        "CONSTRUCT { ?x kg:suports e:Chna . << ?x rel:new ?y >> rel:since 1 } WHERE { ?x kg:supports ?y }",
        "PREFIX kg: <http://example.org/> PREFIX e: <http://example.org/> ASK { e:Chna kg:suports ?y }",
        f"BASE <{ENTITY}none> PREFIX x: <{ENTITY}> ASK {{ x:China ?p ?y }}",
        f"PREFIX x: <{ENTITY}C> ASK {{ x:hina ?p ?y }}",
        f"ASK {{ ?x ?p ?y FILTER(STRSTARTS(STR(?x), STR(<{ENTITY}>)) || STRSTARTS(STR(?x), STR(e:))) }}",
        "ASK { GRAPH g:ontology { kg:Event a owl:Class } ?x rel:slander ?y ; foaf:nam wd:Q1, st:none, _:b }",
        "ASK { ?x a kg:Person ; kg:sourceCount ?n ; kg:foundedIn ?y }",
        f"ASK {{ GRAPH doc:{sample.CAPRI} {{ e:G7 ?p ?y FILTER(?y != e:China && ?y<e:Russia) }} }}",
        'ASK { GRAPH g:ontology { ?x rdfs:label "event"@en } }',
        "ASK { ?x skos:altLabel 'no such'@en ; dcterms:date ?d ; skos:exactMatch ?y }",
        "ASK { VALUES ?x { e:Caf%C3%A9 } ?x ?p ?y }".replace("Caf%C3%A9", "NATO"),
    ],
)
def test_no_other_name_is_told(sparql: str, graph: Store) -> None:
    query.query(graph, sparql)
    assert typos.unknown(graph, sparql) == []


def test_a_name_in_data_is_told_whole(graph: Store) -> None:
    [name] = typos.unknown(graph, "ASK { VALUES ?x { e:China e:Chin%61 } ?x ?p ?y }")
    assert name.name == "e:Chin%61"


def test_ten_names_are_told_at_most_and_none_at_length(graph: Store) -> None:
    many = " ".join(f"e:{'Chna' * 100}{number}" for number in range(2_000))
    found = typos.unknown(graph, f"ASK {{ VALUES ?x {{ {many} }} ?x ?p ?y }}")
    assert len(found) == 10
    assert len(str(found[0])) < 300


def test_every_saved_question_names_only_what_there_is(graph: Store) -> None:
    for question in query.questions():
        told = [name for name in typos.unknown(graph, question.sparql) if name.is_term]
        assert told == [], question.name


def test_a_parameter_is_bound_as_a_term_and_never_as_text(graph: Store) -> None:
    found = query.query(graph, "SELECT ?y { ?x rdfs:label ?y }", bindings={"x": named.find_entity(graph, "G7")})
    assert found.rows == [("G7",)]


def test_the_graphs_to_ask_can_be_named(graph: Store) -> None:
    asked = "SELECT (COUNT(*) AS ?n) { e:China kg:supports ?y }"
    document = f"https://kg.example/document/{sample.CAMPBELL}"
    assert query.query(graph, asked, default_graphs=[document]).rows == [(1,)]
    named = "SELECT DISTINCT ?g { GRAPH ?g { e:China kg:supports ?y } }"
    assert query.query(graph, named, named_graphs=[document]).rows == [(f"doc:{sample.CAMPBELL}",)]
    assert query.query(graph, asked, named_graphs=[document]).rows == [(0,)]


def test_xml_is_one_that_parsers_read_whatever_a_text_holds(graph: Store) -> None:
    found = query.query(graph, 'SELECT ("a\\u0000\\u0008\\u001bb" AS ?x) {}').serialize("xml")
    assert "a\ufffd\ufffd\ufffdb" in minidom.parseString(found).toxml()


@pytest.mark.parametrize(
    ("sparql", "columns"),
    [
        ("SELECT * { ?s kg:joined ?o }", ["s", "o"]),
        ("SELECT DISTINCT * WHERE { ?z kg:joined ?a . # ?b\n ?a a ?m }", ["z", "a", "m"]),
        ("SELECT * { { SELECT ?z ?b { ?z kg:joined ?b } } }", ["z", "b"]),
        ("SELECT ?o ?s { ?s kg:joined ?o }", ["o", "s"]),
    ],
)
def test_all_variables_come_in_the_order_of_the_query(graph: Store, sparql: str, columns: list[str]) -> None:
    found = query.query(graph, sparql)
    assert list(found.columns) == columns
    assert found.rows
