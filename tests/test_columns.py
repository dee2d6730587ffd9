"""The one definition of every column, and that all who write or show columns keep to it."""

from __future__ import annotations

import runpy
from collections import defaultdict
from pathlib import Path

import pytest

import kg
from kg.errors import VocabularyError
from kg.network import to_networkx
from kg.show import columns
from kg.show.columns import Face, Kind, names, tables
from kg.show.events import graph as coded
from kg.show.export import rows
from kg.show.exports.schema import TABLES, Table
from kg.show.exports.told import Told
from tests import sample

ROOT = Path(__file__).parent.parent


def test_the_page_of_the_columns_is_what_their_definition_says() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "columns.py"))
    written = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    assert written == tool["page"](), "write it anew: python tools/columns.py"
    assert sorted(name for _, listed in tool["PARTS"] for name in listed) == sorted(tables())
    assert {*tool["FACES"], Face.SHOWN} == {*Face}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_row_of_an_exported_table_has_the_columns_that_are_defined(table: Table) -> None:
    found = [tuple(row) for row in table.rows(Told(sample.knowledge()))]
    assert set(found) <= {names(Face.TABLES, table.name)}


def test_the_tables_are_all_that_have_columns_for_them() -> None:
    assert [table.name for table in TABLES] == [name for name in tables() if names(Face.TABLES, name)]


def test_a_row_of_a_sentence_has_the_fields_that_are_defined() -> None:
    knowledge = sample.knowledge()
    assert {tuple(row) for row in rows(knowledge.statements, knowledge.entities)} == {names(Face.JSON, "sentences")}
    assert {tuple(row) for row in coded.rows(knowledge)} == {names(Face.JSON, "coded")}


def test_a_network_has_the_attributes_that_are_defined() -> None:
    network = to_networkx(sample.knowledge(), view="all")
    assert {tuple(data) for _, data in network.nodes(data=True)} == {names(Face.NETWORK, "nodes")}
    assert {tuple(data) for *_, data in network.edges(data=True)} == {names(Face.NETWORK, "edges")}


def test_what_is_shown_of_a_table_stands_in_it() -> None:
    for name in tables():
        assert {*names(Face.SHOWN, name)} <= {*names(Face.FRAME, name), *names(Face.LISTING, name)}


@pytest.mark.parametrize("faces", [(Face.FRAME, Face.LISTING), (Face.NODE,), (Face.ARROW,)], ids=str)
def test_a_column_of_one_name_is_of_one_kind_wherever_its_name_alone_tells_it(faces: tuple[Face, ...]) -> None:
    kinds: dict[str, set[Kind]] = defaultdict(set)
    for table in tables().values():
        for column in table.columns:
            if column.faces.intersection(faces):
                kinds[column.name].add(column.kind)
    assert {name: kind for name, kind in kinds.items() if len(kind) > 1} == {}


def test_columns_lead_to_tables_that_have_a_key() -> None:
    assert {
        column.leads_to
        for table in tables().values()
        for column in table.columns
        if column.leads_to and not tables()[column.leads_to].columns[0].is_key
    } == set()


def test_frames_and_tables_count_alike_in_how_many_statements_somebody_has_a_part() -> None:
    graph = kg.example()
    shown = {row["id"]: row["statements"] for row in graph.table("entities").rows}
    [entities] = [table for table in TABLES if table.name == "entities"]
    assert {row["id"]: row["statements"] for row in entities.rows(Told(graph.knowledge))} == shown


def test_a_type_that_there_is_not_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "columns.tsv").write_text("# x\na\t*\t-\t-\t-\t-\tx\na\tid\tword\t-\t-\ttables\tx\n", encoding="utf-8")
    monkeypatch.setattr("kg.terms.tables.ontology_folder", lambda: tmp_path)
    with pytest.raises(VocabularyError, match=r"ontology/columns\.tsv, line 3: 'word' is not a valid Kind"):
        columns.tables.__wrapped__()
