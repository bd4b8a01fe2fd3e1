"""Trains a submission's own network: our optimizer, its cost behind the wall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ex4.dataset import NUM_LABELS, PIXELS, Digits
from ex4.predict import predict
from ex4.randInitializeWeights import randInitializeWeights
from ex4.unroll import roll, unroll
from grader.exercise import Call

if TYPE_CHECKING:
    from grader.drawing import Matrix
    from grader.exercise import Run

# Enough for hidden units that can be recognised, in about 3 seconds.
EXAMPLES, ITERATIONS = 1000, 40
HIDDEN, LAMBDA = 25, 1.0  # as in ex4.m


@dataclass(frozen=True)
class Trained:
    """A trained network, or the reason why there is none.

    Attributes
    ----------
    summary : str
    Theta1 : ndarray of shape (25, 401) or None
    misread : ndarray of int
        Rows of the digits that it gets wrong.
    read_as : ndarray of int
        The labels that it gives them.
    """

    summary: str
    Theta1: Matrix | None
    misread: npt.NDArray[np.int64]
    read_as: npt.NDArray[np.int64]


class _NoAnswer(Exception):  # noqa: N818 - not an error of ours
    """The submission stopped answering."""


def train(run: Run, digits: Digits, seed: int) -> Trained:
    """Train on some of the digits, from the same weights for the same seed.

    Parameters
    ----------
    run : callable
    digits : Digits
    seed : int

    Returns
    -------
    Trained
    """
    from scipy.optimize import minimize

    rows = np.linspace(0, len(digits.X) - 1, EXAMPLES).astype(int)
    X, y = digits.X[rows], digits.y[rows]

    def cost(nn_params: Matrix) -> tuple[float, Matrix]:
        arguments = (nn_params, PIXELS, HIDDEN, NUM_LABELS, X, y, LAMBDA)
        outcome = run([Call("nnCostFunction", arguments, outputs=2)])
        if not outcome.answers:
            raise _NoAnswer
        J, grad = outcome.answers[0].values
        if J is None or grad is None or grad.size != nn_params.size:
            raise _NoAnswer
        return float(J.item()), grad.ravel("F").astype(np.float64)

    rng = np.random.default_rng(seed)
    start = unroll(
        randInitializeWeights(PIXELS, HIDDEN, rng=rng),
        randInitializeWeights(HIDDEN, NUM_LABELS, rng=rng),
    )
    options = {"maxiter": ITERATIONS}
    try:
        result = minimize(cost, start, jac=True, method="L-BFGS-B", options=options)
    except _NoAnswer:
        nothing = np.empty(0, dtype=np.int64)
        return Trained(
            "Training stopped: nnCostFunction gave no answer on "
            f"{EXAMPLES} digits; does `python -m ex4` run?",
            None,
            nothing,
            nothing,
        )
    shapes = (HIDDEN, PIXELS + 1), (NUM_LABELS, HIDDEN + 1)
    Theta1, Theta2 = roll(result.x, *shapes)
    labels = predict(Theta1, Theta2, X)
    is_right = labels == y
    summary = (
        f"After {result.nit} iterations on {EXAMPLES} digits with your own cost and "
        f"gradient (lambda = {LAMBDA:g}), your network reads "
        f"{100 * is_right.mean():.1f} % of them. "
        "Each picture shows one unit's weights: bright is ink it looks for."
    )
    return Trained(summary, Theta1, rows[~is_right], labels[~is_right])
