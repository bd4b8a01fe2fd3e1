import numpy as np
import pytest
from scipy.optimize import minimize, rosen, rosen_der

from ex4.fmincg import fmincg
from ex4.nnCostFunction import nnCostFunction


def train(problem, lambda_, maxiter=50):
    return minimize(
        nnCostFunction,
        problem.nn_params,
        args=problem.arguments(lambda_),
        jac=True,
        method=fmincg,
        options={"maxiter": maxiter},
    )


# Octave's fmincg.m from the same start.
@pytest.mark.parametrize(
    ("lambda_", "first", "last"),
    [
        (
            1.5,
            [2.741583377645, 2.302910821341, 2.279006925382, 2.263342912891,
             2.250906459654],
            2.249340578475,
        ),
        (
            0,
            [2.262299778613, 2.248304716810, 2.241781049098, 2.240301257133,
             2.220230068537],
            2.172937579440,
        ),
    ],
)  # fmt: skip
def test_costs_are_octave_s_on_the_submit_problem(submit_problem, lambda_, first, last):
    result = train(submit_problem, lambda_)
    np.testing.assert_allclose(result.costs[:5], first, rtol=0, atol=1e-9)
    assert result.fun == pytest.approx(last, abs=1e-6)


def test_costs_are_octave_s_on_the_parity_problem(parity_problem):
    result = train(parity_problem, 1)
    assert result.costs[0] == pytest.approx(3.436079305666, abs=1e-9)
    # There is nothing to learn: on this plateau rounding alone moves the end by
    # 2e-5, in Octave too when its cost function is written another way.
    assert result.fun == pytest.approx(3.250830062632, abs=3e-5)


def test_finds_the_bottom_of_rosenbrock_s_valley():
    result = minimize(rosen, [-1.2, 1.0], jac=rosen_der, method=fmincg)
    np.testing.assert_allclose(result.x, [1, 1], atol=1e-6)
    assert 25 <= result.nit <= 40  # 32 in Octave
    np.testing.assert_allclose(result.jac, rosen_der(result.x))


@pytest.mark.parametrize(("low", "is_enough"), [(-0.0075, True), (-0.004, False)])
def test_a_step_must_keep_one_per_cent_of_the_promised_descent(low, is_enough):
    """Slope -1 promises 0.5 for the first step of 0.5: it needs 0.005."""

    def cliff(x):
        return (0.0, np.array([-1.0])) if x == 0 else (low, np.zeros(1))

    assert (fmincg(cliff, [0.0], maxiter=1).x == 0.5) == is_enough


def test_result_says_what_was_done(submit_problem):
    calls = 0

    def count(*arguments):
        nonlocal calls
        calls += 1
        return nnCostFunction(*arguments)

    result = fmincg(
        count, submit_problem.nn_params, submit_problem.arguments(1), maxiter=7
    )
    assert result.nit == 7
    assert result.nfev == calls
    assert result.fun == result.costs[-1]
    assert np.all(np.diff(result.costs) < 0)
    assert "iterations" in result.message


def test_start_is_not_modified():
    x0 = np.array([-1.2, 1.0])
    x0.flags.writeable = False
    fmincg(lambda x: (rosen(x), rosen_der(x)), x0, maxiter=3)


@pytest.mark.parametrize("style", ["x", "intermediate_result"])
def test_callback_sees_every_iteration_and_may_stop(style):
    seen = []

    def by_point(x):
        seen.append(rosen(x))
        if len(seen) == 4:
            raise StopIteration

    def by_result(intermediate_result):
        by_point(intermediate_result.x)
        assert intermediate_result.fun == seen[-1]

    result = minimize(
        rosen,
        [-1.2, 1.0],
        jac=rosen_der,
        method=fmincg,
        callback=by_point if style == "x" else by_result,
    )
    assert seen == list(result.costs)
    assert result.nit == 4
    assert not result.success


def test_a_flat_function_ends_at_once():
    result = fmincg(lambda x: (1.0, np.zeros_like(x)), np.ones(3))
    assert result.nit == 2
    assert "failed" in result.message
    np.testing.assert_array_equal(result.x, 1)


def test_costs_that_are_not_numbers_end_without_a_warning():
    result = fmincg(lambda x: (np.nan, np.full_like(x, np.nan)), np.ones(2))
    assert not result.success


def test_a_gradient_is_needed_and_bounds_are_not_taken():
    with pytest.raises(ValueError, match="needs the gradient"):
        minimize(rosen, [0, 0], method=fmincg)
    with pytest.raises(ValueError, match="no bounds"):
        minimize(rosen, [0, 0], jac=rosen_der, method=fmincg, bounds=[(0, 1)] * 2)


def test_the_notice_of_its_author_is_kept(repository):
    for file in ("ex4/fmincg.py", "README.md"):
        words = (repository / file).read_text(encoding="utf-8").split()
        text = " ".join(word for word in words if word != ">")
        assert "Carl Edward Rasmussen" in text
        assert "provided this copyright notice is retained" in text
