"""Activations of hidden units, each with its slope as a function of its value."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ex4.arguments import Matrix
from ex4.sigmoid import sigmoid


class Activation(NamedTuple):
    """a = value(z), and da/dz = slope(a)."""

    value: Callable[[Matrix], Matrix]
    slope: Callable[[Matrix], Matrix]


def sigmoid_slope(a: Matrix) -> Matrix:
    """g'(z) = a (1 - a), at most 1/4 (handout, section 2.1)."""
    return a * (1 - a)


def tanh_slope(a: Matrix) -> Matrix:
    """tanh'(z) = 1 - a^2, at most 1 (LeCun et al. 1998, section 4.4)."""
    return 1 - a**2


def relu(z: Matrix) -> Matrix:
    """Max(0, z) (Nair and Hinton 2010)."""
    return np.maximum(z, 0)


def relu_slope(a: Matrix) -> Matrix:
    """1 for z > 0, else 0 (Nair and Hinton 2010)."""
    return (a > 0).astype(a.dtype)


def identity(z: Matrix) -> Matrix:
    """Z itself: a linear unit."""
    return z


def identity_slope(a: Matrix) -> Matrix:
    """1 everywhere."""
    return np.ones_like(a)


def step(z: Matrix) -> Matrix:
    """1 for z >= 0, else 0 (Rosenblatt's perceptron, 1958)."""
    return (z >= 0).astype(z.dtype)


def step_slope(a: Matrix) -> Matrix:
    """0 everywhere (but at z = 0, where there is none)."""
    return np.zeros_like(a)


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, sigmoid_slope),
    "tanh": Activation(np.tanh, tanh_slope),
    "ReLU": Activation(relu, relu_slope),
    "identity": Activation(identity, identity_slope),
    "step": Activation(step, step_slope),
}
