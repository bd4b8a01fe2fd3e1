"""A folder of pages: one about the class, one about each submission."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, NamedTuple

from grader.class_results import tally
from grader.class_summary import histogram
from grader.exports.files import check_folder, file_name, write_file
from grader.exports.settings import BYTES_PER_REPORT, Settings
from grader.record import State
from grader.reports.advice import status_word
from grader.reports.as_html import TEMPLATES, as_html, mood, render, symbol
from grader.reports.plain import one_line, printable
from grader.result import Grade, PartResult

if TYPE_CHECKING:
    from grader.class_results import Results, Row
    from grader.similarity import Pair

PAGES = "submissions"


class _Line(NamedTuple):
    """A row of the list; `score` is -1 where there is no grade."""

    name: str
    page: str
    state: State
    score: int
    parts: tuple[PartResult, ...]
    hints: tuple[str, ...]
    message: str


def prepare(folder: Path, settings: Settings) -> Callable[[Results], list[str]]:
    """See that the folder can be written to.

    Parameters
    ----------
    folder : Path
    settings : Settings

    Returns
    -------
    callable
        Writes ``index.html`` and the submissions' pages, returns remarks.
    """
    check_folder(folder, settings.n_submissions * BYTES_PER_REPORT)

    def write(results: Results) -> list[str]:
        for entry, grade in results.grades():
            write_file(folder / page_of(entry.name), as_html(grade).encode("utf-8"))
        write_file(folder / "index.html", as_class_html(results).encode("utf-8"))
        return [f"Open {folder / 'index.html'} in a browser."]

    return write


def page_of(name: str) -> str:
    """Return where a submission's page lies, seen from the class's.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    return f"{PAGES}/{file_name(name)}.html"


def as_class_html(results: Results) -> str:
    """Write the page about the class.

    Parameters
    ----------
    results : Results

    Returns
    -------
    str
    """
    totals = tally(results)
    script = (TEMPLATES / "sort.js").read_text(encoding="utf-8")
    pairs = [pair for pair in results.pairs or () if pair.sources]
    return render(
        "class.html",
        filters={"mood": mood, "symbol": symbol, "word": status_word},
        title=results.exercise.title,
        seed=results.seed,
        version=f"{results.exercise.name} {results.exercise.version}",
        totals=totals,
        n_graded=len(totals.scores),
        mean=f"{mean(totals.scores):.1f}" if totals.scores else "",
        median=f"{median(totals.scores):g}" if totals.scores else "",
        bars=histogram(totals),
        lines=[_line(row) for row in results],
        left_out=[one_line(name) for name in results.left_out],
        has_pairs=results.pairs is not None,
        pairs=[_clean(pair) for pair in pairs],
        n_more_pairs=len(results.pairs or ()) - len(pairs),
        script=script,
        # The browser runs this very script and no other.
        script_hash=_hash(script),
    )


def _hash(script: str) -> str:
    """Return how a content security policy names a script."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


def _line(row: Row) -> _Line:
    """Return what the list tells of a submission; its output stays on its own page."""
    grade = row.record.grade
    return _Line(
        one_line(row.entry.name),
        page_of(row.entry.name),
        row.record.state,
        grade.score if grade else -1,
        grade.parts if grade else (),
        tuple(dict.fromkeys(_hints(grade))) if grade else (),
        one_line(row.record.message),
    )


def _hints(grade: Grade) -> Iterator[str]:
    """Yield the codes of a submission's misconceptions."""
    for part in grade.parts + grade.ungraded:
        if part.hint:
            yield part.hint.code


def _clean(pair: Pair) -> dict[str, object]:
    """Return a pair as the template shows it, all text printable."""
    return {
        "sides": [
            {
                "name": one_line(name),
                "page": page_of(name),
                "percent": f"{share:.0%}",
                "stretches": [(printable(s.text), s.is_shared) for s in stretches],
            }
            for name, share, stretches in zip(
                pair.names, pair.shares, pair.sources or (), strict=True
            )
        ],
        "percent": f"{max(pair.shares):.0%}",
    }
