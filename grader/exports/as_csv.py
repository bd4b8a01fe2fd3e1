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
    from grader.class_results import Results, Row
    from grader.exercise import Part

HEAD = ("submission", "late", "state", "language", "score", "max_score", "message")
TAIL = ("exercise", "seed", "sandbox")

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
    titles = [title for part in parts for title in _of_part(part, "", "", "")]
    text = StringIO()
    writer = csv.DictWriter(text, [*HEAD, *titles, *TAIL], lineterminator="\n")
    writer.writeheader()
    for row in results:
        cells = {title: safe(str(cell)) for title, cell in _cells(row, results).items()}
        writer.writerow(cells)
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


def _cells(row: Row, results: Results) -> dict[str, object]:
    """Return a submission's cells by title; what is left out stays empty."""
    exercise, (entry, record) = results.exercise, row
    cells: dict[str, object] = {
        "submission": entry.name,
        "late": "late" if entry.is_late else "",
        "state": record.state,
        "message": record.message,
        "exercise": f"{exercise.name} {exercise.version}",
        "seed": results.seed,
    }
    if grade := record.grade:
        cells |= {
            "language": grade.language,
            "score": grade.score,
            "max_score": grade.max_score,
            "message": " ".join(grade.notes),
            "sandbox": grade.sandbox,
        }
        parts = exercise.parts + exercise.ungraded
        for part, result in zip(parts, grade.parts + grade.ungraded, strict=True):
            code = result.hint.code if result.hint else ""
            cells |= _of_part(part, result.score, result.status, code)
    return cells


def _of_part(part: Part, score: object, status: str, code: str) -> dict[str, object]:
    """Return a part's cells by title."""
    if part.number is None:
        return {f"{part.file}_status": status, f"{part.file}_hint": code}
    start = f"part_{part.number}"
    return {f"{start}_score": score, f"{start}_status": status, f"{start}_hint": code}
