"""Which way downhill is the fastest from one and the same start?"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.arguments import Matrix, Vector
from ex4.dataset import Digits
from ex4.lab.figures import COLOURS, curve_style, new_figure, styled
from ex4.lab.network import Network, cost, initialize
from ex4.lab.optimizers import OPTIMIZERS, STEP_RULES
from ex4.lab.train import (
    SEED,
    Examples,
    Tick,
    accuracy,
    epochs,
    objective,
    silent,
    split,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HIDDEN = 25
BATCH = 20
# A long valley, x^2 / 20 + y^2, and rates that suit it, as in
# optimizer_compare_naive.py of "Deep Learning from Scratch" (Saito 2016, section 6.1).
VALLEY = np.array([1 / 10, 2.0])  # its curvature along x and y
VALLEY_START = np.array([-7.0, 2.0])
VALLEY_STEPS = 30
VALLEY_RATES = {"gradient descent": 0.95, "momentum": 0.1, "AdaGrad": 1.5, "Adam": 0.3}
# For the digits, in mini-batches: of 0.001, 0.003, 0.01, ... 1 the rate that ends
# lowest; gradient descent with all examples in each step takes the same and more.
RATES = {"gradient descent": 0.3, "momentum": 0.1, "AdaGrad": 0.1, "Adam": 0.01}
FULL = {"gradient descent": 1.0, "CG": None, "L-BFGS": None}


class Way(NamedTuple):
    """One optimizer on the digits."""

    optimizer: str
    batch: int  # examples in a step
    rate: float | None  # None: a line search finds one for each step
    costs: list[float]  # of all examples, after each step; mini-batches: each pass
    evaluations: list[int]  # how often every example has been looked at by then
    accuracy: float  # percent of the examples tested on


class Numbers(NamedTuple):
    """What run() finds."""

    paths: dict[str, Matrix]  # points (x, y) in the valley, one row a step
    ways: list[Way]


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_steps: int = 50,
) -> Numbers:
    """Descend into a valley, then train the exercise's network, from one start each."""
    paths = {name: _path(name) for name in STEP_RULES}
    train, test = split(digits, np.random.default_rng(seed))
    network = Network((train.X.shape[1], HIDDEN, train.Y.shape[1]))
    start = initialize(network, "uniform 0.12", np.random.default_rng(seed))
    ways = []
    for name, rate in RATES.items():
        tick(f"{name}, mini-batches")
        rng = np.random.default_rng(seed)
        ways.append(
            _stochastic(name, rate, network, start, (train, test), n_steps, rng)
        )
    for name, full_rate in FULL.items():
        tick(f"{name}, all examples in each step")
        found = OPTIMIZERS[name](
            objective(network, train), start, n_steps=n_steps, rate=full_rate or 1.0
        )
        score = accuracy(network, found.params, test)
        about = found.costs, found.evaluations, score
        ways.append(Way(name, len(train.X), full_rate, *about))
    return Numbers(paths, ways)


def _path(name: str) -> Matrix:
    """Give the points on the way through the valley, the start first."""
    points = []

    def valley(point: Vector) -> tuple[float, Vector]:
        points.append(point)
        return float(VALLEY @ point**2 / 2), VALLEY * point

    rate = VALLEY_RATES[name]
    OPTIMIZERS[name](valley, VALLEY_START, n_steps=VALLEY_STEPS, rate=rate)
    return np.array(points)


def _stochastic(
    name: str,
    rate: float,
    network: Network,
    start: Vector,
    data: tuple[Examples, Examples],
    n_passes: int,
    rng: np.random.Generator,
) -> Way:
    """Train by a step rule on mini-batches, n_passes through the examples."""
    train, test = data
    passes = epochs(
        network,
        start,
        train,
        rng,
        n_epochs=n_passes,
        rate=rate,
        batch=BATCH,
        rule=STEP_RULES[name],
    )
    points = [start, *passes]
    costs = [cost(network, params, *train) for params in points]
    score = accuracy(network, points[-1], test)
    return Way(name, BATCH, rate, costs, list(range(n_passes + 1)), score)


def table(numbers: Numbers) -> list[list[str]]:
    """One row an optimizer."""
    head = ["optimizer", "batch", "rate", "passes", "J"]
    head += ["accuracy (test)", "valley: left"]
    rows = [
        [
            way.optimizer,
            str(way.batch),
            f"{way.rate:g}" if way.rate else "line search",
            f"{way.evaluations[-1]}",
            f"{way.costs[-1]:.4f}",
            f"{way.accuracy:.1f} %",
            _distance_left(numbers, way),
        ]
        for way in numbers.ways
    ]
    return [head, *rows]


def _distance_left(numbers: Numbers, way: Way) -> str:
    if way.batch > BATCH:
        return ""
    return f"{np.linalg.norm(numbers.paths[way.optimizer][-1]):.3f}"


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    small = [way for way in numbers.ways if way.batch == BATCH]
    full = [way for way in numbers.ways if way.batch > BATCH]
    order = " < ".join(
        f"{way.optimizer} ({way.costs[-1]:.3f})"
        for way in sorted(small, key=lambda way: way.costs[-1])
    )
    best = min(full, key=lambda way: way.costs[-1])
    return (
        f"From one start, {small[0].evaluations[-1]} passes in mini-batches give J of "
        f"{order}; of those that look at all examples in each step {best.optimizer} "
        f"ends lowest, at {best.costs[-1]:.4f} in {best.evaluations[-1]} passes."
    )


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw the paths through the valley, and the costs on the digits."""
    figure, axes = new_figure(
        "One start, many ways down", "ABCD;EEEE", height=6.6, height_ratios=[1, 1.9]
    )
    x, y = np.meshgrid(np.linspace(-9, 9, 91), np.linspace(-5, 5, 81))
    heights = (VALLEY[0] * x**2 + VALLEY[1] * y**2) / 2
    for (name, path), panel in zip(numbers.paths.items(), axes.values(), strict=False):
        panel.contour(x, y, heights, levels=10, colors="grey", linewidths=0.5)
        panel.plot(*path.T, "o-", color=COLOURS[1], markersize=3, linewidth=1)
        panel.plot(0, 0, "+", color="black", markersize=10)
        panel.set(title=name, xlabel="x", xlim=(-9, 9), ylim=(-5, 5))
    axes["A"].set_ylabel("y")
    for index, way in enumerate(numbers.ways):
        label = way.optimizer if way.batch == BATCH else f"{way.optimizer}, full"
        axes["E"].plot(way.evaluations, way.costs, label=label, **curve_style(index))
    axes["E"].set(
        yscale="log",
        xlabel="passes through all examples",
        ylabel="cost J (nats per example)",
        title=f"The digits, in mini-batches of {BATCH} and in full",
    )
    axes["E"].legend(ncols=2)
    return figure
