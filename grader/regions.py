"""Where in a vector made of matrices something is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from grader.exercise import Indices

    Marks = npt.NDArray[np.bool_]
    # The matrices: by name, which entry of the vector stands where.
    Blocks = Mapping[str, Indices]


def regions(blocks: Sequence[Blocks], marked: Sequence[Marks]) -> str:
    """Name the matrices, or their columns, that hold all marked entries.

    Parameters
    ----------
    blocks : sequence of mapping of str to ndarray of int
        Of each vector; the names are the same for all.
    marked : sequence of ndarray of bool
        Which entries of each vector are meant.

    Returns
    -------
    str
        ``column 0 of A and B``; empty if every region holds some.
    """
    touched: dict[str, set[str]] = {}
    for matrices, marks in zip(blocks, marked, strict=True):
        for name, indices in matrices.items():
            touched.setdefault(name, set()).update(_columns(marks[indices]))
    if all(len(columns) == 2 for columns in touched.values()):
        return ""
    named: dict[str, list[str]] = {}
    for name, columns in touched.items():
        if columns:
            what = columns.pop() + " of " if len(columns) == 1 else ""
            named.setdefault(what, []).append(name)
    return " and ".join(what + " and ".join(names) for what, names in named.items())


def _columns(marks: Marks) -> Iterator[str]:
    """Yield which columns of a matrix are marked."""
    if marks[:, 0].any():
        yield "column 0"
    if marks[:, 1:].any():
        yield "columns 1:"


def place_of(blocks: Blocks, index: int) -> str:
    """Name an entry of a vector by its place in a matrix.

    Parameters
    ----------
    blocks : mapping of str to ndarray of int
    index : int

    Returns
    -------
    str
        ``A[1, 0]``
    """
    import numpy as np

    for name, indices in blocks.items():
        for row, column in np.argwhere(indices == index):
            return f"{name}[{row}, {column}]"
    raise ValueError(f"entry {index} stands in none of {list(blocks)}")
