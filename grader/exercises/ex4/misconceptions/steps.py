"""The textbook computation, cut into steps; a misconception replaces one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.exercises.ex4.misconceptions import backward, forward
from grader.exercises.ex4.misconceptions.step import Formula, Step

# Every step, by the name of its quantity.
STEPS: Mapping[str, Step] = {
    name: step
    for module in (forward, backward)
    for name, step in vars(module).items()
    if isinstance(step, Step)
}


class Work:
    """One call of nnCostFunction; each quantity is computed when it is asked for.

    ``work.delta2`` takes the step of this name, which asks for ``work.delta3``, and so
    on. A mistake in one step carries on into all that rests on it, and two mistakes
    in different steps go together.

    Parameters
    ----------
    arguments : tuple
        Of nnCostFunction.
    instead : mapping of str to callable, optional
        Formulas that replace those of steps, by the name of their quantity.
    """

    def __init__(
        self, arguments: tuple[Any, ...], instead: Mapping[str, Formula] | None = None
    ) -> None:
        self.nn_params, self.n, self.h, self.K, self.X, self.y, self.lambda_ = arguments
        self._instead = instead or {}

    def __getattr__(self, name: str) -> Any:
        """Compute a quantity, once: afterwards it is an ordinary attribute."""
        if name not in STEPS:
            raise AttributeError(name)
        value = self._instead.get(name, STEPS[name].formula)(self)
        setattr(self, name, value)
        return value
