"""What one part's outcome means: its status, before other parts are looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grader.compare import Fitted, agrees, fit
from grader.exercise import Check, Complaint, Exercise, Observation, Part
from grader.faults.menu import explain_fault
from grader.faults.messages import is_octave
from grader.result import Hint, Status
from grader.sandbox import Ending, Fault, Outcome
from grader.sources import LANGUAGES

if TYPE_CHECKING:
    from grader.submission import Submission

PASSED = "Nice work!"

# Characters of an exception's message; NumPy's may have a page.
SHOWN = 240

STATUSES = {
    Ending.TIMEOUT: Status.TIMEOUT,
    Ending.MEMORY: Status.MEMORY,
    Ending.OUTPUT: Status.OUTPUT,
    Ending.EXITED: Status.CRASHED,
    Ending.CRASHED: Status.CRASHED,
    Ending.TAMPERED: Status.CRASHED,
}


@dataclass(frozen=True)
class Mark:
    """A part's status as far as it can be told from the part alone.

    Attributes
    ----------
    status : Status
    complaint : Complaint
        What is said about it.
    observations : tuple of Observation
        The answers that came.
    notes : tuple of str
    output : str
    seconds : float
    is_repeatable : bool
        Whether another form of the calls might fare better.
    """

    status: Status
    complaint: Complaint
    observations: tuple[Observation, ...] = ()
    notes: tuple[str, ...] = ()
    output: str = ""
    seconds: float = 0.0
    is_repeatable: bool = False


def mark(
    part: Part,
    checks: Sequence[Check],
    outcome: Outcome,
    exercise: Exercise,
    submission: Submission,
) -> Mark:
    """Compare a part's outcome with its checks.

    Parameters
    ----------
    part : Part
    checks : sequence of Check
    outcome : Outcome
        Of the calls of these checks.
    exercise : Exercise
    submission : Submission

    Returns
    -------
    Mark
        ``wrong`` still without its reason, which takes longer to find.
    """
    pairs = list(zip(checks, outcome.answers, strict=False))
    fitted = [fit(answer, check, part, submission.language) for check, answer in pairs]
    observations = tuple(
        Observation(check, one.found, one.is_single)
        for (check, _), one in zip(pairs, fitted, strict=True)
    )
    complaint: Complaint | None
    if outcome.ending is Ending.RETURNED:
        status, complaint = _values(part, observations, fitted, outcome)
    elif outcome.ending is Ending.MISSING:
        status, complaint = Status.MISSING, _missing(part, outcome, submission)
    elif outcome.ending is Ending.RAISED:
        check = checks[min(len(pairs), len(checks) - 1)]
        status, complaint = _raised(part, check, outcome, exercise)
    else:
        check = checks[min(len(pairs), len(checks) - 1)]
        status, complaint = STATUSES[outcome.ending], _ended(check, outcome)
        problem = next((one.problem for one in fitted if one.problem), None)
        if problem and status is Status.OUTPUT:  # a small answer was too large already
            complaint = replace(complaint, found=problem[0], needed=problem[1])
    return Mark(
        status,
        complaint,
        observations,
        _notes(part, fitted, outcome),
        outcome.output,
        sum(answer.cpu_seconds for answer in outcome.answers),
        status is Status.WRONG
        or (status is Status.ERROR and outcome.fault is not None and _in_call(outcome)),
    )


def _in_call(outcome: Outcome) -> bool:
    return outcome.fault is not None and outcome.fault.stage == "call"


def _values(
    part: Part,
    observations: Sequence[Observation],
    fitted: Sequence[Fitted],
    outcome: Outcome,
) -> tuple[Status, Complaint]:
    """Judge what all calls returned."""
    if all(answer.kinds[:1] in ((), ("NoneType",)) for answer in outcome.answers):
        if outcome.output:
            return Status.WRONG, Complaint(
                "Prints instead of returning",
                "output on the screen, and None",
                f"return {', '.join(part.outputs)}",
            )
        return Status.NOT_STARTED, Complaint("Not started: it returns nothing yet")
    name = part.outputs[part.output]
    for one in fitted:
        # Of random values a wrong shape is judged, too.
        if one.problem and not (part.judge and any(array.size for array in one.found)):
            found, needed = one.problem
            return Status.WRONG, Complaint(f"{name} has the wrong form", found, needed)
    if part.judge:
        complaint = part.judge(observations)
        return (Status.WRONG, complaint) if complaint else _passed()
    if all(agree(part, observation) for observation in observations):
        return _passed()
    if all(not observation.found[part.output].any() for observation in observations):
        return Status.NOT_STARTED, Complaint(f"Not started: {name} is still 0")
    return Status.WRONG, Complaint("")


def agree(part: Part, observation: Observation) -> bool:
    """Tell whether an answer's graded value is right.

    Parameters
    ----------
    part : Part
    observation : Observation

    Returns
    -------
    bool
    """
    found = observation.found[part.output]
    expected = observation.check.expected[part.output]
    return agrees(found, expected, is_single=observation.is_single)


def _passed() -> tuple[Status, Complaint]:
    return Status.PASSED, Complaint(PASSED)


def _missing(part: Part, outcome: Outcome, submission: Submission) -> Complaint:
    """Say which file or function is not there, and how it is called."""
    file = part.file + LANGUAGES[submission.language]
    needed = f"{part.file}({', '.join(part.arguments)})"
    if why := submission.refused.get(file):
        return Complaint(f"{file} was not read", why, needed)
    if file not in submission.files:
        return Complaint(f"{file} is missing", "no file of this name", needed)
    return Complaint(f"{part.file} is not defined", outcome.detail, needed)


def _raised(
    part: Part, check: Check, outcome: Outcome, exercise: Exercise
) -> tuple[Status, Complaint]:
    """Show the student's own line and the usual cause."""
    fault = outcome.fault
    assert fault is not None
    if fault.kind == "NotImplementedError":
        text = "Not started: it raises NotImplementedError"
        return Status.NOT_STARTED, Complaint(text)
    # One fault stops every part of a file: it is told in the same words for all.
    parts = (*exercise.parts, *exercise.ungraded)
    first = next(other for other in parts if other.file == part.file)
    hint = exercise.explain_fault(part, check, fault) or explain_fault(fault, first)
    return Status.ERROR, _fault_complaint(part, check, fault, hint)


def _fault_complaint(
    part: Part, check: Check, fault: Fault, hint: Hint | None
) -> Complaint:
    place = fault.file.rpartition("/")[2] or part.file
    line = "" if fault.line is None else f", line {fault.line}"
    text = _first_words(fault.message)
    kind = "Error" if is_octave(fault) else fault.kind
    said = f"{kind}: {text}" if text else kind
    source = f"`{fault.source}` gives " if fault.source else ""
    when = f"with {check.instance}" if fault.stage == "call" else "when it is imported"
    return Complaint(
        f"{kind} in {place}{line}",
        source + said,
        f"{' and '.join(part.outputs)}, {when}",
        hint,
    )


def _first_words(message: str) -> str:
    """Shorten an exception's message to its first line, without the place again."""
    first = message.strip().partition("\n")[0]
    first = re.sub(r" \([\w.]+, line \d+\)$", "", first)
    return first if len(first) <= SHOWN else first[:SHOWN] + " ..."


def _ended(check: Check, outcome: Outcome) -> Complaint:
    """Say in words how a part ended that did not come to its end."""
    detail = outcome.detail or outcome.ending.value
    text = detail[:1].upper() + detail[1:]
    hint = check.on_timeout if outcome.ending is Ending.TIMEOUT else None
    if outcome.ending is Ending.TIMEOUT and not hint:
        needed = "an answer in time: look for a loop whose end never comes"
        return Complaint(text, needed=needed)
    return Complaint(f"{text}, with {check.instance}" if hint else text, hint=hint)


def _notes(part: Part, fitted: Sequence[Fitted], outcome: Outcome) -> tuple[str, ...]:
    """Collect remarks, each once."""
    notes: list[str] = [note for one in fitted for note in one.notes[:1]][:1]
    notes += [note for one in fitted for note in one.notes[1:]][:1]
    changed = sorted({i for answer in outcome.answers for i in answer.changed})
    for i in changed:
        name = part.arguments[i] if i < len(part.arguments) else f"argument {i + 1}"
        notes.append(
            f"{part.file} changes {name} while it computes, so that training would go "
            f"wrong; work on a copy, {name}.copy()"
        )
    if outcome.ending is Ending.RETURNED and outcome.fault is not None:
        fault = outcome.fault
        notes.append(
            f"{part.file} stops with {fault.kind} in line {fault.line} when it is "
            f"imported ({fault.message}); what stands above was graded"
        )
    return tuple(notes)
