"""python -m grader class: a whole class into a gradebook, and out of it again."""

from __future__ import annotations

import argparse
import os
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.class_results import Results, tally
from grader.class_summary import summary
from grader.collect import Entry, collect
from grader.command_grade import SEEDS, seed_number
from grader.contents import read
from grader.errors import UserError
from grader.exports.files import check_file
from grader.exports.matching import read_roster
from grader.exports.menu import EXPORTS
from grader.exports.settings import BYTES_PER_ROW, Settings
from grader.fill import Grading, Run, fill
from grader.gradebook import Gradebook
from grader.limit_flags import add_limits, limits_of
from grader.record import State
from grader.similarity import THRESHOLD, check_installed, find_pairs
from grader.sources import LANGUAGES
from grader.submission import from_files
from grader.task import Task, Work, grade_task

if TYPE_CHECKING:
    from grader.similarity import Pair
    from grader.submission import Submission

Write = Callable[[str], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads.

    Parameters
    ----------
    parser : ArgumentParser
    """
    add = parser.add_argument
    add(
        "submissions",
        type=Path,
        metavar="SUBMISSIONS",
        help="folder of folders, zips or files, as the LMS gives it",
    )
    add(
        "--gradebook",
        type=Path,
        default=Path("grades.db"),
        metavar="FILE",
        help="what is in it is not graded again (default: grades.db)",
    )
    add(
        "--jobs",
        type=_jobs,
        default=os.cpu_count() or 1,
        metavar="N",
        help="side by side (default: one per processor)",
    )
    add(
        "--seed",
        type=seed_number,
        metavar="N",
        help="of the randomised instances (default: the gradebook's, or a fresh one)",
    )
    add("--scheduler", metavar="ADDRESS", help="grade on this Dask cluster")
    add(
        "--regrade",
        action="append",
        default=[],
        metavar="NAME",
        help="grade this submission again (may be given again)",
    )
    for name, export in EXPORTS.items():
        add("--" + name, type=Path, metavar=export.metavar, help=export.help)
    add(
        "--roster",
        type=Path,
        metavar="FILE",
        help="CSV: submission, and what the sheet calls its student",
    )
    add(
        "--column",
        default="",
        metavar="TITLE",
        help="of the sheet to fill in, where it is not clear",
    )
    add(
        "--similarity",
        action="store_true",
        help="list pairs of submissions that look alike",
    )
    add(
        "--threshold",
        type=_share,
        default=THRESHOLD,
        metavar="SHARE",
        help=f"of common code from which they do (default: {THRESHOLD})",
    )
    add_limits(parser)


def run(args: argparse.Namespace, write: Write, work: Work = grade_task) -> int:
    """Grade a class and export its grades.

    Parameters
    ----------
    args : Namespace
    write : callable
        Takes text for standard output.
    work : callable
        What a worker does with a task.

    Returns
    -------
    int
        0 if every submission has a grade, 1 if some cannot be read, 3 if the grader
        failed on some.

    Raises
    ------
    UserError
        Before anything is graded, if some of it cannot be done.
    """
    entries, left_out = collect(args.submissions, args.exercise.written)
    _check_names(args.regrade, entries)
    if args.similarity:
        check_installed()
    exports = _exports(args, entries)
    grading = _grading(args, len(entries), write, work)
    check_file(args.gradebook, BYTES_PER_ROW * len(entries))
    with Gradebook(args.gradebook) as gradebook:
        seed = _seed(args, gradebook)
        write(f"{len(entries)} submission{'s' * (len(entries) > 1)}, seed {seed}.")
        keys = fill(gradebook, _tasks(args, entries, seed), grading)
        pairs = _pairs(args, entries) if args.similarity else None
        results = Results(
            args.exercise, seed, entries, gradebook, keys, left_out, pairs
        )
        totals = tally(results)
        write(summary(results, totals))
        for export in exports:
            for remark in export(results):
                write(remark)
    if totals.states[State.GRADER_ERROR]:
        return 3
    return 1 if totals.states[State.UNREADABLE] else 0


def _exports(
    args: argparse.Namespace, entries: Sequence[Entry]
) -> list[Callable[[Results], list[str]]]:
    """Prepare what was asked for, so that it fails now or not at all."""
    roster = read_roster(args.roster) if args.roster else {}
    settings = Settings(args.exercise, entries, roster, args.column)
    return [
        export.prepare(path, settings)
        for name, export in EXPORTS.items()
        if (path := getattr(args, name)) is not None
    ]


def _tasks(
    args: argparse.Namespace, entries: Iterable[Entry], seed: int
) -> Iterator[tuple[Task, str]]:
    """Read the submissions one by one, when they are wanted."""
    limits = limits_of(args)
    for entry in entries:
        problem = ""
        try:
            files, refused = read(entry)
        except UserError as error:
            problem = str(error)
            files, refused = {}, {"": problem}
        yield (
            Task(
                entry.name, files, args.load_exercise, seed, limits, args.wall, refused
            ),
            problem,
        )


def _grading(
    args: argparse.Namespace, n_tasks: int, write: Write, work: Work
) -> Grading:
    """Choose where the grading is done."""
    if args.scheduler:
        from grader.cluster import grade_on_cluster

        run: Run = partial(
            grade_on_cluster,
            address=args.scheduler,
            load_exercise=args.load_exercise,
            needs_bubblewrap=args.wall in (None, "bubblewrap"),
            work=work,
        )
    else:
        from grader.pool import grade_locally
        from grader.walls import WALLS

        if args.wall and (missing := WALLS[args.wall].what_is_missing()):
            raise UserError(f"the wall {args.wall} cannot stand here: {missing}")
        run = partial(grade_locally, jobs=args.jobs, work=work)
    return Grading(run, frozenset(args.regrade), n_tasks, write)


def _seed(args: argparse.Namespace, gradebook: Gradebook) -> int:
    """Return the seed: the one asked for, the gradebook's, or a fresh one; keep it."""
    seed: int | None = args.seed
    if seed is None:
        seed = gradebook.seed(args.exercise.name)
    if seed is None:
        seed = secrets.randbelow(SEEDS)
    gradebook.keep_seed(args.exercise.name, seed)
    return seed


def _pairs(args: argparse.Namespace, entries: Iterable[Entry]) -> tuple[Pair, ...]:
    """Read the submissions again and compare them with each other."""
    exercise = args.exercise

    def submissions() -> Iterator[Submission]:
        for entry in entries:
            with suppress(UserError):  # it is listed as unreadable
                files, refused = read(entry)
                yield from_files(entry.name, files, exercise, refused=refused)

    handout = {
        language: {**exercise.pristine(language), **exercise.stubs(language)}
        for language in LANGUAGES
    }
    return find_pairs(submissions(), handout, threshold=args.threshold)


def _check_names(names: Iterable[str], entries: Iterable[Entry]) -> None:
    """Refuse to regrade what is not there."""
    known = [entry.name for entry in entries]
    for name in names:
        if name not in known:
            close = get_close_matches(name, known, n=3)
            hint = f"; did you mean {' or '.join(close)}?" if close else "."
            raise UserError(f"--regrade: there is no submission called {name}{hint}")


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share above 0, up to 1")
    return share
