"""Misconceptions about backpropagation and the regularized gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ex4.sigmoidGradient import sigmoidGradient
from grader.exercises.ex4.misconceptions.backward import without_bias
from grader.exercises.ex4.misconceptions.mistake import mistake
from grader.exercises.ex4.misconceptions.steps import Work

if TYPE_CHECKING:
    from grader.exercise import Array

Pair = tuple["Array", "Array"]


@mistake("2.3", "delta3")
def multiplies_delta3_by_slope(w: Work) -> Array:
    """With cross-entropy the slope of the output's sigmoid cancels: delta3 has no g' in it."""
    return w.error * sigmoidGradient(w.z3)


@mistake("2.3", "error")
def subtracts_output_from_target(w: Work) -> Array:
    """The gradient points downhill: the error is output minus target, not the reverse."""
    return w.Y - w.a3


@mistake("2.3", "delta3")
def squares_delta3(w: Work) -> Array:
    """The error of an output has a sign: it is a difference, not its square."""
    return w.error**2


@mistake("2.3", "delta3")
def takes_absolute_delta3(w: Work) -> Array:
    """The error of an output may be negative: do not take its absolute value."""
    return np.abs(w.error)


@mistake("2.3", "slope")
def applies_sigmoid_twice(w: Work) -> Array:
    """sigmoidGradient takes z2: fed with a2, it applies the sigmoid a second time."""
    a2 = w.a2[:, 1:] if w.bias_at == 0 else w.a2[:, :-1]
    return w.sigmoidGradient(a2)


@mistake("2.3", "slope")
def forgets_slope(w: Work) -> Array:
    """What comes back to a hidden unit is multiplied by the slope of its sigmoid."""
    return np.ones_like(w.z2)


@mistake("2.3", "sent_back")
def drops_last_weights(w: Work) -> Array:
    """The bias column of Theta2 is its first; delta2 leaves out the last one."""
    return w.delta3 @ w.Thetas[1][:, :-1]


@mistake("2.3", "delta2")
def drops_last_delta(w: Work) -> Array:
    """The entry of delta2 that belongs to the bias unit is the first one, not the last."""
    slope = np.hstack([w.sigmoidGradient(np.ones((len(w.z2), 1))), w.slope])
    return (w.delta3 @ w.Thetas[1] * slope)[:, :-1]


@mistake("2.3", "averages")
def forgets_to_average(w: Work) -> Pair:
    """Your gradient is exactly m times too large: divide the accumulated sums."""
    return w.accumulated


@mistake("2.3", "averages")
def divides_by_m_twice(w: Work) -> Pair:
    """Your gradient is m times too small: divide by m once, after the last example."""
    Delta1, Delta2 = w.accumulated
    return Delta1 / w.m**2, Delta2 / w.m**2


@mistake("2.3", "averages")
def averages_first_layer_only(w: Work) -> Pair:
    """Theta2_grad is m times too large, Theta1_grad is not: divide both."""
    Delta1, Delta2 = w.accumulated
    return Delta1 / w.m, Delta2


@mistake("2.3", "averages")
def averages_second_layer_only(w: Work) -> Pair:
    """Theta1_grad is m times too large, Theta2_grad is not: divide both."""
    Delta1, Delta2 = w.accumulated
    return Delta1, Delta2 / w.m


@mistake("2.5", "data_gradients")
def zeroes_bias_gradient(w: Work) -> Pair:
    """Bias weights are learnt, too: column 0 only goes without the lambda term."""
    D1, D2 = w.averages
    return without_bias(D1), without_bias(D2)


@mistake("1.2", "blocks")
def puts_second_layer_first(w: Work) -> Pair:
    """The gradient has the order of nn_params: Theta1_grad comes first, then Theta2_grad."""
    return w.Theta_grads[::-1]


@mistake("1.2", "unroll_order")
def unrolls_row_by_row(w: Work) -> str:
    """Unroll the gradient in the order in which you rolled the parameters: column by column."""
    return "C"


# ----- Regularization (handout 2.5) --------------------------------------------------


@mistake("2.5", "regularized")
def regularizes_bias(w: Work) -> Pair:
    """Column 0 of both gradients gets no lambda term: bias weights are not regularized."""
    return w.Thetas


@mistake("2.5", "regularized")
def regularizes_first_bias(w: Work) -> Pair:
    """Column 0 of Theta1_grad has a lambda term; that of Theta2_grad rightly has none."""
    return w.Thetas[0], without_bias(w.Thetas[1])


@mistake("2.5", "regularized")
def regularizes_second_bias(w: Work) -> Pair:
    """Column 0 of Theta2_grad has a lambda term; that of Theta1_grad rightly has none."""
    return without_bias(w.Thetas[0]), w.Thetas[1]


@mistake("2.5", "regularized")
def puts_ones_for_bias(w: Work) -> Pair:
    """In front of the lambda term's matrix stands a column of zeros, not of ones."""
    R1, R2 = without_bias(w.Thetas[0]), without_bias(w.Thetas[1])
    R1[:, 0] = R2[:, 0] = 1
    return R1, R2


@mistake("2.5", "regularized")
def spares_first_row(w: Work) -> Pair:
    """The lambda term spares a row of Theta; the bias weights are its first column."""
    R1, R2 = w.Thetas[0].copy(), w.Thetas[1].copy()
    R1[0] = R2[0] = 0
    return R1, R2


@mistake("2.5", "regularized")
def spares_two_columns(w: Work) -> Pair:
    """The lambda term spares two columns, where one would do: Octave's 2:end is Python's 1:."""
    R1, R2 = without_bias(w.Thetas[0]), without_bias(w.Thetas[1])
    R1[:, 1] = R2[:, 1] = 0
    return R1, R2


@mistake("2.5", "regularized")
def spares_last_column(w: Work) -> Pair:
    """The lambda term spares the last column; the bias weights are the first one."""
    R1, R2 = w.Thetas[0].copy(), w.Thetas[1].copy()
    R1[:, -1] = R2[:, -1] = 0
    return R1, R2


@mistake("2.5", "half_square_slope")
def forgets_to_differentiate(w: Work) -> Pair:
    """The gradient has the derivative of the penalty: its squares are gone by then."""
    R1, R2 = w.regularized
    return R1**2, R2**2


@mistake("2.5", "shares")
def regularizes_first_layer_only(w: Work) -> tuple[int, int]:
    """Theta2_grad lacks its lambda term: both gradients get one."""
    return 1, 0


@mistake("2.5", "shares")
def regularizes_second_layer_only(w: Work) -> tuple[int, int]:
    """Theta1_grad lacks its lambda term: both gradients get one."""
    return 0, 1


@mistake("2.5", "shares")
def leaves_gradient_unregularized(w: Work) -> tuple[int, int]:
    """Lambda does not reach the gradient yet: the penalty of the cost has a derivative, too."""
    return 0, 0


@mistake("2.5", "gradient_strength")
def halves_gradient_term(w: Work) -> float:
    """The lambda term is half of what it should be: the 2 cancels in the derivative."""
    return w.lambda_ / 2


@mistake("2.5", "gradient_average")
def forgets_m_in_gradient_term(w: Work) -> float:
    """The lambda term is m times too large: it is divided by m, as the rest."""
    return 1.0


@mistake("2.5", "gradient_average")
def divides_gradient_term_twice(w: Work) -> float:
    """The lambda term is m times too small: it has been divided by m twice."""
    return 1 / w.m**2


@mistake("2.5", "gradient_strength", parts=(4,))
def forgets_lambda_in_gradient(w: Work) -> float:
    """The gradient has a regularization term although lambda is 0: its strength is missing."""
    return 1.0


@mistake("2.5", "gradient_sign")
def subtracts_gradient_term(w: Work) -> int:
    """The penalty raises the cost, so its slope is added to the gradient, not subtracted."""
    return -1
