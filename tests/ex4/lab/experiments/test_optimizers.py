import numpy as np
import pytest

from ex4.lab.experiments import optimizers
from ex4.lab.experiments.optimizers import BATCH


def test_every_curve_begins_at_one_start(numbers):
    assert len({round(way.costs[0], 9) for way in numbers.ways}) == 1
    assert len({tuple(path[0]) for path in numbers.paths.values()}) == 1


def test_paths_through_the_valley_are_those_of_the_formulas(numbers):
    # f = x^2 / 20 + y^2 from (-7, 2), rate 0.95: each step multiplies x by
    # 1 - 0.095 and y by 1 - 1.9.
    path = numbers.paths["gradient descent"]
    steps = np.arange(31)
    np.testing.assert_allclose(path[:, 0], -7 * 0.905**steps)
    np.testing.assert_allclose(path[:, 1], 2 * (-0.9) ** steps)
    assert all(len(path) == 31 for path in numbers.paths.values())


def test_momentum_and_adam_beat_plain_gradient_descent_in_mini_batches(numbers):
    last = {way.optimizer: way.costs[-1] for way in numbers.ways if way.batch == BATCH}
    assert max(last["momentum"], last["Adam"]) < last["gradient descent"]
    assert max(last.values()) < 0.3


def test_mini_batches_beat_full_gradient_descent_at_equal_work(numbers):
    plain = {
        way.batch: way for way in numbers.ways if way.optimizer == "gradient descent"
    }
    full, small = plain[max(plain)], plain[BATCH]
    assert full.evaluations == small.evaluations
    assert small.costs[-1] < full.costs[-1] / 3


def test_a_step_of_cg_is_more_work_than_one_of_l_bfgs(numbers):
    work = {
        way.optimizer: way.evaluations[-1] for way in numbers.ways if way.rate is None
    }
    assert work["CG"] > 1.5 * work["L-BFGS"]
    assert 50 <= work["L-BFGS"] < 65


def test_table_shows_work_cost_and_accuracy(numbers, cells, as_numbers):
    for way in numbers.ways:
        rate, passes, *rest = cells(way.optimizer, str(way.batch))
        assert rate == (f"{way.rate:g}" if way.rate else "line search")
        assert int(passes) == way.evaluations[-1]
        J, accuracy = as_numbers(rest[:2])
        assert pytest.approx(way.costs[-1], abs=1e-4) == J
        assert accuracy == pytest.approx(way.accuracy, abs=0.06)
        assert accuracy > 70
        if way.batch == BATCH:
            left = np.linalg.norm(numbers.paths[way.optimizer][-1])
            assert float(rest[2]) == pytest.approx(left, abs=1e-3)


def test_conclusion_follows_from_the_numbers(numbers, shown):
    order = [shown.index(name) for name in ("Adam (", "gradient descent (")]
    assert order == sorted(order)
    turned = [way._replace(costs=[-J for J in way.costs]) for way in numbers.ways]
    assert optimizers.conclude(numbers._replace(ways=turned)) != shown
