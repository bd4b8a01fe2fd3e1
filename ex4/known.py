"""The costs known for the original and for the bundled data, told by content."""

from typing import NamedTuple

import numpy as np

from ex4.arguments import Matrix
from ex4.dataset import NUM_LABELS, Digits, Weights


class Known(NamedTuple):
    """What tells a data set from others, and its costs.

    Attributes
    ----------
    digits_per_label : tuple of int
        How many digits there are of label 1, 2, ..., 10.
    squares : (float, float)
        Sums of squares of Theta1 and Theta2, without their bias columns.
    costs : dict of float to str
        Cost by lambda at these weights, to the digits that are printed.
    """

    digits_per_label: tuple[int, ...]
    squares: tuple[float, float]
    costs: dict[float, str]


KNOWN = {
    # The course's files; the costs are those that ex4.m has always printed.
    "original": Known(
        (500,) * NUM_LABELS,
        (392.5841, 568.8228),
        {0: "0.287629", 1: "0.383770", 3: "0.576051"},
    ),
    # data/digits.mat and data/weights.mat; costs computed by GNU Octave.
    "bundled": Known(
        (182, 177, 183, 181, 182, 181, 179, 174, 180, 178),
        (281.8377, 514.2131),
        {0: "0.128804", 1: "0.350298", 3: "0.793287"},
    ),
}


def known_costs(digits: Digits, weights: Weights) -> dict[float, str]:
    """Return the costs to expect, by lambda; none for data that nobody knows.

    Parameters
    ----------
    digits : Digits
    weights : Weights

    Returns
    -------
    dict of float to str
    """
    counts = tuple(np.bincount(digits.y, minlength=NUM_LABELS + 1)[1:].tolist())
    squares = (_squares(weights.Theta1), _squares(weights.Theta2))
    for known in KNOWN.values():
        if counts == known.digits_per_label and np.allclose(
            squares, known.squares, rtol=0, atol=1e-4
        ):
            return known.costs
    return {}


def _squares(Theta: Matrix) -> float:
    """Sum of squares without the bias column."""
    return float(np.sum(Theta[:, 1:] ** 2))
