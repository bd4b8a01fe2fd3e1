"""Why does a network need activations that are not linear?"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.arguments import Matrix, Vector
from ex4.dataset import Digits
from ex4.lab.figures import COLOURS, MARKERS, new_figure, styled
from ex4.lab.network import Network, forward, initialize, matrices
from ex4.lab.optimizers import OPTIMIZERS
from ex4.lab.train import SEED, Examples, Tick, accuracy, objective, silent, split

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LOSS = "softmax + cross-entropy"
HIDDEN = (25, 25)
RINGS_HIDDEN = (8, 8)
DECAY = 0.1
SIDE = 41  # points a side of the map that draw() colours


class Model(NamedTuple):
    """One network on one set of examples."""

    data: str
    layers: str
    activation: str
    accuracy: float  # percent of the examples tested on


class Numbers(NamedTuple):
    """What run() finds."""

    models: list[Model]
    one_matrix: float  # difference of the linear network from one matrix, relative
    rank: int  # of that matrix; no more than the narrowest layer
    rings: Examples
    maps: dict[str, Matrix]  # z2 - z1 on a grid of [-3, 3] x [-3, 3]


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    n_steps: int = 300,
) -> Numbers:
    """Train linear and tanh networks on digits, and on two rings."""
    train, test = split(digits, np.random.default_rng(seed))
    ring_train, ring_test = (_rings(np.random.default_rng(seed + k)) for k in (0, 1))
    sets = (
        ("digits", train, test, HIDDEN),
        ("two rings", ring_train, ring_test, RINGS_HIDDEN),
    )
    models, maps = [], {}
    for name, examples, others, hidden in sets:
        for layers, activation in (
            ((), "none"),
            (hidden, "identity"),
            (hidden, "tanh"),
        ):
            tick(f"{name}, {activation}")
            network, params = _train(examples, layers, activation, seed, n_steps)
            score = accuracy(network, params, others)
            models.append(Model(name, f"{len(layers) + 1}", activation, score))
            if (name, activation) == ("digits", "identity"):
                one = _collapse(network, params, others)
            if name == "two rings" and layers:
                maps[activation] = _map(network, params)
    return Numbers(models, *one, ring_train, maps)


def _rings(rng: np.random.Generator, n_examples: int = 300) -> Examples:
    """Points on a small ring (label 1) inside a large one (label 2)."""
    label = np.arange(n_examples) % 2
    angle = rng.uniform(0, 2 * np.pi, n_examples)
    radius = np.array([1.0, 2.2])[label] + rng.normal(0, 0.2, n_examples)
    X = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return Examples(X, np.eye(2)[label])


def _train(
    data: Examples, hidden: tuple[int, ...], activation: str, seed: int, n_steps: int
) -> tuple[Network, Vector]:
    sizes = (data.X.shape[1], *hidden, data.Y.shape[1])
    network = Network(sizes, "identity" if activation == "none" else activation, LOSS)
    start = initialize(network, "xavier", np.random.default_rng(seed))
    goal = objective(network, data, DECAY)
    return network, OPTIMIZERS["L-BFGS"](goal, start, n_steps=n_steps).params


def _collapse(network: Network, params: Vector, data: Examples) -> tuple[float, int]:
    """Multiply the layers of a linear network into one; compare the outputs."""
    W, b = np.eye(network.sizes[0]), np.zeros(network.sizes[0])
    for Theta in matrices(network, params):
        W, b = Theta[:, 1:] @ W, Theta[:, 1:] @ b + Theta[:, 0]
    single = network._replace(sizes=(network.sizes[0], network.sizes[-1]))
    z_single = forward(single, [np.column_stack([b, W])], data.X).z
    z = forward(network, matrices(network, params), data.X).z
    difference = np.abs(z - z_single).max() / np.abs(z).max()
    return float(difference), int(np.linalg.matrix_rank(W))


def _map(network: Network, params: Vector) -> Matrix:
    """Give z2 - z1 at every point of a grid: above 0 the label is 2."""
    ticks = np.linspace(-3, 3, SIDE)
    grid = np.array([(x, y) for y in ticks for x in ticks])
    z = forward(network, matrices(network, params), grid).z
    return (z[:, 1] - z[:, 0]).reshape(SIDE, SIDE)


def table(numbers: Numbers) -> list[list[str]]:
    """One row a network."""
    head = ["examples", "layers of weights", "hidden units", "accuracy (test)"]
    rows = [
        [model.data, model.layers, model.activation, f"{model.accuracy:.1f} %"]
        for model in numbers.models
    ]
    return [head, *rows]


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    _, _, _, none, linear, tanh = numbers.models
    verb = "equal" if numbers.one_matrix < 1e-9 else "differ from"
    return (
        f"Three linear layers {verb} one matrix (outputs to {numbers.one_matrix:.0e}): "
        f"on two rings, which no line can part, they reach {linear.accuracy:.1f} % as "
        f"one layer does ({none.accuracy:.1f} %), with tanh {tanh.accuracy:.1f} %."
    )


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw which label each network gives to each point of the plane."""
    figure, axes = new_figure("Three layers of weights on two rings", "AB", height=4.4)
    scores = {
        model.activation: model.accuracy
        for model in numbers.models
        if model.data == "two rings"
    }
    for (activation, margins), panel in zip(
        numbers.maps.items(), axes.values(), strict=True
    ):
        ticks = np.linspace(-3, 3, SIDE)
        fills = [COLOURS[5], COLOURS[4]]
        levels = [-np.inf, 0.0, np.inf]
        panel.contourf(ticks, ticks, margins, levels, colors=fills, alpha=0.35)
        for label in (0, 1):
            X = numbers.rings.X[numbers.rings.Y[:, label] == 1]
            panel.plot(
                *X.T,
                MARKERS[label],
                color=COLOURS[label],
                markersize=4,
                label=f"label {label + 1}",
            )
        name = "linear" if activation == "identity" else activation
        panel.set_title(f"{name} hidden units: {scores[activation]:.0f} % right")
        panel.set(xlabel="x", ylabel="y", aspect="equal")
    axes["A"].legend(loc="upper right", frameon=True)
    return figure
