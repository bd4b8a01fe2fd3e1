"""What watch mode shows, and what its keys do; nothing here waits or prints."""

from __future__ import annotations

from dataclasses import dataclass, replace

from grader.reports.advice import everything, label, next_part, next_step, status_word
from grader.reports.as_text import explanation, table
from grader.reports.plain import clean
from grader.result import Grade, PartResult, Status

KEYS = "n next part | h longer hint | l list | q quit"
BAR = 40  # characters


@dataclass(frozen=True)
class View:
    """What is on the screen.

    Attributes
    ----------
    grade : Grade or None
        The latest, cleaned; None before the first.
    gained : int
        Points since the save before.
    problem : str
        Why the latest save could not be graded; empty where it could.
    chosen : str
        Name of the part that the student went to; empty: the first open one.
    has_long_hint, has_list : bool
        What was asked for by key.
    is_grading : bool
        Whether a newer grade is on its way.
    """

    grade: Grade | None = None
    gained: int = 0
    problem: str = ""
    chosen: str = ""
    has_long_hint: bool = False
    has_list: bool = False
    is_grading: bool = False


def graded(view: View, grade: Grade) -> View:
    """Take in the grade of a save.

    Parameters
    ----------
    view : View
    grade : Grade

    Returns
    -------
    View
    """
    gained = grade.score - view.grade.score if view.grade else 0
    after = replace(view, grade=clean(grade), gained=gained, problem="")
    has_moved_on = view.grade is not None and shown(after) != shown(view)
    return replace(after, has_long_hint=view.has_long_hint and not has_moved_on)


def pressed(view: View, key: str) -> View:
    """Do what a key asks for; an unknown one does nothing.

    Parameters
    ----------
    view : View
    key : str

    Returns
    -------
    View
    """
    if key == "h":
        return replace(view, has_long_hint=not view.has_long_hint, has_list=False)
    if key == "l":
        return replace(view, has_list=not view.has_list)
    if key == "n" and view.grade and (parts := _open(view.grade)):
        names = [part.name for part in parts]
        current = shown(view)
        at = names.index(current.name) if current else -1
        following = names[(at + 1) % len(names)]
        return replace(view, chosen=following, has_long_hint=False, has_list=False)
    return view


def _open(grade: Grade) -> list[PartResult]:
    """List the parts that have not passed."""
    return [part for part in everything(grade) if part.status is not Status.PASSED]


def shown(view: View) -> PartResult | None:
    """Find the part to show: the chosen one until it passes, else the first open one.

    Parameters
    ----------
    view : View

    Returns
    -------
    PartResult or None
        None where all parts have passed.
    """
    if view.grade is None:
        return None
    chosen = [part for part in _open(view.grade) if part.name == view.chosen]
    return chosen[0] if chosen else next_part(view.grade)


def screen(view: View) -> str:
    """Write what is to be seen; the longer hint comes below it.

    Parameters
    ----------
    view : View

    Returns
    -------
    str
    """
    if view.grade is None:
        return view.problem
    blocks = [progress(view.grade, view.gained)]
    if view.problem:
        blocks += [view.problem]
    elif view.has_list:
        blocks += [table(view.grade)]
    elif part := shown(view):
        blocks += [_part(part)]
    else:
        blocks += [next_step(view.grade)]
    return "\n\n".join(blocks)


def progress(grade: Grade, gained: int) -> str:
    """Write the points so far, as numbers and as a bar.

    Parameters
    ----------
    grade : Grade
    gained : int
        Points since the save before.

    Returns
    -------
    str
    """
    filled = BAR * grade.score // max(grade.max_score, 1)
    bar = "#" * filled + "-" * (BAR - filled)
    change = f"  {gained:+d} with this save" if gained else ""
    return f"{grade.submission}  [{bar}]  {grade.score} / {grade.max_score}{change}"


def _part(part: PartResult) -> str:
    """Explain one part that has not passed."""
    what = f"{label([part])}: {status_word(part.status)} ({part.file})"
    name = [f"  {part.name}"] if part.number is not None else []
    message = [f"  {part.message}"] if part.message else []
    return "\n".join([what, *name, *message, *explanation(part)])
