"""Does pretraining by RBMs make a deep sigmoid network learn, and is it needed?"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ex4.arguments import Matrix
from ex4.dataset import Digits
from ex4.displayData import displayData
from ex4.lab import rbm
from ex4.lab.figures import curve_style, new_figure, styled
from ex4.lab.network import Network, initialize
from ex4.lab.train import (
    SEED,
    Examples,
    Tick,
    accuracy,
    epochs,
    silent,
    split,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

UNITS = 100
RATE = 0.1
BATCH = 20
GOAL = 90.0  # percent
# Activation of the hidden units, and where their weights start.
CASES = (
    ("sigmoid", "rbm"),
    ("sigmoid", "normal 0.01"),
    ("sigmoid", "xavier"),
    ("sigmoid", "xavier sigmoid"),
    ("tanh", "xavier"),
    ("ReLU", "he"),
)
N_PICTURES = 8


class Training(NamedTuple):
    """One start of the deep network."""

    activation: str
    start: str
    accuracies: list[float]  # percent of the examples tested on, after each epoch

    @property
    def label(self) -> str:
        """Activation and start."""
        return f"{self.activation}, {self.start}"

    @property
    def epochs_to_goal(self) -> int | None:
        """The first epoch that reaches 90 %, None if none does."""
        for epoch, score in enumerate(self.accuracies, start=1):
            if score >= GOAL:
                return epoch
        return None


class Numbers(NamedTuple):
    """What run() finds."""

    depth: int
    reconstruction_errors: list[float]  # of the first RBM, before and after each epoch
    pictures: Matrix  # digits tested on, then what the first RBM gives back
    trainings: list[Training]


def run(
    *,
    digits: Digits | None = None,
    seed: int = SEED,
    tick: Tick = silent,
    depth: int = 5,
    n_epochs: int = 20,
) -> Numbers:
    """Train deep networks by gradient descent, one of them pretrained by RBMs."""
    train, test = split(digits, np.random.default_rng(seed))
    tick("the first RBM")
    errors, pictures = _watch_rbm(train, test, seed)
    trainings = []
    for activation, start in CASES:
        tick(f"{activation}, {start}: training {depth} hidden layers")
        rng = np.random.default_rng(seed)
        sizes = (train.X.shape[1], *(UNITS,) * depth, train.Y.shape[1])
        network = Network(sizes, activation, "softmax + cross-entropy")
        # On top of RBMs sits a logistic regression, which may start from zeros.
        inputs, last = (train.X, "zeros") if start == "rbm" else (None, None)
        params = initialize(network, start, rng, inputs=inputs, last=last)
        scores = [
            accuracy(network, params, test)
            for params in epochs(
                network, params, train, rng, n_epochs=n_epochs, rate=RATE, batch=BATCH
            )
        ]
        trainings.append(Training(activation, start, scores))
    return Numbers(depth, errors, pictures, trainings)


def _watch_rbm(
    train: Examples, test: Examples, seed: int
) -> tuple[list[float], Matrix]:
    """Train an RBM on the digits; give its errors and some reconstructions."""
    rng = np.random.default_rng(seed)
    machine = rbm.new_rbm(train.X.shape[1], UNITS, rng)
    errors = [rbm.reconstruction_error(machine, test.X)]
    for machine in rbm.epochs(machine, train.X, rng):  # noqa: B020
        errors.append(rbm.reconstruction_error(machine, test.X))
    shown = test.X[:N_PICTURES]
    return errors, np.vstack([shown, rbm.decode(machine, rbm.encode(machine, shown))])


def table(numbers: Numbers) -> list[list[str]]:
    """One row a training, then the reconstruction error of the first RBM."""
    last = len(numbers.trainings[0].accuracies)
    marks = [epoch for epoch in (1, 5, 20) if epoch <= last]
    head = ["hidden units, start"]
    head += [f"epoch {epoch}" for epoch in marks] + [f"epochs to {GOAL:.0f} %"]
    rows = [
        [
            training.label,
            *(f"{training.accuracies[epoch - 1]:.1f} %" for epoch in marks),
            str(training.epochs_to_goal or "never"),
        ]
        for training in numbers.trainings
    ]
    errors = numbers.reconstruction_errors
    rows.append(["first RBM: reconstruction error"])
    rows += [
        [f"  after {epoch} epochs", f"{errors[epoch]:.4f}"]
        for epoch in (0, 1, 5, 10)
        if epoch < len(errors)
    ]
    return [head, *rows]


def conclude(numbers: Numbers) -> str:
    """Answer the question from the numbers."""
    final = {training.label: training.accuracies[-1] for training in numbers.trainings}
    pretrained, xavier = final["sigmoid, rbm"], final["sigmoid, xavier"]
    others = {
        label: score
        for label, score in final.items()
        if not label.startswith("sigmoid")
    }
    best = max(others, key=lambda label: others[label])
    verdict = "is not needed" if others[best] >= pretrained else "is worth its time"
    to_goal = numbers.trainings[0].epochs_to_goal
    pace = f"{GOAL:.0f} % in epoch {to_goal}" if to_goal else f"never {GOAL:.0f} %"
    return (
        f"With {numbers.depth} hidden layers of sigmoid units the pretrained network "
        f"reaches {pretrained:.1f} % ({pace}), that from Xavier's weights "
        f"{xavier:.1f} % after as many epochs; {best} reaches {others[best]:.1f} % "
        f"without RBMs, so that pretraining {verdict}."
    )


@styled
def draw(numbers: Numbers) -> "Figure":
    """Draw the accuracies, the RBM's error, and digits it gives back."""
    figure, axes = new_figure(
        f"{numbers.depth} hidden layers: pretraining against random starts",
        "AAB;AAC",
        height=4.8,
        height_ratios=[1, 1.1],
    )
    for index, training in enumerate(numbers.trainings):
        scores = training.accuracies
        axes["A"].plot(
            range(1, len(scores) + 1),
            scores,
            label=training.label,
            **curve_style(index),
        )
    axes["A"].set(xlabel="epoch", ylabel="accuracy (test, %)", ylim=(0, 102))
    axes["A"].set_xticks([1, *range(5, len(scores) + 1, 5)])
    axes["A"].legend(loc="center right", bbox_to_anchor=(1, 0.4))
    errors = numbers.reconstruction_errors
    axes["B"].plot(errors, **curve_style(0, marker=True))
    axes["B"].set(xlabel="epoch", ylim=(0, None), xticks=range(0, len(errors), 2))
    axes["B"].set_title("RBM: reconstruction error")
    wall = numbers.pictures.reshape(4, N_PICTURES // 2, -1)[[0, 2, 1, 3]]
    displayData(wall.reshape(2 * N_PICTURES, -1), axes=axes["C"])
    axes["C"].set_title("digits, reconstructed")
    return figure
