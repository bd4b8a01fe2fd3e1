"""The misconceptions by code, and the search for those behind wrong values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.compare import agrees
from grader.exercise import Misconception, Observation, Part
from grader.exercises.ex4.instances import ORIGINAL, original, slopes
from grader.exercises.ex4.misconceptions import (
    cost,
    gradient,
    initialization,
    model,
    sigmoid,
)
from grader.exercises.ex4.misconceptions.mistake import Mistake
from grader.exercises.ex4.misconceptions.steps import Work
from grader.marking import agree
from grader.result import Hint

if TYPE_CHECKING:
    from grader.exercise import Array

Mistakes = tuple[Mistake, ...]

# Every misconception of these modules; where two explain the same, the first counts.
MISTAKES: Mapping[str, Mistake] = {
    known.hint.code: known
    for module in (cost, model, gradient, sigmoid)
    for known in vars(module).values()
    if isinstance(known, Mistake)
}

# Parts whose checks have lambda > 0.
REGULARIZED = (2, 5)

NOT_FINITE = Hint(
    "takes_log_of_zero",
    "log() got a 0 or less: outputs lie between 0 and 1, and must not round to 0 or 1.",
    "1.3",
)


def explain(part: Part, observations: Sequence[Observation]) -> Hint | None:
    """Find the misconception, or the pair of them, behind wrong values.

    Parameters
    ----------
    part : Part
    observations : sequence of Observation
        Of all checks of the part, the original inputs first.

    Returns
    -------
    Hint or None
        None where nothing known computes all of these values.
    """
    if part.number is None:
        return initialization.explain(observations)
    i = part.output
    is_there = [len(one.found) > i and one.found[i].size > 0 for one in observations]
    if not observations or not all(is_there):
        return None
    first = observations[0]
    if not _is_finite(first.found[i]):
        return _explain_nan(part, observations)
    for n_mistakes in (1, 2):
        for mistakes, value in _wrong_values(part.number, i, n_mistakes):
            if agrees(first.found[i], value, is_single=first.is_single) and _explains(
                mistakes, part, observations
            ):
                return _hint(mistakes)
    return _explain_nan(part, observations)


def _explains(
    mistakes: Mistakes, part: Part, observations: Sequence[Observation]
) -> bool:
    """Tell whether these mistakes compute what was found wherever it is a number."""
    is_wrong = False
    for observation in observations:
        found = observation.found[part.output]
        value = _compute(mistakes, observation.check.call.arguments, part.output)
        # log(0) depends on the last digit; such an answer speaks for nothing.
        if not _is_finite(found) or not _is_finite(value):
            continue
        if not agrees(found, value, is_single=observation.is_single):
            return False
        is_wrong |= not agree(part, observation)
    return is_wrong


def _explain_nan(part: Part, observations: Sequence[Observation]) -> Hint | None:
    """Point to the logarithm where the cost is no number."""
    values = [observation.found[part.output] for observation in observations]
    is_cost = part.number in (1, 2)
    return NOT_FINITE if is_cost and not all(map(_is_finite, values)) else None


def _is_finite(value: Array) -> bool:
    return bool(np.all(np.isfinite(value)))


@lru_cache(maxsize=16)
def _wrong_values(
    number: int, output: int, n_mistakes: int
) -> Sequence[tuple[Mistakes, Array]]:
    """Compute what mistakes give on the original inputs; kept for the whole class."""
    arguments = _original_arguments(number)
    known = [
        replace(one, formula=formula)
        for one in MISTAKES.values()
        for formula in (one.formula, *one.others)
        if number in one.parts
    ]
    return [
        (mistakes, _compute(mistakes, arguments, output))
        for mistakes in combinations(known, n_mistakes)
        if len({one.step for one in mistakes}) == n_mistakes
    ]


def _original_arguments(number: int) -> tuple[Any, ...]:
    """Return the arguments of a part's first check."""
    if number == 3:
        return (slopes(0)[ORIGINAL],)
    network = original()
    return network.arguments(network.lambda_ if number in REGULARIZED else 0.0)


def _compute(mistakes: Mistakes, arguments: tuple[Any, ...], output: int) -> Array:
    """Compute one returned value with these mistakes; empty if that is impossible."""
    instead = {one.step: one.formula for one in mistakes}
    with np.errstate(all="ignore"):  # log(0) belongs to some mistakes
        try:
            if len(arguments) == 1:
                work = Work(tuple([None] * 7), instead)
                return np.asarray(work.sigmoidGradient(*arguments))
            work = Work(arguments, instead)
            return np.asarray(work.grad if output else work.J, dtype=np.float64)
        except ValueError:  # shapes that do not fit: an exception in a submission, too
            return np.empty(0)


def _hint(mistakes: Mistakes) -> Hint:
    """Return the hint, or both as one."""
    first, *others = (one.hint for one in mistakes)
    if not others:
        return first
    second = others[0]
    return Hint(
        f"{first.code}+{second.code}",
        f"Two things. {first.text} And: {second.text}",
        first.section,
    )


def _wrong(known: Mistake, *arguments: Any) -> tuple[Array, ...]:
    """Answer a call as a submission with this mistake would."""
    outputs = (0,) if len(arguments) == 1 else (0, 1)
    return tuple(_compute((known,), arguments, output) for output in outputs)


def _misconceptions() -> dict[str, Misconception]:
    """Describe all that are known, for the grader's core."""
    found = {
        code: Misconception(known.hint, known.parts, partial(_wrong, known))
        for code, known in MISTAKES.items()
    }
    return {**found, **initialization.MISCONCEPTIONS}


MISCONCEPTIONS: Mapping[str, Misconception] = _misconceptions()
