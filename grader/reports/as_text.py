"""The report for a terminal: the course's table, then help for what failed."""

import textwrap

from grader.reports.advice import (
    SANDBOXES,
    again,
    label,
    next_step,
    remarks,
    status_word,
    troubles,
)
from grader.reports.plain import clean
from grader.result import Grade, PartResult

ROW = "== {:>43} | {:>9} | {}"  # the columns of the course's own submit.m
WIDTH = 80  # columns of the narrowest terminal that is still common
PRINTED_LINES, PRINTED_WIDTH = 8, 160  # of what a submission printed


def as_text(grade: Grade) -> str:
    """Write a grade as plain text, without colours.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    str
    """
    grade = clean(grade)
    blocks = [table(grade)]
    blocks += [trouble(grade, parts) for parts in troubles(grade)]
    if notes := remarks(grade):
        blocks += ["\n".join(_wrapped("note      ", note) for note in notes)]
    blocks += [_closing(grade)]
    return "\n\n".join(blocks) + "\n"


def table(grade: Grade) -> str:
    """Write the course's table: part, score, feedback.

    Parameters
    ----------
    grade : Grade
        Cleaned.

    Returns
    -------
    str
    """
    rows = [
        ROW.format("Part Name", "Score", "Feedback"),
        ROW.format("---------", "-----", "--------"),
        *(
            ROW.format(p.name, _points(p.score, p.max_score), p.message)
            for p in grade.parts
        ),
        *(ROW.format(p.name, "no points", p.message) for p in grade.ungraded),
        ROW.format("--------------------------------", "", ""),
        ROW.format("", _points(grade.score, grade.max_score), ""),
    ]
    return "\n".join(row.rstrip() for row in rows)


def _points(score: int, max_score: int) -> str:
    """`score` of `max_score`, as submit.m writes it."""
    return f"{score:d} / {max_score:3d}"


def trouble(grade: Grade, parts: tuple[PartResult, ...]) -> str:
    """Explain parts that failed in the same way, and how to run them again.

    Parameters
    ----------
    grade : Grade
        Cleaned.
    parts : tuple of PartResult

    Returns
    -------
    str
    """
    first = parts[0]
    lines = [f"{label(parts)}: {status_word(first.status)} ({first.file})"]
    if not (first.found or first.needed):
        lines += [_wrapped("  what    ", first.message)]
    lines += explanation(first)
    lines += [f"  again   {again(grade, parts)}"]
    return "\n".join(lines)


def explanation(part: PartResult) -> list[str]:
    """Write what was found, what was needed, the hint and what the code printed.

    Parameters
    ----------
    part : PartResult
        Cleaned.

    Returns
    -------
    list of str
    """
    lines = []
    if part.found or part.needed:
        lines += [f"  found   {part.found}", f"  needed  {part.needed}"]
    if part.hint:
        hint = f"{part.hint.text} (handout {part.hint.section})"
        lines += [_wrapped("  hint    ", hint)]
    if part.output:
        lines += ["  printed by your code:", *_quoted(part.output)]
    return lines


def _quoted(output: str) -> list[str]:
    """Quote the first lines of what was printed; a call in a loop prints many."""
    lines = output.split("\n")
    quoted = [f"        | {line[:PRINTED_WIDTH]}" for line in lines[:PRINTED_LINES]]
    if len(lines) > PRINTED_LINES:
        quoted += [f"        ... and {len(lines) - PRINTED_LINES} more lines"]
    return quoted


def _closing(grade: Grade) -> str:
    """Tell the seed, the wall and the next step."""
    wall = SANDBOXES.get(grade.sandbox, f"Sandbox: {grade.sandbox}.")
    seed = _wrapped("", f"Seed {grade.seed}. {wall}")
    return f"{seed}\n{next_step(grade)}"


def _wrapped(indent: str, text: str) -> str:
    """`text` in lines of `WIDTH` columns, with a hanging indent."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
