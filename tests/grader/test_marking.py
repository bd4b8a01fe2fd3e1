"""A part's mark, whatever its calls returned."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from grader.exercises.ex4.exercise import EX4
from grader.marking import mark
from grader.result import Status
from grader.sandbox import Answer, Ending, Fault, Outcome
from grader.submission import Submission

PARTS = (*EX4.parts, *EX4.ungraded)
SUBMISSION = Submission("ada", "python", {"nnCostFunction.py": b""})

VALUES = st.none() | npst.arrays(
    dtype=st.sampled_from([np.float64, np.float32, np.int64, np.uint8, np.bool_]),
    shape=npst.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
KINDS = st.sampled_from(
    ["float", "ndarray", "list", "tuple", "matrix", "NoneType", "str", "Evil"]
)
ANSWERS = st.lists(st.tuples(KINDS, VALUES), max_size=4).map(
    lambda items: Answer(
        tuple(value for _, value in items),
        tuple(kind for kind, _ in items),
        len(items) != 1,
        (0, 4, 99),
        0.1,
    )
)


def marked(part, outcome):
    return mark(part, EX4.checks(1, part), outcome, EX4, SUBMISSION)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
@settings(max_examples=60, deadline=None)
@given(answers=st.lists(ANSWERS, min_size=8, max_size=8), output=st.text(max_size=9))
def test_any_answers_can_be_marked(part, answers, output):
    checks = EX4.checks(1, part)
    outcome = Outcome(Ending.RETURNED, tuple(answers[: len(checks)]), output=output)
    result = marked(part, outcome)
    assert result.status in (Status.WRONG, Status.NOT_STARTED)
    assert len(result.observations) == len(checks)


@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("n_answers", [0, 1, 4])
def test_every_ending_can_be_marked(ending, n_answers):
    part = EX4.parts[0]
    answers = [
        Answer(check.expected, ("float", "ndarray"), True, (), 0.1)
        for check in EX4.checks(1, part)
    ]
    if ending is not Ending.RETURNED:
        answers = answers[:n_answers]
    fault = Fault("KeyError", "'x'", "nnCostFunction.py", 3, "d['x']", "call")
    outcome = Outcome(ending, tuple(answers), fault if ending == "raised" else None)
    result = marked(part, outcome)
    assert (result.status is Status.PASSED) is (ending is Ending.RETURNED)
    assert result.complaint.message
    assert result.seconds == pytest.approx(0.1 * len(answers))


def test_long_messages_are_cut_to_their_first_line():
    fault = Fault(
        "ValueError", "a" * 999 + "\nb", "nnCostFunction.py", 3, "f()", "call"
    )
    found = marked(EX4.parts[0], Outcome(Ending.RAISED, fault=fault)).complaint.found
    assert len(found) < 300
    assert found.endswith(" ...")


def test_changed_arguments_are_named():
    part = EX4.parts[0]
    answers = tuple(
        Answer(check.expected, ("float", "ndarray"), True, (0, 4), 0.0)
        for check in EX4.checks(1, part)
    )
    result = marked(part, Outcome(Ending.RETURNED, answers))
    assert result.status is Status.PASSED
    assert "nn_params.copy()" in result.notes[0]
    assert "X.copy()" in result.notes[1]
