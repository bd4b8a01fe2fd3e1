"""How much does the start of the weights matter for training?"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.dataset import Digits
from ex4.lab.figures import curve_style, new_figure, styled
from ex4.lab.network import Network, initialize
from ex4.lab.optimizers import OPTIMIZERS, follow, gradient_descent, mini_batches
from ex4.lab.train import SEED, Examples, Tick, accuracy, objective, silent, split

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Five layers of ReLU weights, as in weight_init_compare.py of "Deep Learning from
# Scratch" (Saito 2016, section 6.2), on smaller pictures.
DEEP = (100, 100, 100, 100)
DEEP_STARTS = ("normal 0.01", "xavier", "he")
BATCH = 128
RATE = 0.05
# The network of the exercise, trained as there.
HIDDEN = 25
DECAY = 1.0
SHALLOW_STARTS = (
    "zeros",
    "constant",
    "uniform 0..1",
    "normal 1",
    "normal 0.01",
    "uniform 0.12",
    "xavier",
)


class Training(NamedTuple):
    """One start of a network."""

    network: str
    start: str
    costs: list[float]  # after each step, of what the step has seen
    accuracy: float  # percent of the examples tested on


class Numbers(NamedTuple):
    """What run() finds."""

    chance: float  # cost of equal outputs: ln 10 for softmax and ten labels
    deep: list[Training]
    shallow: list[Training]


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_deep_steps: int = 2000,
    n_shallow_steps: int = 50,
) -> Numbers:
    """Train a deep ReLU network and that of the exercise from several starts."""
    train, test = split(digits, np.random.default_rng(seed))
    deep, shallow = [], []
    for start in DEEP_STARTS:
        tick(f"five ReLU layers, {start}")
        deep.append(_deep(start, train, test, seed, n_deep_steps))
    for start in SHALLOW_STARTS:
        tick(f"the exercise's network, {start}")
        shallow.append(_shallow(start, train, test, seed, n_shallow_steps))
    return Numbers(float(np.log(train.Y.shape[1])), deep, shallow)


def _deep(
    start: str, train: Examples, test: Examples, seed: int, n_steps: int
) -> Training:
    """Follow mini-batch gradient descent, the same batches for every start."""
    sizes = (train.X.shape[1], *DEEP, train.Y.shape[1])
    network = Network(sizes, "ReLU", "softmax + cross-entropy")
    rng = np.random.default_rng(seed)
    params = initialize(network, start, rng)
    stochastic = mini_batches(
        lambda X, Y: objective(network, Examples(X, Y)),
        *train,
        np.random.default_rng(seed),
        BATCH,
    )
    found = follow(gradient_descent, stochastic, params, n_steps=n_steps, rate=RATE)
    score = accuracy(network, found.params, test)
    return Training("ReLU, 5 layers", start, found.costs, score)


def _shallow(
    start: str, train: Examples, test: Examples, seed: int, n_steps: int
) -> Training:
    """Train the exercise's network by CG."""
    network = Network((train.X.shape[1], HIDDEN, train.Y.shape[1]))
    params = initialize(network, start, np.random.default_rng(seed))
    found = OPTIMIZERS["CG"](objective(network, train, DECAY), params, n_steps=n_steps)
    score = accuracy(network, found.params, test)
    return Training("sigmoid, 2 layers", start, found.costs, score)


def table(numbers: Numbers) -> list[list[str]]:
    """One row a training."""
    head = ["network", "start", "first J", "halfway", "last J", "accuracy (test)"]
    rows = [
        [
            training.network,
            training.start,
            *(f"{J:.3f}" for J in _milestones(training.costs)),
            f"{training.accuracy:.1f} %",
        ]
        for training in (*numbers.deep, *numbers.shallow)
    ]
    return [head, *rows]


def _milestones(costs: list[float]) -> tuple[float, float, float]:
    """Give the cost at the start, halfway and at the end; a mean if there are many."""
    width = max(1, len(costs) // 40)
    middle = len(costs) // 2
    parts = costs[:width], costs[middle : middle + width], costs[-width:]
    first, half, last = (float(np.mean(part)) for part in parts)
    return first, half, last


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    stuck = [
        training.start
        for training in numbers.deep
        if _milestones(training.costs)[2] > 0.95 * numbers.chance
    ]
    best = max(numbers.deep, key=lambda training: training.accuracy)
    scores = sorted(numbers.shallow, key=lambda training: training.accuracy)
    worst, top = scores[0], scores[-1]
    return (
        f"Of the deep ReLU networks {_names(stuck)} stayed at guessing "
        f"(ln 10 = {numbers.chance:.3f}) while {best.start} reached "
        f"{best.accuracy:.1f} %; the network of the exercise ended between "
        f"{worst.accuracy:.1f} % ({worst.start}) and {top.accuracy:.1f} % "
        f"({top.start})."
    )


def _names(starts: list[str]) -> str:
    return ", ".join(starts) or "none"


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw the costs of both networks while they train."""
    figure, axes = new_figure(
        "The same network from different starts", "AB", height=4.6
    )
    for index, training in enumerate(numbers.deep):
        smooth = _smooth(training.costs)
        steps = np.linspace(0, len(training.costs) - 1, len(smooth))
        axes["A"].plot(steps, smooth, label=training.start, **curve_style(index))
    axes["A"].axhline(numbers.chance, color="grey", linewidth=1)
    axes["A"].set_title("Five layers, ReLU, gradient descent")
    axes["A"].annotate(
        "guessing: ln 10",
        (0.98, numbers.chance),
        (0, 4),
        ha="right",
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
    )
    axes["A"].legend(loc="center right")
    for index, training in enumerate(numbers.shallow):
        axes["B"].plot(training.costs, label=training.start, **curve_style(index))
    axes["B"].set(yscale="log", title="The exercise's network, CG")
    axes["B"].legend(fontsize=9, ncols=2)
    for panel in axes.values():
        panel.set(xlabel="step", ylabel="cost J (nats per example)")
    return figure


def _smooth(costs: list[float]) -> list[float]:
    """Average the costs of mini-batches in groups of ten."""
    groups = np.array_split(np.array(costs), max(1, len(costs) // 10))
    return [float(group.mean()) for group in groups]
