import numpy as np
import pytest

from ex4.lab.experiments import epsilon


def mean_costs(numbers):
    return {row.epsilon: np.mean(row.costs) for row in numbers.rows}


def test_costs_are_measured_from_far_too_small_to_far_too_large(numbers):
    costs = mean_costs(numbers)
    assert {1e-4, 0.12, 10} <= costs.keys()
    assert costs[10] > 5 * costs[0.12]
    assert costs[1e-8] > 1.2 * costs[0.12]


def test_the_handout_s_formula_is_a_good_choice(numbers):
    assert numbers.formula == pytest.approx([0.1188, 0.4140], abs=1e-4)
    assert np.mean(numbers.formula_costs) < 1.1 * min(mean_costs(numbers).values())
    assert numbers.formula_accuracy > 97


def test_gradient_checking_has_another_best_epsilon(numbers):
    # Facts on record: 1e-4 is the best, 1e-2 and 1e-6 are at least ten times worse.
    errors = {row.epsilon: row.check_error for row in numbers.rows}
    assert min(errors, key=errors.get) == 1e-4
    assert errors[1e-4] < 1e-9
    assert min(errors[1e-2], errors[1e-6]) > 10 * errors[1e-4]
    assert errors[10] > 1e-3


def test_table_shows_both_roles(numbers, cells, as_numbers):
    for row in numbers.rows:
        J, accuracy, error = as_numbers(cells(f"{row.epsilon:g}"))
        assert pytest.approx(np.mean(row.costs), abs=1e-4) == J
        assert accuracy == pytest.approx(row.accuracy, abs=0.06)
        assert error == pytest.approx(row.check_error, rel=0.5)
    assert cells("0.119 and 0.414")[0] == f"{np.mean(numbers.formula_costs):.4f}"


def test_conclusion_follows_from_the_numbers(numbers, shown):
    assert "the worst 10 (J" in shown
    assert "checking is 0.0001" in shown
    turned = numbers._replace(
        rows=[row._replace(check_error=1 / row.check_error) for row in numbers.rows]
    )
    assert "checking is 10" in epsilon.conclude(turned)
