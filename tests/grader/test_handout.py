import ast
import os
import subprocess
import sys

import pytest

from grader.errors import UserError
from grader.exercises.ex4.handout import SUFFIXES, WRITTEN, cut, folder, pristine, stubs
from grader.handout import restore, start

FILES = {"README.md": b"read me\n", "ex4/a.py": b"A = 1\n", "data/b.mat": b"\0\1"}


def everything_in(path):
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in path.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def reference(tmp_path):
    home = tmp_path / "reference" / "ex4"
    home.mkdir(parents=True)
    return home


@pytest.mark.parametrize("language", SUFFIXES)
def test_stubs_keep_the_instructions_and_lose_the_solution(language):
    assert len(stubs(language)) == len(WRITTEN)
    for path, content in stubs(language).items():
        text = content.decode()
        assert "YOUR CODE HERE" in text
        assert "solution" not in text.lower()
        reference = SUFFIXES[language]
        assert path.endswith(reference)


def test_a_stub_is_shorter_than_its_reference_by_the_solution_alone(repository):
    for path, stub in stubs("python").items():
        reference = (repository / path).read_text(encoding="utf-8").splitlines()
        kept = stub.decode().splitlines()
        lines = iter(reference)
        assert all(line in lines for line in kept), "a stub adds nothing"
        assert len(kept) < len(reference)


def test_python_stubs_compile_and_give_no_formula_away():
    for path, content in stubs("python").items():
        tree = ast.parse(content, path)
        products = [n for n in ast.walk(tree) if isinstance(n, ast.MatMult)]
        assert not products
    text = stubs("python")["ex4/nnCostFunction.py"].decode()
    for spoiler in ("log1p", "delta3", "Delta1", " a2", "h -"):
        assert spoiler not in text


def test_cutting_takes_every_marked_region():
    text = (
        b"a\n# >>> solution\nb\n# <<< solution\nc\n"
        b"  # >>> solution\nd\n  # <<< solution\n"
    )
    assert cut(text) == b"a\nc\n"


def test_the_three_files_are_never_among_the_given_ones():
    for language in SUFFIXES:
        stems = {
            path.rpartition("/")[2].partition(".")[0] for path in pristine(language)
        }
        assert stems
        assert not stems & set(WRITTEN)


def test_no_solution_is_handed_out():
    for path, content in folder().items():
        assert b">>> solution" not in content, path
        assert not path.endswith(".m")


def test_start_writes_every_file(tmp_path):
    start(tmp_path / "new" / "my-ex4", FILES)
    assert everything_in(tmp_path) == {f"new/my-ex4/{k}": v for k, v in FILES.items()}


def test_start_takes_an_empty_folder(tmp_path):
    (tmp_path / "empty").mkdir()
    start(tmp_path / "empty", FILES)
    assert everything_in(tmp_path / "empty") == FILES


def test_start_never_touches_a_folder_in_use(tmp_path):
    (tmp_path / "mine.txt").write_bytes(b"precious")
    with pytest.raises(UserError, match="not empty; name a new folder"):
        start(tmp_path, FILES)
    with pytest.raises(UserError, match="not empty"):
        start(tmp_path / "mine.txt", FILES)
    assert everything_in(tmp_path) == {"mine.txt": b"precious"}


def test_start_leaves_nothing_half_written(tmp_path):
    with pytest.raises(UserError, match="cannot be written"):
        start(tmp_path / "new", {"a": b"", "a/b": b""})  # a is a file and a folder
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.py", "ex4/a.py", "./ex4/a.py"])
def test_restore_brings_a_file_back_and_keeps_the_old_one(tmp_path, reference, name):
    mine = tmp_path / "mine"
    start(mine, FILES)
    (mine / "ex4" / "a.py").write_bytes(b"A = 2\n")
    restore(name, mine, FILES, reference=reference)
    assert (mine / "ex4" / "a.py").read_bytes() == b"A = 1\n"
    assert (mine / "ex4" / "a.py.bak").read_bytes() == b"A = 2\n"


def test_restore_writes_what_was_deleted(tmp_path, reference):
    mine = tmp_path / "mine"
    start(mine, FILES)
    (mine / "data" / "b.mat").unlink()
    restore("b.mat", mine, FILES, reference=reference)
    assert everything_in(mine) == FILES


def test_restore_twice_loses_nobody_s_work(tmp_path, reference):
    start(tmp_path / "mine", FILES)
    mine = tmp_path / "mine" / "ex4" / "a.py"
    kept = []
    for work in (b"A = 2\n", None, b"A = 3\n", None, b"A = 4\n"):
        if work:
            mine.write_bytes(work)
        kept.append(restore("a.py", tmp_path / "mine", FILES, reference=reference)[1])
    assert [k.name if k else None for k in kept] == [
        "a.py.bak", None, "a.py.bak2", None, "a.py.bak3",
    ]  # fmt: skip
    works = [k.read_bytes() for k in kept if k]
    assert works == [b"A = 2\n", b"A = 3\n", b"A = 4\n"]


def test_restore_says_which_names_there_are(tmp_path, reference):
    with pytest.raises(UserError, match="There is no c.py in the handout"):
        restore("c.py", tmp_path, FILES, reference=reference)
    both = FILES | {"data/a.py": b""}
    with pytest.raises(UserError, match=r"ex4/a.py or data/a.py; give the whole path"):
        restore("a.py", tmp_path, both, reference=reference)


def test_restore_never_touches_the_reference(tmp_path, reference):
    with pytest.raises(UserError, match="belongs to the grader itself"):
        restore("a.py", reference.parent, FILES, reference=reference)
    with pytest.raises(UserError, match="holds no folder ex4"):
        restore("a.py", tmp_path, FILES, reference=reference)
    assert everything_in(tmp_path) == {}


STEPS = [
    (None, "Part 1, the cost,", "nnCostFunction", "1.3"),
    ("nnCostFunction", "Part 3, the sigmoid's slope,", "sigmoidGradient", "2.1"),
    ("sigmoidGradient", "the random initialization", "randInitializeWeights", "2.2"),
]


def test_the_walk_names_the_next_file_to_write(repository, tmp_path):
    """Without a traceback, from the empty stubs to the last file."""
    mine = tmp_path / "my-ex4"
    start(mine, folder())
    for written, part, file, section in STEPS:
        if written:
            solution = (repository / "ex4" / f"{written}.py").read_bytes()
            (mine / "ex4" / f"{written}.py").write_bytes(solution)
        done = subprocess.run(
            [sys.executable, "-m", "ex4", "--no-pause"],
            cwd=mine,
            env=os.environ | {"PYTHONPATH": ""},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 1
        assert f"{part} is still to be written" in done.stderr
        assert f"ex4/{file}.py (handout, section {section})" in done.stderr
        assert "Traceback" not in done.stderr
