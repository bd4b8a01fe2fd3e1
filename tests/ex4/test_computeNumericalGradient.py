import doctest

import numpy as np
import pytest
from scipy.optimize import rosen, rosen_der

import ex4.computeNumericalGradient
from ex4.computeNumericalGradient import computeNumericalGradient


def test_examples_in_the_docstring_hold():
    assert doctest.testmod(ex4.computeNumericalGradient).failed == 0


def test_agrees_with_the_derivative_that_scipy_knows():
    theta = np.array([-1.2, 1.0, 0.3])
    np.testing.assert_allclose(
        computeNumericalGradient(rosen, theta), rosen_der(theta), atol=1e-4
    )


def test_takes_the_cost_out_of_a_pair():
    numgrad = computeNumericalGradient(lambda t: (t @ t, "gradient"), [1.0, -2.0])
    np.testing.assert_allclose(numgrad, [2, -4], atol=1e-9)


def test_theta_is_not_modified():
    theta = np.arange(3.0)
    theta.flags.writeable = False
    computeNumericalGradient(lambda t: t.sum(), theta)


def test_float32_parameters_are_perturbed_in_float64():
    numgrad = computeNumericalGradient(lambda t: t @ t, np.ones(2, np.float32))
    assert numgrad == pytest.approx([2, 2], abs=1e-9)
