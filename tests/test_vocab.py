"""Names of the graph are safe, stable and closed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from kg.errors import VocabularyError
from kg.model.records import Span
from kg.terms import vocab
from kg.terms.event_type import PLOVER, EventType

NAMES = [
    "Kurt Campbell",
    "Russia's industrial base",
    "São Tomé",
    "U.S. officials",
    "a/b",
    "F.W. de Klerk",
    "北京",
    "—",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_local_name_needs_no_escape_in_turtle_or_sparql(name: str):
    local = vocab.local_name(name)
    [quad] = parse(f"{vocab.prologue()} e:{local} a kg:Entity .", format=RdfFormat.TURTLE)
    assert quad.subject.value == vocab.entity_iri(local)
    assert Store().query(f"{vocab.prologue()} ASK {{ VALUES ?x {{ e:{local} }} }}")


@pytest.mark.parametrize("id", ["002_446c826c", "a b/c", "50%", "q?#x", "end.", "ä-ö", "a~b", 'say "x" <y>'])
def test_an_id_comes_back_from_its_iri(id: str):
    assert vocab.id_of(vocab.document_iri(id)) == id
    assert vocab.compact(vocab.document_iri(id)).startswith("doc:")


def test_evidence_is_a_stretch_of_its_document():
    assert vocab.evidence_iri("a", Span(1, 9)) == vocab.document_iri("a") + "#char=1,9"


def test_statements_have_one_iri_with_and_without_their_prefix():
    assert vocab.statement_iri("st:12ab") == vocab.statement_iri("12ab")


def test_an_unknown_term_is_an_error_that_names_the_nearest():
    with pytest.raises(VocabularyError, match=r"no term 'kg:suports' in the ontology; nearest is 'kg:supports'"):
        vocab.term("kg:suports")


def test_an_unknown_prefix_is_an_error():
    with pytest.raises(VocabularyError, match="no prefix 'nope'"):
        vocab.term_iri("nope:x")


def test_an_open_relation_passes_the_check_and_has_nothing_above_it():
    name = vocab.open_relation("push back against")
    vocab.check([name, "kg:aids"])
    assert (vocab.super_relations(name), vocab.inverse(name), vocab.is_symmetric(name)) == ((), None, False)


def test_whoever_supplies_arms_aids_and_supports():
    assert vocab.super_relations("kg:suppliesArmsTo") == ("kg:aids", "kg:supports")


def test_an_inverse_has_its_inverse():
    for name in vocab.relations():
        back = vocab.inverse(name)
        assert back is None or vocab.inverse(back) == name


def test_event_types_and_classes_are_one_to_one():
    below = {name for name, term in vocab.terms().items() if "kg:Event" in term.broader}
    classes = [vocab.event_class(kind) for kind in EventType if kind is not EventType.EVENT]
    assert len(set(classes)) == len(classes)
    assert set(classes) == below


@pytest.mark.parametrize("plover", PLOVER)
def test_a_type_of_plover_is_its_own(plover: EventType):
    assert vocab.plover(plover) is plover


def test_investigation_counts_as_accusation():
    assert vocab.plover(EventType.INVESTIGATE) is EventType.ACCUSE


def test_the_code_names_no_term_that_the_ontology_lacks():
    package = Path(vocab.__file__).parent.parent
    told = {name for file in package.rglob("*.py") for name in re.findall(r"\bkg:[A-Za-z]+", file.read_text("utf-8"))}
    known = set(vocab.terms())
    assert {name for name in told if name not in known and name != "kg:suports"} == set()


def test_the_prologue_declares_every_prefix():
    assert all(f"PREFIX {prefix}: <{iri}>" in vocab.prologue() for prefix, iri in vocab.PREFIXES.items())
