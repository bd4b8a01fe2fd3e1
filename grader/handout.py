"""python -m grader start, restore: a student's folder, and single files of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from itertools import chain, count
from pathlib import Path

from grader.errors import UserError
from grader.whole import whole_file

Files = Mapping[str, bytes]


def start(folder: Path, files: Files) -> None:
    """Write a fresh copy of the exercise.

    Parameters
    ----------
    folder : Path
        Where to; it must not exist, or be empty.
    files : mapping of str to bytes
        Content by relative path.

    Raises
    ------
    UserError
        If the folder is in use or cannot be written; then nothing is.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(
            f"{folder} is not empty; name a new folder, nothing was written."
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".start-", dir=folder.parent))
    except OSError as error:
        raise UserError(f"{folder} cannot be written ({error.strerror}).") from None
    try:
        for relative, content in files.items():
            path = draft / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        draft.chmod(0o777 & ~_umask())
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise UserError(f"{folder} cannot be written ({error.strerror}).") from None


def restore(
    name: str, folder: Path, files: Files, *, reference: Path
) -> tuple[Path, Path | None]:
    """Bring one file back as it was handed out; the old one is kept as ``.bak``.

    What an earlier restore has kept stays: a second one takes ``.bak2``.

    Parameters
    ----------
    name : str
        ``nnCostFunction.py``, ``ex4/nnCostFunction.py``, ``digits.mat``, ...
    folder : Path
        The student's folder.
    files : mapping of str to bytes
        Content by relative path.
    reference : Path
        Package of the grader's own copy, which is never touched.

    Returns
    -------
    Path
        The file that was written.
    Path or None
        Where the old one is; None where there was none, or none that differed.

    Raises
    ------
    UserError
        If no file has that name, or the folder is not a student's.
    """
    relative = _find(name, files)
    path = folder / relative
    if path.resolve().is_relative_to(reference.resolve()):
        raise UserError(
            f"{path} belongs to the grader itself; run this in a folder made by "
            "`python -m grader start FOLDER`."
        )
    if not (folder / reference.name).is_dir():
        raise UserError(
            f"{folder.resolve()} holds no folder {reference.name}; change to the one "
            "made by `python -m grader start FOLDER`."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = None
        with whole_file(path) as partial:
            partial.write_bytes(files[relative])
            # Only now, so that a full disk leaves the student's file where it is.
            if path.exists() and path.read_bytes() != files[relative]:
                kept = path.replace(_free_backup(path))
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}).") from None
    return path, kept


def _free_backup(path: Path) -> Path:
    """Return the first of ``.bak``, ``.bak2``, ... that is not there yet."""
    names = (f"{path.name}.bak{number}" for number in chain([""], count(2)))
    return next(path.with_name(n) for n in names if not path.with_name(n).exists())


def _find(name: str, files: Files) -> str:
    """Return the relative path that a name means."""
    wanted = Path(name).as_posix().removeprefix("./")
    found = [path for path in files if path == wanted] or [
        path for path in files if path.endswith("/" + wanted)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(f"{name} may be {' or '.join(found)}; give the whole path.")
    raise UserError(
        f"There is no {name} in the handout; name one of its files, such as README.md."
    )


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
