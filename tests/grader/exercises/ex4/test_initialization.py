"""Random weights: what is accepted, and what is found wrong with the others."""

import numpy as np
import pytest

from grader.exercise import Observation
from grader.exercises.ex4.checks import checks
from grader.exercises.ex4.exercise import UNGRADED
from grader.exercises.ex4.initialization import judge

EPSILON = 0.12


def judged(draw):
    """Judge what `draw(shape)` makes of the three calls."""
    part = UNGRADED[0]
    return judge(
        [
            Observation(check, (np.asarray(draw(check.expected[0].shape), float),))
            for check in checks(0, part)
        ]
    )


@pytest.mark.parametrize("seed", range(200))
def test_uniform_weights_are_accepted(seed):
    rng = np.random.default_rng(seed)
    assert judged(lambda shape: rng.uniform(-EPSILON, EPSILON, shape)) is None


@pytest.mark.parametrize("seed", range(50))
def test_width_by_the_footnote_is_accepted(seed):
    rng = np.random.default_rng(seed)

    def draw(shape):
        width = np.sqrt(6 / (shape[0] + shape[1] - 1))
        return rng.uniform(-width, width, shape)

    assert judged(draw) is None


RNG = np.random.default_rng(1)
WRONG = {
    "zeros": (np.zeros, "W has equal rows"),
    "a constant": (lambda shape: np.full(shape, 0.05), "W has equal rows"),
    "equal rows": (
        lambda shape: np.tile(RNG.uniform(-0.12, 0.12, shape[1]), (shape[0], 1)),
        "W has equal rows",
    ),
    "not centred": (RNG.random, "W reaches too far from 0"),
    "one-sided": (lambda s: RNG.random(s) * 0.12 - 0.12, "W does not lie around 0"),
    "far too large": (lambda s: RNG.uniform(-10, 10, s), "W reaches too far from 0"),
    "normal": (lambda s: RNG.normal(0, 0.12, s), "W reaches too far from 0"),
    "normal and narrow": (
        lambda s: RNG.normal(0, 0.025, s).clip(-0.12, 0.12),
        "W stays too close to 0",
    ),
    "clipped": (
        lambda s: RNG.normal(0, 0.06, s).clip(-0.12, 0.12),
        "W is not spread evenly",
    ),
    "tiny": (lambda s: RNG.uniform(-1e-3, 1e-3, s), "W stays too close to 0"),
    "seeded inside": (
        lambda s: np.random.default_rng(0).uniform(-0.12, 0.12, s),
        "W is the same at each call",
    ),
    "transposed": (
        lambda s: RNG.uniform(-0.12, 0.12, s[::-1]),
        "W has the wrong shape",
    ),
    "without bias": (
        lambda s: RNG.uniform(-0.12, 0.12, (s[0], s[1] - 1)),
        "W has the wrong shape",
    ),
    "NaN": (lambda s: np.full(s, np.nan), "W holds NaN or inf"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_weights_are_told_apart(name):
    draw, message = WRONG[name]
    assert judged(draw).message == message
