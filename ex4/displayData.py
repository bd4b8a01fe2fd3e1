"""displayData.m: examples as pictures, in a grid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ex4.arguments import Matrix, as_float

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PAD = 1  # pixels between two pictures
BACKGROUND = -1.0  # black


def displayData(
    X: npt.ArrayLike, example_width: int | None = None, *, axes: Any = None
) -> tuple[Figure, Matrix]:
    """Draw the rows of X as grey pictures in a grid.

    Parameters
    ----------
    X : array_like of shape (m, example_height * example_width)
        One picture a row, its pixels column by column.
    example_width : int, optional
        Width of a picture in pixels; by default that of a square one.
    axes : matplotlib Axes, optional
        Where to draw; by default in a new figure.

    Returns
    -------
    figure : Figure
    display_array : ndarray
        The grid, a pixel apart; each picture is divided by its largest absolute
        pixel, the background is -1.

    Raises
    ------
    ValueError
        If the pixels of a row do not fill a picture of that width.

    Notes
    -----
    displayData.m returns a handle of the image instead of the figure, and NaN for a
    picture whose pixels are all 0; here such a picture stays 0.

    References
    ----------
    Handout, sections 1.1 and 2.7.
    """
    display_array = _grid(*_pictures(X, example_width))
    axes = _new_axes() if axes is None else axes
    axes.imshow(display_array, cmap="gray", vmin=-1, vmax=1)
    axes.axis("off")
    return axes.figure, display_array


def _pictures(X: npt.ArrayLike, width: int | None) -> tuple[Matrix, int, int]:
    """Return X as (m, pixels), with the height and the width of a picture."""
    X = np.atleast_2d(as_float(X, "X"))
    pixels = X.shape[1]
    width = round(np.sqrt(pixels)) if width is None else width
    if width < 1 or pixels % width:
        raise ValueError(
            f"X has {pixels} pixels a row, which do not fill pictures {width} wide; "
            "give an example_width that divides their number"
        )
    return X, pixels // width, width


def _grid(X: Matrix, height: int, width: int) -> Matrix:
    """Lay the pictures out row by row, as nearly square as can be."""
    rows = int(np.sqrt(len(X)))
    cols = -(-len(X) // rows)
    grid = np.full(
        (PAD + rows * (height + PAD), PAD + cols * (width + PAD)), BACKGROUND
    )
    for i, pixels in enumerate(X):
        top = PAD + (i // cols) * (height + PAD)
        left = PAD + (i % cols) * (width + PAD)
        picture = pixels.reshape((height, width), order="F")
        peak = np.abs(picture).max()
        grid[top : top + height, left : left + width] = picture / (peak or 1)
    return grid


def _new_axes() -> Any:
    """Axes in a new figure, as wide as the page."""
    import matplotlib.pyplot as plt

    return plt.figure(layout="constrained").add_subplot()
