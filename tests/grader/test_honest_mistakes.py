"""Cases 33 to 43 of the list of attacks and mistakes: what the student reads."""

from pathlib import Path

import pytest

from grader.exercises.ex4.exercise import EX4
from grader.grade import grade
from grader.result import Status
from grader.submission import from_files, read_submission

STYLES = Path(__file__).parent.parent / "submissions" / "right"
RIGHT = dict(read_submission(STYLES / "one_hot_by_comparison", EX4).files)
COST = RIGHT["nnCostFunction.py"]
DEFINITION = b"def nnCostFunction("
RETURN = b"    return J, unroll("
GRADIENT = (
    "unroll((delta2.T @ a1 + lambda_ * reg1) / m, (delta3.T @ a2 + lambda_ * reg2) / m)"
)


def first(content):
    return content + b"\n" + COST


def instead(line):
    """Replace the last line by another one."""
    return COST[: COST.index(RETURN)] + f"    {line}\n".encode()


# Number and name of the case: the file, the part that is looked at, its status, and
# words from what is said.
CASES = {
    "33 input": (first(b"name = input()"), 1, "error", "keyboard"),
    "34 window": (
        first(b"import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()"),
        1,
        "passed",
        "",
    ),
    "35 syntax": (COST.replace(b"m = len(y)", b"m = len(y"), 1, "error", "line"),
    "35 indentation": (
        COST.replace(b"    m = len(y)", b"   m = len(y)"),
        1,
        "error",
        "indentation",
    ),
    "35 tabs": (COST.replace(b"    m = len(y)", b"\tm = len(y)"), 1, "error", "tabs"),
    "35 byte order mark": (b"\xef\xbb\xbf" + COST, 1, "passed", ""),
    "35 line endings": (COST.replace(b"\n", b"\r\n"), 1, "passed", ""),
    "35 Latin-1": (first("s = 'Gödel'".encode("latin-1")), 1, "error", "UTF-8"),
    "35 null bytes": (COST + b"\0", 1, "error", "UTF-8"),
    "35 empty": (b"", 1, "missing", "nnCostFunction(nn_params"),
    "36 not implemented": (
        instead("raise NotImplementedError"),
        1,
        "not_started",
        "NotImplementedError",
    ),
    "36 pass": (DEFINITION + b"*a): pass", 1, "not_started", "returns nothing"),
    "36 dots": (DEFINITION + b"*a): ...", 1, "not_started", "returns nothing"),
    "37 renamed": (
        COST.replace(DEFINITION, b"def nn_cost_function("),
        1,
        "missing",
        "nn_cost_function",
    ),
    "37 arguments": (
        COST.replace(b", lambda_):", b"):\n    lambda_ = 1"),
        1,
        "error",
        "num_labels, X, y, lambda_)",
    ),
    "37 more arguments": (
        COST.replace(b", lambda_):", b", lambda_, alpha):"),
        1,
        "error",
        "num_labels, X, y, lambda_)",
    ),
    "37 class": (
        b"class nnCostFunction:\n    def __init__(self, *a): self.J = 1",
        1,
        "wrong",
        "nnCostFunction",
    ),
    "37 crash below": (COST + b"\n1 / 0\n", 1, "passed", ""),
    "38 list": (instead(f"return J, list({GRADIENT})"), 4, "wrong", "a list"),
    "38 matrix": (
        instead(f"return J, np.asmatrix({GRADIENT})"),
        4,
        "wrong",
        "an np.matrix",
    ),
    "38 column": (instead(f"return J, {GRADIENT}[:, None]"), 4, "passed", ""),
    "38 n by n": (
        instead(f"g = {GRADIENT}; return J, g + 0 * g[:, None]"),
        4,
        "output",
        "grad as an array of shape (32, 32)",
    ),
    "38 text": (instead("return str(J), 0"), 1, "wrong", "J is text"),
    "38 costs of classes": (
        instead(f"return J * np.ones(num_labels), {GRADIENT}"),
        1,
        "wrong",
        "shape (4,)",
    ),
    "39 float32": (
        instead(f"return np.float32(J), {GRADIENT}.astype(np.float32)"),
        1,
        "passed",
        "",
    ),
    "40 prints": (instead("print(J)"), 1, "wrong", "Prints instead of returning"),
    "40 other order": (
        instead(f"return {GRADIENT}, J"),
        1,
        "wrong",
        "J, grad, in this",
    ),
    "40 cost only": (instead("return J"), 4, "wrong", "one value"),
    "41 state": (
        COST.replace(
            DEFINITION,
            b"import sys\nsys.calls = getattr(sys, 'calls', 0) + 1\n"
            b"assert sys.calls == 1\n" + DEFINITION,
        ),
        5,
        "passed",
        "",
    ),
    "42 package": (first(b"import pandas_of_mine"), 1, "error", "grader's environment"),
    "42 old name": (first(b"import numpy as np\nnp.int"), 1, "error", "numpy 2"),
    "43 warnings": (
        COST.replace(
            RETURN,
            b"    import warnings\n    for i in range(3000): warnings.warn(str(i))\n"
            + RETURN,
        ),
        1,
        "passed",
        "",
    ),
}


def said(part):
    words = [part.message, part.found, part.needed, *part.notes]
    return " | ".join([*words, part.hint.text if part.hint else ""])


@pytest.mark.parametrize("case", CASES)
def test_mistake_is_told_in_a_line(case):
    content, number, status, words = CASES[case]
    submission = from_files("ada", {**RIGHT, "nnCostFunction.py": content}, EX4)
    result = grade(submission, EX4, seed=7)
    part = result.parts[number - 1]
    assert part.status.value == status, said(part)
    assert words in said(part)
    assert "\n" not in part.message + part.found + part.needed
    # Whatever this file does, the others are graded.
    assert result.parts[2].status is Status.PASSED
    assert result.ungraded[0].status is Status.PASSED


def test_column_of_the_gradient_is_noted():
    content = CASES["38 column"][0]
    submission = from_files("ada", {**RIGHT, "nnCostFunction.py": content}, EX4)
    assert "flat vector" in grade(submission, EX4, seed=7, parts={4}).parts[0].notes[0]
