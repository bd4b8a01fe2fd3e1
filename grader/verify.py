"""Whether the course itself holds together: python -m grader verify."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from grader.exercise import Exercise, Misconception, Observation, Part
from grader.result import Hint, Status

if TYPE_CHECKING:
    from grader.exercise import Complaint

Write = Callable[[str], None]

SEEDS = 3

# One or two sentences: a capital or code at the start, a full stop at the end.
SENTENCE = re.compile(r"[A-Z`'(δ\w].*[.?]", re.DOTALL)
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
    """
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
    for case in _cases(exercise, seeds):
        if _is_right(case):
            yield f"seed {case.seed}: {case.code} passes {case.part.name}"


def misconceptions_are_told_apart(
    exercise: Exercise, seeds: Sequence[int]
) -> Iterator[str]:
    """Ask for the hint of what each misconception computes; it must be its own."""
    for case in _cases(exercise, seeds):
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

    for case in _cases(exercise, seeds):
        if case.part.judge or _is_right(case):
            continue
        complaint = describe(case.part, case.observations)
        for number in _numbers(
            complaint, exercise.explain(case.part, case.observations)
        ):
            if _is_secret(number, case):
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


class Case(NamedTuple):
    """A misconception at work in one part, with one seed."""

    code: str
    hint: Hint
    seed: int
    part: Part
    observations: list[Observation]


def _cases(exercise: Exercise, seeds: Sequence[int]) -> Iterator[Case]:
    """Yield every misconception in every part where it shows."""
    parts = (*exercise.parts, *exercise.ungraded)
    for seed in seeds:
        for code, known in exercise.misconceptions().items():
            for part in parts:
                if part.number in known.parts:
                    observations = _observations(exercise, seed, part, known)
                    yield Case(code, known.hint, seed, part, observations)


def _is_right(case: Case) -> bool:
    """Tell whether a misconception's answers would pass."""
    from grader.marking import agree

    if case.part.judge:
        return case.part.judge(case.observations) is None
    return all(agree(case.part, one) for one in case.observations)


def _observations(
    exercise: Exercise, seed: int, part: Part, known: Misconception
) -> list[Observation]:
    """Answer a part's checks as a submission with this misconception would."""
    import numpy as np

    observations = []
    for check in exercise.checks(seed, part):
        # log(0) and inf - inf belong to some mistakes.
        with np.errstate(all="ignore"):
            found = known.wrong(*check.call.arguments)
        arrays = tuple(np.asarray(value, dtype=np.float64) for value in found)
        observations.append(Observation(check, arrays))
    return observations


def _numbers(complaint: Complaint, hint: Hint | None) -> list[str]:
    """Return the numbers of many digits in all that is said."""
    texts = [complaint.message, complaint.found, complaint.needed]
    texts += [said.text for said in (hint, complaint.hint) if said]
    numbers = NUMBER.findall(" ".join(texts))
    return [one for one in numbers if len(re.sub(r"e.*|\D", "", one)) >= DIGITS]


def _is_secret(number: str, case: Case) -> bool:
    """Tell whether a number is an expected one of a secret check, and of no other."""
    import numpy as np

    mantissa = number.partition("e")[0]
    decimals = len(mantissa.partition(".")[2])
    exponent = int(number.partition("e")[2] or 0)
    half_unit = 0.51 * 10.0 ** (exponent - decimals)

    def occurs(arrays: Sequence[object]) -> bool:
        return any(
            bool(np.any(np.abs(np.asarray(array) - float(number)) <= half_unit))
            for array in arrays
        )

    open_ones = [one for one in case.observations if not one.check.is_secret]
    secret = [one for one in case.observations if one.check.is_secret]
    told = [array for one in open_ones for array in (*one.check.expected, *one.found)]
    told += [array for one in secret for array in one.found]
    return occurs([a for one in secret for a in one.check.expected]) and not occurs(
        told
    )
