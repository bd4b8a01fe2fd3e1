"""Fills scores into the sheet that a teacher has downloaded from an LMS."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from grader.errors import UserError
from grader.exports.files import check_file, write_file
from grader.exports.matching import Matches, Person, match, normal
from grader.exports.sheet import Sheet

if TYPE_CHECKING:
    from grader.class_results import Results
    from grader.exports.settings import Settings
    from grader.result import Grade

N_NAMES = 10  # in one remark; a whole class is not listed


def ready(
    sheet: Sheet,
    settings: Settings,
    people: Sequence[Person],
    column: int,
    points: Callable[[int, float], str | None],
) -> Callable[[Results], list[str]]:
    """Match rows and see that the sheet can be written back.

    Parameters
    ----------
    sheet : Sheet
    settings : Settings
    people : sequence of Person
    column : int
        To fill in.
    points : callable
        ``points(row, share)`` gives the cell for this share of the points, None for a
        row that must stay as it is.

    Returns
    -------
    callable
        Fills the sheet in, returns remarks.
    """
    matches = match(settings.entries, people, settings.roster)
    check_file(sheet.path, 2 * sheet.path.stat().st_size)

    def write(results: Results) -> list[str]:
        filled, kept, without = [], [], []
        for entry, record in results:
            if entry.name not in matches.rows:
                continue
            row = matches.rows[entry.name]
            if record.grade is None:
                without.append(entry.name)
            elif (cell := points(row, _share(record.grade))) is None:
                kept.append(entry.name)
            else:
                sheet.fill(row, column, cell)
                filled.append(entry.name)
        _save(sheet)
        title = sheet.header[column]
        return [
            f"{sheet.path}: {len(filled)} scores filled in under {title}.",
            *_remarks(sheet, matches, kept, without),
        ]

    return write


def _share(grade: Grade) -> float:
    """Return the share of the points that was reached."""
    return grade.score / grade.max_score


def _save(sheet: Sheet) -> None:
    """Write the sheet; the first time, keep the teacher's own beside it."""
    original = sheet.path.with_name(sheet.path.name + ".bak")
    try:
        if not original.exists():
            shutil.copyfile(sheet.path, original)
    except OSError as error:
        raise UserError(f"{original} cannot be written ({error.strerror}).") from None
    write_file(sheet.path, sheet.as_bytes())


def _remarks(
    sheet: Sheet, matches: Matches, kept: list[str], without: list[str]
) -> Iterable[str]:
    """Say which rows were not filled in, and why."""
    if matches.unmatched:
        reasons = [f"{name} ({why})" for name, why in matches.unmatched.items()]
        yield f"{sheet.path}: no row for {listed(reasons)}; --roster FILE can tell."
    if kept:
        yield f"{sheet.path}: excused or locked, left as it was: {listed(kept)}."
    if without:
        yield f"{sheet.path}: no grade, left as it was: {listed(without)}."


def listed(names: Collection[str]) -> str:
    """Return all names where they are few, the first and a number where they are many.

    Parameters
    ----------
    names : collection of str

    Returns
    -------
    str
    """
    shown = list(names)[:N_NAMES]
    more = f" and {len(names) - N_NAMES} more" if len(names) > N_NAMES else ""
    return ", ".join(shown) + more


def identifiers(sheet: Sheet, row: int, columns: Iterable[int]) -> frozenset[str]:
    """Return what a row calls the student.

    Parameters
    ----------
    sheet : Sheet
    row : int
    columns : iterable of int

    Returns
    -------
    frozenset of str
    """
    found = {normal(sheet.value(row, column)) for column in columns}
    # "Doe, Jane" is "Jane Doe" too.
    swapped = {" ".join(reversed(name.split(", "))) for name in found if ", " in name}
    return frozenset((found | swapped) - {""})
