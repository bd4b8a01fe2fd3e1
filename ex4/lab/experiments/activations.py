"""What do ten layers of random weights make of a signal?"""

from typing import TYPE_CHECKING, NamedTuple

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
# Of the histograms; what lies outside is counted in the last bin.
RANGES = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "ReLU": (0.0, 3.0)}
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
    shares: Matrix  # percent of the activations in each bin, one row a layer of SHOWN


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
    shares = [_histogram(layers[layer - 1], RANGES[activation]) for layer in SHOWN]
    return Case(
        activation,
        start,
        [float(a.mean()) for a in layers],
        [float(a.std()) for a in layers],
        [float(np.mean((a < low) | (a > high)) * 100) for a in layers],
        [float(np.mean(np.all(a == 0, axis=0)) * 100) for a in layers],
        float(np.linalg.norm(deltas[0]) / np.linalg.norm(deltas[LAYERS - 1])),
        np.array(shares),
    )


def _histogram(a: Matrix, interval: tuple[float, float]) -> Matrix:
    counts, _ = np.histogram(a.clip(*interval), N_BINS, interval)
    return counts / a.size * 100


def table(numbers: Numbers) -> list[list[str]]:
    """One row an activation and initializer."""
    head = ["units", "start", "mean 10", *(f"std {layer}" for layer in SHOWN)]
    head += ["saturated", "dead", "error back"]
    rows = [
        [
            case.activation,
            case.start,
            f"{case.mean[-1]:.2g}",
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
        f"{names or 'none'}; {lost.activation} with {lost.start} brings "
        f"{lost.gradient:.0e} of the error back; {burst.activation} with {burst.start} "
        f"ends at a std of {burst.std[-1]:.0e}."
    )


def _keeps(case: Case) -> bool:
    ratios = (case.std[-1] / case.std[0], case.gradient)
    return all(1 / 5 < ratio < 5 for ratio in ratios) and max(case.saturated) < 50


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw histograms of the activations in three of the layers, one above another."""
    figure, axes = new_figure(
        "Activations in ten layers of random weights", "ABCD;EFGH;IJKL", height=6.4
    )
    for case, panel in zip(numbers.cases, axes.values(), strict=True):
        edges = np.linspace(*RANGES[case.activation], N_BINS + 1)
        for index, shares in enumerate(case.shares):
            floor = len(SHOWN) - 1 - index
            heights = floor + 0.85 * np.minimum(shares / _peak(shares), 1)
            panel.stairs(
                heights, edges, baseline=floor, fill=True, color=COLOURS[index]
            )
        panel.set(xlim=(edges[0], edges[-1]), ylim=(0, len(SHOWN)), yticks=[])
        panel.set_title(f"{case.activation}: {case.start}", fontsize=10)
    for letter in "AEI":
        floors = np.arange(len(SHOWN))[::-1] + 0.4
        axes[letter].set_yticks(floors, [f"layer {layer}" for layer in SHOWN])
    figure.supxlabel("activation (first and last bin: and beyond)", fontsize=11)
    return figure


def _peak(shares: Matrix) -> float:
    """Give the largest share between the two ends, where ReLU and saturation pile up.

    Where (nearly) everything is at the ends, they themselves are the peak.
    """
    inner = float(shares[1:-1].max())
    return inner if inner > 1 else float(shares.max())
