"""The report as one HTML page that needs nothing else: no network, no script."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from grader.reports.advice import SANDBOXES, again, next_step, status_word
from grader.reports.plain import clean
from grader.result import Grade, PartResult, Status

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"

# How a status looks: its colour and, for those who do not see colours, a sign.
MOODS = {Status.PASSED: "good", Status.NOT_STARTED: "wait", Status.BLOCKED: "wait"}
SIGNS = {"good": "\N{CHECK MARK}", "wait": "\N{WHITE CIRCLE}", "bad": "\N{BALLOT X}"}


def as_html(grade: Grade) -> str:
    """Write a grade as a page, with its pictures if it has any.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    str
    """
    grade = clean(grade)
    return render(
        "report.html",
        filters={
            "mood": mood,
            "symbol": symbol,
            "word": status_word,
            "again": partial(_again, grade),
        },
        grade=grade,
        percent=round(100 * grade.score / max(grade.max_score, 1)),
        next_step=next_step(grade),
        wall=SANDBOXES.get(grade.sandbox, f"Sandbox: {grade.sandbox}."),
    )


def render(
    template: str, filters: dict[str, object] | None = None, **values: object
) -> str:
    """Fill in a template of `TEMPLATES`; all text is escaped.

    Parameters
    ----------
    template : str
        Name of its file.
    filters : dict, optional
        What the template may apply with ``|``.
    **values : object
        What it may name.

    Returns
    -------
    str
    """
    environment = _environment()
    environment.filters.update(filters or {})
    text: str = environment.get_template(template).render(**values)
    return text


@cache
def _environment() -> Environment:
    """Set jinja2 up once: it keeps compiled templates, and a class has many pages."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def mood(status: Status) -> str:
    """Return the class that colours a status: ``good``, ``wait`` or ``bad``."""
    return MOODS.get(status, "bad")


def symbol(status: Status) -> str:
    """Return the sign of a status, for those who do not see colours."""
    return SIGNS[mood(status)]


def _again(grade: Grade, part: PartResult) -> str:
    return again(grade, [part])
