"""The graph on disk: whole or not there, the same bytes each time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import sample
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.errors import StoreError
from kg.model.records import Fusion, Knowledge
from kg.store import database, rdf
from kg.store.rdf import writing
from kg.terms import vocab

EMPTY = Knowledge((), (), (), Fusion((), (), {}))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    database.save(sample.knowledge(), folder)
    return folder


def test_what_is_saved_is_loaded(built: Path) -> None:
    assert rdf.knowledge(database.load(built)).statements == sample.knowledge().statements


def test_the_trig_file_holds_the_same_quads(built: Path) -> None:
    assert set(parse(path=str(built / "graph.trig"), format=RdfFormat.TRIG)) == set(rdf.quads(sample.knowledge()))


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    database.save(sample.knowledge(), tmp_path)
    assert (tmp_path / "graph.trig").read_bytes() == (built / "graph.trig").read_bytes()


@pytest.mark.parametrize("most", [1, 3])
def test_a_graph_in_several_lists_is_one_graph_in_the_file_and_in_the_store(
    most: int, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_PART", most)
    lists = [part.quads for part in rdf.graphs(sample.knowledge())]
    names = [quads[0].graph_name for quads in lists]
    assert len(names) > len(set(names)) + 1
    # No subject of a graph is in two lists.
    told = [(quads[0].graph_name, subject) for quads in lists for subject in {quad.subject for quad in quads}]
    assert len(told) == len(set(told))
    database.save(sample.knowledge(), tmp_path)
    assert (tmp_path / "graph.trig").read_bytes() == (built / "graph.trig").read_bytes()
    assert set(database.load(tmp_path)) == set(database.load(built))


def test_the_default_graph_is_the_union_without_doubles_and_without_the_ontology(built: Path) -> None:
    opened, quads = database.load(built), rdf.quads(sample.knowledge())
    ontology = NamedNode(vocab.graph_iri("ontology"))
    triples = {quad.triple for quad in quads if quad.graph_name != ontology}
    assert len(opened) == len(quads) + len(triples)


def test_a_loaded_graph_cannot_be_changed(built: Path) -> None:
    opened = database.load(built)
    with pytest.raises(RuntimeError, match="read-write"):
        opened.clear()


def test_several_may_read_at_once_and_while_it_is_replaced(tmp_path: Path) -> None:
    database.save(sample.knowledge(), tmp_path)
    one, other = database.load(tmp_path), database.load(tmp_path)
    database.save(EMPTY, tmp_path)
    assert rdf.knowledge(one) == rdf.knowledge(other)
    assert rdf.knowledge(database.load(tmp_path)) == EMPTY


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    database.save(EMPTY, tmp_path)
    database.save(sample.knowledge(), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".kg", "graph.trig", "notes.txt", "store"]


@pytest.mark.parametrize("there", [True, False], ids=["an empty folder", "no folder"])
def test_a_folder_without_a_graph_is_told_from_one_with(there: bool, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    if there:
        folder.mkdir()
    with pytest.raises(StoreError, match=r"kg build PATH... -o .*out"):
        database.load(folder)


def test_a_broken_store_says_so(tmp_path: Path) -> None:
    database.save(EMPTY, tmp_path)
    (tmp_path / "store" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match=r"cannot be opened.*Build it again"):
        database.load(tmp_path)


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot write a graph"):
        database.save(EMPTY, tmp_path / "file" / "out")


def test_a_second_writer_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(StoreError, match="another process is writing the graph"):
        database.save(EMPTY, tmp_path)
    os.close(handle)
    database.save(EMPTY, tmp_path)
