"""Matrix products in which the result of a row never depends on the rows beside it.

A matrix library picks its way of adding up by the shape of the product, and some also by a row's place in it, so the
analysis of a sentence could differ in its last bits with the company it is parsed in. Here every product of one weight
matrix has one shape, so many rows at a time, the last ones filled up with zeros; how many the library at hand adds up
alike in every place is tried out once for each shape, also with columns of zeros on both sides of the weights. Texts
may then be parsed together, at a third of what each costs alone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from thinc.api import NumpyOps
from thinc.types import Floats2d, Floats3d

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Way(NamedTuple):
    """How a product is made.

    Attributes:
        rows: so many are multiplied at a time.
        margin: columns of zeros on each side of the weights.
    """

    rows: int
    margin: int = 0


# The more rows, the less often the weights are read again. OpenBLAS 0.3.31 adds up 64 rows alike with its kernels for
# AVX-512 (SkylakeX) and for old processors. Those for AVX2 (Haswell, Zen) take twelve rows at a time, and add up alike
# but for the first and the last eight columns of at most 320 and the rows behind the twelves; without margins they
# add up alike no more than 8, which takes half as long again.
WAYS = (Way(64), Way(48, 8), Way(32), Way(16), Way(8), Way(4), Way(1))
# Columns between margins, at most, and what their number with the margins is a multiple of.
WIDEST, STEP = 304, 16
# Rows that are laid between margins at a time, so that the processor's cache has room for them.
MOST = 2048


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
    (depth, width), kind = right.shape, str(right.dtype)
    if len(left):
        _multiply_by(alike(depth, width, kind), left, right, out)


def _multiply_by(way: Way, left: NDArray[Any], right: NDArray[Any], out: NDArray[Any]) -> None:
    if not way.margin:
        _by_rows(way.rows, left, right, out)
        return
    width = right.shape[1]
    lot = MOST - MOST % way.rows
    for columns in np.array_split(np.arange(width), -(-width // WIDEST)):
        begin, end = int(columns[0]), int(columns[-1]) + 1
        size = end - begin + 2 * way.margin
        weights = np.zeros((len(right), size + -size % STEP), dtype=right.dtype)
        between = slice(way.margin, way.margin + end - begin)
        weights[:, between] = right[:, begin:end]
        product = np.empty((min(lot, len(left)), weights.shape[1]), dtype=left.dtype)
        for first in range(0, len(left), lot):
            some = left[first : first + lot]
            _by_rows(way.rows, some, weights, product[: len(some)])
            out[first : first + lot, begin:end] = product[: len(some), between]


def _by_rows(rows: int, left: NDArray[Any], right: NDArray[Any], out: NDArray[Any]) -> None:
    """Only the last rows are filled up; the others are multiplied where they lie, into where they are to lie."""
    count, depth = left.shape
    width = right.shape[1]
    whole = count - count % rows
    np.matmul(left[:whole].reshape(-1, rows, depth), right, out=out[:whole].reshape(-1, rows, width))
    if whole < count:
        last = np.zeros((1, rows, depth), dtype=left.dtype)
        last[0, : count - whole] = left[whole:]
        out[whole:] = np.matmul(last, right)[0, : count - whole]


@cache
def alike(depth: int, width: int, kind: str) -> Way:
    """The first of :data:`WAYS` in which each row comes out the same in every place.

    Args:
        depth: numbers in a row.
        width: columns of the weights.
        kind: type of the numbers, as "float32".
    """
    random = np.random.default_rng(depth * 65537 + width)
    weights = random.standard_normal((depth, width)).astype(kind)
    row = random.standard_normal(depth).astype(kind)

    def is_alike(way: Way) -> bool:
        # one row more than two lots, so that the last lot is filled up
        same = np.tile(row, (2 * way.rows + 1, 1))
        product = np.empty((len(same), width), dtype=kind)
        _multiply_by(way, same, weights, product)
        return bool((product == product[0]).all())

    return next(filter(is_alike, WAYS), WAYS[-1])
