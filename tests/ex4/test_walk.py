"""The walk-through, run as its users run it: in a process of its own."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest
from scipy.io import loadmat

from ex4.predict import predict


def walk(folder, *options, script=None, cwd=None):
    command = [script] if script else ["-m", "ex4"]
    environment = os.environ | {"PYTHONPATH": str(cwd or folder)}
    environment.pop("DISPLAY", None)
    return subprocess.run(
        [sys.executable, *command, *options],
        cwd=cwd or folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def whole_walk(repository, tmp_path_factory):
    out = tmp_path_factory.mktemp("walk")
    done = walk(
        repository,
        "--seed=42", f"--figures={out}", f"--save={out / 'trained.mat'}",
        f"--transcript={out / 'transcript.txt'}",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done, out


def test_reaches_95_percent_on_the_bundled_digits(whole_walk):
    done, _ = whole_walk
    accuracy = re.search(r"Training Set Accuracy: (\d+\.\d{6})", done.stdout)
    assert float(accuracy[1]) > 95


def test_prints_the_known_costs_beside_the_computed_ones(whole_walk):
    done, _ = whole_walk
    for known in ("0.128804", "0.350298", "0.793287"):
        assert f"): {known} \n" in done.stdout
        assert f"this value should be about {known})" in done.stdout
    assert "0.196612 0.235004 0.250000 0.235004 0.196612" in done.stdout
    assert done.stdout.count("Relative Difference: ") == 2


def test_shows_the_cost_of_every_iteration(whole_walk):
    done, _ = whole_walk
    costs = re.findall(r"Iteration +\d+ \| Cost: (\d\.\d{6}e[-+]\d+)", done.stdout)
    assert len(costs) == 50
    assert float(costs[-1]) < 0.5 < float(costs[0])


def test_saves_its_figures_as_pictures(whole_walk):
    _, out = whole_walk
    import matplotlib.image

    for name in ("digits", "hidden-units", "cost"):
        picture = matplotlib.image.imread(out / f"{name}.png")
        assert picture.shape[0] > 400
        assert picture[..., :3].std() > 0.05  # not blank


def test_saves_weights_that_read_the_digits(whole_walk, repository):
    _, out = whole_walk
    weights = loadmat(out / "trained.mat")
    digits = loadmat(repository / "data" / "digits.mat")
    read = predict(weights["Theta1"], weights["Theta2"], digits["X"])
    assert np.mean(read == digits["y"].ravel()) > 0.95


def test_transcript_is_what_was_printed(whole_walk):
    done, out = whole_walk
    # subprocess turns carriage returns into line ends.
    written = (out / "transcript.txt").read_text(encoding="utf-8")
    assert written.splitlines() == done.stdout.splitlines()


def test_runs_as_a_script_from_any_folder(repository, tmp_path):
    done = walk(
        repository,
        "--method=fmincg", "--maxiter=2", "--hidden=5", "--figures=pictures",
        script=str(repository / "ex4" / "ex4.py"), cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "pictures" / "cost.png").is_file()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--method=adam"], "invalid choice: 'adam'"),
        (["--lambda=-1"], "'-1' is not a number, 0 or more"),
        (["--lambda=nan"], "'nan' is not a number, 0 or more"),
        (["--maxiter=0"], "'0' is not a whole number from 1"),
        (["--hidden=x"], "'x' is not a whole number"),
        (["--seed=-3"], "whole number from 0"),
        (["--data=nowhere.mat"], "There is no file nowhere.mat"),
        (["--weights=setup.cfg"], "setup.cfg cannot be read as a .mat file"),
        (["--transcript=nowhere/t.txt"], "give --transcript another path"),
        (["--figures=setup.cfg"], "try --figures DIR"),
    ],
)
def test_a_user_s_mistake_is_one_line_and_status_2(repository, options, message):
    done = walk(repository, *options)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
