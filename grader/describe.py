"""Turns whatever a function returned into a plain array and the name of its type."""

from __future__ import annotations

from typing import Any

from grader import wire

np = wire.numpy()

SCALARS = frozenset((bool, int, float, complex, *np.sctypeDict.values()))


def describe(value: Any, max_bytes: int) -> tuple[Any, str]:
    """Return a value as a plain array, and the name of its type.

    Types are compared exactly: a subclass could bring methods of its own.

    Parameters
    ----------
    value : object
        Anything at all.
    max_bytes : int
        A larger array is refused before it is copied.

    Returns
    -------
    ndarray or None
        None where it is not numeric.
    str
    """
    kind = type(value)
    name = type.__dict__["__name__"].__get__(kind)[:80]
    if kind in SCALARS:
        return _plain(np.asarray(value)), name
    if kind is np.ndarray or kind is np.matrix:
        array = value.view(np.ndarray) if kind is np.matrix else value
        if array.size * array.itemsize > max_bytes:
            raise TooLargeError(
                f"returned an array of shape {array.shape}, "
                f"more than {max_bytes >> 20} MB"
            )
        plain = _plain(array)
        return plain, name if plain is not None else f"{name} of {array.dtype}"[:80]
    if kind in (list, tuple) and _is_plain_nest(value, 0):
        return _plain(_array_or_none(value)), name
    return None, name


class TooLargeError(Exception):
    """A returned array that is larger than the limit."""


def _is_plain_nest(value: Any, depth: int) -> bool:
    """Whether lists in lists hold numbers and arrays of exact types, nothing else."""
    kind = type(value)
    if kind in (list, tuple):
        return depth < wire.MAX_DEPTH and all(
            _is_plain_nest(item, depth + 1) for item in value
        )
    return kind in SCALARS or kind is np.ndarray


def _array_or_none(value: Any) -> Any:
    try:
        return np.array(value)
    except (ValueError, OverflowError):  # ragged, or an integer beyond 64 bits
        return None


def _plain(array: Any) -> Any:
    """Snapshot an array in a dtype that travels; None where there is none."""
    if array is None:
        return None
    if array.dtype.kind in "fc" and array.dtype.str not in wire.CODES:
        if array.dtype.kind == "c":
            if array.imag.any():
                return None
            array = array.real
        array = array.astype(np.float64)
    if array.dtype.kind not in "fiub":
        return None
    array = np.array(array, dtype=array.dtype.newbyteorder("<"), order="C")
    return array if array.dtype.str in wire.CODES else None
