"""The wall without bubblewrap: resource limits, process groups, bare environment.

It ends what runs too long or takes too much, and no part can touch another. It cannot
hide the file system and the network. Where root runs it and everybody may read the
interpreter, parts run as a user that owns nothing; otherwise they can reach what the
user who grades can reach. For other people's submissions use bubblewrap.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.limits import Limits
from grader.users import can_be_read_by_all, fresh_uid
from grader.warm import BOOT, ENVIRONMENT, Launch, WarmChild, hidden_places

HOME = Path(__file__).parent

# Cases of attack, by their numbers in tests/attacks, that this wall cannot hold.
CANNOT_HOLD = {
    4: "a submission can write wherever the user who grades may",
    17: "it can end all of that user's processes, the grader among them",
    21: "it can read the reference and the grader where they are installed",
    22: "and import them by their path",
    24: "it can read the memory of that user's processes",
    26: "and so find the seed",
    27: "it can use the network and read the user's files",
    41: "files it leaves outside its own folder are there for the next part",
    54: "a file has a size, a disk has none; memory files and segments neither",
}
# As root, unless parts can run as a user that owns nothing: limits can be raised (18)
# and processes are not counted (31, 53). On macOS a daemon escapes (16), and memory is
# not limited (30).


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
        if (uid := _uid(settings["path"])) is not None:
            folder.chmod(0o755)
            os.chown(scratch, uid, uid)
        environment = {**ENVIRONMENT, "HOME": str(scratch), "TMPDIR": str(scratch)}
        environment["MPLCONFIGDIR"] = str(scratch)
        own = {
            "root": str(folder / "submission"),
            "scratch": (str(scratch),),
            "cwd": str(scratch),
            "home": str(HOME),
            "uid": uid,
            "others": _others() if uid is None else 0,
        }
        command = [interpreter(), "-I", "-S", "-B", "-c", BOOT, str(HOME)]
        return Launch(command, environment, {**settings, **own})

    hidden = hidden_places(str(folder / "submission"), settings["package"])
    return WarmChild("rlimits", launch, limits, hidden)


def interpreter() -> str:
    """Return the interpreter itself, not a virtual environment's link to it."""
    return os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)


def _uid(libraries: Sequence[str]) -> int | None:
    """Return whom root's parts run as; None to stay who we are.

    Root itself stays root where others could not read the interpreter.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return None
    needed = (interpreter(), str(Path(os.__file__).parent), str(HOME), *libraries)
    return fresh_uid() if can_be_read_by_all(needed) else None


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
