"""Whether the course itself holds together: python -m grader verify."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from grader.cases import cases
from grader.errors import UserError
from grader.exercise import Exercise, Observation
from grader.result import Hint, Status

if TYPE_CHECKING:
    from grader.exercise import Complaint

Write = Callable[[str], None]

SEEDS = 3

SENTENCE = re.compile(r"[\w`'(].*[.?]")
LONGEST_HINT = 240
CODE = re.compile(r"[a-z][a-z0-9_]*")

# A number with so many digits is no coincidence.
DIGITS = 5
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments.

    Parameters
    ----------
    parser : ArgumentParser
    """
    parser.add_argument(
        "--seeds",
        type=int,
        default=SEEDS,
        metavar="N",
        help=f"draw the randomised instances from so many seeds (default: {SEEDS})",
    )


def run(args: argparse.Namespace, write: Write) -> int:
    """Make every check and print what became of it.

    Parameters
    ----------
    args : Namespace
    write : callable
        Takes text for standard output.

    Returns
    -------
    int
        0 if the course holds together, 3 (the grader's fault) if not.

    Raises
    ------
    UserError
        If there is no seed to draw from.
    """
    if args.seeds < 1:
        raise UserError(f"--seeds {args.seeds} leaves nothing to check; give 1 or more")
    exercise: Exercise = args.exercise
    n_failed = 0
    for name, check in CHECKS.items():
        problems = list(check(exercise, range(args.seeds)))
        n_failed += bool(problems)
        write(f"{'FAILED' if problems else 'ok    '}  {name}")
        for problem in problems:
            write(f"          {problem}")
    total = len(CHECKS)
    known = len(exercise.misconceptions())
    write(
        f"{total - n_failed} of {total} checks hold, with {known} misconceptions "
        f"and {args.seeds} seeds."
    )
    return 3 if n_failed else 0


def reference_gets_everything(
    exercise: Exercise, seeds: Sequence[int]
) -> Iterator[str]:
    """Grade the reference; full marks and no hint."""
    from grader.grade import grade
    from grader.submission import reference

    for seed in seeds:
        result = grade(reference(exercise), exercise, seed=seed)
        for part in (*result.parts, *result.ungraded):
            if part.status is not Status.PASSED or part.hint or part.notes:
                yield f"seed {seed}: {part.name} is {part.status}: {part.message}"


def handout_gets_nothing(exercise: Exercise, seeds: Sequence[int]) -> Iterator[str]:
    """Grade the stubs; no points, every part not started."""
    from grader.grade import grade
    from grader.submission import from_files

    for language in ("python", "octave"):
        submission = from_files("handout", exercise.stubs(language), exercise)
        # No code runs: the files are compared with what was handed out.
        result = grade(submission, exercise, seed=seeds[0])
        for part in (*result.parts, *result.ungraded):
            if part.status is not Status.NOT_STARTED or part.score:
                yield f"{language}: {part.name} is {part.status}: {part.message}"


def unwritten_parts_are_not_called_wrong(
    exercise: Exercise, seeds: Sequence[int]
) -> Iterator[str]:
    """Run the stubs, changed by a line, behind the wall; still not started."""
    from grader.grade import grade
    from grader.submission import from_files

    files = {
        path: content + b"\nSTARTED = True\n"
        for path, content in exercise.stubs("python").items()
    }
    result = grade(from_files("begun", files, exercise), exercise, seed=seeds[0])
    for part in result.parts:
        if part.status is not Status.NOT_STARTED:
            yield f"{part.name} is {part.status}: {part.message}"


def misconceptions_are_not_right(
    exercise: Exercise, seeds: Sequence[int]
) -> Iterator[str]:
    """Compare what each misconception computes with what is expected."""
    for case in cases(exercise, seeds):
        if case.is_right:
            yield f"seed {case.seed}: {case.code} passes {case.part.name}"


def misconceptions_are_told_apart(
    exercise: Exercise, seeds: Sequence[int]
) -> Iterator[str]:
    """Ask for the hint of what each misconception computes; it must be its own."""
    for case in cases(exercise, seeds):
        hint = exercise.explain(case.part, case.observations)
        if hint != case.hint:
            found = hint.code if hint else "nothing"
            yield f"seed {case.seed}: {case.code} in {case.part.name} gets {found}"


def right_answers_get_no_hint(
    exercise: Exercise, seeds: Sequence[int]
) -> Iterator[str]:
    """Ask for the hint of right answers; there is none."""
    for seed in seeds:
        for part in exercise.parts:
            checks = exercise.checks(seed, part)
            observations = [Observation(check, check.expected) for check in checks]
            if hint := exercise.explain(part, observations):
                yield f"seed {seed}: a right {part.name} gets {hint.code}"


def hints_are_sentences(exercise: Exercise, seeds: Sequence[int]) -> Iterator[str]:
    """Look at every hint's text, code and section."""
    from grader.sections import section

    handout = exercise.folder()["README.md"].decode()
    for code, misconception in exercise.misconceptions().items():
        hint = misconception.hint
        if hint.code != code or not CODE.fullmatch(code):
            yield f"{code} has the code {hint.code!r}"
        if not SENTENCE.fullmatch(hint.text) or len(hint.text) > LONGEST_HINT:
            yield f"{code}: no sentence of up to {LONGEST_HINT} letters: {hint.text!r}"
        if not section(handout, hint.section):
            yield f"{code}: the handout has no section {hint.section!r}"


def texts_keep_expected_values(
    exercise: Exercise, seeds: Sequence[int]
) -> Iterator[str]:
    """Look for secret expected values in what is said of wrong answers."""
    from grader.diagnose import describe

    for case in cases(exercise, seeds):
        if case.part.judge or case.is_right:
            continue
        complaint = describe(case.part, case.observations)
        for number in _numbers(
            complaint, exercise.explain(case.part, case.observations)
        ):
            if case.gives_away(number):
                yield f"seed {case.seed}: {case.code} in {case.part.name}: {number}"


# The list that the command goes through; the names are what it prints.
CHECKS: Mapping[str, Callable[[Exercise, Sequence[int]], Iterator[str]]] = {
    check.__name__.replace("_", " "): check
    for check in (
        reference_gets_everything,
        handout_gets_nothing,
        unwritten_parts_are_not_called_wrong,
        right_answers_get_no_hint,
        misconceptions_are_not_right,
        misconceptions_are_told_apart,
        hints_are_sentences,
        texts_keep_expected_values,
    )
}


def _numbers(complaint: Complaint, hint: Hint | None) -> list[str]:
    """Return the numbers of many digits in all that is said."""
    texts = [complaint.message, complaint.found, complaint.needed]
    texts += [said.text for said in (hint, complaint.hint) if said]
    numbers = NUMBER.findall(" ".join(texts))
    return [one for one in numbers if len(re.sub(r"e.*|\D", "", one)) >= DIGITS]
