"""Agreement up to rounding, and the forms of an answer that will do."""

import numpy as np
import pytest

from grader.compare import agrees, fit
from grader.exercises.ex4.checks import checks
from grader.exercises.ex4.exercise import PARTS
from grader.sandbox import Answer

COST, GRADIENT = PARTS[0], PARTS[3]
CHECK = checks(0, COST)[0]
J, GRAD = CHECK.expected


def answer(*values, kinds=None):
    values = tuple(None if v is None else np.asarray(v) for v in values)
    kinds = kinds or ("ndarray",) * len(values)
    return Answer(values, tuple(kinds), len(values) > 1, (), 0.0)


@pytest.mark.parametrize(
    ("found", "expected", "is_right"),
    [
        (1.0, 1.0, True),
        (1.0 + 9e-7, 1.0, True),
        (1.0 + 2e-6, 1.0, False),
        (9e-9, 0.0, True),  # absolute, where there is nothing to be relative to
        (2e-8, 0.0, False),
        (1e6 + 0.9, 1e6, True),
        (np.nan, 1.0, False),
        (np.inf, 1.0, False),
        (-1.0, 1.0, False),
    ],
)
def test_agreement_is_relative_or_absolute(found, expected, is_right):
    assert agrees(np.array(found), np.array(expected)) is is_right


def test_every_entry_counts():
    right = np.arange(5.0)
    wrong = right.copy()
    wrong[0] += 1e-6
    assert agrees(right, right)
    assert not agrees(wrong, right)


def test_shapes_are_not_broadcast():
    assert not agrees(np.ones((3, 1)), np.ones(3))
    assert not agrees(np.float64(1), np.ones(3))


def test_float32_has_a_tolerance_of_its_own():
    assert agrees(np.array(1.00005), np.array(1.0), is_single=True)
    assert not agrees(np.array(1.0002), np.array(1.0), is_single=True)


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_cost_may_be_an_array_of_one_number(shape):
    fitted = fit(answer(J.reshape(shape), GRAD), CHECK, COST, "python")
    assert fitted.problem is None
    assert fitted.found[0].shape == ()
    assert bool(fitted.notes) is (shape != ())


@pytest.mark.parametrize("shape", [(-1, 1), (1, -1)])
def test_gradient_may_be_a_column(shape):
    fitted = fit(answer(J, GRAD.reshape(shape)), CHECK, GRADIENT, "python")
    assert fitted.problem is None
    assert agrees(fitted.found[1], GRAD)
    assert "ravel" in fitted.notes[0]


def test_column_is_what_octave_returns():
    column = answer(J.reshape(1, 1), GRAD.reshape(-1, 1))
    fitted = fit(column, CHECK, GRADIENT, "octave")
    assert fitted.notes == ()
    assert agrees(fitted.found[1], GRAD)


def test_float32_is_noted():
    fitted = fit(answer(J.astype(np.float32), GRAD), CHECK, COST, "python")
    assert fitted.is_single
    assert "float32" in fitted.notes[0]


# What is returned, for which part, and the words of the complaint.
WRONG_FORMS = {
    "J only": (answer(J), GRADIENT, "returns one value"),
    "the other order": (answer(GRAD, J), COST, "returns grad, J"),
    "text": (answer(None, GRAD, kinds=["str", "ndarray"]), COST, "J is text"),
    "None": (answer(None, None, kinds=["NoneType"] * 2), COST, "J is None"),
    "an object": (answer(None, GRAD, kinds=["Evil", "ndarray"]), COST, "of type Evil"),
    "a list": (answer(J, GRAD, kinds=["float", "list"]), GRADIENT, "grad is a list"),
    "np.matrix": (
        answer(J, GRAD.reshape(1, -1), kinds=["float", "matrix"]),
        GRADIENT,
        "grad is an np.matrix",
    ),
    "a matrix of costs": (
        answer(np.ones((4, 4)), GRAD),
        COST,
        "J as an array of shape (4, 4)",
    ),
    "Theta1 only": (answer(J, GRAD[:12]), GRADIENT, "grad as an array of shape (12,)"),
    "n by n": (
        answer(J, np.ones((32, 32))),
        GRADIENT,
        "grad as an array of shape (32, 32)",
    ),
}


@pytest.mark.parametrize("name", WRONG_FORMS)
def test_wrong_forms_are_described(name):
    given, part, words = WRONG_FORMS[name]
    found, needed = fit(given, CHECK, part, "python").problem
    assert words in found
    assert needed
    assert not any(f"{abs(v):.4f}" in found + needed for v in GRAD)


def test_cost_alone_will_do_for_the_cost():
    assert fit(answer(J), CHECK, COST, "python").problem is None


def test_whole_numbers_are_compared_as_numbers():
    fitted = fit(answer(np.array(3), GRAD), CHECK, COST, "python")
    assert fitted.found[0].dtype == np.float64
