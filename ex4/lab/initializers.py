"""Where the weights of a layer start: laws for Theta, bias column first."""

from collections.abc import Callable
from math import sqrt

import numpy as np

from ex4.arguments import Matrix
from ex4.lab.rbm import train_rbm

# (rng, n_in, n_out, inputs) to Theta of shape (n_out, 1 + n_in). Only pretraining
# looks at the inputs, what the layer below gives for the training examples.
Initializer = Callable[[np.random.Generator, int, int, Matrix | None], Matrix]

CONSTANT = 0.1


def normal(rng: np.random.Generator, n_in: int, n_out: int, std: float) -> Matrix:
    """Weights from N(0, std^2), biases 0."""
    W = rng.normal(0, std, (n_out, n_in))
    return np.column_stack([np.zeros(n_out), W])


def uniform(rng: np.random.Generator, n_in: int, n_out: int, limit: float) -> Matrix:
    """Weights and biases from U[-limit, limit] (handout, section 2.2)."""
    return rng.uniform(-limit, limit, (n_out, 1 + n_in))


def zeros(_: object, n_in: int, n_out: int, __: object = None) -> Matrix:
    """0: the mistake this lab is about."""
    return np.zeros((n_out, 1 + n_in))


def constant(_: object, n_in: int, n_out: int, __: object = None) -> Matrix:
    """0.1 everywhere: the same mistake, less visible."""
    return np.full((n_out, 1 + n_in), CONSTANT)


def uniform_012(
    rng: np.random.Generator, n_in: int, n_out: int, _: object = None
) -> Matrix:
    """U[-0.12, 0.12], epsilon_init of the exercise (handout, section 2.2)."""
    return uniform(rng, n_in, n_out, 0.12)


def uniform_01(
    rng: np.random.Generator, n_in: int, n_out: int, _: object = None
) -> Matrix:
    """U[0, 1): rand() as it comes, random but not centred."""
    return rng.random((n_out, 1 + n_in))


def normal_1(
    rng: np.random.Generator, n_in: int, n_out: int, _: object = None
) -> Matrix:
    """N(0, 1): so large that sigmoid and tanh saturate."""
    return normal(rng, n_in, n_out, 1)


def normal_001(
    rng: np.random.Generator, n_in: int, n_out: int, _: object = None
) -> Matrix:
    """N(0, 0.01^2): small, as before 2010 (Hinton 2010, section 8)."""
    return normal(rng, n_in, n_out, 0.01)


def xavier(rng: np.random.Generator, n_in: int, n_out: int, _: object = None) -> Matrix:
    """N(0, 1 / n_in): a linear layer keeps its variance (Glorot 2010, eq. 10)."""
    return normal(rng, n_in, n_out, sqrt(1 / n_in))


def xavier_mean(
    rng: np.random.Generator, n_in: int, n_out: int, _: object = None
) -> Matrix:
    """N(0, 2 / (n_in + n_out)): forward and backward alike (Glorot 2010, eq. 12)."""
    return normal(rng, n_in, n_out, sqrt(2 / (n_in + n_out)))


def xavier_uniform(
    rng: np.random.Generator, n_in: int, n_out: int, _: object = None
) -> Matrix:
    """U with limit sqrt(6) / sqrt(n_in + n_out) (Glorot 2010, eq. 16; handout 2.2)."""
    return uniform(rng, n_in, n_out, sqrt(6 / (n_in + n_out)))


def xavier_sigmoid(
    rng: np.random.Generator, n_in: int, n_out: int, _: object = None
) -> Matrix:
    """Four times xavier_uniform: sigmoid's slope is 1/4 (Bengio 2012, section 3)."""
    return uniform(rng, n_in, n_out, 4 * sqrt(6 / (n_in + n_out)))


def lecun(rng: np.random.Generator, n_in: int, n_out: int, _: object = None) -> Matrix:
    """U with limit sqrt(3 / n_in), variance 1 / n_in (LeCun et al. 1998, eq. 16)."""
    return uniform(rng, n_in, n_out, sqrt(3 / n_in))


def he(rng: np.random.Generator, n_in: int, n_out: int, _: object = None) -> Matrix:
    """N(0, 2 / n_in): ReLU passes half of the variance (He et al. 2015, eq. 10)."""
    return normal(rng, n_in, n_out, sqrt(2 / n_in))


def rbm(
    rng: np.random.Generator, n_in: int, n_out: int, inputs: Matrix | None = None
) -> Matrix:
    """Weights and hidden biases of an RBM trained on the inputs (Hinton 2006).

    Raises
    ------
    ValueError
        If there are no inputs of n_in units in [0, 1] to learn from.
    """
    if inputs is None or inputs.shape[1] != n_in:
        found = "none" if inputs is None else f"shape {inputs.shape}"
        raise ValueError(f"inputs: found {found}; rbm needs (m, {n_in}) to learn from")
    return train_rbm(inputs, n_out, rng).Theta


INITIALIZERS: dict[str, Initializer] = {
    "zeros": zeros,
    "constant": constant,
    "uniform 0..1": uniform_01,
    "uniform 0.12": uniform_012,
    "normal 1": normal_1,
    "normal 0.01": normal_001,
    "xavier": xavier,
    "xavier mean": xavier_mean,
    "xavier uniform": xavier_uniform,
    "xavier sigmoid": xavier_sigmoid,
    "lecun": lecun,
    "he": he,
    "rbm": rbm,
}
