"""The JSON form of readings and of analyses: what comes back, and what is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import handmade
import pytest
from handmade import says
from hypothesis import given
from hypothesis import strategies as st
from strategies import quick, readings

from kg.language import table
from kg.language.table import Table
from kg.model import plain
from kg.model.columns import MISSHAPEN, column
from kg.model.kinds import Polarity
from kg.model.records import Parse, Reading, Span

TEXT = "Iran aids Syria. Kurt Campbell left ."
TABLE = Table(
    words=("Iran", "aids", "Syria", ".", "Kurt", "Campbell", "left", "."),
    spaces=(1, 1, 0, 1, 1, 1, 1, 0),
    lemmas=("Iran", "aid", "Syria", ".", "Kurt", "Campbell", "leave", "."),
    classes=("PROPN", "VERB", "PROPN", "PUNCT", "PROPN", "PROPN", "VERB", "PUNCT"),
    tags=("NNP", "VBZ", "NNP", ".", "NNP", "NNP", "VBD", "."),
    relations=("nsubj", "ROOT", "dobj", "punct", "compound", "nsubj", "ROOT", "punct"),
    types=("GPE", "", "GPE", "", "PERSON", "PERSON", "", ""),
    places=("B", "O", "B", "O", "B", "I", "O", "O"),
    heads=(1, 1, 1, 1, 5, 6, 6, 6),
    starts=(0, 4),
)


@pytest.fixture
def reading() -> Reading:
    aids = says("aid", "Iran", "Syria", trigger="aids")
    said = says("say", "Campbell", 0, trigger="says")
    mentions = {"Campbell": "PERSON", "Iran": "GPE", "Syria": "GPE"}
    return handmade.reading("Campbell says Iran aids Syria.", mentions, [aids, said])


# -- readings ------------------------------------------------------------------------------------------------------


@quick
@given(readings())
def test_a_reading_comes_back_from_json_as_it_was(reading: Reading) -> None:
    written = json.loads(json.dumps(plain.to_plain(reading)))
    assert plain.from_plain(written, reading.document) == reading


def test_a_reading_in_json_does_not_hold_the_text(reading: Reading) -> None:
    assert "says Iran" not in json.dumps(plain.to_plain(reading))


Change = Callable[[Reading], Reading]


def of(number: int) -> Change:
    return lambda r: replace(r, mentions=tuple(replace(m, of=number) for m in r.mentions))


def first(**changes: Any) -> Change:
    return lambda r: replace(r, propositions=(replace(r.propositions[0], **changes), *r.propositions[1:]))


def said(number: int) -> Change:
    def change(r: Reading) -> Reading:
        *others, last = r.propositions
        arguments = tuple(replace(a, mention=None, proposition=number) for a in last.arguments)
        return replace(r, propositions=(*others, replace(last, arguments=arguments)))

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda r: replace(r, sentences=(Span(0, 31),)), id="behind the end of the text"),
        pytest.param(lambda r: replace(r, sentences=(Span(-1, 3),)), id="before its begin"),
        pytest.param(lambda r: replace(r, sentences=(Span(3, 2),)), id="ends before it begins"),
        pytest.param(lambda r: replace(r, sentences=()), id="a sentence that is not there"),
        pytest.param(of(3), id="of a mention that is not there"),
        pytest.param(of(-1), id="of a mention counted from the end"),
        pytest.param(of(0), id="of itself"),
        pytest.param(said(2), id="says what is not there"),
        pytest.param(said(1), id="says itself"),
        pytest.param(first(attribution=(3,)), id="said by a mention that is not there"),
        pytest.param(first(confidence=1.5), id="surer than sure"),
        pytest.param(first(confidence=float("nan")), id="no number"),
        pytest.param(first(confidence=1), id="an integer for a fraction"),
        pytest.param(first(sentence=False), id="a truth value for a number"),
        pytest.param(first(predicate="\ud800"), id="half a character"),
        pytest.param(first(predicate=None), id="no words"),
    ],
)
def test_a_reading_that_cannot_be_of_its_text_is_refused(change: Change, reading: Reading) -> None:
    plain.from_plain(plain.to_plain(reading), reading.document)
    with pytest.raises(MISSHAPEN):
        plain.from_plain(plain.to_plain(change(reading)), reading.document)


def places(value: Any, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """Where in nested lists something stands."""
    inside = enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for number, item in inside for place in places(item, (*path, number)))]


def changed(value: Any, random: Random) -> Any:
    """The same nested lists with one value put in the place of another."""
    path = random.choice(places(value)[1:])
    whole = copy.deepcopy(value)
    inner = whole
    for number in path[:-1]:
        inner = inner[number]
    inner[path[-1]] = random.choice([None, True, -1, 0, 3, 10**20, 0.5, "", "Iran", [], [[]], {}, {"0": 1}, inner])
    return whole


@quick
@given(st.randoms(use_true_random=False))
def test_whatever_stands_in_a_reading_it_is_refused_or_a_whole_reading(random: Random) -> None:
    aids = says("aid", "Iran", "Syria", trigger="aids")
    whole = handmade.reading("Iran aids Syria.", {"Iran": "GPE", "Syria": "GPE"}, [aids])
    try:
        found = plain.from_plain(changed(plain.to_plain(whole), random), whole.document)
    except MISSHAPEN:
        return
    assert plain.from_plain(json.loads(json.dumps(plain.to_plain(found))), whole.document) == found


# -- columns -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Small:
    """A record with a column of each sort."""

    number: int
    word: str | None
    choice: Polarity
    spans: tuple[Span, ...]


SMALL = [Small(1, None, Polarity.NEGATIVE, ()), Small(2, "b", Polarity.POSITIVE, (Span(0, 1), Span(1, 1)))]


def test_columns_give_back_the_records_that_they_were_made_from() -> None:
    assert column(Small).read(json.loads(json.dumps(column(Small).write(SMALL)))) == SMALL
    assert column(Small).read(column(Small).write([])) == []


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param([[1], [["a"], [0]], [["Positive"], [0]]], id="a column too few"),
        pytest.param([[1, 2], [["a"], [0]], [["Positive"], [0]], [[0], [[], []]]], id="a column too long"),
        pytest.param([[True], [["a"], [0]], [["Positive"], [0]], [[0], [[], []]]], id="a truth value"),
        pytest.param([[1], [["a"], [1]], [["Positive"], [0]], [[0], [[], []]]], id="a word that is not there"),
        pytest.param([[1], [["a"], [-1]], [["Positive"], [0]], [[0], [[], []]]], id="a word counted from the end"),
        pytest.param([[1], [["a"], [0]], [["Perhaps"], [0]], [[0], [[], []]]], id="no member of the set"),
        pytest.param([[1], [["a"], [0]], [["Positive"], [0]], [[1], [[], []]]], id="fewer items than told"),
        pytest.param([[1], [["a"], [0]], [["Positive"], [0]], [[-1], [[], []]]], id="less than none"),
        pytest.param({"number": 1}, id="no list"),
    ],
)
def test_columns_of_another_shape_are_refused(columns: object) -> None:
    with pytest.raises(MISSHAPEN):
        column(Small).read(columns)


# -- analyses ------------------------------------------------------------------------------------------------------


def test_a_table_comes_back_from_json_as_it_was() -> None:
    assert table.from_plain(json.loads(json.dumps(table.to_plain([TABLE]))), [TEXT]) == (TABLE,)


def test_a_table_gives_the_tree_that_the_parse_has(parsed: Callable[..., Parse]) -> None:
    doc = table.tree(TABLE)
    assert (doc.text, [sentence.text for sentence in doc.sents]) == (TEXT, ["Iran aids Syria.", "Kurt Campbell left ."])
    assert [(name.text, name.label_) for name in doc.ents] == [
        ("Iran", "GPE"),
        ("Syria", "GPE"),
        ("Kurt Campbell", "PERSON"),
    ]
    assert [token.head.text for token in doc][:3] == ["aids"] * 3


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"words": ("Oman", *TABLE.words[1:])}, id="another word"),
        pytest.param({"spaces": (1, 1, 1, 0, 1, 1, 1, 0)}, id="a space moved"),
        pytest.param({"heads": (1, 0, 1, 1, 5, 6, 6, 6)}, id="two heads of one another"),
        pytest.param({"heads": (1, 2, 0, 1, 5, 6, 6, 6)}, id="three in a circle"),
        pytest.param({"heads": (8, 1, 1, 1, 5, 6, 6, 6)}, id="a head behind the end"),
        pytest.param({"heads": (-1, 1, 1, 1, 5, 6, 6, 6)}, id="a head before the begin"),
        pytest.param({"heads": (1, 1, 1, 1, 5, 6, 6)}, id="a head too few"),
        pytest.param({"tags": TABLE.tags[:-1]}, id="a tag too few"),
        pytest.param({"places": ("I", *TABLE.places[1:])}, id="a name that has not begun"),
        pytest.param({"places": ("X", *TABLE.places[1:])}, id="no place in a name"),
        pytest.param({"starts": (4,)}, id="words before the first sentence"),
        pytest.param({"starts": (0, 4, 4)}, id="a sentence twice"),
        pytest.param({"starts": (0, 8)}, id="a sentence behind the end"),
        pytest.param({"starts": ()}, id="no sentence"),
    ],
)
def test_a_table_that_is_no_analysis_of_the_text_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(MISSHAPEN):
        table.from_plain(table.to_plain([replace(TABLE, **changes)]), [TEXT])


@quick
@given(st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_heads_are_believed_just_where_each_word_leads_to_a_root(heads: list[int]) -> None:
    leads = True
    for number in range(8):
        for _ in range(8):
            number = heads[number]
        leads &= heads[number] == number
    written = table.to_plain([replace(TABLE, heads=tuple(heads))])
    if leads:
        assert table.from_plain(written, [TEXT])
    else:
        with pytest.raises(ValueError, match="no trees"):
            table.from_plain(written, [TEXT])
