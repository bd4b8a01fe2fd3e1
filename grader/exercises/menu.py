"""The exercises that can be graded, by name."""

from collections.abc import Callable

from grader.exercise import Exercise


def _ex4() -> Exercise:
    from grader.exercises.ex4.exercise import EX4

    return EX4


EXERCISES: dict[str, Callable[[], Exercise]] = {"ex4": _ex4}
