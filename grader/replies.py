"""Turns calls into what the child reads, and what it says into an Outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from grader import messages, wire
from grader.errors import GraderError
from grader.limits import OCTAVE_SLOWNESS, Limits
from grader.outcome import Answer, Ending, Fault, Outcome

if TYPE_CHECKING:
    from grader.exercise import Call
    from grader.submission import Submission

SUFFIXES = {"python": ".py", "octave": ".m"}


def file_of(call: Call, submission: Submission) -> str | None:
    """Return the name of the submitted file that holds a call's function."""
    name = call.function + SUFFIXES[submission.language]
    return name if name in submission.files else None


def no_file(call: Call) -> str:
    """Say which file is not there."""
    return f"there is no file for {call.function}"


def encode_calls(
    calls: Sequence[Call], limits: Limits, submission: Submission
) -> tuple[tuple[Any, ...], ...]:
    """Return calls as ``wire`` carries them: name, arguments, outputs, seconds."""
    is_octave = submission.language == "octave"
    slowness = OCTAVE_SLOWNESS if is_octave else 1
    argument = _octave_argument if is_octave else _argument
    return tuple(
        (
            call.function,
            wire.encode(tuple(argument(value) for value in call.arguments)),
            call.outputs,
            float(slowness * (call.cpu_seconds or limits.cpu_seconds)),
        )
        for call in calls
    )


def _argument(value: Any) -> Any:
    """Return NumPy's scalars as Python's, so that a submission gets plain numbers."""
    if hasattr(value, "dtype") and not getattr(value, "shape", None):
        return value.item()
    return value


def _octave_argument(value: Any) -> Any:
    """Return what Octave works with: doubles and arrays of doubles."""
    import numpy as np

    if isinstance(value, str) or value is None:
        return value
    array = np.asarray(value, dtype="<f8")
    return array if array.shape else float(array)


def _as_numpy(answer: Answer, arguments: tuple[Any, ...]) -> Answer:
    """Give Octave's values the shapes of NumPy's: scalars, vectors as they came in.

    Octave knows only matrices. A column answers a vector, 1x1 a number, unless the
    call had such a matrix among its arguments.
    """
    shapes = {getattr(argument, "shape", ()) for argument in arguments}
    has_vector = any(len(shape) == 1 for shape in shapes)

    def reshaped(value: Any) -> Any:
        if value is None or value.shape in shapes:
            return value
        if value.shape == (1, 1):
            return value.reshape(())
        is_column = value.ndim == 2 and value.shape[1] == 1
        return value.reshape(-1) if is_column and has_vector else value

    return replace(answer, values=tuple(map(reshaped, answer.values)))


def read(
    reply: tuple[Any, ...],
    calls: Sequence[tuple[Any, ...]],
    submission: Submission,
    file: str,
    limits: Limits,
    hidden: Sequence[str] = (),
) -> Outcome:
    """Turn the child's reply into an Outcome; nothing in it is taken on trust.

    Parameters
    ----------
    reply : tuple
        Ending, detail, payloads, output, bytes printed, CPU seconds.
    calls : sequence of tuple
        As they were sent.
    submission : Submission
    file : str
        The one that was imported.
    limits : Limits
    hidden : sequence of str
        Beginnings of paths, longest first, that mean nothing to a student.

    Returns
    -------
    Outcome

    Raises
    ------
    GraderError
        If the child failed before it came to the submission.
    """
    word, detail, payloads, output, n_printed, cpu_seconds = reply
    if word == "BROKEN":
        raise GraderError(f"a part could not be started: {detail}")
    found = _Messages(submission, hidden)
    try:
        for payload in payloads:
            found.add(payload[:1], wire.decode(payload[1:]))
        if word == "SAID":
            ending, detail = found.ending(len(calls), file)
        else:
            ending = Ending[word]
        if late := found.drop_late([call[3] for call in calls]):
            ending, detail = Ending.TIMEOUT, late
    except (wire.TamperedError, ValueError, TypeError, KeyError) as error:
        ending, detail = Ending.TAMPERED, f"result channel tampered with: {error}"
    if submission.language == "octave":
        found.answers = [
            _as_numpy(answer, wire.decode(call[1]))
            for answer, call in zip(found.answers, calls, strict=False)
        ]
    if ending is Ending.MEMORY:
        detail = f"used more than {limits.memory_bytes >> 20} MB"
    tampered = ending is Ending.TAMPERED
    return Outcome(
        ending,
        () if tampered else tuple(found.answers[: len(calls)]),
        None if tampered else found.fault,
        detail,
        shown(output, n_printed, hidden),
        cpu_seconds or sum(answer.cpu_seconds for answer in found.answers),
    )


class _Messages:
    """The messages of one part, checked one by one.

    Parameters
    ----------
    submission : Submission
    hidden : sequence of str
    """

    def __init__(self, submission: Submission, hidden: Sequence[str]) -> None:
        self.submission = submission
        self.hidden = hidden
        self.answers: list[Answer] = []
        self.fault: Fault | None = None
        self.last = b""
        self.others = ""

    def add(self, kind: bytes, values: tuple[Any, ...]) -> None:
        """Take one message; ValueError or TypeError if it has the wrong form."""
        self.last = kind
        if kind == messages.ANSWERED:
            self.answers.append(_answer(*values))
        elif kind == messages.FAILED:
            self.fault = self._fault(*values)
        elif kind == messages.IMPORTED and values[0] is not None:
            self.fault = self._fault(*values[0])
        elif kind == messages.MISSING:
            (self.others,) = values
            _check(type(self.others) is str)

    def drop_late(self, budgets: Sequence[float]) -> str:
        """Drop the answers from the first that took too long; say so."""
        for index, (answer, budget) in enumerate(
            zip(self.answers, budgets, strict=False)
        ):
            if answer.cpu_seconds > budget:
                del self.answers[index:]
                return f"one call took more than {budget:g} s of CPU time"
        return ""

    def ending(self, n_calls: int, file: str) -> tuple[Ending, str]:
        """Return what the last message says of the part."""
        if self.last == messages.MISSING:
            others = f"; it defines {self.others}" if self.others else ""
            return Ending.MISSING, f"{file} defines no function of that name{others}"
        if self.last == messages.DONE:
            _check(len(self.answers) == n_calls)
            return Ending.RETURNED, ""
        assert self.fault is not None
        if self.fault.kind == "MemoryError":
            return Ending.MEMORY, ""
        if self.fault.kind == "TooLargeError":
            return Ending.OUTPUT, self.fault.message
        return Ending.RAISED, ""

    def _fault(
        self, kind: str, message: str, file: str, line: int | None, stage: str
    ) -> Fault:
        _check(all(type(text) is str for text in (kind, message, file, stage)))
        _check(line is None or type(line) is int)
        source = ""
        if line is not None and (content := self.submission.files.get(file)):
            lines = content.decode("utf-8", "replace").splitlines()
            source = lines[line - 1].strip()[:200] if 0 < line <= len(lines) else ""
        message = escaped(_without(self.hidden, message))
        return Fault(escaped(kind), message, file, line, escaped(source), stage)


def _check(holds: bool) -> None:
    if not holds:
        raise ValueError("a message of the wrong form")


def _answer(
    values: Any, kinds: Any, is_tuple: Any, changed: Any, cpu_seconds: Any
) -> Answer:
    _check(type(values) is tuple and type(kinds) is tuple)
    _check(len(values) == len(kinds))
    _check(all(value is None or hasattr(value, "dtype") for value in values))
    _check(all(type(kind) is str for kind in kinds))
    _check(type(is_tuple) is bool and type(cpu_seconds) is float)
    _check(type(changed) is tuple and all(type(index) is int for index in changed))
    kinds = tuple(escaped(kind) for kind in kinds)
    return Answer(values, kinds, is_tuple, changed, cpu_seconds)


def _without(hidden: Sequence[str], text: str) -> str:
    """Return a text without the places where we happened to put things."""
    for beginning in hidden:
        text = text.replace(beginning, "")
    return text


def shown(output: bytes, n_printed: int, hidden: Sequence[str] = ()) -> str:
    """Return what a part printed as harmless text, with what was left out."""
    text = escaped(_without(hidden, output.decode("utf-8", "backslashreplace")))
    if (left := n_printed - len(output)) > 0:
        text += f"\n... and {left:,} bytes more"
    return text


def escaped(text: str) -> str:
    """Return a text in which nothing moves a cursor, rings a bell or hides itself."""
    text = text.replace("\r\n", "\n")
    return "".join(
        character
        if character.isprintable() or character in "\n\t"
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )
