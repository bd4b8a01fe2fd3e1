"""What counts as a submission in a folder, as LMSs and teachers leave it."""

import io
import os
import zipfile

import pytest

from grader.collect import collect
from grader.contents import read
from grader.errors import UserError

WRITTEN = ("nnCostFunction", "sigmoidGradient")


def write(path, content=b""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def zipped(files):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as packed:
        for path, content in files.items():
            packed.writestr(path, content)
    return raw.getvalue()


@pytest.fixture
def found(tmp_path):
    """Collect from a folder of these files; return the entries by name."""

    def run(files):
        for path, content in files.items():
            write(tmp_path / path, content)
        return {e.name: e for e in collect(tmp_path, WRITTEN).entries}

    return run


def test_folders_and_zips_are_submissions(found):
    entries = found(
        {
            "ann/ex4/nnCostFunction.py": b"a",
            "bob.zip": zipped({"bob/ex4/nnCostFunction.py": "b"}),
        }
    )
    assert list(entries) == ["ann", "bob"]
    assert read(entries["ann"]).files == {"ex4/nnCostFunction.py": b"a"}
    assert read(entries["bob"]).files == {"nnCostFunction.py": b"b"}


def test_moodle_folders_hold_what_was_uploaded(found):
    entries = found(
        {
            "Ann Lee_123_assignsubmission_file_/ex4.zip": zipped(
                {"ex4/nnCostFunction.py": "a"}
            ),
            "Ann Lee_123_assignsubmission_onlinetext_/onlinetext.html": b"hello",
            "Bo_124_assignsubmission_file/nnCostFunction.m": b"b",
        }
    )
    assert {n: e.lms_id for n, e in entries.items()} == {
        "Ann Lee_123": "moodle:123",
        "Bo_124": "moodle:124",
    }
    assert read(entries["Ann Lee_123"]).files == {"nnCostFunction.py": b"a"}


def test_moodle_files_of_a_student_belong_together(found):
    entries = found(
        {
            "Ann Lee_123_assignsubmission_file_nnCostFunction.py": b"a",
            "Ann Lee_123_assignsubmission_file_sigmoidGradient.py": b"s",
            "Ann Lee_77_assignsubmission_file_sigmoidGradient.py": b"other",
        }
    )
    assert list(entries) == ["Ann Lee_123", "Ann Lee_77"]
    assert read(entries["Ann Lee_123"]).files == {
        "nnCostFunction.py": b"a",
        "sigmoidGradient.py": b"s",
    }


def test_canvas_files_of_a_student_belong_together(found):
    entries = found(
        {
            "leeann_41_9001_nnCostFunction-1.py": b"a",
            "leeann_41_9002_sigmoidGradient.py": b"s",
            "doebo_LATE_42_9003_my_work.zip": zipped({"nnCostFunction.py": "b"}),
        }
    )
    assert {n: (e.lms_id, e.is_late) for n, e in entries.items()} == {
        "doebo_42": ("canvas:42", True),
        "leeann_41": ("canvas:41", False),
    }
    assert sorted(read(entries["leeann_41"]).files) == [
        "nnCostFunction.py",
        "sigmoidGradient.py",
    ]
    assert read(entries["doebo_42"]).files == {"nnCostFunction.py": b"b"}


def test_plain_files_are_grouped_by_the_name_before_the_files(found):
    entries = found(
        {"ann_nnCostFunction.py": b"a", "ann-sigmoidGradient.py": b"s"}
        | {"J. Doe nnCostFunction.py": b"j"}
    )
    assert list(entries) == ["J. Doe", "ann"]
    assert len(read(entries["ann"]).files) == 2


def test_a_folder_and_a_zip_of_one_name_are_two(found):
    entries = found(
        {
            "ann/nnCostFunction.py": b"1",
            "ann.zip": zipped({"nnCostFunction.py": "2"}),
            "ann_nnCostFunction.py": b"3",
        }
    )
    assert len(entries) == 3
    contents = {read(e).files["nnCostFunction.py"] for e in entries.values()}
    assert contents == {b"1", b"2", b"3"}


NAMES = ["a,b", 'a"b', "a\nb", "=cmd()", "-..", "été 学", " ", "-rf", "a;b", "'"]


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_strange_names_are_kept(found):
    entries = found({f"{name}/nnCostFunction.py": b"" for name in NAMES})
    assert sorted(entries) == sorted(NAMES)


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_a_name_that_is_no_text_is_shown_by_its_bytes(tmp_path):
    try:
        (tmp_path / os.fsdecode(b"\xff\xfe")).mkdir()
    except OSError:
        pytest.skip("this file system allows no such names")
    (entry,) = collect(tmp_path, WRITTEN).entries
    assert entry.name == r"\xff\xfe"


def test_what_belongs_to_nobody_is_told(found, tmp_path):
    found({"ann/nnCostFunction.py": b"", "notes.txt": b"", ".git/x": b""})
    write(tmp_path / "nnCostFunction.py")
    assert collect(tmp_path, WRITTEN).left_out == ("nnCostFunction.py", "notes.txt")


def test_links_are_not_followed(found, tmp_path):
    found({"ann/nnCostFunction.py": b"", "elsewhere/nnCostFunction.py": b"secret"})
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "ann" / "more").symlink_to(tmp_path / "elsewhere")
    found = collect(tmp_path, WRITTEN)
    assert [e.name for e in found.entries] == ["ann", "elsewhere"]
    assert list(read(found.entries[0]).files) == ["nnCostFunction.py"]


@pytest.mark.parametrize("name", ["ann.rar", "ann.7z", "ann.tar.gz"])
def test_another_archive_is_a_submission_that_cannot_be_read(found, name):
    (entry,) = found({name: b"x"}).values()
    with pytest.raises(UserError, match="hand in a zip"):
        read(entry)


def test_a_folder_without_submissions_is_refused(tmp_path):
    with pytest.raises(UserError, match="holds no submissions"):
        collect(tmp_path, WRITTEN)
    with pytest.raises(UserError, match="cannot be read"):
        collect(tmp_path / "nowhere", WRITTEN)
