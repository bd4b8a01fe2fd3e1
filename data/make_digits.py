"""Make digits.mat and weights.mat from the digits that scikit-learn ships.

Run it from the repository: ``python data/make_digits.py``. It is needed only to
rebuild the two files. README.md says what comes out the same, byte for byte.
"""

import io
import sys
from pathlib import Path

import numpy as np
from scipy.io import savemat
from scipy.ndimage import zoom
from sklearn.datasets import load_digits as load_uci_digits

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from ex4.fmincg import fmincg  # noqa: E402
from ex4.nnCostFunction import nnCostFunction  # noqa: E402
from ex4.octave_rand import octave_rand  # noqa: E402
from ex4.randInitializeWeights import randInitializeWeights  # noqa: E402
from ex4.unroll import roll, unroll  # noqa: E402

INK_LEVELS = 16  # the source counts inked pixels, 0..16, in each of 8x8 blocks
SIZE = 20
MARGIN = 2
GREY_LEVELS = 255  # values are rounded to these: the file compresses tenfold
# Interpolated strokes are soft; those of the original pictures are nearly black or
# white. A logistic curve around MID, this steep, gives them back their edge.
MID, STEEPNESS = 0.7, 8.0

SEED, LAMBDA, ITERATIONS = 1, 1.0, 100
HEADER = b"MATLAB 5.0 MAT-file, made by data/make_digits.py"


def main() -> None:
    """Write both files into the folder of this script."""
    pictures, labels = load_uci_digits(return_X_y=True)
    X = np.array([enlarge(picture.reshape(8, 8)) for picture in pictures])
    y = np.where(labels == 0, 10, labels)
    order = np.argsort(labels, kind="stable")  # by digit, 0 first, as the original
    X, y = X[order], y[order].astype(float)
    write(FOLDER / "digits.mat", X=X, y=y[:, np.newaxis])

    rng = octave_rand(SEED)
    start = unroll(
        randInitializeWeights(400, 25, rng=rng), randInitializeWeights(25, 10, rng=rng)
    )
    network = (400, 25, 10, X, y, LAMBDA)
    result = fmincg(nnCostFunction, start, network, maxiter=ITERATIONS)
    Theta1, Theta2 = roll(result.x, (25, 401), (10, 26))
    write(FOLDER / "weights.mat", Theta1=Theta1, Theta2=Theta2)


def enlarge(picture: np.ndarray) -> np.ndarray:
    """Turn one 8x8 picture into 400 pixels in [0, 1], column by column."""
    inner = zoom(picture / INK_LEVELS, (SIZE - 2 * MARGIN) / 8, order=3, mode="nearest")
    sharp = 1 / (1 + np.exp(-STEEPNESS * (inner - MID)))
    low, high = (1 / (1 + np.exp(-STEEPNESS * (ink - MID))) for ink in (0.0, 1.0))
    framed = np.pad(np.clip((sharp - low) / (high - low), 0, 1), MARGIN)
    return np.rint(framed * GREY_LEVELS).ravel(order="F") / GREY_LEVELS


def write(path: Path, **arrays: np.ndarray) -> None:
    """Write a compressed .mat file whose header holds no date."""
    buffer = io.BytesIO()
    savemat(buffer, arrays, do_compression=True)
    content = buffer.getvalue()
    path.write_bytes(HEADER.ljust(116) + content[116:])
    print(f"{path.name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
