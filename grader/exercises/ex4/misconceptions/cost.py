"""Misconceptions about the cost and its penalty."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from grader.exercises.ex4.misconceptions.mistake import mistake
from grader.exercises.ex4.misconceptions.steps import Work

if TYPE_CHECKING:
    from grader.exercise import Array


@mistake("1.3", "data_cost")
def forgets_division_by_m(w: Work) -> float:
    """Your cost is exactly m times too large: average over the examples."""
    return np.sum(w.losses[w.rows])


@mistake("1.3", "data_cost")
def averages_over_outputs(w: Work) -> float:
    """Average over the m examples only: the K outputs of an example are added up."""
    return np.sum(w.losses[w.rows]) / (w.m * w.K)


@mistake("1.3", "data_cost")
def halves_cost(w: Work) -> float:
    """Only the penalty has a 2 below the line; the cross-entropy is divided by m alone."""
    return np.sum(w.losses[w.rows]) / (2 * w.m)


@mistake("1.3", "sign")
def loses_minus_sign(w: Work) -> int:
    """A cost cannot be negative, but the logarithm of a probability is: mind the minus signs."""
    return 1


@mistake("1.3", "log")
def uses_log10(w: Work) -> Callable[[Array], Array]:
    """Cross-entropy takes the natural logarithm, not the one to base 10."""
    return np.log10


@mistake("1.3", "log", also=(1e-6, 1e-4, 1e-3))
def adds_to_probability(w: Work, small: float = 1e-5) -> Callable[[Array], Array]:
    """Adding a small number inside log() changes every cost: clip h, or start from z3."""
    return lambda p: np.log(p + small)


@mistake("1.3", "losses")
def forgets_outputs_for_zero(w: Work) -> Array:
    """Each output is a yes/no question: where Y is 0, the cost of saying yes counts as well."""
    return w.sign * w.Y * w.log(w.a3)


@mistake("1.3", "losses")
def forgets_outputs_for_one(w: Work) -> Array:
    """Where Y is 1, an output that says no must cost something, too: one half is missing."""
    return w.sign * (1 - w.Y) * w.log(1 - w.a3)


@mistake("1.3", "losses")
def pairs_every_class(w: Work) -> Array:
    """A matrix product pairs each class with all others: multiply entry by entry here."""
    return w.sign * (w.Y.T @ w.log(w.a3) + (1 - w.Y).T @ w.log(1 - w.a3))


@mistake("1.3", "losses")
def uses_squared_error(w: Work) -> Array:
    """The cost of this exercise is made of logarithms (cross-entropy), not of squared errors."""
    return (w.a3 - w.Y) ** 2


@mistake("1.3", "losses")
def halves_squared_error(w: Work) -> Array:
    """Squared errors belong to linear regression; here the cost is the cross-entropy."""
    return (w.a3 - w.Y) ** 2 / 2


@mistake("1.3", "losses")
def negates_unsigned_labels(w: Work) -> Array:
    """Minus a uint8 is no negative number (-1 becomes 255): convert labels to int or float."""
    return 255 * w.Y * np.log(w.a3) - (1 - w.Y) * np.log(1 - w.a3)


@mistake("1.3", "losses")
def counts_seen_labels(w: Work) -> Array:
    """Every output counts, also that of a label which no example has: there are num_labels."""
    losses = w.sign * (w.Y * w.log(w.a3) + (1 - w.Y) * w.log(1 - w.a3))
    return losses * w.Y.any(axis=0)


# ----- Penalty (handout 1.4) ---------------------------------------------------------


@mistake("1.4", "penalized")
def penalizes_bias(w: Work) -> tuple[Array, Array]:
    """Bias weights are free: the first column of each Theta stays out of the penalty."""
    return w.Thetas


@mistake("1.4", "penalized")
def penalizes_first_bias(w: Work) -> tuple[Array, Array]:
    """The bias weights of Theta1 still count in the penalty; those of Theta2 are left out."""
    return w.Thetas[0], w.Thetas[1][:, 1:]


@mistake("1.4", "penalized")
def penalizes_second_bias(w: Work) -> tuple[Array, Array]:
    """The bias weights of Theta2 still count in the penalty; those of Theta1 are left out."""
    return w.Thetas[0][:, 1:], w.Thetas[1]


@mistake("1.4", "penalized")
def drops_first_row(w: Work) -> tuple[Array, Array]:
    """The bias weights are a column of Theta; the penalty leaves out a row."""
    return w.Thetas[0][1:], w.Thetas[1][1:]


@mistake("1.4", "penalized")
def drops_two_columns(w: Work) -> tuple[Array, Array]:
    """The penalty leaves out two columns: Octave's 2:end is Python's 1:."""
    return w.Thetas[0][:, 2:], w.Thetas[1][:, 2:]


@mistake("1.4", "penalized")
def drops_last_column(w: Work) -> tuple[Array, Array]:
    """The penalty leaves out the last column; the bias weights are the first one."""
    return w.Thetas[0][:, :-1], w.Thetas[1][:, :-1]


@mistake("1.4", "squares")
def forgets_squares(w: Work) -> tuple[float, float]:
    """The penalty is a sum of squares: it can only raise the cost."""
    W1, W2 = w.penalized
    return np.sum(W1), np.sum(W2)


@mistake("1.4", "squares")
def squares_sum(w: Work) -> tuple[float, float]:
    """Square each weight first, then add up; the square of a sum is something else."""
    W1, W2 = w.penalized
    return np.sum(W1) ** 2, np.sum(W2) ** 2


@mistake("1.4", "sum_of_squares")
def penalizes_first_layer_only(w: Work) -> float:
    """The weights of Theta2 belong in the penalty, too."""
    return w.squares[0]


@mistake("1.4", "sum_of_squares")
def penalizes_second_layer_only(w: Work) -> float:
    """The weights of Theta1 belong in the penalty, too."""
    return w.squares[1]


@mistake("1.4", "half")
def forgets_half(w: Work) -> float:
    """The penalty is twice too large: it is halved, so that its derivative has no 2."""
    return 1.0


@mistake("1.4", "penalty_average")
def forgets_m_in_penalty(w: Work) -> float:
    """The penalty is m times too large: it is divided by m, as the rest of the cost."""
    return 1.0


@mistake("1.4", "penalty_average")
def multiplies_penalty_by_m(w: Work) -> float:
    """Without brackets, lambda / 2 * m is multiplied by m: put all that is below the line in them."""
    return w.m


@mistake("1.4", "penalty_average")
def divides_penalty_by_m_twice(w: Work) -> float:
    """The penalty is m times too small: divide it by m once."""
    return 1 / w.m**2


@mistake("1.4", "strength", parts=(1,))
def forgets_lambda(w: Work) -> float:
    """There is a penalty although lambda is 0: its strength is missing."""
    return 1.0


@mistake("1.4", "penalty_sign")
def subtracts_penalty(w: Work) -> int:
    """The penalty raises the cost; yours lowers it."""
    return -1
