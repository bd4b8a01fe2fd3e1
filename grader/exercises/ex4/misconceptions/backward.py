"""The textbook's steps from the outputs to the gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from ex4.sigmoidGradient import sigmoidGradient as _sigmoidGradient
from grader.exercises.ex4.misconceptions.step import step

if TYPE_CHECKING:
    from grader.exercise import Array
    from grader.exercises.ex4.misconceptions.steps import Work


def without_bias(Theta: Array) -> Array:
    """Return a copy with zeros in column 0."""
    weights = Theta.copy()
    weights[:, 0] = 0
    return weights


# ----- Backpropagation (handout 2.3) and its regularization (2.5) --------------------


@step(4)
def error(w: Work) -> Array:
    """a3 - y."""
    return w.a3 - w.Y


@step(4)
def delta3(w: Work) -> Array:
    """delta3 = a3 - y, as it is."""
    return w.error


@step(4)
def sigmoidGradient(w: Work) -> Callable[[Array], Array]:
    """The function of Part 3."""
    return _sigmoidGradient


@step(4)
def slope(w: Work) -> Array:
    """g'(z2)."""
    return w.sigmoidGradient(w.z2)


@step(4)
def sent_back(w: Work) -> Array:
    """delta3 Theta2, without what would flow into the bias unit."""
    back = w.delta3 @ w.Thetas[1]
    return back[:, 1:] if w.bias_at == 0 else back[:, :-1]


@step(4)
def delta2(w: Work) -> Array:
    """delta2 = delta3 Theta2 .* g'(z2)."""
    return w.sent_back * w.slope


@step(4)
def accumulated(w: Work) -> tuple[Array, Array]:
    """Delta1 and Delta2: the sum over the examples."""
    i = w.rows
    return w.delta2[i].T @ w.a1[i], w.delta3[i].T @ w.a2[i]


@step(4)
def averages(w: Work) -> tuple[Array, Array]:
    """Delta1 / m and Delta2 / m."""
    Delta1, Delta2 = w.accumulated
    return Delta1 / w.m, Delta2 / w.m


@step(4)
def data_gradients(w: Work) -> tuple[Array, Array]:
    """The averages in all their columns."""
    return w.averages


@step(5)
def regularized(w: Work) -> tuple[Array, Array]:
    """Theta1 and Theta2 with zeros for the bias."""
    return without_bias(w.Thetas[0]), without_bias(w.Thetas[1])


@step(5)
def half_square_slope(w: Work) -> tuple[Array, Array]:
    """The derivative of half a square is what was squared."""
    return w.regularized


@step(5)
def shares(w: Work) -> tuple[int, int]:
    """Both layers are regularized."""
    return 1, 1


@step(5)
def gradient_strength(w: Work) -> float:
    """lambda: the 2 has cancelled."""
    return w.lambda_


@step(5)
def gradient_average(w: Work) -> float:
    """The m below the line."""
    return 1 / w.m


@step(5)
def gradient_sign(w: Work) -> int:
    """The term is added."""
    return 1


@step(4, 5)
def Theta_grads(w: Work) -> tuple[Array, Array]:
    """Theta1_grad and Theta2_grad."""
    factor = w.gradient_sign * w.gradient_strength * w.gradient_average
    terms = zip(w.data_gradients, w.shares, w.half_square_slope, strict=True)
    Theta1_grad, Theta2_grad = (D + factor * share * R for D, share, R in terms)
    return Theta1_grad, Theta2_grad


@step(4)
def blocks(w: Work) -> tuple[Array, Array]:
    """Theta1_grad comes first."""
    return w.Theta_grads


@step(4, 5)
def grad(w: Work) -> Array:
    """The gradient that is returned, a vector."""
    return np.concatenate([block.ravel(w.unroll_order) for block in w.blocks])
