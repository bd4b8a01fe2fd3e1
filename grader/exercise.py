"""What an exercise is to the grader: its files, parts, checks and misconceptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from grader.pictures import Picture
    from grader.result import Grade, Hint
    from grader.sandbox import Fault, Outcome

    Array = npt.NDArray[np.floating]
    Indices = npt.NDArray[np.intp]
    Run = Callable[[Sequence["Call"]], Outcome]
    Draw = Callable[[Grade, Run, bool], tuple[Picture, ...]]


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
        What is special about the inputs, to be read after "with": ``the original
        inputs``, ``an absent class``, ...
    expected : tuple of ndarray
        One array per output, from the reference. They never leave this process.
    is_secret : bool
        True for randomised instances, whose values no report shows.
    on_timeout : Hint or None
        What it usually means if there is no answer in time.
    """

    instance: str
    call: Call
    expected: tuple[Array, ...]
    is_secret: bool = True
    on_timeout: Hint | None = None


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
    arguments, outputs : tuple of str
        Names of what the function takes and returns.
    rests_on : tuple of int
        Parts that come first where this one is wrong and nothing explains it.
    adds : str
        What it adds to the part it needs, whose checks are the same without.
    begins_as_needed : bool
        True if it has not been started where its values are those of the part it needs.
    judge : callable or None
        ``judge(observations)`` says what is wrong, or None; for values that are random,
        which cannot be compared with expected ones.
    blocks : callable, optional
        ``blocks(call)`` gives the matrices that the compared vector is made of: by
        name, which entry of the vector stands where.
    sizes : callable, optional
        ``sizes(call)`` gives numbers by which a value may be too large, by name.
    """

    number: int | None
    name: str
    file: str
    max_score: int
    section: str
    needs: tuple[int, ...] = ()
    output: int = 0
    arguments: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    rests_on: tuple[int, ...] = ()
    adds: str = ""
    begins_as_needed: bool = False
    judge: Callable[[Sequence[Observation]], Complaint | None] | None = None
    blocks: Callable[[Call], Mapping[str, Indices]] | None = None
    sizes: Callable[[Call], Mapping[str, float]] | None = None


@dataclass(frozen=True)
class Observation:
    """What a submission answered to a check.

    Attributes
    ----------
    check : Check
    found : tuple of ndarray
        float64, one per value returned, harmless variants brought into the expected
        shape. What does not fit keeps its own; what is no array of numbers is empty.
    is_single : bool
        True if the values came as float32.
    """

    check: Check
    found: tuple[Array, ...]
    is_single: bool = False


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a part's values.

    Attributes
    ----------
    message, found, needed : str
        One line each, as in `grader.result.PartResult`.
    hint : Hint or None
        Used where no misconception explains the values.
    """

    message: str
    found: str = ""
    needed: str = ""
    hint: Hint | None = None


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
    explain_fault : callable
        ``explain_fault(part, check, fault)`` gives the usual cause of an exception that
        is typical of this exercise, or None.
    misconceptions : callable
        ``misconceptions()`` gives all that are known, by code.
    variants : mapping of str to callable
        Other forms of a call that a submission may need instead, by the note it gets.
    speed : callable or None
        ``speed()`` gives the call whose time tells how long training takes.
    evaluations : int
        How often training makes that call.
    pristine : callable
        ``pristine(language)`` gives the given files, without the written ones, as
        relative path -> content.
    stubs : callable
        ``stubs(language)`` gives the written files as handed out.
    folder : callable
        ``folder()`` gives a student's fresh folder, as relative path -> content.
    home : Path
        The package of the reference.
    pictures : callable, optional
        ``pictures(grade, run, trains)`` draws what is better seen than read; ``run``
        is a sandbox's, ``trains`` asks it to train the submission's own network.
    """

    name: str
    title: str
    version: str
    written: tuple[str, ...]
    parts: tuple[Part, ...]
    ungraded: tuple[Part, ...]
    checks: Callable[[int, Part], Sequence[Check]]
    explain: Callable[[Part, Sequence[Observation]], Hint | None]
    explain_fault: Callable[[Part, Check, Fault], Hint | None]
    misconceptions: Callable[[], Mapping[str, Misconception]]
    pristine: Callable[[str], Mapping[str, bytes]]
    stubs: Callable[[str], Mapping[str, bytes]]
    folder: Callable[[], Mapping[str, bytes]]
    home: Path
    pictures: Draw | None = None
    variants: Mapping[str, Callable[[Call], Call]] = field(default_factory=dict)
    speed: Callable[[], Call] | None = None
    evaluations: int = 0
