"""The ontology is OWL 2 DL, other tools load it, and a reasoner finds no contradiction in it or in a graph.

owlready2 brings the checker of profiles (OWL API) and the reasoner (HermiT), which need Java; tests alone use it.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import ROOT
from entailed import TYPE, ontology
from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib import Graph

from kg.model.records import Knowledge
from kg.store import database
from kg.store.rdf import quads
from kg.terms import vocab

owlready2 = pytest.importorskip("owlready2", reason="needs owlready2: pip install owlready2, or make test")
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="needs Java: apt-get install default-jdk-headless")
needs_jdk = pytest.mark.skipif(
    shutil.which("javac") is None, reason="needs a JDK: apt-get install default-jdk-headless"
)

# What joins entities and events beside the relations; the rest of a graph is RDF's reification, which is no OWL 2 DL.
JOINING = {vocab.term_iri(f"kg:{name}") for name in ("of", "actor", "participant", "location", "describes", "country")}
FILES = [("kg.ttl",), ("kg.ttl", "align.ttl")]


def written(triples: Iterable[Triple], path: Path) -> Path:
    """A file of the triples as N-Triples."""
    path.write_text("".join(sorted(f"{t} .\n" for t in triples)), encoding="utf-8")
    return path


def loaded(path: Path):
    """A world of owlready2 with the file in it."""
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    return world


def contradicted(world) -> list[str]:
    """The classes that can have no members.

    Raises:
        OwlReadyInconsistentOntologyError: if all contradicts itself.
    """
    owlready2.sync_reasoner_hermit(world, debug=0)
    return sorted(map(str, world.inconsistent_classes()))


def told(listed: Iterable[Quad]) -> set[Triple]:
    """What a graph says that OWL can say: what things are, and the plain triples between them."""
    relations = {vocab.term_iri(name) for name in vocab.relations()}
    found: set[Triple] = set()
    for quad in listed:
        joins = quad.predicate.value in relations | JOINING or quad.predicate.value.startswith(vocab.PREFIXES["rel"])
        kind = quad.predicate == TYPE and isinstance(quad.object, NamedNode)
        if kind and quad.object.value.startswith(vocab.PREFIXES["kg"]):  # type: ignore[union-attr]
            found.add(quad.triple)
        elif joins and not isinstance(quad.object, Literal):
            found |= {quad.triple, Triple(quad.predicate, TYPE, NamedNode(vocab.term_iri("owl:ObjectProperty")))}
    return found


@needs_jdk
@pytest.mark.parametrize("files", FILES, ids=" and ".join)
def test_the_ontology_is_in_owl_2_dl(files: tuple[str, ...], tmp_path: Path):
    whole = Graph()
    for name in files:
        whole.parse(ROOT / "ontology" / name)
    whole.serialize(tmp_path / "ontology.owl", format="xml")
    [jar] = (Path(owlready2.__file__).parent / "pellet").glob("owlapi-distribution-*.jar")
    program = ROOT / "tests" / "data" / "OwlProfile.java"
    command = ["java", "-cp", str(jar), str(program), str(tmp_path / "ontology.owl")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_owlready2_loads_the_ontology_whole(tmp_path: Path):
    world = loaded(written(ontology("kg.ttl"), tmp_path / "kg.nt"))
    terms = vocab.terms().values()
    assert len(list(world.classes())) == sum(term.kind == "class" for term in terms)
    agent = world[vocab.term_iri("kg:Agent")]
    assert [str(words) for words in agent.comment] == [vocab.term("kg:Agent").definition]
    assert world[vocab.term_iri("kg:Person")] in agent.subclasses()
    properties = {*world.object_properties(), *world.data_properties()}
    assert {found.name for found in properties} >= {name.removeprefix("kg:") for name in vocab.relations()}


@needs_java
@pytest.mark.parametrize("files", FILES, ids=" and ".join)
def test_every_class_may_have_members(files: tuple[str, ...], tmp_path: Path):
    assert contradicted(loaded(written(ontology(*files), tmp_path / "ontology.nt"))) == []


@needs_java
def test_a_graph_contradicts_nothing(sample: Knowledge, tmp_path: Path):
    assert contradicted(loaded(written(ontology("kg.ttl") | told(quads(sample)), tmp_path / "graph.nt"))) == []


@needs_java
@pytest.mark.model
def test_the_graph_of_the_seeds_contradicts_nothing(seeds_folder: Path, tmp_path: Path):
    listed = [
        q
        for q in database.load(seeds_folder).quads_for_pattern(None, None, None)
        if isinstance(q.graph_name, NamedNode)
    ]
    assert contradicted(loaded(written(ontology("kg.ttl") | told(listed), tmp_path / "graph.nt"))) == []


@needs_java
def test_a_person_that_is_a_place_is_a_contradiction(tmp_path: Path):
    one = NamedNode(vocab.entity_iri("Capri"))
    both = {Triple(one, TYPE, NamedNode(vocab.term_iri(f"kg:{name}"))) for name in ("Person", "Island")}
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        contradicted(loaded(written(ontology("kg.ttl") | both, tmp_path / "graph.nt")))
