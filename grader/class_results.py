"""A graded class: its submissions with their records, and what these add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from grader.collect import Entry
from grader.record import Record, State
from grader.result import Grade, Status

if TYPE_CHECKING:
    from grader.exercise import Exercise
    from grader.gradebook import Gradebook, Key
    from grader.similarity import Pair


class Row(NamedTuple):
    """A submission and its record."""

    entry: Entry
    record: Record


@dataclass(frozen=True)
class Results:
    """All rows by name, read from the gradebook at every pass: few are in memory.

    Attributes
    ----------
    keys : mapping of str to Key
        The gradebook's key of every submission, by its name.
    left_out : tuple of str
        What lay among the submissions but is none.
    pairs : tuple of Pair or None
        Submissions that look alike; None where nobody asked.
    """

    exercise: Exercise
    seed: int
    entries: Sequence[Entry]
    gradebook: Gradebook
    keys: Mapping[str, Key]
    left_out: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] | None = None

    def __iter__(self) -> Iterator[Row]:
        for entry in self.entries:
            record = self.gradebook.find(self.keys[entry.name])
            assert record is not None, f"{entry.name} has no record"
            yield Row(entry, record)

    def grades(self) -> Iterator[tuple[Entry, Grade]]:
        """Yield the submissions that have a grade."""
        for entry, record in self:
            if record.grade:
                yield entry, record.grade


class PartTally(NamedTuple):
    """How a part went in the class."""

    label: str
    name: str
    n_passed: int
    statuses: Counter[Status]


class Mistake(NamedTuple):
    """A misconception, and in how many submissions it was found."""

    code: str
    text: str
    section: str
    n_submissions: int


@dataclass(frozen=True)
class Tally:
    """What the class's grades add up to.

    Attributes
    ----------
    scores : tuple of int
        Of those with a grade, ascending.
    states : Counter of State
    parts : tuple of PartTally
        With points first, then without.
    mistakes : tuple of Mistake
        Most frequent first.
    """

    scores: tuple[int, ...]
    max_score: int
    states: Counter[State]
    parts: tuple[PartTally, ...]
    mistakes: tuple[Mistake, ...]


def tally(results: Results) -> Tally:
    """Count scores, statuses and misconceptions.

    Parameters
    ----------
    results : Results

    Returns
    -------
    Tally
    """
    exercise = results.exercise
    parts = exercise.parts + exercise.ungraded
    statuses: list[Counter[Status]] = [Counter() for _ in parts]
    states: Counter[State] = Counter()
    mistakes: Counter[tuple[str, str, str]] = Counter()
    scores = []
    for _, record in results:
        states[record.state] += 1
        if record.grade is None:
            continue
        scores.append(record.grade.score)
        graded = record.grade.parts + record.grade.ungraded
        for counter, part in zip(statuses, graded, strict=True):
            counter[part.status] += 1
        hints = {part.hint for part in graded if part.hint}
        mistakes.update({(hint.code, hint.text, hint.section) for hint in hints})
    return Tally(
        tuple(sorted(scores)),
        sum(part.max_score for part in exercise.parts),
        states,
        tuple(
            PartTally(
                "-" if part.number is None else str(part.number),
                part.name,
                counter[Status.PASSED],
                counter,
            )
            for part, counter in zip(parts, statuses, strict=True)
        ),
        tuple(
            Mistake(*key, n)
            for key, n in sorted(mistakes.items(), key=lambda item: (-item[1], item[0]))
        ),
    )
