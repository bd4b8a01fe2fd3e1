"""The command as a teacher types it, with the real grader behind the real wall."""

import csv
import os
import subprocess
import sys
from io import StringIO

import pytest

from grader.exercises.ex4.handout import stubs

FILES = ("nnCostFunction.py", "sigmoidGradient.py", "randInitializeWeights.py")
LOOPS = "\n\ndef nnCostFunction(*_):\n    while True:\n        pass\n"
DOUBLES = """

_right = nnCostFunction


def nnCostFunction(*arguments):
    J, grad = _right(*arguments)
    return 2 * J, 2 * grad
"""


@pytest.fixture
def submissions(tmp_path, repository):
    right = {file: (repository / "ex4" / file).read_text() for file in FILES}
    cost = right["nnCostFunction.py"]
    everyone = {
        "right": right,
        "wrong": right | {"nnCostFunction.py": cost + DOUBLES},
        "loops": right | {"nnCostFunction.py": cost + LOOPS},
        "broken": right | {"nnCostFunction.py": "def nnCostFunction(:\n"},
        "empty": {f: stubs("python")[f"ex4/{f}"].decode() for f in FILES},
        "nothing": {"essay.py": "print('hello')\n"},
    }
    for name, files in everyone.items():
        for file, text in files.items():
            path = tmp_path / "class" / name / "ex4" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return tmp_path / "class"


@pytest.fixture
def grade(tmp_path, repository):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "grader", "class", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(repository)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def rows_of(text):
    return {row["submission"]: row for row in csv.DictReader(StringIO(text))}


@pytest.mark.usefixtures("bwrap")
def test_a_class_from_the_command_line(grade, submissions, tmp_path):
    quick = ["--cpu-seconds", "0.5", "--csv", "grades.csv", "--seed", "7"]
    done = grade(submissions, *quick, "--html", "site", "--jobs", "2")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("6 submissions, seed 7.\n5 graded: mean ")
    assert "nothing: nothing holds none of the files to be graded" in done.stdout
    first = (tmp_path / "grades.csv").read_bytes()
    rows = rows_of(first.decode())
    assert {name: row["score"] for name, row in rows.items()} == {
        "right": "100",
        "wrong": "5",
        "loops": "5",
        "broken": "5",
        "empty": "0",
        "nothing": "",
    }
    assert rows["loops"]["part_1_status"] == "timeout"
    assert rows["broken"]["part_1_status"] == "error"
    assert rows["empty"]["part_1_status"] == "not_started"
    assert rows["right"]["sandbox"] == "bubblewrap"
    assert len(list((tmp_path / "site" / "submissions").iterdir())) == 5
    assert "Traceback" not in done.stdout + done.stderr

    # The loops time out again with eight workers on whatever processors there are.
    again = grade(submissions, *quick, "--gradebook", "second.db", "--jobs", "8")
    assert again.returncode == 1
    assert (tmp_path / "grades.csv").read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nowhere"], "nowhere cannot be read (No such file or directory)"),
        (["class", "--regrade", "rigth"], "did you mean right?"),
        (["class", "--roster", "none.csv"], "none.csv cannot be read"),
        (["class", "--scheduler", "tcp://"], "no scheduler answers at tcp://"),
        (
            ["class", "--scheduler", "127.0.0.1:9"],
            "no scheduler answers at 127",
        ),
        (["class", "--jobs", "0"], "'0' is not a whole number from 1"),
        (["class", "--threshold", "2"], "'2' is not a share above 0"),
    ],
)
def test_a_mistake_of_the_caller_is_one_line(grade, submissions, arguments, complaint):
    done = grade(*arguments)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_workers_do_without_shared_memory(fakes, make_class, tmp_path, monkeypatch):
    """Where /dev/shm is missing, Python can make no semaphore."""
    import _multiprocessing

    def fails(*_):
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(_multiprocessing, "SemLock", fails)
    assert fakes.grade_class(make_class({"a": "1"}), "--gradebook", tmp_path / "g") == 0
