"""python -m grader compare: the port against Octave, function by function."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import UserError

if TYPE_CHECKING:
    from grader.parity.table import Comparison
    from grader.parity.trial import Plan, Trial

Write = Callable[[str], object]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads.

    Parameters
    ----------
    parser : ArgumentParser
    """
    add = parser.add_argument
    add(
        "octave_folder",
        nargs="?",
        type=Path,
        metavar="OCTAVE_FOLDER",
        help="your own .m files, wherever in it they lie: they take the place of ours",
    )
    add(
        "--python",
        type=Path,
        metavar="FOLDER",
        help="your own Python files: they take the place of ours (and run without the "
        "wall that grading has: compare only what you trust)",
    )
    add(
        "--train",
        action="store_true",
        help="also train a network on the digits, and draw both cost curves",
    )
    add("--octave", metavar="PATH", help="the program (default: octave-cli)")
    add("--format", choices=("text", "json"), default="text", help="(default: text)")
    add(
        "--figures",
        type=Path,
        default=Path("figures"),
        metavar="DIR",
        help="where --train saves its figure (default: figures/)",
    )


def run(args: argparse.Namespace, write: Write) -> int:
    """Compare, write the report, return the exit status.

    Parameters
    ----------
    args : Namespace
    write : callable
        Takes the text for standard output.

    Returns
    -------
    int
        0 if everything agrees, 1 if something does not.

    Raises
    ------
    UserError
        If there is no Octave, or a folder cannot be used.
    """
    # Late, because numpy and scipy take longer than the rest of the program.
    from grader.parity.formats import FORMATS
    from grader.parity.octave_side import find_octave

    program = find_octave(args.octave)
    # What is compared belongs to the exercise, which this file does not name.
    home = f"grader.exercises.{args.exercise.name}.parity"
    plan: Plan = import_module(home).PLAN
    trials = plan.functions()
    if args.train:
        trials.append(plan.training())
    comparison = _compare(plan, trials, program, args)
    write(FORMATS[args.format](comparison))
    if args.train:
        path = _save_figure(comparison, args.figures)
        if path and args.format == "text":
            write(f"Figure saved as {path}")
    return 0 if comparison.agrees else 1


def _compare(
    plan: Plan, trials: list[Trial], program: str, args: argparse.Namespace
) -> Comparison:
    """Run both sides at the same time."""
    from concurrent.futures import ThreadPoolExecutor

    from grader.parity.octave_side import run_octave
    from grader.parity.python_side import run_python
    from grader.parity.table import compare
    from grader.parity.trial import Sources

    octave = Sources(".m", plan.octave, plan.names, args.octave_folder)
    python = Sources(".py", plan.python, plan.names, args.python)
    with ThreadPoolExecutor() as pool:
        sides = (
            pool.submit(run_octave, trials, octave, program),
            pool.submit(run_python, trials, python, plan.homes),
        )
        return compare(trials, *(side.result() for side in sides))


def _save_figure(comparison: Comparison, folder: Path) -> Path | None:
    """Draw the training, the last trial, if both sides came through it."""
    from grader.parity.figure import draw_costs, save

    octave = comparison.octave.answers[-1].values.get("training_costs")
    python = comparison.python.answers[-1].values.get("training_costs")
    if octave is None or python is None:
        return None
    path = folder / "parity.png"
    try:
        save(draw_costs(octave.ravel(), python.ravel()), path)
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error}); try --figures.") from None
    return path
