import numpy as np
import pytest

from ex4.lab.experiments import symmetry
from ex4.lab.network import Network, cost_and_gradient, initialize, matrices
from ex4.lab.optimizers import OPTIMIZERS
from ex4.lab.train import examples, objective

EQUAL = ("zeros", "constant")


def exact(numbers):
    """Trainings from equal weights, summed in one order."""
    return [
        case
        for case in numbers.trained
        if case.start in EQUAL and case.product == "in order"
    ]


def test_equal_units_stay_equal_for_gradient_descent_and_cg_alike(numbers):
    cases = exact(numbers)
    assert {(case.start, case.optimizer) for case in cases} == {
        (start, optimizer)
        for start in EQUAL
        for optimizer in ("gradient descent", "CG")
    }
    for case in cases:
        # Activations, deltas, rows of Theta1 and of its gradient.
        assert case.spread < 1e-11
        assert case.second < 1e-11
        assert (case.Theta1 == case.Theta1[0]).all()
        assert len(case.costs) == 51


@pytest.mark.parametrize("start", EQUAL)
def test_with_blas_too_up_to_its_rounding(start):
    data = examples()
    network = Network((400, 25, 10))
    params = initialize(network, start, np.random.default_rng(0))
    found = OPTIMIZERS["gradient descent"](
        objective(network, data), params, n_steps=50, rate=1.0
    )
    _, gradient = cost_and_gradient(network, found.params, *data)
    for rows in (matrices(network, found.params)[0], matrices(network, gradient)[0]):
        assert np.abs(rows - rows[0]).max() <= 1e-11 * np.abs(rows).max()
        first, second = np.linalg.svd(rows, compute_uv=False)[:2]
        assert second < 1e-11 * first


def test_random_weights_come_apart_and_learn(numbers):
    best = {
        case.optimizer: case for case in numbers.trained if case.start == "uniform 0.12"
    }
    assert best["CG"].accuracy > 97
    assert best["CG"].spread > 0.1
    assert max(case.accuracy for case in exact(numbers)) < 45
    assert best["gradient descent"].accuracy > 70


def test_all_units_together_are_one_unit(numbers):
    case = next(
        c for c in exact(numbers) if (c.start, c.optimizer) == ("constant", "CG")
    )
    assert numbers.twin.cost_difference < 1e-12
    assert numbers.twin.cost == pytest.approx(case.costs[-1], rel=1e-9)
    assert numbers.twin.n_other_answers == 0
    assert numbers.twin.accuracy == case.accuracy


def test_a_linear_classifier_is_stronger_than_equal_units(numbers):
    assert min(model.accuracy for model in numbers.convex) > 90


def test_convex_models_end_at_one_minimum_from_zeros_and_from_random_weights(numbers):
    for model in ("logistic regression", "linear perceptron"):
        zeros, random = (row for row in numbers.convex if row.model == model)
        assert (zeros.start, random.start) == ("zeros", "uniform 0.12")
        assert zeros.cost == pytest.approx(random.cost, rel=1e-5)
        assert zeros.accuracy == pytest.approx(random.accuracy, abs=0.3)


def test_dropout_breaks_symmetry_only_partly(numbers):
    dropping = {case.start: case for case in numbers.trained if "dropout" in case.start}
    zeros, random = dropping["zeros + dropout"], dropping["uniform 0.12 + dropout"]
    assert zeros.spread > 1e-2
    assert zeros.accuracy < random.accuracy - 10


def test_table_shows_these_numbers(numbers, cells, as_numbers):
    case = exact(numbers)[-1]
    J, accuracy, spread, second = as_numbers(cells("constant", "CG"))
    assert (J, accuracy) == (round(case.costs[-1], 4), round(case.accuracy, 1))
    assert (spread, second < 1e-11) == (0, True)
    J, _, _ = cells("constant, CG, as 1 unit", "")
    assert float(J) == pytest.approx(numbers.twin.cost, abs=1e-4)
    for model in numbers.convex:
        J, accuracy = as_numbers(cells(model.start, model.model))
        assert (J, accuracy) == (round(model.cost, 4), round(model.accuracy, 1))


def test_conclusion_follows_from_the_numbers(numbers, shown):
    assert "stay equal (largest difference 0)" in shown
    assert "dropout parts them" in shown
    apart = [case._replace(spread=0.5) for case in numbers.trained]
    assert "come apart" in symmetry.conclude(numbers._replace(trained=apart))
    whole = [case._replace(spread=0.0) for case in numbers.trained]
    assert "does not part" in symmetry.conclude(numbers._replace(trained=whole))
