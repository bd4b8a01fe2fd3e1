"""The look of the lab's figures: colours, axes, saving."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Numbers = TypeVar("Numbers")

# Okabe and Ito 2008: told apart with any kind of colour vision; line styles and
# markers tell the curves apart without colour.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
LINES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)), (0, (8, 2)))
MARKERS = ("o", "s", "^", "D", "v", "P", "X")

WIDTH_INCHES = 8.0
DOTS_PER_INCH = 150
# Enough for curves and grey pictures, and keeps a file below 60 KB.
PALETTE_COLOURS = 256

STYLE: dict[Any, Any] = {
    "font.size": 11,
    "axes.titlesize": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.grid": True,
    "grid.alpha": 0.3,
    "legend.frameon": False,
    "legend.fontsize": 10,
    "lines.linewidth": 2,
    "lines.markersize": 6,
}


def styled(draw: Callable[[Numbers], "Figure"]) -> Callable[[Numbers], "Figure"]:
    """Let a draw() draw in the style of the lab, whatever the user's own."""

    @wraps(draw)
    def draw_in_style(numbers: Numbers) -> "Figure":
        from matplotlib import rc_context

        with rc_context(STYLE):
            return draw(numbers)

    return draw_in_style


def new_figure(
    title: str, mosaic: str, *, height: float = 4.2, **options: Any
) -> tuple["Figure", dict[str, "Axes"]]:
    """Open a figure with axes laid out like the letters of mosaic.

    Parameters
    ----------
    title : str
        What the figure shows.
    mosaic : str
        One letter a panel, rows divided by ";", as in "AB;CC".
    height : float
        In inches; the width is always 8.
    **options
        For ``Figure.subplot_mosaic``.

    Returns
    -------
    figure : Figure
    axes : dict of Axes
        By letter.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_INCHES, height), layout="constrained")
    figure.suptitle(title, fontsize=13, fontweight="bold")
    return figure, figure.subplot_mosaic(mosaic, **options)


def curve_style(index: int, *, marker: bool = False) -> dict[str, Any]:
    """Colour and line (and marker) of the curve of this number."""
    style: dict[str, Any] = {
        "color": COLOURS[index % len(COLOURS)],
        "linestyle": LINES[index % len(LINES)],
        "linewidth": 2,
    }
    if marker:
        style |= {"marker": MARKERS[index % len(MARKERS)], "markersize": 6}
    return style


def png(figure: "Figure") -> bytes:
    """Render a figure as a PNG with few colours."""
    from PIL import Image  # comes with matplotlib

    full = BytesIO()
    figure.savefig(full, format="png", dpi=DOTS_PER_INCH)
    few = Image.open(full).convert("RGB")
    # Median cut, Pillow's default, would mix the colours of the curves.
    few = few.quantize(
        PALETTE_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    small = BytesIO()
    few.save(small, format="png", optimize=True)
    return small.getvalue()


def save(figure: "Figure", path: Path) -> None:
    """Write a figure as a PNG, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(png(figure))
    unfinished.replace(path)
