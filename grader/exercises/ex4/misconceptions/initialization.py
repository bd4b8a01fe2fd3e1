"""Misconceptions about random initialization, known by what weights look like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grader.exercise import Misconception, Observation
from grader.exercises.ex4.initialization import EPSILON_INIT, LEAST_REACH, SIGMAS
from grader.exercises.ex4.misconceptions.mistake import hint_of

if TYPE_CHECKING:
    from grader.exercise import Array
    from grader.result import Hint

SECTION = "2.2"


@dataclass(frozen=True)
class Draw:
    """Two matrices drawn for the same layer, and its size.

    Attributes
    ----------
    weights, again : ndarray
    L_in, L_out : int
    """

    weights: Array
    again: Array
    L_in: int
    L_out: int


Recognizer = Callable[[Draw], bool]
Generator = Callable[[int, int], "Array"]

# Code -> how it is recognized, and what such a submission returns; in this order.
RECOGNIZERS: dict[str, Recognizer] = {}
MISCONCEPTIONS: dict[str, Misconception] = {}


def looks_like(example: Generator) -> Callable[[Recognizer], Recognizer]:
    """Enter a misconception, with an example of what it draws.

    Parameters
    ----------
    example : callable
        Takes L_in and L_out, returns weights.

    Returns
    -------
    callable
        A decorator.
    """

    def enter(recognizer: Recognizer) -> Recognizer:
        hint = hint_of(recognizer, SECTION)
        RECOGNIZERS[hint.code] = recognizer
        MISCONCEPTIONS[hint.code] = Misconception(
            hint, (None,), lambda L_in, L_out: (example(L_in, L_out),)
        )
        return recognizer

    return enter


def explain(observations: Sequence[Observation]) -> Hint | None:
    """Find the misconception behind random weights.

    Parameters
    ----------
    observations : sequence of Observation
        The first two of the same layer.

    Returns
    -------
    Hint or None
    """
    if len(observations) < 2 or not all(one.found for one in observations):
        return None
    first, second = observations[:2]
    L_in, L_out = first.check.call.arguments
    draw = Draw(first.found[0], second.found[0], L_in, L_out)
    if (
        draw.weights.ndim != 2
        or not draw.weights.size
        or not np.all(np.isfinite(draw.weights))
    ):
        return None
    with np.errstate(over="ignore"):  # 1e308 squared
        codes = (code for code, is_it in RECOGNIZERS.items() if is_it(draw))
        code = next(codes, None)
    return MISCONCEPTIONS[code].hint if code else None


def _random() -> np.random.Generator:
    return np.random.default_rng()


def _uniform(low: float, high: float) -> Generator:
    """Draw what a submission with another interval would."""
    return lambda L_in, L_out: _random().uniform(low, high, (L_out, 1 + L_in))


# ----- Shape --------------------------------------------------------------------------


@looks_like(lambda L_in, L_out: np.zeros((L_out, L_in)))
def forgets_bias_column(draw: Draw) -> bool:
    """The bias unit needs weights, too: one column more than there are inputs."""
    return draw.weights.shape == (draw.L_out, draw.L_in)


@looks_like(lambda L_in, L_out: np.zeros((L_in + 1, L_out)))
def reverses_shape(draw: Draw) -> bool:
    """There is a row for each unit that the weights lead to, and a column for each input."""
    return draw.weights.shape[1] == draw.L_out != draw.weights.shape[0]


@looks_like(lambda L_in, L_out: np.zeros((L_out + 1, L_in + 1)))
def draws_weights_into_bias(draw: Draw) -> bool:
    """No weights lead into a bias unit: the bias adds a column, but no row."""
    return draw.weights.shape[0] == draw.L_out + 1


# ----- Symmetry -----------------------------------------------------------------------


@looks_like(lambda L_in, L_out: np.zeros((L_out, 1 + L_in)))
def starts_from_zeros(draw: Draw) -> bool:
    """Hidden units that start equal get equal gradients and stay equal: draw random numbers."""
    return not draw.weights.any()


@looks_like(lambda L_in, L_out: np.full((L_out, 1 + L_in), 0.1))
def starts_from_a_constant(draw: Draw) -> bool:
    """One number for all weights keeps all hidden units alike for ever: draw each by itself."""
    return bool(np.ptp(draw.weights) == 0)


@looks_like(
    lambda L_in, L_out: np.tile(_uniform(-0.12, 0.12)(L_in, 1), (L_out, 1)),
)
def repeats_one_row(draw: Draw) -> bool:
    """All hidden units start from the same row of weights; each needs numbers of its own."""
    return bool(np.all(draw.weights == draw.weights[0]))


@looks_like(
    lambda L_in, L_out: np.random.default_rng(0).uniform(-0.12, 0.12, (L_out, 1 + L_in))
)
def fixes_the_seed(draw: Draw) -> bool:
    """Two calls gave the same numbers: do not set a seed, nor make one, inside the function."""
    is_same = draw.weights.shape == draw.again.shape and bool(
        np.any(draw.weights == draw.again)
    )
    return is_same and _reach(draw) <= EPSILON_INIT


# ----- Interval -----------------------------------------------------------------------


@looks_like(lambda L_in, L_out: _random().integers(0, 2, (L_out, 1 + L_in)) * 1.0)
def draws_whole_numbers(draw: Draw) -> bool:
    """These are whole numbers; weights are drawn from an interval, all of its numbers."""
    return bool(np.all(draw.weights == np.round(draw.weights)))


@looks_like(_uniform(0, 1))
def draws_from_zero_to_one(draw: Draw) -> bool:
    """These numbers lie between 0 and 1: make the interval narrower and shift it around 0."""
    return bool(draw.weights.min() >= 0 and LEAST_REACH < draw.weights.max() <= 1)


@looks_like(_uniform(-0.12, 0))
def draws_from_one_side(draw: Draw) -> bool:
    """All weights have the same sign: the interval lies around 0, so it is 2 epsilon wide."""
    return bool(draw.weights.min() >= 0 or draw.weights.max() <= 0)


@looks_like(_uniform(0.1 - 0.12, 0.1 + 0.12))
def shifts_interval(draw: Draw) -> bool:
    """The interval reaches farther on one side of 0 than on the other."""
    sigma = draw.weights.std() / np.sqrt(draw.weights.size)
    return bool(abs(draw.weights.mean()) > SIGMAS * sigma)


@looks_like(lambda L_in, L_out: _random().normal(0, 0.12, (L_out, 1 + L_in)))
def draws_from_a_normal(draw: Draw) -> bool:
    """These numbers crowd around 0 and have tails: the handout's are uniform in an interval."""
    # The largest of n uniform numbers is sqrt(3) standard deviations from the centre.
    return bool(_reach(draw) > 1.3 * np.sqrt(3) * draw.weights.std())


@looks_like(_uniform(-10, 10))
def draws_too_large_weights(draw: Draw) -> bool:
    """Weights this large saturate the sigmoids, whose slope is then near 0: nothing is learnt."""
    return _reach(draw) > EPSILON_INIT


@looks_like(_uniform(-0.06, 0.06))
def draws_too_small_weights(draw: Draw) -> bool:
    """The interval is too narrow: it reaches from -epsilon to epsilon, twice epsilon in all."""
    return _reach(draw) < LEAST_REACH * EPSILON_INIT


def _reach(draw: Draw) -> float:
    """The largest distance from 0."""
    return float(np.abs(draw.weights).max())
