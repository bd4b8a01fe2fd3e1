"""What every test may ask for: programs that may be missing, data, seeds."""

import os
import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent


def skip_or_fail(reason):
    """Skip on a user's machine; fail where nothing may be missing (CI)."""
    if os.environ.get("EX4_NO_SKIP"):
        pytest.fail(f"EX4_NO_SKIP is set, but {reason}")
    pytest.skip(reason)


def _program(*names):
    for name in names:
        if found := shutil.which(name):
            return found
    return skip_or_fail(f"{names[0]} is not installed")


@pytest.fixture(scope="session")
def octave_cli():
    return _program("octave-cli")


@pytest.fixture(scope="session")
def bwrap():
    return _program("bwrap")


@pytest.fixture(scope="session")
def chromium():
    return _program("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def originals():
    """The folder with the course's own weights and the MNIST stand-in."""
    if not (folder := os.environ.get("EX4_ORIGINALS")):
        pytest.skip("EX4_ORIGINALS names no folder with the original data")
    return Path(folder)


@pytest.fixture(scope="session")
def repository():
    return REPOSITORY
