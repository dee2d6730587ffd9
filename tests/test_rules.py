"""The rules of extraction: each does what its entry says, and leaves alone what it says it must."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from functools import cache

import pytest
from conftest import ROOT

from kg.model.kinds import Modality, Polarity, Role
from kg.model.records import Argument, Parse, Proposition, Reading
from kg.terms.rules import RULES, Rule, Triple

Parsed = Callable[..., Parse]
ALL = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@cache
def read(text: str) -> Reading:
    """The sentence by itself, with the model."""
    from kg.language.parse import installed
    from kg.text.read import from_text
    from kg.work.workers import read_documents

    [reading] = read_documents([from_text(text)], model=installed(), cache=False)
    assert isinstance(reading, Reading)
    return reading


def triple(proposition: Proposition, text: str) -> Triple:
    def words(argument: Argument | None) -> str:
        return argument.span.of(text) if argument is not None else ""

    arguments = proposition.argument(Role.SUBJECT), proposition.argument(Role.OBJECT)
    return words(arguments[0]), proposition.predicate, words(arguments[1])


@pytest.mark.model
@ALL
def test_the_example_of_a_rule_fires_it(rule: Rule) -> None:
    reading = read(rule.fires)
    found = {(p.rule, triple(p, rule.fires)) for p in reading.propositions}
    assert (rule.name, rule.gives) in found


@pytest.mark.model
@ALL
def test_what_a_rule_must_spare_is_no_fact(rule: Rule) -> None:
    reading = read(rule.spares)
    facts = {
        triple(p, rule.spares)
        for p in reading.propositions
        if p.polarity is Polarity.POSITIVE and p.modality is Modality.ACTUAL
    }
    assert rule.never not in facts


@pytest.mark.model
@ALL
def test_what_a_rule_must_spare_is_read_at_all(rule: Rule) -> None:
    """Not to read a sentence would be an easy way to get nothing wrong from it."""
    assert read(rule.spares).propositions or rule.name == "act-between"


@pytest.mark.model
def test_every_rule_that_reads_is_in_the_registry() -> None:
    used = {p.rule for rule in RULES.values() for text in (rule.fires, rule.spares) for p in read(text).propositions}
    assert used == set(RULES)


def test_the_page_of_the_rules_is_current() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "rules.py"))
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == tool["page"](), "write it anew: make docs"


def test_a_day_is_no_agent(parsed: Parsed) -> None:
    from kg.extract.clauses.clauses import clauses

    [block] = parsed(
        """
        It     it     PRON/PRP  signed nsubjpass
        was    be     AUX/VBD   signed auxpass
        signed sign   VERB/VBN  signed ROOT
        by     by     ADP/IN    signed agent
        Friday Friday PROPN/NNP by     pobj      DATE
        """
    ).blocks
    [sentence] = block.doc.sents
    [clause] = clauses(sentence)
    assert not clause.agents


def test_a_clause_with_whether_leaves_open_what_it_says(parsed: Parsed) -> None:
    from kg.extract.clauses.clauses import clauses
    from kg.extract.stance.stance import stances

    [block] = parsed(
        """
        Whether whether SCONJ/IN  arms    mark
        China   China   PROPN/NNP arms    nsubj
        arms    arm     VERB/VBZ  remains csubj
        Russia  Russia  PROPN/NNP arms    dobj
        remains remain  VERB/VBZ  remains ROOT
        open    open    ADJ/JJ    remains acomp
        """
    ).blocks
    [sentence] = block.doc.sents
    found = clauses(sentence)
    told = stances(found, 0, lambda place: None, lambda place: False, lambda place: False)
    assert {clause.head.text: told[clause.head.i].modality for clause in found} == {
        "arms": Modality.POSSIBLE,
        "remains": Modality.ACTUAL,
    }


@pytest.mark.model
def test_a_meeting_that_is_only_proposed_is_not_held() -> None:
    text = "Blinken proposed a G7 meeting in Italy."
    assert "hold" not in {p.predicate for p in read(text).propositions}


@pytest.mark.model
def test_explain_tells_the_pattern_of_the_rule() -> None:
    from kg.show.explain import Explanation

    found = Explanation("1", "China", "aid", "Russia", (), "asserted", True, (), "clause", 0.9, (), (), 1)
    assert f"  rule clause, confidence 0.9, statement st:1\n    {RULES['clause'].reads}" in str(found)
