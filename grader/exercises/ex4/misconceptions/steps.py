"""The textbook computation, cut into steps; a misconception replaces one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient as _sigmoidGradient

if TYPE_CHECKING:
    from grader.exercise import Array

Step = Callable[["Work"], Any]

# Name of a quantity -> how it is computed, and the parts in which a mistake shows.
STEPS: dict[str, Step] = {}
PARTS: dict[str, tuple[int, ...]] = {}


class Work:
    """One call of nnCostFunction; each quantity is computed when it is asked for.

    ``work.delta2`` takes the step of this name, which asks for ``work.delta3``, and so
    on. A mistake in one step carries on into all that rests on it, and two mistakes
    in different steps go together.

    Parameters
    ----------
    arguments : tuple
        Of nnCostFunction.
    instead : mapping of str to callable, optional
        Steps to replace, by the name of their quantity.
    """

    def __init__(
        self, arguments: tuple[Any, ...], instead: Mapping[str, Step] | None = None
    ) -> None:
        self.nn_params, self.n, self.h, self.K, self.X, self.y, self.lambda_ = arguments
        self._steps = {**STEPS, **(instead or {})}

    def __getattr__(self, name: str) -> Any:
        """Compute a quantity, once: afterwards it is an ordinary attribute."""
        if name.startswith("_") or name not in self._steps:
            raise AttributeError(name)
        value = self._steps[name](self)
        setattr(self, name, value)
        return value


def step(*parts: int) -> Callable[[Step], Step]:
    """Make a function the step that computes the quantity of its name."""

    def enter(function: Step) -> Step:
        STEPS[function.__name__] = function
        PARTS[function.__name__] = parts
        return function

    return enter


def put_bias(A: Array, at: int, value: float = 1.0) -> Array:
    """Give a layer its bias unit: as column 0, or as the last one (-1)."""
    ones = np.full((len(A), 1), value)
    return np.hstack([ones, A] if at == 0 else [A, ones])


def without_bias(Theta: Array) -> Array:
    """Return a copy with zeros in column 0."""
    weights = Theta.copy()
    weights[:, 0] = 0
    return weights


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
