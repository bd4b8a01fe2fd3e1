"""What the page shows of a submission: its gradient, the digits, its hidden units."""

import numpy as np
import pytest

from ex4.nnCostFunction import nnCostFunction
from grader.cli import run as command_line
from grader.exercises.ex4.exercise import PARTS
from grader.exercises.ex4.pictures import pictures
from grader.outcome import Answer, Ending, Outcome
from grader.result import Grade, PartResult, Status

BIAS_OF_THETA2 = slice(12, 16)  # Theta1 is 4 x 3, Theta2 4 x 5, column by column


def grade(**statuses):
    """All parts passed, but for those named: part4=Status.WRONG."""
    results = []
    for part in PARTS:
        status = statuses.get(f"part{part.number}", Status.PASSED)
        score = part.max_score if status is Status.PASSED else 0
        results.append(
            PartResult(
                part.number, part.name, part.file, score, part.max_score, status, ""
            )
        )
    return Grade("ex4", "my-ex4", "python", 7, "none", tuple(results))


def answering(function):
    """Runs calls of a function as the sandbox does, but here."""

    def run(calls):
        answers = []
        for call in calls:
            values = tuple(np.asarray(value) for value in function(*call.arguments))
            answers.append(Answer(values, ("ndarray",) * len(values), True, (), 0.0))
        return Outcome(Ending.RETURNED, tuple(answers))

    return run


def bias_forgotten(*arguments):
    J, grad = nnCostFunction(*arguments)
    grad[BIAS_OF_THETA2] = 0
    return J, grad


def marked(picture):
    return {panel.label: panel.svg.count('class="marked"') for panel in picture.panels}


def titles(found):
    return [picture.title for picture in found]


def test_a_right_gradient_is_shown_without_a_frame():
    gradient, digits = pictures(grade(), answering(nnCostFunction), False)
    assert gradient.title == "Your gradient, lambda = 1.5"
    assert gradient.caption.startswith("All entries agree")
    assert set(marked(gradient).values()) == {0}
    assert digits.panels[0].png.startswith(b"\x89PNG")


def test_the_numbers_are_those_of_the_course():
    # facts: the first entries for lambda = 1.5 and for 0, as submit.m sends them
    for wrong, numbers in (
        ({}, "-0.0121 -0.1278 0.0426 0.0997 0.0355"),
        ({"part4": Status.WRONG}, "-0.0121 -0.1278 0.0426 0.0997 -0.0031"),
    ):
        gradient, _ = pictures(grade(**wrong), answering(nnCostFunction), False)
        theta1 = gradient.panels[1].svg
        assert all(f">{number}</text>" in theta1 for number in numbers.split())


def test_a_wrong_bias_column_is_framed():
    statuses = grade(part4=Status.WRONG, part5=Status.BLOCKED)
    gradient, _ = pictures(statuses, answering(bias_forgotten), False)
    assert gradient.caption.startswith("4 of 32 entries, framed, differ")
    assert marked(gradient) == {
        "Theta1, numerical": 0,
        "Theta1, yours": 0,
        "Theta2, numerical": 0,
        "Theta2, yours": 4,
    }


def test_where_the_cost_is_wrong_the_caption_says_what_not_to_trust():
    statuses = grade(part1=Status.WRONG, part4=Status.WRONG)
    gradient, _ = pictures(statuses, answering(nnCostFunction), False)
    assert "Trust it only when Part 1 has passed." in gradient.caption


def test_before_the_gradient_is_begun_only_the_digits_are_shown():
    found = pictures(grade(part4=Status.NOT_STARTED), answering(nnCostFunction), False)
    assert titles(found) == ["The digits"]


@pytest.mark.parametrize(
    "values",
    [
        (),
        (1.0,),
        (1.0, np.zeros(31)),
        (np.zeros(2), np.zeros(32)),
        (1.0, np.zeros(32, dtype=complex)),
        (1.0, np.array(["0"] * 32)),
    ],
)
def test_answers_that_are_no_gradient_are_not_drawn(values):
    run = answering(lambda *arguments: values)
    assert titles(pictures(grade(), run, False)) == ["The digits"]


def test_no_answer_is_not_drawn():
    found = pictures(grade(), lambda calls: Outcome(Ending.CRASHED), False)
    assert titles(found) == ["The digits"]


@pytest.mark.parametrize("value", [np.nan, np.inf, -1e300])
def test_numbers_out_of_range_are_framed(value):
    run = answering(lambda *arguments: (1.0, np.full((32, 1), value)))
    gradient, _ = pictures(grade(part4=Status.WRONG), run, False)
    assert sum(marked(gradient).values()) == 32


def test_hidden_units_of_a_right_submission_are_shown_on_request():
    found = pictures(grade(), answering(nnCostFunction), True)
    hidden = found[1]
    assert hidden.title == "What your hidden units look for"
    assert hidden.panels[0].width == 3 * (1 + 5 * 21)  # 25 units, 20 pixels and a gap
    reads = float(hidden.caption.partition("reads ")[2].partition(" %")[0])
    assert reads > 95


def test_training_that_gets_no_answer_says_so():
    n_runs = 0

    def run(calls):
        nonlocal n_runs
        n_runs += 1
        if n_runs > 3:
            return Outcome(Ending.TIMEOUT)
        return answering(nnCostFunction)(calls)

    found = pictures(grade(), run, True)
    assert "Training stopped" in found[1].caption


def test_nothing_is_trained_before_all_parts_have_passed():
    statuses = grade(part5=Status.WRONG)
    found = pictures(statuses, answering(nnCostFunction), True)
    assert titles(found) == ["Your gradient, lambda = 1.5", "The digits"]


def test_the_page_of_the_reference_holds_its_pictures(repository, tmp_path):
    page = tmp_path / "report.html"
    options = ["--seed", "7", "--format", "html", "--output", str(page)]
    assert command_line([str(repository / "ex4"), *options]) == 0
    html = page.read_text(encoding="utf-8")
    assert html.count("<svg") == 4
    assert html.count("data:image/png") == 1
    assert "All entries agree" in html
