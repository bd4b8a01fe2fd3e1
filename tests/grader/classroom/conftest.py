"""A class of made-up submissions, and a grader that needs no sandbox."""

import importlib
from pathlib import Path

import pytest


@pytest.fixture
def fakes(monkeypatch, tmp_path):
    """The module `class_fakes`, which workers can import too."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    monkeypatch.setenv("CLASS_LOG", str(tmp_path / "graded.log"))
    return importlib.import_module("class_fakes")


@pytest.fixture
def graded(tmp_path):
    """Names in the order in which `class_fakes` graded them."""

    def read():
        log = tmp_path / "graded.log"
        return log.read_text().splitlines() if log.exists() else []

    return read


@pytest.fixture
def make_class(tmp_path):
    """Write a folder per submission: its name and the text of its one file."""

    def make(sources, folder="class"):
        for name, source in sources.items():
            path = tmp_path / folder / name / "nnCostFunction.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        return tmp_path / folder

    return make


@pytest.fixture
def export_all(tmp_path):
    """Arguments for every export into one folder, and a function that reads it."""

    def arguments(folder):
        folder = tmp_path / folder
        return [
            "--gradebook", folder / "grades.db", "--csv", folder / "out" / "class.csv",
            "--html", folder / "out" / "site", "--gradescope", folder / "out" / "gs",
        ]  # fmt: skip

    def read(folder):
        folder = tmp_path / folder / "out"
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    arguments.read = read
    return arguments
