"""Reads a zip that a student hands in, without writing any of it to disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath
from typing import NamedTuple

from grader.errors import UserError
from grader.sources import (
    DEPTH,
    FILE_BYTES,
    LANGUAGES,
    N_ENTRIES,
    N_FILES,
    SKIPPED,
    TOTAL_BYTES,
)

# The data of the exercise, zipped along, has 7 MB; more is a whole environment.
ZIP_BYTES = 64 << 20

# Every entry of a zip's directory begins so. Counting them bounds the memory that
# opening the archive takes, whatever its other fields claim.
DIRECTORY_ENTRY = b"PK\x01\x02"


class Content(NamedTuple):
    """What was read: source files by relative path, and why others were not."""

    files: dict[str, bytes]
    refused: dict[str, str]


def read_zip(name: str, content: bytes) -> Content:
    """Read the source files of a zip.

    Nothing but ``.py`` and ``.m`` files is unpacked, so that a bomb among the others
    costs nothing. Folders that only hold one other folder are taken off.

    Parameters
    ----------
    name : str
        For messages.
    content : bytes

    Returns
    -------
    Content

    Raises
    ------
    UserError
        If it is no zip, is locked or damaged, or holds files that only differ in case.
    """
    if content.count(DIRECTORY_ENTRY) > N_ENTRIES:
        raise UserError(
            f"{name} holds more than {N_ENTRIES} files; zip only your code."
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _read(name, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UserError(f"{name} is no zip, or is damaged ({error}).") from None
    except NotImplementedError as error:
        raise UserError(f"{name} cannot be unpacked ({error}).") from None


def _read(name: str, archive: zipfile.ZipFile) -> Content:
    """Read the members that are source, one after the other, within the limits."""
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    members = [member for member in archive.infolist() if _is_source(member)]
    for member in sorted(members, key=lambda member: member.filename):
        path = member.filename
        room = min(FILE_BYTES, TOTAL_BYTES - sum(map(len, files.values())))
        if why := _why_not(member) or _why_too_many(files):
            refused[_shown(path)] = why
            continue
        if member.flag_bits & 1:
            raise UserError(f"{name} is locked with a password; zip it without one.")
        with archive.open(member) as source:
            data = source.read(room + 1)
        if len(data) > room:
            refused[path] = f"it unpacks to more than {room / (1 << 20):.1f} MB"
        elif path in files:
            raise UserError(f"{name} holds {path} twice; keep one of them.")
        else:
            files[path] = data
    _refuse_look_alikes(name, files)
    return Content(unwrapped(files), refused)


def _is_source(member: zipfile.ZipInfo) -> bool:
    """Whether a member may be source, not a program's own or hidden."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    hidden = any(
        part in SKIPPED or (part.startswith(".") and part != "..")
        for part in path.parts
    )
    return not (member.is_dir() or hidden) and path.suffix in LANGUAGES.values()


def _why_not(member: zipfile.ZipInfo) -> str:
    """Return why a member is not read; empty if it may be."""
    # Under Windows `zipfile` has turned backslashes into slashes by now.
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts:
        return "its path leads out of the archive"
    if any(letter in member.filename for letter in '\\:*?"<>|') or (
        not member.filename.isprintable()
    ):
        return "its name holds characters that a file name may not have"
    mode = member.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "it is a link or a device, not a plain file"
    if len(path.parts) > DEPTH:
        return f"it lies more than {DEPTH} folders deep"
    return ""


def _why_too_many(files: dict[str, bytes]) -> str:
    """Return why no further file is read; empty if there is room."""
    return f"there are more than {N_FILES} files" if len(files) >= N_FILES else ""


def _shown(path: str) -> str:
    """Return a path in printable characters, short enough for a line."""
    plain = path.encode("unicode_escape", "backslashreplace").decode("ascii")
    return plain if len(plain) <= 80 else f"{plain[:40]}...{plain[-37:]}"


def _refuse_look_alikes(name: str, paths: Iterable[str]) -> None:
    """Raise if two paths are one file to Windows and macOS."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(path.casefold(), path)
        if other != path:
            raise UserError(
                f"{name} holds {other} and {path}, which differ only in capitals; "
                "keep one of them."
            )


def unwrapped(files: dict[str, bytes]) -> dict[str, bytes]:
    """Take off the folders that hold nothing but one other folder, or all files.

    Parameters
    ----------
    files : dict of str to bytes

    Returns
    -------
    dict of str to bytes

    Examples
    --------
    >>> unwrapped({"me/ex4/a.py": b"", "me/ex4/b/c.py": b""})
    {'a.py': b'', 'b/c.py': b''}
    """
    while files:
        firsts = {path.partition("/")[0] for path in files}
        if len(firsts) > 1 or any("/" not in path for path in files):
            break
        files = {path.partition("/")[2]: data for path, data in files.items()}
    return files
