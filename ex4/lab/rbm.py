"""Restricted Boltzmann machine: learns to give back what it sees, without labels."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ex4.arguments import Matrix, Vector
from ex4.sigmoid import sigmoid

# Hinton 2010, "A Practical Guide to Training RBMs", sections 4, 7 and 8.
RATE = 0.1
BATCH = 20
EPOCHS = 10
STD = 0.01


class RBM(NamedTuple):
    """Visible units v in [0, 1], hidden units h, joined by W, one row a hidden unit."""

    W: Matrix
    hidden_bias: Vector
    visible_bias: Vector

    @property
    def Theta(self) -> Matrix:  # noqa: N802
        """The layer of a network it becomes: hidden biases first, then W."""
        return np.column_stack([self.hidden_bias, self.W])


def new_rbm(n_visible: int, n_hidden: int, rng: np.random.Generator) -> RBM:
    """W from N(0, 0.01^2), biases 0 (Hinton 2010, section 8)."""
    W = rng.normal(0, STD, (n_hidden, n_visible))
    return RBM(W, np.zeros(n_hidden), np.zeros(n_visible))


def encode(rbm: RBM, v: Matrix) -> Matrix:
    """P(h = 1 | v) = sigmoid(W v + hidden_bias) (Hinton 2010, eq. 7)."""
    return sigmoid(v @ rbm.W.T + rbm.hidden_bias)


def decode(rbm: RBM, h: Matrix) -> Matrix:
    """P(v = 1 | h) = sigmoid(W' h + visible_bias) (Hinton 2010, eq. 8)."""
    return sigmoid(h @ rbm.W + rbm.visible_bias)


def sample(p: Matrix, rng: np.random.Generator) -> Matrix:
    """1 with probability p, else 0."""
    return (rng.random(p.shape) < p).astype(float)


def free_energy(rbm: RBM, v: Matrix) -> Vector:
    """F(v) with e^-F(v) the sum of e^-E(v, h) over all h (Hinton 2010, eq. 25)."""
    hidden = np.logaddexp(0, v @ rbm.W.T + rbm.hidden_bias).sum(axis=1)
    return -v @ rbm.visible_bias - hidden


def reconstruction_error(rbm: RBM, v: Matrix) -> float:
    """Mean square of v - decode(encode(v))."""
    return float(np.mean((v - decode(rbm, encode(rbm, v))) ** 2))


def contrast(rbm: RBM, v: Matrix, rng: np.random.Generator, k: int = 1) -> RBM:
    """Estimate which way to move: statistics of the data minus those of a dream.

    Parameters
    ----------
    rbm : RBM
    v : ndarray of shape (m, n_visible)
        Examples, in [0, 1].
    rng : Generator
    k : int
        Steps of Gibbs sampling away from the data: CD-k.

    Returns
    -------
    RBM
        The change of W and of the biases, a mean over the examples.

    References
    ----------
    Hinton 2002, contrastive divergence; Hinton 2010, eq. 9.
    """
    h = encode(rbm, v)
    dream_h = h
    for _ in range(k):
        dream_v = sample(decode(rbm, sample(dream_h, rng)), rng)
        dream_h = encode(rbm, dream_v)
    m = len(v)
    return RBM(
        (h.T @ v - dream_h.T @ dream_v) / m,
        (h - dream_h).mean(axis=0),
        (v - dream_v).mean(axis=0),
    )


def epochs(
    rbm: RBM,
    V: Matrix,
    rng: np.random.Generator,
    *,
    rate: float = RATE,
    k: int = 1,
    n_epochs: int = EPOCHS,
) -> Iterator[RBM]:
    """Give the RBM after each pass through V in mini-batches of 20."""
    for _ in range(n_epochs):
        order = rng.permutation(len(V))
        for start in range(0, len(V), BATCH):
            change = contrast(rbm, V[order[start : start + BATCH]], rng, k)
            rbm = RBM(*(old + rate * d for old, d in zip(rbm, change, strict=True)))
        yield rbm


def train_rbm(
    V: Matrix,
    n_hidden: int,
    rng: np.random.Generator,
    *,
    rate: float = RATE,
    k: int = 1,
    n_epochs: int = EPOCHS,
) -> RBM:
    """Train a new RBM by CD-k.

    Parameters
    ----------
    V : ndarray of shape (m, n_visible)
        Examples, in [0, 1].
    n_hidden : int
    rng : Generator
    rate : float
        Step length.
    k : int
        Steps of Gibbs sampling (CD-k).
    n_epochs : int
        Passes through V.

    Returns
    -------
    RBM
    """
    rbm = new_rbm(V.shape[1], n_hidden, rng)
    *_, rbm = epochs(rbm, V, rng, rate=rate, k=k, n_epochs=n_epochs)
    return rbm
