"""Whether random weights are as they should be: randInitializeWeights judged."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from grader.exercise import Complaint, Observation

if TYPE_CHECKING:
    from grader.exercise import Array

EPSILON_INIT = 0.12

# The largest of 10,025 numbers lies below this with a chance of e^-1000.
LEAST_REACH = 0.9
# Standard deviations of the mean: one run in 10^9 is further off.
SIGMAS = 6.0


def epsilon(L_in: int, L_out: int) -> float:
    """Return the half width that the handout allows for a layer.

    Parameters
    ----------
    L_in, L_out : int

    Returns
    -------
    float
        0.12, or sqrt(6 / (L_in + L_out)) where that is more.

    References
    ----------
    Handout, section 2.2 and its footnote.
    """
    return max(EPSILON_INIT, sqrt(6 / (L_in + L_out)))


def judge(observations: Sequence[Observation]) -> Complaint | None:
    """Say what is wrong with random weights.

    Parameters
    ----------
    observations : sequence of Observation
        The first two of the same layer.

    Returns
    -------
    Complaint or None
        None where nothing is.
    """
    for observation in observations:
        L_in, L_out = observation.check.call.arguments
        if complaint := _judge_one(observation.found[0], L_in, L_out):
            return complaint
    if len(observations) > 1:
        first, second = (observation.found[0] for observation in observations[:2])
        if first.shape == second.shape and np.any(first == second):
            return Complaint(
                "W is the same at each call",
                "two calls in a row give the same numbers",
                "fresh numbers at every call",
            )
    return None


def _judge_one(W: Array, L_in: int, L_out: int) -> Complaint | None:
    """Judge one matrix: shape, NaN, range, centre, spread, rows."""
    shape, half_width = (L_out, 1 + L_in), epsilon(L_in, L_out)
    if W.shape != shape:
        return Complaint(
            "W has the wrong shape", f"shape {W.shape}", f"(L_out, 1 + L_in) = {shape}"
        )
    if not np.all(np.isfinite(W)):
        return Complaint("W holds NaN or inf", "NaN or inf", "numbers")
    low, high, mean = float(W.min()), float(W.max()), float(W.mean())
    found = f"{low:.4f} to {high:.4f}, mean {mean:.4f}"
    needed = f"-{EPSILON_INIT} to {EPSILON_INIT}, mean near 0"
    if len(np.unique(W, axis=0)) < len(W):
        return Complaint(
            "W has equal rows", "hidden units with equal weights", "rows that differ"
        )
    if max(-low, high) > half_width * (1 + 1e-9):
        return Complaint("W reaches too far from 0", found, needed)
    sigma = half_width / sqrt(3 * W.size)
    if abs(mean) > SIGMAS * sigma:
        return Complaint("W does not lie around 0", found, needed)
    # Of a small layer any width will do: its few numbers say little.
    if L_in == 400 and min(-low, high) < LEAST_REACH * EPSILON_INIT:
        return Complaint("W stays too close to 0", found, needed)
    if L_in == 400 and W.std() < LEAST_REACH * EPSILON_INIT / sqrt(3):
        return Complaint("W is not spread evenly", found, needed)
    return None
