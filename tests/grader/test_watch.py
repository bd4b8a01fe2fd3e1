"""Watch mode as a student has it: saves, keys, Ctrl-C, and a pipe."""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.exercises.ex4.exercise import EX4
from grader.handout import start

WATCHED = Path(__file__).parent / "watched.py"
REPOSITORY = Path(__file__).parents[2]
ENVIRONMENT = {
    "TERM": "xterm",
    "COLUMNS": "100",
    "LINES": "40",
    "PYTHONPATH": str(REPOSITORY),
}
PATIENCE_SECONDS = 20  # for a machine that does other things too


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "my-ex4"
    folder.mkdir()
    (folder / "cost.py").write_text("0")
    return folder


class Session:
    """A running watch, its input, and what it has shown."""

    def __init__(self, command, folder, stdin, stdout, output):
        # Its own group: Ctrl-C must reach it and nothing else.
        self.process = subprocess.Popen(
            [sys.executable, *command, folder.name],
            cwd=folder.parent,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            env=os.environ | ENVIRONMENT,
            start_new_session=True,
            # Where the tests run in the background, Ctrl-C is ignored.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.output, self.text = output, ""

    def see(self, words):
        """Wait for words, and forget all that came before their end."""
        end = time.monotonic() + PATIENCE_SECONDS
        while words not in self.text:
            assert time.monotonic() < end, f"no {words!r} in {self.text!r}"
            if select.select([self.output], [], [], 0.1)[0]:
                try:
                    read = os.read(self.output, 65536).decode(errors="replace")
                except OSError:  # the terminal of a process that has ended
                    read = ""
                assert read, f"it ended without {words!r}: {self.text!r}"
                self.text += re.sub(r"\x1b\[[0-9;]*m", "", read)
        before, _, self.text = self.text.partition(words)
        return before

    def ends(self):
        return self.process.wait(PATIENCE_SECONDS)


@pytest.fixture
def terminal(folder):
    """A watch at a pseudo-terminal, and its other end."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    session = Session([WATCHED], folder, theirs, theirs, ours)
    session.terminal, session.theirs = ours, theirs
    session.see("q quit")
    yield session
    session.process.kill()
    session.process.wait()
    os.close(ours)
    os.close(theirs)


@pytest.fixture
def pipe(folder):
    """A watch whose output goes to a file or another program."""
    read, write = os.pipe()
    session = Session([WATCHED], folder, subprocess.DEVNULL, write, read)
    os.close(write)
    session.see("0 / 30")
    yield session
    session.process.kill()
    session.process.wait()
    os.close(read)


def press(session, keys):
    os.write(session.terminal, keys.encode())


def save(folder, points):
    (folder / "cost.py").write_text(str(points))


def test_a_save_is_graded_at_once(terminal, folder):
    save(folder, 10)
    terminal.see("10 / 30  +10 with this save")
    terminal.see("Part 2: wrong (cost.py)")


def test_a_file_that_an_editor_renames_into_place_is_a_save(terminal, folder):
    (folder / ".cost.py.swp").write_text("20")
    (folder / ".cost.py.swp").rename(folder / "cost.py")
    terminal.see("20 / 30")


def test_keys_show_the_next_part_the_handout_and_the_list(terminal):
    press(terminal, "n")
    terminal.see("Part 2: wrong")
    press(terminal, "h")
    terminal.see("All that the handout says about Slope.")
    press(terminal, "l")
    terminal.see("Gradient |   0 /  10")


def test_q_ends_it_and_gives_the_terminal_back(terminal, folder):
    import termios

    echo = termios.tcgetattr(terminal.theirs)[3] & termios.ECHO
    assert not echo
    press(terminal, "q")
    terminal.see("status 1")
    assert terminal.ends() == 0
    assert termios.tcgetattr(terminal.theirs)[3] & termios.ECHO


def test_full_marks_are_status_0(terminal, folder):
    save(folder, 30)
    terminal.see("nothing is left to fix")
    press(terminal, "q")
    terminal.see("status 0")


def test_ctrl_c_ends_it_without_a_traceback(terminal):
    terminal.process.send_signal(signal.SIGINT)
    assert "Traceback" not in terminal.see("status 1")


def test_a_folder_that_goes_and_comes_back_is_watched_again(terminal, folder):
    shutil.rmtree(folder)
    terminal.see("cost.py is gone; bring it back")
    folder.mkdir()
    save(folder, 20)
    terminal.see("20 / 30")
    save(folder, 30)
    terminal.see("30 / 30")


def test_without_a_terminal_each_grade_is_a_block_of_plain_lines(pipe, folder):
    pipe.see("Part 1: wrong (cost.py)")
    save(folder, 10)
    block = pipe.see("Part 2: wrong (cost.py)")
    assert "10 / 30  +10 with this save" in block
    assert "\x1b" not in block
    assert "q quit" not in block


def test_without_a_terminal_ctrl_c_ends_it_too(pipe):
    pipe.process.send_signal(signal.SIGINT)
    assert "Traceback" not in pipe.see("status 1")


def test_the_command_watches_a_folder_as_handed_out(tmp_path):
    folder = tmp_path / "my-ex4"
    start(folder, EX4.folder())
    read, write = os.pipe()
    command = ["-m", "grader", "watch", "--seed", "7"]
    watching = Session(command, folder, subprocess.DEVNULL, write, read)
    os.close(write)
    try:
        watching.see("0 / 100")
        watching.see("Part 1: not started (nnCostFunction.py)")
        slope = (REPOSITORY / "ex4" / "sigmoidGradient.py").read_bytes()
        (folder / "ex4" / "sigmoidGradient.py").write_bytes(slope)
        watching.see("5 / 100  +5 with this save")
        watching.process.send_signal(signal.SIGINT)
        assert watching.ends() == 1
    finally:
        watching.process.kill()
        watching.process.wait()
        os.close(read)


def test_a_folder_that_is_not_there_is_the_callers_mistake(tmp_path):
    command = [sys.executable, "-m", "grader", "watch", "nowhere"]
    ended = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "found no nowhere here" in ended.stderr
