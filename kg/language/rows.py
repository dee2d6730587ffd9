"""Matrix products in which the result of a row never depends on the rows beside it.

A matrix library picks its way of adding up by the shape of the product, and some also by a row's place in it, so the
analysis of a sentence could differ in its last bits with the company it is parsed in. Here every product of one weight
matrix has one shape, so many rows at a time, the last ones filled up with zeros; how many the library at hand adds up
alike in every place is tried out once for each shape. Texts may then be parsed together, at a third of what each
costs alone.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from thinc.api import NumpyOps
from thinc.types import Floats2d

# The more, the less often the weights are read again. OpenBLAS 0.3.31 adds up 64 rows alike with its kernels for
# AVX-512 (SkylakeX) and for old processors, and no more than 8 with those for AVX2 (Haswell, Zen).
SIZES = (64, 32, 16, 8, 4, 1)


# thinc compiles the class that it gives its operations in, and so has no types for it.
class RowOps(NumpyOps):  # type: ignore[misc]
    """thinc's operations with numpy's matrix product, row by row the same whatever the number of rows."""

    name = "rows"

    def gemm(
        self, x: Floats2d, y: Floats2d, out: Floats2d | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats2d:
        """The product of two matrices, each transposed first where asked for."""
        left = x.T if trans1 else x
        right = np.ascontiguousarray(y.T if trans2 else y)
        count, depth = left.shape
        rows = alike(depth, right.shape[1], str(left.dtype))
        lots = -(-count // rows)
        filled = np.zeros((lots * rows, depth), dtype=left.dtype)
        filled[:count] = left
        product: Floats2d = np.matmul(filled.reshape(lots, rows, depth), right).reshape(lots * rows, right.shape[1])[
            :count
        ]
        if out is None:
            return product
        out[:] = product
        return out


@cache
def alike(depth: int, width: int, kind: str) -> int:
    """How many rows may be multiplied at a time, of :data:`SIZES`, so that each comes out the same in every place.

    Args:
        depth: numbers in a row.
        width: columns of the weights.
        kind: type of the numbers, as "float32".
    """
    random = np.random.default_rng(depth * 65537 + width)
    weights = random.standard_normal((depth, width)).astype(kind)
    row = random.standard_normal(depth).astype(kind)

    def is_alike(rows: int) -> bool:
        product = np.matmul(np.tile(row, (2, rows, 1)), weights)
        return bool((product == product[0, 0]).all())

    return next((rows for rows in SIZES if is_alike(rows)), 1)
