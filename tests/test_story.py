"""A reader's own story: what a step may show, and where a wrong one is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sample import CAMPBELL, knowledge

import kg
from kg.cli import cli
from kg.errors import InputError
from kg.graph import Graph
from kg.show.view import payload
from kg.show.view.story import steps


def told(*given: object, cards: int = 3) -> list[dict[str, str]]:
    return steps(list(given), knowledge(), cards)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("show", "address"),
    [
        ({}, ""),
        ({"entity": "prc"}, "entity=China"),
        ({"entity": "Kurt_Campbell"}, "entity=Kurt_Campbell"),
        ({"line": ["China", "Russia"]}, "line=China~Russia"),
        ({"path": ["Sweden", "G7"], "open": ["NATO"]}, "path=Sweden~G7&open=NATO"),
        ({"card": 3, "table": True}, "card=3&view=table"),
        (
            {"only": {"stance": ["denied"], "speaker": ["Kurt Campbell"]}},
            "only-stance=denied&only-speaker=Kurt+Campbell",
        ),
        ({"without": {"relation": ["says"]}, "since": "2024", "until": "2024-09"}, None),
    ],
    ids=str,
)
def test_what_a_step_shows_is_an_address_of_the_page(show, address):
    if "without" in show:
        show["without"] = {"relation": [payload.relation("kg:urges")]}
        address = "not-relation=urges&since=2024&until=2024-09"
    [step] = told({"title": "t", "show": show})
    assert step == {"title": "t", "text": "", "view": address}


def test_an_article_may_be_named_by_its_id():
    [by_id] = told({"title": "t", "show": {"only": {"article": [CAMPBELL]}}})
    assert by_id["view"].startswith("only-article=")
    assert CAMPBELL not in by_id["view"]


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("China", "story, step 1: expected an object"),
        ({"text": "x"}, "step 1: 'title' has to be text"),
        ({"title": "t", "text": 3}, "step 1: 'text' has to be text"),
        ({"title": "t", "shows": {}}, "step 1: nothing is called 'shows'; there are title, text, show"),
        ({"title": "t", "show": "China"}, "step 1: 'show' has to be an object"),
        (
            {"title": "t", "show": {"entity": "Chima"}},
            "show.entity: the graph has no entity 'Chima'; nearest is 'China'",
        ),
        ({"title": "t", "show": {"entity": "China", "card": 1}}, "'entity' and 'card' cannot be chosen at once"),
        ({"title": "t", "show": {"line": ["China"]}}, "show.line: expected a list of two names"),
        ({"title": "t", "show": {"card": 4}}, "show.card: this page has cards 1 to 3, not '4'"),
        ({"title": "t", "show": {"card": True}}, "show.card: this page has cards"),
        ({"title": "t", "show": {"only": ["denied"]}}, "show.only: expected an object of lists"),
        ({"title": "t", "show": {"only": {"told": ["denied"]}}}, "nothing is called 'told'; there are stance, kind"),
        ({"title": "t", "show": {"only": {"stance": "denied"}}}, "show.only.stance: expected a list of values"),
        ({"title": "t", "show": {"only": {"stance": ["denyed"]}}}, "no 'denyed'; nearest is 'denied'"),
        ({"title": "t", "show": {"since": "soon"}}, "show.since: "),
        ({"title": "t", "show": {"table": 1}}, "show.table: expected true or false"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_step_is_refused_with_its_place(step, message):
    with pytest.raises(InputError) as refused:
        told(step)
    assert message in str(refused.value)


@pytest.mark.parametrize("given", [[], {}, "x", [{"title": "t"}] * 21], ids=["none", "an object", "text", "too many"])
def test_a_story_has_one_to_twenty_steps(given, tmp_path: Path):
    path = tmp_path / "s.json"
    path.write_text(json.dumps(given), encoding="utf-8")
    with pytest.raises(InputError, match=r"s\.json: expected a list of 1 to 20 steps"):
        steps(path, knowledge(), 3)


@pytest.mark.parametrize(
    ("data", "message"), [(b"[{", "no JSON in UTF-8"), (b"\xff", "no JSON in UTF-8"), (None, "cannot read the story")]
)
def test_a_file_that_is_no_story_is_named(data, message, tmp_path: Path):
    path = tmp_path / "s.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        steps(path, knowledge(), 3)


def test_a_story_is_taken_from_python_and_the_command_line(tmp_path: Path):
    graph = Graph(knowledge())
    story = [{"title": "Sweden joins", "show": {"entity": "Sweden"}}]
    page = graph.page(story=story)
    assert page != graph.page()
    assert graph.show(story=story).html == page
    graph.save(tmp_path / "out")
    file = tmp_path / "story.json"
    file.write_text(json.dumps(story), encoding="utf-8")
    done = CliRunner().invoke(cli, ["view", str(tmp_path / "out"), "-o", "-", "--story", str(file)])
    assert done.exit_code == 0
    assert done.output == kg.load(tmp_path / "out").page(story=file)
