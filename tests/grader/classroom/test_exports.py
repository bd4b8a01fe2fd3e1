"""Names with anything in them: distinct rows and files, no formula, no way out."""

import csv
import json
import os
import shutil
from collections import namedtuple
from io import StringIO
from pathlib import Path

import pytest

from grader.errors import UserError
from grader.exports.as_csv import safe
from grader.exports.files import check_file, file_name

NAMES = [
    "Doe, Jane", 'say "hi"', "two\nlines", "=cmd()|calc", "+1", "-rf", "@SUM(A1)",
    "été 学生", "x..", "a b", "Ann", "ann", "<script>alert(1)<script>", "x" * 200,
    "\t=1+1", "C:\\x", "&amp;",
]  # fmt: skip
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def exported(fakes, make_class, export_all):
    """Grade submissions of these names; return the exports by path."""
    if os.name == "nt":
        pytest.skip("Windows allows no such names")
    fakes.grade_class(make_class({name: name for name in NAMES}), *export_all("out"))
    return export_all.read("out")


def test_every_name_is_a_row_that_no_spreadsheet_calculates(exported):
    rows = list(csv.DictReader(StringIO(exported["class.csv"].decode(), newline="")))
    cells = [row["submission"] for row in rows]
    assert sorted(cell.removeprefix("'") for cell in cells) == sorted(NAMES)
    assert not [c for row in rows for c in row.values() if c.startswith(FORMULA_SIGNS)]
    assert {row["state"] for row in rows} == {"graded"}


def test_every_name_is_a_file_of_its_own_in_its_folder(exported):
    pages = [path for path in exported if path.startswith("site/submissions/")]
    results = [path for path in exported if path.startswith("gs/")]
    assert len(pages) == len(results) == len(NAMES)
    assert len({path.lower() for path in pages}) == len(NAMES)
    for path in exported:
        assert path.isascii()
        assert ".." not in path.split("/")


def test_gradescope_gets_json_without_nan(exported):
    for path, content in exported.items():
        if path.startswith("gs/"):
            report = json.loads(content, parse_constant=pytest.fail)
            assert report["score"] == sum(t.get("score", 0) for t in report["tests"])


def test_pages_escape_names(exported):
    page = exported["site/index.html"].decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "&amp;amp;" in page


def test_no_export_holds_a_time_or_a_host(exported, tmp_path):
    for content in exported.values():
        assert str(tmp_path).encode() not in content
        assert os.uname().nodename.encode() not in content


@pytest.mark.parametrize("name", ["../../etc/passwd", "..", "/abs", "a/b", "\0", ""])
def test_no_name_leads_out_of_its_folder(name):
    made = file_name(name)
    assert "/" not in made
    assert not made.startswith(".")
    assert made.isascii()


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\uff1d1"])
def test_formulas_are_escaped(cell):
    assert safe(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["1", "", "a=b", "Jane"])
def test_other_cells_stay(cell):
    assert safe(cell) == cell


def test_problems_of_a_submission_are_told_and_leave_no_score(
    fakes, make_class, export_all, tmp_path
):
    folder = make_class({"fine": "1"})
    (folder / "broken.zip").write_bytes(b"no zip")
    text = []
    assert fakes.grade_class(folder, *export_all("out"), write=text.append) == 1
    assert "broken: broken.zip is no zip, or is damaged" in "\n".join(text)
    rows = export_all.read("out")["class.csv"].decode().splitlines()
    assert rows[1].startswith('broken,,unreadable,,,,"broken.zip is no zip')


@pytest.mark.parametrize("flag", ["--csv", "--html", "--gradescope", "--gradebook"])
def test_a_place_that_cannot_be_written_is_an_error_before_grading(
    fakes, graded, make_class, tmp_path, flag
):
    folder = make_class({"a": "1"})
    (tmp_path / "file").write_text("in the way")
    wanted = tmp_path / "file" / "x"
    with pytest.raises(UserError, match="cannot be written to"):
        fakes.grade_class(folder, "--gradebook", tmp_path / "g.db", flag, wanted)
    assert not graded()


@pytest.mark.parametrize("flag", ["--csv", "--html", "--gradescope", "--gradebook"])
def test_a_full_disk_is_an_error_before_grading(
    fakes, graded, make_class, tmp_path, flag, monkeypatch
):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 1000))
    with pytest.raises(UserError, match=r"has 0\.0 MB left and needs"):
        fakes.grade_class(
            make_class({"a": "1"}), "--gradebook", tmp_path / "g.db",
            flag, tmp_path / "out",
        )  # fmt: skip
    assert not graded()


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    from grader.exports.files import write_file

    path = tmp_path / "grades.csv"
    path.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="No space left"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["grades.csv"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such device")
def test_a_device_is_never_replaced_by_a_file():
    with pytest.raises(UserError, match="/dev/null is a device, not a file"):
        check_file(Path(os.devnull), 0)
