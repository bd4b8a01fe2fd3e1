import warnings

import numpy as np
import pytest
from scipy.io import loadmat

from ex4.computeNumericalGradient import computeNumericalGradient
from ex4.nnCostFunction import BLOCK_ROWS, nnCostFunction
from ex4.predict import predict
from ex4.unroll import unroll

# What submit.m's Parts 4 and 5 send: J, then the gradient, to five decimals.
PART_4 = """3.08745 -0.01210 -0.12776 0.04255 0.09974 -0.00313 -0.00419 0.00399 0.00135
0.00377 0.00486 -0.00473 -0.00167 0.25504 -0.00802 0.46691 0.34101 0.18263 -0.00807
0.32624 0.23966 0.13171 -0.00244 0.24870 0.18061 0.06931 -0.00109 0.12956 0.09393
0.17316 -0.00799 0.30771 0.22624"""
PART_5 = """3.64704 -0.01210 -0.12776 0.04255 0.09974 0.03550 -0.09794 0.04338 0.06231
-0.08636 0.01891 0.07370 -0.08100 0.25504 -0.00802 0.46691 0.34101 0.09722 -0.00766
0.41132 0.16844 0.10592 0.09025 0.19735 0.13066 0.16223 -0.02847 0.05943 0.17969
0.17191 -0.09271 0.37947 0.25124"""


@pytest.mark.parametrize(("lambda_", "sent"), [(0, PART_4), (1.5, PART_5)])
def test_gives_what_the_course_s_grader_expects(submit_problem, lambda_, sent):
    J, grad = nnCostFunction(
        submit_problem.nn_params, *submit_problem.arguments(lambda_)
    )
    assert [f"{value:.5f}" for value in (J, *grad)] == sent.split()


def test_regularized_cost_to_full_precision(submit_problem):
    J, _ = nnCostFunction(submit_problem.nn_params, *submit_problem.arguments(1.5))
    assert J == pytest.approx(3.6470412555595919, rel=1e-14)


# vasnake/coursera-ml005-unittests, test_nnCostFunction.m
@pytest.mark.parametrize(("lambda_", "cost"), [(0, 10.931093), (0.1, 170.993329)])
def test_agrees_with_the_community_s_unit_test(lambda_, cost):
    nn_params = 1 / np.cos(np.arange(1, 33))
    X = np.tan(np.arange(1, 33)).reshape((16, 2), order="F") / 5
    y = 1 + np.arange(1, 17) % 4
    J, grad = nnCostFunction(nn_params, 2, 4, 4, X, y, lambda_)
    assert pytest.approx(cost, abs=1e-6) == J
    if lambda_ == 0:
        first = [3.0518e-01, 7.1044e-02, 5.1307e-02, 6.2115e-01]
        np.testing.assert_allclose(grad[:4], first, rtol=1e-4)


@pytest.mark.parametrize(
    ("lambda_", "cost", "norm"),
    [
        (0, 7.003299587287, 3.446248650748),
        (1, 7.131432112780, 3.446448821018),
        (3, 7.387697163765, 3.447964160727),
    ],
)
def test_agrees_with_octave_on_the_parity_set(parity_problem, lambda_, cost, norm):
    J, grad = nnCostFunction(
        parity_problem.nn_params, *parity_problem.arguments(lambda_)
    )
    assert pytest.approx(cost, abs=1e-12) == J
    assert np.linalg.norm(grad) == pytest.approx(norm, abs=1e-12)


@pytest.mark.parametrize("lambda_", [0, 0.7])
def test_gradient_agrees_with_central_differences(submit_problem, lambda_):
    def cost(nn_params):
        return nnCostFunction(nn_params, *submit_problem.arguments(lambda_))

    _, grad = cost(submit_problem.nn_params)
    numgrad = computeNumericalGradient(cost, submit_problem.nn_params)
    np.testing.assert_allclose(grad, numgrad, atol=1e-8)


def test_original_weights_read_mnist_digits(originals):
    """The whole chain: orientation of the pixels, order of the weights, labels."""
    digits = np.load(originals / "mnist_t10k_20x20.npz")
    weights = loadmat(originals / "ex4weights.mat")
    X, y = digits["X"] / 255, digits["y"]
    Theta1, Theta2 = weights["Theta1"], weights["Theta2"]
    J, _ = nnCostFunction(unroll(Theta1, Theta2), 400, 25, 10, X, y, 0)
    assert f"{J:.6f}" == "0.467200"
    accuracy = np.mean(predict(Theta1, Theta2, X) == y.ravel())
    assert f"{100 * accuracy:.2f}" == "93.40"


def test_examples_beyond_one_block_count_like_the_first(submit_problem):
    """Each example as often as any other: the same mean, whatever the blocks."""
    nn_params, y = submit_problem.nn_params, submit_problem.y
    copies = BLOCK_ROWS // len(y) + 2
    many = (np.tile(submit_problem.X, (copies, 1)), np.tile(y, copies))
    J, grad = nnCostFunction(nn_params, *submit_problem.arguments(0))
    J_many, grad_many = nnCostFunction(nn_params, 2, 4, 4, *many, 0)
    assert pytest.approx(J, rel=1e-12) == J_many
    np.testing.assert_allclose(grad_many, grad, rtol=1e-9, atol=1e-14)


def test_saturated_units_give_a_finite_cost():
    """z3 = -1000 for the right label: each example costs 1000 nats, not NaN."""
    Theta1 = np.zeros((2, 3))
    Theta2 = np.zeros((3, 3))
    Theta2[:, 0] = [-1000, -1000, 1000]
    X, y = np.ones((4, 2)), np.full(4, 1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        J, grad = nnCostFunction(unroll(Theta1, Theta2), 2, 2, 3, X, y, 0)
    assert J == 2000
    assert np.all(np.isfinite(grad))


def test_accepts_every_number_type(submit_problem):
    nn_params = submit_problem.nn_params
    pixels = np.arange(32, dtype=np.uint8).reshape(16, 2)
    labels = submit_problem.y.astype(np.uint8)
    J, grad = nnCostFunction(nn_params, 2, 4, 4, pixels, labels[:, np.newaxis], 1)
    J64, grad64 = nnCostFunction(
        nn_params, 2, 4, 4, pixels.astype(float), submit_problem.y, 1
    )
    assert J == J64
    np.testing.assert_array_equal(grad, grad64)


def test_float32_stays_float32(submit_problem):
    X = submit_problem.X.astype(np.float32)
    nn_params = submit_problem.nn_params.astype(np.float32)
    J, grad = nnCostFunction(nn_params, 2, 4, 4, X, submit_problem.y, 1.5)
    assert grad.dtype == np.float32
    assert pytest.approx(3.64704126, rel=1e-5) == J


def test_inputs_are_never_modified(submit_problem):
    nn_params, X, y = (
        array.copy()
        for array in (submit_problem.nn_params, submit_problem.X, submit_problem.y)
    )
    for array in (nn_params, X, y):
        array.flags.writeable = False
    _, grad = nnCostFunction(nn_params, 2, 4, 4, X, y, 1.5)
    assert not np.shares_memory(grad, nn_params)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"X": np.ones((16, 3))}, r"X has shape \(16, 3\); it needs \(m, 2\)"),
        ({"X": np.ones(32)}, r"X has shape \(32,\)"),
        ({"X": np.ones((0, 2)), "y": np.ones(0)}, "at least one row"),
        ({"y": np.ones(15)}, r"y has shape \(15,\); it needs \(16,\)"),
        ({"y": np.ones((16, 2))}, r"y has shape \(16, 2\)"),
        ({"y": np.arange(16) % 4}, r"label 0; labels run from 1 to 4"),
        ({"y": 2 + np.arange(16) % 4}, r"label 5; labels run from 1 to 4"),
        ({"y": np.full(16, 1.5)}, r"label 1\.5"),
        ({"nn_params": np.ones(31)}, r"holds 31 values; shapes .* need 32"),
        ({"nn_params": np.full(32, np.nan)}, r"nn_params holds 32 NaN"),
    ],
)
def test_bad_input_is_named(submit_problem, change, message):
    given = {"nn_params": np.ones(32), "X": submit_problem.X, "y": submit_problem.y}
    given |= change
    with pytest.raises(ValueError, match=message):
        nnCostFunction(given["nn_params"], 2, 4, 4, given["X"], given["y"], 1)


def test_nan_in_X_is_found(submit_problem):
    X = submit_problem.X.copy()
    X[3, 1] = np.nan
    with pytest.raises(ValueError, match=r"X holds 1 NaN, the first at X\[3, 1\]"):
        nnCostFunction(submit_problem.nn_params, 2, 4, 4, X, submit_problem.y, 0)
