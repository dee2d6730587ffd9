"""Who affirms a claim, who denies it, since when; and the claims that several voices share."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import sample

from kg.knowledge.fuse import fuse
from kg.model.kinds import Polarity, Role
from kg.model.records import Document, Knowledge, Statement
from kg.network.voices import claims, disputes, turns

AIDS = next(s for s in sample.statements() if s.predicate == "kg:aids")


def said(id: str, by: str = "", **changes: object) -> Statement:
    """That China aids Russia, said by somebody in a document of its own."""
    statement = dataclasses.replace(AIDS, id=id, document=f"d{id}", attribution=(by,) if by else ())
    placed = dataclasses.replace(statement.evidence[0], document=f"d{id}", quote=f"{id} tells of it")
    return dataclasses.replace(statement, evidence=(placed,), **changes)  # type: ignore[arg-type]


def knowledge(*statements: Statement, dates: Sequence[str] = ()) -> Knowledge:
    ids = sorted({statement.document for statement in statements})
    dated = dict(zip(ids, dates, strict=False))
    documents = tuple(Document(id, f"text of {id}", (), title=f"Title {id}", date=dated.get(id)) for id in ids)
    return Knowledge(documents, sample.ENTITIES, statements, fuse(statements, sample.ENTITIES, documents))


def test_a_dispute_has_both_sides_in_words_and_its_first_date() -> None:
    yes, no = said("a", "Kurt_Campbell"), said("b", "China", polarity=Polarity.NEGATIVE)
    [dispute] = disputes(knowledge(yes, no, dates=("2024-09-10", "2024-09-08")))
    assert (dispute.subject, dispute.predicate, dispute.object) == ("China", "aid", "Russia")
    assert [(v.who, v.date, v.document, v.statement) for v in dispute.affirmed] == [
        ("Kurt Campbell", "2024-09-10", "da", "a")
    ]
    assert [v.who for v in dispute.denied] == ["China"]
    assert dispute.since == "2024-09-08"


def test_an_article_is_a_voice_where_nobody_else_says_so() -> None:
    [dispute] = disputes(knowledge(said("a"), said("b", "China", polarity=Polarity.NEGATIVE)))
    assert [(v.who, v.speaker) for v in dispute.affirmed] == [("Title da", "")]


def test_all_who_take_a_side_are_named() -> None:
    yes = [said("a", "Kurt_Campbell"), said("b", "Antony_Blinken"), said("c")]
    [dispute] = disputes(knowledge(*yes, said("d", "China", polarity=Polarity.NEGATIVE)))
    assert [v.who for v in dispute.affirmed] == ["Antony Blinken", "Kurt Campbell", "Title dc"]


def test_who_opposes_is_on_the_side_that_denies_the_support() -> None:
    supports = said("b", "Kurt_Campbell", predicate="kg:supports", phrase="support")
    opposes = said("a", "China", predicate="kg:opposes", phrase="oppose")
    [dispute] = disputes(knowledge(supports, opposes))
    assert (dispute.predicate, [v.who for v in dispute.denied]) == ("support", ["China"])


def test_what_somebody_denies_in_so_many_words_is_disputed_though_nobody_in_the_graph_says_so() -> None:
    content = said("b", "China", polarity=Polarity.NEGATIVE)
    act = said("a", predicate="kg:denies", phrase="deny", object="st:b")
    [dispute] = disputes(knowledge(act, content))
    assert (dispute.affirmed, [v.who for v in dispute.denied]) == ((), ["China"])
    assert not disputes(knowledge(content))


def test_the_topic_of_a_rejection_is_denied_too() -> None:
    content = said("b", "China", polarity=Polarity.NEGATIVE)
    act = said("a", predicate="kg:rejects", phrase="reject", object="claim", roles=((Role.TOPIC, "st:b"),))
    assert len(disputes(knowledge(act, content))) == 1


def test_who_denies_what_is_not_so_affirms_it() -> None:
    content = said("b", "China")
    act = said("a", predicate="kg:rejects", phrase="reject", object="claim", roles=((Role.TOPIC, "st:b"),))
    [dispute] = disputes(knowledge(act, content))
    assert (dispute.predicate, [v.who for v in dispute.denied]) == ("not aid", ["China"])


def test_who_insists_that_it_is_not_so_denies_it_and_who_only_says_so_does_not() -> None:
    content = said("b", "China", polarity=Polarity.NEGATIVE)
    insists, says = (said("a", predicate="kg:states", phrase=verb, object="st:b") for verb in ("insist", "say"))
    assert len(disputes(knowledge(insists, content))) == 1
    assert not disputes(knowledge(says, content))


def test_a_noun_tells_what_is_denied() -> None:
    def denies(label: str) -> Statement:
        return said("a", predicate="kg:denies", phrase="deny", object="thing", object_label=label)

    [dispute] = disputes(knowledge(denies("any wrongdoing")))
    assert (dispute.subject, dispute.object) == ("China", "any wrongdoing")
    assert len(disputes(knowledge(denies("Peru's criticism of the deal")))) == 1
    assert not disputes(knowledge(denies("the request")))
    assert not disputes(knowledge(denies("the charges")))


def test_names_and_addresses_are_one_dispute() -> None:
    yes = [said("a", predicate="kg:provides", object=o, object_label=o) for o in ("maps", "tools")]
    no = [dataclasses.replace(s, polarity=Polarity.NEGATIVE, attribution=("China",), document="db") for s in yes]
    listed = [dataclasses.replace(s, id=f"{n}") for n, s in enumerate((*yes, *no))]
    [dispute] = disputes(knowledge(*listed))
    assert (dispute.object, len(dispute.affirmed), len(dispute.denied)) == ("maps, tools", 2, 2)


def test_a_change_of_mind_is_told_as_such_and_is_no_dispute() -> None:
    both = knowledge(said("a", "China"), said("b", "China", polarity=Polarity.NEGATIVE))
    [turn] = turns(both)
    assert ([v.document for v in turn.affirmed], [v.document for v in turn.denied]) == (["da"], ["db"])
    assert not disputes(both)


def test_claims_are_counted_by_voices_wherever_these_speak() -> None:
    told = [said("a", "Kurt_Campbell"), said("b", "Kurt_Campbell"), said("c"), said("d", "China")]
    [claim] = claims(knowledge(*told))
    assert (claim.subject, claim.predicate, claim.object, claim.sources) == ("China", "aid", "Russia", 3)
    assert len(claim.voices) == 4


def test_who_tells_of_aid_tells_of_support() -> None:
    supports = said("b", predicate="kg:supports", phrase="support")
    [claim] = claims(knowledge(said("a"), supports))
    assert (claim.predicate, claim.sources) == ("support", 2)
