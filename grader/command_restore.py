"""python -m grader restore: one given file or stub, as it was handed out."""

import argparse
from collections.abc import Callable
from pathlib import Path

from grader.handout import restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="its name, as in the handout")


def run(args: argparse.Namespace, write: Callable[[str], None]) -> int:
    """Bring the file back; the old one stays beside it."""
    path, kept = restore(
        args.file, Path(), args.exercise.folder(), reference=args.exercise.home
    )
    old = f"; what was there is now {kept.name}" if kept else ""
    write(f"{path} is as handed out{old}.")
    return 0
