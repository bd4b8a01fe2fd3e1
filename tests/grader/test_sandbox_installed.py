"""Where the reference lies beside numpy, as after pip install, it must not be seen."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

SPY = """
import os, sys
def f():
    seen = []
    for folder in sys.path:
        for top, _, names in os.walk(folder):
            own = top.startswith(os.path.dirname(__file__))
            paths = [os.path.join(top, name) for name in names if not own]
            seen += [path for path in paths if os.path.getsize(path)]
    words = ("nnCostFunction", "misconceptions", "digits.mat", "octave_ex4_f")
    print([path for path in seen if any(word in path for word in words)])
    for name in ("ex4.nnCostFunction", "grader.grade", "numpy"):
        try:
            __import__(name)
            print(name)
        except ImportError:
            pass
    print([path for path in seen if path.endswith(".pth")])
    return 1.0
"""

GRADE = """
import json, sys
from grader.exercise import Call
from grader.sandbox import Sandbox
from grader.submission import Submission
submission = Submission("spy", "python", {"f.py": sys.argv[1].encode()})
given = {"ex4/__init__.py": b"", "ex4/sigmoid.py": b""}
with Sandbox(submission, given, wall="bubblewrap") as sandbox:
    outcome = sandbox.run([Call("f", (), cpu_seconds=9.0)])
print(json.dumps([str(outcome.ending), outcome.detail, outcome.output]))
"""


@pytest.fixture
def site_packages(repository, tmp_path):
    """A folder as pip makes it: packages, metadata, an editable finder, a .pth."""
    folder = tmp_path / "lib" / "site-packages"
    for package in ("ex4", "grader"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(repository / package, folder / package, ignore=ignored)
    (folder / "ex4" / "data").mkdir(exist_ok=True)
    (folder / "ex4" / "data" / "digits.mat").write_bytes(b"digits")
    (folder / "numpy").mkdir()  # so that it is a place of packages, not a clone
    (folder / "__editable___octave_ex4_finder.py").write_text("raise SystemExit(1)")
    (folder / "startup.pth").write_text("import sys; sys.exit(1)\n")
    return folder


@pytest.mark.usefixtures("bwrap")
def test_the_reference_beside_numpy_is_masked(site_packages, tmp_path):
    (tmp_path / "empty").mkdir()
    libraries = [p for p in sys.path if Path(p).name in ("site-packages",)]
    path = [str(site_packages), *libraries]
    program = f"import sys; sys.path[:0] = {path}\n{dedent(GRADE)}"
    result = subprocess.run(
        [sys.executable, "-I", "-B", "-c", program, SPY],
        cwd=tmp_path / "empty",
        capture_output=True,
        text=True,
        check=True,
    )
    ending, detail, output = json.loads(result.stdout)
    assert ending == "returned", detail
    assert output == "[]\nnumpy\n[]\n"
