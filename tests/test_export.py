"""The graph in other formats."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterable

import networkx as nx
import pytest
import rdflib
import sample
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import InputError
from kg.model.kinds import Modality, Polarity, Role
from kg.model.records import Entity, Statement
from kg.show.export import FIELDS, export, rows
from kg.store import rdf
from kg.store.formats import ExportFormat
from kg.terms import plover, vocab
from kg.terms.event_type import EventType


def lines() -> list[dict[str, object]]:
    return [json.loads(line) for line in export(sample.knowledge(), "statements").decode().splitlines()]


def test_a_statement_line_has_just_the_fields_of_the_interface() -> None:
    assert all(tuple(line) == FIELDS for line in lines())


def test_every_statement_is_told_once_for_each_place() -> None:
    assert len(lines()) == sum(len(s.evidence) for s in sample.statements())


def test_a_sentence_that_tells_a_statement_twice_gives_one_row() -> None:
    knowledge = sample.knowledge()
    told = knowledge.statements[0]
    [evidence, *_] = told.evidence
    again = dataclasses.replace(evidence, predicate=evidence.subject)
    twice = dataclasses.replace(told, evidence=(evidence, again))
    assert len(rows([twice], knowledge.entities)) == 1


def test_evidence_is_the_text_at_its_offsets() -> None:
    for line in lines():
        text = sample.document(str(line["doc"])).text
        assert text[line["start"] : line["end"]] == line["evidence"]  # type: ignore[misc]


def test_a_denial_and_a_hope_show_their_stance() -> None:
    found = {(line["subject"], line["predicate"], line["attributed_to"]): line for line in lines()}
    denied = found["China", "provide", "China"]
    assert (denied["object"], denied["polarity"], denied["modality"]) == ("arms", "negative", "asserted")
    hoped = found["Europe", "press", "United States"]
    assert (hoped["polarity"], hoped["modality"]) == ("positive", "desired")


def test_roles_and_speakers_are_told_by_their_labels() -> None:
    [urged] = [line for line in lines() if (line["subject"], line["predicate"]) == ("United States", "urge")]
    assert (urged["place"], urged["topic"], urged["time"]) == ("Italy", "China", None)
    [chained] = [line for line in lines() if line["predicate"] == "slander"]
    assert (chained["attribution_chain"], chained["attributed_to"]) == (["China", "Mao Ning"], "Mao Ning")


def test_what_is_asked_not_to_be_keeps_its_not() -> None:
    knowledge = sample.knowledge()
    [denied] = [s for s in knowledge.statements if s.phrase == "provide" and s.polarity is Polarity.NEGATIVE][:1]
    asks = dataclasses.replace(denied, phrase="ask", id="asks", roles=((Role.TOPIC, f"st:{denied.id}"),))
    [line] = [row for row in rows([*knowledge.statements, asks], knowledge.entities) if row["predicate"] == "ask"]
    assert line["topic"] == "China not provide arms"


def test_what_is_said_is_told_in_words() -> None:
    [states] = [line for line in lines() if line["predicate"] == "state"]
    assert states["object"] == "China is aiding Russia"


@pytest.mark.parametrize("format", list(ExportFormat))
def test_equal_graphs_give_equal_bytes(format: str) -> None:
    knowledge = sample.knowledge()
    turned = dataclasses.replace(knowledge, statements=knowledge.statements[::-1], entities=knowledge.entities[::-1])
    assert export(knowledge, format) == export(turned, format)


def test_the_rdf_formats_hold_the_same_quads() -> None:
    quads = set(rdf.quads(sample.knowledge()))
    for format, kind in (("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG), ("jsonld", RdfFormat.JSON_LD)):
        assert set(parse(export(sample.knowledge(), format), format=kind)) == quads


def strings(quads: Iterable[Quad]) -> set[tuple[str, ...]]:
    """Quads as N-Quads writes them, without their graphs."""
    return {tuple(map(str, quad.triple)) for quad in quads}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, of its other parts
@pytest.mark.parametrize("format", ["nquads", "trig", "turtle", "jsonld"])
def test_rdflib_loads_the_same_triples(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # As rdflib reads them: it would write "1949"^^xsd:gYear in another way.
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    names = {"jsonld": "json-ld"}
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=export(sample.knowledge(), format), format=names.get(format, format))
    lines = dataset.serialize(format="nquads", encoding="utf-8")
    assert strings(parse(lines, format=RdfFormat.N_QUADS)) == strings(rdf.quads(sample.knowledge()))


def test_jsonld_names_things_by_their_prefix() -> None:
    written = json.loads(export(sample.knowledge(), "jsonld"))
    assert written["@context"]["kg:attributedTo"] == {"@type": "@id"}
    [article] = [graph for graph in written["@graph"] if graph["@id"] == f"doc:{sample.CAPRI}"]
    [china] = [node for node in article["@graph"] if node["@id"] == "e:China"]
    assert china["kg:aids"] == "e:Russia"


def test_rdf12_reifies_each_triple_and_asserts_no_denied_one() -> None:
    quads = set(parse(export(sample.knowledge(), "rdf12"), format=RdfFormat.TRIG))
    reifies = {q.subject.value: q.object for q in quads if q.predicate.value.endswith("#reifies")}
    for statement in sample.statements():
        found = reifies.get(vocab.statement_iri(statement.id))
        if statement.object is None:
            assert found is None
            continue
        assert isinstance(found, Triple)
        assert (found.subject.value, found.predicate.value) == (
            vocab.entity_iri(statement.subject),
            vocab.term_iri(statement.predicate),
        )
    # What a denial reifies is asserted nowhere, unless another statement tells it as a fact.
    facts = {tuple(map(str, plain)) for s in sample.statements() for plain in rdf.facts(s)}
    for statement in sample.statements():
        found = reifies.get(vocab.statement_iri(statement.id))
        if isinstance(found, Triple) and not statement.is_fact:
            asserted = any(q.triple == found for q in quads)
            assert asserted == (tuple(map(str, found)) in facts)


def test_rdf12_says_what_the_other_forms_say() -> None:
    names = [vocab.term_iri(f"rdf:{part}") for part in ("subject", "predicate", "object", "reifies")]

    def rest(format: str, kind: RdfFormat) -> set[Quad]:
        found = parse(export(sample.knowledge(), format), format=kind)
        return {q for q in found if q.predicate.value not in names}

    assert rest("rdf12", RdfFormat.TRIG) == rest("nquads", RdfFormat.N_QUADS)


def node(name: str) -> NamedNode:
    return NamedNode(vocab.term_iri(name))


def test_nquads_are_sorted_and_unique() -> None:
    written = export(sample.knowledge(), "nquads").splitlines()
    assert written == sorted(set(written))


def test_turtle_is_the_union() -> None:
    union = {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in rdf.quads(sample.knowledge())}
    assert set(parse(export(sample.knowledge(), "turtle"), format=RdfFormat.TURTLE)) == union


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_the_graph_formats_and_sees_facts_alone(format: str, read: object) -> None:
    graph = read(io.BytesIO(export(sample.knowledge(), format)))  # type: ignore[operator]
    said = {(start, end, data["term"]) for start, end, data in graph.edges(data=True)}
    assert ("China", "Russia", "kg:aids") in said
    assert ("Europe", "China", "kg:presses") not in said
    assert graph.nodes["China"]["type"] == "Country"


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_an_edge_has_a_label_that_other_programs_show(format: str, read: object) -> None:
    graph = read(io.BytesIO(export(sample.knowledge(), format)))  # type: ignore[operator]
    labels = {data["label"] for start, end, data in graph.edges(data=True) if (start, end) == ("China", "Russia")}
    assert labels == {"aids", "supports"}


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_markup_and_control_characters_in_names_leave_the_file_readable(format: str) -> None:
    knowledge = sample.knowledge()
    odd = [
        dataclasses.replace(entity, label='<&"\x01>') if entity.id == "China" else entity
        for entity in knowledge.entities
    ]
    written = export(dataclasses.replace(knowledge, entities=tuple(odd)), format)
    read = nx.read_graphml if format == "graphml" else nx.read_gexf
    assert read(io.BytesIO(written)).nodes["China"]["label"] == '<&">'


def test_csv_has_a_row_for_each_line() -> None:
    found = list(csv.DictReader(io.StringIO(export(sample.knowledge(), "csv").decode())))
    assert len(found) == len(lines())
    assert {row["attribution_chain"] for row in found} >= {"", "China; Mao Ning"}


def test_csv_holds_no_formula() -> None:
    knowledge = sample.knowledge()
    entities = tuple(dataclasses.replace(e, label=f"={e.label}()") for e in knowledge.entities)
    table = export(dataclasses.replace(knowledge, entities=entities), "csv").decode()
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert "'=China()" in cells
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    with pytest.raises(InputError, match="no format 'pdf'; there are statements, events, nquads"):
        export(sample.knowledge(), "pdf")


# -- events --------------------------------------------------------------------------------------------------------


def told(*statements: Statement) -> list[dict[str, object]]:
    knowledge = dataclasses.replace(sample.knowledge(), statements=statements)
    return [json.loads(line) for line in export(knowledge, "events").decode().splitlines()]


def statement(predicate: str) -> Statement:
    return next(s for s in sample.statements() if s.predicate == predicate)


def test_an_event_line_says_who_did_what_to_whom_and_on_whose_word() -> None:
    aids = statement("kg:aids")
    [event] = told(aids)
    assert (event["plover"], event["root"], event["source"], event["target"]) == ("AID", "07", ["China"], ["Russia"])
    assert event["attribution"] == ["senior US official"]
    text = sample.document(str(event["doc"])).text
    assert text[event["start"] : event["end"]] == event["evidence"]  # type: ignore[misc]
    assert str(event["trigger"]) in str(event["evidence"])


def test_event_lines_have_the_fields_of_extracted_events_and_their_place_in_the_text() -> None:
    row = plover.row(
        "AID", sources=["a"], targets=["b"], place=None, date=None, attribution=[], polarity=Polarity.POSITIVE,
        modality=Modality.ACTUAL, mode=None, trigger="aids",
    )  # fmt: skip
    for event in told(*sample.statements()):
        assert set(event) == {"doc", "start", "end", "evidence", *row}


def test_a_meeting_has_its_place_as_place_and_not_as_target() -> None:
    [event] = told(statement("kg:metAt"))
    assert (event["source"], event["target"], event["place"]) == (["G7"], [], "Capri")


def test_a_date_is_told_as_iso() -> None:
    event, *_ = told(statement("kg:invades"))
    assert (event["plover"], event["date"]) == ("ASSAULT", "2022-02")


def test_a_denied_deed_is_plovers_rejection_with_its_speaker() -> None:
    denied = next(s for s in sample.statements() if s.polarity is Polarity.NEGATIVE and s.event_type is EventType.AID)
    [event] = told(denied)
    assert (event["plover"], event["polarity"], event["attribution"]) == ("REJECT", "negative", ["China"])


def test_what_is_hoped_for_is_no_event() -> None:
    assert told(dataclasses.replace(statement("kg:aids"), modality=Modality.DESIRED)) == []


def test_what_two_do_with_one_verb_is_one_event() -> None:
    aids = statement("kg:aids")
    together = dataclasses.replace(aids, id="zz", subject="Russia", object="China")
    [event] = told(aids, together)
    assert (event["source"], event["target"]) == (["China", "Russia"], [])


def among(statement: Statement, *entities: Entity) -> list[dict[str, object]]:
    """The events of a statement in a graph that has these entities too."""
    knowledge = sample.knowledge()
    both = (*knowledge.entities, *entities)
    return [
        json.loads(line)
        for line in export(dataclasses.replace(knowledge, statements=(statement,), entities=both), "events")
        .decode()
        .splitlines()
    ]


RATES = Entity("Low_rates", "low rates", (), "Topic")
TALKS = Entity("Talks", "the long talks", (), "Topic", names=("Japan",))


def test_a_thing_that_nobody_has_does_no_deed() -> None:
    assert among(dataclasses.replace(statement("kg:aids"), subject="Low_rates"), RATES) == []


@pytest.mark.parametrize(
    ("label", "of", "source"),
    [
        pytest.param("China's mills", "China", "China", id="who has it"),
        pytest.param("a group backing the bill", None, "a group backing the bill", id="people by its noun"),
        pytest.param("Chile's envoy", "China", "Chile's envoy", id="people of somebody"),
        pytest.param("most", None, "most", id="a part of people"),
        pytest.param("a third of the voters", None, "a third of the voters", id="a share of people"),
    ],
)
def test_who_acts_in_an_event_of_a_graph(label: str, of: str | None, source: str) -> None:
    doer = Entity("Doer", label, (), "Topic", of=of)
    [event] = among(dataclasses.replace(statement("kg:aids"), subject="Doer"), doer)
    assert event["source"] == [source]


@pytest.mark.parametrize("label", ["$5 million", "the plan", "a plan that workers drew up"])
def test_what_is_given_or_said_is_no_other_side(label: str) -> None:
    [event] = among(dataclasses.replace(statement("kg:aids"), object="Thing"), Entity("Thing", label, (), "Topic"))
    assert event["target"] == []


def test_the_other_side_is_whom_the_words_of_a_thing_name() -> None:
    [event] = among(dataclasses.replace(statement("kg:aids"), object="Talks"), TALKS)
    assert event["target"] == ["Japan"]


def test_a_clause_within_the_words_of_a_thing_names_no_other_side() -> None:
    clause = dataclasses.replace(TALKS, label="the talks that Japan left")
    [event] = among(dataclasses.replace(statement("kg:aids"), object="Talks"), clause)
    assert event["target"] == []


def test_what_is_destroyed_is_a_target_although_it_is_nobody() -> None:
    event, *_ = among(
        dataclasses.replace(statement("kg:invades"), object="Talks"), dataclasses.replace(TALKS, names=())
    )
    assert event["target"] == ["the long talks"]


def test_a_weapon_that_is_used_is_no_target() -> None:
    event, *_ = among(
        dataclasses.replace(statement("kg:invades"), object="Arms"), Entity("Arms", "mortars", (), "Topic")
    )
    assert event["target"] == []


def test_who_is_judged_by_a_thing_that_names_him_is_not_the_other_side() -> None:
    praise = dataclasses.replace(statement("kg:aids"), object="Talks", event_type=EventType.SUPPORT)
    [event] = among(praise, TALKS)
    assert event["target"] == []


@pytest.mark.parametrize(("of", "targets"), [("China", []), (None, [["China and others"]])])
def test_what_the_speaker_and_others_must_do_he_asks_of_nobody(of: str | None, targets: list[list[str]]) -> None:
    both = Entity("China_and_others", "China and others", (), "Group", of=of)
    duty = dataclasses.replace(statement("kg:aids"), modality=Modality.OBLIGATION, attribution=("China",))
    assert [e["target"] for e in among(dataclasses.replace(duty, subject=both.id), both)] == targets


def test_an_attack_by_a_thing_has_no_source() -> None:
    event, *_ = among(dataclasses.replace(statement("kg:invades"), subject="Low_rates"), RATES)
    assert event["source"] == []
    assert event["target"]


def test_an_event_without_a_side_is_none() -> None:
    assert among(dataclasses.replace(statement("kg:invades"), subject="Low_rates", object=None), RATES) == []
