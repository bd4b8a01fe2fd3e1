"""Why is the error of an output unit simply a - y?"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.arguments import Matrix
from ex4.dataset import Digits
from ex4.lab.figures import curve_style, new_figure, styled
from ex4.lab.losses import LOSSES
from ex4.lab.train import SEED, Tick, silent
from ex4.sigmoid import sigmoid

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STEP = 1e-4
# The contrast, a pair that does not fit: delta = (a - y) a (1 - a).
MISFIT = "sigmoid + squared error"


class Row(NamedTuple):
    """One pair of output units and cost."""

    loss: str
    a_minus_y: float  # difference of a - y from dJ/dz by central differences, relative
    at_8: float  # |dJ/dz| of a unit at z = -8 that should be at 1
    curve: Matrix  # |dJ/dz| along Z


class Numbers(NamedTuple):
    """What run() finds."""

    Z: Matrix  # z of one output unit
    rows: list[Row]


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_examples: int = 20,
    n_outputs: int = 10,
) -> Numbers:
    """Compare a - y with central differences of each cost."""
    rng = np.random.default_rng(seed)
    z = rng.normal(0, 2, (n_examples, n_outputs))
    Y = np.eye(n_outputs)[rng.integers(n_outputs, size=n_examples)]
    Z = np.linspace(-10, 10, 81)
    rows = []
    for name, (output, cost) in {**LOSSES, MISFIT: (sigmoid, _misfit)}.items():
        slopes = _central_differences(cost, z, Y)
        difference = np.linalg.norm(output(z) - Y - slopes)
        error = float(difference / np.linalg.norm(slopes))
        rows.append(Row(name, error, _slope(cost, -8.0), _slopes(cost, Z)))
    return Numbers(Z, rows)


def _misfit(z: Matrix, Y: Matrix) -> float:
    """Half of (a - Y)^2, of sigmoid units."""
    return float(np.sum((sigmoid(z) - Y) ** 2) / 2)


def _central_differences(
    cost: Callable[[Matrix, Matrix], float], z: Matrix, Y: Matrix
) -> Matrix:
    """Give dJ/dz entry by entry, (J(z + e) - J(z - e)) / 2e."""
    slopes = np.empty_like(z)
    for place in np.ndindex(z.shape):
        e = np.zeros_like(z)
        e[place] = STEP
        slopes[place] = (cost(z + e, Y) - cost(z - e, Y)) / (2 * STEP)
    return slopes


def _slope(cost: Callable[[Matrix, Matrix], float], z: float) -> float:
    """|dJ/dz| of a unit that should be at 1, beside one at 0 that should be there."""
    slopes = _central_differences(cost, np.array([[z, 0.0]]), np.array([[1.0, 0.0]]))
    return float(abs(slopes[0, 0]))


def _slopes(cost: Callable[[Matrix, Matrix], float], Z: Matrix) -> Matrix:
    return np.array([_slope(cost, z) for z in Z])


def table(numbers: Numbers) -> list[list[str]]:
    """One row a pair."""
    head = ["output + cost", "a - y against dJ/dz", "|dJ/dz| at z = -8, y = 1"]
    rows = [
        [row.loss, f"{row.a_minus_y:.0e}", f"{row.at_8:.5f}"] for row in numbers.rows
    ]
    return [head, *rows]


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    fit = [row.loss for row in numbers.rows if row.a_minus_y < 1e-7]
    misfit = [row for row in numbers.rows if row.loss not in fit]
    rest = "".join(
        f"; with {row.loss} it is not, and a unit that is badly wrong hardly learns "
        f"(|dJ/dz| = {row.at_8:.4f})"
        for row in misfit
    )
    return f"dJ/dz is a - y for {', '.join(fit) or 'none of them'}{rest}."


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw dJ/dz of a unit that should be at 1."""
    figure, axes = new_figure("How hard an output unit is pulled towards y = 1", "A")
    for index, row in enumerate(numbers.rows):
        axes["A"].plot(numbers.Z, row.curve, label=row.loss, **curve_style(index))
    axes["A"].set(xlabel="z of the output unit", ylabel="|dJ/dz|", ylim=(0, 1.6))
    axes["A"].legend()
    return figure
