"""The end of a class run, on the screen: scores, parts, mistakes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from statistics import mean, median
from typing import TYPE_CHECKING

from grader.exports.filling import listed
from grader.record import State
from grader.reports.plain import one_line

if TYPE_CHECKING:
    from grader.class_results import Results, Tally

WIDTH = 88
BAR_WIDTH = 40
N_MISTAKES, N_PAIRS = 10, 20
N_BINS = 10

WHY_NO_GRADE = {
    State.UNREADABLE: "Cannot be read, have no grade (look at them yourself):",
    State.GRADER_ERROR: "The grader failed, they have no grade (run this again):",
}


def summary(results: Results, tally: Tally) -> str:
    """Write what a teacher wants to know first.

    Parameters
    ----------
    results : Results
    tally : Tally

    Returns
    -------
    str
    """
    blocks = [_scores(tally), _parts(tally), _mistakes(tally)]
    blocks += [*_without_grade(results), _left_out(results), _pairs(results)]
    return "\n\n".join(block for block in blocks if block)


def histogram(tally: Tally) -> list[tuple[str, int]]:
    """Count scores by tenths of the points, full marks apart.

    Parameters
    ----------
    tally : Tally

    Returns
    -------
    list of tuple
        A label such as ``30-39`` and a number, lowest first.
    """
    top = tally.max_score
    edges = [-(-top * i // N_BINS) for i in range(N_BINS + 1)]
    bins = [
        (f"{low}-{high - 1}", sum(low <= score < high for score in tally.scores))
        for low, high in zip(edges, edges[1:], strict=False)
    ]
    return [*bins, (str(top), sum(score >= top for score in tally.scores))]


def _scores(tally: Tally) -> str:
    """Draw the distribution."""
    if not tally.scores:
        return "No submission has a grade."
    n = len(tally.scores)
    head = (
        f"{n} graded: mean {mean(tally.scores):.1f}, median "
        f"{median(tally.scores):g} of {tally.max_score} points."
    )
    most = max(count for _, count in histogram(tally))
    rows = [
        f"  {label:>7} {'#' * -(-count * BAR_WIDTH // most):{BAR_WIDTH}} {count:4d}"
        for label, count in histogram(tally)
    ]
    return "\n".join([head, *rows])


def _parts(tally: Tally) -> str:
    """List how many passed each part."""
    n = len(tally.scores)
    if not n:
        return ""
    width = max(len(part.name) for part in tally.parts)
    rows = [
        f"  {part.label} {part.name:{width}} "
        f"{part.n_passed:4d}  {part.n_passed / n:4.0%}"
        for part in tally.parts
    ]
    return "\n".join(["Passed, by part:", *rows])


def _mistakes(tally: Tally) -> str:
    """List the most frequent misconceptions, with what students are told."""
    if not tally.mistakes:
        return ""
    rows = [
        textwrap.fill(
            f"{mistake.n_submissions:4d}  {mistake.code}: {mistake.text}",
            WIDTH,
            subsequent_indent=" " * 6,
        )
        for mistake in tally.mistakes[:N_MISTAKES]
    ]
    return "\n".join(["Most frequent misconceptions, by submissions:", *rows])


def _without_grade(results: Results) -> Iterator[str]:
    """Name those that a teacher must look at, with the reason."""
    found: dict[State, dict[str, list[str]]] = {state: {} for state in WHY_NO_GRADE}
    for entry, record in results:
        if record.state in found:
            names = found[record.state].setdefault(one_line(record.message), [])
            names.append(one_line(entry.name))
    for state, reasons in found.items():
        lines = [f"  {', '.join(names)}: {why}" for why, names in reasons.items()]
        if lines:
            yield "\n".join([WHY_NO_GRADE[state], *lines])


def _left_out(results: Results) -> str:
    """Name what was in the folder and belongs to nobody."""
    if not results.left_out:
        return ""
    return (
        f"Left out, no submission: {listed([one_line(n) for n in results.left_out])}."
    )


def _pairs(results: Results) -> str:
    """List the pairs that look alike."""
    if results.pairs is None:
        return ""
    if not results.pairs:
        return "No two submissions look alike."
    rows = [
        f"  {max(pair.shares):4.0%}  {' - '.join(map(one_line, pair.names))}"
        for pair in results.pairs[:N_PAIRS]
    ]
    if len(results.pairs) > N_PAIRS:
        rows.append(f"  and {len(results.pairs) - N_PAIRS} more pairs, less alike")
    head = "Look alike (a place to look, not a verdict), common share of the code:"
    return "\n".join([head, *rows])
