from itertools import product

import numpy as np
import pytest

from ex4.lab.activations import ACTIVATIONS
from ex4.lab.losses import LOSSES
from ex4.lab.network import (
    PRODUCTS,
    Network,
    backward,
    cost,
    cost_and_gradient,
    forward,
    initialize,
    matrices,
)
from ex4.nnCostFunction import nnCostFunction

SMOOTH = sorted(ACTIVATIONS.keys() - {"step"})
SIZES = [(4, 3), (4, 5, 3), (4, 5, 3, 3), (4, 6, 5, 4, 3)]


@pytest.mark.parametrize(
    ("hidden", "loss", "sizes"), list(product(SMOOTH, LOSSES, SIZES[1:3]))
)
def test_gradient_agrees_with_central_differences(
    problem, differences, hidden, loss, sizes
):
    network, params, X, Y = problem(hidden, loss, sizes)
    _, gradient = cost_and_gradient(network, params, X, Y, 0.7)
    numeric = differences(lambda at: cost(network, at, X, Y, 0.7), params)
    np.testing.assert_allclose(gradient, numeric, atol=1e-7)


@pytest.mark.parametrize("sizes", SIZES)
def test_any_depth_has_the_right_gradient(problem, differences, sizes):
    network, params, X, Y = problem("tanh", "sigmoid + cross-entropy", sizes)
    _, gradient = cost_and_gradient(network, params, X, Y)
    numeric = differences(lambda at: cost(network, at, X, Y), params)
    np.testing.assert_allclose(gradient, numeric, atol=1e-9)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "ReLU"])
def test_gradient_agrees_with_pytorch(problem, torch, hidden):
    network, params, X, Y = problem(hidden)
    layers = [
        torch.tensor(Theta, requires_grad=True) for Theta in matrices(network, params)
    ]
    a = torch.tensor(X)
    for Theta in layers[:-1]:
        z = torch.nn.functional.linear(a, Theta[:, 1:], Theta[:, 0])
        a = getattr(torch, hidden.lower())(z)
    z = torch.nn.functional.linear(a, layers[-1][:, 1:], layers[-1][:, 0])
    J = torch.nn.functional.cross_entropy(z, torch.tensor(Y))
    J.backward()
    got, gradient = cost_and_gradient(network, params, X, Y)
    assert got == pytest.approx(J.item(), rel=1e-14)
    for Theta_grad, Theta in zip(matrices(network, gradient), layers, strict=True):
        np.testing.assert_allclose(Theta_grad, Theta.grad.numpy(), atol=1e-15)


@pytest.mark.parametrize("decay", [0, 1, 3])
def test_with_three_layers_it_is_nncostfunction(rng, decay):
    network = Network((400, 25, 10))
    params = initialize(network, "uniform 0.12", rng)
    X, y = rng.random((200, 400)), 1 + np.arange(200) % 10
    Y = np.eye(10)[y - 1]
    J, grad = nnCostFunction(params, 400, 25, 10, X, y, decay)
    got, gradient = cost_and_gradient(network, params, X, Y, decay)
    assert got == pytest.approx(J, rel=1e-12)
    np.testing.assert_allclose(gradient, grad, rtol=1e-12, atol=1e-12 * abs(grad).max())
    assert cost(network, params, X, Y, decay) == got


@pytest.mark.parametrize("hidden", ["sigmoid", "ReLU"])
def test_dropout_has_the_gradient_of_the_units_left(problem, differences, rng, hidden):
    network, params, X, Y = problem(hidden)
    masks = [rng.integers(2, size=(7, n)) * 2.0 for n in network.sizes[1:-1]]

    def with_same_masks():
        left = iter(masks)
        return lambda a: next(left)

    def J(at):
        return cost_and_gradient(network, at, X, Y, drop=with_same_masks())[0]

    _, gradient = cost_and_gradient(network, params, X, Y, drop=with_same_masks())
    np.testing.assert_allclose(gradient, differences(J, params), atol=1e-9)


@pytest.mark.parametrize("name", PRODUCTS)
def test_every_product_is_the_same_network(problem, name):
    network, params, X, Y = problem()
    J, gradient = cost_and_gradient(network, params, X, Y)
    other = cost_and_gradient(network._replace(product=name), params, X, Y)
    assert other[0] == pytest.approx(J)
    np.testing.assert_allclose(other[1], gradient, atol=1e-15)


def test_a_small_network_summed_in_order_keeps_equal_units_equal_to_the_last_bit(rng):
    network = Network((4, 5, 3), product="in order")
    X, Y = rng.random((9, 4)), np.eye(3)[rng.integers(3, size=9)]
    params = initialize(network, "constant", rng)
    for _ in range(50):
        _, gradient = cost_and_gradient(network, params, X, Y)
        params = params - gradient
    for rows in (matrices(network, params)[0], matrices(network, gradient)[0]):
        assert np.abs(rows).max() > 1e-3
        assert (rows == rows[0]).all()


def test_with_theta2_zero_the_hidden_gradient_is_exactly_zero(problem, rng):
    network, _, X, Y = problem("sigmoid", sizes=(4, 5, 3))
    params = initialize(network, "normal 1", rng, last="zeros")
    _, gradient = cost_and_gradient(network, params, X, Y)
    Theta1_grad, Theta2_grad = matrices(network, gradient)
    assert (Theta1_grad == 0).all()
    assert (Theta2_grad != 0).all()


def test_biases_do_not_decay(problem):
    network, params, X, Y = problem()
    _, plain = cost_and_gradient(network, params, X, Y)
    _, decayed = cost_and_gradient(network, params, X, Y, 2.0)
    pieces = (matrices(network, vector) for vector in (plain, decayed, params))
    for Theta_grad, Theta_decayed, Theta in zip(*pieces, strict=True):
        np.testing.assert_array_equal(Theta_grad[:, 0], Theta_decayed[:, 0])
        change = (Theta_decayed - Theta_grad)[:, 1:]
        np.testing.assert_allclose(change, 2 / 7 * Theta[:, 1:], rtol=1e-12)


def test_nothing_given_is_changed(problem):
    network, params, X, Y = problem()
    before = [array.copy() for array in (params, X, Y)]
    cost_and_gradient(network, params, X, Y, 1.0)
    for array, copy in zip((params, X, Y), before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_pretraining_feeds_each_rbm_with_what_the_layer_below_gives(rng, monkeypatch):
    from ex4.lab import initializers

    fed = []

    def spy(inputs, n_hidden, rng):
        fed.append(inputs)
        return real(inputs, n_hidden, rng, n_epochs=1)

    real = initializers.train_rbm
    monkeypatch.setattr(initializers, "train_rbm", spy)
    network = Network((6, 5, 4, 3))
    X = rng.random((30, 6))
    params = initialize(network, "rbm", rng, inputs=X, last="zeros")
    Thetas = matrices(network, params)
    signals = forward(network, Thetas, X)
    assert len(fed) == 2
    np.testing.assert_array_equal(fed[0], X)
    np.testing.assert_allclose(fed[1], signals.activations[1])
    assert not Thetas[-1].any()


def test_deltas_are_the_slopes_of_the_cost_in_z(problem, differences):
    network, params, X, Y = problem("tanh", sizes=(4, 5, 3))
    Thetas = matrices(network, params)
    signals = forward(network, Thetas, X)
    delta2, _ = backward(network, Thetas, signals, Y)
    top = Network((5, 3), loss=network.loss)
    top_params = np.ravel(Thetas[1], order="F")
    z2 = np.arctanh(signals.activations[1])
    numeric = differences(lambda z: cost(top, top_params, np.tanh(z), Y) * len(Y), z2)
    np.testing.assert_allclose(delta2, numeric, atol=1e-8)
