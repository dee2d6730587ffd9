"""Where names begin and end, and which words are none, in parses spelled out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_mentions import found

from kg.extract.names import unread
from kg.gazetteer import load
from kg.model.kinds import BlockKind
from kg.model.records import Block, Document, Parse, Span

Parsed = Callable[..., Parse]


def names(parsed: Parsed, rows: str) -> list[str]:
    """The names with their types: "Okelme ORG". A row is a word, its class, head, relation and entity type."""
    spelled = [row.split() for row in rows.strip().splitlines()]
    # With a full stop, or it would be a headline; a plural has another lemma, by which the tags know it.
    lines = [[word, word.lower().removesuffix("s"), *rest] for word, *rest in (*spelled, [".", "PUNCT", "0", "punct"])]
    return [f"{words} {type}" for words, _, type, _ in found(parsed("\n".join(map(" ".join, lines))))]


CASES = {
    "and behind a body, with one more word": (
        """
        Harbour PROPN 1 compound ORG
        Bank    PROPN 4 nsubj ORG
        and     CCONJ 1 cc ORG
        Tivra   PROPN 1 conj ORG
        spoke   VERB 4 ROOT
        """,
        ["Harbour Bank ORG", "Tivra ORG"],
    ),
    "and within a body": (
        """
        Harbour PROPN 1 compound ORG
        Bank    PROPN 5 nsubj ORG
        and     CCONJ 1 cc ORG
        Ferry   PROPN 4 compound ORG
        Board   PROPN 1 conj ORG
        spoke   VERB 5 ROOT
        """,
        ["Harbour Bank and Ferry Board ORG"],
    ),
    "two bodies behind a plural": (
        """
        banks   NOUN 4 nsubj
        Aldra   PROPN 0 appos ORG
        and     CCONJ 1 cc ORG
        Okelme  PROPN 1 conj ORG
        spoke   VERB 4 ROOT
        """,
        ["Aldra ORG", "Okelme ORG"],
    ),
    "a person of a place": (
        """
        Omar   PROPN 1 compound PERSON
        Marsh  PROPN 4 nsubj PERSON
        of     ADP 1 prep PERSON
        Tivra  PROPN 2 pobj PERSON
        spoke  VERB 4 ROOT
        """,
        ["Omar Marsh PERSON", "Tivra PERSON"],
    ),
    "one word, of, and more of the name": (
        """
        Joan   PROPN 3 nsubj PERSON
        of     ADP 0 prep PERSON
        Arc    PROPN 1 pobj PERSON
        spoke  VERB 3 ROOT
        """,
        ["Joan of Arc PERSON"],
    ),
    "two known names with a hyphen": (
        """
        They    PRON 1 nsubj
        saw     VERB 1 ROOT
        Peru    PROPN 4 compound ORG
        -       PUNCT 4 punct ORG
        Chile   PROPN 1 dobj ORG
        """,
        ["Peru GPE", "Chile GPE"],
    ),
    "an office behind a name": (
        """
        Okelme    PROPN 2 nsubj ORG
        President PROPN 0 appos ORG
        spoke     VERB 2 ROOT
        """,
        ["Okelme ORG"],
    ),
    "an office is no loose name": (
        """
        They      PRON 1 nsubj
        praised   VERB 1 ROOT
        Okelme    PROPN 3 compound
        Group     PROPN 5 compound
        President PROPN 5 compound
        Tivra     PROPN 1 dobj
        """,
        ["Okelme Group ORG", "Tivra PERSON"],
    ),
    "a lone letter": ("X PROPN 1 nsubj ORG\nrose VERB 1 ROOT", []),
    "a ship, and the noun behind it": (
        """
        USS      PROPN 2 compound
        Aldra    PROPN 2 compound
        Officers NOUN 3 nsubj
        spoke    VERB 3 ROOT
        """,
        ["USS Aldra PRODUCT"],
    ),
    "a player that leans on a body": (
        """
        Player PROPN 1 compound
        Okelme PROPN 2 nsubj PERSON
        spoke  VERB 2 ROOT
        """,
        ["Okelme PERSON"],
    ),
    "what a Romance particle ties": (
        """
        They    PRON 1 nsubj
        climbed VERB 1 ROOT
        Tor     PROPN 1 dobj
        du      ADP 2 prep
        Galibar PROPN 3 pobj LOC
        """,
        ["Tor du Galibar LOC"],
    ),
    "a building of what is no place": (
        """
        the     DET 2 det
        Great   PROPN 2 compound FAC
        Mosque  PROPN 5 nsubj FAC
        of      ADP 2 prep
        Marsh   PROPN 3 pobj PERSON
        fell    VERB 5 ROOT
        """,
        ["Great Mosque FAC", "Marsh PERSON"],
    ),
    "a town and the club that has its name": (
        """
        They   PRON 1 nsubj
        praised VERB 1 ROOT
        Varn   PROPN 3 compound
        Berlin PROPN 1 dobj
        """,
        ["Varn Berlin ORG"],
    ),
    "a country is no club": (
        """
        They   PRON 1 nsubj
        praised VERB 1 ROOT
        Varn   PROPN 3 compound
        Peru   PROPN 1 dobj
        """,
        ["Peru GPE"],
    ),
    "two given names, of which one is found": (
        """
        Maria  PROPN 1 nsubj PERSON
        met    VERB 1 ROOT
        Omar   PROPN 3 compound
        Tivra  PROPN 1 dobj PERSON
        """,
        ["Maria PERSON", "Omar Tivra PERSON"],
    ),
    "a given name at the end is not the first one's": (
        """
        Tivra  PROPN 1 nsubj PERSON
        met    VERB 1 ROOT
        Maria  PROPN 1 dobj
        """,
        ["Tivra PERSON", "Maria PERSON"],
    ),
    "a given name before a body with its article": (
        """
        They   PRON 1 nsubj
        told   VERB 1 ROOT
        Maria  PROPN 1 dative
        the    DET 5 det ORG
        Aldra  PROPN 5 compound ORG
        Group  PROPN 6 nsubj ORG
        won    VERB 1 ccomp
        """,
        ["Maria PERSON", "Aldra Group ORG"],
    ),
    "given names that are two people": (
        """
        They   PRON 1 nsubj
        told   VERB 1 ROOT
        Maria  PROPN 1 dative PERSON
        Aldra  PROPN 4 nsubj ORG
        won    VERB 1 ccomp
        """,
        ["Maria PERSON", "Aldra ORG"],
    ),
    "a people that is also written small": (
        """
        Poles  NOUN 1 nsubj NORP
        met    VERB 1 ROOT
        ,      PUNCT 1 punct
        and    CCONJ 1 cc
        poles  NOUN 5 nsubj
        fell   VERB 1 conj
        """,
        ["Poles NORP"],
    ),
    "a person called like a small country": (
        """
        Mr     PROPN 1 compound
        Chad   PROPN 2 nsubj
        spoke  VERB 2 ROOT
        """,
        ["Chad PERSON"],
    ),
    "a body behind a form of address": (
        """
        Dr     PROPN 1 compound
        NATO   PROPN 2 nsubj
        spoke  VERB 2 ROOT
        """,
        ["NATO ORG"],
    ),
    "a name whose words are ordinary, at the start": (
        """
        Harbour PROPN 1 compound ORG
        Trust   PROPN 2 nsubj ORG
        left    VERB 2 ROOT
        the     DET 4 det
        harbour NOUN 2 dobj
        """,
        ["Harbour Trust ORG"],
    ),
    "a quarter that is a sea's": (
        """
        South  PROPN 2 compound LOC
        China  PROPN 2 compound LOC
        Sea    PROPN 5 nsubj LOC
        and    CCONJ 2 cc
        Peru   PROPN 2 conj GPE
        reach  VERB 5 ROOT
        the    DET 7 det
        South  PROPN 5 dobj
        """,
        ["South China Sea LOC", "Peru GPE", "South GPE"],
    ),
    "a believer's name that is a person's": (
        """
        Christiane PROPN 1 nsubj PERSON
        resigned VERB 1 ROOT
        """,
        ["Christiane PERSON"],
    ),
    "an honour's letters without a comma": (
        """
        They   PRON 1 nsubj
        joined VERB 1 ROOT
        SC     PROPN 1 dobj ORG
        """,
        ["SC ORG"],
    ),
    "initials of a name that ends in a small word": (
        """
        They  PRON 1 nsubj
        named VERB 1 ROOT
        Trade PROPN 3 compound
        Board PROPN 1 dobj
        of    ADP 3 prep
        (     PUNCT 3 punct
        TB    PROPN 3 appos
        )     PUNCT 3 punct
        """,
        ["Trade Board of ORG", "TB ORG"],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES)
def test_a_name_has_its_own_words(parsed: Parsed, rows: str, expected: list[str]) -> None:
    assert names(parsed, rows) == expected


def test_a_dateline_names_what_the_text_does_not() -> None:
    text = "PARIS, Peru"
    whole = Span(0, len(text))
    [paris, peru] = unread.names(Document("a", text, (Block(whole, BlockKind.DATELINE),)), (), load())
    assert (paris.label, peru.label) == ("Paris", "Peru")
    assert (paris.cluster, peru.cluster) == (0, 1)
    [*footer] = unread.names(Document("a", text, (Block(whole, BlockKind.FOOTER),)), (peru,), load())
    assert [(mention.label, mention.cluster) for mention in footer] == [("Peru", 1)]
