"""The wall without bubblewrap: resource limits, process groups, an empty environment.

It ends what runs too long or takes too much, and no part can touch another. It cannot
hide the file system, the network or, from a submission run by the same user, that
user's files and processes: for other people's submissions use bubblewrap.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.limits import Limits
from grader.warm import BOOT, ENVIRONMENT, Launch, WarmChild, hidden_places

HOME = Path(__file__).parent


def what_is_missing() -> str:
    """Return why this wall cannot stand here, or an empty text."""
    return "" if hasattr(os, "fork") else "this system has no fork"


def works() -> bool:
    """Return whether this wall can stand here."""
    return not what_is_missing()


def start(folder: Path, settings: Mapping[str, Any], limits: Limits) -> WarmChild:
    """Prepare the child; entering what is returned starts it.

    Parameters
    ----------
    folder : Path
        With the submission in ``submission``.
    settings : mapping
    limits : Limits

    Returns
    -------
    WarmChild
    """

    def launch() -> Launch:
        scratch = folder / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)
        environment = {**ENVIRONMENT, "HOME": str(scratch), "TMPDIR": str(scratch)}
        environment["MPLCONFIGDIR"] = str(scratch)
        own = {
            "root": str(folder / "submission"),
            "scratch": (str(scratch),),
            "cwd": str(scratch),
            "home": str(HOME),
            "others": _others(),
        }
        command = [interpreter(), "-I", "-S", "-B", "-c", BOOT, str(HOME)]
        return Launch(command, environment, {**settings, **own})

    hidden = hidden_places(str(folder / "submission"), settings["package"])
    return WarmChild("rlimits", launch, limits, hidden)


def interpreter() -> str:
    """Return the interpreter itself, not a virtual environment's link to it."""
    return os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)


def _others() -> int:
    """Return how many threads this user runs: the process limit counts them all."""
    if sys.platform != "linux":
        return 0
    uid, n_threads = os.getuid(), 0
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and entry.stat().st_uid == uid:
                n_threads += sum(1 for _ in (entry / "task").iterdir())
        except OSError:
            continue  # gone since
    return n_threads
