"""How a run ends early: Ctrl-C, a missing file, an exception of the student's."""

import sys
from pathlib import Path
from types import TracebackType

from ex4.places import PACKAGE

WRITTEN_BY_STUDENTS = ("nnCostFunction", "sigmoidGradient", "randInitializeWeights")


def missing_file() -> str:
    """Return a sentence about the first file that is not there, or nothing.

    Without it, Python may find an installed copy of the package, with the solution,
    and the exercise would seem to be done.
    """
    for name in WRITTEN_BY_STUDENTS:
        if not (PACKAGE / f"{name}.py").is_file():
            return (
                f"ex4/{name}.py is missing; bring it back with "
                f"`python -m grader restore {name}.py`."
            )
    return ""


def explain_exceptions() -> None:
    """From now on show of an exception what is the student's, and a next step."""
    sys.excepthook = _explain


def _explain(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Print an exception as Python does, without the frames that started the run."""
    if issubclass(kind, KeyboardInterrupt):
        print("\nStopped.", file=sys.stderr)
        return
    trace = _from_exercise(trace) or trace
    sys.__excepthook__(kind, error.with_traceback(trace), trace)
    print("\nNext: mend this, or ask `python -m grader` for a hint.", file=sys.stderr)


def _from_exercise(trace: TracebackType | None) -> TracebackType | None:
    """Return the traceback from ex4.py on."""
    while trace and Path(trace.tb_frame.f_code.co_filename).name != "ex4.py":
        trace = trace.tb_next
    return trace
