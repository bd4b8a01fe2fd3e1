"""What watch mode shows after saves and keys."""

from dataclasses import replace
from functools import reduce

import pytest

from grader.result import Grade, Hint, PartResult, Status
from grader.watch_view import View, graded, pressed, screen, shown

NAMES = ("Cost", "Regularized Cost", "Gradient")
HINT = Hint("penalizes_bias", "Leave the bias out.", "1.4")


def grade(*statuses):
    parts = tuple(
        PartResult(
            number, name, "cost.py", 10 * (status is Status.PASSED), 10, status, "Said"
        )
        for number, (name, status) in enumerate(zip(NAMES, statuses, strict=True), 1)
    )
    return Grade("ex4", "my-ex4", "python", 7, "none", parts)


P, W, B = Status.PASSED, Status.WRONG, Status.BLOCKED


def after(grade, keys=""):
    return reduce(pressed, keys, graded(View(), grade))


def test_the_first_part_not_yet_passed_is_shown():
    assert shown(after(grade(P, W, W))).name == "Regularized Cost"
    assert shown(after(grade(B, W, W))).name == "Regularized Cost"
    assert shown(after(grade(P, P, P))) is None


@pytest.mark.parametrize(
    ("keys", "name"),
    [("n", "Regularized Cost"), ("nn", "Gradient"), ("nnn", "Cost"), ("x", "Cost")],
)
def test_n_goes_round_the_parts_not_yet_passed(keys, name):
    assert shown(after(grade(W, W, W), keys)).name == name


def test_the_chosen_part_stays_until_it_passes():
    view = after(grade(W, W, W), "nn")
    view = graded(view, grade(P, W, W))
    assert shown(view).name == "Gradient"
    assert shown(graded(view, grade(P, W, P))).name == "Regularized Cost"


def test_points_gained_by_a_save_are_told():
    view = graded(after(grade(W, W, W)), grade(P, W, W))
    assert "+10 with this save" in screen(view)
    assert "10 / 30" in screen(view)
    assert "with this save" not in screen(graded(view, grade(P, W, W)))


def test_the_bar_is_as_long_as_the_points():
    text = screen(after(grade(P, P, P)))
    assert "[" + "#" * 40 + "]" in text
    assert "nothing is left to fix" in text


def test_h_asks_for_the_longer_hint_and_hides_it_again():
    view = after(grade(W, W, W), "h")
    assert view.has_long_hint
    assert not pressed(view, "h").has_long_hint


def test_a_longer_hint_goes_when_its_part_has_passed():
    view = graded(after(grade(W, W, W), "h"), grade(P, W, W))
    assert not view.has_long_hint


def test_a_longer_hint_stays_while_its_part_fails():
    view = graded(after(grade(W, W, W), "h"), grade(W, W, W))
    assert view.has_long_hint


def test_l_lists_all_parts():
    text = screen(after(grade(P, W, W), "l"))
    assert [name in text for name in NAMES] == [True] * 3


def test_n_with_nothing_left_does_nothing():
    view = after(grade(P, P, P))
    assert pressed(view, "n") == view


def test_a_problem_is_shown_instead_of_a_part():
    view = replace(after(grade(P, W, W)), problem="two files are called cost.py")
    assert "two files are called cost.py" in screen(view)
    assert "Regularized Cost" not in screen(view)


def test_a_hint_is_shown_with_its_section():
    wrong = grade(W, W, W)
    parts = (replace(wrong.parts[0], hint=HINT), *wrong.parts[1:])
    text = screen(after(replace(wrong, parts=parts)))
    assert "Leave the bias out. (handout 1.4)" in text
