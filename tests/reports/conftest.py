"""Grades for the reports: one that shows everything, a perfect one, an empty one."""

import pytest

from grader.pictures import Panel, Picture
from grader.result import Grade, Hint, PartResult, Status

COST = "nnCostFunction.py"

PARTS = (
    (1, "Feedforward and Cost Function", COST, 30),
    (2, "Regularized Cost Function", COST, 15),
    (3, "Sigmoid Gradient", "sigmoidGradient.py", 5),
    (4, "Neural Network Gradient (Backpropagation)", COST, 40),
    (5, "Regularized Gradient", COST, 10),
)
SECTIONS = {1: "1.3", 2: "1.4", 3: "2.1", 4: "2.3", 5: "2.5", None: "2.2"}
RANDOM = (None, "Random Initialization", "randInitializeWeights.py", 0)

BIAS = Hint("penalizes_bias", "Leave the first column of Theta out of it.", "1.4")
SLOW = Hint("differentiates_numerically", "Propagate the errors back instead.", "2.3")


def part(row, status, message="", **more):
    number, name, file, points = row
    score = points if status is Status.PASSED else 0
    return PartResult(
        number,
        name,
        file,
        score,
        points,
        status,
        message,
        seconds=0.004,
        section=SECTIONS[number],
        **more,
    )


def perfect():
    parts = tuple(part(row, Status.PASSED, "Nice work!") for row in PARTS)
    ungraded = (part(RANDOM, Status.PASSED, "Nice work!"),)
    return Grade("ex4", "ex4", "python", 7, "bubblewrap", parts, ungraded)


def mixed():
    """Every kind of thing that a report has to show, with text that wants escaping."""
    red_dot = Panel("Theta1, yours", "one number", svg="<svg><text>1</text></svg>")
    return Grade(
        exercise="ex4",
        submission="Ana <ana@example.org>",
        language="python",
        seed=7,
        sandbox="rlimits",
        parts=(
            part(PARTS[0], Status.PASSED, "Nice work!", notes=("J is a 1x1 array.",)),
            part(
                PARTS[1],
                Status.WRONG,
                "J is too large where lambda > 0",
                hint=BIAS,
                found="J = 3.83454",
                needed="J = 3.64704",
                output="| 100 / 100 |\n```\n<script>alert(1)</script>\n\x1b[2J",
            ),
            part(PARTS[2], Status.NOT_STARTED, "Not started"),
            part(PARTS[3], Status.TIMEOUT, "No answer within 2 CPU seconds", hint=SLOW),
            part(PARTS[4], Status.BLOCKED, "Part 4 comes first"),
        ),
        ungraded=(part(RANDOM, Status.MISSING, "There is no such file"),),
        notes=("ex4.pyc was left out: only .py files are graded.",),
        command="python -m grader 'Ana <ana@example.org>'",
        pictures=(Picture("Your gradient", "Framed entries differ.", (red_dot,)),),
    )


def broken():
    """An exception in one file stops four parts; it is told once."""
    error = {
        "found": "name 'lambda_' is not defined",
        "needed": "line 12: J += lambda_",
    }
    rows = (PARTS[0], PARTS[1], PARTS[3], PARTS[4])
    results = [part(row, Status.ERROR, "NameError in line 12", **error) for row in rows]
    results.insert(2, part(PARTS[2], Status.PASSED, "Nice work!"))
    return Grade("ex4", "my-ex4", "octave", 7, "bubblewrap", tuple(results))


GRADES = {"perfect": perfect, "mixed": mixed, "broken": broken}


@pytest.fixture(params=GRADES)
def grade_name(request):
    return request.param


@pytest.fixture
def grades():
    return {name: make() for name, make in GRADES.items()}
