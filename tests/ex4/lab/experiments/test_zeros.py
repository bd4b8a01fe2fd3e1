import pytest

from ex4.lab.experiments import zeros


@pytest.fixture(scope="module")
def by_label(numbers):
    return {case.label: case for case in numbers.cases}


@pytest.mark.parametrize("activation", ["tanh", "ReLU"])
def test_only_the_output_bias_moves_with_tanh_and_relu(by_label, activation):
    case = by_label[activation]
    assert not any(case.Theta1)
    assert not any(case.Theta2)
    assert all(case.output_bias)
    assert case.output_bias[0] == pytest.approx(1.265, abs=0.01)  # |0.5 - 0.1| sqrt(10)


def test_with_sigmoid_theta2_moves_at_once_and_theta1_from_the_second_step(by_label):
    case = by_label["sigmoid"]
    assert case.Theta1[0] == 0
    assert all(case.Theta1[1:])
    assert all(case.Theta2)


def test_with_theta2_zero_the_first_hidden_gradient_is_exactly_zero(by_label):
    case = by_label["sigmoid, Theta1 random"]
    assert case.Theta1[0] == 0
    assert case.Theta1[1] > 0.1


def test_random_theta1_is_enough_to_learn_zeros_are_not(by_label):
    assert by_label.pop("sigmoid, Theta1 random").accuracy > 50
    assert max(case.accuracy for case in by_label.values()) < 15


def test_table_shows_the_gradients(cells):
    assert cells("tanh", "1")[:2] == ["0", "0"]
    assert cells("sigmoid", "1")[0] == "0"
    assert float(cells("sigmoid", "2")[0]) > 0


def test_conclusion_follows_from_the_numbers(numbers, shown):
    assert "only the output bias ever moves with tanh and ReLU" in shown
    assert "exactly 0" in shown
    moved = [case._replace(Theta1=[0.1] * 3) for case in numbers.cases]
    other = zeros.conclude(numbers._replace(cases=moved))
    assert "with sigmoid and tanh and ReLU the weights move" in other
    assert "exactly 0" not in other
