"""Which changes are a student's saves, and that a burst of them is one."""

import queue
import time
from pathlib import Path

import pytest

from grader.saves import is_written, noticing


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("nnCostFunction.py", True),
        ("ex4/sigmoidGradient.py", True),
        ("nnCostFunction.m", True),
        (".nnCostFunction.py.swp", False),
        (".#nnCostFunction.py", False),  # Emacs: a link that leads nowhere
        ("nnCostFunction.py~", False),
        ("4913", False),  # vim tries whether it may write
        ("__pycache__/sigmoid.cpython-311.pyc", False),
        (".git/hooks/commit.py", False),
        ("figures/digits.png", False),
        ("", False),  # the folder itself
    ],
)
def test_only_what_a_student_writes_is_a_save(path, expected):
    assert is_written(Path(path).parts) is expected


@pytest.fixture
def saves(tmp_path):
    saves = queue.Queue()
    with noticing(tmp_path, lambda: saves.put("save"), saves.put):
        yield saves


def test_a_burst_of_writes_is_told_at_most_twice(saves, tmp_path):
    for i in range(50):
        (tmp_path / "cost.py").write_text(str(i))
    assert saves.get(timeout=20) == "save"
    time.sleep(0.5)
    assert saves.qsize() <= 1


def test_what_python_writes_for_itself_is_no_save(saves, tmp_path):
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "cost.py").write_text("")
    (tmp_path / "cost.pyc").write_text("")
    with pytest.raises(queue.Empty):
        saves.get(timeout=0.6)


def test_a_failure_to_watch_is_told(tmp_path, monkeypatch):
    def watch(*args, **kwargs):
        raise OSError("inotify watch limit reached")

    monkeypatch.setattr("watchfiles.watch", watch)
    told = queue.Queue()
    with noticing(tmp_path, lambda: told.put("save"), told.put):
        assert "limit reached" in str(told.get(timeout=20))
