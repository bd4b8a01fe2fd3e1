"""An attack is the source of `attack.py`; beside it lies an honest `good.py`."""

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from grader.exercise import Call
from grader.limits import Limits
from grader.outcome import Ending
from grader.sandbox import Sandbox
from grader.submission import Submission

# Short, so that what never ends costs little; numpy alone maps 0.1 GB.
SHORT = Limits(
    cpu_seconds=0.5,
    import_cpu_seconds=0.8,
    wall_seconds=3.0,
    memory_bytes=400 << 20,
    output_bytes=200_000,
    result_bytes=4 << 20,
    disk_bytes=8 << 20,
    file_bytes=4 << 20,
)
Z = np.array([[1.0, -2.0], [0.5, 3.0]])


@dataclass
class Attacked:
    """A sandbox under attack, and the outcome of the attacking part."""

    sandbox: Sandbox
    outcome: object

    def still_grades_others(self):
        """The honest part of the same submission gets its right answer."""
        outcome = self.sandbox.run([Call("good", (Z,))])
        assert outcome.ending is Ending.RETURNED, outcome
        return np.array_equal(outcome.answers[0].values[0], Z + 1)


@pytest.fixture
def behind():
    """``with behind(wall, source) as attacked``: see `_behind`."""
    return _behind


@contextlib.contextmanager
def _behind(wall, source, *, calls=1, limits=SHORT, files=()):
    """Run an attack behind a wall; on the way out nothing of it may be left."""
    submission = Submission(
        "attack",
        "python",
        {
            "attack.py": dedent(source).encode(),
            "good.py": b"def good(z):\n    return z + 1\n",
            **dict(files),
        },
    )
    pristine = {"ex4/__init__.py": b'"""Given."""\n', "ex4/given.py": b"ANSWER = 42\n"}
    started = time.monotonic()
    with Sandbox(submission, pristine, limits, wall=wall) as sandbox:
        outcome = sandbox.run([Call("attack", (Z.copy(),))] * calls)
        seconds = time.monotonic() - started
        assert seconds < limits.wall_seconds + limits.cpu_seconds + 2 + START
        yield Attacked(sandbox, outcome)
        assert Attacked(sandbox, outcome).still_grades_others()


START = 3.0  # seconds for the start of interpreter and numpy on a busy machine


@pytest.fixture
def processes_called():
    """``processes_called(word)`` gives the pids whose command line holds the word."""
    return _processes_called


def _processes_called(word):
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if word.encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return found


@pytest.fixture(params=["bubblewrap", "rlimits"])
def wall(request):
    """Both walls; a case that rlimits cannot hold asks for `strong_wall`."""
    if request.param == "bubblewrap":
        request.getfixturevalue("bwrap")
    return request.param


@pytest.fixture
def strong_wall(bwrap):
    """The wall of bubblewrap."""
    return "bubblewrap"
