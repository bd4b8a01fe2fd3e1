"""A submission's functions, called behind each wall, in honest use."""

import errno
import os
import time
from pathlib import Path

import numpy as np
import pytest

from grader import bubblewrap, rlimits, users, walls
from grader.errors import GraderError, UserError
from grader.exercise import Call
from grader.limits import Limits
from grader.outcome import Ending
from grader.sandbox import Sandbox
from grader.submission import Submission

PRISTINE = {
    "ex4/__init__.py": b"",
    "ex4/given.py": b"from ex4 import other\ndef given():\n    return 1\n",
    "ex4/other.py": b"",
    "ex4/notes.md": b"not code",
}


@pytest.fixture(params=["bubblewrap", "rlimits", "none"])
def wall(request):
    if request.param == "bubblewrap":
        request.getfixturevalue("bwrap")
    return request.param


def run(wall, *calls, limits=None, **files):
    sources = {f"{name}.py": text.encode() for name, text in files.items()}
    submission = Submission("mine", "python", sources)
    with Sandbox(submission, PRISTINE, limits, wall=wall) as sandbox:
        assert sandbox.kind == wall
        return sandbox.run(calls)


def test_returned_tuples_are_spread(wall):
    source = "def f(x, y):\n    return x + y, [1, 2]\n"
    outcome = run(wall, Call("f", (np.ones(2), 3), 2), f=source)
    assert outcome.ending is Ending.RETURNED
    (answer,) = outcome.answers
    assert answer.values[0].tolist() == [4, 4]
    assert answer.values[1].tolist() == [1, 2]
    assert answer.kinds == ("ndarray", "list")
    assert answer.is_tuple
    assert answer.changed == ()


def test_python_numbers_arrive_as_such(wall):
    source = "def f(*numbers):\n    print([type(n).__name__ for n in numbers])\n"
    outcome = run(wall, Call("f", (1, 2.0, np.int64(3), np.float64(4), True)), f=source)
    assert outcome.output == "['int', 'float', 'int', 'float', 'bool']\n"


@pytest.mark.parametrize(
    "how",
    [
        "from ex4.given import given",
        "from .given import given",
        "from given import given",
        "import ex4.given; given = ex4.given.given",
        "from helpers.mine import given",
    ],
)
def test_ways_to_import(wall, how):
    files = {
        "f": f"{how}\ndef f():\n    return given()\n",
        "helpers/mine": "def given():\n    return 1\n",
    }
    outcome = run(wall, Call("f", ()), **files)
    assert outcome.answers[0].values[0] == 1, outcome


def test_the_students_own_copy_of_a_given_file_wins(wall):
    files = {
        "f": "from ex4.given import given\ndef f():\n    return given()\n",
        "given": "def given():\n    return 2\n",
    }
    assert run(wall, Call("f", ()), **files).answers[0].values[0] == 2


def test_a_fault_names_the_students_own_line(wall):
    files = {
        "f": "from helper import g\ndef f():\n    return g(0)\n",
        "helper": "\n\ndef g(n):\n    return 1 / n  # here\n",
    }
    fault = run(wall, Call("f", ()), **files).fault
    assert (fault.kind, fault.stage) == ("ZeroDivisionError", "call")
    assert (fault.file, fault.line) == ("helper.py", 4)
    assert fault.source == "return 1 / n  # here"


def test_a_fault_inside_a_library_names_the_line_that_called_it(wall):
    source = "import numpy as np\ndef f():\n    return np.ones(2) @ np.ones(3)\n"
    fault = run(wall, Call("f", ()), f=source).fault
    assert (fault.kind, fault.file, fault.line) == ("ValueError", "f.py", 3)


def test_no_path_of_ours_is_shown(wall):
    source = "import warnings\ndef f():\n    print(__file__); open(__file__ + 'x')\n"
    outcome = run(wall, Call("f", ()), f=source)
    assert outcome.output == "f.py\n"
    assert outcome.fault.message == "[Errno 2] No such file or directory: 'f.pyx'"


def test_a_missing_file_is_missing_without_a_process(wall):
    outcome = run(wall, Call("f", ()), g="")
    assert outcome.ending is Ending.MISSING


def test_equal_calls_are_made_once(wall):
    source = "import random\ndef f(n):\n    return random.random()\n"
    submission = Submission("mine", "python", {"f.py": source.encode()})
    with Sandbox(submission, PRISTINE, wall=wall) as sandbox:
        one, two, other = (sandbox.run([Call("f", (n,))]) for n in (1, 1, 2))
        assert one is two
        assert one.answers[0].values[0] != other.answers[0].values[0]


def test_exit_and_time_limit_without_fork():
    outcome = run("none", Call("f", ()), f="import os\nos._exit(3)\n")
    assert outcome.ending is Ending.EXITED
    slow = Limits(wall_seconds=0.5)
    started = time.monotonic()
    outcome = run("none", Call("f", ()), limits=slow, f="while True:\n    pass\n")
    assert outcome.ending is Ending.TIMEOUT
    assert time.monotonic() - started < 10


def test_a_flood_of_output_without_fork():
    source = "while True:\n    print('x' * 1000)\n"
    outcome = run("none", Call("f", ()), f=source)
    assert outcome.ending is Ending.OUTPUT


def test_cpu_time_is_judged_without_fork():
    source = "def f():\n    for _ in range(10**6):\n        pass\n"
    outcome = run("none", Call("f", (), cpu_seconds=1e-4), f=source)
    assert outcome.ending is Ending.TIMEOUT
    assert outcome.answers == ()


def test_temporary_folders_are_removed(wall, tmp_path, monkeypatch):
    monkeypatch.setattr(walls, "_fast_folder", lambda: str(tmp_path))
    run(wall, Call("f", ()), f="def f():\n    open('left', 'w')\n    return 1\n")
    assert list(tmp_path.iterdir()) == []


def test_folders_of_killed_graders_are_swept(tmp_path, monkeypatch):
    monkeypatch.setattr(walls, "_fast_folder", lambda: str(tmp_path))
    for name, age in (("grader-old", 7200), ("grader-new", 60), ("other-old", 7200)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, times=(time.time() - age,) * 2)
    run("rlimits", Call("f", ()), f="def f():\n    return 1\n")
    assert {path.name for path in tmp_path.iterdir()} == {"grader-new", "other-old"}


def test_descriptors_are_closed(wall):
    run(wall, Call("f", ()), f="def f():\n    return 1\n")
    before = set(Path("/proc/self/fd").iterdir())
    for _ in range(3):
        run(wall, Call("f", ()), f="def f():\n    return 1\n")
    assert set(Path("/proc/self/fd").iterdir()) == before


def test_an_unknown_wall_is_the_callers_mistake():
    with pytest.raises(UserError, match="no wall called paper"):
        run("paper", Call("f", ()), f="")


def test_a_wall_that_cannot_stand_says_why(monkeypatch):
    monkeypatch.setattr(bubblewrap, "what_is_missing", lambda: "bwrap is not installed")
    with pytest.raises(UserError, match="bwrap is not installed"):
        run("bubblewrap", Call("f", ()), f="")


def test_without_bubblewrap_the_next_wall_stands(monkeypatch):
    monkeypatch.setattr(bubblewrap, "what_is_missing", lambda: "bwrap is not installed")
    submission = Submission("mine", "python", {"f.py": b"def f():\n    return 1\n"})
    with Sandbox(submission, PRISTINE) as sandbox:
        assert sandbox.kind == "rlimits"


def test_a_sandbox_that_does_not_start_is_our_fault(monkeypatch):
    monkeypatch.setattr(rlimits, "interpreter", lambda: "/bin/false")
    with pytest.raises(GraderError, match="did not start"):
        run("rlimits", Call("f", ()), f="def f():\n    return 1\n")


@pytest.mark.parametrize("name", ["../f.py", "/f.py", "a\\f.py"])
def test_names_that_leave_the_folder_are_refused(name):
    submission = Submission("mine", "python", {name: b""})
    with pytest.raises(GraderError):
        walls.layout(submission, PRISTINE)


@pytest.mark.parametrize(
    "names", [("a.py", "a.py/b.py"), ("x" * 300 + ".py",), ("\0.py",)]
)
def test_names_that_no_folder_takes_are_the_submissions_problem(names):
    files = dict.fromkeys(names, b"") | {"f.py": b""}
    submission = Submission("mine", "python", files)
    with (
        pytest.raises(UserError, match="cannot be written"),
        Sandbox(submission, PRISTINE, wall="rlimits"),
    ):
        pass


def test_a_full_disk_is_our_problem(monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(walls.tempfile, "mkdtemp", full)
    with pytest.raises(GraderError, match="No space left"):
        run("rlimits", Call("f", ()), f="")


def test_only_source_is_laid_out():
    submission = Submission("mine", "python", {"f.py": b"", "g.pyc": b"", "h.so": b""})
    files, package = walls.layout(submission, PRISTINE)
    assert package == "ex4"
    assert set(files) == {f"ex4/{n}.py" for n in ("__init__", "given", "other", "f")}


def test_two_sandboxes_have_two_users():
    assert users.fresh_uid() != users.fresh_uid()


def test_what_others_may_read(tmp_path):
    file = tmp_path / "f"
    file.touch(mode=0o600)
    assert not users.can_be_read_by_all([str(file)])
    assert users.can_be_read_by_all([str(Path(os.sep))])


def test_the_readme_numbers_are_those_of_the_attacks():
    attacks = Path(__file__).parent.parent / "attacks"
    text = "".join(path.read_text() for path in attacks.glob("test_*.py"))
    assert all(f"test_{number:02}_" in text for number in rlimits.CANNOT_HOLD)
