"""Which functions of ex4 are compared with Octave, and how closely they agree."""

from typing import Any

import numpy as np

from grader.exercises.ex4 import parity_inputs as inputs
from grader.exercises.ex4.instances import sines
from grader.parity.trial import Trial

# Sums in another order differ in the last digits.
ROUNDING = 1e-12
# Central differences divide the rounding of two costs by 2e-4.
AMPLIFIED = 1e-9
SAME_BITS = 0.0


def function_trials() -> list[Trial]:
    """Return a trial for each function and kind of input.

    The data are those of this project, so that every run compares the same numbers.
    """
    return [
        *_elementwise("sigmoid"),
        *_elementwise("sigmoidGradient"),
        *_costs(),
        *_numerical_gradients(),
        *_initial_weights(),
        *_predictions(),
        *_displays(),
        *_minimizations(),
    ]


def _elementwise(function: str) -> list[Trial]:
    """Trials of a function that works entry by entry."""
    kinds = {
        "a number": 0.25,
        "a vector, far from 0 too": np.array(
            [-800.0, -40, -1, -0.5, 0, 0.5, 1, 40, 800]
        ),
        "a matrix": 3 * sines(3, 10),
    }
    call = f"g = {function}(z)"
    return [
        Trial(function, kind, call, call, {"g": ROUNDING}, {"z": z})
        for kind, z in kinds.items()
    ]


def _costs() -> list[Trial]:
    """Trials of nnCostFunction."""
    original = inputs.original()
    absent = {**original, "y": np.where(original["y"] == 3, 1, original["y"])}
    single = {**original, "X": original["X"][:1], "y": original["y"][:1]}
    # Hidden units far into saturation, outputs not.
    saturated = {**original, "nn_params": original["nn_params"].copy()}
    saturated["nn_params"][:12] *= 60
    cases: list[tuple[str, dict[str, Any], tuple[float, ...]]] = [
        ("the original grader's inputs", original, (0, 1.5)),
        ("other inputs, large and small", inputs.wild(), (0.1,)),
        ("one example", single, (1,)),
        ("a class that is absent", absent, (1,)),
        ("saturated hidden units", saturated, (1,)),
        ("400-25-10, sines", inputs.sine_pictures(), (0, 1, 3)),
        ("the digits, trained weights", inputs.bundled(), (0, 1)),
    ]
    arguments = "nn_params, n, h, K, X, y, lambda_"
    return [
        Trial(
            "nnCostFunction",
            f"{instance}, lambda {lambda_:g}",
            f"[J, grad] = nnCostFunction({arguments})",
            f"J, grad = nnCostFunction({arguments})",
            {"J": ROUNDING, "grad": ROUNDING},
            {**given, "lambda_": lambda_},
        )
        for instance, given, lambdas in cases
        for lambda_ in lambdas
    ]


def _numerical_gradients() -> list[Trial]:
    """Trials of computeNumericalGradient."""
    network = "nnCostFunction(p, n, h, K, X, y, 1.5)"
    return [
        Trial(
            "computeNumericalGradient",
            "a polynomial",
            "numgrad = computeNumericalGradient(@(t) t(1)^2 + 3 * t(1) * t(2), theta)",
            "numgrad = computeNumericalGradient("
            "lambda t: t[0] ** 2 + 3 * t[0] * t[1], theta)",
            {"numgrad": ROUNDING},
            {"theta": np.array([2.0, -1.0])},
        ),
        Trial(
            "computeNumericalGradient",
            "the network of the original grader",
            f"of_network = computeNumericalGradient(@(p) {network}, nn_params)",
            f"of_network = computeNumericalGradient(lambda p: {network}, nn_params)",
            {"of_network": AMPLIFIED},
            inputs.original(),
        ),
    ]


def _initial_weights() -> list[Trial]:
    """Trials of both functions that make weights to start from."""
    trials = []
    for a, b in ((5, 3), (25, 400)):
        call = f"W = debugInitializeWeights({a}, {b})"
        trials.append(
            Trial("debugInitializeWeights", f"{a}, {b}", call, call, {"W": ROUNDING})
        )
    for seed in (0, 42, 4294967295):
        trials.append(
            Trial(
                "randInitializeWeights",
                f"seed {seed}, both layers",
                f"rand('twister', {seed}); W = randInitializeWeights(400, 25); "
                "W2 = randInitializeWeights(25, 10); W = [W(:); W2(:)]",
                f"rng = octave_rand({seed})\n"
                "W = randInitializeWeights(400, 25, rng=rng)\n"
                "W = unroll(W, randInitializeWeights(25, 10, rng=rng))",
                {"W": SAME_BITS},
            )
        )
    return trials


def _predictions() -> list[Trial]:
    """Trials of predict."""
    weights = inputs.bundled_weights()
    trained = {
        "Theta1": weights.Theta1,
        "Theta2": weights.Theta2,
        "X": inputs.bundled_digits().X,
    }
    # All outputs equal, then two of them: the first one wins.
    ties = {
        "Theta1": np.zeros((4, 3)),
        "Theta2": np.zeros((5, 5)),
        "X": sines(6, 2),
    }
    pair = {**ties, "Theta2": np.outer([0, 2, 1, 2, 1], np.ones(5))}
    call = "p = predict(Theta1, Theta2, X)"
    return [
        Trial("predict", instance, call, call, {"p": SAME_BITS}, given)
        for instance, given in (
            ("the digits", trained),
            ("all outputs equal", ties),
            ("two outputs equal", pair),
        )
    ]


def _displays() -> list[Trial]:
    """Trials of displayData, by the array that it shows."""
    cases = (
        ("a full grid", sines(9, 400), ""),
        ("a grid with a gap", sines(7, 36), ""),
        ("pictures 3 wide, 5 high", sines(4, 15), ", 3"),
    )
    return [
        Trial(
            "displayData",
            instance,
            f"[~, display_array] = displayData(X{width})",
            f"_, display_array = displayData(X{width})",
            {"display_array": ROUNDING},
            {"X": X},
        )
        for instance, X, width in cases
    ]


def _minimizations() -> list[Trial]:
    """Trials of fmincg that take no time; `training_trial` is the long one."""
    network = "nnCostFunction(p, n, h, K, X, y, 1.5)"
    return [
        Trial(
            "fmincg",
            "a quadratic bowl",
            "[~, costs] = fmincg(@(x) deal(sum(a .* x.^2), 2 * a .* x), start); "
            "costs = costs(1:10)",
            "costs = fmincg(lambda x: (np.sum(a * x**2), 2 * a * x), start).costs[:10]",
            {"costs": 1e-11},
            {"a": np.array([1.0, 10, 100]), "start": np.array([1.0, -2, 3])},
        ),
        Trial(
            "fmincg",
            "the network of the original grader",
            f"[~, costs] = fmincg(@(p) {network}, nn_params, struct('MaxIter', 10))",
            f"costs = fmincg(lambda p: {network}, nn_params, maxiter=10).costs",
            {"costs": 1e-11},
            inputs.original(),
        ),
    ]
