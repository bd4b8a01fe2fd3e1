"""The ports against the numbers that Octave wrote; Octave itself is not needed."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from grader.exercises.ex4.parity import PLAN
from grader.parity.child import evaluate
from grader.parity.table import differences

WRITER = Path(__file__).parents[1] / "octave" / "write_golden.py"


def _load_writer():
    spec = importlib.util.spec_from_file_location("write_golden", WRITER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


writer = _load_writer()
TRIALS = writer.golden_trials()


@pytest.fixture(scope="module")
def golden():
    with np.load(writer.GOLDEN) as content:
        return dict(content)


@pytest.fixture(autouse=True)
def _no_window(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    yield
    import matplotlib.pyplot as plt

    plt.close("all")


def test_every_output_of_every_trial_has_its_golden_numbers(golden):
    outputs = [
        writer.key(trial, output) for trial in TRIALS for output in trial.outputs
    ]
    assert sorted(golden) == sorted(outputs)


def test_every_port_with_something_to_compare_is_compared():
    # checkNNGradients only prints; test_transcript compares its lines.
    assert {trial.function for trial in TRIALS} == {*PLAN.names} - {"checkNNGradients"}


@pytest.mark.parametrize(
    "trial", TRIALS, ids=[f"{trial.function}: {trial.instance}" for trial in TRIALS]
)
def test_port_gives_what_octave_gave(trial, golden):
    found = evaluate(trial.python, list(trial.outputs), trial.inputs, PLAN.homes)
    for output, tolerance in trial.outputs.items():
        octave = golden[writer.key(trial, output)]
        _, relative = differences(writer.thin_out(found[output]), octave)
        assert relative <= tolerance, output


def test_training_stays_with_octave_iteration_by_iteration(golden):
    trial = TRIALS[-1]
    found = evaluate(trial.python, list(trial.outputs), trial.inputs, PLAN.homes)
    octave = golden[writer.key(trial, "training_costs")]
    relative = np.abs(found["training_costs"] / octave - 1)
    assert len(relative) == 50
    assert relative[9] <= 1e-11
    assert relative[29] <= 1e-9
    assert relative[49] <= 1e-6
