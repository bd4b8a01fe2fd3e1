"""The grading worksheet that Moodle offers for download, grades filled in."""

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

IDENTITY = {"Identifier", "Full name", "Email address", "Username", "ID number"}
GRADE, MAXIMUM, MAY_CHANGE = "Grade", "Maximum Grade", "Grade can be changed"
PARTICIPANT = re.compile(r"\D*(?P<id>\d+)")


def prepare(path: Path, settings: Settings) -> Callable[[Results], list[str]]:
    """Find the grade's column and the students' rows.

    Parameters
    ----------
    path : Path
        The worksheet, downloaded with "offline grading worksheet" turned on.
    settings : Settings

    Returns
    -------
    callable
        Fills the sheet in, returns remarks.

    Raises
    ------
    UserError
        If it is no such sheet.
    """
    sheet = Sheet(path)
    header = [title.casefold() for title in sheet.header]

    def find(title: str) -> int | None:
        return header.index(title.casefold()) if title.casefold() in header else None

    column = find(settings.column or GRADE)
    # Moodle writes the titles in the site's language; this one always comes first.
    identifier = find("Identifier") or 0
    if column is None or column == identifier:
        raise UserError(
            f"{path} has no column {settings.column or GRADE} but "
            f"{', '.join(sheet.header)}; download Moodle's grading worksheet, or name "
            "the column with --column."
        )
    maximum, may_change = find(MAXIMUM), find(MAY_CHANGE)
    identity = [i for i, title in enumerate(sheet.header) if title in IDENTITY]
    people = [
        Person(
            row,
            _lms_id(sheet.value(row, identifier)),
            identifiers(sheet, row, identity),
        )
        for row in range(1, sheet.n_rows)
    ]
    max_score = float(sum(part.max_score for part in settings.exercise.parts))

    def points(row: int, share: float) -> str | None:
        if may_change is not None and sheet.value(row, may_change).strip() == "No":
            return None
        stated = None if maximum is None else sheet.read_number(row, maximum)
        return sheet.number(share * (stated or max_score))

    return ready(sheet, settings, people, column, points)


def _lms_id(identifier: str) -> str:
    """Return ``moodle:1234`` for ``Participant 1234``, in any language."""
    match = PARTICIPANT.fullmatch(identifier.strip())
    return f"moodle:{match['id']}" if match else ""
