"""The textbook's steps from X to the cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from ex4.sigmoid import sigmoid
from grader.exercises.ex4.misconceptions.step import step

if TYPE_CHECKING:
    from grader.exercise import Array
    from grader.exercises.ex4.misconceptions.steps import Work


def put_bias(A: Array, at: int, value: float = 1.0) -> Array:
    """Give a layer its bias unit: as column 0, or as the last one (-1)."""
    ones = np.full((len(A), 1), value)
    return np.hstack([ones, A] if at == 0 else [A, ones])


# ----- The model (handout 1.2, 1.3) --------------------------------------------------


@step(1, 4)
def m(w: Work) -> int:
    """Number of examples."""
    return len(w.X)


@step(1, 4)
def order(w: Work) -> str:
    """Column by column, as Octave."""
    return "F"


@step(4)
def unroll_order(w: Work) -> str:
    """As it was rolled."""
    return w.order


@step(1, 4)
def Thetas(w: Work) -> tuple[Array, Array]:
    """Roll nn_params into Theta1 and Theta2."""
    cut = w.h * (w.n + 1)
    return (
        w.nn_params[:cut].reshape((w.h, w.n + 1), order=w.order),
        w.nn_params[cut:].reshape((w.K, w.h + 1), order=w.order),
    )


@step(1, 4)
def Y(w: Work) -> Array:
    """A row for each label, with a single 1 in column y - 1."""
    return np.eye(w.K)[w.y - 1]


@step(1, 4)
def bias_at(w: Work) -> int:
    """The column in which a layer's bias unit stands."""
    return 0


@step(1, 4)
def a1(w: Work) -> Array:
    """a1 = [1, X]."""
    return put_bias(w.X, w.bias_at)


@step(1, 4)
def z2(w: Work) -> Array:
    """z2 = a1 Theta1'."""
    return w.a1 @ w.Thetas[0].T


@step(1, 4)
def a2(w: Work) -> Array:
    """a2 = [1, g(z2)]."""
    return put_bias(sigmoid(w.z2), w.bias_at)


@step(1, 4)
def z3(w: Work) -> Array:
    """z3 = a2 Theta2'."""
    return w.a2 @ w.Thetas[1].T


@step(1, 4)
def a3(w: Work) -> Array:
    """h = a3 = g(z3)."""
    return sigmoid(w.z3)


@step(1, 4)
def rows(w: Work) -> slice:
    """The examples that the loop, or the sum, goes over: all."""
    return slice(None)


# ----- The cost (handout 1.3) and its penalty (1.4) ----------------------------------


@step(1)
def log(w: Work) -> Callable[[Array], Array]:
    """The natural logarithm."""
    return np.log


@step(1)
def sign(w: Work) -> int:
    """The minus before both logarithms."""
    return -1


@step(1)
def losses(w: Work) -> Array:
    """-Y log(h) - (1 - Y) log(1 - h), for each example and output."""
    return w.sign * (w.Y * w.log(w.a3) + (1 - w.Y) * w.log(1 - w.a3))


@step(1)
def data_cost(w: Work) -> float:
    """Sum over the outputs, average over the examples."""
    return np.sum(w.losses[w.rows]) / w.m


@step(2)
def penalized(w: Work) -> tuple[Array, Array]:
    """Theta1 and Theta2 without their bias columns."""
    return w.Thetas[0][:, 1:], w.Thetas[1][:, 1:]


@step(2)
def squares(w: Work) -> tuple[float, float]:
    """The sum of squares of each."""
    W1, W2 = w.penalized
    return np.sum(W1**2), np.sum(W2**2)


@step(2)
def sum_of_squares(w: Work) -> float:
    """Both together."""
    return w.squares[0] + w.squares[1]


@step(2)
def strength(w: Work) -> float:
    """lambda."""
    return w.lambda_


@step(2)
def half(w: Work) -> float:
    """The 2 below the line."""
    return 1 / 2


@step(2)
def penalty_average(w: Work) -> float:
    """The m below the line."""
    return 1 / w.m


@step(2)
def penalty_factor(w: Work) -> float:
    """lambda / (2 m)."""
    return w.strength * w.half * w.penalty_average


@step(2)
def penalty_sign(w: Work) -> int:
    """The penalty raises the cost."""
    return 1


@step(1, 2)
def J(w: Work) -> float:
    """The cost that is returned."""
    return w.data_cost + w.penalty_sign * w.penalty_factor * w.sum_of_squares
