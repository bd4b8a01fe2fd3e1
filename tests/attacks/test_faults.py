"""Cases 29-43 and 51-54: honest mistakes, and what was found while designing."""

import dataclasses
import importlib.util
import marshal
import sys
import time

import pytest

from grader.exercise import Call
from grader.limits import Limits
from grader.outcome import Ending

OK = "\ndef attack(z):\n    return z\n"


def test_29_an_endless_loop(behind, wall):
    with behind(wall, "def attack(z):\n    while True:\n        pass\n") as attacked:
        assert attacked.outcome.ending is Ending.TIMEOUT
        assert attacked.outcome.detail == "one call took more than 0.5 s of CPU time"


def test_29_an_endless_loop_while_imported(behind, wall):
    with behind(wall, "while True:\n    pass\n") as attacked:
        assert attacked.outcome.ending is Ending.TIMEOUT
        assert "import" in attacked.outcome.detail


def test_29_an_endless_sleep(behind, wall):
    source = "import time\ndef attack(z):\n    time.sleep(10**6)\n"
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.TIMEOUT
        assert attacked.outcome.detail == "no answer in 3 s"


def test_29_slow_but_finite_calls_before_it_count(behind, wall):
    source = """
    n_calls = 0
    def attack(z):
        global n_calls
        n_calls += 1
        while n_calls == 3:
            pass
        return z
    """
    with behind(wall, source, calls=4) as attacked:
        assert attacked.outcome.ending is Ending.TIMEOUT
        assert len(attacked.outcome.answers) == 2


def test_29_work_in_a_child_process_counts(behind, strong_wall):
    source = """
    import os
    def attack(z):
        if os.fork() == 0:
            while True:
                pass
        os.wait()
    """
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.ending is Ending.TIMEOUT
        assert "CPU" in attacked.outcome.detail


@pytest.mark.parametrize(
    "greed",
    [
        "l = []\n    while True: l.append(bytes(10**7))",
        "import numpy as np; return np.ones(10**11)",
        "return bytes(10**10)",
    ],
)
def test_30_too_much_memory(behind, wall, greed):
    with behind(wall, f"def attack(z):\n    {greed}\n") as attacked:
        assert attacked.outcome.ending is Ending.MEMORY
        assert "400 MB" in attacked.outcome.detail


def test_30_memory_shared_among_many_processes(behind, wall):
    source = """
    import os, time
    def attack(z):
        for _ in range(5):
            if os.fork() == 0:
                hoard = b"x" * (120 << 20)
                time.sleep(60)
        time.sleep(60)
    """
    patient = Limits(cpu_seconds=5.0, memory_bytes=400 << 20)
    with behind(wall, source, limits=patient) as attacked:
        assert attacked.outcome.ending is Ending.MEMORY


def test_31_a_fork_bomb(behind, wall):
    source = """
    import os
    def attack(z):
        while True:
            os.fork()
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is not Ending.RETURNED


def test_31_and_53_the_number_of_processes(behind, strong_wall):
    source = """
    import os, time
    def attack(z):
        for n_forks in range(200):
            try:
                if os.fork() == 0:
                    time.sleep(60)
            except OSError:
                return float(n_forks)
        return 200.0
    """
    with behind(strong_wall, source) as attacked:
        n_forks = attacked.outcome.answers[0].values[0]
        assert Limits().processes - 3 <= n_forks < Limits().processes


def test_31_threads(behind, strong_wall):
    source = """
    import threading, time
    def attack(z):
        for n_threads in range(100000):
            try:
                threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            except RuntimeError:
                return float(n_threads)
    """
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.answers[0].values[0] < Limits().processes


@pytest.mark.parametrize(
    "flood",
    [
        "while True: print('x' * 10**6)",
        "while True: sys.stderr.write('x' * 10**6)",
        "while True: os.write(1, bytes(10**6))",
    ],
)
def test_32_a_flood_of_output(behind, wall, flood):
    with behind(wall, f"import os, sys\ndef attack(z):\n    {flood}\n") as attacked:
        assert attacked.outcome.ending is Ending.OUTPUT
        assert len(attacked.outcome.output) < 5 * Limits().shown_bytes


def test_32_what_is_printed_is_escaped(behind, wall):
    source = r"""
    import os
    def attack(z):
        os.write(1, b"a\0b\xff\x1b[2Jc\rd\x08\x07\xe2\x80\xae")
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.output == r"a\x00b\xff\x1b[2Jc\rd\x08\x07\u202e"


@pytest.mark.parametrize(
    "message", ["'x' * 10**7", r"'\x1b[2J\0\r'", r"'\udcff'", "Evil()"]
)
def test_32_messages_are_short_and_escaped(behind, wall, message):
    source = f"""
    class Evil:
        def __str__(self):
            raise SystemExit
    def attack(z):
        raise ValueError({message})
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.RAISED
        message = attacked.outcome.fault.message
        assert len(message) <= 2000
        assert all(character.isprintable() for character in message)


def test_33_input_meets_the_end_of_the_file(behind, wall):
    with behind(wall, "def attack(z):\n    return input('?')\n") as attacked:
        assert attacked.outcome.fault.kind == "EOFError"


def test_34_windows_do_not_block(behind, wall):
    source = """
    import webbrowser
    def attack(z):
        import matplotlib.pyplot as plt
        plt.plot([1, 2])
        plt.show()
        webbrowser.open("http://localhost")
        return z
    """
    patient = Limits(cpu_seconds=5.0, wall_seconds=9.0)
    with behind(wall, source, limits=patient) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED, attacked.outcome


@pytest.mark.parametrize(
    ("content", "kind", "line"),
    [
        (b"def attack(z):\n    return z +\n", "SyntaxError", 2),
        (b"def attack(z):\nreturn z\n", "IndentationError", 2),
        (b"def attack(z):\n\tx = 1\n        return z\n", "TabError", 3),
        (b"x = 'caf\xe9'\n" + OK.encode(), "SyntaxError", None),
        (b"def attack(z):\n    return '\0'\n", "SyntaxError", None),
    ],
)
def test_35_files_that_are_no_python(behind, wall, content, kind, line):
    with behind(wall, "", files={"attack.py": content}) as attacked:
        assert attacked.outcome.ending is Ending.RAISED
        assert attacked.outcome.fault.kind == kind
        assert attacked.outcome.fault.stage == "import"
        if line:
            assert attacked.outcome.fault.file == "attack.py"
            assert attacked.outcome.fault.line == line
            source = content.decode().splitlines()[line - 1].strip()
            assert attacked.outcome.fault.source == source


@pytest.mark.parametrize("ending", [b"\r\n", b"\n"])
def test_35_byte_order_mark_and_line_endings_are_fine(behind, wall, ending):
    content = b"\xef\xbb\xbf" + OK.encode().replace(b"\n", ending)
    with behind(wall, "", files={"attack.py": content}) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED


def test_35_an_empty_file(behind, wall):
    with behind(wall, "") as attacked:
        assert attacked.outcome.ending is Ending.MISSING


@pytest.mark.parametrize("body", ["pass", "...", "return None", ""])
def test_36_stubs_return_none(behind, wall, body):
    with behind(
        wall, f'def attack(z):\n    "As handed out."\n    {body}\n'
    ) as attacked:
        assert attacked.outcome.answers[0].kinds == ("NoneType",)


def test_37_a_renamed_function_is_named(behind, wall):
    source = "import numpy as np\ndef attak(z):\n    return z\n"
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.MISSING
        assert attacked.outcome.detail.endswith("; it defines attak")


def test_37_wrong_number_of_arguments(behind, wall):
    with behind(wall, "def attack():\n    return 1\n") as attacked:
        assert attacked.outcome.fault.kind == "TypeError"


def test_37_what_fails_below_the_function_is_graded_all_the_same(behind, wall):
    with behind(wall, OK + "open('ex4data1.mat')\n") as attacked:
        assert attacked.outcome.ending is Ending.RETURNED
        assert attacked.outcome.fault.kind == "FileNotFoundError"
        assert attacked.outcome.fault.line == 4


@pytest.mark.parametrize(
    ("value", "kind", "shape", "dtype"),
    [
        ("1", "int", (), "int64"),
        ("True", "bool", (), "bool"),
        ("np.float32(1)", "float32", (), "float32"),
        ("np.longdouble(1)", "longdouble", (), "float64"),
        ("np.float16([1])", "ndarray", (1,), "float64"),
        ("1 + 0j", "complex", (), "float64"),
        ("np.matrix([[1, 2]])", "matrix", (1, 2), "int64"),
        ("[1.0, 2.0]", "list", (2,), "float64"),
        ("[[z[0], z[1]]]", "list", (1, 2, 2), "float64"),
        ("z.T", "ndarray", (2, 2), "float64"),
        ("z.astype('>f8')", "ndarray", (2, 2), "float64"),
        ("np.asfortranarray(z)", "ndarray", (2, 2), "float64"),
        ("z[:, :1]", "ndarray", (2, 1), "float64"),
    ],
)
def test_38_what_numbers_come_as(behind, wall, value, kind, shape, dtype):
    source = f"import numpy as np\ndef attack(z):\n    return {value}\n"
    with behind(wall, source) as attacked:
        (answer,) = attacked.outcome.answers
        assert answer.kinds == (kind,)
        assert answer.values[0].shape == shape
        assert answer.values[0].dtype == dtype
        assert not answer.is_tuple


@pytest.mark.parametrize(
    "value", ["1 + 1j", "'1.0'", "{}", "[1, 'a']", "[[1], [1, 2]]"]
)
def test_38_what_is_not_a_number(behind, wall, value):
    with behind(wall, f"def attack(z):\n    return {value}\n") as attacked:
        assert attacked.outcome.answers[0].values == (None,)


def test_40_what_is_printed_instead_of_returned(behind, wall):
    with behind(wall, "def attack(z):\n    print(0.287629)\n") as attacked:
        assert attacked.outcome.answers[0].kinds == ("NoneType",)
        assert attacked.outcome.output == "0.287629\n"


def test_41_every_part_starts_afresh(behind, wall):
    source = """
    import os, pathlib, tempfile
    marks = [pathlib.Path("mark"), pathlib.Path(tempfile.gettempdir()) / "mark"]
    def attack(z):
        seen = [mark.exists() for mark in marks] + [hasattr(os, "mark")]
        os.mark = 1
        for mark in marks:
            mark.write_text("x")
        return float(sum(seen))
    """
    with behind(wall, source) as attacked:
        again = attacked.sandbox.run([Call("attack", (1.0,))])
        assert attacked.outcome.answers[0].values[0] == 0
        assert again.answers[0].values[0] == 0


def test_42_a_missing_package_is_named(behind, wall):
    with behind(wall, "import tensorflow_of_old\n" + OK) as attacked:
        assert attacked.outcome.fault.kind == "ModuleNotFoundError"
        assert "tensorflow_of_old" in attacked.outcome.fault.message
        assert attacked.outcome.fault.line == 1


def test_42_a_removed_name_is_named(behind, wall):
    source = "import numpy as np\ndef attack(z):\n    return np.float(1)\n"
    with behind(wall, source) as attacked:
        assert attacked.outcome.fault.kind == "AttributeError"
        assert attacked.outcome.fault.line == 3


def test_43_a_storm_of_warnings_is_one_line(behind, wall):
    source = """
    import numpy as np
    def attack(z):
        for _ in range(10000):
            np.log(np.zeros(1))
        return z
    """
    with behind(wall, source) as attacked:
        assert attacked.outcome.ending is Ending.RETURNED
        assert attacked.outcome.output.count("RuntimeWarning") == 1
        assert attacked.outcome.output.startswith("attack.py:5: RuntimeWarning")


def test_51_a_call_has_its_own_cpu_limit(behind, wall):
    with behind(wall, "def attack(z):\n    while z:\n        pass\n") as attacked:
        started = time.monotonic()
        limited = [Call("attack", (0.0,)), Call("attack", (1.0,), cpu_seconds=0.2)]
        outcome = attacked.sandbox.run(limited)
        assert outcome.ending is Ending.TIMEOUT
        assert "0.2 s" in outcome.detail
        assert len(outcome.answers) == 1
        assert time.monotonic() - started < 2


def test_52_compiled_files_do_not_travel(behind, wall):
    code = compile("def attack(z):\n    return z * 0 + 100\n", "attack.py", "exec")
    header = importlib.util.MAGIC_NUMBER + b"\1\0\0\0" + bytes(8)  # unchecked hash
    name = f"__pycache__/attack.{sys.implementation.cache_tag}.pyc"
    files = {name: header + marshal.dumps(code)}
    with behind(wall, OK, files=files) as attacked:
        assert attacked.outcome.answers[0].values[0][0, 0] == 1


@pytest.mark.parametrize("place", ["/tmp", "/dev/shm"])
def test_54_writable_places_have_a_size(behind, strong_wall, place):
    source = f"""
    def attack(z):
        for n in range(1000):
            with open(f"{place}/{{n}}", "wb") as file:
                file.write(bytes(1 << 20))
    """
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.fault.kind == "OSError"
        assert "No space left" in attacked.outcome.fault.message


@pytest.mark.parametrize("place", ["/dev", "/", "/submission", "/grader", "/usr"])
def test_54_other_places_are_read_only(behind, strong_wall, place):
    source = f"def attack(z):\n    open('{place}/x', 'w')\n"
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.fault.kind == "OSError"
        assert "Read-only" in attacked.outcome.fault.message


def test_54_one_file_has_a_size(behind, wall):
    source = "def attack(z):\n    open('x', 'wb').write(bytes(5 << 20))\n"
    with behind(wall, source) as attacked:
        assert attacked.outcome.fault.kind == "OSError"


def test_limits_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Limits().cpu_seconds = 3


def test_54_memory_that_no_limit_counts_is_refused(behind, strong_wall):
    source = """
    import ctypes, os
    def attack(z):
        libc = ctypes.CDLL(None, use_errno=True)
        try:
            os.memfd_create("x")
        except PermissionError:
            pass
        else:
            return 1.0
        return float(libc.shmget(0, 1 << 20, 0o1600))
    """
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.answers[0].values[0] == -1


@pytest.mark.parametrize("flag", [0x10000000, 0x00020000, 0x20000000])
def test_54_no_namespace_with_memory_of_its_own(behind, strong_wall, flag):
    source = f"""
    import ctypes, os
    def attack(z):
        libc = ctypes.CDLL(None, use_errno=True)
        clone = {{"x86_64": 56, "aarch64": 220}}[os.uname().machine]
        pid = libc.syscall(clone, {flag} | 17, 0, 0, 0, 0)
        return float(libc.unshare({flag}) + pid)
    """
    with behind(strong_wall, source) as attacked:
        assert attacked.outcome.answers[0].values[0] == -2
