"""Comparing with Octave: the arithmetic, whose files run, what the command says."""

import argparse
import json
import os
import shutil
from types import SimpleNamespace

import numpy as np
import pytest

from grader import command_compare
from grader.errors import UserError
from grader.exercises.ex4.parity import PLAN
from grader.parity.formats import as_json, as_text
from grader.parity.octave_side import run_octave
from grader.parity.overlay import lay_out
from grader.parity.python_side import run_python
from grader.parity.table import Verdict, compare, differences
from grader.parity.trial import Answer, Side, Sources, Trial

NAN, INF = np.nan, np.inf


@pytest.mark.parametrize(
    ("a", "b", "absolute", "relative"),
    [
        ([1.0, 2.0], [1.0, 2.0], 0, 0),
        ([1.0, 2.5], [1.0, 2.0], 0.5, 0.25),
        ([[0.0]], [[0.0]], 0, 0),
        ([1e-3], [0.0], 1e-3, 1e-3),  # nothing to be relative to
        ([NAN, INF], [NAN, INF], 0, 0),
        ([NAN, 1.0], [1.0, 1.0], INF, INF),
        ([INF], [1.0], INF, INF),
        ([], [], 0, 0),
    ],
)
def test_largest_differences(a, b, absolute, relative):
    assert differences(np.array(a), np.array(b)) == (absolute, relative)


def _trial(instance="an instance", tolerance=1e-3, **more):
    return Trial("f", instance, "g = 1", "g = 1", {"g": tolerance}, **more)


def _compared(octave, python, trials=None):
    answers = [
        [
            answer if isinstance(answer, Answer) else Answer({"g": np.array(answer)})
            for answer in side
        ]
        for side in (octave, python)
    ]
    trials = trials or [_trial(f"instance {k}") for k in range(len(octave))]
    sides = [Side("a program", (), tuple(side)) for side in answers]
    return compare(trials, *sides)


@pytest.mark.parametrize(
    ("octave", "python", "verdict"),
    [
        (1.0, 1.0, Verdict.IDENTICAL),
        (1.0, 1.0001, Verdict.AGREES),
        (1.0, 1.1, Verdict.DIFFERS),
        (1.0, NAN, Verdict.DIFFERS),
        ([[1.0], [2.0]], [1.0, 2.0], Verdict.IDENTICAL),  # a column, a vector
        ([[1.0, 2.0], [3.0, 4.0]], [1.0, 2.0, 3.0, 4.0], Verdict.DIFFERS),
        (Answer(error="no"), 1.0, Verdict.FAILED),
        (1.0, Answer(error="no"), Verdict.FAILED),
    ],
)
def test_verdict_on_one_trial(octave, python, verdict):
    comparison = _compared([octave], [python])
    assert [row.verdict for row in comparison.rows] == [verdict]
    assert comparison.agrees == (verdict in (Verdict.IDENTICAL, Verdict.AGREES))


def test_worst_instance_speaks_for_an_output():
    (row,) = _compared([1.0, [1.0, 2.0], 3.0], [1.0, [1.0, 9.0], 3.0001]).rows
    assert (row.instances, row.absolute, row.verdict) == (3, 7.0, Verdict.DIFFERS)
    assert row.message == "instance 1: Octave 2, Python 9 at [1], counted from 0"


def test_text_and_json_tell_the_same():
    comparison = _compared([1.0, Answer(error="it broke")], [1.0, 1.0])
    text, report = as_text(comparison), json.loads(as_json(comparison))
    assert "instance 1: Octave: it broke" in text
    assert text.endswith("1 of 1 do not agree.")
    assert report["rows"][0]["verdict"] == "failed"
    assert not report["agrees"]


def test_json_holds_no_infinity():
    report = json.loads(as_json(_compared([1.0], [NAN])))
    assert report["rows"][0]["absolute"] is None


# Whose files run


@pytest.fixture
def ours(tmp_path):
    folder = tmp_path / "ours"
    folder.mkdir()
    for name in ("f.m", "g.m", "driver.m"):
        (folder / name).write_text("ours")
    return folder


def _laid_out(ours, theirs, tmp_path):
    target = tmp_path / "target"
    target.mkdir()
    replaced = lay_out(Sources(".m", ours, ("f", "g"), theirs), target)
    return replaced, {file.name: file.read_text() for file in target.iterdir()}


def test_files_of_the_user_take_the_place_of_ours(ours, tmp_path):
    theirs = tmp_path / "theirs"
    (theirs / "ex4" / "lib").mkdir(parents=True)
    (theirs / "ex4" / "f.m").write_text("theirs")
    (theirs / "ex4" / "helper.m").write_text("theirs")
    (theirs / "ex4" / "lib" / "unrelated.m").write_text("theirs")
    replaced, content = _laid_out(ours, theirs, tmp_path)
    assert replaced == ("f.m",)
    assert content == {
        **{"f.m": "theirs", "g.m": "ours", "driver.m": "ours"},
        "helper.m": "theirs",
    }


def test_two_files_of_one_name_are_not_guessed_at(ours, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / "theirs" / folder).mkdir(parents=True)
        (tmp_path / "theirs" / folder / "f.m").write_text("theirs")
    with pytest.raises(UserError, match=r"Two files are called f\.m"):
        _laid_out(ours, tmp_path / "theirs", tmp_path)


@pytest.mark.parametrize("make", [True, False])
def test_folder_without_files_is_an_error(ours, tmp_path, make):
    if make:
        (tmp_path / "theirs").mkdir()
    with pytest.raises(UserError, match="holds no file|no folder"):
        _laid_out(ours, tmp_path / "theirs", tmp_path)


# The Python side


PYTHON = {
    "good.py": "def good():\n    return 1.5\n",
    "leaves.py": "import sys\ndef leaves():\n    sys.exit(0)\n",
    "raises.py": "def raises():\n    raise ValueError('too\\nbad')\n",
    "loops.py": "def loops():\n    while True: pass\n",
    "process.py": "import os\nfrom good import good\n"
    "def process():\n    return os.getpid() * good() / good()\n",
}


def _python(tmp_path, *names, **limits):
    package = tmp_path / "package"
    package.mkdir()
    for file, text in {**PYTHON, "__init__.py": ""}.items():
        (package / file).write_text(text)
    trials = [Trial(name, "", "", f"g = {name}()", {"g": 0.0}) for name in names]
    homes = {name: f"package.{name}" for name in names}
    side = run_python(trials, Sources(".py", package, ()), homes, **limits)
    return side.answers


def test_trial_that_ends_the_process_takes_no_other_with_it(tmp_path):
    first, ended, raised, last = _python(tmp_path, "good", "leaves", "raises", "good")
    assert first.values["g"] == last.values["g"] == 1.5
    assert "stopped" in ended.error
    assert raised.error == "ValueError: too bad"


def test_trial_that_never_ends_is_given_up(tmp_path):
    first, endless = _python(tmp_path, "good", "loops", wall_seconds=1.5)
    assert first.values["g"] == 1.5
    assert "ran out of time" in endless.error


def test_python_runs_in_a_process_of_its_own_and_may_import_flat(tmp_path):
    (answer,) = _python(tmp_path, "process")
    assert answer.values["g"] not in (0, os.getpid())


# The command


def _compare(*arguments):
    parser = argparse.ArgumentParser()
    command_compare.add_arguments(parser)
    args = parser.parse_args([str(argument) for argument in arguments])
    args.exercise = SimpleNamespace(name="ex4")
    written = []
    return command_compare.run(args, written.append), "\n".join(written)


def _verdicts(report):
    rows = json.loads(report)["rows"]
    return {f"{row['function']}: {row['output']}": row["verdict"] for row in rows}


def test_without_octave_one_line_says_what_to_do(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UserError, match=r"not installed.*--octave"):
        _compare()
    with pytest.raises(UserError, match="no program nonesuch"):
        _compare("--octave", "nonesuch")


def test_port_agrees_with_octave_and_training_is_drawn(octave_cli, tmp_path):
    status, text = _compare("--train", "--octave", octave_cli, "--figures", tmp_path)
    assert status == 0, text
    assert "All 16 agree." in text
    assert max(len(line) for line in text.splitlines() if "Figure" not in line) <= 88
    assert (tmp_path / "parity.png").read_bytes().startswith(b"\x89PNG")


def _edited(tmp_path, source, old, new):
    (tmp_path / "ex4").mkdir(exist_ok=True)
    text = source.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "ex4" / source.name).write_text(text.replace(old, new))


def test_wrong_octave_file_shows_where_it_differs(octave_cli, tmp_path):
    file = PLAN.octave / "nnCostFunction.m"
    _edited(tmp_path, file, "lambda / (2 * m)", "lambda / m")
    status, report = _compare(tmp_path, "--format", "json")
    assert status == 1
    verdicts = _verdicts(report)
    assert verdicts["nnCostFunction: J"] == "differs"
    assert verdicts["nnCostFunction: grad"] in ("agrees", "identical")
    assert verdicts["sigmoid: g"] in ("agrees", "identical")
    assert json.loads(report)["octave"]["replaced"] == ["nnCostFunction.m"]


def test_octave_file_that_cannot_be_read_is_named(octave_cli, tmp_path):
    _edited(tmp_path, PLAN.octave / "predict.m", "h1 = ", "h1 = (")
    status, text = _compare(tmp_path)
    assert status == 1
    assert "parse error near line" in text
    assert "of file predict.m" in text
    assert "1 of 11 do not agree." in text


def test_octave_file_that_ends_octave_takes_nothing_with_it(octave_cli, tmp_path):
    _edited(tmp_path, PLAN.octave / "predict.m", "h1 = ", "exit(0); h1 = ")
    status, report = _compare(tmp_path, "--format", "json")
    verdicts = _verdicts(report)
    assert verdicts.pop("predict: p") == "failed"
    assert {*verdicts.values()} <= {"identical", "agrees"}
    assert status == 1


def test_wrong_python_file_shows_where_it_differs(octave_cli, tmp_path):
    file = PLAN.python / "sigmoidGradient.py"
    _edited(tmp_path, file, "g = s * (1 - s)", "g = s * (1 - z)")
    status, report = _compare("--python", tmp_path, "--format", "json")
    assert status == 1
    verdicts = _verdicts(report)
    assert verdicts.pop("sigmoidGradient: g") == "differs"
    assert {*verdicts.values()} <= {"identical", "agrees"}


def test_broken_program_is_our_failure_not_a_difference(tmp_path):
    from grader.errors import GraderError

    program = shutil.which("true") or pytest.skip("there is no program `true` here")
    with pytest.raises(GraderError, match="did not run"):
        run_octave([_trial()], Sources(".m", PLAN.octave, ()), program)
