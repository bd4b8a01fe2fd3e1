import doctest

import numpy as np

import ex4.debugInitializeWeights


def test_examples_in_the_docstring_hold():
    assert doctest.testmod(ex4.debugInitializeWeights).failed == 0


def test_shape_is_fan_out_first_and_the_order_is_octave_s():
    W = ex4.debugInitializeWeights.debugInitializeWeights(5, 3)
    assert W.shape == (5, 4)
    # Octave: sin(1:numel(W)) / 10, column by column
    assert W[1, 0] == np.sin(2) / 10
    assert W[0, 1] == np.sin(6) / 10
