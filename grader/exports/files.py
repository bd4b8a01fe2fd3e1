"""Files of an export: tried out before grading, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from pathlib import Path

from grader.errors import UserError
from grader.whole import whole_file

SLUG_LETTERS = 40
HASH_LETTERS = 8


def check_folder(folder: Path, room_bytes: int) -> None:
    """Make a folder if need be; see that it takes files and has room.

    Parameters
    ----------
    folder : Path
    room_bytes : int
        What will be written, at least.

    Raises
    ------
    UserError
        If it cannot be written to, or its disk is nearly full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
        free_bytes = shutil.disk_usage(folder).free
    except OSError as error:
        raise UserError(
            f"{folder} cannot be written to ({error.strerror}); nothing was graded, "
            "name another place."
        ) from None
    if free_bytes < room_bytes:
        raise UserError(
            f"{folder} has {free_bytes / 1e6:.1f} MB left and needs "
            f"{room_bytes / 1e6:.1f} MB; nothing was graded, make room first."
        )


def check_file(path: Path, room_bytes: int) -> None:
    """See that a file can be written where it is wanted.

    Parameters
    ----------
    path : Path
    room_bytes : int

    Raises
    ------
    UserError
    """
    if path.is_dir():
        raise UserError(f"{path} is a folder; name a file.")
    if path.exists() and not path.is_file():  # /dev/null would be replaced
        raise UserError(f"{path} is a device, not a file; name a file.")
    check_folder(path.parent, room_bytes)


def write_file(path: Path, content: bytes) -> None:
    """Write a file under another name first, so that it is there whole or not at all.

    Parameters
    ----------
    path : Path
    content : bytes

    Raises
    ------
    UserError
        If it cannot be written; a file of that name is then as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as partial:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, partial)
    except OSError as error:
        raise UserError(
            f"{path} cannot be written ({error.strerror}); the grades are safe in the "
            "gradebook, run this again with another place."
        ) from None


def file_name(name: str) -> str:
    """Turn a submission's name into one that every file system takes, and no other has.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
        ASCII letters, digits, ``.``, ``_`` and ``-``, without a suffix.

    Examples
    --------
    >>> file_name("../Doe, Jane")
    'Doe-Jane-47df26ba'
    """
    slug = re.sub(r"[^A-Za-z0-9_.]+", "-", name).strip("-.")[:SLUG_LETTERS]
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{slug or 'submission'}-{digest[:HASH_LETTERS]}"
