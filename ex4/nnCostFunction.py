"""nnCostFunction.m: cost and gradient of the network. You write this file."""

import numpy as np
import numpy.typing as npt

from ex4.arguments import Matrix, Vector, as_examples, as_labels, reject_nan
from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient  # noqa: F401 - for your Part 4
from ex4.unroll import roll, unroll

# >>> solution
# Rows per step: what a step needs stays in the processor's cache, and memory beyond
# X does not grow with m. Among the fastest of 250 .. 5000 for 400-25-10.
BLOCK_ROWS = 625


def _weighted(a: Matrix, Theta: Matrix) -> Matrix:
    """[1 a] Theta', without a copy of a that holds the column of ones."""
    z = a @ Theta[:, 1:].T
    z += Theta[:, 0]
    return z


def _accumulate(Delta: Matrix, delta: Matrix, a: Matrix) -> None:
    """Add delta' [1 a] to Delta; the bias unit's 1s add up each column of delta."""
    Delta[:, 0] += np.ones(len(delta), delta.dtype) @ delta  # faster than a sum
    Delta[:, 1:] += delta.T @ a


def _cost_of_units(z3: Matrix, Y: npt.NDArray[np.bool_]) -> Matrix:
    """-Y log(h) - (1 - Y) log(1 - h), from z3: h may have rounded to 0 or 1."""
    z = np.where(Y, -z3, z3)
    # log(1 + e^z); e^-|z| cannot overflow.
    loss = np.log1p(np.exp(-np.abs(z)))
    loss += np.maximum(z, 0)
    return loss


def _without_bias(Theta: Matrix) -> Matrix:
    """Theta with zeros in its first column: the bias is not regularized."""
    weights = Theta.copy()
    weights[:, 0] = 0
    return weights


# <<< solution


def nnCostFunction(
    nn_params: npt.ArrayLike,
    input_layer_size: int,
    hidden_layer_size: int,
    num_labels: int,
    X: npt.ArrayLike,
    y: npt.ArrayLike,
    lambda_: float,
) -> tuple[float, Vector]:
    """Compute the regularized cost of a three-layer network, and its gradient.

    Parameters
    ----------
    nn_params : array_like of shape (n_params,)
        Theta1, then Theta2, unrolled column by column; n_params is
        hidden_layer_size * (input_layer_size + 1) +
        num_labels * (hidden_layer_size + 1).
    input_layer_size, hidden_layer_size, num_labels : int
        Units per layer, without the bias units.
    X : array_like of shape (m, input_layer_size)
        One example a row. Any m will do.
    y : array_like of shape (m,) or (m, 1)
        Labels 1..num_labels.
    lambda_ : float
        Regularization strength, 0 or more.

    Returns
    -------
    J : float
        Cost in nats per example.
    grad : ndarray of shape (n_params,)
        Partial derivatives of J, unrolled as `nn_params` is.

    Raises
    ------
    ValueError
        If a shape, a label or the length of `nn_params` does not fit, or X or
        `nn_params` holds NaN.

    Notes
    -----
    nnCostFunction.m gives NaN where an output unit has rounded to 0 or 1; this
    port computes the cost from z and stays finite.

    References
    ----------
    Handout, sections 1.3 (cost), 1.4 (regularized cost), 2.3 (backpropagation)
    and 2.5 (regularized gradient).
    """
    Theta1, Theta2 = roll(
        nn_params,
        (hidden_layer_size, input_layer_size + 1),
        (num_labels, hidden_layer_size + 1),
    )
    X = as_examples(X, input_layer_size)
    m = len(X)
    y = as_labels(y, m, num_labels)

    # What an unwritten part returns.
    J = 0.0
    Theta1_grad = np.zeros_like(Theta1)
    Theta2_grad = np.zeros_like(Theta2)

    # ----- YOUR CODE HERE ------------------------------------------------
    # Write it part by part; after each one, run `python -m grader`.
    #
    # Part 1: feed X forward through the network and set J to its cost,
    #         without regularization (handout 1.3). Recode y first: one row
    #         of 0s and a single 1 for each example.
    # Part 2: add the regularization term to J (handout 1.4).
    # Part 4: set Theta1_grad and Theta2_grad by backpropagation (handout
    #         2.3); m examples at once, or in a loop over them. It uses
    #         sigmoidGradient, which is Part 3.
    # Part 5: add the regularization term to both gradients (handout 2.5).
    #
    # Theta1, Theta2 and X may be views of what the caller holds: copy them
    # before you change an entry.
    # >>> solution
    labels = np.arange(1, num_labels + 1)
    Delta1, Delta2 = np.zeros_like(Theta1), np.zeros_like(Theta2)
    for first in range(0, m, BLOCK_ROWS):
        rows = slice(first, first + BLOCK_ROWS)
        Y = y[rows, np.newaxis] == labels

        z2 = _weighted(X[rows], Theta1)
        a2 = sigmoid(z2)
        z3 = _weighted(a2, Theta2)
        h = sigmoid(z3)
        J += float(np.sum(_cost_of_units(z3, Y)))

        delta3 = h - Y
        delta2 = delta3 @ Theta2[:, 1:]
        delta2 *= a2 * (1 - a2)  # sigmoidGradient(z2), from a2
        _accumulate(Delta1, delta2, X[rows])
        _accumulate(Delta2, delta3, a2)

    R1, R2 = _without_bias(Theta1), _without_bias(Theta2)
    J = J / m + lambda_ / (2 * m) * float(np.sum(R1**2) + np.sum(R2**2))
    Theta1_grad = (Delta1 + lambda_ * R1) / m
    Theta2_grad = (Delta2 + lambda_ * R2) / m
    # <<< solution
    # ---------------------------------------------------------------------

    if J != J:  # NaN in, NaN out
        reject_nan(X=X, nn_params=np.asarray(nn_params))
    return J, unroll(Theta1_grad, Theta2_grad)
