import numpy as np
import pytest

from ex4.lab.optimizers import OPTIMIZERS, STEP_RULES, mini_batches

CURVATURE = np.array([1.0, 10.0, 0.3])
START = np.array([2.0, -1.0, 5.0])


def bowl(x):
    return float(CURVATURE @ x**2 / 2), CURVATURE * x


def judge_of(name, torch):
    """PyTorch's optimizer with the constants of the lab, and its points."""
    x = torch.tensor(START, requires_grad=True)
    optimizer = {
        "gradient descent": lambda: torch.optim.SGD([x], lr=0.05),
        "momentum": lambda: torch.optim.SGD([x], lr=0.05, momentum=0.9),
        "AdaGrad": lambda: torch.optim.Adagrad([x], lr=0.05, eps=1e-8),
        "Adam": lambda: torch.optim.Adam([x], lr=0.05),
    }[name]()
    costs = []
    for _ in range(25):
        optimizer.zero_grad()
        J = (torch.tensor(CURVATURE) * x**2).sum() / 2
        costs.append(J.item())
        J.backward()
        optimizer.step()
    return costs, x.detach().numpy()


@pytest.mark.parametrize("name", STEP_RULES)
def test_steps_agree_with_pytorch(name, torch):
    costs, end = judge_of(name, torch)
    found = OPTIMIZERS[name](bowl, START, n_steps=25, rate=0.05)
    np.testing.assert_allclose(found.costs[:-1], costs, rtol=1e-12)
    np.testing.assert_allclose(found.params, end, rtol=1e-12)


@pytest.mark.parametrize("name", ["CG", "L-BFGS"])
def test_scipy_s_methods_reach_the_bottom(name):
    found = OPTIMIZERS[name](bowl, START, n_steps=50)
    np.testing.assert_allclose(found.params, 0, atol=1e-4)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_costs_and_evaluations_belong_to_the_steps(name):
    calls = []

    def counted(x):
        calls.append(x)
        return bowl(x)

    found = OPTIMIZERS[name](counted, START, n_steps=3, rate=0.05)
    assert len(found.costs) == len(found.evaluations) == 4
    assert found.costs[0] == bowl(START)[0]
    assert found.costs[-1] == pytest.approx(bowl(found.params)[0])
    assert found.evaluations[0] == 0
    assert 3 <= found.evaluations[-1] <= len(calls)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_start_is_left_as_it_is(name):
    start = START.copy()
    OPTIMIZERS[name](bowl, start, n_steps=3, rate=0.05)
    np.testing.assert_array_equal(start, START)


def test_mini_batches_show_each_example_once_a_pass(rng):
    seen = []

    def objective(X, Y):
        np.testing.assert_array_equal(X[:, 0], Y)
        seen.append(X[:, 0])
        return lambda params: (0.0, np.zeros_like(params))

    numbers = np.arange(10.0)
    stochastic = mini_batches(objective, numbers[:, np.newaxis], numbers, rng, 4)
    for _ in range(6):
        stochastic(START)
    assert [len(batch) for batch in seen] == [4, 4, 2] * 2
    first, second = np.concatenate(seen[:3]), np.concatenate(seen[3:])
    assert sorted(first) == sorted(second) == numbers.tolist()
    assert (first != second).any()


@pytest.mark.parametrize("name", STEP_RULES)
def test_every_row_of_the_menu_has_its_formula(name):
    assert len(STEP_RULES[name].__doc__) > 20
