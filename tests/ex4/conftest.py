"""Problems whose right answers are known from elsewhere."""

import numpy as np
import pytest

from ex4.debugInitializeWeights import debugInitializeWeights
from ex4.unroll import unroll


class Problem:
    """A network with its data: ``problem(nn_params, lambda_)`` reads like Octave."""

    def __init__(self, sizes, X, y, nn_params):
        self.sizes, self.X, self.y, self.nn_params = sizes, X, y, nn_params

    def arguments(self, lambda_):
        return (*self.sizes, self.X, self.y, lambda_)


@pytest.fixture(scope="session")
def submit_problem():
    """The inputs of the course's submit.m."""
    t1 = np.sin(np.arange(1, 24, 2)).reshape((4, 3), order="F")
    t2 = np.cos(np.arange(1, 40, 2)).reshape((4, 5), order="F")
    X = np.sin(np.arange(1, 33)).reshape((16, 2), order="F") / 5
    return Problem((2, 4, 4), X, 1 + np.arange(1, 17) % 4, unroll(t1, t2))


@pytest.fixture(scope="session")
def parity_problem():
    """A 400-25-10 network on sines, the same in every language."""
    X = np.sin(np.arange(1, 80001)).reshape((200, 400), order="F") / 10
    nn_params = unroll(debugInitializeWeights(25, 400), debugInitializeWeights(10, 25))
    return Problem((400, 25, 10), X, 1 + np.arange(1, 201) % 10, nn_params)
