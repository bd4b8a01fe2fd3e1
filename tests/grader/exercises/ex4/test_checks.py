"""The inputs of the checks, and the expected values against the course's own output."""

import numpy as np
import pytest

from grader.exercises.ex4 import instances
from grader.exercises.ex4.checks import GRADIENT_SECONDS, checks
from grader.exercises.ex4.exercise import EX4, PARTS, UNGRADED

SEEDS = range(20)

# What submit.m sends for a right solution, to the digits that it sends.
SENT = {
    1: "3.08745",
    2: "3.64704",
    3: """0.06866 0.05758 0.23912 0.08484 0.05047 0.21076 0.10733 0.04650 0.17441
          0.13680 0.04518 0.13886 0.17210 0.04634 0.10897 0.20861 0.05014 0.08605
          0.23778 0.05703 0.06951 0.24996 0.06783 0.05815 0.24040 0.08366 0.05082
          0.21287 0.10572 0.04667""",
    4: """3.08745 -0.01210 -0.12776 0.04255 0.09974 -0.00313 -0.00419 0.00399 0.00135
          0.00377 0.00486 -0.00473 -0.00167 0.25504 -0.00802 0.46691 0.34101 0.18263
          -0.00807 0.32624 0.23966 0.13171 -0.00244 0.24870 0.18061 0.06931 -0.00109
          0.12956 0.09393 0.17316 -0.00799 0.30771 0.22624""",
    5: """3.64704 -0.01210 -0.12776 0.04255 0.09974 0.03550 -0.09794 0.04338 0.06231
          -0.08636 0.01891 0.07370 -0.08100 0.25504 -0.00802 0.46691 0.34101 0.09722
          -0.00766 0.41132 0.16844 0.10592 0.09025 0.19735 0.13066 0.16223 -0.02847
          0.05943 0.17969 0.17191 -0.09271 0.37947 0.25124""",
}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_original_inputs_give_what_the_course_expects(part):
    check = checks(7, part)[0]
    assert check.instance == instances.ORIGINAL
    assert not check.is_secret
    expected = check.expected[: part.output + 1]
    values = np.concatenate([np.ravel(value, order="F") for value in expected])
    assert [f"{value:.5f}" for value in values] == SENT[part.number].split()


def test_points_are_those_of_the_course():
    assert [part.max_score for part in PARTS] == [30, 15, 5, 40, 10]
    assert [part.number for part in PARTS] == [1, 2, 3, 4, 5]
    assert UNGRADED[0].max_score == 0


@pytest.mark.parametrize("part", [*PARTS, *UNGRADED], ids=lambda part: part.name)
def test_same_seed_gives_the_same_checks(part):
    first = checks(3, part)
    checks.cache_clear()
    instances.networks.cache_clear()
    instances.slopes.cache_clear()
    instances.training_size.cache_clear()
    second = checks(3, part)
    assert first is not second
    for one, other in zip(first, second, strict=True):
        assert one.instance == other.instance
        for a, b in zip(one.call.arguments, other.call.arguments, strict=True):
            np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_another_seed_gives_other_numbers(part):
    for one, other in zip(checks(3, part)[1:], checks(4, part)[1:], strict=True):
        assert not np.array_equal(one.call.arguments[0], other.call.arguments[0])


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_nobody_can_change_expected_values(part):
    for check in checks(3, part):
        for value in check.expected:
            assert not value.flags.writeable


@pytest.mark.parametrize("seed", SEEDS)
def test_drawn_sizes_are_four_different_numbers(seed):
    for instance, net in instances.networks(seed).items():
        if instance == instances.ORIGINAL:
            continue
        (h, n_with_bias), num_labels = net.Theta1.shape, len(net.Theta2)
        sizes = {n_with_bias - 1, h, num_labels, len(net.X)}
        assert len(sizes) == 4, instance
        assert net.Theta2.shape == (num_labels, h + 1)
        assert num_labels >= 3
        assert 1 <= net.y.min() <= net.y.max() <= num_labels
        assert net.lambda_ > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_each_instance_is_what_it_is_called(seed):
    nets = instances.networks(seed)
    seen = {name: set(net.y.tolist()) for name, net in nets.items()}
    n_labels = {name: len(net.Theta2) for name, net in nets.items()}
    assert len(seen["other sizes"]) == n_labels["other sizes"]
    assert len(seen["an absent class"]) == n_labels["an absent class"] - 1
    assert nets["a single example"].X.shape[0] == 1
    # With m = 1 the largest label must not give away how many there are.
    assert max(seen["a single example"]) < n_labels["a single example"]


@pytest.mark.parametrize("seed", SEEDS)
def test_saturated_hidden_units_leave_outputs_moderate(seed):
    net = instances.networks(seed)["saturated hidden units"]
    ones = np.ones((len(net.X), 1))
    z2 = np.hstack([ones, net.X]) @ net.Theta1.T
    with np.errstate(over="ignore"):
        a2 = 1 / (1 + np.exp(-z2))
    z3 = np.hstack([ones, a2]) @ net.Theta2.T
    assert np.abs(z2).max() == pytest.approx(40)
    assert 1 < np.abs(z3).max() <= 20


def test_one_gradient_of_the_real_size_has_two_seconds():
    check = checks(3, PARTS[3])[-1]
    assert check.call.cpu_seconds == GRADIENT_SECONDS == 2
    assert check.call.arguments[1:4] == (400, 25, 10)
    assert check.call.arguments[4].shape == (500, 400)
    assert check.on_timeout.code == "differentiates_numerically"


def test_regularized_parts_repeat_the_others_with_lambda():
    for plain, regularized in ((PARTS[0], PARTS[1]), (PARTS[3], PARTS[4])):
        without = {check.instance: check.call.arguments for check in checks(3, plain)}
        for check in checks(3, regularized):
            *same, lambda_ = check.call.arguments
            *inputs, zero = without[check.instance]
            assert zero == 0
            assert lambda_ > 0
            for a, b in zip(same, inputs, strict=True):
                np.testing.assert_array_equal(a, b)


def test_expected_gradients_agree_with_central_differences():
    check = checks(5, PARTS[4])[1]
    nn_params, *sizes, X, y, lambda_ = check.call.arguments
    n, h, num_labels = sizes

    def cost(p):
        Theta1 = p[: h * (n + 1)].reshape((h, n + 1), order="F")
        Theta2 = p[h * (n + 1) :].reshape((num_labels, h + 1), order="F")
        total = 0.0
        for x, label in zip(X, y, strict=True):
            a2 = 1 / (1 + np.exp(-(Theta1[:, 0] + Theta1[:, 1:] @ x)))
            a3 = 1 / (1 + np.exp(-(Theta2[:, 0] + Theta2[:, 1:] @ a2)))
            wanted = [k + 1 == label for k in range(num_labels)]
            total -= sum(np.log(np.where(wanted, a3, 1 - a3)))
        squares = (Theta1[:, 1:] ** 2).sum() + (Theta2[:, 1:] ** 2).sum()
        return total / len(X) + lambda_ * squares / (2 * len(X))

    step = 1e-5
    for i in range(0, nn_params.size, 7):
        e = np.zeros_like(nn_params)
        e[i] = step
        slope = (cost(nn_params + e) - cost(nn_params - e)) / (2 * step)
        assert check.expected[1][i] == pytest.approx(slope, abs=1e-8)
    assert check.expected[0] == pytest.approx(cost(nn_params), rel=1e-12)


def test_exercise_names_its_files_and_folders():
    assert EX4.written == ("sigmoidGradient", "nnCostFunction", "randInitializeWeights")
    assert (EX4.home / "nnCostFunction.py").is_file()
