"""sigmoid.m: the logistic function."""

import numpy as np
import numpy.typing as npt

from ex4.arguments import Matrix, as_float


def sigmoid(z: npt.ArrayLike) -> Matrix:
    """Compute the logistic function 1 / (1 + e^-z) of every entry.

    Parameters
    ----------
    z : array_like of any shape

    Returns
    -------
    ndarray of the same shape
        Values in [0, 1]; 0.5 where z is 0. float32 stays float32, all else is float64.

    Raises
    ------
    ValueError
        If `z` does not hold real numbers.

    References
    ----------
    Handout, section 1.2.

    Examples
    --------
    >>> sigmoid([-1000, 0, 1000])
    array([0. , 0.5, 1. ])
    """
    z = as_float(z, "z")
    # For z below -709 e^-z is inf, and 1 / inf is the right limit.
    with np.errstate(over="ignore"):
        e = np.exp(-z)
    e += 1  # in place: one array less is a few per cent of the whole gradient
    return 1 / e
