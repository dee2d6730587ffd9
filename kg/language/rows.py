"""Matrix products in which the result of a row never depends on the rows beside it.

A matrix library picks its way of adding up by the shape of the product, and some also by a row's place in it, so the
analysis of a sentence could differ in its last bits with the company it is parsed in. Here every product of one weight
matrix has one shape, so many rows at a time, the last ones filled up with zeros; how many the library at hand adds up
alike in every place is tried out once for each shape. Texts may then be parsed together, at a third of what each
costs alone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from thinc.api import NumpyOps
from thinc.types import Floats2d, Floats3d

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
        left: NDArray[Any] = np.ascontiguousarray(x.T if trans1 else x)
        right: NDArray[Any] = np.ascontiguousarray(y.T if trans2 else y)
        shape = len(left), right.shape[1]
        is_fit = out is not None and out.flags.c_contiguous and out.dtype == left.dtype
        product = cast("NDArray[Any]", out) if is_fit else np.empty(shape, dtype=left.dtype)
        _multiply(left, right, product)
        if out is None:
            return cast(Floats2d, product)
        if not is_fit:
            out[:] = cast(Floats2d, product)
        return out

    def maxout(self, X: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:  # noqa: N803 - thinc's name
        """The largest of the pieces of each number, in a ninth of the time that thinc takes.

        Which piece it is asks only training; the pieces stand for it till ``backprop_maxout`` does.
        """
        best = X[:, :, 0].copy()
        for piece in range(1, X.shape[2]):
            np.maximum(best, X[:, :, piece], out=best)
        return best, X

    def backprop_maxout(self, dY: NDArray[Any], which: NDArray[Any], P: int) -> Floats3d:  # noqa: N803 - thinc's names
        """The gradient of the pieces, of which the largest has it."""
        numbers = super().maxout(which)[1] if which.ndim == 3 else which
        found: Floats3d = super().backprop_maxout(dY, numbers, P)
        return found


def _multiply(left: NDArray[Any], right: NDArray[Any], out: NDArray[Any]) -> None:
    """Only the last rows are filled up; the others are multiplied where they lie, into where they are to lie."""
    count, depth = left.shape
    if not count:
        return
    width = right.shape[1]
    rows = alike(depth, width, str(left.dtype))
    whole = count - count % rows
    np.matmul(left[:whole].reshape(-1, rows, depth), right, out=out[:whole].reshape(-1, rows, width))
    if whole < count:
        last = np.zeros((1, rows, depth), dtype=left.dtype)
        last[0, : count - whole] = left[whole:]
        out[whole:] = np.matmul(last, right)[0, : count - whole]


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
