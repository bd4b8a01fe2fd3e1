"""Zips are read in memory, within limits; nothing in them can lead anywhere."""

import io
import stat
import warnings
import zipfile

import pytest

from grader import archive
from grader.archive import read_zip, unwrapped
from grader.errors import UserError


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    """Return a zip of (path, content) pairs; paths may be ZipInfo."""
    raw = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a name twice
        with zipfile.ZipFile(raw, "w", method) as packed:
            for path, content in members:
                packed.writestr(path, content)
    return raw.getvalue()


def test_only_source_is_read():
    content = zipped(("a.py", "1"), ("b.m", "2"), ("c.mat", "3"), ("d.pyc", "4"))
    assert read_zip("z", content) == ({"a.py": b"1", "b.m": b"2"}, {})


@pytest.mark.parametrize(
    "path", ["../../e.py", "/etc/e.py", "a/../../e.py", "C:\\e.py"]
)
def test_a_path_that_leads_out_is_refused_and_told(path):
    files, refused = read_zip("z", zipped((path, "evil"), ("a.py", "1")))
    assert files == {"a.py": b"1"}
    assert len(refused) == 1


def test_links_are_refused():
    link = zipfile.ZipInfo("link.py")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    files, refused = read_zip("z", zipped((link, "/etc/passwd"), ("a.py", "1")))
    assert list(files) == ["a.py"]
    assert "link" in refused["link.py"]


def test_a_bomb_is_cut_off():
    content = zipped(("bomb.py", b"0" * (50 << 20)), ("a.py", "1"))
    files, refused = read_zip("z", content)
    assert list(files) == ["a.py"]
    assert "MB" in refused["bomb.py"]


def test_a_bomb_that_is_no_source_is_never_unpacked(monkeypatch):
    content = zipped(("bomb.mat", b"0" * (50 << 20)), ("a.py", "1"))
    opened = []
    original = zipfile.ZipFile.open

    def spy(self, member, *args, **kwargs):
        opened.append(member.filename)
        return original(self, member, *args, **kwargs)

    monkeypatch.setattr(zipfile.ZipFile, "open", spy)
    read_zip("z", content)
    assert opened == ["a.py"]


def test_many_bombs_stay_under_the_total():
    content = zipped(*((f"{i}.py", b"0" * (1 << 20)) for i in range(40)))
    files, refused = read_zip("z", content)
    assert sum(map(len, files.values())) <= archive.TOTAL_BYTES
    assert len(files) + len(refused) == 40


def test_a_directory_of_millions_is_refused_before_it_is_read():
    content = zipped(("a.py", "1")) + archive.DIRECTORY_ENTRY * (archive.N_ENTRIES + 1)
    with pytest.raises(UserError, match="more than 20000 files"):
        read_zip("z", content)


def test_what_a_mac_adds_is_ignored():
    content = zipped(
        ("me/a.py", "1"), ("__MACOSX/me/._a.py", "x"), ("me/.DS_Store", "x"),
        ("me/__pycache__/a.py", "x"), ("me/._a.py", "x"),
    )  # fmt: skip
    assert read_zip("z", content) == ({"a.py": b"1"}, {})


def test_single_folders_are_taken_off():
    assert unwrapped({"a/b/c.py": b"", "a/b/d/e.py": b""}) == {
        "c.py": b"",
        "d/e.py": b"",
    }
    assert list(unwrapped({"a/x.py": b"", "b/y.py": b""})) == ["a/x.py", "b/y.py"]
    assert list(unwrapped({"a.py": b""})) == ["a.py"]


def test_names_that_differ_in_case_only_are_told():
    content = zipped(("Cost.py", "1"), ("cost.py", "2"))
    with pytest.raises(UserError, match=r"Cost\.py and cost\.py, which differ only"):
        read_zip("z", content)


def test_a_name_twice_is_told():
    with pytest.raises(UserError, match="twice"):
        read_zip("z", zipped(("a.py", "1"), ("a.py", "2")))


def test_a_locked_zip_is_told():
    content = bytearray(zipped(("a.py", "1"), method=zipfile.ZIP_STORED))
    content[6] |= 1  # the flag, in the file's head and in the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UserError, match="password"):
        read_zip("z", bytes(content))


@pytest.mark.parametrize(
    "content",
    [b"", b"Rar!\x1a\x07\x00", b"PK\x03\x04", zipped(("a.py", "x" * 999))[:-30]],
)
def test_what_is_no_whole_zip_is_told(content):
    with pytest.raises(UserError, match="no zip, or is damaged"):
        read_zip("z", content)


def test_a_damaged_member_is_told():
    content = bytearray(zipped(("a.py", "1234567"), method=zipfile.ZIP_STORED))
    content[content.index(b"1234567")] ^= 1
    with pytest.raises(UserError, match="damaged"):
        read_zip("z", bytes(content))
