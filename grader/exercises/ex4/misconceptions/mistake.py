"""What a misconception is here: a step of the computation, done wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from grader.exercises.ex4.misconceptions.step import Formula
from grader.exercises.ex4.misconceptions.steps import STEPS, Work
from grader.result import Hint


@dataclass(frozen=True)
class Mistake:
    """A step done wrong.

    Attributes
    ----------
    hint : Hint
        Its code is the function's name, its text the first line of the docstring.
    parts : tuple of int
        Where it shows.
    step : str
        The quantity that comes out wrong.
    formula : callable
        What is computed in its place.
    others : tuple of callable
        The same with other numbers in it.
    """

    hint: Hint
    parts: tuple[int, ...]
    step: str
    formula: Formula
    others: tuple[Formula, ...] = ()


def mistake(
    section: str, step: str, parts: tuple[int, ...] = (), also: tuple[float, ...] = ()
) -> Callable[[Callable[..., Any]], Mistake]:
    """Make a misconception of a function that computes a step wrong.

    Parameters
    ----------
    section : str
        Of the handout, where it is explained.
    step : str
        The quantity of `steps.STEPS` that it replaces.
    parts : tuple of int, optional
        Where it shows, if that is not where every mistake in this step does.
    also : tuple of float, optional
        Other values of the function's second argument.

    Returns
    -------
    callable
        A decorator.
    """

    def enter(formula: Callable[..., Any]) -> Mistake:
        hint = hint_of(formula, section)
        others = tuple(partial(_with_number, formula, number) for number in also)
        return Mistake(hint, parts or STEPS[step].parts, step, formula, others)

    return enter


def _with_number(formula: Callable[..., Any], number: float, work: Work) -> Any:
    return formula(work, number)


def hint_of(function: Callable[..., Any], section: str) -> Hint:
    """Make a hint of a function's name and its docstring's first line.

    Parameters
    ----------
    function : callable
    section : str

    Returns
    -------
    Hint
    """
    text = (function.__doc__ or "").strip().splitlines()[0]
    return Hint(function.__name__, text, section)
