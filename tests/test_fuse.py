"""What documents say together: support, disputes and events."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Sequence

import pytest
import sample
import strategies
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge import fuse as module
from kg.knowledge.earlier import Earlier
from kg.knowledge.fuse import fuse
from kg.model.kinds import Certainty, Modality, Polarity, Role
from kg.model.records import Document, Evidence, Fusion, Knowledge, Literal, Span, Statement
from kg.terms import vocab
from kg.terms.event_type import EventType
from kg.text import alike

INVADES = next(s for s in sample.statements() if s.predicate == "kg:invades")
MEETS = next(s for s in sample.statements() if s.subject == "Jake_Sullivan")
AIDS = next(s for s in sample.statements() if s.predicate == "kg:aids")


def told(statement: Statement, id: str, *, document: str = "b", **changes: object) -> Statement:
    """The same statement with another id, told by another document."""
    return dataclasses.replace(statement, id=id, document=document, **changes)  # type: ignore[arg-type]


def fused(*statements: Statement, documents: Sequence[Document] = ()) -> Fusion:
    """Fused; documents that are not given tell one story."""
    ids = sorted({statement.document for statement in statements})
    return fuse(statements, sample.ENTITIES, documents or [Document(id, "War in the east", ()) for id in ids])


def quoted(statement: Statement, words: str) -> Statement:
    """The same statement, read in another sentence."""
    return dataclasses.replace(statement, evidence=(dataclasses.replace(statement.evidence[0], quote=words),))


def dated(**dates: str) -> list[Document]:
    return [Document(id, f"the text of {id}", (), date=date) for id, date in dates.items()]


TRIPLE = ("China", "kg:aids", "Russia")
OTHER = "Russia gets help from China, said three diplomats who spoke on Thursday."
WIRE = (
    "A US official said on Thursday that China is aiding Russia. Beijing has not yet answered questions about it. " * 3
)


def test_support_counts_documents_not_statements() -> None:
    assert fused(AIDS, told(AIDS, "x", document=AIDS.document)).support[TRIPLE] == 1
    assert fused(AIDS, quoted(told(AIDS, "x"), OTHER)).support[TRIPLE] == 2


def test_a_sentence_that_two_documents_print_is_one_witness() -> None:
    assert fused(AIDS, told(AIDS, "x")).support[TRIPLE] == 1
    short = quoted(AIDS, "China aids Russia."), quoted(told(AIDS, "x"), "China aids Russia.")
    assert fused(*short).support[TRIPLE] == 2


def test_a_copy_of_a_wire_text_is_one_witness_and_is_named() -> None:
    texts = [Document("a", WIRE, ()), Document("b", f"Our own headline\n{WIRE[:-90]}", ()), Document("c", OTHER, ())]
    said = [quoted(told(AIDS, id, document=id, attribution=()), f"{id} tells it") for id in "abc"]
    found = fused(*said, documents=texts)
    assert found.copies == (("b", "a"),)
    assert (found.support[TRIPLE], found.sources[TRIPLE]) == (2, 2)


def test_the_articles_of_the_seeds_are_no_copies_of_one_another() -> None:
    texts = [Document(path.stem, path.read_text("utf-8"), ()) for path in sorted(sample.SEEDS.glob("*.txt"))]
    assert len(set(alike.copies(texts).values())) == 5


def test_a_speaker_whom_two_documents_quote_is_one_source() -> None:
    quotes = quoted(told(AIDS, "x"), OTHER)
    own = quoted(told(AIDS, "y", document="c", attribution=()), "The paper knows it.")
    assert (fused(AIDS, quotes).support[TRIPLE], fused(AIDS, quotes).sources[TRIPLE]) == (2, 1)
    assert fused(AIDS, quotes, own).sources[TRIPLE] == 2


def test_what_is_no_fact_supports_nothing() -> None:
    assert not fused(told(AIDS, "x", modality=Modality.DESIRED), told(AIDS, "y", polarity=Polarity.NEGATIVE)).support


def test_yes_and_no_from_two_sources_is_a_dispute() -> None:
    denial = told(AIDS, "zz", document=AIDS.document, polarity=Polarity.NEGATIVE, attribution=("China",))
    assert fused(AIDS, denial).disputes == ((AIDS.id, "zz"),)


def test_a_source_does_not_dispute_itself() -> None:
    assert not fused(AIDS, told(AIDS, "zz", polarity=Polarity.NEGATIVE)).disputes


def test_what_was_so_and_is_no_longer_is_no_dispute() -> None:
    def at(time: str, polarity: Polarity, id: str) -> Statement:
        return told(
            AIDS, id, document=id, attribution=(), roles=((Role.TIME, Literal(time, "date")),), polarity=polarity
        )

    assert not fused(at("2021", Polarity.POSITIVE, "x"), at("2024", Polarity.NEGATIVE, "y")).disputes
    assert fused(at("2024", Polarity.POSITIVE, "x"), at("2024-04-18", Polarity.NEGATIVE, "y")).disputes == (("x", "y"),)


def test_articles_years_apart_do_not_dispute_what_is_so_now() -> None:
    yes = told(AIDS, "x", document="x", attribution=())
    no = told(AIDS, "y", document="y", attribution=(), polarity=Polarity.NEGATIVE)
    assert not fused(yes, no, documents=dated(x="2021-06-14", y="2024-07-09")).disputes
    assert fused(yes, no, documents=dated(x="2024-04-19", y="2024-07-09")).disputes == (("x", "y"),)


def denied(statement: Statement, id: str, **changes: object) -> Statement:
    """The same denied, by China unless somebody else is named."""
    return told(statement, id, polarity=Polarity.NEGATIVE, **{"attribution": ("China",), **changes})


SUPPORTS = dataclasses.replace(AIDS, id="s", predicate="kg:supports", phrase="support")


def test_who_denies_the_support_denies_the_aid_but_not_the_other_way_round() -> None:
    assert fused(AIDS, denied(SUPPORTS, "x")).disputes == (tuple(sorted((AIDS.id, "x"))),)
    assert not fused(SUPPORTS, denied(AIDS, "x")).disputes


def test_a_meeting_is_denied_from_either_side() -> None:
    mirrored = denied(MEETS, "x", subject=str(MEETS.object), object=MEETS.subject)
    assert fused(MEETS, mirrored).disputes == (tuple(sorted((MEETS.id, "x"))),)


def test_an_arrest_that_is_denied_contradicts_whoever_tells_of_an_agent() -> None:
    arrest = told(AIDS, "x", predicate="kg:detains", phrase="detain", attribution=("United_States",))
    passive = denied(AIDS, "y", subject="Russia", predicate="rel:be_arrested", object=None, undergone="kg:detains")
    assert fused(arrest, passive).disputes == (("x", "y"),)


@pytest.mark.parametrize(("predicate", "phrase"), [("rel:be", "be"), ("kg:isA", "become")])
def test_what_somebody_is_meets_over_articles_by_its_words(predicate: str, phrase: str) -> None:
    is_one = told(AIDS, "x", predicate="kg:isA", phrase="be", object="fraud_a", object_label="fraud")
    is_none = denied(
        AIDS, "y", document="c", predicate=predicate, phrase=phrase, object="fraud_c", object_label="a fraud"
    )
    assert fused(is_one, is_none).disputes == (("x", "y"),)


def test_things_without_a_name_meet_by_their_words_where_these_are_telling() -> None:
    def sends(id: str, label: str, **changes: object) -> Statement:
        return told(AIDS, id, predicate="kg:sendsTo", object=f"{id}_thing", object_label=label, **changes)

    sent = sends("x", "some messages with secret markings")
    assert fused(sent, denied(sends("y", "messages marked secret"), "y", document="c")).disputes == (("x", "y"),)
    assert not fused(sends("x", "the messages"), denied(sends("y", "messages"), "y", document="c")).disputes


def test_opposite_relations_of_two_sources_are_a_dispute() -> None:
    against = told(SUPPORTS, "x", predicate="kg:opposes", phrase="oppose", attribution=("Kurt_Campbell",))
    assert fused(AIDS, against).disputes == (tuple(sorted((AIDS.id, "x"))),)
    assert not fused(AIDS, dataclasses.replace(against, attribution=AIDS.attribution)).disputes


def test_what_somebody_refuses_to_do_disputes_nothing() -> None:
    deed = denied(AIDS, "x")
    refusal = told(AIDS, "y", predicate="kg:refuses", phrase="refuse", object="st:x", attribution=())
    assert fused(AIDS, deed).disputes
    assert not fused(AIDS, deed, refusal).disputes


def test_who_thinks_otherwise_next_month_disputes_nothing() -> None:
    yes = told(SUPPORTS, "x", document="x", attribution=())
    no = told(SUPPORTS, "y", document="y", attribution=(), polarity=Polarity.NEGATIVE)
    assert not fused(yes, no, documents=dated(x="2024-06-09", y="2024-05-06")).disputes
    assert fused(yes, no, documents=dated(x="2024-05-16", y="2024-05-06")).disputes == (("x", "y"),)


def test_what_is_told_of_two_places_is_no_dispute() -> None:
    at = [((Role.PLACE, place),) for place in ("Capri", "Beijing")]
    yes, no = dataclasses.replace(AIDS, roles=at[0]), denied(AIDS, "x", roles=at[1])
    assert not fused(yes, no).disputes
    assert fused(yes, dataclasses.replace(no, roles=at[0])).disputes


def test_an_accusation_is_disputed_by_who_denies_it_and_a_question_is_not() -> None:
    laid = told(AIDS, "x", modality=Modality.POSSIBLE, certainty=Certainty.DOUBTFUL)
    asks = told(AIDS, "z", predicate="kg:asks", phrase="ask", object="st:x", attribution=())
    assert fused(laid, denied(AIDS, "y")).disputes == (("x", "y"),)
    assert not fused(laid, asks, denied(AIDS, "y")).disputes


def test_that_nobody_was_charged_is_no_word_on_what_is_laid_to_him() -> None:
    laid = told(
        AIDS,
        "x",
        predicate="kg:detains",
        phrase="detain",
        modality=Modality.POSSIBLE,
        certainty=Certainty.DOUBTFUL,
        attribution=("United_States",),
    )
    passive = denied(AIDS, "y", subject="Russia", predicate="rel:be_arrested", object=None, undergone="kg:detains")
    assert not fused(laid, passive).disputes


@pytest.mark.parametrize(("words", "count"), [("is a partner", 1), ("is not just a partner", 0)])
def test_who_is_not_just_something_is_it_all_the_same(words: str, count: int) -> None:
    quote = f"China {words} of Russia."
    spans = Span(0, 5), Span(6, 8), Span(quote.index("partner"), quote.index(" of"))
    where = Evidence("y", Span(0, len(quote)), quote, *spans)
    no = dataclasses.replace(denied(AIDS, "y", document="y"), evidence=(where,))
    assert len(fused(AIDS, no).disputes) == count


def test_aid_is_a_witness_of_support_but_not_the_other_way_round() -> None:
    supports, aids = ("China", "kg:supports", "Russia"), TRIPLE
    found = fused(AIDS, quoted(told(SUPPORTS, "x", attribution=()), OTHER))
    assert (found.support[supports], found.sources[supports]) == (2, 2)
    assert (found.support[aids], found.sources[aids]) == (1, 1)


def test_a_hope_disputes_nothing() -> None:
    hope = told(AIDS, "zz", polarity=Polarity.NEGATIVE, attribution=("China",), modality=Modality.DESIRED)
    assert not fused(AIDS, hope).disputes


def test_every_disputed_statement_is_paired_when_many_repeat_a_claim() -> None:
    claims = [told(AIDS, f"c{n:03}", document=f"d{n}") for n in range(200)]
    denials = [
        told(AIDS, f"n{n:03}", document=f"d{n}", polarity=Polarity.NEGATIVE, attribution=("China",)) for n in range(200)
    ]
    pairs = fused(*claims, *denials).disputes
    assert {id for pair in pairs for id in pair} == {s.id for s in (*claims, *denials)}
    assert len(pairs) < 2 * 200


def test_two_documents_tell_of_one_event() -> None:
    [event] = fused(INVADES, told(INVADES, "x")).events
    assert event.statements == tuple(sorted((INVADES.id, "x")))
    assert event.participants == ((Role.OBJECT, "Ukraine"), (Role.SUBJECT, "Russia"))
    assert (event.time, event.place) == ("2022-02", None)


def test_an_event_has_the_first_and_last_day_of_its_most_exact_report() -> None:
    day = told(INVADES, "x", roles=((Role.TIME, Literal("2022-02-24", "date")),))
    words = told(INVADES, "y", roles=((Role.TIME, Literal("the beginning of the war in the east")),))
    found = {event.time: (event.earliest, event.latest) for event in fused(INVADES, day, words).events}
    assert found["2022-02-24"] == ("2022-02-24", "2022-02-24")
    assert found["the beginning of the war in the east"] == (None, None)


def test_an_event_that_nobody_dates_has_no_time_though_its_document_has_a_date() -> None:
    [event] = fused(told(INVADES, "x", document="x", roles=()), documents=dated(x="2024-07-09")).events
    assert (event.time, event.earliest, event.latest) == (None, None, None)


def test_an_event_without_a_time_joins_the_only_one_with() -> None:
    vague = told(INVADES, "x", roles=())
    [event] = fused(INVADES, vague).events
    assert event.time == "2022-02"


def test_an_event_without_a_time_joins_neither_of_two() -> None:
    later = told(INVADES, "x", roles=((Role.TIME, Literal("2023-06-06", "date")),))
    vague = told(INVADES, "y", roles=())
    assert len(fused(INVADES, later, vague).events) == 3


def test_a_day_joins_its_month_but_not_another_month() -> None:
    day = told(INVADES, "x", roles=((Role.TIME, Literal("2022-02-24", "date")),))
    [event] = fused(INVADES, day).events
    assert event.time == "2022-02-24"
    march = told(INVADES, "y", roles=((Role.TIME, Literal("2022-03-01", "date")),))
    assert len(fused(INVADES, march).events) == 2


def test_a_meeting_is_the_same_from_both_sides() -> None:
    mirrored = told(MEETS, "x", predicate="kg:meets", subject=str(MEETS.object), object=MEETS.subject)
    assert len(fused(dataclasses.replace(MEETS, predicate="kg:meets"), mirrored).events) == 1


def test_where_a_forum_met_is_a_place_and_no_participant() -> None:
    met = next(s for s in sample.statements() if s.predicate == "kg:metAt")
    [event] = fused(met).events
    assert event.place == "Capri"
    assert event.participants == ((Role.SUBJECT, "G7"),)


def test_a_founding_is_dated_by_its_object() -> None:
    founded = told(
        AIDS, "x", predicate="kg:foundedIn", object=Literal("1949", "gYear"), event_type=EventType.FOUNDING_OF
    )
    [event] = fused(founded).events
    assert (event.time, event.label) == ("1949", "Founding of: China, 1949")


URGES = dataclasses.replace(
    AIDS, subject="United_States", predicate="kg:urges", object="Europe", event_type=EventType.REQUEST, attribution=()
)


def test_an_april_and_a_september_appeal_are_two_events() -> None:
    said = told(URGES, "x", document="x"), told(URGES, "y", document="y"), told(URGES, "z", document="z")
    found = fused(*said, documents=dated(x="2024-04-18", y="2024-09-10", z="2024-09-11")).events
    assert sorted(event.statements for event in found) == [("x",), ("y", "z")]


def test_undated_appeals_of_two_stories_are_two_events_and_of_one_story_one() -> None:
    texts = {
        "x": "The G7 ministers gathered on Capri, where Blinken pressed Europe on Chinese exports of machine tools.",
        "y": "Campbell in Brussels pressed the NATO council over shipyards, drones and the Black Sea grain corridor.",
        "z": "At the NATO council Campbell spoke of drones, of shipyards, and of grain that leaves the Black Sea.",
    }
    said = [told(URGES, id, document=id) for id in texts]
    found = fused(*said, documents=[Document(id, text, ()) for id, text in texts.items()]).events
    assert sorted(event.statements for event in found) == [("x",), ("y", "z")]


def test_two_summits_three_years_apart_are_two_events() -> None:
    meets = dataclasses.replace(
        AIDS, subject="NATO", predicate="kg:attended", object="Europe", event_type=EventType.MEETING
    )
    said = told(meets, "x", document="x"), told(meets, "y", document="y")
    assert len(fused(*said, documents=dated(x="2021-06-14", y="2024-07-09")).events) == 2
    assert len(fused(*said, documents=dated(x="2024-07-08", y="2024-07-09")).events) == 1


def test_an_invasion_that_two_articles_recall_is_one_event_whatever_their_dates() -> None:
    recalled = dataclasses.replace(INVADES, roles=(), rule="act-noun")
    said = told(recalled, "x", document="x"), told(recalled, "y", document="y")
    assert len(fused(*said, documents=dated(x="2022-06-14", y="2024-07-09")).events) == 1


def test_a_monday_is_the_same_day_only_within_a_document() -> None:
    monday = dataclasses.replace(INVADES, roles=((Role.TIME, Literal("Monday")),))
    assert len(fused(monday, told(monday, "x", document=monday.document)).events) == 1
    assert len(fused(monday, told(monday, "x")).events) == 2


def test_two_sayings_of_one_speaker_are_two_events() -> None:
    said = [
        told(AIDS, id, predicate="kg:says", object=Literal(words), object_label=words, event_type=EventType.SPEECH_ACT)
        for id, words in (("x", "no"), ("y", "yes"))
    ]
    assert [event.label for event in fused(*said).events] == ["Speech act: China “no”", "Speech act: China “yes”"]


def test_no_event_rests_on_what_is_not_actual() -> None:
    for changes in (
        {"modality": Modality.PLANNED},
        {"polarity": Polarity.NEGATIVE},
        {"certainty": Certainty.UNSPECIFIED},
        {"event_type": None},
    ):
        assert not fused(dataclasses.replace(AIDS, **changes)).events  # type: ignore[arg-type]


@strategies.quick
@given(strategies.knowledge())
def test_order_changes_nothing(knowledge: Knowledge) -> None:
    turned = list(knowledge.statements)
    random.Random(0).shuffle(turned)
    assert fuse(turned, knowledge.entities[::-1], knowledge.documents[::-1]) == knowledge.fusion
    assert len({event.id for event in knowledge.fusion.events}) == len(knowledge.fusion.events)


def of(knowledge: Knowledge, ids: Sequence[str]) -> Knowledge:
    """What some of the documents say."""
    said = tuple(s for s in knowledge.statements if s.document in ids)
    texts = tuple(document for document in knowledge.documents if document.id in ids)
    return dataclasses.replace(
        knowledge, documents=texts, statements=said, fusion=fuse(said, knowledge.entities, texts)
    )


@given(strategies.knowledge(), st.data())
def test_what_comes_and_goes_is_fused_as_from_the_beginning(knowledge: Knowledge, data: st.DataObject) -> None:
    ids = sorted({s.document for s in knowledge.statements} | {document.id for document in knowledge.documents})
    was, now = (data.draw(st.sets(st.sampled_from(ids)) if ids else st.just(set())) for _ in range(2))
    before, after = of(knowledge, sorted(was)), of(knowledge, sorted(now))
    # Of those that are there each time, some may count as changed.
    same = data.draw(st.sets(st.sampled_from(sorted(was & now)))) if was & now else set()
    again = fuse(after.statements, after.entities, after.documents, Earlier(before, frozenset(same)))
    assert again == after.fusion
    assert list(again.support.items()) == list(after.fusion.support.items())


def after(texts: Sequence[Document], more: Sequence[Document], *said: Statement) -> tuple[Fusion, Fusion, Fusion]:
    """What is fused of some documents, of more that say nothing, and of both when the latter come later."""
    first, whole = fused(*said, documents=texts), fused(*said, documents=[*texts, *more])
    before = Knowledge(tuple(texts), sample.ENTITIES, said, first)
    same = frozenset(document.id for document in texts)
    return first, whole, fuse(said, sample.ENTITIES, [*texts, *more], Earlier(before, same))


def test_two_parts_of_a_text_are_two_witnesses_until_the_whole_comes() -> None:
    listed = [f"word{number}" for number in range(60)]
    parts = [Document("b", " ".join(listed[:30]), ()), Document("c", " ".join(listed[30:]), ())]
    said = [quoted(told(AIDS, id, document=id, attribution=()), f"{id} tells it") for id in "bc"]
    first, whole, again = after(parts, [Document("a", " ".join(listed), ())], *said)
    assert (first.support[TRIPLE], whole.support[TRIPLE]) == (2, 1)
    assert again == whole


def test_two_undated_texts_tell_one_story_until_others_have_its_words() -> None:
    texts = [
        Document("x", "harbour ferry crane oats barley wheat maize millet", ()),
        Document("y", "harbour ferry crane copper silver cobalt nickel zinc", ()),
    ]
    more = [Document(f"z{number}", f"harbour ferry crane item{number}", ()) for number in range(60)]
    first, whole, again = after(texts, more, *(told(URGES, id, document=id) for id in "xy"))
    assert (len(first.events), len(whole.events)) == (1, 2)
    assert again == whole


def test_of_many_articles_only_those_that_a_new_one_touches_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    said, texts = [], []
    for number in range(300):
        who = f"Mayor_{number // 3}"
        said.append(told(MEETS, f"s{number}", document=f"d{number}", subject=who, object=f"Town_{number // 3}"))
        texts.append(Document(f"d{number}", f"Mayor {number // 3} met {number}.", (), date="2024-07-09"))
    everything = fuse(said, sample.ENTITIES, texts)
    before = Knowledge(tuple(texts[1:]), sample.ENTITIES, tuple(said[1:]), fuse(said[1:], sample.ENTITIES, texts[1:]))
    looked_at: list[str] = []
    report = module._report

    def watched(statement: Statement, *rest: object) -> object:
        looked_at.append(statement.document)
        return report(statement, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_report", watched)
    same = frozenset(document.id for document in texts[1:])
    assert fuse(said, sample.ENTITIES, texts, Earlier(before, same)) == everything
    assert set(looked_at) == {"d0", "d1", "d2"}


def test_the_occasion_stands_for_the_place_where_none_is_told() -> None:
    at = [told(AIDS, id, roles=((Role.PLACE, where),)) for id, where in (("x", "summit"), ("y", "session"))]
    assert len(fused(*at).events) == 2
    assert len(fused(at[0], told(at[0], "z")).events) == 1


def test_what_is_said_in_the_same_words_is_one_event_whatever_the_dates() -> None:
    says = dataclasses.replace(
        AIDS, predicate="kg:says", object=Literal("no"), object_label="no", event_type=EventType.SPEECH_ACT
    )
    said = told(says, "x", document="x"), told(says, "y", document="y")
    assert len(fused(*said, documents=dated(x="2021-06-14", y="2024-07-09")).events) == 1


def test_an_event_with_a_name_of_its_own_has_no_hash() -> None:
    [event] = fused(AIDS).events
    assert event.id == vocab.local_name(event.label)


def test_a_date_that_is_none_dates_nothing() -> None:
    said = told(AIDS, "x", document="x"), told(AIDS, "y", document="y")
    documents = [Document(id, "War in the east", (), date="someday") for id in "xy"]
    assert fused(*said, documents=documents).events == fused(*said).events
