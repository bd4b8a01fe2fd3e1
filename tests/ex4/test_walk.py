"""The walk-through, run as its users run it: in a process of its own."""

import os
import re
import signal
import subprocess
import sys

import numpy as np
import pytest
from scipy.io import loadmat

from ex4.predict import predict
from grader.exercises.ex4.handout import folder
from grader.handout import start


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


@pytest.fixture
def handed_out(tmp_path):
    """A student's folder."""
    start(tmp_path / "mine", folder())
    return tmp_path / "mine"


def test_a_missing_file_is_never_taken_from_an_installed_solution(handed_out):
    (handed_out / "ex4" / "sigmoidGradient.py").unlink()
    done = walk(handed_out)
    assert done.returncode == 2
    assert done.stderr == (
        "ex4/sigmoidGradient.py is missing; bring it back with "
        "`python -m grader restore sigmoidGradient.py`.\n"
    )


@pytest.mark.parametrize("script", [None, "ex4/ex4.py"])
def test_an_exception_shows_the_student_s_line_and_a_next_step(handed_out, script):
    file = handed_out / "ex4" / "nnCostFunction.py"
    file.write_text(file.read_text().replace("    J = 0.0", "    J = Thta1"))
    done = walk(handed_out, script=script)
    assert done.returncode == 1
    assert "    J = Thta1\n" in done.stderr
    assert "NameError: name 'Thta1' is not defined. Did you mean: 'Theta1'?" in (
        done.stderr
    )
    assert done.stderr.endswith("ask `python -m grader` for a hint.\n")
    assert "runpy" not in done.stderr


def test_a_syntax_error_is_shown_too(handed_out):
    file = handed_out / "ex4" / "nnCostFunction.py"
    file.write_text(file.read_text().replace("    J = 0.0", "    J = (0.0"))
    done = walk(handed_out)
    assert done.returncode == 1
    assert "SyntaxError: '(' was never closed" in done.stderr
    assert "runpy" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize(
    ("command", "begun"),
    [
        (("-m", "ex4", "--maxiter", "100000"), "Part 9"),
        (("-m", "ex4.lab", "all"), "What"),
    ],
)
def test_ctrl_c_is_one_line(repository, tmp_path, command, begun):
    process = subprocess.Popen(
        [sys.executable, "-u", *command, "--figures", str(tmp_path)],
        cwd=repository,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests run in the background, Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while begun not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode in (130, -signal.SIGINT)
    assert errors.lower().endswith("stopped.\n")
    assert "Traceback" not in errors
