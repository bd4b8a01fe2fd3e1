"""Saves of a submission's files, each burst of them told once."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

WRITTEN = {".py", ".m"}

# An editor writes a file in several steps (write, rename, formatter): a burst ends
# after a pause, and a never ending one is cut.
PAUSE_MS, BURST_MS = 40, 200

# A folder that was deleted or replaced is looked for this often.
LOOK_MS = 500


@contextlib.contextmanager
def noticing(
    submission: Path,
    on_save: Callable[[], None],
    on_failure: Callable[[Exception], None],
) -> Iterator[None]:
    """Call `on_save`, in another thread, after every save within this block.

    Parameters
    ----------
    submission : Path
        A folder, or a file; either may vanish and come back.
    on_save : callable
    on_failure : callable
        Takes the exception that ended the watching.
    """
    stop = Event()

    def watch() -> None:
        try:
            _watch(submission, on_save, stop)
        except Exception as error:  # noqa: BLE001 (told in the main thread)
            on_failure(error)

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _watch(submission: Path, on_save: Callable[[], None], stop: Event) -> None:
    """Watch the folder; begin anew where another one has taken its place."""
    from watchfiles import watch

    folder = submission if submission.is_dir() else submission.parent
    is_first = True
    while not stop.is_set():
        identity = _identity(folder)
        if identity is None:
            time.sleep(LOOK_MS / 1000)
            continue
        if not is_first:
            on_save()
        is_first = False
        for changes in watch(
            folder,
            watch_filter=lambda _, path: is_written(Path(path).relative_to(folder)),
            debounce=BURST_MS,
            step=PAUSE_MS,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
        ):
            if changes:
                on_save()
            if _identity(folder) != identity:
                break


def _identity(folder: Path) -> tuple[int, int] | None:
    """Tell a folder from another one of the same name; None where it is missing."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def is_written(path: Path) -> bool:
    """Tell whether a student writes this file, not an editor or Python for itself.

    Parameters
    ----------
    path : Path
        Within the submission.

    Returns
    -------
    bool
    """
    hidden = any(name.startswith((".", "__pycache__")) for name in path.parts)
    return path.suffix in WRITTEN and not hidden
