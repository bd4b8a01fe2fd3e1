"""Why do signals and gradients explode or vanish in a deep network?"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.dataset import Digits
from ex4.lab.figures import curve_style, new_figure, styled
from ex4.lab.network import Network, cost_and_gradient, forward, initialize, matrices
from ex4.lab.train import SEED, Examples, Tick, examples, silent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LAYERS = 10
UNITS = 100
FACTORS = (1.5, 0.5)
# Activation and initializer of the networks whose gradients are compared.
CASES = (
    ("sigmoid", "xavier"),
    ("tanh", "xavier"),
    ("identity", "xavier"),
    ("ReLU", "xavier"),
    ("ReLU", "he"),
)


class Gradients(NamedTuple):
    """Norm of the gradient of each layer's weights, as a multiple of the last one's."""

    activation: str
    start: str
    norms: list[float]

    @property
    def factor(self) -> float:
        """What each layer nearer to the input multiplies the gradient by."""
        return float((self.norms[0] / self.norms[-1]) ** (1 / (len(self.norms) - 1)))


class Numbers(NamedTuple):
    """What run() finds; lists have one entry a layer, the first first."""

    outputs: dict[str, list[float]]  # by factor: of weights factor * I, for an input 1
    gradients: list[Gradients]


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_layers: int = LAYERS,
) -> Numbers:
    """Send 1 through layers of factor * I, and errors back through random layers."""
    outputs = {f"{factor:g}": _outputs(factor, n_layers) for factor in FACTORS}
    data = examples(digits)
    gradients = []
    for activation, start in CASES:
        tick(f"{activation}, {start}")
        rng = np.random.default_rng(seed)
        norms = _norms(activation, start, data, n_layers, rng)
        gradients.append(Gradients(activation, start, norms))
    return Numbers(outputs, gradients)


def _outputs(factor: float, n_layers: int) -> list[float]:
    """Give the output of each of the linear layers whose weights are factor * I."""
    n_units = 4
    network = Network(
        (n_units,) * (n_layers + 1), "identity", "identity + squared error"
    )
    Theta = np.column_stack([np.zeros(n_units), factor * np.eye(n_units)])
    signals = forward(network, [Theta] * n_layers, np.ones((1, n_units)))
    return [float(a[0, 0]) for a in (*signals.values, signals.z)]


def _norms(
    activation: str,
    start: str,
    data: Examples,
    n_layers: int,
    rng: np.random.Generator,
) -> list[float]:
    """Give the norms of the gradient of the hidden layers before any training."""
    sizes = (data.X.shape[1], *(UNITS,) * n_layers, data.Y.shape[1])
    network = Network(sizes, activation, "softmax + cross-entropy")
    params = initialize(network, start, rng)
    _, gradient = cost_and_gradient(network, params, *data)
    norms = [
        np.linalg.norm(Theta_grad[:, 1:])
        for Theta_grad in matrices(network, gradient)[:-1]
    ]
    return [float(norm / norms[-1]) for norm in norms]


def table(numbers: Numbers) -> list[list[str]]:
    """One row a layer."""
    head = ["layer", *(f"out, {factor} I" for factor in numbers.outputs)]
    head += [_short(case) for case in numbers.gradients]
    columns = [
        [f"{value:.4g}" for value in column] for column in numbers.outputs.values()
    ]
    columns += [[f"{norm:.1e}" for norm in case.norms] for case in numbers.gradients]
    rows = zip(*columns, strict=True)
    return [head, *([str(layer), *row] for layer, row in enumerate(rows, start=1))]


def _short(case: Gradients) -> str:
    """Leave out the start that most have."""
    return case.activation + ("" if case.start == "xavier" else f", {case.start}")


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    ends = ", ".join(
        f"{factor}^{len(values)} = {values[-1]:.4g}"
        for factor, values in numbers.outputs.items()
    )
    factors = ", ".join(
        f"{case.factor:.2f} ({case.activation}, {case.start})"
        for case in numbers.gradients
    )
    return (
        f"Each layer multiplies: weights of factor * I end at {ends}; on its way back "
        f"the gradient is multiplied, layer by layer, by {factors}."
    )


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw the outputs of linear layers, and the gradients of random ones."""
    figure, axes = new_figure("Each layer multiplies", "AB", height=4.3)
    for index, (factor, values) in enumerate(numbers.outputs.items()):
        layers = np.arange(1, len(values) + 1)
        style = curve_style(index, marker=True) | {"linestyle": "none"}
        axes["A"].plot(layers, values, label=f"W = {factor} I", **style)
        power = curve_style(index) | {"linewidth": 1}
        axes["A"].plot(layers, float(factor) ** layers, label=f"${factor}^L$", **power)
    axes["A"].set(yscale="log", xlabel="layer L", ylabel="output for an input of 1")
    axes["A"].set_title("Linear layers")
    for index, case in enumerate(numbers.gradients):
        layers = np.arange(1, len(case.norms) + 1)
        label = f"{case.activation}, {case.start}"
        axes["B"].plot(
            layers, case.norms, label=label, **curve_style(index, marker=True)
        )
    axes["B"].set(yscale="log", xlabel="layer L")
    axes["B"].set_ylabel("gradient, relative to the last layer's")
    axes["B"].set_title("Random layers, back from the output")
    for panel in axes.values():
        panel.legend()
    return figure
