"""Who belongs to which body in the graph, from the tables, and how a query tells it."""

from __future__ import annotations

from kg import gazetteer
from kg.knowledge.resolve.belonging import belonging
from kg.model.records import Entity, Fusion, Knowledge, Membership
from kg.store import database, rdf
from kg.store.query import query

BODY = Entity("European_Union", "European Union", (), "Bloc", "Q458")
BRITAIN = Entity("United_Kingdom", "United Kingdom", (), "Country", "Q145")
SWEDEN = Entity("Sweden", "Sweden", (), "Country", "Q34")
MUMBAI = Entity("Mumbai", "Mumbai", (), "City", "Q1156")
INDIA = Entity("India", "India", (), "Country", "Q668")


def test_a_member_has_its_body_with_dates_where_the_graph_has_both() -> None:
    _, britain, sweden = belonging([BODY, BRITAIN, SWEDEN], gazetteer.load())
    assert britain.memberships == (Membership("European_Union", "1973-01-01", "2020-01-31"),)
    assert sweden.memberships == (Membership("European_Union", "1995-01-01"),)
    assert belonging([SWEDEN], gazetteer.load())[0].memberships == ()


def test_a_town_has_its_country_where_the_graph_has_both() -> None:
    assert [e.country for e in belonging([INDIA, MUMBAI], gazetteer.load())] == [None, "India"]
    assert belonging([MUMBAI], gazetteer.load()) == (MUMBAI,)


def test_another_thing_of_the_same_name_belongs_nowhere() -> None:
    club = Entity("Sweden", "Sweden", (), "Organization")
    assert belonging([BODY, club], gazetteer.load()) == (BODY, club)


def test_memberships_are_asked_by_their_dates_and_are_no_plain_facts() -> None:
    entities = belonging([BODY, INDIA, MUMBAI, SWEDEN, BRITAIN], gazetteer.load())
    graph = database.memory(Knowledge((), tuple(sorted(entities, key=lambda e: e.id)), (), Fusion((), (), {})))
    left = "SELECT ?who ?end { ?who kg:membership [ kg:body e:European_Union ; kg:until ?end ] }"
    assert [str(row[-1]) for row in query(graph, left).rows] == ["2020-01-31"]
    assert not query(graph, "SELECT ?x { ?x kg:memberOf ?y }").rows
    assert rdf.knowledge(graph).entities == tuple(sorted(entities, key=lambda e: e.id))


def whose(*entities: Entity) -> dict[str, str | None]:
    return {entity.id: entity.of for entity in belonging(entities, gazetteer.load())}


def test_a_body_is_of_the_state_that_is_told_of_it_or_that_its_name_tells() -> None:
    congress = Entity("US_Congress", "US Congress", (), "Organization", "Q11268")
    navy = Entity("Indian_Navy", "Indian Navy", (), "Military")
    embassy = Entity("Embassy_of_Sweden", "Embassy of Sweden", (), "Organization")
    states = Entity("United_States", "United States", (), "Country", "Q30")
    found = whose(congress, navy, embassy, states, INDIA, SWEDEN)
    assert (found["US_Congress"], found["Indian_Navy"], found["Embassy_of_Sweden"]) == (
        "United_States",
        "India",
        "Sweden",
    )
    assert whose(congress, navy) == {"US_Congress": None, "Indian_Navy": None}


def test_a_firm_called_after_a_place_is_not_its_body() -> None:
    assert (
        whose(Entity("Indian_Chess_Club", "Indian Chess Club", (), "Organization"), INDIA)["Indian_Chess_Club"] is None
    )


def test_a_people_is_of_its_country_and_the_followers_of_a_party_of_the_party() -> None:
    swedes, liberals = Entity("Swedes", "Swedes", (), "People"), Entity("Liberals", "Liberals", (), "People")
    party = Entity("Liberal_Party", "Liberal Party", (), "Party")
    found = whose(swedes, liberals, party, SWEDEN)
    assert (found["Swedes"], found["Liberals"]) == ("Sweden", "Liberal_Party")


def test_followers_of_two_parties_of_one_name_are_of_neither() -> None:
    parties = [Entity(id, "Liberal Party", (), "Party") for id in ("Liberal_Party", "Liberal_Party_b")]
    assert whose(Entity("Liberals", "Liberals", (), "People"), *parties)["Liberals"] is None
