"""Dropout: silence hidden units at random while training."""

from collections.abc import Callable

import numpy as np

from ex4.arguments import Matrix

# Draws the mask by which the activations of a layer, and its deltas, are multiplied.
Dropout = Callable[[Matrix], Matrix]


def dropout(rng: np.random.Generator, rate: float = 0.5) -> Dropout:
    """Silence each unit with probability rate; scale the rest by 1 / (1 - rate).

    Parameters
    ----------
    rng : Generator
    rate : float
        Share of units to silence, in [0, 1).

    Returns
    -------
    function
        From activations to a mask of the same shape, new at each call.

    References
    ----------
    Srivastava et al. 2014, section 4; scaled while training ("inverted"), so that
    predicting needs no change.
    """

    def mask(a: Matrix) -> Matrix:
        return (rng.random(a.shape) >= rate) / (1 - rate)

    return mask
