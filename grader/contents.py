"""Reads what a student handed in, as bytes: a folder, a zip, single files."""

from __future__ import annotations

from pathlib import Path

from grader.archive import ZIP_BYTES, Content, read_zip
from grader.collect import OTHER_ARCHIVES, Entry, Member, printable_name
from grader.errors import UserError
from grader.sources import LANGUAGES, read_files


def read(entry: Entry) -> Content:
    """Read the source files of a submission into memory.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    Content

    Raises
    ------
    UserError
        If it cannot be read, or is no archive that we know.
    """
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for member in entry.members:
        content = _read_member(member)
        for path, data in content.files.items():
            if files.setdefault(path, data) != data:
                raise UserError(f"{entry.name} holds {path} twice; keep one of them.")
        refused.update(content.refused)
    return Content(files, refused)


def _read_member(member: Member) -> Content:
    """Read a folder with the zips in it, a zip, or a single file."""
    path, name = member.path, printable_name(member.path.name)
    if path.is_dir():
        return _read_folder(path)
    if path.suffix.lower() == ".zip":
        return read_zip(name, _bytes_of(path, ZIP_BYTES))
    if path.suffix.lower() in OTHER_ARCHIVES:
        raise UserError(f"{name} is an archive that is not read here; hand in a zip.")
    if path.suffix not in LANGUAGES.values():
        return Content({}, {})
    found, refused = read_files(path)
    # One file; in the submission it has the name that the student gave it.
    return Content(
        dict.fromkeys([member.name] * len(found), b"".join(found.values())),
        dict.fromkeys([member.name] * len(refused), "".join(refused.values())),
    )


def _read_folder(folder: Path) -> Content:
    """Read a folder and the zips in it, as an LMS's folder of a student has them."""
    files, refused = read_files(folder)
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() == ".zip" and path.is_file() and not path.is_symlink():
            packed = read_zip(printable_name(path.name), _bytes_of(path, ZIP_BYTES))
            prefix = f"{path.stem}/" if files else ""
            files |= {prefix + inner: data for inner, data in packed.files.items()}
            refused |= packed.refused
    return Content(files, refused)


def _bytes_of(path: Path, limit: int) -> bytes:
    """Read a file that may not be larger than the limit."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise UserError(f"{path.name} cannot be read ({error.strerror}).") from None
    if len(content) > limit:
        raise UserError(
            f"{path.name} has more than {limit >> 20} MB; zip only your code."
        )
    return content
