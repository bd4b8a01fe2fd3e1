"""Which row of an LMS's sheet belongs to which submission; no guesses."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from grader.collect import Entry
from grader.errors import UserError

SUBMISSION = "submission"


@dataclass(frozen=True)
class Person:
    """A student's row.

    Attributes
    ----------
    row : int
    lms_id : str
        As `Entry.lms_id`; empty where the sheet has none.
    identifiers : frozenset of str
        What else the row calls the student, `normal`.
    """

    row: int
    lms_id: str
    identifiers: frozenset[str]


@dataclass(frozen=True)
class Matches:
    """Row by submission's name, and the names without one, with the reason."""

    rows: Mapping[str, int]
    unmatched: Mapping[str, str]


def normal(text: str) -> str:
    """Return a name as it is compared: no capitals, single spaces, one Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def read_roster(path: Path) -> dict[str, str]:
    """Read what the sheet calls the student of each submission.

    Parameters
    ----------
    path : Path
        CSV with the columns ``submission`` and one more: an address, a login or
        number, anything that the sheet has too.

    Returns
    -------
    dict of str to str

    Raises
    ------
    UserError
        If it is not such a file, or names a submission twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read ({error}).") from None
    rows = [row for row in csv.reader(StringIO(text, newline="")) if row]
    header = [title.strip().lower() for title in rows[0]] if rows else []
    if SUBMISSION not in header or len(header) != 2:
        raise UserError(
            f"{path} needs two columns, `submission` and what the sheet calls the "
            f"student; its first line is {','.join(header) or 'empty'}."
        )
    column = header.index(SUBMISSION)
    roster: dict[str, str] = {}
    for row in rows[1:]:
        if len(row) != 2 or row[column] in roster:
            raise UserError(
                f"{path}: {','.join(row)} is no row of two, or there twice."
            )
        roster[row[column]] = row[1 - column]
    return roster


def match(
    entries: Iterable[Entry], people: Sequence[Person], roster: Mapping[str, str]
) -> Matches:
    """Find each submission's row.

    The roster counts first, then the LMS's number, then a name that is the same.

    Parameters
    ----------
    entries : iterable of Entry
    people : sequence of Person
    roster : mapping of str to str

    Returns
    -------
    Matches
    """
    rows: dict[str, int] = {}
    unmatched: dict[str, str] = {}
    for entry in entries:
        found = _find(entry, people, roster)
        if len(found) == 1:
            rows[entry.name] = found[0].row
        else:
            unmatched[entry.name] = f"{len(found)} rows fit" if found else "no row fits"
    claims = Counter(rows.values())
    for name, row in list(rows.items()):
        if claims[row] > 1:
            unmatched[name] = f"{claims[row]} submissions fit one row"
            del rows[name]
    return Matches(rows, unmatched)


def _find(
    entry: Entry, people: Sequence[Person], roster: Mapping[str, str]
) -> list[Person]:
    """Return the rows that fit."""
    if entry.name in roster:
        wanted = normal(roster[entry.name])
        return [p for p in people if wanted in p.identifiers]
    if entry.lms_id and any(p.lms_id for p in people):
        return [p for p in people if p.lms_id == entry.lms_id]
    wanted = normal(entry.name)
    return [p for p in people if wanted in p.identifiers]
