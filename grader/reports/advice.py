"""What every report tells a student: how to repeat it, what comes next."""

from collections.abc import Iterable, Sequence

from grader.result import Grade, PartResult, Status

# What stood between the submission and this computer.
SANDBOXES = {
    "bubblewrap": "The submission ran in a sandbox (bubblewrap).",
    "rlimits": (
        "The submission ran with limits on time and memory, but not in a sandbox "
        "(rlimits): it could read this computer's files, the reference solution too."
    ),
    "none": (
        "The submission ran without a sandbox and without limits on memory: it could "
        "read this computer's files, the reference solution too."
    ),
}

# Nothing has gone wrong there yet; the next step says what to do.
QUIET = {Status.PASSED, Status.NOT_STARTED, Status.BLOCKED}


def status_word(status: Status) -> str:
    """Name a status in plain words: ``not started``.

    Parameters
    ----------
    status : Status

    Returns
    -------
    str
    """
    return status.value.replace("_", " ")


def label(parts: Sequence[PartResult]) -> str:
    """Name parts by number, those without a number by name.

    Parameters
    ----------
    parts : sequence of PartResult
        At least one.

    Returns
    -------
    str
        ``Part 4``, ``Parts 1, 2 and 4`` or ``Random Initialization``.
    """
    numbers = [str(part.number) for part in parts if part.number is not None]
    names = [part.name for part in parts if part.number is None]
    if numbers:
        names.insert(0, ("Parts " if len(numbers) > 1 else "Part ") + _listed(numbers))
    return _listed(names)


def _listed(words: Sequence[str]) -> str:
    """Write a list as a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def everything(grade: Grade) -> tuple[PartResult, ...]:
    """Give the parts with points and those without.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    tuple of PartResult
    """
    return grade.parts + grade.ungraded


def troubles(grade: Grade) -> list[tuple[PartResult, ...]]:
    """Group the parts that failed by what is said of them.

    One typing error stops every part of its file; it is told once.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    list of tuple of PartResult
    """
    groups: dict[object, list[PartResult]] = {}
    for part in everything(grade):
        if part.status not in QUIET:
            told = (part.file, part.status, part.message, part.hint, part.found)
            groups.setdefault((told, part.needed), []).append(part)
    return [tuple(parts) for parts in groups.values()]


def remarks(grade: Grade) -> list[str]:
    """Collect the notes, each told once and with the parts it is about.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    list of str
    """
    about: dict[str, list[PartResult]] = {}
    for part in everything(grade):
        for note in part.notes:
            about.setdefault(note, []).append(part)
    return [
        *grade.notes,
        *(f"{label(parts)}: {note}" for note, parts in about.items()),
    ]


def again(grade: Grade, parts: Iterable[PartResult]) -> str:
    """Give the command that repeats only the first of these parts, with this seed.

    Parameters
    ----------
    grade : Grade
    parts : iterable of PartResult

    Returns
    -------
    str
        ``python -m grader --part 4 --seed 7``; without ``--part`` where none of them
        has a number.
    """
    numbers = [part.number for part in parts if part.number is not None]
    only = f" --part {numbers[0]}" if numbers else ""
    return f"{grade.command}{only} --seed {grade.seed}"


def next_part(grade: Grade) -> PartResult | None:
    """Find what to work on: the first part that neither passed nor waits for another.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    PartResult or None
        None where nothing is left to do.
    """
    open_ = (Status.PASSED, Status.BLOCKED)
    return next((part for part in everything(grade) if part.status not in open_), None)


def next_step(grade: Grade) -> str:
    """Say in one sentence what to do next.

    Parameters
    ----------
    grade : Grade

    Returns
    -------
    str
    """
    part = next_part(grade)
    if part is None and grade.is_partial:
        return f"Next: nothing is wrong here; {grade.command} grades all parts."
    if part is None and any(done.notes for done in everything(grade)):
        return f"Next: read the note, then {_run_exercise(grade)}."
    if part is None:
        return f"Next: nothing is left to fix; {_run_exercise(grade)}."
    if part.status is Status.GRADER_ERROR:
        return (
            "Next: this is the grader's fault, not yours; please report it with "
            f"seed {grade.seed}."
        )
    if part.message == f"{part.file} is missing" and part.file.endswith(".py"):
        return f"Next: bring it back: python -m grader restore {part.file}."
    verb = "write" if part.status in {Status.NOT_STARTED, Status.MISSING} else "look at"
    section = section_of(part)
    where = f", handout {section}" if section else ""
    return f"Next: {verb} {label([part])} in {part.file}{where}."


def section_of(part: PartResult) -> str:
    """Name the handout's section that helps: the hint's, else the part's own.

    Parameters
    ----------
    part : PartResult

    Returns
    -------
    str
        ``1.4``; empty where none is known.
    """
    return part.hint.section if part.hint else part.section


def _run_exercise(grade: Grade) -> str:
    """Say how the whole exercise is run in this language."""
    if grade.language == "octave":
        return f"run {grade.exercise} in Octave"
    return f"run the exercise with python -m {grade.exercise}"
