"""Exercise 4 as the grader knows it: parts, points, and where the rest stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ex4.places import PACKAGE
from grader.exercise import (
    Call,
    Check,
    Complaint,
    Exercise,
    Misconception,
    Observation,
    Part,
)
from grader.exercises.ex4 import handout

if TYPE_CHECKING:
    from grader.exercise import Indices, Run
    from grader.pictures import Picture
    from grader.result import Grade, Hint
    from grader.sandbox import Fault

# Whenever a grade could change: checks, tolerances, points.
VERSION = "1"

COST_ARGUMENTS = (
    "nn_params",
    "input_layer_size",
    "hidden_layer_size",
    "num_labels",
    "X",
    "y",
    "lambda_",
)

# 50 iterations of fmincg, in which a line search takes a step or two.
EVALUATIONS = 88


def _cost_part(
    number: int,
    name: str,
    max_score: int,
    section: str,
    output: int,
    *,
    needs: tuple[int, ...] = (),
    rests_on: tuple[int, ...] = (),
    adds: str = "",
    begins_as_needed: bool = False,
) -> Part:
    """Make a part that is written in nnCostFunction."""
    return Part(
        number,
        name,
        "nnCostFunction",
        max_score,
        section,
        needs,
        output,
        COST_ARGUMENTS,
        ("J", "grad"),
        rests_on,
        adds,
        begins_as_needed,
        blocks=_blocks if output == 1 else None,
        sizes=_sizes,
    )


def _blocks(call: Call) -> Mapping[str, Indices]:
    """Tell where the entries of grad stand in Theta1_grad and Theta2_grad."""
    import numpy as np

    from ex4.unroll import roll

    nn_params, n, h, num_labels = call.arguments[:4]
    shapes = (h, n + 1), (num_labels, h + 1)
    Theta1, Theta2 = roll(np.arange(len(nn_params)), *shapes)
    return {"Theta1_grad": Theta1.astype(int), "Theta2_grad": Theta2.astype(int)}


def _sizes(call: Call) -> Mapping[str, float]:
    """Return what a cost may be multiplied by."""
    return {"m": len(call.arguments[4]), "num_labels": call.arguments[3]}


def _judge(observations: Sequence[Observation]) -> Complaint | None:
    """Judge random weights; numpy comes late, after the sandbox has started."""
    from grader.exercises.ex4.initialization import judge

    return judge(observations)


TERM = "the regularization term"

# Names and points of the course's submit.m.
PARTS = (
    _cost_part(1, "Feedforward and Cost Function", 30, "1.3", 0),
    _cost_part(
        2,
        "Regularized Cost Function",
        15,
        "1.4",
        0,
        needs=(1,),
        adds=TERM,
        begins_as_needed=True,
    ),
    Part(
        3,
        "Sigmoid Gradient",
        "sigmoidGradient",
        5,
        "2.1",
        arguments=("z",),
        outputs=("g",),
    ),
    _cost_part(
        4,
        "Neural Network Gradient (Backpropagation)",
        40,
        "2.3",
        1,
        rests_on=(3,),
    ),
    _cost_part(5, "Regularized Gradient", 10, "2.5", 1, needs=(4,), adds=TERM),
)
UNGRADED = (
    Part(
        None,
        "Random Initialization",
        "randInitializeWeights",
        0,
        "2.2",
        arguments=("L_in", "L_out"),
        outputs=("W",),
        judge=_judge,
    ),
)


def _checks(seed: int, part: Part) -> Sequence[Check]:
    from grader.exercises.ex4.checks import checks

    return checks(seed, part)


def _explain(part: Part, observations: Sequence[Observation]) -> Hint | None:
    from grader.exercises.ex4.misconceptions.menu import explain

    return explain(part, observations)


def _explain_fault(part: Part, check: Check, fault: Fault) -> Hint | None:
    from grader.exercises.ex4.faults import explain_fault

    return explain_fault(part, check, fault)


def _misconceptions() -> Mapping[str, Misconception]:
    from grader.exercises.ex4.misconceptions.menu import MISCONCEPTIONS

    return MISCONCEPTIONS


def _y_as_column(call: Call) -> Call:
    """Call with y of shape (m, 1), as loadmat gives it."""
    if call.function != "nnCostFunction":
        return call
    arguments = list(call.arguments)
    arguments[5] = arguments[5].reshape(-1, 1)
    return replace(call, arguments=tuple(arguments))


def _speed() -> Call:
    from grader.exercises.ex4.checks import speed_call

    return speed_call()


def _pictures(grade: Grade, run: Run, trains: bool) -> tuple[Picture, ...]:
    from grader.exercises.ex4.pictures import pictures

    return pictures(grade, run, trains)


EX4 = Exercise(
    name="ex4",
    title="Neural Networks Learning",
    version=VERSION,
    written=handout.WRITTEN,
    parts=PARTS,
    ungraded=UNGRADED,
    checks=_checks,
    explain=_explain,
    explain_fault=_explain_fault,
    misconceptions=_misconceptions,
    pristine=handout.pristine,
    stubs=handout.stubs,
    folder=handout.folder,
    home=PACKAGE,
    variants={
        "it needs y as a column, of shape (m, 1); accepted, but ex4 passes it as "
        "(m,)": _y_as_column,
    },
    speed=_speed,
    evaluations=EVALUATIONS,
    pictures=_pictures,
)
