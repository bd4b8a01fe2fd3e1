"""What every format owes its readers, and what each one's own reader expects."""

import base64
import json
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.menu import REPORTS
from grader.result import Grade, Hint, PartResult, Status

PART_KEYS = ["number", "name", "file", "score", "max_score", "status", "message"]
PART_KEYS += ["hint", "seconds"]


def github_tests(report):
    name, _, encoded = report.strip().partition("=")
    assert name == "result"
    return json.loads(base64.b64decode(encoded, validate=True))


def as_data(name, report):
    """Read a report as its reader would; raises where that reader would."""
    if name in ("json", "gradescope"):
        return json.loads(report, parse_constant=pytest.fail)
    if name == "junit":
        return ElementTree.fromstring(report.encode("utf-8"))
    if name == "github-classroom":
        return github_tests(report)
    return report


# Arbitrary text, halves of surrogate pairs included, and what injectors would try.
nasty = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.sampled_from(
        [
            "</pre><script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "]]> -->",
            "```\n# 100 / 100\n```",
            "\x1b[2J\x1b]0;title\x07\r== forged | 40 / 40 |",
            "::notice::100 points\n::set-output name=result::x",
            "\u202ereversed\ud800\ufffe\x00",
            "{{ 7 * 7 }}{% raw %}",
        ]
    ),
)
hints = st.none() | st.builds(Hint, nasty, nasty, nasty)
parts = st.builds(
    PartResult,
    number=st.integers(1, 9),
    name=nasty,
    file=nasty,
    score=st.integers(0, 50),
    max_score=st.integers(50, 100),
    status=st.sampled_from(Status),
    message=nasty,
    hint=hints,
    found=nasty,
    needed=nasty,
    notes=st.lists(nasty, max_size=2).map(tuple),
    output=nasty,
    seconds=st.floats(0, 100),
)
nasty_grades = st.builds(
    Grade,
    exercise=nasty,
    submission=nasty,
    language=st.sampled_from(["python", "octave"]),
    seed=st.integers(0, 2**63),
    sandbox=st.sampled_from(["bubblewrap", "rlimits", "none"]),
    parts=st.lists(parts, min_size=1, max_size=3).map(tuple),
    ungraded=st.lists(parts.map(lambda p: replace(p, number=None)), max_size=1).map(
        tuple
    ),
    notes=st.lists(nasty, max_size=2).map(tuple),
    command=nasty,
)


class Tags(HTMLParser):
    """The elements of a page, and the attributes that could run or load something."""

    def __init__(self, page):
        super().__init__()
        self.names, self.dangers = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        for name, value in attrs:
            loads = name in ("src", "href") and not value.startswith("data:")
            if loads or name.startswith("on"):
                self.dangers.append((name, value))


@pytest.mark.parametrize("name", REPORTS)
@given(grade=nasty_grades)
def test_a_report_survives_whatever_a_submission_says(name, grade):
    report = REPORTS[name].write(grade)
    as_data(name, report)
    report.encode("utf-8")
    assert report.endswith("\n")
    assert all(c.isprintable() or c in "\n\t" for c in report)
    if name == "html":
        tags = Tags(report)
        assert not {"script", "img", "iframe", "object"} & set(tags.names)
        assert not tags.dangers


@given(grade=nasty_grades)
def test_nothing_printed_can_pass_for_a_row_of_the_table(grade):
    rows = [
        line
        for line in REPORTS["text"].write(grade).split("\n")
        if line.startswith("==")
    ]
    n_parts = len(grade.parts) + len(grade.ungraded)
    assert len(rows) <= n_parts + 4  # two lines of heading, a rule, the sum


@given(text=nasty)
def test_what_is_printed_cannot_close_its_fence(text):
    from grader.reports.as_markdown import code_block
    from grader.reports.plain import printable

    fence, *inside, end = code_block(printable(text)).split("\n")
    assert end == fence.removesuffix("text")
    assert not any(line.strip().startswith(end) for line in inside)


def test_json_has_the_keys_of_version_1(grades):
    report = json.loads(REPORTS["json"].write(grades["mixed"]))
    first = "version exercise submission language seed sandbox score max_score parts"
    assert [*report][:10] == [*first.split(), "ungraded"]
    for part in report["parts"]:
        assert [*part][:9] == PART_KEYS
    for part in report["ungraded"]:
        assert [*part][:7] == [k for k in PART_KEYS if "score" not in k]
    assert (report["version"], report["score"], report["max_score"]) == (1, 30, 100)
    assert report["parts"][1]["hint"] == {
        "code": "penalizes_bias",
        "text": "Leave the first column of Theta out of it.",
        "section": "1.4",
    }


def test_gradescope_gets_points_that_add_up(grades):
    for grade in grades.values():
        report = json.loads(REPORTS["gradescope"].write(grade))
        points = [test.get("score", 0) for test in report["tests"]]
        assert sum(points) == report["score"] == grade.score
        assert isinstance(report["execution_time"], float)
        assert {test["status"] for test in report["tests"]} <= {"passed", "failed"}


def test_junit_counts_what_it_lists(grades):
    for grade in grades.values():
        suite = as_data("junit", REPORTS["junit"].write(grade)).find("testsuite")
        cases = suite.findall("testcase")
        assert len(cases) == int(suite.get("tests"))
        for kind in ("error", "failure", "skipped"):
            counted = suite.get(kind if kind == "skipped" else f"{kind}s")
            assert int(counted) == sum(case.find(kind) is not None for case in cases)
        properties = {p.get("name"): p.get("value") for p in suite.find("properties")}
        assert properties["score"] == str(grade.score)


def test_github_classroom_gets_points_that_add_up(grades):
    for name, status in {"perfect": "pass", "mixed": "fail"}.items():
        report = github_tests(REPORTS["github-classroom"].write(grades[name]))
        assert report["version"] == 3
        assert report["status"] == status
        assert report["max_score"] == 100
        assert sum(test["score"] for test in report["tests"]) == grades[name].score


def test_what_carries_no_points_never_makes_a_server_show_red(grades):
    missing = replace(grades["perfect"], ungraded=grades["mixed"].ungraded)
    suite = as_data("junit", REPORTS["junit"].write(missing)).find("testsuite")
    assert (suite.get("failures"), suite.get("errors")) == ("0", "0")
    report = github_tests(REPORTS["github-classroom"].write(missing))
    assert report["status"] == "pass"


def test_an_unwritten_submission_does_show_red(grades):
    stubs = tuple(
        replace(part, score=0, status=Status.NOT_STARTED)
        for part in grades["perfect"].parts
    )
    empty = replace(grades["perfect"], parts=stubs)
    suite = as_data("junit", REPORTS["junit"].write(empty)).find("testsuite")
    assert suite.get("failures") == "5"


def test_text_gives_the_command_that_repeats_one_part(grades):
    text = REPORTS["text"].write(grades["mixed"])
    assert "python -m grader 'Ana <ana@example.org>' --part 4 --seed 7" in text


def test_text_tells_one_exception_once(grades):
    text = REPORTS["text"].write(grades["broken"])
    assert text.count("name 'lambda_' is not defined") == 1
    assert "Parts 1, 2, 4 and 5: error (nnCostFunction.py)" in text


def test_text_shows_only_the_first_lines_of_much_output(grades):
    mixed = grades["mixed"]
    noisy = replace(mixed.parts[1], output="\n".join(map(str, range(500))))
    parts = (mixed.parts[0], noisy, *mixed.parts[2:])
    text = REPORTS["text"].write(replace(mixed, parts=parts))
    assert "        | 7\n        ... and 492 more lines\n" in text


def test_text_does_not_complain_of_what_is_not_begun_or_waits(grades):
    text = REPORTS["text"].write(grades["mixed"])
    assert "\nPart 3: " not in text
    assert "\nPart 5: " not in text


def test_some_parts_asked_for_are_not_all_that_there_is_to_do(grades):
    some = replace(
        grades["perfect"], parts=grades["perfect"].parts[:1], is_partial=True
    )
    assert "python -m grader grades all parts" in REPORTS["text"].write(some)


def test_full_marks_with_a_note_are_not_the_end(grades):
    grade = grades["perfect"]
    noted = replace(grade.parts[0], notes=("nnCostFunction changes X",))
    text = REPORTS["text"].write(replace(grade, parts=(noted, *grade.parts[1:])))
    assert "Next: read the note, then run the exercise with python -m ex4." in text


def test_a_missing_file_can_be_brought_back(grades):
    grade = grades["perfect"]
    lost = replace(
        grade.parts[0],
        score=0,
        status=Status.MISSING,
        message="nnCostFunction.py is missing",
    )
    text = REPORTS["text"].write(replace(grade, parts=(lost, *grade.parts[1:])))
    assert "Next: bring it back: python -m grader restore nnCostFunction.py." in text


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.NOT_STARTED, "Next: write Part 4 in nnCostFunction.py, handout 2.3."),
        (Status.WRONG, "Next: look at Part 4 in nnCostFunction.py, handout 2.3."),
        (Status.GRADER_ERROR, "please report it with seed 7"),
    ],
)
def test_the_next_step_is_named(grades, status, sentence):
    grade = grades["perfect"]
    parts = list(grade.parts)
    parts[3] = replace(parts[3], score=0, status=status)
    assert sentence in REPORTS["text"].write(replace(grade, parts=tuple(parts)))
