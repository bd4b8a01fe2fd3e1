"""Adds pictures to a grade, for the page where looking beats reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from grader.errors import GraderError
from grader.limits import Limits
from grader.outcome import Ending
from grader.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.exercise import Call, Exercise, Run
    from grader.outcome import Outcome
    from grader.result import Grade
    from grader.submission import Submission


def illustrate(
    grade: Grade,
    submission: Submission,
    exercise: Exercise,
    *,
    limits: Limits | None = None,
    wall: str | None = None,
    trains: bool = False,
) -> Grade:
    """Draw what the exercise has to show of a submission, behind the same wall.

    Parameters
    ----------
    grade : Grade
    submission : Submission
        The graded one.
    exercise : Exercise
    limits, wall
        As they were for grading.
    trains : bool
        Train the submission's own network too; takes seconds.

    Returns
    -------
    Grade
        The same, with pictures; with a note where we failed to draw them.
    """
    if exercise.pictures is None:
        return grade
    given = exercise.pristine(submission.language)
    try:
        with Sandbox(submission, given, limits or Limits(), wall=wall) as sandbox:
            run = _in_any_form(sandbox.run, exercise)
            pictures = exercise.pictures(grade, run, trains)
    except GraderError as error:
        # The marks stand; our fault must not cost the student the report.
        return replace(
            grade, notes=(*grade.notes, f"The pictures are missing: {error}")
        )
    return replace(grade, pictures=pictures)


def _in_any_form(run: Run, exercise: Exercise) -> Run:
    """Make calls in the form that the submission needs, as grading does."""

    def run_in_any_form(calls: Sequence[Call]) -> Outcome:
        outcome = run(calls)
        if outcome.ending is not Ending.RAISED:
            return outcome
        for change in exercise.variants.values():
            changed = run([change(call) for call in calls])
            if changed.ending is Ending.RETURNED:
                return changed
        return outcome

    return run_in_any_form
