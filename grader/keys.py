"""Single keys from a terminal, without waiting for Enter; on Windows too."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from threading import Event, Thread

POLL_SECONDS = 0.05  # how soon a key is seen, and how long stopping takes


@contextlib.contextmanager
def listening(on_key: Callable[[str], None]) -> Iterator[None]:
    """Call `on_key`, in another thread, for every key pressed in this block.

    Ctrl-C stays what it is, and the terminal is left as it was found.

    Parameters
    ----------
    on_key : callable
        Takes one character.
    """
    stop = Event()
    with _raw_terminal():
        thread = Thread(target=_listen, args=(on_key, stop), daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def _listen(on_key: Callable[[str], None], stop: Event) -> None:
    """Poll the keyboard until told to stop, or the terminal is gone."""
    poll = _poll_windows if sys.platform == "win32" else _poll_posix
    while not stop.is_set():
        keys = poll()
        if keys is None:
            return
        for key in keys:
            on_key(key)


@contextlib.contextmanager
def _raw_terminal() -> Iterator[None]:
    """Have keys arrive one by one and unseen; Windows needs no preparation."""
    if sys.platform == "win32":
        yield
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _poll_posix() -> str | None:
    """Read what was typed; None at the end of input."""
    import os
    import select

    if not select.select([sys.stdin], [], [], POLL_SECONDS)[0]:
        return ""
    try:
        typed = os.read(sys.stdin.fileno(), 64)
    except OSError:  # a closed terminal
        return None
    return typed.decode("ascii", "ignore") if typed else None


def _poll_windows() -> str | None:
    """Read what was typed."""
    import msvcrt
    import time

    if not msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
        time.sleep(POLL_SECONDS)
        return ""
    return str(msvcrt.getwch())  # type: ignore[attr-defined,unused-ignore]
