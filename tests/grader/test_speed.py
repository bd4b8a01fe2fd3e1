"""How long training would take, and when there is nothing to measure."""

import re

import pytest

from grader.exercises.ex4.exercise import EX4
from grader.speed import measure
from grader.submission import from_files, reference

RIGHT = reference(EX4)
STUBS = from_files("stubs", EX4.stubs("python"), EX4)


def changed(old, new):
    cost = RIGHT.files["nnCostFunction.py"].decode()
    assert old in cost
    files = {**RIGHT.files, "nnCostFunction.py": cost.replace(old, new).encode()}
    return from_files("ada", files, EX4)


def test_reference_takes_about_as_long_as_itself():
    text = measure(RIGHT, EX4)
    found = re.search(r"takes ([\d.]+) s .* ([\d.]+) s \(([\d.]+) times", text)
    seconds, _, ratio = map(float, found.groups())
    assert 0 < seconds < 10
    assert 0.1 < ratio < 10
    assert "about 88 such calls" in text


def test_column_of_labels_is_given_where_needed():
    slow = changed("    X = as_examples", "    y[0, 0]\n    X = as_examples")
    assert "times as long" in measure(slow, EX4)


@pytest.mark.parametrize(
    ("submission", "why"),
    [
        (STUBS, "nnCostFunction is not right yet"),
        (
            changed("    X = as_examples", "    1 / 0\n    X = as_examples"),
            "raised Zero",
        ),
        (from_files("x", {"sigmoidGradient.py": b""}, EX4), "no file for"),
    ],
)
def test_nothing_is_measured_before_it_is_right(submission, why):
    text = measure(submission, EX4)
    assert text.startswith("Speed: not measured, because")
    assert why in text
