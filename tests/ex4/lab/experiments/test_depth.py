import numpy as np
import pytest

from ex4.lab.experiments import depth


def test_ten_layers_of_factor_times_identity_give_its_tenth_power(numbers):
    for factor in (1.5, 0.5):
        powers = factor ** np.arange(1, 11)
        np.testing.assert_allclose(numbers.outputs[f"{factor}"], powers, rtol=1e-14)


def test_sigmoid_loses_a_factor_of_four_a_layer(numbers):
    # Nielsen, chapter 5, on record: four to five per layer.
    factors = {(case.activation, case.start): case.factor for case in numbers.gradients}
    assert 1 / 5 < factors.pop(("sigmoid", "xavier")) < 1 / 3.5
    for factor in factors.values():
        assert 0.8 < factor < 1.25


def test_gradients_are_relative_to_the_last_layer_s(numbers):
    for case in numbers.gradients:
        assert len(case.norms) == 10
        assert case.norms[-1] == 1


def test_table_shows_a_layer_a_row(numbers, cells, as_numbers):
    got = as_numbers(cells("10"))
    assert got[:2] == pytest.approx([57.67, 0.0009766])
    first = as_numbers(cells("1"))[2:]
    assert first == pytest.approx([c.norms[0] for c in numbers.gradients], rel=0.06)


def test_conclusion_follows_from_the_numbers(numbers, shown):
    assert "1.5^10 = 57.67, 0.5^10 = 0.0009766" in shown
    shallow = {"1.5": [1.5, 2.25]}
    assert "1.5^2 = 2.25;" in depth.conclude(numbers._replace(outputs=shallow))
