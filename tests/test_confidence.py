"""How sure a statement is: what costs confidence, what the number means, and what a threshold leaves out."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SEEDS, Ended

from kg.errors import InputError
from kg.extract.stating.confidence import Scene, confidence, is_balanced, load
from kg.knowledge.threshold import sure
from kg.model.kinds import Certainty, MentionKind, Modality, Polarity, Role
from kg.model.records import Argument, Knowledge, Mention, Parse, Proposition, Span
from kg.terms.mention_type import MentionType

Kg = Callable[..., Ended]
Parsed = Callable[..., Parse]
SHORT = """
    China   China   PROPN/NNP aids nsubj
    aids    aid     VERB/VBZ  aids ROOT
    Russia  Russia  PROPN/NNP aids dobj
"""


def mention(start: int, end: int, kind: MentionKind = MentionKind.NAME) -> Mention:
    span = Span(start, end)
    return Mention(span, span, span, kind, MentionType.GPE, 0, "China")


def proposition(*arguments: Argument, rule: str = "clause", trigger: Span | None = None) -> Proposition:
    return Proposition(
        predicate="aid",
        trigger=trigger or Span(6, 10),
        relation="aids",
        arguments=arguments,
        polarity=Polarity.POSITIVE,
        modality=Modality.ACTUAL,
        certainty=Certainty.CERTAIN,
        attribution=(),
        rule=rule,
        confidence=1.0,
        sentence=0,
        span=Span(0, 17),
    )


SUBJECT = Argument(Role.SUBJECT, Span(0, 5), mention=0)
OBJECT = Argument(Role.OBJECT, Span(11, 17), mention=1)


@pytest.fixture
def scene(parsed: Parsed) -> Scene:
    [block] = parsed(SHORT.replace("aids ", "aids ")).blocks
    [sentence] = block.doc.sents
    return Scene(sentence, block, (mention(0, 5), mention(11, 17)))


def test_a_verb_with_its_own_named_subject_and_object_is_seen_as_such(scene: Scene) -> None:
    seen = scene.features(proposition(SUBJECT, OBJECT))
    assert {"rule clause", "link ROOT", "subject named", "object named"} <= set(seen)
    assert not {"inherits", "no object", "unbalanced", "no finite verb", "headline", "dep"} & set(seen)


def test_names_without_commas_are_no_lists_and_no_pronouns(scene: Scene) -> None:
    seen = scene.features(proposition(SUBJECT, OBJECT))
    assert not {"subject list", "object list", "subject pronoun", "object pronoun"} & set(seen)


def test_a_pronoun_a_comma_and_no_finite_verb_are_seen(parsed: Parsed) -> None:
    [block] = parsed("She she PRON/PRP 0 ROOT\n, , PUNCT/, 0 punct\nalone alone ADJ/JJ 0 amod").blocks
    [sentence] = block.doc.sents
    scene = Scene(sentence, block, (mention(0, 3, MentionKind.PRONOUN),))
    seen = scene.features(proposition(Argument(Role.SUBJECT, Span(0, 11), mention=0)))
    assert {"subject pronoun", "subject list", "no finite verb"} <= set(seen)


def test_an_end_without_a_name_is_seen_and_whether_the_article_says_who_it_is(parsed: Parsed) -> None:
    [block] = parsed(SHORT).blocks
    [sentence] = block.doc.sents
    nominal = mention(0, 5, MentionKind.NOMINAL)
    group = dataclasses.replace(nominal, type=MentionType.GROUP)
    told = [group, dataclasses.replace(group, is_unbound=True), nominal, mention(0, 5)]
    scenes = [Scene(sentence, block, (one, mention(11, 17))) for one in told]
    seen = [{"subject unnamed", "subject unbound"} & set(s.features(proposition(SUBJECT, OBJECT))) for s in scenes]
    assert seen == [{"subject unnamed"}, {"subject unnamed", "subject unbound"}, set(), set()]


def test_a_subject_from_elsewhere_is_seen_as_inherited(scene: Scene) -> None:
    elsewhere = Argument(Role.SUBJECT, Span(11, 17), mention=1)
    assert scene.features(proposition(elsewhere))["inherits"] == 1.0


def test_the_clauses_above_a_verb_are_counted(parsed: Parsed) -> None:
    [block] = parsed("""
        Peru  Peru  PROPN/NNP said nsubj
        said  say   VERB/VBD  said ROOT
        Chile Chile PROPN/NNP hope nsubj
        hope  hope  VERB/VBP  said ccomp
        to    to    PART/TO   win  aux
        win   win   VERB/VB   hope xcomp
    """).blocks
    [sentence] = block.doc.sents
    scene = Scene(sentence, block, (mention(0, 4),))
    triggers = (Span(5, 9), Span(16, 20), Span(24, 27))
    seen = [scene.features(proposition(trigger=trigger)).get("clauses above", 0) for trigger in triggers]
    assert seen == [0, 0.25, 0.5]


def test_a_missing_object_is_seen(scene: Scene) -> None:
    seen = scene.features(proposition(SUBJECT))
    assert seen["no object"] == seen["nothing beside"] == 1.0


def test_a_short_clause_of_names_is_surer_than_one_that_borrows_its_subject(scene: Scene) -> None:
    whole = scene.features(proposition(SUBJECT, OBJECT))
    assert confidence(whole, load()) > confidence({**whole, "inherits": 1.0}, load())


@pytest.mark.parametrize(
    "cost",
    [
        "inherits",
        "unbalanced",
        "subject pronoun",
        "object pronoun",
        "object list",
        "clauses above",
        "no object",
        "subject unnamed",
        "not actual",
        "subject unbound",
    ],
)
def test_what_makes_reading_harder_costs_confidence(cost: str) -> None:
    assert load()[cost] < 0


def test_confidence_stays_within_bounds_whatever_the_weights() -> None:
    assert confidence({"bias": 1.0}, {"bias": 1e6}) == 0.99
    assert confidence({"bias": 1.0}, {"bias": -1e6}) == 0.05


def test_a_feature_that_no_weight_knows_counts_nothing() -> None:
    assert confidence({"bias": 1.0, "new": 5.0}, {"bias": 0.0}) == 0.5


@pytest.mark.parametrize(
    ("text", "balanced"),
    [("“Yes,” he said.", True), ('Yes," he said.', False), ("Yes (he said.", False), ("It’s China’s.", True)],
)
def test_quotation_marks_and_brackets_come_in_pairs(text: str, balanced: bool) -> None:
    assert is_balanced(text) is balanced


def test_a_broken_line_of_weights_is_named(tmp_path: Path) -> None:
    file = tmp_path / "confidence.tsv"
    file.write_text("# comment\nbias\tmuch\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 2 of confidence.tsv is 'bias\\tmuch'; write the feature, a tab"):
        load(file)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the weights"):
        load(tmp_path / "none.tsv")


def test_a_threshold_of_zero_keeps_every_statement(sample: Knowledge) -> None:
    assert sure(sample.statements, 0) == sample.statements


def test_a_threshold_leaves_out_what_is_less_sure(sample: Knowledge) -> None:
    weak = dataclasses.replace(sample.statements[0], id="weak", confidence=0.4)
    assert weak not in sure([*sample.statements, weak], 0.5)
    assert weak in sure([*sample.statements, weak], 0.4)


def test_what_a_sure_statement_says_stays_with_it(sample: Knowledge) -> None:
    act = next(s for s in sample.statements if isinstance(s.object, str) and s.object.startswith("st:"))
    statements = [dataclasses.replace(s, confidence=0.9 if s is act else 0.1) for s in sample.statements]
    kept = {f"st:{s.id}" for s in sure(statements, 0.5)}
    assert {f"st:{act.id}", act.object} <= kept
    assert len(kept) < len(statements)


@pytest.mark.parametrize("least", [-0.1, 1.5])
def test_a_threshold_outside_its_range_makes_no_sense(least: float) -> None:
    with pytest.raises(InputError, match="give a number from 0"):
        sure([], least)


def test_the_command_line_refuses_a_threshold_outside_its_range(kg: Kg) -> None:
    ended = kg("extract", "seeds", "--min-confidence", "2")
    assert ended.status == 2
    assert "0<=x<=1" in ended.err


@pytest.mark.model
@pytest.mark.parametrize("form", ["oie", "statements"])
def test_extract_prints_what_is_sure_enough(form: str, kg: Kg) -> None:
    text = "China aids Russia, and meeting in Rome, officials, bankers and a king imposed taxes on sugar, on salt.\n"
    every, sure_ones = (
        kg("extract", "--lines", "-", "--format", form, "--min-confidence", least, stdin=text).out.splitlines()
        for least in ("0", "0.74")
    )
    grades = [json.loads(row)["confidence"] if form == "statements" else float(row.split("\t")[1]) for row in every]
    assert min(grades) < 0.74 <= max(grades)
    assert sure_ones == [row for row, grade in zip(every, grades, strict=True) if grade >= 0.74]


@pytest.mark.model
def test_a_graph_of_sure_statements_is_part_of_the_whole(seeds_folder: Path) -> None:
    from kg.graph import load as opened
    from kg.pipeline import build

    every = set(opened(seeds_folder).statements)
    kept = set(build([SEEDS], min_confidence=0.9).statements)
    assert kept < every
    assert {s for s in every if s.confidence >= 0.9} <= kept
