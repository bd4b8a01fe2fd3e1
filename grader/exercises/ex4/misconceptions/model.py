"""Misconceptions about labels, layers and sizes: they show in cost and gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ex4.sigmoid import sigmoid
from grader.exercises.ex4.misconceptions.backward import without_bias
from grader.exercises.ex4.misconceptions.forward import put_bias
from grader.exercises.ex4.misconceptions.mistake import mistake
from grader.exercises.ex4.misconceptions.steps import Work

if TYPE_CHECKING:
    from grader.exercise import Array


@mistake("1.2", "order")
def rolls_row_by_row(w: Work) -> str:
    """Octave unrolls a matrix column by column: NumPy does so with order='F', both ways."""
    return "C"


@mistake("1.2", "bias_at")
def appends_bias_last(w: Work) -> int:
    """The bias unit comes first: its column of ones stands in front of the others."""
    return -1


@mistake("2.5", "Thetas")
def zeroes_bias_in_place(w: Work) -> tuple[Array, Array]:
    """The bias column of Theta is zeroed before it is used: do that to a copy, for lambda only."""
    cut = w.h * (w.n + 1)
    return (
        without_bias(w.nn_params[:cut].reshape((w.h, w.n + 1), order="F")),
        without_bias(w.nn_params[cut:].reshape((w.K, w.h + 1), order="F")),
    )


@mistake("1.3", "Y")
def leaves_labels_as_numbers(w: Work) -> Array:
    """Each label must become a row of 0s and a single 1 before it can meet the outputs."""
    return w.y[:, np.newaxis]


@mistake("1.3", "Y")
def puts_last_label_first(w: Work) -> Array:
    """Label k belongs in column k - 1; the digit 0 has label 10, so its column is the last."""
    return np.eye(w.K)[w.y % w.K]


@mistake("1.3", "Y")
def compares_labels_with_columns(w: Work) -> Array:
    """Columns count from 0 and labels from 1, so no column ever meets the last label."""
    return np.equal.outer(w.y, np.arange(w.K)).astype(float)


@mistake("1.3", "Y", parts=(1,))
def keeps_y_as_column(w: Work) -> Array:
    """With y of shape (m, 1) the recoded labels get a third dimension: flatten y first."""
    return np.eye(w.K)[w.y[:, np.newaxis] - 1]


@mistake("1.2", "a1")
def squashes_input(w: Work) -> Array:
    """The input layer is X itself, with a 1 in front: no sigmoid there."""
    return put_bias(sigmoid(w.X), w.bias_at)


@mistake("1.2", "a2")
def squashes_bias_unit(w: Work) -> Array:
    """The hidden bias unit is 1, not g(1): put the ones in after the sigmoid."""
    return sigmoid(put_bias(w.z2, w.bias_at))


@mistake("1.2", "a2")
def forgets_hidden_bias(w: Work) -> Array:
    """The hidden layer has a bias unit as well: it is 1, and neither 0 nor missing."""
    return put_bias(sigmoid(w.z2), w.bias_at, 0.0)


@mistake("1.2", "a2")
def skips_hidden_sigmoid(w: Work) -> Array:
    """The sums z2 must go through the sigmoid before they reach the output layer."""
    return put_bias(w.z2, w.bias_at)


@mistake("1.2", "a3")
def uses_softmax(w: Work) -> Array:
    """The outputs need not add up to 1: each is a sigmoid by itself, not a softmax."""
    odds = np.exp(w.z3 - w.z3.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


@mistake("1.2", "a3")
def applies_output_sigmoid_twice(w: Work) -> Array:
    """The outputs go through the sigmoid twice; once is enough."""
    return sigmoid(sigmoid(w.z3))


@mistake("1.2", "a3", parts=(4,))
def skips_output_sigmoid(w: Work) -> Array:
    """The sums z3 are not outputs yet: they go through the sigmoid, too."""
    return w.z3


@mistake("1.3", "m")
def counts_features_as_examples(w: Work) -> int:
    """m is the number of examples: X has one in each row, not in each column."""
    return w.n


@mistake("1.3", "m")
def counts_pixels_as_examples(w: Work) -> int:
    """m is the number of rows of X, not of all its entries."""
    return w.X.size


@mistake("1.3", "m")
def counts_parameters_as_examples(w: Work) -> int:
    """m is the number of examples, that is rows of X, not the length of nn_params."""
    return w.nn_params.size


@mistake("1.3", "m")
def hard_codes_sizes(w: Work) -> int:
    """Sizes are arguments: m is the number of rows of this X, not always 5000."""
    return 5000


@mistake("2.3", "rows")
def skips_first_example(w: Work) -> slice:
    """The loop leaves out the first example: Octave's 1:m is Python's range(m)."""
    return slice(1, None)


@mistake("2.3", "rows")
def skips_last_example(w: Work) -> slice:
    """The loop leaves out the last example: range(m) already ends before m."""
    return slice(None, -1)


@mistake("2.3", "rows")
def keeps_last_example_only(w: Work) -> slice:
    """Only the last example counts: each one must be added to the sum, not replace it."""
    return slice(-1, None)
