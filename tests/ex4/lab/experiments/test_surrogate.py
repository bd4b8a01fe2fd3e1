import numpy as np
import pytest

from ex4.lab.experiments import surrogate


def test_accuracy_has_no_derivative_almost_everywhere_the_cost_has(numbers):
    assert numbers.flat_accuracy > 95
    assert numbers.flat_cost == 0


def test_accuracy_moves_in_steps_of_one_example(numbers):
    for walk in (numbers.line, numbers.close):
        whole = np.array(walk.accuracies) * numbers.n_examples / 100
        np.testing.assert_allclose(whole, whole.round(), atol=1e-9)
        assert len(np.unique(walk.costs)) == len(walk.costs)
        assert len(np.unique(walk.accuracies)) < len(walk.accuracies)


def test_the_line_goes_down_in_cost_and_up_in_accuracy(numbers):
    assert numbers.line.costs[-1] < numbers.line.costs[0] / 3
    assert numbers.line.accuracies[-1] > numbers.line.accuracies[0] + 50


def test_behind_step_units_there_is_no_gradient(numbers):
    assert numbers.step_gradient == 0
    assert numbers.flat_step > 95
    assert numbers.sigmoid_gradient > 0.01
    assert numbers.flat_sigmoid < 5


def test_table_shows_these_numbers(numbers, experiment):
    (_, cost, accuracy, sigmoid, step) = experiment.table(numbers)
    shares = [
        float(row[2].removesuffix(" %")) for row in (cost, accuracy, sigmoid, step)
    ]
    measured = [numbers.flat_cost, numbers.flat_accuracy]
    measured += [numbers.flat_sigmoid, numbers.flat_step]
    assert shares == pytest.approx(measured, abs=0.06)
    assert step[3] == "|dJ/dTheta1| = 0"


def test_conclusion_follows_from_the_numbers(numbers, shown):
    assert "behind step units the cost has none" in shown
    assert "has one" in surrogate.conclude(numbers._replace(step_gradient=0.5))
