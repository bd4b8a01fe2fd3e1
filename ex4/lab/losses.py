"""Output units and the cost that fits them: for all three, delta = a - y."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ex4.arguments import Matrix
from ex4.lab.activations import identity
from ex4.sigmoid import sigmoid


class Loss(NamedTuple):
    """a = output(z), and the cost of all examples together = cost(z, Y).

    The pairs are chosen so that the derivative of the cost by z is a - Y.
    """

    output: Callable[[Matrix], Matrix]
    cost: Callable[[Matrix, Matrix], float]


def sigmoid_cross_entropy(z: Matrix, Y: Matrix) -> float:
    """-Y log a - (1 - Y) log(1 - a), a = sigmoid(z) (handout, section 1.3)."""
    # The same from z: log(1 + e^z) - Y z, where e^-|z| cannot overflow.
    softplus = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return float(np.sum(softplus) - np.vdot(Y, z))


def softmax(z: Matrix) -> Matrix:
    """e^z_k / sum_j e^z_j in every row (Bishop 2006, eq. 4.104)."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def softmax_cross_entropy(z: Matrix, Y: Matrix) -> float:
    """-Y log a, a = softmax(z) (Bishop 2006, eq. 4.108)."""
    shifted = z - z.max(axis=1, keepdims=True)
    return float(np.sum(np.log(np.exp(shifted).sum(axis=1))) - np.vdot(Y, shifted))


def squared_error(z: Matrix, Y: Matrix) -> float:
    """Half of (a - Y)^2, a = z (Bishop 2006, eq. 5.14)."""
    return float(np.sum((z - Y) ** 2) / 2)


LOSSES = {
    "sigmoid + cross-entropy": Loss(sigmoid, sigmoid_cross_entropy),
    "softmax + cross-entropy": Loss(softmax, softmax_cross_entropy),
    "identity + squared error": Loss(identity, squared_error),
}
