"""The command line, the only place where the core and the exercises meet."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from grader.errors import GraderError, UserError


class Command(NamedTuple):
    """A subcommand: where it lives, and the line that --help shows."""

    module: str
    help: str


# The menu. A module here has add_arguments(parser) and run(args, write) -> status.
COMMANDS = {
    "grade": Command("grader.command_grade", "the score, part by part (the default)"),
    "start": Command("grader.command_start", "a fresh copy of the exercise"),
    "restore": Command(
        "grader.command_restore", "one given file or stub, brought back"
    ),
    "watch": Command("grader.command_watch", "grade again at every save"),
    "compare": Command("grader.command_compare", "this port beside GNU Octave"),
    "class": Command("grader.classroom", "a whole class into a gradebook"),
    "verify": Command("grader.verify", "does the course itself hold together?"),
}
DEFAULT = "grade"
EXERCISE = "ex4"


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line.

    Parameters
    ----------
    arguments : sequence of str

    Returns
    -------
    int
        0 full marks, 1 not yet, 2 the caller's mistake, 3 the grader's fault.
    """
    try:
        return _dispatch(list(arguments))
    except UserError as error:
        print(f"grader: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output has seen enough, as in `... | head`.
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        print("grader: stopped.", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001 - whatever it is, it is our fault
        return _own_fault(error)


def _dispatch(arguments: list[str]) -> int:
    """Find the command and run it."""
    if arguments[:1] in (["-h"], ["--help"]):
        write(_overview())
        arguments = [DEFAULT, "--help"]
    elif not arguments or arguments[0] not in COMMANDS:
        _reject_misspelt(*arguments[:1])
        arguments = [DEFAULT, *arguments]
    name, rest = arguments[0], arguments[1:]
    module = import_module(COMMANDS[name].module)
    title = "python -m grader" if name == DEFAULT else f"python -m grader {name}"
    parser = argparse.ArgumentParser(prog=title, description=COMMANDS[name].help)
    module.add_arguments(parser)
    args = parser.parse_args(rest)
    # A class's workers load it themselves, wherever they are.
    args.load_exercise = import_module("grader.exercises.menu").EXERCISES[EXERCISE]
    args.exercise = args.load_exercise()
    status: int = module.run(args, write)
    return status


def _reject_misspelt(word: str = "") -> None:
    """Refuse what is nearly a command and no file: it would be graded."""
    near = get_close_matches(word, COMMANDS, n=1)
    if near and not Path(word).exists():
        raise UserError(
            f"there is no command {word}, and no folder; did you mean "
            f"`python -m grader {near[0]}`?"
        )


def write(text: str) -> None:
    """Print a piece of output."""
    print(text, flush=True)


def _overview() -> str:
    """Return the list of commands."""
    rows = [f"  {name:8} {command.help}" for name, command in COMMANDS.items()]
    return "\n".join(["python -m grader [COMMAND] [OPTIONS]", "", *rows, ""])


def _own_fault(error: Exception) -> int:
    """Say that we failed, with what helps to mend it; status 3."""
    if isinstance(error, GraderError):
        print(f"grader: {error}", file=sys.stderr)
    else:
        traceback.print_exception(error)
    print("This is a fault of the grader, not of the submission.", file=sys.stderr)
    return 3
