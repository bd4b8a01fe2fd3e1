"""Cases 21-28: stealing the answer. The number of the case stands in each name."""

import socket
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import grader
from grader.limits import Limits
from grader.outcome import Ending

REPOSITORY = Path(grader.__file__).parent.parent


def test_21_no_reference_and_no_grader_on_disk(behind, strong_wall):
    source = """
    import os
    found = []
    def attack(z):
        seen = set()
        for folder, folders, files in os.walk("/"):
            if folder == "/":
                folders.remove("proc")
            seen.update(os.path.join(folder, name) for name in files)
        words = ("nnCostFunction", "misconceptions", "/grade.py", "digits.mat")
        print([path for path in seen if any(word in path for word in words)])
        return float(len(seen))
    """
    patient = Limits(cpu_seconds=8.0)
    with behind(strong_wall, source, limits=patient) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED
        assert attacked.outcome.output == "[]\n"
        assert attacked.outcome.answers[0].values[0] > 100  # it did look


def test_21_the_clone_is_not_there(behind, strong_wall):
    source = f"""
    import os
    def attack(z):
        return os.path.exists({str(REPOSITORY / "ex4" / "nnCostFunction.py")!r})
    """
    with behind(strong_wall, source) as attacked:
        assert not attacked.outcome.answers[0].values[0]


@pytest.mark.parametrize(
    "module", ["ex4.nnCostFunction", "grader.exercises", "grader.grade", "grader.wire"]
)
def test_22_what_knows_answers_cannot_be_imported(behind, wall, module):
    source = f"import {module}\ndef attack(z):\n    return z\n"
    with behind(wall, source) as attacked:
        assert attacked.outcome.fault.kind == "ModuleNotFoundError"


def test_23_frames_closures_and_objects_hold_no_expected_value(behind, wall):
    source = """
    import gc, sys
    import numpy as np
    def attack(z):
        frame, names = sys._getframe(), set()
        while frame:
            names |= set(frame.f_locals)
            frame = frame.f_back
        arrays = [a for a in gc.get_objects() if type(a) is np.ndarray]
        arrays += [v for f in gc.get_objects() if type(f) is tuple for v in f
                   if type(v) is np.ndarray]
        others = [a for a in arrays if a.shape == z.shape and not np.array_equal(a, z)]
        return float(len(others) + ("expected" in names))
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.answers[0].values[0] == 0


@pytest.mark.parametrize("name", ["mem", "fd", "environ", "maps"])
def test_24_memory_of_other_processes(behind, strong_wall, name):
    source = f"""
    import os
    def attack(z):
        for pid in {{1, os.getppid()}}:
            path = f"/proc/{{pid}}/{name}"
            try:
                os.listdir(path) if {name!r} == "fd" else open(path, "rb").read(1)
            except PermissionError:
                continue
            return 1.0
        return 0.0
    """
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.answers[0].values[0] == 0


def test_24_ptrace(behind, strong_wall):
    source = """
    import ctypes, os
    def attack(z):
        trace = ctypes.CDLL(None, use_errno=True).ptrace
        attached = [trace(16, pid, 0, 0) for pid in (1, os.getppid())]
        return np.array(attached)
    import numpy as np
    """
    with behind(strong_wall, source) as attacked:
        assert np.array_equal(attacked.outcome.answers[0].values[0], [-1, -1])


def test_26_nothing_of_the_seed_is_in_the_child(behind, strong_wall, monkeypatch):
    monkeypatch.setenv("EX4_SEED", "4711")
    source = """
    import os
    def attack(z):
        print(sorted(os.environ))
        return "EX4_SEED" in os.environ
    """
    with behind(strong_wall, source) as attacked:
        assert not attacked.outcome.answers[0].values[0]
        assert "EX4" not in attacked.outcome.output


def test_27_no_network(behind, strong_wall):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        accepted = []

        def listen():
            try:
                accepted.append(server.accept())
            except TimeoutError:
                return

        thread = threading.Thread(target=listen)
        thread.start()
        source = f"""
        import socket
        def attack(z):
            socket.create_connection(("127.0.0.1", {server.getsockname()[1]}), 0.2)
        """
        with behind(strong_wall, source) as attacked:
            assert attacked.outcome.ending is Ending.RAISED
        thread.join()
    assert accepted == []


def test_27_no_home_and_no_neighbours(behind, strong_wall, tmp_path):
    (tmp_path / "neighbour.py").write_text("answer = 42")
    # Home is /tmp there, in which the interpreter itself may lie.
    source = f"""
    import glob, os
    def attack(z):
        home = os.path.expanduser("~")
        own = {sys.prefix!r}.split("/")
        found = [name for name in os.listdir(home) if name not in own]
        print(found, glob.glob("/home/*"), os.path.exists({str(tmp_path)!r}))
        return z
    """
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.output == "[] [] False\n"


def test_28_printed_inputs_are_truncated(behind, wall):
    source = """
    def attack(z):
        print(*range(20000))
        return z
    """
    with behind(wall, source) as attacked:
        assert len(attacked.outcome.output) < 5000
        assert attacked.outcome.output.endswith("bytes more")
