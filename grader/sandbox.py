"""Runs a submission behind a wall and hands back what it answered, as data.

Theory of operation
-------------------
The parent (this process) knows the expected values; the submission runs where they
never are. Three processes take part:

parent
    Writes the submission and the given files into a temporary folder, starts the
    warm child behind a wall, sends it calls, decodes what comes back. It runs no code
    of the submission and reads no pickle. ``sandbox.py``, ``warm.py``.
warm child
    A bare interpreter that imports numpy, then forks once per part and watches: CPU
    time, clock, memory, output, order of messages. It runs no code of the submission
    either, and kills all that a part has started before it answers.
    ``child.py``, ``supervise.py``, ``guard.py``, ``processes.py``.
part
    The fork. It alone imports the student's file and makes the calls; it holds one
    pipe for its answers and one for what it prints. ``perform.py``, ``octave.py``.

What crosses are the values of ``wire.py`` in the frames of ``messages.py``. Forging
them gains nothing: a submission can only ever say what its functions returned, and the
score is computed here. The walls differ in what a hostile submission can still reach:
``bubblewrap.py`` (with ``seccomp.py``), ``rlimits.py``, ``spawned.py``. If a part kills
the warm child or leaves files behind, the next part gets a new one; the other parts
never notice.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from grader import replies, walls
from grader.errors import GraderError
from grader.limits import Limits
from grader.outcome import Answer, Ending, Fault, Outcome

if TYPE_CHECKING:
    from grader.exercise import Call
    from grader.submission import Submission

__all__ = ["Answer", "Ending", "Fault", "Outcome", "Sandbox"]


class Sandbox:
    """A submission behind a wall; a context manager.

    Entering starts the warm child and returns at once, so that its import of numpy and
    the parent's run side by side. Leaving kills whatever is left.

    Parameters
    ----------
    submission : Submission
    pristine : mapping of str to bytes
        The given files; the submission's own copies win.
    limits : Limits
    wall : str or None
        ``bubblewrap``, ``rlimits`` or ``none``; None takes the strongest that works.

    Attributes
    ----------
    kind : str
        The wall that stands.
    """

    def __init__(
        self,
        submission: Submission,
        pristine: Mapping[str, bytes],
        limits: Limits | None = None,
        *,
        wall: str | None = None,
    ) -> None:
        self.submission = submission
        self.limits = limits or Limits()
        self._pristine = pristine
        self._wall = wall
        self._stack = ExitStack()
        self._outcomes: dict[object, Outcome] = {}

    @property
    def kind(self) -> str:
        """The wall that stands: ``bubblewrap``, ``rlimits`` or ``none``."""
        return self._worker.kind

    def __enter__(self) -> Self:
        self._worker = self._stack.enter_context(
            walls.worker(self.submission, self._pristine, self.limits, self._wall)
        )
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def run(self, calls: Sequence[Call]) -> Outcome:
        """Make the calls of one part in a fresh process.

        The same calls again, as two parts may need them, have the same outcome and
        are not made a second time.

        Parameters
        ----------
        calls : sequence of Call
            All of one function.

        Returns
        -------
        Outcome
            Whatever the submission did; its failures are values.

        Raises
        ------
        GraderError
            If the sandbox itself failed.
        """
        if len({call.function for call in calls}) != 1:
            raise GraderError("a part consists of calls of one function")
        if (file := replies.file_of(calls[0], self.submission)) is None:
            return Outcome(Ending.MISSING, detail=replies.no_file(calls[0]))
        sent = replies.encode_calls(calls, self.limits, self.submission)
        if sent not in self._outcomes:
            reply = self._worker.run({"nonce": secrets.token_bytes(16), "calls": sent})
            self._outcomes[sent] = replies.read(
                reply, sent, self.submission, file, self.limits, self._worker.hidden
            )
        return self._outcomes[sent]
