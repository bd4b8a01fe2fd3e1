"""Exceptions: the student's own line is shown, and its usual cause."""

import re

import pytest

from grader.exercises.ex4.exercise import EX4
from grader.faults.menu import FAULTS
from grader.grade import grade
from grader.result import Status
from grader.submission import from_files, reference

HEAD = """\
import numpy as np
from ex4.sigmoid import sigmoid
from ex4.sigmoidGradient import sigmoidGradient

"""
SIGNATURE = (
    "def nnCostFunction("
    "nn_params, input_layer_size, hidden_layer_size, num_labels, X, y, lambda_):\n"
)
BODY = """\
    n, h, K, m = input_layer_size, hidden_layer_size, num_labels, X.shape[0]
    Theta1 = nn_params[: h * (n + 1)].reshape((h, n + 1), order="F")
    Theta2 = nn_params[h * (n + 1) :].reshape((K, h + 1), order="F")
    a1 = np.column_stack([np.ones(m), X])
    z2 = a1 @ Theta1.T
    a2 = np.column_stack([np.ones(m), sigmoid(z2)])
    a3 = sigmoid(a2 @ Theta2.T)
    Y = np.eye(K)[y - 1]
    J = -np.sum(Y * np.log(a3) + (1 - Y) * np.log(1 - a3)) / m
    d3 = a3 - Y
    d2 = (d3 @ Theta2)[:, 1:] * sigmoidGradient(z2)
    G1, G2 = d2.T @ a1 / m, d3.T @ a2 / m
    return J, np.concatenate([G1.ravel("F"), G2.ravel("F")])
"""
RIGHT = HEAD + SIGNATURE + BODY

# Code of the hint: what is replaced in a right file, by what, and the line shown.
EDITS = {
    "uses_lambda_as_a_name": ("lambda_):", "lambda):", "def nnCostFunction"),
    "uses_octave_transpose": ("a1 @ Theta1.T", "a1 @ Theta1';", "z2 = a1 @ Theta1'"),
    "uses_octave_operators": ("Y * np.log(a3)", "Y .* np.log(a3)", "J = -np.sum"),
    "uses_hat_as_power": ("/ m\n    d3", "/ m + X[0, 0] ^ 2\n    d3", "J = -np.sum"),
    "mixes_up_indentation": ("    z2 =", "      z2 =", "z2 ="),
    "is_not_a_text_file": ("    z2 =", "    '\udc96'\n    z2 =", ""),
    "waits_for_the_keyboard": ("    z2 =", "    input()\n    z2 =", "input()"),
    "opens_a_window": (
        "    z2 =",
        "    raise RuntimeError('no display name and no $DISPLAY')\n    z2 =",
        "raise",
    ),
    "loads_a_file": (
        "def nn",
        "open('ex4data1.mat')\n\ndef nn",
        "open('ex4data1.mat')",
    ),
    "misses_a_package": ("def nn", "import tensorflow\n\ndef nn", "import tensorflow"),
    "imports_what_is_not_there": (
        "from ex4.sigmoid import sigmoid\n",
        "from ex4.sigmoid import Sigmoid as sigmoid\n",
        "from ex4.sigmoid import Sigmoid as sigmoid",
    ),
    "uses_what_numpy_dropped": (
        "np.eye(K)",
        "np.eye(K).astype(np.float)",
        "Y = np.eye",
    ),
    "forgets_an_import": ("import numpy as np\n", "", "a1 = np.column_stack"),
    "takes_other_arguments": (", y, lambda_)", ", y)", ""),
    "gives_shape_as_two_numbers": (
        "np.column_stack([np.ones(m), X])",
        "np.column_stack([np.ones(m, 1), X])",
        "a1 = np.column_stack([np.ones(m, 1), X])",
    ),
    "indexes_with_parentheses": ("X.shape[0]", "X.shape(0)", "n, h, K, m ="),
    "multiplies_entry_by_entry": (
        "a1 @ Theta1.T",
        "a1 * Theta1.T",
        "z2 = a1 * Theta1.T",
    ),
    "multiplies_as_matrices": ("Y * np.log(a3)", "Y @ np.log(a3)", "J = -np.sum"),
    "needs_whole_numbers": ("[y - 1]", "[y - 1.0]", "Y = np.eye(K)[y - 1.0]"),
    "calls_itself": (
        "    z2 =",
        "    nnCostFunction(nn_params, n, h, K, X, y, lambda_)\n    z2 =",
        "",
    ),
    "stops_the_interpreter": ("    z2 =", "    raise SystemExit\n    z2 =", "raise"),
    # Of this exercise.
    "misses_a_written_file": ("", "", "from ex4.sigmoidGradient"),
    "hard_codes_sizes": ("(h, n + 1)", "(25, 401)", "Theta1 = nn_params"),
    "keeps_y_as_column": (
        "np.eye(K)[y - 1]",
        "np.eye(K)[y.reshape(-1, 1) - 1]",
        "d2 = (d3 @ Theta2)",
    ),
    "indexes_columns_from_one": ("[y - 1]", "[y]", "Y = np.eye(K)[y]"),
    "counts_seen_labels": (
        "np.eye(K)[y - 1]",
        "(np.unique(y) == y[:, None])",
        "J = -np.sum",
    ),
    "keeps_bias_delta": ("(d3 @ Theta2)[:, 1:] *", "(d3 @ Theta2) *", "d2 = (d3"),
    "forgets_bias_unit": (
        "np.column_stack([np.ones(m), X])",
        "X",
        "z2 = a1 @ Theta1.T",
    ),
}
GENERIC = set(FAULTS)


def part_1(source, **others):
    files = {"nnCostFunction.py": source.encode("utf-8", "surrogateescape"), **others}
    if "sigmoidGradient.py" not in files:
        gradient = (EX4.home / "sigmoidGradient.py").read_bytes()
        files["sigmoidGradient.py"] = gradient
    files = {name: content for name, content in files.items() if content is not None}
    submission = from_files("student", files, EX4)
    return grade(submission, EX4, seed=7, parts={1}).parts[0]


def test_the_file_that_is_edited_is_right():
    assert part_1(RIGHT).status is Status.PASSED


@pytest.mark.parametrize("code", EDITS)
def test_usual_cause_is_named_beside_the_own_line(code):
    old, new, line = EDITS[code]
    others = {"sigmoidGradient.py": None} if code == "misses_a_written_file" else {}
    source = RIGHT.replace(old, new, 1) if old else RIGHT
    part = part_1(source, **others)
    assert part.status is Status.ERROR
    assert part.score == 0
    assert part.hint is not None, part.found
    assert part.hint.code == code
    assert re.fullmatch(r"[A-Z`a-z].*[.]", part.hint.text)
    assert part.hint.section
    assert line in part.found
    assert "in nnCostFunction.py" in part.message or line == ""
    assert "perform" not in part.found + part.message


def test_every_rule_has_a_case():
    from grader.exercises.ex4 import faults

    assert set(FAULTS) | set(faults.FAULTS) == set(EDITS)


def test_loops_from_one_to_m_are_told_from_labels():
    loop = "    for i in range(1, m + 1):\n        X[i]\n    z2 ="
    part = part_1(RIGHT.replace("    z2 =", loop, 1))
    assert part.hint.code == "indexes_columns_from_one"
    assert "range(m)" in part.hint.text


def test_exception_without_usual_cause_still_shows_the_line():
    part = part_1(RIGHT.replace("    z2 =", "    1 / 0\n    z2 =", 1))
    assert part.hint is None
    assert part.message == "ZeroDivisionError in nnCostFunction.py, line 10"
    assert part.found == "`1 / 0` gives ZeroDivisionError: division by zero"
    assert part.needed == "J and grad, with the original inputs"


def test_lambda_as_a_parameter_with_a_type_is_told_too():
    typed = SIGNATURE.replace("X, y, lambda_", "X, y,\n    lambda: float,\n")
    assert part_1(HEAD + typed + BODY).hint.code == "uses_lambda_as_a_name"


def test_fault_on_drawn_inputs_only_says_with_which():
    bad = "    assert m > 1\n    z2 ="
    part = part_1(RIGHT.replace("    z2 =", bad, 1))
    assert part.needed == "J and grad, with a single example"


# The same for Octave: what is replaced in the reference, by what, code of the hint.
OCTAVE_EDITS = {
    "multiplies_entry_by_entry": ("a1 * Theta1'", "a1 .* Theta1'"),
    "multiplies_as_matrices": ("Y .* log(h)", "Y * log(h)"),
    "forgets_bias_unit": ("a1 = [ones(m, 1), X]", "a1 = X"),
    "keeps_bias_delta": ("(delta3 * Theta2(:, 2:end)) .*", "(delta3 * Theta2) .*"),
    "hard_codes_sizes": ("hidden_layer_size, input_layer_size + 1)", "25, 401)"),
    "takes_other_arguments": (", y, lambda)", ", y)"),
    "loads_a_file": ("m = size(X, 1);", "m = size(X, 1); load('ex4data1.mat');"),
    "waits_for_the_keyboard": ("m = size(X, 1);", "m = size(X, 1); input('m? ');"),
}


@pytest.mark.parametrize("code", OCTAVE_EDITS)
def test_octave_mistakes_are_told_in_octaves_words(octave_cli, code):
    right = reference(EX4, "octave")
    source = right.files["nnCostFunction.m"].decode()
    old, new = OCTAVE_EDITS[code]
    assert old in source
    files = {**right.files, "nnCostFunction.m": source.replace(old, new, 1).encode()}
    submission = from_files("student", files, EX4)
    part = grade(submission, EX4, seed=7, parts={1}).parts[0]
    assert part.status is Status.ERROR
    assert part.message.startswith("Error in nnCostFunction")
    assert part.hint.code == code
    assert "`@`" not in part.hint.text
    assert "lambda_" not in part.hint.text
