"""What is called for each part, and what the reference answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ex4.nnCostFunction import nnCostFunction
from ex4.sigmoidGradient import sigmoidGradient
from grader.exercise import Call, Check, Part
from grader.exercises.ex4.faults import DIFFERENTIATES_NUMERICALLY
from grader.exercises.ex4.instances import (
    LAYERS,
    ORIGINAL,
    TRAINING_SIZE,
    Network,
    networks,
    slopes,
    training_size,
)

if TYPE_CHECKING:
    from grader.exercise import Array

# The reference needs 0.01 s; central differences need 6, as two costs for each of
# the 10,285 parameters do.
GRADIENT_SECONDS = 2.0


@lru_cache(maxsize=32)
def checks(seed: int, part: Part) -> Sequence[Check]:
    """Return the checks of a part, the original inputs first.

    Parameters
    ----------
    seed : int
        The same seed gives the same checks.
    part : Part

    Returns
    -------
    sequence of Check
    """
    if part.file == "sigmoidGradient":
        return tuple(
            Check(
                instance,
                Call("sigmoidGradient", (z,)),
                _frozen(sigmoidGradient(z)),
                is_secret=instance != ORIGINAL,
            )
            for instance, z in slopes(seed).items()
        )
    if part.file == "randInitializeWeights":
        return tuple(
            Check(
                f"{L_in} inputs and {L_out} outputs",
                Call("randInitializeWeights", (L_in, L_out)),
                _frozen(np.zeros((L_out, 1 + L_in))),
                is_secret=False,  # their values are judged, not compared
            )
            for L_in, L_out in LAYERS
        )
    has_lambda = bool(part.adds)
    found = [
        _cost_check(instance, network, has_lambda=has_lambda)
        for instance, network in networks(seed).items()
    ]
    if part.output == 1 and not has_lambda:
        found.append(_training_check(seed))
    return tuple(found)


def _cost_check(instance: str, network: Network, *, has_lambda: bool) -> Check:
    """Check nnCostFunction on a network, with regularization or without."""
    arguments = network.arguments(network.lambda_ if has_lambda else 0.0)
    return Check(
        instance,
        Call("nnCostFunction", arguments, outputs=2),
        _frozen(*nnCostFunction(*arguments)),
        is_secret=instance != ORIGINAL,
    )


def _training_check(seed: int) -> Check:
    """Check a gradient of the exercise's size, in backpropagation's time."""
    arguments = training_size(seed).arguments(0.0)
    call = Call("nnCostFunction", arguments, outputs=2, cpu_seconds=GRADIENT_SECONDS)
    expected = _frozen(*nnCostFunction(*arguments))
    return Check(TRAINING_SIZE, call, expected, on_timeout=DIFFERENTIATES_NUMERICALLY)


def _frozen(*values: float | Array) -> tuple[Array, ...]:
    """Make arrays that nobody can change: they are used again."""
    arrays = [np.array(value, dtype=np.float64) for value in values]
    for array in arrays:
        array.flags.writeable = False
    return tuple(arrays)


def speed_call() -> Call:
    """Return a gradient of the whole exercise: 5000 pictures of 20 x 20 pixels."""
    rng = np.random.default_rng(0)
    arguments = (
        rng.uniform(-0.12, 0.12, 25 * 401 + 10 * 26),
        400,
        25,
        10,
        rng.random((5000, 400)),
        1 + np.arange(5000) % 10,
        1.0,
    )
    return Call("nnCostFunction", arguments, outputs=2)
