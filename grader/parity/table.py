"""How far both sides are apart: one row for each output of a function."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from grader.parity.trial import Answer, Array, Side, Trial

FIGURES = 9  # digits shown where two numbers differ


class Verdict(StrEnum):
    """How a row ended, from best to worst."""

    IDENTICAL = "identical"
    AGREES = "agrees"
    DIFFERS = "differs"
    FAILED = "failed"


RANK = tuple(Verdict)


@dataclass(frozen=True)
class Row:
    """One output of a function, over all its instances.

    Attributes
    ----------
    function, output : str
    instances : int
    absolute, relative : float or None
        The largest difference of two entries; relative to the largest entry of that
        instance's array. None where there is nothing to subtract.
    tolerance : float
        Largest relative difference allowed; 0 means: to the last bit.
    verdict : Verdict
    message : str
        What is wrong, and in which instance; empty if nothing is.
    """

    function: str
    output: str
    instances: int
    absolute: float | None
    relative: float | None
    tolerance: float
    verdict: Verdict
    message: str = ""


@dataclass(frozen=True)
class Comparison:
    """Both sides, and all rows."""

    octave: Side
    python: Side
    rows: tuple[Row, ...]

    @property
    def agrees(self) -> bool:
        """Whether no row differs and none failed."""
        return all(RANK.index(row.verdict) < 2 for row in self.rows)


def compare(trials: Sequence[Trial], octave: Side, python: Side) -> Comparison:
    """Subtract what the two sides answered to the trials.

    Parameters
    ----------
    trials : sequence of Trial
    octave, python : Side

    Returns
    -------
    Comparison
    """
    grouped: dict[tuple[str, str], list[Row]] = {}
    for trial, octave_answer, python_answer in zip(
        trials, octave.answers, python.answers, strict=True
    ):
        for output in trial.outputs:
            row = _row(trial, output, octave_answer, python_answer)
            grouped.setdefault((trial.function, output), []).append(row)
    return Comparison(octave, python, tuple(_merge(rows) for rows in grouped.values()))


def differences(a: Array, b: Array) -> tuple[float, float]:
    """Return the largest absolute difference, and that relative to `b`'s largest entry.

    Parameters
    ----------
    a, b : ndarray
        Of the same shape. Two NaN in the same place are equal, one alone is not.

    Returns
    -------
    (float, float)
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    is_same = (a == b) | (np.isnan(a) & np.isnan(b))
    with np.errstate(invalid="ignore"):
        apart = np.where(is_same, 0.0, np.abs(a - b))
    apart[np.isnan(apart)] = np.inf
    absolute = float(np.max(apart, initial=0.0))
    size = float(np.max(np.abs(b), initial=0.0, where=np.isfinite(b)))
    return absolute, absolute / size if absolute and size else absolute


def _row(trial: Trial, output: str, octave: Answer, python: Answer) -> Row:
    """Compare one output of one trial."""

    def row(
        verdict: Verdict,
        message: str = "",
        absolute: float | None = None,
        relative: float | None = None,
    ) -> Row:
        where = f"{trial.instance}: {message}" if message else ""
        tolerance = trial.outputs[output]
        return Row(
            trial.function, output, 1, absolute, relative, tolerance, verdict, where
        )

    for name, answer in (("Octave", octave), ("Python", python)):
        if answer.error:
            return row(Verdict.FAILED, f"{name}: {answer.error}")
    # Octave's vectors are (m, 1) or (1, m), NumPy's (m,).
    theirs, ours = np.squeeze(octave.values[output]), np.squeeze(python.values[output])
    if theirs.shape != ours.shape:
        shapes = f"Octave's shape is {theirs.shape}, Python's {ours.shape}"
        return row(Verdict.DIFFERS, shapes)
    absolute, relative = differences(ours, theirs)
    if absolute == 0:
        return row(Verdict.IDENTICAL, "", 0.0, 0.0)
    if relative <= trial.outputs[output]:
        return row(Verdict.AGREES, "", absolute, relative)
    return row(Verdict.DIFFERS, _worst(theirs, ours), absolute, relative)


def _worst(octave: Array, python: Array) -> str:
    """Where the two differ most, and by what."""
    with np.errstate(invalid="ignore"):
        apart = np.nan_to_num(np.abs(octave - python), nan=np.inf)
    at = np.unravel_index(np.argmax(apart), apart.shape)
    place = f" at [{', '.join(str(int(i)) for i in at)}]" if at else ""
    found = f"Octave {octave[at]:.{FIGURES}g}, Python {python[at]:.{FIGURES}g}"
    return f"{found}{place}, counted from 0" if place else found


def _merge(rows: list[Row]) -> Row:
    """All instances of an output as one row; the worst one has the word."""
    worst = max(rows, key=lambda row: (RANK.index(row.verdict), row.relative or 0.0))
    return Row(
        worst.function,
        worst.output,
        len(rows),
        _largest([row.absolute for row in rows]),
        _largest([row.relative for row in rows]),
        worst.tolerance,
        worst.verdict,
        worst.message,
    )


def _largest(values: list[float | None]) -> float | None:
    """Return the largest number, or None if there is none."""
    return max((value for value in values if value is not None), default=None)
