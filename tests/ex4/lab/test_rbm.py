from itertools import product

import numpy as np
import pytest

from ex4.lab import rbm


@pytest.fixture
def machine(rng):
    return rbm.RBM(rng.normal(size=(3, 4)), rng.normal(size=3), rng.normal(size=4))


@pytest.fixture
def V(rng):
    return (rng.random((6, 4)) < 0.5).astype(float)


@pytest.fixture
def judge(machine, neural_network):
    """The same machine, as scikit-learn holds it."""
    judge = neural_network.BernoulliRBM(n_components=3, learning_rate=1.0)
    judge.components_, judge.intercept_hidden_, judge.intercept_visible_ = (
        part.copy() for part in machine
    )
    return judge


def test_encoding_agrees_with_scikit_learn(machine, judge, V):
    np.testing.assert_allclose(rbm.encode(machine, V), judge._mean_hiddens(V))


def test_free_energy_agrees_with_scikit_learn(machine, judge, V):
    np.testing.assert_allclose(rbm.free_energy(machine, V), judge._free_energy(V))


def test_free_energy_sums_over_every_hidden_state(machine, V):
    def energy(v, h):
        return -h @ machine.W @ v - machine.hidden_bias @ h - machine.visible_bias @ v

    states = [np.array(h) for h in product((0.0, 1.0), repeat=3)]
    summed = [-np.log(sum(np.exp(-energy(v, h)) for h in states)) for v in V]
    np.testing.assert_allclose(rbm.free_energy(machine, V), summed)


def test_decoding_gives_the_share_of_ones_among_scikit_learn_s_samples(machine, judge):
    h = np.array([[1.0, 0.0, 1.0]])
    drawn = judge._sample_visibles(np.repeat(h, 20000, 0), np.random.RandomState(0))
    np.testing.assert_allclose(rbm.decode(machine, h)[0], drawn.mean(axis=0), atol=0.02)


def test_a_step_of_cd_1_agrees_with_scikit_learn(machine, judge, V):
    # scikit-learn starts its chain from h_samples_: give it those of the data (CD-1)
    # and both the same random numbers, in the same order.
    random = np.random.RandomState(5)
    judge.h_samples_ = rbm.sample(rbm.encode(machine, V), random)
    judge._fit(V, random)
    change = rbm.contrast(machine, V, np.random.RandomState(5))
    after = (judge.components_, judge.intercept_hidden_, judge.intercept_visible_)
    for old, step, new in zip(machine, change, after, strict=True):
        np.testing.assert_allclose(old + step, new, rtol=1e-12, atol=1e-14)


def test_cd_k_takes_k_steps_away_from_the_data(machine, V):
    draws = []

    class Counting(np.random.RandomState):
        def random(self, shape):
            draws.append(shape)
            return super().random(shape)

    rbm.contrast(machine, V, Counting(0), k=3)
    assert draws == [(6, 3), (6, 4)] * 3


def test_the_change_of_cd_is_on_average_downhill_in_free_energy(rng, differences):
    # At zero weights one step of sampling forgets the data: CD-1 is the gradient of
    # F(data) - F(coin tosses), by central differences.
    V = (rng.random((8, 4)) < 0.8).astype(float)
    start = rbm.RBM(np.zeros((3, 4)), np.zeros(3), np.zeros(4))
    changes = [rbm.contrast(start, V, rng).visible_bias for _ in range(2000)]

    def rise(bias):
        machine = start._replace(visible_bias=bias)
        tosses = np.array(list(product((0.0, 1.0), repeat=4)))
        energy = rbm.free_energy
        return energy(machine, V).mean() - energy(machine, tosses).mean()

    downhill = -differences(rise, np.zeros(4))
    np.testing.assert_allclose(np.mean(changes, axis=0), downhill, atol=0.02)


def test_the_reconstruction_error_falls(rng):
    patterns = np.eye(6)[[0, 0, 1, 1, 2, 3]].repeat(3, axis=1)
    V = patterns[rng.integers(6, size=200)]
    machine = rbm.new_rbm(18, 8, rng)
    errors = [rbm.reconstruction_error(machine, V)]
    for machine in rbm.epochs(machine, V, rng, n_epochs=80):  # noqa: B020
        errors.append(rbm.reconstruction_error(machine, V))
    assert errors[0] == pytest.approx(0.25, abs=0.01)
    assert errors[-1] < 0.03


def test_it_becomes_a_layer_of_a_network(machine):
    assert machine.Theta.shape == (3, 5)
    np.testing.assert_array_equal(machine.Theta[:, 0], machine.hidden_bias)
    np.testing.assert_array_equal(machine.Theta[:, 1:], machine.W)
