"""From clusters of documents to entities: what meets, what stays apart, and what the ids look like."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
import strategies
from hypothesis import example, given
from hypothesis import strategies as st

from kg import gazetteer
from kg.knowledge.merges import Decision, Decisions, Name, Side
from kg.knowledge.resolve import called, resolve, spoken_of
from kg.knowledge.resolve.clusters import clusters
from kg.knowledge.resolve.methods import Method
from kg.knowledge.resolve.phrases import told as as_told
from kg.knowledge.resolve.phrases import whole
from kg.model.kinds import MentionKind
from kg.model.records import Document, Entity, Mention, Reading, Resolution, Span
from kg.terms.mention_type import MentionType

NAME, PRONOUN, NOMINAL, METONYM = MentionKind.NAME, MentionKind.PRONOUN, MentionKind.NOMINAL, MentionKind.METONYM
labels = st.one_of(st.text(max_size=12), st.text("ab .,-_'’²é(", max_size=8))
Row = tuple[str, str, int, str]  # words, type, cluster, label


def reading(id: str, *rows: Row, kind: MentionKind = NAME, link: str | None = None) -> Reading:
    """A document whose text is its mentions, one a line."""
    text, mentions = "", []
    for words, type, cluster, label in rows:
        span = Span(len(text), len(text) + len(words))
        text += words + "\n"
        mentions.append(Mention(span, span, span, kind, MentionType(type), cluster, label, link))
    return Reading(Document(id, text, ()), (), tuple(mentions), ())


def resolved(*readings: Reading) -> Resolution:
    return resolve(readings, gazetteer.load())


def ids(resolution: Resolution) -> list[str]:
    return [entity.id for entity in resolution.entities]


def entity(resolution: Resolution, id: str) -> Entity:
    return next(e for e in resolution.entities if e.id == id)


PLANS = [
    reading(id, *((words, "TOPIC", number, words) for number, words in enumerate(phrases)), kind=NOMINAL)
    for id, phrases in {
        "a": ("Chile's plans", "the old harbour", "his plans", "harbour a"),
        "b": ("Chile's plans", "the old harbour", "Chile's fleet"),
        "c": ("his plans", "climate change", "his plans"),
    }.items()
]


@pytest.mark.parametrize("text", PLANS, ids=lambda text: str(text.document.id))
def test_nothing_is_lost_of_what_one_document_alone_has(text: Reading) -> None:
    names = gazetteer.load()
    shared, alone = spoken_of(text, names)
    assert alone.numbers
    assert whole(text.document.id, shared, alone) == sorted(
        as_told(clusters(text, names), text), key=lambda cluster: cluster.number
    )


def test_phrases_that_might_be_decided_on_become_the_same_entities() -> None:
    nobody = Decision((Name("Nobody"), Name("Somebody")), Side.APART)
    decided = resolve(PLANS, gazetteer.load(), Decisions((nobody,)))
    alone = resolved(*PLANS)
    assert (decided.entities, decided.entity_of, decided.links) == (alone.entities, alone.entity_of, alone.links)
    assert len(alone.entities) > 6


def test_a_surname_joins_the_only_full_name_of_the_corpus() -> None:
    found = resolved(
        reading("a", ("Jens Stoltenberg", "PERSON", 0, "Jens Stoltenberg")),
        reading("b", ("Stoltenberg", "PERSON", 3, "Stoltenberg")),
    )
    assert ids(found) == ["Jens_Stoltenberg"]
    assert found.entity_of == {("a", 0): "Jens_Stoltenberg", ("b", 3): "Jens_Stoltenberg"}
    assert entity(found, "Jens_Stoltenberg").aliases == ("Stoltenberg",)


def test_a_surname_of_two_people_joins_neither() -> None:
    found = resolved(
        reading("a", ("Bill Clinton", "PERSON", 0, "Bill Clinton")),
        reading("b", ("Hillary Clinton", "PERSON", 0, "Hillary Clinton")),
        reading("c", ("Clinton", "PERSON", 0, "Clinton")),
        reading("d", ("Clinton", "PERSON", 0, "Clinton")),
    )
    assert len(ids(found)) == 4
    assert found.entity_of["c", 0] != found.entity_of["d", 0]
    [merge] = [m for e in found.entities for m in e.merges if m.document == "c"]
    assert "kept apart" in merge.method


def told(id: str, *names: str) -> Reading:
    """A text in which the first full name has the single names beside it."""
    return reading(id, *((name, "PERSON", 0, names[0]) for name in names))


BERGS = [told(id, "Ada Berg", "Berg", "Ada") for id in "abc"]


@pytest.mark.parametrize(
    ("others", "name", "id"),
    [
        pytest.param([told("x", "Tom Berg")], "Berg", "Ada_Berg", id="a surname that all texts mean so"),
        pytest.param([told("x", "Ada Moe")], "Ada", "Ada_Berg", id="a given name"),
        pytest.param([told("x", "Kim Ada")], "Ada", "Ada_Berg", id="a given name that is somebody's surname"),
        pytest.param([told("x", "Tom Berg", "Berg")], "Berg", "Berg_z", id="one of four means another"),
    ],
)
def test_a_single_name_of_several_is_that_of_whom_nearly_all_texts_mean(
    others: list[Reading], name: str, id: str
) -> None:
    assert resolved(*BERGS, *others, told("z", name)).entity_of["z", 0] == id


def test_what_two_texts_mean_by_a_single_name_is_too_little() -> None:
    found = resolved(*BERGS[:2], told("x", "Tom Berg"), told("z", "Berg"))
    assert found.entity_of["z", 0] == "Berg_z"


def test_a_single_name_in_another_spelling_is_first_that_of_who_has_it_as_a_given_name() -> None:
    found = resolved(told("a", "Barack Moe"), told("b", "Tom Barrack"), told("z", "Barack"))
    assert found.entity_of["z", 0] == "Barack_Moe"


def test_a_phrase_for_a_person_is_nobodys_name() -> None:
    found = resolved(
        reading("a", ("young Berg", "PERSON", 0, "young Berg"), kind=NOMINAL),
        told("b", "Ada Berg"),
        told("z", "Berg"),
    )
    assert found.entity_of["z", 0] == "Ada_Berg"


def test_a_middle_name_is_likelier_than_another_surname() -> None:
    found = resolved(told("a", "Ada Berg"), told("b", "Ada J. Berg"), told("c", "Ada Berg Speaks"))
    assert found.entity_of["a", 0] == found.entity_of["b", 0] == "Ada_Berg"


def test_a_middle_name_makes_no_second_person() -> None:
    found = resolved(
        reading("a", ("Joe Biden", "PERSON", 0, "Joe Biden")),
        reading("b", ("Joe R. Biden", "PERSON", 0, "Joe R. Biden")),
    )
    [biden] = found.entities
    assert (biden.id, biden.aliases) == ("Joe_Biden", ("Joe R. Biden",))


def beside(id: str, words: str, name: str, *others: str) -> Reading:
    """A text in which a person's name stands within some words, with the names of others after it."""
    found = reading(id, *((other, "PERSON", number, other) for number, other in enumerate(others, 1)))
    text = f"{found.document.text}{words}\n"
    at = text.index(name, len(found.document.text))
    span = Span(at, at + len(name))
    person = Mention(span, span, span, NAME, MentionType.PERSON, 0, name, None)
    return Reading(Document(id, text, ()), (), (*found.mentions, person), ())


NEAR = ("Ida Moe", "Omar Lund")


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        pytest.param(("Judge Mo Hale Jr. left", "Mo Hale Jr."), ("Mo Hale, a judge", "Mo Hale"), True, id="one office"),
        pytest.param(("Mo Hale Jr. left", "Mo Hale Jr."), ("Mo Hale, a judge", "Mo Hale"), False, id="no office"),
        pytest.param(
            ("Vice President Mo Hale Jr.", "Mo Hale Jr."), ("President Mo Hale", "Mo Hale"), False, id="a lesser office"
        ),
        pytest.param(("Judge Mo Hale Sr.", "Mo Hale Sr."), ("Judge Mo Hale", "Mo Hale"), False, id="the elder"),
        pytest.param(
            ("Judge Joseph R. Hale Jr.", "Joseph R. Hale Jr."), ("Judge Joe Hale", "Joe Hale"), True, id="short form"
        ),
        pytest.param(("Olaf Piers Hale", "Olaf Piers Hale"), ("Piers Hale", "Piers Hale"), True, id="later given name"),
        pytest.param(("Olaf P. Hale", "Olaf P. Hale"), ("Piers Hale", "Piers Hale"), False, id="a middle initial"),
        pytest.param(("O. Michael Hale", "O. Michael Hale"), ("Mike Hale", "Mike Hale"), True, id="initial before it"),
        pytest.param(("O. Michael Hale", "O. Michael Hale"), ("Matt Hale", "Matt Hale"), False, id="another name"),
        pytest.param(("Ion Lupu Rusu", "Ion Lupu Rusu"), ("Ion Rusu Lupu", "Ion Rusu Lupu"), True, id="turned"),
        pytest.param(("Rudolph Hale", "Rudolph Hale"), ("Rudy Hale", "Rudy Hale"), True, id="Rudy"),
    ],
)
def test_two_full_names_are_one_where_writers_vary_a_name_so(
    one: tuple[str, str], other: tuple[str, str], is_one: bool
) -> None:
    found = resolved(beside("a", *one, *NEAR), beside("b", *other, *NEAR))
    assert (found.entity_of["a", 0] == found.entity_of["b", 0]) is is_one


@pytest.mark.parametrize(
    ("name", "is_one"), [("Joh Hodel", True), ("Jan Hodel", False), ("Joh Hoder", False), ("Mary Hodel", False)]
)
def test_what_is_no_given_name_but_a_slip_from_one_is_the_name_of_another_text(name: str, is_one: bool) -> None:
    found = resolved(beside("a", "Jon Hodel", "Jon Hodel", *NEAR), beside("z", name, name, *NEAR))
    assert (found.entity_of["z", 0] == "Jon_Hodel") is is_one


def test_a_body_of_each_state_is_of_the_state_whose_towns_a_text_names() -> None:
    senate = ("Senate", "ORG", 0, "Senate")
    places = (("Texas", "GPE", 1, "Texas"), ("Boston", "GPE", 2, "Boston"), ("Mexico", "GPE", 3, "Mexico"))
    found = resolved(reading("a", senate, *places), reading("b", senate, ("Mexico", "GPE", 1, "Mexico")))
    assert found.entity_of["a", 0] == "Senate_United_States"
    assert found.entity_of["b", 0] == "Senate_Mexico"


@pytest.mark.parametrize(
    ("others", "id"),
    [
        pytest.param(["Tom Berg"], "Ada_Berg", id="a text on the family"),
        pytest.param(["Berg"], "Ada_Berg", id="a text with the surname alone"),
        pytest.param(["Tom Hale"], "Ada_z", id="a text on others"),
        pytest.param(["Tom Berg", "Tom Moe"], "Ada_z", id="a text on two families that have an Ada"),
    ],
)
def test_a_given_name_is_that_of_the_family_that_its_text_names(others: list[str], id: str) -> None:
    names = ("Ada", *others)
    texts = [told("a", "Ada Berg"), told("b", "Ada Moe"), told("c", "Ada Lund")]
    found = resolved(*texts, reading("z", *((name, "PERSON", at, name) for at, name in enumerate(names))))
    assert found.entity_of["z", 0] == id


def test_a_known_body_of_a_state_is_what_texts_on_the_state_call_so() -> None:
    senate, texas = ("Senate", "ORG", 0, "Senate"), ("Texas", "GPE", 1, "Texas")
    found = resolved(
        reading("a", senate, texas),
        reading("b", ("the US Senate", "ORG", 0, "US Senate"), link="Q66096"),
        reading("c", senate, ("Mexico", "GPE", 1, "Mexico")),
    )
    assert [found.entity_of[id, 0] for id in "abc"] == ["US_Senate", "US_Senate", "Senate"]


def test_a_body_of_no_told_state_is_that_of_nearly_all_texts() -> None:
    senate, texas, mexico = ("Senate", "ORG", 0, "Senate"), ("Texas", "GPE", 1, "Texas"), ("Mexico", "GPE", 1, "Mexico")
    texts = [reading(id, senate, texas) for id in "abcdefghi"]
    found = resolved(*texts, reading("x", senate, mexico), reading("z", senate))
    assert found.entity_of["z", 0] == found.entity_of["a", 0] != found.entity_of["x", 0]
    fewer = resolved(*texts[:3], reading("x", senate, mexico), reading("z", senate))
    assert fewer.entity_of["z", 0] not in (fewer.entity_of["a", 0], fewer.entity_of["x", 0])


def test_names_of_one_country_meet_by_its_wikidata_id() -> None:
    found = resolved(
        reading("a", ("the US", "GPE", 0, "United States"), link="Q30"),
        reading("b", ("America", "GPE", 7, "United States"), link="Q30"),
    )
    assert [(e.id, e.type, e.link) for e in found.entities] == [("United_States", "Country", "Q30")]
    assert {m.method for m in found.entities[0].merges} == {"same Wikidata id", "other name in the gazetteer"}


def test_a_seat_of_power_says_why_it_is_the_country() -> None:
    found = resolved(reading("a", ("Beijing", "GPE", 0, "China"), kind=METONYM, link="Q148"))
    [china] = found.entities
    assert [(m.name, m.method) for m in china.merges] == [("Beijing", "seat of power for its government")]


def test_a_pronoun_alone_is_no_entity() -> None:
    found = resolved(
        reading("a", ("she", "PERSON", 0, "she"), kind=PRONOUN), reading("b", ("it", "TOPIC", 0, "it"), kind=NOMINAL)
    )
    assert found == Resolution((), {})


def test_words_without_a_name_are_an_articles_own() -> None:
    words = ("climate change", "protesters", "its allies", "Prime Minister")
    found = resolved(*(reading(d, *((w, "TOPIC", n, w) for n, w in enumerate(words)), kind=NOMINAL) for d in "ab"))
    is_one = [found.entity_of["a", number] == found.entity_of["b", number] for number in range(len(words))]
    assert dict(zip(words, is_one, strict=True)) == {
        "climate change": True,
        "protesters": False,
        "its allies": False,
        "Prime Minister": False,
    }


def test_another_article_moves_no_name_of_words_without_a_name() -> None:
    one = resolved(reading("a", ("x", "TOPIC", 0, "protesters"), kind=NOMINAL))
    both = resolved(*(reading(d, ("x", "TOPIC", 0, "protesters"), kind=NOMINAL) for d in "ab"))
    assert one.entity_of["a", 0] == both.entity_of["a", 0] == "protesters_a"
    assert [one.merges for one in both.entities] == [(), ()]


def test_what_a_topic_belongs_to_is_an_entity_id() -> None:
    text = "Russia industrial base"
    owner = Mention(Span(0, 6), Span(0, 6), Span(0, 6), NAME, MentionType.GPE, 0, "Russia", "Q159")
    base = Mention(
        Span(0, 22), Span(18, 22), Span(0, 22), NOMINAL, MentionType.TOPIC, 1, "Russia's industrial base", None, 0
    )
    found = resolved(Reading(Document("a", text, ()), (), (owner, base), ()))
    assert entity(found, "Russias_industrial_base").of == "Russia"


@pytest.mark.parametrize(
    ("text", "label", "type", "kind"),
    [
        ("the Italian island of Capri", "Capri", "LOC", "Island"),
        ("the town of Bucha", "Bucha", "GPE", "City"),
        ("Brinmoor", "Brinmoor", "GPE", "Place"),
        ("the Chinese Foreign Ministry", "Chinese Foreign Ministry", "ORG", "Ministry"),
        ("Ministry of Defence", "Ministry of Defence", "ORG", "Ministry"),
        ("Acme Corp", "Acme Corp", "ORG", "Company"),
        ("NATO", "NATO", "ORG", "Alliance"),
        ("G7", "G7", "ORG", "ForumOfStates"),
    ],
)
def test_the_class_is_what_gazetteer_and_words_say(text: str, label: str, type: str, kind: str) -> None:
    at = text.index(label)
    span = Span(at, len(text))
    mention = Mention(span, span, span, NAME, MentionType(type), 0, label)
    [found] = resolved(Reading(Document("a", text, ()), (), (mention,), ())).entities
    assert found.type == kind


def test_a_city_and_a_person_of_one_name_get_two_ids() -> None:
    found = resolved(reading("a", ("Austin", "GPE", 0, "Austin"), ("Austin", "PERSON", 1, "Austin")))
    assert ids(found) == ["Austin", "Austin_Place"]


HOSTILE = [
    '"quoted" [x]',
    "<script>alert(1)</script>",
    "😀",
    "\u202eevil",
    "a/b%c#d?e",
    "x" * 10_000,
    "'",
    "..",
    "مرحبا",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_give_safe_ids(name: str) -> None:
    [found] = resolved(reading("a", (name, "PERSON", 0, name))).entities
    assert re.fullmatch(r"[\w.-]+", found.id)
    assert len(found.id) <= 100


def test_names_without_any_letter_stay_apart() -> None:
    assert len(ids(resolved(reading("a", ("😀", "ORG", 0, "😀"), ("🚀", "ORG", 1, "🚀"))))) == 2


people = st.sampled_from(["Bill Clinton", "Hillary Clinton", "Clinton", "Xi Jinping", "Xi", "Bill"])
bodies = st.sampled_from(["NATO", "Acme Corp", "acme corp", "Arms control"])


@st.composite
def corpora(draw: st.DrawFn) -> Sequence[Reading]:
    """Up to four documents that mention the same few names."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        rows = [(name, "PERSON", i, name) for i, name in enumerate(draw(st.lists(people, max_size=3, unique=True)))]
        rows += [(name, "ORG", 10 + i, name) for i, name in enumerate(draw(st.lists(bodies, max_size=2, unique=True)))]
        found.append(reading(f"d{number}", *rows))
    return found


@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(corpus: Sequence[Reading], random: object) -> None:
    shuffled = list(corpus)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolved(*shuffled) == resolved(*corpus)


@given(corpora())
def test_no_mention_and_no_label_is_lost(corpus: Sequence[Reading]) -> None:
    found = resolved(*corpus)
    assert len({e.id for e in found.entities}) == len(found.entities)
    by_id = {e.id: e for e in found.entities}
    for document in corpus:
        for mention in document.mentions:
            known = by_id[found.entity_of[document.document.id, mention.cluster]]
            assert mention.label in {known.label, *known.aliases}


@pytest.mark.parametrize(
    ("words", "method"),
    [
        pytest.param("Velmar", Method.WORD_OR_PERSON, id="no sign of a person"),
        pytest.param("Mr Velmar", Method.SURNAME_OR_NOT, id="a form of address"),
    ],
)
def test_a_word_for_a_person_and_a_place_is_surer_to_be_one_where_nothing_says_that_it_is_a_person(
    words: str, method: Method
) -> None:
    found = resolved(
        reading("a", (words, "PERSON", 0, "Velmar")),
        reading("b", ("Velmar", "GPE", 0, "Velmar")),
    )
    assert [link.method for link in found.links] == [method.worth.words]


def test_an_acronym_that_two_long_names_share_means_neither() -> None:
    found = resolved(
        reading("a", ("WPQR", "ORG", 0, "WPQR")),
        reading("b", ("World Paper Quality Register", "ORG", 0, "World Paper Quality Register")),
        reading("c", ("Western Peat Quarry Reserve", "ORG", 0, "Western Peat Quarry Reserve")),
    )
    assert len(ids(found)) == 3


def test_an_acronym_of_one_long_name_is_that() -> None:
    found = resolved(
        reading("a", ("WPQR", "ORG", 0, "WPQR")),
        reading("b", ("World Paper Quality Register", "ORG", 0, "World Paper Quality Register")),
    )
    assert ids(found) == ["World_Paper_Quality_Register"]


def test_a_legal_form_is_one_of_a_body_alone() -> None:
    found = resolved(
        reading("a", ("Larkfield", "LOC", 0, "Larkfield")),
        reading("b", ("Larkfield Inc", "LOC", 0, "Larkfield Inc")),
    )
    assert len(ids(found)) == 2


def test_a_name_in_several_documents_is_a_link_of_its_own() -> None:
    found = resolved(*(reading(id, ("Ama Osei", "PERSON", 0, "Ama Osei")) for id in "ab"))
    [link] = found.links
    assert (link.other, link.applied, link.one.is_part) == (None, True, False)
    assert link.method == Method.PERSON.worth.words


def test_who_asks_in_an_interview_is_no_letter() -> None:
    found = resolved(reading("a", ("Q", "TOPIC", 0, "Q"), kind=NOMINAL), reading("b", ("Q", "PERSON", 0, "Q")))
    assert sorted(e.label for e in found.entities) == ["Q", "interviewer"]


@strategies.quick
@given(labels, labels)
@example("the plans", "news-2")
@example("plans-", "a")
@example("U.S.", "b")
@example("x" * 79, "cd")
@example("l’", "’a")
def test_an_id_with_words_behind_the_label_is_that_of_both_together(label: str, words: str) -> None:
    assert called.told_apart(label, words) == called.plain_id(f"{label} {words}")
