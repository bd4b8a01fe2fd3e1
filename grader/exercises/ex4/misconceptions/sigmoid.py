"""Misconceptions about the slope of the sigmoid."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ex4.sigmoid import sigmoid
from grader.exercises.ex4.misconceptions.mistake import mistake
from grader.exercises.ex4.misconceptions.steps import Work

if TYPE_CHECKING:
    from grader.exercise import Array

Function = Callable[["Array"], "Array"]


@mistake("2.1", "sigmoidGradient", parts=(3, 4))
def uses_sigmoid_as_slope(w: Work) -> Function:
    """You return the sigmoid itself, which is 0.5 at 0; its slope there is 0.25."""
    return sigmoid


@mistake("2.1", "sigmoidGradient", parts=(3, 4))
def puts_z_into_slope(w: Work) -> Function:
    """z(1 - z) lacks the sigmoid: the formula multiplies values of g, not of z."""
    return lambda z: z * (1 - z)


@mistake("2.1", "sigmoidGradient", parts=(3, 4))
def forgets_to_multiply(w: Work) -> Function:
    """One of the two factors is missing: the slope is small on both sides of 0."""
    return lambda z: 1 - sigmoid(z)


@mistake("2.1", "sigmoidGradient", parts=(3, 4))
def squares_sigmoid(w: Work) -> Function:
    """The two factors of the slope are not the same: one falls where the other rises."""
    return lambda z: sigmoid(z) ** 2


@mistake("2.1", "sigmoidGradient", parts=(3, 4))
def uses_slope_of_tanh(w: Work) -> Function:
    """1 - g^2 is how the slope of tanh looks; that of the sigmoid is never above 0.25."""
    return lambda z: 1 - sigmoid(z) ** 2


@mistake("2.1", "sigmoidGradient", parts=(3, 4))
def mixes_z_and_sigmoid(w: Work) -> Function:
    """One factor takes z where it should take g(z): both are made of the sigmoid."""
    return lambda z: sigmoid(z) * (1 - z)


@mistake("2.1", "sigmoidGradient", parts=(3, 4))
def negates_slope(w: Work) -> Function:
    """The sigmoid rises everywhere, so its slope is positive; yours is negative."""
    return lambda z: sigmoid(z) * (sigmoid(z) - 1)


@mistake("2.1", "sigmoidGradient", parts=(3,))
def takes_sigmoid_of_sigmoid(w: Work) -> Function:
    """The sigmoid is applied to what is g(z) already: once is enough."""
    return lambda z: sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z)))
