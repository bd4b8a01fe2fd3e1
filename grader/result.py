"""What grading returns: statuses, hints, the result of a part, the grade."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.pictures import Picture


class Status(StrEnum):
    """How a part ended; where several apply, the first in this order counts."""

    GRADER_ERROR = "grader_error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    OUTPUT = "output"
    CRASHED = "crashed"
    ERROR = "error"
    MISSING = "missing"
    NOT_STARTED = "not_started"
    BLOCKED = "blocked"
    WRONG = "wrong"
    PASSED = "passed"


@dataclass(frozen=True)
class Hint:
    """One sentence that helps without giving the solution away.

    Attributes
    ----------
    code : str
        Stable name, as in JSON and CSV: ``penalizes_bias``. Never renamed.
    text : str
    section : str
        Where the handout explains it: ``1.4``.
    """

    code: str
    text: str
    section: str


@dataclass(frozen=True)
class PartResult:
    """The result of one part.

    Attributes
    ----------
    number : int or None
        None for what is checked but carries no points.
    message : str
        One line, for the Feedback column.
    found, needed : str
        What the submission gave and what was asked for, one line each, on the
        original inputs only; empty where there is nothing to show.
    notes : tuple of str
        Remarks that cost nothing: an accepted variant, a changed argument.
    output : str
        What the submission printed, truncated and escaped.
    seconds : float
        CPU time of the submission's own calls.
    section : str
        Where the handout explains this part: ``1.4``.
    """

    number: int | None
    name: str
    file: str
    score: int
    max_score: int
    status: Status
    message: str
    hint: Hint | None = None
    found: str = ""
    needed: str = ""
    notes: tuple[str, ...] = ()
    output: str = ""
    seconds: float = 0.0
    section: str = ""


@dataclass(frozen=True)
class Grade:
    """The result for one submission.

    Attributes
    ----------
    language : str
        ``python`` or ``octave``.
    seed : int
        What the randomised instances were drawn from.
    sandbox : str
        ``bubblewrap``, ``rlimits`` or ``none``: what stood between us and them.
    notes : tuple of str
        Remarks about the submission as a whole.
    command : str
        What the student types to grade this submission again; the report adds the
        options.
    is_partial : bool
        Whether only some parts were asked for.
    pictures : tuple of Picture
        For the HTML page; drawn only where that page is asked for.
    """

    exercise: str
    submission: str
    language: str
    seed: int
    sandbox: str
    parts: tuple[PartResult, ...]
    ungraded: tuple[PartResult, ...] = ()
    notes: tuple[str, ...] = field(default=())
    command: str = "python -m grader"
    is_partial: bool = False
    pictures: tuple[Picture, ...] = ()

    @property
    def score(self) -> int:
        """Points reached."""
        return sum(part.score for part in self.parts)

    @property
    def max_score(self) -> int:
        """Points to be had."""
        return sum(part.max_score for part in self.parts)
