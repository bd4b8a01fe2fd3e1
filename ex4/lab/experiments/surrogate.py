"""Why does training minimize a cost and not the number of mistakes?"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.arguments import Vector
from ex4.dataset import Digits
from ex4.lab.figures import COLOURS, curve_style, new_figure, styled
from ex4.lab.network import Network, cost, cost_and_gradient, initialize, matrices
from ex4.lab.optimizers import OPTIMIZERS
from ex4.lab.train import SEED, Examples, Tick, accuracy, examples, objective, silent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HIDDEN = 25
STEP = 1e-5
SPAN = (0.0, 1.0)  # from the random start to the trained weights
N_CHECKED = 40  # weights of Theta1 whose derivative is taken


class Numbers(NamedTuple):
    """What run() finds."""

    n_examples: int
    t: list[float]  # places on the line: 0 the random start, 1 trained
    costs: list[float]
    accuracies: list[float]  # percent
    flat_cost: float  # percent of the places where the derivative is exactly 0
    flat_accuracy: float
    step_gradient: float  # norm of dJ/dTheta1 with step units, by backpropagation
    sigmoid_gradient: float  # the same with sigmoid units
    flat_step: float  # percent of weights whose central difference is exactly 0
    flat_sigmoid: float


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_examples: int = 100,
    n_places: int = 201,
    n_steps: int = 30,
) -> Numbers:
    """Walk from random to trained weights, and watch cost and accuracy on the way."""
    everything = examples(digits)
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(everything.X))[:n_examples]
    data = Examples(everything.X[rows], everything.Y[rows])
    network = Network((data.X.shape[1], HIDDEN, data.Y.shape[1]))
    start = initialize(network, "uniform 0.12", rng)
    tick("training")
    goal = objective(network, data)
    end = OPTIMIZERS["L-BFGS"](goal, start, n_steps=n_steps).params
    tick("walking")
    ts = np.linspace(*SPAN, n_places)
    line = [start + t * (end - start) for t in ts]
    ahead = STEP * (end - start)
    rises = [
        (
            cost(network, at + ahead, *data) - cost(network, at - ahead, *data),
            accuracy(network, at + ahead, data) - accuracy(network, at - ahead, data),
        )
        for at in line
    ]
    flat_cost, flat_accuracy = np.mean(np.array(rises) == 0, axis=0) * 100
    stepped = network._replace(hidden="step")
    return Numbers(
        len(data.X),
        [float(t) for t in ts],
        [cost(network, at, *data) for at in line],
        [accuracy(network, at, data) for at in line],
        float(flat_cost),
        float(flat_accuracy),
        _gradient(stepped, start, data),
        _gradient(network, start, data),
        _flat_share(stepped, start, data, seed),
        _flat_share(network, start, data, seed),
    )


def _gradient(network: Network, params: Vector, data: Examples) -> float:
    """Give the norm of dJ/dTheta1 by backpropagation."""
    _, gradient = cost_and_gradient(network, params, *data)
    return float(np.linalg.norm(matrices(network, gradient)[0]))


def _flat_share(network: Network, params: Vector, data: Examples, seed: int) -> float:
    """Give the percentage of weights of Theta1 that J does not notice at all."""
    rng = np.random.default_rng(seed)
    n_inputs, n_hidden, _ = network.sizes
    # Inked pixels only: the weight of a pixel that is always 0 never matters.
    pixels = np.argsort(data.X.sum(axis=0))[-n_inputs // 4 :]
    flat = 0
    for _ in range(N_CHECKED):
        ahead = np.zeros_like(params)
        place = rng.integers(n_hidden), 1 + rng.choice(pixels)
        matrices(network, ahead)[0][place] = STEP
        rise = cost(network, params + ahead, *data) - cost(
            network, params - ahead, *data
        )
        flat += rise == 0
    return flat / N_CHECKED * 100


def table(numbers: Numbers) -> list[list[str]]:
    """One row an objective."""
    head = ["objective", "along", "derivative exactly 0", "by backpropagation"]
    line, weights = f"a line, {len(numbers.t)} places", f"{N_CHECKED} weights of Theta1"
    return [
        head,
        ["cost J", line, f"{numbers.flat_cost:.1f} %", ""],
        ["accuracy", line, f"{numbers.flat_accuracy:.1f} %", ""],
        [
            "cost J, sigmoid units",
            weights,
            f"{numbers.flat_sigmoid:.1f} %",
            f"|dJ/dTheta1| = {numbers.sigmoid_gradient:.2g}",
        ],
        [
            "cost J, step units",
            weights,
            f"{numbers.flat_step:.1f} %",
            f"|dJ/dTheta1| = {numbers.step_gradient:.2g}",
        ],
    ]


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    return (
        f"The derivative is exactly 0 at {numbers.flat_accuracy:.0f} % of the places "
        f"for accuracy, which moves in steps of {100 / numbers.n_examples:g} %, and at "
        f"{numbers.flat_cost:.0f} % for the cost; behind step units the cost has none "
        f"either (|dJ/dTheta1| = {numbers.step_gradient:.2g}, sigmoid units: "
        f"{numbers.sigmoid_gradient:.2g})."
    )


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw cost and accuracy along the line, and a stretch of it under the glass."""
    figure, axes = new_figure(
        "Along one line from random to trained weights", "AB;CD", height=5.6
    )
    ts = np.array(numbers.t)
    middle = len(ts) // 4
    close = slice(middle, middle + max(3, len(ts) // 12))
    curves = (
        (numbers.costs, "cost J (nats)", ("A", "B")),
        (numbers.accuracies, "accuracy (%)", ("C", "D")),
    )
    for index, (values, label, (whole, glass)) in enumerate(curves):
        axes[whole].plot(ts, values, **curve_style(index) | {"linestyle": "-"})
        axes[whole].axvspan(ts[close][0], ts[close][-1], color=COLOURS[5], alpha=0.3)
        draw_close = axes[glass].plot if index == 0 else axes[glass].step
        draw_close(ts[close], values[close], color=COLOURS[index], marker=".")
        axes[whole].set_ylabel(label)
    axes["A"].set_title("whole line")
    axes["B"].set_title("shaded stretch")
    for letter in "CD":
        axes[letter].set_xlabel("t (0: random, 1: trained)")
    return figure
