"""The report as Markdown: for a pull request or ``$GITHUB_STEP_SUMMARY``."""

import re

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
from grader.result import Grade, PartResult, Status

# With a backslash before it each of these is only itself, in and out of a table; an
# address must not become a link, a name not a mention.
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
HEADER = ("Part", "Points", "Status", "Feedback")


def as_markdown(grade: Grade) -> str:
    """Write a grade as Markdown.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    str
    """
    grade = clean(grade)
    title = f"## {text(grade.submission)}: {grade.score} / {grade.max_score}"
    blocks = [title, _table(grade)]
    blocks += [_trouble(grade, parts) for parts in troubles(grade)]
    if notes := remarks(grade):
        blocks += ["Notes:", "\n".join(f"- {text(note)}" for note in notes)]
    wall = SANDBOXES.get(grade.sandbox, f"Sandbox: {grade.sandbox}.")
    blocks += [f"**{text(next_step(grade))}**", f"Seed {grade.seed}. {text(wall)}"]
    return "\n\n".join(blocks) + "\n"


def text(words: str) -> str:
    r"""Escape what Markdown would take for its own.

    Parameters
    ----------
    words : str
        One line.

    Returns
    -------
    str

    Examples
    --------
    >>> text("a2[:, 1:] * g_prime")
    'a2\\[:, 1:\\] \\* g\\_prime'
    """
    return SPECIAL.sub(r"\\\1", words).replace("@", "&#64;").replace("://", ":&#47;/")


def _table(grade: Grade) -> str:
    rows = [HEADER, ("---", "---:", "---", "---")]
    rows += [_row(part, f"{part.score} / {part.max_score}") for part in grade.parts]
    rows += [_row(part, "no points") for part in grade.ungraded]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(part: PartResult, points: str) -> tuple[str, str, str, str]:
    status = status_word(part.status)
    if part.status is not Status.PASSED:
        status = f"**{status}**"
    return (text(part.name), points, status, text(part.message))


def _trouble(grade: Grade, parts: tuple[PartResult, ...]) -> str:
    """Tell what was found and needed, the hint, the output, the command."""
    part = parts[0]
    heading = (
        f"### {text(label(parts))}: {status_word(part.status)} ({text(part.file)})"
    )
    items = []
    if part.found or part.needed:
        items += [f"- found: {text(part.found)}", f"- needed: {text(part.needed)}"]
    if part.hint:
        section = text(part.hint.section)
        items += [f"- hint: {text(part.hint.text)} (handout {section})"]
    items += [f"- again: {code(again(grade, parts))}"]
    blocks = [heading, "\n".join(items)]
    if part.output:
        blocks += ["Printed by the submission:", code_block(part.output)]
    return "\n\n".join(blocks)


def code(words: str) -> str:
    """Show words as code; more backticks around than there are in a row inside.

    Parameters
    ----------
    words : str
        One line.

    Returns
    -------
    str
    """
    ticks = "`" * (_longest_run(words) + 1)
    # A blank on each side is dropped by the reader, and needed beside a backtick.
    return f"{ticks} {words} {ticks}" if "`" in words else f"{ticks}{words}{ticks}"


def code_block(lines: str) -> str:
    """Show lines as they are, in a fence that they cannot close.

    Parameters
    ----------
    lines : str

    Returns
    -------
    str
    """
    fence = "`" * max(3, _longest_run(lines) + 1)
    return f"{fence}text\n{lines}\n{fence}"


def _longest_run(words: str) -> int:
    """Measure the longest row of backticks."""
    return max((len(run) for run in re.findall("`+", words)), default=0)
