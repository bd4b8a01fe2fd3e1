"""One step of the computation: a quantity, and how it is computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.exercises.ex4.misconceptions.steps import Work

Formula = Callable[["Work"], Any]


@dataclass(frozen=True)
class Step:
    """A quantity of the computation.

    Attributes
    ----------
    parts : tuple of int
        In which a mistake made here shows.
    formula : callable
        Computes it from those before.
    """

    parts: tuple[int, ...]
    formula: Formula


def step(*parts: int) -> Callable[[Formula], Step]:
    """Make a function the step that computes the quantity of its name.

    Parameters
    ----------
    *parts : int

    Returns
    -------
    callable
        A decorator.
    """
    return lambda formula: Step(parts, formula)
