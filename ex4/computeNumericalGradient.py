"""computeNumericalGradient.m: the gradient by central differences."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from ex4.arguments import Vector, as_float

# Half the distance between the two costs. Smaller ones lose digits to rounding,
# larger ones to curvature; this has nothing to do with the weights' EPSILON_INIT.
PERTURBATION = 1e-4


def computeNumericalGradient(
    J: Callable[[Vector], Any], theta: npt.ArrayLike
) -> Vector:
    """Estimate the gradient of J at theta from costs alone.

    Parameters
    ----------
    J : callable
        Takes a vector like `theta`; returns the cost, or a tuple that begins with
        it, as `nnCostFunction` does.
    theta : array_like of shape (n_params,)

    Returns
    -------
    ndarray of shape (n_params,)
        (J(theta + e_i * 1e-4) - J(theta - e_i * 1e-4)) / 2e-4 for each i.

    Notes
    -----
    Two costs for every parameter: right, but far too slow to train with.

    References
    ----------
    Handout, section 2.4.

    Examples
    --------
    >>> computeNumericalGradient(lambda t: t[0] ** 2 + 3 * t[1], [2.0, 0.0]).round(6)
    array([4., 3.])
    """
    point = as_float(theta, "theta").ravel().astype(np.float64)
    numgrad = np.zeros_like(point)
    for i, value in enumerate(point):
        point[i] = value - PERTURBATION
        below = _cost(J(point))
        point[i] = value + PERTURBATION
        above = _cost(J(point))
        numgrad[i] = (above - below) / (2 * PERTURBATION)
        point[i] = value
    return numgrad


def _cost(answer: Any) -> float:
    """J alone, out of J or (J, grad)."""
    return answer[0] if isinstance(answer, tuple) else answer
