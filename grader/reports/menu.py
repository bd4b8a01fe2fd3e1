"""The formats a grade can be written in; one line here and one file each."""

from collections.abc import Callable
from dataclasses import dataclass

from grader.reports.as_github_classroom import as_github_classroom
from grader.reports.as_gradescope import as_gradescope
from grader.reports.as_html import as_html
from grader.reports.as_json import as_json
from grader.reports.as_junit import as_junit
from grader.reports.as_markdown import as_markdown
from grader.reports.as_text import as_text
from grader.result import Grade


@dataclass(frozen=True)
class Report:
    """A format.

    Attributes
    ----------
    write : callable
        Makes the report of a grade, UTF-8 text that ends in a newline.
    suffix : str
        How the name of its file ends.
    """

    write: Callable[[Grade], str]
    suffix: str


REPORTS = {
    "text": Report(as_text, ".txt"),
    "json": Report(as_json, ".json"),
    "gradescope": Report(as_gradescope, ".json"),
    "junit": Report(as_junit, ".xml"),
    "markdown": Report(as_markdown, ".md"),
    "github-classroom": Report(as_github_classroom, ".txt"),
    "html": Report(as_html, ".html"),
}
