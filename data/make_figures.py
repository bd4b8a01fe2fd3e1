"""Make the figures of the handout.

Run it from the repository: ``python data/make_figures.py [FIGURE ...]``. It writes
PNG files into ex4/figures; the seeds are in make_table.py.
"""

import io
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

FOLDER = Path(__file__).parent
sys.path[:0] = [str(FOLDER.parent), str(FOLDER)]

from make_diagrams import draw_network, draw_propagation  # noqa: E402
from make_table import (  # noqa: E402
    LAMBDAS,
    METHODS,
    N_TRAINING,
    SEED,
    digits,
    split,
    table,
    train,
)

from ex4.displayData import displayData  # noqa: E402
from ex4.sigmoid import sigmoid  # noqa: E402
from ex4.sigmoidGradient import sigmoidGradient  # noqa: E402

FIGURES_FOLDER = FOLDER.parent / "ex4" / "figures"
BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"  # told apart by everybody
COLOURS = 48  # of the palette; more are not seen
DPI = 144
PICTURE, GAP, HEAD = 20, 22, 50  # a digit; between and above grids on the screen
STYLE = {"font.size": 11, "axes.spines.top": False, "axes.spines.right": False}


def pictures(*grids: np.ndarray, titles: tuple[str, ...] = (), scale: int = 3):
    """Draw grids side by side, `scale` screen pixels to a pixel."""
    side = (round(np.sqrt(len(grids[0]))) * (PICTURE + 1) + 1) * scale
    head = HEAD if titles else 0
    width, height = len(grids) * (side + GAP) - GAP, side + head
    figure = plt.figure(figsize=(width / DPI, height / DPI))
    for place, grid in enumerate(grids):
        left = place * (side + GAP) / width
        axes = figure.add_axes((left, 0, side / width, side / height))
        displayData(grid, axes=axes)
        axes.images[0].set_interpolation("nearest")  # else blurred by rounding
        if titles:
            axes.set_title(titles[place])
    return figure


def draw_digits():
    """Show a hundred of the digits."""
    chosen = np.random.default_rng(SEED).permutation(len(digits.X))[:100]
    return pictures(digits.X[chosen], scale=3)


def draw_sigmoid():
    """Plot the logistic function and its slope."""
    z = np.linspace(-6, 6, 241)
    figure, axes = plt.subplots(figsize=(6.4, 3.2), layout="constrained")
    axes.plot(z, sigmoid(z), color=BLUE, linewidth=2)
    axes.plot(z, sigmoidGradient(z), color=ORANGE, linewidth=2, linestyle="--")
    axes.text(2.6, 0.83, "g(z), the sigmoid", color=BLUE)
    axes.text(1.7, 0.17, "g'(z), its slope", color=ORANGE)
    axes.plot([0, 0], [0.5, 0.25], "o", color="black")
    axes.annotate("g(0) = 0.5", (0, 0.5), (-0.3, 0.54), ha="right")
    axes.annotate("g'(0) = 0.25", (0, 0.25), (0, 0.06), ha="center")
    axes.set(xlabel="z", ylim=(0, 1.02), yticks=[0, 0.25, 0.5, 0.75, 1])
    axes.grid(alpha=0.3)
    return figure


def draw_hidden_units():
    """Show what the 25 hidden units look for, as the walk-through does."""
    return pictures(train(digits.X, digits.y).Theta1[:, 1:], scale=4)


def draw_cost():
    """Plot the cost while each method trains the network."""
    figure, axes = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
    looks = zip(METHODS, (BLUE, ORANGE, GREEN), ("-", "--", ":"), strict=True)
    for method, colour, dashes in looks:
        history = train(digits.X, digits.y, method=method).history
        steps = range(1, len(history) + 1)
        axes.plot(steps, history, dashes, color=colour, linewidth=2, label=method)
    axes.set(xlabel="iteration", ylabel="cost J (nats per example)", ylim=(0, None))
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)
    return figure


def draw_regularization():
    """Plot accuracy and cost by lambda, on digits learnt from and on others."""
    scores = table()[400]
    figure, panels = plt.subplots(1, 2, figsize=(8, 3.4), layout="constrained")
    titles = "digits read correctly (%)", "cost without penalty (nats)"
    for measured, (axes, title) in enumerate(zip(panels, titles, strict=True)):
        for part, colour, marker, name in (
            (0, BLUE, "o-", f"the {N_TRAINING} learnt from"),
            (1, ORANGE, "s--", "the others, held out"),
        ):
            axes.plot(scores[:, part, measured], marker, color=colour, label=name)
        axes.set_xticks(range(len(LAMBDAS)), [f"{x:g}" for x in LAMBDAS])
        axes.set(xlabel="lambda", title=title)
        axes.grid(alpha=0.3)
    panels[0].legend(frameon=False, loc="lower left")
    return figure


def draw_hidden_units_by_lambda():
    """Show hidden units after long training, by lambda."""
    chosen = 0, 1, 10
    fits = [train(*split()[0], lambda_=x, maxiter=400) for x in chosen]
    titles = tuple(f"lambda = {x}" for x in chosen)
    return pictures(*(fit.Theta1[:, 1:] for fit in fits), titles=titles)


# The menu.
FIGURES = {
    "digits": draw_digits,
    "network": draw_network,
    "sigmoid": draw_sigmoid,
    "propagation": draw_propagation,
    "hidden-units": draw_hidden_units,
    "cost": draw_cost,
    "regularization": draw_regularization,
    "hidden-units-by-lambda": draw_hidden_units_by_lambda,
}


def png(figure) -> bytes:
    """Encode a figure on white with a small palette."""
    raw, small = io.BytesIO(), io.BytesIO()
    figure.savefig(raw, format="png", dpi=DPI, facecolor="white")
    plt.close(figure)
    image = Image.open(raw).convert("RGB")
    image = image.quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(small, format="png", optimize=True)
    return small.getvalue()


def main(names: list[str]) -> None:
    """Write the named figures, or all."""
    FIGURES_FOLDER.mkdir(exist_ok=True)
    with plt.rc_context(STYLE):
        for name in names or FIGURES:
            content = png(FIGURES[name]())
            (FIGURES_FOLDER / f"{name}.png").write_bytes(content)
            print(f"{name}.png: {len(content)} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
