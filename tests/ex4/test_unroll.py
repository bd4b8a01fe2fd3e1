import doctest

import numpy as np
import pytest

import ex4.unroll
from ex4.unroll import roll, unroll


def test_examples_in_the_docstrings_hold():
    assert doctest.testmod(ex4.unroll).failed == 0


def test_there_and_back_is_the_same():
    rng = np.random.default_rng(0)
    Thetas = [rng.random((3, 4)), rng.random((2, 5)), rng.random((1, 1))]
    back = roll(unroll(*Thetas), (3, 4), (2, 5), (1, 1))
    for Theta, again in zip(Thetas, back, strict=True):
        np.testing.assert_array_equal(again, Theta)


def test_a_column_of_parameters_will_do():
    assert roll(np.ones((6, 1)), (2, 3))[0].shape == (2, 3)


def test_pieces_are_views_and_the_vector_is_new():
    vector = np.arange(6.0)
    (Theta,) = roll(vector, (2, 3))
    assert np.shares_memory(Theta, vector)
    assert not np.shares_memory(unroll(Theta), Theta)


def test_wrong_length_is_refused():
    message = r"nn_params holds 5 values; shapes \[\(2, 3\)\] need 6"
    with pytest.raises(ValueError, match=message):
        roll(np.ones(5), (2, 3))
