"""Grades one submission: runs its parts behind the wall, compares in front of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.errors import GraderError
from grader.exercise import Call, Complaint, Exercise, Observation, Part
from grader.limits import Limits
from grader.result import Grade, PartResult, Status
from grader.sandbox import Sandbox
from grader.sources import LANGUAGES
from grader.stubs import is_stub
from grader.submission import Submission

if TYPE_CHECKING:
    from grader.marking import Mark

Variant = Callable[[Call], Call]


def grade(
    submission: Submission,
    exercise: Exercise,
    *,
    seed: int,
    limits: Limits | None = None,
    wall: str | None = None,
    parts: Collection[int] | None = None,
) -> Grade:
    """Grade a submission.

    Parameters
    ----------
    submission : Submission
    exercise : Exercise
    seed : int
        Of the randomised instances; the same seed gives the same grade.
    limits : Limits, optional
    wall : str, optional
        ``bubblewrap``, ``rlimits`` or ``none``; by default the strongest there is.
    parts : collection of int, optional
        Numbers of the parts to report; by default all, and what carries no points.

    Returns
    -------
    Grade

    Raises
    ------
    UserError
        If the named wall cannot stand here.
    """
    chosen = [p for p in exercise.parts if parts is None or p.number in parts]
    given = exercise.pristine(submission.language)
    with Sandbox(submission, given, limits or Limits(), wall=wall) as sandbox:
        # While the sandbox starts, so do we: the first checks import numpy.
        grading = _Grading(submission, exercise, seed, sandbox)
        results = tuple(grading.result(part) for part in chosen)
        ungraded = exercise.ungraded if parts is None else ()
        return Grade(
            exercise=exercise.name,
            submission=submission.name,
            language=submission.language,
            seed=seed,
            sandbox=sandbox.kind,
            parts=results,
            ungraded=tuple(grading.result(part) for part in ungraded),
            notes=submission.notes,
            is_partial=parts is not None,
        )


class _Grading:
    """One submission's parts, each run once, when it is first asked for."""

    def __init__(
        self, submission: Submission, exercise: Exercise, seed: int, sandbox: Sandbox
    ) -> None:
        self.submission = submission
        self.exercise = exercise
        self.seed = seed
        self.sandbox = sandbox
        self._marks: dict[Part, Mark] = {}
        # The form of call that worked last; the next part will need it too.
        self._variant = ""

    def result(self, part: Part) -> PartResult:
        """Return a part's result."""
        mark = self.mark(part)
        passed = mark.status is Status.PASSED
        return PartResult(
            number=part.number,
            name=part.name,
            file=part.file + LANGUAGES[self.submission.language],
            score=part.max_score if passed else 0,
            max_score=part.max_score,
            status=mark.status,
            message=mark.complaint.message,
            hint=mark.complaint.hint,
            found=mark.complaint.found,
            needed=mark.complaint.needed,
            notes=mark.notes,
            output=mark.output,
            seconds=mark.seconds,
            section=part.section,
        )

    def mark(self, part: Part) -> Mark:
        """Return a part's mark, other parts considered."""
        if part not in self._marks:
            try:
                self._marks[part] = self._new_mark(part)
            except GraderError as error:
                self._marks[part] = _own_fault(error)
        return self._marks[part]

    def _new_mark(self, part: Part) -> Mark:
        """Run a part, put it in its place among the others, find the reason."""
        from grader.marking import Mark

        if is_stub(self.submission, self.exercise, part):
            text = "Not started: the file is as it was handed out"
            return Mark(Status.NOT_STARTED, Complaint(text))
        mark = self._run(part, self._variant)
        if mark.status is Status.ERROR and mark.is_repeatable:
            mark = self._retried(part, mark)
        mark = self._placed(part, mark)
        if mark.status is not Status.WRONG:
            return mark
        mark = self._explained(part, mark)
        if mark.status is Status.WRONG and not mark.complaint.hint:
            mark = self._retried(part, mark)
        first = self._first_of(part.rests_on)
        if mark.status is Status.WRONG and not mark.complaint.hint and first:
            text = f"Part {first} comes first: this one may rest on it"
            complaint = replace(mark.complaint, message=text)
            return replace(mark, status=Status.BLOCKED, complaint=complaint)
        return mark

    def _run(self, part: Part, variant: str) -> Mark:
        """Run a part, its calls in one of their forms, and mark it."""
        from grader.marking import mark

        checks = self.exercise.checks(self.seed, part)
        change = self.exercise.variants.get(variant, _unchanged)
        calls = [change(check.call) for check in checks]
        outcome = self.sandbox.run(calls)
        marked = mark(part, checks, outcome, self.exercise, self.submission)
        if calls[0] is not checks[0].call:
            marked = replace(marked, notes=(*marked.notes, variant))
        return marked

    def _retried(self, part: Part, mark: Mark) -> Mark:
        """Try the other forms of the calls; keep the mark that tells more."""
        if self.submission.language != "python":
            return mark
        for note in self.exercise.variants:
            if note == self._variant:
                continue
            other = self._run(part, note)
            if other.status is Status.WRONG and mark.status is Status.WRONG:
                other = self._explained(part, other)
            is_better = other.status in (Status.PASSED, Status.NOT_STARTED) or (
                other.status is Status.WRONG
                and (mark.status is Status.ERROR or other.complaint.hint is not None)
            )
            if is_better:
                self._variant = note
                return other
        return mark

    def _placed(self, part: Part, mark: Mark) -> Mark:
        """Say where a part has not begun, or another one comes first."""
        if mark.status not in (Status.WRONG, Status.PASSED):
            return mark
        if part.begins_as_needed and self._is_as_needed(part, mark):
            text = f"Not started: {part.adds} is not there yet"
            return replace(mark, status=Status.NOT_STARTED, complaint=Complaint(text))
        if first := self._first_of(part.needs):
            text = f"Part {first} comes first"
            if part.adds and self._adds_what_it_should(part, mark):
                text += f"; {part.adds} alone is already right"
            return replace(mark, status=Status.BLOCKED, complaint=Complaint(text))
        return mark

    def _explained(self, part: Part, mark: Mark) -> Mark:
        """Find the misconception behind wrong values, or say what is sure."""
        from grader.diagnose import describe

        hint = self.exercise.explain(part, mark.observations)
        complaint = mark.complaint
        if not complaint.message:
            complaint = describe(part, mark.observations)
        return replace(mark, complaint=replace(complaint, hint=hint or complaint.hint))

    def _first_of(self, numbers: Sequence[int]) -> int | None:
        """Return the first of these parts that has not passed."""
        for part in self.exercise.parts:
            if part.number in numbers and self.mark(part).status is not Status.PASSED:
                return part.number
        return None

    def _pairs(self, part: Part, mark: Mark) -> list[tuple[Observation, Observation]]:
        """Pair this part's answers with those of the part it needs, same inputs."""
        needed = [p for p in self.exercise.parts if p.number in part.needs]
        before = {
            observation.check.instance: observation
            for other in needed
            for observation in self.mark(other).observations
        }
        return [
            (observation, before[observation.check.instance])
            for observation in mark.observations
            if observation.check.instance in before
            and _fits(part, observation)
            and _fits(part, before[observation.check.instance])
        ]

    def _is_as_needed(self, part: Part, mark: Mark) -> bool:
        """Tell whether a part's values are those of the part it needs."""
        from grader.compare import agrees

        pairs = self._pairs(part, mark)
        i = part.output
        return bool(pairs) and all(agrees(o.found[i], b.found[i]) for o, b in pairs)

    def _adds_what_it_should(self, part: Part, mark: Mark) -> bool:
        """Tell whether the difference to the part it needs is right."""
        from grader.compare import agrees

        pairs = self._pairs(part, mark)
        i = part.output
        return bool(pairs) and all(
            agrees(
                o.found[i] - b.found[i],
                o.check.expected[i] - b.check.expected[i],
                is_single=o.is_single,
            )
            for o, b in pairs
        )


def _fits(part: Part, observation: Observation) -> bool:
    """Tell whether the graded value is there, in the shape that is expected."""
    i = part.output
    found = observation.found
    return len(found) > i and found[i].shape == observation.check.expected[i].shape


def _unchanged(call: Call) -> Call:
    return call


def _own_fault(error: GraderError) -> Mark:
    """Our failure, on the part that it struck."""
    from grader.marking import Mark

    return Mark(Status.GRADER_ERROR, Complaint(f"The grader failed: {error}"))
