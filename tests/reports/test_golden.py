"""Every format of a few grades, compared whole with the files in golden/."""

import os
from pathlib import Path

import pytest

from grader.reports.menu import REPORTS

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_the_one_on_record(name, grades, grade_name):
    report = REPORTS[name].write(grades[grade_name])
    golden = GOLDEN / f"{grade_name}-{name}{REPORTS[name].suffix}"
    if os.environ.get("EX4_WRITE_GOLDEN"):  # then read them: `git diff`
        golden.write_text(report, encoding="utf-8", newline="\n")
    assert report == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over(grades):
    expected = {
        f"{grade}-{name}{report.suffix}"
        for grade in grades
        for name, report in REPORTS.items()
    }
    assert {path.name for path in GOLDEN.iterdir()} == expected
