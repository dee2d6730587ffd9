"""The known names: what matches, in which case, and what a file with a mistake says."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest

from kg import gazetteer
from kg.errors import InputError
from kg.gazetteer import How
from kg.terms.tables import ontology_folder


def found(text: str, *, shouting: bool = False) -> list[tuple[str, str]]:
    """Label and way of each known name in a text of words with spaces between."""
    return [(m.entry.label, m.how.value) for m in gazetteer.load().matches(text.split(), shouting=shouting)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("the People 's Republic of China", "China"),
        ("the U.S. said", "United States"),
        ("in Xinjiang Uygur Autonomous Region", "Xinjiang"),
        ("Nato leaders", "NATO"),
        ("the North Atlantic Treaty Organisation", "NATO"),
        ("RUSSIA ATTACKS", "Russia"),
        ("the Indo - Pacific", "Indo-Pacific"),
        ("al - Qaeda fighters", "al-Qaeda"),
        ("Burma and its generals", "Myanmar"),
        ("the Republican party", "Republican Party"),
    ],
)
def test_other_names_lead_to_the_canonical_one(text: str, label: str) -> None:
    assert found(text) == [(label, "name")]


def test_an_acronym_is_no_pronoun_in_small_letters() -> None:
    assert found("they told us that US aid and the un decided thing") == [("United States", "name")]


def test_an_acronym_that_is_a_word_says_nothing_among_capitals() -> None:
    assert found("TELL US WHO WON IN IRAN", shouting=True) == [("Iran", "name")]


def test_the_longest_name_wins() -> None:
    assert found("the Democratic Republic of the Congo") == [("Democratic Republic of the Congo", "name")]


def test_an_adjective_stands_for_its_country_and_a_capital_for_its_government() -> None:
    assert found("Russian troops and Beijing") == [("Russia", "demonym"), ("China", "seat")]


def test_the_seat_of_the_union_is_no_seat_of_belgium() -> None:
    [match] = gazetteer.load().matches(["Brussels"])
    assert (match.entry.label, match.place and match.place.kind) == ("European Union", "City")


def test_an_office_is_measured_back_from_the_name() -> None:
    words = ["US", "Deputy", "Secretary", "of", "State", "Kurt", "Campbell"]
    assert gazetteer.load().title_before(words, 5) == 4
    assert gazetteer.load().title_at(words, 1) == 4
    assert gazetteer.load().title_before(words, 0) == 0


def test_every_country_has_a_wikidata_id_of_its_own() -> None:
    table = ontology_folder() / "countries.tsv"
    with table.open(encoding="utf-8") as handle:
        lines = (line for line in handle if not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    ids = [row["qid"] for row in rows]
    assert len(ids) == len(set(ids)) > 500
    assert all(re.fullmatch(r"Q[1-9]\d*", id) for id in ids)


def test_each_demonym_and_capital_belongs_to_the_country_that_the_table_gives() -> None:
    known = gazetteer.load()
    links = {"French": "Q142", "Dutch": "Q55", "Swiss": "Q39", "Filipino": "Q928", "British": "Q145"}
    for word, link in links.items():
        [match] = known.matches([word])
        assert (match.how, match.entry.link) == (How.DEMONYM, link)


def test_classes_and_types_agree() -> None:
    known = gazetteer.load()
    for label, kind, type in [
        ("NATO", "Alliance", "ORG"),
        ("G7", "ForumOfStates", "ORG"),
        ("Kremlin", "Building", "FAC"),
        ("Europe", "Region", "LOC"),
        ("California", "Region", "GPE"),
        ("Russia", "Country", "GPE"),
    ]:
        entry = known.entry(label)
        assert entry is not None
        assert (entry.kind, entry.type) == (kind, type)


def test_a_given_name_has_a_sex_and_another_word_none() -> None:
    known = gazetteer.load()
    assert [known.given_name(word) for word in ("Angela", "Kurt", "Kim", "Kremlin")] == ["f", "m", "x", ""]


def copied(folder: Path) -> Path:
    """The three files of the gazetteer in a folder of their own."""
    for name in ("cities.tsv", "countries.tsv", "entities.ttl", "given-names.tsv"):
        shutil.copy(ontology_folder() / name, folder / name)
    return folder


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    copied(tmp_path).joinpath("entities.ttl").unlink()
    with pytest.raises(InputError, match=r"no file 'entities\.ttl'"):
        gazetteer.load(folder=tmp_path)


def test_broken_turtle_is_named_with_its_file(tmp_path: Path) -> None:
    copied(tmp_path).joinpath("entities.ttl").write_text("e:NATO a", encoding="utf-8")
    with pytest.raises(InputError, match=r"entities\.ttl is no Turtle"):
        gazetteer.load(folder=tmp_path)


def test_a_seat_of_an_unknown_country_is_named(tmp_path: Path) -> None:
    with (copied(tmp_path) / "entities.ttl").open("a", encoding="utf-8") as handle:
        handle.write('e:Keep a kg:Building ; rdfs:label "Keep" ; kg:seatOf wd:Q1 .\n')
    with pytest.raises(InputError, match="'Keep' is the seat of wd:Q1"):
        gazetteer.load(folder=tmp_path)


def test_a_city_has_its_country_and_its_id() -> None:
    known = gazetteer.load()
    [match] = known.matches(["Mumbai"])
    assert (match.entry.kind, match.entry.link, match.entry.country) == ("City", "Q1156", "Q668")
    [capital] = known.matches(["Seoul"])
    assert capital.place is not None
    assert (capital.place.link, capital.place.country) == ("Q8684", "Q884")


def test_a_body_that_bears_the_name_of_a_town_is_not_the_town() -> None:
    known = gazetteer.load()
    assert known.entry("Liverpool", None, "ORG") is None
    assert known.entry("Liverpool", None, "GPE") is not None


def test_hostile_words_are_matched_in_linear_time() -> None:
    known = gazetteer.load()
    words = ["X" * 10_000, "US" * 5_000, "\u202eRussia\u202c", "😀", "’s", "United", "the", "-"] * 500
    assert {match.entry.label for match in known.matches(words)} == set()
    assert known.title_before(words, 400) == known.title_at(words, 400) == 0


def test_every_member_of_a_body_is_known() -> None:
    known = gazetteer.load()
    bodies = ["NATO", "European Union", "G7", "BRICS", "ASEAN", "Warsaw Pact", "OPEC", "AUKUS"]
    entries = [entry for body in bodies if (entry := known.entry(body)) is not None]
    assert [len(entry.members) for entry in entries] == [32, 28, 7, 10, 11, 8, 15, 3]
    unknown = [m.member for entry in known.entries() for m in entry.members if known.named(m.member) is None]
    assert unknown == []


def test_dates_of_memberships_are_dates_in_order() -> None:
    form = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
    members = [m for entry in gazetteer.load().entries() for m in entry.members]
    assert all(form.fullmatch(date) for m in members for date in (m.start, m.end) if date is not None)
    assert all(m.start < m.end for m in members if m.start and m.end)
    assert len(members) > 400


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("Soviet Union", "Q15180"),
        ("Yugoslavia", "Q83286"),
        ("Czechoslovakia", "Q33946"),
        ("East Germany", "Q16957"),
        ("South Vietnam", "Q180573"),
        ("Ottoman Empire", "Q12560"),
    ],
)
def test_states_of_the_past_are_countries_of_their_own(name: str, link: str) -> None:
    [match] = gazetteer.load().matches(name.split())
    assert (match.entry.kind, match.entry.link) == ("Country", link)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("in Nashua , N.H. today", "New Hampshire"),
        ("the Sunshine State voted", "Florida"),
        ("the State of Texas sued", "Texas"),
        ("in Purchase , N.Y. today", "New York (state)"),
        ("in New York today", "New York City"),
        ("in Washington , D.C. today", "Washington"),
        ("the Pentagon denied it", "US Department of Defense"),
        ("on Capitol Hill today", "US Congress"),
        ("the DOJ denied it", "US Department of Justice"),
        ("the state of sunshine", None),
    ],
)
def test_states_and_seats_of_the_united_states_by_their_other_names(words: str, label: str | None) -> None:
    assert [m.entry.label for m in gazetteer.load().matches(words.split())] == ([label] if label else [])


@pytest.mark.parametrize(
    ("words", "label"),
    [("the F.B.I. denied it", "FBI"), ("the W.T.O. met", "WTO"), ("R.T. Hale spoke", None), ("the F.X.Z. met", None)],
)
def test_an_acronym_has_dots_or_none(words: str, label: str | None) -> None:
    known = gazetteer.load()
    assert [m.entry for m in known.matches(words.split())] == ([known.named(label)] if label else [])
