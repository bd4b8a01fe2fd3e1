"""Where a class's grades can go; one line here and one file each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.exports import (
    as_canvas,
    as_class_html,
    as_csv,
    as_gradescope_files,
    as_moodle,
)
from grader.exports.settings import Settings

if TYPE_CHECKING:
    from grader.class_results import Results

Write = Callable[["Results"], list[str]]


@dataclass(frozen=True)
class Export:
    """A way out.

    Attributes
    ----------
    prepare : callable
        Takes the path and the settings before anything is graded and raises
        ``UserError`` if it will not do; what it returns writes the results and returns
        remarks for the teacher.
    metavar, help : str
        For ``--help``.
    """

    prepare: Callable[[Path, Settings], Write]
    metavar: str
    help: str


EXPORTS = {
    "csv": Export(as_csv.prepare, "FILE", "a table with a row per submission"),
    "canvas": Export(
        as_canvas.prepare, "SHEET", "fill in the gradebook exported from Canvas"
    ),
    "moodle": Export(
        as_moodle.prepare, "SHEET", "fill in the grading worksheet from Moodle"
    ),
    "gradescope": Export(
        as_gradescope_files.prepare, "DIR", "a results.json per submission"
    ),
    "html": Export(
        as_class_html.prepare, "DIR", "a page about the class and one per submission"
    ),
}
