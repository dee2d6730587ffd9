"""What the five articles must come to in the graph, and what must never stand there as a fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.store import database, query

pytestmark = pytest.mark.model

FACTS = {
    "the G7 met at Capri": "e:G7 kg:metAt e:Capri",
    "Campbell urges Europe's nations": "e:Kurt_Campbell kg:urges ?them . ?them kg:of e:Europe",
    "the United States urges Europe": "e:United_States kg:urges e:Europe",
    "China supports Russia's industrial base": "e:China kg:supports e:Russias_industrial_base",
    "China aids Russia, on an official's word": "e:China kg:aids e:Russia",
    "Blinken is US Secretary of State": "e:Antony_Blinken kg:holdsRole e:US_Secretary_of_State",
    "that office is the country's": "e:US_Secretary_of_State kg:roleOf e:United_States",
    "Capri lies in Italy": "e:Capri kg:locatedIn e:Italy",
    "Sweden joined NATO": "e:Sweden kg:joined e:NATO",
    "NATO was founded in 1949": "e:NATO kg:foundedIn '1949'^^xsd:gYear",
    "China denies it": "e:China kg:denies [ rdf:object [ rdfs:label 'countries at war' ] ; kg:polarity kg:Negative ]",
    "the US hopes for pressure": "e:United_States kg:hopes [ rdf:object e:China ; kg:modality kg:Desired ]",
    "G7 and NATO are what they are": "e:G7 a kg:ForumOfStates . e:NATO a kg:Alliance",
}
NO_FACTS = {
    "arms for countries at war": "e:China kg:suppliesArmsTo ?x",
    "pressure that is only hoped for": "e:European_nations kg:presses ?x",
    "a pronoun as a node": "?x rdfs:label ?name FILTER(LCASE(STR(?name)) IN ('it', 'they', 'he', 'we', 'this'))",
    "a city where its government is meant": "e:Beijing kg:supports ?x",
}


def holds(folder: Path, pattern: str) -> bool:
    return query.query(database.load(folder), f"ASK {{ {pattern} }}").rows == [(True,)]


@pytest.mark.parametrize("pattern", FACTS.values(), ids=FACTS.keys())
def test_the_graph_of_the_seeds_tells(seeds_folder: Path, pattern: str) -> None:
    assert holds(seeds_folder, pattern)


@pytest.mark.parametrize("pattern", NO_FACTS.values(), ids=NO_FACTS.keys())
def test_the_graph_of_the_seeds_never_tells(seeds_folder: Path, pattern: str) -> None:
    assert not holds(seeds_folder, pattern)


@pytest.mark.parametrize("person", ["Kurt_Campbell", "Jens_Stoltenberg", "Antony_Blinken", "Joe_Biden"])
def test_people_are_persons(seeds_folder: Path, person: str) -> None:
    assert holds(seeds_folder, f"e:{person} a kg:Person")


def test_the_g7_has_seven_members(seeds_folder: Path) -> None:
    rows = query.query(database.load(seeds_folder), "SELECT DISTINCT ?x { ?x kg:memberOf e:G7 }").rows
    assert len(rows) == 7
