"""Watch mode: grade again at every save, show what is next; keys at a terminal."""

from __future__ import annotations

import queue
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from threading import Event

from grader.errors import UserError
from grader.keys import listening
from grader.reports.colour import show, show_markdown
from grader.result import Grade, PartResult
from grader.saves import noticing
from grader.watch_view import KEYS, View, graded, pressed, screen, shown

# On Windows Ctrl-C does not interrupt a wait without end.
WAIT_SECONDS = 0.2

SAVE = "save"  # longer than any key

Write = Callable[[str], None]


class Inbox:
    """What has happened: keys in order, and saves, of which only the last counts."""

    def __init__(self) -> None:
        self._happened: queue.SimpleQueue[str | Exception] = queue.SimpleQueue()
        self._save_waits = Event()

    def save(self) -> None:
        """Tell of a save; while one waits to be graded another adds nothing."""
        if not self._save_waits.is_set():
            self._save_waits.set()
            self._happened.put(SAVE)

    def tell(self, event: str | Exception) -> None:
        """Tell of a key, or of the failure that ended the watching."""
        self._happened.put(event)

    def next(self) -> str:
        """Wait for a key or `SAVE`.

        Raises
        ------
        UserError
            If the folder can no longer be watched.
        """
        while True:
            try:
                event = self._happened.get(timeout=WAIT_SECONDS)
            except queue.Empty:
                continue
            if isinstance(event, Exception):
                raise UserError(
                    f"this folder cannot be watched ({event}); "
                    "run `python -m grader` after each save instead"
                ) from event
            if event == SAVE:
                self._save_waits.clear()
            return event


def watch(
    submission: Path,
    grade_now: Callable[[], Grade],
    long_hint: Callable[[PartResult], str],
    write: Write,
) -> int:
    """Grade at every save; draw at a terminal, else write a block per grade.

    Parameters
    ----------
    submission : Path
    grade_now : callable
    long_hint : callable
        Takes the part that is shown, returns the handout's section about it.
    write : callable

    Returns
    -------
    int
        0 if the last grade has all points, else 1.
    """
    inbox = Inbox()
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    draw = _on_terminal if is_terminal else _in_lines(write)
    view = View()
    try:
        with ExitStack() as stack:
            if is_terminal:
                stack.enter_context(listening(inbox.tell))
            stack.enter_context(noticing(submission, inbox.save, inbox.tell))
            inbox.save()
            for view in _views(inbox, grade_now):
                part = shown(view) if view.has_long_hint else None
                draw(view, long_hint(part) if part else "")
    except KeyboardInterrupt:
        write("")  # the next prompt begins on a line of its own
    return 0 if view.grade and view.grade.score == view.grade.max_score else 1


def _views(inbox: Inbox, grade_now: Callable[[], Grade]) -> Iterator[View]:
    """Give what is to be seen after each event, until q."""
    view = View()
    while (event := inbox.next()).lower() != "q":
        before = view
        if event == SAVE:
            yield replace(view, is_grading=True)
            view = _graded(view, grade_now)
        else:
            view = pressed(view, event.lower())
        if event == SAVE or view != before:
            yield view


def _graded(view: View, grade_now: Callable[[], Grade]) -> View:
    """Grade; what the student must put right first is shown, not raised."""
    try:
        return graded(view, grade_now())
    except UserError as problem:
        return replace(view, problem=str(problem), gained=0)


def _on_terminal(view: View, long_hint: str) -> None:
    """Draw the whole screen anew."""
    show(f"{screen(view)}\n\n".lstrip(), sys.stdout, is_new_screen=True)
    if long_hint:
        show_markdown(long_hint, sys.stdout)
    footer = "grading ..." if view.is_grading else KEYS
    show(f"{footer}\n", sys.stdout)


def _in_lines(write: Write) -> Callable[[View, str], None]:
    """Write a block per grade, for a log or an editor's output window."""

    def draw(view: View, long_hint: str) -> None:
        if not view.is_grading:
            write(screen(view) + "\n")

    return draw
