"""Command-line flags for the limits: one for each, its unit in its name."""

from __future__ import annotations

import argparse
from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.limits import Limits


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Add a flag for every limit, and one for the wall."""
    from grader.limits import Limits
    from grader.walls import WALLS

    group = parser.add_argument_group("limits of one part")
    for limit in fields(Limits):
        kind = float if isinstance(limit.default, float) else int
        group.add_argument(
            "--" + limit.name.replace("_", "-"),
            type=_positive(kind),
            default=limit.default,
            metavar="N",
            help=f"(default: {limit.default})",
        )
    group.add_argument(
        "--wall",
        choices=WALLS,
        help="what stands between the submission and this machine "
        "(default: the strongest that works)",
    )


def limits_of(args: argparse.Namespace) -> Limits:
    """Return the limits that the flags name."""
    from grader.limits import Limits

    return Limits(**{limit.name: getattr(args, limit.name) for limit in fields(Limits)})


def _positive(kind: type[int] | type[float]) -> type[int] | type[float]:
    """Return a reader of numbers above 0; argparse makes one line of its error."""

    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            value = kind(0)
        if not 0 < value < float("inf"):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
        return value

    return read  # type: ignore[return-value]
