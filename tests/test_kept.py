"""Which entities a graph keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample import statements

from kg.knowledge.kept import kept
from kg.model.kinds import Role
from kg.model.records import Entity, Statement

CHILE = Entity("Chile", "Chile", (), "Country")
PLANS = Entity("plans", "plans", (), "Topic")
SHIPS = Entity("ships", "ships", (), "Topic", of="plans")
POVERTY = Entity("poverty", "poverty", (), "Concept")
FIGHT = Entity("fight", "fight against poverty", (), "Topic", names=("poverty",))
BLANK = replace(statements()[0], subject="x", object=None, roles=(), attribution=())


@pytest.mark.parametrize(
    ("said", "ids"),
    [
        pytest.param(replace(BLANK, subject="plans"), ["Chile", "plans"], id="a subject"),
        pytest.param(replace(BLANK, object="plans"), ["Chile", "plans"], id="an object"),
        pytest.param(replace(BLANK, roles=((Role.TOPIC, "plans"),)), ["Chile", "plans"], id="a role"),
        pytest.param(replace(BLANK, attribution=("plans",)), ["Chile", "plans"], id="a speaker"),
        pytest.param(replace(BLANK, subject="ships"), ["Chile", "plans", "ships"], id="what it belongs to"),
        pytest.param(replace(BLANK, subject="fight"), ["Chile", "poverty", "fight"], id="what it names"),
        pytest.param(BLANK, ["Chile"], id="nothing but a name"),
    ],
)
def test_words_without_a_name_stay_where_something_is_told_of_them(said: Statement, ids: list[str]) -> None:
    assert [entity.id for entity in kept((CHILE, PLANS, SHIPS, POVERTY, FIGHT), [said])] == ids
