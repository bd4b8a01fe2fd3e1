"""A network of any depth: forward pass, cost, gradient, weight decay, dropout."""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ex4.arguments import Matrix, Vector
from ex4.lab.activations import ACTIVATIONS
from ex4.lab.dropout import Dropout
from ex4.lab.initializers import INITIALIZERS
from ex4.lab.losses import LOSSES
from ex4.sigmoid import sigmoid
from ex4.unroll import roll, unroll


def in_order(A: Matrix, B: Matrix, out: Matrix | None = None) -> Matrix:
    """Multiply A by B, summing every entry in the same order.

    BLAS is faster, but sums the last columns of a matrix in another order: columns
    that should be equal then differ by a rounding error, which training amplifies.
    """
    return np.einsum("ij,jk->ik", A, B, out=out)


PRODUCTS: dict[str, Callable[..., Matrix]] = {"BLAS": np.matmul, "in order": in_order}


class Network(NamedTuple):
    """Units per layer, without the bias units, and what they compute.

    Its parameters are one vector, unrolled column by column as in the exercise.
    """

    sizes: tuple[int, ...]
    hidden: str = "sigmoid"
    loss: str = "sigmoid + cross-entropy"
    product: str = "BLAS"


class Signals(NamedTuple):
    """What runs through a network, one row an example."""

    activations: list[Matrix]  # what each matrix of weights takes in, X first
    values: list[Matrix]  # g(z) of each hidden layer; times the mask, an activation
    masks: list[Matrix | float]  # dropout's, one a hidden layer; 1 without dropout
    z: Matrix  # what the output units take in


def matrices(network: Network, params: Vector) -> list[Matrix]:
    """Theta1, Theta2, ...: views of params, (n_out, 1 + n_in), bias first."""
    return roll(params, *((n_out, 1 + n_in) for n_in, n_out in pairwise(network.sizes)))


def initialize(
    network: Network,
    how: str,
    rng: np.random.Generator,
    *,
    inputs: Matrix | None = None,
    last: str | None = None,
) -> Vector:
    """Draw the parameters of a network, layer by layer.

    Parameters
    ----------
    network : Network
    how : str
        A name in INITIALIZERS.
    rng : Generator
    inputs : ndarray of shape (m, n_inputs), optional
        Examples, which "rbm" learns from: greedy pretraining, each layer from what
        the layer below makes of them (Hinton et al. 2006).
    last : str, optional
        Another name in INITIALIZERS for the output layer.

    Returns
    -------
    ndarray of shape (n_params,)
    """
    Thetas: list[Matrix] = []
    n_matrices = len(network.sizes) - 1
    for n_in, n_out in pairwise(network.sizes):
        is_last = len(Thetas) == n_matrices - 1
        name = last if last and is_last else how
        Thetas.append(INITIALIZERS[name](rng, n_in, n_out, inputs))
        if inputs is not None and not is_last:
            inputs = sigmoid(inputs @ Thetas[-1][:, 1:].T + Thetas[-1][:, 0])
    return unroll(*Thetas)


def forward(
    network: Network, Thetas: list[Matrix], X: Matrix, drop: Dropout | None = None
) -> Signals:
    """Feed X through the network: z = Theta [1; a], a = g(z), layer by layer."""
    value = ACTIVATIONS[network.hidden].value
    dot = PRODUCTS[network.product]
    signals = Signals([X], [], [], _weighted(Thetas[0], X, dot))
    for Theta in Thetas[1:]:
        a = value(signals.z)
        mask = drop(a) if drop else 1.0
        signals.values.append(a)
        signals.masks.append(mask)
        signals.activations.append(a * mask if drop else a)
        signals = signals._replace(z=_weighted(Theta, signals.activations[-1], dot))
    return signals


def _weighted(Theta: Matrix, a: Matrix, dot: Callable[..., Matrix]) -> Matrix:
    """Theta [1; a] for every row of a, without a column of ones."""
    z = dot(a, Theta[:, 1:].T)
    z += Theta[:, 0]
    return z


def backward(
    network: Network, Thetas: list[Matrix], signals: Signals, Y: Matrix
) -> list[Matrix]:
    """Give dJ/dz of every layer behind X, first hidden layer first (times m).

    The last is a - Y; each before it is (delta Theta) g'(z), bias column left out.
    """
    slope = ACTIVATIONS[network.hidden].slope
    dot = PRODUCTS[network.product]
    deltas: list[Matrix] = [LOSSES[network.loss].output(signals.z) - Y]
    hidden = zip(Thetas[1:], signals.values, signals.masks, strict=True)
    for Theta, a, mask in reversed(list(hidden)):
        delta = dot(deltas[0], Theta[:, 1:])
        delta *= slope(a)
        delta *= mask
        deltas.insert(0, delta)
    return deltas


def cost(
    network: Network, params: Vector, X: Matrix, Y: Matrix, decay: float = 0.0
) -> float:
    """Give the cost in nats per example, with weight decay (biases left out)."""
    Thetas = matrices(network, params)
    return _cost(network, Thetas, forward(network, Thetas, X).z, Y, decay)


def _cost(
    network: Network, Thetas: list[Matrix], z: Matrix, Y: Matrix, decay: float
) -> float:
    J = LOSSES[network.loss].cost(z, Y)
    if decay:
        J += decay / 2 * sum(float(np.sum(Theta[:, 1:] ** 2)) for Theta in Thetas)
    return J / len(Y)


def cost_and_gradient(
    network: Network,
    params: Vector,
    X: Matrix,
    Y: Matrix,
    decay: float = 0.0,
    drop: Dropout | None = None,
) -> tuple[float, Vector]:
    """Compute the cost and its gradient in one forward and one backward pass.

    Parameters
    ----------
    network : Network
    params : ndarray of shape (n_params,)
    X : ndarray of shape (m, n_inputs)
    Y : ndarray of shape (m, n_outputs)
        What the output units should give.
    decay : float
        lambda of the handout.
    drop : Dropout, optional
        Silences hidden units.

    Returns
    -------
    J : float
        Cost in nats per example.
    gradient : ndarray of shape (n_params,)

    References
    ----------
    Handout, sections 1.3 to 2.5; with three layers it is nnCostFunction.
    """
    Thetas = matrices(network, params)
    signals = forward(network, Thetas, X, drop)
    gradient = np.empty_like(params)
    dot = PRODUCTS[network.product]
    layers = zip(
        Thetas,
        matrices(network, gradient),
        signals.activations,
        backward(network, Thetas, signals, Y),
        strict=True,
    )
    for Theta, Theta_grad, a, delta in layers:
        Theta_grad[:, 0] = delta.sum(axis=0)
        # The transpose lies in memory row by row: the product can be written into it.
        dot(a.T, delta, out=Theta_grad.T[1:])
        if decay:
            Theta_grad[:, 1:] += decay * Theta[:, 1:]
    gradient /= len(X)
    return _cost(network, Thetas, signals.z, Y, decay), gradient
