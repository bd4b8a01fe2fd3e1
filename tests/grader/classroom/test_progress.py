"""What a teacher sees while a class is graded."""

from grader import progress as module
from grader.progress import Progress, progress
from grader.record import Record, State

FAILED = Record(State.UNREADABLE, message="empty")


def test_a_line_tells_done_failed_rate_and_time_left(monkeypatch):
    clock = iter([0.0, *[10.0] * 50])
    monkeypatch.setattr(module.time, "monotonic", lambda: next(clock))
    shown = Progress(400, lambda _: None)
    assert str(shown) == "done 0 of 400, 0 failed"
    for _ in range(100):
        shown.know()
    for _ in range(20):
        shown.finish(FAILED)
    # 20 in 10 s, 280 to go; those that were known before do not count as fast.
    assert str(shown) == "done 120 of 400, 20 failed, 2.0 per second, 2 min left"


def test_without_a_terminal_there_is_a_line_now_and_then(monkeypatch):
    lines = []
    monkeypatch.setattr(module, "LINE_SECONDS", -1)
    with progress(2, lines.append) as shown:
        shown.know()
        shown.finish(FAILED)
    assert lines[0] == "done 1 of 2, 0 failed"
    assert lines[1].startswith("done 2 of 2, 1 failed")
    assert lines[1].endswith("0 s left")


def test_a_terminal_gets_a_bar(monkeypatch, capsys):
    monkeypatch.setattr(module.sys.stderr, "isatty", lambda: True, raising=False)
    lines = []
    with progress(2, lines.append) as shown:
        shown.finish(FAILED)
    assert not lines
    assert not capsys.readouterr().out
