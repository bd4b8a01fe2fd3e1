"""What the experiments share: examples, objectives, epochs, accuracy."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from ex4.arguments import Matrix, Vector
from ex4.dataset import Digits, load_digits
from ex4.lab.network import Network, cost_and_gradient, forward, matrices
from ex4.lab.optimizers import STEP_RULES, Memory, Objective, StepRule

SEED = 0

# Told, now and then, what is being computed.
Tick = Callable[[str], None]


def silent(_: str) -> None:
    """Tell nobody."""


class Examples(NamedTuple):
    """Digits, one row each: X in [0, 1], Y with a single 1 a row."""

    X: Matrix
    Y: Matrix


def examples(digits: Digits | None = None) -> Examples:
    """Recode the labels 1..K of digits (by default the bundled ones) as rows of Y."""
    X, y = (digits or load_digits())[:2]
    labels = np.arange(1, y.max() + 1)
    return Examples(X, (y[:, np.newaxis] == labels).astype(float))


def split(
    digits: Digits | None, rng: np.random.Generator, test_share: float = 0.2
) -> tuple[Examples, Examples]:
    """Deal the examples out at random: those to train on, those to test on."""
    X, Y = examples(digits)
    order = rng.permutation(len(X))
    test, train = np.split(order, [round(test_share * len(X))])
    return Examples(X[train], Y[train]), Examples(X[test], Y[test])


def objective(network: Network, data: Examples, decay: float = 0.0) -> Objective:
    """Cost and gradient of the network on these examples, as optimizers want them."""
    return partial(cost_and_gradient, network, X=data.X, Y=data.Y, decay=decay)


def accuracy(network: Network, params: Vector, data: Examples) -> float:
    """Share of examples whose largest output is the right one, in percent."""
    z = forward(network, matrices(network, params), data.X).z
    return float(np.mean(z.argmax(axis=1) == data.Y.argmax(axis=1)) * 100)


def epochs(
    network: Network,
    params: Vector,
    data: Examples,
    rng: np.random.Generator,
    *,
    n_epochs: int,
    rate: float,
    batch: int = 20,
    rule: StepRule = STEP_RULES["gradient descent"],
) -> Iterator[Vector]:
    """Give the parameters after each pass through the examples in mini-batches."""
    memory: Memory = {}
    for _ in range(n_epochs):
        order = rng.permutation(len(data.X))
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            _, gradient = cost_and_gradient(network, params, data.X[rows], data.Y[rows])
            params = params + rule(gradient, rate, memory)
        yield params
