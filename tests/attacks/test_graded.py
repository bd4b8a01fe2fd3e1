"""Attacks on a whole grade: no part gains a point, the other parts keep theirs."""

from pathlib import Path
from textwrap import dedent

import pytest

import ex4
from grader.exercises.menu import EXERCISES
from grader.grade import grade
from grader.limits import Limits
from grader.reports.menu import REPORTS
from grader.result import Status
from grader.submission import from_files

REFERENCE = {
    path.name: path.read_bytes()
    for path in Path(ex4.__file__).parent.glob("*.py")
    if path.stem in ("nnCostFunction", "sigmoidGradient", "randInitializeWeights")
}
QUICK = Limits(cpu_seconds=0.5, import_cpu_seconds=0.8, wall_seconds=4.0)


@pytest.fixture(params=["bubblewrap", "rlimits"])
def graded(request):
    """``graded(name, source)`` grades the reference with one file replaced."""
    if request.param == "bubblewrap":
        request.getfixturevalue("bwrap")

    def run(name, source):
        files = {**REFERENCE, f"{name}.py": dedent(source).encode()}
        exercise = EXERCISES["ex4"]()
        submission = from_files("attack", files, exercise)
        result = grade(submission, exercise, seed=7, limits=QUICK, wall=request.param)
        for report in REPORTS.values():
            assert report.write(result)
        return {part.number: part for part in (*result.parts, *result.ungraded)}

    return run


def others_pass(parts, *attacked):
    return all(
        part.status is Status.PASSED
        for number, part in parts.items()
        if number not in attacked
    )


@pytest.mark.parametrize(
    ("case", "body", "words"),
    [
        (1, "import os; os._exit(0)", "Stopped the interpreter"),
        (2, "raise SystemExit", "SystemExit"),
        (2, "raise KeyboardInterrupt", "KeyboardInterrupt"),
        (6, "forge()", "tampered"),
        (11, "return Liar()", "Liar"),
        (16, "import os; os.fork() or __import__('time').sleep(99)", ""),
        (19, "import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        (29, "while True: pass", "0.5 s"),
        (30, "return bytes(10**10)", "1024 MB"),
        (32, "while True: print('x' * 10**5)", "KB"),
        (33, "input()", "keyboard"),
        (36, "raise NotImplementedError", ""),
        (36, "return None", ""),
    ],
)
def test_one_file_attacks_and_the_others_are_graded(graded, case, body, words):
    parts = graded(
        "sigmoidGradient",
        f"""
        import os
        class Liar:
            __eq__ = __array_ufunc__ = lambda *a, **k: True
        def forge():
            for descriptor in range(3, 20):
                try:
                    os.write(descriptor, bytes(24))
                except OSError:
                    pass
        def sigmoidGradient(z):
            {body}
        """,
    )
    assert parts[3].score == 0
    assert parts[3].status is not Status.GRADER_ERROR
    hint = parts[3].hint.text if parts[3].hint else ""
    assert words in parts[3].message + parts[3].found + hint
    assert others_pass(parts, 3)


def test_25_the_known_answers_do_not_pass(graded):
    parts = graded(
        "nnCostFunction",
        """
        import numpy as np
        def nnCostFunction(nn_params, n, h, K, X, y, lambda_):
            J = 3.6470412555595919 if lambda_ else 3.0874458290
            return J, np.zeros(nn_params.size)
        """,
    )
    assert [parts[number].score for number in (1, 2, 4, 5)] == [0] * 4
    assert parts[3].score == 5


def test_28_no_instance_is_revealed_by_a_report(graded):
    source = """
    def sigmoidGradient(z):
        print("seen", z)
        return z
    """
    part = graded("sigmoidGradient", source)[3]
    assert part.score == 0
    assert len(part.output) < 5000


def test_37_a_renamed_function(graded):
    parts = graded(
        "randInitializeWeights", "def randinit(L_in, L_out):\n    return 0\n"
    )
    assert parts[None].status is Status.MISSING
    assert "randinit" in parts[None].found
    assert others_pass(parts, None)


def test_51_finite_differences_in_place_of_backpropagation(graded):
    reference = REFERENCE["nnCostFunction.py"].decode()
    parts = graded(
        "nnCostFunction",
        reference.replace("def nnCostFunction(", "def _reference(")
        + dedent(
            """

            def nnCostFunction(nn_params, n, h, K, X, y, lambda_):
                def J(theta):
                    return _reference(theta, n, h, K, X, y, lambda_)[0]
                grad = np.zeros(nn_params.size)
                for i in range(grad.size):
                    step = np.zeros(grad.size)
                    step[i] = 1e-4
                    grad[i] = (J(nn_params + step) - J(nn_params - step)) / 2e-4
                return J(nn_params), grad
            """
        ),
    )
    assert parts[4].status is Status.TIMEOUT
    assert parts[4].hint.code == "differentiates_numerically"
    assert parts[4].score == 0
    assert parts[3].status is Status.PASSED


def test_only_one_entry_of_the_original_inputs_is_told(graded):
    part = graded("sigmoidGradient", "def sigmoidGradient(z):\n    return 0 * z + 9\n")[
        3
    ]
    assert part.status is Status.WRONG
    assert part.needed.count(".") <= 2
