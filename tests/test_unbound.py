"""Who is meant, where the article does not say: it shows in the statement, in every form of it, and on the page."""

from __future__ import annotations

import dataclasses
import json

import pytest
import sample
from clause_trees import tokens
from handmade import reading, resolution, says
from recorded import FOLDER, blocks

from kg import gazetteer
from kg.extract import extract
from kg.extract.stating.phrases.unbound import is_unbound
from kg.knowledge.align import align
from kg.knowledge.align.identity import merged
from kg.model.kinds import MentionKind, Role
from kg.model.records import Entity, Knowledge, Mention, Reading, Statement
from kg.show.explain import explain
from kg.show.export import export
from kg.show.view import payload
from kg.show.view.start import Corpus
from kg.terms import lexicon


def unbound(tree: str, noun: str, without: str = "") -> bool:
    words = tokens(tree)
    return is_unbound(words[noun], words.get(without))


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("the DT 1 det, man NN 1 ROOT", "man"),
        ("these DT 1 det, officers/officer NNS 1 ROOT", "officers"),
        ("a DT 1 det, firm NN 1 ROOT", "firm"),
        ("his PRP$ 1 poss, lawyer NN 1 ROOT", "lawyer"),
        ("chancellor NN 0 ROOT", "chancellor"),
        ("the DT 1 det, church NN 1 ROOT", "church"),
        ("the DT 1 det, owner NN 1 ROOT, of IN 1 prep, the DT 4 det, shop NN 2 pobj", "owner"),
        ("the DT 1 det, shop NN 3 poss, 's POS 1 case, owner NN 3 ROOT", "owner"),
    ],
)
def test_a_person_or_body_that_nothing_tells_of_is_unbound(phrase: str, noun: str) -> None:
    assert unbound(phrase, noun)


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("officers/officer NNS 0 ROOT", "officers"),
        ("some DT 1 det, officers/officer NNS 1 ROOT", "officers"),
        ("no DT 1 det, man NN 1 ROOT", "man"),
        ("the DT 1 det, dam NN 1 ROOT", "dam"),
        ("the DT 1 det, public NN 1 ROOT", "public"),
        ("the DT 1 det, owner NN 1 ROOT, of IN 1 prep, a DT 4 det, shop NN 2 pobj", "owner"),
        ("a DT 1 det, shop NN 3 poss, 's POS 1 case, owner NN 3 ROOT", "owner"),
        ("the DT 1 det, man NN 1 ROOT, who WP 3 nsubj, sang/sing VBD 1 relcl", "man"),
        ("Falk NNP 1 nsubj, is/be VBZ 1 ROOT, a DT 3 det, judge NN 1 attr", "judge"),
        ("is/be VBZ 0 ROOT, a DT 2 det, poet NN 0 attr, and CC 2 cc, a DT 5 det, judge NN 2 conj", "judge"),
        ("acts/act VBZ 0 ROOT, as IN 0 prep, a DT 3 det, judge NN 1 pobj", "judge"),
        ("runs/run VBZ 0 ROOT, for IN 0 prep, mayor NN 1 pobj", "mayor"),
    ],
)
def test_what_tells_which_or_means_nobody_in_particular_is_not_unbound(phrase: str, noun: str) -> None:
    assert not unbound(phrase, noun)


def test_a_clause_that_is_no_part_of_the_phrase_does_not_tell_which() -> None:
    assert unbound("the DT 1 det, man NN 1 ROOT, who WP 3 nsubj, sang/sing VBD 1 relcl", "man", without="sang")


def test_a_word_for_a_quality_is_no_person() -> None:
    assert not unbound("the DT 1 det, darkness NN 1 ROOT", "darkness")


def test_what_belongs_to_nobody_known_is_unbound_and_called_without_its_owner() -> None:
    [block] = [b for b in blocks(FOLDER / "who_is_meant.txt") if b.text.startswith("The guards turned their guns")]
    found = extract(block.parse(), gazetteer.load()).mentions
    assert [m.label for m in found if m.is_unbound] == ["nurse", "crew", "boat", "ferry"]
    told = [m.label for m in found if m.kind is MentionKind.NOMINAL and not m.is_unbound]
    assert sorted(told) == ["boats", "guards", "guards' guns", "nurse's boat"]


# -- in the statement --------------------------------------------------------------------------------------------------


def marked(read: Reading, words: str) -> Reading:
    def mark(mention: Mention) -> Mention:
        return dataclasses.replace(mention, is_unbound=mention.span.of(read.text) == words)

    return dataclasses.replace(read, mentions=tuple(map(mark, read.mentions)))


def only(read: Reading) -> Statement:
    [statement] = align(read, resolution(read), lexicon.load())
    return statement


def test_a_statement_tells_which_of_its_arguments_are_unbound() -> None:
    told = says("praise", "the man", "Porto", trigger="praised")
    read = reading("the man praised Porto", {"the man": "GROUP", "Porto": "GPE"}, [told])
    assert only(read).unbound == ()
    assert only(marked(read, "the man")).unbound == (Role.SUBJECT,)


def test_who_is_called_as_another_is_told_to_be_is_still_unbound() -> None:
    told = says("praise", "the man", "Porto", trigger="praised")
    read = reading(
        "the man praised Porto, a man", {"the man": "GROUP", "Porto": "GPE", "a man=the man": "GROUP"}, [told]
    )
    assert only(marked(read, "the man")).unbound == (Role.SUBJECT,)


def test_an_object_that_is_a_pronoun_for_nothing_is_left_out_and_told_as_unbound() -> None:
    read = reading(
        "Porto praised it", {"Porto": "GPE", "it": "TOPIC"}, [says("praise", "Porto", "it", trigger="praised")]
    )
    assert (only(read).object, only(read).unbound) == (None, (Role.OBJECT,))


def test_a_pronoun_that_is_bound_is_as_unbound_as_what_it_stands_for() -> None:
    mentions = {"a woman": "GROUP", "Porto": "GPE", "she=a woman": "GROUP"}
    read = reading("a woman said she praised Porto", mentions, [says("praise", "she", "Porto", trigger="praised")])
    assert only(read).unbound == ()
    assert only(marked(read, "a woman")).unbound == (Role.SUBJECT,)


def test_what_one_place_leaves_open_is_open_in_the_statement() -> None:
    [whole] = merged([sample.statements()[0], dataclasses.replace(sample.statements()[0], unbound=(Role.OBJECT,))])
    assert whole.unbound == (Role.OBJECT,)


# -- in what is shown --------------------------------------------------------------------------------------------------


@pytest.fixture
def untold() -> Knowledge:
    known = sample.knowledge()
    left = [dataclasses.replace(s, unbound=(Role.OBJECT, Role.SUBJECT)) for s in known.statements]
    return dataclasses.replace(known, statements=tuple(left))


def test_rows_name_what_is_unbound(untold: Knowledge) -> None:
    rows = [json.loads(line) for line in export(untold, "statements").splitlines()]
    assert all(row["unbound"] == ["object", "subject"] for row in rows)
    assert b"object; subject" in export(untold, "csv")


def test_rdf_names_what_is_unbound(untold: Knowledge) -> None:
    assert b'kg:unbound "object" , "subject"' in b" ".join(export(untold, "turtle").split())


def test_an_explanation_names_what_is_unbound(untold: Knowledge) -> None:
    told, plain = (explain(known, "China", "denies")[0] for known in (untold, sample.knowledge()))
    assert "the article does not tell who or what is meant: object, subject" in str(told)
    assert "not told who is meant: object, subject" in told._repr_html_()
    assert "meant" not in str(plain) + plain._repr_html_()


def test_no_line_is_drawn_to_what_is_unbound() -> None:
    entities = tuple(Entity(name, name, (), "Country") for name in ("China", "Russia"))
    pattern = dataclasses.replace(sample.statements()[0], subject="China", object="Russia")
    drawn = {}
    for roles in ((), (Role.PLACE,), (Role.SUBJECT,), (Role.OBJECT,)):
        statements = (dataclasses.replace(pattern, unbound=roles),)
        *_, nodes = payload.payload(
            Corpus(dataclasses.replace(sample.knowledge(), entities=entities, statements=statements))
        )
        drawn[roles] = len(nodes)
    assert drawn == {(): 2, (Role.PLACE,): 2, (Role.SUBJECT,): 0, (Role.OBJECT,): 0}
