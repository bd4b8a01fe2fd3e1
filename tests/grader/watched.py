"""Watch a folder with a grading that reads the points from cost.py: a test's tool."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from grader.errors import UserError
from grader.result import Grade, PartResult, Status
from grader.watch import watch

FOLDER = Path(sys.argv[1])


def grade_now():
    try:
        points = int((FOLDER / "cost.py").read_text())
    except OSError:
        raise UserError("cost.py is gone; bring it back") from None
    parts = []
    for number, name in enumerate(("Cost", "Slope", "Gradient"), 1):
        status = Status.PASSED if points >= 10 * number else Status.WRONG
        score = 10 if status is Status.PASSED else 0
        parts.append(PartResult(number, name, "cost.py", score, 10, status, "Said"))
    return Grade("ex4", "my-ex4", "python", 7, "none", tuple(parts))


def long_hint(part):
    return f"All that the handout says about {part.name}."


status = watch(FOLDER, grade_now, long_hint, lambda text: print(text, flush=True))
print(f"status {status}", flush=True)
