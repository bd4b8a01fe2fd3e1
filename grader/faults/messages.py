"""What NumPy and Octave say when something fails, taken apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.sandbox import Fault

_SHAPE = re.compile(r"\((\d+(?:,\s*\d+)*),?\)|\b(\d+(?:x\d+)+)\b")

# What NumPy and Octave say where shapes do not fit, entry by entry and as matrices.
ENTRYWISE = re.compile("broadcast together|^product: nonconformant")
PRODUCT = re.compile(
    r"not aligned|mismatch in its core dimension|^operator \*: nonconformant"
)


def shapes_in(message: str) -> list[tuple[int, ...]]:
    """Return the shapes that NumPy or Octave names in a message.

    Parameters
    ----------
    message : str

    Returns
    -------
    list of tuple of int

    Examples
    --------
    >>> shapes_in("could not be broadcast together with shapes (16,5) (4,)")
    [(16, 5), (4,)]
    >>> shapes_in("nonconformant arguments (op1 is 16x3, op2 is 4x4)")
    [(16, 3), (4, 4)]
    """
    return [
        tuple(int(size) for size in re.findall(r"\d+", found.group()))
        for found in _SHAPE.finditer(message)
    ]


def is_octave(fault: Fault) -> bool:
    """Tell whether a fault comes from Octave, whose operators are others.

    Parameters
    ----------
    fault : Fault

    Returns
    -------
    bool
    """
    return fault.kind.startswith("Octave:") or fault.kind in ("error", "parse error")
