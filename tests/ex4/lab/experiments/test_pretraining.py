import numpy as np
import pytest

from ex4.lab.experiments import pretraining


@pytest.fixture(scope="module")
def final(numbers):
    return {row.label: row.accuracies[-1] for row in numbers.trainings}


def test_pretraining_beats_xavier_in_a_deep_sigmoid_network(final, numbers):
    # Five hidden layers of 100, 80 % of the bundled digits to train on, 20 epochs each.
    assert numbers.depth == 5
    assert {len(row.accuracies) for row in numbers.trainings} == {20}
    assert final["sigmoid, rbm"] > final["sigmoid, xavier"] + 20
    assert final["sigmoid, rbm"] > 88


def test_random_starts_without_it_stay_at_guessing(final):
    assert final["sigmoid, normal 0.01"] < 20
    assert final["sigmoid, xavier"] < 20


def test_fine_tuning_is_faster_than_training(numbers):
    epochs = {row.label: row.epochs_to_goal for row in numbers.trainings}
    assert epochs["sigmoid, rbm"] <= 10
    assert epochs["sigmoid, xavier"] is None
    first = {row.label: row.accuracies[0] for row in numbers.trainings}
    assert first["sigmoid, rbm"] > first["sigmoid, xavier sigmoid"] + 10


def test_xavier_and_he_make_it_unnecessary(final):
    assert min(final["tanh, xavier"], final["ReLU, he"]) > final["sigmoid, rbm"]


def test_the_reconstruction_error_falls_at_every_epoch(numbers):
    errors = np.array(numbers.reconstruction_errors)
    assert len(errors) == 11
    assert (np.diff(errors) < 0.001).all()
    assert errors[-1] < 0.1 * errors[0]
    digits, given_back = np.split(numbers.pictures, 2)
    assert np.mean((digits - given_back) ** 2) < 0.03


def test_table_shows_accuracies_and_errors(numbers, cells, as_numbers):
    for row in numbers.trainings:
        *scores, goal = cells(row.label)
        shown = [row.accuracies[epoch - 1] for epoch in (1, 5, 20)]
        assert as_numbers(scores) == pytest.approx(shown, abs=0.06)
        assert goal == str(row.epochs_to_goal or "never")
        if row.epochs_to_goal:
            assert row.accuracies[row.epochs_to_goal - 1] >= 90
            assert max([0, *row.accuracies[: row.epochs_to_goal - 1]]) < 90
    for epoch in (0, 1, 5, 10):
        (error,) = as_numbers(cells(f"  after {epoch} epochs"))
        assert error == pytest.approx(numbers.reconstruction_errors[epoch], abs=1e-4)


def test_conclusion_follows_from_the_numbers(numbers, shown):
    assert "pretraining is not needed" in shown
    poor = [
        row if row.activation == "sigmoid" else row._replace(accuracies=[12.0] * 20)
        for row in numbers.trainings
    ]
    other = pretraining.conclude(numbers._replace(trainings=poor))
    assert "pretraining is worth its time" in other
