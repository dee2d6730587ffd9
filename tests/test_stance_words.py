"""How a statement stands to the world, in the words of a file, of an explanation and of the page."""

from __future__ import annotations

import dataclasses

import pytest
import sample

from kg.model.kinds import Certainty, Modality, Polarity
from kg.terms import stance

FACT = next(s for s in sample.statements() if s.is_fact)


@pytest.mark.parametrize(
    ("changes", "explained", "shown"),
    [
        pytest.param({"certainty": Certainty.CERTAIN}, "asserted", "fact", id="fact"),
        pytest.param({"certainty": Certainty.PROBABLE}, "asserted, probable", "fact", id="probable"),
        pytest.param({"certainty": Certainty.DOUBTFUL}, "asserted, doubtful", "doubtful", id="doubtful"),
        pytest.param({"certainty": Certainty.UNSPECIFIED}, "asserted", "uncertain", id="uncertain"),
        pytest.param({"polarity": Polarity.NEGATIVE}, "denied", "denied", id="denied"),
        pytest.param({"modality": Modality.REQUESTED}, "requested", "asked for", id="requested"),
        pytest.param(
            {"modality": Modality.DESIRED, "polarity": Polarity.NEGATIVE}, "denied, desired", "hoped for not", id="both"
        ),
    ],
)
def test_the_stance_in_words(changes: dict[str, object], explained: str, shown: str) -> None:
    statement = dataclasses.replace(FACT, **({"certainty": Certainty.CERTAIN} | changes))
    assert (stance.explained(statement), stance.shown(statement)) == (explained, shown)


def test_every_modality_has_its_words() -> None:
    assert stance.MODALITIES.keys() == set(Modality)
