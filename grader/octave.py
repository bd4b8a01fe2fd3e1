"""Performs a part in Octave: the fork becomes octave-cli, which runs our driver.

The driver reads the request from descriptor 3 and writes frames to descriptor 4, in
the format of ``wire.py``; a file that a submission made is never loaded here.
"""

from __future__ import annotations

import os
from typing import Any

from grader import wire

REQUEST, RESULTS = 3, 4
OPTIONS = (
    "--quiet",
    "--norc",
    "--no-history",
    "--no-line-editing",
    "--no-window-system",
)


def perform(request: dict[str, Any], settings: dict[str, Any], descriptor: int) -> None:
    """Become Octave; never returns.

    Parameters
    ----------
    request : dict
        ``nonce``, ``calls``.
    settings : dict
        What the parent said when the child was started.
    descriptor : int
        Where frames go.
    """
    join, root = os.path.join, settings["root"]
    folder = join(root, settings["package"])
    calls = [call[:3] for call in request["calls"]]
    file = join(folder, calls[0][0] + ".m")
    own = [join(root, path) for path, _ in settings["own"]]
    names = [name for _, name in settings["own"]]
    content = wire.encode((request["nonce"], folder, file, own, names, calls))
    results = os.dup2(descriptor, 60)  # out of the way of 3
    source = _unnamed_file(settings["cwd"], content)
    os.dup2(os.dup2(source, 61), REQUEST)
    os.dup2(results, RESULTS)
    os.closerange(RESULTS + 1, 64)
    driver = os.path.join(settings["home"], "octave_driver.m")  # noqa: PTH118
    program = settings["octave"]
    os.execv(program, [program, *OPTIONS, driver])


def _unnamed_file(folder: str, content: bytes) -> int:
    """Return a descriptor of a file that has the content and no name any more."""
    name = os.path.join(folder, "request")  # noqa: PTH118
    descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    os.unlink(name)  # noqa: PTH108
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
