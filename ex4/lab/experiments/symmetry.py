"""What happens after gradient descent from equal weights?"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.arguments import Matrix, Vector
from ex4.dataset import Digits
from ex4.displayData import displayData
from ex4.lab.dropout import dropout
from ex4.lab.figures import curve_style, new_figure, styled
from ex4.lab.network import (
    Network,
    backward,
    cost,
    cost_and_gradient,
    forward,
    initialize,
    matrices,
)
from ex4.lab.optimizers import OPTIMIZERS
from ex4.lab.report import scientific
from ex4.lab.train import SEED, Examples, Tick, accuracy, examples, objective, silent
from ex4.unroll import unroll

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HIDDEN = 25
RATE = 1.0
RANDOM = "uniform 0.12"
DROPOUT = " + dropout"
# Start, optimizer, and how matrices are multiplied: "in order" keeps what should be
# equal equal to the last bit; BLAS rounds some units in another way than others.
CASES = (
    ("zeros", "gradient descent", "in order"),
    ("zeros", "CG", "in order"),
    ("constant", "gradient descent", "in order"),
    ("constant", "CG", "in order"),
    ("constant", "CG", "BLAS"),
    ("zeros + dropout", "gradient descent", "BLAS"),
    (RANDOM + DROPOUT, "gradient descent", "BLAS"),
    (RANDOM, "gradient descent", "BLAS"),
    (RANDOM, "CG", "BLAS"),
)
# Networks without hidden layer; some decay gives each cost a single minimum.
CONVEX = {
    "logistic regression": "sigmoid + cross-entropy",
    "linear perceptron": "identity + squared error",
}
DECAY = 10.0


class Trained(NamedTuple):
    """A network with a hidden layer after its training."""

    start: str
    optimizer: str
    product: str
    costs: list[float]
    accuracy: float  # percent of the examples trained on
    spread: float  # how far two hidden units differ, 0 if they are equal
    second: float  # second singular value of Theta1, as a share of the first
    Theta1: Matrix


class Twin(NamedTuple):
    """One hidden unit in place of the 25 equal ones of constant, CG."""

    cost: float
    accuracy: float
    cost_difference: float  # relative
    n_other_answers: int  # examples on which the two disagree


class Convex(NamedTuple):
    """A model without hidden layer, trained until it stops."""

    model: str
    start: str
    cost: float
    accuracy: float


class Numbers(NamedTuple):
    """What run() finds."""

    n_steps: int
    trained: list[Trained]
    twin: Twin
    convex: list[Convex]


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_steps: int = 50,
    n_convex_steps: int = 500,
) -> Numbers:
    """Train from equal and from random weights, with and without a hidden layer."""
    data = examples(digits)
    trained = []
    for start, optimizer, product in CASES:
        tick(f"{start}, {optimizer}")
        sizes = (data.X.shape[1], HIDDEN, data.Y.shape[1])
        network = Network(sizes, product=product)
        rng = np.random.default_rng(seed)
        params = initialize(network, start.removesuffix(DROPOUT), rng)
        drop = dropout(rng) if start.endswith(DROPOUT) else None
        goal = partial(cost_and_gradient, network, X=data.X, Y=data.Y, drop=drop)
        found = OPTIMIZERS[optimizer](goal, params, n_steps=n_steps, rate=RATE)
        about = _inspect(network, found.params, data)
        trained.append(Trained(start, optimizer, product, found.costs, *about))
        if (start, optimizer, product) == ("constant", "CG", "in order"):
            twin = _twin(network, found.params, data)
    tick("models without hidden layer")
    return Numbers(n_steps, trained, twin, list(_convex(data, seed, n_convex_steps)))


def _inspect(
    network: Network, params: Vector, data: Examples
) -> tuple[float, float, float, Matrix]:
    """Accuracy, spread, second singular value, and Theta1 itself."""
    Thetas = matrices(network, params)
    signals = forward(network, Thetas, data.X)
    delta2, _ = backward(network, Thetas, signals, data.Y)
    _, gradient = cost_and_gradient(network, params, *data)
    Theta1_grad = matrices(network, gradient)[0]
    units = (Thetas[0], Theta1_grad, signals.activations[1].T, delta2.T)
    singular = np.linalg.svd(Thetas[0], compute_uv=False)
    return (
        accuracy(network, params, data),
        max(_spread(rows) for rows in units),
        float(singular[1] / singular[0]),
        Thetas[0],
    )


def _spread(rows: Matrix) -> float:
    """How far rows are from the first at most, as a share of the largest entry."""
    return float(np.abs(rows - rows[0]).max() / np.abs(rows).max())


def _twin(network: Network, params: Vector, data: Examples) -> Twin:
    """Replace equal hidden units by one whose outgoing weights are their sum."""
    Theta1, Theta2 = matrices(network, params)
    outgoing = np.column_stack([Theta2[:, 0], Theta2[:, 1:].sum(axis=1)])
    single = network._replace(sizes=(network.sizes[0], 1, network.sizes[2]))
    twin = unroll(Theta1[:1], outgoing)
    J, J_twin = cost(network, params, *data), cost(single, twin, *data)
    answers = [
        forward(net, matrices(net, weights), data.X).z.argmax(axis=1)
        for net, weights in ((network, params), (single, twin))
    ]
    return Twin(
        J_twin,
        accuracy(single, twin, data),
        abs(J - J_twin) / J,
        int(np.sum(answers[0] != answers[1])),
    )


def _convex(data: Examples, seed: int, n_steps: int) -> Iterator[Convex]:
    """Train models without hidden layer, from zeros and from random weights."""
    for model, loss in CONVEX.items():
        network = Network((data.X.shape[1], data.Y.shape[1]), loss=loss)
        for start in ("zeros", RANDOM):
            params = initialize(network, start, np.random.default_rng(seed))
            found = OPTIMIZERS["L-BFGS"](
                objective(network, data, DECAY), params, n_steps=n_steps
            )
            score = accuracy(network, found.params, data)
            yield Convex(model, start, found.costs[-1], score)


def table(numbers: Numbers) -> list[list[str]]:
    """One row a training."""
    head = ["start", "training", "cost", "accuracy", "units differ", "sv2 / sv1"]
    rows = [
        [
            case.start,
            f"{case.optimizer}, BLAS sums" if _is_rounding(case) else case.optimizer,
            f"{case.costs[-1]:.4f}",
            f"{case.accuracy:.1f} %",
            scientific(case.spread),
            scientific(case.second),
        ]
        for case in numbers.trained
    ]
    one = numbers.twin
    rows.append(["constant, CG, as 1 unit", "", f"{one.cost:.4f}"])
    rows[-1] += [f"{one.accuracy:.1f} %", f"{one.n_other_answers} answers"]
    for model in numbers.convex:
        rows.append([model.start, model.model, f"{model.cost:.4f}"])
        rows[-1].append(f"{model.accuracy:.1f} %")
    return [head, *rows]


def _is_rounding(case: Trained) -> bool:
    """Tell whether only rounding errors can have moved the units apart."""
    return case.start in ("zeros", "constant") and case.product == "BLAS"


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    equal = [case for case in numbers.trained if case.start in ("zeros", "constant")]
    exact = max(case.spread for case in equal if not _is_rounding(case))
    best_equal = max(case.accuracy for case in equal)
    best = max(case.accuracy for case in numbers.trained if case.start == RANDOM)
    linear = min(case.accuracy for case in numbers.convex)
    verb = "stay equal" if exact < 1e-11 else "come apart"
    from_zeros, from_random = (c for c in numbers.trained if DROPOUT in c.start)
    parts = "parts them" if from_zeros.spread > 1e-3 else "does not part them"
    return (
        f"From equal weights the {HIDDEN} hidden units {verb} (largest difference "
        f"{scientific(exact)}), answer as one unit does (all but "
        f"{numbers.twin.n_other_answers} digits) and reach {best_equal:.1f} % in "
        f"{numbers.n_steps} steps, random weights {best:.1f} %; dropout {parts}: "
        f"{from_zeros.accuracy:.1f} % from zeros, {from_random.accuracy:.1f} % from "
        f"random weights; without hidden layer both starts end at one cost (to "
        f"{_convex_difference(numbers):.0e}) and at {linear:.1f} % or more."
    )


def _convex_difference(numbers: Numbers) -> float:
    """Give the largest relative difference of the costs from the two starts."""
    pairs = zip(numbers.convex[::2], numbers.convex[1::2], strict=True)
    return max(abs(a.cost - b.cost) / b.cost for a, b in pairs)


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw what the hidden units look for, and the cost while training."""
    figure, axes = new_figure(
        f"Equal weights stay equal (hidden units after {numbers.n_steps} steps)",
        "ABC;DDD",
        height=6.2,
        height_ratios=[3, 2.6],
    )
    shown = [numbers.trained[k] for k in (3, 5, 8)]
    for case, panel in zip(shown, (axes["A"], axes["B"], axes["C"]), strict=True):
        displayData(case.Theta1[:, 1:], axes=panel)
        panel.set_title(f"{case.start}\n{case.optimizer}: {case.accuracy:.1f} %")
    for index, case in enumerate(numbers.trained[k] for k in (1, 3, 5, 7, 8)):
        label = f"{case.start}, {case.optimizer}"
        axes["D"].plot(case.costs, label=label, **curve_style(index))
    axes["D"].set(xlabel="step", ylabel="cost J (nats per example)", ylim=(0, 8))
    axes["D"].legend(ncols=2)
    return figure
