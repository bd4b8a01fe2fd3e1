"""Octave submissions behind the same walls, judged by what Octave's users know."""

from pathlib import Path

import numpy as np
import pytest

import grader
from grader.exercise import Call
from grader.limits import Limits
from grader.outcome import Ending
from grader.sandbox import Sandbox
from grader.submission import Submission

PRISTINE = {"ex4/twice.m": b"function y = twice(x)\n  y = 2 * x;\nend\n"}
SHORT = Limits(cpu_seconds=0.1, wall_seconds=5.0, memory_bytes=1 << 30)
HONEST = "function y = f(x)\n  y = x;\nend\n"

pytestmark = pytest.mark.usefixtures("octave_cli")


@pytest.fixture(params=["bubblewrap", "rlimits"])
def wall(request):
    if request.param == "bubblewrap":
        request.getfixturevalue("bwrap")
    return request.param


def run(wall, source, *arguments, outputs=1, calls=1, **others):
    files = {"f.m": source.encode()}
    files |= {f"{name}.m": text.encode() for name, text in others.items()}
    submission = Submission("mine", "octave", files)
    with Sandbox(submission, PRISTINE, SHORT, wall=wall) as sandbox:
        outcome = sandbox.run([Call("f", arguments, outputs)] * calls)
        other = sandbox.run([Call("g", ())]) if "g" in others else None
        assert other is None or other.answers[0].values[0] == 1
        return outcome


@pytest.mark.parametrize(
    "value",
    [
        np.arange(6.0).reshape(2, 3),
        np.arange(24.0).reshape(2, 3, 4),
        np.arange(3.0),
        np.array([[1.0], [2.0]]),
        np.array([[1.0]]),
        np.array(2.5),
        np.zeros((0, 3)),
        np.array([np.nan, np.inf, -0.0]),
    ],
)
def test_arrays_go_in_and_out_unchanged(value):
    (answer,) = run("rlimits", HONEST, value).answers
    assert answer.kinds == ("double",)
    np.testing.assert_array_equal(answer.values[0], value, strict=True)


def test_vectors_are_columns_inside(wall):
    outcome = run(wall, "function y = f(x)\n  y = size(x);\nend\n", np.arange(5.0))
    assert outcome.answers[0].values[0].tolist() == [[5, 1]]


@pytest.mark.parametrize(
    ("value", "kind", "dtype"),
    [
        ("single(1)", "single", "float32"),
        ("int32(1)", "int32", "int32"),
        ("uint8(1)", "uint8", "uint8"),
        ("true", "logical", "float64"),
        ("sparse(1)", "double", "float64"),
        ("complex(1, 0)", "double", "float64"),
    ],
)
def test_what_numbers_come_as(value, kind, dtype):
    (answer,) = run("rlimits", f"function y = f()\n  y = {value};\nend\n").answers
    assert answer.kinds[0].endswith(kind)
    assert answer.values[0].dtype == dtype
    assert answer.values[0] == 1


@pytest.mark.parametrize("value", ["{1}", "'a'", "1i", "@sin", "struct()"])
def test_what_is_not_a_number(value):
    (answer,) = run("rlimits", f"function y = f()\n  y = {value};\nend\n").answers
    assert answer.values == (None,)


def test_two_outputs_and_given_files(wall):
    source = "function [J, grad] = f(x)\n  J = 1;\n  grad = twice(x);\nend\n"
    (answer,) = run(wall, source, np.ones(2), outputs=2).answers
    assert answer.is_tuple
    assert answer.values[0].shape == ()
    assert answer.values[1].tolist() == [2, 2]


def test_what_is_printed(wall):
    source = 'function y = f()\n  x = 1\n  printf("\\a");\n  y = 1;\nend\n'
    assert run(wall, source).output == "x = 1\n\\x07"


@pytest.mark.parametrize(
    ("line", "kind", "message"),
    [
        ("y = undefined_name;", "Octave:undefined-function", "'undefined_name' undef"),
        ("y = [1 2] * [3 4];", "Octave:nonconformant-args", "nonconformant"),
        ("y = x +* 2;", "parse error", "syntax error"),
        ("error('mine');", "error", "mine"),
        ("y = input('');", "error", "input"),
    ],
)
def test_faults_name_the_students_own_line(wall, line, kind, message):
    outcome = run(wall, f"function y = f(x)\n  {line}\nend\n", 1.0)
    assert outcome.ending is Ending.RAISED
    assert outcome.fault.kind == kind
    assert message in outcome.fault.message
    assert "/" not in outcome.fault.message
    assert (outcome.fault.file, outcome.fault.line) == ("f.m", 2)
    assert outcome.fault.source == line


@pytest.mark.parametrize(
    ("line", "ending"),
    [
        ("exit(0);", Ending.EXITED),
        ("while true end", Ending.TIMEOUT),
        ("y = ones(1e6, 1e6);", Ending.MEMORY),
        ("y = 'x'(ones(1, 2e6)); while true disp(y); end", Ending.OUTPUT),
        ("kill(getpid(), 9);", Ending.CRASHED),
        ("p = fopen('/dev/fd/4', 'w'); fwrite(p, 1:40); fclose(p);", Ending.TAMPERED),
    ],
)
def test_attacks_cost_one_part(wall, line, ending):
    source = f"function y = f()\n  y = 1;\n  {line}\n  fflush(stdout);\nend\n"
    honest = "function y = g()\n  y = 1;\nend\n"
    assert run(wall, source, g=honest).ending is ending


def test_a_script_is_no_function(wall):
    assert run(wall, "y = 1;\n").ending is Ending.MISSING


def test_calls_before_the_failing_one_count(wall):
    source = (
        "function y = f()\n  persistent n = 0;\n  n++;\n"
        "  y = n;\n  if n == 3\n    exit(1);\n  end\nend\n"
    )
    outcome = run(wall, source, calls=4)
    assert outcome.ending is Ending.EXITED
    assert [answer.values[0] for answer in outcome.answers] == [1, 2]


def test_helpers_may_be_called_as_the_driver_calls_its_own(wall):
    source = "function y = f()\n  y = answer() + value();\nend\n"
    helpers = {n: f"function y = {n}()\n  y = 1;\nend\n" for n in ("answer", "value")}
    assert run(wall, source, **helpers).answers[0].values[0] == 2


def test_the_reference_is_out_of_reach(bwrap):
    found = "exist('%s', 'file')"
    reference = Path(grader.__file__).parent.parent / "ex4/octave/nnCostFunction.m"
    for path, is_there in ((reference, 0), ("/usr/bin/octave-cli", 2)):
        source = f"function y = f()\n  y = {found % path};\nend\n"
        assert run("bubblewrap", source).answers[0].values[0] == is_there
