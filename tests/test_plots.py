"""Plots of a graph: what is drawn are the counts and days of the graph, the same each time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kg.errors import InputError
from kg.graph import Graph
from kg.model.records import Knowledge
from kg.network import How, View, edges, timeline
from kg.show.notebook import plots
from kg.show.notebook.plots import Plot


def test_without_matplotlib_the_message_says_what_to_install(
    sample: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(InputError, match=r"pip install .kg-news\[plots\]"):
        plots.sources(Graph(sample))


@pytest.fixture
def graph(sample: Knowledge) -> Graph:
    pytest.importorskip("matplotlib", reason="plots need matplotlib, which is not installed")
    return Graph(sample)


def test_a_timeline_has_the_rows_of_the_timeline(graph: Graph) -> None:
    rows = plots.timeline(graph).rows
    assert [row[0] for row in rows] == [row.time for row in timeline(graph.knowledge)]
    assert rows
    assert len(plots.timeline(graph, limit=1).rows) == 1
    assert plots.timeline(graph, since="9998").rows == []


@pytest.mark.parametrize("plot", [plots.timeline, plots.speakers, plots.sources])
def test_what_is_saved_as_a_file_has_the_names_of_its_rows_whole(graph: Graph, plot: Callable[[Graph], Plot]) -> None:
    long = {document: replace(document, title="A headline of so many words " * 2) for document in graph.documents}
    named = tuple(replace(entity, label=f"{entity.label} of a long name") for entity in graph.entities)
    figure = plot(Graph(replace(graph.knowledge, documents=tuple(long.values()), entities=named))).figure
    figure.draw_without_rendering()
    places = [label.get_window_extent() for label in figure.axes[0].get_yticklabels()]
    assert places
    assert min(place.x0 for place in places) >= 0


def test_a_timeline_begins_where_its_period_does(graph: Graph) -> None:
    [first, *_] = plots.timeline(graph).rows
    axes = plots.timeline(graph, since=first[1][:4]).figure.axes[0]
    assert axes.get_xlim()[0] == axes.convert_xunits(date(int(first[1][:4]), 1, 1))


def test_each_statement_of_a_speaker_about_another_is_counted(graph: Graph) -> None:
    rows = plots.speakers(graph).rows
    told = [edge for edge in edges(graph.knowledge, View.ACTORS) if edge.how is How.SPEECH]
    assert sum(count for *_, count in rows) == len(told) > 0


def test_what_two_sources_tell_is_told_apart_from_what_one_tells(graph: Graph) -> None:
    fact = next(statement for statement in graph.statements if statement.is_fact)
    before = {name: (shared, alone) for name, shared, alone in plots.sources(graph).rows}
    other = next(document.id for document in graph.documents if document.id != fact.document)
    told = replace(fact, id="0" * 16, document=other)
    both = Graph(replace(graph.knowledge, statements=(*graph.statements, told)))
    after = {name: (shared, alone) for name, shared, alone in plots.sources(both).rows}
    one = _source_of(graph, fact.document)
    assert after[one] == (before[one][0] + 1, before[one][1] - 1)
    assert after[_source_of(graph, other)][0] == before.get(_source_of(graph, other), (0, 0))[0] + 1


def _source_of(graph: Graph, id: str) -> str:
    [document] = [document for document in graph.documents if document.id == id]
    return document.source or document.title or document.id


def test_articles_of_one_publisher_are_one_source(graph: Graph) -> None:
    one = replace(graph.knowledge, documents=tuple(replace(d, source="The Gazette") for d in graph.documents))
    [(name, shared, alone)] = plots.sources(Graph(one)).rows
    assert (name, shared) == ("The Gazette", 0)
    assert alone > 0


@pytest.mark.parametrize("plot", [plots.timeline, plots.speakers, plots.sources], ids=lambda plot: plot.__name__)
def test_equal_graphs_give_equal_plots_and_an_empty_one_a_plot_too(graph: Graph, plot: object) -> None:
    assert callable(plot)
    drawn = plot(graph)
    svg = drawn._repr_svg_()
    assert svg == plot(graph)._repr_svg_()
    assert drawn.rows[0][0] in svg or str(drawn.rows[0][-1]) in svg
    empty = replace(graph.knowledge, documents=(), entities=(), statements=())
    assert plot(Graph(empty)).rows == []
    assert "<svg" in plot(Graph(empty))._repr_svg_()
