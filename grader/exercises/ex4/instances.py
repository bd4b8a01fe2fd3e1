"""The inputs that submissions are checked on: the course's own, and drawn ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

ORIGINAL = "the original inputs"
TRAINING_SIZE = "400-25-10 and 500 examples"

# Far enough for every hidden unit's slope to vanish in some examples.
SATURATED_Z2 = 40.0
# Farther out, a naive log(1 - h) in float32 loses the digits that are compared.
SATURATED_Z3 = 5.0


@dataclass(frozen=True)
class Network:
    """Weights and examples: what nnCostFunction is called with, except lambda.

    Attributes
    ----------
    Theta1 : ndarray of shape (h, n + 1)
    Theta2 : ndarray of shape (K, h + 1)
    X : ndarray of shape (m, n)
    y : ndarray of int of shape (m,)
    lambda_ : float
        For the parts with regularization.
    """

    Theta1: Matrix
    Theta2: Matrix
    X: Matrix
    y: npt.NDArray[np.int64]
    lambda_: float

    def arguments(self, lambda_: float) -> tuple[Any, ...]:
        """Return the arguments of nnCostFunction."""
        nn_params = np.concatenate([self.Theta1.ravel("F"), self.Theta2.ravel("F")])
        (h, n_with_bias), num_labels = self.Theta1.shape, len(self.Theta2)
        return nn_params, n_with_bias - 1, h, num_labels, self.X, self.y, lambda_


def sines(rows: int, cols: int) -> Matrix:
    """Return sin(1), sin(2), ... column by column."""
    return np.sin(np.arange(1.0, rows * cols + 1)).reshape(rows, cols, order="F")


def original() -> Network:
    """Return what the course's submit.m evaluates: a 2-4-4 network, 16 examples."""
    return Network(
        Theta1=np.sin(np.arange(1.0, 24, 2)).reshape(4, 3, order="F"),
        Theta2=np.cos(np.arange(1.0, 40, 2)).reshape(4, 5, order="F"),
        X=sines(16, 2) / 5,
        y=1 + np.arange(1, 17) % 4,
        lambda_=1.5,
    )


@lru_cache(maxsize=4)
def networks(seed: int) -> dict[str, Network]:
    """Return the networks by what is special about them, the original first.

    Parameters
    ----------
    seed : int

    Returns
    -------
    dict of str to Network
    """
    rng = np.random.default_rng([seed, 4])
    return {
        ORIGINAL: original(),
        "other sizes": _drawn(rng),
        "an absent class": _absent_class(rng),
        "saturated hidden units": _saturated(rng),
        "a single example": _single_example(rng),
    }


@lru_cache(maxsize=1)
def training_size(seed: int) -> Network:
    """Return a network of the exercise's own size."""
    rng = np.random.default_rng([seed, 400])
    return _with_sizes(rng, 400, 25, 10, 500, width=0.3)


def _drawn(rng: np.random.Generator) -> Network:
    """Draw a network whose n, h, K and m are four different numbers."""
    n, h, num_labels = rng.permutation(np.arange(3, 8))[:3].tolist()
    return _with_sizes(rng, n, h, num_labels, m=int(rng.integers(9, 14)))


def _with_sizes(
    rng: np.random.Generator,
    n: int,
    h: int,
    num_labels: int,
    m: int,
    width: float = 1.5,
) -> Network:
    """Draw a network; every label occurs if there are enough examples."""
    return Network(
        Theta1=rng.uniform(-width, width, (h, n + 1)),
        Theta2=rng.uniform(-width, width, (num_labels, h + 1)),
        X=rng.uniform(-1, 1, (m, n)),
        y=rng.permutation(1 + np.arange(m) % num_labels),
        lambda_=round(rng.uniform(0.3, 5), 3),
    )


def _absent_class(rng: np.random.Generator) -> Network:
    """Leave one label out: code that counts labels gets their number wrong."""
    net = _drawn(rng)
    num_labels = len(net.Theta2)
    absent = int(rng.integers(1, num_labels + 1))
    y = np.where(net.y == absent, 1 + absent % num_labels, net.y)
    return Network(net.Theta1, net.Theta2, net.X, y, net.lambda_)


def _saturated(rng: np.random.Generator) -> Network:
    """Push hidden units far from 0, outputs not so far."""
    net = _drawn(rng)
    Theta1 = net.Theta1 * (SATURATED_Z2 / np.abs(_layer(net.X, net.Theta1)).max())
    a2 = 1 / (1 + np.exp(-_layer(net.X, Theta1)))
    Theta2 = net.Theta2 * (SATURATED_Z3 / np.abs(_layer(a2, net.Theta2)).max())
    return Network(Theta1, Theta2, net.X, net.y, net.lambda_)


def _single_example(rng: np.random.Generator) -> Network:
    """Keep one example, not of the last label: the labels seen are fewer than K."""
    net = _drawn(rng)
    y = rng.integers(1, len(net.Theta2), size=1)
    return Network(net.Theta1, net.Theta2, net.X[:1], y, net.lambda_)


def _layer(a: Matrix, Theta: Matrix) -> Matrix:
    """Return what arrives at the next layer's units."""
    return a @ Theta[:, 1:].T + Theta[:, 0]


@lru_cache(maxsize=4)
def slopes(seed: int) -> dict[str, Matrix]:
    """Return the inputs of sigmoidGradient by what is special about them.

    Parameters
    ----------
    seed : int

    Returns
    -------
    dict of str to ndarray
    """
    rng = np.random.default_rng([seed, 3])
    rows, cols, length = rng.permutation(np.arange(2, 9))[:3].tolist()
    vector = rng.uniform(-4, 4, length + 1)
    vector[length // 2] = 0.0
    return {
        ORIGINAL: 3 * sines(3, 10),
        "a vector": vector,
        "other sizes": rng.uniform(-4, 4, (rows, cols)),
        "numbers far from 0": rng.uniform(-SATURATED_Z2, SATURATED_Z2, (cols, rows)),
    }


# Arguments of randInitializeWeights: the exercise's own layer twice, then a small one.
LAYERS = ((400, 25), (400, 25), (7, 4))
