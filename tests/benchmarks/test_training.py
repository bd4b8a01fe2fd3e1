"""Training to the same cost, here and elsewhere; the figure of cost against time."""

import time

import matplotlib
import numpy as np
import pytest
from scipy.optimize import minimize

from ex4.dataset import load_digits
from ex4.fmincg import fmincg
from ex4.nnCostFunction import nnCostFunction
from ex4.octave_rand import octave_rand
from ex4.randInitializeWeights import randInitializeWeights
from ex4.unroll import unroll
from tests.benchmarks.contenders import SIZES
from tests.benchmarks.inside_octave import measure

METHODS = {"fmincg": fmincg, "CG": "CG", "L-BFGS-B": "L-BFGS-B"}


@pytest.fixture(scope="module")
def digits():
    """5,000 digits: the bundled ones, as often as it takes, and Octave's start."""
    bundled = load_digits()
    rows = np.arange(5000) % len(bundled.X)
    rng = octave_rand(42)
    start = unroll(
        randInitializeWeights(400, 25, rng=rng), randInitializeWeights(25, 10, rng=rng)
    )
    X = np.asfortranarray(bundled.X[rows])  # as loadmat and Octave hold it
    return X, bundled.y[rows], start


def train(digits, method, maxiter=50, goal=-np.inf):
    """Train; return (seconds, cost) after each iteration."""
    X, y, start = digits
    begin = time.perf_counter()
    curve = []

    def follow(intermediate_result):
        curve.append((time.perf_counter() - begin, float(intermediate_result.fun)))
        if intermediate_result.fun <= goal:
            raise StopIteration

    minimize(
        nnCostFunction,
        start,
        args=(*SIZES, X, y, 1.0),
        jac=True,
        method=METHODS[method],
        callback=follow,
        options={"maxiter": maxiter},
    )
    return curve


def test_fifty_iterations_of_fmincg(duel, digits, octave_cli, repository, tmp_path):
    curve = []
    duel.run({"fmincg": lambda: curve.append(train(digits, "fmincg"))}, rounds=5)
    times = []
    for _ in range(3):
        inside = measure(
            octave_cli, repository, tmp_path, digits, rounds=1, iterations=50
        )
        times.append(float(inside["training"]))
    duel.add("Octave's fmincg", float(np.median(times)))
    costs = np.array([cost for _, cost in curve[0]])
    np.testing.assert_allclose(costs, inside["costs"], rtol=1e-6)
    assert duel.ratio("Octave's fmincg", "fmincg") >= 1.5


def test_training_to_the_same_cost(duel, digits):
    goal = train(digits, "fmincg")[-1][1]
    duel.run(
        {
            method: lambda method=method: train(digits, method, 200, goal)
            for method in METHODS
        },
        rounds=5,
    )


def test_training_of_scikit_learn(duel, digits):
    """MLPClassifier minimizes another cost (softmax); 50 iterations on its own."""
    from sklearn.neural_network import MLPClassifier

    X, y, _ = digits
    network = MLPClassifier(
        (25,), activation="logistic", solver="lbfgs", alpha=1.0, max_iter=50
    )
    with pytest.warns(Warning, match="lbfgs failed to converge"):
        duel.run(
            {
                "L-BFGS-B, 50 iterations": lambda: train(digits, "L-BFGS-B"),
                "MLPClassifier, 50 iterations": lambda: network.fit(X, y),
            },
            rounds=3,
        )


def test_figure_of_cost_against_time(benchmark, digits, repository):
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6.4, 4), layout="constrained")
    styles = zip(
        METHODS, ("-", "--", "-."), ("#0072B2", "#D55E00", "#009E73"), strict=True
    )
    for method, line, colour in styles:
        seconds, costs = np.transpose(train(digits, method, 100))
        axes.plot(seconds, costs, line, color=colour, label=method)
    axes.set(
        title="Training 400-25-10 on 5,000 digits, one thread",
        xlabel="seconds",
        ylabel="cost J (nats per example)",
        yscale="log",
    )
    axes.legend()
    axes.grid(alpha=0.3)
    path = repository / "tests" / "benchmarks" / "cost-against-time.png"
    figure.savefig(path, dpi=120)
    plt.close(figure)
    benchmark.pedantic(train, (digits, "L-BFGS-B", 5), rounds=1)
    print(f"\nFigure saved as {path}")
