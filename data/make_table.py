"""Measure how regularization changes what is learnt: the handout's table.

Run it from the repository: ``python data/make_table.py``. All seeds are in this file.
"""

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from ex4.dataset import load_digits  # noqa: E402
from ex4.fmincg import fmincg  # noqa: E402
from ex4.nnCostFunction import nnCostFunction  # noqa: E402
from ex4.octave_rand import octave_rand  # noqa: E402
from ex4.predict import predict  # noqa: E402
from ex4.randInitializeWeights import randInitializeWeights  # noqa: E402
from ex4.unroll import roll, unroll  # noqa: E402

SIZES = (400, 25, 10)
SEED = 42
METHODS = {"CG": "CG", "L-BFGS-B": "L-BFGS-B", "fmincg": fmincg}

# The optional part: how many digits to learn from, and what to vary.
N_TRAINING, SPLIT_SEED = 600, 1
LAMBDAS = (0, 0.1, 1, 3, 10, 30)
START_SEEDS = (0, 1, 2)

digits = load_digits(FOLDER / "digits.mat")


class Fit(NamedTuple):
    """A trained network, and its cost after every iteration."""

    Theta1: np.ndarray
    Theta2: np.ndarray
    history: list[float]


class Score(NamedTuple):
    """How well a network reads: accuracy in percent, cost without penalty in nats."""

    accuracy: float
    cost: float


def train(X, y, *, lambda_=1.0, maxiter=50, seed=SEED, method="CG") -> Fit:
    """Train as the walk-through does."""
    rng = octave_rand(seed)
    inputs, hidden, labels = SIZES
    start = unroll(
        randInitializeWeights(inputs, hidden, rng=rng),
        randInitializeWeights(hidden, labels, rng=rng),
    )
    history: list[float] = []
    result = minimize(
        nnCostFunction,
        start,
        args=(*SIZES, X, y, lambda_),
        jac=True,
        method=METHODS[method],
        options={"maxiter": maxiter},
        callback=lambda intermediate_result: history.append(intermediate_result.fun),
    )
    shapes = (hidden, inputs + 1), (labels, hidden + 1)
    return Fit(*roll(result.x, *shapes), history)


def score(fit: Fit, X, y) -> Score:
    """Measure a network on some digits."""
    cost, _ = nnCostFunction(unroll(fit.Theta1, fit.Theta2), *SIZES, X, y, 0)
    return Score(100 * np.mean(predict(fit.Theta1, fit.Theta2, X) == y), cost)


def split():
    """Return digits to learn from, and digits held out."""
    order = np.random.default_rng(SPLIT_SEED).permutation(len(digits.X))
    learn, held_out = order[:N_TRAINING], order[N_TRAINING:]
    return (digits.X[learn], digits.y[learn]), (digits.X[held_out], digits.y[held_out])


def measure(lambda_: float, maxiter: int) -> np.ndarray:
    """Return (learnt from, held out) x (accuracy, cost), mean over START_SEEDS."""
    parts = split()
    fits = [
        train(*parts[0], lambda_=lambda_, maxiter=maxiter, seed=seed)
        for seed in START_SEEDS
    ]
    return np.mean([[score(fit, *part) for part in parts] for fit in fits], axis=0)


def table() -> dict[int, np.ndarray]:
    """Print the table of the optional part; scores by maxiter, one row a lambda."""
    scores = {n: np.array([measure(x, n) for x in LAMBDAS]) for n in (50, 400)}
    for row, lambda_ in enumerate(LAMBDAS):
        cells = [f"{lambda_:g}"]
        for maxiter in scores:
            (seen, _), (unseen, cost) = scores[maxiter][row]
            cells += [f"{seen:.1f}", f"{unseen:.1f}", f"{cost:.2f}"]
        print("| " + " | ".join(cells) + " |")
    return scores


if __name__ == "__main__":
    table()
