"""Workers that die, fail or hang are the grader's fault, never a student's zero."""

import os
import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest

from grader import pool, worker
from grader.errors import GraderError
from grader.record import State
from grader.task import Task


@pytest.fixture
def grade(fakes):
    """Grade texts locally; return the records by name."""

    def run(sources, jobs=2):
        tasks = [
            Task(name, {fakes.FILE: text.encode()}, fakes.load_exercise, seed=1)
            for name, text in sources.items()
        ]
        done = pool.grade_locally(tasks, jobs=jobs, work=fakes.work)
        return {task.name: record for task, record in done}

    return run


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_worker_that_is_killed_once_does_no_harm(fakes, grade, graded):
    records = grade({"a": "1", "b": fakes.DIE_ONCE, "c": "2"})
    assert {record.state for record in records.values()} == {State.GRADED}
    assert graded().count("b") == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_submission_that_kills_its_worker_twice_is_recorded_as_our_fault(
    fakes, grade, graded
):
    records = grade({**{f"s{i}": str(i) for i in range(8)}, "b": fakes.DIE})
    assert records.pop("b").state is State.GRADER_ERROR
    assert {record.state for record in records.values()} == {State.GRADED}
    assert graded().count("b") == 2
    assert len(graded()) == 8 + 2, "nobody else was graded twice"


def test_an_exception_of_ours_is_retried_once_then_recorded(fakes, grade, graded):
    record = grade({"a": fakes.RAISE})["a"]
    assert record.state is State.GRADER_ERROR
    assert record.grade is None
    assert "MemoryError" in record.message
    assert graded() == ["a", "a"]


def test_a_part_that_the_grader_failed_on_makes_no_grade(fakes, grade):
    record = grade({"a": fakes.FAULT})["a"]
    assert record.state is State.GRADER_ERROR


def test_a_worker_that_hangs_is_ended(fakes, grade, monkeypatch):
    monkeypatch.setattr(worker, "PARTS", 0)
    monkeypatch.setattr(worker, "SLACK_SECONDS", -1)
    monkeypatch.setattr(pool, "TRIES", 1)
    monkeypatch.setattr(pool, "_wait", _at_once)
    record = grade({"a": fakes.SLOW})["a"]
    assert record.state is State.GRADER_ERROR
    assert "did not come to an end" in record.message


def _at_once(busy):
    time.sleep(0.01)
    return [one for one in busy if one.is_overdue]


def test_workers_are_replaced_and_leave_nothing(fakes, grade, monkeypatch, tmp_path):
    monkeypatch.setattr(worker, "TASKS_PER_WORKER", 2)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    assert len(grade({str(i): str(i) for i in range(7)})) == 7
    assert not list((tmp_path / "temporary").iterdir())


def test_faults_have_no_score_anywhere_and_the_next_run_tries_again(
    fakes, graded, make_class, export_all, tmp_path
):
    folder = make_class({"a": "1", "b": fakes.FAULT})
    text = []
    status = fakes.grade_class(folder, *export_all("out"), write=text.append)
    assert status == 3
    assert "The grader failed, they have no grade" in "\n".join(text)
    with closing(sqlite3.connect(tmp_path / "out" / "grades.db")) as connection:
        query = "SELECT state, score FROM grades WHERE submission = 'b'"
        assert connection.execute(query).fetchall() == [("grader_error", None)]
    rows = export_all.read("out")["class.csv"].decode().splitlines()
    assert rows[2].startswith("b,,grader_error,,,,")
    assert len([name for name in export_all.read("out") if "gs" in name]) == 1
    n_before = len(graded())
    make_class({"b": fakes.FAULT})
    fakes.grade_class(folder, *export_all("out"))
    assert set(graded()[n_before:]) == {"b"}


def test_a_run_that_only_fails_is_ended(fakes, graded, make_class, tmp_path):
    folder = make_class({f"s{i:02}": fakes.FAULT for i in range(40)})
    with pytest.raises(GraderError, match=r"failed on 10 submissions in a row"):
        fakes.grade_class(folder, "--gradebook", tmp_path / "g.db", "--jobs", "2")
    assert len(graded()) < 20


def test_records_keep_all_but_times(fakes):
    from grader.record import as_text, from_grade, from_text

    record = from_grade(fakes.made_up_grade("a", "1", 3))
    assert from_text(as_text(record)) == record
    parts = record.grade.parts + record.grade.ungraded
    assert {part.seconds for part in parts} == {0.0}
    again = fakes.made_up_grade("a", "1", 3)
    same = replace(again.parts[0], seconds=0.0)
    assert record.grade.parts[0] == same


def test_a_run_may_end_while_workers_are_replaced(fakes, monkeypatch):
    monkeypatch.setattr(worker, "TASKS_PER_WORKER", 1)
    tasks = (Task(str(i), {fakes.FILE: b"1"}, fakes.load_exercise, 1) for i in range(9))
    running = pool.grade_locally(tasks, jobs=2, work=fakes.work)
    next(running)
    running.close()
