"""Write golden.npz and transcript.txt: what Octave computes, for machines without it.

Run it from the repository, ``python tests/octave/write_golden.py``, whenever a trial or
a .m file changes. All numbers come from one run of octave-cli.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
REPOSITORY = FOLDER.parents[1]
GOLDEN = FOLDER / "golden.npz"
TRANSCRIPT = FOLDER / "transcript.txt"

LARGE = 2000  # entries; of larger arrays every STRIDE-th is kept
STRIDE = 13
SEED = 42


def golden_trials():
    """Return all trials, on the data of this project."""
    from grader.exercises.ex4.parity import PLAN, training_trial
    from grader.exercises.ex4.parity_inputs import bundled_digits

    return [*PLAN.functions(), training_trial(bundled_digits().path)]


def key(trial, output):
    """Return the name of one golden array."""
    return f"{trial.function}: {trial.instance}: {output}"


def thin_out(array):
    """Return the entries that are kept, column by column."""
    flat = np.asarray(array).ravel(order="F")
    return flat[::STRIDE] if flat.size > LARGE else flat


def run_ex4(program, data):
    """Return what ex4.m prints, without a pause or a screen."""
    prelude = (
        f"batch = true; seed = {SEED}; data_file = '{data / 'digits.mat'}'; "
        f"weights_file = '{data / 'weights.mat'}'; "
    )
    done = subprocess.run(
        [program, "--no-gui", "--norc", "--no-history", "--eval", prelude + "ex4"],
        cwd=REPOSITORY / "ex4" / "octave",
        capture_output=True,
        check=False,  # octave-cli may complain at exit though all went well
        timeout=120,
    )
    return done.stdout.decode()


def main():
    """Run Octave, write both files."""
    from grader.parity.octave_side import find_octave, run_octave
    from grader.parity.trial import Sources

    trials = golden_trials()
    program = find_octave()
    side = run_octave(trials, Sources(".m", REPOSITORY / "ex4" / "octave", ()), program)
    golden = {}
    for trial, answer in zip(trials, side.answers, strict=True):
        if answer.error:
            sys.exit(f"{trial.function}, {trial.instance}: {answer.error}")
        for output in trial.outputs:
            golden[key(trial, output)] = thin_out(answer.values[output])
    np.savez_compressed(GOLDEN, **golden)
    TRANSCRIPT.write_text(run_ex4(program, REPOSITORY / "data"), newline="")
    print(f"{side.program}: {len(golden)} arrays, {GOLDEN.stat().st_size} bytes")


if __name__ == "__main__":
    sys.path.insert(0, str(REPOSITORY))
    main()
