"""Octave's and MATLAB's uniform random numbers, bit for bit."""

from typing import Any, Protocol

import numpy as np

# MATLAB takes seed 0 for the Mersenne twister's default seed.
MATLAB_DEFAULT_SEED = 5489


class Uniform(Protocol):
    """Anything with NumPy's ``Generator.random``: uniform numbers in [0, 1)."""

    def random(self, size: Any = None) -> Any:
        """Draw numbers of the given shape."""


def octave_rand(seed: int) -> np.random.RandomState:
    """Return a stream that gives what ``rand('twister', seed); rand`` gives in Octave.

    Parameters
    ----------
    seed : int
        0 .. 2**32 - 1.

    Returns
    -------
    RandomState
        Its ``random(shape)`` fills row by row; for Octave's matrices draw
        ``random((cols, rows)).T``.

    Raises
    ------
    ValueError
        If the seed is negative or too large.

    Notes
    -----
    Octave initializes its twister by an array that holds the seed; so does NumPy
    when the seed comes in a list.

    Examples
    --------
    >>> float(octave_rand(42).random())
    0.6394267984578837
    """
    return np.random.RandomState([seed])


def matlab_rand(seed: int) -> np.random.RandomState:
    """Return a stream that gives what ``rng(seed); rand`` gives in MATLAB.

    Parameters
    ----------
    seed : int
        0 .. 2**32 - 1.

    Returns
    -------
    RandomState
        As for `octave_rand`.

    Raises
    ------
    ValueError
        If the seed is negative or too large.

    Examples
    --------
    >>> float(matlab_rand(0).random())
    0.8147236863931789
    """
    return np.random.RandomState(seed or MATLAB_DEFAULT_SEED)
