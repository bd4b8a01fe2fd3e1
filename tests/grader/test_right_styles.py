"""Right solutions in the styles that are out there: full marks and no hint."""

from pathlib import Path

import pytest

from grader.exercises.ex4.exercise import EX4
from grader.grade import grade
from grader.result import Status
from grader.submission import read_submission

RIGHT = Path(__file__).parent.parent / "submissions" / "right"
STYLES = sorted(folder.name for folder in RIGHT.iterdir() if folder.is_dir())

# What is worth a remark, and part of it.
REMARKS = {
    "column_vectors": {"y as a column", "flat vector", "plain number"},
    "float32": {"float32"},
}


@pytest.mark.parametrize("style", STYLES)
def test_right_solution_gets_full_marks_and_no_hint(style):
    result = grade(read_submission(RIGHT / style, EX4), EX4, seed=len(style))
    everything = (*result.parts, *result.ungraded)
    assert [part.status for part in everything] == [Status.PASSED] * 6, [
        (part.message, part.found, part.hint) for part in everything
    ]
    assert result.score == 100
    assert not any(part.hint for part in everything)
    assert {part.message for part in everything} == {"Nice work!"}
    notes = [note for part in everything for note in part.notes]
    wanted = REMARKS.get(style, set())
    assert bool(notes) is bool(wanted)
    assert all(any(words in note for note in notes) for words in wanted)


def test_there_are_ten_styles():
    assert len(STYLES) >= 10
