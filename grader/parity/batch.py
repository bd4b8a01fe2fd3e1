"""Runs a side's trials in a child, and goes on behind a trial that ended it."""

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

WALL_SECONDS = 300.0  # for all trials; with slow loops over the digits, minutes


def run_batch(
    command: Sequence[str], work: Path, answers: Sequence[str], wall_seconds: float
) -> str:
    """Run a command that answers the trials from a given one on.

    Parameters
    ----------
    command : sequence of str
        The number of the first trial is added to it.
    work : Path
        Where it runs and leaves its answers.
    answers : sequence of str
        Names of the files that it leaves, one for each trial.
    wall_seconds : float
        For all trials together; those without an answer by then get none.

    Returns
    -------
    str
        The last line that the first run wrote to stderr.
    """
    deadline = time.monotonic() + wall_seconds
    complaint = None
    first = 0
    while first < len(answers):
        try:
            done = subprocess.run(
                [*command, str(first)],
                cwd=work,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                timeout=max(deadline - time.monotonic(), 0),
                check=False,  # octave-cli may complain at exit though all went well
            )
        except subprocess.TimeoutExpired:
            break
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        complaint = complaint or (lines[-1] if lines else "no message")
        # The first trial without an answer is the one that ended the process.
        while first < len(answers) and (work / answers[first]).is_file():
            first += 1
        first += 1
    return complaint or "it took too long"


def _environment() -> dict[str, str]:
    """Return the environment, with no screen and one thread for linear algebra.

    On matrices this small more threads only wait for one another.
    """
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    return {**os.environ, **dict.fromkeys(threads, "1"), "MPLBACKEND": "Agg"}
