"""Whether a student has begun: files that are still as they were handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.sources import LANGUAGES

if TYPE_CHECKING:
    from grader.exercise import Exercise, Part
    from grader.submission import Submission

# Lines that say nothing: a stub with another comment is still a stub.
COMMENTS = {"python": ("#",), "octave": ("%", "#")}


def is_stub(submission: Submission, exercise: Exercise, part: Part) -> bool:
    """Tell whether a part's file says no more than the one that was handed out.

    Parameters
    ----------
    submission : Submission
    exercise : Exercise
    part : Part

    Returns
    -------
    bool
    """
    file = part.file + LANGUAGES[submission.language]
    content = submission.files.get(file)
    stubs = exercise.stubs(submission.language)
    handed_out = next((stubs[path] for path in stubs if path.endswith(file)), None)
    if content is None or handed_out is None:
        return False
    language = submission.language
    return content == handed_out or _code(content, language) == _code(
        handed_out, language
    )


def _code(content: bytes, language: str) -> list[str]:
    """Return the lines that are neither empty nor comments."""
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    return [line for line in lines if line and not line.startswith(COMMENTS[language])]
