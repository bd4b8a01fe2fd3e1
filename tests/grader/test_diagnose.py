"""What is said about wrong values where no misconception explains them."""

from dataclasses import replace

import numpy as np
import pytest

from grader.diagnose import describe
from grader.exercise import Call, Check, Observation, Part

GRAD = Part(4, "Slope", "slope", 10, "2", arguments=("x", "m"), outputs=("grad",))
NUMBER = replace(GRAD, outputs=("J",))
# Two matrices of 2 x 3 and 2 x 2, column by column.
BLOCKS = {
    "A_grad": np.arange(6).reshape(2, 3, order="F"),
    "B_grad": 6 + np.arange(4).reshape(2, 2, order="F"),
}
WITH_BLOCKS = replace(GRAD, blocks=lambda call: BLOCKS)
TERM = replace(GRAD, needs=(1,), adds="the extra term")
RIGHT = np.array([0.5, -1.0, 2.0, 3.0, -0.25, 0.125, 7.0, -2.0, 1.5, 0.75])
INSTANCES = ("the original inputs", "other sizes", "one example")


def observed(change, expected=RIGHT, instances=INSTANCES):
    """Answer each instance with what `change` makes of the expected value."""
    for i, instance in enumerate(instances):
        value = np.array(expected * (i + 1))
        check = Check(instance, Call("slope", (i + 2,)), (value,), is_secret=i > 0)
        found = change(value.copy(), i)
        yield Observation(check, (np.asarray(found, dtype=float),))


def said(part, change, expected=RIGHT):
    return describe(part, tuple(observed(change, expected)))


def entry(*indices, to=9.5):
    """Set these entries."""

    def change(value, i):
        value[list(indices)] = to
        return value

    return change


def only(change, *which):
    """Change these instances, keep the others right."""
    return lambda value, i: change(value, i) if i in which else value


SIZES = replace(GRAD, sizes=lambda call: {"m": call.arguments[0], "K": 3})

MESSAGES = {
    "sign": (GRAD, lambda v, i: -v, "grad is right but for its sign"),
    "signs": (GRAD, lambda v, i: abs(v), "right but for the sign of some entries"),
    "factor": (GRAD, lambda v, i: 0.5 * v, "always 0.5 times what it should be"),
    "m": (SIZES, lambda v, i: (i + 2) * v, "exactly m times too large"),
    "1/m": (SIZES, lambda v, i: v / (i + 2), "exactly m times too small"),
    "K": (SIZES, lambda v, i: 3 * v, "exactly K times too large"),
    "order": (GRAD, lambda v, i: v[::-1], "the right numbers in another order"),
    "shift": (GRAD, lambda v, i: v + i + 1, "off by the same amount in every entry"),
    "zeros": (GRAD, lambda v, i: 0 * v, "grad is 0"),
    "shape": (GRAD, lambda v, i: v[:-1], "has shape (9,) instead of (10,)"),
    "every": (GRAD, lambda v, i: v + v**2, "grad is wrong in every entry"),
    "some": (GRAD, entry(2, 5), "grad is wrong in 2 of 10 entries"),
    "nan": (GRAD, lambda v, i: np.nan * v, "grad is NaN with the original inputs"),
    "inf": (GRAD, entry(3, to=np.inf), "1 of 10 entries are infinite"),
    "nan here": (WITH_BLOCKS, entry(7, to=np.nan), "are NaN, in column 0 of B_grad"),
    "block": (WITH_BLOCKS, entry(6, 8), "right but for B_grad"),
    "column 0": (WITH_BLOCKS, entry(0), "right but for column 0 of A_grad"),
    "columns 0": (WITH_BLOCKS, entry(1, 6), "for column 0 of A_grad and B_grad"),
    "others": (WITH_BLOCKS, entry(2, 9), "for columns 1: of A_grad and B_grad"),
    "mixed": (WITH_BLOCKS, entry(1, 9), "column 0 of A_grad and columns 1: of B_grad"),
    "term": (TERM, entry(1), "grad is right but for the extra term"),
    "only": (GRAD, only(entry(1), 1), "in 1 of 10 entries, only with other sizes"),
    "except": (GRAD, only(entry(1), 0, 1), ", except with one example"),
}


@pytest.mark.parametrize(("part", "change", "message"), MESSAGES.values(), ids=MESSAGES)
def test_sure_thing_is_said(part, change, message):
    assert message in said(part, change).message


NUMBERS = {
    "larger": (NUMBER, lambda v, i: v + 0.1 + i, "J is too large"),
    "smaller": (NUMBER, lambda v, i: v - 0.1 - i, "J is too small"),
    "either": (NUMBER, lambda v, i: v + (-1) ** i / (2 + i), "J is wrong"),
    "term": (
        replace(TERM, outputs=("J",)),
        lambda v, i: v + 0.1 + i,
        "J is right but for the extra term, which is too large",
    ),
    "nan": (NUMBER, only(lambda v, i: np.nan, 1), "J is NaN with other sizes"),
}


@pytest.mark.parametrize(("part", "change", "message"), NUMBERS.values(), ids=NUMBERS)
def test_sure_thing_about_a_number_is_said(part, change, message):
    assert said(part, change, np.array(3.0)).message == message


def test_worst_entry_is_found_and_needed():
    complaint = said(WITH_BLOCKS, lambda v, i: v + np.where(np.arange(10) == 7, 5, 0.1))
    assert complaint.found == "grad[7] = 3 (B_grad[1, 0]), with the original inputs"
    assert complaint.needed == "grad[7] = -2"


def test_worst_entry_of_a_matrix_has_two_indices():
    expected = RIGHT.reshape(5, 2)
    complaint = said(replace(GRAD, outputs=("g",)), lambda v, i: 2 * v, expected)
    assert complaint.found == "g[3, 0] = 14, with the original inputs"


def test_nan_is_the_worst_entry():
    complaint = said(GRAD, lambda v, i: entry(4, to=np.nan)(v + 100, i))
    assert complaint.found.startswith("grad[4] = nan")


def test_digits_go_on_until_they_differ():
    complaint = said(NUMBER, lambda v, i: v * (1 + 1e-5), np.array(2.0))
    assert complaint.found.startswith("J = 2.00002")
    complaint = said(NUMBER, lambda v, i: v * (1 + 2e-6), np.array(2.0))
    assert complaint.found.startswith("J = 2.000004")


def test_secret_instances_lend_no_values():
    complaint = said(GRAD, only(entry(1, to=123.456), 1, 2))
    assert (complaint.found, complaint.needed) == ("", "")
    assert "123" not in complaint.message


def test_small_differences_in_single_precision_count_as_rounding():
    wrong, *others = observed(lambda v, i: v * (1 + 5e-5) if i else v + 1)
    rounded = [replace(one, is_single=True) for one in (wrong, *others)]
    assert describe(GRAD, rounded).message.endswith("only with the original inputs")
    assert "only" not in describe(GRAD, [wrong, *others]).message


def test_missing_value_is_said():
    (first, *_) = observed(lambda v, i: v)
    assert describe(GRAD, [replace(first, found=())]).message == "grad is not returned"


@pytest.mark.parametrize("huge", [1e308, -1e308, np.inf, 1e-320])
def test_no_number_is_too_large_to_be_described(huge):
    for part in (GRAD, SIZES, WITH_BLOCKS, TERM):
        assert said(part, lambda v, i: np.full_like(v, huge)).message
        assert said(part, entry(1, to=huge)).found
