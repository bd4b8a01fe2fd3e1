"""From a submission to a grade: statuses, their order, parts that rest on others."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import GraderError
from grader.exercises.ex4.exercise import EX4
from grader.grade import grade
from grader.limits import Limits
from grader.result import Status
from grader.sandbox import Sandbox
from grader.submission import from_files, read_submission, reference

# A right solution that is edited below, so that the reference may change its words.
STUDENT = (
    Path(__file__).parent.parent / "submissions" / "right" / "one_hot_by_comparison"
)
RIGHT = read_submission(STUDENT, EX4).files
STUBS = {
    path.rpartition("/")[2]: content for path, content in EX4.stubs("python").items()
}
COST = "nnCostFunction.py"
RETURN = "    reg1 = "  # from here on nothing but the gradient's term is computed


def graded(edits=(), *, files=None, seed=7, **options):
    """Grade a right solution with text of its files replaced."""
    files = dict(files or RIGHT)
    for file, old, new in edits:
        assert old in files[file].decode(), old
        files[file] = files[file].decode().replace(old, new).encode()
    return grade(from_files("ada", files, EX4), EX4, seed=seed, **options)


def statuses(result):
    return [part.status.value for part in result.parts]


def after(line):
    """Return the edit that puts a line below the solution."""
    return [(COST, RETURN, f"    {line}\n{RETURN}")]


def test_reference_gets_everything():
    result = graded(files={name: reference(EX4).files[name] for name in STUBS})
    assert result.score == result.max_score == 100
    assert statuses(result) == ["passed"] * 5
    assert result.ungraded[0].status is Status.PASSED
    assert (result.exercise, result.submission) == ("ex4", "ada")
    assert (result.language, result.seed) == ("python", 7)


@pytest.mark.parametrize("wall", ["rlimits", "none"])
def test_right_solution_gets_everything_behind_every_wall(wall):
    result = graded(wall=wall)
    assert result.score == 100
    assert result.sandbox == wall


def test_stubs_are_not_started():
    result = graded(files=STUBS)
    assert result.score == 0
    assert statuses(result) == ["not_started"] * 5
    assert result.ungraded[0].status is Status.NOT_STARTED


def test_stub_with_other_comments_is_still_a_stub():
    commented = {
        name: b"# my name is Ada\r\n" + content.replace(b"\n", b"\r\n")
        for name, content in STUBS.items()
    }
    assert statuses(graded(files=commented)) == ["not_started"] * 5


def test_unregularized_cost_alone_is_thirty_points():
    lines = RIGHT[COST].decode().splitlines(keepends=True)
    (term,) = [line for line in lines if line.startswith("    J = J + lambda_")]
    only_cost = "    return J, 0 * nn_params\n"
    result = graded([(COST, term, only_cost)], files={**STUBS, COST: RIGHT[COST]})
    assert result.score == 30
    assert statuses(result) == ["passed", *["not_started"] * 4]
    assert "regularization term" in result.parts[1].message


# A line put before a right solution returns, and the statuses of parts 1, 2, 4 and 5.
ENDINGS = {
    "raise RuntimeError('oh')": "error error error error",
    "raise NotImplementedError": "not_started not_started not_started not_started",
    "return None": "not_started not_started not_started not_started",
    "return 0.0, 0 * nn_params": "not_started not_started not_started not_started",
    "J = 0.0": "not_started not_started passed passed",
    "print(J); return None": "wrong blocked wrong blocked",
    "__import__('os')._exit(0)": "crashed crashed crashed crashed",
    "__import__('os').abort()": "crashed crashed crashed crashed",
    "bytearray(1 << 40)": "memory memory memory memory",
    "print('x' * (2 << 20))": "output output output output",
    "return J, 0 * nn_params": "passed passed not_started not_started",
    "lambda_ == 0 and 1 / 0": "error blocked error blocked",
    "J = J + 1": "wrong blocked passed passed",
    "delta3 = 2 * delta3": "passed passed wrong blocked",
    "J = [J, J]": "wrong blocked passed passed",
}


@pytest.mark.parametrize("line", ENDINGS)
def test_status_of_each_ending(line):
    result = graded(after(line))
    one, two, three, four, five = statuses(result)
    assert f"{one} {two} {four} {five}" == ENDINGS[line]
    assert three == "passed"
    for part in result.parts:
        assert part.message
        assert part.score == (part.max_score if part.status is Status.PASSED else 0)


def test_endless_loop_is_a_timeout():
    result = graded(
        after("while True: pass"),
        limits=Limits(cpu_seconds=0.2, wall_seconds=5),
        parts={1},
    )
    assert statuses(result) == ["timeout"]
    assert "a loop whose end never comes" in result.parts[0].needed
    assert "0.2 s" in result.parts[0].message


def test_central_differences_are_a_timeout_and_named():
    # The right cost under another name, and its slope by central differences.
    numerical = """

def nnCostFunction(nn_params, *others):
    def cost(p):
        return right(p, *others)[0]
    return cost(nn_params), computeNumericalGradient(cost, nn_params)
"""
    cost = RIGHT[COST].decode().replace("def nnCostFunction", "def right")
    cost += numerical
    cost = cost.replace(
        "import numpy as np\n",
        "import numpy as np\n"
        "from ex4.computeNumericalGradient import computeNumericalGradient\n",
    )
    result = graded(files={**RIGHT, COST: cost.encode()})
    assert statuses(result) == ["passed", "passed", "passed", "timeout", "blocked"]
    assert result.parts[3].hint.code == "differentiates_numerically"
    assert "400-25-10" in result.parts[3].message


def test_crash_in_one_file_leaves_the_others_alone():
    slope = b"import os\n\ndef sigmoidGradient(z):\n    os.abort()\n"
    result = graded(files={**RIGHT, "sigmoidGradient.py": slope})
    assert result.parts[2].status is Status.CRASHED
    assert "SIGABRT" in result.parts[2].message
    assert result.ungraded[0].status is Status.PASSED


def test_missing_file_is_missing_and_says_how_it_is_called():
    files = {name: RIGHT[name] for name in RIGHT if name != "sigmoidGradient.py"}
    part = graded(files=files).parts[2]
    assert part.status is Status.MISSING
    assert part.message == "sigmoidGradient.py is missing"
    assert part.needed == "sigmoidGradient(z)"


def test_missing_function_is_missing_and_names_those_there():
    result = graded([(COST, "def nnCostFunction(", "def costFunction(")])
    assert statuses(result) == ["missing", "missing", "passed", "missing", "missing"]
    assert "costFunction" in result.parts[0].found
    assert "num_labels, X, y, lambda_)" in result.parts[0].needed


def test_right_term_on_a_wrong_predecessor_is_said():
    result = graded(after("J += 1; delta3 = delta3 + 1"))
    for number, needed in ((2, 1), (5, 4)):
        part = result.parts[number - 1]
        assert part.status is Status.BLOCKED
        assert part.message == (
            f"Part {needed} comes first; the regularization term alone is already right"
        )


def test_wrong_term_on_a_wrong_predecessor_is_only_blocked():
    result = graded([(COST, "lambda_ / (2 * m)", "1 + lambda_ / m")])
    assert result.parts[1].message == "Part 1 comes first"


def test_gradient_that_rests_on_a_wrong_slope_waits_for_it():
    slope = b"def sigmoidGradient(z):\n    return 0.3 / (1 + z**2)\n"
    result = graded(files={**RIGHT, "sigmoidGradient.py": slope})
    assert statuses(result) == ["passed", "passed", "wrong", "blocked", "blocked"]
    assert result.parts[3].message.startswith("Part 3 comes first")
    assert result.parts[4].message.startswith("Part 4 comes first")


def test_gradient_with_its_own_slope_needs_no_other_file():
    files = {**RIGHT, "sigmoidGradient.py": STUBS["sigmoidGradient.py"]}
    own = "sigmoid(z2) * (1 - sigmoid(z2))"
    result = graded([(COST, "sigmoidGradient(z2)", own)], files=files)
    assert statuses(result) == ["passed", "passed", "not_started", "passed", "passed"]


@pytest.mark.parametrize(
    "line",
    ["assert y.ndim == 2", "J += y.ndim == 1; delta3 = delta3 * (3 - y.ndim)"],
)
def test_solution_that_needs_y_as_a_column_passes_with_a_note(line):
    flat = (COST, "    Y = ", "    y, column = y.ravel(), y\n    Y = ")
    back = (COST, RETURN, f"    y = column\n    {line}\n{RETURN}")
    result = graded([flat, back])
    assert statuses(result) == ["passed"] * 5
    for part in (result.parts[0], result.parts[1], result.parts[3], result.parts[4]):
        assert "y as a column" in part.notes[0]
    assert result.parts[2].notes == ()


def test_changed_inputs_are_pointed_out_though_right():
    result = graded(after("X += 1; X -= 1; nn_params[0] += 1"))
    assert statuses(result) == ["passed"] * 5
    assert "changes nn_params" in result.parts[0].notes[0]


def test_file_that_fails_below_its_function_is_graded_with_a_note():
    cost = RIGHT[COST] + b"\nimport nothing_of_the_kind\n"
    result = graded(files={**RIGHT, COST: cost})
    assert statuses(result) == ["passed"] * 5
    assert "ModuleNotFoundError" in result.parts[0].notes[0]


def test_hard_coded_answers_fail_on_drawn_inputs():
    J = float(EX4.checks(0, EX4.parts[0])[0].expected[0])
    result = graded(after(f"J = {J!r} if m == 16 else 1.0"), parts={1})
    assert statuses(result) == ["wrong"]


def test_chosen_parts_only_are_reported_and_still_know_what_comes_first():
    result = graded([(COST, "delta3 = a3 - Y", "delta3 = Y - a3")], parts={5})
    assert [part.number for part in result.parts] == [5]
    assert statuses(result) == ["blocked"]
    assert result.ungraded == ()


def test_same_seed_gives_the_same_grade():
    def timeless(result):
        parts = (*result.parts, *result.ungraded)
        return [replace(part, seconds=0) for part in parts]

    edits = [(COST, "delta3 = a3 - Y", "delta3 = Y - a3")]
    assert timeless(graded(edits)) == timeless(graded(edits))


def test_our_failure_is_never_theirs(monkeypatch):
    def fail(self, calls):
        raise GraderError("the sandbox fell over")

    monkeypatch.setattr(Sandbox, "run", fail)
    result = graded()
    assert statuses(result) == ["grader_error"] * 5
    assert "the sandbox fell over" in result.parts[0].message


def test_statuses_are_in_order_of_precedence():
    assert [status.value for status in Status] == [
        "grader_error",
        "timeout",
        "memory",
        "output",
        "crashed",
        "error",
        "missing",
        "not_started",
        "blocked",
        "wrong",
        "passed",
    ]
