"""The cost of training on both sides, and how far the two curves drift apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from grader.parity.trial import Array
from grader.whole import whole_file

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_costs(octave: Array, python: Array) -> Figure:
    """Overlay two cost curves; below them, their relative difference.

    Parameters
    ----------
    octave, python : ndarray of shape (iterations,)
        Cost after each iteration, in nats per example.

    Returns
    -------
    Figure
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 6), layout="constrained")
    costs, drift = figure.subplots(2, 1, sharex=True, height_ratios=(2, 1))
    iterations = np.arange(1, len(octave) + 1)
    costs.plot(iterations, octave, color="tab:orange", linewidth=5, label="Octave")
    costs.plot(
        np.arange(1, len(python) + 1),
        python,
        color="black",
        linewidth=1.2,
        label="Python",
    )
    costs.set(
        title="fmincg on the digits, same seed", ylabel="cost J (nats per example)"
    )
    costs.legend()
    costs.grid(alpha=0.3)
    common = min(len(octave), len(python))
    relative = np.abs(octave[:common] - python[:common]) / np.abs(octave[:common])
    # Equal to the last bit cannot be drawn on a logarithmic axis: leave a gap.
    drift.plot(iterations[:common], np.where(relative > 0, relative, np.nan), "k.-")
    drift.set(yscale="log", xlabel="iteration", ylabel="relative difference")
    drift.grid(alpha=0.3)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write the figure as PNG, whole or not at all.

    Parameters
    ----------
    figure : Figure
    path : Path
        Its folder is made if it is not there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as partial:
        figure.savefig(partial, format="png", dpi=150)
