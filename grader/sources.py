"""Source files in a folder: regular ones of a decent size, in a fixed order."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from grader.errors import UserError

LANGUAGES = {"python": ".py", "octave": ".m"}  # where both are there, the first counts

# A student's source has a few KB; more is a mistake or an attack.
FILE_BYTES = 1 << 20
TOTAL_BYTES = 8 << 20
N_FILES = 500
N_ENTRIES = 20_000  # folders and files looked at, before we give up
DEPTH = 12

# Folders that hold other people's code, or none.
SKIPPED = {"__pycache__", "__MACOSX", "node_modules", "site-packages", "venv", "env"}


def read_files(path: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    """Read the source files in a folder, or a single file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    dict of str to bytes
        Content by relative path.
    dict of str to str
        Relative paths that were not read, and why.

    Raises
    ------
    UserError
        If it is neither a folder nor a file.
    """
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return _read_files(path.parent, [path])
    if stat.S_ISDIR(mode):
        return _read_files(path, walk(path))
    raise UserError(f"{path} is neither a folder nor a file; name one of the two")


def walk(folder: Path) -> Iterator[Path]:
    """Yield what may be source in a folder, in a fixed order; links are not followed.

    Parameters
    ----------
    folder : Path

    Yields
    ------
    Path
        With the suffix of a language; it need not be a regular file.

    Raises
    ------
    UserError
        If a folder cannot be read, or there is no end to it.
    """
    n_entries = 0
    pending = [(folder, 0)]
    while pending:
        here, depth = pending.pop()
        try:
            with os.scandir(here) as scan:
                entries = sorted(scan, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            raise UserError(f"{here} cannot be read ({error.strerror})") from None
        n_entries += len(entries)
        if n_entries > N_ENTRIES:
            raise UserError(
                f"{folder} holds more than {N_ENTRIES} files; name the folder with "
                "the exercise itself"
            )
        for entry in entries:
            if entry.name.startswith(".") or entry.name in SKIPPED:
                continue
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                if path.suffix in LANGUAGES.values():
                    yield path
                elif depth < DEPTH:
                    pending.append((path, depth + 1))
            elif path.suffix in LANGUAGES.values():
                yield path


def _read_files(
    folder: Path, paths: Iterable[Path]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Read regular files of a decent size; say of the others why not."""
    found: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    total = 0
    for path in paths:
        relative = path.relative_to(folder).as_posix()
        why, content = _read(path)
        total += len(content)
        if not why and (total > TOTAL_BYTES or len(found) >= N_FILES):
            why = f"there are more than {N_FILES} files or {TOTAL_BYTES >> 20} MB"
        if why:
            refused[relative] = why
        else:
            found[relative] = content
    return found, refused


def _read(path: Path) -> tuple[str, bytes]:
    """Return why a file is not read, or its content."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return f"it is {_kind(status.st_mode)}, not a plain file", b""
        if status.st_size > FILE_BYTES:
            return (
                f"it has {status.st_size / (1 << 20):.1f} MB; "
                f"{FILE_BYTES >> 20} MB is the limit",
                b"",
            )
        with path.open("rb") as file:
            return "", file.read(FILE_BYTES)
    except OSError as error:
        return f"it cannot be read ({error.strerror})", b""


def _kind(mode: int) -> str:
    """Name what is not a regular file."""
    kinds = {stat.S_IFLNK: "a link", stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe"}
    return kinds.get(stat.S_IFMT(mode), "a device")
