"""The report for CI servers: JUnit XML as pytest writes it, points as properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.reports.advice import everything, status_word
from grader.reports.as_text import explanation
from grader.reports.plain import clean
from grader.result import Grade, PartResult, Status

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# What the submission could not finish is an error, a wrong answer is a failure, and
# what must wait for another part is skipped. An unwritten part is a failure: an empty
# submission must not make a server show green.
KINDS = {
    Status.GRADER_ERROR: "error",
    Status.TIMEOUT: "error",
    Status.MEMORY: "error",
    Status.OUTPUT: "error",
    Status.CRASHED: "error",
    Status.ERROR: "error",
    Status.MISSING: "failure",
    Status.NOT_STARTED: "failure",
    Status.BLOCKED: "skipped",
    Status.WRONG: "failure",
    Status.PASSED: "",
}


def as_junit(grade: Grade) -> str:
    """Write a grade as JUnit XML.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    str
    """
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    grade = clean(grade)
    parts = everything(grade)
    counts = {
        "tests": str(len(parts)),
        "errors": _count(parts, "error"),
        "failures": _count(parts, "failure"),
        "skipped": _count(parts, "skipped"),
        "time": _seconds(sum(part.seconds for part in parts)),
    }
    root = Element("testsuites", name=grade.exercise)
    suite = SubElement(root, "testsuite", counts, name=grade.submission)
    _properties(
        suite,
        score=grade.score,
        max_score=grade.max_score,
        seed=grade.seed,
        sandbox=grade.sandbox,
    )
    for part in parts:
        _testcase(suite, grade.exercise, part)
    indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, "unicode")}\n'


def _kind(part: PartResult) -> str:
    """Look a part up in `KINDS`; one without points never makes a server show red."""
    kind = KINDS[part.status]
    return "skipped" if kind and part.number is None else kind


def _count(parts: tuple[PartResult, ...], kind: str) -> str:
    return str(sum(_kind(part) == kind for part in parts))


def _seconds(seconds: float) -> str:
    return f"{seconds:.6f}"


def _properties(parent: Element, **values: object) -> None:
    """Add properties, the only portable place for points."""
    from xml.etree.ElementTree import SubElement

    properties = SubElement(parent, "properties")
    for name, value in values.items():
        SubElement(properties, "property", name=name, value=str(value))


def _testcase(suite: Element, exercise: str, part: PartResult) -> None:
    """Add one part as a test case."""
    from xml.etree.ElementTree import SubElement

    case = SubElement(
        suite,
        "testcase",
        classname=f"{exercise}.{part.file.rsplit('.', 1)[0]}",
        name=part.name,
        time=_seconds(part.seconds),
    )
    if part.number is not None:
        _properties(case, score=part.score, max_score=part.max_score)
    if kind := _kind(part):
        verdict = SubElement(case, kind, type=part.status.value, message=part.message)
        verdict.text = "\n".join([status_word(part.status), *explanation(part)])
    if part.output:
        SubElement(case, "system-out").text = part.output
