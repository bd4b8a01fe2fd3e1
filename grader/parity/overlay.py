"""The folder that a side runs in: our files, and over them the user's own."""

import shutil
from pathlib import Path

from grader.errors import UserError
from grader.parity.trial import Sources


def lay_out(sources: Sources, target: Path) -> tuple[str, ...]:
    """Copy our files into `target`, then the user's over them.

    A user's file counts by its name, wherever it lies; the files beside it come along,
    as helpers.

    Parameters
    ----------
    sources : Sources
    target : Path
        An empty folder.

    Returns
    -------
    tuple of str
        Names of the files that differ from ours, sorted.

    Raises
    ------
    UserError
        If the user's folder does not exist, holds none of the names, or holds one of
        them twice.
    """
    pattern = f"*{sources.suffix}"
    for file in sources.ours.glob(pattern):
        shutil.copyfile(file, target / file.name)
    if sources.theirs is None:
        return ()
    names = {stem + sources.suffix for stem in sources.names}
    found = _find(sources.theirs, pattern, names)
    for folder in {file.parent for file in found.values()}:
        for helper in folder.glob(pattern):
            if helper.name not in names and helper.stem != "__init__":
                shutil.copyfile(helper, target / helper.name)
    replaced = [name for name in found if not _is_ours(found[name], target)]
    for name in replaced:
        shutil.copyfile(found[name], target / name)
    return tuple(sorted(replaced))


def _is_ours(file: Path, target: Path) -> bool:
    """Whether a file is a copy of the one that stands there."""
    there = target / file.name
    return there.is_file() and file.read_bytes() == there.read_bytes()


def _find(folder: Path, pattern: str, names: set[str]) -> dict[str, Path]:
    """Where the user's files of these names lie."""
    if not folder.is_dir():
        raise UserError(f"There is no folder {folder}; name the one with your files.")
    found: dict[str, Path] = {}
    for file in sorted(folder.rglob(pattern)):
        if file.name not in names or not file.is_file():
            continue
        if file.name in found:
            raise UserError(
                f"Two files are called {file.name}: {found[file.name]} and {file}; "
                "name the folder that holds only the one you mean."
            )
        found[file.name] = file
    if not found:
        raise UserError(
            f"{folder} holds no file of the exercise ({', '.join(sorted(names)[:3])}, "
            "...); name the folder with your files."
        )
    return found
