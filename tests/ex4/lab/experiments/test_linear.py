import pytest

from ex4.lab.experiments import linear


@pytest.fixture(scope="module")
def scores(numbers):
    return {(model.data, model.activation): model.accuracy for model in numbers.models}


def test_three_linear_layers_equal_one_matrix(numbers):
    assert numbers.one_matrix < 1e-12
    assert numbers.rank <= 10


def test_linear_layers_are_no_better_than_one(scores):
    for data in ("digits", "two rings"):
        gain = scores[data, "identity"] - scores[data, "none"]
        assert abs(gain) < 3


def test_no_line_parts_two_rings_but_tanh_does(scores):
    assert scores["two rings", "identity"] < 70
    assert scores["two rings", "tanh"] > 95
    assert scores["digits", "tanh"] > scores["digits", "identity"]


def test_the_map_of_a_linear_network_is_a_plane(numbers):
    z = numbers.maps["identity"]
    assert z[0, 0] + z[-1, -1] == pytest.approx(z[0, -1] + z[-1, 0])


def test_table_shows_the_accuracies(numbers, cells, as_numbers):
    for model in numbers.models:
        (accuracy,) = as_numbers(cells(model.data, model.layers, model.activation))
        assert accuracy == pytest.approx(model.accuracy, abs=0.06)


def test_conclusion_follows_from_the_numbers(numbers, shown):
    assert "Three linear layers equal one matrix" in shown
    assert "differ from" in linear.conclude(numbers._replace(one_matrix=0.1))
