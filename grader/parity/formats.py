"""A comparison as a table to read, and as JSON."""

import json
from collections.abc import Callable
from dataclasses import asdict

from grader.parity.table import Comparison, Row, Verdict
from grader.parity.trial import Side

MARKS = {
    Verdict.IDENTICAL: "identical",
    Verdict.AGREES: "agrees",
    Verdict.DIFFERS: "DIFFERS",
    Verdict.FAILED: "FAILED",
}
COLUMNS = "{:<38} {:>9}  {:>8}  {:>8}  {:>7}  {:<9}"
HEADINGS = (
    "function: output",
    "instances",
    "absolute",
    "relative",
    "allowed",
    "verdict",
)


def as_text(comparison: Comparison) -> str:
    """Return the table, then what is wrong, then the verdict.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    str
    """
    lines = [
        _side("Octave", comparison.octave),
        _side("Python", comparison.python),
        "",
        f"{'largest difference':>68}",
        COLUMNS.format(*HEADINGS).rstrip(),
    ]
    lines += [_line(row) for row in comparison.rows]
    wrong = [row for row in comparison.rows if row.message]
    if wrong:
        lines += [""] + [f"{_name(row)}, {row.message}" for row in wrong]
        lines += ["", f"{len(wrong)} of {len(comparison.rows)} do not agree."]
    else:
        lines += ["", f"All {len(comparison.rows)} agree."]
    return "\n".join(lines)


def as_json(comparison: Comparison) -> str:
    """Return everything that the table shows, as JSON, version 1.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    str
    """
    report = {
        "version": 1,
        "agrees": comparison.agrees,
        **{
            name: {"program": side.program, "replaced": list(side.replaced)}
            for name, side in (
                ("octave", comparison.octave),
                ("python", comparison.python),
            )
        },
        # JSON has no infinity: where one side is not a number, there is none either.
        "rows": [
            {**asdict(row), "absolute": _finite(row.absolute)}
            | {"relative": _finite(row.relative)}
            for row in comparison.rows
        ],
    }
    return json.dumps(report, indent=2, allow_nan=False)


FORMATS: dict[str, Callable[[Comparison], str]] = {"text": as_text, "json": as_json}


def _side(name: str, side: Side) -> str:
    """Say which program ran whose files."""
    if not side.replaced:
        return f"{name}: {side.program}, this project's files"
    return f"{name}: {side.program}, with your {', '.join(side.replaced)}"


def _line(row: Row) -> str:
    return COLUMNS.format(
        _name(row),
        row.instances,
        _number(row.absolute),
        _number(row.relative),
        _number(row.tolerance),
        MARKS[row.verdict],
    ).rstrip()


def _name(row: Row) -> str:
    return f"{row.function}: {row.output}"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.1e}" if value else "0"


def _finite(value: float | None) -> float | None:
    return None if value is None or value == float("inf") else value
