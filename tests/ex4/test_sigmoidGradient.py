import numpy as np
import pytest

from ex4.computeNumericalGradient import computeNumericalGradient
from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient

# What submit.m's Part 3 sends for 3 * sin(1..30), in Octave's order.
SUBMITTED = """
0.06866 0.05758 0.23912 0.08484 0.05047 0.21076 0.10733 0.04650 0.17441 0.13680
0.04518 0.13886 0.17210 0.04634 0.10897 0.20861 0.05014 0.08605 0.23778 0.05703
0.06951 0.24996 0.06783 0.05815 0.24040 0.08366 0.05082 0.21287 0.10572 0.04667
"""


def test_gives_what_the_course_s_grader_expects():
    z = 3 * np.sin(np.arange(1, 31)).reshape((3, 10), order="F")
    printed = " ".join(f"{g:.5f}" for g in sigmoidGradient(z).ravel(order="F"))
    assert printed == " ".join(SUBMITTED.split())


def test_is_the_slope_of_the_sigmoid():
    z = np.linspace(-6, 6, 25)
    slope = computeNumericalGradient(lambda z: np.sum(sigmoid(z)), z)
    np.testing.assert_allclose(sigmoidGradient(z), slope, atol=1e-8)


def test_is_a_quarter_at_zero_and_nothing_far_away():
    assert sigmoidGradient(0) == 0.25
    np.testing.assert_allclose(sigmoidGradient([-800, 800, 40]), 0, atol=1e-15)


@pytest.mark.parametrize("shape", [(), (4,), (2, 3)])
def test_keeps_the_shape(shape):
    assert np.shape(sigmoidGradient(np.ones(shape))) == shape
