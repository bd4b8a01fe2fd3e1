"""What an exercise is to the grader: its files, parts, checks and misconceptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from grader.result import Hint

    Array = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Call:
    """One call of a submission's function.

    Attributes
    ----------
    function : str
        Its name, which is also its file's.
    arguments : tuple of ndarray, float or int
    outputs : int
        How many values it returns.
    cpu_seconds : float or None
        Its own limit, where the general one is not meant; doubled and doubled again
        for Octave.
    """

    function: str
    arguments: tuple[Any, ...]
    outputs: int = 1
    cpu_seconds: float | None = None


@dataclass(frozen=True)
class Check:
    """A call, and what a right submission answers.

    Attributes
    ----------
    instance : str
        What is special about the inputs: ``original``, ``absent class``, ...
    expected : tuple of ndarray
        One array per output, from the reference. They never leave this process.
    is_secret : bool
        True for randomised instances, whose values no report shows.
    """

    instance: str
    call: Call
    expected: tuple[Array, ...]
    is_secret: bool = True


@dataclass(frozen=True)
class Part:
    """A graded item of the exercise, worth points.

    Attributes
    ----------
    number : int or None
        None for what carries no points.
    file : str
        Stem of the file that the student writes for it.
    section : str
        Of the handout.
    needs : tuple of int
        Parts that must pass first.
    output : int
        Which of the returned values is compared.
    """

    number: int | None
    name: str
    file: str
    max_score: int
    section: str
    needs: tuple[int, ...] = ()
    output: int = 0


@dataclass(frozen=True)
class Observation:
    """What a submission answered to a check, as float arrays of the right shape."""

    check: Check
    found: tuple[Array, ...]


@dataclass(frozen=True)
class Misconception:
    """A mistake that students really make, and what it computes.

    Attributes
    ----------
    hint : Hint
    parts : tuple of int
        Where it shows.
    wrong : callable
        Takes a call's arguments, returns what a submission with this mistake would.
    """

    hint: Hint
    parts: tuple[int | None, ...]
    wrong: Callable[..., tuple[Array, ...]]


@dataclass(frozen=True)
class Exercise:
    """All that the grader's core knows of an exercise.

    Attributes
    ----------
    name, title, version : str
        The version changes whenever a grade could.
    written : tuple of str
        Stems of the files that the student writes.
    parts, ungraded : tuple of Part
    checks : callable
        ``checks(seed, part)`` gives the checks of a part, the original inputs first;
        the same seed gives the same checks.
    explain : callable
        ``explain(part, observations)`` gives the hint of the misconception, or pair of
        them, that explains every observation, or None.
    pristine : callable
        ``pristine(language)`` gives the given files, without the written ones, as
        relative path -> content.
    stubs : callable
        ``stubs(language)`` gives the written files as handed out.
    folder : callable
        ``folder()`` gives a student's fresh folder, as relative path -> content.
    home : Path
        The package of the reference.
    """

    name: str
    title: str
    version: str
    written: tuple[str, ...]
    parts: tuple[Part, ...]
    ungraded: tuple[Part, ...]
    checks: Callable[[int, Part], Sequence[Check]]
    explain: Callable[[Part, Sequence[Observation]], Hint | None]
    pristine: Callable[[str], Mapping[str, bytes]]
    stubs: Callable[[str], Mapping[str, bytes]]
    folder: Callable[[], Mapping[str, bytes]]
    home: Path
