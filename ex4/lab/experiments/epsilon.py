"""How wide should the interval [-INIT_EPSILON, INIT_EPSILON] of the weights be?"""

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.arguments import Vector
from ex4.dataset import Digits
from ex4.lab.figures import COLOURS, curve_style, new_figure, styled
from ex4.lab.initializers import uniform
from ex4.lab.network import Network, cost_and_gradient, initialize
from ex4.lab.optimizers import OPTIMIZERS, Objective
from ex4.lab.train import SEED, Examples, Tick, accuracy, examples, objective, silent
from ex4.unroll import unroll

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HIDDEN = 25
DECAY = 1.0
EPSILONS = (1e-8, 1e-6, 1e-4, 1e-3, 1e-2, 0.03, 0.12, 0.4, 1.0, 3.0, 10.0)
N_DIRECTIONS = 20
N_CHECKED = 100  # examples for the gradient check: more do not make it sharper


class Row(NamedTuple):
    """One number in both of its roles."""

    epsilon: float
    costs: list[float]  # after training, one a random start from [-epsilon, epsilon]
    accuracy: float  # percent of the examples trained on, mean of the starts
    check_error: float  # of central differences with steps of epsilon, relative


class Numbers(NamedTuple):
    """What run() finds."""

    n_steps: int
    rows: list[Row]
    formula: list[float]  # sqrt(6) / sqrt(L_in + L_out), one a layer
    formula_costs: list[float]
    formula_accuracy: float


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_steps: int = 50,
    n_starts: int = 2,
    epsilons: tuple[float, ...] = EPSILONS,
) -> Numbers:
    """Train from intervals of many widths, and check gradients with the same widths."""
    data = examples(digits)
    network = Network((data.X.shape[1], HIDDEN, data.Y.shape[1]))
    layers = [(data.X.shape[1], HIDDEN), (HIDDEN, data.Y.shape[1])]
    rows = []
    for epsilon in epsilons:
        tick(f"INIT_EPSILON = {epsilon:g}")
        starts = [
            unroll(*(uniform(rng, *layer, epsilon) for layer in layers))
            for rng in np.random.default_rng(seed).spawn(n_starts)
        ]
        costs, score = _train(network, data, starts, n_steps)
        error = _check_error(network, data, epsilon, np.random.default_rng(seed))
        rows.append(Row(epsilon, costs, score, error))
    tick("the handout's formula")
    rngs = np.random.default_rng(seed).spawn(n_starts)
    starts = [initialize(network, "xavier uniform", rng) for rng in rngs]
    formula = [sqrt(6) / sqrt(n_in + n_out) for n_in, n_out in layers]
    return Numbers(n_steps, rows, formula, *_train(network, data, starts, n_steps))


def _train(
    network: Network, data: Examples, starts: list[Vector], n_steps: int
) -> tuple[list[float], float]:
    """Give the cost from each start after n_steps of CG, and the mean accuracy."""
    goal = objective(network, data, DECAY)
    found = [OPTIMIZERS["CG"](goal, start, n_steps=n_steps) for start in starts]
    scores = [accuracy(network, descent.params, data) for descent in found]
    return [descent.costs[-1] for descent in found], float(np.mean(scores))


def _check_error(
    network: Network, data: Examples, epsilon: float, rng: np.random.Generator
) -> float:
    """Compare (J(theta + e d) - J(theta - e d)) / 2e with the gradient along d."""
    some = Examples(data.X[:N_CHECKED], data.Y[:N_CHECKED])
    goal: Objective = objective(network, some, DECAY)
    params = initialize(network, "xavier uniform", rng)
    _, gradient = cost_and_gradient(network, params, *some, DECAY)
    directions = rng.normal(size=(N_DIRECTIONS, params.size))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    numeric = [
        (goal(params + epsilon * d)[0] - goal(params - epsilon * d)[0]) / (2 * epsilon)
        for d in directions
    ]
    exact = directions @ gradient
    return float(np.linalg.norm(numeric - exact) / np.linalg.norm(numeric + exact))


def table(numbers: Numbers) -> list[list[str]]:
    """One row an epsilon, in both of its roles."""
    head = [
        "epsilon",
        f"J after {numbers.n_steps} steps",
        "accuracy",
        "error of a gradient check",
    ]
    rows = [
        [
            f"{row.epsilon:g}",
            f"{np.mean(row.costs):.4f}",
            f"{row.accuracy:.1f} %",
            f"{row.check_error:.0e}",
        ]
        for row in numbers.rows
    ]
    formula = " and ".join(f"{epsilon:.3f}" for epsilon in numbers.formula)
    last = [
        f"{np.mean(numbers.formula_costs):.4f}",
        f"{numbers.formula_accuracy:.1f} %",
    ]
    return [head, *rows, [formula, *last, "(handout's formula)"]]


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    best, worst = _best(numbers), max(numbers.rows, key=lambda row: np.mean(row.costs))
    checking = min(numbers.rows, key=lambda row: row.check_error)
    lowest, highest = np.mean(best.costs), np.mean(worst.costs)
    formula = np.mean(numbers.formula_costs)
    return (
        f"The best INIT_EPSILON tried is {best.epsilon:g} (J = {lowest:.3f}), the "
        f"worst {worst.epsilon:g} (J = {highest:.3f}); the formula "
        f"sqrt(6) / sqrt(L_in + L_out) gives J = {formula:.3f}; the best EPSILON for "
        f"gradient checking is {checking.epsilon:g}: another number for another job."
    )


def _best(numbers: Numbers) -> Row:
    return min(numbers.rows, key=lambda row: float(np.mean(row.costs)))


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw the cost and the error of a gradient check against epsilon."""
    from matplotlib.ticker import LogLocator, NullLocator

    figure, axes = new_figure(
        "Two numbers called epsilon, two jobs", "A;B", height=5.4, sharex=True
    )
    epsilons = [row.epsilon for row in numbers.rows]
    means = [float(np.mean(row.costs)) for row in numbers.rows]
    axes["A"].plot(epsilons, means, **curve_style(0, marker=True))
    for row in numbers.rows:
        axes["A"].plot([row.epsilon] * len(row.costs), row.costs, ".", color=COLOURS[5])
    axes["A"].axvline(numbers.formula[0], color=COLOURS[1], linestyle="--")
    axes["A"].annotate(
        r"$\sqrt{6}/\sqrt{L_{in} + L_{out}}$" + f" = {numbers.formula[0]:.3f}",
        (numbers.formula[0], max(means)),
        (-8, -4),
        textcoords="offset points",
        ha="right",
        color=COLOURS[1],
    )
    axes["A"].set(
        xscale="log",
        yscale="log",
        ylabel=f"J after {numbers.n_steps} steps",
        title="INIT_EPSILON: width of the random start",
    )
    axes["A"].yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes["A"].yaxis.set_major_formatter("{x:g}")
    axes["A"].yaxis.set_minor_locator(NullLocator())
    errors = [row.check_error for row in numbers.rows]
    axes["B"].plot(epsilons, errors, **curve_style(2, marker=True))
    axes["B"].set(
        yscale="log",
        xlabel="epsilon",
        ylabel="relative error",
        title="EPSILON: step of the gradient check",
    )
    return figure
