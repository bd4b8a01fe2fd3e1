import pytest

from grader.whole import whole_file


def test_what_was_written_takes_the_place(tmp_path):
    path = tmp_path / "report.txt"
    with whole_file(path) as partial:
        partial.write_text("all of it")
        assert not path.exists()
    assert path.read_text() == "all of it"
    assert list(path.parent.iterdir()) == [path]


def test_after_a_failure_the_old_one_is_as_it_was_and_nothing_else_is_there(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("old")
    with pytest.raises(OSError, match="disk full"), whole_file(path) as partial:
        partial.write_text("half")
        raise OSError("disk full")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
