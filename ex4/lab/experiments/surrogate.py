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
GLASS = 0.1  # length of the stretch of the line that is looked at closely
N_CHECKED = 40  # weights of Theta1 whose derivative is taken


class Walk(NamedTuple):
    """Places on the line, 0 the random start and 1 the trained weights."""

    t: list[float]
    costs: list[float]
    accuracies: list[float]  # percent


class Numbers(NamedTuple):
    """What run() finds."""

    n_examples: int
    line: Walk
    close: Walk  # a stretch of it, around the place where half of the gain is made
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
    n_steps: int = 12,
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
    line = _walk(network, start, end, data, np.linspace(0, 1, n_places))
    half = (line.accuracies[0] + line.accuracies[-1]) / 2
    middle = line.t[int(np.argmax(np.array(line.accuracies) >= half))]
    glass = np.linspace(middle - GLASS / 2, middle + GLASS / 2, n_places)
    ahead = STEP * (end - start)
    rises = [
        (
            cost(network, at + ahead, *data) - cost(network, at - ahead, *data),
            accuracy(network, at + ahead, data) - accuracy(network, at - ahead, data),
        )
        for at in (start + t * (end - start) for t in line.t)
    ]
    flat_cost, flat_accuracy = np.mean(np.array(rises) == 0, axis=0) * 100
    stepped = network._replace(hidden="step")
    return Numbers(
        len(data.X),
        line,
        _walk(network, start, end, data, glass),
        float(flat_cost),
        float(flat_accuracy),
        _gradient(stepped, start, data),
        _gradient(network, start, data),
        _flat_share(stepped, start, data, seed),
        _flat_share(network, start, data, seed),
    )


def _walk(
    network: Network, start: Vector, end: Vector, data: Examples, ts: Vector
) -> Walk:
    """Give cost and accuracy at start + t (end - start)."""
    places = [start + t * (end - start) for t in ts]
    return Walk(
        [float(t) for t in ts],
        [cost(network, at, *data) for at in places],
        [accuracy(network, at, data) for at in places],
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
    line, weights = (
        f"a line, {len(numbers.line.t)} places",
        f"{N_CHECKED} weights of Theta1",
    )
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
    behind = "has none" if numbers.step_gradient == 0 else "has one"
    return (
        f"The derivative is exactly 0 at {numbers.flat_accuracy:.1f} % of the places "
        f"for accuracy, which moves in steps of {100 / numbers.n_examples:g} %, and at "
        f"{numbers.flat_cost:.1f} % for the cost; behind step units the cost {behind} "
        f"(|dJ/dTheta1| = {numbers.step_gradient:.2g}, with sigmoid units "
        f"{numbers.sigmoid_gradient:.2g})."
    )


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw cost and accuracy along the line, and a stretch of it under the glass."""
    figure, axes = new_figure(
        "Along one line from random to trained weights", "AB;CD", height=5.6
    )
    for walk, letters in ((numbers.line, "AC"), (numbers.close, "BD")):
        cost_panel, accuracy_panel = (axes[letter] for letter in letters)
        cost_panel.plot(walk.t, walk.costs, **curve_style(0))
        accuracy_panel.step(walk.t, walk.accuracies, color=COLOURS[1], linewidth=2)
        accuracy_panel.set_xlabel("t (0: random, 1: trained)")
    for letter in "AC":
        first, *_, last = numbers.close.t
        axes[letter].axvspan(first, last, color=COLOURS[5], alpha=0.3)
    axes["A"].set(title="whole line", ylabel="cost J (nats)")
    axes["B"].set(title="shaded stretch", ylabel="cost J (nats)")
    for letter in "CD":
        axes[letter].set_ylabel("accuracy (%)")
    return figure
