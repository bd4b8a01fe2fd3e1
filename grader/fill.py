"""Fills a gradebook with the grades that it does not have yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from grader.errors import GraderError
from grader.gradebook import Gradebook, Key, key_of
from grader.progress import progress
from grader.record import Record, State
from grader.task import Task

Run = Callable[[Iterable[Task]], Iterator[tuple[Task, Record]]]

# So many failures of ours in a row are no accident: a broken installation, no memory.
HOPELESS = 10


@dataclass(frozen=True)
class Grading:
    """How the grading is done.

    Attributes
    ----------
    run : callable
        Takes tasks one by one, gives them back with their records.
    again : collection of str
        Names of submissions to grade even if they have a grade.
    n_submissions : int
    write : callable
        Takes lines that say how far it is.
    """

    run: Run
    again: Collection[str]
    n_submissions: int
    write: Callable[[str], None]


def fill(
    gradebook: Gradebook, found: Iterable[tuple[Task, str]], grading: Grading
) -> dict[str, Key]:
    """Grade what the gradebook does not have yet, and keep each grade at once.

    Parameters
    ----------
    gradebook : Gradebook
    found : iterable of tuple
        Each submission's task, and why it cannot be read; empty if it can.
    grading : Grading

    Returns
    -------
    dict of str to Key
        The gradebook's key of each submission, by its name.

    Raises
    ------
    GraderError
        If we fail on one submission after the other.
    """
    keys: dict[str, Key] = {}

    def open_tasks() -> Iterator[Task]:
        for task, problem in found:
            key = keys[task.name] = key_of(task)
            if problem:
                gradebook.record(key, Record(State.UNREADABLE, message=problem))
            elif task.name in grading.again or not gradebook.has_grade(key):
                yield task
                continue
            shown.know()

    with progress(grading.n_submissions, grading.write) as shown:
        n_failed = 0
        for task, record in grading.run(open_tasks()):
            gradebook.record(keys[task.name], record)
            shown.finish(record)
            has_failed = record.state is State.GRADER_ERROR
            n_failed = n_failed + 1 if has_failed else 0
            if n_failed == HOPELESS:
                raise GraderError(
                    f"it failed on {n_failed} submissions in a row, so this run ends; "
                    f"the last time it said: {record.message}"
                )
    return keys
