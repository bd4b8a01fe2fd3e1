"""What a student hands in: its files, recognised by name wherever they lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.errors import UserError
from grader.sources import LANGUAGES, read_files, walk

if TYPE_CHECKING:
    from grader.exercise import Exercise


@dataclass(frozen=True)
class Submission:
    """What is graded; nothing but names and bytes, so that it can travel.

    Attributes
    ----------
    name : str
    language : str
        ``python`` or ``octave``.
    files : mapping of str to bytes
        Written and given files by plain name (``nnCostFunction.py``), the student's
        helper modules by their path beside them.
    notes : tuple of str
        Remarks for the report.
    refused : mapping of str to str
        File names that were there but not read, and why.
    written : frozenset of str
        Names of the files that the student was to write; empty if that is unknown.
    """

    name: str
    language: str
    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    written: frozenset[str] = frozenset()


def read_submission(path: Path, exercise: Exercise) -> Submission:
    """Read a folder or a single file.

    Parameters
    ----------
    path : Path
    exercise : Exercise

    Returns
    -------
    Submission

    Raises
    ------
    UserError
        If it is not there, or is not a submission.
    """
    path = Path(path)
    try:
        found, refused = read_files(path)
    except OSError as error:
        raise UserError(
            f"{path} cannot be read ({error.strerror}); name the folder that holds "
            f"{_listed(exercise)}"
        ) from None
    name = path.resolve().name
    return from_files(name, found, exercise, refused=refused)


def reference(exercise: Exercise, language: str = "python") -> Submission:
    """Read the exercise's own solution, as a submission like any other.

    Parameters
    ----------
    exercise : Exercise
    language : str, optional

    Returns
    -------
    Submission
    """
    sources = [
        path
        for path in walk(exercise.home)
        if path.suffix == LANGUAGES[language] and not path.is_symlink()
    ]
    files = {p.relative_to(exercise.home).as_posix(): p.read_bytes() for p in sources}
    return from_files("reference", files, exercise)


def from_files(
    name: str,
    files: Mapping[str, bytes],
    exercise: Exercise,
    *,
    refused: Mapping[str, str] | None = None,
) -> Submission:
    """Recognise a submission among files by relative path, as a zip holds them.

    Parameters
    ----------
    name : str
    files : mapping of str to bytes
    exercise : Exercise
    refused : mapping of str to str, optional
        Relative paths that were not read, and why.

    Returns
    -------
    Submission

    Raises
    ------
    UserError
        If none of the written files is there, or one of them twice.
    """
    paths = {PurePosixPath(path): content for path, content in files.items()}
    not_read = {PurePosixPath(path): why for path, why in (refused or {}).items()}
    for language, suffix in LANGUAGES.items():  # noqa: B007 - used below
        written = {stem + suffix for stem in exercise.written}
        mine = [path for path in (*paths, *not_read) if path.name in written]
        if mine:
            break
    else:
        raise UserError(
            f"{name} holds none of the files to be graded; they are "
            f"{_listed(exercise)}" + _look_alikes(paths, exercise)
        )
    sources = [path for path in paths if path.suffix == suffix]
    given = {PurePosixPath(path).name for path in exercise.pristine(language)}
    plain = written | (given - {"__init__.py"})
    kept = _renamed(name, sources, mine, plain, _home(mine, exercise))
    return Submission(
        name,
        language,
        {new_name: paths[path] for new_name, path in kept.items() if path in paths},
        tuple(f"{path} was not read: {why}." for path, why in not_read.items()),
        {path.name: why for path, why in not_read.items()},
        frozenset(written),
    )


def _home(written: list[PurePosixPath], exercise: Exercise) -> PurePosixPath:
    """Return the folder where most of the written files lie."""
    folders = [path.parent for path in written]
    weight = {part.file: part.max_score for part in exercise.parts}
    best = max(written, key=lambda path: weight.get(path.stem, 0))
    return max(
        folders, key=lambda folder: (folders.count(folder), folder == best.parent)
    )


def _renamed(
    name: str,
    sources: list[PurePosixPath],
    mine: list[PurePosixPath],
    plain: set[str],
    home: PurePosixPath,
) -> dict[str, PurePosixPath]:
    """Return the name that each file gets: plain where it is known, else its path.

    A known file may lie anywhere; a given one that lies beside the written ones wins.
    """
    renamed: dict[str, PurePosixPath] = {}
    written = {path.name for path in mine}
    for path in sorted({*sources, *mine}):
        beside = path.is_relative_to(home)
        relative = path.relative_to(home) if beside else path
        is_module_of_theirs = beside and path.parent != home
        if path.name in written or (path.name in plain and not is_module_of_theirs):
            other = renamed.setdefault(path.name, path)
            if path.name not in written and home in (path.parent, other.parent):
                renamed[path.name] = path if path.parent == home else other
            elif other != path:
                raise UserError(
                    f"{name} holds {path.name} more than once: {other} and {path}; "
                    "keep one of them, or name the folder that holds yours"
                )
        else:
            renamed.setdefault(str(relative), path)
    return renamed


def _listed(exercise: Exercise) -> str:
    """Name the files to be written."""
    return ", ".join(f"{stem}.py" for stem in exercise.written) + " (or .m)"


def _look_alikes(paths: Iterable[PurePosixPath], exercise: Exercise) -> str:
    """Point out a file whose name only differs in case, or has an extra ending."""
    plain = {stem.lower(): stem for stem in exercise.written}
    for path in paths:
        stem = plain.get(path.name.split(".")[0].replace("_", "").lower())
        if stem:
            return f"; {path} should be called {stem}{path.suffix}"
    return ""
