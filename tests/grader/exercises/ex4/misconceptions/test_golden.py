"""Wrong submissions, one edit away from a right one: each gets its own hint."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

from grader.exercise import Observation
from grader.exercises.ex4.exercise import EX4
from grader.exercises.ex4.misconceptions.menu import MISCONCEPTIONS
from grader.grade import grade
from grader.result import Status
from grader.submission import from_files

REPOSITORY = Path(__file__).parents[5]
SUBMISSIONS = REPOSITORY / "tests" / "submissions"
GOLDEN = tomllib.loads((SUBMISSIONS / "wrong.toml").read_text(encoding="utf-8"))
PYTHON, REMARKED, OCTAVE = GOLDEN["python"], GOLDEN["remarked"], GOLDEN["octave"]

# What shows behind the wall only: exceptions, and mistakes known by no formula.
COMPUTED = [
    golden
    for golden in PYTHON
    if golden["code"] in MISCONCEPTIONS and not golden.get("raises")
]
SEED = 7

N_ON_RECORD = 67
# Made around the three functions, where no grader looks: training from the given
# weights, no jac=True, TNC with maxiter, 0-based predictions.
OUT_OF_REACH = {64, 65, 66, 67}


def name_of(golden):
    what = golden.get("code") or golden["remark"].replace(" ", "_")
    return f"{golden.get('number', '')}-{what}-{golden.get('part', 'W')}"


def edited(golden, folder=SUBMISSIONS / "right" / "textbook", suffix=".py"):
    """The files of a submission with this mistake, by name."""
    right = {
        name: (folder / f"{name}{suffix}").read_text(encoding="utf-8")
        for name in EX4.written
    }
    wrong = dict(right)
    for old, new in golden["edits"]:
        assert any(old in text for text in right.values()), f"nowhere: {old}"
        wrong = {name: text.replace(old, new) for name, text in wrong.items()}
    return wrong


def part_of(golden):
    parts = (*EX4.parts, *EX4.ungraded)
    return next(part for part in parts if part.number == golden.get("part"))


def answers_of(golden):
    """What the edited function answers to the part's checks, without a wall."""
    part = part_of(golden)
    files = edited(golden)
    student = {}
    exec(compile(files[part.file], part.file, "exec"), student)
    if part.file == "nnCostFunction":
        exec(files["sigmoidGradient"], student)
    for check in EX4.checks(SEED, part):
        arguments = [
            np.copy(value) if isinstance(value, np.ndarray) else value
            for value in check.call.arguments
        ]
        with np.errstate(all="ignore"):
            found = student[part.file](*arguments)
        found = found if isinstance(found, tuple) else (found,)
        values = tuple(np.asarray(value, dtype=float) for value in found)
        yield Observation(check, values)


def result_of(golden, files, suffix=".py"):
    """The part's result, from the whole grader."""
    content = {f"{name}{suffix}": text.encode() for name, text in files.items()}
    number = golden.get("part")
    wanted = None if number is None else {number}
    result = grade(from_files("mine", content, EX4), EX4, seed=SEED, parts=wanted)
    return (result.ungraded if number is None else result.parts)[0]


@pytest.mark.parametrize("golden", COMPUTED, ids=name_of)
def test_mistake_is_recognized_by_its_values(golden):
    hint = EX4.explain(part_of(golden), tuple(answers_of(golden)))
    assert hint == MISCONCEPTIONS[golden["code"]].hint


@pytest.mark.parametrize("golden", PYTHON, ids=name_of)
def test_wrong_submission_gets_its_own_hint(golden):
    result = result_of(golden, edited(golden))
    assert result.status is (Status.ERROR if golden.get("raises") else Status.WRONG)
    assert result.score == 0
    assert result.hint is not None, (result.message, result.found, result.needed)
    assert result.hint.code == golden["code"]


@pytest.mark.parametrize("golden", REMARKED, ids=name_of)
def test_right_values_with_a_snag_pass_with_a_remark(golden):
    result = result_of(golden, edited(golden))
    assert result.status is Status.PASSED
    assert any(golden["remark"] in note for note in result.notes)


@pytest.mark.parametrize("golden", OCTAVE, ids=name_of)
@pytest.mark.usefixtures("octave_cli")
def test_octave_submission_gets_the_same_hint(golden):
    files = edited(golden, REPOSITORY / "ex4" / "octave", ".m")
    result = result_of(golden, files, ".m")
    assert result.status is Status.WRONG
    assert result.hint == MISCONCEPTIONS[golden["code"]].hint


def test_mistakes_on_record_are_told_by_a_hint_or_a_remark():
    hinted = {golden["number"] for golden in PYTHON if "number" in golden}
    remarked = {golden["number"] for golden in REMARKED}
    assert hinted | remarked == set(range(1, N_ON_RECORD + 1)) - OUT_OF_REACH
    assert len(hinted) >= 60


def test_every_misconception_has_a_wrong_submission():
    assert set(MISCONCEPTIONS) <= {golden["code"] for golden in PYTHON}
