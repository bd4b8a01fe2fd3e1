"""Whether an answer agrees with what is expected, and which forms of it will do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from grader.exercise import Array, Check, Part
    from grader.sandbox import Answer


class Tolerance(NamedTuple):
    """How far an entry may be off: relative to it or absolute, whichever is more."""

    relative: float
    absolute: float


# Another order of summation changes the 15th digit; central differences, the 9th.
DOUBLE = Tolerance(1e-6, 1e-8)
SINGLE = Tolerance(1e-4, 1e-6)

# Types that hold numbers, but not as an array does, and what turns them into one.
NOT_ARRAYS = {
    "list": ("a list", "np.array(...)"),
    "tuple": ("a tuple", "np.array(...)"),
    "matrix": ("an np.matrix", "np.asarray(...)"),
}
WORDS = {
    "NoneType": "None",
    "str": "text",
    "dict": "a dict",
    "generator": "a generator",
}


def agrees(found: Array, expected: Array, *, is_single: bool = False) -> bool:
    """Tell whether every entry is as expected, up to rounding.

    Parameters
    ----------
    found, expected : ndarray
        Of any shape; other shapes never agree, nor does NaN.
    is_single : bool
        True if `found` was computed in float32.

    Returns
    -------
    bool
    """
    import numpy as np

    if found.shape != expected.shape:
        return False
    return bool(np.all(agreeing(found, expected, is_single=is_single)))


def agreeing(
    found: Array, expected: Array, *, is_single: bool = False
) -> npt.NDArray[np.bool_]:
    """Tell which entries are as expected, up to rounding.

    Parameters
    ----------
    found, expected : ndarray
        Of the same shape.
    is_single : bool
        True if `found` was computed in float32.

    Returns
    -------
    ndarray of bool
    """
    import numpy as np

    tolerance = SINGLE if is_single else DOUBLE
    bound = np.maximum(tolerance.relative * np.abs(expected), tolerance.absolute)
    with np.errstate(invalid="ignore"):  # inf - inf
        return np.asarray(np.abs(found - expected) <= bound)


class Fitted(NamedTuple):
    """An answer, brought into the expected form.

    Attributes
    ----------
    found : tuple of ndarray
        As in `grader.exercise.Observation`.
    is_single : bool
    notes : tuple of str
        Which harmless variants it is.
    problem : tuple of str
        What was found and what was needed, where the graded value has the wrong form.
    """

    found: tuple[Array, ...]
    is_single: bool
    notes: tuple[str, ...]
    problem: tuple[str, str] | None


def fit(answer: Answer, check: Check, part: Part, language: str) -> Fitted:
    """Bring an answer into the expected form, if it is a harmless variant of it.

    Parameters
    ----------
    answer : Answer
    check : Check
    part : Part
    language : str
        In Octave every vector is a column.

    Returns
    -------
    Fitted
    """
    import numpy as np

    found, notes = [], []
    for i, value in enumerate(answer.values[: len(check.expected)]):
        name = part.outputs[i]
        if value is None or (answer.kinds[i] in NOT_ARRAYS and value.size > 1):
            found.append(np.empty(0))
            continue
        array, note = _reshaped(value, check.expected[i], name)
        found.append(np.asarray(array, dtype=np.float64))
        if note and language == "python" and i == part.output:
            notes.append(note)
    graded = answer.values[part.output] if len(found) > part.output else None
    is_single = graded is not None and graded.dtype == np.float32
    if is_single and not part.judge:
        notes.append("computed in float32, so only four digits were compared")
    problem = _problem(answer, found, check, part)
    return Fitted(tuple(found), is_single, tuple(notes), problem)


def _reshaped(value: Array, expected: Array, name: str) -> tuple[Array, str]:
    """Return a value in the expected shape where it has as many entries, and a note."""
    if value.shape == expected.shape:
        return value, ""
    if value.size == expected.size == 1:
        text = f"{name} is an array of shape {value.shape}; a plain number would do"
        return value.reshape(expected.shape), text
    is_vector = value.ndim == 2 and 1 in value.shape
    if expected.ndim == 1 and value.size == expected.size and is_vector:
        text = (
            f"{name} has shape {value.shape}; accepted, but return a flat vector, "
            f"{name}.ravel(), or arithmetic with other vectors makes matrices of it"
        )
        return value.ravel(), text
    return value, ""


def _problem(
    answer: Answer, found: Sequence[Array], check: Check, part: Part
) -> tuple[str, str] | None:
    """Say in what form the graded value came and is needed, where these differ."""
    i = part.output
    expected = check.expected[i]
    name = part.outputs[i]
    needed = f"{name} {_form(expected.shape)}"
    if len(found) <= i:
        everything = ", ".join(part.outputs)
        returned = "one value" if len(answer.values) == 1 else "nothing"
        return f"{part.file} returns {returned}", f"return {everything}"
    if len(part.outputs) > 1 and _is_swapped(found, check.expected):
        return (
            f"{part.file} returns {', '.join(reversed(part.outputs))}",
            f"return {', '.join(part.outputs)}, in this order",
        )
    kind = answer.kinds[i]
    if answer.values[i] is None:
        return f"{name} is {WORDS.get(kind, f'of type {kind}')}", needed
    if kind in NOT_ARRAYS and found[i].shape != expected.shape:
        what, remedy = NOT_ARRAYS[kind]
        return f"{name} is {what}", f"{needed}: {remedy} makes it one"
    if found[i].shape != expected.shape:
        return f"{name} {_form(found[i].shape)}", needed
    return None


def _is_swapped(found: Sequence[Array], expected: Sequence[Array]) -> bool:
    """Tell whether two values came in each other's place."""
    shapes = [array.shape for array in found]
    wanted = [array.shape for array in expected]
    return len(shapes) == 2 and shapes != wanted and shapes == wanted[::-1]


def _form(shape: tuple[int, ...]) -> str:
    """Describe a shape in words."""
    if shape == ():
        return "as a number"
    return f"as an array of shape {shape}"
