import numpy as np
import pytest

from ex4.dataset import load_digits
from ex4.lab.network import Network, cost, initialize, matrices
from ex4.lab.train import Examples, accuracy, epochs, examples, objective, split
from ex4.predict import predict


def test_examples_have_one_1_a_row_at_the_label():
    digits = load_digits()
    data = examples(digits)
    assert data.X is digits.X
    assert (data.Y.sum(axis=1) == 1).all()
    np.testing.assert_array_equal(data.Y.argmax(axis=1) + 1, digits.y)


def test_split_deals_every_example_out_once(rng):
    digits = load_digits()
    train, test = split(digits, rng, 0.2)
    assert len(test.X) == round(len(digits.X) / 5)
    pixels = np.concatenate([train.X, test.X]).sum(axis=1)
    np.testing.assert_allclose(np.sort(pixels), np.sort(digits.X.sum(axis=1)))


def test_accuracy_is_that_of_predict(rng):
    digits = load_digits()
    network = Network((400, 25, 10))
    params = initialize(network, "uniform 0.12", rng)
    right = predict(*matrices(network, params), digits.X) == digits.y
    got = accuracy(network, params, examples(digits))
    assert got == pytest.approx(right.mean() * 100)


def test_an_epoch_shows_each_example_once_in_batches(rng):
    # A linear unit whose single step of rate 1 to each label: the mean of the batch.
    network = Network((1, 1), loss="identity + squared error")
    data = Examples(np.zeros((6, 1)), np.arange(6.0)[:, np.newaxis])
    whole = list(epochs(network, np.zeros(2), data, rng, n_epochs=1, rate=1.0, batch=6))
    np.testing.assert_allclose(whole[0], [2.5, 0])


def test_epochs_lower_the_cost(rng, problem):
    network, params, X, Y = problem()
    data = Examples(X, Y)
    *_, end = epochs(network, params, data, rng, n_epochs=20, rate=0.3, batch=3)
    assert cost(network, end, X, Y) < 0.5 * objective(network, data)(params)[0]
