"""python -m grader start: a fresh copy of the exercise."""

import argparse
from collections.abc import Callable
from pathlib import Path

from grader.handout import start


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder")


def run(args: argparse.Namespace, write: Callable[[str], None]) -> int:
    """Write the folder and say what comes next."""
    start(args.folder, args.exercise.folder())
    files = ", ".join(f"{stem}.py" for stem in args.exercise.written)
    place = f'"{args.folder}"' if " " in str(args.folder) else args.folder
    write(
        f"{args.folder} is ready: the handout is {args.folder / 'README.md'}.\n"
        f"You write {files} in {args.folder / args.exercise.name}.\n"
        f"Next: cd {place} && python -m {args.exercise.name}"
    )
    return 0
