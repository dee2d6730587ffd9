"""What a document says becomes statements in the terms of the ontology."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from handmade import reading, resolution, says

from kg.knowledge.align import align
from kg.knowledge.align.identity import content_hash
from kg.knowledge.align.literals import datatype
from kg.model.kinds import Certainty, Modality, Polarity, Role
from kg.model.records import Literal, Reading, Statement
from kg.store import rdf
from kg.terms import lexicon, vocab
from kg.terms.event_type import EventType

COUNTRIES = {"China": "GPE", "Russia": "GPE"}


def statements(read: Reading, **classes: str) -> list[Statement]:
    return list(align(read, resolution(read, **classes), lexicon.load()))


def test_aid_told_with_a_verb_is_the_aids_relation():
    read = reading("China aids Russia.", COUNTRIES, [says("aid", "China", "Russia")])
    [statement] = statements(read)
    assert (statement.subject, statement.predicate, statement.object) == ("China", "kg:aids", "Russia")
    assert statement.event_type is EventType.AID
    assert statement.object_label == "Russia"
    assert statement.is_fact


def test_a_verb_the_lexicon_lacks_becomes_an_open_relation():
    read = reading("China serenades Russia.", COUNTRIES, [says("serenade", "China", "Russia", trigger="serenades")])
    [statement] = statements(read)
    assert statement.predicate == "rel:serenade"
    assert statement.event_type is None


def test_the_evidence_is_cut_from_the_document():
    read = reading("China aids Russia.", COUNTRIES, [says("aid", "China", "Russia")])
    [evidence] = statements(read)[0].evidence
    text = read.document.text
    assert evidence.quote == evidence.sentence.of(text) == text
    assert (evidence.subject.of(text), evidence.object.of(text)) == ("China", "Russia")


def test_a_denial_is_a_fact_about_a_negated_statement():
    text = "China denies arming Russia."
    denied = says("arm", "China", "Russia", trigger="arming", by=["China"], polarity=Polarity.NEGATIVE)
    read = reading(text, COUNTRIES, [says("deny", "China", 1, trigger="denies"), denied])
    by_predicate = {s.predicate: s for s in statements(read)}
    inner, outer = by_predicate["kg:suppliesArmsTo"], by_predicate["kg:denies"]
    assert outer.object == f"st:{inner.id}"
    assert outer.is_fact
    assert not inner.is_fact
    assert inner.attribution == ("China",)


def test_a_pronoun_with_no_antecedent_is_never_a_subject():
    read = reading("it aids Russia.", {"it": "TOPIC", "Russia": "GPE"}, [says("aid", "it", "Russia")])
    assert statements(read) == []


@pytest.mark.parametrize("word", ["his", "her"])
def test_whose_stands_in_what_somebody_is_called(word):
    words = f"{word} deputy"
    text = f"Leila met Omar, {words}."
    mentions = {"Leila": "PERSON", "Omar": "PERSON", f"{word}=Leila": "PERSON"}
    read = reading(text, mentions, [says("be", "Omar", [words, words], trigger="met")])
    assert statements(read)[0].object_label == "Leila's deputy"


def test_a_pronoun_stands_for_its_antecedent():
    mentions = {"China": "GPE", "Russia": "GPE", "it=China": "GPE"}
    read = reading("China said it aids Russia.", mentions, [says("aid", "it", "Russia")])
    assert statements(read)[0].subject == "China"


@pytest.mark.parametrize(
    ("polarity", "expected"),
    [
        pytest.param(Polarity.POSITIVE, ["China"], id="who helps them helps"),
        pytest.param(Polarity.NEGATIVE, [], id="who does not help them may help others"),
    ],
)
def test_an_unresolved_object_goes_only_where_the_rest_stays_true(polarity: Polarity, expected: list[str]):
    read = reading(
        "China helps them.", {"China": "GPE", "them": "TOPIC"}, [says("help", "China", "them", polarity=polarity)]
    )
    assert [s.subject for s in statements(read)] == expected


def test_a_meeting_at_a_place_is_met_at():
    read = reading("G7 met at Capri.", {"G7": "ORG", "Capri": "LOC"}, [says("meet at", "G7", "Capri", trigger="met")])
    [statement] = statements(read, Capri="Island")
    assert (statement.predicate, statement.event_type) == ("kg:metAt", "MEETING")


def test_a_meeting_in_a_session_is_no_place():
    read = reading(
        "G7 met in session.", {"G7": "ORG", "session": "TOPIC"}, [says("meet in", "G7", "session", trigger="met")]
    )
    assert statements(read)[0].predicate == "rel:meet_in"


def test_a_founding_year_is_a_literal_year():
    proposition = says("be founded", "NATO", trigger="founded", time=["1949", "1949"])
    [statement] = statements(reading("NATO was founded in 1949.", {"NATO": "ORG"}, [proposition]))
    assert statement.predicate == "kg:foundedIn"
    assert statement.object == Literal("1949", "gYear")
    assert statement.roles == ()


@pytest.mark.parametrize(
    ("predicate", "subject", "object", "expected"),
    [
        pytest.param("hold role", "Blinken", "Secretary", "kg:holdsRole", id="a person holds a role"),
        pytest.param("be role of", "Secretary", "China", "kg:roleOf", id="a role is of a country"),
        pytest.param("be", "Blinken", "Secretary", "kg:holdsRole", id="a person is a role"),
        pytest.param("be member of", "China", "NATO", "kg:memberOf", id="a country is a member"),
        pytest.param("be located in", "NATO", "China", "kg:locatedIn", id="something lies in a country"),
        pytest.param("be located in", "China", "Blinken", "rel:be_located_in", id="nothing lies in a person"),
        pytest.param("join", "China", "NATO", "kg:joined", id="a country joins a body"),
        pytest.param("join", "NATO", "Blinken", "rel:join", id="nobody joins a person"),
    ],
)
def test_standing_relations_hold_between_their_classes_only(predicate: str, subject: str, object: str, expected: str):
    mentions = {"Blinken": "PERSON", "Secretary": "ROLE", "China": "GPE", "NATO": "ORG"}
    read = reading("Blinken Secretary China NATO X.", mentions, [says(predicate, subject, object, trigger="X")])
    assert statements(read)[0].predicate == expected


def test_the_noun_of_a_light_verb_tells_the_relation_and_its_complement_the_object():
    mentions = {"China": "GPE", "military aid": "TOPIC", "Russia": "GPE"}
    proposition = says("provide", "China", "military aid", trigger="provided", recipient=("to", "Russia"))
    [statement] = statements(reading("China provided military aid to Russia.", mentions, [proposition]))
    assert (statement.predicate, statement.object) == ("kg:suppliesArmsTo", "Russia")
    assert statement.phrase == "provide military aid to"
    assert statement.roles == ((Role.INSTRUMENT, "military_aid"),)


def test_the_complement_is_found_inside_the_object_phrase():
    mentions = {"China": "GPE", "concerns|concerns about Russia": "TOPIC", "Russia": "GPE"}
    proposition = says("raise", "China", "concerns about Russia", trigger="raised")
    [statement] = statements(reading("China raised concerns about Russia.", mentions, [proposition]))
    assert (statement.predicate, statement.object) == ("kg:raisesConcernAbout", "Russia")


def test_without_another_side_the_object_stays_and_the_event_is_known():
    read = reading(
        "China held talks.", {"China": "GPE", "talks": "TOPIC"}, [says("hold", "China", "talks", trigger="held")]
    )
    [statement] = statements(read)
    assert (statement.predicate, statement.object, statement.event_type) == ("rel:hold", "talks", "CONSULT")


def test_who_is_urged_is_the_object_and_what_for_the_topic():
    text = "China urged Russia to attack Ukraine."
    mentions = {**COUNTRIES, "Ukraine": "GPE"}
    inner = says("attack", "Russia", "Ukraine", modality=Modality.REQUESTED, by=["China"])
    outer = says("urge", "China", 1, trigger="urged", addressee="Russia")
    by_predicate = {s.predicate: s for s in statements(reading(text, mentions, [outer, inner]))}
    urges = by_predicate["kg:urges"]
    assert urges.object == "Russia"
    assert urges.roles == ((Role.TOPIC, f"st:{by_predicate['kg:attacks'].id}"),)


def test_a_demand_that_someone_act_is_a_demand_of_them():
    text = "China demanded that Russia leave."
    inner = says("leave", "Russia", modality=Modality.REQUESTED, by=["China"])
    outer = says("demand", "China", 1, trigger="demanded")
    by_predicate = {s.predicate: s for s in statements(reading(text, COUNTRIES, [outer, inner]))}
    assert by_predicate["kg:demandsOf"].object == "Russia"


def test_a_repeated_statement_stands_once_with_all_its_evidence():
    once = says("aid", "China", "Russia")
    again = says("aid", "China", "Russia", trigger="aid again")
    read = reading("China aids Russia. aid again", COUNTRIES, [once, again])
    [statement] = statements(read)
    assert len(statement.evidence) == 2
    assert list(statement.evidence) == sorted(statement.evidence, key=lambda e: e.predicate)


def test_a_list_of_members_tells_of_each_members_membership():
    read = reading("NATO includes China.", {"NATO": "ORG", "China": "GPE"}, [says("include", "NATO", "China")])
    [statement] = statements(read)
    assert (statement.subject, statement.predicate, statement.object) == ("China", "kg:memberOf", "NATO")
    [evidence] = statement.evidence
    assert (evidence.subject.of(read.document.text), evidence.object.of(read.document.text)) == ("China", "NATO")


def test_what_lists_no_members_has_parts():
    read = reading("Talks include arms.", {"Talks": "TOPIC", "arms": "TOPIC"}, [says("include", "Talks", "arms")])
    assert statements(read)[0].predicate == "kg:hasPart"


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        pytest.param("GROUP", "RETREAT", id="hostages are released"),
        pytest.param("TOPIC", None, id="a report is released"),
    ],
)
def test_a_passive_is_of_its_subjects_kind(kind: str, event: str | None):
    read = reading("X were released.", {"X": kind}, [says("be released", "X", trigger="released")])
    assert statements(read)[0].event_type == event


def test_to_add_words_is_to_speak_and_to_add_a_fee_is_not():
    mentions = {"China": "GPE", "fees": "TOPIC"}
    read = reading("China added fees.", mentions, [says("add", "China", "fees", trigger="added")])
    assert statements(read)[0].predicate == "rel:add"
    inner = says("work", "China", trigger="works", by=["China"])
    read = reading("China added: China works.", {"China": "GPE"}, [says("add", "China", 1, trigger="added"), inner])
    assert {s.predicate for s in statements(read)} == {"kg:states", "rel:work"}


def test_nothing_meets_itself():
    mentions = {"China": "GPE", "it=China": "GPE"}
    read = reading("China met it.", mentions, [says("meet", "China", "it", trigger="met")])
    assert statements(read) == []


def test_the_order_of_propositions_changes_nothing():
    made = [
        says("aid", "China", "Russia"),
        says("invade", "Russia", "China", trigger="Russia"),
        says("urge", "China", "Russia", trigger="China"),
    ]
    found = {tuple(statements(reading("China aids Russia.", COUNTRIES, list(order)))) for order in permutations(made)}
    assert len(found) == 1


def test_every_relation_that_is_written_is_a_term():
    made = [says(p, "China", "Russia", trigger="aids") for p in ("aid", "meet", "sulk", "be", "have", "be led by")]
    for statement in statements(reading("China aids Russia.", COUNTRIES, made)):
        vocab.check([statement.predicate])


def test_who_is_provided_with_something_gets_it():
    mentions = COUNTRIES | {"detailed news": "TOPIC"}
    claim = says("provide", "China", "Russia", trigger="provides", instrument=("with", "detailed news"))
    read = reading("China provides Russia with detailed news.", mentions, [claim])
    [statement] = statements(read, detailed_news="Topic")
    assert (statement.subject, statement.predicate, statement.object) == ("China", "kg:provides", "detailed_news")
    assert (Role.RECIPIENT, "Russia") in statement.roles


def test_what_an_unnamed_he_says_is_no_fact_of_the_article():
    claim = says("arm", "China", "Russia", trigger="armed", by=["he"])
    read = reading("he said that China armed Russia.", {"he": "PERSON"} | COUNTRIES, [claim])
    [statement] = statements(read)
    assert statement.certainty is Certainty.UNSPECIFIED
    assert not statement.is_fact


@pytest.mark.parametrize(("value", "is_time", "expected"), [("1949", True, "gYear"), ("1949", False, "integer")])
def test_four_digits_are_a_year_only_as_a_time(value: str, is_time: bool, expected: str) -> None:
    assert datatype(value, is_time=is_time) == expected


def test_what_a_statement_leads_to_is_in_its_id():
    read = reading("China aids Russia.", COUNTRIES, [says("aid", "China", "Russia")])
    [statement] = statements(read)
    assert content_hash(statement) == statement.id
    assert content_hash(replace(statement, object="Ghana")) != statement.id


@pytest.mark.parametrize(
    ("verb", "subject", "object", "expected"),
    [
        pytest.param("attack", "rebels", "town", ("kg:attacks", "ASSAULT"), id="rebels attack a town"),
        pytest.param("attack", "senator", "plan", ("kg:criticizes", "ACCUSE"), id="a senator attacks a plan"),
        pytest.param("beat", "police", "protesters", ("kg:attacks", "ASSAULT"), id="police beat protesters"),
        pytest.param("beat", "team", "rivals", ("kg:defeats", None), id="a team beats rivals"),
        pytest.param("beat", "firm", "forecast", ("rel:beat", None), id="a firm beats a forecast"),
        pytest.param("kill", "soldiers", "farmers", ("kg:kills", "ASSAULT"), id="soldiers kill"),
        pytest.param("kill", "flood", "farmers", ("kg:kills", None), id="a flood kills"),
        pytest.param("kill", "senators", "bill", ("kg:vetoes", "REJECT"), id="senators kill a bill"),
        pytest.param("run", "woman", "bank", ("kg:controls", None), id="a bank is run"),
        pytest.param("run", "woman", "marathon", ("kg:participatesIn", None), id="so is a marathon"),
        pytest.param("strike", "firms", "pact", ("kg:agreesWith", "AGREE"), id="firms strike a pact"),
        pytest.param("sanction", "ministers", "use", ("kg:allows", "CONCEDE"), id="to sanction a use permits it"),
        pytest.param("sanction", "ministers", "bank", ("kg:sanctions", "SANCTION"), id="to sanction a bank does not"),
        pytest.param("fire", "mayor", "adviser", ("kg:dismisses", "APPOINTMENT"), id="advisers are fired"),
        pytest.param("fire", "soldiers", "torpedo", ("kg:attacks", "ASSAULT"), id="and torpedoes"),
        pytest.param("take over", "engineer", "post", ("rel:take_over", None), id="a post is taken over by persons"),
        pytest.param("boost", "rain", "sales", ("kg:develops", None), id="rain boosts sales"),
        pytest.param("take over", "engineer", "bank", ("kg:controls", None), id="and banks are controlled"),
        pytest.param("train", "army", "pilots", ("kg:teaches", None), id="pilots are trained"),
        pytest.param("train", "army", "rebels", ("kg:teaches", "AID"), id="rebels are trained"),
        pytest.param("concede", "team", "goal", ("rel:concede", None), id="a goal is conceded"),
        pytest.param("face", "banker", "charges", ("rel:face", None), id="who faces charges does not answer them"),
        pytest.param("smash", "runner", "record", ("rel:smash", None), id="a record is smashed"),
        pytest.param("win", "team", "marathon", ("kg:wins", None), id="a contest is won"),
        pytest.param("win", "team", "prize", ("kg:receives", None), id="and a prize"),
        pytest.param("win", "team", "hearts", ("rel:win", None), id="but no hearts"),
        pytest.param("capture", "rebels", "ministers", ("kg:detains", "COERCE"), id="rebels capture ministers"),
        pytest.param("capture", "mayor", "nomination", ("kg:receives", None), id="a mayor captures a nomination"),
        pytest.param("capture", "rain", "mayor", ("rel:capture", None), id="a thing captures nobody"),
        pytest.param("kill", "storm", "hopes", ("kg:ends", None), id="hopes are killed"),
        pytest.param("spend", "mayor", "million", ("kg:pays", None), id="millions are spent"),
        pytest.param("spend", "mayor", "summer", ("rel:spend", None), id="a summer is not paid"),
        pytest.param("command", "army", "troops", ("kg:leads", None), id="troops are commanded"),
        pytest.param("command", "painting", "price", ("rel:command", None), id="a price is not led"),
        pytest.param("hurt", "inquiry", "mayor", ("kg:worsens", None), id="an inquiry wounds nobody"),
        pytest.param("hurt", "storm", "mayor", ("kg:injures", None), id="a storm does"),
        pytest.param("require", "rules", "helmets", ("kg:orders", None), id="rules require"),
        pytest.param("require", "painting", "restoration", ("kg:needs", None), id="a painting needs"),
        pytest.param("sign", "mayor", "bill", ("kg:signs", None), id="who signs a bill makes no peace"),
        pytest.param("sign", "ministers", "pact", ("rel:sign", "SUPPORT"), id="who signs a pact does"),
        pytest.param("sponsor", "brewery", "team", ("kg:funds", "AID"), id="a team is aided"),
        pytest.param("sponsor", "brewery", "marathon", ("kg:funds", None), id="a marathon is not"),
        pytest.param("question", "senator", "honesty", ("kg:doubts", "SPEECH_ACT"), id="honesty is doubted"),
        pytest.param("question", "senator", "adviser", ("rel:question", None), id="an adviser is asked"),
        pytest.param("introduce", "senator", "bill", ("kg:proposes", None), id="a bill is introduced"),
        pytest.param("hold", "mayor", "rally", ("rel:hold", None), id="a mayor's rally is no protest"),
        pytest.param("hold", "protesters", "rally", ("rel:hold", "PROTEST"), id="a protesters' rally is"),
        pytest.param("blow up", "rebels", "tower", ("kg:destroys", "COERCE"), id="a tower is destroyed"),
        pytest.param("authorize", "mayor", "raid", ("kg:allows", None), id="to authorize a raid yields to nobody"),
    ],
)
def test_what_a_verb_means_goes_by_the_kinds_of_subject_and_object(
    verb: str, subject: str, object: str, expected: tuple[str, str | None]
):
    people = {"rebels", "senator", "senators", "police", "protesters", "team", "rivals", "firm", "firms", "soldiers"}
    people |= {
        "troops",
        "protesters",
        "farmers",
        "woman",
        "ministers",
        "mayor",
        "adviser",
        "engineer",
        "army",
        "pilots",
        "banker",
        "runner",
    }
    mentions = {words: "GROUP" if words in people else "TOPIC" for words in (subject, object)}
    trigger = verb.split(" ")[0]
    read = reading(f"The {subject} {verb} the {object}.", mentions, [says(verb, subject, object, trigger=trigger)])
    [statement] = statements(read, post="Role")
    assert (statement.predicate, statement.event_type) == expected


@pytest.mark.parametrize(
    ("how", "event"),
    [
        pytest.param("flood", None, id="a flood assaults nobody"),
        pytest.param("raid", "ASSAULT", id="a raid does"),
    ],
)
def test_what_did_it_stands_behind_the_passive(how: str, event: str | None):
    mentions = {"farmers": "GROUP", how: "TOPIC"}
    told = says("be killed in", "farmers", how, trigger="killed", preposition="in")
    assert statements(reading(f"The farmers were killed in a {how}.", mentions, [told]))[0].event_type == event


def test_who_is_told_something_is_the_addressee():
    mentions = {"Leila": "PERSON", "Omar": "PERSON", "Peru": "GPE", "Chile": "GPE"}
    text = "Leila told Omar that Peru aids Chile."
    inner = says("aid", "Peru", "Chile", trigger="aids", by=["Leila"])
    read = reading(text, mentions, [says("tell", "Leila", "Omar", trigger="told", topic=1), inner])
    by_predicate = {s.predicate: s for s in statements(read)}
    told = by_predicate["kg:states"]
    assert told.object == f"st:{by_predicate['kg:aids'].id}"
    assert told.roles == ((Role.ADDRESSEE, "Omar"),)
    assert Role.TOPIC not in dict(told.roles)


@pytest.mark.parametrize(
    ("where", "kind", "role"),
    [
        pytest.param("Capri", "LOC", Role.PLACE, id="a named place"),
        pytest.param("border", "TOPIC", Role.PLACE, id="what lies somewhere"),
        pytest.param("summit", "TOPIC", Role.PLACE, id="what has a place of its own"),
        pytest.param("statement", "TOPIC", Role.OTHER, id="words are no place"),
        pytest.param("lead", "TOPIC", Role.OTHER, id="nor is a lead"),
        pytest.param("Cross", "PERSON", Role.OTHER, id="nor is anybody"),
    ],
)
def test_a_place_is_a_place(where: str, kind: str, role: Role):
    mentions = {"Leila": "PERSON", "plan": "TOPIC", where: kind}
    read = reading(
        f"Leila praised the plan in {where}.",
        mentions,
        [says("praise", "Leila", "plan", trigger="praised", place=("in", where))],
    )
    assert statements(read)[0].roles == ((role, where),)


@pytest.mark.parametrize(
    ("where", "preposition", "role"),
    [
        pytest.param("party", "at", Role.PLACE, id="a party that somebody gives"),
        pytest.param("party", "in", Role.OTHER, id="one of politics"),
        pytest.param("parties", "in", Role.OTHER, id="more than one"),
        pytest.param("show", "in", Role.OTHER, id="a show of something"),
        pytest.param("place", "in", Role.OTHER, id="in place"),
        pytest.param("city", "in", Role.PLACE, id="what lies somewhere"),
    ],
)
def test_what_is_no_place_behind_in(where: str, preposition: str, role: Role):
    read = reading(
        f"Leila praised the plan {preposition} {where}.",
        {"Leila": "PERSON", "plan": "TOPIC", where: "TOPIC"},
        [says("praise", "Leila", "plan", trigger="praised", place=(preposition, where))],
    )
    assert statements(read)[0].roles == ((role, where),)


@pytest.mark.parametrize(
    ("words", "preposition", "role"),
    [
        pytest.param("two weeks", "in", Role.OTHER, id="how long it took"),
        pytest.param("the spring", "during", Role.TIME, id="a season of a year that nobody tells"),
        pytest.param("recent years", "in", Role.TIME, id="years of the past"),
        pytest.param("12 years", "to", Role.OTHER, id="what one is sentenced to"),
        pytest.param("12 years in prison", "for", Role.OTHER, id="a prison term"),
        pytest.param("age 43", "at", Role.OTHER, id="an age"),
        pytest.param("91", "at", Role.OTHER, id="an age in figures"),
    ],
)
def test_a_time_is_a_time(words: str, preposition: str, role: Role):
    told = says("serve", "Leila", trigger="served", time=(preposition, [words, None]))
    [statement] = statements(reading(f"Leila served {preposition} {words}.", {"Leila": "PERSON"}, [told]))
    assert statement.roles == ((role, Literal(words)),)


@pytest.mark.parametrize(("verb", "role"), [("jail", Role.OTHER), ("visit", Role.TIME)])
def test_for_how_long_one_is_jailed_is_no_time(verb: str, role: Role):
    told = says(verb, "Leila", "Omar", trigger="met", time=("for", ["the past two years", "2022/2024"]))
    [statement] = statements(
        reading("Leila met Omar for the past two years.", {"Leila": "PERSON", "Omar": "PERSON"}, [told])
    )
    assert [found for found, _ in statement.roles] == [role]


def _time(preposition: str, words: str) -> object:
    """A time in words, as the makers of propositions take it."""
    return (preposition, [words, None]) if preposition else [words, None]


@pytest.mark.parametrize(
    ("sentence", "words", "preposition", "modality", "role"),
    [
        pytest.param("Leila led it for decades.", "decades", "for", Modality.ACTUAL, Role.OTHER, id="how long"),
        pytest.param("Leila led it every day.", "every day", "", Modality.ACTUAL, Role.OTHER, id="how often"),
        pytest.param(
            "Leila led it the first time.", "the first time", "", Modality.ACTUAL, Role.OTHER, id="which time"
        ),
        pytest.param("Leila led it in a few weeks.", "a few weeks", "in", Modality.PLANNED, Role.TIME, id="to come"),
        pytest.param("Leila led it a week before.", "a week", "", Modality.ACTUAL, Role.TIME, id="an offset"),
    ],
)
def test_how_long_and_how_often_are_no_times(
    sentence: str, words: str, preposition: str, modality: Modality, role: Role
):
    told = says("lead", "Leila", "it", trigger="led", time=_time(preposition, words), modality=modality)
    [statement] = statements(reading(sentence, {"Leila": "PERSON", "it": "TOPIC"}, [told]))
    assert statement.roles == ((role, Literal(words)),)
    assert bool(statement.time_text) is (role is Role.TIME)


@pytest.mark.parametrize(
    ("preposition", "words", "value", "modality", "time"),
    [
        pytest.param(
            "in", "May 2024", "2024-05", Modality.ACTUAL, ("in May 2024", "2024-05-01", "2024-05-31"), id="month"
        ),
        pytest.param("in", "2023", "2023", Modality.ACTUAL, ("in 2023", "2023-01-01", "2023-12-31"), id="year"),
        pytest.param(
            "since", "2014", "2014/", Modality.ACTUAL, ("since 2014", "2014-01-01", "2024-09-11"), id="what goes on"
        ),
        pytest.param("since", "2014", "2014/", Modality.POSSIBLE, ("since 2014", "2014-01-01", None), id="what may"),
        pytest.param("by", "2030", "/2030", Modality.PLANNED, ("by 2030", None, "2030-12-31"), id="a deadline"),
        pytest.param("in", "hard times", None, Modality.ACTUAL, ("in hard times", None, None), id="words"),
    ],
)
def test_a_time_has_its_words_and_its_first_and_last_day(
    preposition: str, words: str, value: str | None, modality: Modality, time: tuple[str, str | None, str | None]
):
    told = says("lead", "Leila", "Omar", trigger="led", time=(preposition, [words, value]), modality=modality)
    read = reading(f"Leila led Omar {preposition} {words}.", {"Leila": "PERSON", "Omar": "PERSON"}, [told])
    read = replace(read, document=replace(read.document, date="2024-09-11"))
    [statement] = statements(read)
    assert (statement.time_text, statement.earliest, statement.latest) == time


def test_a_day_whose_year_is_not_known_keeps_month_and_day():
    told = says("lead", "Leila", "Omar", trigger="led", time=("on", ["July 9", None]))
    [statement] = statements(reading("Leila led Omar on July 9.", {"Leila": "PERSON", "Omar": "PERSON"}, [told]))
    assert (statement.earliest, statement.month_day) == (None, "--07-09")


def test_the_days_of_a_time_are_no_part_of_a_statements_id():
    told = says("lead", "Leila", "Omar", trigger="led", time=("since", ["2014", "2014/"]))
    read = reading("Leila led Omar since 2014.", {"Leila": "PERSON", "Omar": "PERSON"}, [told])
    [early] = statements(replace(read, document=replace(read.document, date="2020-01-01")))
    [late] = statements(replace(read, document=replace(read.document, date="2024-09-11")))
    assert early.id == late.id
    assert (early.latest, late.latest) == ("2020-01-01", "2024-09-11")


@pytest.mark.parametrize(
    ("behind", "kind", "expected"),
    [
        pytest.param("Peru", "GPE", ((Role.PLACE, "Peru"),), id="where it was"),
        pytest.param("tears", "TOPIC", (), id="not how"),
    ],
)
def test_the_place_behind_a_person_is_the_deeds(behind: str, kind: str, expected: tuple[object, ...]):
    mentions = {"Leila": "PERSON", f"Omar|Omar in {behind}": "PERSON", behind: kind}
    read = reading(
        f"Leila met Omar in {behind}.", mentions, [says("meet", "Leila", f"Omar in {behind}", trigger="met")]
    )
    assert statements(read)[0].roles == expected


@pytest.mark.parametrize(
    ("predicate", "subject", "kind", "undergone"),
    [
        pytest.param("be arrested", "Omar", "PERSON", "kg:detains", id="who was arrested"),
        pytest.param("be arrested on", "Omar", "PERSON", "kg:detains", id="whatever stands behind it"),
        pytest.param("be released", "hostages", "GROUP", "kg:releases", id="who was released"),
        pytest.param("be born", "Omar", "PERSON", None, id="nobody bears anybody in news"),
        pytest.param("arrest", "Omar", "PERSON", None, id="who arrests undergoes nothing"),
    ],
)
def test_the_subject_of_a_passive_undergoes_the_deed(predicate: str, subject: str, kind: str, undergone: str | None):
    read = reading(f"{subject} met.", {subject: kind}, [says(predicate, subject, trigger="met")])
    assert statements(read)[0].undergone == undergone


@pytest.mark.parametrize(
    ("predicate", "subject", "body", "told"),
    [
        pytest.param("hold role", "Leila", "Norway", "Norway", id="a minister of a country"),
        pytest.param("hold role", "Leila", None, None, id="of nobody knows whom"),
        pytest.param("criticize", "Leila", "Norway", None, id="whoever speaks of one tells of no office"),
    ],
)
def test_who_holds_an_office_tells_whose_it_is(predicate: str, subject: str, body: str | None, told: str | None):
    mentions = {"Leila": "PERSON", "Norway": "GPE", "minister|Norway's minister": "ROLE"}
    read = reading(
        "Leila is Norway's minister.", mentions, [says(predicate, subject, "Norway's minister", trigger="is")]
    )
    office = replace(read.mentions[2], of=None if body is None else 1)
    [statement] = statements(replace(read, mentions=(*read.mentions[:2], office)))
    assert statement.office_of == told
    plain = {tuple(vocab.compact(node.value) for node in fact) for fact in rdf.facts(statement)}
    assert (("e:Norways_minister", "kg:roleOf", "e:Norway") in plain) is (told is not None)
    assert (("e:Norway", "kg:hasRole", "e:Norways_minister") in plain) is (told is not None)


BACKING = {"group|group backing strikes": "TOPIC", "strikes": "TOPIC", "China": "GPE"}


def test_what_the_subjects_own_words_tell_is_no_statement():
    read = reading(
        "The group backing strikes met China.",
        BACKING,
        [says("back", "group backing strikes", "strikes", trigger="backing")],
    )
    assert statements(read) == []


@pytest.mark.parametrize(
    ("object", "roles"),
    [
        pytest.param("China", {}, id="a name leads on"),
        pytest.param(None, {"time": ["2010", "2010"]}, id="a time tells when"),
    ],
)
def test_what_the_subjects_own_words_tell_stays_where_it_leads_on(object, roles):
    text = "The group backing China since 2010 met."
    read = reading(
        text,
        {"group|group backing China since 2010": "TOPIC", "China": "GPE"},
        [says("back", "group backing China since 2010", object, trigger="backing", **roles)],
    )
    assert len(statements(read)) == 1


def test_what_is_told_behind_the_subjects_words_is_a_statement():
    read = reading(
        "The group met strikes in China.",
        {"group": "TOPIC", "strikes": "TOPIC"},
        [says("meet", "group", "strikes", trigger="met")],
    )
    assert len(statements(read)) == 1


def test_who_proposes_to_do_something_proposes_it_and_not_itself():
    read = reading(
        "Russia proposes to aid China.",
        COUNTRIES,
        [says("propose", "Russia", 1, trigger="proposes"), says("aid", "Russia", "China")],
    )
    [proposing] = [s for s in statements(read) if s.phrase == "propose"]
    [aiding] = [s for s in statements(read) if s.phrase == "aid"]
    assert (proposing.subject, proposing.object) == ("Russia", f"st:{aiding.id}")


@pytest.mark.parametrize(("pronoun", "stated"), [("it", 0), ("itself", 1)])
def test_nobody_does_to_themselves_what_no_reflexive_tells(pronoun: str, stated: int):
    mentions = {"China": "GPE", f"{pronoun}=China": "GPE"}
    read = reading(f"China serenades {pronoun}.", mentions, [says("serenade", "China", pronoun)])
    assert len(statements(read)) == stated


@pytest.mark.parametrize(
    ("words", "literal"),
    [
        pytest.param("12", Literal("12", "integer"), id="a number"),
        pytest.param("seven", Literal("7", "integer"), id="a number in words"),
        pytest.param("$40", Literal("$40"), id="a sum"),
        pytest.param("9%", Literal("9%"), id="a share"),
    ],
)
def test_a_number_of_which_nothing_else_is_told_is_no_thing(words: str, literal: Literal):
    read = reading(
        f"China has {words}.", {"China": "GPE", words: "TOPIC"}, [says("have", "China", words, trigger="has")]
    )
    assert statements(read)[0].object == literal


@pytest.mark.parametrize("words", ["-", "e", "2018", "you guys", "which party"])
def test_nothing_is_told_of_a_mark_a_letter_a_year_and_what_points(words: str):
    read = reading(
        f"Then {words} met China.", {words: "TOPIC", "China": "GPE"}, [says("meet", words, "China", trigger="met")]
    )
    assert statements(read) == []


def test_who_helped_to_do_something_aided_nobody():
    mentions = {"Leila": "PERSON", "league": "TOPIC"}
    inner = says("found", "Leila", "league", trigger="found")
    read = reading(
        "Leila helped found the league.", mentions, [says("help", "Leila", trigger="helped", object=1), inner]
    )
    assert [s.event_type for s in statements(read) if s.phrase == "help"] == [None]


def test_a_war_of_words_is_no_war():
    senses = lexicon.load()
    assert senses.read("wage", "a war", " of words").event == "ACCUSE"
    assert senses.read("wage", "a war", " on the rebels").event == "ASSAULT"


def test_what_was_done_in_a_war_is_no_war():
    senses = lexicon.load()
    assert senses.read("do in", "three wars") is None
    assert senses.read("wage", "three wars").event == "ASSAULT"


def test_where_no_body_is_served_one_belongs_to_none():
    mentions = {"Leila": "PERSON", "Peru": "GPE"}
    read = reading("Leila served in Peru.", mentions, [says("serve in", "Leila", "Peru", trigger="served")])
    assert [s.predicate for s in statements(read)] == ["rel:serve_in"]


def test_a_post_without_an_entity_of_its_own_is_what_one_is():
    mentions = {"Leila": "PERSON", "deputy head": "TOPIC"}
    told = says("serve as", "Leila", "deputy head", trigger="served", preposition="as")
    read = reading("Leila served as deputy head.", mentions, [told])
    assert [s.predicate for s in statements(read)] == ["kg:isA"]
