"""What people hold in Python: an entity, lists that show as tables, data frames, and variables of a query."""

from __future__ import annotations

import contextlib
import datetime
import subprocess
import sys
from dataclasses import replace

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

import kg
from kg.errors import InputError, KGError, NotFoundError, QueryError, UnknownEntityError
from kg.graph import Graph
from kg.model.records import Document, Entity, Fusion, Knowledge
from kg.show.columns import Face, names
from kg.show.held import columns
from kg.show.held.listing import Listing
from kg.show.held.profile import Profile

TABLES = ("statements", "entities", "events", "documents", "mentions")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(sample.knowledge())


@pytest.fixture(scope="module")
def small() -> Graph:
    return kg.example()


# -- entities ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Kurt Campbell", "campbell", "Kurt_Campbell", "e:Kurt_Campbell", " kurt  campbell "])
def test_an_entity_is_found_by_any_of_its_names(graph: Graph, name: str) -> None:
    assert name in graph
    assert graph[name].id == "Kurt_Campbell"


def test_a_label_wins_over_the_alias_of_another(graph: Graph) -> None:
    told = Graph(_named(Entity("Beijing", "Beijing", (), "City"), Entity("China", "China", ("Beijing",), "Country")))
    assert told["beijing"].id == "Beijing"


def test_a_name_wins_over_a_phrase_that_is_spelt_alike() -> None:
    told = Graph(_named(Entity("vega", "vega", (), "Topic"), Entity("Luis_Vega", "Luis Vega", ("Vega",), "Person")))
    assert told["Vega"].id == told["vega"].id == "Luis_Vega"


def test_of_whom_something_is_told_wins_over_one_of_whom_nothing_is() -> None:
    known = kg.example().knowledge
    told = Graph(replace(known, entities=(*known.entities, Entity("Vega", "Vega", (), "City"))))
    assert told["Vega"].id == "Luis_Vega"


def test_of_two_with_one_name_each_is_found_by_the_name_that_iteration_gives() -> None:
    told = Graph(_named(Entity("Acme", "Acme", (), "Company"), Entity("Acme_2", "Acme", (), "Company")))
    assert list(told) == ["Acme", "Acme (Acme_2)"]
    assert [told[name].id for name in told] == ["Acme", "Acme_2"]


def _named(*entities: Entity) -> Knowledge:
    return Knowledge((), entities, (), Fusion((), (), {}))


def test_an_unknown_name_is_a_key_error_that_names_the_nearest(graph: Graph) -> None:
    assert "Cambell" not in graph
    with pytest.raises(KeyError, match=r"nearest .*'Kurt Campbell'") as told:
        graph["Kurt Cambell"]
    assert isinstance(told.value, UnknownEntityError | NotFoundError)
    assert str(told.value).startswith("the graph has no entity 'Kurt Cambell'")


def test_a_graph_is_a_collection_of_its_entities(graph: Graph) -> None:
    assert len(graph) == len(graph.entities) == len(list(graph))
    assert set(graph.to_networkx()) <= set(graph)
    assert graph.entities[0] in graph
    assert graph["China"] in graph
    assert 7 not in graph


def test_a_profile_tells_what_is_told_of_an_entity_and_what_it_says(graph: Graph) -> None:
    china = graph["China"]
    assert isinstance(china, Profile)
    assert (china.label, china.type, china.wikidata, china.aliases) == ("China", "Country", "Q148", ("Beijing", "PRC"))
    assert china.told == [s for s in graph.statements if "China" in (s.subject, s.object, *(n for _, n in s.roles))]
    assert china.said == [s for s in graph.statements if "China" in s.attribution]
    assert {s.document for s in [*china.told, *china.said]} == {document.id for document in china.documents}
    assert china == graph["PRC"]
    assert hash(china) == hash(graph["PRC"])
    assert "<b>China (Country), also Beijing, PRC</b>" in china._repr_html_()


# -- lists of records ----------------------------------------------------------------------------------------------


def test_a_listing_is_a_sequence_of_records_that_stays_one_when_it_is_cut(small: Graph) -> None:
    ranked = small.rank(by="degree")
    assert ranked[0].entity == "Peru"
    assert isinstance(ranked[:2], Listing)
    assert ranked[:2] == list(ranked)[:2]
    assert [row["entity"] for row in ranked[:2].rows] == [record.entity for record in ranked[:2]]
    assert ranked != list(reversed(ranked))


def test_what_a_notebook_shows_is_escaped_and_short() -> None:
    rows = [{"word": f"<b>{number}</b>", "speakers": ("a", "b")} for number in range(30)]
    listing = Listing(range(30), rows, title="words", columns=("word", "speakers"))
    html = listing._repr_html_()
    assert "<caption>words: 30; the first 20 are shown, to_dataframe() has all</caption>" in html
    assert "<td>&lt;b&gt;0&lt;/b&gt;</td><td>a; b</td>" in html
    assert "29" not in html
    assert repr(listing).count("\n") == 22
    assert len(listing.to_dataframe()) == 30


def test_each_view_of_the_whole_gives_records_that_are_tables(small: Graph) -> None:
    assert [(step.subject, step.stance) for step in small.path("Ghana", "Chile")] == [
        ("Peru", "hoped for"),
        ("Chile", "fact"),
    ]
    listings = {
        "path": small.path("Ghana", "Chile"),
        "rank": small.rank(types="Person"),
        "communities": small.communities(),
        "timeline": small.timeline(),
        "sides": small.sides(types="Country"),
        "camps": small.sides().camps,
        "claims": small.claims(),
        "disputes": small.disputes(),
    }
    for name, listing in listings.items():
        assert len(listing), name
        assert len(listing.to_dataframe()) == len(listing), name
        assert {frozenset(row) for row in listing.rows} == {frozenset(listing.columns)}, name
        assert set(listing.shown) <= set(listing.columns), name


def test_sides_have_camps_and_a_balance(small: Graph) -> None:
    sides = small.sides()
    assert sides.camps[0].members == ("Peru", "Chile", "Togo")
    assert sides.balance is None


# -- data frames ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_row_for_each_record_and_the_columns_it_says(graph: Graph, name: str) -> None:
    frame = graph.to_dataframe(name)
    assert list(frame.columns) == list(names(Face.FRAME, name))
    known = {"statements": graph.statements, "entities": graph.entities, "events": graph.events}
    if name in known:
        assert list(frame["id"]) == [record.id for record in known[name]]


def test_the_ids_of_one_table_stand_in_the_others(graph: Graph) -> None:
    entities, documents = set(graph.to_dataframe("entities")["id"]), set(graph.to_dataframe("documents")["id"])
    statements, mentions = graph.to_dataframe(), graph.to_dataframe("mentions")
    told = {id for id in (*statements["subject"], *statements["object"].dropna()) if not id.startswith("st:")}
    assert told <= entities
    assert set(statements["speaker"].dropna()) <= entities
    assert set(statements["document"]) <= documents
    assert set(mentions["entity"]) <= entities
    assert set(mentions["statement"]) <= set(statements["id"])
    assert {id for ids in graph.to_dataframe("events")["reports"] for id in ids} <= set(statements["id"])


def test_counts_are_of_all_in_which_an_entity_has_a_part(small: Graph) -> None:
    counts = small.to_dataframe("entities").set_index("id")[["statements", "quoted", "articles"]]
    for name in small:
        found = small[name]
        assert list(counts.loc[found.id]) == [len(found.told), len(found.said), len(found.documents)], name


def test_who_does_something_stands_before_those_to_whom_it_is_done(small: Graph) -> None:
    events = small.to_dataframe("events").set_index("id")
    assert events.loc["Aid_Peru_Togo", "participants"] == ("Peru", "Togo")


def test_the_words_of_a_mention_stand_where_it_says(graph: Graph) -> None:
    texts = {document.id: document.text for document in graph.documents}
    for row in graph.to_dataframe("mentions").itertuples():
        assert texts[row.document][row.start : row.end] == row.words


def test_only_an_exact_day_is_a_date(small: Graph) -> None:
    import pandas

    told = small.to_dataframe("documents").set_index("id")
    assert str(told["date"].dtype) == "datetime64[s]"
    assert told.loc["accord", "date"] == pandas.Timestamp("2024-05-07")
    assert pandas.isna(told.loc["denial", "date"])
    assert told.loc["denial", "date_told"] == "2024-05"


def test_the_types_of_a_table_do_not_depend_on_its_rows(small: Graph) -> None:
    nothing = small.filter(text="no such words")
    assert len(nothing) == 0
    for name in TABLES:
        full, empty = small.to_dataframe(name).dtypes, nothing.to_dataframe(name).dtypes
        assert [(column, kind.name) for column, kind in full.items()] == [(c, k.name) for c, k in empty.items()]


def test_closed_sets_are_categories_and_truths_are_booleans(small: Graph) -> None:
    told = small.to_dataframe()
    assert list(told["stance"].cat.categories) == ["denied", "fact", "hoped for"]
    assert told["is_fact"].sum() == 8
    assert list(told.loc[told["is_disputed"], "polarity"]) == ["Negative", "Positive"]
    assert sorted(told.groupby("speaker_label", observed=True).size().items()) == [
        ("Ana Rojas", 1),
        ("Ghana", 1),
        ("Luis Vega", 1),
        ("Peru", 1),
    ]


def test_days_before_the_years_of_nanoseconds_are_dates_too() -> None:
    [day] = columns.frame([{"earliest": "0001-01-01"}], ["earliest"])["earliest"]
    assert str(day.date()) == "0001-01-01"


def test_what_else_a_row_said_of_its_document_is_a_column() -> None:
    document = Document("a", "Chile.", (), fields=(("desk", "foreign"), ("id", "7")))
    frame = Graph(Knowledge((document,), (), (), Fusion((), (), {}))).to_dataframe("documents")
    assert (frame.loc[0, "fields.desk"], frame.loc[0, "fields.id"]) == ("foreign", "7")


def test_a_table_that_there_is_not_is_named(small: Graph) -> None:
    with pytest.raises(InputError, match="no table 'quads'; take statements, entities, events, documents, mentions"):
        small.to_dataframe("quads")


def test_an_answer_of_days_is_a_column_of_dates(small: Graph) -> None:
    found = small.query("SELECT ?d ?date { ?d a kg:Document ; kg:date ?date FILTER(datatype(?date) = xsd:date) }")
    assert str(found.to_dataframe()["date"].dtype) == "datetime64[s]"
    mixed = small.query("SELECT ?date { ?d a kg:Document ; kg:date ?date }").to_dataframe()
    assert sorted(mixed["date"]) == ["2024-05", "2024-05-07", "2024-05-09"]


def test_without_pandas_the_message_says_what_to_install(small: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    for table in (small.to_dataframe, small.rank().to_dataframe, small.query("SELECT ?s { ?s ?p ?o }").to_dataframe):
        with pytest.raises(InputError, match=r"needs pandas, which is not installed: pip install 'kg-news\[pandas\]'"):
            table()
    assert small.table("entities").rows[0]["label"] == "Ana Rojas"


# -- variables of a query ------------------------------------------------------------------------------------------

SUPPORTED = "SELECT ?what { ?who kg:supports ?what }"


@pytest.mark.parametrize(
    "who",
    ["Chile", "chile", "e:Chile", "https://kg.example/entity/Chile", "<https://kg.example/entity/Chile>"],
)
def test_a_variable_stands_for_whom_a_name_means(small: Graph, who: str) -> None:
    assert small.query(SUPPORTED, who=who).rows == [("e:Peru",)]


def test_a_variable_stands_for_a_record_a_relation_a_number_or_a_day(small: Graph) -> None:
    chile = small["Chile"]
    assert small.query(SUPPORTED, who=chile).rows == small.query(SUPPORTED, who=chile.entity).rows == [("e:Peru",)]
    assert small.query("ASK { e:Chile ?how e:Peru }", how="kg:supports")
    assert not small.query("ASK { e:Chile ?how e:Peru }", how="kg:denies")
    dated = "SELECT ?d { ?d kg:date ?day }"
    assert small.query(dated, day=datetime.date(2024, 5, 9)).rows == [("doc:hope",)]
    assert small.query("ASK { ?d kg:date ?day }", d=small.documents[0], day=datetime.date(2024, 5, 7))
    sure = small.query("SELECT ?s { ?s kg:confidence ?c FILTER(?c > ?least) }", least=0.85)
    assert 0 < len(sure) < len(small.statements)
    assert small.query("SELECT ?e { ?e rdfs:label ?label }", label=Literal("Peru")).rows


def test_a_name_that_nobody_has_is_an_error_with_the_nearest(small: Graph) -> None:
    with pytest.raises(UnknownEntityError, match="no entity 'Chilé'; nearest is 'Chile'"):
        small.query(SUPPORTED, who="Chilé")
    with pytest.raises(UnknownEntityError, match="no entity 'e:Chil'"):
        small.query(SUPPORTED, who="e:Chil")


def test_a_variable_that_the_query_lacks_is_an_error_with_the_nearest(small: Graph) -> None:
    with pytest.raises(InputError, match="no variable 'whom'; nearest is 'who'"):
        small.query(SUPPORTED, whom="Chile")
    with pytest.raises(InputError, match="who cannot be"):
        small.query(SUPPORTED, who=["Chile"])


@pytest.mark.parametrize("who", ['Chile" } { ?a ?b ?c', "<http://a> } SERVICE <http://b> { ?x ?y ?z", "kg:a } { b"])
def test_no_value_changes_the_query(small: Graph, who: str) -> None:
    with pytest.raises((NotFoundError, QueryError, InputError)):
        small.query(SUPPORTED, who=who)


@given(st.text(max_size=40))
def test_any_text_is_a_name_or_an_error_of_kg(words: str) -> None:
    graph = kg.example()
    for ask in (
        lambda: graph[words],
        lambda: graph.query(SUPPORTED, who=words),
        lambda: graph.filter(text=words, speakers=words),
        lambda: graph.filter(documents=words, relations=words),
        lambda: graph.ego(words),
    ):
        with contextlib.suppress(KGError):
            ask()


# -- what the package offers ---------------------------------------------------------------------------------------

OFFERED = [
    *("Certainty", "Document", "Entity", "Event", "Evidence", "Graph", "InputError", "KGError", "Listing", "Modality"),
    *("NotFoundError", "Polarity", "Profile", "QueryError", "Result", "Statement", "StoreError"),
    *("UnknownEntityError", "build", "example", "load"),
]


def test_the_package_offers_these_names_and_few() -> None:
    assert kg.__all__ == OFFERED
    assert dir(kg) == sorted(OFFERED)
    assert len(OFFERED) <= 25


def test_each_method_of_a_graph_says_what_it_takes_and_raises_and_shows_it() -> None:
    # What writes files, reads new articles, sends to a server or draws a page has no answer of three lines.
    without_example = {"add", "export", "export_to", "page", "picture", "push", "remove", "save", "show", "to_rdflib"}
    methods = {name: getattr(Graph, name) for name in dir(Graph) if not name.startswith("_")}
    for name, method in methods.items():
        text = method.__doc__ or ""
        assert text, name
        takes = callable(method) and method.__code__.co_argcount + method.__code__.co_kwonlyargcount > 1
        assert not takes or "Args:" in text, name
        assert not callable(method) or name in without_example or ">>> " in text, name


def test_looking_at_a_graph_loads_neither_pandas_nor_networkx() -> None:
    program = (
        "import sys, kg; g = kg.example(); g['Peru']; repr(g['Peru']); 'x' in g; len(g); repr(g.table());"
        "g.query('ASK { ?who ?p ?o }', who='Peru');"
        "print([m for m in ('spacy', 'pyvis', 'pandas', 'networkx', 'rdflib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
