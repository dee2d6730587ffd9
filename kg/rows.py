"""Matrix products in which the result of a row never depends on the rows beside it.

A matrix library picks its way of adding up by the shape of the product, so the analysis of a sentence could differ in
its last bits with the company it is parsed in. Here every product of one weight matrix has one shape: so many rows at
a time, the last ones filled up with zeros. Texts may then be parsed together, at a third of what each costs alone.
"""

from __future__ import annotations

import numpy as np
from thinc.api import NumpyOps
from thinc.types import Floats2d

# Few enough that little is lost to filling up, enough that reading the weights again for each lot costs little.
ROWS = 64


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
        lots = -(-count // ROWS)
        filled = np.zeros((lots * ROWS, depth), dtype=left.dtype)
        filled[:count] = left
        product: Floats2d = np.matmul(filled.reshape(lots, ROWS, depth), right).reshape(lots * ROWS, right.shape[1])[
            :count
        ]
        if out is None:
            return product
        out[:] = product
        return out
