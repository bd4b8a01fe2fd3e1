"""--speed: how long a submission's training would take, beside the reference's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from grader.compare import agrees
from grader.errors import GraderError
from grader.limits import Limits
from grader.sandbox import Ending, Outcome, Sandbox
from grader.submission import reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.exercise import Call, Exercise
    from grader.submission import Submission

# The first call pays for what is not yet in memory; of the others the mean counts,
# because the system's clock for CPU time ticks as coarsely as one call lasts.
CALLS = 5
# Loops over 5000 examples take a second or two, over pixels minutes.
CPU_SECONDS = 60.0


def measure(
    submission: Submission,
    exercise: Exercise,
    *,
    limits: Limits | None = None,
    wall: str | None = None,
) -> str:
    """Time the call that training repeats, behind the wall, and say what follows.

    Parameters
    ----------
    submission : Submission
    exercise : Exercise
    limits, wall
        As for grading; only CPU time and clock are wider.

    Returns
    -------
    str
        Two sentences, or one that says why there is nothing to tell.
    """
    if exercise.speed is None:
        return "Speed: this exercise has nothing to measure.\n"
    call = exercise.speed()
    wide = replace(
        limits or Limits(),
        cpu_seconds=CPU_SECONDS,
        wall_seconds=2 * CALLS * CPU_SECONDS,
    )
    for form in (call, *(change(call) for change in exercise.variants.values())):
        theirs = _run(submission, exercise, [form] * CALLS, wide, wall)
        if theirs.ending is Ending.RETURNED:
            break
    if theirs.ending is not Ending.RETURNED:
        why = f"it raised {theirs.fault.kind}" if theirs.fault else theirs.detail
        return f"Speed: not measured, because {why or theirs.ending.value}.\n"
    model = reference(exercise, submission.language)
    ours = _run(model, exercise, [call] * CALLS, wide, wall)
    if ours.ending is not Ending.RETURNED:
        raise GraderError(f"the reference could not be timed: {ours.detail}")
    if not _same_values(theirs, ours):
        return f"Speed: not measured, because {call.function} is not right yet.\n"
    seconds, needed = _seconds(theirs), _seconds(ours)
    return (
        f"Speed: one call of {call.function} takes {seconds:.3f} s of CPU time, the "
        f"reference's {needed:.3f} s ({seconds / needed:.1f} times as long).\n"
        f"Training makes about {exercise.evaluations} such calls: "
        f"{exercise.evaluations * seconds:.1f} s.\n"
    )


def _run(
    submission: Submission,
    exercise: Exercise,
    calls: Sequence[Call],
    limits: Limits,
    wall: str | None,
) -> Outcome:
    pristine = exercise.pristine(submission.language)
    with Sandbox(submission, pristine, limits, wall=wall) as sandbox:
        return sandbox.run(calls)


def _seconds(outcome: Outcome) -> float:
    """Return CPU seconds of one call."""
    later = [answer.cpu_seconds for answer in outcome.answers[1:]]
    return max(sum(later) / len(later), 1e-6)


def _same_values(theirs: Outcome, ours: Outcome) -> bool:
    """Tell whether the last calls agree, whatever shape and precision they came in."""
    found, expected = theirs.answers[-1].values, ours.answers[-1].values
    return len(found) >= len(expected) and all(
        one is not None
        and other is not None
        and agrees(one.ravel(), other.ravel(), is_single=True)
        for one, other in zip(found, expected, strict=False)
    )
