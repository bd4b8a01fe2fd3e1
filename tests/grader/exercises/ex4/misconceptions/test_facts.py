"""What the wrong formulas compute, against what was measured on students' code."""

import numpy as np
import pytest
from scipy.io import loadmat

from ex4.computeNumericalGradient import computeNumericalGradient
from ex4.debugInitializeWeights import debugInitializeWeights
from ex4.nnCostFunction import nnCostFunction
from ex4.unroll import unroll
from grader.exercises.ex4.instances import original
from grader.exercises.ex4.misconceptions.menu import MISTAKES
from grader.exercises.ex4.misconceptions.steps import Work

# Digits of the measured differences: three, some rounded to one.
RELATIVE = 0.05
OK = 1e-10  # the check of the gradient is content


def work(codes, arguments):
    known = [MISTAKES[code] for code in codes.split()]
    return Work(arguments, {mistake.step: mistake.formula for mistake in known})


# Number: misconception, cost on the course's own inputs for lambda 0 and 1.5. A right
# solution has 3.08745 and 3.64704.
COSTS = {
    1: ("forgets_division_by_m", 49.399, None),
    2: ("forgets_outputs_for_zero", 0.73892, None),
    3: ("loses_minus_sign", -3.08745, None),
    4: ("averages_over_outputs", 0.77186, None),
    5: ("uses_log10", 1.34086, None),
    6: ("pairs_every_class", 12.38, None),
    7: ("halves_squared_error", 0.57321, None),
    8: ("penalizes_bias", 3.08745, 3.83454),
    10: ("forgets_half", 3.08745, 4.20663),
    11: ("forgets_m_in_penalty", 3.08745, 12.04),
    12: ("penalizes_first_layer_only", 3.08745, 3.28114),
    13: ("forgets_squares", 3.08745, 3.06478),
    14: ("drops_first_row", 3.08745, 3.64785),
    15: ("drops_two_columns", 3.08745, 3.45954),
    16: ("rolls_row_by_row", 3.13496, 3.75233),
    18: ("appends_bias_last", 2.85189, None),
    19: ("squashes_bias_unit", 2.95853, None),
    20: ("forgets_hidden_bias", 2.77035, None),
    21: ("skips_hidden_sigmoid", 3.47841, None),
    22: ("squashes_input", 3.18243, None),
    23: ("uses_softmax", 2.54783, None),
    24: ("leaves_labels_as_numbers", 2.70093, None),
    25: ("puts_last_label_first", 3.08323, None),
    27: ("keeps_y_as_column", 49.53, None),
    28: ("counts_features_as_examples", 24.7, None),
    54: ("zeroes_bias_in_place", None, 3.31510),
}


@pytest.mark.parametrize(("code", "J0", "J1"), COSTS.values(), ids=COSTS)
def test_wrong_cost_is_the_one_on_record(code, J0, J1):
    for J, lambda_ in ((J0, 0.0), (J1, 1.5)):
        if J is not None:
            n_decimals = len(str(J).partition(".")[2])
            found = work(code, original().arguments(lambda_)).J
            assert found == pytest.approx(J, abs=0.51 * 10.0**-n_decimals)


def test_counting_pixels_or_parameters_gives_the_cost_on_record():
    for code in ("counts_pixels_as_examples", "counts_parameters_as_examples"):
        J = work(code, original().arguments(0.0)).J
        assert J == pytest.approx(1.54, abs=0.005)


def small_network(lambda_):
    """The network of checkNNGradients."""
    Thetas = debugInitializeWeights(5, 3), debugInitializeWeights(3, 5)
    X = debugInitializeWeights(5, 2)
    return unroll(*Thetas), 3, 5, 3, X, np.array([2, 3, 1, 2, 3]), lambda_


def relative_difference(cost, grad, arguments):
    """What checkNNGradients prints."""
    point, *others = arguments
    numgrad = computeNumericalGradient(lambda theta: cost(theta, *others), point)
    return np.linalg.norm(numgrad - grad) / np.linalg.norm(numgrad + grad)


# Number: misconceptions of the cost (and of the gradient, where it has one), and the
# relative difference of the gradient check for lambda 0 and 3.
CHECKS_OF_WRONG_COSTS = {
    1: ("forgets_division_by_m", 0.667, None),
    2: ("forgets_outputs_for_zero", 2.33, None),
    3: ("loses_minus_sign", 4e10, None),
    6: ("pairs_every_class", 0.51, None),
    7: ("halves_squared_error", 0.6, None),
    8: ("penalizes_bias", OK, 0.111),
    9: ("penalizes_bias regularizes_bias", OK, OK),
    10: ("forgets_half", OK, 0.193),
    12: ("penalizes_first_layer_only", OK, 0.155),
    13: ("forgets_squares", OK, 0.72),
    14: ("drops_first_row", OK, 0.13),
    15: ("drops_two_columns spares_two_columns", OK, OK),
    16: ("rolls_row_by_row", OK, OK),
    18: ("appends_bias_last", OK, None),
    19: ("squashes_bias_unit", OK, None),
    20: ("forgets_hidden_bias", OK, None),
    21: ("skips_hidden_sigmoid", 0.0795, None),
    22: ("squashes_input", OK, None),
    23: ("uses_softmax", 0.20, None),
    24: ("leaves_labels_as_numbers", OK, None),
    25: ("puts_last_label_first", OK, None),
    28: ("counts_features_as_examples", OK, None),
    32: ("adds_to_probability", 1e-5, None),
}


def assert_as_on_record(found, difference):
    if difference == OK:
        assert found < OK
    elif difference > 1e9:
        assert found > 1e9  # the sum of n and -n is rounding
    else:
        assert found == pytest.approx(difference, rel=RELATIVE)


@pytest.mark.parametrize(
    ("codes", "c0", "c3"), CHECKS_OF_WRONG_COSTS.values(), ids=CHECKS_OF_WRONG_COSTS
)
def test_gradient_check_of_a_wrong_cost_is_the_one_on_record(codes, c0, c3):
    for difference, lambda_ in ((c0, 0.0), (c3, 3.0)):
        if difference is not None:
            arguments = small_network(lambda_)
            found = relative_difference(
                lambda *changed: work(codes, changed).J,
                work(codes, arguments).grad,
                arguments,
            )
            assert_as_on_record(found, difference)


# The same for misconceptions of the gradient, beside a right cost.
CHECKS_OF_WRONG_GRADIENTS = {
    "17": ("unrolls_row_by_row", 0.226, None),
    "34": ("multiplies_delta3_by_slope", 0.600, None),
    "35": ("subtracts_output_from_target", 3.9e10, None),
    "36": ("applies_sigmoid_twice", 0.00106, None),
    "37": ("forgets_slope", 0.0528, None),
    "38": ("uses_sigmoid_as_slope", 0.0181, None),
    "39": ("puts_z_into_slope", 0.0174, None),
    "40, weights": ("drops_last_weights", 0.036, None),
    "40, delta": ("drops_last_delta", 0.035, None),
    "42": ("forgets_to_average", 0.667, None),
    "43": ("divides_by_m_twice", 0.667, None),
    "44": ("keeps_last_example_only", 0.619, None),
    "45, first": ("skips_first_example", 0.278, None),
    "45, last": ("skips_last_example", 0.286, None),
    "46": ("regularizes_bias", OK, 0.111),
    "47": ("puts_ones_for_bias", OK, 0.734),
    "48": ("halves_gradient_term", OK, 0.109),
    "49": ("forgets_m_in_gradient_term", OK, 0.555),
    "50": ("subtracts_gradient_term", OK, 0.447),
    "51, Theta2": ("regularizes_first_layer_only", OK, 0.155),
    "51, all": ("leaves_gradient_unregularized", OK, 0.222),
    "52": ("forgets_to_differentiate", OK, 0.222),
    "53": ("zeroes_bias_gradient", 0.408, None),
    "55": ("puts_second_layer_first", 1.02, None),
    "57, square": ("squares_delta3", 0.282, None),
    "57, absolute": ("takes_absolute_delta3", 0.5, None),
}


@pytest.mark.parametrize(
    ("code", "c0", "c3"),
    CHECKS_OF_WRONG_GRADIENTS.values(),
    ids=CHECKS_OF_WRONG_GRADIENTS,
)
def test_gradient_check_of_a_wrong_gradient_is_the_one_on_record(code, c0, c3):
    for difference, lambda_ in ((c0, 0.0), (c3, 3.0)):
        if difference is not None:
            arguments = small_network(lambda_)
            found = relative_difference(
                lambda *changed: nnCostFunction(*changed)[0],
                work(code, arguments).grad,
                arguments,
            )
            assert_as_on_record(found, difference)


# Cost of the course's own weights on its digits, lambda = 1; without penalty 0.287629.
COSTS_OF_THE_COURSE = {
    8: ("penalizes_bias", 0.384488),
    10: ("forgets_half", 0.479911),
    11: ("forgets_m_in_penalty", 480.99),
    12: ("penalizes_first_layer_only", 0.326888),
    "12, Theta2": ("penalizes_second_layer_only", 0.344511),
    13: ("forgets_squares", 0.279583),
    14: ("drops_first_row", 0.379046),
    15: ("drops_two_columns", 0.382312),
}


@pytest.mark.parametrize(
    ("code", "J"), COSTS_OF_THE_COURSE.values(), ids=COSTS_OF_THE_COURSE
)
def test_wrong_penalty_of_the_courses_weights_is_the_one_on_record(code, J, originals):
    weights = loadmat(originals / "ex4weights.mat")
    nn_params = unroll(weights["Theta1"], weights["Theta2"])
    # Of the 5000 digits the penalty needs their number only.
    X, y = np.zeros((5000, 400)), np.ones(5000, dtype=int)
    w = work(code, (nn_params, 400, 25, 10, X, y, 1.0))
    penalty = w.penalty_factor * w.sum_of_squares
    n_decimals = len(str(J).partition(".")[2])
    assert 0.28762916516 + penalty == pytest.approx(J, abs=0.51 * 10.0**-n_decimals)
