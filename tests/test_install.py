"""The wheel: what is in it, and that it works in an empty folder."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import numpy as np
import pytest


def run(*command, cwd, **variables):
    return subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": ""} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def wheel(repository, tmp_path_factory):
    """A wheel built from the files that are under version control, or new."""
    source = tmp_path_factory.mktemp("source")
    listed = run(
        "git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=repository
    )
    assert listed.returncode == 0, listed.stderr
    for name in listed.stdout.splitlines():
        if (repository / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((repository / name).read_bytes())
    built = run(
        sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation",
        "--wheel-dir", str(source / "dist"), ".", cwd=source,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (path,) = (source / "dist").glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The interpreter of a new environment that holds nothing but the wheel.

    What it depends on is lent from the environment of the tests.
    """
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    (site,) = home.glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "lent.pth").write_text(str(Path(np.__file__).parents[1]))
    return home / "bin" / "python"


def test_the_wheel_brings_data_handout_and_nothing_at_the_top(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"ex4", "grader"}
    for name in (
        "ex4/README.md",
        "ex4/lab/README.md",
        "ex4/data/digits.mat",
        "ex4/data/weights.mat",
        "ex4/data/README.md",
        "ex4/octave/nnCostFunction.m",
        "grader/reports/templates/report.html",
    ):
        assert name in names
    assert any(n.startswith("ex4/figures/") and n.endswith(".png") for n in names)


def test_the_walk_runs_from_the_wheel_in_an_empty_folder(installed, tmp_path):
    done = run(installed, "-m", "ex4", "--maxiter=2", "--no-pause", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Training Set Accuracy" in done.stdout


def test_start_and_grade_run_from_the_wheel(installed, tmp_path):
    assert run(installed, "-m", "grader", "start", "x", cwd=tmp_path).returncode == 0
    done = run(installed, "-m", "grader", "--format=json", cwd=tmp_path / "x")
    assert done.returncode == 1, done.stderr
    assert '"score": 0' in done.stdout
    assert '"not_started"' in done.stdout
    reference = installed.parents[1].glob("lib/python*/site-packages/ex4/*.py")
    for path in reference:
        (tmp_path / "x" / "ex4" / path.name).write_bytes(path.read_bytes())
    done = run(installed, "-m", "grader", cwd=tmp_path / "x")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "100 / 100" in done.stdout
