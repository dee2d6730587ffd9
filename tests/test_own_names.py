"""A user's own names: three forms of one file, how they win, and what a bad row says."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from kg import gazetteer
from kg.errors import InputError
from kg.gazetteer import Gazetteer, How
from kg.gazetteer.records import Membership
from kg.text import read
from kg.work import cache

CSV = """\
label,aliases,type,country,members
Meridian Pact,MP|Meridian Treaty Organisation,Alliance,,Gondor 1955|Rohan 1955-05-14/1991
Gondor,Kingdom of Gondor,Country,,
Osgiliath,,City,Gondor,
"""
JSONL = """\
{"label": "Meridian Pact", "aliases": ["MP", "Meridian Treaty Organisation"], "type": "Alliance",
 "members": ["Gondor 1955", "Rohan 1955-05-14/1991"]}
{"label": "Gondor", "aliases": "Kingdom of Gondor", "type": "Country"}
{"label": "Osgiliath", "type": "city", "country": "Gondor"}
""".replace(",\n ", ", ")
TTL = """\
@prefix kg: <https://kg.example/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my: <https://example.org/> .
my:pact a kg:Alliance ; rdfs:label "Meridian Pact" ; skos:altLabel "MP", "Meridian Treaty Organisation" ;
    kg:members "Gondor 1955", "Rohan 1955-05-14/1991" .
my:gondor a kg:Country ; rdfs:label "Gondor" ; skos:altLabel "Kingdom of Gondor" .
my:osgiliath a kg:City ; rdfs:label "Osgiliath" ; kg:country "Gondor" .
"""


def listed(tmp_path: Path, text: str, name: str = "names.csv") -> Gazetteer:
    """The gazetteer with a file of that text."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return gazetteer.load(path)


@pytest.mark.parametrize(("name", "text"), [("n.csv", CSV), ("n.jsonl", JSONL), ("n.ttl", TTL)], ids=str)
def test_one_list_in_three_forms_is_the_same_gazetteer(tmp_path: Path, name: str, text: str) -> None:
    known = listed(tmp_path, text, name)
    pact, town = known.entry("Meridian Pact"), known.entry("Osgiliath")
    assert pact is not None
    assert town is not None
    assert pact.members == (Membership("Gondor", "1955"), Membership("Rohan", "1955-05-14", "1991"))
    assert (pact.kind, pact.nominals, town.kind, town.country) == ("Alliance", ("alliance",), "City", "Gondor")
    words = "the MP and the Kingdom of Gondor met NATO in Osgiliath".split()
    assert [m.entry.label for m in known.matches(words)] == ["Meridian Pact", "Gondor", "NATO", "Osgiliath"]


def test_a_row_takes_the_place_of_what_kg_knows_by_that_id(tmp_path: Path) -> None:
    known = listed(tmp_path, "label,qid,aliases\nNorth Atlantic Alliance,Q7184,Allies\n")
    assert {m.entry for m in known.matches(["NATO", "Allies", "Nato"])} == {known.entry("North Atlantic Alliance")}
    entry = known.entry("NATO", "Q7184")
    assert entry is not None
    assert (entry.label, entry.kind) == ("North Atlantic Alliance", "Alliance")


def test_a_name_of_the_users_wins_over_the_shipped_meaning(tmp_path: Path) -> None:
    [match] = listed(tmp_path, "label,type,aliases\nJordan Mills,PERSON,Jordan\n").matches(["Jordan"])
    assert (match.entry.label, match.entry.type, match.how) == ("Jordan Mills", "PERSON", How.NAME)


@pytest.mark.parametrize("type", ["FAC", "fac", "Building", "building"])
def test_a_type_is_the_same_class_in_any_case_and_as_the_models_write_it(tmp_path: Path, type: str) -> None:
    [match] = listed(tmp_path, f"label,type\nHalden Mill,{type}\n").matches(["Halden", "Mill"])
    assert (match.entry.kind, match.entry.type) == ("Building", "FAC")


def test_a_label_with_another_id_is_another_thing(tmp_path: Path) -> None:
    known = listed(tmp_path, "label,type,qid\nGeorgia,Region,Q1428\n")
    georgia = known.entry("Georgia", "Q230")
    assert georgia is not None
    assert georgia.kind == "Country"


def test_seats_and_offices_may_be_listed(tmp_path: Path) -> None:
    rows = "label,type,seat_of,country\nGondor,Country,,\nWhite Tower,Building,Gondor,\nhigh steward,Role,,Gondor\n"
    known = listed(tmp_path, rows)
    [match] = known.matches(["White", "Tower"])
    assert (match.entry.label, match.how, match.place and match.place.kind) == ("Gondor", How.SEAT, "Building")
    office = known.office_of("High Steward")
    assert office is not None
    assert office.label == "Gondor"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("n.csv", "name,type\nA,City\n", r"n\.csv, line 1: no field 'name'"),
        ("n.csv", "label,tpye\nA,City\n", r"line 1: no field 'tpye' in a gazetteer\. Did you mean 'type'"),
        ("n.csv", "type\nCity\n", r"line 1: no field 'label'\. Add it"),
        ("n.csv", "label,type\nA,City\n,City\n", r"line 3: '' is no name, as it has no letter"),
        ("n.csv", "label,type\nAcme,Compny\n", r"line 2: no type 'Compny'\. Did you mean 'Company'\?"),
        ("n.csv", "label\nAcme\n", r"line 2: 'Acme' has no type, and kg does not know it"),
        ("n.csv", "label,type,qid\nAcme,Company,7184\n", r"line 2: '7184' is no Wikidata id\. Write one such as"),
        ("n.csv", "label,type,country\nAcme,City,Nowhere\n", r"line 2: 'Acme' refers to 'Nowhere', which is neither"),
        ("n.csv", "label,type\nAcme,City\nAcme,Company\n", r"line 3: the name 'Acme' is taken by 'Acme' \(n\.csv, li"),
        ("n.csv", "label,type\nAcme,City,x\n", r"line 2: 3 cells where the header has 2\. Put quotes"),
        ("n.csv", 'label,type\n"Acme,City\n', r"n\.csv, line 2: unexpected end of data\. Correct the quotes"),
        ("n.csv", "label,type\n", r"n\.csv lists no names\. Give it at least one row"),
        ("n.jsonl", '{"label": "A"\n', r"n\.jsonl, line 1 is no JSON .* Write one object a line"),
        ("n.jsonl", "[1]\n", r"n\.jsonl, line 1 is no JSON object"),
        ("n.jsonl", '{"label": 7, "type": "City"}\n', r"line 1: label is 7, which is no text\. Put it in quotes"),
        ("n.jsonl", '{"label": "A", "aliases": [7]}\n', r"line 1: aliases is \[7\], which is no list of texts"),
        ("n.ttl", "my:x a", r"n\.ttl is no Turtle: .* Correct the file"),
        ("n.ttl", TTL.replace("kg:City", "kg:Town"), r"n\.ttl, line 8: no type 'Town'"),
        ("n.ttl", TTL + "\nmy:x a kg:City .\n", r"n\.ttl, line 10: https://example\.org/x has 0 labels"),
        ("n.xlsx", "x", r"n\.xlsx is of no form that a gazetteer has\. Name a \.ttl"),
    ],
)
def test_a_bad_row_is_named_with_its_place_and_remedy(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        listed(tmp_path, text, name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the gazetteer"):
        gazetteer.load(tmp_path / "none.csv")


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_bytes(b"label\nMalm\xf6\n")
    with pytest.raises(InputError, match=r"n\.csv: byte 10 is not UTF-8"):
        gazetteer.load(tmp_path / "n.csv")


def test_readings_are_kept_for_each_list_of_names_by_itself(tmp_path: Path) -> None:
    one, other = (listed(tmp_path, f"label,type\n{name},City\n").source.digest for name in ("Bree", "Dale"))
    again = listed(tmp_path, "label,type\r\nBree,City\r\n").source.digest
    assert one == again != other != gazetteer.load().source.digest == ""
    document = read.from_text("Bree is a town.", "a")
    store = cache.Cache(tmp_path)
    paths = {cache.Readings(store, "model", names).parts(document) for names in (one, again, other, "")}
    assert len(paths) == 3


@pytest.mark.model
def test_listed_names_reach_the_graph(tmp_path: Path) -> None:
    import kg

    path = tmp_path / "names.jsonl"
    rows = [
        {"label": "Anna Lindqvist", "aliases": ["Lindqvist"], "type": "Person", "qid": "Q123456789"},
        {"label": "Jersey Mint", "type": "Company"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (tmp_path / "a.txt").write_text("Lindqvist praised Jersey Mint. Mr Lindqvist left.\n", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = kg.build([tmp_path / "a.txt"], cache=False, gazetteer=path)
    found = {entity.label: (entity.type, entity.link) for entity in graph.entities}
    assert found["Anna Lindqvist"] == ("Person", "Q123456789")
    assert found["Jersey Mint"] == ("Company", None)
