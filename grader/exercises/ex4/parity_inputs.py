"""Inputs on which Python and Octave are compared."""

from pathlib import Path
from typing import Any

import numpy as np

from ex4.dataset import Digits, Weights, load_digits, load_weights
from ex4.places import DATA_FOLDERS
from ex4.unroll import unroll
from grader.errors import GraderError
from grader.exercises.ex4 import instances
from grader.exercises.ex4.instances import sines


def bundled_digits() -> Digits:
    """Return this project's digits, whatever else lies in data/."""
    return load_digits(_bundled_file("digits.mat"))


def bundled_weights() -> Weights:
    """Return this project's weights, whatever else lies in data/."""
    return load_weights(_bundled_file("weights.mat"))


def _bundled_file(name: str) -> Path:
    """Where a file of ours lies: beside the package, or in it."""
    for folder in DATA_FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise GraderError(f"{name} is missing from {DATA_FOLDERS[0]}")


def original() -> dict[str, Any]:
    """Return what submit.m evaluates: a 2-4-4 network and 16 examples."""
    names = ("nn_params", "n", "h", "K", "X", "y")
    return dict(zip(names, instances.original().arguments(0), strict=False))


def wild() -> dict[str, Any]:
    """Return the inputs of a test that students shared, near poles of tan and sec."""
    steps = np.arange(1, 33)
    return {
        "nn_params": 1 / np.cos(steps),
        **{"n": 2, "h": 4, "K": 4},
        "X": np.tan(steps).reshape(16, 2, order="F") / 5,
        "y": 1 + np.arange(1, 17) % 4,
    }


def sine_pictures() -> dict[str, Any]:
    """Return a network of the real size, and pictures made of sines."""
    return {
        "nn_params": unroll(sines(25, 401) / 10, sines(10, 26) / 10),
        **{"n": 400, "h": 25, "K": 10},
        "X": sines(200, 400) / 10,
        "y": 1 + np.arange(1, 201) % 10,
    }


def bundled() -> dict[str, Any]:
    """Return the bundled digits and weights, as arguments of nnCostFunction."""
    digits, weights = bundled_digits(), bundled_weights()
    return {
        "nn_params": unroll(weights.Theta1, weights.Theta2),
        **{"n": 400, "h": len(weights.Theta1), "K": 10},
        "X": digits.X,
        "y": digits.y,
    }
