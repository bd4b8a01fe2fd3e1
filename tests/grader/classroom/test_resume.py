"""A run that is killed goes on: nothing is graded twice, the exports are the same."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

N_KILLS = 10
SCRIPT = Path(__file__).with_name("class_fakes.py")


def n_recorded(gradebook):
    with closing(sqlite3.connect(gradebook)) as connection:
        return connection.execute("SELECT COUNT(*) FROM grades").fetchone()[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_ten_kills_change_nothing(
    fakes, graded, make_class, export_all, tmp_path, repository, monkeypatch
):
    names = [f"student {i:03}" for i in range(60)]
    folder = make_class({n: f"{fakes.SLOW}\nsolution = '{n}'" for n in names})
    path = os.pathsep.join([str(repository), str(SCRIPT.parent)])
    command = [sys.executable, SCRIPT, folder, "--jobs", "2", "--seed", "7"]
    command = [*map(str, command), *map(str, export_all("killed"))]
    rng = random.Random(5)
    for _ in range(N_KILLS):
        n_before = len(graded())
        process = subprocess.Popen(
            command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.DEVNULL
        )
        while len(graded()) < n_before + rng.randint(1, 4) and process.poll() is None:
            time.sleep(0.005)
        time.sleep(rng.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, "it ended before it could be killed"
    n_kept = n_recorded(tmp_path / "killed" / "grades.db")
    assert 0 < n_kept < len(names)
    assert not export_all.read("killed"), "nothing half-written"

    # A log of its own: workers whose run was killed may still write into the first.
    log = tmp_path / "last.log"
    monkeypatch.setenv("CLASS_LOG", str(log))
    assert fakes.grade_class(folder, "--jobs", "3", *export_all("killed")) == 0
    assert len(log.read_text().splitlines()) == len(names) - n_kept, "graded twice"

    fakes.grade_class(folder, "--jobs", "1", "--seed", "7", *export_all("whole"))
    fakes.grade_class(folder, "--jobs", "8", "--seed", "7", *export_all("eight"))
    whole = export_all.read("whole")
    assert len(whole) == 2 + 2 * len(names)
    assert export_all.read("killed") == whole
    assert export_all.read("eight") == whole


def test_a_second_run_grades_nothing(fakes, graded, make_class, export_all):
    folder = make_class({"a": "1", "b": "2"})
    fakes.grade_class(folder, *export_all("out"))
    before = export_all.read("out")
    fakes.grade_class(folder, *export_all("out"))
    assert sorted(graded()) == ["a", "b"]
    assert export_all.read("out") == before


def test_the_seed_of_the_first_run_is_used_again(fakes, make_class, export_all):
    folder = make_class({"a": "1"})
    lines = []
    fakes.grade_class(folder, *export_all("out"), write=lines.append)
    fakes.grade_class(folder, *export_all("out"), write=lines.append)
    seeds = [line for line in lines if line.startswith("1 submission, seed ")]
    assert len(seeds) == 2
    assert seeds[0] == seeds[1]


def test_another_seed_content_or_limit_is_graded_again(
    fakes, graded, make_class, export_all
):
    folder = make_class({"a": "1", "b": "2"})
    fakes.grade_class(folder, *export_all("out"), "--seed", "1")
    fakes.grade_class(folder, *export_all("out"), "--seed", "2")
    assert sorted(graded()) == ["a", "a", "b", "b"]
    make_class({"a": "changed"})
    fakes.grade_class(folder, *export_all("out"))
    assert graded()[4:] == ["a"]
    fakes.grade_class(folder, *export_all("out"), "--cpu-seconds", "3")
    assert sorted(graded()[5:]) == ["a", "b"]


def test_regrade_grades_the_named_one_only(fakes, graded, make_class, export_all):
    folder = make_class({"a": "1", "b": "2"})
    fakes.grade_class(folder, *export_all("out"))
    before = export_all.read("out")
    fakes.grade_class(folder, *export_all("out"), "--regrade", "b")
    assert sorted(graded()) == ["a", "b", "b"]
    assert export_all.read("out") == before


def test_students_with_the_same_files_are_two_rows(fakes, make_class, tmp_path):
    folder = make_class({"a": "same", "b": "same"})
    fakes.grade_class(folder, "--gradebook", tmp_path / "g.db")
    assert n_recorded(tmp_path / "g.db") == 2
