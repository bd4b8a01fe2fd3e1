"""The report for GitHub Classroom: one line for a step's ``$GITHUB_OUTPUT``."""

import base64
import json
from collections.abc import Iterable
from typing import Any

from grader.reports.advice import again, everything
from grader.reports.as_text import explanation
from grader.reports.plain import clean
from grader.result import Grade, PartResult, Status

VERSION = 3


def as_github_classroom(grade: Grade) -> str:
    """Write a grade as the output ``result`` that the autograding reporter reads.

    In a workflow: ``ex4-grader --format github-classroom >> "$GITHUB_OUTPUT"``, and the
    reporter gets ``<STEP-ID>_RESULTS: ${{ steps.<step-id>.outputs.result }}``.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    str
        ``result=`` and the base64 of a JSON object.
    """
    grade = clean(grade)
    report = {
        "version": VERSION,
        "status": _worst(_status(part.status) for part in grade.parts),
        "max_score": grade.max_score,
        "tests": [_test(grade, part) for part in everything(grade)],
    }
    compact = json.dumps(report, separators=(",", ":"), allow_nan=False)
    return f"result={base64.b64encode(compact.encode('ascii')).decode('ascii')}\n"


def _test(grade: Grade, part: PartResult) -> dict[str, Any]:
    """One part; what carries no points still needs a score, because they are summed."""
    test = {
        "name": part.name,
        "status": _status(part.status),
        "message": part.message,
        "test_code": again(grade, [part]),
        "task_id": part.number or 0,
        "filename": part.file,
        "line_no": 0,
        "duration": round(part.seconds, 6),
        "score": part.score if part.number is not None else 0,
    }
    if part.status is not Status.PASSED:
        test["output"] = "\n".join(explanation(part))
    return test


def _status(status: Status) -> str:
    """Use the three words of this format: an error is ours, a failure theirs."""
    if status is Status.PASSED:
        return "pass"
    return "error" if status is Status.GRADER_ERROR else "fail"


def _worst(statuses: Iterable[str]) -> str:
    """Choose the step's own status."""
    return min(statuses, key=("error", "fail", "pass").index, default="pass")
