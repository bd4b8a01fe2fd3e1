"""The command that checks the course finds what is wrong with it."""

import argparse
from dataclasses import replace

import numpy as np
import pytest

from ex4.nnCostFunction import nnCostFunction
from grader import verify
from grader.errors import UserError
from grader.exercise import Complaint, Misconception
from grader.exercises.ex4.exercise import EX4
from grader.result import Hint

HINT = Hint("doubles_cost", "The cost is twice what it should be.", "1.3")


def doubles_cost(*arguments):
    J, grad = nnCostFunction(*arguments)
    return np.array(2 * J), grad


def course(wrong=doubles_cost, hint=HINT, code="doubles_cost", explain=None):
    """An exercise with a single misconception."""
    return replace(
        EX4,
        misconceptions=lambda: {code: Misconception(hint, (1,), wrong)},
        explain=explain or (lambda part, observations: _explain(part, observations)),
    )


def _explain(part, observations):
    first = observations[0]
    is_it = part.number == 1 and first.found[0] == pytest.approx(
        2 * first.check.expected[0]
    )
    return HINT if is_it else None


def verified(exercise):
    lines = []
    args = argparse.Namespace(exercise=exercise, seeds=1)
    status = verify.run(args, lines.append)
    return status, "\n".join(lines)


def test_sound_course_holds():
    status, text = verified(course())
    assert status == 0, text
    assert "FAILED" not in text
    assert text.endswith("8 of 8 checks hold, with 1 misconceptions and 1 seeds.")


# What is wrong with a course, and the checks that must fail.
BROKEN = {
    "a misconception that is right": (
        course(wrong=nnCostFunction),
        {"misconceptions are not right", "misconceptions are told apart"},
    ),
    "a hint of another mistake": (
        course(explain=lambda part, observations: HINT if part.number == 2 else None),
        {"misconceptions are told apart", "right answers get no hint"},
    ),
    "a hint that is no sentence": (
        course(
            hint=replace(HINT, text="wrong factor"),
            explain=lambda *_: None,
        ),
        {"hints are sentences", "misconceptions are told apart"},
    ),
    "a section that is not there": (
        course(hint=replace(HINT, section="9.9"), explain=lambda *_: None),
        {"hints are sentences", "misconceptions are told apart"},
    ),
    "a code that differs": (
        course(code="other"),
        {"hints are sentences"},
    ),
    "points for nothing": (
        replace(course(), stubs=lambda language: _reference()),
        {"unwritten parts are not called wrong"},
    ),
}


def _reference():
    return {
        f"ex4/{stem}.py": (EX4.home / f"{stem}.py").read_bytes() for stem in EX4.written
    } | {f"ex4/{stem}.m": b"%" for stem in EX4.written}


@pytest.mark.parametrize("name", BROKEN)
def test_unsound_course_is_found_out(name):
    exercise, expected = BROKEN[name]
    status, text = verified(exercise)
    failed = {line[8:] for line in text.splitlines() if line.startswith("FAILED")}
    assert status == 3
    assert expected <= failed
    assert failed <= expected | {"reference gets everything"}


def test_no_seeds_are_refused():
    with pytest.raises(UserError, match="1 or more"):
        verify.run(argparse.Namespace(exercise=course(), seeds=0), print)


def test_expected_value_in_a_text_is_found(monkeypatch):
    def tell(part, observations):
        return Complaint(f"J should be {float(observations[1].check.expected[0]):.6f}")

    monkeypatch.setattr("grader.diagnose.describe", tell)
    _, text = verified(course())
    assert "FAILED  texts keep expected values" in text


def test_value_that_the_student_found_is_no_secret(monkeypatch):
    def tell(part, observations):
        return Complaint(f"J is {float(observations[0].found[0]):.6f}")

    monkeypatch.setattr("grader.diagnose.describe", tell)
    status, text = verified(course())
    assert status == 0, text


def test_ex4_holds_together():
    status, text = verified(EX4)
    assert status == 0, text
