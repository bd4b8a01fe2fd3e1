"""python -m grader watch: grade again at every save."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from grader.command_grade import (
    SEEDS,
    command_line,
    default_submission,
    seed_number,
)
from grader.errors import UserError
from grader.exercise import Exercise
from grader.limit_flags import add_limits, limits_of
from grader.reports.advice import section_of
from grader.result import Grade, PartResult
from grader.sections import section
from grader.watch import Write, watch
from grader.watch_view import KEYS


def add_arguments(parser: ArgumentParser) -> None:
    """Describe the command's arguments.

    Parameters
    ----------
    parser : ArgumentParser
    """
    parser.description = (
        "Grade again at every save, show the first part that has not passed. "
        f"Keys: {KEYS.replace(' | ', ', ')}."
    )
    parser.add_argument(
        "submission",
        nargs="?",
        type=Path,
        metavar="SUBMISSION",
        help="folder or file to watch (default: what `python -m grader` grades)",
    )
    parser.add_argument(
        "--seed",
        type=seed_number,
        metavar="N",
        help="of the randomised instances (default: a fresh one, kept while watching)",
    )
    add_limits(parser)


def run(args: Namespace, write: Write) -> int:
    """Watch until the student has enough.

    Parameters
    ----------
    args : Namespace
    write : callable
        Takes text for standard output.

    Returns
    -------
    int
        0 if the last grade has all points, else 1.

    Raises
    ------
    UserError
        If there is nothing to watch, or it cannot be watched.
    """
    exercise: Exercise = args.exercise
    submission = args.submission or default_submission(exercise.name)
    if not submission.exists():
        raise UserError(
            f"found no {submission} here; name the folder with your files, "
            "as in `python -m grader watch my-ex4`"
        )

    def long_hint(part: PartResult) -> str:
        handout = exercise.folder()["README.md"].decode()
        found = section(handout, section_of(part))
        return found or "The handout has no section about this part."

    return watch(submission, _grading(submission, args), long_hint, write)


def _grading(submission: Path, args: Namespace) -> Callable[[], Grade]:
    """Tie grading to this submission; one seed, so that a save changes one thing."""
    from grader.grade import grade
    from grader.submission import read_submission

    exercise: Exercise = args.exercise
    seed = secrets.randbelow(SEEDS) if args.seed is None else args.seed
    limits = limits_of(args)

    def grade_now() -> Grade:
        files = read_submission(submission, exercise)
        found = grade(files, exercise, seed=seed, limits=limits, wall=args.wall)
        return replace(found, command=command_line(args.submission))

    return grade_now
