"""Saves of a submission's files, each burst of them told once."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread

WRITTEN = (".py", ".m")

# An editor writes a file in several steps (write, rename, formatter): a burst ends
# after a pause, and a never ending one is cut.
PAUSE_MS, BURST_MS = 40, 200

# A folder that was deleted or replaced is looked for this often.
LOOK_MS = 500

# To begin to watch takes milliseconds; a network drive may never say that it has.
START_SECONDS = 2.0


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
    stop = _Stop()

    def watch() -> None:
        try:
            _watch(submission, on_save, stop)
        except Exception as error:  # noqa: BLE001 - told in the main thread
            on_failure(error)
        finally:
            stop.was_asked.set()

    thread = Thread(target=watch, daemon=True)
    thread.start()
    # A save before that would go unseen.
    stop.was_asked.wait(START_SECONDS)
    try:
        yield
    finally:
        stop.is_wanted.set()
        thread.join()


class _Stop:
    """Tells the watching thread to stop.

    watchfiles asks `is_set` again and again, but not before it watches: having been
    asked is the only sign of that.
    """

    def __init__(self) -> None:
        self.is_wanted = Event()
        self.was_asked = Event()

    def is_set(self) -> bool:
        """Answer watchfiles."""
        self.was_asked.set()
        return self.is_wanted.is_set()


def _watch(submission: Path, on_save: Callable[[], None], stop: _Stop) -> None:
    """Watch the folder; begin anew where another one has taken its place."""
    from watchfiles import watch

    folder = (submission if submission.is_dir() else submission.parent).resolve()
    depth = len(folder.parts)
    is_first = True
    while not stop.is_wanted.is_set():
        identity = _identity(folder)
        if identity is None:
            time.sleep(LOOK_MS / 1000)
            continue
        if not is_first:
            on_save()
        is_first = False
        for changes in watch(
            folder,
            watch_filter=lambda _, path: is_written(Path(path).parts[depth:]),
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


def is_written(parts: Sequence[str]) -> bool:
    """Tell whether a student writes this file, not an editor or Python for itself.

    Parameters
    ----------
    parts : sequence of str
        Folders and name, within the submission.

    Returns
    -------
    bool
    """
    is_hidden = any(name.startswith((".", "__pycache__")) for name in parts)
    return bool(parts) and parts[-1].endswith(WRITTEN) and not is_hidden
