"""What an export has to know before anything is graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.collect import Entry
    from grader.exercise import Exercise

# Room to ask for: a row of a table or gradebook, a report of one submission.
BYTES_PER_ROW, BYTES_PER_REPORT = 16_000, 40_000


@dataclass(frozen=True)
class Settings:
    """What was asked for, and for whom.

    Attributes
    ----------
    roster : mapping of str to str
        What a sheet calls the student of a submission.
    column : str
        The title of the sheet's column to fill in; empty to find it.
    """

    exercise: Exercise
    entries: Sequence[Entry]
    roster: Mapping[str, str]
    column: str = ""

    @property
    def n_submissions(self) -> int:
        """How many there are."""
        return len(self.entries)
