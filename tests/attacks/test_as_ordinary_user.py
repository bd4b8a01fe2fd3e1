"""The walls again, built by a user without rights: other flags, other limits."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

UID = "54321"
CASES = "01 or 06 or 16 or 17 or 21 or 22 or 24 or 27 or 30 or 53 or 54"


def closed_folders(paths):
    """Return the topmost folder on the way to each path that others may not enter."""
    for path in paths:
        for parent in reversed(path.parents):
            if not parent.stat().st_mode & 0o001:
                yield parent
                break


def as_ordinary_user(repository):
    """Return what turns root into a user that can still read Python and the tests."""
    if os.geteuid() != 0:
        return []
    needed = [Path(sys.prefix), Path(sys.base_prefix), repository]
    view = ["bwrap", "--dev-bind", "/", "/", "--perms", "1777", "--tmpfs", "/tmp"]
    for folder in dict.fromkeys(closed_folders(needed)):
        view += ["--perms", "0755", "--tmpfs", str(folder)]
    for path in needed:
        for parent in reversed(path.parents[:-1]):
            view += ["--perms", "0755", "--dir", str(parent)]
        view += ["--ro-bind", str(path), str(path)]
    who = ["--reuid", UID, "--regid", UID, "--clear-groups", "--no-new-privs"]
    return [*view, "setpriv", *who, "--inh-caps=-all", "--bounding-set=-all"]


@pytest.mark.usefixtures("bwrap")
def test_the_walls_hold_for_an_ordinary_user(repository):
    pytest_options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
    result = subprocess.run(
        [
            *as_ordinary_user(repository),
            *(sys.executable, "-B", "-m", "pytest", *pytest_options),
            *("tests/attacks", "-k", CASES),
            f"--ignore={Path(__file__).relative_to(repository)}",
        ],
        cwd=repository,
        env={"HOME": "/tmp", "PATH": os.environ["PATH"], "EX4_NO_SKIP": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-5000:] + result.stderr[-2000:]
    assert " passed" in result.stdout
