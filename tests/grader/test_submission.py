"""Which files of a folder are graded, and what is said of the others."""

import os
import sys

import pytest

from grader.errors import UserError
from grader.exercises.ex4.exercise import EX4
from grader.sources import FILE_BYTES
from grader.submission import from_files, read_submission, reference

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="no links, no FIFOs")


@pytest.fixture
def tree(tmp_path):
    """Write files below a folder; return the folder."""

    def write(**files):
        for path, content in files.items():
            file = tmp_path / path.replace("__", "/").replace("_py", ".py")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content)
        return tmp_path

    return write


def read(folder):
    return read_submission(folder, EX4)


# Where the files lie, and the names under which they are graded.
LAYOUTS = {
    "flat": {"nnCostFunction.py": "nnCostFunction.py", "sigmoid.py": "sigmoid.py"},
    "as handed out": {
        "ex4/nnCostFunction.py": "nnCostFunction.py",
        "ex4/sigmoidGradient.py": "sigmoidGradient.py",
        "ex4/sigmoid.py": "sigmoid.py",
        "ex4/ex4.py": "ex4.py",
        "ex4/lab/losses.py": "lab/losses.py",
    },
    "deep": {
        "Exercise4/python/nnCostFunction.py": "nnCostFunction.py",
        "Exercise4/python/helpers/bias.py": "helpers/bias.py",
    },
    "apart": {
        "a/nnCostFunction.py": "nnCostFunction.py",
        "b/sigmoidGradient.py": "sigmoidGradient.py",
        "b/tools.py": "b/tools.py",
    },
    "given file elsewhere": {
        "ex4/nnCostFunction.py": "nnCostFunction.py",
        "shared/sigmoid.py": "sigmoid.py",
    },
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_files_are_recognised_wherever_they_lie(layout):
    files = {path: path.encode() for path in LAYOUTS[layout]}
    submission = from_files("ada", files, EX4)
    assert submission.name == "ada"
    assert submission.language == "python"
    assert submission.files == {
        name: path.encode() for path, name in LAYOUTS[layout].items()
    }


def test_folder_reads_as_its_files_do(tmp_path):
    for path in LAYOUTS["as handed out"]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(path.encode())
    files = {path: path.encode() for path in LAYOUTS["as handed out"]}
    assert read(tmp_path).files == from_files("x", files, EX4).files
    assert read(tmp_path).name == tmp_path.name


def test_single_file_is_a_submission(tmp_path):
    (tmp_path / "nnCostFunction.py").write_text("# mine")
    (tmp_path / "sigmoidGradient.py").write_text("# not this one")
    assert read(tmp_path / "nnCostFunction.py").files == {
        "nnCostFunction.py": b"# mine"
    }


def test_m_files_make_an_octave_submission():
    submission = from_files(
        "ada", {"x/nnCostFunction.m": b"%", "x/notes.txt": b""}, EX4
    )
    assert submission.language == "octave"
    assert submission.files == {"nnCostFunction.m": b"%"}


def test_python_counts_where_both_languages_are_there():
    files = {"nnCostFunction.m": b"%", "sigmoidGradient.py": b"#"}
    submission = from_files("ada", files, EX4)
    assert submission.language == "python"
    assert submission.files == {"sigmoidGradient.py": b"#"}


@pytest.mark.parametrize(
    "paths",
    [
        ("old/nnCostFunction.py", "new/nnCostFunction.py"),
        ("ex4/nnCostFunction.py", "ex3/sigmoid.py", "ex2/sigmoid.py"),
    ],
)
def test_two_candidates_of_one_name_are_no_guess(paths):
    with pytest.raises(UserError, match="more than once") as caught:
        from_files("ada", dict.fromkeys(paths, b""), EX4)
    assert paths[-1] in str(caught.value)
    assert paths[-2] in str(caught.value)


def test_given_file_beside_the_written_ones_wins():
    for other in ("a/sigmoid.py", "z/sigmoid.py"):
        files = {
            "ex4/nnCostFunction.py": b"",
            "ex4/sigmoid.py": b"own",
            other: b"other exercise",
        }
        assert from_files("ada", files, EX4).files["sigmoid.py"] == b"own"


@pytest.mark.parametrize("name", ["nncostfunction.py", "nn_cost_function.py"])
def test_look_alikes_are_pointed_out(name):
    with pytest.raises(UserError, match="should be called nnCostFunction.py"):
        from_files("ada", {name: b""}, EX4)


def test_nothing_to_grade_says_what_is_needed(tmp_path):
    with pytest.raises(UserError, match="nnCostFunction.py"):
        read(tmp_path)
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path / "nowhere")


def test_compiled_and_foreign_files_stay_out(tree, tmp_path):
    folder = tree(nnCostFunction_py="#", **{"venv__numpy_py": "x", ".git__a_py": "x"})
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "nnCostFunction.cpython-311.pyc").write_bytes(b"x")
    (folder / "__pycache__" / "nnCostFunction.py").write_bytes(b"x")
    (folder / "fast.so").write_bytes(b"x")
    (folder / "setup.cfg").write_bytes(b"x")
    assert set(read(folder).files) == {"nnCostFunction.py"}


def test_huge_file_is_refused_and_named(tmp_path):
    (tmp_path / "nnCostFunction.py").write_bytes(b"#" * (FILE_BYTES + 1))
    (tmp_path / "sigmoidGradient.py").write_bytes(b"#")
    submission = read(tmp_path)
    assert set(submission.files) == {"sigmoidGradient.py"}
    assert "1 MB is the limit" in submission.refused["nnCostFunction.py"]
    assert "nnCostFunction.py was not read" in submission.notes[0]


def test_folder_of_a_files_name_is_refused(tmp_path):
    (tmp_path / "nnCostFunction.py").mkdir()
    submission = read(tmp_path)
    assert submission.files == {}
    assert "folder" in submission.refused["nnCostFunction.py"]


@POSIX_ONLY
def test_links_and_pipes_are_not_followed(tmp_path):
    secret = tmp_path / "secret.py"
    secret.write_text("SECRET")
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "nnCostFunction.py").symlink_to(secret)
    os.mkfifo(folder / "sigmoidGradient.py")
    (folder / "more").symlink_to(tmp_path, target_is_directory=True)
    submission = read(folder)
    assert submission.files == {}
    assert set(submission.refused) == {"nnCostFunction.py", "sigmoidGradient.py"}


def test_reference_is_a_submission_in_both_languages():
    python = reference(EX4)
    assert python.language == "python"
    assert set(python.files) >= {f"{stem}.py" for stem in EX4.written}
    octave = reference(EX4, "octave")
    assert octave.language == "octave"
    assert set(octave.files) >= {f"{stem}.m" for stem in EX4.written}
