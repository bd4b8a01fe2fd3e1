import numpy as np
import pytest

from ex4.lab.experiments import losses
from ex4.lab.losses import LOSSES


@pytest.fixture(scope="module")
def by_name(numbers):
    return {row.loss: row for row in numbers.rows}


@pytest.mark.parametrize("name", LOSSES)
def test_delta_is_a_minus_y_for_the_pairs_that_fit(by_name, name):
    assert by_name[name].a_minus_y < 1e-7


def test_delta_is_something_else_for_the_pair_that_does_not(by_name):
    assert by_name[losses.MISFIT].a_minus_y > 0.1


def test_a_badly_wrong_unit_is_pulled_hard_only_if_the_pair_fits(by_name):
    # a - y at z = -8, y = 1: 1 - sigmoid(-8); softmax beside a unit at 0 is the same.
    off = 1 - 1 / (1 + np.exp(8))
    assert by_name["sigmoid + cross-entropy"].at_8 == pytest.approx(off)
    assert by_name["softmax + cross-entropy"].at_8 == pytest.approx(off)
    assert by_name["identity + squared error"].at_8 == pytest.approx(9)
    assert by_name[losses.MISFIT].at_8 == pytest.approx(off**2 * (1 - off), rel=1e-3)


def test_table_shows_these_numbers(by_name, cells, as_numbers):
    for name, row in by_name.items():
        difference, pull = as_numbers(cells(name))
        assert difference == pytest.approx(row.a_minus_y, rel=0.5)
        assert pull == pytest.approx(row.at_8, abs=1e-5)


def test_conclusion_follows_from_the_numbers(numbers, shown):
    assert shown.startswith("dJ/dz is a - y for sigmoid + cross-entropy, softmax")
    none = [row._replace(a_minus_y=1.0) for row in numbers.rows]
    assert "for none of them" in losses.conclude(numbers._replace(rows=none))
