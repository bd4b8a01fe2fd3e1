"""What became of one part, as data: ending, answers, fault, output."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.exercise import Array


class Ending(StrEnum):
    """How a part ended."""

    RETURNED = "returned"
    RAISED = "raised"
    MISSING = "missing"  # the file, or the function in it, is not there
    EXITED = "exited"  # stopped the interpreter
    CRASHED = "crashed"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    OUTPUT = "output"  # printed or returned too much
    TAMPERED = "tampered"  # wrote into the result channel


@dataclass(frozen=True)
class Answer:
    """What one completed call returned.

    Attributes
    ----------
    values : tuple of ndarray or None
        Element by element if it was a tuple; None where it was not numeric.
    kinds : tuple of str
        Exact type names: ``float``, ``ndarray``, ``matrix``, ``list``, ``NoneType``.
    is_tuple : bool
    changed : tuple of int
        Indices of the array arguments that the call modified.
    cpu_seconds : float
    """

    values: tuple[Array | None, ...]
    kinds: tuple[str, ...]
    is_tuple: bool
    changed: tuple[int, ...]
    cpu_seconds: float


@dataclass(frozen=True)
class Fault:
    """The student's exception, as data.

    Attributes
    ----------
    kind, message : str
        ``NameError``, and what it says.
    file : str
        The student's file, empty if the exception came from nowhere in it.
    line : int or None
    source : str
        That line of the student's own.
    stage : str
        ``import`` or ``call``.
    """

    kind: str
    message: str
    file: str
    line: int | None
    source: str
    stage: str


@dataclass(frozen=True)
class Outcome:
    """What became of one part.

    Attributes
    ----------
    ending : Ending
    answers : tuple of Answer
        Of the calls that completed, in order.
    fault : Fault or None
        With ``RAISED``: what ended the part. With ``RETURNED``: the file failed while
        it was imported, but below its function.
    detail : str
        The ending in words, where it has a reason of its own.
    output : str
        What the part printed: truncated, control characters escaped.
    cpu_seconds : float
        Of the whole part.
    """

    ending: Ending
    answers: tuple[Answer, ...] = ()
    fault: Fault | None = None
    detail: str = ""
    output: str = ""
    cpu_seconds: float = 0.0
