"""Does a network end at the same place from every random start?"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.arguments import Vector
from ex4.dataset import Digits
from ex4.lab.figures import COLOURS, new_figure, styled
from ex4.lab.network import Network, initialize
from ex4.lab.optimizers import OPTIMIZERS
from ex4.lab.report import scientific
from ex4.lab.train import SEED, Examples, Tick, examples, objective, silent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Exclusive or: the smallest problem with more than one valley.
XOR = Examples(
    np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
    np.array([[0.0], [1.0], [1.0], [0.0]]),
)
XOR_NETWORK = Network((2, 2, 1))
SOLVED = 0.01  # cost, nats per example
XOR_STEPS = 500
# Few hidden units have many bad places to end.
DIGITS_HIDDEN = 4
DECAY = 1.0
# A network of ReLU units, and when its early cost is read.
DEEP = (50, 50, 50)
RATE = 0.1
EARLY, LATE = 10, 100


class Spread(NamedTuple):
    """Costs from many starts."""

    what: str
    costs: list[float]


class Numbers(NamedTuple):
    """What run() finds."""

    spreads: list[Spread]
    n_solved: int  # of the starts on exclusive or
    repeat_difference: float  # of two costs from one and the same start
    curves: list[list[float]]  # costs of the ReLU network, one list a start


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_xor: int = 100,
    n_digits: int = 12,
    n_relu: int = 8,
    n_steps: int = 150,
) -> Numbers:
    """Train three networks from many starts, and one of them twice from the same."""
    data = examples(digits)
    rngs = np.random.default_rng(seed)
    tick(f"exclusive or, {n_xor} starts")
    xor = [
        _descend(XOR_NETWORK, "normal 1", XOR, rng, XOR_STEPS)
        for rng in rngs.spawn(n_xor)
    ]
    small = Network((data.X.shape[1], DIGITS_HIDDEN, data.Y.shape[1]))
    tick(f"digits, {DIGITS_HIDDEN} hidden units, {n_digits} starts")
    many = [
        _descend(small, "xavier uniform", data, rng, n_steps, DECAY)
        for rng in rngs.spawn(n_digits)
    ]
    tick("the same start twice")
    twice = [
        _descend(
            small, "xavier uniform", data, np.random.default_rng(seed), n_steps, DECAY
        )
        for _ in range(2)
    ]
    tick(f"ReLU network, {n_relu} starts")
    curves = [_early(data, rng) for rng in rngs.spawn(n_relu)]
    spreads = [
        Spread("exclusive or, 2 hidden units, end", xor),
        Spread(f"digits, {DIGITS_HIDDEN} hidden units, end", many),
        Spread(f"ReLU network, step {EARLY}", [curve[EARLY] for curve in curves]),
        Spread(f"ReLU network, step {LATE}", [curve[LATE] for curve in curves]),
    ]
    n_solved = sum(J < SOLVED for J in xor)
    return Numbers(spreads, n_solved, abs(twice[0] - twice[1]), curves)


def _descend(
    network: Network,
    start: str,
    data: Examples,
    rng: np.random.Generator,
    n_steps: int,
    decay: float = 0.0,
) -> float:
    """Give the cost at the end of L-BFGS from a random start."""
    params = initialize(network, start, rng)
    goal = objective(network, data, decay)
    return OPTIMIZERS["L-BFGS"](goal, params, n_steps=n_steps).costs[-1]


def _early(data: Examples, rng: np.random.Generator) -> list[float]:
    """Give the costs of a ReLU network's first steps of gradient descent."""
    sizes = (data.X.shape[1], *DEEP, data.Y.shape[1])
    network = Network(sizes, "ReLU", "softmax + cross-entropy")
    params: Vector = initialize(network, "he", rng)
    goal = objective(network, data)
    descend = OPTIMIZERS["gradient descent"]
    return descend(goal, params, n_steps=LATE, rate=RATE).costs


def table(numbers: Numbers) -> list[list[str]]:
    """One row a set of starts."""
    head = ["network", "starts", "best J", "median J", "worst J"]
    rows = [
        [
            spread.what,
            str(len(spread.costs)),
            *(f"{J:.4f}" for J in _three(spread.costs)),
        ]
        for spread in numbers.spreads
    ]
    again = ["digits, the same start twice", "2", scientific(numbers.repeat_difference)]
    return [head, *rows, [*again, "(difference)"]]


def _three(costs: list[float]) -> tuple[float, float, float]:
    return min(costs), float(np.median(costs)), max(costs)


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    xor, many, early, late = (spread.costs for spread in numbers.spreads)
    same = (
        "the same cost to the last bit"
        if numbers.repeat_difference == 0
        else (f"costs {numbers.repeat_difference:.0e} apart")
    )
    return (
        f"{numbers.n_solved} of {len(xor)} random starts solve exclusive or"
        f"{_rest(xor)}; on the digits the worst of {len(many)} starts ends at "
        f"{max(many) / min(many):.2f} times the best one's cost, and the same start "
        f"twice gives {same}; the costs of one ReLU network lie {_width(early):.2f} "
        f"apart at step {EARLY}, {_width(late):.2f} at step {LATE}."
    )


def _rest(costs: list[float]) -> str:
    """Say where the starts end that do not solve the problem."""
    rest = [J for J in costs if J >= SOLVED]
    return f", the others end at J = {min(rest):.2f} or more" if rest else ""


def _width(costs: list[float]) -> float:
    return max(costs) - min(costs)


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw the final costs in order, and the early costs of a ReLU network."""
    figure, axes = new_figure("The start decides where training ends", "ABC", height=4)
    titles = ("exclusive or", f"digits, {DIGITS_HIDDEN} hidden units")
    for index, (spread, title) in enumerate(
        zip(numbers.spreads[:2], titles, strict=True)
    ):
        panel = axes["AB"[index]]
        panel.plot(
            range(1, len(spread.costs) + 1),
            sorted(spread.costs),
            "o",
            color=COLOURS[index],
            markersize=4,
        )
        panel.set(title=title, xlabel="start, best first", ylabel="final cost J")
    for curve in numbers.curves:
        axes["C"].plot(curve, color=COLOURS[2], linewidth=1)
    for step in (EARLY, LATE):
        axes["C"].axvline(step, color="grey", linewidth=1, linestyle=":")
    axes["C"].set(title="one ReLU network", xlabel="step", ylabel="cost J")
    return figure
