"""The graph as users of Python hold it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sample

from kg.errors import NotFoundError, QueryError, StoreError, UnknownNameWarning
from kg.graph import Graph, load
from kg.terms import vocab


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(sample.knowledge())


def test_it_says_what_it_holds(graph: Graph) -> None:
    assert repr(graph) == "<Graph: 3 documents, 27 entities, 32 statements (27 of them facts), 3 events>"
    assert "<td>entities</td><td>27</td>" in graph._repr_html_()


def test_it_answers_sparql(graph: Graph) -> None:
    assert graph.query("SELECT ?where { e:G7 kg:metAt ?where }").rows == [("e:Capri",)]


def test_it_tells_why(graph: Graph) -> None:
    [reason] = graph.why("G7", "met at", "Capri")
    assert reason.places[0].document == sample.CAPRI
    assert '<mark title="object">Capri</mark>' in graph.why("G7")._repr_html_()
    with pytest.raises(NotFoundError):
        graph.why("G7", "eats")


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # oxrdflib 0.5 still calls it
def test_rdflib_sees_the_union_and_the_graphs(graph: Graph) -> None:
    dataset = graph.to_rdflib()
    assert not dataset.query("ASK { kg:Event a owl:Class }").askAnswer
    assert dataset.query("ASK { GRAPH g:ontology { kg:Event a owl:Class } }").askAnswer
    assert len(list(dataset.query("SELECT ?x ?y { ?x kg:supports ?y }"))) == 2
    asked = "SELECT ?g { GRAPH ?g { e:China kg:supports e:Russia } }"
    assert len(list(dataset.query(asked))) == 2


def test_a_misspelt_name_is_a_warning_at_the_line_that_asks(graph: Graph) -> None:
    with pytest.warns(UnknownNameWarning, match="no term kg:suports in the ontology; nearest is kg:supports") as told:
        assert not graph.query("ASK { e:China kg:suports e:Russia }")
    assert [Path(warning.filename).name for warning in told] == [Path(__file__).name]


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
def test_rdflib_tells_a_misspelt_name_too(graph: Graph) -> None:
    dataset = graph.to_rdflib()
    with pytest.warns(UnknownNameWarning) as told:
        assert not dataset.query("ASK { x:Chna kg:suports e:Russia }", initNs={"x": vocab.PREFIXES["e"]}).askAnswer
    ours = [warning for warning in told if warning.category is UnknownNameWarning]
    assert [str(warning.message) for warning in ours] == [
        "no x:Chna in the graph; nearest is x:China",
        "no term kg:suports in the ontology; nearest is kg:supports",
    ]
    assert {Path(warning.filename).name for warning in ours} == {Path(__file__).name}


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
@pytest.mark.parametrize("prepared", [False, True], ids=["text", "prepared"])
def test_rdflib_calls_no_other_server_either(graph: Graph, prepared: bool) -> None:
    from rdflib.plugins.sparql import prepareQuery

    dataset = graph.to_rdflib()
    asked = "SELECT * { OPTIONAL { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }"
    with pytest.raises(QueryError, match="SERVICE is refused"):
        dataset.query(prepareQuery(asked) if prepared else asked)
    with pytest.raises(QueryError, match="changes are refused"):
        dataset.update("LOAD <http://127.0.0.1:9/>")


def test_networkx_has_what_is_hoped_but_in_the_view_of_facts(graph: Graph) -> None:
    assert graph.to_networkx().has_edge("Europe", "China")
    assert not graph.to_networkx(view="facts").has_edge("Europe", "China")


def test_it_is_saved_and_loaded(graph: Graph, tmp_path: Path) -> None:
    graph.save(tmp_path)
    again = load(tmp_path)
    assert again.statements == graph.statements
    assert again.export("nquads") == graph.export("nquads")
    with pytest.raises(StoreError, match="holds no graph"):
        load(tmp_path / "store")


def test_a_notebook_draws_the_page_in_a_frame_of_its_own(graph: Graph) -> None:
    html = graph.show(height=300)._repr_html_()
    assert "<iframe srcdoc=" in html
    assert 'height="300"' in html
    assert "<script" not in html


def test_asking_loads_no_heavy_library(graph: Graph, tmp_path: Path) -> None:
    graph.save(tmp_path)
    program = (
        "import sys; from kg.graph import load; g = load(sys.argv[1]); g.query('ASK { ?s ?p ?o }'); g.why('G7');"
        "print([m for m in ('spacy', 'pyvis', 'pandas', 'networkx', 'rdflib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")
def test_nothing_that_rdflib_does_changes_a_graph(graph: Graph) -> None:
    from rdflib import Literal, URIRef

    dataset, triple = graph.to_rdflib(), (URIRef("http://a"), URIRef("http://b"), Literal("c"))
    before = len(graph.query("SELECT * { ?s ?p ?o }"))
    for change in (
        lambda: dataset.add(triple),
        lambda: dataset.remove((None, None, None)),
        lambda: dataset.graph(URIRef("http://g")).add(triple),
        lambda: dataset.parse(data="<http://a> <http://b> <http://c> .", format="nt"),
    ):
        with pytest.raises(QueryError, match="changes are refused"):
            change()
    assert len(graph.query("SELECT * { ?s ?p ?o }")) == before


def test_what_is_given_to_a_page_is_escaped(graph: Graph) -> None:
    assert "<script>alert" not in graph.show(height='"><script>alert(1)</script>')._repr_html_()  # type: ignore[arg-type]
