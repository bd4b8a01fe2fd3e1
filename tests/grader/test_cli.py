"""The command line as its users meet it: output, errors in one line, exit status."""

import os
import subprocess
import sys

import pytest

from grader import cli
from grader.errors import GraderError

PYTHON = sys.executable


def command(*arguments, cwd, entry=("-m", "grader")):
    return subprocess.run(
        [PYTHON, *entry, *arguments],
        cwd=cwd,
        env=os.environ
        | {"PYTHONPATH": str(cli.__file__).removesuffix("grader/cli.py")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_help_lists_every_command(tmp_path):
    done = command("--help", cwd=tmp_path)
    assert done.returncode == 0
    for name in cli.COMMANDS:
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as end:
        cli.run([name, "--help"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("usage: python -m grader")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere"),
        (["wach"], "there is no command wach, and no folder; did you mean"),
        (["--part", "6"], "there is no part 6"),
        (["--format", "pdf"], "invalid choice: 'pdf'"),
        (["--seed", "-1"], "'-1' is not a whole number from 0"),
        (["--cpu-seconds", "0"], "'0' is not a number above 0"),
        (["--wall", "paper"], "invalid choice: 'paper'"),
        (["restore", "nothing.py"], "There is no nothing.py in the handout"),
        (["start", "."], "not empty"),
        ([], "nnCostFunction.py"),
    ],
)
def test_the_caller_s_mistake_is_one_line_and_status_2(tmp_path, arguments, message):
    (tmp_path / "notes.txt").write_text("mine")
    done = command(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_start_quotes_a_folder_with_a_space(tmp_path):
    done = command("start", "my ex4", cwd=tmp_path)
    assert done.stdout.endswith('Next: cd "my ex4" && python -m ex4\n')


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (".", "grader: . is a folder; give --output a file in it\n"),
        ("", "grader: . is a folder; give --output a file in it\n"),
        ("sigmoidGradient.py/page", "page cannot be written ("),
    ],
)
def test_a_report_that_cannot_be_written_is_one_line(tmp_path, output, message):
    (tmp_path / "sigmoidGradient.py").write_text("")
    done = command("--output", output, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes of this kind")
def test_output_goes_into_a_device_and_leaves_it_where_it_is(tmp_path):
    (tmp_path / "sigmoidGradient.py").write_text("")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    done = command("--format", "json", "--output", "pipe", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert pipe.is_fifo()
    assert os.read(end, 1000).startswith(b"{")
    os.close(end)


def test_restore_of_what_was_deleted_names_no_copy_of_it(tmp_path):
    command("start", "mine", cwd=tmp_path)
    (tmp_path / "mine" / "ex4" / "sigmoid.py").unlink()
    done = command("restore", "sigmoid.py", cwd=tmp_path / "mine")
    assert done.stdout.endswith("sigmoid.py is as handed out.\n")


def test_our_own_fault_is_status_3(monkeypatch, capsys):
    def fail(arguments):
        raise GraderError("the sandbox gave no answer")

    monkeypatch.setattr(cli, "_dispatch", fail)
    assert cli.run([]) == 3
    assert "fault of the grader, not of the submission" in capsys.readouterr().err


def test_the_student_s_folder_is_not_imported_from(tmp_path):
    """Neither their ex4 nor a numpy.py that lies there by chance."""
    assert command("start", "mine", cwd=tmp_path).returncode == 0
    for name in ("numpy.py", "ex4/__init__.py", "json.py", "scipy.py"):
        (tmp_path / "mine" / name).write_text("raise SystemExit('imported')\n")
    done = command("restore", "sigmoid.py", cwd=tmp_path / "mine")
    assert done.returncode == 0, done.stderr


def test_start_up_imports_neither_numpy_nor_rich(tmp_path):
    done = command("--help", cwd=tmp_path, entry=("-X", "importtime", "-m", "grader"))
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "grader.cli" in imported
    slow = ("numpy", "scipy", "matplotlib", "rich", "jinja2", "watchfiles", "sqlite3")
    assert not imported & set(slow)


def test_help_of_the_walk_imports_no_numpy(repository):
    done = command("--help", cwd=repository, entry=("-X", "importtime", "-m", "ex4"))
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "ex4.options" in imported
    assert not imported & {"numpy", "scipy", "matplotlib"}


@pytest.mark.parametrize("port", ["nnCostFunction", "fmincg", "displayData", "dataset"])
def test_a_port_imports_neither_matplotlib_nor_scipy_s_optimizers(repository, port):
    code = (
        f"import sys, ex4.{port}; "
        "print([m for m in ('matplotlib', 'scipy.optimize') if m in sys.modules])"
    )
    done = command(cwd=repository, entry=("-c", code))
    assert done.stdout == "[]\n"
