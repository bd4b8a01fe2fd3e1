"""The gradebook sheet that Canvas exports and imports, with one column filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import UserError
from grader.exports.filling import identifiers, ready
from grader.exports.matching import Person
from grader.exports.sheet import Sheet

if TYPE_CHECKING:
    from grader.class_results import Results
    from grader.exports.settings import Settings

IDENTITY = {"Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID"}
ASSIGNMENT = re.compile(r"(?P<title>.*\S)\s*\((?P<id>\d+)\)")
EXCUSED = "EX"


def prepare(path: Path, settings: Settings) -> Callable[[Results], list[str]]:
    """Find the assignment's column and the students' rows.

    Parameters
    ----------
    path : Path
        Grades exported from Canvas.
    settings : Settings

    Returns
    -------
    callable
        Fills the sheet in, returns remarks.

    Raises
    ------
    UserError
        If it is no such sheet, or the column is not clear.
    """
    sheet = Sheet(path)
    header = sheet.header
    if not header or "Student" not in header[0] or "ID" not in header:
        raise UserError(
            f"{path} is no Canvas gradebook: its first columns are "
            f"{', '.join(header[:3])}, not Student, ID; export it from Canvas again."
        )
    points_row = next(
        (row for row in range(sheet.n_rows) if _is_points(sheet, row)), None
    )
    column = _column(sheet, points_row, settings)
    possible = points_row and sheet.read_number(points_row, column)
    max_score = float(sum(part.max_score for part in settings.exercise.parts))
    max_points = possible or max_score
    identity = [i for i, title in enumerate(header) if title in IDENTITY]
    people = [
        Person(
            row,
            f"canvas:{sheet.value(row, header.index('ID')).strip()}",
            identifiers(sheet, row, identity),
        )
        for row in range((points_row or 0) + 1, sheet.n_rows)
    ]

    def points(row: int, share: float) -> str | None:
        is_excused = sheet.value(row, column).strip().upper() == EXCUSED
        return None if is_excused else sheet.number(share * max_points)

    return ready(sheet, settings, people, column, points)


def _is_points(sheet: Sheet, row: int) -> bool:
    """Whether a row says how many points each assignment has."""
    return sheet.value(row, 0).strip() == "Points Possible"


def _column(sheet: Sheet, points_row: int | None, settings: Settings) -> int:
    """Find the assignment: the one named, the exercise's, or the only one."""
    candidates = {
        i: title
        for i, title in enumerate(sheet.header)
        if ASSIGNMENT.fullmatch(title)
        and not (points_row and "read only" in sheet.value(points_row, i))
    }
    if settings.column:
        wanted = settings.column.casefold()
        fitting = [
            i
            for i, title in candidates.items()
            if wanted in (title.casefold(), _title(title)) or wanted == _id(title)
        ]
    else:
        names = (settings.exercise.title.casefold(), settings.exercise.name.casefold())
        fitting = [
            i
            for i, title in candidates.items()
            if any(name in title.casefold() for name in names)
        ] or list(candidates)
    if len(fitting) == 1:
        return fitting[0]
    titles = "; ".join(candidates.values()) or "there is none"
    raise UserError(
        f"{sheet.path}: name the assignment's column with --column; it has {titles}."
    )


def _title(title: str) -> str:
    match = ASSIGNMENT.fullmatch(title)
    return match["title"].casefold() if match else ""


def _id(title: str) -> str:
    match = ASSIGNMENT.fullmatch(title)
    return match["id"] if match else ""
