"""Draws panels: matrices as coloured tables, grey images as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.pictures import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.floating[Any]]

# Cells in pixels: five columns fit a phone of 360, and four tables a row of 930.
CELL_WIDTH, CELL_HEIGHT, HEADING = 54, 26, 20

# A pixel of an image is this many on the page; digits of 20 pixels are small.
MAGNIFIED = 3

# Entries that differ by more than this share of the largest are marked; central
# differences are good to about 1e-9, so anything visible is a mistake.
VISIBLE = 1e-6


def heat_map(
    label: str,
    values: Matrix,
    *,
    columns: Sequence[str],
    full: float,
    marked: npt.NDArray[np.bool_] | None = None,
) -> Panel:
    """Draw a matrix as a table of numbers on blue (negative) to red (positive).

    Parameters
    ----------
    label : str
    values : ndarray of shape (rows, cols)
    columns : sequence of str
        A heading per column.
    full : float
        The absolute value that gets the full colour.
    marked : ndarray of bool of shape (rows, cols), optional
        Entries to frame: those that are wrong.

    Returns
    -------
    Panel
    """
    rows, cols = values.shape
    width, height = cols * CELL_WIDTH, rows * CELL_HEIGHT + HEADING
    parts = [
        f'<text class="heading" x="{(j + 0.5) * CELL_WIDTH:g}" y="14">{name}</text>'
        for j, name in enumerate(columns)
    ]
    for i in range(rows):
        for j in range(cols):
            is_marked = marked is not None and bool(marked[i, j])
            parts.append(_cell(i, j, float(values[i, j]), full, is_marked))
    n_marked = 0 if marked is None else int(marked.sum())
    alt = f"{label}: {rows} x {cols} numbers" + (
        f", {n_marked} of them marked as wrong" if n_marked else ""
    )
    svg = (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{alt}">{"".join(parts)}</svg>'
    )
    return Panel(label, alt, svg=svg)


def _cell(i: int, j: int, value: float, full: float, is_marked: bool) -> str:
    """One entry: its colour, its number, and a frame where it is wrong."""
    x, y = j * CELL_WIDTH, HEADING + i * CELL_HEIGHT
    middle = f'x="{x + CELL_WIDTH / 2:g}" y="{y + 18}"'
    frame = (
        f'<rect class="marked" x="{x + 2}" y="{y + 2}" '
        f'width="{CELL_WIDTH - 4}" height="{CELL_HEIGHT - 4}"/>'
        if is_marked
        else ""
    )
    return (
        f'<rect x="{x}" y="{y}" width="{CELL_WIDTH}" height="{CELL_HEIGHT}" '
        f'fill="{_colour(value, full)}"/>'
        f'<text class="number" {middle}>{_short(value)}</text>' + frame
    )


def _short(value: float) -> str:
    """Write a number in at most eight characters."""
    return f"{value:.4f}" if abs(value) < 10 else f"{value:.3g}"


def _colour(value: float, full: float) -> str:
    """Mix white at 0, blue below, red above, all pale enough for black numbers."""
    if value != value:
        return "#bbbbbb"
    share = min(abs(value) / full, 1.0) if full > 0 else 0.0
    faded = round(255 - 140 * share)
    kept = round(255 - 20 * share)
    red, blue = (kept, faded) if value > 0 else (faded, kept)
    return f"#{red:02x}{faded:02x}{blue:02x}"


def grey_image(label: str, alt: str, pixels: Matrix) -> Panel:
    """Write a matrix as a PNG, its least entry black and its greatest white.

    Parameters
    ----------
    label, alt : str
    pixels : ndarray of shape (height, width)
        Finite numbers in any range.

    Returns
    -------
    Panel
    """
    import numpy as np

    low, high = float(pixels.min()), float(pixels.max())
    grey = np.rint((pixels - low) * (255 / max(high - low, 1e-12))).astype(np.uint8)
    return Panel(label, alt, png=_png(grey), width=MAGNIFIED * grey.shape[1])


def _png(grey: npt.NDArray[np.uint8]) -> bytes:
    """Encode 8-bit grey: signature, header, one block of rows, end."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    height, width = grey.shape
    # Every row begins with the number of its filter: 0, none.
    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def differs(found: Matrix, needed: Matrix) -> npt.NDArray[np.bool_]:
    """Mark the entries that differ by more than rounding; NaN always does.

    Parameters
    ----------
    found, needed : ndarray of the same shape

    Returns
    -------
    ndarray of bool
    """
    import numpy as np

    with np.errstate(invalid="ignore"):  # inf - inf
        return ~(np.abs(found - needed) <= VISIBLE * max(largest(needed), 1e-12))


def largest(values: Matrix) -> float:
    """Return the largest absolute value, of those that are numbers.

    Parameters
    ----------
    values : ndarray

    Returns
    -------
    float
        0 where there is none.
    """
    import numpy as np

    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
