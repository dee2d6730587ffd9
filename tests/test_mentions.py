"""Names in a text: their spans, types and kinds."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import gazetteer
from kg.errors import VocabularyError
from kg.extract.names import evidence, mentions
from kg.model.kinds import BlockKind, MentionKind
from kg.model.records import Mention, Parse
from kg.terms.mention_type import MentionType

Parsed = Callable[..., Parse]
TAGS = {
    "PROPN": "NNP",
    "NOUN": "NN",
    "VERB": "VBD",
    "ADP": "IN",
    "DET": "DT",
    "PRON": "PRP",
    "ADJ": "JJ",
    "PART": "POS",
}


def tagged(parse: Parse) -> Parse:
    """The parse, which is changed, with the fine tags that its word classes suggest."""
    for block in parse.blocks:
        for token in block.doc:
            possessive = token.pos_ == "PRON" and token.dep_ == "poss"
            plural = token.pos_ == "NOUN" and token.text.endswith("s") and token.text != token.lemma_
            token.tag_ = "PRP$" if possessive else "NNS" if plural else TAGS.get(token.pos_, "")
    return parse


def found(parse: Parse) -> list[tuple[str, str, str, str]]:
    """Words, kind, type and label of each mention."""
    text = parse.document.text
    names: tuple[Mention, ...] = mentions.find(tagged(parse), gazetteer.load())
    return [(m.span.of(text), m.kind.value, m.type, m.label) for m in names]


def test_a_title_stays_outside_the_name(parsed: Parsed) -> None:
    parse = parsed("""
        US         US         PROPN 1 compound GPE
        Secretary  Secretary  PROPN 5 compound
        of         of         ADP   1 prep
        State      State      PROPN 2 pobj ORG
        Antony     Antony     PROPN 5 compound PERSON
        Blinken    Blinken    PROPN 6 nsubj PERSON
        spoke      speak      VERB  6 ROOT
    """)
    assert found(parse) == [
        ("US", "name", "GPE", "United States"),
        ("Antony Blinken", "name", "PERSON", "Antony Blinken"),
    ]


def test_a_verb_parts_two_names(parsed: Parsed) -> None:
    parse = parsed("""
        Varn   Varn   PROPN/NNP beat nsubj PERSON
        beat   beat   VERB/VBD  beat ROOT PERSON
        Okelme Okelme PROPN/NNP beat dobj PERSON
    """)
    assert [words for words, *_ in found(parse)] == ["Varn", "Okelme"]


def test_the_phrase_keeps_what_the_name_leaves_out(parsed: Parsed) -> None:
    parse = parsed("""
        President  President  PROPN 2 compound
        Joe        Joe        PROPN 2 compound PERSON
        Biden      Biden      PROPN 3 nsubj PERSON
        spoke      speak      VERB  3 ROOT
    """)
    [biden] = mentions.find(tagged(parse), gazetteer.load())
    text = parse.document.text
    assert [s.of(text) for s in (biden.span, biden.head, biden.phrase)] == ["Joe Biden", "Biden", "President Joe Biden"]


def test_a_body_and_the_country_in_its_name_are_two_mentions(parsed: Parsed) -> None:
    parse = parsed("""
        the       the       DET   3 det
        Chinese   chinese   ADJ   3 amod NORP
        Foreign   Foreign   PROPN 3 compound ORG
        Ministry  Ministry  PROPN 4 nsubj ORG
        denied    deny      VERB  4 ROOT
        it        it        PRON  4 dobj
    """)
    assert found(parse) == [
        ("Chinese Foreign Ministry", "name", "ORG", "Chinese Foreign Ministry"),
        ("Chinese", "demonym", "GPE", "China"),
    ]


def test_a_surname_takes_the_type_of_the_full_name(parsed: Parsed) -> None:
    parse = parsed("""
        Kurt      Kurt      PROPN 1 compound PERSON
        Campbell  Campbell  PROPN 2 nsubj PERSON
        spoke     speak     VERB  2 ROOT
        and       and       CCONJ 2 cc
        Campbell  Campbell  PROPN 5 nsubj ORG
        left      leave     VERB  2 conj
    """)
    assert [row[2] for row in found(parse)] == ["PERSON", "PERSON"]


@pytest.mark.parametrize(
    ("preposition", "kind", "type"), [("in", "name", "GPE"), ("with", "metonym", "GPE")], ids=["place", "government"]
)
def test_a_capital_is_a_place_or_a_government(parsed: Parsed, preposition: str, kind: str, type: str) -> None:
    parse = parsed(f"""
        They           they           PRON  1 nsubj
        spoke          speak          VERB  1 ROOT
        {preposition}  {preposition}  ADP   1 prep
        Moscow         Moscow         PROPN 2 pobj GPE
    """)
    assert found(parse) == [("Moscow", kind, type, "Moscow" if kind == "name" else "Russia")]


def test_being_for_a_capital_is_being_for_its_country(parsed: Parsed) -> None:
    parse = parsed("""
        pro     pro     ADJ   3 amod
        -       -       PUNCT 3 punct
        Moscow  Moscow  PROPN 3 compound GPE
        forces  force   NOUN  4 nsubj
        fled    flee    VERB  4 ROOT
    """)
    assert found(parse) == [("Moscow", "demonym", "GPE", "Russia")]


def test_ordinary_words_of_a_headline_are_no_names(parsed: Parsed) -> None:
    parse = parsed(
        """
        Leaders   leader   NOUN  1 nsubj
        Present   present  VERB  1 ROOT
        Security  security PROPN 3 compound ORG
        Risks     risk     PROPN 1 dobj ORG
        """,
        kind=BlockKind.HEADLINE,
    )
    body = parsed("security security NOUN 1 compound\nrisks risk NOUN 1 ROOT")
    both = Parse(parse.document, (*parse.blocks, *body.blocks))
    assert found(both) == []


def test_a_text_in_capitals_names_only_what_is_known(parsed: Parsed) -> None:
    parse = parsed("""
        LEADERS  leader   NOUN  1 nsubj ORG
        DEFEND   defend   VERB  1 ROOT ORG
        TAIWAN   TAIWAN   PROPN 1 dobj ORG
        TODAY    today    NOUN  1 npadvmod
    """)
    assert found(parse) == [("TAIWAN", "name", "GPE", "Taiwan")]


def test_a_pronoun_is_never_a_name(parsed: Parsed) -> None:
    parse = parsed("They they PRON 1 nsubj ORG\nleft leave VERB 1 ROOT")
    assert found(parse) == []


def test_a_day_is_no_name(parsed: Parsed) -> None:
    parse = parsed("Friday Friday PROPN 1 nsubj ORG\ncame come VERB 1 ROOT")
    assert found(parse) == []


def test_a_city_that_is_a_surname_in_the_text_is_the_person(parsed: Parsed) -> None:
    parse = parsed("""
        Valeska  Valeska  PROPN 1 compound PERSON
        Paris    Paris    PROPN 2 nsubj PERSON
        spoke    speak    VERB  2 ROOT
        ;        ;        PUNCT 2 punct
        Paris    Paris    PROPN 5 nsubj GPE
        left     leave    VERB  2 conj
    """)
    assert {(row[0], row[2]) for row in found(parse)} == {("Valeska Paris", "PERSON"), ("Paris", "PERSON")}


def test_a_label_that_kg_does_not_know_counts_as_none(parsed: Parsed) -> None:
    parse = parsed("""
        Omar     Omar     PROPN 1 compound PER
        Okelme   Okelme   PROPN 2 nsubj PER
        visited  visit    VERB  2 ROOT
        Halden   Halden   PROPN 2 dobj MISC
        .        .        PUNCT 2 punct
    """)
    assert found(parse) == [
        ("Omar Okelme", "name", "PERSON", "Omar Okelme"),
        ("Halden", "name", "GPE", "Halden"),
    ]


def test_initials_find_the_long_form_that_nobody_saw(parsed: Parsed) -> None:
    parse = parsed("""
        Trade      trade      NOUN  7 nsubj
        for        for        ADP   0 prep
        5          5          NUM   3 nummod
        Harbours   harbour    NOUN  1 pobj
        (          (          PUNCT 5 punct
        T5H        T5H        PROPN 0 appos
        )          )          PUNCT 5 punct
        grew       grow       VERB  7 ROOT
    """)
    assert [words for words, *_ in found(parse)] == ["Trade for 5 Harbours", "T5H"]


@pytest.mark.parametrize("short", ["TXH", "PC"], ids=["other letters", "a common noun"])
def test_other_letters_find_no_long_form(parsed: Parsed, short: str) -> None:
    parse = parsed(f"""
        Trade      trade      NOUN  1 compound
        Harbours   harbour    NOUN  5 nsubj
        (          (          PUNCT 3 punct
        {short}    {short}    PROPN 1 appos
        )          )          PUNCT 3 punct
        grew       grow       VERB  5 ROOT
    """)
    assert "Trade Harbours" not in [words for words, *_ in found(parse)]


def test_every_vote_of_the_table_is_cast_and_every_cast_vote_is_in_the_table() -> None:
    known_names = {"plural people", "namesake person", "namesake club"}
    assert sorted(evidence.weights()) == sorted({vote for vote, _ in evidence.SIGNS} | known_names)


def test_a_sign_counts_less_each_time_and_the_model_is_of_one_divided_mind() -> None:
    cast: evidence.Votes = Counter(
        {
            ("model", MentionType.ORG): 12,
            ("model", MentionType.PERSON): 4,
            ("speaker", MentionType.PERSON): 4,
            ("who", MentionType.PERSON): 1,
        }
    )
    # The model's sixteen are worth four, three of them for a body; four speakers are worth two.
    assert evidence.tally(cast) == {MentionType.ORG: 30, MentionType.PERSON: 10 + 12 + 25}


def test_an_unknown_vote_is_named() -> None:
    with pytest.raises(VocabularyError, match=r"no vote 'shoe size' in ontology/votes\.tsv; add it there"):
        evidence.weight("shoe size")


@pytest.mark.parametrize(
    ("first", "second", "kind", "within"),
    [
        ("Mexico", "Lanterns", "ORG", ["Mexico Lanterns", "Mexico", "Mexico Lanterns", "Mexico"]),
        ("Mexico", "Marsh", "PERSON", ["Mexico Marsh", "Mexico Marsh"]),
        ("Lantern", "Mexico", "ORG", ["Lantern Mexico", "Lantern Mexico"]),
    ],
    ids=["a body begins with a country", "a person is called like one", "a body ends like one"],
)
def test_a_name_that_comes_again_leaves_only_the_country_it_begins_with(
    parsed: Parsed, first: str, second: str, kind: str, within: list[str]
) -> None:
    parse = parsed(f"""
        They      they      PRON        1 nsubj
        praised   praise    VERB        1 ROOT
        {first}   {first}   PROPN/NNP   3 compound {kind}
        {second}  {second}  PROPN/NNP   1 dobj {kind}
        .         .         PUNCT       1 punct
        They      they      PRON        6 nsubj
        saw       see       VERB        6 ROOT
        {first}   {first}   NOUN        8 compound
        {second}  {second}  NOUN        6 dobj
        .         .         PUNCT       6 punct
    """)
    assert [words for words, *_ in found(parse)] == within


def metonyms() -> list[tuple[str, str, str]]:
    table = Path(__file__).parent / "data" / "metonyms.tsv"
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [line.split("\t") for line in lines]
    return [(row[0], row[1], row[2]) for row in rows]


@pytest.mark.model
def test_government_or_place_is_right_in_nine_of_ten_sentences() -> None:
    from kg.language import parse
    from kg.text import read

    rows = metonyms()
    documents = [read.from_text(text, str(i)) for i, (_, _, text) in enumerate(rows)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parses = list(parse.Parser().parse(documents))
    right = 0
    for (gold, name, text), one in zip(rows, parses, strict=True):
        at = text.index(name)
        kinds = {m.kind.value for m in mentions.find(one, gazetteer.load()) if m.span.start <= at < m.span.end}
        right += ("g" if "metonym" in kinds else "p") == gold
    assert len(rows) >= 150
    assert right / len(rows) >= 0.96


def seed_names() -> dict[tuple[str, str], tuple[int, str, str]]:
    """For article and words how often they stand there, their type, and what they are."""
    table = Path(__file__).parent / "data" / "seed_names.tsv"
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = (line.split("\t") for line in lines)
    return {(article, words): (int(count), type, what) for article, words, count, type, what in rows}


@pytest.mark.model
def test_names_of_the_seeds_have_their_type_and_are_identified() -> None:
    from conftest import ROOT

    from kg.knowledge.resolve import resolve
    from kg.language.parse import installed
    from kg.model.records import Reading
    from kg.text import read
    from kg.work import workers

    gold, known = seed_names(), gazetteer.load()
    documents, _ = read.read([str(ROOT / "seeds")])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        read_ = list(workers.read_documents(documents, model=installed(), cache=False))
    readings = [reading for reading in read_ if isinstance(reading, Reading)]
    resolution = resolve(readings, known)
    entities = {entity.id: entity for entity in resolution.entities}
    typed: Counter[tuple[str, str]] = Counter()
    identified: Counter[tuple[str, str]] = Counter()
    found = 0
    for reading in readings:
        for m in reading.mentions:
            if m.kind not in (MentionKind.NAME, MentionKind.DEMONYM, MentionKind.METONYM):
                continue
            found += 1
            place = (
                reading.document.id[:3],
                m.span.of(reading.document.text).removesuffix(" region").removeprefix("the "),
            )
            entity = entities[resolution.entity_of[reading.document.id, m.cluster]]
            _, type, what = gold.get(place, (0, "", ""))
            typed[place] += m.type == type
            identified[place] += what in (entity.link, entity.label)
    total = sum(count for count, _, _ in gold.values())
    right = sum(min(typed[place], count) for place, (count, _, _) in gold.items())
    known_as = sum(min(identified[place], count) for place, (count, _, _) in gold.items())
    assert 2 * right / (total + found) >= 0.98
    assert known_as / total >= 0.97


CLASSES = {"PERSON": "P", "ORG": "O", "GPE": "L", "LOC": "L", "FAC": "L"}


def marked(line: str) -> tuple[str, dict[tuple[int, int], str]]:
    """A text without its marks, and what stood in them: the class of each name by its place."""
    text, names, at = "", {}, 0
    for mark in re.finditer(r"\[([^|\]]+)\|([POL-])\]", line):
        text += line[at : mark.start()]
        names[len(text), len(text) + len(mark[1])] = mark[2]
        text, at = text + mark[1], mark.end()
    return text + line[at:], names


def scored(file: str) -> float:
    """F1 of names with their exact place and class in the texts of a file, nested names apart."""
    from test_coreference import together

    from kg.extract.reference.speech import quotations
    from kg.language import parse
    from kg.text import read

    table = Path(__file__).parent / "data" / file
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    texts = [marked(line) for line in lines]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parses = list(parse.Parser().parse([read.from_text(text, str(i)) for i, (text, _) in enumerate(texts)]))
    right = given = gold = 0
    for (text, names), one in zip(texts, parses, strict=True):
        found = {}
        for m in together(one, quotations.find(one)):
            if m.kind in (MentionKind.NAME, MentionKind.METONYM) and m.type in CLASSES:
                start = m.span.start + (4 if text[m.span.start :].lower().startswith("the ") else 0)
                found[start, m.span.end] = CLASSES[m.type]
        asked = {place: kind for place, kind in names.items() if kind != "-"}
        within = {
            p for p in found if p not in names and any(q[0] <= p[0] and p[1] <= q[1] for q in names if q in found)
        }
        right += sum(found.get(place) == kind for place, kind in asked.items())
        given += sum(names.get(place) != "-" for place in found.keys() - within)
        gold += len(asked)
    return 2 * right / (given + gold)


@pytest.mark.model
def test_names_of_many_kinds_of_news_have_their_class() -> None:
    assert scored("news_names.txt") >= 0.94


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Peru's Congress met. Congress then adjourned.", ["Peru's Congress", "Peru's Congress"]),
        ("Russia's Supreme Court and the US Supreme Court met.", ["Russia's Supreme Court", "US Supreme Court"]),
        ("The US Congress met. Congress then adjourned.", ["US Congress", "US Congress"]),
    ],
    ids=["another country's", "beside the famous one", "the famous one"],
)
def test_a_body_that_many_countries_have_is_whose_the_text_says(text: str, names: list[str]) -> None:
    from kg.language import parse
    from kg.text import read

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        [one] = parse.Parser().parse([read.from_text(text, "a")])
    found = [m.label for m in mentions.find(one, gazetteer.load()) if m.type == "ORG"]
    assert found == names


@pytest.mark.model
def test_hostile_texts_are_read() -> None:
    from kg import extract
    from kg.language import parse
    from kg.text import read

    parser, known = parse.Parser(), gazetteer.load()
    texts = [
        "A" * 10_000 + " met " + "b" * 10_000 + " in Paris.",
        "\u202eRussia\u202c said \u200fשלום\u200e to مصر in Cairo 😀😀 on Monday.",
        "😀" * 2_000 + " NATO 👩‍👩‍👧 said it.",
        "US " * 1_500 + ".",
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parses = list(parser.parse([read.from_text(text, str(i)) for i, text in enumerate(texts)]))
    labels = [{m.label for m in extract.extract(one, known).mentions} for one in parses]
    assert "Egypt" in labels[1] or "Cairo" in labels[1]
    assert "NATO" in labels[2]
    assert "United States" in labels[3]
