"""What is compared: a line of Octave, a line of Python, inputs, tolerances."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Trial:
    """One computation, written in both languages.

    Attributes
    ----------
    function : str
        The port that it exercises.
    instance : str
        What is special about the inputs.
    octave, python : str
        Statements that use the inputs' names and set the outputs' names.
    outputs : mapping of str to float
        Name of a result -> largest relative difference allowed.
    inputs : mapping of str to array, float or int
    """

    function: str
    instance: str
    octave: str
    python: str
    outputs: Mapping[str, float]
    inputs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What one side computed in a trial.

    Attributes
    ----------
    values : mapping of str to ndarray
        The outputs by name; empty if there was an error.
    error : str
        Why there are none, in one line.
    """

    values: Mapping[str, Array] = field(default_factory=dict)
    error: str = ""


@dataclass(frozen=True)
class Sources:
    """The files of one language: ours, and the user's that take their place.

    Attributes
    ----------
    suffix : str
        ``.m`` or ``.py``.
    ours : Path
        The folder of the reference.
    names : tuple of str
        Stems of the files that may be replaced.
    theirs : Path or None
        A folder of the user's, searched through all its folders.
    """

    suffix: str
    ours: Path
    names: tuple[str, ...]
    theirs: Path | None = None


@dataclass(frozen=True)
class Side:
    """What one language answered.

    Attributes
    ----------
    program : str
        Its name and version.
    replaced : tuple of str
        Names of the user's files that took the place of ours.
    answers : tuple of Answer
        One for each trial.
    """

    program: str
    replaced: tuple[str, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Plan:
    """What an exercise says about its comparison.

    Attributes
    ----------
    octave, python : Path
        Folders of the reference; that of Python is a package.
    names : tuple of str
        Stems of the files that a user's own replace.
    homes : mapping of str to str
        Name in a line of Python -> module that it is imported from.
    functions, training : callable
        Give the quick trials, and the long one, whose output ``training_costs`` is
        drawn.
    """

    octave: Path
    python: Path
    names: tuple[str, ...]
    homes: Mapping[str, str]
    functions: Callable[[], list[Trial]]
    training: Callable[[], Trial]


def one_line(message: str) -> str:
    """Return a message without line breaks and control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in message).split())
