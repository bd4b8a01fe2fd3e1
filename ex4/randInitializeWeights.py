"""randInitializeWeights.m: random weights to start from. You write this file."""

import numpy as np

from ex4.arguments import Matrix
from ex4.octave_rand import Uniform

# Half the width of the interval that the weights are drawn from.
EPSILON_INIT = 0.12


def randInitializeWeights(
    L_in: int, L_out: int, *, rng: Uniform | None = None
) -> Matrix:
    """Draw the weights of a layer with L_in inputs and L_out outputs.

    Parameters
    ----------
    L_in, L_out : int
        Units of the layer before and of this layer, without the bias unit.
    rng : Generator or octave_rand(seed), optional
        Where the numbers come from; ``rng.random(shape)`` gives uniform numbers
        in [0, 1). By default fresh numbers at each call.

    Returns
    -------
    ndarray of shape (L_out, 1 + L_in)
        Uniform in [-0.12, 0.12]; the first column belongs to the bias unit.

    Notes
    -----
    Filled column by column, as Octave's ``rand`` does, so that
    ``rng=octave_rand(seed)`` gives the very numbers that
    randInitializeWeights.m gives after ``rand('twister', seed)``.

    References
    ----------
    Handout, section 2.2. 0.12 is close to sqrt(6) / sqrt(L_in + L_out).
    """
    rng = np.random.default_rng() if rng is None else rng

    # What an unwritten part returns.
    W = np.zeros((L_out, 1 + L_in))

    # ----- YOUR CODE HERE ------------------------------------------------
    # Fill W with random numbers between -EPSILON_INIT and EPSILON_INIT.
    # rng.random(shape) draws uniform numbers from 0 to 1; make the interval
    # wider or narrower, and shift it to lie around 0.
    #
    # This file carries no points, but training cannot work without it.
    # >>> solution
    unit = rng.random((1 + L_in, L_out)).T  # column by column, as Octave fills it
    W = unit * 2 * EPSILON_INIT - EPSILON_INIT
    # <<< solution
    # ---------------------------------------------------------------------

    return W
