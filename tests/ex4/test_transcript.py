"""What ``python -m ex4`` prints, line by line beside what ex4.m prints."""

import importlib.util
import re
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "octave"

NUMBER = re.compile(r"[-+]?\d+\.\d+(?:e[-+]\d+)?")
ITERATION = re.compile(r"Iteration +(\d+) \| Cost: (.*)")
DRIFT_FROM = 30  # iterations; later costs agree to five digits


@pytest.fixture(scope="module")
def data(repository):
    return repository / "data"


@pytest.fixture(scope="module")
def python_lines(repository, data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("transcript")
    transcript = folder / "transcript.txt"
    subprocess.run(
        [sys.executable, "-m", "ex4", "--method", "fmincg", "--seed", "42"]
        + ["--data", data / "digits.mat", "--weights", data / "weights.mat"]
        + ["--transcript", transcript, "--figures", folder],
        cwd=repository,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return transcript.read_text().splitlines()


def differing_lines(octave, python):
    """Return the pairs of lines that differ by more than rounding may."""
    pairs = zip_longest(octave, python, fillvalue="(no line)")
    return [(a, b) for a, b in pairs if not agree(a, b)]


def agree(a, b):
    """Words and numbers are equal as printed, but for two kinds of line."""
    if a == b:
        return True
    if a.startswith("Relative Difference: "):
        # Rounding noise: only its order of magnitude is the same.
        x, y = (float(NUMBER.search(line).group()) for line in (a, b))
        return NUMBER.sub("", a) == NUMBER.sub("", b) and 0.1 < x / y < 10
    late, other = ITERATION.fullmatch(a), ITERATION.fullmatch(b)
    if late and other and late[1] == other[1] and int(late[1]) > DRIFT_FROM:
        return float(late[2]) == pytest.approx(float(other[2]), rel=1e-5)
    return False


def test_transcript_is_that_of_octave(octave_cli, data, python_lines):
    writer = FOLDER / "write_golden.py"
    spec = importlib.util.spec_from_file_location("write_golden", writer)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    octave_lines = module.run_ex4(octave_cli, data).splitlines()
    assert len(octave_lines) > 150
    assert differing_lines(octave_lines, python_lines) == []


def test_transcript_is_the_one_that_octave_wrote_once(python_lines):
    octave_lines = (FOLDER / "transcript.txt").read_text().splitlines()
    assert differing_lines(octave_lines, python_lines) == []


@pytest.mark.parametrize(
    ("octave", "python"),
    [
        ("Training Set Accuracy: 99.053979", "Training Set Accuracy: 99.053980"),
        ("Relative Difference: 2.3e-11", "Relative Difference: 2.3e-09"),
        (
            "Iteration    12 | Cost: 1.016418e+00",
            "Iteration    12 | Cost: 1.016419e+00",
        ),
        (
            "Iteration    49 | Cost: 3.942089e-01",
            "Iteration    49 | Cost: 3.942589e-01",
        ),
        ("Part 1", "part 1"),
        ("one line more", "(no line)"),
    ],
)
def test_comparison_of_lines_can_fail(octave, python):
    assert not agree(octave, python)
