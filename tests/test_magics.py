"""SPARQL in a notebook: ``%load_ext kg``, ``%%sparql``, and what is offered while it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from kg.graph import Graph
from kg.model.records import Knowledge

pytest.importorskip("IPython", reason="a notebook needs IPython, which is not installed")

from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

SUPPORTS = "SELECT ?x ?y { ?x kg:supports ?y } ORDER BY ?x ?y"


@pytest.fixture
def shell(sample: Knowledge, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[InteractiveShell]:
    """A notebook in which the extension is loaded and ``graph`` is the sample."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    made = InteractiveShell()
    # A history file would outlive the test.
    made.history_manager.enabled = False
    made.run_cell("%load_ext kg")
    made.user_ns["graph"] = Graph(sample)
    yield made
    made.history_manager.end_session()


@pytest.fixture
def answered(shell: InteractiveShell) -> Callable[[str], Any]:
    """What a cell gives back."""

    def run(cell: str) -> Any:
        return shell.run_cell(cell).result

    return run


@pytest.fixture
def told(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    """What a cell prints that cannot be answered; no traceback is part of it."""

    def run(cell: str) -> str:
        capsys.readouterr()
        assert not shell.run_cell(cell).success
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return (printed.out + printed.err).strip()

    return run


def test_a_cell_gives_what_query_gives(answered: Callable[[str], Any], sample: Knowledge) -> None:
    assert answered(f"%%sparql\n{SUPPORTS}").rows == Graph(sample).query(SUPPORTS).rows


def test_a_line_gives_what_query_gives(answered: Callable[[str], Any], sample: Knowledge) -> None:
    assert answered(f"%sparql {SUPPORTS}").rows == Graph(sample).query(SUPPORTS).rows
    assert answered("%sparql ASK { e:China ?p ?o }")


def test_braces_of_a_line_are_those_of_sparql(told: Callable[[str], str], shell: InteractiveShell) -> None:
    shell.user_ns["x"] = 1
    assert "ASK {x}" in told("%sparql ASK {x}")


def test_a_table_is_put_into_a_variable(answered: Callable[[str], Any], shell: InteractiveShell) -> None:
    pytest.importorskip("pandas")
    assert answered(f"%%sparql --into df\n{SUPPORTS}") is None
    assert list(shell.user_ns["df"].columns) == ["x", "y"]
    answered(f"%sparql --into=other {SUPPORTS}")
    assert shell.user_ns["other"].equals(shell.user_ns["df"])
    assert "--into needs the NAME" in str(shell.run_cell("%%sparql --into\nASK {}").error_in_exec)
    assert "no variable can have that name" in str(shell.run_cell("%%sparql --into 1a\nASK {}").error_in_exec)


def test_a_graph_is_named_or_is_the_only_one(
    answered: Callable[[str], Any], told: Callable[[str], str], shell: InteractiveShell, sample: Knowledge
) -> None:
    empty = replace(sample, entities=(), statements=(), documents=(), fusion=replace(sample.fusion, events=()))
    shell.user_ns["other"] = Graph(empty)
    assert answered("%%sparql\nASK { e:China ?p ?o }")
    assert not answered("%%sparql other\nASK { e:China ?p ?o }")
    assert "no graph in a variable 'grap'; nearest is 'graph'" in told("%%sparql grap\nASK {}")
    shell.user_ns["third"] = shell.user_ns.pop("graph")
    assert "several variables hold graphs: other, third. Name one" in told("%%sparql\nASK {}")
    del shell.user_ns["other"], shell.user_ns["third"]
    assert "no variable holds a graph" in told("%%sparql\nASK {}")


def test_an_error_shows_the_line_and_the_place(told: Callable[[str], str]) -> None:
    message = told("%%sparql\nSELECT ?x {\n  ?x kg:supports }")
    assert message.startswith("UsageError: line 2, column 18:")
    assert message.splitlines()[-2:] == ["    ?x kg:supports }", "                   ^"]


def test_a_misspelt_name_is_told_in_a_line(answered: Any, capsys: pytest.CaptureFixture[str]) -> None:
    answered("%%sparql\nSELECT ?x { ?x kg:suports ?y }")
    assert capsys.readouterr().err == "no term kg:suports in the ontology; nearest is kg:supports\n"


def test_a_table_shows_labels_and_leads_to_wikidata(answered: Callable[[str], Any]) -> None:
    html = answered(f"%%sparql\n{SUPPORTS}")._repr_html_()
    assert '<td title="e:China"><a href="http://www.wikidata.org/entity/Q148" rel="noopener">China</a></td>' in html
    assert "kg.example" not in html


def test_a_statement_is_called_by_its_words(answered: Callable[[str], Any]) -> None:
    html = answered("%%sparql\nSELECT ?s { ?s a kg:Statement ; rdf:subject e:China }")._repr_html_()
    assert re.search(r'<td title="st:[0-9a-f]+">China \w', html)


def test_no_script_of_a_graph_becomes_a_link(sample: Knowledge) -> None:
    from kg.show.notebook.answers import Answer

    documents = [replace(d, title="<b>", fields=(("url", "javascript:alert(1)"),)) for d in sample.documents]
    graph = Graph(replace(sample, documents=tuple(documents)))
    html = Answer(graph.query("SELECT ?d { ?d a kg:Document }"), graph.knowledge)._repr_html_()
    assert "javascript" not in html
    assert ">&lt;b&gt;</td>" in html


def test_an_article_leads_to_its_address(sample: Knowledge) -> None:
    from kg.show.notebook.answers import Answer

    documents = [replace(d, fields=(("url", f"https://news.example/{d.id}"),)) for d in sample.documents]
    graph = Graph(replace(sample, documents=tuple(documents)))
    html = Answer(graph.query("SELECT ?d { ?d a kg:Document }"), graph.knowledge)._repr_html_()
    assert len(re.findall(r'<a href="https://news\.example/', html)) == len(documents)


def test_a_long_answer_is_cut_in_the_notebook_and_nowhere_else(answered: Callable[[str], Any]) -> None:
    found = answered("%%sparql\nSELECT * { ?s ?p ?o }")
    assert len(found) > 100
    assert found._repr_html_().count("<tr>") == 101
    assert len(repr(found).splitlines()) == 103
    assert f"… {len(found) - 100:,} more rows" in repr(found)


def completions(shell: InteractiveShell, typed: str) -> list[str]:
    """The cell with each of its completions put in."""
    with provisionalcompleter():
        return [
            typed[: found.start] + found.text + typed[found.end :]
            for found in shell.Completer.completions(typed, len(typed))
        ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("%%sparql\nASK { ?x kg:supp", "%%sparql\nASK { ?x kg:supports"),
        ("%%sparql\nASK { ?x kg:aids e:rus", "%%sparql\nASK { ?x kg:aids e:Russia"),
        ("%%sparql graph\nASK { e:camp", "%%sparql graph\nASK { e:Kurt_Campbell"),
        ("%%sparql\nASK { e:house", "%%sparql\nASK { e:Chatham_House"),
        ('%%sparql\nASK { ?x rdfs:label "Chi', '%%sparql\nASK { ?x rdfs:label "China"'),
        ("%%sparql\nSELECT ?who { ?w", "%%sparql\nSELECT ?who { ?who"),
        ("found = %sparql ASK { e:Chi", "found = %sparql ASK { e:China"),
    ],
    ids=["term", "entity", "surname", "word", "label", "variable", "line"],
)
def test_names_are_completed(shell: InteractiveShell, typed: str, offered: str) -> None:
    assert offered in completions(shell, typed)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_python_is_completed_as_before(shell: InteractiveShell) -> None:
    assert not any("China" in found for found in completions(shell, "x = 'e:Chi"))
    assert "graph" in completions(shell, "grap")


def test_loading_twice_offers_each_name_once(shell: InteractiveShell) -> None:
    shell.run_cell("%reload_ext kg")
    ours = [one for one in shell.Completer.custom_matchers if one.matcher_identifier == "kg.sparql"]
    assert len(ours) == 1
