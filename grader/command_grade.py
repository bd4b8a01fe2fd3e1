"""python -m grader [SUBMISSION]: the score, part by part."""

from __future__ import annotations

import argparse
import os
import secrets
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import UserError
from grader.limit_flags import add_limits, limits_of
from grader.whole import whole_file

if TYPE_CHECKING:
    from grader.result import Grade
    from grader.submission import Submission

Write = Callable[[str], None]

SEEDS = 10_000  # a seed of four digits is easily typed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads.

    Parameters
    ----------
    parser : ArgumentParser
    """
    from grader.reports.menu import REPORTS

    add = parser.add_argument
    add(
        "submission",
        nargs="?",
        type=Path,
        metavar="SUBMISSION",
        help="folder or file to grade (default: the exercise in this folder)",
    )
    add(
        "--part",
        type=int,
        action="append",
        metavar="N",
        help="grade only this part, and say what it needs (may be given again)",
    )
    add(
        "--seed",
        type=seed_number,
        metavar="N",
        help="of the randomised instances (default: a fresh one, printed)",
    )
    add("--format", choices=REPORTS, default="text", help="(default: text)")
    add("--output", type=Path, metavar="FILE", help="write the report to a file")
    add(
        "--speed",
        action="store_true",
        help="after the marks, how fast the submission is beside the reference",
    )
    add(
        "--train",
        action="store_true",
        help="for the html report: train the submission's network, show its hidden "
        "units",
    )
    add_limits(parser)


def run(args: argparse.Namespace, write: Write) -> int:
    """Grade and report.

    Parameters
    ----------
    args : Namespace
    write : callable
        Takes text for standard output.

    Returns
    -------
    int
        0 for full marks, 1 otherwise.

    Raises
    ------
    UserError
        If there is nothing to grade, or the report cannot be written.
    """
    # Comparing small arrays takes no threads; starting them takes 60 ms of CPU time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

    from grader.grade import grade
    from grader.reports.colour import show
    from grader.reports.menu import REPORTS
    from grader.submission import read_submission

    path = args.submission or default_submission(args.exercise.name)
    _check_parts(args)
    submission = read_submission(path, args.exercise)
    seed = secrets.randbelow(SEEDS) if args.seed is None else args.seed
    result = grade(
        submission,
        args.exercise,
        seed=seed,
        limits=limits_of(args),
        wall=args.wall,
        parts=args.part,
    )
    result = replace(result, command=command_line(args.submission))
    if args.format == "html":
        result = _with_pictures(result, submission, args)
    report = REPORTS[args.format].write(result)
    if args.speed:
        report += _speed(submission, args)
    if args.output is None and args.format == "text":
        show(report, sys.stdout)
    else:
        _deliver(report, args.output, write)
    return 0 if result.score == result.max_score else 1


def default_submission(package: str) -> Path:
    """Return what is graded when nothing is named: the exercise in this folder."""
    return Path(package) if Path(package).is_dir() else Path()


def command_line(submission: Path | None) -> str:
    """Return what the student types to grade the same again."""
    if submission is None:
        return "python -m grader"
    return f"python -m grader {shlex.quote(str(submission))}"


def _check_parts(args: argparse.Namespace) -> None:
    """Refuse parts that the exercise does not have."""
    numbers = [part.number for part in args.exercise.parts]
    for number in args.part or ():
        if number not in numbers:
            raise UserError(
                f"there is no part {number}; {args.exercise.title} has parts "
                f"{numbers[0]} to {numbers[-1]}"
            )


def _with_pictures(
    result: Grade, submission: Submission, args: argparse.Namespace
) -> Grade:
    """Draw what the page shows, from the submission's own answers."""
    from grader.illustrate import illustrate

    return illustrate(
        result,
        submission,
        args.exercise,
        limits=limits_of(args),
        wall=args.wall,
        trains=args.train,
    )


def _speed(submission: Submission, args: argparse.Namespace) -> str:
    """Measure the submission beside the reference."""
    from grader.speed import measure

    return measure(submission, args.exercise, limits=limits_of(args), wall=args.wall)


def _deliver(report: str, output: Path | None, write: Write) -> None:
    """Print the report, or write it and then rename it to its file."""
    if output is None:
        write(report.removesuffix("\n"))
        return
    if output.is_dir():
        raise UserError(f"{output} is a folder; give --output a file in it")
    target = output.resolve()
    try:
        if target.exists() and not target.is_file():  # /dev/null: never in its place
            target.write_text(report, encoding="utf-8", newline="\n")
            return
        with whole_file(target) as partial:
            partial.write_text(report, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(
            f"{output} cannot be written ({error.strerror}); give --output another path"
        ) from None


def seed_number(text: str) -> int:
    """Read a seed; argparse makes one line of its error."""
    try:
        seed = int(text)
    except ValueError:
        seed = -1
    if not 0 <= seed < 2**63:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0")
    return seed
