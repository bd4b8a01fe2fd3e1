"""The gradebook's file: one run at a time, and nothing else's file."""

import sqlite3
import subprocess
import sys

import pytest

from grader.errors import UserError
from grader.gradebook import Gradebook, Key
from grader.record import Record, State

KEY = Key("ann", "abc", "ex4 1", "{}", "7")


def test_a_record_is_there_after_the_run(tmp_path):
    path = tmp_path / "grades.db"
    record = Record(State.UNREADABLE, message="no\nzip \ud800")
    with Gradebook(path) as gradebook:
        assert gradebook.find(KEY) is None
        gradebook.record(KEY, record)
    with Gradebook(path) as gradebook:
        assert gradebook.find(KEY) == record
        assert gradebook.find(KEY._replace(seed="8")) is None


def test_a_fault_of_ours_is_no_grade(tmp_path):
    with Gradebook(tmp_path / "grades.db") as gradebook:
        gradebook.record(KEY, Record(State.GRADER_ERROR, message="killed"))
        assert not gradebook.has_grade(KEY)


@pytest.mark.parametrize("seed", [0, 7, 2**63 - 1, 2**70])
def test_the_seed_is_kept(tmp_path, seed):
    with Gradebook(tmp_path / "grades.db") as gradebook:
        assert gradebook.seed("ex4") is None
        gradebook.keep_seed("ex4", seed)
    with Gradebook(tmp_path / "grades.db") as gradebook:
        assert gradebook.seed("ex4") == seed


HOLD = """
import sys
from pathlib import Path
from grader.gradebook import Gradebook
with Gradebook(Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


def test_two_runs_cannot_use_it_at_once(tmp_path, repository):
    path = tmp_path / "grades.db"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(
        command, cwd=repository, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline().strip() == b"open"
        with pytest.raises(UserError, match="in use"), Gradebook(path):
            pass
        other.stdin.close()
    with Gradebook(path):
        pass


def test_another_file_is_refused_and_kept(tmp_path):
    text = tmp_path / "essay.txt"
    text.write_text("not a database, but longer than a header of SQLite " * 40)
    before = text.read_bytes()
    with pytest.raises(UserError, match="cannot be used"), Gradebook(text):
        pass
    assert text.read_bytes() == before
    foreign = tmp_path / "other.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    with pytest.raises(UserError, match="is no gradebook"), Gradebook(foreign):
        pass


def test_a_full_disk_is_told_and_keeps_what_there_is(tmp_path):
    with Gradebook(tmp_path / "grades.db") as gradebook:
        gradebook.record(KEY, Record(State.UNREADABLE, message="kept"))
        gradebook._connection.execute("PRAGMA max_page_count = 1")
        large = Record(State.UNREADABLE, message="x" * 100_000)
        with pytest.raises(UserError, match="full.*what it holds is kept"):
            gradebook.record(KEY._replace(submission="bo"), large)
        assert gradebook.find(KEY).message == "kept"
