"""Finds the submissions in a folder: folders, zips, files that belong together."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from grader.errors import UserError

# `Jane Doe_1234_assignsubmission_file_ex4.zip`; a folder's name ends after `file_`.
MOODLE = re.compile(
    r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)", re.DOTALL
)
# `doejane_LATE_1234_56789_ex4-1.zip`: user, then attachment; `-1` marks a second try.
CANVAS = re.compile(
    r"(?P<name>[^_]+)_(?:LATE_)?(?P<id>\d+)_(?:\d+|text|question_\d+_\d+)_(?P<file>.+)",
    re.DOTALL,
)
SECOND_TRY = re.compile(r"-\d+(?=\.\w+$)")

OTHER_ARCHIVES = {".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"}

# What a folder may hold besides submissions, without a word.
NO_SUBMISSION = {"__MACOSX", "__pycache__", "Thumbs.db", "desktop.ini"}


class Member(NamedTuple):
    """A folder, zip or file on disk, and its name within the submission."""

    name: str
    path: Path


@dataclass(frozen=True)
class Entry:
    """A submission that was found, not read yet.

    Attributes
    ----------
    name : str
        Printable, and no other entry's.
    members : tuple of Member
    lms_id : str
        The LMS's number in the name, ``moodle:1234`` or ``canvas:1234``; empty where
        the name holds none.
    is_late : bool
        Whether Canvas called it late.
    """

    name: str
    members: tuple[Member, ...]
    lms_id: str = ""
    is_late: bool = False


class Collection(NamedTuple):
    """The submissions, sorted by name, and the names of what belongs to none."""

    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]


def collect(folder: Path, written: Iterable[str]) -> Collection:
    """Find the submissions in a folder.

    Parameters
    ----------
    folder : Path
    written : iterable of str
        Stems of the files that students write: ``doe_nnCostFunction.py`` and
        ``doe_sigmoidGradient.py`` are one submission called ``doe``.

    Returns
    -------
    Collection

    Raises
    ------
    UserError
        If the folder cannot be read, or holds no submission.
    """
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise UserError(
            f"{folder} cannot be read ({error.strerror}); name the folder that holds "
            "the submissions."
        ) from None
    stems = "|".join(map(re.escape, written))
    own_file = re.compile(
        rf"(?P<name>.+?)[ _-]+(?P<file>(?:{stems})\.(?:py|m))", re.DOTALL
    )
    groups: dict[_Group, list[tuple[Member, bool]]] = {}
    left_out = []
    for path in paths:
        if path.name.startswith(".") or path.name in NO_SUBMISSION:
            continue
        if (found := _place(path, own_file)) is None:
            left_out.append(printable_name(path.name))
            continue
        group, file, is_late = found
        groups.setdefault(group, []).append((Member(file, path), is_late))
    if not groups:
        raise UserError(
            f"{folder} holds no submissions; they are folders, zips, or files with a "
            "student's name before the file's, such as doe_FILE."
        )
    return Collection(tuple(_entries(groups)), tuple(left_out))


class _Group(NamedTuple):
    """What files of one submission have in common."""

    name: str
    lms_id: str = ""
    is_loose: bool = False


def _place(path: Path, own_file: re.Pattern[str]) -> tuple[_Group, str, bool] | None:
    """Return the group, the name within the submission, and lateness."""
    if path.is_symlink() or not (path.is_dir() or path.is_file()):
        return None
    name = path.name
    if match := MOODLE.fullmatch(name):
        group = _Group(f"{match['name']}_{match['id']}", f"moodle:{match['id']}")
        return group, match["file"], False
    if path.is_file() and (match := CANVAS.fullmatch(name)):
        group = _Group(f"{match['name']}_{match['id']}", f"canvas:{match['id']}")
        return group, SECOND_TRY.sub("", match["file"]), "_LATE_" in name
    if path.is_dir() or path.suffix.lower() in OTHER_ARCHIVES | {".zip"}:
        return _Group(name), "", False
    if match := own_file.fullmatch(name):
        return _Group(match["name"], is_loose=True), match["file"], False
    return None


def _entries(
    groups: Mapping[_Group, list[tuple[Member, bool]]],
) -> Iterator[Entry]:
    """Name the groups so that no two have one name; a zip goes without its ending."""
    taken: set[str] = set()
    for group in sorted(groups):
        full = group.name
        names = [printable_name(full.removesuffix(".zip")), printable_name(full)]
        names += [f"{names[1]} ({n})" for n in range(2, len(groups) + 2)]
        name = next(name for name in names if name and name not in taken)
        taken.add(name)
        members = tuple(member for member, _ in groups[group])
        is_late = any(late for _, late in groups[group])
        yield Entry(name, members, group.lms_id, is_late)


def printable_name(name: str) -> str:
    """Return a file's name as text that can be stored: odd bytes as escapes.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
    """
    return os.fsencode(name).decode("utf-8", "backslashreplace")
