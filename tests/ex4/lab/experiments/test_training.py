import numpy as np
import pytest

from ex4.lab.experiments import training


@pytest.fixture(scope="module")
def deep(numbers):
    return {row.start: row for row in numbers.deep}


@pytest.fixture(scope="module")
def shallow(numbers):
    return {row.start: row for row in numbers.shallow}


def test_small_weights_keep_five_relu_layers_at_ln_10(deep, numbers):
    assert numbers.chance == pytest.approx(np.log(10))
    costs = np.array(deep["normal 0.01"].costs)
    assert np.abs(costs - np.log(10)).max() < 0.05
    assert deep["normal 0.01"].accuracy < 20


def test_he_learns_at_once_and_xavier_later(deep):
    early = {start: np.mean(row.costs[:50]) for start, row in deep.items()}
    assert early["he"] < early["xavier"] < early["normal 0.01"]
    for start in ("he", "xavier"):
        assert np.mean(deep[start].costs[-50:]) < 0.05
        assert deep[start].accuracy > 92


def test_equal_weights_hold_the_exercise_s_network_back(shallow):
    equal = [shallow.pop(start) for start in ("zeros", "constant")]
    assert max(row.accuracy for row in equal) < 45
    assert min(row.accuracy for row in shallow.values()) > 90
    assert equal[0].costs[0] == pytest.approx(6.9315, abs=1e-4)  # 10 ln 2
    assert min(row.costs[-1] for row in equal) > 2


def test_large_weights_start_with_a_large_cost(numbers):
    first = {row.start: row.costs[0] for row in numbers.shallow}
    assert first["uniform 0..1"] > 50
    assert first["normal 1"] > 10
    assert first["uniform 0.12"] < 10


def test_table_shows_the_costs_and_accuracies(numbers, cells, as_numbers):
    for row in (*numbers.deep, *numbers.shallow):
        *costs, accuracy = as_numbers(cells(row.network, row.start))
        width = max(1, len(row.costs) // 40)
        ends = np.mean(row.costs[:width]), np.mean(row.costs[-width:])
        assert (costs[0], costs[2]) == pytest.approx(ends, abs=1e-3)
        assert min(row.costs) <= costs[1] <= max(row.costs)
        assert accuracy == pytest.approx(row.accuracy, abs=0.06)


def test_conclusion_follows_from_the_numbers(numbers, shown):
    assert "Of the deep ReLU networks normal 0.01 stayed at guessing" in shown
    learnt = [row._replace(costs=[2.3, 0.1]) for row in numbers.deep]
    assert "networks none stayed" in training.conclude(numbers._replace(deep=learnt))
