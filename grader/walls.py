"""Chooses a wall and lays out the folder that a submission sees behind it."""

from __future__ import annotations

import errno
import importlib.util
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from grader import bubblewrap, rlimits, spawned
from grader.errors import GraderError, UserError
from grader.limits import OCTAVE_SLOWNESS, Limits

if TYPE_CHECKING:
    from grader.submission import Submission

PREFIX = "grader-"
STALE_SECONDS = 3600.0

OUR_ERRORS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EMFILE, errno.ENOENT)

SOURCE = (".py", ".m")  # nothing compiled: it might not be what its source says

# Installed modules that students like and that are slow to import (0.07 s and 0.3 s of
# CPU time), and how a source says that it wants them.
PRELOADED = {
    "scipy.special": rb"scipy(?:\.|\s+import\s+)special",
    "scipy.optimize": rb"scipy(?:\.|\s+import\s+)optimize",
}

WALLS = {  # strongest first
    "bubblewrap": bubblewrap,
    "rlimits": rlimits,
    "none": spawned,
}


@contextmanager
def worker(
    submission: Submission,
    pristine: Mapping[str, bytes],
    limits: Limits,
    wall: str | None,
) -> Iterator[Any]:
    """Put a submission behind a wall; what runs its parts is yielded.

    Parameters
    ----------
    submission : Submission
    pristine : mapping of str to bytes
    limits : Limits
    wall : str or None
        None takes the strongest that works here.

    Yields
    ------
    Worker
        With ``kind`` and ``run(request)``.

    Raises
    ------
    UserError
        If the named wall cannot stand here.
    """
    if wall is not None and wall not in WALLS:
        raise UserError(f"there is no wall called {wall}; choose from {list(WALLS)}")
    kind = wall or next(name for name, module in WALLS.items() if module.works())
    if wall and (missing := WALLS[wall].what_is_missing()):
        raise UserError(f"the wall {wall} cannot stand here: {missing}")
    files, package = layout(submission, pristine)
    folder = _temporary_folder()
    try:
        try:
            _write(folder / "submission", files)
        except (OSError, ValueError) as error:  # a name too long, or with a NUL
            raise _problem(error) from error
        settings = {
            **_numbers(submission, limits),
            "package": package,
            "own": own_paths(submission, package),
            "language": submission.language,
            "path": tuple(library_path()),
            "octave": octave(submission),
            "preload": preload(submission),
            "spawn": False,
            "pid_namespace": False,
            "uid": None,
            "scratch": (),
        }
        with WALLS[kind].start(folder, settings, limits) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _numbers(submission: Submission, limits: Limits) -> dict[str, Any]:
    """Return the limits by name; importing takes longer in Octave too."""
    numbers = asdict(limits)
    if submission.language == "octave":
        numbers["import_cpu_seconds"] *= OCTAVE_SLOWNESS
    return numbers


def preload(submission: Submission) -> tuple[str, ...]:
    """Return what a submission imports that is better imported once for all parts.

    Only the files that were to be written count: the walk-through and the lab, which
    lie beside them, name SciPy too, and no part imports them.
    """
    wanted = submission.written or submission.files
    text = b"\n".join(submission.files.get(name, b"") for name in wanted)
    return tuple(
        name for name, pattern in PRELOADED.items() if re.search(pattern, text)
    )


def octave(submission: Submission) -> str:
    """Return the path of octave-cli for a submission that needs it, else nothing."""
    if submission.language != "octave":
        return ""
    if sys.platform == "win32":
        raise UserError("Octave submissions are graded on Linux and macOS only")
    if not (found := shutil.which("octave-cli")):
        raise UserError("octave-cli is not installed; .m files need GNU Octave")
    return os.path.realpath(found)


def layout(
    submission: Submission, pristine: Mapping[str, bytes]
) -> tuple[dict[str, bytes], str]:
    """Merge the given files and the student's, which win.

    Parameters
    ----------
    submission : Submission
    pristine : mapping of str to bytes

    Returns
    -------
    dict of str to bytes
        Every file by its path.
    str
        The folder in which the code lies: the exercise's package, or empty.
    """
    folders = Counter(
        str(PurePosixPath(name).parent) for name in pristine if name.endswith(SOURCE)
    )
    package = folders.most_common(1)[0][0] if folders else ""
    package = "" if package == "." else package
    files = dict(pristine)
    files |= {
        path: submission.files[name] for path, name in own_paths(submission, package)
    }
    return {path: files[path] for path in files if path.endswith(SOURCE)}, package


def own_paths(submission: Submission, package: str) -> tuple[tuple[str, str], ...]:
    """Return where each of the student's files lies, and its name."""
    paths = []
    for name in submission.files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise GraderError(f"a submission's file called {name!r} got this far")
        if package and path.parts[0] != package:
            path = package / path
        paths.append((str(path), name))
    return tuple(paths)


def _temporary_folder() -> Path:
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_fast_folder()))
        _sweep(folder.parent)
        return folder
    except OSError as error:
        raise _problem(error) from error


def _sweep(place: Path) -> None:
    """Remove what graders that were killed have left; no grading takes that long."""
    for entry in os.scandir(place):
        if entry.name.startswith(PREFIX):
            with suppress(OSError):  # somebody else's, or gone since
                if entry.stat().st_mtime < time.time() - STALE_SECONDS:
                    shutil.rmtree(entry.path)


def _fast_folder() -> str | None:
    """Return a place in memory where there is one: forty small files, soon deleted."""
    memory = "/dev/shm"
    return memory if os.access(memory, os.W_OK | os.X_OK) else None


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the tree, readable by whatever user the child becomes."""
    paths = {folder / name: content for name, content in files.items()}
    for parent in dict.fromkeys((folder, *(path.parent for path in paths))):
        parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    for path, content in paths.items():
        path.write_bytes(content)
        path.chmod(0o644)


def _problem(error: OSError | ValueError) -> UserError | GraderError:
    """Return whose fault it is that a submission cannot be written to a folder."""
    if getattr(error, "errno", None) in OUR_ERRORS:
        return GraderError(f"no temporary folder can be written: {error}")
    return UserError(f"a file of the submission cannot be written: {error}")


def library_path() -> list[str]:
    """Return the folders of installed packages, numpy's among them."""
    folders = [
        entry
        for entry in sys.path
        if os.path.basename(entry) in ("site-packages", "dist-packages")  # noqa: PTH119
        and os.path.isdir(entry)  # noqa: PTH112
    ]
    numpy = importlib.util.find_spec("numpy")
    if numpy is None or numpy.origin is None:
        raise GraderError("numpy is not installed")
    # Usually one of them; not after pip install --target.
    folders.append(str(Path(numpy.origin).parent.parent))
    return list(dict.fromkeys(folders))
