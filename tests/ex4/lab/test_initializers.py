from math import sqrt

import numpy as np
import pytest

from ex4.lab.initializers import INITIALIZERS

N_IN, N_OUT = 300, 200
# Standard deviation of the weights, from facts on record: Glorot and Bengio 2010,
# He et al. 2015, LeCun et al. 1998; a uniform law on +-e has e / sqrt(3).
STD = {
    "zeros": 0,
    "constant": 0,
    "uniform 0..1": 1 / sqrt(12),
    "uniform 0.12": 0.12 / sqrt(3),
    "normal 1": 1,
    "normal 0.01": 0.01,
    "xavier": sqrt(1 / 300),
    "xavier mean": sqrt(2 / 500),
    "xavier uniform": sqrt(2 / 500),
    "xavier sigmoid": 4 * sqrt(2 / 500),
    "lecun": sqrt(1 / 300),
    "he": sqrt(2 / 300),
}
LIMIT = {
    "uniform 0.12": 0.12,
    "xavier uniform": sqrt(6 / 500),
    "xavier sigmoid": 4 * sqrt(6 / 500),
    "lecun": sqrt(3 / 300),
}
BLIND = sorted(INITIALIZERS.keys() - {"rbm"})


@pytest.fixture(params=BLIND, name="name")
def _name(request):
    return request.param


def test_weights_are_as_wide_as_the_law_says(name, rng):
    Theta = INITIALIZERS[name](rng, N_IN, N_OUT, None)
    assert Theta.shape == (N_OUT, 1 + N_IN)
    assert Theta[:, 1:].std() == pytest.approx(STD[name], rel=0.02, abs=1e-12)


def test_random_weights_are_centred_where_the_law_is(name, rng):
    W = INITIALIZERS[name](rng, N_IN, N_OUT, None)[:, 1:]
    centre = {"uniform 0..1": 0.5, "constant": 0.1}.get(name, 0)
    assert W.mean() == pytest.approx(centre, abs=0.01)


def test_no_two_units_are_equal_unless_the_law_is_the_mistake(name, rng):
    Theta = INITIALIZERS[name](rng, N_IN, N_OUT, None)
    n_different = len(np.unique(Theta, axis=0))
    assert n_different == (1 if name in ("zeros", "constant") else N_OUT)


@pytest.mark.parametrize("name", LIMIT)
def test_uniform_laws_fill_their_interval(name, rng):
    Theta = INITIALIZERS[name](rng, N_IN, N_OUT, None)
    assert np.abs(Theta).max() <= LIMIT[name]
    assert np.abs(Theta).max() == pytest.approx(LIMIT[name], rel=1e-3)


def test_epsilon_of_the_exercise_is_xavier_s_for_its_first_layer(rng):
    Theta1 = INITIALIZERS["xavier uniform"](rng, 400, 25, None)
    assert np.abs(Theta1).max() == pytest.approx(0.1188, abs=1e-3)


@pytest.mark.parametrize("name", ["xavier mean", "xavier uniform"])
def test_both_forms_of_xavier_agree_with_pytorch(name, rng, torch):
    W = torch.empty(N_OUT, N_IN, dtype=torch.float64)
    judge = {"xavier mean": "xavier_normal_", "xavier uniform": "xavier_uniform_"}
    getattr(torch.nn.init, judge[name])(W, generator=torch.Generator().manual_seed(1))
    got = INITIALIZERS[name](rng, N_IN, N_OUT, None)[:, 1:]
    assert got.std() == pytest.approx(W.std().item(), rel=0.02)


def test_he_agrees_with_pytorch(rng, torch):
    W = torch.empty(N_OUT, N_IN, dtype=torch.float64)
    generator = torch.Generator().manual_seed(1)
    torch.nn.init.kaiming_normal_(W, nonlinearity="relu", generator=generator)
    got = INITIALIZERS["he"](rng, N_IN, N_OUT, None)[:, 1:]
    assert got.std() == pytest.approx(W.std().item(), rel=0.02)


@pytest.mark.parametrize("inputs", [None, np.zeros((5, 3))])
def test_rbm_says_what_it_needs_to_learn_from(rng, inputs):
    with pytest.raises(ValueError, match=r"rbm needs \(m, 4\)"):
        INITIALIZERS["rbm"](rng, 4, 2, inputs)


@pytest.mark.parametrize("name", INITIALIZERS)
def test_every_row_of_the_menu_has_its_formula(name):
    assert len(INITIALIZERS[name].__doc__) > 20
