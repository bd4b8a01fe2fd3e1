"""What is known of one submission of a class: grade, problem, or our fault."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from grader.result import Grade, Hint, PartResult, Status


class State(StrEnum):
    """Whether there is a grade; a submission without one never counts as zero."""

    GRADED = "graded"
    UNREADABLE = "unreadable"  # no submission in it, or two: the teacher looks
    GRADER_ERROR = "grader_error"  # our fault, twice


@dataclass(frozen=True)
class Record:
    """One submission's row.

    Attributes
    ----------
    grade : Grade or None
        None unless it was graded.
    message : str
        Why there is no grade; empty where there is one.
    """

    state: State
    grade: Grade | None = None
    message: str = ""


def from_grade(grade: Grade) -> Record:
    """Make the record of a grade: without times, and no grade where we failed.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    Record
    """
    faults = [part for part in _all(grade) if part.status is Status.GRADER_ERROR]
    if faults:
        return Record(State.GRADER_ERROR, message=faults[0].message)
    timeless = replace(
        grade,
        parts=tuple(replace(part, seconds=0.0) for part in grade.parts),
        ungraded=tuple(replace(part, seconds=0.0) for part in grade.ungraded),
        pictures=(),
    )
    return Record(State.GRADED, timeless)


def as_text(record: Record) -> str:
    """Write a record as JSON, for the gradebook and for the way from a worker.

    Parameters
    ----------
    record : Record

    Returns
    -------
    str
    """
    return json.dumps(asdict(record), ensure_ascii=True, sort_keys=True)


def from_text(text: str) -> Record:
    """Read a record as `as_text` has written it.

    Parameters
    ----------
    text : str

    Returns
    -------
    Record
    """
    plain = json.loads(text)
    grade = plain["grade"] and _grade(plain["grade"])
    return Record(State(plain["state"]), grade, plain["message"])


def _all(grade: Grade) -> tuple[PartResult, ...]:
    return grade.parts + grade.ungraded


def _grade(plain: Mapping[str, Any]) -> Grade:
    return Grade(
        **{
            **plain,
            "parts": tuple(map(_part, plain["parts"])),
            "ungraded": tuple(map(_part, plain["ungraded"])),
            "notes": tuple(plain["notes"]),
            "pictures": (),
        }
    )


def _part(plain: Mapping[str, Any]) -> PartResult:
    return PartResult(
        **{
            **plain,
            "status": Status(plain["status"]),
            "hint": plain["hint"] and Hint(**plain["hint"]),
            "notes": tuple(plain["notes"]),
        }
    )
