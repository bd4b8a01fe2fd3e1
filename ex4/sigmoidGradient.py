"""sigmoidGradient.m: the slope of the logistic function. You write this file."""

import numpy as np
import numpy.typing as npt

from ex4.arguments import Matrix, as_float
from ex4.sigmoid import sigmoid


def sigmoidGradient(z: npt.ArrayLike) -> Matrix:
    """Compute the derivative of the sigmoid function at every entry of z.

    Parameters
    ----------
    z : array_like of any shape
        A number, a vector or a matrix.

    Returns
    -------
    ndarray of the same shape
        Slopes in [0, 0.25]; 0.25 where z is 0, near 0 far from it.

    Raises
    ------
    ValueError
        If `z` does not hold real numbers.

    References
    ----------
    Handout, section 2.1.

    Examples
    --------
    >>> sigmoidGradient([-1, -0.5, 0, 0.5, 1]).round(6)
    array([0.196612, 0.235004, 0.25    , 0.235004, 0.196612])
    """
    z = as_float(z, "z")

    # What an unwritten part returns.
    g = np.zeros_like(z)

    # ----- YOUR CODE HERE ------------------------------------------------
    # Fill g with the slope of the sigmoid at each entry of z, whether z is
    # a number, a vector or a matrix. No loop is needed: sigmoid(z), which
    # is given, works on all entries at once.
    # >>> solution
    s = sigmoid(z)
    g = s * (1 - s)
    # <<< solution
    # ---------------------------------------------------------------------

    return g
