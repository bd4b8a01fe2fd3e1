"""The Python side of a comparison: one child process, arrays in .npz files."""

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from grader.errors import GraderError
from grader.parity.batch import WALL_SECONDS, run_batch
from grader.parity.overlay import lay_out
from grader.parity.trial import Answer, Array, Side, Sources, Trial, one_line

CHILD = Path(__file__).parent / "child.py"


def run_python(
    trials: Sequence[Trial],
    sources: Sources,
    homes: Mapping[str, str],
    *,
    wall_seconds: float = WALL_SECONDS,
) -> Side:
    """Run every trial's line of Python, in a child process.

    Parameters
    ----------
    trials : sequence of Trial
    sources : Sources
        `ours` is a package; it is copied under its own name.
    homes : mapping of str to str
        Name of a function -> module that it is imported from.
    wall_seconds : float
        For all trials together.

    Returns
    -------
    Side

    Raises
    ------
    UserError
        If the user's folder cannot be used.
    GraderError
        If the child did not start.
    """
    package = sources.ours.name
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / package).mkdir()
        replaced = lay_out(sources, work / package)
        np.savez(work / "inputs.npz", allow_pickle=False, **_inputs(trials))
        plan = {
            "package": package,
            "homes": dict(homes),
            "trials": [
                {
                    "python": trial.python,
                    "inputs": list(trial.inputs),
                    "outputs": list(trial.outputs),
                }
                for trial in trials
            ],
        }
        (work / "trials.json").write_text(json.dumps(plan), encoding="utf-8")
        command = [sys.executable, "-I", "-B", str(CHILD)]
        names = [f"t{k}.npz" for k in range(len(trials))]
        complaint = run_batch(command, work, names, wall_seconds)
        answers = tuple(_answer(work / name) for name in names)
        if not (work / "started").is_file():
            raise GraderError(f"the Python child did not run: {complaint}")
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Side(f"Python {version}, NumPy {np.__version__}", replaced, answers)


def _inputs(trials: Sequence[Trial]) -> dict[str, Array]:
    """Return all inputs, as given, under ``t3.X`` and the like."""
    return {
        f"t{k}.{name}": np.asarray(value)
        for k, trial in enumerate(trials)
        for name, value in trial.inputs.items()
    }


def _answer(file: Path) -> Answer:
    """Read the answer of one trial."""
    if not file.is_file():
        return Answer(error="it stopped, or ran out of time, before it answered")
    with np.load(file, allow_pickle=False) as content:
        if "error" in content:
            return Answer(error=one_line(str(content["error"])))
        return Answer(dict(content))
