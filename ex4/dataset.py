"""The only reader of data/: digits, weights, and the costs known for them."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ex4.arguments import Matrix, as_examples, as_float, as_labels, reject_nan
from ex4.places import DATA_FOLDERS

PIXELS = 400
NUM_LABELS = 10

# The course's own files win over those that come with this project.
DIGITS_FILES = ("ex4data1.mat", "digits.mat")
WEIGHTS_FILES = ("ex4weights.mat", "weights.mat")


class DataError(Exception):
    """A data file is missing or broken; the message is one line for the user."""


class Digits(NamedTuple):
    """Handwritten digits.

    Attributes
    ----------
    X : ndarray of shape (m, 400)
        Pixels, 0 for paper to 1 for ink, each 20x20 picture column by column.
    y : ndarray of shape (m,)
        Labels 1..10; the digit 0 has label 10.
    path : Path
        Where they were read.
    """

    X: Matrix
    y: npt.NDArray[np.int64]
    path: Path


class Weights(NamedTuple):
    """A trained network.

    Attributes
    ----------
    Theta1 : ndarray of shape (hidden_layer_size, 401)
    Theta2 : ndarray of shape (10, 1 + hidden_layer_size)
    path : Path
        Where they were read.
    """

    Theta1: Matrix
    Theta2: Matrix
    path: Path


def load_digits(path: Path | None = None) -> Digits:
    """Read digits from a .mat file with X and y, or a folder that holds one.

    Parameters
    ----------
    path : Path, optional
        By default the course's ex4data1.mat where the user has put it into data/,
        else the bundled digits.mat.

    Raises
    ------
    DataError
        If there is no such file, or it does not hold digits.
    """
    file = _find(path, DIGITS_FILES)
    content = _read(file, ("X", "y"))
    try:
        X = as_examples(content["X"], PIXELS)
        reject_nan(X=X)
        return Digits(X, as_labels(content["y"], len(X), NUM_LABELS), file)
    except ValueError as error:
        raise DataError(f"{file} does not hold digits: {error}.") from None


def load_weights(path: Path | None = None) -> Weights:
    """Read Theta1 and Theta2 from a .mat file, or a folder that holds one.

    Parameters
    ----------
    path : Path, optional
        By default the course's ex4weights.mat where the user has put it into data/,
        else the bundled weights.mat.

    Raises
    ------
    DataError
        If there is no such file, or it does not hold a network for the digits.
    """
    file = _find(path, WEIGHTS_FILES)
    content = _read(file, ("Theta1", "Theta2"))
    try:
        Theta1 = as_float(content["Theta1"], "Theta1")
        Theta2 = as_float(content["Theta2"], "Theta2")
        reject_nan(Theta1=Theta1, Theta2=Theta2)
    except ValueError as error:
        raise DataError(f"{file} does not hold weights: {error}.") from None
    needed = ((len(Theta1), PIXELS + 1), (NUM_LABELS, len(Theta1) + 1))
    if (Theta1.shape, Theta2.shape) != needed:
        raise DataError(
            f"{file} holds Theta1 {Theta1.shape} and Theta2 {Theta2.shape}; the digits "
            f"need (h, {PIXELS + 1}) and ({NUM_LABELS}, h + 1)."
        )
    return Weights(Theta1, Theta2, file)


def _find(path: Path | None, names: tuple[str, ...]) -> Path:
    """Return the first of the files that is there: the names' order is their rank."""
    if path is not None and not path.is_dir():
        return path
    folders = DATA_FOLDERS if path is None else (path,)
    for name in names:
        for folder in folders:
            if (folder / name).is_file():
                return folder / name
    raise DataError(
        f"There is no {' or '.join(names)} in {folders[0]}; bring it back with "
        f"`python -m grader restore {names[-1]}`, or name a file of your own."
    )


def _read(file: Path, names: tuple[str, ...]) -> dict[str, Any]:
    """Read the named variables of a .mat file."""
    from scipy.io import loadmat

    if not file.is_file():
        raise DataError(f"There is no file {file}; check the path.")
    try:
        content = loadmat(file, variable_names=names)
    except Exception as error:  # noqa: BLE001 - a broken file raises nearly anything
        raise DataError(
            f"{file} cannot be read as a .mat file ({error or type(error).__name__}); "
            "download or restore it."
        ) from None
    if missing := [name for name in names if name not in content]:
        raise DataError(f"{file} holds no {' and no '.join(missing)}; it needs both.")
    return content
