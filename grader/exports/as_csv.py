"""The class as one CSV table, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from grader.exports.files import check_file, write_file
from grader.exports.settings import BYTES_PER_ROW, Settings

if TYPE_CHECKING:
    from grader.exercise import Part
    from grader.result import PartResult
    from grader.results import Results, Row

# A cell that begins so is a formula to a spreadsheet (full-width forms included).
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def prepare(path: Path, settings: Settings) -> Callable[[Results], list[str]]:
    """See that the file can be written.

    Parameters
    ----------
    path : Path
    settings : Settings

    Returns
    -------
    callable
        Writes the results, returns remarks.
    """
    check_file(path, settings.n_submissions * BYTES_PER_ROW)

    def write(results: Results) -> list[str]:
        write_file(path, as_csv(results).encode("utf-8"))
        return []

    return write


def as_csv(results: Results) -> str:
    """Write a row per submission.

    Parameters
    ----------
    results : Results

    Returns
    -------
    str
        Scores are empty, not 0, where there is no grade.
    """
    parts = results.exercise.parts + results.exercise.ungraded
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ["submission", "state", "language", "score", "max_score", "message"]
        + [title for part in parts for title in _titles(part)]
        + ["exercise", "seed", "sandbox"]
    )
    for row in results:
        writer.writerow([safe(str(cell)) for cell in _cells(row, results, len(parts))])
    return text.getvalue()


def safe(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would calculate.

    Parameters
    ----------
    cell : str

    Returns
    -------
    str

    Examples
    --------
    >>> safe("=cmd()")
    "'=cmd()"
    """
    # Half a surrogate pair cannot be written.
    cell = cell.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\0")
    return "'" + cell if cell.startswith(FORMULA) else cell


def _titles(part: Part) -> list[str]:
    """Return the columns of a part."""
    if part.number is None:
        return [f"{part.file}_status", f"{part.file}_hint"]
    return [f"part_{part.number}_{what}" for what in ("score", "status", "hint")]


def _cells(row: Row, results: Results, n_parts: int) -> list[object]:
    """Return a submission's cells."""
    exercise = f"{results.exercise.name} {results.exercise.version}"
    state, grade, message = row.record.state, row.record.grade, row.record.message
    if grade is None:
        numbered = sum(part.number is not None for part in results.exercise.parts)
        blank = [""] * (2 * n_parts + numbered)
        return [row.entry.name, state, "", "", "", message, *blank, exercise,
                results.seed, ""]  # fmt: skip
    cells: list[object] = [row.entry.name, state, grade.language]
    cells += [grade.score, grade.max_score, " ".join(grade.notes)]
    for part in grade.parts + grade.ungraded:
        cells += _part(part)
    return [*cells, exercise, grade.seed, grade.sandbox]


def _part(part: PartResult) -> list[object]:
    """Return a part's cells."""
    cells: list[object] = [part.status, part.hint.code if part.hint else ""]
    return cells if part.number is None else [part.score, *cells]
