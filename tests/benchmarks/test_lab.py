"""The lab's network of any depth beside nnCostFunction; growth with depth."""

import numpy as np

from ex4.lab.network import Network, cost_and_gradient, initialize
from ex4.nnCostFunction import nnCostFunction


def test_three_layers_of_the_lab(duel, problem):
    X, y, nn_params = problem
    network = Network((400, 25, 10))
    Y = (y[:, np.newaxis] == np.arange(1, 11)).astype(float)
    duel.run(
        {
            "lab, three layers": lambda: cost_and_gradient(
                network, nn_params, X, Y, 1.0
            ),
            "nnCostFunction": lambda: nnCostFunction(nn_params, 400, 25, 10, X, y, 1.0),
        }
    )
    assert duel.ratio("lab, three layers", "nnCostFunction") <= 1.2


def test_growth_with_depth(duel, problem):
    X, y, _ = problem
    Y = (y[:, np.newaxis] == np.arange(1, 11)).astype(float)

    def with_layers(n):
        network = Network((400, *(100,) * n, 10), "ReLU")
        params = initialize(network, "he", np.random.default_rng(0))
        return lambda: cost_and_gradient(network, params, X, Y, 1.0)

    duel.run({f"{n} hidden layers": with_layers(n) for n in (1, 2, 5, 10)}, rounds=5)
