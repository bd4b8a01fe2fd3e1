"""The command line of the walk-through."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

Number = TypeVar("Number", int, float)

METHODS = ("CG", "L-BFGS-B", "fmincg")


def read_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the options; in an editor's cells, where there are none, the defaults."""
    if arguments is None:
        is_script = Path(sys.argv[0]).name in ("ex4.py", "__main__.py")
        arguments = sys.argv[1:] if is_script else []
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ex4",
        description="Exercise 4, Neural Networks Learning, step by step.",
    )
    add = parser.add_argument
    add("--method", choices=METHODS, default="CG", help="how to train (default: CG)")
    add(
        "--maxiter",
        type=_positive,
        default=50,
        metavar="N",
        help="iterations of training (default: 50; the optional part asks for 400)",
    )
    add(
        "--lambda",
        dest="lambda_",
        type=_not_negative,
        default=1.0,
        metavar="X",
        help="regularization strength (default: 1)",
    )
    add(
        "--hidden",
        type=_positive,
        default=25,
        metavar="N",
        help="hidden units of the network that is trained (default: 25)",
    )
    add(
        "--seed",
        type=_seed,
        metavar="N",
        help="random weights as Octave's rand('twister', N) gives them "
        "(default: other ones at each run)",
    )
    add("--data", type=Path, metavar="FILE", help=".mat file with X and y")
    add("--weights", type=Path, metavar="FILE", help=".mat file with Theta1, Theta2")
    add("--save", type=Path, metavar="FILE", help="write the trained Theta1, Theta2")
    add(
        "--figures",
        type=Path,
        default=Path("figures"),
        metavar="DIR",
        help="where to save the figures (default: figures/)",
    )
    add("--transcript", type=Path, metavar="FILE", help="write what ex4.m prints")
    add("--no-pause", action="store_true", help="do not wait between the parts")
    return parser


def has_terminal() -> bool:
    """Whether there is somebody to press enter."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def has_screen() -> bool:
    """Whether a window would be seen."""
    if sys.platform in ("win32", "darwin"):
        return has_terminal()
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _positive(text: str) -> int:
    return _number(int, text, "a whole number from 1", lambda value: value >= 1)


def _seed(text: str) -> int:
    return _number(
        int, text, "a whole number from 0 to 4294967295", lambda n: 0 <= n < 2**32
    )


def _not_negative(text: str) -> float:
    return _number(float, text, "a number, 0 or more", lambda x: 0 <= x < float("inf"))


def _number(
    kind: Callable[[str], Number],
    text: str,
    needed: str,
    is_valid: Callable[[Number], bool],
) -> Number:
    """Read a number; argparse turns the error into one line and status 2."""
    try:
        value = kind(text)
        if is_valid(value):
            return value
    except ValueError:
        pass  # the same answer as for a number out of range
    raise argparse.ArgumentTypeError(f"{text!r} is not {needed}")
