"""Files that are there whole or not at all: written aside, then renamed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Lend a file to write, which takes the place of `path` when all went well.

    Parameters
    ----------
    path : Path

    Yields
    ------
    Path
        Beside `path`; whatever goes wrong, it is gone and `path` is as it was.
    """
    partial = path.with_name(path.name + ".part")
    try:
        yield partial
        partial.replace(path)
    finally:
        with suppress(OSError):
            partial.unlink()
