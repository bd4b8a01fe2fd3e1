"""How far a class is: a bar at a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from grader.record import Record

LINE_SECONDS = 10.0


class Progress:
    """Counts submissions, and what they say of the time left.

    Parameters
    ----------
    n_tasks : int
        At most so many will come.
    show : callable
        Takes this object after every change.
    """

    def __init__(self, n_tasks: int, show: Callable[[Progress], None]) -> None:
        self.n_tasks, self.n_known, self.n_done, self.n_failed = n_tasks, 0, 0, 0
        self._show = show
        self._start = time.monotonic()

    def know(self) -> None:
        """Count one that had its grade before this run."""
        self.n_known += 1
        self._show(self)

    def finish(self, record: Record) -> None:
        """Count one that is done now; without a grade it has failed."""
        self.n_done += 1
        self.n_failed += record.grade is None
        self._show(self)

    @property
    def per_second(self) -> float:
        """Submissions done by this run, per second of clock time."""
        return self.n_done / max(time.monotonic() - self._start, 1e-9)

    @property
    def seconds_left(self) -> float:
        """Clock time until the end, if it goes on like this."""
        n_left = self.n_tasks - self.n_known - self.n_done
        return n_left / self.per_second if self.n_done else float("inf")

    def __str__(self) -> str:
        so_far = (
            f"done {self.n_known + self.n_done} of {self.n_tasks}, "
            f"{self.n_failed} failed"
        )
        if not self.n_done:
            return so_far
        seconds = self.seconds_left
        left = f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
        return f"{so_far}, {self.per_second:.1f} per second, {left} left"


@contextmanager
def progress(n_tasks: int, write: Callable[[str], None]) -> Iterator[Progress]:
    """Show how many are done, failed, per second, and how long it will take.

    Parameters
    ----------
    n_tasks : int
    write : callable
        Takes a line, where there is no terminal.

    Yields
    ------
    Progress
    """
    shown = _bar(n_tasks) if sys.stderr.isatty() else nullcontext(_lines(write))
    with shown as show:
        yield Progress(n_tasks, show)


@contextmanager
def _bar(n_tasks: int) -> Iterator[Callable[[Progress], None]]:
    """Draw rich's bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = BarColumn(), TextColumn("{task.description}")
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=n_tasks)

        def show(state: Progress) -> None:
            n_so_far = state.n_known + state.n_done
            bar.update(task, completed=n_so_far, description=str(state))

        yield show


def _lines(write: Callable[[str], None]) -> Callable[[Progress], None]:
    """Write a line every `LINE_SECONDS`."""
    last = time.monotonic()

    def show(state: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_SECONDS:
            last = time.monotonic()
            write(str(state))

    return show
