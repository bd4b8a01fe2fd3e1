"""The one function that workers run, here or on a cluster: bytes in, text out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grader.errors import UserError
from grader.limits import Limits
from grader.record import Record, State, as_text, from_grade

if TYPE_CHECKING:
    from grader.exercise import Exercise


@dataclass(frozen=True)
class Task:
    """A submission to grade, and on which terms; it travels to a worker.

    Attributes
    ----------
    name : str
    files : mapping of str to bytes
        Source by relative path.
    refused : mapping of str to str
        Files that were not read, and why.
    load_exercise : callable
        A function of a module, so that only its name travels.
    seed : int
    limits : Limits
    wall : str or None
        None takes the strongest of the worker's machine.
    """

    name: str
    files: Mapping[str, bytes]
    load_exercise: Callable[[], Exercise]
    seed: int
    limits: Limits = field(default_factory=Limits)
    wall: str | None = None
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> str:
        """SHA-256 of the files; that of a refused file is the reason."""
        digest = hashlib.sha256()
        refused = {path: why.encode() for path, why in self.refused.items()}
        for kind, files in (("file", self.files), ("refused", refused)):
            for path in sorted(files):
                data = files[path]
                head = f"{kind} {len(data)} {path}\0"
                digest.update(head.encode("utf-8", "surrogateescape") + data)
        return digest.hexdigest()


Work = Callable[[Task], str]


def grade_task(task: Task) -> str:
    """Grade a submission.

    Parameters
    ----------
    task : Task

    Returns
    -------
    str
        The record, as `grader.record.as_text` writes it.

    Raises
    ------
    GraderError
        If the grader failed; the submission is not to blame.
    """
    from grader.grade import grade
    from grader.submission import from_files

    exercise = task.load_exercise()
    try:
        submission = from_files(task.name, task.files, exercise, refused=task.refused)
    except UserError as error:
        return as_text(Record(State.UNREADABLE, message=str(error)))
    result = grade(
        submission, exercise, seed=task.seed, limits=task.limits, wall=task.wall
    )
    return as_text(from_grade(replace(result, submission=task.name)))
