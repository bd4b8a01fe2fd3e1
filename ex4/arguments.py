"""What the ports accept: array types, and the checks at the door."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

# A floating-point array; which of its axes mean what, the docstrings say.
Matrix: TypeAlias = npt.NDArray[np.floating]
Vector: TypeAlias = npt.NDArray[np.floating]


def as_float(values: npt.ArrayLike, name: str) -> Matrix:
    """Return values as float64, or untouched where they are float32 already.

    Raises
    ------
    ValueError
        If they are not real numbers.
    """
    array = np.asarray(values)
    if array.dtype in (np.float64, np.float32):
        return array
    if array.dtype.kind not in "iufb":
        raise ValueError(f"{name} holds {array.dtype} values; it needs real numbers")
    return array.astype(np.float64)


def as_examples(X: npt.ArrayLike, n_features: int) -> Matrix:
    """Return X as floats of shape (m, n_features).

    Raises
    ------
    ValueError
        If X has another shape or no rows.
    """
    examples = as_float(X, "X")
    if examples.ndim != 2 or examples.shape[1] != n_features or not len(examples):
        raise ValueError(
            f"X has shape {examples.shape}; it needs (m, {n_features}): "
            "one example a row, at least one row"
        )
    return examples


def as_labels(y: npt.ArrayLike, m: int, num_labels: int) -> npt.NDArray[np.int64]:
    """Return y as integers of shape (m,); (m, 1), as loadmat gives it, will do.

    Raises
    ------
    ValueError
        If there are not m labels, or one is not a whole number in 1..num_labels.
    """
    given = np.asarray(y)
    if given.shape not in ((m,), (m, 1)):
        raise ValueError(
            f"y has shape {given.shape}; it needs ({m},) or ({m}, 1): "
            "one label for each row of X"
        )
    values = as_float(given, "y").ravel()
    wrong = ~np.isin(values, np.arange(1, num_labels + 1))
    if wrong.any():
        raise ValueError(
            f"y holds the label {values[wrong][0]:g}; labels run from 1 to "
            f"{num_labels} (the digit 0 is label 10)"
        )
    return values.astype(np.int64)


def reject_nan(**arrays: Matrix) -> None:
    """Refuse arrays with NaN; called when a result shows that there is one.

    Raises
    ------
    ValueError
        With the name of the array and the place of its first NaN.
    """
    for name, array in arrays.items():
        bad = np.argwhere(np.isnan(array))
        if len(bad):
            place = ", ".join(str(index) for index in bad[0])
            raise ValueError(
                f"{name} holds {len(bad)} NaN, the first at {name}[{place}]; "
                "it needs numbers everywhere"
            )
