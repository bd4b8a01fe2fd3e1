"""Finds, for an exception, the line of the student's own that raised it."""

from __future__ import annotations

import os
from typing import Any

MESSAGE_CHARACTERS = 2000


class OwnFiles:
    """Knows which lines are the student's.

    Parameters
    ----------
    settings : dict
        ``root``, and ``own``: where the student's files lie, and their names.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        join, root = os.path.join, settings["root"]
        self._names = {
            join(root, *path.split("/")): name for path, name in settings["own"]
        }

    def fault(self, error: BaseException, stage: str) -> tuple[Any, ...]:
        """Return kind, message, file, line and stage of an exception, as plain data."""
        kind = type.__dict__["__name__"].__get__(type(error))
        if isinstance(error, MemoryError):
            kind = "MemoryError"  # NumPy's has a name of its own
        file, line = self._place(error)
        return kind[:80], _message(error)[:MESSAGE_CHARACTERS], file, line, stage

    def _place(self, error: BaseException) -> tuple[str, int | None]:
        """Find the innermost of the student's own lines."""
        if isinstance(error, SyntaxError):
            file, line = error.filename, error.lineno
            if type(file) is str and type(line) is int and file in self._names:
                return self._names[file], line
        place: tuple[str, int | None] = ("", None)
        trace = error.__traceback__
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if file in self._names:
                place = self._names[file], trace.tb_lineno
            trace = trace.tb_next
        return place


def _message(error: BaseException) -> str:
    """Return what an exception says; its own __str__ may fail too."""
    try:
        text = str(error)
    except BaseException:  # noqa: BLE001 - their __str__, their failure
        return ""
    return text[:MESSAGE_CHARACTERS] if type(text) is str else ""
