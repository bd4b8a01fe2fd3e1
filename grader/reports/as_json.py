"""The report for programs, version 1; its keys are never renamed."""

import json
from dataclasses import asdict
from typing import Any

from grader.reports.plain import clean
from grader.result import Grade, PartResult

VERSION = 1


def as_json(grade: Grade) -> str:
    """Write a grade as JSON, all in ASCII.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    str
    """
    grade = clean(grade)
    report = {
        "version": VERSION,
        "exercise": grade.exercise,
        "submission": grade.submission,
        "language": grade.language,
        "seed": grade.seed,
        "sandbox": grade.sandbox,
        "score": grade.score,
        "max_score": grade.max_score,
        "parts": [_part(part) for part in grade.parts],
        "ungraded": [_without_points(_part(part)) for part in grade.ungraded],
        "notes": grade.notes,
    }
    return json.dumps(report, indent=2, allow_nan=False) + "\n"


def _part(part: PartResult) -> dict[str, Any]:
    """Describe one part; the first nine keys are the contract, the rest says more."""
    return {
        "number": part.number,
        "name": part.name,
        "file": part.file,
        "score": part.score,
        "max_score": part.max_score,
        "status": part.status.value,
        "message": part.message,
        "hint": asdict(part.hint) if part.hint else None,
        "seconds": round(part.seconds, 6),
        "found": part.found,
        "needed": part.needed,
        "notes": part.notes,
        "output": part.output,
    }


def _without_points(part: dict[str, Any]) -> dict[str, Any]:
    """Leave out what an ungraded part does not carry."""
    return {key: part[key] for key in part if key not in {"score", "max_score"}}
