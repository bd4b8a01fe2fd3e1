"""The computation in steps: without a mistake in it, it is the exercise's own."""

import numpy as np
import pytest

from ex4.nnCostFunction import nnCostFunction
from grader.exercises.ex4.instances import networks, training_size
from grader.exercises.ex4.misconceptions.menu import MISTAKES
from grader.exercises.ex4.misconceptions.steps import STEPS, Work

ALL = {
    f"{name}, seed {seed}": network
    for seed in range(5)
    for name, network in networks(seed).items()
}


@pytest.mark.parametrize("network", ALL.values(), ids=ALL)
@pytest.mark.parametrize("is_regularized", [False, True])
def test_steps_give_the_cost_and_gradient_of_the_exercise(network, is_regularized):
    arguments = network.arguments(network.lambda_ if is_regularized else 0.0)
    J, grad = nnCostFunction(*arguments)
    work = Work(arguments)
    assert work.J == pytest.approx(J, rel=1e-12)
    np.testing.assert_allclose(work.grad, grad, rtol=1e-10, atol=1e-14)


def test_steps_give_the_gradient_at_the_size_of_the_exercise():
    arguments = training_size(1).arguments(1.0)
    J, grad = nnCostFunction(*arguments)
    work = Work(arguments)
    assert work.J == pytest.approx(J, rel=1e-12)
    np.testing.assert_allclose(work.grad, grad, rtol=1e-9, atol=1e-14)


def test_every_step_is_used():
    work = Work(networks(1)["other sizes"].arguments(1.0))
    assert np.isfinite(work.J)
    assert np.all(np.isfinite(work.grad))
    assert set(STEPS) <= set(vars(work))


def test_mistakes_replace_steps_that_there_are():
    assert {mistake.step for mistake in MISTAKES.values()} <= set(STEPS)


def test_unknown_quantity_is_an_attribute_error():
    with pytest.raises(AttributeError, match="delta4"):
        _ = Work(networks(1)["other sizes"].arguments(0.0)).delta4
