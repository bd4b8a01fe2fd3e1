"""Cost and gradient: how far from the bare products, how growth and memory go."""

import tracemalloc

import numpy as np
import pytest

from ex4.nnCostFunction import nnCostFunction
from tests.benchmarks.contenders import (
    SIZES,
    bare_products,
    explicit_ones,
    sklearn_backprop,
    torch_autograd,
)
from tests.benchmarks.inside_octave import measure


def ours(problem, lambda_=1.0):
    X, y, nn_params = problem
    return lambda: nnCostFunction(nn_params, *SIZES, X, y, lambda_)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_cost_and_gradient(duel, problem, octave_cli, repository, tmp_path):
    contenders = {
        "nnCostFunction": ours(problem),
        "bare products": bare_products(problem),
        "NumPy with explicit ones": explicit_ones(problem),
        "PyTorch float64, autograd": torch_autograd(problem),
        "scikit-learn MLP": sklearn_backprop(problem),
    }
    J, grad = contenders["nnCostFunction"]()
    for name in ("NumPy with explicit ones", "PyTorch float64, autograd"):
        other_J, other_grad = contenders[name]()
        assert other_J == pytest.approx(J, rel=1e-9), name
        np.testing.assert_allclose(other_grad, grad, atol=1e-9, err_msg=name)
    duel.run(contenders)
    inside = measure(octave_cli, repository, tmp_path, problem)
    np.testing.assert_allclose(inside["grad"], grad, atol=1e-12)
    duel.add("Octave", float(np.median(inside["seconds"])))
    assert duel.ratio("nnCostFunction", "bare products") <= 1.15
    assert duel.ratio("Octave", "nnCostFunction") >= 1.6
    assert duel.ratio("PyTorch float64, autograd", "nnCostFunction") >= 1.5


def test_float32_is_faster(duel, problem):
    X, y, nn_params = problem
    single = (X.astype(np.float32), y, nn_params.astype(np.float32))
    duel.run({"float64": ours(problem), "float32": ours(single)})
    assert duel.ratio("float64", "float32") >= 1.6


def examples(m):
    rng = np.random.default_rng(m)
    nn_params = rng.uniform(-0.12, 0.12, 25 * 401 + 10 * 26)
    return rng.random((m, 400)), rng.integers(1, 11, m), nn_params


def test_growth_with_m(duel):
    sizes = (1_000, 5_000, 20_000, 200_000)
    duel.run({f"m = {m}": ours(examples(m)) for m in sizes}, rounds=7)
    assert duel.ratio("m = 200000", "m = 20000") <= 11


def test_growth_with_h(duel, problem):
    X, y, _ = problem
    rng = np.random.default_rng(0)

    def with_hidden(h):
        nn_params = rng.uniform(-0.12, 0.12, h * 401 + 10 * (h + 1))
        return lambda: nnCostFunction(nn_params, 400, h, 10, X, y, 1.0)

    duel.run({f"h = {h}": with_hidden(h) for h in (25, 50, 100, 200)}, rounds=10)


def test_peak_memory_beyond_X(benchmark):
    X, y, nn_params = examples(20_000)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    nnCostFunction(nn_params, *SIZES, X, y, 1.0)
    extra = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    benchmark.extra_info["share of X"] = extra / X.nbytes
    benchmark.pedantic(ours((X, y, nn_params)), rounds=3)
    print(f"\nextra memory: {extra / X.nbytes:.3f} times X")
    assert extra <= 0.4 * X.nbytes
