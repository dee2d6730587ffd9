"""Damaged characters and the marks of postings: what is read in their place, and that quotes stay the file's."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.edits import Edited
from kg.text import marks
from kg.text.read import from_text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(
            "Fiji &amp; Mali&rsquo;s deal &#8211; &#x2014; signed", "Fiji & Mali’s deal – — signed", id="references"
        ),
        pytest.param("Mali&amp;rsquo;s deal", "Mali’s deal", id="escaped again"),
        pytest.param("Mali&nbsp;signed", "Mali signed", id="a space by name"),
        pytest.param("Q&A; AT&T; R&D &bogus;", "Q&A; AT&T; R&D &bogus;", id="no references"),
        pytest.param("Maliâ€™s cafÃ© â€“ closed", "Mali’s café – closed", id="decoded twice"),
        pytest.param("Mali\u00a0signed\u2009it", "Mali signed it", id="wide and narrow spaces"),
        pytest.param("Ma\u00adli and F\u200biji\u2060", "Mali and Fiji", id="unseen"),
        pytest.param("the govern\u00ad\nment", "the government", id="a word parted at a line end"),
        pytest.param("\u202eMali\u202c met", "Mali met", id="turned about"),
        pytest.param("the ﬁrst oﬃce", "the first office", id="ligatures"),
        pytest.param("one\u2028two\u2029three", "one two\nthree", id="line ends of their own"),
        pytest.param(
            "Hale‘s plan, Mali´s ‘soft’ port", "Hale’s plan, Mali’s ‘soft’ port", id="a wrong mark before an s"
        ),
        pytest.param("the 👩\u200d🌾 of Mali", "the 👩\u200d🌾 of Mali", id="a sign made of two"),
    ],
)
def test_damaged_characters_are_read_as_what_they_stand_for(text: str, read: str) -> None:
    assert Edited(text, marks.characters(text)).text == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("RT @fjord: Norway thanks Mali", "Norway thanks Mali", id="shared"),
        pytest.param(
            "Norway thanks Mali #cocoa https://a.example/1\nIt left.", "Norway thanks Mali\nIt left.", id="tail"
        ),
        pytest.param("Norway (www.a.example) thanks @mali and #Fiji.", "Norway thanks mali and Fiji.", id="inside"),
        pytest.param('<em class="x">Norway</em> met <br/>Fiji.</p>', "Norway met Fiji.", id="tags that stayed"),
        pytest.param("5 < 6 and 7 > 4, x<y", "5 < 6 and 7 > 4, x<y", id="less and more"),
        pytest.param("press@a.example is point #1", "press@a.example is point #1", id="an address and a number"),
        pytest.param("Ask Ada on Twitter: @adafalk.", "Ask Ada on Twitter.", id="where somebody posts"),
        pytest.param("Read https://a.example/1 today", "Read https://a.example/1 today", id="a link in a sentence"),
    ],
)
def test_tags_and_links_of_a_posting_are_no_words(text: str, read: str) -> None:
    assert Edited(text, marks.postings(text)).text == read


def test_a_document_is_read_without_them_and_quotes_its_file() -> None:
    text = "RT @fjord: Norway thanked the Ma\u00adlians &amp; left. #cocoa https://a.example/1"
    document = from_text(text)
    assert document.as_read == "Norway thanked the Malians & left."
    assert document.text == text
    assert text[document.blocks[0].span.start : document.blocks[0].span.end].startswith("Norway thanked")


@given(st.text(alphabet="aZ &;#x8amp\u00ad\u200b\n\u00a0â€™ﬁ@:/.", max_size=60))
def test_edits_are_in_order_and_reading_again_changes_nothing_visible(text: str) -> None:
    found = marks.characters(text)
    spans = [edit.span for edit in found]
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert "\u00ad" not in Edited(text, found).text
