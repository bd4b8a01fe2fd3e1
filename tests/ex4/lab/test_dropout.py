import numpy as np
import pytest

from ex4.lab.dropout import dropout


@pytest.mark.parametrize("rate", [0.2, 0.5])
def test_silences_a_share_of_the_units_and_keeps_the_mean(rng, rate):
    mask = dropout(rng, rate)(np.ones((400, 50)))
    assert np.mean(mask == 0) == pytest.approx(rate, abs=0.02)
    assert mask.mean() == pytest.approx(1, abs=0.03)
    assert np.unique(mask).tolist() == [0, 1 / (1 - rate)]


def test_draws_a_new_mask_at_each_call(rng):
    drop = dropout(rng)
    a = np.ones((5, 5))
    assert (drop(a) != drop(a)).any()
