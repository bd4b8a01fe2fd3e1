"""Which weights move at all when every weight starts at zero?"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.dataset import Digits
from ex4.lab.figures import curve_style, new_figure, styled
from ex4.lab.network import Network, cost_and_gradient, initialize, matrices
from ex4.lab.report import scientific
from ex4.lab.train import SEED, Examples, Tick, accuracy, examples, silent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HIDDEN = 25
RATE = 0.5
SHOWN = 3  # steps in the table
# Activation of the hidden units, and whether Theta1 starts at random (Theta2 at 0).
CASES = (("sigmoid", False), ("tanh", False), ("ReLU", False), ("sigmoid", True))


class Case(NamedTuple):
    """Norms of the gradient at each step; 0.0 means that nothing moves."""

    activation: str
    is_random: bool  # Theta1 starts at random
    Theta1: list[float]
    Theta2: list[float]  # weights, without the biases
    output_bias: list[float]
    accuracy: float  # percent of the examples trained on, after the last step

    @property
    def label(self) -> str:
        """The activation, and what does not start at zero."""
        return (
            f"{self.activation}, Theta1 random" if self.is_random else self.activation
        )


class Numbers(NamedTuple):
    """What run() finds."""

    cases: list[Case]


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_steps: int = 50,
) -> Numbers:
    """Follow gradient descent from zeros, and watch which gradients are zero."""
    data = examples(digits)
    cases = []
    for activation, is_random in CASES:
        tick(f"{activation}{' with random Theta1' if is_random else ''}")
        cases.append(_follow(activation, is_random, data, seed, n_steps))
    return Numbers(cases)


def _follow(
    activation: str, is_random: bool, data: Examples, seed: int, n_steps: int
) -> Case:
    """Take n_steps of gradient descent and note the gradient of each part."""
    network = Network((data.X.shape[1], HIDDEN, data.Y.shape[1]), activation)
    start = "uniform 0.12" if is_random else "zeros"
    params = initialize(network, start, np.random.default_rng(seed), last="zeros")
    case = Case(activation, is_random, [], [], [], 0.0)
    for _ in range(n_steps):
        _, gradient = cost_and_gradient(network, params, *data)
        Theta1_grad, Theta2_grad = matrices(network, gradient)
        case.Theta1.append(float(np.linalg.norm(Theta1_grad)))
        case.Theta2.append(float(np.linalg.norm(Theta2_grad[:, 1:])))
        case.output_bias.append(float(np.linalg.norm(Theta2_grad[:, 0])))
        params = params - RATE * gradient
    return case._replace(accuracy=accuracy(network, params, data))


def table(numbers: Numbers) -> list[list[str]]:
    """One row for each of the first steps."""
    head = ["hidden units", "step", "|dJ/dTheta1|", "|dJ/dTheta2|", "|dJ/dbias2|"]
    rows = [
        [case.label, f"{k + 1}"]
        + [
            scientific(part[k], 2)
            for part in (case.Theta1, case.Theta2, case.output_bias)
        ]
        for case in numbers.cases
        for k in range(SHOWN)
    ]
    return [head, *rows]


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    frozen, moving = [], []
    for case in numbers.cases[:3]:
        if any(case.Theta1) or any(case.Theta2):
            moving.append(case.activation)
        else:
            frozen.append(case.activation)
    random = numbers.cases[3]
    first = "exactly 0" if random.Theta1[0] == 0 else f"{random.Theta1[0]:.0e}"
    return (
        f"From all zeros only the output bias ever moves with {_and(frozen)}; with "
        f"{_and(moving)} the weights move too; with Theta2 = 0 the first gradient of "
        f"Theta1 is {first} even where Theta1 is random, but {len(random.Theta1)} "
        f"steps later that network gets {random.accuracy:.1f} % right, those from "
        f"zeros at most {max(case.accuracy for case in numbers.cases[:3]):.1f} %."
    )


def _and(names: list[str]) -> str:
    return " and ".join(names) or "no activation"


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw the gradient of each part, step by step."""
    figure, axes = new_figure(
        "Gradient of each part of the network, starting from zeros",
        "ABCD",
        height=3.9,
        sharey=True,
    )
    parts = ("Theta1", "Theta2", "output_bias")
    for case, panel in zip(numbers.cases, axes.values(), strict=True):
        for index, part in enumerate(parts):
            norms = getattr(case, part)
            name = part.replace("_", " ")
            panel.plot(
                range(1, len(norms) + 1), norms, label=name, **curve_style(index)
            )
        panel.set_yscale("symlog", linthresh=1e-6)
        title = case.label.replace(", ", ",\n")
        panel.set(title=f"{title}\n{case.accuracy:.0f} % right", xlabel="step")
    axes["A"].set_ylabel("norm of the gradient")
    axes["C"].legend(loc="center right")
    return figure
