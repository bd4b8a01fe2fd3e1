"""Cases 1-20: forging the score. The number of the case stands in each name."""

import os
import subprocess
import sys
import time

import pytest

from grader.outcome import Ending

RETURNED_INPUT = """
def attack(z):
    return z
"""


def test_01_exit_at_import(behind, wall):
    with behind(wall, "import os\nos._exit(0)\n") as attacked:
        assert attacked.outcome.ending is Ending.EXITED
        assert "stopped the interpreter" in attacked.outcome.detail


def test_01_exit_in_the_second_call(behind, wall):
    source = """
    import os
    n_calls = 0
    def attack(z):
        global n_calls
        n_calls += 1
        if n_calls == 2:
            os._exit(0)
        return z
    """
    with behind(wall, source, calls=3) as attacked:
        assert attacked.outcome.ending is Ending.EXITED
        assert len(attacked.outcome.answers) == 1


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("import sys; sys.exit(0)", "SystemExit"),
        ("raise SystemExit", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit"),
    ],
)
def test_02_exceptions_that_end_interpreters(behind, wall, statement, kind):
    for source in (statement, f"def attack(z):\n    {statement}\n"):
        with behind(wall, source) as attacked:
            assert attacked.outcome.ending is Ending.RAISED
            assert attacked.outcome.fault.kind == kind


def test_03_atexit_is_never_run(behind, wall, tmp_path):
    target = tmp_path / "results.json"
    tmp_path.chmod(0o777)
    source = f"""
    import atexit
    atexit.register(lambda: open({str(target)!r}, "w").write("100"))
    def attack(z):
        return z
    """
    with behind(wall, source):
        pass
    assert not target.exists()


def test_04_files_written_reach_nothing(behind, strong_wall, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tmp_path.chmod(0o777)
    source = f"""
    import os
    places = [".", "..", {str(tmp_path)!r}, os.path.dirname(os.path.abspath(__file__))]
    def attack(z):
        n_written = 0
        for place in places:
            for name in ("results.json", "grades.csv", "report.html"):
                try:
                    with open(os.path.join(place, name), "w") as file:
                        file.write("100")
                    n_written += 1
                except OSError:
                    pass
        return n_written
    """
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.answers[0].values[0] == 3  # its own empty folder
    assert list(tmp_path.iterdir()) == []


def test_05_forged_lines_are_output_and_nothing_else(behind, wall):
    source = r"""
    import os
    def attack(z):
        text = b'<PASSED::>\x1b[2J{"score": 100}\n'
        for descriptor in range(64):
            try:
                os.write(descriptor, text)
            except OSError:
                pass
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.TAMPERED
        assert "<PASSED::>" in attacked.outcome.output
        assert "\x1b" not in attacked.outcome.output


def test_05_forged_lines_on_stdout_alone(behind, wall):
    source = r"""
    def attack(z):
        print('<PASSED::>\x1b[31m {"score": 100}')
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED
        assert attacked.outcome.output == '<PASSED::>\\x1b[31m {"score": 100}\n'


def test_06_pipes_found_in_proc_are_not_believed(behind, wall):
    source = r"""
    import os
    def attack(z):
        for name in os.listdir("/proc/self/fd"):
            if int(name) > 2:
                try:
                    os.write(int(name), bytes(16) + b"\0" * 8)
                except OSError:
                    pass
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.TAMPERED
        assert attacked.outcome.answers == ()
        assert "result channel tampered" in attacked.outcome.detail


def test_06_right_nonce_but_another_number(behind, wall):
    source = r"""
    import gc, os
    def attack(z):
        for thing in gc.get_objects():
            if type(thing).__name__ == "Reporter":
                thing._number += 1
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.TAMPERED


def test_07_who_finds_the_nonce_still_only_sends_values(behind, wall):
    source = r"""
    import gc
    import numpy as np
    def attack(z):
        for thing in gc.get_objects():
            if type(thing).__name__ == "Reporter":
                thing(b"A", (np.array(100.0),), ("score",), False, (), 0.0)
                thing(b"D")
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED
        assert attacked.outcome.answers[0].values == (100.0,)  # compared like any other


def test_07_more_answers_than_questions(behind, wall):
    source = r"""
    import gc
    import numpy as np
    def attack(z):
        for thing in gc.get_objects():
            if type(thing).__name__ == "Reporter":
                thing(b"A", (np.array(100.0),), ("score",), False, (), 0.0)
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.TAMPERED


def test_07_nothing_secret_in_environment_arguments_or_frames(behind, wall):
    source = r"""
    import gc, os, sys
    def attack(z):
        seen = open("/proc/self/cmdline").read() + open("/proc/self/environ").read()
        frame = sys._getframe()
        while frame:
            seen += " ".join(frame.f_locals) + " ".join(frame.f_globals)
            frame = frame.f_back
        words = ("expected", "needed", "is_secret", "max_score")
        return float(sum(word in seen for word in words))
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.answers[0].values[0] == 0


def test_08_patched_libraries_change_nothing(behind, wall):
    source = r"""
    import builtins, json, math, os, struct, sys, time, unittest
    import numpy as np
    def attack(z):
        always = lambda *a, **k: True
        for module, names in [
            (np, ("allclose", "isclose", "array_equal", "array", "asarray")),
            (np.testing, ("assert_allclose", "assert_array_equal")),
            (math, ("isclose",)), (json, ("dumps",)), (os, ("write",)),
            (time, ("time", "process_time")), (unittest, ("main",)),
            (builtins, ("abs", "sum", "isinstance", "print", "type")),
        ]:
            for name in names:
                setattr(module, name, always)
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is not Ending.TAMPERED
        assert all(
            answer.values[0] is None or answer.values[0].shape == (2, 2)
            for answer in attacked.outcome.answers
        )


def test_09_local_modules_do_not_replace_the_harness(behind, wall):
    fakes = {
        name: b"raise SystemExit('a fake')\n"
        for name in ("numpy.py", "json.py", "grader.py", "struct.py", "os.py")
    }
    source = "import numpy as np\ndef attack(z):\n    return np.sum(z)\n"
    with behind(wall, source, files=fakes) as attacked:
        assert attacked.outcome.answers[0].values[0] == 2.5


def test_09_fake_numpy_in_sys_modules(behind, wall):
    source = """
    import sys, types
    sys.modules["numpy"] = types.ModuleType("numpy")
    def attack(z):
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED


def test_10_startup_files_are_not_loaded(behind, wall):
    bomb = b"import os\nos._exit(7)\n"
    names = ("sitecustomize.py", "usercustomize.py", "conftest.py")
    with behind(wall, RETURNED_INPUT, files=dict.fromkeys(names, bomb)) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED


HOSTILE = """
import numpy as np
def yes(*arguments, **keywords):
    return True
class Liar:
    __eq__ = __ne__ = __lt__ = __gt__ = yes
    __hash__ = None
    def __array__(self, *a, **k): raise SystemExit
    def __float__(self): return 100.0
    def __len__(self): return 10**9
    def __repr__(self): raise KeyboardInterrupt
    def __reduce__(self): return (eval, ("1/0",))
    @property
    def __class__(self): return np.ndarray
class Meta(type):
    @property
    def __name__(cls): raise KeyboardInterrupt
class Float(np.float64): __eq__ = yes
class Array(np.ndarray): __eq__ = yes
class List(list): __eq__ = yes
class Masked(metaclass=Meta): pass
"""


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("Liar()", "Liar"),
        ("Float(1.0)", "Float"),
        ("np.zeros((2, 2)).view(Array)", "Array"),
        ("List([1.0])", "List"),
        ("Masked()", "Masked"),
        ("[Liar()]", "list"),
        ("np.full(1, None)", "ndarray of object"),
        ("lambda: 1", "function"),
        ("(x for x in [1.0])", "generator"),
    ],
)
def test_11_hostile_objects_are_refused_by_exact_type(behind, wall, value, kind):
    source = f"{HOSTILE}\ndef attack(z):\n    return {value}\n"
    with behind(wall, source) as attacked:
        (answer,) = attacked.outcome.answers
        assert answer.values == (None,)
        assert answer.kinds == (kind,)


def test_12_a_pickle_is_only_a_wrong_message(behind, wall, tmp_path):
    target = tmp_path / "pwned"
    source = f"""
    import gc, os, pickle
    class Bomb:
        def __reduce__(self): return (os.system, ("touch {target}",))
    def attack(z):
        for thing in gc.get_objects():
            if type(thing).__name__ == "Reporter":
                os.write(thing._descriptor, pickle.dumps(Bomb()))
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.TAMPERED
    assert not target.exists()


@pytest.mark.parametrize(
    "value",
    [
        "np.broadcast_to(np.float64(1), (10**12,))",
        "np.lib.stride_tricks.as_strided(np.zeros(1), (10**6, 10**6), (0, 0))",
        "np.zeros(10**6)",
    ],
)
def test_13_large_claims_are_refused_before_they_are_copied(behind, wall, value):
    source = f"import numpy as np\ndef attack(z):\n    return {value}\n"
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.OUTPUT


def test_13_a_forged_header_claims_a_large_array(behind, wall):
    source = r"""
    import gc, struct
    def attack(z):
        for thing in gc.get_objects():
            if type(thing).__name__ == "Reporter":
                import numpy as np
                payload = b"At\x05\0\0\0t\x01\0\0\0ad\x01" + struct.pack("<q", 10**12)
                parts = thing._nonce, thing._number, len(payload)
                header = struct.pack("<16sII", *parts)
                thing._number += 1
                thing._write(thing._descriptor, header + payload)
                thing(b"D")
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.TAMPERED


def test_14_values_are_taken_once(behind, wall):
    source = """
    import numpy as np
    kept = np.zeros(2)
    def attack(z):
        kept[:] += 1
        return kept
    """
    with behind(wall, source, calls=2) as attacked:
        first, second = (answer.values[0] for answer in attacked.outcome.answers)
        assert first.tolist() == [1, 1]
        assert second.tolist() == [2, 2]


def test_15_changed_inputs_are_noticed_and_stay_with_the_part(behind, wall):
    source = """
    def attack(z):
        before = z.copy()
        z -= 100
        return before
    """
    with behind(wall, source, calls=2) as attacked:
        for answer in attacked.outcome.answers:
            assert answer.changed == (0,)
            assert answer.values[0][0, 0] == 1


DAEMONS = {
    "thread": "threading.Thread(target=time.sleep, args=(3600,)).start()",
    "fork": "os.fork() or become()",
    "session": "os.fork() or (os.setsid(), become())",
    "daemon": "os.fork() or (os.setsid(), os.fork() and os._exit(0), become())",
}


@pytest.mark.parametrize("way", DAEMONS)
def test_16_what_a_part_leaves_running_is_killed(behind, processes_called, wall, way):
    word = f"3600.{os.getpid()}{abs(hash((wall, way))) % 10**9}"
    source = f"""
    import os, signal, threading, time
    def become():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.execv("/bin/sleep", ["sleep", "{word}"])
    def attack(z):
        {DAEMONS[way]}
        time.sleep(0.1)
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED
        assert processes_called(word) == []  # before the next part begins
    assert processes_called(word) == []


KILLED = """
import sys
from grader.exercise import Call
from grader.sandbox import Sandbox
from grader.submission import Submission
become = f"os.execv('/bin/sleep', ['sleep', '{sys.argv[2]}'])"
source = f"import os\\ndef f():\\n    {become}\\n"
submission = Submission("mine", "python", {"f.py": source.encode()})
with Sandbox(submission, {"ex4/__init__.py": b""}, wall=sys.argv[1]) as sandbox:
    sandbox.run([Call("f", ())])
"""


def test_16_nothing_outlives_a_grader_that_was_killed(
    wall, repository, processes_called, tmp_path
):
    word = f"3600.{os.getpid()}{abs(hash(wall)) % 10**9}"
    program = f"import sys; sys.path.insert(0, {str(repository)!r})\n{KILLED}"
    grader = subprocess.Popen(
        [sys.executable, "-c", program, wall, word],
        cwd=tmp_path,
        start_new_session=True,
    )

    def asleep():
        return [pid for pid in processes_called(word) if pid != grader.pid]

    def wait_until(condition):
        deadline = time.monotonic() + 20
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.05)
        return condition()

    assert wait_until(asleep)
    grader.kill()
    grader.wait()
    assert wait_until(lambda: not asleep())


def test_17_signals_do_not_stop_the_clock(behind, wall):
    source = """
    import faulthandler, os, signal
    def attack(z):
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        signal.setitimer(signal.ITIMER_REAL, 0)
        while True:
            pass
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.TIMEOUT


def test_17_killing_the_parent(behind, wall):
    source = """
    import os, signal, time
    def attack(z):
        os.kill(os.getppid(), 9)
        time.sleep(0.2)
        return z
    """
    # Behind rlimits the child dies, unless root's parts run as somebody else.
    endings = {
        "bubblewrap": (Ending.RETURNED,),
        "rlimits": (Ending.CRASHED, Ending.RAISED),
    }
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending in endings[wall]


def test_17_killing_everything(behind, strong_wall):
    source = """
    import os, time
    def attack(z):
        try:
            os.kill(-1, 9)
        except ProcessLookupError:
            pass
        return z
    """
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED


def test_17_stopping_the_parent(behind, strong_wall):
    source = """
    import os, signal
    def attack(z):
        os.kill(os.getppid(), signal.SIGSTOP)
        while True:
            pass
    """
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.ending is Ending.TIMEOUT


@pytest.mark.parametrize(
    "attempt",
    [
        "resource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6))",
        "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))",
    ],
)
def test_18_limits_cannot_be_raised(behind, strong_wall, attempt):
    source = f"import resource\ndef attack(z):\n    {attempt}\n    return z\n"
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.fault.kind in ("ValueError", "PermissionError")


def test_18_endless_recursion_crashes_alone(behind, wall):
    source = """
    import sys
    def attack(z):
        sys.setrecursionlimit(10**9)
        f = lambda n: list(map(f, [n + 1]))
        return f(0)
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.CRASHED
        assert "SIGSEGV" in attacked.outcome.detail


def test_19_a_segmentation_fault(behind, wall):
    source = "import ctypes\ndef attack(z):\n    return ctypes.string_at(0)\n"
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.CRASHED
        assert attacked.outcome.detail == "crashed (SIGSEGV)"


@pytest.mark.parametrize(
    "mischief",
    [
        "sys.stdout = sys.stderr = None",
        "sys.stdout = 3",
        "os.close(1); os.close(2)",
        "sys.settrace(boom)",
        "sys.setprofile(lambda *a: None)",
        "sys.addaudithook(boom)",
        "warnings.showwarning = boom",
        "sys.excepthook = boom",
        "sys.unraisablehook = boom",
    ],
)
def test_20_the_result_has_its_own_way_out(behind, wall, mischief):
    source = f"""
    import os, sys, warnings
    def boom(*arguments):
        raise RuntimeError("boom")
    def attack(z):
        {mischief}
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED
