"""What do ten layers of random weights make of a signal?"""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ex4.arguments import Matrix
from ex4.dataset import Digits
from ex4.lab.figures import COLOURS, new_figure, styled
from ex4.lab.network import Network, backward, forward, initialize, matrices
from ex4.lab.train import SEED, Tick, silent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

UNITS = 100
LAYERS = 10
SHOWN = (1, 5, 10)  # layers in the table and in the figure
CASES = {
    "sigmoid": ("normal 1", "normal 0.01", "xavier", "xavier sigmoid"),
    "tanh": ("normal 1", "normal 0.01", "xavier", "lecun"),
    "ReLU": ("normal 1", "normal 0.01", "xavier", "he"),
}
# A unit counts as saturated outside of this interval.
UNSATURATED = {"sigmoid": (0.05, 0.95), "tanh": (-0.97, 0.97)}
N_BINS = 41


class Case(NamedTuple):
    """What becomes of the signal; lists have one entry a layer, the first first."""

    activation: str
    start: str
    mean: list[float]
    std: list[float]
    saturated: list[float]  # percent of the activations; ReLU: 0, it cannot
    dead: list[float]  # percent of the units that give 0 for every example
    gradient: float  # |delta| in layer 1 as a multiple of that in layer 10
    edges: Matrix  # of the bins, one row a layer of SHOWN
    shares: Matrix  # percent of the activations in each bin, likewise


class Numbers(NamedTuple):
    """What run() finds."""

    cases: list[Case]


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_examples: int = 1000,
) -> Numbers:
    """Send gaussian inputs through ten layers, and gaussian errors back."""
    cases = []
    for activation, starts in CASES.items():
        for start in starts:
            tick(f"{activation}, {start}")
            rng = np.random.default_rng(seed)
            cases.append(_send(activation, start, n_examples, rng))
    return Numbers(cases)


def _send(
    activation: str, start: str, n_examples: int, rng: np.random.Generator
) -> Case:
    sizes = (UNITS,) * (LAYERS + 2)  # the last layer only hands the errors in
    network = Network(sizes, activation, "identity + squared error")
    X = rng.normal(size=(n_examples, UNITS))
    Thetas = matrices(network, initialize(network, start, rng))
    signals = forward(network, Thetas, X)
    errors = rng.normal(size=signals.z.shape)
    deltas = backward(network, Thetas, signals, signals.z - errors)
    layers = signals.values
    low, high = UNSATURATED.get(activation, (-np.inf, np.inf))
    bins = [_histogram(layers[layer - 1]) for layer in SHOWN]
    return Case(
        activation,
        start,
        [float(a.mean()) for a in layers],
        [float(a.std()) for a in layers],
        [float(np.mean((a < low) | (a > high)) * 100) for a in layers],
        [float(np.mean(np.all(a == 0, axis=0)) * 100) for a in layers],
        float(np.linalg.norm(deltas[0]) / np.linalg.norm(deltas[LAYERS - 1])),
        np.array([edges for edges, _ in bins]),
        np.array([share for _, share in bins]),
    )


def _histogram(a: Matrix) -> tuple[Matrix, Matrix]:
    counts, edges = np.histogram(a, N_BINS)
    return edges, counts / a.size * 100


def table(numbers: Numbers) -> list[list[str]]:
    """One row an activation and initializer."""
    head = ["activation", "start", *(f"std {layer}" for layer in SHOWN)]
    head += ["saturated 1 > 10", "dead at 10", "|delta 1| / |delta 10|"]
    rows = [
        [
            case.activation,
            case.start,
            *(f"{case.std[layer - 1]:.2g}" for layer in SHOWN),
            f"{case.saturated[0]:.0f} > {case.saturated[-1]:.0f} %",
            f"{case.dead[-1]:.0f} %",
            f"{case.gradient:.1e}",
        ]
        for case in numbers.cases
    ]
    return [head, *rows]


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    kept = [case for case in numbers.cases if _keeps(case)]
    lost = min(numbers.cases, key=lambda case: case.gradient)
    burst = max(numbers.cases, key=lambda case: case.std[-1])
    names = ", ".join(f"{case.activation} with {case.start}" for case in kept)
    return (
        f"Within a factor of 5 both the signal (std from layer 1 to {LAYERS}) and the "
        f"error (back to layer 1) survive, without more than half saturated, for: "
        f"{names or 'none'}. {lost.activation} with {lost.start} brings "
        f"{lost.gradient:.0e} of the error back; {burst.activation} with {burst.start} "
        f"ends at a std of {burst.std[-1]:.0e}."
    )


def _keeps(case: Case) -> bool:
    ratios = (case.std[-1] / case.std[0], case.gradient)
    return all(1 / 5 < ratio < 5 for ratio in ratios) and max(case.saturated) < 50


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw histograms of the activations in three of the layers."""
    figure, axes = new_figure(
        f"Activations in layers {', '.join(map(str, SHOWN))} before any training",
        "ABCD;EFGH;IJKL",
        height=6.6,
    )
    for case, panel in zip(numbers.cases, axes.values(), strict=True):
        largest = np.abs(case.edges).max()
        for index, (edges, shares) in enumerate(
            zip(case.edges, case.shares, strict=True)
        ):
            style: dict[str, Any] = {
                "color": COLOURS[index],
                "alpha": 0.8 - 0.2 * index,
            }
            panel.stairs(
                shares,
                edges,
                fill=index == 0,
                linewidth=2,
                **style,
                label=f"layer {SHOWN[index]}",
            )
        low = {"sigmoid": 0.0, "ReLU": 0.0, "tanh": -1.0}[case.activation]
        high = largest if case.activation == "ReLU" else 1.0
        panel.set(
            title=f"{case.activation}: {case.start}", ylim=(0, 40), xlim=(low, high)
        )
        panel.title.set_fontsize(10)
    for letter in "AEI":
        axes[letter].set_ylabel("% of activations")
    for letter in "IJKL":
        axes[letter].set_xlabel("activation")
    axes["D"].legend(fontsize=9)
    return figure
