"""A folder with Gradescope's results.json for every submission that has a grade."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from grader.exports.files import check_folder, file_name, write_file
from grader.exports.settings import BYTES_PER_REPORT, Settings
from grader.reports.as_gradescope import as_gradescope

if TYPE_CHECKING:
    from grader.class_results import Results


def prepare(folder: Path, settings: Settings) -> Callable[[Results], list[str]]:
    """See that the folder can be written to.

    Parameters
    ----------
    folder : Path
    settings : Settings

    Returns
    -------
    callable
        Writes ``NAME/results.json`` per submission, returns remarks.
    """
    check_folder(folder, settings.n_submissions * BYTES_PER_REPORT)

    def write(results: Results) -> list[str]:
        for entry, grade in results.grades():
            path = folder / file_name(entry.name) / "results.json"
            write_file(path, as_gradescope(grade).encode("utf-8"))
        return []

    return write
