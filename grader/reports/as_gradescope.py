"""The report for Gradescope: ``/autograder/results/results.json``."""

import json
from typing import Any

from grader.reports.advice import again, everything, next_step, remarks
from grader.reports.as_text import explanation
from grader.reports.plain import clean
from grader.result import Grade, PartResult, Status


def as_gradescope(grade: Grade) -> str:
    """Write a grade as Gradescope's results.json.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    str

    References
    ----------
    https://gradescope-autograders.readthedocs.io/en/latest/specs/
    """
    grade = clean(grade)
    seconds = sum(part.seconds for part in everything(grade))
    report = {
        # Given here too, because it is required where a test carries no points.
        "score": grade.score,
        "execution_time": round(seconds, 3),
        "output": "\n".join([*remarks(grade), next_step(grade)]),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "exercise": grade.exercise,
            "seed": grade.seed,
            "sandbox": grade.sandbox,
        },
        "tests": [_test(grade, part) for part in grade.parts]
        + [_without_points(_test(grade, part)) for part in grade.ungraded],
    }
    return json.dumps(report, indent=2, allow_nan=False) + "\n"


def _test(grade: Grade, part: PartResult) -> dict[str, Any]:
    """Describe one part as Gradescope shows it."""
    has_passed = part.status is Status.PASSED
    output = [part.message]
    if not has_passed:
        output += [*explanation(part), f"  again   {again(grade, [part])}"]
    return {
        "score": part.score,
        "max_score": part.max_score,
        "status": "passed" if has_passed else "failed",
        "name": part.name,
        "number": "" if part.number is None else str(part.number),
        "output": "\n".join(output),
        "tags": [part.status.value] + ([part.hint.code] if part.hint else []),
        "visibility": "visible",
    }


def _without_points(test: dict[str, Any]) -> dict[str, Any]:
    """Make it a test that cannot change the score."""
    unwanted = {"score", "max_score", "number"}
    return {key: test[key] for key in test if key not in unwanted}
