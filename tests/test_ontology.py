"""The ontology is closed, told in full, aligned to terms that exist, and its shapes catch what they are for."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from conftest import ROOT
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, SDO, SKOS

from kg.knowledge.align import STRICT
from kg.terms import vocab
from kg.terms.classes import CLASSES
from kg.terms.mention_type import NAMED, MentionType
from kg.terms.tables import ontology_folder
from kg.terms.vocab import PREFIXES, term_iri

FOLDER = ontology_folder()
TERMS = vocab.terms()
# The vocabularies that rdflib knows as closed lists.
CLOSED = {"schema": SDO, "prov": PROV, "foaf": FOAF, "org": ORG, "skos": SKOS, "dcterms": DCTERMS}
# SEM and Web Annotation have no closed list at hand; these are their terms that we use, read in their own files.
LISTED = {
    "sem": {"Actor", "Event", "Place", "Role", "hasActor", "hasPlace", "hasTimeStamp", "subEventOf"},
    "oa": {"TextQuoteSelector", "exact", "start", "end", "hasSource"},
}
PLOVER_ROOTS = {
    "AGREE": "03", "CONSULT": "04", "SUPPORT": "05", "COOPERATE": "06", "AID": "07", "CONCEDE": "08", "RETREAT": "08",
    "REQUEST": "10", "ACCUSE": "11", "REJECT": "12", "THREATEN": "13", "PROTEST": "14", "MOBILIZE": "15",
    "SANCTION": "16", "COERCE": "17", "ASSAULT": "18",
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Store:
    """The ontology as triples."""
    found = Store()
    found.load(path=str(FOLDER / "kg.ttl"), format=RdfFormat.TURTLE)
    return found


def test_every_term_has_label_definition_and_example():
    told = [t for t in TERMS.values() if t.label != t.name and t.definition.endswith(".") and t.example]
    assert len(told) == len(TERMS)


def test_every_relation_has_domain_and_range():
    assert [n for n in vocab.relations() if not (TERMS[n].domain and TERMS[n].range)] == []


def test_no_term_is_used_that_is_not_declared(store: Store):
    used = {t.value for quad in store for t in (quad.predicate, quad.object) if isinstance(t, NamedNode)}
    ours = {vocab.compact(iri) for iri in used if iri.startswith(PREFIXES["kg"])}
    assert ours <= set(TERMS)


def test_no_two_relations_share_a_label():
    labels = [TERMS[name].label for name in vocab.relations()]
    assert sorted(labels) == sorted(set(labels))


def test_the_version_is_told(store: Store):
    ontology = NamedNode(vocab.ONTOLOGY)
    [version] = store.quads_for_pattern(ontology, NamedNode(term_iri("owl:versionInfo")), None)
    [iri] = store.quads_for_pattern(ontology, NamedNode(term_iri("owl:versionIRI")), None)
    assert isinstance(version.object, Literal)
    assert str(iri.object).strip("<>").endswith(version.object.value)


def test_the_file_is_sorted_within_its_sections():
    sections = re.split(r"^# -- ", (FOLDER / "kg.ttl").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:4]
    for section in sections:
        names = re.findall(r"^kg:(\w+)$", section, flags=re.MULTILINE)
        assert names == sorted(names)


@pytest.fixture(scope="module")
def aligned() -> Store:
    """What the ontology is aligned with, as triples."""
    found = Store()
    found.load(path=str(FOLDER / "align.ttl"), format=RdfFormat.TURTLE)
    return found


def test_every_standard_term_that_we_use_or_align_with_exists(store: Store, aligned: Store):
    quads = [*store, *aligned]
    used = {t.value for q in quads for t in (q.subject, q.predicate, q.object) if isinstance(t, NamedNode)}
    for prefix, known in CLOSED.items():
        locals_ = {iri.removeprefix(PREFIXES[prefix]) for iri in used if iri.startswith(PREFIXES[prefix])}
        assert locals_, prefix
        assert {name for name in locals_ if name not in known} == set()
    for prefix, names in LISTED.items():
        assert {iri.removeprefix(PREFIXES[prefix]) for iri in used if iri.startswith(PREFIXES[prefix])} == names


def test_wikidata_is_matched_and_never_equated(aligned: Store):
    for quad in aligned:
        if isinstance(quad.object, NamedNode) and "wikidata.org" in quad.object.value:
            assert vocab.compact(quad.predicate.value) == "skos:closeMatch"
            assert re.fullmatch(r"wdt?:[QP]\d+", vocab.compact(quad.object.value))


def test_only_the_alignments_speak_of_other_vocabularies(store: Store, aligned: Store):
    standing = {term_iri(f"rdfs:{name}") for name in ("subClassOf", "subPropertyOf")}
    for quad in store:
        if quad.predicate.value in standing:
            assert quad.object.value.startswith(PREFIXES["kg"])  # type: ignore[union-attr]
    ours = {q.subject.value for q in aligned if isinstance(q.subject, NamedNode)}
    assert {vocab.compact(iri) for iri in ours if iri.startswith(PREFIXES["kg"])} <= set(TERMS)


@pytest.mark.parametrize(
    ("relation", "other"),
    [("kg:publishes", "schema:publisher"), ("kg:funds", "schema:funder")],
)
def test_who_publishes_is_the_publisher_and_not_the_other_way_round(aligned: Store, relation: str, other: str):
    ours, theirs = NamedNode(term_iri(relation)), NamedNode(term_iri(other))
    [above] = [q.object for q in aligned.quads_for_pattern(ours, NamedNode(term_iri("rdfs:subPropertyOf")), None)]
    [inverse] = [q.object for q in aligned.quads_for_pattern(above, NamedNode(term_iri("owl:inverseOf")), None)]
    assert inverse == theirs


def test_no_label_names_both_a_class_and_a_property():
    labels: dict[str, set[str]] = {}
    for term in TERMS.values():
        labels.setdefault(term.label, set()).add("class" if term.kind == "class" else "other")
    assert [label for label, kinds in labels.items() if len(kinds) > 1] == []


def test_what_is_replaced_names_its_successor(store: Store):
    deprecated = {q.subject for q in store.quads_for_pattern(None, NamedNode(term_iri("owl:deprecated")), None)}
    successors = {q.subject for q in store.quads_for_pattern(None, NamedNode(term_iri("dcterms:isReplacedBy")), None)}
    assert deprecated == successors != set()


@pytest.mark.parametrize(("plover", "root"), PLOVER_ROOTS.items())
def test_each_plover_type_is_a_class_with_its_root_and_quad_class(plover: str, root: str):
    found = TERMS[vocab.event_class(plover)]
    assert found.notation == root
    quads = {"kg:VerbalCooperation", "kg:MaterialCooperation", "kg:VerbalConflict", "kg:MaterialConflict"}
    assert len(quads & set(found.broader)) == 1


def test_a_country_is_a_place_and_an_agent():
    assert {"kg:Place", "kg:Agent"} <= set(vocab.super_classes("kg:Country"))


def test_domains_and_ranges_are_classes_or_datatypes():
    for term in TERMS.values():
        for found in (*term.domains, *term.ranges):
            assert found.startswith(("xsd:", "rdf:Seq", "rdfs:Literal")) or TERMS[found].kind == "class"


def test_a_relation_leads_to_nodes_or_to_literals_never_to_both():
    for name in vocab.relations():
        kinds = {found.startswith("xsd:") for found in TERMS[name].ranges}
        assert kinds == {TERMS[name].is_literal}


def test_a_relation_is_not_wider_than_those_that_hold_with_it():
    def covered(classes: tuple[str, ...], by: tuple[str, ...]) -> bool:
        return all({name, *vocab.super_classes(name)} & set(by) for name in classes if not name.startswith("xsd:"))

    for name in vocab.relations():
        for above in vocab.super_relations(name):
            assert covered(TERMS[name].domains, TERMS[above].domains), (name, above)
            assert covered(TERMS[name].ranges, TERMS[above].ranges), (name, above)


def test_nothing_follows_from_the_domain_or_range_of_a_relation(store: Store):
    for property in ("rdfs:domain", "rdfs:range"):
        found = {q.subject.value for q in store.quads_for_pattern(None, NamedNode(term_iri(property)), None)}  # type: ignore[union-attr]
        assert {vocab.compact(iri) for iri in found} & set(vocab.relations()) == set()


def test_the_readme_tells_every_term():
    tool = runpy.run_path(str(ROOT / "tools" / "vocabulary.py"))
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert text.endswith(f"\n\n{tool['page']()}"), "write it anew: make docs"


def test_rdflib_and_pyoxigraph_read_the_same_triples(store: Store):
    assert len(Graph().parse(FOLDER / "kg.ttl")) == len(store)


# -- shapes --------------------------------------------------------------------------------------------------------

SHAPES = (
    *("Statement", "Evidence", "Event", "Entity", "Membership", "Role", "Location", "Dispute"),
    *("City", "Organization", "Person", "Place", "Post"),
)


@pytest.fixture(scope="module")
def classes() -> Graph:
    """The class tree alone: all that the shapes need of the ontology."""
    whole, tree = Graph().parse(FOLDER / "kg.ttl"), Graph()
    below = URIRef(term_iri("rdfs:subClassOf"))
    for triple in whole.triples((None, below, None)):
        tree.add(triple)
    return tree


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(FOLDER / "shapes.ttl")


def broken(example: str, shapes: Graph, classes: Graph) -> set[str]:
    """The shapes that an example breaks, by name."""
    pyshacl = pytest.importorskip("pyshacl")
    data = Graph().parse(FOLDER / "examples" / example) + classes
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    sh = "http://www.w3.org/ns/shacl#"
    owners = {s: owner for owner, s in shapes.subject_objects(URIRef(f"{sh}property"))}
    sources = results.objects(None, URIRef(f"{sh}sourceShape"))
    return {str(owners.get(s, s)).rpartition("#")[2].removesuffix("Shape") for s in sources}


def test_every_shape_has_its_examples(shapes: Graph):
    named = {str(s).rpartition("#")[2] for s in shapes.subjects() if isinstance(s, URIRef)}
    assert named == {f"{name}Shape" for name in SHAPES}
    examples = {path.stem for path in (FOLDER / "examples").glob("*.ttl")}
    assert examples == {f"{name.lower()}-{kind}" for name in SHAPES for kind in ("pass", "fail")}


def test_what_the_pipeline_holds_a_relation_to_is_a_shape(shapes: Graph):
    sh = Namespace("http://www.w3.org/ns/shacl#")
    held: set[tuple[str, str, str]] = set()
    for shape, kind in shapes.subject_objects(sh["class"]):
        for target, end in ((sh.targetSubjectsOf, "domain"), (sh.targetObjectsOf, "range"), (sh.path, "range")):
            held |= {(vocab.compact(str(r)), end, vocab.compact(str(kind))) for r in shapes.objects(shape, target)}
    for name in vocab.relations():
        for end, classes in (("domain", TERMS[name].domains), ("range", TERMS[name].ranges)):
            if len(classes) == 1 and classes[0] in STRICT:
                assert (name, end, classes[0]) in held


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_passes_what_is_right(name: str, shapes: Graph, classes: Graph):
    assert broken(f"{name.lower()}-pass.ttl", shapes, classes) == set()


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_catches_what_is_wrong(name: str, shapes: Graph, classes: Graph):
    assert broken(f"{name.lower()}-fail.ttl", shapes, classes) == {name}


@pytest.mark.parametrize("table", sorted(FOLDER.rglob("*.tsv")), ids=lambda path: path.name)
def test_every_table_says_what_it_is_for_whence_it_is_and_under_which_licence(table: Path) -> None:
    head = table.read_text(encoding="utf-8").splitlines()[:4]
    for line, name in zip(head, ("Purpose", "Source", "Licence", "Made"), strict=True):
        assert re.fullmatch(rf"# {name}: .{{5,}}\.", line)
    notice = (FOLDER / "NOTICE.md").read_text(encoding="utf-8")
    assert head[2].startswith("# Licence: ours; ") or f"`{table.name}`" in notice


def test_the_classes_of_named_things_are_classes_of_the_ontology():
    assert [c.name for c in CLASSES if TERMS[f"kg:{c.name}"].kind != "class"] == []


def test_each_type_of_a_name_means_one_class():
    means = [type for c in CLASSES for type in c.meant_by]
    assert sorted(means) == sorted({*NAMED, MentionType.GROUP, MentionType.ROLE, MentionType.TOPIC})
